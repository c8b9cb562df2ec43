package roles

import "lupa.example/access"

// Check decides about the portal's resources and records of defined kinds. The
// roles that the person holds in the resource's organisation add up; then two gates
// stand that no role opens: the personal permission for handling an application, and
// being signed out for approving what one has ordered or might have, or, where four
// eyes are wanted, being somebody else. It allocates nothing.
func (c *Catalog) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	var row row
	var asked *right
	role, refused := none, access.Preamble(c.built(), s.User, r)
	if refused == "" {
		asked, refused = c.asked(a, r, &row)
	}
	if refused == "" {
		role, refused = c.on(&s, asked, &row)
	}
	by := ""
	if role != none {
		by = c.roles.names[role]
	}
	// Made here and of these, since a decision that is handed on is copied each time.
	if refused != "" {
		return access.Decision{Reason: refused, By: by}
	}
	return access.Decision{Allowed: true, Reason: ReasonGranted, By: by}
}

// A row is what a resource says, as far as decisions depend on it.
type row struct {
	kind       *kindInfo
	org        string
	owner      string // "" if it is nobody's
	assignment string // of an application
	complete   bool   // whether it says what every question about the kind needs
}

// asked returns the right that a question about the resource asks for, or why there is
// none, and what the resource says.
func (c *Catalog) asked(a access.Action, r access.Resource, row *row) (asked *right, refused access.Reason) {
	if !c.read(r, row) {
		return nil, access.ReasonUnknownKind
	}
	asked = row.kind.right(a)
	switch {
	case asked == nil:
		return nil, access.ReasonUnknownAction
	case !row.complete:
		return nil, access.ReasonIncomplete
	default:
		return asked, ""
	}
}

// read reads what the resource says, and reports whether the catalogue decides about it.
func (c *Catalog) read(r access.Resource, row *row) bool {
	switch r := r.(type) {
	case *Organisation:
		row.kind, row.org = &c.kinds[organisations], r.ID
		row.complete = r.ID != ""
	case *Order:
		row.kind, row.org, row.owner = &c.kinds[orders], r.Org, r.CreatedBy
		row.complete = r.Org != "" && r.CreatedBy != ""
	case *Application:
		row.kind, row.org, row.assignment = &c.kinds[applications], r.Agent, r.Assignment
		row.complete = r.Agent != "" && r.Assignment != ""
	case *Agreement:
		row.kind, row.org = &c.kinds[agreements], r.Org
		row.complete = r.Org != ""
	case *Case:
		row.kind, row.org, row.owner = &c.kinds[cases], r.Org, r.CreatedBy
		row.complete = r.Org != "" && r.CreatedBy != ""
	case *Record:
		kind := c.byKind[r.Type]
		if kind < definedKinds {
			// A record lacks what the gates of the portal's kinds look at.
			return false
		}
		row.kind, row.org, row.owner = &c.kinds[kind], r.Org, r.Owner
		row.complete = r.Org != ""
	default:
		return false
	}
	return true
}

// may decides whether somebody may take an action on an organisation. It is for acts,
// which tell who may not before they tell what is wrong with what they are given.
func (c *Catalog) may(s access.Subject, a access.Action, org string) access.Decision {
	return c.Check(s, a, &Organisation{ID: org})
}
