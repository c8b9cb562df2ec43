package export

import (
	"slices"

	openfgav1 "github.com/openfga/api/proto/openfga/v1"

	"lupa.example/access"
	"lupa.example/roles"
)

// Relations of roles. Besides, an organisation has one for each role, for whoever holds
// it, and two for each action on a kind, for who may take it there over all rows and over
// their own.
const (
	relOrg       = "org"
	relAgent     = "agent"
	relSignedIn  = "signed_in"  // to the organisation; rides with the question
	relSignedOut = "signed_out" // known to be that; likewise
	relNobody    = "nobody"
	relOrders    = "orders"     // a guard: holds a role there that gives creating orders
	relCreatedBy = "created_by" // a guard: whoever created the order
	relGranted   = "granted"    // may approve, but for the gates
	relPermitted = "permitted"  // to handle applications within an assignment
	relWithin    = "assignment" // of an application

	prefixRole = "role"
	prefixOver = "over"
	prefixOwn  = "own"
)

func roleRelation(name string) string { return relation(prefixRole, name) }

func rightRelation(prefix string, k access.Kind, a access.Action) string {
	return relation(prefix, string(k), string(a))
}

// A catalogue is a catalogue of roles as the export needs it. That of a policy without
// one has no roles.
type catalogue struct {
	*roles.Catalog
	config   roles.Config
	roles    []roles.Role
	known    map[string]bool
	creating map[string]bool // the roles that give creating orders, over whatever
}

func catalogueOf(p *access.Policy) catalogue {
	found, _ := access.Of[*roles.Catalog](p)
	c := catalogue{Catalog: found, config: found.Config(), known: make(map[string]bool), creating: make(map[string]bool)}
	c.roles = c.config.Define
	if c.config.Portal {
		c.roles = slices.Concat(roles.Portal(), c.config.Define)
	}
	for _, r := range c.roles {
		c.known[r.Name] = true
		c.creating[r.Name] = grants(r, roles.KindOrder, roles.ActionCreate) != roles.OverNothing
	}
	return c
}

// grants returns over what the role gives the action, of several grants the wider.
func grants(r roles.Role, k access.Kind, a access.Action) roles.Over {
	over := roles.OverNothing
	for _, g := range r.Grants {
		if g.Kind == k && slices.Contains(g.Actions, a) {
			over = max(over, g.Over)
		}
	}
	return over
}

// rolesTypes is the part of the model that is about organisations.
func rolesTypes(p *access.Policy) []*typeDefinition {
	c := catalogueOf(p)
	org := newType(typeOrganisation)
	org.direct(relSignedIn, reference{kind: typeUser})
	org.direct(relSignedOut, reference{kind: typeUser})
	org.direct(relOrders, reference{kind: typeUser})
	org.define(relNobody, but(has(relSignedIn), has(relSignedIn)))
	for _, r := range c.roles {
		org.direct(roleRelation(r.Name), reference{kind: typeUser})
	}

	assignment := newType(typeAssignment)
	assignment.direct(relPermitted, reference{kind: typeUser})
	types := []*typeDefinition{org, assignment}
	for _, k := range c.Kinds() {
		row := org
		if k != roles.KindOrganisation {
			row = portalRowType(k)
			types = append(types, row)
		}
		for _, a := range c.Actions(k) {
			c.addAction(org, row, k, a)
		}
	}
	return types
}

// portalRowType returns the type of rows of a kind with what they say.
func portalRowType(k access.Kind) *typeDefinition {
	row := newType(rowType(k))
	switch k {
	case roles.KindApplication:
		row.direct(relAgent, reference{kind: typeOrganisation})
		row.direct(relWithin, reference{kind: typeAssignment})
	case roles.KindAgreement:
		row.direct(relOrg, reference{kind: typeOrganisation})
	default:
		row.direct(relOrg, reference{kind: typeOrganisation})
		row.direct(relOwner, reference{kind: typeUser})
	}
	return row
}

// rowType returns the type of a kind about which a catalogue decides.
func rowType(k access.Kind) string {
	if slices.Contains((*roles.Catalog)(nil).Kinds(), k) {
		return string(k)
	}
	return prefixRecord + encode(string(k))
}

// addAction defines who may take the action on a row.
func (c catalogue) addAction(org, row *typeDefinition, k access.Kind, a access.Action) {
	over, own := c.holders(k, a, roles.OverOrg), c.holders(k, a, roles.OverOwn)
	if k == roles.KindOrganisation {
		if a == roles.ActionSignIn {
			over = c.signingIn()
		}
		row.may(string(a), orNobody(over))
		return
	}
	link := relOrg
	if k == roles.KindApplication {
		link = relAgent
	}
	var granted []*openfgav1.Userset
	if len(over) > 0 {
		name := rightRelation(prefixOver, k, a)
		org.define(name, orNobody(over))
		granted = append(granted, from(name, link))
	}
	if len(own) > 0 && k != roles.KindApplication && k != roles.KindAgreement { // which are nobody's own
		name := rightRelation(prefixOwn, k, a)
		org.define(name, orNobody(own))
		granted = append(granted, allOf(from(name, link), has(relOwner)))
	}
	right := from(relNobody, link)
	if len(granted) > 0 {
		right = anyOf(granted...)
	}
	switch {
	case k == roles.KindApplication && a == roles.ActionHandle:
		right = allOf(right, from(relPermitted, relWithin))
	case a == roles.ActionApprove && (k == roles.KindApplication || k == roles.KindOrder):
		right = c.gated(row, k, right, link)
	}
	row.may(string(a), right)
}

