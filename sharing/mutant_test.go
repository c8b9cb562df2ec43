package sharing

import (
	"errors"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/access/wire"
)

// Whoever asks for a rule acts for a customer number. That somebody is on the staff
// does not make them a customer.
func TestARequesterActsForACustomerNumber(t *testing.T) {
	rs := mustRules(t)
	asked := rule("r", "00001", "00002")
	staff := access.Subject{User: "sam", Facts: []access.Fact{&User{Staff: true}}}
	request := Request{Rule: asked, Authority: parties("00002"), Acknowledged: rs.ConsequencesOfAdding(asked).Digest()}
	for name, requester := range map[string]access.Subject{
		"on the staff":      staff,
		"without a number":  anna(&User{}),
		"without a fact":    anna(),
		"with two numbers":  anna(customer("00002-01"), customer("00002-02")),
		"without a name":    {Facts: []access.Fact{customer("00002-01")}},
		"who is not at all": {},
	} {
		request.Requester = requester
		next, _, err := rs.Add(staff, request)
		if next != nil || err == nil {
			t.Errorf("%s: the rule is added", name)
			continue
		}
		want := rs.Check(requester, ActionRequest, &asked).Reason
		expectFindings(t, err, []access.InvalidError{{Package: "sharing", Path: "requester", Problem: "may not request rules (" + string(want) + ")"}})
	}
	request.Requester = anna(customer("00002-01"))
	if _, _, err := rs.Add(staff, request); err != nil {
		t.Errorf("a customer: %v", err)
	}
}

func TestRulesThatWereNeverBuiltAreToldInWords(t *testing.T) {
	p, err := access.NewPolicy(new(Rules))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (wire.Codec{Area{}}).EncodePolicy(p); err == nil || err.Error() != "wire: the sharing rules were never built" {
		t.Errorf("got %v", err)
	}
}

// isRefused fails unless the act was refused as the error says, with the one item.
func isRefused(t *testing.T, next *Rules, r report.Report, err error, want, item string) {
	t.Helper()
	if next != nil || err == nil || err.Error() != want || !errors.Is(err, access.ErrDenied) {
		t.Errorf("got %v and the error\n\t%v, want\n\t%s", next, err, want)
	}
	if len(r.Items) != 1 || r.Items[0].String() != item {
		t.Errorf("got the items %v, want %s", r.Items, item)
	}
}

func TestARefusalNamesTheActAndTheRule(t *testing.T) {
	rs := mustRules(t, rule("r1", "00001", "00002"))
	who, request := anna(customer("00002-01")), Request{Rule: rule("r2", "00001", "00002")}
	next, r, err := rs.Add(who, request)
	isRefused(t, next, r, err, `sharing: add rule "r2": access: denied: sharing/not-staff`, "rule r2 gains its place: refused, sharing/not-staff")
	next, r, err = rs.Replace(who, "r1", request)
	isRefused(t, next, r, err, `sharing: replace rule "r2": access: denied: sharing/not-staff`, "rule r2 gains its place: refused, sharing/not-staff")
	for _, key := range []string{"r1", "of nobody"} {
		next, r, err = rs.Remove(who, key)
		isRefused(t, next, r, err, `sharing: remove rule "`+key+`": access: denied: sharing/not-staff`, "rule "+key+" loses its place: refused, sharing/not-staff")
	}
}

func TestWhatARequestLacksIsToldInWords(t *testing.T) {
	rs := mustRules(t, rule("r1", "00001", "00002"))
	staff := access.Subject{User: "sam", Facts: []access.Fact{&User{Staff: true}}}
	asked := Rule{Key: "r2", Viewers: parties("00001"), Sharers: []Party{{}, MustParseParty("00002-01")}}
	_, _, err := rs.Replace(staff, "of nobody", Request{
		Rule: asked, Requester: anna(customer("00002-01")), Acknowledged: rs.ConsequencesOfRemoving("r1").Digest(),
	})
	expectFindings(t, err, []access.InvalidError{
		{Package: "sharing", Path: "acknowledged", Problem: "is of other consequences than the rule has now; show these and have them acknowledged"},
		{Package: "sharing", Path: "authority", Problem: "does not cover 00002-01, which is sharers[1] of the rule"},
		{Package: "sharing", Path: "key", Problem: `"of nobody" is the id of no rule`},
		{Package: "sharing", Path: "rule.sharers[0]", Problem: "is no customer number or group"},
	})
}

