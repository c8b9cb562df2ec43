package roles

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
	"lupa.example/access/report"
)

func managingRole(name string, assigns []string, actions ...access.Action) Role {
	return Role{Name: name, SignIn: true, Grants: []Grant{grant(OverOrg, KindOrganisation, actions...)}, Assigns: assigns}
}

// A lead manages users and roles, and gives and takes orderers, agents' officers and the
// default role.
var lead = managingRole("lead", []string{"orderer", "agent-officer", "default"}, ActionManageUsers, ActionManageRoles)

func TestWhatARoleAssignsIsWhatItsHoldersGiveAndTake(t *testing.T) {
	contacts := managingRole("contacts", []string{"contact"}, ActionManageRoles)
	open := managingRole("open", nil, ActionManageRoles)
	shy := Role{Name: "shy", Grants: []Grant{grant(OverOwn, KindOrganisation, ActionManageRoles)}} // over one's own, which is none
	c := portal(t, lead, contacts, open, shy)
	for _, test := range []struct {
		actor, names string
		refused      string // roles that are not the actor's to give
	}{
		{"lead", "orderer", ""},
		{"lead", "agent-officer orderer default", ""},
		{"lead", "contact", "contact"},
		{"lead", "orderer administrator contact", "administrator contact"},
		{"lead", "bygone", "bygone"},
		{"contacts", "contact", ""},
		{"contacts", "orderer", "orderer"},
		{"lead contacts", "orderer contact", ""},
		{"contacts lead lead", "contact approver", "approver"},
		{"lead open", "approver administrator", ""},
		{"lead shy", "approver", "approver"},
		{"lead ghost", "approver", "approver"},
		{"lead administrator", "approver", ""},
	} {
		lea := person("lea", "B administrator", "G "+test.actor)
		lea.Members[1].Roles = strings.Fields(test.actor)
		kim := person("kim", "G signatory bygone")
		names := strings.Fields(test.names)
		for verb, try := range map[string]func() (Registrant, report.Report, error){
			"gains": func() (Registrant, report.Report, error) {
				return c.AssignRoles(lea.Subject(access.SignedIn), kim, atG, slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == "bygone" && test.refused == "" }))
			},
			"loses": func() (Registrant, report.Report, error) {
				return c.WithdrawRoles(lea.Subject(access.SignedIn), kim, atG, names, slices.Values([]Registrant{kim, lea}))
			},
		} {
			next, r, err := try()
			if test.refused == "" {
				wantDone(t, err)
				continue
			}
			wantDenied(t, next, r, err, ReasonNotAssignable)
			var culprits []string
			for _, i := range r.Items {
				if i.Reason != "" {
					culprits = append(culprits, i.What.ID)
					wantEqual(t, "by", i.By != "" && strings.Contains(test.actor, i.By), true)
				}
			}
			wantEqual(t, verb+": "+test.actor+": "+test.names, culprits, strings.Fields(test.refused))
		}
	}
}

