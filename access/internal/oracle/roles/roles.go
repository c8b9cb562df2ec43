// Package rolesoracle decides what the roles in an organisation give, slowly and
// plainly. The portal's ten roles are written out where they count; defined roles are
// data.
package rolesoracle

// A Policy is the roles that there are.
type Policy struct {
	Portal             bool // the portal's ten roles are in force
	ApproverSignsIn    bool // the approver's role gives sign-in
	SamePersonSignedIn bool // who may order and approve, or ordered this, may approve in a session
	FourEyes           bool // nobody approves what they ordered
	Define             []Role
}

// A Role is a defined role. If it gives sign-in, what it grants needs a session.
type Role struct {
	Name   string
	SignIn bool
	Grants []Grant
}

// A Grant lets holders do the actions on resources of the kind: those of the whole
// organisation ("org") or those that the user owns ("own").
type Grant struct {
	Kind    string
	Actions []string
	Over    string
}

// A Session is what is known of the person's session. The zero value is that nothing
// is known.
type Session int

// The two states that are known.
const (
	SignedIn Session = iota + 1
	SignedOut
)

// A Subject is who asks, with every fact that was given about them.
type Subject struct {
	User    string
	Session Session
	Facts   []Member
}

// A Member is one fact: roles and agent assignments in one organisation.
type Member struct {
	Org                string
	Roles, Assignments []string
}

// A Resource is of one of the portal's kinds or of a kind that defined roles grant on.
type Resource struct {
	Kind       string
	Org        string // whose it is; of an application, the agent
	Owner      string // who created an order or a case, or owns a record
	Assignment string // of an application
}

// Kinds are the portal's kinds.
var Kinds = []string{"roles.organisation", "roles.order", "roles.application", "roles.agreement", "roles.case"}

// OwnKind says whether a defined role grants on the kind, which is none of the portal's.
func (p Policy) OwnKind(kind string) bool {
	for _, role := range p.Define {
		for _, grant := range role.Grants {
			if grant.Kind == kind && kind != "" && !in(Kinds, kind) {
				return true
			}
		}
	}
	return false
}

// Check decides.
func Check(p Policy, s Subject, action string, r Resource) bool {
	if s.User == "" || !complete(r) {
		return false
	}
	if !in(Kinds, r.Kind) && !p.OwnKind(r.Kind) {
		return false
	}

	// Only what is held in the resource's organisation counts. Several facts are united.
	var held, assignments []string
	for _, f := range s.Facts {
		if f.Org == r.Org {
			held = append(held, f.Roles...)
			assignments = append(assignments, f.Assignments...)
		}
	}
	has := func(role string) bool { return p.Portal && in(held, role) }

	// Every role but approver and signatory gives sign-in.
	maySignIn := false
	for _, role := range []string{"administrator", "orderer", "agent-orderer", "contact", "agent-officer", "connection-officer", "own-cases-officer", "default"} {
		maySignIn = maySignIn || has(role)
	}
	if has("approver") && p.ApproverSignsIn {
		maySignIn = true
	}
	for _, role := range p.Define {
		maySignIn = maySignIn || role.SignIn && in(held, role.Name)
	}
	session := s.Session == SignedIn && maySignIn // a claimed session counts only where the person may sign in
	own := r.Owner != "" && r.Owner == s.User

	// granted: a defined role that is held grants this.
	granted := func() bool {
		for _, role := range p.Define {
			for _, grant := range role.Grants {
				named := in(held, role.Name) && grant.Kind == r.Kind && in(grant.Actions, action)
				over := grant.Over == "org" || grant.Over == "own" && own
				open := !role.SignIn || session
				if named && over && open {
					return true
				}
			}
		}
		return false
	}
	if !in(Kinds, r.Kind) {
		return granted()
	}

	// Who also holds the right to create orders here, by whatever role and over
	// whatever orders, is known to be signed out when approving; one switch lifts that.
	ordering := has("orderer") || has("agent-orderer") || has("connection-officer")
	createsOrders := ordering
	for _, role := range p.Define {
		for _, grant := range role.Grants {
			if in(held, role.Name) && grant.Kind == "roles.order" && in(grant.Actions, "create") {
				createsOrders = true
			}
		}
	}
	// So is who created this very order, whatever they hold now. Another switch wants
	// somebody else for it altogether.
	ordered := r.Kind == "roles.order" && own
	mayApproveNow := !createsOrders && !ordered || s.Session == SignedOut || p.SamePersonSignedIn
	if ordered && p.FourEyes {
		mayApproveNow = false
	}

	switch r.Kind + " " + action {
	case "roles.organisation sign-in": // the right to sign in, so no session is asked
		return maySignIn
	case "roles.organisation view", "roles.organisation view-users":
		return session && (has("administrator") || has("contact") || has("agent-officer")) || granted()
	case "roles.organisation view-roles", "roles.organisation view-invoicing":
		return session && (has("administrator") || has("contact")) || granted()
	case "roles.organisation manage", "roles.organisation manage-users", "roles.organisation manage-roles", "roles.organisation manage-invoicing":
		return session && has("administrator") || granted()

	case "roles.order create": // in one's own name
		return session && ordering && own || granted()
	case "roles.order view": // one's own; the contact sees all of the organisation
		return session && ordering && own || session && has("contact") || granted()
	case "roles.order approve": // the approver's right needs no session
		return (has("approver") || granted()) && mayApproveNow

	case "roles.application view":
		return session && has("agent-officer") || granted()
	case "roles.application handle": // the personal permission too, whatever role gives the right
		return (session && has("agent-officer") || granted()) && in(assignments, r.Assignment)
	case "roles.application approve": // an approver at the agent
		return (has("approver") || granted()) && mayApproveNow

	case "roles.agreement view":
		return session && has("contact") || granted()
	case "roles.agreement approve", "roles.agreement sign": // the signatory's right needs no session
		return has("signatory") || granted()

	case "roles.case create", "roles.case follow": // one's own
		return session && has("own-cases-officer") && own || granted()
	}
	return false
}

// complete says whether the resource has what each question about its kind needs.
func complete(r Resource) bool {
	switch r.Kind {
	case "roles.order", "roles.case":
		return r.Org != "" && r.Owner != ""
	case "roles.application":
		return r.Org != "" && r.Assignment != ""
	}
	return r.Org != ""
}

// in says whether the list has s. The empty identifier is in no list.
func in(list []string, s string) bool {
	for _, x := range list {
		if x == s && s != "" {
			return true
		}
	}
	return false
}
