package profile_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

// A question is everything that a decision depends on, so that a test can change
// one thing of it.
type question struct {
	site     *profile.Site
	subject  access.Subject
	action   access.Action
	resource access.Resource
}

func (q question) check() access.Decision { return q.site.Check(q.subject, q.action, q.resource) }

// A gate is a reason to deny, with a question that is allowed and one change to it
// after which the gate denies.
type gate struct {
	reason access.Reason
	by     string
	config profile.Config
	action access.Action
	of     access.Resource
	change func(*question)
}

func gates() []gate {
	return []gate{
		{access.ReasonNoPolicy, "", reading(profile.ScopeAll), profile.ActionRead, strangeCase(),
			func(q *question) { q.site = new(profile.Site) }},
		{access.ReasonNoResource, "", reading(profile.ScopeAll), profile.ActionRead, strangeCase(),
			func(q *question) { q.resource = nil }},
		{access.ReasonNoUser, "", reading(profile.ScopeAll), profile.ActionRead, strangeCase(),
			func(q *question) { q.subject.User = "" }},
		{access.ReasonUnknownKind, "", reading(profile.ScopeAll), profile.ActionRead, strangeCase(),
			func(q *question) { q.resource = new(foreign) }},
		{access.ReasonUnknownAction, "", reading(profile.ScopeAll), profile.ActionRead, strangeCase(),
			func(q *question) { q.action = "reopen" }},
		{access.ReasonIncomplete, "", reading(profile.ScopeAll), profile.ActionRead, strangeCase(),
			func(q *question) { q.resource.(*profile.Case).Form = "" }},
		{access.ReasonIncomplete, "", reading(profile.ScopeAll), profile.ActionRead, strangeCase(),
			func(q *question) { q.subject.Facts[0].(*profile.User).Profile = "" }},
		{access.ReasonNoFact, "", reading(profile.ScopeAll), profile.ActionRead, strangeCase(),
			func(q *question) { q.subject.Facts = nil }},
		{access.ReasonAmbiguousFact, "", reading(profile.ScopeAll), profile.ActionRead, strangeCase(),
			func(q *question) { q.subject.Facts = append(q.subject.Facts, &profile.User{Profile: "officer"}) }},
		{profile.ReasonUnknownProfile, "guest", reading(profile.ScopeAll), profile.ActionRead, strangeCase(),
			func(q *question) { q.subject.Facts[0].(*profile.User).Profile = "guest" }},
		{profile.ReasonModuleOff, "officer", reading(profile.ScopeAll), profile.ActionRead, strangeCase(),
			configured(func(p *profile.Profile) { p.Cases = false })},
		{profile.ReasonUnknownForm, "F9", reading(profile.ScopeAll), profile.ActionRead, strangeCase(),
			func(q *question) { q.resource.(*profile.Case).Form = "F9" }},
		{profile.ReasonNoScope, "officer", reading(profile.ScopeAll), profile.ActionRead, strangeCase(),
			configured(func(p *profile.Profile) { p.Forms = nil })},
		{profile.ReasonOtherWorkspace, "officer", reading(profile.ScopeWorkspace), profile.ActionRead, caseThat(inAnnasWorkspace),
			func(q *question) { q.subject.Facts[0].(*profile.User).Workspace = "W3" }},
		{profile.ReasonNotInvolved, "officer", reading(profile.ScopeInvolved), profile.ActionRead, caseThat(annaSelected),
			func(q *question) { q.resource.(*profile.Case).Users = []string{"cia"} }},
		{profile.ReasonNotRegistrant, "officer", reading(profile.ScopeRegistered), profile.ActionRead, caseThat(registeredByAnna),
			func(q *question) { q.resource.(*profile.Case).RegisteredBy = "bo" }},
		{profile.ReasonClosed, "officer", officers(profile.FormRights{Change: profile.ScopeAll}), profile.ActionChange, strangeCase(),
			func(q *question) { q.resource.(*profile.Case).Status = profile.StatusClosed }},
		{profile.ReasonNotSwitchedOn, "officer", officers(profile.FormRights{Register: true}), profile.ActionRegister, &profile.Form{ID: "F1"},
			func(q *question) { q.resource.(*profile.Form).ID = "F2" }},
		{profile.ReasonNotAdministrator, "officer", administrators(), profile.ActionAdminister, &profile.Form{ID: "F1"},
			configured(func(p *profile.Profile) { p.Administrator = false })},
		{profile.ReasonNoFreeText, "officer", searching(true, true), profile.ActionFreeText, over("F1"),
			configured(func(p *profile.Profile) { p.FreeText = false })},
		{profile.ReasonNoQueryBuilder, "officer", searching(true, true), profile.ActionQuery, over("F1"),
			configured(func(p *profile.Profile) { p.QueryBuilder = false })},
		{profile.ReasonNothingToSearch, "officer", searching(true, true), profile.ActionFreeText, over(),
			configured(func(p *profile.Profile) { p.Forms = nil })},
		{profile.ReasonFormNotAccessible, "F2", searching(true, true), profile.ActionFreeText, over("F1", "F3"),
			func(q *question) { q.resource.(*profile.Search).Forms[1] = "F2" }},
		{profile.ReasonNotOneForm, "officer", searching(true, true), profile.ActionQuery, over("F1"),
			func(q *question) { q.resource.(*profile.Search).Forms = []string{"F1", "F3"} }},
		{profile.ReasonNotSaver, "officer", searching(true, true), profile.ActionQuery, over("F1"),
			func(q *question) { q.resource.(*profile.Search).SavedBy = "bo" }},
	}
}

