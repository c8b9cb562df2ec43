package casework_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// liisasClient is a client of the youth service, shared with matti and then oona.
func liisasClient() *casework.Client {
	return &casework.Client{ID: "K1", Org: "youth", Responsible: "liisa", Shared: []string{"matti", "oona"}}
}

// untidyClient is the same client from rows that nobody tidied.
func untidyClient() *casework.Client {
	c := liisasClient()
	c.Shared = []string{"", "matti", "liisa", "oona", "matti", ""}
	return c
}

func liisa() access.Subject { return acting("liisa", "youth") }

func wantClient(t *testing.T, got *casework.Client, want casework.Client) {
	t.Helper()
	if diff := cmp.Diff(&want, got); diff != "" {
		t.Errorf("client (-want +got):\n%s", diff)
	}
}

func TestSharingAddsTheNameAndTakesNothing(t *testing.T) {
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		next, result, err := mustPractice(t, casework.Config{}).Share(liisa(), c, at("aino@youth"), sureToShare)
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, casework.Client{
			ID: "K1", Org: "youth", Responsible: "liisa", Shared: []string{"matti", "oona", "aino"},
		})
		wantLines(t, result, "aino gains client work (client K1)")
		if i := result.Items[0]; i.Reason != casework.ReasonResponsible || i.By != "" {
			t.Errorf("got %+v", i)
		}
	}
}

func TestSharingAgainIsUnchanged(t *testing.T) {
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		next, result, err := mustPractice(t, casework.Config{}).Share(liisa(), c, at("oona@youth"), sureToShare)
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, *c)
		wantLines(t, result, "oona gains client work (client K1): unchanged")
		wantOwnMemory(t, next, c)
	}
}

// wantOwnMemory writes to the next client, which must not be seen in the one before.
func wantOwnMemory(t *testing.T, next, before *casework.Client) {
	t.Helper()
	next.Shared[0] = "scribble"
	if before.Shared[0] == "scribble" {
		t.Error("the next client shares memory with the one before")
	}
}

func TestSharedCounsellorsShareWhereThePracticeSaysSo(t *testing.T) {
	for _, may := range bools {
		practice := mustPractice(t, casework.Config{SharedMayShare: may})
		next, result, err := practice.Share(acting("matti", "youth"), liisasClient(), at("aino@youth"), sureToShare)
		if !may {
			wantDenied(t, next, result, err, access.Deny(casework.ReasonResponsibleOnly, ""))
			wantLines(t, result, "aino gains client work (client K1): refused, casework/responsible-only")
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, casework.Client{
			ID: "K1", Org: "youth", Responsible: "liisa", Shared: []string{"matti", "oona", "aino"},
		})
	}
}

func TestWhoeverMayNotShareLearnsNothingElse(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	for _, with := range []casework.Employee{{}, at("oona@youth"), at("liisa@youth"), at("aino@school")} {
		next, result, err := practice.Share(acting("aino", "youth"), liisasClient(), with, casework.ShareConfirmation{})
		wantDenied(t, next, result, err, noAccess)
		if len(result.Items) != 1 {
			t.Errorf("got %v", result)
		}
		next, result, err = practice.Unshare(acting("matti", "youth"), liisasClient(), with.User)
		wantDenied(t, next, result, err, responsibleOnly)
		if len(result.Items) != 1 {
			t.Errorf("got %v", result)
		}
	}
}

func TestUnsharingTakesTheNameAtOnce(t *testing.T) {
	practice := mustPractice(t, casework.Config{SharedMayShare: true})
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		next, result, err := practice.Unshare(liisa(), c, "matti")
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, casework.Client{ID: "K1", Org: "youth", Responsible: "liisa", Shared: []string{"oona"}})
		wantLines(t, result, "matti loses client work (client K1)")
		wrote := &casework.Session{Client: next, WrittenBy: "matti"}
		if d := practice.Check(acting("matti", "youth"), casework.ActionView, wrote); d != noAccess {
			t.Errorf("matti's own session: %v", d)
		}
	}
}

