package roles

import (
	"slices"
	"testing"

	"lupa.example/access"
)

func lines[T interface{ String() string }](all func(func(T) bool)) []string {
	var list []string
	for f := range all {
		list = append(list, f.String())
	}
	return list
}

func TestLintFindsWhatMayBeAMistake(t *testing.T) {
	const vain = "the catalogue: some role creates orders, and no role can approve any, so that none becomes valid (orders-that-nobody-approves)"
	buyer := Role{Name: "buyer", Grants: []Grant{grant(OverOwn, KindOrder, ActionCreate)}}
	approves := func(over Over, signIn bool, more ...Grant) Role {
		return Role{Name: "head", SignIn: signIn, Grants: append(more, grant(over, KindOrder, ActionApprove))}
	}
	creating := grant(OverOwn, KindOrder, ActionCreate)
	const outside = `"head": it grants "approve" on "roles.order", in a session, and its holders have to be signed out for it (grant-without-effect)`
	for _, test := range []struct {
		name   string
		config Config
		want   []string
	}{
		{"the portal", Config{Portal: true, ApproverSignsIn: true}, nil},
		{"four eyes", Config{Portal: true, FourEyes: true}, nil},
		{"no role", Config{}, nil},
		{"a star", Config{Define: []Role{{Name: "root", Grants: []Grant{grant(OverOrg, "*", "read"), grant(OverOrg, kindTodo, "read", "*")}}}}, []string{
			`"root": it grants "read" on "*", where * is a name like any other (literal-star)`,
			`"root": it grants "*" on "todo", where * is a name like any other (literal-star)`,
		}},
		{"nothing", Config{Define: []Role{{Name: "guest"}}}, []string{`"guest": it gives its holders nothing (gives-nothing)`}},
		{"only sign-in", Config{Define: []Role{{Name: "guest", SignIn: true}}}, nil},
		{"nobody's own", Config{Define: []Role{{Name: "own", Grants: []Grant{
			grant(OverOwn, KindAgreement, ActionSign), grant(OverOwn, KindOrganisation, ActionManageRoles), grant(OverOwn, KindApplication, ActionView),
		}}}}, []string{
			`"own": it grants "sign" on "roles.agreement", over one's own, and nobody owns one (grant-without-effect)`,
			`"own": it grants "manage-roles" on "roles.organisation", over one's own, and nobody owns one (grant-without-effect)`,
			`"own": it grants "view" on "roles.application", over one's own, and nobody owns one (grant-without-effect)`,
			`"own": it gives its holders nothing (gives-nothing)`,
		}},
		{"assigning", Config{Define: []Role{{Name: "lead", SignIn: true, Assigns: []string{"lead"}}}}, []string{
			`"lead": it names roles to give and take, and manages neither roles nor users (assigns-without-managing)`,
		}},
		{"assigning, and viewing", Config{Define: []Role{managingRole("lead", []string{"lead"}, ActionView)}}, []string{
			`"lead": it names roles to give and take, and manages neither roles nor users (assigns-without-managing)`,
		}},
		{"assigning, and managing something else", Config{Define: []Role{{Name: "lead", Assigns: []string{"lead"}, Grants: []Grant{grant(OverOrg, kindTodo, ActionManageRoles)}}}}, []string{
			`"lead": it names roles to give and take, and manages neither roles nor users (assigns-without-managing)`,
		}},
		{"assigning, and managing in vain", Config{Define: []Role{{Name: "lead", SignIn: true, Assigns: []string{"lead"}, Grants: []Grant{grant(OverOwn, KindOrganisation, ActionManageRoles)}}}}, []string{
			`"lead": it grants "manage-roles" on "roles.organisation", over one's own, and nobody owns one (grant-without-effect)`,
			`"lead": it names roles to give and take, and manages neither roles nor users (assigns-without-managing)`,
		}},
		{"a star after what is in vain", Config{Define: []Role{{Name: "root", Grants: []Grant{grant(OverOwn, KindAgreement, ActionSign), grant(OverOrg, "*", "read")}}}}, []string{
			`"root": it grants "read" on "*", where * is a name like any other (literal-star)`,
			`"root": it grants "sign" on "roles.agreement", over one's own, and nobody owns one (grant-without-effect)`,
		}},
		{"managing", Config{Define: []Role{managingRole("lead", []string{"lead"}, ActionManageRoles), managingRole("users", []string{"users"}, ActionManageUsers)}}, nil},
		{"nobody approves", Config{Define: []Role{buyer}}, []string{vain}},
		{"nobody approves orders", Config{Define: []Role{buyer, {Name: "head", Grants: []Grant{grant(OverOrg, kindTodo, ActionApprove)}}}}, []string{vain}},
		{"nobody creates orders", Config{Define: []Role{{Name: "clerk", Grants: []Grant{grant(OverOrg, KindOrder, ActionView), grant(OverOrg, kindTodo, ActionCreate)}}}}, nil},
		{"somebody approves", Config{Define: []Role{buyer, approves(OverOrg, true)}}, nil},
		{"oneself approves", Config{Define: []Role{buyer, approves(OverOwn, false)}}, nil},
		{"oneself approves, four eyes", Config{FourEyes: true, Define: []Role{buyer, approves(OverOwn, false)}}, []string{
			vain,
			`"head": it grants "approve" on "roles.order", over one's own, which takes somebody else (grant-without-effect)`,
			`"head": it gives its holders nothing (gives-nothing)`,
		}},
		{"oneself approves in a session", Config{Define: []Role{buyer, approves(OverOwn, true)}}, []string{vain, outside}},
		{"oneself approves in a session, with the switch", Config{SamePersonSignedIn: true, Define: []Role{buyer, approves(OverOwn, true)}}, nil},
		{"who creates approves in a session", Config{Define: []Role{approves(OverOrg, true, creating)}}, []string{vain, outside}},
		{"who creates approves in a session, with the switch", Config{SamePersonSignedIn: true, Define: []Role{approves(OverOrg, true, creating)}}, nil},
		{"who creates approves in a session, with both switches", Config{SamePersonSignedIn: true, FourEyes: true, Define: []Role{approves(OverOrg, true, creating)}}, nil},
		{"who creates approves", Config{Define: []Role{approves(OverOrg, false, creating)}}, nil},
		{"of a kind of one's own", Config{Define: []Role{{Name: "own", SignIn: true, Grants: []Grant{grant(OverOwn, kindTodo, ActionApprove), creating}}, approves(OverOrg, false)}}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := mustCatalog(t, test.config)
			wantEqual(t, "findings", lines(c.Lint()), test.want)
			for range c.Lint() {
				break
			}
		})
	}
	for _, c := range []*Catalog{nil, {}} {
		wantEqual(t, "findings", lines(c.Lint()), []string(nil))
		wantEqual(t, "findings", lines(c.LintRegistrants(everybody())), []string(nil))
	}
}

