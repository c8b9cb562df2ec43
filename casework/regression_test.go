package casework_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/casework"
)

// Engines that fold case, normalise or trim in one place and not in another let
// whoever chooses their own name be somebody else; those with wildcards take a name
// that looks like one for a pattern.
func TestNamesThatLookAlikeAreOthers(t *testing.T) {
	const name = "Kim é"
	others := []string{
		"kim é", "KIM É", "Kim É", "\u212aim é", "Kım é", "Kİm é", "Kim e\u0301", "Kim e", "Kim é ", " Kim é", "Kim  é", "Kim\u00a0é",
		"Kim\u200b é", "Kim é\u200b", "\ufeffKim é", "Kim é\x00", "Kim é\n", "Kiｍ é", "К\u0456m é", "Kim", "Kim*", "*", "Kim é*", "Kim ém", "",
	}
	practice := mustPractice(t, casework.Config{Package: []string{name}})
	type question struct {
		what      string
		user, org string
		action    access.Action
		asked     access.Resource
	}
	questions := func(user, org, program string) []question {
		only := func(change func(*casework.Engagement)) *casework.Engagement {
			e := &casework.Engagement{ID: "E", Org: name, ProgramAdministrators: map[string][]string{}, Consultants: map[string][]string{}}
			change(e)
			return e
		}
		return []question{
			{what: "responsible", user: user, org: org, action: casework.ActionTransfer, asked: &casework.Client{ID: "C", Org: name, Responsible: name}},
			{what: "shared", user: user, org: org, action: casework.ActionView, asked: &casework.Client{ID: "C", Org: name, Responsible: "bo", Shared: []string{name}}},
			{what: "system administrator", user: user, org: org, action: casework.ActionGive, asked: accessOf("cia", only(func(e *casework.Engagement) { e.SystemAdministrators = []string{name} }))},
			{what: "administrator of a program", user: user, org: org, action: casework.ActionAssign, asked: &casework.Program{ID: program, Engagement: only(func(e *casework.Engagement) { e.ProgramAdministrators[name] = []string{name} })}},
			{what: "consultant", user: user, org: org, action: casework.ActionUse, asked: &casework.Program{ID: program, Engagement: only(func(e *casework.Engagement) { e.Consultants[name] = []string{name} })}},
		}
	}
	for _, q := range questions(name, name, name) {
		if d := practice.Check(acting(q.user, q.org), q.action, q.asked); !d.Allowed {
			t.Fatalf("%s as it is written: %v", q.what, d)
		}
	}
	for _, other := range others {
		for _, q := range slices.Concat(questions(other, name, name), questions(name, other, name)) {
			if d := practice.Check(acting(q.user, q.org), q.action, q.asked); d.Allowed {
				t.Errorf("%s, where %q of %q asks: %v", q.what, q.user, q.org, d)
			}
		}
		for _, q := range questions(name, name, other)[3:] {
			if d := practice.Check(acting(q.user, q.org), q.action, q.asked); d.Allowed {
				t.Errorf("%s of the program %q: %v", q.what, other, d)
			}
		}
	}
}

// Engines that keep users, programs and roles in one graph take a user who is named
// like a role, or like a program, for whoever holds it.
func TestWhoIsNamedLikeARoleIsNobodyForThat(t *testing.T) {
	e := engagementThat()
	for _, name := range []string{
		"responsible", "shared", "consultant", "system-administrator", "program-administrator", "administrator", "bookkeeping", "O1", "E1", "C1", "*",
	} {
		s := acting(name, "O1")
		for a, r := range map[access.Action]access.Resource{
			casework.ActionView: bosClient(), casework.ActionGive: accessOf("cia", e), casework.ActionRemove: accessOf("cia", e),
			casework.ActionUse: program("bookkeeping", e), casework.ActionAssign: program("bookkeeping", e),
		} {
			if d := mustPractice(t, agency()).Check(s, a, r); d.Allowed {
				t.Errorf("%s: %s %s: %v", name, a, r.Kind(), d)
			}
		}
	}
}

// Engines that keep what somebody holds under a joined text give it to another pair
// that joins to the same one.
func TestNamesThatJoinToOneTextAreOthers(t *testing.T) {
	for _, sep := range []string{"|", ":", ".", "/", "#", " ", "\x00"} {
		ab, bc := "a"+sep+"b", "b"+sep+"c"
		practice := mustPractice(t, casework.Config{Package: []string{"c", bc}})
		list := []*casework.Engagement{
			{ID: "a", Org: "O1", SystemAdministrators: []string{"anna"}},
			{ID: ab, Org: "O1", SystemAdministrators: []string{"anna"}},
		}
		next, _, err := practice.Give(anna(), casework.Selection{List: list, Clients: []string{ab}, Consultants: []casework.Employee{at("c@O1")}, Programs: []string{"c"}})
		if err != nil {
			t.Fatal(err)
		}
		next, _, err = practice.Give(anna(), casework.Selection{List: next, Clients: []string{"a"}, Consultants: []casework.Employee{at(ab + "@O1")}, Programs: []string{"c"}})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range next {
			for _, user := range []string{"c", ab, bc, "b", "a"} {
				for _, name := range []string{"c", bc} {
					want := name == "c" && (e.ID == ab && user == "c" || e.ID == "a" && user == ab)
					if d := practice.Check(acting(user, "O1"), casework.ActionUse, program(name, e)); d.Allowed != want {
						t.Errorf("%q uses %q at %q: %v", user, name, e.ID, d)
					}
				}
			}
		}
	}
}