func TestUnsharingWhatIsNotSharedIsUnchanged(t *testing.T) {
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		for _, user := range []string{"aino", "liisa"} {
			next, result, err := mustPractice(t, casework.Config{}).Unshare(liisa(), c, user)
			if err != nil {
				t.Fatal(err)
			}
			wantClient(t, next, *c)
			wantLines(t, result, user+" loses client work (client K1): unchanged")
			wantOwnMemory(t, next, c)
		}
	}
}

func TestOnlyTheResponsibleUnshares(t *testing.T) {
	practice := mustPractice(t, casework.Config{SharedMayShare: true})
	for _, user := range []string{"matti", "oona"} { // oneself or another
		next, result, err := practice.Unshare(acting("matti", "youth"), liisasClient(), user)
		wantDenied(t, next, result, err, responsibleOnly)
	}
}

func TestInvalidUnsharing(t *testing.T) {
	next, result, err := mustPractice(t, casework.Config{}).Unshare(liisa(), &casework.Client{Org: "youth", Responsible: "liisa"}, "")
	wantInvalid(t, next, result, err, "client.id", "user")
}

func TestActsOnNilAreDenied(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	next, result, err := practice.Share(liisa(), nil, casework.Employee{}, casework.ShareConfirmation{})
	wantDenied(t, next, result, err, access.Deny(access.ReasonNoResource, ""))
	next, result, err = practice.Unshare(liisa(), nil, "")
	wantDenied(t, next, result, err, access.Deny(access.ReasonNoResource, ""))
	next, result, err = practice.Transfer(liisa(), nil, casework.Employee{}, casework.TransferConfirmation{})
	wantDenied(t, next, result, err, access.Deny(access.ReasonNoResource, ""))
	for _, practice := range []*casework.Practice{nil, {}} {
		next, result, err = practice.Transfer(access.Subject{}, nil, casework.Employee{}, casework.TransferConfirmation{})
		wantDenied(t, next, result, err, access.Deny(access.ReasonNoPolicy, ""))
		next, result, err = practice.Share(liisa(), nil, casework.Employee{}, casework.ShareConfirmation{})
		wantDenied(t, next, result, err, access.Deny(access.ReasonNoPolicy, ""))
		next, result, err = practice.Unshare(access.Subject{}, nil, "")
		wantDenied(t, next, result, err, access.Deny(access.ReasonNoPolicy, ""))
	}
}

func TestARefusalNamesActAndClient(t *testing.T) {
	_, _, err := mustPractice(t, casework.Config{}).Share(acting("aino", "youth"), liisasClient(), at("aino@youth"), sureToShare)
	if got, want := err.Error(), `casework: share, client K1: access: denied: casework/no-access`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTransferWithinTheOrganisationKeepsTheOtherShares(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		next, result, err := transfer(practice, liisa(), c, at("aino@youth"))
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, casework.Client{ID: "K1", Org: "youth", Responsible: "aino", Shared: []string{"matti", "oona"}})
		wantLines(t, result,
			"aino gains client work (client K1)", "aino gains responsibility (client K1)",
			"liisa loses responsibility (client K1)", "liisa loses client work (client K1)")
		for _, a := range clientActions[:6] {
			if d := practice.Check(liisa(), a, next); d != noAccess {
				t.Errorf("the predecessor, %s: %v", a, d)
			}
			if d := practice.Check(acting("aino", "youth"), a, next); d != asResponsible {
				t.Errorf("the recipient, %s: %v", a, d)
			}
		}
	}
}

func TestARecipientWhoWasOnTheListLeavesIt(t *testing.T) {
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		next, result, err := transfer(mustPractice(t, casework.Config{}), liisa(), c, at("matti@youth"))
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, casework.Client{ID: "K1", Org: "youth", Responsible: "matti", Shared: []string{"oona"}})
		wantLines(t, result, "matti gains responsibility (client K1)",
			"liisa loses responsibility (client K1)", "liisa loses client work (client K1)")
	}
}

