package roles

import (
	"fmt"
	"iter"

	"lupa.example/access"
)

// A LintRule names what is worth a second look in a catalogue or a register. Rules are
// stable, as reasons are.
type LintRule string

// What [Catalog.Lint] looks for. None of it is an error: a service may want each.
const (
	LintNobodyApproves LintRule = "orders-that-nobody-approves" // some role creates orders, and no role can approve any
	LintLiteralStar    LintRule = "literal-star"                // "*" is granted as a kind or an action, and is no other's name
	LintNoEffect       LintRule = "grant-without-effect"        // what is granted can never be done
	LintAssigns        LintRule = "assigns-without-managing"    // roles are named to give, and neither roles nor users are managed
	LintGivesNothing   LintRule = "gives-nothing"               // Check denies the role's holders everything
)

// What [Catalog.LintRegistrants] looks for.
const (
	LintNoAdministrator LintRule = "no-administrator" // nobody in the organisation manages roles
	LintNoApprover      LintRule = "no-approver"      // nobody there approves orders
	LintNoSignatory     LintRule = "no-signatory"     // nobody there signs agreements
	LintNoContact       LintRule = "no-contact"       // nobody is told of changes to the agreement
)

// A Finding is something in a catalogue or a register that is allowed and may be a
// mistake.
type Finding struct {
	Rule    LintRule `json:"rule"`
	Role    string   `json:"role,omitempty"` // "" if it is not about one role
	Org     string   `json:"org,omitempty"`  // "" if it is not about one organisation
	Message string   `json:"message"`        // what it is, in a sentence's words
}

// String returns the finding for people: `"editor": it gives its holders nothing
// (gives-nothing)`.
func (f Finding) String() string {
	about := "the catalogue"
	switch {
	case f.Role != "":
		about = fmt.Sprintf("%q", f.Role)
	case f.Org != "":
		about = fmt.Sprintf("%q", f.Org)
	}
	return fmt.Sprintf("%s: %s (%s)", about, f.Message, f.Rule)
}

// Lint yields what in the catalogue may be a mistake: about the catalogue, then about
// each role in its order. The findings about one role come in the order of the constants
// of [LintRule]. A catalogue that was never built has no findings.
func (c *Catalog) Lint() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		if !c.built() {
			return
		}
		if c.ordersInVain() && !yield(Finding{
			Rule:    LintNobodyApproves,
			Message: "some role creates orders, and no role can approve any, so that none becomes valid",
		}) {
			return
		}
		for _, r := range c.config.roles() {
			for _, f := range c.lintRole(r) {
				if f.Role = r.Name; !yield(f) {
					return
				}
			}
		}
	}
}

// ordersInVain reports whether orders can be created that nobody could ever approve.
func (c *Catalog) ordersInVain() bool {
	created, approved := false, false
	for _, r := range c.config.roles() {
		for g, a := range r.rights() {
			created = created || g.Kind == KindOrder && a == ActionCreate
			approved = approved || g.Kind == KindOrder && a == ActionApprove && c.futile(r, g, a) == ""
		}
	}
	return created && !approved
}

func (c *Catalog) lintRole(r Role) []Finding {
	var found, futile []Finding
	gives := c.kinds[organisations].right(ActionSignIn).gives(r.Name)
	for g, a := range r.rights() {
		if g.Kind == "*" || a == "*" {
			found = append(found, finding(LintLiteralStar, "it grants %q on %q, where * is a name like any other", a, g.Kind))
		}
		if why := c.futile(r, g, a); why != "" {
			futile = append(futile, finding(LintNoEffect, "it grants %q on %q, %s", a, g.Kind, why))
		} else {
			gives = true
		}
	}
	found = append(found, futile...)
	if r.Assigns != nil && !c.manages(r) {
		found = append(found, finding(LintAssigns, "it names roles to give and take, and manages neither roles nor users"))
	}
	if !gives {
		found = append(found, finding(LintGivesNothing, "it gives its holders nothing"))
	}
	return found
}

func finding(rule LintRule, format string, args ...any) Finding {
	return Finding{Rule: rule, Message: fmt.Sprintf(format, args...)}
}

