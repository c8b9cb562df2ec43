package profiletest

import (
	"pgregory.net/rapid"

	"lupa.example/access/accesstest"
	"lupa.example/profile"
)

// Configs draws configurations from which a site can be made: up to three forms and
// up to four profiles, of which the first may register cases with the first form.
func Configs() *rapid.Generator[profile.Config] {
	forms := rapid.SliceOfNDistinct(accesstest.Names(), 1, 3, rapid.ID[string])
	names := rapid.SliceOfNDistinct(accesstest.Names(), 1, 4, rapid.ID[string])
	return rapid.Custom(func(t *rapid.T) profile.Config {
		c := profile.Config{Forms: forms.Draw(t, "forms")}
		for i, name := range names.Draw(t, "profiles") {
			p := drawProfile(t, name, c.Forms)
			if i == 0 {
				p.Cases = true
				first := p.Forms[c.Forms[0]]
				first.Register = true
				p.Forms[c.Forms[0]] = first
			}
			c.Profiles = append(c.Profiles, p)
		}
		return c
	})
}

// Sites draws the sites of [Configs].
func Sites() *rapid.Generator[*profile.Site] {
	return rapid.Custom(func(t *rapid.T) *profile.Site {
		s, err := profile.NewSite(Configs().Draw(t, "config"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

func drawProfile(t *rapid.T, name string, forms []string) profile.Profile {
	p := profile.Profile{
		Name:          name,
		Cases:         rapid.IntRange(0, 7).Draw(t, "cases") != 6,
		Administrator: rapid.IntRange(0, 4).Draw(t, "administrator") == 4,
		FreeText:      mostlyOn(t, "freeText"),
		QueryBuilder:  mostlyOn(t, "queryBuilder"),
		Forms:         make(map[string]profile.FormRights),
	}
	for _, form := range forms {
		if rapid.IntRange(0, 7).Draw(t, "absent") != 6 {
			p.Forms[form] = drawRights(t)
		}
	}
	return p
}

var scopes = rapid.SampledFrom([]profile.Scope{
	profile.ScopeAll, profile.ScopeWorkspace, profile.ScopeInvolved, profile.ScopeRegistered,
	profile.ScopeNone, profile.ScopeAll, profile.ScopeWorkspace, profile.ScopeInvolved,
})

// mostlyOn draws a switch.
func mostlyOn(t *rapid.T, label string) bool { return rapid.IntRange(0, 3).Draw(t, label) != 1 }

func drawRights(t *rapid.T) profile.FormRights {
	r := profile.FormRights{
		Read:       scopes.Draw(t, "read"),
		Change:     scopes.Draw(t, "change"),
		Delete:     scopes.Draw(t, "delete"),
		Register:   mostlyOn(t, "register"),
		ChangeForm: mostlyOn(t, "changeForm"),
	}
	r.SharePublicly = r.Read != profile.ScopeNone && mostlyOn(t, "sharePublicly")
	r.ChangeClosed = r.Change != profile.ScopeNone && mostlyOn(t, "changeClosed")
	return r
}
