package sharing

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/report"
)

var staff = access.Subject{User: "kim", Facts: []access.Fact{&User{Staff: true}}}

// requested returns a request with all that it takes, as the rules are now.
func requested(rs *Rules, r Rule) Request {
	return Request{
		Rule:         r,
		Requester:    anna(customer("20410-01")),
		Authority:    slices.Clone(r.Sharers),
		Acknowledged: rs.ConsequencesOfAdding(r).Digest(),
	}
}

func TestARequestedRuleIsAddedByTheStaffAndTakenBack(t *testing.T) {
	rs := mustRules(t)
	r := rule("new", "20410-01", "20410-02 20410-03")
	next, rep, err := rs.Add(staff, requested(rs, r))
	if err != nil {
		t.Fatal(err)
	}
	expectSights(t, next, sight{"20410-01", "20410-03", "new"}, sight{"20410-03", "20410-01", ""})
	expectSights(t, rs, sight{"20410-01", "20410-03", ""})
	if want := "sharing.add by kim: 2 done, 0 unchanged, 0 refused\n" +
		"  20410-01 gains sight of results (20410-02): done\n" +
		"  20410-01 gains sight of results (20410-03): done"; rep.String() != want {
		t.Errorf("got\n%v\nwant\n%s", rep, want)
	}

	last, rep, err := next.Remove(staff, "new")
	if err != nil {
		t.Fatal(err)
	}
	expectSights(t, last, sight{"20410-01", "20410-03", ""})
	expectSights(t, next, sight{"20410-01", "20410-03", "new"})
	if rep.Count(report.Done) != 2 || rep.Items[0].Effect != report.Loses {
		t.Errorf("got %v", rep)
	}
	again, rep, err := last.Remove(staff, "new")
	if err != nil || again != last || rep.Count(report.Unchanged) != 1 {
		t.Errorf("removing again: %v, %v", rep, err)
	}
}