// What a finding calls without effect is what Check denies the role's holders whatever
// is asked, and nothing else.
func TestLintAgreesWithCheck(t *testing.T) {
	for _, config := range []Config{{}, {SamePersonSignedIn: true}, {FourEyes: true}, {SamePersonSignedIn: true, FourEyes: true}} {
		for _, one := range everyDefined() {
			for _, kind := range []access.Kind{KindOrder, KindApplication, KindAgreement} {
				role := one.role("one")
				for i := range role.Grants {
					if role.Grants[i].Kind = kind; kind != KindOrder && role.Grants[i].Actions[0] == ActionCreate {
						role.Grants[i].Actions = []access.Action{ActionView}
					}
				}
				config.Define = []Role{role}
				c := mustCatalog(t, config)
				for _, g := range role.Grants {
					a, may := g.Actions[0], false
					own, others := rows(kind)
					for _, signIn := range sessions {
						may = may || c.Check(anna(signIn, in("A", "one")), a, own).Allowed || c.Check(anna(signIn, in("A", "one")), a, others).Allowed
					}
					if futile := c.futile(role, g, a); (futile == "") != may {
						wider := slices.ContainsFunc(role.Grants, func(other Grant) bool { return other.Actions[0] == a && other.Over == OverOrg && g.Over == OverOwn })
						if !wider {
							t.Errorf("%+v %v: %s on %s over %v: %q; Check allows: %v", config, one, a, kind, g.Over, futile, may)
						}
					}
				}
			}
		}
	}
}

func TestLintFindsOrganisationsThatLackSomebody(t *testing.T) {
	c := portal(t, head)
	register := []Registrant{
		person("anna", "A administrator", "C head"),
		person("petra", "B administrator approver contact signatory"),
		person("cia", "C orderer"),
		person("cia", " approver", "C signatory contact"),
		person("", "D approver"),
		person("bo", "A signatory", "E head", "E orderer"),
	}
	const (
		administrator = "nobody manages roles there (no-administrator)"
		approver      = "nobody approves orders there (no-approver)"
		signatory     = "nobody signs agreements there (no-signatory)"
		contact       = "nobody is told of changes to the agreement (no-contact)"
	)
	wantEqual(t, "findings", lines(c.LintRegistrants(slices.Values(register))), []string{
		`"A": ` + approver, `"A": ` + contact,
		`"C": ` + administrator,
		`"E": ` + administrator, `"E": ` + approver, `"E": ` + signatory, `"E": ` + contact,
	})
	for f := range c.LintRegistrants(slices.Values(register)) {
		wantEqual(t, "first", f, Finding{Rule: LintNoApprover, Org: "A", Message: "nobody approves orders there"})
		break
	}
	wantEqual(t, "of nobody", lines(c.LintRegistrants(nil)), []string(nil))

	// What no role is there for, nobody lacks.
	own := Role{Name: "own", Grants: []Grant{grant(OverOwn, KindOrganisation, ActionManageRoles)}}
	wantEqual(t, "findings", lines(mustCatalog(t, Config{Define: []Role{editor, own}}).LintRegistrants(slices.Values(register))), []string(nil))
}