// Registering and removing take the roles concerned, and changing an address does;
// permissions go with the roles that handle applications.
func TestALimitHoldsForEveryActOnPeople(t *testing.T) {
	contacts := managingRole("contacts", []string{"contact"}, ActionManageUsers, ActionManageRoles)
	c := portal(t, lead, contacts)
	lea, connie := person("lea", "G lead"), person("connie", "G contacts")
	type outcome = access.Reason
	const no = ReasonNotAssignable
	for name, test := range map[string]struct {
		try                func(actor access.Subject) (Registrant, report.Report, error)
		byLead, byContacts outcome
	}{
		"register": {func(s access.Subject) (Registrant, report.Report, error) {
			return c.CreateRegistrant(s, lena, atG, nil, register())
		}, "", no}, // the default role
		"register as orderer": {func(s access.Subject) (Registrant, report.Report, error) {
			return c.CreateRegistrant(s, lena, atG, []string{"orderer"}, register())
		}, "", no},
		"register as approver": {func(s access.Subject) (Registrant, report.Report, error) {
			return c.CreateRegistrant(s, lena, atG, []string{"orderer", "approver"}, register())
		}, no, no},
		"remove an officer": {func(s access.Subject) (Registrant, report.Report, error) {
			olga := permitted(named("olga"), "g1")
			return c.RemoveRegistrant(s, olga, atG, slices.Values([]Registrant{olga, named("gina")}))
		}, "", no},
		"remove an administrator": {func(s access.Subject) (Registrant, report.Report, error) {
			return c.RemoveRegistrant(s, named("gina"), atG, slices.Values([]Registrant{named("gina"), person("g", "G administrator")}))
		}, no, no},
		"remove a contact": {func(s access.Subject) (Registrant, report.Report, error) {
			cia := person("cia", "G contact")
			return c.RemoveRegistrant(s, cia, atG, slices.Values([]Registrant{cia, named("gina")}))
		}, no, ""},
		"remove a contact with a permission": {func(s access.Subject) (Registrant, report.Report, error) {
			cia := permitted(person("cia", "G contact"), "g1")
			return c.RemoveRegistrant(s, cia, atG, slices.Values([]Registrant{cia, named("gina")}))
		}, no, no},
		"change an administrator's address": {func(s access.Subject) (Registrant, report.Report, error) {
			return c.ChangeEmail(s, named("gina"), "lea@mail.example", register())
		}, no, no},
		"change an officer's address": {func(s access.Subject) (Registrant, report.Report, error) {
			return c.ChangeEmail(s, named("olga"), "o@mail.example", register())
		}, "", no},
		"give a permission": {func(s access.Subject) (Registrant, report.Report, error) {
			return c.GivePermission(s, named("olga"), atG, "g1")
		}, "", no},
		"take a permission": {func(s access.Subject) (Registrant, report.Report, error) {
			return c.TakePermission(s, permitted(named("olga"), "g1"), atG, "g1")
		}, "", no},
	} {
		for _, by := range []struct {
			actor Registrant
			want  outcome
		}{{lea, test.byLead}, {connie, test.byContacts}} {
			t.Run(name+" by "+by.actor.ID, func(t *testing.T) {
				next, r, err := test.try(by.actor.Subject(access.SignedIn))
				if by.want == "" {
					wantDone(t, err)
				} else {
					wantDenied(t, next, r, err, by.want)
				}
				next, r, err = test.try(by.actor.Subject(access.SignedOut))
				wantDenied(t, next, r, err, ReasonNotSignedIn)
			})
		}
	}
}

// A permission to handle applications is given by whoever gives some role that handles
// them, whatever else it does.
func TestALimitGivesPermissionsWithTheRolesThatHandle(t *testing.T) {
	handle := grant(OverOrg, KindApplication, ActionHandle)
	for name, test := range map[string]struct {
		grants []Grant
		want   access.Reason
	}{
		"handles":                        {[]Grant{handle}, ""},
		"handles and more":               {[]Grant{handle, grant(OverOrg, KindOrder, ActionView)}, ""},
		"handles and views":              {[]Grant{grant(OverOrg, KindApplication, ActionHandle, ActionView)}, ""},
		"handles one's own":              {[]Grant{grant(OverOwn, KindApplication, ActionHandle)}, ReasonNotAssignable},
		"handles what is no application": {[]Grant{grant(OverOrg, "todo", ActionHandle)}, ReasonNotAssignable},
		"views":                          {[]Grant{grant(OverOrg, KindApplication, ActionView)}, ReasonNotAssignable},
	} {
		t.Run(name, func(t *testing.T) {
			c := portal(t, Role{Name: "some", Grants: test.grants}, managingRole("chief", []string{"some"}, ActionManageRoles))
			next, r, err := c.GivePermission(person("chen", "G chief").Subject(access.SignedIn), named("olga"), atG, "g1")
			if test.want == "" {
				wantDone(t, err)
			} else {
				wantDenied(t, next, r, err, test.want)
			}
		})
	}
}

