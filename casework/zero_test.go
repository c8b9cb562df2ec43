package casework_test

import (
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

func TestNobodyIsDenied(t *testing.T) {
	for _, q := range everything() {
		if d := newPractice(t, agency()).Check(anna(), q.action, q.resource); !d.Allowed {
			t.Errorf("anna: %s %s: got %v", q.action, q.resource.Kind(), d)
		}
		wantDecision(t, agency(), worker("", "O1"), q.action, q.resource, access.Deny(access.ReasonNoUser, ""))
	}
}

func TestAPersonWithoutAFactIsDenied(t *testing.T) {
	for _, q := range everything() {
		wantDecision(t, agency(), access.Subject{User: "anna"}, q.action, q.resource, access.Deny(access.ReasonNoFact, ""))
	}
}

func TestWhatIsNoResourceIsDenied(t *testing.T) {
	practice := newPractice(t, agency())
	for name, r := range map[string]access.Resource{
		"nil":             nil,
		"nil *Client":     (*casework.Client)(nil),
		"nil *Session":    (*casework.Session)(nil),
		"nil *Engagement": (*casework.Engagement)(nil),
		"nil *Access":     (*casework.Access)(nil),
		"nil *Program":    (*casework.Program)(nil),
		"foreign kind":    new(foreign),
	} {
		want := access.Deny(access.ReasonNoResource, "")
		if name == "foreign kind" {
			want = access.Deny(access.ReasonUnknownKind, "")
		}
		for _, a := range []access.Action{casework.ActionView, casework.ActionGive, casework.ActionUse, ""} {
			if got := practice.Check(anna(), a, r); got != want {
				t.Errorf("%s, %q: got %v, want %v", name, a, got, want)
			}
		}
	}
}

func TestNilResourcesHaveAKindAndNoID(t *testing.T) {
	for kind, r := range map[access.Kind]access.Resource{
		casework.KindClient:     (*casework.Client)(nil),
		casework.KindSession:    (*casework.Session)(nil),
		casework.KindEngagement: (*casework.Engagement)(nil),
		casework.KindAccess:     (*casework.Access)(nil),
		casework.KindProgram:    (*casework.Program)(nil),
	} {
		if r.Kind() != kind || r.ID() != "" {
			t.Errorf("got %q %q, want %q and no id", r.Kind(), r.ID(), kind)
		}
	}
}

func TestResourcesAndFactsBearTheirNames(t *testing.T) {
	e := engagementThat()
	for id, r := range map[string]access.Resource{
		"C1": bosClient(), "S1": session(nil), "E1": e, "A1": accessOf("cia", e), "invoicing": program("invoicing", e),
	} {
		if r.ID() != id {
			t.Errorf("%s: got id %q, want %q", r.Kind(), r.ID(), id)
		}
	}
	if got := new(casework.Worker).Fact(); got != "casework.worker" {
		t.Errorf("fact: got %q", got)
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
			wantDecision(t, agency(), worker("anna", ""), q.action, q.resource, incomplete)
		})
	}
}

func TestFactsThatAreNoneOrNotOne(t *testing.T) {
	var none *casework.Worker
	o1, o2 := &casework.Worker{Org: "O1"}, &casework.Worker{Org: "O2"}
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
		{"an equal one", []access.Fact{o1, &casework.Worker{Org: "O1"}}, asResponsible},
		{"another organisation", []access.Fact{o1, o2}, ambiguous},
		{"another organisation first", []access.Fact{o2, o1}, ambiguous},
		{"a zero one besides", []access.Fact{o1, new(casework.Worker)}, ambiguous},
		{"a zero one", []access.Fact{new(casework.Worker)}, incomplete},
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
		{"organisation", worker("anna", ""), casework.ActionView, clientThat(annaResponsible, func(c *casework.Client) { c.Org = "" }), incomplete},
		{"the user's organisation only", worker("anna", ""), casework.ActionView, clientThat(annaResponsible), incomplete},
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
