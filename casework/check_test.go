package casework_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

type ask struct {
	action   access.Action
	resource access.Resource
}

// everything is one question about each thing that can be asked about, all of
// them allowed.
func everything() []ask {
	e := engagementThat(annaSystemAdministrator, holding("anna", "bookkeeping"))
	return []ask{
		{casework.ActionView, clientThat(annaResponsible)},
		{casework.ActionShare, clientThat(annaResponsible)},
		{casework.ActionEdit, session(clientThat(sharedWithAnna))},
		{casework.ActionView, e},
		{casework.ActionGive, accessOf("cia", e)},
		{casework.ActionRemove, accessOf("cia", e)},
		{casework.ActionUse, program("bookkeeping", e)},
		{casework.ActionAssign, program("invoicing", e)},
		{casework.ActionRemove, program("invoicing", e)},
	}
}

func TestPracticesThatWereNeverBuiltDenyEverything(t *testing.T) {
	noPolicy := access.Deny(access.ReasonNoPolicy, "")
	for name, practice := range map[string]*casework.Practice{"nil": nil, "zero": new(casework.Practice)} {
		for _, q := range everything() {
			if got := practice.Check(anna(), q.action, q.resource); got != noPolicy {
				t.Errorf("%s: %s %s: got %v", name, q.action, q.resource.Kind(), got)
			}
		}
		if got := practice.Check(access.Subject{}, "", nil); got != noPolicy {
			t.Errorf("%s: the zero question: got %v", name, got)
		}
	}
}

func TestAPersonWithoutAFactIsDenied(t *testing.T) {
	for _, q := range everything() {
		wantDecision(t, agency(), access.Subject{User: "anna"}, q.action, q.resource, access.Deny(access.ReasonNoFact, ""))
	}
}

// An embedding bears the kind of a client and is none.
type embedding struct{ casework.Client }

func TestWhatIsNoResourceIsDenied(t *testing.T) {
	practice := newPractice(t, agency())
	for name, r := range map[string]access.Resource{
		"nil":             nil,
		"nil *Client":     (*casework.Client)(nil),
		"nil *Session":    (*casework.Session)(nil),
		"nil *Engagement": (*casework.Engagement)(nil),
		"nil *Access":     (*casework.Access)(nil),
		"nil *Program":    (*casework.Program)(nil),
		"nil embedding":   (*embedding)(nil),
		"foreign kind":    new(foreign),
		"zero embedding":  new(embedding),
		"embedding":       &embedding{*clientThat(annaResponsible)},
	} {
		want := access.Deny(access.ReasonUnknownKind, "")
		if strings.HasPrefix(name, "nil") {
			want = access.Deny(access.ReasonNoResource, "")
		}
		for _, a := range []access.Action{casework.ActionView, casework.ActionGive, casework.ActionUse, ""} {
			if got := practice.Check(anna(), a, r); got != want {
				t.Errorf("%s, %q: got %v, want %v", name, a, got, want)
			}
			if got := policyOf(t, practice).Check(anna(), a, r); got != want {
				t.Errorf("%s, %q, through a policy: got %v, want %v", name, a, got, want)
			}
		}
	}
}

func TestRowsThatLackAPartAreIncomplete(t *testing.T) {
	full := engagementThat(annaSystemAdministrator, holding("anna", "bookkeeping"))
	withoutOrg := engagementThat(annaSystemAdministrator, holding("anna", "bookkeeping"), func(e *casework.Engagement) { e.Org = "" })
	clientWithoutOrg := clientThat(annaResponsible, func(c *casework.Client) { c.Org = "" })
	nobodys := clientThat(sharedWithAnna, func(c *casework.Client) { c.Responsible = "" })
	for _, q := range []struct {
		name     string
		action   access.Action
		resource access.Resource
	}{
		{"zero client", casework.ActionView, new(casework.Client)},
		{"client without an organisation", casework.ActionView, clientWithoutOrg},
		{"client without a responsible", casework.ActionView, nobodys},
		{"session without a client", casework.ActionView, session(nil)},
		{"session with a zero client", casework.ActionView, session(new(casework.Client))},
		{"session with a client without an organisation", casework.ActionView, session(clientWithoutOrg)},
		{"session with a client without a responsible", casework.ActionView, session(nobodys)},
		{"zero engagement", casework.ActionView, new(casework.Engagement)},
		{"engagement without an agency", casework.ActionView, withoutOrg},
		{"zero access", casework.ActionGive, new(casework.Access)},
		{"access without a consultant", casework.ActionRemove, accessOf("", full)},
		{"access without an engagement", casework.ActionGive, accessOf("cia", nil)},
		{"access without an agency", casework.ActionRemove, accessOf("cia", withoutOrg)},
		{"zero program", casework.ActionUse, new(casework.Program)},
		{"program without a name", casework.ActionAssign, program("", full)},
		{"program without an engagement", casework.ActionRemove, program("bookkeeping", nil)},
		{"program without an agency", casework.ActionUse, program("bookkeeping", withoutOrg)},
	} {
		t.Run(q.name, func(t *testing.T) {
			wantDecision(t, agency(), anna(), q.action, q.resource, incomplete)
			wantDecision(t, agency(), acting("anna", ""), q.action, q.resource, incomplete)
		})
	}
}

