package roles

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
)

func TestEverythingWrongWithAConfigIsReportedAtOnce(t *testing.T) {
	long := strings.Repeat("k", 257)
	_, err := NewCatalog(Config{Define: []Role{
		{Name: "", Grants: []Grant{{}}},
		{Name: "approver"}, // taken also where the portal's roles are left out
		{Name: "twice"},
		{Name: "twice", Grants: []Grant{
			grant(OverOrg, KindOrder, ActionView, "delete"),
			grant(OverOwn, "roles.own", "read"),
			grant(OverOrg, KindOrganisation, ActionView, ActionSignIn),
		}},
		{Name: long, Grants: []Grant{
			grant(OverOwn, kindTodo, "read", "", access.Action(long)),
			grant(OverNothing, kindTodo, "read"),
			grant(Over(9), "todo\xff", "read"),
		}},
	}})
	tooLong := `is 257 bytes long ("` + long[:40] + `"…); want at most 256`
	invalidtest.Expect(t, err, []access.InvalidError{
		{Package: "roles", Path: "define[0].name", Problem: "is empty; want an identifier"},
		{Package: "roles", Path: "define[0].grants[0].kind", Problem: "is empty; want an identifier"},
		{Package: "roles", Path: "define[0].grants[0].actions", Problem: "is empty; want one or more actions"},
		{Package: "roles", Path: "define[0].grants[0].over", Problem: "is nothing; want own or org"},
		{Package: "roles", Path: "define[1].name", Problem: `"approver" is the name of a role of the portal already`},
		{Package: "roles", Path: "define[3].name", Problem: `"twice" is the name of define[2] already`},
		{Package: "roles", Path: "define[3].grants[0].actions[1]", Problem: `"delete" is no action on roles.order; want one of "create", "view", "approve"`},
		{Package: "roles", Path: "define[3].grants[1].kind", Problem: `"roles.own" is none of the portal's kinds; a kind of one's own does not begin with "roles."`},
		{Package: "roles", Path: "define[3].grants[2].actions[1]", Problem: `"sign-in" is not granted; it comes with the role's signIn`},
		{Package: "roles", Path: "define[4].name", Problem: tooLong},
		{Package: "roles", Path: "define[4].grants[0].actions[1]", Problem: "is empty; want an identifier"},
		{Package: "roles", Path: "define[4].grants[0].actions[2]", Problem: tooLong},
		{Package: "roles", Path: "define[4].grants[1].over", Problem: "is nothing; want own or org"},
		{Package: "roles", Path: "define[4].grants[2].kind", Problem: `"todo\xff" is not valid UTF-8`},
		{Package: "roles", Path: "define[4].grants[2].over", Problem: "is nothing; want own or org"},
	})
}

func TestARefusedCatalogueIsNil(t *testing.T) {
	if c, err := NewCatalog(Config{Define: []Role{{}}}); c != nil || err == nil {
		t.Errorf("NewCatalog = %v, %v", c, err)
	}
}

func TestNoDefinedRoleBearsAPortalRolesName(t *testing.T) {
	for _, name := range portalRoles {
		for _, withPortal := range []bool{false, true} {
			_, err := NewCatalog(Config{Portal: withPortal, Define: []Role{{Name: name}}})
			if err == nil {
				t.Errorf("%s was defined", name)
			}
		}
	}
}

func TestActionsThatTwoRolesGrantAreOneRight(t *testing.T) {
	c := portal(t, editor, Role{Name: "janitor", Grants: []Grant{grant(OverOrg, kindTodo, "delete")}})
	wantDecision(t, c.Check(anna(inside, in("A", "editor janitor")), "delete", todo("bert")), granted("janitor"))
	wantDecision(t, c.Check(anna(inside, in("A", "editor janitor")), "delete", todo("anna")), granted("editor"))
	wantDecision(t, c.Check(anna(inside, in("A", "janitor")), "update", todo("anna")), notGranted)
}

func ownConfig() Config {
	return Config{
		Portal:             true,
		ApproverSignsIn:    true,
		SamePersonSignedIn: true,
		FourEyes:           true,
		Define: []Role{
			{Name: "editor", SignIn: true, Grants: []Grant{grant(OverOrg, kindTodo, "create"), grant(OverOwn, kindTodo, "update")}},
			{Name: "guest", Assigns: []string{"guest"}},
		},
	}
}

func TestACatalogueSharesNoMemoryWithArgumentsOrResults(t *testing.T) {
	spoil := func(c Config) {
		c.Define[0].Grants[0].Actions[0] = "spoilt"
		c.Define[0].Grants[1] = grant(OverOrg, KindOrder, ActionApprove)
		c.Define[1].Assigns[0] = "spoilt"
		c.Define[1] = Role{Name: "spoilt"}
	}
	given := ownConfig()
	c := mustCatalog(t, given)
	spoil(given)
	spoil(c.Config())
	if diff := cmp.Diff(ownConfig(), c.Config()); diff != "" {
		t.Errorf("Config() (-want +got):\n%s", diff)
	}
	wantDecision(t, c.Check(anna(inside, in("A", "editor")), "create", todo("bert")), granted("editor"))
	wantDecision(t, c.Check(anna(inside, in("A", "guest")), "create", todo("bert")), notGranted)
}

func TestPortalReturnsFreshRoles(t *testing.T) {
	for _, r := range Portal() {
		for _, g := range r.Grants {
			clear(g.Actions)
		}
	}
	for _, r := range Portal() {
		for _, g := range r.Grants {
			if g.Actions[0] == "" {
				t.Errorf("%s lost its actions on %s", r.Name, g.Kind)
			}
		}
	}
}

func TestReachesAreReadAndWrittenExactly(t *testing.T) {
	for over, text := range map[Over]string{OverOwn: "own", OverOrg: "org"} {
		var read Over
		written, err := over.MarshalText()
		if err != nil || string(written) != text || over.String() != text {
			t.Errorf("%v is written %q, %v", over, written, err)
		}
		if err := read.UnmarshalText(written); err != nil || read != over {
			t.Errorf("%s is read as %v, %v", written, read, err)
		}
	}
	for _, over := range []Over{OverNothing, 3, 255} {
		if text, err := over.MarshalText(); err == nil || err.Error() != "roles: a grant over nothing cannot be written" || over.String() != "nothing" {
			t.Errorf("%v is written %q, %v", over, text, err)
		}
	}
	for _, text := range []string{"", "nothing", "Own", "own ", "organisation", "1"} {
		over := OverOrg
		if err := over.UnmarshalText([]byte(text)); err == nil || over != OverOrg {
			t.Errorf("%q is read as %v, %v", text, over, err)
		}
	}
}
