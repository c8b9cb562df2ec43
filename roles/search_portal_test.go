package roles

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/report"
)

// The search is over an organisation A with an administrator, who does not collude, an
// orderer, an approver and bo, who is both; and an agent G with an administrator, who
// does not collude, and an officer. There may be one order of A and one application to
// G.
func searchedPeople() []Registrant {
	return []Registrant{
		person("anna", "A administrator default"),
		person("gina", "G administrator default"),
		person("kim", "A orderer default"),
		person("petra", "A approver"),
		person("bo", "A orderer approver default"),
		person("olga", "G agent-officer default"),
	}
}

var mayCollude = []string{"kim", "petra", "bo", "olga"}

// A portalState is what the portal has stored.
type portalState struct {
	users       []Registrant
	order       PlacedOrder
	application SubmittedApplication
}

func (s *portalState) all() iter.Seq[Registrant] { return slices.Values(s.users) }

func (s *portalState) user(id string) Registrant {
	i := slices.IndexFunc(s.users, func(u Registrant) bool { return u.ID == id })
	if i < 0 {
		return Registrant{ID: id}
	}
	return s.users[i]
}

// keep returns the state with the user as they are now.
func (s *portalState) keep(u Registrant) *portalState {
	next := *s
	next.users = slices.DeleteFunc(slices.Clone(s.users), func(old Registrant) bool { return old.ID == u.ID })
	next.users = append(next.users, u)
	return &next
}

func (s *portalState) key() string {
	var list []string
	for _, u := range s.users {
		list = append(list, userInWords(u))
	}
	slices.Sort(list)
	list = append(list, "order of "+s.order.Order.CreatedBy+" approved by "+s.order.Approval.By,
		"application to "+s.application.Application.Agent+" approved by "+s.application.Approval.By)
	return strings.Join(list, "; ")
}

// userInWords returns what a user holds, in any order of facts and roles.
func userInWords(u Registrant) string {
	var list []string
	for _, m := range u.Members {
		list = append(list, m.Org)
		for _, name := range slices.Concat(m.Roles, m.Assignments) {
			list = append(list, m.Org+" "+name)
		}
	}
	slices.Sort(list)
	return u.ID + ": " + strings.Join(slices.Compact(list), ", ")
}

// A portalAct is one attempt, by somebody in some session.
type portalAct struct {
	by     string
	signIn access.SignIn
	text   string
	take   func(*Catalog, *portalState, access.Subject) (*portalState, error)
}

func (a portalAct) String() string { return fmt.Sprintf("%s, %v: %s", a.by, a.signIn, a.text) }

// An act on a person ends in the next one, to be kept.
type actOnPerson func(*Catalog, *portalState, access.Subject) (Registrant, report.Report, error)

// keeps returns what keeps the person, and fails the test where the report does not say
// exactly what has changed.
func keeps(t *testing.T, act actOnPerson) func(*Catalog, *portalState, access.Subject) (*portalState, error) {
	return func(c *Catalog, s *portalState, actor access.Subject) (*portalState, error) {
		next, r, err := act(c, s, actor)
		if err != nil {
			return s, err
		}
		wantReported(t, s.user(next.ID), next, r)
		return s.keep(next), nil
	}
}

// on returns whatever one can try in the name of a user, without a session first.
func (s *portalState) on(t *testing.T, by string) []portalAct {
	var all []portalAct
	in := func(sessions ...access.SignIn) func(string, func(*Catalog, *portalState, access.Subject) (*portalState, error)) {
		return func(text string, take func(*Catalog, *portalState, access.Subject) (*portalState, error)) {
			for _, signIn := range sessions {
				all = append(all, portalAct{by, signIn, text, take})
			}
		}
	}
	add := in(sessions...)
	manage := in(access.SignedIn) // without a session it takes more, see the search of administrators
	register := func(s *portalState) Register { return Register{Registrants: s.all()} }
	for _, at := range []Place{atA, atG} {
		add("signs up at "+at.Org, keeps(t, func(c *Catalog, s *portalState, _ access.Subject) (Registrant, report.Report, error) {
			return c.SignUp(NewAccount{ID: by, Email: s.user(by).Email}, at, nil, register(s))
		}))
		manage("creates an administrator at "+at.Org, keeps(t, func(c *Catalog, s *portalState, actor access.Subject) (Registrant, report.Report, error) {
			return c.CreateRegistrant(actor, NewAccount{ID: "new"}, at, []string{RoleAdministrator}, register(s))
		}))
		for _, target := range mayCollude {
			for _, role := range []string{RoleAdministrator, RoleApprover, RoleOrderer} {
				manage("assigns "+role+" to "+target+" at "+at.Org, keeps(t, func(c *Catalog, s *portalState, actor access.Subject) (Registrant, report.Report, error) {
					return c.AssignRoles(actor, s.user(target), at, []string{role})
				}))
			}
			manage("permits "+target+" at "+at.Org, keeps(t, func(c *Catalog, s *portalState, actor access.Subject) (Registrant, report.Report, error) {
				return c.GivePermission(actor, s.user(target), at, "g1")
			}))
		}
		for _, target := range []string{"anna", "gina"} {
			manage("withdraws administrator from "+target+" at "+at.Org, keeps(t, func(c *Catalog, s *portalState, actor access.Subject) (Registrant, report.Report, error) {
				return c.WithdrawRoles(actor, s.user(target), at, []string{RoleAdministrator}, s.all())
			}))
			manage("removes "+target+" from "+at.Org, keeps(t, func(c *Catalog, s *portalState, actor access.Subject) (Registrant, report.Report, error) {
				return c.RemoveRegistrant(actor, s.user(target), at, s.all())
			}))
			manage("takes the address of "+target, keeps(t, func(c *Catalog, s *portalState, actor access.Subject) (Registrant, report.Report, error) {
				return c.ChangeEmail(actor, s.user(target), by+"@mail.example", register(s))
			}))
		}
		for _, creator := range mayCollude {
			add("orders for "+at.Org+" as "+creator, func(c *Catalog, s *portalState, actor access.Subject) (*portalState, error) {
				placed, _, err := c.CreateOrder(actor, Order{ID: "o1", Org: at.Org, CreatedBy: creator}, basket, s.all())
				next := *s
				next.order = placed
				return &next, err
			})
		}
	}
	add("approves the order", func(c *Catalog, s *portalState, actor access.Subject) (*portalState, error) {
		approved, _, err := c.ApproveOrder(actor, s.order, basket)
		next := *s
		next.order = approved
		return &next, err
	})
	add("applies", func(_ *Catalog, s *portalState, _ access.Subject) (*portalState, error) {
		submitted, err := SubmitApplication(Application{ID: "p1", Agent: "G", Assignment: "g1", Customer: "A"}, "please")
		next := *s
		next.application = submitted
		return &next, err
	})
	add("approves the application", func(c *Catalog, s *portalState, actor access.Subject) (*portalState, error) {
		approved, _, err := c.ApproveApplication(actor, s.application, "please")
		next := *s
		next.application = approved
		return &next, err
	})
	return all
}

