package sharing

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/report"
)

// A laboratory is a set of rules that staff and customers act on in any order, the list
// that it stands for, and older sets with theirs. The list is the model: what is seen
// is read from its entries' texts.
type laboratory struct {
	rs      *Rules
	rules   []Rule
	kept    []laboratory
	digests []digest.Digest // of consequences that were shown to somebody, at any time
}

// laboratoryActors may or may not act on rules.
var laboratoryActors = []access.Subject{
	staff,
	{User: "kim", Facts: []access.Fact{&User{Staff: true, Account: crowd[0]}}},
	anna(&User{Account: crowd[0]}),
	anna(&User{Account: crowd[4]}),
	anna(&User{Account: crowd[0]}, &User{Staff: true}), // ambiguous
	anna(),
	{Facts: staff.Facts}, // nobody
}

// mayConfigure and mayRequest say of the actor with the index what the rules do.
func mayConfigure(actor int) bool { return actor < 2 }
func mayRequest(actor int) bool   { return actor >= 1 && actor <= 3 }

// A drawnRequest is a request, and what the rules require of it but for the
// acknowledgement.
type drawnRequest struct {
	Request
	covered, byCustomer bool
}

func drawRequest(t *rapid.T, shown []digest.Digest) drawnRequest {
	side := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(entries[:3]), rapid.SampledFrom(entries)), 1, 3)
	if rapid.IntRange(0, 4).Draw(t, "long") == 0 {
		side = rapid.SliceOfN(rapid.SampledFrom(entries), 9, 10)
	}
	requester := rapid.SampledFrom([]int{1, 2, 2, 3, 3, 4, 5}).Draw(t, "requester")
	r := drawnRequest{byCustomer: mayRequest(requester), covered: true}
	r.Rule = Rule{
		ID:      rapid.SampledFrom([]string{"k1", "k2", "k3", "k4", ""}).Draw(t, "key"),
		Viewers: side.Draw(t, "viewers"),
		Sharers: side.Draw(t, "sharers"),
	}
	r.Requester = laboratoryActors[requester]
	r.Authority = slices.Clone(r.Rule.Sharers)
	if rapid.IntRange(0, 3).Draw(t, "lacks authority") == 0 {
		r.Authority = rapid.SliceOfN(rapid.SampledFrom(entries), 0, 3).Draw(t, "authority")
	}
	for _, sharer := range r.Rule.Sharers {
		r.covered = r.covered && slices.ContainsFunc(r.Authority, func(p Party) bool {
			return p == sharer || covers(p.String(), sharer.String())
		})
	}
	if len(shown) > 0 {
		r.Acknowledged = rapid.SampledFrom(shown).Draw(t, "acknowledged some time")
	}
	return r
}

func (l *laboratory) at(key string) int {
	return slices.IndexFunc(l.rules, func(r Rule) bool { return r.ID == key })
}

// show has the present consequences of the request acknowledged, mostly.
func (l *laboratory) show(t *rapid.T, r *drawnRequest, c Consequences) (acknowledged bool) {
	l.digests = append(l.digests, c.Digest())
	if rapid.IntRange(0, 3).Draw(t, "shown now") > 0 {
		r.Acknowledged = c.Digest()
	}
	return r.Acknowledged == c.Digest()
}

func (l *laboratory) add(t *rapid.T) {
	actor := rapid.IntRange(0, len(laboratoryActors)-1).Draw(t, "actor")
	r := drawRequest(t, l.digests)
	acknowledged := l.show(t, &r, l.rs.ConsequencesOfAdding(r.Rule))
	next, rep, err := l.rs.Add(laboratoryActors[actor], r.Request)
	valid := r.covered && r.byCustomer && acknowledged && r.Rule.ID != "" && l.at(r.Rule.ID) < 0
	l.step(t, "add", actor, valid, next, rep, err, append(slices.Clone(l.rules), r.Rule))
	if err == nil {
		if _, _, err := l.rs.Add(laboratoryActors[actor], r.Request); err == nil {
			t.Fatal("added twice")
		}
	}
}

func (l *laboratory) replace(t *rapid.T) {
	actor := rapid.IntRange(0, len(laboratoryActors)-1).Draw(t, "actor")
	key := rapid.SampledFrom([]string{"k1", "k2", "k3", "k4", ""}).Draw(t, "replaced")
	r := drawRequest(t, l.digests)
	if rapid.IntRange(0, 3).Draw(t, "renamed") > 0 {
		r.Rule.ID = key
	}
	acknowledged := l.show(t, &r, l.rs.ConsequencesOfReplacing(key, r.Rule))
	next, rep, err := l.rs.Replace(laboratoryActors[actor], key, r.Request)
	i := l.at(key)
	free := r.Rule.ID == key || l.at(r.Rule.ID) < 0
	valid := r.covered && r.byCustomer && acknowledged && r.Rule.ID != "" && free && i >= 0
	after := slices.Clone(l.rules)
	if i >= 0 {
		after[i] = r.Rule
	}
	l.step(t, "replace", actor, valid, next, rep, err, after)
	if err == nil {
		again := r
		again.Acknowledged = l.rs.ConsequencesOfReplacing(again.Rule.ID, again.Rule).Digest()
		same, rep, err := l.rs.Replace(laboratoryActors[actor], again.Rule.ID, again.Request)
		if err != nil || same != l.rs || rep.Count(report.Unchanged) != 1 {
			t.Fatalf("replaced by the same: %v, %v", rep, err)
		}
	}
}

