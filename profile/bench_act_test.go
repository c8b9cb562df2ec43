package profile_test

import (
	"fmt"
	"io"
	"testing"

	"lupa.example/profile"
)

// BenchmarkActs measures on a site of 50 profiles and 1,000 forms, all of them set.
func BenchmarkActs(b *testing.B) {
	c := profile.Config{Profiles: chiefs().Profiles[:1]}
	for i := range 1000 {
		c.Forms = append(c.Forms, fmt.Sprint("F", i))
	}
	for i := range 49 {
		p := profile.Profile{Name: fmt.Sprint("P", i), Cases: true, Forms: make(map[string]profile.FormRights)}
		for _, form := range c.Forms {
			p.Forms[form] = profile.FormRights{Read: profile.ScopeAll}
		}
		c.Profiles = append(c.Profiles, p)
	}
	s := mustSite(b, c)
	for _, a := range []attempt{
		setRights("P7", "F7", profile.FormRights{Change: profile.ScopeAll}),
		setSwitches("P7", profile.Switches{}),
		addForm("new"), removeForm("F7"),
		addProfile(profile.Profile{Name: "new", Cases: true}), removeProfile("P7"),
	} {
		b.Run(a.name, func(b *testing.B) {
			for b.Loop() {
				mustAct(b, s, a)
			}
		})
	}
	b.Run("matrix", func(b *testing.B) {
		for b.Loop() {
			_ = s.Matrix().WriteText(io.Discard)
		}
	})
	b.Run("lint", func(b *testing.B) {
		for b.Loop() {
			for range s.Lint() {
			}
		}
	})
}
