package roles

import (
	"fmt"
	"slices"
	"strings"

	"lupa.example/access/invalid"
)

// A Config says which roles there are. The zero value has none.
type Config struct {
	// Portal includes the customer portal's ten roles, see [Portal].
	Portal bool

	// ApproverSignsIn lets whoever holds the portal's approver role sign in at
	// that organisation. What the role gives needs no session all the same.
	ApproverSignsIn bool

	// SamePersonSignedIn lets whoever may both create and approve orders, or has
	// created the very order, approve without being signed out.
	SamePersonSignedIn bool

	// FourEyes keeps everybody from approving an order of their own, signed out too:
	// another person has to. Applications have no creator and are not concerned.
	FourEyes bool

	// Define adds roles, on the portal's kinds of resource or on others.
	Define []Role
}

// clone returns a configuration that shares no memory with c.
func (c Config) clone() Config {
	c.Define = slices.Clone(c.Define)
	for i, r := range c.Define {
		c.Define[i].Assigns = slices.Clone(r.Assigns)
		c.Define[i].Grants = slices.Clone(r.Grants)
		for j, g := range r.Grants {
			c.Define[i].Grants[j].Actions = slices.Clone(g.Actions)
		}
	}
	return c
}

// validate reports everything that is wrong with the defined roles.
func (c Config) validate() error {
	bad := invalid.In("roles")
	taken := make(map[string]string)
	for _, r := range Portal() {
		taken[r.Name] = "a role of the portal"
	}
	for i, r := range c.Define {
		path := fmt.Sprintf("define[%d]", i)
		if problem := invalid.Identifier(r.Name); problem != "" {
			bad.Add(path+".name", "%s", problem)
		} else if whose, ok := taken[r.Name]; ok {
			bad.Add(path+".name", "%q is the name of %s already", r.Name, whose)
		} else {
			taken[r.Name] = path
		}
		for j, g := range r.Grants {
			g.validate(bad, fmt.Sprintf("%s.grants[%d]", path, j))
		}
	}
	c.validateAssigns(bad)
	return bad.Err()
}

func (g Grant) validate(bad *invalid.List, path string) {
	info, portal := portalKind(g.Kind)
	if problem := invalid.Identifier(string(g.Kind)); problem != "" {
		bad.Add(path+".kind", "%s", problem)
	} else if !portal && strings.HasPrefix(string(g.Kind), "roles.") {
		bad.Add(path+".kind", "%q is none of the portal's kinds; a kind of one's own does not begin with \"roles.\"", g.Kind)
	}
	if len(g.Actions) == 0 {
		bad.Add(path+".actions", "is empty; want one or more actions")
	}
	for i, a := range g.Actions {
		at := fmt.Sprintf("%s.actions[%d]", path, i)
		if problem := invalid.Identifier(string(a)); problem != "" {
			bad.Add(at, "%s", problem)
		} else if portal && !slices.Contains(info.actions, a) {
			bad.Add(at, "%q is no action on %s; %s", a, g.Kind, invalid.OneOf(info.actions))
		} else if g.Kind == KindOrganisation && a == ActionSignIn {
			bad.Add(at, "%q is not granted; it comes with the role's signIn", a)
		}
	}
	if g.Over != OverOwn && g.Over != OverOrg {
		bad.Add(path+".over", "is %v; want own or org", g.Over)
	}
}

// validateAssigns reports limits to which roles a role assigns that are none, or that do
// not hold: a role on the list may be one with which its holder gives others, which they
// would give themselves. Where every list holds what its roles reach in one step, it
// holds what they reach in many. What it costs is in proportion to the lists, each
// multiplied by how many roles it has that assign some but not all.
func (c Config) validateAssigns(bad *invalid.List) {
	roles := c.roles()
	given := make(map[string]conferred, len(roles))
	names := make([]string, len(roles))
	for i, r := range roles {
		given[r.Name], names[i] = r.confers(c.Portal), r.Name
	}
	for i, r := range c.Define {
		path := fmt.Sprintf("define[%d].assigns", i)
		if r.Assigns != nil && len(r.Assigns) == 0 {
			bad.Add(path, "is empty; want one or more roles, or no list where all are assigned")
		}
		limit, seen := limitOf(r.Assigns, roles), make(map[string]bool)
		for j, name := range r.Assigns {
			if seen[name] {
				continue
			}
			seen[name] = true
			at := fmt.Sprintf("%s[%d]", path, j)
			if known, ok := given[name]; !ok {
				bad.Add(at, "%s is no role of the catalogue; %s", invalid.Quote(name), invalid.OneOf(names))
			} else if further := known.beyond(limit); further != "" {
				bad.Add(at, "%q gives %q as well; want a list that holds what its roles reach", name, further)
			}
		}
	}
}

// A limit is the roles that a role assigns.
type limit struct {
	names map[string]bool
	lacks string // the first role of the catalogue that is not one of them, "" if all are
}

func limitOf(assigns []string, roles []Role) limit {
	l := limit{names: make(map[string]bool, len(assigns))}
	for _, name := range assigns {
		l.names[name] = true
	}
	if i := slices.IndexFunc(roles, func(r Role) bool { return !l.names[r.Name] }); i >= 0 {
		l.lacks = roles[i].Name
	}
	return l
}

// limits returns those in which each role is.
func (c Config) limits() map[string][]limit {
	roles, all := c.roles(), make(map[string][]limit)
	for _, r := range c.Define {
		limit := limitOf(r.Assigns, roles)
		for name := range limit.names {
			all[name] = append(all[name], limit)
		}
	}
	return all
}

// roles returns all roles of the configuration, in the catalogue's order.
func (c Config) roles() []Role {
	if c.Portal {
		return slices.Concat(Portal(), c.Define)
	}
	return c.Define
}

// Conferred are the roles that one gives by holding a role.
type conferred struct {
	all   bool
	names []string // otherwise, each once
}

// confers returns which roles the role's holders give: with managing roles those that it
// assigns, and with managing users the default role if it is one of them.
func (r Role) confers(portal bool) conferred {
	var roles, users bool
	for _, g := range r.Grants {
		if g.Kind == KindOrganisation && g.Over == OverOrg {
			roles = roles || slices.Contains(g.Actions, ActionManageRoles)
			users = users || slices.Contains(g.Actions, ActionManageUsers)
		}
	}
	switch {
	case roles && r.Assigns == nil:
		return conferred{all: true}
	case roles:
		return conferred{names: distinct(r.Assigns)}
	case users && portal && (r.Assigns == nil || slices.Contains(r.Assigns, RoleDefault)):
		return conferred{names: []string{RoleDefault}}
	default:
		return conferred{}
	}
}

// beyond returns the first of the roles that the limit lacks, "" if there is none.
func (c conferred) beyond(l limit) string {
	if c.all {
		return l.lacks
	}
	for _, name := range c.names {
		if !l.names[name] {
			return name
		}
	}
	return ""
}