func TestFactsThatAreNoneOrNotOne(t *testing.T) {
	var none *casework.User
	o1, o2 := &casework.User{Org: "O1"}, &casework.User{Org: "O2"}
	noFact := access.Deny(access.ReasonNoFact, "")
	ambiguous := access.Deny(access.ReasonAmbiguousFact, "")
	tests := []struct {
		name  string
		facts []access.Fact
		want  access.Decision
	}{
		{"nil", []access.Fact{nil}, noFact},
		{"nil pointer", []access.Fact{none}, noFact},
		{"another area's", []access.Fact{new(foreign)}, noFact},
		{"one", []access.Fact{o1}, asResponsible},
		{"one among what is none", []access.Fact{nil, none, new(foreign), o1, none}, asResponsible},
		{"the very same twice", []access.Fact{o1, o1}, asResponsible},
		{"an equal one", []access.Fact{o1, &casework.User{Org: "O1"}}, asResponsible},
		{"another organisation", []access.Fact{o1, o2}, ambiguous},
		{"another organisation first", []access.Fact{o2, o1}, ambiguous},
		{"a zero one besides", []access.Fact{o1, new(casework.User)}, ambiguous},
		{"a zero one", []access.Fact{new(casework.User)}, incomplete},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := access.Subject{User: "anna", Facts: tt.facts}
			wantDecision(t, agency(), s, casework.ActionView, clientThat(annaResponsible), tt.want)
		})
	}
}

func TestEmptyIdentifiersMatchNothing(t *testing.T) {
	empty := engagementThat(func(e *casework.Engagement) {
		e.SystemAdministrators = []string{""}
		e.ProgramAdministrators = map[string][]string{"": {"anna", ""}, "bookkeeping": {""}}
		e.Consultants = map[string][]string{"": {"bookkeeping", ""}}
	})
	emptyProgram := engagementThat(holding("anna", ""))
	tests := []struct {
		name     string
		subject  access.Subject
		action   access.Action
		resource access.Resource
		want     access.Decision
	}{
		{"organisation", acting("anna", ""), casework.ActionView, clientThat(annaResponsible, func(c *casework.Client) { c.Org = "" }), incomplete},
		{"the user's organisation only", acting("anna", ""), casework.ActionView, clientThat(annaResponsible), incomplete},
		{"shared with nobody", anna(), casework.ActionView, clientThat(func(c *casework.Client) { c.Shared = []string{""} }), noAccess},
		{"administrators of an empty program do not view", anna(), casework.ActionView, empty, noAccess},
		{"administrators of an empty program do not give", anna(), casework.ActionGive, accessOf("cia", empty), notAdministrator},
		{"administrators of an empty program do not remove", anna(), casework.ActionRemove, accessOf("cia", empty), notAdministrator},
		{"administrators of an empty program do not assign", anna(), casework.ActionAssign, program("bookkeeping", empty), notAdministrator},
		{"an empty program is no program", anna(), casework.ActionUse, program("", emptyProgram), incomplete},
		{"an empty program gives no other", anna(), casework.ActionUse, program("bookkeeping", emptyProgram), notAssigned},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wantDecision(t, agency(), tt.subject, tt.action, tt.resource, tt.want)
		})
	}
}

