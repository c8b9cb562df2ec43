package casework_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
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

func liisa() access.Subject { return worker("liisa", "youth") }

func wantClient(t *testing.T, got *casework.Client, want casework.Client) {
	t.Helper()
	if diff := cmp.Diff(&want, got); diff != "" {
		t.Errorf("client (-want +got):\n%s", diff)
	}
}

func TestSharingAddsTheNameAndTakesNothing(t *testing.T) {
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		next, result, err := newPractice(t, casework.Config{}).Share(liisa(), c, at("aino@youth"), sureToShare)
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, casework.Client{
			ID: "K1", Org: "youth", Responsible: "liisa", Shared: []string{"matti", "oona", "aino"},
		})
		wantLines(t, result, "aino gains client (K1): done")
		if result.Items[0].By != "responsible" {
			t.Errorf("got %+v", result.Items[0])
		}
	}
}

func TestSharingAgainIsUnchanged(t *testing.T) {
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		next, result, err := newPractice(t, casework.Config{}).Share(liisa(), c, at("oona@youth"), sureToShare)
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, *c)
		wantLines(t, result, "oona gains client (K1): unchanged")
	}
}

func TestSharedCounsellorsShareWhereThePracticeSaysSo(t *testing.T) {
	for _, may := range bools {
		practice := newPractice(t, casework.Config{SharedMayShare: may})
		next, result, err := practice.Share(worker("matti", "youth"), liisasClient(), at("aino@youth"), sureToShare)
		if !may {
			wantDenied(t, next, result, err, access.Deny(casework.ReasonResponsibleOnly, "shared"))
			wantLines(t, result, "aino gains client (K1): refused, casework/responsible-only")
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

func TestSharingThatIsNotValid(t *testing.T) {
	practice := newPractice(t, casework.Config{SharedMayShare: true})
	keyless := liisasClient()
	keyless.ID = ""
	for _, test := range []struct {
		name    string
		actor   string
		c       *casework.Client
		with    casework.Person
		confirm casework.ShareConfirmation
		want    []string
	}{
		{"not sure", "liisa", liisasClient(), at("aino@youth"), casework.ShareConfirmation{}, []string{"confirmation.sure"}},
		{"not sure, shared already", "liisa", liisasClient(), at("oona@youth"), casework.ShareConfirmation{}, []string{"confirmation.sure"}},
		{"oneself", "liisa", liisasClient(), at("liisa@youth"), sureToShare, []string{"with.user"}},
		{"oneself, shared with", "matti", liisasClient(), at("matti@youth"), sureToShare, []string{"with.user"}},
		{"the responsible", "matti", liisasClient(), at("liisa@youth"), sureToShare, []string{"with.user"}},
		{"another organisation", "liisa", liisasClient(), at("aino@school"), sureToShare, []string{"with.org"}},
		{"shared already, now elsewhere", "liisa", liisasClient(), at("oona@school"), sureToShare, []string{"with.org"}},
		{"no user", "liisa", liisasClient(), at("@youth"), sureToShare, []string{"with.user"}},
		{"no organisation", "liisa", liisasClient(), at("aino@"), sureToShare, []string{"with.org"}},
		{"no UTF-8", "liisa", liisasClient(), at("a\xff@youth"), sureToShare, []string{"with.user"}},
		{"no key", "liisa", keyless, at("aino@youth"), sureToShare, []string{"client.key"}},
		{"everything", "liisa", keyless, casework.Person{}, casework.ShareConfirmation{},
			[]string{"client.key", "with.user", "with.org", "confirmation.sure"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			next, result, err := practice.Share(worker(test.actor, "youth"), test.c, test.with, test.confirm)
			wantInvalid(t, next, result, err, test.want...)
		})
	}
}

func TestWhoeverMayNotShareLearnsNothingElse(t *testing.T) {
	practice := newPractice(t, casework.Config{})
	for _, with := range []casework.Person{{}, at("oona@youth"), at("liisa@youth"), at("aino@school")} {
		next, result, err := practice.Share(worker("aino", "youth"), liisasClient(), with, casework.ShareConfirmation{})
		wantDenied(t, next, result, err, noAccess)
		if len(result.Items) != 1 {
			t.Errorf("got %v", result)
		}
		next, result, err = practice.Unshare(worker("matti", "youth"), liisasClient(), with.User)
		wantDenied(t, next, result, err, responsibleOnly)
		if len(result.Items) != 1 {
			t.Errorf("got %v", result)
		}
	}
}

func TestUnsharingTakesTheNameAtOnce(t *testing.T) {
	practice := newPractice(t, casework.Config{SharedMayShare: true})
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		next, result, err := practice.Unshare(liisa(), c, "matti")
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, casework.Client{ID: "K1", Org: "youth", Responsible: "liisa", Shared: []string{"oona"}})
		wantLines(t, result, "matti loses client (K1): done")
		wrote := &casework.Session{Client: next, WrittenBy: "matti"}
		if d := practice.Check(worker("matti", "youth"), casework.ActionView, wrote); d != noAccess {
			t.Errorf("matti's own session: %v", d)
		}
	}
}

func TestUnsharingWhatIsNotSharedIsUnchanged(t *testing.T) {
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		for _, user := range []string{"aino", "liisa"} {
			next, result, err := newPractice(t, casework.Config{}).Unshare(liisa(), c, user)
			if err != nil {
				t.Fatal(err)
			}
			wantClient(t, next, *c)
			wantLines(t, result, user+" loses client (K1): unchanged")
		}
	}
}

