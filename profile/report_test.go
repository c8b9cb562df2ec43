package profile_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/profile"
)

func TestReportsAsTextAndJSON(t *testing.T) {
	s := mustSite(t, chiefs())
	_, done, err := s.SetRights(vera(), "officer", "F1", profile.FormRights{Change: profile.ScopeAll, SharePublicly: true})
	if err != nil {
		t.Fatal(err)
	}
	_, refused, _ := s.SetRights(acting("anna", "officer"), "officer", "F1", profile.FormRights{Read: profile.ScopeAll})
	for _, r := range []report.Report{done, refused} {
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var back report.Report
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, back, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("read back (-written +read)\n%s", diff)
		}
	}
	got := done.String() + "\n" + refused.String()
	const want = `profile.set-rights by vera: 5 changes, 0 unchanged, 0 refused, 1 to look at
  profile officer loses read workspace (form F1)
  profile officer loses change registered (form F1)
  profile officer gains change all (form F1)
  profile officer loses right sharePublicly (form F1)
  profile officer loses right changeClosed (form F1)
  note: sharePublicly goes off with read
profile.set-rights by anna: 0 changes, 0 unchanged, 1 refused
  profile officer gains read all (form F1): refused, profile/not-administrator`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reported (-want +got)\n%s", diff)
	}
}

// replay makes the change that a report tells of, and nothing else, in a
// configuration.
func replay(t *rapid.T, c profile.Config, r report.Report) profile.Config {
	for _, i := range r.Items {
		on := i.Effect == report.Gain
		switch {
		case i.What.Kind != profile.KindPlace:
			at := slices.IndexFunc(c.Profiles, func(p profile.Profile) bool { return theProfile(p.Name) == i.Who })
			replayItem(t, &c.Profiles[at], i, on)
		case i.Who.Kind == profile.KindForm && on:
			c.Forms = append(c.Forms, i.Who.ID)
		case i.Who.Kind == profile.KindForm:
			c.Forms = slices.DeleteFunc(c.Forms, func(f string) bool { return f == i.Who.ID })
		case on:
			c.Profiles = append(c.Profiles, profile.Profile{Name: i.Who.ID})
		}
	}
	if r.Act == "profile.remove-profile" {
		// Everything was taken from it; what is left is the name.
		c.Profiles = slices.DeleteFunc(c.Profiles, func(p profile.Profile) bool {
			return theProfile(p.Name) == r.Items[0].Who && len(p.Forms) == 0 && p.Switches() == profile.Switches{}
		})
	}
	return c
}

func replayItem(t *rapid.T, p *profile.Profile, i report.Item, on bool) {
	set := p.Forms[i.Where.ID]
	flag := map[report.Thing]*bool{
		{Kind: profile.KindSwitch, ID: "cases"}: &p.Cases, {Kind: profile.KindSwitch, ID: "administrator"}: &p.Administrator,
		{Kind: profile.KindSwitch, ID: "freeText"}: &p.FreeText, {Kind: profile.KindSwitch, ID: "queryBuilder"}: &p.QueryBuilder,
		{Kind: profile.KindRight, ID: "register"}: &set.Register, {Kind: profile.KindRight, ID: "changeForm"}: &set.ChangeForm,
		{Kind: profile.KindRight, ID: "sharePublicly"}: &set.SharePublicly, {Kind: profile.KindRight, ID: "changeClosed"}: &set.ChangeClosed,
	}[i.What]
	field := map[access.Kind]*profile.Scope{
		profile.KindRead: &set.Read, profile.KindChange: &set.Change, profile.KindDelete: &set.Delete,
	}[i.What.Kind]
	switch {
	case flag != nil:
		mustChange(t, i, *flag, on)
		*flag = on
	case field != nil:
		var scope profile.Scope
		if err := scope.UnmarshalText([]byte(i.What.ID)); err != nil {
			t.Fatalf("%v: %v", i, err)
		}
		mustChange(t, i, *field == scope, on)
		*field = scope
		if !on {
			*field = profile.ScopeNone
		}
	default:
		t.Fatalf("%v: no such thing", i)
	}
	if i.What.Kind == profile.KindSwitch {
		return
	}
	if p.Forms == nil {
		p.Forms = make(map[string]profile.FormRights)
	}
	p.Forms[i.Where.ID] = set
	if set == (profile.FormRights{}) {
		delete(p.Forms, i.Where.ID)
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
			return slices.ContainsFunc(r.Items, func(i report.Item) bool { return i.Outcome == report.Change && i.Effect == e })
		}
		if opens && !names(report.Gain) || closes && !names(report.Loss) {
			t.Fatalf("opens %v, closes %v: %v", opens, closes, r)
		}
	})
}
