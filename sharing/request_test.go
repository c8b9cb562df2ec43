package sharing

import (
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/report"
)

// asking returns a request by anna, with authority over all that it shares and over what
// is replaced, and without an acknowledgement.
func asking(r Rule, more ...Party) Request {
	return Request{Rule: r, Requester: anna(customer("20410-01")), Authority: slices.Concat(r.Sharers, more)}
}

// shown returns the request with the acknowledgement of what it comes to now; replacing
// "" asks for one rule more.
func shown(t testing.TB, rs *Rules, replacing string, req Request) Request {
	t.Helper()
	rep, err := rs.Ask(req.Requester, req.Rule, req.Authority)
	if replacing != "" {
		rep, err = rs.AskReplacing(req.Requester, replacing, req.Rule, req.Authority)
	}
	if err != nil {
		t.Fatal(err)
	}
	req.Acknowledged = rep.Digest()
	return req
}

func wantLines(t *testing.T, r report.Report, want ...string) {
	t.Helper()
	if got := strings.Split(r.String(), "\n"); !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// wantDenied fails unless an act is refused with the decision, and one item says so.
func wantDenied(t *testing.T, next *Rules, r report.Report, err error, want access.Decision) {
	t.Helper()
	var denied *access.DeniedError
	if next != nil || !errors.Is(err, access.ErrDenied) || !errors.As(err, &denied) || denied.Decision != want {
		t.Errorf("got %v and %v, want %v", next, err, want)
	}
	if len(r.Items) != 1 || r.Items[0].Outcome != report.Refused || r.Items[0].Reason != want.Reason || r.Warnings != nil || !strings.HasPrefix(r.Act, "sharing.") {
		t.Errorf("got the report %v", r)
	}
}

func TestARequestedRuleIsAddedByTheStaffAndTakenBack(t *testing.T) {
	rs := mustRules(t)
	req := asking(rule("new", "20410-01 20410-02", "20410-02 20410-03"), parties("20410-03 20410-02")...)
	asked, err := rs.Ask(req.Requester, req.Rule, req.Authority)
	if err != nil {
		t.Fatal(err)
	}
	items := []string{
		"  viewers 20410-01, 20410-02 gains rule new (sharers 20410-02, 20410-03)",
		"  anna gains authority 20410-02, 20410-03 (rule new): unchanged",
		"  viewers 20410-01, 20410-02 gains sight (sharers 20410-02, 20410-03)",
	}
	wantLines(t, asked, append([]string{"sharing.ask by anna: 2 changes, 1 unchanged, 0 refused"}, items...)...)
	if first := asked.Items[0]; first.Reason != ReasonCustomer || asked.Items[2].Reason != ReasonCustomer || first.By != "" {
		t.Errorf("decided by %v", asked.Items)
	}

	req.Acknowledged = asked.Digest()
	next, rep, err := rs.Add(staff(), req)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, rep, append([]string{"sharing.add by kim: 2 changes, 1 unchanged, 0 refused"}, items...)...)
	for _, i := range rep.Items {
		if i.Outcome == report.Change && i.Reason != ReasonStaff {
			t.Errorf("%v is decided by %s", i, i.Reason)
		}
	}
	wantSights(t, next, sight{"20410-01", "20410-03", "new"}, sight{"20410-03", "20410-01", ""})
	wantSights(t, rs, sight{"20410-01", "20410-03", ""})

	last, rep, err := next.Remove(staff(), "new")
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, rep, "sharing.remove by kim: 2 changes, 0 unchanged, 0 refused",
		"  viewers 20410-01, 20410-02 loses rule new (sharers 20410-02, 20410-03)",
		"  viewers 20410-01, 20410-02 loses sight (sharers 20410-02, 20410-03)")
	wantSights(t, last, sight{"20410-01", "20410-03", ""})
	wantSights(t, next, sight{"20410-01", "20410-03", "new"})

	again, rep, err := last.Remove(staff(), "new")
	if err != nil || again != last {
		t.Errorf("removing again: %v, %v", again, err)
	}
	wantLines(t, rep, "sharing.remove by kim: 0 changes, 1 unchanged, 0 refused", "  viewers loses rule new (sharers): unchanged")
}