func TestTransferToAnotherOrganisationTakesTheClientFromEveryone(t *testing.T) {
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		next, result, err := transfer(mustPractice(t, casework.Config{}), liisa(), c, at("eino@school"))
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, casework.Client{ID: "K1", Org: "school", Responsible: "eino"})
		wantLines(t, result, "eino gains client work (client K1)", "eino gains responsibility (client K1)",
			"liisa loses responsibility (client K1)", "liisa loses client work (client K1)",
			"matti loses client work (client K1)", "oona loses client work (client K1)",
			"organisation youth loses ownership (client K1)", "organisation school gains ownership (client K1)")
	}
}

// Somebody who works for both organisations keeps the client, as the other's.
func TestARecipientElsewhereWhoWasOnTheListLosesNothing(t *testing.T) {
	next, result, err := transfer(mustPractice(t, casework.Config{}), liisa(), liisasClient(), at("matti@school"))
	if err != nil {
		t.Fatal(err)
	}
	wantClient(t, next, casework.Client{ID: "K1", Org: "school", Responsible: "matti"})
	wantLines(t, result, "matti gains client work (client K1)", "matti gains responsibility (client K1)",
		"liisa loses responsibility (client K1)", "liisa loses client work (client K1)", "oona loses client work (client K1)",
		"organisation youth loses ownership (client K1)", "organisation school gains ownership (client K1)")
}

func TestTransferringBackRevivesNoShare(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	there, _, err := transfer(practice, liisa(), liisasClient(), at("eino@school"))
	if err != nil {
		t.Fatal(err)
	}
	back, _, err := transfer(practice, acting("eino", "school"), there, at("liisa@youth"))
	if err != nil {
		t.Fatal(err)
	}
	wantClient(t, back, casework.Client{ID: "K1", Org: "youth", Responsible: "liisa"})
}

func TestThePredecessorSharesAgainAsAnybody(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	next, _, err := transfer(practice, liisa(), liisasClient(), at("aino@youth"))
	if err != nil {
		t.Fatal(err)
	}
	next, _, err = practice.Share(acting("aino", "youth"), next, at("liisa@youth"), sureToShare)
	if err != nil {
		t.Fatal(err)
	}
	if d := practice.Check(liisa(), casework.ActionEdit, next); d != asShared {
		t.Errorf("got %v", d)
	}
	// The new responsible removes what the predecessor shared, and the predecessor nothing.
	unshared, _, err := practice.Unshare(acting("aino", "youth"), next, "matti")
	if err != nil {
		t.Fatal(err)
	}
	wantClient(t, unshared, casework.Client{ID: "K1", Org: "youth", Responsible: "aino", Shared: []string{"oona", "liisa"}})
	refused, result, err := practice.Unshare(liisa(), next, "matti")
	wantDenied(t, refused, result, err, responsibleOnly)
}

func TestOnlyTheResponsibleTransfersAndOthersLearnNothing(t *testing.T) {
	practice := mustPractice(t, casework.Config{SharedMayShare: true})
	for _, test := range []struct {
		actor access.Subject
		want  access.Decision
	}{
		{acting("matti", "youth"), responsibleOnly},
		{acting("aino", "youth"), noAccess},
		{acting("liisa", "school"), otherOrganisation},
	} {
		for _, to := range []casework.Employee{{}, at("matti@youth"), at("aino@school")} {
			next, result, err := practice.Transfer(test.actor, liisasClient(), to, casework.TransferConfirmation{})
			wantDenied(t, next, result, err, test.want)
			wantLines(t, result, report.Person(to.User).String()+" gains responsibility (client K1): refused, "+string(test.want.Reason))
		}
	}
}

// nameless is liisa's client without an id.
func nameless() *casework.Client {
	c := liisasClient()
	c.ID = ""
	return c
}

