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
	kinds  []access.Kind
	known  map[access.Kind]bool
	rights map[right]int  // every right that can be asked for, numbered
	byName map[string]int // index in roles; nil in the zero value
	roles  []compiled

	signIn, createOrder int // numbers of rights that have rules of their own
}

// compiled is a role with its grants as a table.
type compiled struct {
	name        string
	givesSignIn bool
	inSession   bool // what the role grants needs a session
	grants      []compiledGrant
}

// A compiledGrant is one right that a role gives. A role has them sorted by right,
// each once, the wider where several grants give it.
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
// is empty, too long or not the role's to use, a grant without actions or reach,
// and an unknown action on one of the portal's kinds are errors; all are reported
// together, each as an [access.InvalidError].
func NewCatalog(config Config) (*Catalog, error) {
	if err := config.validate(); err != nil {
		return nil, err
	}
	c := &Catalog{
		config: config.clone(),
		known:  make(map[access.Kind]bool),
		rights: make(map[right]int),
		byName: make(map[string]int),
	}
	var roles []Role
	if config.Portal {
		roles = Portal()
	}
	roles = append(roles, c.config.Define...)
	c.number(roles)
	for i, r := range roles {
		c.byName[r.Name] = i
		c.roles = append(c.roles, c.compile(r))
	}
	return c, nil
}

// number gives each kind a place and each right a number.
func (c *Catalog) number(roles []Role) {
	add := func(kind access.Kind, actions []access.Action) {
		if !c.known[kind] {
			c.known[kind] = true
			c.kinds = append(c.kinds, kind)
		}
		for _, a := range actions {
			if _, known := c.rights[right{kind, a}]; !known {
				c.rights[right{kind, a}] = len(c.rights)
			}
		}
	}
	for _, info := range portalKinds() {
		add(info.kind, info.actions)
	}
	for _, r := range roles {
		for _, g := range r.Grants {
			add(g.Kind, g.Actions)
		}
	}
	c.signIn = c.rights[right{KindOrganisation, ActionSignIn}]
	c.createOrder = c.rights[right{KindOrder, ActionCreate}]
}

func (c *Catalog) compile(r Role) compiled {
	role := compiled{
		name:        r.Name,
		givesSignIn: r.SignIn,
		inSession:   r.SignIn,
	}
	if r.Name == RoleApprover && c.config.ApproverSignsIn {
		role.givesSignIn = true // and its rights still need no session
	}
	over := make(map[int]Over)
	for _, g := range r.Grants {
		for _, a := range g.Actions {
			n := c.rights[right{g.Kind, a}]
			over[n] = max(over[n], g.Over)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(over)) {
		role.grants = append(role.grants, compiledGrant{n, over[n]})
	}
	return role
}

// Config returns the configuration from which the catalogue was made, as a copy.
func (c *Catalog) Config() Config {
	if c == nil {
		return Config{}
	}
	return c.config.clone()
}

// Kinds returns the portal's kinds and after them those that roles define, in the
// order in which they first appear. The catalogue decides about the portal's
// kinds also where it has none of the portal's roles.
func (c *Catalog) Kinds() []access.Kind {
	if c == nil || c.byName == nil {
		var kinds []access.Kind
		for _, info := range portalKinds() {
			kinds = append(kinds, info.kind)
		}
		return kinds
	}
	return slices.Clone(c.kinds)
}