// portalHolds returns what the rules let none of the colluders bring about.
func portalHolds(s *portalState, colluders []string) error {
	for _, was := range searchedPeople() {
		is := s.user(was.ID)
		for _, m := range is.Members {
			if !slices.ContainsFunc(was.Members, func(old Member) bool { return old.Org == m.Org }) {
				if !slices.Contains(colluders, was.ID) || !slices.Equal(m.Roles, DefaultSignUpRoles()) || m.Assignments != nil {
					return fmt.Errorf("%s belongs to %s with %v", was.ID, m.Org, m.Roles)
				}
			}
		}
		is.Members = slices.DeleteFunc(slices.Clone(is.Members), func(m Member) bool { return slices.Equal(m.Roles, DefaultSignUpRoles()) })
		if userInWords(is) != userInWords(was) || is.Email != was.Email {
			return fmt.Errorf("%s has become %s", userInWords(was), userInWords(is))
		}
	}
	if len(s.users) != len(searchedPeople()) {
		return fmt.Errorf("there are %d users", len(s.users))
	}
	among := func(user string, who ...string) bool {
		return slices.Contains(colluders, user) && slices.Contains(who, user)
	}
	order, application := s.order, s.application
	if order != (PlacedOrder{}) && (order.Order.Org != "A" || !among(order.Order.CreatedBy, "kim", "bo")) {
		return fmt.Errorf("there is an order of %s by %s", order.Order.Org, order.Order.CreatedBy)
	}
	if order.Valid(basket) && !among(order.Approval.By, "petra", "bo") {
		return fmt.Errorf("the order is valid, approved by %s", order.Approval.By)
	}
	if application.Valid("please") || !application.Approval.IsZero() {
		return fmt.Errorf("the application is approved, by %s", application.Approval.By)
	}
	return nil
}

// For every set of colluders, all that they can make of the portal's users, order and
// application by every act in every session. Approving takes being signed out for the
// one who may order.
func TestSearchOfWhatOrderersApproversAndOfficersReach(t *testing.T) {
	accesstest.Large(t)
	catalog := portal(t)
	var total accesstest.Reached
	for set := range 1 << len(mayCollude) {
		var colluders []string
		var acts []portalAct
		start := &portalState{users: searchedPeople()}
		for i, id := range mayCollude {
			if set&(1<<i) != 0 {
				colluders = append(colluders, id)
				acts = append(acts, start.on(t, id)...)
			}
		}
		valid := false
		reached := accesstest.Search[*portalState]{
			Key: (*portalState).key,
			Acts: func(s *portalState) iter.Seq2[fmt.Stringer, *portalState] {
				return func(yield func(fmt.Stringer, *portalState) bool) {
					for i, a := range acts {
						next, err := a.take(catalog, s, s.user(a.by).Subject(a.signIn))
						if err != nil {
							next = s
						}
						if next.order.Approval.By == "bo" && s.order.Approval.IsZero() && a.signIn != access.SignedOut {
							t.Fatalf("%v: approved an order", a)
						}
						if !yield(&acts[i], next) {
							return
						}
					}
				}
			},
			Holds: func(s *portalState) error {
				valid = valid || s.order.Valid(basket)
				return portalHolds(s, colluders)
			},
		}.Run(t, start)
		total.Add(reached)
		orders := slices.Contains(colluders, "kim") || slices.Contains(colluders, "bo")
		approves := slices.Contains(colluders, "petra") || slices.Contains(colluders, "bo")
		if valid != (orders && approves) {
			t.Errorf("%v: some order becomes valid: %v", colluders, valid)
		}
	}
	accesstest.Golden(t, "search of orderers, approvers and officers", fmt.Sprintf("16 searches, %v", total))
}
