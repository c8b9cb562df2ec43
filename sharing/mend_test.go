package sharing

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
)

// littleRules are all sets of one rule with one entry a side in the small world, and some
// of two rules.
func littleRules(t *testing.T) []*Rules {
	all := []*Rules{mustRules(t)}
	var rules []Rule
	for _, v := range small.entries {
		for _, s := range small.entries {
			rules = append(rules, Rule{ID: fmt.Sprint("r", len(rules)), Viewers: []Party{v}, Sharers: []Party{s}})
		}
	}
	for i, r := range rules {
		all = append(all, mustRules(t, r), mustRules(t, r, rules[(i*7+3)%len(rules)]))
	}
	return append(all, mustRules(t, rule("a", "10000-01 20000*", "10000* 20000-01"), rule("b", "20000-01 20000", "10000-01 20000")))
}

// smallPeople are everybody in the small world, with facts that contradict each other too.
func smallPeople() []access.Subject {
	all := []access.Subject{anna(), anna(staff().Facts...), anna(customer("10000-01"), customer("10000-02"))}
	for _, n := range small.accounts {
		all = append(all, anna(&User{Account: Account{n}}), anna(&User{Account: Account{n}, Staff: true}))
	}
	return all
}

// A change of a person in the small world is that they act for another number, or that
// they are on the staff: there is one fact then, which says so.
func smallChanges(s access.Subject) map[string]access.Subject {
	user := *known(s)
	all := map[string]access.Subject{"staff": anna(&User{Account: user.Account, Staff: true})}
	for _, n := range small.accounts {
		all[n.String()] = anna(&User{Account: Account{n}, Staff: user.Staff})
	}
	return all
}

// Repairs of the person are exactly the single changes that allow what is denied, each
// told once. More than one is never needed.
func TestRepairsOfThePersonAreExact(t *testing.T) {
	repaired, hopeless := 0, 0
	ask := func(rs *Rules, s access.Subject, a access.Action, r access.Resource) {
		if rs.Check(s, a, r).Allowed {
			return
		}
		want := map[string]int{}
		for name, changed := range smallChanges(s) {
			if rs.Check(changed, a, r).Allowed {
				want[name] = 1
			}
		}
		got := map[string]int{}
		for _, repair := range repairsOf(t, rs, s, a, r) {
			step := repair.Steps[0]
			if step.Part == foresight.Rules {
				continue
			}
			if len(repair.Steps) != 1 || step.Part != foresight.Person || step.Item.Who.ID != "anna" || step.Act != "" || step.Asker != (access.Decision{}) {
				t.Fatalf("%+v", repair)
			}
			switch step.Item.What.Kind {
			case KindStaff:
				got["staff"]++
			case KindAccount:
				for _, n := range small.accounts {
					if text := step.Item.What.ID; text == "" || MustParseParty(text).Covers(Account{n}) {
						got[n.String()]++
					}
				}
			}
		}
		if !maps.Equal(got, want) {
			t.Fatalf("%v of %v by %v, by %v: told %v, found %v", a, r, s, slices.Collect(rs.All()), got, want)
		}
		if repaired++; len(want) == 0 {
			hopeless++
		}
	}
	complete, lacking := rule("", "10000-01", "10000*"), rule("", "10000-01", "")
	for _, rs := range littleRules(t) {
		for _, s := range smallPeople() {
			for _, n := range small.accounts {
				ask(rs, s, ActionView, &Result{Owner: Account{n}})
			}
			ask(rs, s, ActionView, &Result{})
			ask(rs, s, ActionConfigure, resultOf("10000-01"))
			for _, a := range ruleActions {
				ask(rs, s, a, &complete)
				ask(rs, s, a, &lacking)
			}
		}
	}
	if repaired == 0 || hopeless == 0 || repaired == hopeless {
		t.Errorf("%d denials, %d of them hopeless", repaired, hopeless)
	}
	t.Logf("%d denials, of which %d are for nothing that a person could be", repaired, hopeless)
}

