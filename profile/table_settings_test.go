package profile_test

import (
	"errors"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/profile"
)

// Every setting of a form there could be, with the extended rights on or off whatever
// their base, and whether a site can have it.
//
//	LUPA_TABLE=/tmp/settings.txt go test -run '^TestTableOfSettings$' ./profile
func TestTableOfSettings(t *testing.T) {
	table := accesstest.NewTable(t, "settings")
	for r := range everyRightsRegardless {
		for _, delete := range everyScope {
			r.Delete = delete
			for _, register := range bools {
				r.Register = register
				for _, changeForm := range bools {
					r.ChangeForm = changeForm
					_, err := profile.NewSite(officers(r))
					baseless := r.SharePublicly && r.Read == profile.ScopeNone || r.ChangeClosed && r.Change == profile.ScopeNone
					if (err != nil) != baseless {
						t.Fatalf("%+v: %v", r, err)
					}
					table.Outcome(oneLine("valid", err), rightsInWords(r))
				}
			}
		}
	}
	table.Compare()
}

// everyRightsRegardless yields the rights to read and change with the extended rights,
// those that lack their base included.
func everyRightsRegardless(yield func(profile.FormRights) bool) {
	var r profile.FormRights
	for _, read := range everyScope {
		r.Read = read
		for _, change := range everyScope {
			r.Change = change
			for _, sharePublicly := range bools {
				r.SharePublicly = sharePublicly
				for _, changeClosed := range bools {
					r.ChangeClosed = changeClosed
					if !yield(r) {
						return
					}
				}
			}
		}
	}
}

// From every setting of reading, changing and their extended rights to every other,
// valid or not, on a profile with every combination of case module and administrator
// mode: what is then set, or what is wrong.
//
//	LUPA_TABLE=/tmp/setting.txt go test -run '^TestTableOfSettingRights$' ./profile
func TestTableOfSettingRights(t *testing.T) {
	table := accesstest.NewTable(t, "setting rights")
	for before := range everyRightsRegardless {
		for w := range everySwitch(false) {
			config := chiefs()
			config.Profiles[1].Forms = map[string]profile.FormRights{"F1": before}
			switched(&config.Profiles[1], w)
			site, err := profile.NewSite(config)
			if err != nil {
				continue // in the table of settings
			}
			for wanted := range everyRightsRegardless {
				next, r, err := site.SetRights(vera(), "officer", "F1", wanted)
				set, valid := wantSet(before, wanted)
				if (err == nil) != valid || errors.Is(err, access.ErrDenied) {
					t.Fatalf("%+v to %+v: %v", before, wanted, err)
				}
				outcome := oneLine("", err)
				if err == nil {
					after, _ := next.Profile("officer")
					if after.Forms["F1"] != set {
						t.Fatalf("%+v to %+v: got %+v", before, wanted, after.Forms["F1"])
					}
					outcome = rightsInWords(set) + "; " + strings.ReplaceAll(r.String(), "\n", ";")
				}
				table.Outcome(outcome, switchesInWords(w)+",", rightsInWords(before), "to", rightsInWords(wanted))
			}
		}
	}
	table.Compare()
}

// wantSet returns what comes of setting the rights: an extended right goes off with
// its base if it was on, and is not valid without its base if it was not.
func wantSet(before, wanted profile.FormRights) (set profile.FormRights, valid bool) {
	set, valid = wanted, true
	if wanted.SharePublicly && wanted.Read == profile.ScopeNone {
		set.SharePublicly = false
		valid = before.SharePublicly
	}
	if wanted.ChangeClosed && wanted.Change == profile.ScopeNone {
		set.ChangeClosed = false
		valid = valid && before.ChangeClosed
	}
	return set, valid
}

// oneLine returns the error's text on one line, or the other text if there is none.
func oneLine(otherwise string, err error) string {
	if err == nil {
		return otherwise
	}
	return strings.ReplaceAll(err.Error(), "\n", "; ")
}