func TestAChangeThatChangesNothingIsWarnedOf(t *testing.T) {
	rs := mustRules(t, rule("r1", "00001", "00002"), rule("r2", "00001-01", "00002"))
	staff := access.Subject{User: "sam", Facts: []access.Fact{&User{Staff: true}}}
	_, r, err := rs.Remove(staff, "r2")
	if want := "the other rules give the same: nobody gains or loses sight of anything"; err != nil || len(r.Items) != 0 || !slices.Equal(r.Warnings, []string{want}) {
		t.Errorf("got %v and %v, want the warning %q", r, err, want)
	}
	_, r, err = rs.Remove(staff, "r1")
	if err != nil || len(r.Items) == 0 || r.Warnings != nil {
		t.Errorf("got %v and %v, want items and no warning", r, err)
	}
}

// Acknowledgements are stored by the caller; a later version has to find them good
// still.
func TestConsequencesHaveTheDigestThatTheyHad(t *testing.T) {
	rs := mustRules(t, rule("r1", "00001", "00002-01"))
	const want = "5d37c5eef90fa7ba9748d0a6ed99192e16bb29a9aabd5490350731e0cfd5d39f"
	if got := rs.ConsequencesOfReplacing("r1", rule("r2", "00001-01 00003", "00002")).Digest().String(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestARuleThatNoSetCanHaveHasNoConsequences(t *testing.T) {
	rs := mustRules(t)
	for _, r := range []Rule{
		{Key: "r"}, {Key: "r", Viewers: parties("00001")}, {Key: "r", Sharers: parties("00001")},
		{Key: "r", Viewers: []Party{{}}, Sharers: parties("00001")}, {Key: "r", Viewers: parties("00001"), Sharers: []Party{{}, MustParseParty("00002")}},
	} {
		if c := rs.ConsequencesOfAdding(r); len(c.Gains)+len(c.Loses) > 0 {
			t.Errorf("%v: %v", r, c)
		}
	}
}

func TestAThousandMaySeeAThousand(t *testing.T) {
	groups := make([]Party, 1<<10+1)
	for i := range groups {
		groups[i] = Party{code(i)<<withinBits | wholeGroup}
	}
	rs, who := mustRules(t), anna(customer("00001-01"))
	if c, err := rs.Ask(who, Rule{Key: "r", Viewers: groups[:1<<10], Sharers: groups[:1<<10]}); err != nil || len(c.Gains) != maxSights {
		t.Errorf("got %d and %v, want %d consequences", len(c.Gains), err, maxSights)
	}
	_, err := rs.Ask(who, Rule{Key: "r", Viewers: groups, Sharers: groups[:1<<10]})
	expectFindings(t, err, []access.InvalidError{{Package: "sharing", Path: "rule", Problem: "lets see one another 1049600 times; want at most 1048576, or several rules"}})
}

func TestPuttingARuleThatCannotBeInAPlaceOnlyTakes(t *testing.T) {
	rs := mustRules(t, rule("r1", "00000", "00001"))
	c := rs.ConsequencesOfReplacing("r1", Rule{Key: "r2", Viewers: []Party{{}}, Sharers: parties("00001")})
	want := []Sight{{MustParseParty("00000"), MustParseParty("00001")}}
	if len(c.Gains) != 0 || !slices.Equal(c.Loses, want) {
		t.Errorf("got %v, want %v lost", c, want)
	}
}

// Two keys may have one hash, though nobody can bring it about.
func TestKeysOfOneHashAreToldApart(t *testing.T) {
	var rules []*storedRule
	var byKey []entry[*storedRule]
	for i, key := range []string{"a", "b", "c", "b", "a", "a", "c", "d"} {
		rules = append(rules, newStoredRule(rule(key, "00001", "00002"), uint32(i)))
		byKey = append(byKey, entry[*storedRule]{1, rules[i]})
	}
	got := sameKeys(byKey)
	for i, first := range []int{-1, -1, -1, 1, 0, 0, 2, -1} {
		if earlier, repeated := got[rules[i]]; repeated != (first >= 0) || repeated && earlier != rules[first] {
			t.Errorf("rule %d, %q: repeats %v", i, rules[i].key, earlier)
		}
	}
}
