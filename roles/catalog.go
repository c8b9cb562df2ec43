package roles

import (
	"maps"
	"slices"

	"lupa.example/access"
)

// A Catalog is the roles that there are, and the authority for the portal's kinds
// of resource and those that its roles define. It is immutable and safe for
// concurrent use. The nil pointer and the zero value deny everything.
//
// The roles have a fixed order, the portal's before the defined ones, so that of
// several roles that allow something the first can be named, however the person's
// facts are ordered.
type Catalog struct {
	config Config
	kinds  []kindInfo          // the portal's first, each at its place
	byKind map[access.Kind]int // index in kinds
	rights map[right]int       // every right that can be asked for, numbered
	roles  []compiled
	byName map[string]int // index in roles; nil in the zero value
	signIn int            // the number of the right to sign in
}

var _ access.Describer = (*Catalog)(nil)

// built reports whether the catalogue comes from NewCatalog.
func (c *Catalog) built() bool { return c != nil && c.byName != nil }

// compiled is a role with its grants as a table.
type compiled struct {
	name          string
	inSession     bool            // what the role grants needs a session
	createsOrders bool            // over whatever orders
	binds         bool            // manages, approves or signs something, over whatever
	handles       bool            // applications
	assigns       map[string]bool // the roles that its holders give and take; nil is all

	assignsHandling bool // assigns some role that handles applications
	grants          []compiledGrant
}

// A compiledGrant is one right that a role gives. A role has them sorted by right,
// each once, the wider where several grants give it. Signing in is among them.
type compiledGrant struct {
	right int // its number
	over  Over
}

// over returns over what the role gives the right.
func (r *compiled) over(right int) Over {
	lo, hi := 0, len(r.grants)
	for lo < hi {
		if middle := (lo + hi) / 2; r.grants[middle].right < right {
			lo = middle + 1
		} else {
			hi = middle
		}
	}
	if lo < len(r.grants) && r.grants[lo].right == right {
		return r.grants[lo].over
	}
	return OverNothing
}

// NewCatalog returns the catalogue of the configured roles. A name or kind that
// is empty, too long or not the role's to use, a grant without actions or reach, an
// unknown action on one of the portal's kinds, and roles assigned that are none, unknown
// or reach further than the list are errors; all are reported together, each as an
// [access.InvalidError].
func NewCatalog(config Config) (*Catalog, error) {
	if err := config.validate(); err != nil {
		return nil, err
	}
	c := &Catalog{
		config: config.clone(),
		kinds:  portalKinds(),
		byKind: make(map[access.Kind]int),
		rights: make(map[right]int),
		byName: make(map[string]int),
	}
	roles := c.config.roles()
	c.number(roles)
	for i, r := range roles {
		c.byName[r.Name] = i
		c.roles = append(c.roles, c.compile(r))
	}
	for i, r := range roles {
		c.limit(&c.roles[i], r.Assigns)
	}
	return c, nil
}

// limit compiles which roles the holders of a role give and take. A list of all roles is
// none.
func (c *Catalog) limit(role *compiled, assigns []string) {
	role.assignsHandling = assigns == nil
	names := make(map[string]bool, len(assigns))
	for _, name := range assigns {
		names[name] = true
		assigned, _ := c.role(name)
		role.assignsHandling = role.assignsHandling || assigned.handles
	}
	if assigns != nil && len(names) < len(c.roles) {
		role.assigns = names
	}
}

// number gives each kind a place and each right a number.
func (c *Catalog) number(roles []Role) {
	for place := range c.kinds {
		info := &c.kinds[place]
		info.first = len(c.rights)
		c.byKind[info.kind] = place
		for _, a := range info.actions {
			c.rights[right{info.kind, a}] = len(c.rights)
		}
	}
	for _, r := range roles {
		for _, g := range r.Grants {
			place, known := c.byKind[g.Kind]
			if !known {
				place = len(c.kinds)
				c.byKind[g.Kind] = place
				c.kinds = append(c.kinds, kindInfo{kind: g.Kind})
			}
			for _, a := range g.Actions {
				if _, known := c.rights[right{g.Kind, a}]; !known {
					c.rights[right{g.Kind, a}] = len(c.rights)
					c.kinds[place].actions = append(c.kinds[place].actions, a)
				}
			}
		}
	}
	c.signIn = c.kinds[organisations].number(ActionSignIn)
}

func (c *Catalog) compile(r Role) compiled {
	role := compiled{name: r.Name, inSession: r.SignIn}
	over := make(map[int]Over)
	if r.SignIn || r.Name == RoleApprover && c.config.ApproverSignsIn {
		over[c.signIn] = OverOrg // and the approver's rights still need no session
	}
	for _, g := range r.Grants {
		for _, a := range g.Actions {
			n := c.rights[right{g.Kind, a}]
			over[n] = max(over[n], g.Over)
			role.createsOrders = role.createsOrders || g.Kind == KindOrder && a == ActionCreate
			role.binds = role.binds || binding(a)
			role.handles = role.handles || g.Kind == KindApplication && a == ActionHandle && g.Over == OverOrg
		}
	}
	for _, n := range slices.Sorted(maps.Keys(over)) {
		role.grants = append(role.grants, compiledGrant{n, over[n]})
	}
	return role
}

// binding reports whether an action manages or binds whose the resource is, of
// whatever kind it is. A kind of one's own has the same action in the same sense.
func binding(a access.Action) bool {
	switch a {
	case ActionManage, ActionManageUsers, ActionManageRoles, ActionManageInvoicing, ActionApprove, ActionSign:
		return true
	default:
		return false
	}
}

// Config returns the configuration from which the catalogue was made, as a copy.
func (c *Catalog) Config() Config {
	if c == nil {
		return Config{}
	}
	return c.config.clone()
}

// knows reports whether the catalogue has a role of that name.
func (c *Catalog) knows(name string) bool {
	_, known := c.role(name)
	return known
}

// role returns the catalogue's role of that name, and whether there is one.
func (c *Catalog) role(name string) (*compiled, bool) {
	if c == nil {
		return nil, false
	}
	place, known := c.byName[name]
	if !known {
		return nil, false
	}
	return &c.roles[place], true
}