func repairsOf(t testing.TB, rs *Rules, s access.Subject, a access.Action, r access.Resource) []foresight.Repair {
	t.Helper()
	policy, err := access.NewPolicy(rs)
	if err != nil {
		t.Fatal(err)
	}
	repairs, err := foresight.Repairs(policy, s, a, r)
	if err != nil {
		t.Fatal(err)
	}
	return repairs
}

// ruleChanges yields the sets that come of one change: a rule with one entry a side more,
// an entry more in a rule, or a rule less.
func ruleChanges(t *testing.T, rs *Rules, yield func(changed string, next *Rules)) {
	rules := slices.Collect(rs.All())
	with := func(i int, r Rule) {
		r.ID = "changed"
		yield(fmt.Sprint(r), mustRules(t, slices.Concat(rules[:i], []Rule{r}, rules[min(i+1, len(rules)):])...))
	}
	for _, p := range small.entries {
		for _, q := range small.entries {
			with(len(rules), Rule{Viewers: []Party{p}, Sharers: []Party{q}})
		}
		for i, r := range rules {
			with(i, Rule{Viewers: append(slices.Clone(r.Viewers), p), Sharers: r.Sharers})
			with(i, Rule{Viewers: r.Viewers, Sharers: append(slices.Clone(r.Sharers), p)})
		}
	}
	for i, r := range rules {
		yield("without "+r.ID, mustRules(t, slices.Concat(rules[:i], rules[i+1:])...))
	}
}

// The repair of the rules gives one sight, the one that is asked for, by the acts of
// asking and adding; and every other change of rules that does gives that sight and more,
// or touches a rule that is there.
func TestRepairOfTheRulesIsTheSmallest(t *testing.T) {
	denials, changes := 0, 0
	for _, rs := range littleRules(t) {
		before := maskOfRules(rs)
		repairs := map[seenMask]string{} // by what they give
		for _, v := range small.accounts {
			for _, o := range small.accounts {
				asker, result := anna(&User{Account: Account{v}}), &Result{Owner: Account{o}}
				if rs.Check(asker, ActionView, result).Allowed {
					continue
				}
				denials++
				var told []foresight.Step
				for _, repair := range repairsOf(t, rs, asker, ActionView, result) {
					if repair.Steps[0].Part == foresight.Rules {
						told = append(told, repair.Steps...)
					}
				}
				if len(told) != 1 || told[0].Act != "sharing.add" {
					t.Fatalf("%v", told)
				}
				next := done(t, rs, told[0], asker)
				gained := maskOfRules(next) &^ before
				if !next.Check(asker, ActionView, result).Allowed || bits.OnesCount64(uint64(gained)) != 1 {
					t.Fatalf("%v gives %b", told[0], gained)
				}
				r, _ := next.Rule("told")
				r.ID = "changed"
				repairs[gained] = fmt.Sprint(r)
			}
		}
		ruleChanges(t, rs, func(changed string, next *Rules) {
			changes++
			touches := slices.ContainsFunc(slices.Collect(rs.All()), func(r Rule) bool { _, kept := next.Rule(r.ID); return !kept })
			gained := maskOfRules(next) &^ before
			if told, one := repairs[gained]; one && !touches && told != changed {
				t.Fatalf("%s does what %s is told to", changed, told)
			}
		})
	}
	if denials == 0 || changes == 0 {
		t.Errorf("%d denials, %d other changes", denials, changes)
	}
	t.Logf("%d denials, %d other changes", denials, changes)
}

// done asks for the rule that a repair names, and adds it.
func done(t *testing.T, rs *Rules, step foresight.Step, asker access.Subject) *Rules {
	t.Helper()
	r := rule("told", step.Item.Who.ID, step.Item.Where.ID)
	preview, err := rs.Ask(asker, r, r.Sharers)
	if err != nil {
		t.Fatal(err)
	}
	next, _, err := rs.Add(staff(), Request{Rule: r, Requester: asker, Authority: r.Sharers, Acknowledged: preview.Digest()})
	if err != nil {
		t.Fatal(err)
	}
	return next
}