// A nil map or list is an empty one.
func TestAnEngagementOfNobodyIsNobodys(t *testing.T) {
	e := &casework.Engagement{Org: "O1"}
	wantDecision(t, agency(), anna(), casework.ActionView, e, noAccess)
	wantDecision(t, agency(), anna(), casework.ActionGive, accessOf("cia", e), notAdministrator)
	wantDecision(t, agency(), anna(), casework.ActionRemove, accessOf("cia", e), notAdministrator)
	wantDecision(t, agency(), anna(), casework.ActionUse, program("bookkeeping", e), noAccess)
	wantDecision(t, agency(), anna(), casework.ActionAssign, program("bookkeeping", e), notAdministrator)
}

// A question is everything that a decision depends on, so that a test can change
// one thing of it.
type question struct {
	practice *casework.Practice
	subject  access.Subject
	action   access.Action
	resource access.Resource
}

func (q question) decide() access.Decision { return q.practice.Check(q.subject, q.action, q.resource) }

func (q question) client() *casework.Client { return q.resource.(*casework.Client) }

// engagement returns the one that the question is about.
func (q question) engagement() *casework.Engagement {
	switch r := q.resource.(type) {
	case *casework.Access:
		return r.Engagement
	case *casework.Program:
		return r.Engagement
	default:
		return r.(*casework.Engagement)
	}
}

// A gate is a reason to deny, with a question that is allowed and one change to it
// after which the gate denies.
type gate struct {
	reason access.Reason
	action access.Action
	of     access.Resource
	change func(*question)
}

func gates() []gate {
	view, give, remove := casework.ActionView, casework.ActionGive, casework.ActionRemove
	own := clientThat(annaResponsible)
	return []gate{
		{access.ReasonNoPolicy, view, own, func(q *question) { q.practice = new(casework.Practice) }},
		{access.ReasonNoResource, view, own, func(q *question) { q.resource = nil }},
		{access.ReasonNoUser, view, own, func(q *question) { q.subject.User = "" }},
		{access.ReasonUnknownKind, view, own, func(q *question) { q.resource = new(foreign) }},
		{access.ReasonUnknownAction, view, own, func(q *question) { q.action = "delete" }},
		{access.ReasonIncomplete, view, clientThat(annaResponsible), func(q *question) { q.client().Org = "" }},
		{access.ReasonNoFact, view, own, func(q *question) { q.subject.Facts = nil }},
		{access.ReasonAmbiguousFact, view, own,
			func(q *question) { q.subject.Facts = append(q.subject.Facts, &casework.User{Org: "O2", Steward: true}) }},

		{casework.ReasonOtherOrganisation, view, own,
			func(q *question) { q.subject.Facts[0].(*casework.User).Org = "O2" }},
		{casework.ReasonNoAccess, view, clientThat(annaResponsible), func(q *question) { q.client().Responsible = "bo" }},
		{casework.ReasonResponsibleOnly, view, clientThat(sharedWithAnna),
			func(q *question) { q.action = casework.ActionTransfer }},

		{casework.ReasonNoStewards, casework.ActionHandOn, bosClient(), func(q *question) { q.practice, _ = casework.NewPractice(agency()) }},
		{casework.ReasonNotSteward, casework.ActionHandOn, bosClient(), func(q *question) { q.subject = anna() }},

		{casework.ReasonOutsidePackage, casework.ActionAssign, program("bookkeeping", engagementThat(annaSystemAdministrator)),
			func(q *question) { q.resource.(*casework.Program).ID = "archive" }},
		{casework.ReasonNotAssigned, casework.ActionUse, program("bookkeeping", engagementThat(holding("anna", "bookkeeping"))),
			func(q *question) { q.resource.(*casework.Program).ID = "invoicing" }},
		{casework.ReasonNotAdministrator, give, accessOf("cia", engagementThat(annaSystemAdministrator)),
			func(q *question) { q.engagement().SystemAdministrators = []string{"sam"} }},
		{casework.ReasonHoldsOtherPrograms, remove, accessOf("cia", engagementThat(annaAdministers("bookkeeping"))),
			func(q *question) { holding("cia", "bookkeeping", "archive")(q.engagement()) }},
		{casework.ReasonSystemAdministratorOnly, remove, accessOf("cia", engagementThat(annaAdministers("bookkeeping"))),
			func(q *question) { q.engagement().ProgramAdministrators["archive"] = []string{"cia"} }},
		{casework.ReasonLastSystemAdministrator, remove, accessOf("anna", engagementThat(annaSystemAdministrator)),
			func(q *question) { q.engagement().SystemAdministrators = []string{"anna"} }},
	}
}

