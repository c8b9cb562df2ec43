package profile_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/profile"
)

// A combination is a profile's rights on a form, a user's relation to a case of
// it, and what is asked.
type combination struct {
	module, administrator         bool
	rights                        profile.FormRights
	registrant, selected, inGroup bool
	sameWorkspace                 bool
	status                        profile.Status
	action                        access.Action
}

// may answers by reading the rules aloud.
func (c combination) may() bool {
	if !c.module {
		return false
	}
	if c.administrator {
		return true
	}
	if c.action == profile.ActionRead {
		return c.within(c.rights.Read)
	}
	if c.action == profile.ActionDelete {
		return c.within(c.rights.Delete)
	}
	if c.action == profile.ActionSharePublicly {
		return c.within(c.rights.Read) && c.rights.SharePublicly
	}
	if c.action == profile.ActionChange && c.status == profile.StatusOpen {
		return c.within(c.rights.Change)
	}
	if c.action == profile.ActionChange {
		return c.within(c.rights.Change) && c.rights.ChangeClosed
	}
	return false
}

func (c combination) within(s profile.Scope) bool {
	if s == profile.ScopeAll {
		return true
	}
	if s == profile.ScopeWorkspace && c.sameWorkspace {
		return true
	}
	if s == profile.ScopeInvolved && c.selected {
		return true
	}
	if s == profile.ScopeInvolved && c.inGroup {
		return true
	}
	if s == profile.ScopeRegistered && c.registrant {
		return true
	}
	return false
}

var bools = []bool{false, true}

func TestEveryCombinationOfRightsAndRelations(t *testing.T) {
	for rights := range everyRights() {
		for _, module := range bools {
			for _, administrator := range bools {
				c := combination{module: module, administrator: administrator, rights: rights}
				config := with(officers(rights), func(p *profile.Profile) {
					p.Cases, p.Administrator = module, administrator
				})
				checkEveryRelation(t, newSite(t, config), c)
			}
		}
	}
}

// everyRights yields all rights to read, change and delete that can be set.
func everyRights() func(yield func(profile.FormRights) bool) {
	return func(yield func(profile.FormRights) bool) {
		const scopes = int(profile.ScopeAll) + 1
		for i := range scopes * scopes * scopes {
			r := profile.FormRights{
				Read:   profile.Scope(i % scopes),
				Change: profile.Scope(i / scopes % scopes),
				Delete: profile.Scope(i / scopes / scopes),
			}
			for _, r.SharePublicly = range bools {
				for _, r.ChangeClosed = range bools {
					baseless := r.SharePublicly && r.Read == profile.ScopeNone || r.ChangeClosed && r.Change == profile.ScopeNone
					if !baseless && !yield(r) {
						return
					}
				}
			}
		}
	}
}

func checkEveryRelation(t *testing.T, site *profile.Site, c combination) {
	t.Helper()
	user := anna()
	row := caseThat()
	check := func() {
		for _, c.status = range []profile.Status{profile.StatusUnknown, profile.StatusOpen, profile.StatusClosed} {
			row.Status = c.status
			for _, c.action = range []access.Action{
				profile.ActionRead, profile.ActionChange, profile.ActionDelete, profile.ActionSharePublicly,
			} {
				if got := site.Check(user, c.action, row); got.Allowed != c.may() {
					t.Fatalf("%+v: got %v", c, got)
				}
			}
		}
	}
	for _, c.registrant = range bools {
		row.RegisteredBy = pick(c.registrant, "anna", "bo")
		for _, c.selected = range bools {
			row.Users = []string{pick(c.selected, "anna", "cia")}
			for _, c.inGroup = range bools {
				row.Groups = []string{"day", pick(c.inGroup, "night", "dawn")}
				for _, c.sameWorkspace = range bools {
					row.Workspace = pick(c.sameWorkspace, "W1", "W2")
					check()
				}
			}
		}
	}
}

func pick(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}