func orNobody(some []*openfgav1.Userset) *openfgav1.Userset {
	if len(some) == 0 {
		return has(relNobody)
	}
	return anyOf(some...)
}

// holders returns who in an organisation may take the action over so much of its rows.
func (c catalogue) holders(k access.Kind, a access.Action, over roles.Over) []*openfgav1.Userset {
	var always, inSession []*openfgav1.Userset
	for _, r := range c.roles {
		switch {
		case grants(r, k, a) != over:
		case r.SignIn:
			inSession = append(inSession, has(roleRelation(r.Name)))
		default:
			always = append(always, has(roleRelation(r.Name)))
		}
	}
	if len(inSession) > 0 {
		always = append(always, allOf(anyOf(inSession...), has(relSignedIn)))
	}
	return always
}

// signingIn returns who may sign in at an organisation, which takes no session.
func (c catalogue) signingIn() []*openfgav1.Userset {
	var some []*openfgav1.Userset
	for _, r := range c.roles {
		if r.SignIn || r.Name == roles.RoleApprover && c.config.ApproverSignsIn {
			some = append(some, has(roleRelation(r.Name)))
		}
	}
	return some
}

// gated puts the gate before approving. It asks for what opens, that somebody is known to
// be signed out, and not for what may be the case: who forgets to say how somebody is
// signed in is denied.
func (c catalogue) gated(row *typeDefinition, k access.Kind, right *openfgav1.Userset, link string) *openfgav1.Userset {
	row.define(relGranted, right)
	ordered := k == roles.KindOrder // an application is nobody's own
	if ordered {
		row.direct(relCreatedBy, reference{kind: typeUser})
	}
	approving := has(relGranted)
	if !c.config.SamePersonSignedIn {
		ordering := from(relOrders, link)
		if ordered && !c.config.FourEyes {
			ordering = anyOf(ordering, has(relCreatedBy))
		}
		approving = anyOf(but(has(relGranted), ordering), allOf(has(relGranted), from(relSignedOut, link)))
	}
	if ordered && c.config.FourEyes {
		approving = but(approving, has(relCreatedBy))
	}
	return approving
}

func organisation(name string) string { return object(typeOrganisation, name) }

// memberTuples are those of what the person is in each organisation, or in the one that is
// named.
func (c catalogue) memberTuples(s access.Subject, only string, add adder) {
	type held struct{ kind, org, name string }
	seen := make(map[held]bool)
	once := func(kind, org, name string, f func()) {
		if key := (held{kind, org, name}); name != "" && !seen[key] {
			seen[key] = true
			f()
		}
	}
	for _, f := range s.Facts {
		m, ok := f.(*roles.Member)
		if !ok || m == nil || m.Org == "" || only != "" && m.Org != only {
			continue
		}
		for _, name := range m.Roles {
			if c.known[name] {
				once(prefixRole, m.Org, name, func() { add(organisation(m.Org), roleRelation(name), user(s.User)) })
			}
			if c.creating[name] {
				once(relOrders, m.Org, relOrders, func() { add(organisation(m.Org), relOrders, user(s.User)) })
			}
		}
		for _, name := range m.Assignments {
			once(relPermitted, m.Org, name, func() { add(object(typeAssignment, m.Org, name), relPermitted, user(s.User)) })
		}
	}
}

// A portalRow is what one of the area's rows says.
type portalRow struct {
	object, org, owner, assignment string
	complete                       bool
}

func portalRowOf(r access.Resource) (row portalRow, ours bool) {
	switch r := r.(type) {
	case *roles.Organisation:
		row = portalRow{object: organisation(r.ID), org: r.ID, complete: r.ID != ""}
	case *roles.Order:
		row = portalRow{object: object(typeOrder, r.ID), org: r.Org, owner: r.CreatedBy, complete: r.Org != "" && r.CreatedBy != ""}
	case *roles.Application:
		row = portalRow{object: object(typeApplication, r.ID), org: r.Agent, assignment: r.Assignment, complete: r.Agent != "" && r.Assignment != ""}
	case *roles.Agreement:
		row = portalRow{object: object(typeAgreement, r.ID), org: r.Org, complete: r.Org != ""}
	case *roles.Case:
		row = portalRow{object: object(typeSupportCase, r.ID), org: r.Org, owner: r.CreatedBy, complete: r.Org != "" && r.CreatedBy != ""}
	case *roles.Record:
		row = portalRow{object: object(rowType(r.Type), r.ID), org: r.Org, owner: r.Owner, complete: r.Org != ""}
	default:
		return row, false
	}
	return row, true
}

func portalRowTuples(r access.Resource, add adder) {
	row, ours := portalRowOf(r)
	if !ours || !row.complete || row.object == organisation(row.org) {
		return
	}
	link := relOrg
	if row.assignment != "" {
		link = relAgent
		add(row.object, relWithin, object(typeAssignment, row.org, row.assignment))
	}
	add(row.object, link, organisation(row.org))
	if row.owner != "" {
		add(row.object, relOwner, user(row.owner))
		if r.Kind() == roles.KindOrder {
			add(row.object, relCreatedBy, user(row.owner))
		}
	}
}

// sessionTuples ride with a question about a row: whether the person is signed in at its
// organisation.
func sessionTuples(s access.Subject, r access.Resource, add adder) {
	row, _ := portalRowOf(r)
	switch s.SignIn {
	case access.SignedIn:
		add(organisation(row.org), relSignedIn, user(s.User))
	case access.SignedOut:
		add(organisation(row.org), relSignedOut, user(s.User))
	}
}
