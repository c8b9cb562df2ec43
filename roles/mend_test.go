package roles

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

func repairsOf(t testing.TB, c *Catalog, q access.Question) []foresight.Repair {
	t.Helper()
	policy, err := access.NewPolicy(c)
	if err != nil {
		t.Fatal(err)
	}
	repairs, err := foresight.Repairs(policy, q.Subject, q.Action, q.Resource)
	if err != nil {
		t.Fatal(err)
	}
	return repairs
}

// mendConfigs are small catalogues: two roles that give creating and approving orders,
// over one's own or all, in a session or not, under each of the switches; and the
// portal's.
func mendConfigs() []Config {
	role := func(name string, signIn bool, create, approve Over) Role {
		r := Role{Name: name, SignIn: signIn, Grants: []Grant{grant(OverOwn, "news", "write")}}
		if name == "a" {
			r.Grants = append(r.Grants, grant(OverOrg, KindApplication, ActionHandle))
		}
		if create != OverNothing {
			r.Grants = append(r.Grants, grant(create, KindOrder, ActionCreate))
		}
		if approve != OverNothing {
			r.Grants = append(r.Grants, grant(approve, KindOrder, ActionApprove), grant(OverOrg, KindApplication, ActionApprove))
		}
		return r
	}
	keeper := Role{Name: "keeper", Assigns: []string{"b", "keeper"}, Grants: []Grant{grant(OverOrg, KindOrganisation, ActionManageRoles)}}
	var all []Config
	for i := range 8 {
		base := Config{ApproverSignsIn: i&1 != 0, SamePersonSignedIn: i&2 != 0, FourEyes: i&4 != 0}
		for n, roles := range [][]Role{
			{role("a", true, OverOwn, OverNothing), role("b", false, OverNothing, OverOrg), keeper},
			{role("a", true, OverOwn, OverOwn), role("b", true, OverNothing, OverOrg)},
			{role("a", false, OverOrg, OverOrg), role("b", false, OverOwn, OverNothing)},
			{role("a", true, OverNothing, OverOrg), role("b", false, OverOwn, OverOwn)},
			{role("a", true, OverOrg, OverOrg), role("b", true, OverNothing, OverNothing)},
		} {
			base.Portal, base.Define = n == 0, roles
			all = append(all, base)
		}
	}
	return all
}

// mendRows are anna's and others', in the organisation A.
func mendRows() []access.Resource {
	return []access.Resource{
		organisation, order, othersOrder, application, agreement, supportCase, othersCase,
		&Record{Type: "news", Org: "A", Owner: "anna"}, &Record{Type: "news", Org: "A", Owner: "bert"}, &Record{Type: "news", Org: "A"},
		&Order{Org: "A"},
	}
}

// mendDenials asks what catalogues deny anna, whatever she holds of these roles.
func mendDenials(c *Catalog, roles []string, yield func(access.Question)) {
	for held := range 1 << len(roles) {
		var names []string
		for i, name := range roles {
			if held>>i&1 != 0 {
				names = append(names, name)
			}
		}
		for _, facts := range [][]access.Fact{
			{&Member{Org: "A", Roles: names}, in("B", "approver a b")},
			{in("A", "unknown"), &Member{Org: "A", Roles: names, Assignments: []string{"g1"}}},
			{in("B", "approver a b")}, {}, {(*Member)(nil)},
		}[:2+3*(1>>held)] {
			for _, signIn := range sessions {
				for _, r := range mendRows() {
					for _, a := range append(c.Actions(r.Kind()), "unknown") {
						q := access.Question{Subject: anna(signIn, facts...), Action: a, Resource: r}
						if !c.Check(q.Subject, q.Action, q.Resource).Allowed {
							yield(q)
						}
					}
				}
			}
		}
	}
}

// changes of a person in the organisation A, each by itself.
func changes(c *Catalog, s access.Subject) []string {
	var all []string
	for _, name := range c.roles.names {
		if holdsIn(s, name) {
			all = append(all, "loses "+name)
		} else {
			all = append(all, "gains "+name)
		}
	}
	if s.SignIn != access.SignedIn {
		all = append(all, "in")
	}
	if s.SignIn != access.SignedOut {
		all = append(all, "out")
	}
	return append(all, "permission")
}

func holdsIn(s access.Subject, role string) bool {
	return slices.ContainsFunc(s.Facts, func(f access.Fact) bool { m := memberAt(f, "A"); return m != nil && slices.Contains(m.Roles, role) })
}