func TestRepairsInWords(t *testing.T) {
	rs := mustRules(t, rule("one", "20411-01 20412", "20410-02"), rule("two", "20412-07", "20410"))
	clerk := anna(&User{Account: MustParseAccount("20413-01"), Staff: true})
	const (
		consent = " (takes the customer's consent)"
		add     = "viewers 20413-01 gains rule (sharers 20410-02), by sharing.add"
		takes   = " (takes authority over the sharers, the requester's acknowledgement of the consequences)"
	)
	sees := []string{"anna gains account 20410-02" + consent, "anna gains account 20411-01" + consent, "anna gains account 20412*" + consent}
	request := rule("", "20410-01", "20411-01")
	for _, test := range []struct {
		s    access.Subject
		a    access.Action
		r    access.Resource
		want []string
	}{
		{anna(customer("20413-01")), ActionView, resultOf("20410-02"), append(sees[:3:3], add+takes)},
		{clerk, ActionView, resultOf("20410-02"), append(sees[:3:3], add+", which the asker may"+takes)},
		{anna(), ActionView, resultOf("20410-02"), sees},
		{anna(customer("20412-03")), ActionView, resultOf("20410-02"), nil}, // is allowed
		{access.Subject{}, ActionView, resultOf("20410-02"), nil},
		{anna(customer("20413-01")), ActionView, &Result{}, nil},
		{anna(customer("20413-01")), "share", resultOf("20410-02"), nil},
		{anna(customer("20413-01")), ActionConfigure, &request, []string{"anna gains staff"}},
		{staff(), ActionRequest, &request, []string{"kim gains account" + consent}},
	} {
		var got []string
		for _, r := range repairsOf(t, rs, test.s, test.a, test.r) {
			got = append(got, r.String())
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%v %v: got %q, want %q", test.a, test.r, got, test.want)
		}
	}
	// What the asker may is what Check says of the very rule.
	repairs := repairsOf(t, rs, clerk, ActionView, resultOf("20410-02"))
	wantDecision(t, repairs[len(repairs)-1].Steps[0].Asker, access.Allow(ReasonStaff, ""))
}

// However many see a result, so many repairs are made and no more.
func TestRepairsAreBounded(t *testing.T) {
	var viewers []Party
	for i := range code(3 * foresight.MaxRepairs) {
		viewers = append(viewers, Party{(20000+i)<<withinBits | 1})
	}
	rs := mustRules(t, Rule{ID: "r", Viewers: viewers, Sharers: parties("30000-01")})
	people, err := rs.People(ActionView, resultOf("30000-01"))
	if err != nil {
		t.Fatal(err)
	}
	q := access.Question{Subject: anna(), Action: ActionView, Resource: resultOf("30000-01")}
	if n := len(rs.Mend(q, foresight.Person, people)); n != foresight.MaxRepairs {
		t.Errorf("%d steps", n)
	}
	// Numbers whose whole groups are told are none of them.
	groups := parties("00000 00001 00002")
	viewers = parties("20410-01")
	for _, g := range groups {
		for _, n := range numbersOf(g) {
			viewers = append(viewers, Party{n})
		}
	}
	rs = mustRules(t, Rule{ID: "groups", Viewers: groups, Sharers: parties("30000*")}, Rule{ID: "numbers", Viewers: viewers, Sharers: parties("30000*")})
	var told []string
	for _, r := range repairsOf(t, rs, anna(), ActionView, resultOf("30000-01")) {
		told = append(told, r.Steps[0].Item.What.ID)
	}
	if want := []string{"20410-01", "30000-01", "00000*", "00001*", "00002*"}; !slices.Equal(told[:min(len(told), len(want))], want) {
		t.Errorf("got %q, want %q first", told, want)
	}
}

