package profile_test

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/profile"
)

func Example() {
	site, err := profile.NewSite(profile.Config{
		Forms: []string{"incident"},
		Profiles: []profile.Profile{{
			Name:  "nurse",
			Cases: true,
			Forms: map[string]profile.FormRights{
				"incident": {Read: profile.ScopeWorkspace, Change: profile.ScopeInvolved, Register: true},
			},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	// The ward's own table says who is where, as of now.
	signe := access.Subject{
		User:  "signe",
		Facts: []access.Fact{&profile.User{Profile: "nurse", Workspace: "ward 3"}},
	}
	row := &profile.Case{
		ID: "17", Form: "incident", RegisteredBy: "otto", Workspace: "ward 3",
		Users: []string{"otto"}, Status: profile.StatusOpen,
	}
	fmt.Println(site.Check(signe, profile.ActionRead, row))
	fmt.Println(site.Check(signe, profile.ActionChange, row))
	fmt.Println(site.Check(signe, profile.ActionRegister, &profile.Form{ID: "incident"}))
	// Output:
	// allowed: profile/workspace by "nurse"
	// denied: profile/not-involved by "nurse"
	// allowed: profile/granted by "nurse"
}

// A mistake in a configuration is found when the site is built, with all others.
func ExampleNewSite_invalid() {
	_, err := profile.NewSite(profile.Config{
		Forms: []string{"incident"},
		Profiles: []profile.Profile{{
			Name: "guest",
			Forms: map[string]profile.FormRights{
				"incident": {ChangeClosed: true},
				"survey":   {Read: profile.ScopeAll},
			},
		}},
	})
	fmt.Println(err)
	// Output:
	// profile: profiles[0].forms.incident.changeClosed: is on where change is none; want change above none, or it off
	// profile: profiles[0].forms.survey: is no form of the site; want "incident"
}
