package sharing_test

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
	"lupa.example/sharing"
	"lupa.example/sharing/sharingtest"
)

// A question is decided otherwise if and only if some change is about it.
func TestDifferencesAreExact(t *testing.T) {
	flips, alike := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		old, new := sharingtest.Rules().Draw(t, "old"), sharingtest.Rules().Draw(t, "new")
		switch rapid.IntRange(0, 3).Draw(t, "change") {
		case 0:
			old = nil
		case 1:
			rules := slices.Collect(old.All())
			if len(rules) > 0 {
				rules = rules[1:]
			}
			for i := range rules { // which makes no difference
				rules[i].ID = "another " + rules[i].ID
			}
			var err error
			if new, err = sharing.NewRules(rules...); err != nil {
				t.Fatal(err)
			}
		}
		told := changesBetween(t, old, new)
		for range 30 {
			from := new
			if old != nil && rapid.Bool().Draw(t, "of old") {
				from = old
			}
			q := sharingtest.Questions(from).Draw(t, "question")
			if flip, err := told.Flips(q); err != nil {
				t.Fatal(err)
			} else if flip {
				flips++
			} else {
				alike++
			}
		}
	})
	if flips == 0 || alike == 0 {
		t.Errorf("%d questions are decided otherwise, %d alike", flips, alike)
	}
}

