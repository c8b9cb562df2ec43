package rolestest

import (
	"slices"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/roles"
)

// Configs draws configurations from which a catalogue can be made: with the portal's
// roles or without, and up to three others, on the portal's kinds and on new ones.
// There is a role at least.
func Configs() *rapid.Generator[roles.Config] {
	name := func(r roles.Role) string { return r.Name }
	several := rapid.SliceOfNDistinct(definedRole(), 0, 3, name)
	some := rapid.SliceOfNDistinct(definedRole(), 1, 3, name)
	return rapid.Custom(func(t *rapid.T) roles.Config {
		c := roles.Config{
			Portal:             rapid.IntRange(0, 3).Draw(t, "portal") > 0,
			ApproverSignsIn:    rapid.Bool().Draw(t, "approverSignsIn"),
			SamePersonSignedIn: rapid.Bool().Draw(t, "samePersonSignedIn"),
			FourEyes:           rapid.Bool().Draw(t, "fourEyes"),
		}
		if c.Portal {
			c.Define = several.Draw(t, "define")
		} else {
			c.Define = some.Draw(t, "define")
		}
		return c
	})
}

// Catalogs draws the catalogues of [Configs].
func Catalogs() *rapid.Generator[*roles.Catalog] {
	return rapid.Custom(func(t *rapid.T) *roles.Catalog {
		c, err := roles.NewCatalog(Configs().Draw(t, "config"))
		if err != nil {
			t.Fatal(err)
		}
		return c
	})
}

func definedRole() *rapid.Generator[roles.Role] {
	names := accesstest.Names().Filter(func(name string) bool {
		return !slices.ContainsFunc(roles.Portal(), func(r roles.Role) bool { return r.Name == name })
	})
	return rapid.Custom(func(t *rapid.T) roles.Role {
		return roles.Role{
			Name:   names.Draw(t, "name"),
			SignIn: rapid.Bool().Draw(t, "signIn"),
			Grants: rapid.SliceOfN(grant(), 1, 3).Draw(t, "grants"),
		}
	})
}

func grant() *rapid.Generator[roles.Grant] {
	return rapid.Custom(func(t *rapid.T) roles.Grant {
		g := roles.Grant{Over: rapid.SampledFrom([]roles.Over{roles.OverOrg, roles.OverOwn}).Draw(t, "over")}
		actions := rapid.SampledFrom([]access.Action{"create", "update", "delete", "\u00e9", "a|b"})
		if rapid.Bool().Draw(t, "portal's") {
			right := rapid.SampledFrom(portalRights()).Draw(t, "right")
			g.Kind, actions = right.kind, rapid.Just(right.action)
		} else {
			g.Kind = rapid.SampledFrom([]access.Kind{"todo", "a", "todo ", "sharing.rule"}).Draw(t, "kind")
		}
		g.Actions = rapid.SliceOfN(actions, 1, 2).Draw(t, "actions")
		return g
	})
}

// portalRights are the rights on the portal's kinds that can be granted.
func portalRights() []right {
	return slices.DeleteFunc(rightsIn(new(roles.Catalog)), func(r right) bool { return r == signIn })
}

// rightsIn returns every right that the catalogue may be asked for.
func rightsIn(c *roles.Catalog) []right {
	var rights []right
	for _, k := range c.Kinds() {
		for _, a := range c.Actions(k) {
			rights = append(rights, right{k, a})
		}
	}
	return rights
}

// signIn is the right that a role's SignIn gives.
var signIn = right{roles.KindOrganisation, roles.ActionSignIn}

// A right is an action on a kind.
type right struct {
	kind   access.Kind
	action access.Action
}

// rightsOf returns what the role grants, each right once.
func rightsOf(r roles.Role) []right {
	var rights []right
	for _, g := range r.Grants {
		for _, a := range g.Actions {
			if granted := (right{g.Kind, a}); !slices.Contains(rights, granted) {
				rights = append(rights, granted)
			}
		}
	}
	return rights
}