func TestTheLastWhoGivesEveryRoleStays(t *testing.T) {
	half := managingRole("half", []string{"one", "half", "other"}, ActionManageRoles)
	other := managingRole("other", []string{"two", "one", "other", "half"}, ActionManageRoles)
	all := managingRole("all", []string{"one", "two", "half", "other", "all"}, ActionManageRoles)
	one, two := Role{Name: "one"}, Role{Name: "two"}
	// half gives other, which gives two.
	_, err := NewCatalog(Config{Define: []Role{half, other, all, one, two}})
	invalidtest.Expect(t, err, []access.InvalidError{
		{Package: "roles", Path: "define[0].assigns[2]", Problem: `"other" gives "two" as well; want a list that holds what its roles reach`},
	})
	half.Assigns, other.Assigns = []string{"one", "half"}, []string{"two", "other"}
	c := mustCatalog(t, Config{Define: []Role{half, other, all, one, two}})
	const kept = `names: would leave nobody who gives every role in "A"; want another administrator there first`
	for _, test := range []struct {
		target, takes string
		others        []string
		kept          string
	}{
		{"all", "all", []string{"half"}, kept},
		{"all", "all", []string{"half", "other"}, kept}, // each gives some, and nobody every one
		{"all", "all", []string{"half", "all"}, ""},
		{"all half", "half", nil, ""},
		{"half", "half", []string{"all"}, ""},
		{"half", "half", []string{"other"}, ""},
		{"half", "half", nil, `names: would leave nobody who may manage roles in "A"; want another administrator there first`},
	} {
		target := Registrant{ID: "kim", Members: []Member{{Org: "A", Roles: strings.Fields(test.target)}}}
		members := []Registrant{target}
		for i, roles := range test.others {
			members = append(members, Registrant{ID: fmt.Sprint("o", i), Members: []Member{{Org: "A", Roles: strings.Fields(roles)}}})
		}
		actor := person("boss", "A all").Subject(access.SignedIn)
		next, r, err := c.WithdrawRoles(actor, target, atA, strings.Fields(test.takes), slices.Values(members))
		if test.kept == "" {
			wantDone(t, err)
		} else {
			wantInvalid(t, next, r, err, test.kept)
		}
	}
}

// Who gives every role may be an administrator, who has no limit.
func TestTheLastAdministratorIsNotReplacedByOneWithALimit(t *testing.T) {
	c := portal(t, lead)
	kim := person("kim", "G administrator")
	members := []Registrant{kim, person("lea", "G lead")}
	next, r, err := c.WithdrawRoles(kim.Subject(access.SignedIn), kim, atG, []string{"administrator"}, slices.Values(members))
	wantInvalid(t, next, r, err, `names: would leave nobody who gives every role in "G"; want another administrator there first`)
	_, _, err = c.WithdrawRoles(kim.Subject(access.SignedIn), kim, atG, []string{"administrator"}, slices.Values(append(members, person("gina", "G administrator"))))
	wantDone(t, err)
}