func (l *laboratory) remove(t *rapid.T) {
	actor := rapid.IntRange(0, len(laboratoryActors)-1).Draw(t, "actor")
	key := rapid.SampledFrom([]string{"k1", "k2", "k3", "k4", ""}).Draw(t, "removed")
	next, rep, err := l.rs.Remove(laboratoryActors[actor], key)
	after := slices.DeleteFunc(slices.Clone(l.rules), func(r Rule) bool { return r.ID == key })
	l.step(t, "remove", actor, true, next, rep, err, after)
	if err == nil {
		again, rep, err := l.rs.Remove(laboratoryActors[actor], key)
		if err != nil || again != l.rs || rep.Count(report.Done) != 0 {
			t.Fatalf("removed again: %v, %v", rep, err)
		}
	}
}

// branch changes an earlier set and keeps nothing: what was kept must not change.
func (l *laboratory) branch(t *rapid.T) {
	if len(l.kept) == 0 {
		t.Skip("no set yet")
	}
	earlier := rapid.SampledFrom(l.kept).Draw(t, "earlier").rs
	_, _ = earlier.With(drawRequest(t, nil).Rule)
	_, _, _ = earlier.Remove(staff, rapid.SampledFrom([]string{"k1", "k2", "k3", "k4"}).Draw(t, "removed"))
}

func (l *laboratory) ask(t *rapid.T) {
	actor := rapid.IntRange(0, len(laboratoryActors)-1).Draw(t, "actor")
	r := drawRequest(t, nil)
	c, err := l.rs.Ask(laboratoryActors[actor], r.Rule)
	if valid := r.Rule.ID != "" && l.at(r.Rule.ID) < 0; (err == nil) != (valid && mayRequest(actor)) {
		t.Fatalf("actor %d asks for %v: %v", actor, r.Rule, err)
	}
	if err == nil {
		l.digests = append(l.digests, c.Digest())
	}
}

// step compares what came of an act with the model, and goes on from there.
func (l *laboratory) step(t *rapid.T, act string, actor int, valid bool, next *Rules, rep report.Report, err error, after []Rule) {
	if (err == nil) != (valid && mayConfigure(actor)) {
		t.Fatalf("%s by actor %d, valid: %v: got %v", act, actor, valid, err)
	}
	if err != nil {
		if next != nil || rep.Count(report.Done) > 0 {
			t.Fatalf("%s: got %v and %v beside %v", act, next, rep, err)
		}
		return
	}
	named := namedIn(l.rs, next)
	gains, loses := reported(rep)
	samePairs(t, act+" gains", spelledOut(gains, named), without(seen(next), seen(l.rs)))
	samePairs(t, act+" losses", spelledOut(loses, named), without(seen(l.rs), seen(next)))
	l.kept = append(l.kept, laboratory{rs: l.rs, rules: l.rules})
	l.rs, l.rules = next, after
}

// reported reads the sights from the texts of a report's items.
func reported(rep report.Report) (gains, loses []Sight) {
	party := func(text string) Party {
		return MustParseParty(strings.TrimPrefix(text, "every other present or future number of group "))
	}
	for _, i := range rep.Items {
		if i.Outcome != report.Done {
			continue
		}
		s := Sight{party(i.Who), party(i.Where)}
		if i.Effect == report.Gains {
			gains = append(gains, s)
		} else {
			loses = append(loses, s)
		}
	}
	return gains, loses
}

// check compares the set, and older ones, with their lists.
func (l *laboratory) check(t *rapid.T) {
	for _, old := range append(l.kept[max(0, len(l.kept)-3):], *l) {
		for _, viewer := range everyone {
			for _, owner := range everyone {
				got := old.rs.Check(anna(&User{Account: viewer}), ActionView, &Result{Owner: owner})
				if want := wantSight(old.rules, viewer, owner); got != want {
					t.Fatalf("%v asks for %v: got %v, want %v", viewer, owner, got, want)
				}
			}
		}
		if all := slices.Collect(old.rs.All()); !slices.EqualFunc(all, old.rules, sameRule) {
			t.Fatalf("got %v, want %v", all, old.rules)
		}
	}
}

// Staff and customers add, replace, remove and ask, with requests that lack something
// and without.
func TestALaboratoryGoesByItsListOfRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := &laboratory{rs: mustDraw(t, nil)}
		t.Repeat(map[string]func(*rapid.T){
			"add": l.add, "replace": l.replace, "remove": l.remove, "ask": l.ask, "branch": l.branch, "": l.check,
		})
		if len(l.kept) > 0 {
			first := l.kept[0]
			expectList(t, first.rs, first.rules)
		}
	})
}

// Customers who collude, without anybody of the staff, come nowhere; and whatever
// the staff adds or removes leaves Check as the list of rules says.
func TestNoSequenceOfActsByOthersThanTheStaffChangesAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t)
		rs := mustDraw(t, rules)
		for i, r := range drawRules(t) {
			r.ID = fmt.Sprint("new ", i)
			req := requested(rs, r)
			byStaff := rapid.Bool().Draw(t, "staff")
			actor := anna(&User{Account: rapid.SampledFrom(crowd).Draw(t, "actor")})
			if byStaff {
				actor = staff
			}
			next, _, err := rs.Add(actor, req)
			if (err == nil) != byStaff || (err == nil) != rs.Check(actor, ActionConfigure, &r).Allowed {
				t.Fatalf("staff %v: %v", byStaff, err)
			}
			if err == nil {
				rs, rules = next, append(rules, r)
			}
			if len(rules) > 0 && rapid.Bool().Draw(t, "remove") {
				at := rapid.IntRange(0, len(rules)-1).Draw(t, "which")
				next, _, err := rs.Remove(actor, rules[at].ID)
				if (err == nil) != byStaff {
					t.Fatalf("staff %v: %v", byStaff, err)
				}
				if err == nil {
					rs, rules = next, slices.Delete(slices.Clone(rules), at, at+1)
				}
			}
			expectList(t, rs, rules)
		}
	})
}
