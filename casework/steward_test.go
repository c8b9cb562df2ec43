package casework_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/report"
	"lupa.example/casework"
)

func withStewards(t *testing.T) *casework.Practice {
	return mustPractice(t, casework.Config{Stewards: true})
}

// stina is a steward of the youth service, and works with no client.
func stina() access.Subject { return asker{"stina", "youth", true}.subject() }

// handOn hands the client on, confirmed.
func handOn(p *casework.Practice, actor access.Subject, c *casework.Client, to casework.Employee) (*casework.Client, report.Report, error) {
	_, preview, _ := p.HandOn(actor, c, to, casework.HandOnConfirmation{})
	return p.HandOn(actor, c, to, casework.HandOnConfirmation{Why: casework.HasLeft, Sure: true, Loss: preview.Digest()})
}

func TestAStewardHandsOnWhatTheResponsibleLeaves(t *testing.T) {
	practice := withStewards(t)
	for _, c := range []*casework.Client{liisasClient(), untidyClient()} {
		before := copyOf(c)
		next, result, err := handOn(practice, stina(), c, at("aino@youth"))
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next, casework.Client{ID: "K1", Org: "youth", Responsible: "aino", Shared: []string{"matti", "oona"}})
		const text = `casework.hand-on by stina: 4 changes, 0 unchanged, 0 refused, 1 to look at
  aino gains client work (client K1)
  aino gains responsibility (client K1)
  liisa loses responsibility (client K1)
  liisa loses client work (client K1)
  note: why: the responsible has left`
		if result.String() != text {
			t.Errorf("got %v\nwant %s", result, text)
		}
		for _, i := range result.Items {
			if i.Reason != casework.ReasonSteward {
				t.Errorf("got %+v", i)
			}
		}
		next.Shared[0] = "scribble"
		if diff := cmp.Diff(before, c); diff != "" {
			t.Errorf("the client given has changed:\n%s", diff)
		}
	}
}

func TestWhoGetsAClientHandedOnLeavesItsList(t *testing.T) {
	next, result, err := handOn(withStewards(t), stina(), liisasClient(), at("matti@youth"))
	if err != nil {
		t.Fatal(err)
	}
	wantClient(t, next, casework.Client{ID: "K1", Org: "youth", Responsible: "matti", Shared: []string{"oona"}})
	wantLines(t, result, "matti gains responsibility (client K1)", "liisa loses responsibility (client K1)", "liisa loses client work (client K1)")
}