func TestARuleIsReplacedInItsPlace(t *testing.T) {
	rs := mustRules(t, rule("a", "20410-01 20410-03", "20410-02"), rule("b", "20410-01", "20410-02"))
	req := shown(t, rs, "a", asking(rule("a", "20410-01", "20410-03"), parties("20410-02")...))
	next, rep, err := rs.Replace(staff(), "a", req)
	if err != nil {
		t.Fatal(err)
	}
	if all := slices.Collect(next.All()); all[0].ID != "a" || all[1].ID != "b" || next.Len() != 2 {
		t.Errorf("got %v", all)
	}
	wantSights(t, next, sight{"20410-01", "20410-02", "b"}, sight{"20410-03", "20410-02", ""}, sight{"20410-01", "20410-03", "a"})
	wantLines(t, rep, "sharing.replace by kim: 4 changes, 1 unchanged, 0 refused",
		"  viewers 20410-01, 20410-03 loses rule a (sharers 20410-02)",
		"  viewers 20410-01 gains rule a (sharers 20410-03)",
		"  anna gains authority 20410-02, 20410-03 (rule a): unchanged",
		"  viewers 20410-01 gains sight (sharers 20410-03)",
		"  viewers 20410-03 loses sight (sharers 20410-02)")

	same, rep, err := next.Replace(staff(), "a", shown(t, next, "a", req))
	if err != nil || same != next || rep.Count(report.Unchanged) != len(rep.Items) {
		t.Errorf("replacing by the same: %v, %v", rep, err)
	}
	renamed := asking(rule("c", "20410-01", "20410-03"))
	next, _, err = next.Replace(staff(), "a", shown(t, next, "a", renamed))
	if err != nil {
		t.Fatal(err)
	}
	if all := slices.Collect(next.All()); len(all) != 2 || all[0].ID != "c" {
		t.Errorf("got %v", all)
	}
	before := mustRules(t, rule("a", "60300*", "60300*"), rule("b", "40100*", "50200*"))
	replaced, _, err := before.Replace(staff(), "a", shown(t, before, "a", asking(rule("a", "40100*", "50200*"), parties("60300*")...)))
	if err != nil {
		t.Fatal(err)
	}
	wantSights(t, replaced, sight{"40100-01", "50200-01", "a"}, sight{"60300-01", "60300-02", ""})
}

func TestOnlyTheStaffConfigures(t *testing.T) {
	rs := mustRules(t, rule("old", "20410-01", "20410-02"))
	req := shown(t, rs, "", asking(rule("new", "20410-01", "20410-03")))
	for name, actor := range map[string]access.Subject{
		"customer": anna(customer("20410-02")),
		"no fact":  anna(),
		"nobody":   {Facts: staff().Facts},
	} {
		t.Run(name, func(t *testing.T) {
			d := rs.Check(actor, ActionConfigure, &req.Rule)
			next, r, err := rs.Add(actor, req)
			wantDenied(t, next, r, err, d)
			next, r, err = rs.Replace(actor, "old", req)
			wantDenied(t, next, r, err, d)
			next, r, err = rs.Remove(actor, "old")
			wantDenied(t, next, r, err, d)
			// Who may not learns nothing of what else is wrong, or of what there is.
			next, r, err = rs.Add(actor, Request{})
			wantDenied(t, next, r, err, d)
			next, unknown, err := rs.Remove(actor, "nobody's")
			wantDenied(t, next, unknown, err, d)
			if _, r, _ := mustRules(t).Remove(actor, "old"); r.Items[0].Who.ID != "" || r.Items[0].Where != (report.Thing{}) {
				t.Errorf("a refusal tells %v", r)
			}
		})
	}
	next, r, err := rs.Remove(anna(customer("20410-02")), "old")
	if want := "sharing: remove, rule old: access: denied: sharing/not-staff"; err == nil || err.Error() != want {
		t.Errorf("got %v and %v, want %s", next, err, want)
	}
	wantLines(t, r, "sharing.remove by anna: 0 changes, 0 unchanged, 1 refused", "  viewers loses rule old: refused, sharing/not-staff")
}