func TestInvalidSharing(t *testing.T) {
	practice := mustPractice(t, casework.Config{SharedMayShare: true})
	for _, test := range []struct {
		name  string
		actor string
		c     *casework.Client
		with  casework.Employee
		want  []string
	}{
		{"oneself", "liisa", liisasClient(), at("liisa@youth"), []string{"with.user"}},
		{"oneself, shared with", "matti", liisasClient(), at("matti@youth"), []string{"with.user"}},
		{"the responsible", "matti", liisasClient(), at("liisa@youth"), []string{"with.user"}},
		{"another organisation", "liisa", liisasClient(), at("aino@school"), []string{"with.org"}},
		{"shared already, now elsewhere", "liisa", liisasClient(), at("oona@school"), []string{"with.org"}},
		{"no user", "liisa", liisasClient(), at("@youth"), []string{"with.user"}},
		{"no organisation", "liisa", liisasClient(), at("aino@"), []string{"with.org"}},
		{"no UTF-8", "liisa", liisasClient(), at("a\xff@youth"), []string{"with.user"}},
		{"no id", "liisa", nameless(), at("aino@youth"), []string{"client.id"}},
		{"everything", "liisa", nameless(), casework.Employee{}, []string{"client.id", "with.user", "with.org"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			next, result, err := practice.Share(acting(test.actor, "youth"), test.c, test.with, sureToShare)
			wantInvalid(t, next, result, err, test.want...)
			next, result, err = practice.Share(acting(test.actor, "youth"), test.c, test.with, casework.ShareConfirmation{})
			wantInvalid(t, next, result, err, append(test.want, "confirmation.sure")...)
		})
	}
}

func TestInvalidTransfers(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	for _, test := range []struct {
		name string
		c    *casework.Client
		to   casework.Employee
		want []string
	}{
		{"oneself", liisasClient(), at("liisa@youth"), []string{"to.user"}},
		{"oneself elsewhere", liisasClient(), at("liisa@school"), []string{"to.user"}},
		{"no organisation", liisasClient(), at("aino@"), []string{"to.org"}},
		{"no user", liisasClient(), at("@school"), []string{"to.user"}},
		{"no id", nameless(), at("aino@school"), []string{"client.id"}},
		{"everything", nameless(), casework.Employee{}, []string{"client.id", "to.user", "to.org"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			next, result, err := practice.Transfer(liisa(), test.c, test.to, casework.TransferConfirmation{Sure: true, Loss: digest.Of("any")})
			wantInvalid(t, next, result, err, test.want...)
			next, result, err = practice.Transfer(liisa(), test.c, test.to, casework.TransferConfirmation{})
			wantInvalid(t, next, result, err, append(test.want, "confirmation.sure", "confirmation.loss")...)
		})
	}
}

// wantPreview fails unless the act was not done for these reasons alone, and says what
// it comes to.
func wantPreview(t *testing.T, next *casework.Client, r report.Report, err error, paths []string, want ...string) {
	t.Helper()
	wantInvalid(t, next, report.Report{}, err, paths...)
	wantLines(t, r, want...)
}

func TestSharingThatIsNotConfirmedIsPreviewed(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	for with, want := range map[string]string{
		"aino": "aino gains client work (client K1)",
		"oona": "oona gains client work (client K1): unchanged",
	} {
		next, preview, err := practice.Share(liisa(), liisasClient(), at(with+"@youth"), casework.ShareConfirmation{})
		wantPreview(t, next, preview, err, []string{"confirmation.sure"}, want)
		_, result, err := practice.Share(liisa(), liisasClient(), at(with+"@youth"), sureToShare)
		if err != nil || !cmp.Equal(result, preview) {
			t.Errorf("got %v, %v; the preview was %v", result, err, preview)
		}
	}
}

