package profiletest_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/profile"
	"lupa.example/profile/profiletest"
)

// belongsTo reports whether the person belongs to the profile and to no other.
func belongsTo(s access.Subject, name string) bool {
	for _, f := range s.Facts {
		if f.(*profile.User).Profile != name {
			return false
		}
	}
	return len(s.Facts) > 0
}

// What a service states about its profiles.
func TestHouseRules(t *testing.T) {
	site, err := profile.NewSite(profile.Config{
		Forms: []string{"report", "complaint"},
		Profiles: []profile.Profile{
			{Name: "manager", Cases: true, Administrator: true},
			{Name: "officer", Cases: true, FreeText: true, Forms: map[string]profile.FormRights{
				"report":    {Read: profile.ScopeAll, Change: profile.ScopeWorkspace, Delete: profile.ScopeRegistered, Register: true},
				"complaint": {Read: profile.ScopeInvolved, Register: true},
			}},
			{Name: "temporary", Cases: true, Forms: map[string]profile.FormRights{
				"report": {Read: profile.ScopeWorkspace, Change: profile.ScopeRegistered, Register: true},
			}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	questions := profiletest.Questions(site)
	accesstest.Never(t, site, questions, "temporary staff delete nothing", func(q access.Question) bool {
		return q.Action == profile.ActionDelete && belongsTo(q.Subject, "temporary")
	})
	accesstest.Never(t, site, questions, "only managers open complaints of others", func(q access.Question) bool {
		c, ok := q.Resource.(*profile.Case)
		return ok && c.Form == "complaint" && len(c.Users)+len(c.Groups) == 0 && !belongsTo(q.Subject, "manager")
	})
	accesstest.Always(t, site, questions, "officers read every report", func(q access.Question) bool {
		c, ok := q.Resource.(*profile.Case)
		return ok && q.Action == profile.ActionRead && c.Form == "report" &&
			q.Subject.User != "" && len(q.Subject.Facts) == 1 && belongsTo(q.Subject, "officer")
	})
}
