package roles

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A staffing is what people are to an organisation, one or many together, in whatever
// session each of it takes.
type staffing struct {
	everyRole bool // gives and takes every role
	roles     bool // gives and takes some
	users     bool // registers and removes people
	approver  bool // approves the organisation's orders
	signatory bool // signs its agreements
	contact   bool // is told of changes to its agreement
}

func (s *staffing) add(other staffing) {
	s.everyRole = s.everyRole || other.everyRole
	s.roles = s.roles || other.roles
	s.users = s.users || other.users
	s.approver = s.approver || other.approver
	s.signatory = s.signatory || other.signatory
	s.contact = s.contact || other.contact
}

// staffing returns what a person is to the organisation.
func (c *Catalog) staffing(g Registrant, org string) staffing {
	s := staffing{contact: c.knows(RoleContact) && g.holdsRole(org, RoleContact)}
	for _, signIn := range []access.SignIn{access.SignedIn, access.SignedOut} {
		who := g.subject(signIn)
		s.add(staffing{
			everyRole: c.everyRole(who, org),
			roles:     c.may(who, ActionManageRoles, org).Allowed,
			users:     c.may(who, ActionManageUsers, org).Allowed,
			approver:  c.approves(who, orders, org),
			signatory: c.holds(who, agreements, ActionSign, org).org != none,
		})
	}
	return s
}

// approves asks whether the person approves orders or applications there, others' own,
// as they are signed in or out.
func (c *Catalog) approves(s access.Subject, kind int, org string) bool {
	return c.holds(s, kind, ActionApprove, org).org != none && c.approving(s.SignIn, c.creates(s.Facts, org), false) == ""
}

// holds returns what the person's roles come to in the organisation for a right on one of
// the portal's kinds.
func (c *Catalog) holds(s access.Subject, kind int, a access.Action, org string) held {
	return c.kinds[kind].right(a).held(&s, org)
}

// others returns what the members but the person are to the organisation together. It
// reports that the person holds something else there by the members than by the value
// given: of what is more something would be left, or be lost, and what is less would be
// given anew.
func (c *Catalog) others(bad *invalid.List, target Registrant, at Place, members iter.Seq[Registrant]) staffing {
	if members == nil {
		bad.Add("members", "is nil; want the registrants of %s", invalid.Quote(at.Org))
	}
	var all staffing
	var known Registrant // the person, as the members have them
	for _, g := range united(members, at.Org) {
		if g.ID == target.ID {
			known = g
		} else {
			all.add(c.staffing(g, at.Org))
		}
	}
	difference := ""
	switch {
	case members == nil || !target.belongsTo(at.Org):
	case target.lacks(known, at.Org):
		difference = "more"
	case !known.belongsTo(at.Org) || known.lacks(target, at.Org):
		difference = "less"
	}
	if difference != "" {
		bad.Add("target", "holds %s in %s by the members than by the value given; want all rows of %s in one, as they are now", difference, invalid.Quote(at.Org), invalid.Quote(target.ID))
	}
	return all
}

// lastRoles reports that of what a person was to the organisation, by what is left nobody
// manages its roles.
func lastRoles(bad *invalid.List, path string, was, left staffing, at Place) {
	switch {
	case was.roles && !left.roles:
		bad.Add(path, "would leave nobody who may manage roles in %s; want another administrator there first", invalid.Quote(at.Org))
	case was.everyRole && !left.everyRole:
		bad.Add(path, "would leave nobody who gives every role in %s; want another administrator there first", invalid.Quote(at.Org))
	}
}

// vacancies says what nobody is left for in the organisation, of what a person was to it.
func vacancies(was, left staffing, at Place) []string {
	var notes []string
	for _, office := range []struct {
		empty bool
		text  string
	}{
		{was.approver && !left.approver, "nobody is left who approves orders of %s"},
		{was.signatory && !left.signatory, "nobody is left who signs agreements of %s"},
		{was.contact && !left.contact, "nobody is left who is told of changes to the agreement of %s"},
	} {
		if office.empty {
			notes = append(notes, fmt.Sprintf(office.text, invalid.Quote(at.Org)))
		}
	}
	return notes
}

// A combination is what of a person's roles and permissions in an organisation changes
// what others of them come to.
type combination struct {
	creates  bool // orders, in a session or not
	approves bool // orders or applications by some role, but for the gate on who creates orders
	others   bool // … those of others
	able     bool // … and there is a session in which they may
	handles  bool // applications by some role, in a session
	within   []string
}

func (c *Catalog) combination(g Registrant, org string) combination {
	m := combination{creates: c.creates(g.subject(access.SignInUnknown).Facts, org), handles: c.handles(g, org)}
	for _, kind := range []int{orders, applications} {
		for _, signIn := range []access.SignIn{access.SignedIn, access.SignedOut} {
			held := c.holds(g.subject(signIn), kind, ActionApprove, org)
			for _, own := range []bool{false, true} {
				if _, refused := held.on(own); refused != "" || own && c.config.FourEyes {
					continue
				}
				m.approves, m.others = true, m.others || !own
				m.able = m.able || c.approving(signIn, m.creates, own) == ""
			}
		}
	}
	for _, fact := range g.Members {
		if fact.Org == org {
			m.within = append(m.within, fact.Assignments...)
		}
	}
	m.within = slices.DeleteFunc(distinct(m.within), func(name string) bool { return name == "" })
	return m
}

// consequences says what else it changes for a person in the organisation that they
// hold other roles and permissions than before.
func (c *Catalog) consequences(before, after Registrant, at Place) []string {
	was, is := c.combination(before, at.Org), c.combination(after, at.Org)
	var notes []string
	for _, note := range []string{c.approvingChanges(was, is, at), handlingChanges(was, is)} {
		if note != "" {
			notes = append(notes, invalid.Quote(after.ID)+" "+note)
		}
	}
	return notes
}

// approvingChanges says what becomes of approving; "" if nothing does.
func (c *Catalog) approvingChanges(was, is combination, at Place) string {
	wasBoth, isBoth := was.creates && was.approves, is.creates && is.approves
	org := invalid.Quote(at.Org)
	switch {
	case c.config.SamePersonSignedIn, wasBoth == isBoth:
		return ""
	case isBoth && is.able:
		return "may both create orders and approve in " + org + ", and has to be signed out to approve"
	case isBoth:
		return "may both create orders and approve in " + org + ", and cannot approve: it takes a session, and being signed out"
	case is.others:
		return "creates no more orders in " + org + ", and need not be signed out to approve those of others"
	default:
		return ""
	}
}

// handlingChanges says what becomes of handling applications; "" if nothing does.
func handlingChanges(was, is combination) string {
	switch {
	case was.handles && !is.handles && len(is.within) > 0:
		return "keeps the permission within " + quoted(is.within) + ", which gives nothing without a role that handles applications, and counts again with one"
	case !was.handles && is.handles && len(was.within) > 0:
		return "has the permission within " + quoted(was.within) + ", which counts with the role"
	case is.handles && len(is.within) == 0 && (!was.handles || len(was.within) > 0):
		return "handles no applications without a permission within an agent assignment"
	default:
		return ""
	}
}

// quoted returns the names as a list for people.
func quoted(names []string) string {
	var list []string
	for _, name := range names {
		list = append(list, invalid.Quote(name))
	}
	return strings.Join(list, ", ")
}

// handles asks whether a role lets the person handle applications to the organisation,
// within whatever assignment, were they signed in.
func (c *Catalog) handles(g Registrant, org string) bool {
	return c.holds(g.subject(access.SignedIn), applications, ActionHandle, org).org != none
}
