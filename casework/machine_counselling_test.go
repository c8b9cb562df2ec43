package casework_test

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// counsellors are everybody there is; each works for one organisation.
var counsellors = []casework.Employee{at("a@X"), at("b@X"), at("c@X"), at("d@X"), at("e@Y"), at("f@Y")}

func drawCounsellingAct(t *rapid.T) counsellingAct {
	return counsellingAct{
		action: rapid.SampledFrom([]access.Action{casework.ActionShare, casework.ActionUnshare, casework.ActionTransfer, casework.ActionHandOn}).Draw(t, "act"),
		why:    rapid.SampledFrom([]casework.Absence{casework.HasLeft, casework.HasLeft, casework.Unable, casework.AbsenceUnknown}).Draw(t, "why"),
		to:     rapid.SampledFrom(append(slices.Clone(counsellors), casework.Employee{})).Draw(t, "to"),
		sure:   rapid.IntRange(0, 9).Draw(t, "sure") > 0,
		loss:   rapid.SampledFrom([]loss{shown, shown, shown, shown, notShown, shownAnother}).Draw(t, "loss"),
	}
}

// A house is several clients on whom everybody acts, what the rules make of them, and
// clients as they were earlier. The model of a client is a tidy one.
type house struct {
	practice *casework.Practice
	rules    casework.Config
	clients  map[string]*casework.Client
	model    map[string]*casework.Client
	kept     []keptClient
}

// A keptClient is a client as it was returned, and a copy of that time.
type keptClient struct{ client, then *casework.Client }

func (h *house) key(t *rapid.T) string {
	if len(h.clients) == 0 {
		t.Skip("no client yet")
	}
	return rapid.SampledFrom(slices.Sorted(maps.Keys(h.clients))).Draw(t, "client")
}

// actor draws somebody who acts: for their own organisation, mostly.
func (h *house) actor(t *rapid.T) asker {
	person := rapid.SampledFrom(counsellors).Draw(t, "actor")
	if rapid.IntRange(0, 7).Draw(t, "elsewhere") == 0 {
		person.Org = rapid.SampledFrom([]string{"X", "Y"}).Draw(t, "for")
	}
	return asker{person.User, person.Org, rapid.Bool().Draw(t, "steward")}
}

func (h *house) open(t *rapid.T) {
	by := h.actor(t)
	key := fmt.Sprintf("K%d", len(h.clients))
	if len(h.clients) > 4 {
		t.Skip("enough clients")
	}
	next, r, err := h.practice.Open(by.subject(), key)
	if err != nil || r.Count(report.Change) != 3 {
		t.Fatalf("%s opens %s: %v, %v", by.inWords(), key, r, err)
	}
	h.keep(next, &casework.Client{ID: key, Org: by.org, Responsible: by.user})
}

func (h *house) keep(c, model *casework.Client) {
	h.clients[c.ID], h.model[c.ID] = c, model
	h.kept = append(h.kept, keptClient{c, copyOf(c)})
}

func (h *house) act(t *rapid.T) {
	key, act := h.key(t), drawCounsellingAct(t)
	h.take(t, key, act, h.actor(t))
}

// actOfTheResponsible is an act that is not refused for who tries it.
func (h *house) actOfTheResponsible(t *rapid.T) {
	key, act := h.key(t), drawCounsellingAct(t)
	h.take(t, key, act, asker{user: h.model[key].Responsible, org: h.model[key].Org})
}

func (h *house) take(t *rapid.T, key string, act counsellingAct, by asker) {
	c, model := h.clients[key], h.model[key]
	next, r, err := act.take(h.practice, by.subject(), c)
	may := rulesAllow(h.rules, by, act.action, model)
	want := act.want(by.user, model)
	if (err == nil) != (may && want != nil && act.confirmed()) || errors.Is(err, access.ErrDenied) == may {
		t.Fatalf("%s %s, %s: %v", by.inWords(), act.inWords(), clientInWords(model), err)
	}
	if err != nil {
		if next != nil || (want == nil || !may) && r.Count(report.Change) > 0 {
			t.Fatalf("%s %s: %v and %v beside %v", by.inWords(), act.inWords(), next, r, err)
		}
		return
	}
	if could, can := h.viewersOf(c), h.viewersOf(next); !cmp.Equal(reportedClients(r), difference(could, can)) {
		t.Fatalf("%s %s, %s: %v", by.inWords(), act.inWords(), clientInWords(model), r)
	}
	if act.action == casework.ActionHandOn && h.viewersOf(next)[by.user] != h.viewersOf(c)[by.user] {
		t.Fatalf("%s %s and comes to see it, or no longer does", by.inWords(), act.inWords())
	}
	if act.action == casework.ActionTransfer && h.viewersOf(next)[by.user] {
		t.Fatalf("%s %s and sees it still", by.inWords(), act.inWords())
	}
	h.keep(next, want)
	again, r, err := act.take(h.practice, by.subject(), next)
	if err == nil && (r.Count(report.Change) > 0 || !reflect.DeepEqual(again, next)) {
		t.Fatalf("%s %s again: %v", by.inWords(), act.inWords(), r)
	}
}