// What somebody gives is what all of their roles assign that count in the session, in
// whatever order they are held.
func TestSeveralRolesThatManageAreOneMandate(t *testing.T) {
	c := portal(t,
		Role{Name: "day", Assigns: []string{"contact", "day"}, Grants: []Grant{grant(OverOrg, KindOrganisation, ActionManageRoles)}},
		managingRole("night", []string{"agent-officer", "night"}, ActionManageRoles),
		managingRole("chief", nil, ActionManageRoles))
	target := person("olga", "G default bygone")
	const no = ReasonNotAssignable
	for _, test := range []struct {
		roles  string
		signIn access.SignIn
		name   string // a role, or a permission where it is empty
		want   access.Reason
	}{
		{"day night", access.SignedIn, "contact", ""},
		{"night day", access.SignedIn, "contact", ""},
		{"day night", access.SignedIn, "agent-officer", ""},
		{"day night", access.SignedOut, "agent-officer", no},
		{"day night", access.SignedOut, "contact", ""},
		{"day night", access.SignedIn, "orderer", no},
		{"day night", access.SignedIn, "", ""},
		{"night day", access.SignedIn, "", ""},
		{"day night", access.SignedOut, "", no},
		{"chief day", access.SignedIn, "orderer", ""},
		{"day chief", access.SignedIn, "orderer", ""},
		{"day chief", access.SignedOut, "orderer", no},
	} {
		actor := person("kim", "G "+test.roles).Subject(test.signIn)
		var next Registrant
		var r report.Report
		var err error
		if test.name == "" {
			next, r, err = c.GivePermission(actor, target, atG, "g1")
		} else {
			next, r, err = c.AssignRoles(actor, target, atG, []string{test.name})
		}
		if test.want == "" {
			wantDone(t, err)
		} else {
			wantDenied(t, next, r, err, test.want)
		}
	}
	// A list of all that there are is no limit: it gives back what there is no more.
	all := managingRole("all", []string{"all", "one"}, ActionManageRoles)
	c = mustCatalog(t, Config{Define: []Role{all, {Name: "one"}}})
	boss := person("boss", "A all")
	_, _, err := c.WithdrawRoles(boss.Subject(access.SignedIn), person("kim", "A bygone"), atA, []string{"bygone"}, slices.Values([]Registrant{boss, person("kim", "A bygone")}))
	wantDone(t, err)
}

// Of several items that are refused the first says why the act is.
func TestTheFirstItemThatIsRefusedRefusesTheAct(t *testing.T) {
	c := portal(t, managingRole("registrar", []string{"registrar"}, ActionManageUsers), managingRole("chief", []string{"chief"}, ActionManageRoles))
	kim := person("kim", "G registrar chief").Subject(access.SignedIn)
	_, r, err := c.CreateRegistrant(kim, lena, atG, []string{"chief", "approver", "contact"}, register())
	var denied *access.DeniedError
	if !errors.As(err, &denied) || denied.Decision != access.Deny(ReasonNotAssignable, "registrar") {
		t.Errorf("refused by %v", err)
	}
	var refused []string
	for _, item := range r.Items {
		if item.Reason == ReasonNotAssignable {
			refused = append(refused, item.What.ID+" by "+item.By)
		}
	}
	wantEqual(t, "refused", refused, []string{"default by registrar", "approver by chief", "contact by chief"})
}

func TestTwoLimitedRolesTogetherMayGiveEveryRole(t *testing.T) {
	first := managingRole("first", []string{"first"}, ActionManageRoles)
	second := managingRole("second", []string{"second"}, ActionManageRoles)
	c := mustCatalog(t, Config{Define: []Role{first, second}})
	both := person("bo", "A first second")
	members := []Registrant{both, person("f", "A first"), person("s", "A second")}
	next, r, err := c.WithdrawRoles(both.Subject(access.SignedIn), both, atA, []string{"first"}, slices.Values(members))
	wantInvalid(t, next, r, err, `names: would leave nobody who gives every role in "A"; want another administrator there first`)
	members = append(members, person("f", "A second")) // f's second row
	_, _, err = c.WithdrawRoles(both.Subject(access.SignedIn), both, atA, []string{"first"}, slices.Values(members))
	wantDone(t, err)
}

// What two roles both give is one role given: of four roles these give two.
func TestWhatTwoLimitedRolesBothGiveCountsOnce(t *testing.T) {
	one := managingRole("one", []string{"one", "two"}, ActionManageRoles)
	two := managingRole("two", []string{"two", "one"}, ActionManageRoles)
	all := managingRole("all", []string{"one", "two", "all", "rest"}, ActionManageRoles)
	c := mustCatalog(t, Config{Define: []Role{one, two, all, {Name: "rest"}}})
	boss := person("bo", "A all")
	next, r, err := c.WithdrawRoles(boss.Subject(access.SignedIn), boss, atA, []string{"all"}, slices.Values([]Registrant{boss, person("h", "A one two")}))
	wantInvalid(t, next, r, err, `names: would leave nobody who gives every role in "A"; want another administrator there first`)
}

