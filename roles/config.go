package roles

import (
	"fmt"
	"slices"
	"strings"

	"lupa.example/access"
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
			bad.Add(path+".name", "%q is the name of %s", r.Name, whose)
		} else {
			taken[r.Name] = path
		}
		for j, g := range r.Grants {
			g.validate(bad, fmt.Sprintf("%s.grants[%d]", path, j))
		}
	}
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
			bad.Add(at, "%q is no action on %s; want one of %q", a, g.Kind, info.actions)
		} else if g.Kind == KindOrganisation && a == ActionSignIn {
			bad.Add(at, "%q is not granted; it comes with the role's signIn", a)
		}
	}
	if g.Over != OverOwn && g.Over != OverOrg {
		bad.Add(path+".over", "is %v; want own or org", g.Over)
	}
}

// A right is to take an action on resources of a kind.
type right struct {
	kind   access.Kind
	action access.Action
}
