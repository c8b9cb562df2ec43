package profile_test

import (
	"maps"
	"slices"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/profile"
)

// seenScope returns the scope of an activity as Check shows it, from single relations
// to a case, and whether there is one that does as Check does.
func seenScope(s *profile.Site, name string, a access.Action, form string, status profile.Status) (profile.Scope, bool) {
	user := veraOf(name)
	may := func(change func(*profile.Case)) bool {
		c := &profile.Case{ID: "K1", Form: form, RegisteredBy: "bo", Workspace: "W2", Status: status}
		change(c)
		return s.Check(user, a, c).Allowed
	}
	stranger := may(func(*profile.Case) {})
	registrant := may(func(c *profile.Case) { c.RegisteredBy = "vera" })
	selected := may(func(c *profile.Case) { c.Users = []string{"vera"} })
	inGroup := may(func(c *profile.Case) { c.Groups = []string{"night"} })
	there := may(func(c *profile.Case) { c.Workspace = "W1" })
	switch [5]bool{stranger, registrant, selected, inGroup, there} {
	case [5]bool{}:
		return profile.ScopeNone, true
	case [5]bool{false, true, false, false, false}:
		return profile.ScopeRegistered, true
	case [5]bool{false, false, true, true, false}:
		return profile.ScopeInvolved, true
	case [5]bool{false, false, false, false, true}:
		return profile.ScopeWorkspace, true
	case [5]bool{true, true, true, true, true}:
		return profile.ScopeAll, true
	}
	return 0, false
}

// seenRights returns what a profile has on a form as Check shows it.
func seenRights(t *rapid.T, s *profile.Site, name, form string) profile.FormRights {
	scope := func(a access.Action, status profile.Status) profile.Scope {
		seen, known := seenScope(s, name, a, form, status)
		if !known {
			t.Fatalf("%s %s: what %s may do is no scope's", a, form, name)
		}
		return seen
	}
	return profile.FormRights{
		Read:          scope(profile.ActionRead, profile.StatusOpen),
		Change:        scope(profile.ActionChange, profile.StatusOpen),
		Delete:        scope(profile.ActionDelete, profile.StatusOpen),
		Register:      s.Check(veraOf(name), profile.ActionRegister, &profile.Form{ID: form}).Allowed,
		ChangeForm:    s.Check(veraOf(name), profile.ActionChange, &profile.Form{ID: form}).Allowed,
		SharePublicly: scope(profile.ActionSharePublicly, profile.StatusOpen) != profile.ScopeNone,
		ChangeClosed:  scope(profile.ActionChange, profile.StatusClosed) != profile.ScopeNone,
	}
}

// told returns the rights as reports name them.
func told(r profile.FormRights) []report.Thing {
	var list []report.Thing
	for kind, s := range map[access.Kind]profile.Scope{
		profile.KindRead: r.Read, profile.KindChange: r.Change, profile.KindDelete: r.Delete,
	} {
		if s != profile.ScopeNone {
			list = append(list, report.Thing{Kind: kind, ID: s.String()})
		}
	}
	for right, on := range map[string]bool{
		"register": r.Register, "changeForm": r.ChangeForm, "sharePublicly": r.SharePublicly, "changeClosed": r.ChangeClosed,
	} {
		if on {
			list = append(list, report.Thing{Kind: profile.KindRight, ID: right})
		}
	}
	return list
}

// asSet reports whether what is set on the profile is what counts: with the case
// module and without administrator mode.
func asSet(s *profile.Site, name string) bool {
	p, known := s.Profile(name)
	return known && p.Cases && !p.Administrator
}

// wantReported compares a report with what Check shows of each profile before and
// after: exactly, right by right, where what is set counts, as with a profile that is
// not there; and elsewhere nobody gains or loses who is not in the report.
func wantReported(t *rapid.T, before, after *profile.Site, r report.Report) {
	for _, name := range someProfiles {
		items := make(map[report.Item]bool)
		mentioned := false
		for _, i := range r.Items {
			if i.Who == theProfile(name) && i.Outcome == report.Change {
				mentioned = true
				if i.Where != (report.Thing{}) {
					items[report.Item{Effect: i.Effect, What: i.What, Where: i.Where}] = true
				}
			}
		}
		was, is := allowedOf(before, name), allowedOf(after, name)
		if !slices.Equal(was, is) && !mentioned {
			t.Fatalf("%s may other things than before, and the report says nothing of it: %v", name, r)
		}
		_, there := before.Profile(name)
		_, stays := after.Profile(name)
		if there && !asSet(before, name) || stays && !asSet(after, name) {
			continue
		}
		want := make(map[report.Item]bool)
		for _, form := range someForms {
			had, has := told(seenRights(t, before, name, form)), told(seenRights(t, after, name, form))
			for _, what := range had {
				if !slices.Contains(has, what) {
					want[report.Item{Effect: report.Loss, What: what, Where: theForm(form)}] = true
				}
			}
			for _, what := range has {
				if !slices.Contains(had, what) {
					want[report.Item{Effect: report.Gain, What: what, Where: theForm(form)}] = true
				}
			}
		}
		if !maps.Equal(want, items) {
			t.Fatalf("%s: the report is %v, and Check shows %v", name, r, want)
		}
	}
}

func allowedOf(s *profile.Site, name string) []bool {
	var list []bool
	for _, d := range decisionsOf(s, name) {
		list = append(list, d.Allowed)
	}
	return list
}