func TestOnlyTheResponsibleUnshares(t *testing.T) {
	practice := newPractice(t, casework.Config{SharedMayShare: true})
	for _, user := range []string{"matti", "oona"} { // oneself or another
		next, result, err := practice.Unshare(worker("matti", "youth"), liisasClient(), user)
		wantDenied(t, next, result, err, responsibleOnly)
	}
}

func TestUnsharingThatIsNotValid(t *testing.T) {
	next, result, err := newPractice(t, casework.Config{}).Unshare(liisa(), &casework.Client{Org: "youth", Responsible: "liisa"}, "")
	wantInvalid(t, next, result, err, "client.key", "user")
}

func TestSharingNilIsDenied(t *testing.T) {
	practice := newPractice(t, casework.Config{})
	next, result, err := practice.Share(liisa(), nil, casework.Person{}, casework.ShareConfirmation{})
	wantDenied(t, next, result, err, access.Deny(access.ReasonNoResource, ""))
	next, result, err = practice.Unshare(liisa(), nil, "")
	wantDenied(t, next, result, err, access.Deny(access.ReasonNoResource, ""))
	for _, practice := range []*casework.Practice{nil, {}} {
		next, result, err = practice.Share(liisa(), nil, casework.Person{}, casework.ShareConfirmation{})
		wantDenied(t, next, result, err, access.Deny(access.ReasonNoPolicy, ""))
		next, result, err = practice.Unshare(access.Subject{}, nil, "")
		wantDenied(t, next, result, err, access.Deny(access.ReasonNoPolicy, ""))
	}
}

func TestTheReportOfSharingAsTextAndJSON(t *testing.T) {
	_, result, err := newPractice(t, casework.Config{}).Share(liisa(), liisasClient(), at("aino@youth"), sureToShare)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := result.String(), "casework.share by liisa: 1 done, 0 unchanged, 0 refused\n  aino gains client (K1): done"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	const want = `{"act":"casework.share","actor":"liisa","items":[{"outcome":"done","who":"aino","effect":"gains",` +
		`"what":"client","where":"K1","reason":"casework/responsible","by":"responsible"}]}`
	if got, err := json.Marshal(result); err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}

func TestARefusalNamesActAndClient(t *testing.T) {
	_, _, err := newPractice(t, casework.Config{}).Share(worker("aino", "youth"), liisasClient(), at("aino@youth"), sureToShare)
	if got, want := err.Error(), `casework: share client "K1": access: denied: casework/no-access`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
