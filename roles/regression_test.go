package roles

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
)

// lookalikes are names that somebody or something might take for "Kim é".
func lookalikes() []string {
	return []string{
		"kim é", "KIM É", "Kim É", "\u212aim é", "Kım é", "Kİm é", "Kim e\u0301", "Kim e", "Kim é ", " Kim é", "Kim  é", "Kim\u00a0é",
		"Kim\u200b é", "Kim é\u200b", "\ufeffKim é", "Kim é\x00", "Kim é\n", "Kiｍ é", "К\u0456m é", "Kim*", "Kim %", "K", "", "Kim ém",
	}
}

const kimE = "Kim é"

// Engines that fold case, normalise or trim in one place and not in another let
// whoever chooses their own name be somebody else.
func TestNamesThatLookAlikeAreOthers(t *testing.T) {
	c := portal(t,
		Role{Name: kimE, Grants: []Grant{{Kind: "todo", Actions: []access.Action{kimE}, Over: OverOrg}}},
		Role{Name: "own", Grants: []Grant{{Kind: "todo", Actions: []access.Action{"own"}, Over: OverOwn}}},
	)
	ask := func(user, role, org, owner string, a access.Action) access.Decision {
		s := access.Subject{User: user, Facts: []access.Fact{&Member{Org: org, Roles: []string{role}}}}
		return c.Check(s, a, &Record{Type: "todo", Org: kimE, Owner: owner})
	}
	handle := func(assignment string) access.Decision {
		s := access.Subject{User: "olga", SignIn: access.SignedIn, Facts: []access.Fact{
			&Member{Org: "G", Roles: []string{"agent-officer"}, Assignments: []string{assignment}},
		}}
		return c.Check(s, ActionHandle, &Application{Agent: "G", Assignment: kimE})
	}
	if d := ask("anna", kimE, kimE, "", kimE); !d.Allowed {
		t.Fatalf("as it is written: %v", d)
	}
	if d := ask(kimE, "own", kimE, kimE, "own"); !d.Allowed {
		t.Fatalf("one's own: %v", d)
	}
	if d := handle(kimE); !d.Allowed {
		t.Fatalf("the assignment: %v", d)
	}
	for _, other := range lookalikes() {
		for what, d := range map[string]access.Decision{
			"role":         ask("anna", other, kimE, "", kimE),
			"organisation": ask("anna", kimE, other, "", kimE),
			"action":       ask("anna", kimE, kimE, "", access.Action(other)),
			"user":         ask(other, "own", kimE, kimE, "own"),
			"owner":        ask(kimE, "own", kimE, other, "own"),
			"assignment":   handle(other),
		} {
			if d.Allowed {
				t.Errorf("%s %q: %v", what, other, d)
			}
		}
	}
}

// Engines that keep users and roles in one graph take a user who is named like a role
// for its holder, or its holder for the user.
func TestWhoIsNamedLikeARoleIsNobodyForThat(t *testing.T) {
	c := portal(t)
	for _, r := range Portal() {
		for _, member := range []*Member{{Org: "A"}, {Org: "A", Roles: []string{"A"}}, {Org: "A", Assignments: []string{r.Name}}, {Org: r.Name, Roles: []string{r.Name}}} {
			for _, session := range []access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut} {
				s := access.Subject{User: r.Name, SignIn: session, Facts: []access.Fact{member}}
				for _, g := range r.Grants {
					for _, a := range g.Actions {
						for _, row := range []access.Resource{
							&Organisation{ID: "A"}, &Order{Org: "A", CreatedBy: r.Name}, &Application{Agent: "A", Assignment: r.Name},
							&Agreement{Org: "A"}, &Case{Org: "A", CreatedBy: r.Name},
						} {
							if d := c.Check(s, a, row); d.Allowed {
								t.Errorf("user %s with %v: %s %s is allowed: %v", r.Name, member, a, row.Kind(), d)
							}
						}
					}
				}
			}
		}
	}
}

// Engines that look rights up under a joined text find the right of one kind under
// another, and the role of one organisation in another.
func TestNamesThatJoinToOneTextAreOthers(t *testing.T) {
	grant := func(kind access.Kind, a access.Action) []Grant {
		return []Grant{{Kind: kind, Actions: []access.Action{a}, Over: OverOrg}}
	}
	for _, sep := range []string{"|", ":", ".", "/", "#", " ", "\x00", ","} {
		c := portal(t,
			Role{Name: "first", Grants: grant(access.Kind("a"+sep+"b"), "c")},
			Role{Name: "second", Grants: grant("a", access.Action("b"+sep+"c"))},
			Role{Name: "b" + sep + "first", Grants: grant("a", "c")},
		)
		for _, m := range []*Member{{Org: "O", Roles: []string{"first"}}, {Org: "O" + sep + "b", Roles: []string{"second"}}, {Org: "O", Roles: []string{"b" + sep + "first"}}} {
			s := access.Subject{User: "anna", Facts: []access.Fact{m}}
			for _, kind := range []access.Kind{"a", access.Kind("a" + sep + "b")} {
				for _, a := range []access.Action{"c", access.Action("b" + sep + "c")} {
					for _, org := range []string{"O", "O" + sep + "b"} {
						want := m.Org == org && (m.Roles[0] == "first" && kind != "a" && a == "c" ||
							m.Roles[0] == "second" && kind == "a" && a != "c" ||
							m.Roles[0] == "b"+sep+"first" && kind == "a" && a == "c")
						if d := c.Check(s, a, &Record{Type: kind, Org: org}); d.Allowed != want {
							t.Errorf("%q in %q: %q on %q in %q: %v", m.Roles, m.Org, a, kind, org, d)
						}
					}
				}
			}
		}
	}
}