// Neither before nor after does the steward see the client, or do anything else with it.
func TestAStewardComesToSeeNothing(t *testing.T) {
	practice := withStewards(t)
	next, _, err := handOn(practice, stina(), liisasClient(), at("aino@youth"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []*casework.Client{liisasClient(), next} {
		for _, a := range practice.Actions(casework.KindClient) {
			if d := practice.Check(stina(), a, c); d.Allowed != (a == casework.ActionHandOn) {
				t.Errorf("%s: %v", a, d)
			}
		}
		if d := practice.Check(stina(), casework.ActionView, session(c)); d != noAccess {
			t.Errorf("a session: %v", d)
		}
		if _, err := practice.Panel(stina(), c); err == nil {
			t.Error("the panel is shown to the steward")
		}
	}
}

func TestOnlyStewardsHandOnAndOthersLearnNothing(t *testing.T) {
	for _, test := range []struct {
		name     string
		practice *casework.Practice
		actor    access.Subject
		c        *casework.Client
		want     access.Reason
	}{
		{"no stewards", mustPractice(t, casework.Config{}), stina(), liisasClient(), casework.ReasonNoStewards},
		{"no steward", withStewards(t), liisa(), liisasClient(), casework.ReasonNotSteward},
		{"elsewhere", withStewards(t), asker{"stina", "school", true}.subject(), liisasClient(), casework.ReasonOtherOrganisation},
		{"a steward or not", withStewards(t), access.Subject{User: "stina", Facts: append(stina().Facts, &casework.User{Org: "youth"})}, liisasClient(), access.ReasonAmbiguousFact},
		{"no client", withStewards(t), stina(), nil, access.ReasonNoResource},
		{"no practice", nil, stina(), liisasClient(), access.ReasonNoPolicy},
	} {
		t.Run(test.name, func(t *testing.T) {
			next, result, err := test.practice.HandOn(test.actor, test.c, casework.Employee{}, casework.HandOnConfirmation{})
			wantDenied(t, next, result, err, access.Deny(test.want, ""))
			if len(result.Items) != 1 {
				t.Errorf("got %v", result)
			}
		})
	}
}

func TestInvalidHandingOn(t *testing.T) {
	stewardLiisa := asker{"liisa", "youth", true}.subject()
	for _, test := range []struct {
		name  string
		actor access.Subject
		c     *casework.Client
		to    casework.Employee
		want  []string
	}{
		{"to themselves", stina(), liisasClient(), at("stina@youth"), []string{"to.user"}},
		{"to the responsible", stina(), liisasClient(), at("liisa@youth"), []string{"to.user"}},
		{"to another organisation", stina(), liisasClient(), at("eino@school"), []string{"to.org"}},
		{"to nobody", stina(), liisasClient(), casework.Employee{}, []string{"to.user", "to.org"}},
		{"what is their own", stewardLiisa, liisasClient(), at("aino@youth"), []string{"client.responsible"}},
		{"without an id", stina(), nameless(), at("aino@youth"), []string{"client.id"}},
		{"everything", stewardLiisa, nameless(), at("liisa@school"), []string{"client.id", "client.responsible", "to.org", "to.user", "to.user"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			confirm := casework.HandOnConfirmation{Why: casework.Unable, Sure: true, Loss: digest.Of("any")}
			next, result, err := withStewards(t).HandOn(test.actor, test.c, test.to, confirm)
			wantInvalid(t, next, result, err, test.want...)
			next, result, err = withStewards(t).HandOn(test.actor, test.c, test.to, casework.HandOnConfirmation{})
			wantInvalid(t, next, result, err, append(test.want, "confirmation.why", "confirmation.sure", "confirmation.loss")...)
		})
	}
}

func TestHandingOnThatIsNotConfirmedIsPreviewed(t *testing.T) {
	practice := withStewards(t)
	_, shown, err := handOn(practice, stina(), liisasClient(), at("aino@youth"))
	if err != nil {
		t.Fatal(err)
	}
	loss := shown.Digest()
	another := shown.Clone()
	another.Actor = "sten"
	for _, test := range []struct {
		name    string
		confirm casework.HandOnConfirmation
		missing []string
	}{
		{"nothing", casework.HandOnConfirmation{}, []string{"confirmation.why", "confirmation.sure", "confirmation.loss"}},
		{"no absence", casework.HandOnConfirmation{Sure: true, Loss: loss}, []string{"confirmation.why"}},
		{"an absence that is none", casework.HandOnConfirmation{Why: 7, Sure: true, Loss: loss}, []string{"confirmation.why"}},
		{"not sure", casework.HandOnConfirmation{Why: casework.Unable, Loss: loss}, []string{"confirmation.sure"}},
		{"another steward's", casework.HandOnConfirmation{Why: casework.HasLeft, Sure: true, Loss: another.Digest()}, []string{"confirmation.loss"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			next, preview, err := practice.HandOn(stina(), liisasClient(), at("aino@youth"), test.confirm)
			wantPreview(t, next, preview, err, test.missing, lines(shown)...)
			all, preview, err := practice.HandOnAll(stina(), []*casework.Client{liisasClient()}, at("aino@youth"), test.confirm)
			wantInvalid(t, all, report.Report{}, err, test.missing...)
			wantLines(t, preview, lines(shown)...)
		})
	}
}

// liisasClients are of the youth service but for the last, and liisa is responsible for
// the first two.
func liisasClients() []*casework.Client {
	list := []*casework.Client{liisasClient(), liisasClient(), liisasClient(), liisasClient()}
	list[1].ID, list[1].Shared = "K2", nil
	list[2].ID, list[2].Responsible = "K3", "aino"
	list[3].ID, list[3].Org = "K4", "school"
	return list
}

// handOnAll hands the clients on, confirmed.
func handOnAll(p *casework.Practice, actor access.Subject, clients []*casework.Client, to casework.Employee) ([]*casework.Client, report.Report, error) {
	_, preview, _ := p.HandOnAll(actor, clients, to, casework.HandOnConfirmation{})
	return p.HandOnAll(actor, clients, to, casework.HandOnConfirmation{Why: casework.Unable, Sure: true, Loss: preview.Digest()})
}

func TestManyClientsAreHandedOnItemByItem(t *testing.T) {
	clients := liisasClients()
	next, result, err := handOnAll(withStewards(t), stina(), clients, at("aino@youth"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(liisasClients(), clients); diff != "" {
		t.Errorf("the clients given have changed:\n%s", diff)
	}
	wantClient(t, next[0], casework.Client{ID: "K1", Org: "youth", Responsible: "aino", Shared: []string{"matti", "oona"}})
	wantClient(t, next[1], casework.Client{ID: "K2", Org: "youth", Responsible: "aino"})
	if len(next) != 4 || next[2] != clients[2] || next[3] != clients[3] {
		t.Errorf("got %v", next)
	}
	const text = `casework.hand-on by stina: 8 changes, 1 unchanged, 1 refused, 1 to look at
  aino gains client work (client K1)
  aino gains responsibility (client K1)
  liisa loses responsibility (client K1)
  liisa loses client work (client K1)
  aino gains client work (client K2)
  aino gains responsibility (client K2)
  liisa loses responsibility (client K2)
  liisa loses client work (client K2)
  aino gains responsibility (client K3): unchanged
  aino gains responsibility (client K4): refused, casework/other-organisation
  note: why: the responsible is unable`
	if result.String() != text {
		t.Errorf("got %v\nwant %s", result, text)
	}
	// There is nothing more to confirm.
	again, result, err := withStewards(t).HandOnAll(stina(), next, at("aino@youth"), casework.HandOnConfirmation{})
	if err != nil || !slices.Equal(again, next) || result.Count(report.Change) > 0 {
		t.Errorf("again: %v, %v, %v", again, result, err)
	}
}

// Many clients at once come to what one after another comes to.
func TestManyClientsAreHandedOnAsEachAlone(t *testing.T) {
	clients := liisasClients()[:2]
	next, together, err := handOnAll(withStewards(t), stina(), clients, at("matti@youth"))
	if err != nil {
		t.Fatal(err)
	}
	var alone []report.Item
	for i, c := range clients {
		one, r, err := handOn(withStewards(t), stina(), c, at("matti@youth"))
		if err != nil {
			t.Fatal(err)
		}
		wantClient(t, next[i], *one)
		alone = append(alone, r.Items...)
	}
	if diff := cmp.Diff(alone, together.Items); diff != "" {
		t.Errorf("items (-alone +together):\n%s", diff)
	}
}

func TestManyClientsAreRefusedToWhomIsNoSteward(t *testing.T) {
	for _, test := range []struct {
		practice *casework.Practice
		actor    access.Subject
		want     access.Reason
	}{
		{withStewards(t), liisa(), casework.ReasonNotSteward},
		{mustPractice(t, casework.Config{}), stina(), casework.ReasonNoStewards},
		{withStewards(t), access.Subject{}, access.ReasonNoUser},
		{nil, stina(), access.ReasonNoPolicy},
	} {
		clients := append(liisasClients()[:1], nil, nameless()) // nor are they valid
		next, result, err := test.practice.HandOnAll(test.actor, clients, casework.Employee{}, casework.HandOnConfirmation{})
		if err != nil || !slices.Equal(next, clients) {
			t.Errorf("got %v, %v", next, err)
		}
		reason := ": refused, " + string(test.want)
		wantLines(t, result, `"" gains responsibility (client K1)`+reason, `"" gains responsibility (client)`+reason, `"" gains responsibility (client)`+reason)
		if result.Act != "casework.hand-on" || result.Actor != test.actor.User {
			t.Errorf("got %v", result)
		}
		next[0] = nil
		if clients[0] == nil {
			t.Error("the list returned is the one given")
		}
		next, result, err = test.practice.HandOnAll(test.actor, nil, casework.Employee{}, casework.HandOnConfirmation{})
		wantDenied(t, next, result, err, access.Deny(test.want, ""))
	}
}

func TestInvalidHandingOnOfMany(t *testing.T) {
	own := liisasClients()[1]
	own.Responsible = "stina"
	confirm := casework.HandOnConfirmation{Why: casework.HasLeft, Sure: true, Loss: digest.Of("any")}
	next, result, err := withStewards(t).HandOnAll(stina(), []*casework.Client{liisasClient(), nil, nameless(), liisasClient(), own}, at("stina@school"), confirm)
	wantInvalid(t, next, result, err, "clients[1]", "clients[2].id", "clients[3].id", "clients[4].responsible", "to.org", "to.user")
	if want := `casework: clients[3].id: "K1" is clients[0] already`; !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want in it %s", err, want)
	}
	next, result, err = withStewards(t).HandOnAll(stina(), nil, at("aino@youth"), casework.HandOnConfirmation{})
	wantInvalid(t, next, result, err, "clients", "confirmation.why", "confirmation.sure", "confirmation.loss")
}

func TestAbsencesAreTexts(t *testing.T) {
	for a, want := range map[casework.Absence]string{
		casework.AbsenceUnknown: `"unknown"`, casework.HasLeft: `"has left"`, casework.Unable: `"unable"`,
	} {
		got, err := json.Marshal(a)
		if err != nil || string(got) != want {
			t.Errorf("got %s, %v, want %s", got, err, want)
		}
		back := casework.Absence(9)
		if err := json.Unmarshal(got, &back); err != nil || back != a {
			t.Errorf("%s reads back as %v, %v", got, back, err)
		}
	}
	if _, err := casework.Absence(3).MarshalText(); err == nil || err.Error() != "casework: no such absence to write" || casework.Absence(3).String() != "unknown" {
		t.Errorf("an absence that is none is %v, error %v", casework.Absence(3), err)
	}
	absence := casework.HasLeft
	for _, text := range []string{"", "Unable", "has left ", "ill"} {
		err := absence.UnmarshalText([]byte(text))
		if want := fmt.Sprintf("casework: %q is no absence; want unknown, has left or unable", text); err == nil || err.Error() != want || absence != casework.HasLeft {
			t.Errorf("%q is read as %v, %v", text, absence, err)
		}
	}
}