// changed returns the person with the changes, of which no two are of the session.
func changed(s access.Subject, changes []string) access.Subject {
	facts := make([]access.Fact, 0, len(s.Facts)+len(changes))
	for _, f := range s.Facts {
		if m := memberAt(f, "A"); m != nil {
			f = &Member{Org: "A", Assignments: m.Assignments, Roles: slices.DeleteFunc(slices.Clone(m.Roles), func(name string) bool { return slices.Contains(changes, "loses "+name) })}
		}
		facts = append(facts, f)
	}
	for _, one := range changes {
		switch name, gains := strings.CutPrefix(one, "gains "); {
		case gains:
			facts = append(facts, in("A", name))
		case one == "permission":
			facts = append(facts, &Member{Org: "A", Assignments: []string{"g1"}})
		case one == "in":
			s.SignIn = access.SignedIn
		case one == "out":
			s.SignIn = access.SignedOut
		}
	}
	s.Facts = facts
	return s
}

// subsets yields the sets of at most so many of n, the smaller ones first.
func subsets(n, most int, yield func(uint)) {
	var masks func(mask uint, from, size int)
	masks = func(mask uint, from, size int) {
		if size == 0 {
			yield(mask)
			return
		}
		for i := from; i < n; i++ {
			masks(mask|1<<i, i+1, size-1)
		}
	}
	for size := 1; size <= most; size++ {
		masks(0, 0, size)
	}
}

// smallestChanges returns every set of at most so many changes of the person that allows
// what is denied and of which no part does.
func smallestChanges(c *Catalog, q access.Question, most int) map[string]bool {
	all := changes(c, q.Subject)
	found := make(map[string]bool)
	var masks []uint
	subsets(len(all), most, func(mask uint) {
		if slices.ContainsFunc(masks, func(smaller uint) bool { return mask&smaller == smaller }) {
			return
		}
		var some []string
		for i, one := range all {
			if mask>>i&1 != 0 {
				some = append(some, one)
			}
		}
		if slices.Contains(some, "in") && slices.Contains(some, "out") {
			return
		}
		if c.Check(changed(q.Subject, some), q.Action, q.Resource).Allowed {
			masks = append(masks, mask)
			slices.Sort(some)
			found[strings.Join(some, ", ")] = true
		}
	})
	return found
}

// toldChanges returns the repairs of the person as sets of changes.
func toldChanges(t *testing.T, c *Catalog, q access.Question) map[string]bool {
	told := make(map[string]bool)
	for _, repair := range repairsOf(t, c, q) {
		var some []string
		for _, step := range repair.Steps {
			switch what := step.Item.What; {
			case step.Part == foresight.Rules:
				continue
			case what.Kind == KindRole:
				some = append(some, step.Item.Effect.String()+" "+what.ID)
			case what.Kind == KindCreating:
				for _, name := range c.roles.names {
					if c.creating.gives(name) && holdsIn(q.Subject, name) {
						some = append(some, "loses "+name)
					}
				}
			case what.Kind == KindSignedIn:
				some = append(some, "in")
			case what.Kind == KindSignedOut:
				some = append(some, "out")
			case what == permissionThing("g1"):
				some = append(some, "permission")
			}
			if step.Part != foresight.Person || step.Item.Who != report.Person("anna") || step.Item.Where != organisationThing("A") {
				t.Fatalf("%+v", step)
			}
		}
		if len(some) == 0 {
			continue
		}
		slices.Sort(some)
		text := strings.Join(some, ", ")
		if told[text] {
			t.Fatalf("%s is told twice", text)
		}
		told[text] = true
	}
	return told
}