// configured changes the profile that the site has.
func configured(change func(*profile.Profile)) func(*question) {
	return func(q *question) {
		site, err := profile.NewSite(with(q.site.Config(), change))
		if err != nil {
			panic(err)
		}
		q.site = site
	}
}

func TestEachGateDeniesByItself(t *testing.T) {
	for _, g := range gates() {
		t.Run(string(g.reason), func(t *testing.T) {
			q := question{mustSite(t, g.config), anna(), g.action, g.of}
			if d := q.check(); !d.Allowed {
				t.Fatalf("the question to start from: got %v, want it allowed", d)
			}
			g.change(&q)
			if got, want := q.check(), access.Deny(g.reason, g.by); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// The reasons of the area that allow. Every other one denies, and so do those of
// package access.
var allowing = []access.Reason{
	profile.ReasonAdministrator, profile.ReasonAll, profile.ReasonWorkspace,
	profile.ReasonInvolved, profile.ReasonRegistered, profile.ReasonGranted,
}

func TestEveryReasonThatDeniesHasAGate(t *testing.T) {
	for _, file := range []string{"reason.go", "../access/reason.go"} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		reasons := regexp.MustCompile(`= "([a-z]+/[a-z-]+)"`).FindAllSubmatch(source, -1)
		if len(reasons) == 0 {
			t.Errorf("%s: found no reason", file)
		}
		for _, found := range reasons {
			reason := access.Reason(found[1])
			tested := slices.ContainsFunc(gates(), func(g gate) bool { return g.reason == reason })
			if tested == slices.Contains(allowing, reason) {
				t.Errorf("%s: want either a gate that denies or a place among those that allow", reason)
			}
		}
	}
}

// Of two faults in one question the reason is that of the first, in the order in
// which package access lists them; the area's own come last.
func TestTheFirstOfSeveralFaultsIsTheReason(t *testing.T) {
	faults := []struct {
		reason access.Reason
		cause  func(*question)
	}{
		{access.ReasonNoPolicy, func(q *question) { q.site = nil }},
		{access.ReasonNoUser, func(q *question) { q.subject.User = "" }},
		{access.ReasonNoResource, func(q *question) { q.resource = (*profile.Case)(nil) }},
		{access.ReasonUnknownKind, func(q *question) { q.resource = new(foreign) }},
		{access.ReasonUnknownAction, func(q *question) { q.action = "reopen" }},
		{access.ReasonIncomplete, func(q *question) {
			if c, ok := q.resource.(*profile.Case); ok && c != nil {
				c.Form = ""
			}
		}},
		{access.ReasonNoFact, func(q *question) { q.subject.Facts = nil }},
		{access.ReasonAmbiguousFact, func(q *question) {
			if q.subject.Facts != nil {
				q.subject.Facts = append(q.subject.Facts, &profile.User{Profile: "guest"})
			}
		}},
		{profile.ReasonModuleOff, func(*question) {}}, // as it is for this question anyway
	}
	off := with(reading(profile.ScopeAll), func(p *profile.Profile) { p.Cases = false })
	for i, first := range faults {
		for _, second := range faults[i:] {
			q := question{mustSite(t, off), anna(), profile.ActionRead, strangeCase()}
			// The later one first, so that it cannot undo the earlier.
			second.cause(&q)
			first.cause(&q)
			if got := q.check(); got.Allowed || got.Reason != first.reason {
				t.Errorf("%s and %s: got %v", first.reason, second.reason, got)
			}
			if got := policyOf(t, q.site).Check(q.subject, q.action, q.resource); got.Allowed || got.Reason != first.reason {
				t.Errorf("%s and %s, through a policy: got %v", first.reason, second.reason, got)
			}
		}
	}
}

// policyOf returns the policy of the site, and none of none.
func policyOf(t *testing.T, site *profile.Site) *access.Policy {
	t.Helper()
	if site == nil {
		return nil
	}
	policy, err := access.NewPolicy(site)
	if err != nil {
		t.Fatal(err)
	}
	return policy
}