// branch acts on an earlier client and keeps nothing: what was kept must not change.
func (h *house) branch(t *rapid.T) {
	if len(h.kept) == 0 {
		t.Skip("no client yet")
	}
	c := rapid.SampledFrom(h.kept).Draw(t, "earlier").client
	_, _, _ = drawCounsellingAct(t).take(h.practice, acting(c.Responsible, c.Org), c)
}

// viewersOf returns who may view the client when they act for its organisation.
func (h *house) viewersOf(c *casework.Client) map[string]bool {
	can := make(map[string]bool)
	for _, person := range counsellors {
		if h.practice.Check(acting(person.User, c.Org), casework.ActionView, c).Allowed {
			can[person.User] = true
		}
	}
	return can
}

// difference returns who gains and who loses, in a report's words.
func difference(before, after map[string]bool) map[string]bool {
	all := make(map[string]bool)
	for user := range after {
		if !before[user] {
			all[user+" gains"] = true
		}
	}
	for user := range before {
		if !after[user] {
			all[user+" loses"] = true
		}
	}
	return all
}

func reportedClients(r report.Report) map[string]bool {
	all := make(map[string]bool)
	for _, i := range r.Items {
		if i.Outcome == report.Change && i.What.Kind == casework.KindClientWork {
			all[i.Who.ID+" "+i.Effect.String()] = true
		}
	}
	return all
}

// check compares every client with its model, and what was kept with what it was.
func (h *house) check(t *rapid.T) {
	for key, c := range h.clients {
		model := h.model[key]
		if clientInWords(c) != clientInWords(model) {
			t.Fatalf("got %s, want %s", clientInWords(c), clientInWords(model))
		}
		for _, person := range counsellors {
			for _, org := range []string{"X", "Y"} {
				by := asker{person.User, org, person.User < "c"}
				for _, a := range clientActions {
					d := h.practice.Check(by.subject(), a, c)
					if d.Allowed != rulesAllow(h.rules, by, a, model) {
						t.Fatalf("%s: %s %s: got %v", by.inWords(), a, clientInWords(model), d)
					}
				}
			}
		}
	}
	for _, k := range h.kept {
		if !reflect.DeepEqual(k.client, k.then) {
			t.Fatalf("a client that was kept has changed: %s", cmp.Diff(k.then, k.client))
		}
	}
	for _, person := range counsellors {
		var want []string
		all := slices.Collect(maps.Values(h.clients))
		for _, c := range all {
			if rulesAllow(h.rules, asker{person.User, person.Org, false}, casework.ActionView, h.model[c.ID]) {
				want = append(want, c.ID)
			}
		}
		var got []string
		for c := range h.practice.Clients(as(person), slices.Values(all)) {
			got = append(got, c.ID)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s has the clients %v, want %v", person.User, got, want)
		}
	}
}

// Everybody opens, shares, unshares, transfers and hands on clients of two organisations.
func TestAHouseGoesByTheRulesOfItsClients(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := &house{
			rules:   casework.Config{SharedMayShare: rapid.Bool().Draw(t, "sharedMayShare"), Stewards: rapid.Bool().Draw(t, "stewards")},
			clients: make(map[string]*casework.Client), model: make(map[string]*casework.Client),
		}
		practice, err := casework.NewPractice(h.rules)
		if err != nil {
			t.Fatal(err)
		}
		h.practice = practice
		t.Repeat(map[string]func(*rapid.T){
			"open": h.open, "act": h.act, "act of the responsible": h.actOfTheResponsible,
			"branch": h.branch, "": h.check,
		})
	})
}