// Nothing mends whose a result is, nor what no condition of the area asks for.
func TestWhatNothingMends(t *testing.T) {
	rs := mustRules(t)
	owner := filter.In("owner", "20410-01")
	q := access.Question{Subject: anna(customer("20413-01")), Action: ActionView, Resource: resultOf("20410-02")}
	if all := rs.Mend(q, foresight.Row, owner); all != nil {
		t.Errorf("of a row: %v", all)
	}
	for _, atom := range []filter.Condition{
		filter.Nothing(), filter.Everything(), filter.Has("groups", "x"), filter.Some("groups", owner),
		filter.Lacks("groups", owner), filter.Differs("user", "x"), filter.In("elsewhere", "x"),
	} {
		if all := rs.Mend(q, foresight.Person, atom); all != nil {
			t.Errorf("%v: %v", atom, all)
		}
	}
}

// A set that was never built sees no group, and of no result there is nothing to see.
func TestNothingIsMendedOfNothing(t *testing.T) {
	atom := filter.In("sharing.account", "20410-01")
	for _, rs := range []*Rules{nil, {}, mustRules(t)} {
		for _, r := range []access.Resource{nil, (*Result)(nil), resultOf("20410-02")} {
			all := rs.Mend(access.Question{Subject: anna(), Action: ActionView, Resource: r}, foresight.Person, atom)
			if len(all) != 1 || all[0].Item.What.ID != "20410-01" {
				t.Errorf("%v", all)
			}
		}
	}
}

// Each reason to deny has a hint that was thought of, whatever the rules are; it names
// nobody and nothing.
func TestHintsOfEveryReason(t *testing.T) {
	const request, enter = "whoever has authority over the results can ask the laboratory's staff to share them with you", "ask whoever manages the users of this service to enter your customer number"
	want := map[access.Reason]string{
		ReasonOwn: "", ReasonRule: "", ReasonCustomer: "", ReasonStaff: "", // they allow
		ReasonNotShared:            request,
		ReasonNoAccount:            enter,
		ReasonNotStaff:             "request the rule; the laboratory's staff set it up",
		access.ReasonNoFact:        enter,
		access.ReasonAmbiguousFact: "act for one customer number at a time",
		// Nothing that the person could do.
		access.ReasonNoPolicy: "", access.ReasonNoUser: "", access.ReasonNoResource: "",
		access.ReasonUnknownKind: "", access.ReasonUnknownAction: "", access.ReasonIncomplete: "",
	}
	for reason := range meanings {
		if _, considered := want[reason]; !considered {
			t.Errorf("nobody thought of %s", reason)
		}
	}
	rules := []*Rules{nil, mustRules(t), mustRules(t, rule("secret", "20410-01", "20411*"))}
	for reason, hint := range want {
		for _, rs := range rules {
			if got := rs.Hint(reason); got != hint {
				t.Errorf("%s: %q, want %q", reason, got, hint)
			}
		}
	}
	// Two rows, people and sets of rules for which the reason is the same are hinted the same.
	hints := map[string]bool{}
	for _, rs := range rules[1:] {
		policy, err := access.NewPolicy(rs)
		if err != nil {
			t.Fatal(err)
		}
		for _, asker := range []access.Subject{anna(customer("20412-01")), {User: "bert", Facts: []access.Fact{customer("20412-77")}}} {
			for _, owner := range []string{"20410-01", "20411-05"} {
				hints[foresight.Hint(policy, KindResult, policy.Check(asker, ActionView, resultOf(owner)))] = true
			}
		}
	}
	if len(hints) != 1 || strings.ContainsAny(slices.Collect(maps.Keys(hints))[0], "0123456789") {
		t.Errorf("hints that tell more than the reason: %v", hints)
	}
}