func changesBetween(t interface{ Fatal(...any) }, old, new *sharing.Rules) *accesstest.Telling {
	policy := func(rs *sharing.Rules) *access.Policy {
		if rs == nil {
			return nil
		}
		p, err := access.NewPolicy(rs)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	told, err := accesstest.Tell(policy(old), policy(new), coveredBy)
	if err != nil {
		t.Fatal(err)
	}
	return told
}

// coveredBy reads a change as the package documents it.
func coveredBy(c foresight.Change, q access.Question) bool {
	fact, missing := access.Single(q.Subject, func(a, b *sharing.User) bool { return *a == *b })
	if missing != "" || q.Subject.User == "" {
		return false
	}
	var owner sharing.Account
	switch r := q.Resource.(type) {
	case *sharing.Result:
		if owner = r.Owner; owner.IsZero() {
			return false
		}
		own := slices.Contains(c.Which.Of, report.Thing{Kind: sharing.KindOwn})
		if own != (owner == fact.Account) {
			return false // one's own number is never meant, or it alone
		}
	case *sharing.Rule:
		if len(r.Viewers) == 0 || len(r.Sharers) == 0 || slices.ContainsFunc(append(slices.Clone(r.Viewers), r.Sharers...), sharing.Party.IsZero) {
			return false
		}
	}
	is := func(a sharing.Account) func(report.Thing) bool {
		return func(t report.Thing) bool {
			switch {
			case t.Kind == sharing.KindStaff:
				return fact.Staff
			case t.Kind == sharing.KindOwn:
				return owner == fact.Account
			case a.IsZero():
				return false
			default:
				return t.ID == "" || sharing.MustParseParty(t.ID).Covers(a)
			}
		}
	}
	if !c.Who.Holds(is(fact.Account)) || !c.Which.Holds(is(owner)) {
		return false
	}
	for _, e := range c.Except {
		if e.Who.Holds(is(fact.Account)) && e.Which.Holds(is(owner)) {
			return false
		}
	}
	return true
}

func TestDifferenceInWords(t *testing.T) {
	rules := func(all ...sharing.Rule) *sharing.Rules {
		rs, err := sharing.NewRules(all...)
		if err != nil {
			t.Fatal(err)
		}
		return rs
	}
	list := func(texts ...string) (all []sharing.Party) {
		for _, text := range texts {
			all = append(all, sharing.MustParseParty(text))
		}
		return all
	}
	one := sharing.Rule{ID: "r", Viewers: list("20410-01", "20410-02"), Sharers: list("30000*")}
	two := sharing.Rule{ID: "s", Viewers: list("20410-01"), Sharers: list("30000-07")}
	few := sharing.Rule{ID: "few", Viewers: list("20410-01"), Sharers: list("30001-01")}
	less := sharing.Rule{ID: "less", Viewers: list("20410-02"), Sharers: list("30002-01")}
	many := sharing.Rule{ID: "many", Viewers: list("20410-01", "20410-02", "20410-03"), Sharers: list("30001-01", "30002-01", "30003-01")}
	for _, test := range []struct {
		old, new *sharing.Rules
		want     string
	}{
		{rules(few, less), rules(few, less, many), "customers 20410-01 gains view of result (customers 30002-01 or 30003-01)\n" +
			"customers 20410-02 gains view of result (customers 30001-01 or 30003-01)\ncustomers 20410-03 gains view of result (customers 30001-01 or 30002-01 or 30003-01)\n"},
		{rules(one), rules(sharing.Rule{ID: "x", Viewers: one.Viewers[:1], Sharers: one.Sharers}, sharing.Rule{ID: "y", Viewers: one.Viewers[1:], Sharers: one.Sharers}), "nothing is decided otherwise\n"},
		{rules(two), rules(one), "customers 20410-01 gains view of result (customers 30000*; without customers 30000-07)\ncustomers 20410-02 gains view of result (customers 30000*)\n"},
		{nil, rules(two), "customers gains view of result (own)\ncustomers gains request of rule\nstaff gains configure of rule\ncustomers 20410-01 gains view of result (customers 30000-07)\n"},
		{rules(two), nil, "customers loses view of result (own)\ncustomers loses request of rule\nstaff loses configure of rule\ncustomers 20410-01 loses view of result (customers 30000-07)\n"},
	} {
		if got := changesBetween(t, test.old, test.new).Difference.String(); got != test.want {
			t.Errorf("%s\nwant\n%s", got, test.want)
		}
	}
	// A reader that leaves early is left alone, wherever it leaves.
	for most := range 4 {
		for _, changes := range []iter.Seq[foresight.Change]{must(rules(two).Since(nil)), must(rules(two).Since(rules(one))), must(new(sharing.Rules).Since(rules(two)))} {
			n := 0
			for range changes {
				if n++; n > most {
					break
				}
			}
		}
	}
	// Rules that were never built allow nothing, not even one's own.
	lost := ""
	for c := range must(new(sharing.Rules).Since(rules(two))) {
		lost += c.String() + "\n"
	}
	if want := "customers loses view of result (own)\ncustomers loses request of rule\nstaff loses configure of rule\ncustomers 20410-01 loses view of result (customers 30000-07)\n"; lost != want {
		t.Errorf("%s\nwant\n%s", lost, want)
	}
}

// Where each of many viewers sees others of many sharers, what single ones see already is
// an exception.
func TestDifferencesWithExceptions(t *testing.T) {
	var rules []sharing.Rule
	all := sharing.Rule{ID: "all"}
	for group := range 40 {
		viewers, sharers := fmt.Sprintf("%05d*", 20000+group), fmt.Sprintf("%05d*", 30000+group)
		all.Viewers, all.Sharers = append(all.Viewers, sharing.MustParseParty(viewers)), append(all.Sharers, sharing.MustParseParty(sharers))
		for number := range 100 {
			rules = append(rules, sharing.Rule{ID: fmt.Sprint(group, "/", number),
				Viewers: []sharing.Party{sharing.MustParseParty(fmt.Sprintf("%05d-%02d", 20000+group, number))},
				Sharers: []sharing.Party{sharing.MustParseParty(fmt.Sprintf("%05d-%02d", 30000+(group+number)%40, number))}})
		}
	}
	old, err := sharing.NewRules(rules...)
	if err != nil {
		t.Fatal(err)
	}
	new, err := sharing.NewRules(append(rules, all)...)
	if err != nil {
		t.Fatal(err)
	}
	told := changesBetween(t, old, new)
	if changes := told.Difference.Changes; len(changes) != 1 || len(changes[0].Except) < 100 {
		t.Fatalf("%d changes, %.500s", len(changes), told.Difference)
	}
	for viewer := range 10 {
		for sharer := range 100 {
			_, err := told.Flips(access.Question{
				Subject:  access.Subject{User: "u", Facts: []access.Fact{&sharing.User{Account: sharing.MustParseAccount(fmt.Sprintf("20001-%02d", viewer))}}},
				Action:   sharing.ActionView,
				Resource: &sharing.Result{Owner: sharing.MustParseAccount(fmt.Sprintf("%05d-%02d", 30000+(1+viewer)%40, sharer))},
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

func must[T any](v T, ok bool) T {
	if !ok {
		panic("not ok")
	}
	return v
}

// Another is an authority of another type.
type another struct{}

func (another) Kinds() []access.Kind { return nil }
func (another) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Decision{}
}

func TestNothingIsComparedWithAnotherType(t *testing.T) {
	if _, ok := new(sharing.Rules).Since(another{}); ok {
		t.Error("an authority of another type is compared")
	}
}
