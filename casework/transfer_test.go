package casework_test

import (
	"encoding/json"
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

func TestTransferWithinTheOrganisationKeepsTheOtherShares(t *testing.T) {
	practice := newPractice(t, casework.Config{})
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		next, result, err := practice.Transfer(liisa(), c, "youth", at("aino@youth"), sureToTransfer)
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, casework.Client{ID: "K1", Org: "youth", Responsible: "aino", Shared: []string{"matti", "oona"}})
		wantLines(t, result,
			"aino gains client (K1): done", "aino gains responsibility (K1): done",
			"liisa loses responsibility (K1): done", "liisa loses client (K1): done")
		for _, a := range clientActions {
			if d := practice.Check(liisa(), a, next); d != noAccess {
				t.Errorf("the predecessor, %s: %v", a, d)
			}
			if d := practice.Check(worker("aino", "youth"), a, next); d != asResponsible {
				t.Errorf("the recipient, %s: %v", a, d)
			}
		}
	}
}

func TestARecipientWhoWasOnTheListLeavesIt(t *testing.T) {
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		next, result, err := newPractice(t, casework.Config{}).Transfer(liisa(), c, "youth", at("matti@youth"), sureToTransfer)
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, casework.Client{ID: "K1", Org: "youth", Responsible: "matti", Shared: []string{"oona"}})
		wantLines(t, result, "matti gains responsibility (K1): done",
			"liisa loses responsibility (K1): done", "liisa loses client (K1): done")
	}
}

func TestTransferToAnotherOrganisationTakesTheClientFromEveryone(t *testing.T) {
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		next, result, err := newPractice(t, casework.Config{}).Transfer(liisa(), c, "school", at("eino@school"), sureToTransfer)
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, casework.Client{ID: "K1", Org: "school", Responsible: "eino"})
		wantLines(t, result, "eino gains client (K1): done", "eino gains responsibility (K1): done",
			"liisa loses responsibility (K1): done", "liisa loses client (K1): done",
			"matti loses client (K1): done", "oona loses client (K1): done")
	}
}

// Somebody who works for both organisations keeps the client, as the other's.
func TestARecipientElsewhereWhoWasOnTheListLosesNothing(t *testing.T) {
	next, result, err := newPractice(t, casework.Config{}).Transfer(liisa(), liisasClient(), "school", at("matti@school"), sureToTransfer)
	if err != nil {
		t.Fatal(err)
	}
	wantClient(t, next, casework.Client{ID: "K1", Org: "school", Responsible: "matti"})
	wantLines(t, result, "matti gains client (K1): done", "matti gains responsibility (K1): done",
		"liisa loses responsibility (K1): done", "liisa loses client (K1): done", "oona loses client (K1): done")
}

func TestTransferringBackRevivesNoShare(t *testing.T) {
	practice := newPractice(t, casework.Config{})
	there, _, err := practice.Transfer(liisa(), liisasClient(), "school", at("eino@school"), sureToTransfer)
	if err != nil {
		t.Fatal(err)
	}
	back, _, err := practice.Transfer(worker("eino", "school"), there, "youth", at("liisa@youth"), sureToTransfer)
	if err != nil {
		t.Fatal(err)
	}
	wantClient(t, back, casework.Client{ID: "K1", Org: "youth", Responsible: "liisa"})
}

func TestThePredecessorSharesAgainAsAnybody(t *testing.T) {
	practice := newPractice(t, casework.Config{})
	next, _, err := practice.Transfer(liisa(), liisasClient(), "youth", at("aino@youth"), sureToTransfer)
	if err != nil {
		t.Fatal(err)
	}
	next, _, err = practice.Share(worker("aino", "youth"), next, at("liisa@youth"), sureToShare)
	if err != nil {
		t.Fatal(err)
	}
	if d := practice.Check(liisa(), casework.ActionEdit, next); d != asShared {
		t.Errorf("got %v", d)
	}
	// The new responsible removes what the predecessor shared, and the predecessor nothing.
	unshared, _, err := practice.Unshare(worker("aino", "youth"), next, "matti")
	if err != nil {
		t.Fatal(err)
	}
	wantClient(t, unshared, casework.Client{ID: "K1", Org: "youth", Responsible: "aino", Shared: []string{"oona", "liisa"}})
	refused, result, err := practice.Unshare(liisa(), next, "matti")
	wantDenied(t, refused, result, err, responsibleOnly)
}