func TestOnlyTheStaffConfigures(t *testing.T) {
	rs := mustRules(t, rule("old", "20410-01", "20410-02"))
	req := requested(rs, rule("new", "20410-01", "20410-03"))
	for name, actor := range map[string]access.Subject{
		"customer": anna(customer("20410-02")),
		"no fact":  anna(),
		"nobody":   {Facts: staff.Facts},
	} {
		t.Run(name, func(t *testing.T) {
			d := rs.Check(actor, ActionConfigure, &req.Rule)
			for act, f := range map[string]func() (*Rules, report.Report, error){
				"add":     func() (*Rules, report.Report, error) { return rs.Add(actor, req) },
				"replace": func() (*Rules, report.Report, error) { return rs.Replace(actor, "old", req) },
				"remove":  func() (*Rules, report.Report, error) { return rs.Remove(actor, "old") },
				// Who may not learns nothing of what else is wrong.
				"wrong":   func() (*Rules, report.Report, error) { return rs.Add(actor, Request{}) },
				"unknown": func() (*Rules, report.Report, error) { return rs.Remove(actor, "nobody's") },
			} {
				next, rep, err := f()
				var denied *access.DeniedError
				if next != nil || !errors.As(err, &denied) || !errors.Is(err, access.ErrDenied) || denied.Decision != d {
					t.Errorf("%s: %v, %v", act, next, err)
				}
				if len(rep.Items) != 1 || rep.Items[0].Outcome != report.Refused || rep.Items[0].Reason != d.Reason {
					t.Errorf("%s: %v", act, rep)
				}
			}
		})
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

func TestAllMissingConditionsAreNamedTogether(t *testing.T) {
	rs := mustRules(t, rule("taken", "20410-01", "20410-02"))
	_, rep, err := rs.Add(staff, Request{
		Rule:      rule("taken", "20410-01", "20410-02 20411*"),
		Requester: anna(),
		Authority: parties("20411-01 20411-02"), // each of today's, not the group
	})
	invalidtest.Expect(t, err, []access.InvalidError{
		{Package: "sharing", Path: "rule.id", Problem: `"taken" is the id of another rule already`},
		{Package: "sharing", Path: "requester", Problem: "may not request rules (access/no-fact)"},
		{Package: "sharing", Path: "authority", Problem: "does not cover 20410-02, which is sharers[0] of the rule"},
		{Package: "sharing", Path: "authority", Problem: "does not cover 20411*, which is sharers[1] of the rule"},
		{Package: "sharing", Path: "acknowledged", Problem: "is missing; the requester has to be shown the consequences and be aware of them"},
	})
	if len(rep.Items) > 0 {
		t.Errorf("a report of nothing: %v", rep)
	}
}

func TestWhatARequestLacksIsToldInWords(t *testing.T) {
	rs := mustRules(t, rule("r1", "00001", "00002"))
	asked := Rule{ID: "r2", Viewers: parties("00001"), Sharers: []Party{{}, MustParseParty("00002-01")}}
	_, _, err := rs.Replace(staff, "of nobody", Request{
		Rule: asked, Requester: anna(customer("00002-01")), Acknowledged: rs.ConsequencesOfRemoving("r1").Digest(),
	})
	invalidtest.Expect(t, err, []access.InvalidError{
		{Package: "sharing", Path: "acknowledged", Problem: "is of other consequences than the rule has now; show these and have them acknowledged"},
		{Package: "sharing", Path: "authority", Problem: "does not cover 00002-01, which is sharers[1] of the rule"},
		{Package: "sharing", Path: "key", Problem: `"of nobody" is the id of no rule`},
		{Package: "sharing", Path: "rule.sharers[0]", Problem: "is no customer number or group"},
	})
}

func TestAuthorityOverAGroupCoversItsNumbers(t *testing.T) {
	rs := mustRules(t)
	req := requested(rs, rule("new", "20410-01", "20411-01 20411-02 20411*"))
	for _, enough := range []string{"20411*", "20411", "20411-01 20411*"} {
		req.Authority = parties(enough)
		if _, _, err := rs.Add(staff, req); err != nil {
			t.Errorf("%s: %v", enough, err)
		}
	}
	for _, notEnough := range []string{"", "20411-01 20411-02", "20410*", "20411-01"} {
		req.Authority = append(parties(notEnough), Party{})
		if _, _, err := rs.Add(staff, req); err == nil {
			t.Errorf("authority over %q was enough", notEnough)
		}
	}
}

// Whoever asks for a rule acts for a customer number. That somebody is on the staff
// does not make them a customer.
func TestARequesterActsForACustomerNumber(t *testing.T) {
	rs := mustRules(t)
	asked := rule("r", "00001", "00002")
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
		invalidtest.Expect(t, err, []access.InvalidError{{Package: "sharing", Path: "requester", Problem: "may not request rules (" + string(want) + ")"}})
	}
	request.Requester = anna(customer("00002-01"))
	if _, _, err := rs.Add(staff, request); err != nil {
		t.Errorf("a customer: %v", err)
	}
}

func TestARuleIsReplacedInItsPlace(t *testing.T) {
	rs := mustRules(t, rule("a", "20410-01", "20410-02"), rule("b", "20410-01", "20410-02"))
	r := rule("a", "20410-01", "20410-03")
	req := requested(rs, r)
	if _, _, err := rs.Replace(staff, "a", req); err == nil {
		t.Error("the acknowledgement of adding a rule was taken for replacing it")
	}
	req.Acknowledged = rs.ConsequencesOfReplacing("a", r).Digest()
	next, rep, err := rs.Replace(staff, "a", req)
	if err != nil {
		t.Fatal(err)
	}
	if all := slices.Collect(next.All()); all[0].ID != "a" || all[1].ID != "b" || next.Len() != 2 {
		t.Errorf("got %v", all)
	}
	expectSights(t, next, sight{"20410-01", "20410-02", "b"}, sight{"20410-01", "20410-03", "a"})
	if len(rep.Items) != 1 || rep.Items[0].Effect != report.Gains {
		t.Errorf("rule b still gives what a gave: %v", rep)
	}

	req.Acknowledged = next.ConsequencesOfReplacing("a", r).Digest()
	same, rep, err := next.Replace(staff, "a", req)
	if err != nil || same != next || rep.Count(report.Unchanged) != 1 {
		t.Errorf("replacing by the same: %v, %v", rep, err)
	}
	req.Rule.ID = "b"
	if _, _, err := next.Replace(staff, "a", req); err == nil {
		t.Error("a rule took another's id")
	}
	if _, _, err := next.Replace(staff, "nobody's", req); err == nil {
		t.Error("a rule that is not there was replaced")
	}
}

func TestARuleIsReplacedByOneThatDiffersInItsKey(t *testing.T) {
	rs := mustRules(t, rule("old", "00001-01", "00002-01"))
	renamed := rule("new", "00001-01", "00002-01")
	req := requested(rs, renamed)
	req.Acknowledged = rs.ConsequencesOfReplacing("old", renamed).Digest()
	next, _, err := rs.Replace(staff, "old", req)
	if err != nil {
		t.Fatal(err)
	}
	if all := slices.Collect(next.All()); len(all) != 1 || all[0].ID != "new" {
		t.Errorf("the rules are %v", all)
	}
}

func TestAChangeThatChangesNothingIsWarnedOf(t *testing.T) {
	rs := mustRules(t, rule("r1", "00001", "00002"), rule("r2", "00001-01", "00002"))
	_, r, err := rs.Remove(staff, "r2")
	if want := "the other rules give the same: nobody gains or loses sight of anything"; err != nil || len(r.Items) != 0 || !slices.Equal(r.Warnings, []string{want}) {
		t.Errorf("got %v and %v, want the warning %q", r, err, want)
	}
	_, r, err = rs.Remove(staff, "r1")
	if err != nil || len(r.Items) == 0 || r.Warnings != nil {
		t.Errorf("got %v and %v, want items and no warning", r, err)
	}
}

func TestWhoMayRequestIsShownTheConsequences(t *testing.T) {
	rs := mustRules(t)
	r := rule("new", "20410-01", "20410*")
	c, err := rs.Ask(anna(customer("20410-01")), r)
	if err != nil || c.Digest() != rs.ConsequencesOfAdding(r).Digest() {
		t.Errorf("got %v, %v", c, err)
	}
	if _, err := rs.Ask(staff, r); !errors.Is(err, access.ErrDenied) {
		t.Errorf("staff without a customer number: %v", err)
	}
	if _, err := rs.Ask(anna(customer("20410-01")), Rule{}); err == nil || errors.Is(err, access.ErrDenied) {
		t.Errorf("a rule without anything: %v", err)
	}
}

func TestAReportIsReadableByPrograms(t *testing.T) {
	rs := mustRules(t)
	_, rep, err := rs.Add(staff, requested(rs, rule("new", "20410-01", "20410-02")))
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(rep)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"act":"sharing.add","actor":"kim","items":[{"outcome":"done","who":"20410-01","effect":"gains",` +
		`"what":"sight of results","where":"20410-02","reason":"sharing/staff","by":"staff"}]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestActsOnRulesThatWereNeverBuiltAreRefused(t *testing.T) {
	req := requested(mustRules(t), rule("new", "20410-01", "20410-02"))
	for _, rs := range []*Rules{nil, new(Rules)} {
		_, _, add := rs.Add(staff, req)
		_, _, replace := rs.Replace(staff, "old", req)
		_, _, remove := rs.Remove(staff, "old")
		_, ask := rs.Ask(anna(customer("20410-01")), req.Rule)
		for _, err := range []error{add, replace, remove, ask} {
			if !errors.Is(err, access.ErrDenied) {
				t.Errorf("got %v", err)
			}
		}
	}
}