// manages asks whether the role manages roles or users, not in vain.
func (c *Catalog) manages(r Role) bool {
	for g, a := range r.rights() {
		managing := g.Kind == KindOrganisation && (a == ActionManageRoles || a == ActionManageUsers)
		if managing && c.futile(r, g, a) == "" {
			return true
		}
	}
	return false
}

// rights yields each action that the role grants, with the grant.
func (r Role) rights() iter.Seq2[Grant, access.Action] {
	return func(yield func(Grant, access.Action) bool) {
		for _, g := range r.Grants {
			for _, a := range g.Actions {
				if !yield(g, a) {
					return
				}
			}
		}
	}
}

// futile says why what a grant of the role gives can never be done by that role, whatever
// else somebody holds; "" if it can.
func (c *Catalog) futile(r Role, g Grant, a access.Action) string {
	kind := &c.kinds[c.byKind[g.Kind]]
	own := g.Over == OverOwn
	switch {
	case own && kind.owner == "":
		return "over one's own, and nobody owns one"
	case kind.right(a).gate != approvingGate:
		return ""
	case own && c.config.FourEyes:
		return "over one's own, which takes somebody else"
	case r.SignIn && c.approving(access.SignedIn, c.creating.gives(r.Name), own) != "":
		return "in a session, and its holders have to be signed out for it"
	default:
		return ""
	}
}

// LintRegistrants yields which organisations lack somebody for something that the
// catalogue has a role for, in the order in which they first appear in the register, and
// for each in the order of the constants of [LintRule]. The registrants are run through
// once for each run of the result, and united by their IDs. A catalogue that was never
// built has no findings.
func (c *Catalog) LintRegistrants(registrants iter.Seq[Registrant]) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		if !c.built() {
			return
		}
		offices := c.offices()
		for org, has := range c.staffed(registrants) {
			for _, office := range offices {
				if office.held(has) {
					continue
				}
				if !yield(Finding{Rule: office.rule, Org: org, Message: office.message}) {
					return
				}
			}
		}
	}
}

// An office is something that an organisation wants somebody for.
type office struct {
	rule    LintRule
	message string
	held    func(staffing) bool
}

// offices returns those for which the catalogue has a role.
func (c *Catalog) offices() []office {
	var all []office
	add := func(there bool, o office) {
		if there {
			all = append(all, o)
		}
	}
	add(c.gives(organisations, ActionManageRoles), office{LintNoAdministrator, "nobody manages roles there", func(s staffing) bool { return s.roles }})
	add(c.gives(orders, ActionApprove), office{LintNoApprover, "nobody approves orders there", func(s staffing) bool { return s.approver }})
	add(c.gives(agreements, ActionSign), office{LintNoSignatory, "nobody signs agreements there", func(s staffing) bool { return s.signatory }})
	add(c.knows(RoleContact), office{LintNoContact, "nobody is told of changes to the agreement", func(s staffing) bool { return s.contact }})
	return all
}

// gives reports whether some role of the catalogue gives the right over an organisation.
func (c *Catalog) gives(kind int, a access.Action) bool {
	for _, role := range c.kinds[kind].right(a).givers.values {
		if role.over == OverOrg {
			return true
		}
	}
	return false
}

// staffed yields what its people together are to each organisation.
func (c *Catalog) staffed(registrants iter.Seq[Registrant]) iter.Seq2[string, staffing] {
	type membership struct{ org, id string }
	var orgs []string
	all := make(map[string]*staffing)
	facts := make(map[membership][]Member)
	var each []membership
	for g := range identified(registrants) {
		for _, m := range g.Members {
			if m.Org == "" {
				continue
			}
			if all[m.Org] == nil {
				all[m.Org] = new(staffing)
				orgs = append(orgs, m.Org)
			}
			key := membership{m.Org, g.ID}
			if facts[key] == nil {
				each = append(each, key)
			}
			facts[key] = append(facts[key], m)
		}
	}
	for _, key := range each {
		all[key.org].add(c.staffing(Registrant{ID: key.id, Members: facts[key]}, key.org))
	}
	return func(yield func(string, staffing) bool) {
		for _, org := range orgs {
			if !yield(org, *all[org]) {
				return
			}
		}
	}
}