func TestWhoMayNotRequestIsToldNothing(t *testing.T) {
	rs := mustRules(t, rule("taken", "20410-01", "20410-02"))
	for name, actor := range map[string]access.Subject{
		"on the staff":      staff(),
		"without a number":  anna(&User{}),
		"without a fact":    anna(),
		"with two numbers":  anna(customer("20410-01"), customer("20410-02")),
		"without a name":    {Facts: []access.Fact{customer("20410-01")}},
		"who is not at all": {},
	} {
		t.Run(name, func(t *testing.T) {
			r := rule("taken", "20410-01", "20410-02")
			d := rs.Check(actor, ActionRequest, &r)
			rep, err := rs.Ask(actor, r, nil)
			wantDenied(t, nil, rep, err, d)
			rep, err = rs.AskReplacing(actor, "nobody's", Rule{}, nil)
			wantDenied(t, nil, rep, err, d)

			req := shown(t, rs, "", asking(rule("new", "20410-01", "20410-03")))
			req.Requester = actor
			next, rep, err := rs.Add(staff(), req)
			invalidtest.Expect(t, err, []access.InvalidError{{Package: "sharing", Path: "requester", Problem: "may not request rules (" + string(d.Reason) + ")"}})
			if next != nil || len(rep.Items) != 0 {
				t.Errorf("got %v and %v", next, rep)
			}
		})
	}
}

// Others' rules are told to those only whose results they are about.
func TestWithoutAuthorityNothingIsLearnt(t *testing.T) {
	rs := mustRules(t, rule("secret", "30000-01", "20411-01"), rule("own", "30000-02", "20410-02"))
	who := anna(customer("20410-01"))
	for _, test := range []struct {
		rule      Rule
		authority string
		missing   []string // of authority
	}{
		{rule("secret", "30000-01", "20411-01"), "", []string{"20411-01, which is sharers[0] of the rule"}},
		{rule("", "30000-01", "20410-02 20411-01 20411*"), "20410* 30000*",
			[]string{"20411-01, which is sharers[1] of the rule", "20411*, which is sharers[2] of the rule"}},
		{rule("r", "30000-01", "20411*"), "20411-01 20411-02", []string{"20411*, which is sharers[0] of the rule"}}, // each of today's
	} {
		var want []access.InvalidError
		for _, missing := range test.missing {
			want = append(want, access.InvalidError{Package: "sharing", Path: "authority", Problem: "does not cover " + missing})
		}
		for _, replacing := range []string{"", "secret", "own", "nobody's"} {
			rep, err := rs.AskReplacing(who, replacing, test.rule, parties(test.authority))
			if replacing == "" {
				rep, err = rs.Ask(who, test.rule, append(parties(test.authority), Party{}))
			}
			invalidtest.Expect(t, err, want)
			if rep.Act != "" || rep.Items != nil || rep.Warnings != nil {
				t.Errorf("learns %v", rep)
			}
		}
	}

	// What goes with a rule is others' too: it makes no difference whether there is one.
	own := rule("secret", "30000-02", "20410-03")
	for _, id := range []string{"secret", "nobody's"} {
		rep, err := rs.AskReplacing(who, id, own, parties("20410*"))
		invalidtest.Expect(t, err, []access.InvalidError{{Package: "sharing", Path: "id", Problem: `"` + id + `" is the id of no rule over whose sharers there is authority`}})
		if rep.Items != nil {
			t.Errorf("learns %v", rep)
		}
	}
	if _, err := rs.AskReplacing(who, "own", rule("own", "30000-02", "20410-03"), parties("20410*")); err != nil {
		t.Errorf("one's own rule: %v", err)
	}
	req := asking(own)
	_, _, err := rs.Replace(staff(), "secret", req)
	invalidtest.Expect(t, err, []access.InvalidError{
		{Package: "sharing", Path: "authority", Problem: "does not cover 20411-01, which is sharers[0] of the rule that is replaced"},
		{Package: "sharing", Path: "acknowledged", Problem: "is missing; the requester has to be shown the consequences and be aware of them"},
	})
}

