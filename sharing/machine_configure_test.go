package sharing

import (
	"maps"
	"regexp"
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
	digests []digest.Digest // of what was shown to somebody, at any time
}

// laboratoryActors may or may not act on rules.
var laboratoryActors = []access.Subject{
	staff(),
	{User: "kim", Facts: []access.Fact{&User{Staff: true, Account: crowd[0]}}},
	anna(&User{Account: crowd[0]}),
	anna(&User{Account: crowd[4]}),
	anna(&User{Account: crowd[0]}, &User{Staff: true}), // ambiguous
	anna(),
	{Facts: staff().Facts}, // nobody
}

// mayConfigure and mayRequest say of the actor with the index what the rules do.
func mayConfigure(actor int) bool { return actor < 2 }
func mayRequest(actor int) bool   { return actor >= 1 && actor <= 3 }

// A drawnRequest is a request, and whether the requester acts for a customer number.
type drawnRequest struct {
	Request
	byCustomer bool
}

// covered reports whether the authority is over each of the sharers.
func (r *drawnRequest) covered(sharers []Party) bool {
	for _, sharer := range sharers {
		if !slices.ContainsFunc(r.Authority, func(p Party) bool { return p == sharer || covers(p.String(), sharer.String()) }) {
			return false
		}
	}
	return true
}

func drawRequest(t *rapid.T, shown []digest.Digest) drawnRequest {
	side := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(entries[:3]), rapid.SampledFrom(entries)), 1, 3)
	if rapid.IntRange(0, 4).Draw(t, "long") == 0 {
		side = rapid.SliceOfN(rapid.SampledFrom(entries), 9, 10)
	}
	requester := rapid.SampledFrom([]int{1, 2, 2, 3, 3, 4, 5}).Draw(t, "requester")
	r := drawnRequest{byCustomer: mayRequest(requester)}
	r.Rule = Rule{
		ID:      rapid.SampledFrom([]string{"k1", "k2", "k3", "k4", ""}).Draw(t, "id"),
		Viewers: side.Draw(t, "viewers"),
		Sharers: side.Draw(t, "sharers"),
	}
	r.Requester = laboratoryActors[requester]
	r.Authority = slices.Clone(r.Rule.Sharers)
	if rapid.IntRange(0, 3).Draw(t, "lacks authority") == 0 {
		r.Authority = rapid.SliceOfN(rapid.SampledFrom(entries), 0, 3).Draw(t, "authority")
	}
	if len(shown) > 0 {
		r.Acknowledged = rapid.SampledFrom(shown).Draw(t, "acknowledged some time")
	}
	return r
}

func (l *laboratory) at(key string) int {
	return slices.IndexFunc(l.rules, func(r Rule) bool { return r.ID == key })
}

// show asks for the request, and mostly has what it comes to now acknowledged. It fails
// unless exactly what may be asked for is shown, and returns whether the staff may act on
// the request.
func (l *laboratory) show(t *rapid.T, r *drawnRequest, replacing bool, id string) (valid bool) {
	t.Helper()
	rep, err := report.Report{}, error(nil)
	askable := r.byCustomer && r.covered(r.Rule.Sharers)
	if replacing {
		rep, err = l.rs.AskReplacing(r.Requester, id, r.Rule, r.Authority)
		i := l.at(id)
		askable = askable && i >= 0 && r.covered(l.rules[i].Sharers) && (r.Rule.ID == id || l.at(r.Rule.ID) < 0)
	} else {
		rep, err = l.rs.Ask(r.Requester, r.Rule, r.Authority)
		askable = askable && l.at(r.Rule.ID) < 0
	}
	if (err == nil) != askable {
		t.Fatalf("%+v is asked for, in the place of %q: %v", r.Request, id, err)
	}
	if err != nil {
		return false
	}
	l.digests = append(l.digests, rep.Digest())
	if rapid.IntRange(0, 3).Draw(t, "shown now") > 0 {
		r.Acknowledged = rep.Digest()
	}
	return r.Acknowledged == rep.Digest() && r.Rule.ID != ""
}

func (l *laboratory) ask(t *rapid.T) {
	r := drawRequest(t, nil)
	l.show(t, &r, false, "")
}