// Engines that answer "what may they manage" by another way than "may they manage
// this" come to disagree, and lists show what opening them then refuses, or hide it.
func TestOneAddressAdministersExactlyWhatCheckAllows(t *testing.T) {
	c := portal(t)
	addresses := []string{"", " ", "kim@mail.example", " KIM@mail.example", "\u212aim@mail.example", "kım@mail.example"}
	orgs := []string{"", "A", "B", "a"}
	rapid.Check(t, func(t *rapid.T) {
		var users []Registrant
		for i := range rapid.IntRange(0, 4).Draw(t, "users") {
			u := Registrant{ID: []string{"", "u", "v"}[i%3], Email: rapid.SampledFrom(addresses).Draw(t, "address")}
			for range rapid.IntRange(0, 2).Draw(t, "members") {
				u.Members = append(u.Members, Member{
					Org:   rapid.SampledFrom(orgs).Draw(t, "org"),
					Roles: rapid.SliceOfN(rapid.SampledFrom([]string{"administrator", "Administrator", "orderer"}), 0, 2).Draw(t, "roles"),
				})
			}
			users = append(users, u)
		}
		asked := rapid.SampledFrom(addresses).Draw(t, "asked")
		listed := slices.Collect(c.AdministeredBy(asked, slices.Values(users)))
		for _, org := range orgs {
			allowed := false
			for _, u := range users {
				same := u.Email == asked || len(u.Email) > 5 && len(asked) > 5 && slices.Contains(addresses[2:4], u.Email) && slices.Contains(addresses[2:4], asked)
				allowed = allowed || same && len(asked) > 5 && c.Check(u.Subject(access.SignedIn), ActionManage, &Organisation{ID: org}).Allowed
			}
			if slices.Contains(listed, org) != allowed {
				t.Fatalf("%q administers %q; of %q, Check allows: %v", asked, listed, org, allowed)
			}
		}
	})
}

// everything lists what can be asked about an organisation, in each session.
func everything(c *Catalog, u Registrant, org string) (allowed []string) {
	for _, session := range []access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut} {
		for _, r := range Portal() {
			for _, g := range r.Grants {
				for _, a := range append(g.Actions, ActionSignIn) {
					for _, row := range []access.Resource{
						&Organisation{ID: org}, &Order{Org: org, CreatedBy: u.ID}, &Application{Agent: org, Assignment: "g1"},
						&Agreement{Org: org}, &Case{Org: org, CreatedBy: u.ID},
					} {
						if c.Check(u.Subject(session), a, row).Allowed {
							allowed = append(allowed, string(a)+" "+string(row.Kind()))
						}
					}
				}
			}
		}
	}
	return allowed
}

// Engines that take a role from one row, or from a cache, leave a remainder elsewhere:
// in a second row about the same organisation, in the personal permission. What is
// left here after everything is taken is nothing, and what stands elsewhere stays.
func TestNothingIsLeftOfRolesThatAreWithdrawn(t *testing.T) {
	c := portal(t)
	olga := person("olga", "G agent-officer orderer orderer", "B orderer", "G administrator agent-officer contact")
	for i := range olga.Members {
		olga.Members[i].Assignments = []string{"g1", "g1"}
	}
	users := append(people(), olga)
	users = slices.DeleteFunc(users, func(u Registrant) bool { return u.ID == "olga" && len(u.Members) == 1 })
	elsewhere := everything(c, olga, "B")
	next, _, err := c.WithdrawRoles(signedIn("gina"), olga, atG, []string{"agent-officer", "orderer", "administrator", "contact"}, slices.Values(users))
	wantDone(t, err)
	next, _, err = c.TakePermission(signedIn("gina"), next, atG, "g1")
	wantDone(t, err)
	if left := everything(c, next, "G"); left != nil {
		t.Errorf("still allowed: %q", left)
	}
	wantEqual(t, "in the other organisation", everything(c, next, "B"), elsewhere)
	next, _, err = c.AssignRoles(signedIn("gina"), next, atG, []string{"agent-officer"})
	wantDone(t, err)
	if d := c.Check(next.Subject(access.SignedIn), ActionHandle, &Application{Agent: "G", Assignment: "g1"}); d.Allowed {
		t.Errorf("with the role again, and without the permission: %v", d)
	}
}

// Engines that keep rights by identifier give those of whoever left to the next person
// with the same one. The next kim has what they are given, and nothing of the first
// kim stands in the values that acts return; only what kim approved bears the name.
func TestANewPersonWithAnOldIdentifierStartsWithNothing(t *testing.T) {
	c := portal(t)
	first := person("kim", "A orderer approver", "B administrator")
	first.Members[0].Assignments = []string{"g1"}
	rest := slices.DeleteFunc(people(), func(u Registrant) bool { return u.ID == "kim" }) // the caller removed kim
	next, _, err := c.CreateRegistrant(signedIn("anna"), NewAccount{ID: "kim", Email: "kim.two@mail.example"}, atA, nil, Register{Registrants: slices.Values(rest)})
	wantDone(t, err)
	wantEqual(t, "the next kim", next, Registrant{ID: "kim", Email: "kim.two@mail.example", Members: []Member{{Org: "A", Roles: []string{"default"}}}})
	wantEqual(t, "what they administer", slices.Collect(c.AdministeredBy(first.Email, slices.Values(append(rest, next)))), []string(nil))
}