func TestOneFactTurnsAnAllowedQuestionIntoEachDenial(t *testing.T) {
	for _, g := range gates() {
		t.Run(string(g.reason), func(t *testing.T) {
			config := agency()
			config.Stewards = true
			q := question{newPractice(t, config), stewardAnna(), g.action, g.of}
			if d := q.decide(); !d.Allowed {
				t.Fatalf("the question to start from: got %v, want it allowed", d)
			}
			g.change(&q)
			if got, want := q.decide(), access.Deny(g.reason, ""); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// The reasons of the area that allow. Every other one denies, and so do those of
// package access.
var allowing = []access.Reason{
	casework.ReasonResponsible, casework.ReasonShared, casework.ReasonSteward, casework.ReasonSystemAdministrator,
	casework.ReasonProgramAdministrator, casework.ReasonConsultant,
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
func TestTheFirstFaultGivesTheReason(t *testing.T) {
	faults := []struct {
		reason access.Reason
		cause  func(*question)
	}{
		{access.ReasonNoPolicy, func(q *question) { q.practice = nil }},
		{access.ReasonNoUser, func(q *question) { q.subject.User = "" }},
		{access.ReasonNoResource, func(q *question) { q.resource = (*casework.Session)(nil) }},
		{access.ReasonUnknownKind, func(q *question) { q.resource = new(foreign) }},
		{access.ReasonUnknownAction, func(q *question) { q.action = "delete" }},
		{access.ReasonIncomplete, func(q *question) {
			if s, ok := q.resource.(*casework.Session); ok && s != nil {
				s.Client = nil
			}
		}},
		{access.ReasonNoFact, func(q *question) { q.subject.Facts = nil }},
		{access.ReasonAmbiguousFact, func(q *question) {
			if q.subject.Facts != nil {
				q.subject.Facts = append(q.subject.Facts, &casework.User{Org: "O2", Steward: true})
			}
		}},
		{casework.ReasonOtherOrganisation, func(*question) {}}, // as it is for this question anyway
	}
	for i, first := range faults {
		for _, second := range faults[i:] {
			q := question{newPractice(t, agency()), acting("anna", "O3"), casework.ActionView, session(clientThat(annaResponsible))}
			// The later one first, so that it cannot undo the earlier.
			second.cause(&q)
			first.cause(&q)
			if got := q.decide(); got.Allowed || got.Reason != first.reason {
				t.Errorf("%s and %s: got %v", first.reason, second.reason, got)
			}
			if got := policyOf(t, q.practice).Check(q.subject, q.action, q.resource); got.Allowed || got.Reason != first.reason {
				t.Errorf("%s and %s, through a policy: got %v", first.reason, second.reason, got)
			}
		}
	}
}

// policyOf returns the policy of the practice, and none of none.
func policyOf(t *testing.T, practice *casework.Practice) *access.Policy {
	t.Helper()
	if practice == nil {
		return nil
	}
	policy, err := access.NewPolicy(practice)
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

// An organisation's own are judged before anything else that the area knows, so
// that a denial tells nobody at another one what stands on a row.
func TestAnotherOrganisationIsDeniedBeforeAnythingElse(t *testing.T) {
	stranger := acting("anna", "O2")
	e := engagementThat(annaSystemAdministrator, holding("anna"))
	for _, q := range []struct {
		action   access.Action
		resource access.Resource
	}{
		{casework.ActionTransfer, clientThat(sharedWithAnna)},
		{casework.ActionAssign, program("archive", e)},
		{casework.ActionUse, program("bookkeeping", e)},
		{casework.ActionRemove, accessOf("sam", e)},
	} {
		wantDecision(t, agency(), stranger, q.action, q.resource, otherOrganisation)
	}
}