// The second confirmation is of who loses the client, as it was shown to whoever
// transfers it.
func TestTransfersAreConfirmedAsTheyWereShown(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	within := []string{"aino gains client work (client K1)", "aino gains responsibility (client K1)",
		"liisa loses responsibility (client K1)", "liisa loses client work (client K1)"}
	elsewhere := append(slices.Clone(within), "matti loses client work (client K1)", "oona loses client work (client K1)",
		"organisation youth loses ownership (client K1)", "organisation school gains ownership (client K1)")
	toAino := lossOf(practice, liisa(), liisasClient(), at("aino@school"))
	for _, test := range []struct {
		name    string
		confirm casework.TransferConfirmation
		to      string
		missing []string
		want    []string
	}{
		{"nothing", casework.TransferConfirmation{}, "aino@school", []string{"confirmation.sure", "confirmation.loss"}, elsewhere},
		{"not sure", casework.TransferConfirmation{Loss: toAino}, "aino@school", []string{"confirmation.sure"}, elsewhere},
		{"not aware", casework.TransferConfirmation{Sure: true}, "aino@school", []string{"confirmation.loss"}, elsewhere},
		{"of a transfer elsewhere", casework.TransferConfirmation{Sure: true, Loss: toAino}, "aino@youth", []string{"confirmation.loss"}, within},
		{"of anything", casework.TransferConfirmation{Sure: true, Loss: digest.Of("report")}, "aino@school", []string{"confirmation.loss"}, elsewhere},
	} {
		t.Run(test.name, func(t *testing.T) {
			next, preview, err := practice.Transfer(liisa(), liisasClient(), at(test.to), test.confirm)
			wantPreview(t, next, preview, err, test.missing, test.want...)
			next, result, err := practice.Transfer(liisa(), liisasClient(), at(test.to), casework.TransferConfirmation{Sure: true, Loss: preview.Digest()})
			if err != nil || next == nil || !cmp.Equal(result, preview) {
				t.Errorf("got %v, %v; the preview was %v", result, err, preview)
			}
		})
	}
}

func TestAShareThatIsAddedMeanwhileMakesAConfirmationStale(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	confirm := casework.TransferConfirmation{Sure: true, Loss: lossOf(practice, liisa(), liisasClient(), at("eino@school"))}
	more := liisasClient()
	more.Shared = append(more.Shared, "aino")
	next, preview, err := practice.Transfer(liisa(), more, at("eino@school"), confirm)
	wantPreview(t, next, preview, err, []string{"confirmation.loss"}, "eino gains client work (client K1)", "eino gains responsibility (client K1)",
		"liisa loses responsibility (client K1)", "liisa loses client work (client K1)",
		"matti loses client work (client K1)", "oona loses client work (client K1)", "aino loses client work (client K1)",
		"organisation youth loses ownership (client K1)", "organisation school gains ownership (client K1)")
}

// Where nobody shares the client, the same persons gain and lose wherever it goes: only
// the organisations tell one transfer from another.
func TestAConfirmationHoldsForOneOrganisation(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	for _, shared := range [][]string{nil, {"matti"}} {
		c := liisasClient()
		c.Shared = shared
		for _, test := range []struct{ shown, done string }{
			{"eino@youth", "eino@school"}, {"eino@school", "eino@youth"}, {"eino@school", "eino@hospital"},
		} {
			confirm := casework.TransferConfirmation{Sure: true, Loss: lossOf(practice, liisa(), c, at(test.shown))}
			if next, _, err := practice.Transfer(liisa(), c, at(test.done), confirm); next != nil || err == nil {
				t.Errorf("what was shown of a transfer to %s confirms one to %s", test.shown, test.done)
			}
		}
	}
}

// What was shown to one person is confirmed by nobody else, though it come to the same.
func TestAnothersConfirmationIsNone(t *testing.T) {
	practice := mustPractice(t, casework.Config{})
	_, preview, _ := practice.Transfer(liisa(), liisasClient(), at("eino@school"), casework.TransferConfirmation{})
	preview.Actor = "matti"
	next, result, err := practice.Transfer(liisa(), liisasClient(), at("eino@school"), casework.TransferConfirmation{Sure: true, Loss: preview.Digest()})
	wantPreview(t, next, result, err, []string{"confirmation.loss"}, lines(preview)...)
}