// Repairs of the person are exactly the smallest sets of changes by which Check allows:
// roles gained and lost, sessions, the permission.
func TestRepairsOfThePersonAreExact(t *testing.T) {
	accesstest.Large(t)
	denials, sizes := 0, map[int]int{}
	for _, config := range mendConfigs() {
		c := mustCatalog(t, config)
		most, roles, asked := 9, []string{"a", "b"}, 0
		if config.Portal {
			most, roles = 3, []string{RoleOrderer, RoleApprover, "b"}
		}
		mendDenials(c, roles, func(q access.Question) {
			if asked++; asked%3 != 0 || config.Portal && asked%29 != 0 {
				return // one of them for many, since all would take long
			}
			got, want := toldChanges(t, c, q), smallestChanges(c, q, most)
			maps.DeleteFunc(got, func(set string, _ bool) bool { return strings.Count(set, ", ") >= most })
			if !maps.Equal(got, want) {
				t.Fatalf("%+v\n%s of %T %+v\nby %v %v\ntold  %q\nfound %q", config, q.Action, q.Resource, q.Resource, q.Subject, c.Check(q.Subject, q.Action, q.Resource),
					slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
			}
			denials++
			for set := range got {
				sizes[strings.Count(set, ", ")+1]++
			}
		})
	}
	if sizes[1] == 0 || sizes[2] == 0 || sizes[3] == 0 {
		t.Errorf("sizes of repairs: %v", sizes)
	}
	t.Logf("%d denials, repairs by their size: %v", denials, sizes)
}

// A setting is a change of a catalogue: which switches are lifted, and over what each
// defined role is granted the action that is asked for.
type setting [6]Over

// below reports whether the setting changes no more than another in anything.
func (s setting) below(other setting) bool {
	for i := range s {
		if s[i] > other[i] {
			return false
		}
	}
	return true
}

var switchNames = []string{"approverSignsIn", "samePersonSignedIn", "fourEyes"}

// settings returns the catalogues that come of a configuration, as far as they can be.
// Switches are lifted where the action is one that some switch is about.
func settings(config Config, kind access.Kind, a access.Action) map[setting]*Catalog {
	all := make(map[setting]*Catalog)
	switched := a == ActionApprove || a == ActionSignIn
	var build func(s setting, at int)
	build = func(s setting, at int) {
		if at < len(switchNames)+len(config.Define) {
			for over := range OverOrg + 1 {
				if s[at] = over; at >= len(switchNames) || over == OverNothing || over == OverOrg && switched {
					build(s, at+1)
				}
			}
			return
		}
		next := config.clone()
		next.ApproverSignsIn = next.ApproverSignsIn || s[0] != 0
		next.SamePersonSignedIn = next.SamePersonSignedIn || s[1] != 0
		next.FourEyes = next.FourEyes && s[2] == 0
		for i := range next.Define {
			if over := s[len(switchNames)+i]; over != OverNothing {
				next.Define[i].Grants = append(next.Define[i].Grants, grant(over, kind, a))
			}
		}
		if c, err := NewCatalog(next); err == nil {
			all[s] = c
		}
	}
	build(setting{}, 0)
	return all
}

// Repairs of the rules are exactly the smallest changes of switches and grants by which
// Check allows.
func TestRepairsOfTheRulesAreExact(t *testing.T) {
	accesstest.Large(t)
	denials, repaired := 0, 0
	for _, config := range mendConfigs() {
		c := mustCatalog(t, config)
		roles := []string{"a", "b"}
		if config.Portal {
			roles = []string{RoleOrderer, RoleApprover, "b"}
		}
		type asked struct {
			kind   access.Kind
			action access.Action
		}
		known, n := make(map[asked]map[setting]*Catalog), 0
		mendDenials(c, roles, func(q access.Question) {
			if n++; n%3 != 0 {
				return // as above
			}
			denials++
			got, want := make(map[setting]bool), make(map[setting]bool)
			for _, steps := range c.MendRules(q) {
				got[settingOf(t, config, q, steps)] = true
			}
			key := asked{q.Resource.Kind(), q.Action}
			if known[key] == nil && slices.Contains(c.Actions(key.kind), key.action) {
				known[key] = settings(config, key.kind, key.action)
			}
			for s, changed := range known[key] {
				if changed.Check(q.Subject, q.Action, q.Resource).Allowed {
					want[s] = true
				}
			}
			for s := range want {
				maps.DeleteFunc(want, func(other setting, _ bool) bool { return other != s && s.below(other) })
			}
			if !maps.Equal(got, want) {
				t.Fatalf("%+v\n%s of %T %+v\nby %v\ntold  %v\nfound %v", config, q.Action, q.Resource, q.Resource, q.Subject, got, want)
			}
			repaired += min(1, len(got))
		})
	}
	if repaired == 0 || repaired == denials {
		t.Errorf("%d denials, %d repaired", denials, repaired)
	}
	t.Logf("%d denials, of which %d by some change of the rules", denials, repaired)
}

// settingOf reads steps as the package documents them.
func settingOf(t *testing.T, config Config, q access.Question, steps []foresight.Step) (s setting) {
	t.Helper()
	for _, step := range steps {
		item := step.Item
		if step.Part != foresight.Rules || step.Act != "" || step.Asker != (access.Decision{}) {
			t.Fatalf("%+v", step)
		}
		switch item.What.Kind {
		case KindSwitch:
			i := slices.Index(switchNames, item.What.ID)
			if (item.Effect == report.Loss) != (item.What.ID == "fourEyes") || s[i] != 0 {
				t.Fatalf("%+v", step)
			}
			s[i] = OverOrg
		case KindGrant:
			i := slices.IndexFunc(config.Define, func(r Role) bool { return roleThing(r.Name) == item.Who })
			reach, ok := strings.CutPrefix(item.What.ID, string(q.Action)+" over ")
			if !ok || item.Effect != report.Gain || item.Where != (report.Thing{Kind: q.Resource.Kind()}) || s[len(switchNames)+i].UnmarshalText([]byte(reach)) != nil {
				t.Fatalf("%+v", step)
			}
		default:
			t.Fatalf("%+v", step)
		}
	}
	return s
}

// What is told to be done by an act is done by it, by an administrator; all of it
// together allows, and no part of it does.
func TestRepairsAreDoneByTheirActs(t *testing.T) {
	done := make(map[string]int)
	for i := range 4 {
		c := mustCatalog(t, Config{Portal: true, FourEyes: i&1 != 0, SamePersonSignedIn: i&2 != 0})
		mendDenials(c, []string{RoleOrderer, RoleConnectionOfficer, RoleApprover}, func(q access.Question) {
			if q.Action == ActionViewRoles || q.Subject.SignIn == access.SignInUnknown && q.Action != ActionApprove {
				return // as others
			}
			for _, repair := range repairsOf(t, c, q) {
				if repair.Steps[0].Part != foresight.Person {
					continue
				}
				if s := enacted(t, c, q.Subject, repair.Steps, done); !c.Check(s, q.Action, q.Resource).Allowed {
					t.Fatalf("%v does not help: %v %v", repair, q, c.Check(s, q.Action, q.Resource))
				}
				for i := range repair.Steps {
					if rest := slices.Delete(slices.Clone(repair.Steps), i, i+1); c.Check(enacted(t, c, q.Subject, rest, done), q.Action, q.Resource).Allowed {
						t.Fatalf("%v helps without %v", repair, repair.Steps[i])
					}
				}
			}
		})
	}
	for _, act := range []string{"roles.assign-roles", "roles.create-registrant", "roles.withdraw-roles", "roles.give-permission", ""} {
		if done[act] == 0 {
			t.Errorf("nothing was done by %q", act)
		}
	}
}

// enacted returns the person after the steps, taken by an administrator.
func enacted(t *testing.T, c *Catalog, s access.Subject, steps []foresight.Step, done map[string]int) access.Subject {
	t.Helper()
	actor := Registrant{ID: "root", Members: []Member{*in("A", RoleAdministrator)}}
	target := Registrant{ID: s.User}
	for _, f := range s.Facts {
		if m, ok := f.(*Member); ok && m != nil {
			target.Members = append(target.Members, *m)
		}
	}
	signIn, at := s.SignIn, Place{Org: "A", Agent: true}
	if !slices.ContainsFunc(steps, func(s foresight.Step) bool { return len(s.Needs) > 0 }) {
		at.Agent = false
	}
	for _, step := range steps {
		var next Registrant
		var r report.Report
		var err error
		name, who := step.Item.What.ID, actor.Subject(access.SignedIn)
		switch step.Act {
		case "roles.assign-roles":
			next, r, err = c.AssignRoles(who, target, at, []string{name})
		case "roles.create-registrant":
			next, r, err = c.CreateRegistrant(who, NewAccount{ID: target.ID}, at, []string{name}, Register{Registrants: slices.Values([]Registrant{actor, target})})
		case "roles.withdraw-roles":
			names := []string{name}
			if step.Item.What.Kind == KindCreating {
				names = c.creating.givers.names
			}
			next, r, err = c.WithdrawRoles(who, target, at, names, slices.Values([]Registrant{actor, target}))
		case "roles.give-permission":
			if !target.belongsTo(at.Org) {
				continue // without being registered first it is not done
			}
			next, r, err = c.GivePermission(who, target, at, name)
		case "":
			if next, signIn = target, access.SignedIn; step.Item.What.Kind == KindSignedOut {
				signIn = access.SignedOut
			}
			r.Items = []report.Item{step.Item.Decided(access.Allow("", ""))}
		}
		if err != nil {
			t.Fatalf("%v: %v", step, err)
		}
		if step.Act != "" && r.Act != step.Act {
			t.Fatalf("%v is done by %s", step, r.Act)
		}
		if what := step.Item.Decided(access.Allow("", "")).String(); step.Item.What.Kind != KindCreating && !slices.Contains(outcomes(r), what) {
			t.Fatalf("%q reports none of %v", outcomes(r), what)
		}
		target = next
		done[step.Act]++
	}
	return target.Subject(signIn)
}

// Whether the asker may take an act is what the act itself would decide.
func TestRepairsTellWhetherTheAskerMay(t *testing.T) {
	chief := Role{Name: "chief", SignIn: true, Assigns: []string{RoleOrderer, RoleApprover}, Grants: []Grant{grant(OverOrg, KindOrganisation, ActionManageRoles)}}
	c := portal(t, chief)
	approve := func(s access.Subject) map[string]access.Decision {
		all := make(map[string]access.Decision)
		for _, q := range []access.Question{{Subject: s, Action: ActionApprove, Resource: othersOrder}, {Subject: s, Action: ActionHandle, Resource: application}, {Subject: s, Action: ActionView, Resource: order}} {
			for _, repair := range repairsOf(t, c, q) {
				for _, step := range repair.Steps {
					if step.Part == foresight.Person {
						all[step.Item.What.String()] = step.Asker
					}
				}
			}
		}
		return all
	}
	deny := access.Deny
	for _, test := range []struct {
		name string
		s    access.Subject
		want map[string]access.Decision
	}{
		{"an administrator", anna(access.SignedIn, in("A", "administrator")), map[string]access.Decision{
			"role approver": granted("administrator"), "role agent-officer": granted("administrator"), "permission g1": granted("administrator"),
			"role orderer": granted("administrator"), "role agent-orderer": granted("administrator"), "role connection-officer": granted("administrator"), "role contact": granted("administrator")}},
		{"one who gives some roles", anna(access.SignedIn, in("A", "chief orderer connection-officer")), map[string]access.Decision{
			"role approver": granted("chief"), "role agent-officer": deny(ReasonNotAssignable, "chief"), "permission g1": deny(ReasonNotAssignable, "chief"),
			"signed out": {}, "creating orders": deny(ReasonNotAssignable, "chief")}},
		{"one who takes what they give", anna(access.SignedIn, in("A", "chief orderer approver")), map[string]access.Decision{
			"role orderer": granted("chief"), "role agent-officer": deny(ReasonNotAssignable, "chief"), "permission g1": deny(ReasonNotAssignable, "chief"), "signed out": {}}},
		{"one who takes the last", anna(access.SignedIn, in("A", "approver"), in("A", "chief connection-officer orderer")), map[string]access.Decision{
			"role agent-officer": deny(ReasonNotAssignable, "chief"), "permission g1": deny(ReasonNotAssignable, "chief"),
			"signed out": {}, "creating orders": deny(ReasonNotAssignable, "chief")}},
		{"signed out", anna(access.SignedOut, in("A", "administrator approver orderer")), map[string]access.Decision{
			"signed in": granted("administrator"), "role agent-officer": deny(ReasonNotSignedIn, "administrator"), "permission g1": deny(ReasonNotSignedIn, "administrator")}},
		{"of another organisation", anna(access.SignedIn, in("B", "administrator")), map[string]access.Decision{
			"role approver": deny(ReasonNotMember, ""), "role agent-officer": deny(ReasonNotMember, ""), "permission g1": deny(ReasonNotMember, ""),
			"role orderer": deny(ReasonNotMember, ""), "role agent-orderer": deny(ReasonNotMember, ""), "role connection-officer": deny(ReasonNotMember, ""), "role contact": deny(ReasonNotMember, "")}},
	} {
		wantEqual(t, test.name, approve(test.s), test.want)
	}
}

// What gives least is told first. Signing in, which a switch gives the approver, counts.
func TestRepairsBeginWithTheRoleThatGivesLeast(t *testing.T) {
	approves := grant(OverOrg, KindOrder, ActionApprove)
	c, err := NewCatalog(Config{Portal: true, ApproverSignsIn: true, Define: []Role{
		{Name: "views", Grants: []Grant{approves, grant(OverOrg, KindOrder, ActionView), grant(OverOrg, KindCase, ActionFollow)}},
		{Name: "two", Grants: []Grant{approves, grant(OverOrg, KindApplication, ActionApprove)}},
		{Name: "least", Grants: []Grant{approves}},
		{Name: "the same", Grants: []Grant{approves}},
	}})
	wantDone(t, err)
	var names []string
	for _, r := range repairsOf(t, c, access.Question{Subject: anna(access.SignedOut, in("A", "default")), Action: ActionApprove, Resource: othersOrder}) {
		names = append(names, r.Steps[0].Item.What.ID)
	}
	wantEqual(t, "roles", names, []string{"least", "the same", "two", "approver", "views"})
}

func TestRepairsInWords(t *testing.T) {
	const policy = " (takes a change of the policy)"
	editor := Role{Name: "editor", Grants: []Grant{grant(OverOwn, "news", "write"), grant(OverOrg, "news", "read")}}
	chief := Role{Name: "chief", SignIn: true, Grants: []Grant{grant(OverOrg, KindOrganisation, ActionManageRoles), grant(OverOwn, KindOrder, ActionCreate)}}
	four := mustCatalog(t, Config{Portal: true, FourEyes: true, Define: []Role{editor, chief}})
	for _, test := range []struct {
		name string
		c    *Catalog
		s    access.Subject
		a    access.Action
		r    access.Resource
		want []string
	}{
		{"nothing is held", portal(t), anna(access.SignedIn), ActionSignIn, organisation, []string{
			"anna gains role default (organisation A), by roles.create-registrant",
			"anna gains role orderer (organisation A), by roles.create-registrant",
			"anna gains role connection-officer (organisation A), by roles.create-registrant",
			"anna gains role own-cases-officer (organisation A), by roles.create-registrant",
			"anna gains role contact (organisation A), by roles.create-registrant",
			"anna gains role administrator (organisation A), by roles.create-registrant",
			"anna gains role agent-orderer (organisation A), by roles.create-registrant (takes an organisation that is an agent)",
			"anna gains role agent-officer (organisation A), by roles.create-registrant (takes an organisation that is an agent)"}},
		{"sign-in of an approver", portal(t), anna(access.SignedOut, in("A", "approver")), ActionSignIn, organisation, []string{
			"anna gains role default (organisation A), by roles.assign-roles",
			"anna gains role orderer (organisation A), by roles.assign-roles",
			"anna gains role connection-officer (organisation A), by roles.assign-roles",
			"anna gains role own-cases-officer (organisation A), by roles.assign-roles",
			"anna gains role contact (organisation A), by roles.assign-roles",
			"anna gains role administrator (organisation A), by roles.assign-roles",
			"anna gains role agent-orderer (organisation A), by roles.assign-roles (takes an organisation that is an agent)",
			"anna gains role agent-officer (organisation A), by roles.assign-roles (takes an organisation that is an agent)",
			"catalog gains switch approverSignsIn" + policy}},
		{"outside", portal(t), anna(access.SignInUnknown, in("A", "own-cases-officer")), ActionFollow, supportCase, []string{
			"anna gains signed in (organisation A), which the asker may"}},
		{"another's case", portal(t), anna(access.SignedIn, in("A", "own-cases-officer")), ActionFollow, othersCase, nil},
		{"another organisation's order", portal(t), anna(access.SignedIn, in("B", "approver")), ActionApprove, othersOrder, []string{
			"anna gains role approver (organisation A), by roles.create-registrant"}},
		{"orders and approves", portal(t), anna(access.SignedIn, in("A", "approver orderer")), ActionApprove, othersOrder, []string{
			"anna gains signed out (organisation A)",
			"anna loses role orderer (organisation A), by roles.withdraw-roles",
			"catalog gains switch samePersonSignedIn" + policy}},
		{"orders by two roles", portal(t), anna(access.SignedIn, in("A", "approver orderer"), in("A", "agent-orderer orderer")), ActionApprove, othersOrder, []string{
			"anna gains signed out (organisation A)",
			"anna loses creating orders (organisation A), by roles.withdraw-roles",
			"catalog gains switch samePersonSignedIn" + policy}},
		{"orders elsewhere too", portal(t), anna(access.SignedIn, in("A", "approver orderer"), in("B", "agent-orderer")), ActionApprove, order, []string{
			"anna gains signed out (organisation A)",
			"catalog gains switch samePersonSignedIn" + policy}},
		{"orders here and elsewhere", portal(t), anna(access.SignedIn, in("A", "approver orderer"), in("B", "agent-orderer")), ActionApprove, othersOrder, []string{
			"anna gains signed out (organisation A)",
			"anna loses role orderer (organisation A), by roles.withdraw-roles",
			"catalog gains switch samePersonSignedIn" + policy}},
		{"who orders manages roles", portal(t, chief), anna(access.SignedIn, in("A", "approver chief")), ActionApprove, othersOrder, []string{
			"anna gains signed out (organisation A)",
			"anna loses role chief (organisation A), by roles.withdraw-roles, which the asker may (takes somebody else who manages roles there)",
			"catalog gains switch samePersonSignedIn" + policy}},
		{"created it", portal(t), anna(access.SignedIn, in("A", "approver")), ActionApprove, order, []string{
			"anna gains signed out (organisation A)",
			"catalog gains switch samePersonSignedIn" + policy}},
		{"four eyes", four, anna(access.SignedOut, in("A", "approver")), ActionApprove, order, []string{
			"catalog loses switch fourEyes" + policy}},
		{"four eyes, and signed in", four, anna(access.SignedIn, in("A", "approver")), ActionApprove, order, []string{
			"catalog loses switch fourEyes" + policy + "; and catalog gains switch samePersonSignedIn" + policy}},
		{"four eyes, without a role", four, anna(access.SignedOut, in("A", "editor")), ActionApprove, order, []string{
			"role editor gains grant approve over own (order)" + policy + "; and catalog loses switch fourEyes" + policy}},
		{"over one's own", four, anna(access.SignedOut, in("A", "editor")), "write", &Record{Type: "news", Org: "A", Owner: "bert"}, []string{
			"role editor gains grant write over org (news)" + policy}},
		{"no permission", portal(t), anna(access.SignedIn, in("A", "agent-officer")), ActionHandle, application, []string{
			"anna gains permission g1 (organisation A), by roles.give-permission (takes an organisation that is an agent)"}},
		{"no role either", portal(t), anna(access.SignedOut), ActionHandle, application, []string{
			"anna gains signed in (organisation A); and anna gains role agent-officer (organisation A), by roles.create-registrant (takes an organisation that is an agent)" +
				"; and anna gains permission g1 (organisation A), by roles.give-permission (takes an organisation that is an agent)"}},
		{"no such action", portal(t), anna(access.SignedIn, in("A", "administrator")), ActionSign, organisation, nil},
		{"no such kind", portal(t), anna(access.SignedIn, in("A", "administrator")), ActionView, &Record{Type: KindOrder, Org: "A"}, nil},
		{"nobody", portal(t), access.Subject{SignIn: access.SignedIn, Facts: []access.Fact{in("A", "administrator")}}, ActionView, organisation, nil},
		{"whose it is is not known", portal(t), anna(access.SignedIn, in("A", "administrator")), ActionView, &Order{Org: "A"}, nil},
	} {
		var got []string
		for _, r := range repairsOf(t, test.c, access.Question{Subject: test.s, Action: test.a, Resource: test.r}) {
			got = append(got, r.String())
		}
		wantEqual(t, test.name, got, test.want)
	}
}

// Nothing is to be done about a row, or about who somebody is; nor does a catalogue mend
// what was never built.
func TestWhatNothingMends(t *testing.T) {
	c := portal(t)
	q := access.Question{Subject: anna(access.SignedIn, in("A", "orderer")), Action: ActionApprove, Resource: order}
	for _, atom := range []filter.Condition{filter.In("org", "B"), filter.In("createdBy", "bert"), filter.Differs("createdBy", "anna"), filter.In("user", "bert"), filter.Differs("user", "anna"), filter.Nothing()} {
		for _, part := range []foresight.Part{foresight.Person, foresight.Row} {
			if steps := c.Mend(q, part, atom); len(steps) > 0 {
				t.Errorf("%v of the %v: %v", atom, part, steps)
			}
		}
	}
	someRole := knownOf("A", "roles", RoleApprover)
	if steps := c.Mend(q, foresight.Row, someRole); len(steps) > 0 {
		t.Errorf("a row is given a role: %v", steps)
	}
	nothingAtB := filter.Lacks("roles", filter.In("org", "B"))
	elsewhere := q
	elsewhere.Subject = anna(access.SignedIn, in("B", "orderer"))
	if steps := c.Mend(elsewhere, foresight.Person, nothingAtB); len(steps) > 0 {
		t.Errorf("what is held in another organisation is taken: %v", steps)
	}
	allowed := q
	allowed.Subject = anna(access.SignedOut, in("A", "approver"))
	if all := c.MendRules(allowed); len(all) > 0 {
		t.Errorf("the rules are changed for what they allow: %v", all)
	}
	nobody := q
	nobody.Subject.User = ""
	if len(c.Mend(nobody, foresight.Person, someRole)) > 0 || len(c.MendRules(nobody)) > 0 {
		t.Error("nobody is helped")
	}
	for _, none := range []*Catalog{nil, {}} {
		if len(none.Mend(q, foresight.Person, someRole)) > 0 || len(none.MendRules(q)) > 0 {
			t.Error("a catalogue that was never built mends")
		}
	}
}

// However many roles would do, so many are told and no more.
func TestRepairsAreBounded(t *testing.T) {
	var many []Role
	for i := range 2 * foresight.MaxRepairs {
		many = append(many, Role{Name: fmt.Sprint("role", i), Grants: []Grant{grant(OverOrg, "news", "read")}})
	}
	q := access.Question{Subject: anna(access.SignedIn), Action: "read", Resource: &Record{Type: "news", Org: "A"}}
	c := portal(t, many...)
	people, err := c.People(q.Action, q.Resource)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(c.Mend(q, foresight.Person, people)); n != foresight.MaxRepairs {
		t.Errorf("%d steps", n)
	}
}

// What is asked with is not changed, although changes of it are tried.
func TestRepairsLeaveTheQuestionAlone(t *testing.T) {
	spare := make([]access.Fact, 2, 8)
	copy(spare, []access.Fact{in("A", "approver orderer own-cases-officer"), in("B", "contact")})
	q := access.Question{Subject: anna(access.SignedIn, spare...), Action: ActionApprove, Resource: order}
	before := fmt.Sprintf("%+v %+v", *q.Subject.Facts[0].(*Member), *q.Subject.Facts[1].(*Member))
	repairsOf(t, portal(t, editor), q)
	if after := fmt.Sprintf("%+v %+v", *q.Subject.Facts[0].(*Member), *q.Subject.Facts[1].(*Member)); after != before || spare[:3][2] != nil {
		t.Errorf("was %s, is %s, and beyond it %v", before, after, spare[:3][2])
	}
}

// Each reason to deny has a hint that was thought of, whatever the catalogue is; it names
// nobody, no organisation and no role that is held.
func TestHintsOfEveryReason(t *testing.T) {
	const register = "ask an administrator of the organisation to register you there"
	want := map[access.Reason]string{
		ReasonGranted:       "", // it allows
		ReasonNotMember:     register,
		access.ReasonNoFact: register,
		ReasonNoRole:        "ask an administrator of the organisation to give you a role",
		ReasonUnknownRole:   "ask an administrator of the organisation to give you a role that there is",
		ReasonNotGranted:    "ask an administrator of the organisation for a role that includes this",
		ReasonNoSignIn:      "ask an administrator of the organisation for a role with which you can sign in",
		ReasonNotSignedIn:   "sign in at the organisation first",
		ReasonNotOwn:        "leave it to whoever it belongs to, or ask an administrator of the organisation for a role that includes what belongs to others",
		ReasonNotAssigned:   "ask an administrator of the agent to give you the permission for this assignment",
		ReasonNotSignedOut:  "sign out first, or leave it to somebody who creates no orders there",
		ReasonOwnOrder:      "ask another approver; whoever created the order never may",
		ReasonNotAssignable: "ask an administrator who gives and takes every role",
		// Nothing that the person could do.
		access.ReasonNoPolicy: "", access.ReasonNoUser: "", access.ReasonNoResource: "", access.ReasonAmbiguousFact: "",
		access.ReasonUnknownKind: "", access.ReasonUnknownAction: "", access.ReasonIncomplete: "",
	}
	for reason := range meanings {
		if _, considered := want[reason]; !considered {
			t.Errorf("nobody thought of %s", reason)
		}
	}
	named := Role{Name: "zq-role", SignIn: true, Grants: []Grant{grant(OverOrg, "zq-kind", "zq-action")}}
	for reason, hint := range want {
		for _, c := range []*Catalog{nil, portal(t), portal(t, named)} {
			if got := c.Hint(reason); got != hint {
				t.Errorf("%s: %q, want %q", reason, got, hint)
			}
		}
	}
	// What is told is the same for whoever is denied for the same reason.
	policy, err := access.NewPolicy(portal(t, named))
	if err != nil {
		t.Fatal(err)
	}
	hints := make(map[access.Reason]string)
	for _, held := range []string{"", "zq-role", "zq-none", "approver", "orderer", "approver orderer", "agent-officer"} {
		for _, signIn := range sessions {
			for _, who := range []string{"zq-anna", "zq-bert"} {
				s := access.Subject{User: who, SignIn: signIn, Facts: []access.Fact{in("zq-org", held)}}
				for _, r := range []access.Resource{&Order{ID: "zq-1", Org: "zq-org", CreatedBy: "zq-anna"}, &Application{ID: "zq-2", Agent: "zq-org", Assignment: "zq-g"}, &Record{Type: "zq-kind", ID: "zq-3", Org: "zq-org"}} {
					for _, a := range policy.Actions(r.Kind()) {
						d := policy.Check(s, a, r)
						hint := strings.TrimPrefix(foresight.Hint(policy, r.Kind(), d), policy.Explain(access.Deny(d.Reason, "")))
						if before, seen := hints[d.Reason]; seen && before != hint || strings.Contains(hint, "zq") {
							t.Errorf("%s: %q, and %q", d.Reason, hint, before)
						}
						hints[d.Reason] = hint
					}
				}
			}
		}
	}
	if len(hints) < 7 {
		t.Errorf("only %d reasons", len(hints))
	}
}
