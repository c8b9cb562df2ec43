package casework_test

import (
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
		wantCheck(t, agency(), access.Subject{User: "anna"}, q.action, q.resource, access.Deny(access.ReasonNoFact, ""))
	}
}

func TestWhatIsNoResourceIsDenied(t *testing.T) {
	practice := mustPractice(t, agency())
	for name, r := range map[string]access.Resource{
		"nil":             nil,
		"nil *Client":     (*casework.Client)(nil),
		"nil *Session":    (*casework.Session)(nil),
		"nil *Engagement": (*casework.Engagement)(nil),
		"nil *Access":     (*casework.Access)(nil),
		"nil *Program":    (*casework.Program)(nil),
		"nil embedding":   (*embedding)(nil),
		"foreign kind":    new(foreign),
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
			wantCheck(t, agency(), anna(), q.action, q.resource, incomplete)
			wantCheck(t, agency(), acting("anna", ""), q.action, q.resource, incomplete)
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
			wantCheck(t, agency(), s, casework.ActionView, clientThat(annaResponsible), tt.want)
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
			wantCheck(t, agency(), tt.subject, tt.action, tt.resource, tt.want)
		})
	}
}

// A nil map or list is an empty one.
func TestAnEngagementOfNobodyIsNobodys(t *testing.T) {
	e := &casework.Engagement{Org: "O1"}
	wantCheck(t, agency(), anna(), casework.ActionView, e, noAccess)
	wantCheck(t, agency(), anna(), casework.ActionGive, accessOf("cia", e), notAdministrator)
	wantCheck(t, agency(), anna(), casework.ActionRemove, accessOf("cia", e), notAdministrator)
	wantCheck(t, agency(), anna(), casework.ActionUse, program("bookkeeping", e), noAccess)
	wantCheck(t, agency(), anna(), casework.ActionAssign, program("bookkeeping", e), notAdministrator)
}

func TestFactsAreNamedForAudit(t *testing.T) {
	if name := new(casework.User).Fact(); name != "casework.user" {
		t.Errorf("Fact() = %q", name)
	}
}
