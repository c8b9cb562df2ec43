package profile_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access/report"
	"lupa.example/profile"
)

// replay makes the change that a report tells of, and nothing else, in a
// configuration.
func replay(t *rapid.T, c profile.Config, r report.Report) profile.Config {
	for _, i := range r.Items {
		on := i.Effect == report.Gains
		at := slices.IndexFunc(c.Profiles, func(p profile.Profile) bool { return p.Name == i.Who })
		if i.What == "a place on the site" {
			switch {
			case strings.HasSuffix(r.Act, "-form") && on:
				c.Forms = append(c.Forms, i.Who)
			case strings.HasSuffix(r.Act, "-form"):
				c.Forms = slices.DeleteFunc(c.Forms, func(f string) bool { return f == i.Who })
			case on:
				c.Profiles = append(c.Profiles, profile.Profile{Name: i.Who})
			}
			continue
		}
		replayItem(t, &c.Profiles[at], i, on)
	}
	if r.Act == "profile.remove-profile" {
		// Everything was taken from it; what is left is the name.
		c.Profiles = slices.DeleteFunc(c.Profiles, func(p profile.Profile) bool {
			return p.Name == r.Items[0].Who && len(p.Forms) == 0 && p.Switches() == profile.Switches{}
		})
	}
	return c
}

func replayItem(t *rapid.T, p *profile.Profile, i report.Item, on bool) {
	if flag, ok := map[string]*bool{
		"case module": &p.Cases, "administrator mode": &p.Administrator,
		"free text": &p.FreeText, "query builder": &p.QueryBuilder,
	}[i.What]; ok {
		mustChange(t, i, *flag, on)
		*flag = on
		return
	}
	set := p.Forms[i.Where]
	if flag, ok := map[string]*bool{
		"register": &set.Register, "change form": &set.ChangeForm,
		"share publicly": &set.SharePublicly, "change closed": &set.ChangeClosed,
	}[i.What]; ok {
		mustChange(t, i, *flag, on)
		*flag = on
	} else {
		activity, name, _ := strings.Cut(i.What, " ")
		field := map[string]*profile.Scope{"read": &set.Read, "change": &set.Change, "delete": &set.Delete}[activity]
		var scope profile.Scope
		if err := scope.UnmarshalText([]byte(name)); err != nil || field == nil {
			t.Fatalf("%v: %v", i, err)
		}
		mustChange(t, i, *field == scope, on)
		*field = scope
		if !on {
			*field = profile.ScopeNone
		}
	}
	if p.Forms == nil {
		p.Forms = make(map[string]profile.FormRights)
	}
	p.Forms[i.Where] = set
	if set == (profile.FormRights{}) {
		delete(p.Forms, i.Where)
	}
}

func mustChange(t *rapid.T, i report.Item, is, on bool) {
	if is == on {
		t.Fatalf("%v: it is so already", i)
	}
}

func TestAReportIsExactlyTheDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := administeredSite(t)
		a := randomAttempt(t)
		next, r, err := a.try(s, veraOf("chief"))
		if err != nil || next == s {
			return
		}
		if diff := sameConfig(setConfig(next), replay(t, setConfig(s), r)); diff != "" {
			t.Fatalf("%v\ndoes not lead to the next site (-next +replayed)\n%s", r, diff)
		}
	})
}

// What the report calls no gain opens nothing, and no loss closes nothing.
func TestAReportThatNamesNoGainOpensNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := administeredSite(t)
		a := randomAttempt(t)
		next, r, err := a.try(s, veraOf("chief"))
		if err != nil {
			return
		}
		opens, closes := false, false
		after := decisions(next)
		for i, before := range decisions(s) {
			opens = opens || !before.Allowed && after[i].Allowed
			closes = closes || before.Allowed && !after[i].Allowed
		}
		names := func(e report.Effect) bool {
			return slices.ContainsFunc(r.Items, func(i report.Item) bool { return i.Outcome == report.Done && i.Effect == e })
		}
		if opens && !names(report.Gains) || closes && !names(report.Loses) {
			t.Fatalf("opens %v, closes %v: %v", opens, closes, r)
		}
	})
}