func TestTransferThatIsNotValid(t *testing.T) {
	keyless := liisasClient()
	keyless.ID = ""
	both := sureToTransfer
	for _, test := range []struct {
		name    string
		c       *casework.Client
		org     string
		to      casework.Person
		confirm casework.TransferConfirmation
		want    []string
	}{
		{"not sure", liisasClient(), "youth", at("aino@youth"), casework.TransferConfirmation{AwareOfLoss: true}, []string{"confirmation.sure"}},
		{"not aware", liisasClient(), "youth", at("aino@youth"), casework.TransferConfirmation{Sure: true}, []string{"confirmation.awareOfLoss"}},
		{"neither", liisasClient(), "youth", at("aino@youth"), casework.TransferConfirmation{}, []string{"confirmation.sure", "confirmation.awareOfLoss"}},
		{"oneself", liisasClient(), "youth", at("liisa@youth"), both, []string{"to.user"}},
		{"oneself elsewhere", liisasClient(), "school", at("liisa@school"), both, []string{"to.user"}},
		{"no organisation", liisasClient(), "", at("aino@youth"), both, []string{"org"}},
		{"neither organisation", liisasClient(), "", at("aino@"), both, []string{"org", "to.org"}},
		{"a counsellor of another", liisasClient(), "school", at("aino@youth"), both, []string{"to.org"}},
		{"no user", liisasClient(), "school", at("@school"), both, []string{"to.user"}},
		{"no key", keyless, "school", at("aino@school"), both, []string{"client.key"}},
		{"everything", keyless, "", casework.Person{}, casework.TransferConfirmation{},
			[]string{"client.key", "org", "to.user", "to.org", "confirmation.sure", "confirmation.awareOfLoss"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			next, result, err := newPractice(t, casework.Config{}).Transfer(liisa(), test.c, test.org, test.to, test.confirm)
			wantInvalid(t, next, result, err, test.want...)
		})
	}
}

func TestOnlyTheResponsibleTransfersAndOthersLearnNothing(t *testing.T) {
	practice := newPractice(t, casework.Config{SharedMayShare: true})
	for _, test := range []struct {
		actor access.Subject
		want  access.Decision
	}{
		{worker("matti", "youth"), responsibleOnly},
		{worker("aino", "youth"), noAccess},
		{worker("liisa", "school"), otherOrganisation},
	} {
		for _, to := range []casework.Person{{}, at("matti@youth"), at("aino@school")} {
			next, result, err := practice.Transfer(test.actor, liisasClient(), to.Org, to, casework.TransferConfirmation{})
			wantDenied(t, next, result, err, test.want)
			wantLines(t, result, to.User+" gains responsibility (K1): refused, "+string(test.want.Reason))
		}
	}
}

func TestTransferringNilIsDenied(t *testing.T) {
	next, result, err := newPractice(t, casework.Config{}).Transfer(liisa(), nil, "", casework.Person{}, casework.TransferConfirmation{})
	wantDenied(t, next, result, err, access.Deny(access.ReasonNoResource, ""))
	for _, practice := range []*casework.Practice{nil, {}} {
		next, result, err = practice.Transfer(access.Subject{}, nil, "", casework.Person{}, casework.TransferConfirmation{})
		wantDenied(t, next, result, err, access.Deny(access.ReasonNoPolicy, ""))
	}
}

func TestTheReportOfATransferAsTextAndJSON(t *testing.T) {
	_, result, err := newPractice(t, casework.Config{}).Transfer(liisa(), liisasClient(), "youth", at("matti@youth"), sureToTransfer)
	if err != nil {
		t.Fatal(err)
	}
	const text = `casework.transfer by liisa: 3 done, 0 unchanged, 0 refused
  matti gains responsibility (K1): done
  liisa loses responsibility (K1): done
  liisa loses client (K1): done`
	if got := result.String(); got != text {
		t.Errorf("got %s\nwant %s", got, text)
	}
	const rest = `"where":"K1","reason":"casework/responsible","by":"responsible"}`
	const want = `{"act":"casework.transfer","actor":"liisa","items":[` +
		`{"outcome":"done","who":"matti","effect":"gains","what":"responsibility",` + rest + `,` +
		`{"outcome":"done","who":"liisa","effect":"loses","what":"responsibility",` + rest + `,` +
		`{"outcome":"done","who":"liisa","effect":"loses","what":"client",` + rest + `]}`
	if got, err := json.Marshal(result); err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}