func (l *laboratory) add(t *rapid.T) {
	actor := rapid.IntRange(0, len(laboratoryActors)-1).Draw(t, "actor")
	r := drawRequest(t, l.digests)
	valid := l.show(t, &r, false, "")
	next, rep, err := l.rs.Add(laboratoryActors[actor], r.Request)
	l.step(t, "add", actor, valid, next, rep, err, append(slices.Clone(l.rules), r.Rule))
	if err == nil {
		if _, _, err := l.rs.Add(laboratoryActors[actor], r.Request); err == nil {
			t.Fatal("added twice")
		}
	}
}

func (l *laboratory) replace(t *rapid.T) {
	actor := rapid.IntRange(0, len(laboratoryActors)-1).Draw(t, "actor")
	id := rapid.SampledFrom([]string{"k1", "k2", "k3", "k4", ""}).Draw(t, "replaced")
	r := drawRequest(t, l.digests)
	if rapid.IntRange(0, 3).Draw(t, "renamed") > 0 {
		r.Rule.ID = id
	}
	after, i := slices.Clone(l.rules), l.at(id)
	if i >= 0 {
		after[i] = r.Rule
		if rapid.IntRange(0, 3).Draw(t, "over what is replaced") > 0 {
			r.Authority = slices.Concat(r.Authority, l.rules[i].Sharers)
		}
	}
	valid := l.show(t, &r, true, id)
	next, rep, err := l.rs.Replace(laboratoryActors[actor], id, r.Request)
	l.step(t, "replace", actor, valid, next, rep, err, after)
	if err == nil && l.show(t, &r, true, r.Rule.ID) {
		same, rep, err := l.rs.Replace(laboratoryActors[actor], r.Rule.ID, r.Request)
		if err != nil || same != l.rs || rep.Count(report.Unchanged) != len(rep.Items) {
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
		if err != nil || again != l.rs || rep.Count(report.Change) != 0 {
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
	_, _, _ = earlier.Remove(staff(), rapid.SampledFrom([]string{"k1", "k2", "k3", "k4"}).Draw(t, "removed"))
}

// step compares what came of an act with the model, and goes on from there.
func (l *laboratory) step(t *rapid.T, act string, actor int, valid bool, next *Rules, rep report.Report, err error, after []Rule) {
	if (err == nil) != (valid && mayConfigure(actor)) {
		t.Fatalf("%s by actor %d, valid: %v: got %v", act, actor, valid, err)
	}
	if err != nil {
		if next != nil || rep.Act == "sharing."+act && rep.Count(report.Change) > 0 { // it may be the requester's
			t.Fatalf("%s: got %v and %v beside %v", act, next, rep, err)
		}
		return
	}
	was, is := sights(l.rs, everyonesCodes), sights(next, everyonesCodes)
	if got, want := reported(rep, report.Gain), minus(is, was); !samePairs(got, want) {
		t.Fatalf("%s: gained are %v\n%v", act, want, rep)
	}
	if got, want := reported(rep, report.Loss), minus(was, is); !samePairs(got, want) {
		t.Fatalf("%s: lost are %v\n%v", act, want, rep)
	}
	l.kept = append(l.kept, laboratory{rs: l.rs, rules: l.rules})
	l.rs, l.rules = next, after
}

// reported reads aloud who, of everyone, gains or loses sight of whom.
func reported(rep report.Report, effect report.Effect) map[pair]bool {
	pairs := make(map[pair]bool)
	var shared map[code]bool
	for _, i := range rep.Items {
		if i.Effect != effect || i.Outcome != report.Change {
			continue
		}
		sharers := told(i.Where.ID)
		if i.What.Kind == KindRule {
			shared = sharers
			continue
		}
		if except, some := strings.CutPrefix(i.Where.ID, "all but "); some {
			sharers = maps.Clone(shared)
			for s := range told(except) {
				delete(sharers, s)
			}
		}
		for v := range told(i.Who.ID) {
			for s := range sharers {
				if v != s {
					pairs[pair{v, s}] = true
				}
			}
		}
	}
	return pairs
}

var members = regexp.MustCompile(`(\d{5}(?:-\d\d|\*))(?: \(but ([^)]*)\))?`)

// told reads a list aloud: those of everyone who are meant.
func told(list string) map[code]bool {
	numbers := make(map[code]bool)
	for _, m := range members.FindAllStringSubmatch(list, -1) {
		for _, a := range everyone {
			if covers(m[1], a.String()) && !strings.Contains(m[2], a.String()) {
				numbers[a.number] = true
			}
		}
	}
	return numbers
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
