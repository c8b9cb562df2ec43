package roles

import (
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
	config   Config
	kinds    []kindInfo          // the portal's first, each at its place
	byKind   map[access.Kind]int // index in kinds
	roles    table[compiled]
	creating *right // orders
}

// built reports whether the catalogue comes from NewCatalog.
func (c *Catalog) built() bool { return c != nil && c.kinds != nil }

// compiled is what else a role is than a giver of rights.
type compiled struct {
	binds   bool            // manages, approves or signs something, over whatever
	handles bool            // applications
	gives   int             // how many rights
	place   int             // in the catalogue
	assigns map[string]bool // the roles that its holders give and take; nil is all

	assignsAt       []int // their places in the catalogue; nil where assigns is
	assignsHandling bool  // its list has some role that handles applications
}

// NewCatalog returns the catalogue of the configured roles. A name or kind that
// is empty, too long or not the role's to use, a grant without actions or reach, an
// unknown action on one of the portal's kinds, and roles assigned that are none, unknown
// or reach further than the list are errors; all are reported together, each as an
// [access.InvalidError]. The cost is in proportion to the configuration; that of the lists
// of roles that roles assign is multiplied by how many of them have such a list as well.
func NewCatalog(config Config) (*Catalog, error) {
	if err := config.validate(); err != nil {
		return nil, err
	}
	c := &Catalog{
		config: config.clone(),
		kinds:  portalKinds(),
		byKind: make(map[access.Kind]int),
	}
	roles := c.config.roles()
	c.addRights(roles)
	for i, r := range roles {
		c.roles.add(r.Name, c.compile(r, i))
	}
	for i, r := range roles {
		c.limit(&c.roles.values[i], r.Assigns)
	}
	return c, nil
}

// limit compiles which roles the holders of a role give and take.
func (c *Catalog) limit(role *compiled, assigns []string) {
	if assigns == nil {
		return
	}
	role.assigns = make(map[string]bool, len(assigns))
	for _, name := range assigns {
		role.assigns[name] = true
		assigned, _ := c.role(name)
		role.assignsAt = append(role.assignsAt, assigned.place)
		role.assignsHandling = role.assignsHandling || assigned.handles
	}
}

// addRights gives each kind a place, and its rights, which no role gives yet.
func (c *Catalog) addRights(roles []Role) {
	for place := range c.kinds {
		k := &c.kinds[place]
		c.byKind[k.kind] = place
		for _, a := range k.actions {
			k.rights.add(string(a), right{ungranted: ReasonNotGranted})
		}
	}
	for _, r := range roles {
		for _, g := range r.Grants {
			place, known := c.byKind[g.Kind]
			if !known {
				place = len(c.kinds)
				c.byKind[g.Kind] = place
				c.kinds = append(c.kinds, definedKind(g.Kind))
			}
			k := &c.kinds[place]
			for _, a := range g.Actions {
				if k.right(a) == nil {
					k.rights.add(string(a), right{ungranted: ReasonNotGranted})
					k.actions = append(k.actions, a)
				}
			}
		}
	}
	c.creating = c.kinds[orders].right(ActionCreate)
	c.kinds[organisations].right(ActionSignIn).ungranted = ReasonNoSignIn
	c.kinds[orders].right(ActionApprove).gate = approvingGate
	c.kinds[applications].right(ActionApprove).gate = approvingGate
	c.kinds[applications].right(ActionHandle).gate = handlingGate
}

// compile adds the role to the rights that it gives; it stands at the place in the
// catalogue.
func (c *Catalog) compile(r Role, place int) compiled {
	role := compiled{place: place}
	if r.SignIn || r.Name == RoleApprover && c.config.ApproverSignsIn {
		// Signing in takes no session, and what else the approver may takes none either.
		c.kinds[organisations].right(ActionSignIn).givers.add(r.Name, giver{place: place, over: OverOrg})
		role.gives++
	}
	for _, g := range r.Grants {
		kind := &c.kinds[c.byKind[g.Kind]]
		for _, a := range g.Actions {
			givers := &kind.right(a).givers
			if known := givers.find(r.Name); known != nil {
				known.over = max(known.over, g.Over)
			} else {
				givers.add(r.Name, giver{place, g.Over, r.SignIn})
				role.gives++
			}
			role.binds = role.binds || binding(a)
			role.handles = role.handles || g.Kind == KindApplication && a == ActionHandle && g.Over == OverOrg
		}
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
	role := c.roles.find(name)
	return role, role != nil
}