func TestAuthorityOverAGroupCoversItsNumbers(t *testing.T) {
	rs := mustRules(t, rule("names them", "20411-01", "20411-02"))
	req := asking(rule("new", "20410-01", "20411-01 20411-02 20411*"))
	for _, enough := range []string{"20411*", "20411-01 20411"} {
		req.Authority = parties(enough)
		if _, _, err := rs.Add(staff(), shown(t, rs, "", req)); err != nil {
			t.Errorf("%s: %v", enough, err)
		}
	}
	// Being on the staff is no authority over what others share.
	req.Requester = anna(&User{Account: MustParseAccount("20410-01"), Staff: true})
	for _, notEnough := range []string{"", "20411-01 20411-02", "20410*"} {
		req.Authority = parties(notEnough)
		if _, _, err := rs.Add(staff(), req); !strings.Contains(err.Error(), "authority: does not cover 20411*") {
			t.Errorf("authority over %q was enough: %v", notEnough, err)
		}
	}
}

func TestAllMissingConditionsAreNamedTogether(t *testing.T) {
	rs := mustRules(t, rule("taken", "20410-01", "20410-02"), rule("a", "20410-01", "20410-02"))
	missing := access.InvalidError{Package: "sharing", Path: "acknowledged", Problem: "is missing; the requester has to be shown the consequences and be aware of them"}
	_, rep, err := rs.Add(staff(), Request{
		Rule:      rule("taken", "20410-01", "20410-02 20411*"),
		Requester: anna(),
		Authority: parties("20411-01 20411-02"),
	})
	invalidtest.Expect(t, err, []access.InvalidError{
		{Package: "sharing", Path: "rule.id", Problem: `"taken" is the id of another rule already`},
		{Package: "sharing", Path: "requester", Problem: "may not request rules (access/no-fact)"},
		{Package: "sharing", Path: "authority", Problem: "does not cover 20410-02, which is sharers[0] of the rule"},
		{Package: "sharing", Path: "authority", Problem: "does not cover 20411*, which is sharers[1] of the rule"},
		missing,
	})
	if len(rep.Items) > 0 {
		t.Errorf("a report of nothing: %v", rep)
	}
	_, _, err = rs.Replace(staff(), "of nobody", Request{
		Rule:      Rule{ID: "r2", Viewers: parties("00001"), Sharers: []Party{{}, MustParseParty("00002-01")}},
		Requester: anna(customer("00002-01")), Acknowledged: digest.Of("anything"),
	})
	invalidtest.Expect(t, err, []access.InvalidError{
		{Package: "sharing", Path: "authority", Problem: "does not cover 00002-01, which is sharers[1] of the rule"},
		{Package: "sharing", Path: "id", Problem: `"of nobody" is the id of no rule`},
		{Package: "sharing", Path: "rule.sharers[0]", Problem: "is no customer number or group"},
	})
	_, _, err = rs.Replace(staff(), "a", asking(rule("taken", "20410-01", "20410-02")))
	invalidtest.Expect(t, err, []access.InvalidError{
		{Package: "sharing", Path: "rule.id", Problem: `"taken" is the id of another rule already`}, missing,
	})
	_, _, err = rs.Add(staff(), Request{})
	invalidtest.ExpectAt(t, err, "sharing", "rule.id", "rule.viewers", "rule.sharers", "requester", "acknowledged")
}