func TestWhatARoleAssignsHasToHold(t *testing.T) {
	assigns := func(names ...string) []Role { return []Role{managingRole("lead", names, ActionManageRoles)} }
	plain := Role{Name: "plain"}
	limited := managingRole("limited", []string{"plain"}, ActionManageRoles)
	registrar := managingRole("registrar", nil, ActionManageUsers)
	more := func(r Role) Role { // what follows does not matter
		r.Grants = append(slices.Clone(r.Grants), grant(OverOrg, KindOrganisation, ActionView))
		return r
	}
	for _, test := range []struct {
		portal bool
		define []Role
		want   string // lines of path and problem, "" if it holds
	}{
		{true, assigns("orderer", "lead"), ""},
		{true, assigns("orderer", "orderer"), ""},
		{true, []Role{managingRole("lead", []string{}, ActionManageRoles)}, `[0].assigns is empty; want one or more roles, or no list where all are assigned`},
		{true, assigns("orderer", "ghost"), `[0].assigns[1] "ghost" is no role of the catalogue` + oneOfPortal + `, "lead"`},
		{true, assigns("ghost", "ghost", "orderer", "spook"), `[0].assigns[0] "ghost" is no role of the catalogue` + oneOfPortal + `, "lead"` + "\n" + `[0].assigns[3] "spook" is no role of the catalogue` + oneOfPortal + `, "lead"`},
		{false, assigns("orderer"), `[0].assigns[0] "orderer" is no role of the catalogue; want "lead"`},
		{true, assigns("administrator"), `[0].assigns[0] "administrator" gives "approver" as well; want a list that holds what its roles reach`},
		{false, []Role{plain, managingRole("lead", []string{"lead", "boss"}, ActionManageRoles), managingRole("boss", nil, ActionManageRoles)}, `[1].assigns[1] "boss" gives "plain" as well; want a list that holds what its roles reach`},
		{true, append(assigns("limited"), limited, plain), `[0].assigns[0] "limited" gives "plain" as well; want a list that holds what its roles reach`},
		{true, append(assigns("limited", "plain"), limited, plain), ""},
		{true, append(assigns("registrar"), registrar), `[0].assigns[0] "registrar" gives "default" as well; want a list that holds what its roles reach`},
		{true, append(assigns("limited"), more(limited), plain), `[0].assigns[0] "limited" gives "plain" as well; want a list that holds what its roles reach`},
		{true, append(assigns("registrar"), more(registrar)), `[0].assigns[0] "registrar" gives "default" as well; want a list that holds what its roles reach`},
		{true, append(assigns("registrar"), managingRole("registrar", []string{"registrar", "default"}, ActionManageUsers)), `[0].assigns[0] "registrar" gives "default" as well; want a list that holds what its roles reach`},
		{true, append(assigns("todos"), Role{Name: "todos", Grants: []Grant{grant(OverOrg, "todo", ActionManageRoles)}}), ""}, // of another kind
		{true, append(assigns("registrar", "default"), registrar), ""},
		{false, append(assigns("registrar"), registrar), ""}, // there is no default role
		{true, append(assigns("registrar"), managingRole("registrar", []string{"registrar"}, ActionManageUsers)), ""},
		{true, append(assigns("own"), Role{Name: "own", Grants: []Grant{grant(OverOwn, KindOrganisation, ActionManageRoles)}}), ""},
	} {
		_, err := NewCatalog(Config{Portal: test.portal, Define: test.define})
		if test.want == "" {
			wantDone(t, err)
			continue
		}
		findings := invalidtest.Findings(t, err, "roles")
		var got []string
		for _, f := range findings {
			got = append(got, strings.TrimPrefix(f.Path, "define")+" "+f.Problem)
		}
		wantEqual(t, "findings", strings.Join(got, "\n"), test.want)
	}
}
