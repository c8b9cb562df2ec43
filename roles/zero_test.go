package roles

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
)

// A foreign is a resource of another area.
type foreign struct{}

func (foreign) Kind() access.Kind { return "elsewhere.order" }

// An impostor is one that claims to be an order.
type impostor struct{}

func (impostor) Kind() access.Kind { return KindOrder }

type foreignFact struct{}

func (foreignFact) Fact() string { return "elsewhere.user" }

func TestCataloguesThatWereNeverBuiltDenyEverything(t *testing.T) {
	built := mustCatalog(t, Config{})
	for _, c := range []*Catalog{nil, {}} {
		wantDecision(t, c.Check(anna(inside, in("A", "administrator")), ActionManage, organisation), access.Deny(access.ReasonNoPolicy, ""))
		wantDecision(t, c.Check(access.Subject{}, "", nil), access.Deny(access.ReasonNoPolicy, ""))
		if diff := cmp.Diff(built.Kinds(), c.Kinds()); diff != "" {
			t.Errorf("Kinds() (-built +zero):\n%s", diff)
		}
		if gates := c.Gates(KindOrder, ActionApprove); gates != nil {
			t.Errorf("Gates() of no catalogue: %v", gates)
		}
		if diff := cmp.Diff(Config{}, c.Config()); diff != "" {
			t.Errorf("Config() (-want +got):\n%s", diff)
		}
	}
}

func TestACatalogueWithoutRolesKnowsNone(t *testing.T) {
	c := mustCatalog(t, Config{})
	wantDecision(t, c.Check(anna(inside, in("A", "administrator")), ActionManage, organisation), access.Deny(ReasonUnknownRole, ""))
}

func TestWhatIsNoResourceIsDenied(t *testing.T) {
	kinds := map[access.Resource]access.Kind{
		(*Organisation)(nil): KindOrganisation,
		(*Order)(nil):        KindOrder,
		(*Application)(nil):  KindApplication,
		(*Agreement)(nil):    KindAgreement,
		(*Case)(nil):         KindCase,
		(*Record)(nil):       "",
	}
	for r, kind := range kinds {
		for _, a := range []access.Action{ActionView, ActionCreate, ActionApprove, ""} {
			wantDecision(t, portal(t).Check(anna(inside, in("A", "administrator")), a, r), access.Deny(access.ReasonNoResource, ""))
		}
		if r.Kind() != kind {
			t.Errorf("%T: kind %q", r, r.Kind())
		}
	}
	wantDecision(t, portal(t).Check(anna(inside), ActionView, nil), access.Deny(access.ReasonNoResource, ""))
}

func TestFactsThatAreNone(t *testing.T) {
	check := func(facts ...access.Fact) access.Decision {
		return portal(t).Check(anna(inside, facts...), ActionManage, organisation)
	}
	wantDecision(t, check(nil), access.Deny(access.ReasonNoFact, ""))
	wantDecision(t, check((*Member)(nil)), access.Deny(access.ReasonNoFact, ""))
	wantDecision(t, check(nil, (*Member)(nil), in("A", "administrator"), (*Member)(nil)), granted("administrator"))
	officer := anna(inside, nil, (*Member)(nil), in("A", "agent-officer"))
	wantDecision(t, portal(t).Check(officer, ActionHandle, application), access.Deny(ReasonNotAssigned, "agent-officer"))
}

// An empty identifier equals nothing, another empty one included.
func TestEmptyIdentifiersMatchNothing(t *testing.T) {
	catalog := portal(t, editor)
	nowhere := &Member{Roles: []string{"administrator", "orderer", "agent-officer", "editor"}, Assignments: []string{""}}
	somewhere := &Member{Org: "A", Roles: nowhere.Roles, Assignments: []string{""}}
	incomplete := access.Deny(access.ReasonIncomplete, "")
	for _, m := range []*Member{nowhere, somewhere} {
		s := anna(inside, m)
		wantDecision(t, catalog.Check(s, ActionManage, &Organisation{}), incomplete)
		wantDecision(t, catalog.Check(s, ActionCreate, &Order{CreatedBy: "anna"}), incomplete)
		wantDecision(t, catalog.Check(s, ActionHandle, &Application{Agent: "A"}), incomplete)
		wantDecision(t, catalog.Check(s, ActionView, &Agreement{}), incomplete)
		wantDecision(t, catalog.Check(s, ActionCreate, &Case{CreatedBy: "anna"}), incomplete)
		wantDecision(t, catalog.Check(s, "create", &Record{Type: kindTodo}), incomplete)
	}
	wantDecision(t, catalog.Check(anna(inside, nowhere), ActionManage, organisation), access.Deny(ReasonNotMember, ""))

	nobody := access.Subject{SignIn: inside, Facts: []access.Fact{somewhere}}
	wantDecision(t, catalog.Check(nobody, "update", todo("")), access.Deny(access.ReasonNoUser, ""))
	wantDecision(t, catalog.Check(nobody, ActionCreate, &Order{Org: "A"}), access.Deny(access.ReasonNoUser, ""))
}

func TestTheSameFactTwiceIsThatFact(t *testing.T) {
	m := in("A", "administrator administrator")
	s := anna(inside, m, in("A", "administrator"), m)
	wantDecision(t, portal(t).Check(s, ActionManage, organisation), granted("administrator"))
}

func TestNamesAreComparedExactly(t *testing.T) {
	for _, m := range []*Member{in("a", "orderer"), in("AA", "orderer"), {Org: "A ", Roles: []string{"orderer"}}} {
		wantDecision(t, portal(t).Check(anna(inside, m), ActionCreate, order), access.Deny(ReasonNotMember, ""))
	}
	for _, role := range []string{"Orderer", "order", "orderer ", "ordererer"} {
		m := &Member{Org: "A", Roles: []string{role}}
		wantDecision(t, portal(t).Check(anna(inside, m), ActionCreate, order), access.Deny(ReasonUnknownRole, ""))
	}
	s := anna(inside, in("A", "orderer"))
	s.User = "Anna"
	wantDecision(t, portal(t).Check(s, ActionCreate, order), access.Deny(ReasonNotOwn, "orderer"))
}

func TestFactsAreNamedForAudit(t *testing.T) {
	if name := new(Member).Fact(); name != "roles.member" {
		t.Errorf("Fact() = %q", name)
	}
}
