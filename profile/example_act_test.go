package profile_test

import (
	"errors"
	"fmt"
	"log"
	"os"

	"lupa.example/access"
	"lupa.example/profile"
)

// clinic has a form for incidents, one profile that works with it, and one in
// administrator mode.
func clinic() *profile.Site {
	site, err := profile.NewSite(profile.Config{
		Forms: []string{"incident", "feedback"},
		Profiles: []profile.Profile{
			{Name: "office", Cases: true, Administrator: true},
			{Name: "nurse", Cases: true, Forms: map[string]profile.FormRights{
				"incident": {Read: profile.ScopeWorkspace, SharePublicly: true},
			}},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	return site
}

func user(id, profileName string) access.Subject {
	return access.Subject{User: id, Facts: []access.Fact{&profile.User{Profile: profileName, Workspace: "east"}}}
}

// An act returns the next site and a report. Nothing has happened until the caller
// keeps that site, so the report is a preview first.
func ExampleSite_SetRights() {
	site := clinic()
	rights := profile.FormRights{Read: profile.ScopeAll, Change: profile.ScopeInvolved}

	_, preview, err := site.SetRights(user("anna", "nurse"), "nurse", "incident", rights)
	fmt.Println(errors.Is(err, access.ErrDenied), preview)

	next, preview, err := site.SetRights(user("olga", "office"), "nurse", "incident", rights)
	fmt.Println(err, preview)

	c := &profile.Case{ID: "K1", Form: "incident", RegisteredBy: "bo", Workspace: "west"}
	fmt.Println(site.Check(user("anna", "nurse"), profile.ActionRead, c))
	fmt.Println(next.Check(user("anna", "nurse"), profile.ActionRead, c))
	// Output:
	// true profile.set-rights by anna: 0 changes, 0 unchanged, 2 refused
	//   profile nurse gains read all (form incident): refused, profile/not-administrator
	//   profile nurse gains change involved (form incident): refused, profile/not-administrator
	// <nil> profile.set-rights by olga: 4 changes, 0 unchanged, 0 refused
	//   profile nurse loses read workspace (form incident)
	//   profile nurse gains read all (form incident)
	//   profile nurse gains change involved (form incident)
	//   profile nurse loses right sharePublicly (form incident)
	// denied: profile/other-workspace by "nurse"
	// allowed: profile/all by "nurse"
}

// To change one right, begin with those that are set.
func ExampleSite_Profile() {
	site := clinic()
	nurse, _ := site.Profile("nurse")
	rights := nurse.Forms["incident"]
	rights.Read = profile.ScopeNone

	_, preview, err := site.SetRights(user("olga", "office"), "nurse", "incident", rights)
	fmt.Println(err, preview)
	// Output:
	// <nil> profile.set-rights by olga: 2 changes, 0 unchanged, 0 refused, 1 to look at
	//   profile nurse loses read workspace (form incident)
	//   profile nurse loses right sharePublicly (form incident)
	//   note: sharePublicly goes off with read
}

// A new form is there for administrators at once, and closed for everybody else.
func ExampleSite_AddForm() {
	site, _, err := clinic().AddForm(user("olga", "office"), "near miss")
	if err != nil {
		log.Fatal(err)
	}
	if err := site.Matrix().WriteText(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// profile  form       read       change  delete  register  change form  share publicly  change closed  administer
	// office   incident   all        all     all     yes       yes          yes             yes            yes
	// office   feedback   all        all     all     yes       yes          yes             yes            yes
	// office   near miss  all        all     all     yes       yes          yes             yes            yes
	// nurse    incident   workspace  -       -       -         -            yes             -              -
	// nurse    feedback   -          -       -       -         -            -               -              -
	// nurse    near miss  -          -       -       -         -            -               -              -
}

// What is allowed and may be a mistake: here users who are selected on a case of
// another workspace would change what they cannot read.
func ExampleSite_Lint() {
	site, _, err := clinic().SetRights(user("olga", "office"), "nurse", "incident",
		profile.FormRights{Read: profile.ScopeWorkspace, Change: profile.ScopeInvolved})
	if err != nil {
		log.Fatal(err)
	}
	for finding := range site.Lint() {
		fmt.Println(finding)
	}
	// Output:
	// "feedback": no profile has rights on it outside administrator mode (unused-form)
	// "nurse" on "incident": change involved reaches cases that read workspace does not (change-wider-than-read)
}
