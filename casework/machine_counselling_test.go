package casework_test

import (
	"errors"
	"fmt"
	"maps"
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
		action: rapid.SampledFrom([]access.Action{casework.ActionShare, casework.ActionUnshare, casework.ActionTransfer}).Draw(t, "act"),
		to:     rapid.SampledFrom(append(slices.Clone(counsellors), casework.Employee{})).Draw(t, "to"),
		sure:   rapid.IntRange(0, 9).Draw(t, "sure") > 0,
		loss:   rapid.SampledFrom([]loss{shown, shown, shown, shown, notShown, shownAnother}).Draw(t, "loss"),
	}
}

// A house is several clients on whom everybody acts, what the rules make of them, and
// clients as they were earlier. The model of a client is a tidy one.
type house struct {
	practice *casework.Practice
	mayShare bool
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
func (h *house) actor(t *rapid.T) (casework.Employee, access.Subject) {
	person := rapid.SampledFrom(counsellors).Draw(t, "actor")
	if rapid.IntRange(0, 7).Draw(t, "elsewhere") == 0 {
		person.Org = rapid.SampledFrom([]string{"X", "Y"}).Draw(t, "for")
	}
	return person, as(person)
}

func (h *house) open(t *rapid.T) {
	person, actor := h.actor(t)
	key := fmt.Sprintf("K%d", len(h.clients))
	if len(h.clients) > 4 {
		t.Skip("enough clients")
	}
	next, r, err := h.practice.Open(actor, key)
	if err != nil || r.Count(report.Change) != 2 {
		t.Fatalf("%s opens %s: %v, %v", person.User, key, r, err)
	}
	h.keep(next, &casework.Client{ID: key, Org: person.Org, Responsible: person.User})
}

func (h *house) keep(c, model *casework.Client) {
	h.clients[c.ID], h.model[c.ID] = c, model
	h.kept = append(h.kept, keptClient{c, copyOf(c)})
}

func (h *house) act(t *rapid.T) {
	key, act := h.key(t), drawCounsellingAct(t)
	person, actor := h.actor(t)
	h.take(t, key, act, person, actor)
}

// actOfTheResponsible is an act that is not refused for who tries it.
func (h *house) actOfTheResponsible(t *rapid.T) {
	key, act := h.key(t), drawCounsellingAct(t)
	person := casework.Employee{User: h.model[key].Responsible, Org: h.model[key].Org}
	h.take(t, key, act, person, as(person))
}

func (h *house) take(t *rapid.T, key string, act counsellingAct, person casework.Employee, actor access.Subject) {
	c, model := h.clients[key], h.model[key]
	next, r, err := act.take(h.practice, actor, c)
	may := rulesAllow(h.mayShare, person.User, person.Org, act.action, model)
	want := act.want(person.User, model)
	if (err == nil) != (may && want != nil && act.confirmed()) || errors.Is(err, access.ErrDenied) == may {
		t.Fatalf("%s %s, %s: %v", person.User, act.inWords(), clientInWords(model), err)
	}
	if err != nil {
		if next != nil || (want == nil || !may) && r.Count(report.Change) > 0 {
			t.Fatalf("%s %s: %v and %v beside %v", person.User, act.inWords(), next, r, err)
		}
		return
	}
	if could, can := h.viewersOf(c), h.viewersOf(next); !cmp.Equal(reportedClients(r), difference(could, can)) {
		t.Fatalf("%s %s, %s: %v", person.User, act.inWords(), clientInWords(model), r)
	}
	if act.action == casework.ActionTransfer && h.viewersOf(next)[person.User] {
		t.Fatalf("%s %s and sees it still", person.User, act.inWords())
	}
	h.keep(next, want)
	again, r, err := act.take(h.practice, actor, next)
	if err == nil && (r.Count(report.Change) > 0 || !cmp.Equal(again, next)) {
		t.Fatalf("%s %s again: %v", person.User, act.inWords(), r)
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
				for _, a := range clientActions {
					d := h.practice.Check(acting(person.User, org), a, c)
					if d.Allowed != rulesAllow(h.mayShare, person.User, org, a, model) {
						t.Fatalf("%s of %s: %s %s: got %v", person.User, org, a, clientInWords(model), d)
					}
				}
			}
		}
	}
	for _, k := range h.kept {
		if !cmp.Equal(k.client, k.then) {
			t.Fatalf("a client that was kept has changed: %s", cmp.Diff(k.then, k.client))
		}
	}
	for _, person := range counsellors {
		var want []string
		all := slices.Collect(maps.Values(h.clients))
		for _, c := range all {
			if rulesAllow(h.mayShare, person.User, person.Org, casework.ActionView, h.model[c.ID]) {
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

// Everybody opens, shares, unshares and transfers clients of two organisations.
func TestAHouseGoesByTheRulesOfItsClients(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := &house{
			mayShare: rapid.Bool().Draw(t, "sharedMayShare"),
			clients:  make(map[string]*casework.Client), model: make(map[string]*casework.Client),
		}
		practice, err := casework.NewPractice(casework.Config{SharedMayShare: h.mayShare})
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