// namesIn returns every name in an engagement's lists.
func namesIn(e *casework.Engagement) []string {
	names := slices.Clone(e.SystemAdministrators)
	for _, users := range e.ProgramAdministrators {
		names = append(names, users...)
	}
	for user := range e.Consultants {
		names = append(names, user)
	}
	return names
}

// Engines that take somebody from the list where they looked leave them in another;
// and those that keep rights by identifier give what is left to the next person who
// has it. Nothing of cia stands in what the act returns, however often and as what
// cia stood there before.
func TestWhoIsRemovedAndComesBackStartsWithNothing(t *testing.T) {
	practice := mustPractice(t, agency())
	list := []*casework.Engagement{engagementThat(annaSystemAdministrator, holding("cia", "bookkeeping", "payroll", "bookkeeping"), func(e *casework.Engagement) {
		e.SystemAdministrators = append(e.SystemAdministrators, "cia", "cia")
		e.ProgramAdministrators["payroll"] = []string{"cia", "pia", "cia"}
		e.ProgramAdministrators["invoicing"] = []string{"cia"}
	})}
	cia := casework.Selection{List: list, Clients: []string{"E1"}, Consultants: []casework.Employee{at("cia@O1")}}
	gone, _, err := practice.RemoveAccess(anna(), cia)
	if err != nil {
		t.Fatal(err)
	}
	if left := namesIn(gone[0]); slices.Contains(left, "cia") {
		t.Errorf("cia is removed, and still there: %q", left)
	}
	cia.List = gone
	back, _, err := practice.Give(anna(), cia)
	if err != nil {
		t.Fatal(err)
	}
	e := back[0]
	if programs, has := e.Consultants["cia"]; !has || len(programs) != 0 {
		t.Errorf("the next cia has access: %v, and %q", has, programs)
	}
	for a, r := range map[access.Action]access.Resource{
		casework.ActionGive: accessOf("bo", e), casework.ActionRemove: accessOf("pia", e), casework.ActionAssign: program("invoicing", e), casework.ActionUse: program("bookkeeping", e),
	} {
		if d := practice.Check(acting("cia", "O1"), a, r); d.Allowed {
			t.Errorf("the next cia: %s %s: %v", a, r.Kind(), d)
		}
	}
}

// Engines that change whose something is, and not who sees it, leave everybody whom
// the last owner let in.
func TestNothingIsLeftOfThoseWhoLostAClient(t *testing.T) {
	practice := mustPractice(t, sharing())
	c := &casework.Client{ID: "C1", Org: "O1", Responsible: "anna", Shared: []string{"cia", "anna", "cia", "rio", "", "rio"}}

	elsewhere, _, err := transfer(practice, anna(), c, at("rio@O2"))
	if err != nil {
		t.Fatal(err)
	}
	within, _, err := transfer(practice, anna(), c, at("rio@O1"))
	if err != nil {
		t.Fatal(err)
	}
	unshared, _, err := practice.Unshare(anna(), c, "cia")
	if err != nil {
		t.Fatal(err)
	}
	for what, test := range map[string]struct {
		next *casework.Client
		gone []string
	}{
		"transferred elsewhere": {elsewhere, []string{"anna", "cia"}},
		"transferred within":    {within, []string{"anna"}},
		"unshared":              {unshared, []string{"cia"}},
	} {
		for _, user := range test.gone {
			if user == test.next.Responsible || slices.Contains(test.next.Shared, user) {
				t.Errorf("%s: %s still stands in %+v", what, user, test.next)
			}
			for _, org := range []string{"O1", "O2"} {
				for _, r := range []access.Resource{test.next, &casework.Session{Client: test.next, WrittenBy: user}} {
					if d := practice.Check(acting(user, org), casework.ActionView, r); d.Allowed {
						t.Errorf("%s: %s of %s: %v", what, user, org, d)
					}
				}
			}
		}
	}
}

// Engines that answer "who may" by another way than "may they" come to disagree: the
// list shows fewer than there are.
func TestThePanelNamesExactlyThoseWhoMayView(t *testing.T) {
	practice := mustPractice(t, agency())
	names := []string{"", "anna", "bo", "cia", "dan"}
	rapid.Check(t, func(t *rapid.T) {
		c := &casework.Client{
			ID: "C1", Org: rapid.SampledFrom([]string{"", "O1"}).Draw(t, "org"), Responsible: rapid.SampledFrom(names).Draw(t, "responsible"),
			Shared: rapid.SliceOfN(rapid.SampledFrom(names), 0, 4).Draw(t, "shared"),
		}
		for _, actor := range names {
			panel, err := practice.Panel(acting(actor, "O1"), c)
			if mayView := practice.Check(acting(actor, "O1"), casework.ActionView, c).Allowed; mayView != (err == nil) {
				t.Fatalf("%q may view %+v: %v; the panel: %v", actor, c, mayView, err)
			}
			if err != nil {
				continue
			}
			for _, user := range names {
				named := user == panel.Responsible || slices.Contains(panel.Shared, user)
				if d := practice.Check(acting(user, "O1"), casework.ActionView, c); d.Allowed != named {
					t.Fatalf("%q is in the panel %+v: %v; %v", user, panel, named, d)
				}
			}
		}
	})
}