func TestWhatCannotBeIsNotAskedFor(t *testing.T) {
	rs := mustRules(t, rule("taken", "20410-01", "20410-02"), rule("a", "20410-01", "20410-02"))
	who := anna(customer("20410-01"))
	_, err := rs.Ask(who, Rule{}, nil)
	invalidtest.ExpectAt(t, err, "sharing", "rule.viewers", "rule.sharers")
	_, err = rs.Ask(who, Rule{ID: "\xff", Viewers: []Party{{}}, Sharers: parties("20410-02")}, nil)
	invalidtest.ExpectAt(t, err, "sharing", "rule.id", "rule.viewers[0]", "authority")
	taken := []access.InvalidError{{Package: "sharing", Path: "rule.id", Problem: `"taken" is the id of another rule already`}}
	_, err = rs.Ask(who, rule("taken", "20410-01", "20410-02"), parties("20410-02"))
	invalidtest.Expect(t, err, taken)
	_, err = rs.AskReplacing(who, "a", rule("taken", "20410-01", "20410-02"), parties("20410-02"))
	invalidtest.Expect(t, err, taken)
}

// A consent to one thing is none to another. What the request comes to stands beside the
// error, and its digest is the consent that is lacking.
func TestAnAcknowledgementIsOfOneRequest(t *testing.T) {
	rs := mustRules(t, rule("old", "30000-01", "20410-03"))
	authority := parties("20410-02 20410-03")
	r := rule("new", "20410-01", "20410-02")
	who := anna(customer("20410-01"))
	ask := func(rs *Rules, who access.Subject, replacing string, r Rule, authority []Party) digest.Digest {
		return shown(t, rs, replacing, Request{Rule: r, Requester: who, Authority: authority}).Acknowledged
	}
	with := func(more Rule) *Rules {
		next, err := rs.With(more)
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
	for name, test := range map[string]struct {
		acknowledged digest.Digest
		replacing    string
	}{
		"none":                            {},
		"another requester's":             {acknowledged: ask(rs, access.Subject{User: "bert", Facts: who.Facts}, "", r, authority)},
		"of another id":                   {acknowledged: ask(rs, who, "", rule("other", "20410-01", "20410-02"), authority)},
		"of a rule without an id":         {acknowledged: ask(rs, who, "", rule("", "20410-01", "20410-02"), authority)},
		"of other viewers":                {acknowledged: ask(rs, who, "", rule("new", "20410-03", "20410-02"), authority)},
		"of more sharers":                 {acknowledged: ask(rs, who, "", rule("new", "20410-01", "20410-02 20410-03"), authority)},
		"the other way round":             {acknowledged: ask(rs, who, "", rule("new", "20410-02", "20410-01"), parties("20410-01 20410-02 20410-03"))},
		"with other authority":            {acknowledged: ask(rs, who, "", r, parties("20410*"))},
		"of replacing, to add":            {acknowledged: ask(rs, who, "old", r, authority)},
		"of adding, to replace":           {acknowledged: ask(rs, who, "", r, authority), replacing: "old"},
		"before another rule gave it":     {acknowledged: ask(with(rule("x", "20410-01", "20410-02")), who, "", r, authority)},
		"before it was given to a viewer": {acknowledged: ask(with(rule("x", "20410*", "20410-02")), who, "", r, authority)},
	} {
		t.Run(name, func(t *testing.T) {
			act := func(acknowledged digest.Digest) (*Rules, report.Report, error) {
				req := Request{Rule: r, Requester: who, Authority: authority, Acknowledged: acknowledged}
				if test.replacing != "" {
					return rs.Replace(staff(), test.replacing, req)
				}
				return rs.Add(staff(), req)
			}
			next, preview, err := act(test.acknowledged)
			problem := "is of something else than the request comes to now; show that and have it acknowledged"
			if name == "none" {
				problem = "is missing; the requester has to be shown the consequences and be aware of them"
			}
			invalidtest.Expect(t, err, []access.InvalidError{{Package: "sharing", Path: "acknowledged", Problem: problem}})
			if next != nil || preview.Actor != "anna" || preview.Digest() != ask(rs, who, test.replacing, r, authority) {
				t.Errorf("got %v and %v", next, preview)
			}
			if _, _, err := act(preview.Digest()); err != nil {
				t.Errorf("acknowledged: %v", err)
			}
		})
	}
}

func TestAnAcknowledgementOutlivesWhatDoesNotConcernIt(t *testing.T) {
	rs := mustRules(t)
	req := shown(t, rs, "", asking(rule("new", "20410-01", "20410*")))
	for _, meanwhile := range []struct {
		rule  Rule
		valid bool
	}{
		{rule("of strangers", "30000-01", "30000*"), true},
		{rule("names a number that comes out alike", "30000-01", "20410-05"), true},
		{rule("gives some of it", "20410*", "20410-05"), false},
	} {
		changed, err := rs.With(meanwhile.rule)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := changed.Add(staff(), req); (err == nil) != meanwhile.valid {
			t.Errorf("after the rule %q: %v", meanwhile.rule.ID, err)
		}
	}
}

// Acknowledgements are stored by the caller; a later version has to find them good still.
func TestAnAcknowledgementStaysWhatItWas(t *testing.T) {
	rs := mustRules(t, rule("r1", "00001", "00002-01"))
	rep, err := rs.AskReplacing(anna(customer("20410-01")), "r1", rule("r2", "00001-01 00003", "00002"), parties("00002"))
	if err != nil {
		t.Fatal(err)
	}
	const want = "ce4e58af6f3bbde59a58381bbe9c65ab4250f8b0a3fb449bc58f48af6b80d167"
	if got := rep.Digest().String(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A rule in the place of its equal is unchanged, when it is asked for and when it is done.
func TestARuleInThePlaceOfItsEqualIsUnchanged(t *testing.T) {
	rs := mustRules(t, rule("r", "20410-01", "20410-02"))
	req := shown(t, rs, "r", asking(rule("r", "20410-01", "20410-02")))
	preview, err := rs.AskReplacing(req.Requester, "r", req.Rule, req.Authority)
	if err != nil {
		t.Fatal(err)
	}
	items := []string{
		"  viewers 20410-01 loses rule r (sharers 20410-02): unchanged",
		"  viewers 20410-01 gains rule r (sharers 20410-02): unchanged",
		"  anna gains authority 20410-02 (rule r): unchanged",
		"  note: nobody gains or loses sight of anything",
	}
	wantLines(t, preview, append([]string{"sharing.ask-replacing by anna: 0 changes, 3 unchanged, 0 refused, 1 to look at"}, items...)...)
	next, rep, err := rs.Replace(staff(), "r", req)
	if err != nil || next != rs {
		t.Fatalf("got %v, %v", next, err)
	}
	wantLines(t, rep, append([]string{"sharing.replace by kim: 0 changes, 3 unchanged, 0 refused, 1 to look at"}, items...)...)
}

// A log tells what was known of the requester, not where it is in memory.
func TestARequestInALog(t *testing.T) {
	var out strings.Builder
	req := Request{Rule: rule("r", "20410", "20411-01"), Requester: anna(customer("20411-01")), Authority: parties("20411"), Acknowledged: digest.Of("it")}
	slog.New(slog.NewTextHandler(&out, nil)).Info("asked", "request", req)
	want := `request.rule="{ID:r Viewers:[20410*] Sharers:[20411-01]}" request.requester.user=anna request.requester.signIn=unknown ` +
		`request.requester.facts.sharing.user="[{Account:20411-01 Staff:false}]" request.authority=[20411*] request.acknowledged=` + req.Acknowledged.String() + "\n"
	if !strings.HasSuffix(out.String(), want) {
		t.Errorf("got %s\nwant …%s", out.String(), want)
	}
}

// A rule that gives nothing new is in the set all the same, and the record names it.
func TestARuleThatMakesNoDifferenceIsReported(t *testing.T) {
	const warning = "  note: nobody gains or loses sight of anything"
	rs := mustRules(t, rule("all", "20410*", "20410*"))
	req := shown(t, rs, "", asking(rule("new", "20410-01", "20410-02")))
	next, rep, err := rs.Add(staff(), req)
	if err != nil || next.Len() != 2 {
		t.Fatalf("got %v, %v", next, err)
	}
	wantLines(t, rep, "sharing.add by kim: 1 change, 1 unchanged, 0 refused, 1 to look at",
		"  viewers 20410-01 gains rule new (sharers 20410-02)",
		"  anna gains authority 20410-02 (rule new): unchanged", warning)
	_, rep, err = next.Replace(staff(), "new", shown(t, next, "new", asking(rule("other", "20410-01", "20410-03"), parties("20410-02")...)))
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, rep, "sharing.replace by kim: 2 changes, 1 unchanged, 0 refused, 1 to look at",
		"  viewers 20410-01 loses rule new (sharers 20410-02)",
		"  viewers 20410-01 gains rule other (sharers 20410-03)",
		"  anna gains authority 20410-02, 20410-03 (rule other): unchanged", warning)
	_, rep, err = next.Remove(staff(), "new")
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, rep, "sharing.remove by kim: 1 change, 0 unchanged, 0 refused, 1 to look at",
		"  viewers 20410-01 loses rule new (sharers 20410-02)", warning)
}

// Where one number, whichever it is, is all that is left of a group, it gains sight of the
// others and not of itself.
func TestWhoeverIsLeftOfAGroupGainsNoSightOfItself(t *testing.T) {
	group := parties("20410*")
	all := numbersOf(group[0])
	for _, left := range []int{0, 5, 99} {
		var others []Party
		for i, n := range all {
			if i != left {
				others = append(others, Party{n})
			}
		}
		before := mustRules(t, Rule{ID: "others", Viewers: others, Sharers: group})
		next := Rule{ID: "new", Viewers: group, Sharers: group}
		c, err := before.ConsequencesOfAdding(staff(), next)
		if err != nil {
			t.Fatal(err)
		}
		after, _ := before.With(next)
		wantExact(t, c, before, after, all)
	}
}

func TestAReportIsReadableByPrograms(t *testing.T) {
	rs := mustRules(t)
	_, rep, err := rs.Add(staff(), shown(t, rs, "", asking(rule("new", "20410-01", "20410*"))))
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(rep)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"act":"sharing.add","actor":"kim","items":[` +
		`{"outcome":"change","who":{"kind":"sharing.viewers","id":"20410-01"},"effect":"gains","what":{"kind":"sharing.rule","id":"new"},"where":{"kind":"sharing.sharers","id":"20410*"},"reason":"sharing/staff"},` +
		`{"outcome":"unchanged","who":{"kind":"person","id":"anna"},"effect":"gains","what":{"kind":"sharing.authority","id":"20410*"},"where":{"kind":"sharing.rule","id":"new"}},` +
		`{"outcome":"change","who":{"kind":"sharing.viewers","id":"20410-01"},"effect":"gains","what":{"kind":"sharing.sight"},"where":{"kind":"sharing.sharers","id":"20410*"},"reason":"sharing/staff"}` +
		`],"warnings":[]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestActsOnRulesThatWereNeverBuiltAreRefused(t *testing.T) {
	req := asking(rule("new", "20410-01", "20410-02"))
	want := access.Deny(access.ReasonNoPolicy, "")
	for _, rs := range []*Rules{nil, new(Rules)} {
		next, rep, err := rs.Add(staff(), req)
		wantDenied(t, next, rep, err, want)
		next, rep, err = rs.Replace(staff(), "old", req)
		wantDenied(t, next, rep, err, want)
		next, rep, err = rs.Remove(staff(), "old")
		wantDenied(t, next, rep, err, want)
		rep, err = rs.Ask(req.Requester, req.Rule, req.Authority)
		wantDenied(t, nil, rep, err, want)
	}
}
