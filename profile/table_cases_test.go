package profile_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
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

func pick(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}

// A tableCase is a case of F1 in some relation to anna, with the relation in words.
type tableCase struct {
	combination
	text string
	row  *profile.Case
}

// casesOf returns the case of the form in every relation to anna and with every
// status.
func casesOf(form string) []tableCase {
	var all []tableCase
	for _, registrant := range bools {
		for _, selected := range bools {
			for _, inGroup := range bools {
				for _, sameWorkspace := range bools {
					for _, status := range []profile.Status{profile.StatusUnknown, profile.StatusOpen, profile.StatusClosed} {
						c := caseThat()
						c.Form, c.Status = form, status
						c.RegisteredBy = pick(registrant, "anna", "bo")
						c.Users = []string{pick(selected, "anna", "cia")}
						c.Groups = []string{"day", pick(inGroup, "night", "dawn")}
						c.Workspace = pick(sameWorkspace, "W1", "W2")
						all = append(all, tableCase{
							combination: combination{
								registrant: registrant, selected: selected, inGroup: inGroup,
								sameWorkspace: sameWorkspace, status: status,
							},
							text: words("stranger", when(registrant, "registrant"), when(selected, "selected"),
								when(inGroup, "in-group"), when(sameWorkspace, "same-workspace")) + ", " + status.String() + ",",
							row: c,
						})
					}
				}
			}
		}
	}
	return all
}

// Every setting of a form × case module × administrator mode × relation of the user
// to the case × status × action. What else there is on a profile, the two ways of
// searching, is asked too and makes no row, as it makes no difference.
//
//	LUPA_TABLE=/tmp/cases.txt go test -run '^TestTableOfCases$' ./profile
func TestTableOfCases(t *testing.T) {
	accesstest.Large(t)
	table := accesstest.NewTable(t, "cases")
	user, cases := anna(), casesOf("F1")
	for rights := range everySetting {
		for w := range everySwitch(false) {
			config := with(officers(rights), func(p *profile.Profile) { switched(p, w) })
			site := mustSite(t, config)
			searching := mustSite(t, with(config, func(p *profile.Profile) { p.FreeText, p.QueryBuilder = true, true }))
			setting := switchesInWords(w) + ", " + rightsInWords(rights) + ":"
			lists := listsOf(site, user, profile.KindCase)
			for _, c := range cases {
				c.module, c.administrator, c.rights = w.Cases, w.Administrator, rights
				for _, action := range caseActions {
					c.action = action
					d := site.Check(user, c.action, c.row)
					if d.Allowed != c.may() {
						t.Fatalf("%s %s %s: got %v", setting, c.text, c.action, d)
					}
					if with := searching.Check(user, c.action, c.row); with != d {
						t.Fatalf("%s %s %s: got %v, and %v who may search", setting, c.text, c.action, d, with)
					}
					if err := lists.agree(c.action, c.row, d); err != nil {
						t.Fatalf("%s %s %s: %v", setting, c.text, c.action, err)
					}
					table.Row(d, setting, c.text, string(c.action))
				}
			}
		}
	}
	table.Compare()
}

// Cases without a known registrant or workspace or either × one scope for all, with the
// extended rights it may have × case module × administrator mode × whether the user has
// a workspace × selected × in the group × status × action.
//
//	LUPA_TABLE=/tmp/cases.txt go test -run '^TestTableOfCasesOfWhichLittleIsKnown$' ./profile
func TestTableOfCasesOfWhichLittleIsKnown(t *testing.T) {
	table := accesstest.NewTable(t, "cases of which little is known")
	for _, scope := range everyScope {
		extended := scope != profile.ScopeNone
		rights := profile.FormRights{Read: scope, Change: scope, Delete: scope, SharePublicly: extended, ChangeClosed: extended}
		for w := range everySwitch(false) {
			site := mustSite(t, with(officers(rights), func(p *profile.Profile) { switched(p, w) }))
			setting := switchesInWords(w) + ", " + rightsInWords(rights) + ":"
			for _, c := range casesOf("F1") {
				for _, lacks := range []string{"registrant", "workspace", "both"} {
					for _, workspace := range []string{"W1", ""} {
						row := *c.row
						row.RegisteredBy = pick(lacks == "workspace", row.RegisteredBy, "")
						row.Workspace = pick(lacks == "registrant", row.Workspace, "")
						c.module, c.administrator, c.rights = w.Cases, w.Administrator, rights
						c.registrant = row.RegisteredBy == "anna"
						c.sameWorkspace = row.Workspace == "W1" && workspace == "W1"
						user := anna()
						user.Facts[0].(*profile.User).Workspace = workspace
						lists := listsOf(site, user, profile.KindCase)
						for _, action := range caseActions {
							c.action = action
							d := site.Check(user, c.action, &row)
							if d.Allowed != c.may() {
								t.Fatalf("%s %s lacks %s, in %q, %s: got %v", setting, c.text, lacks, workspace, c.action, d)
							}
							if err := lists.agree(c.action, &row, d); err != nil {
								t.Fatalf("%s %s lacks %s, in %q, %s: %v", setting, c.text, lacks, workspace, c.action, err)
							}
							table.Row(d, setting, c.text, "lacks", lacks+", user in", pick(workspace == "", "none", workspace)+",", string(c.action))
						}
					}
				}
			}
		}
	}
	table.Compare()
}

// Cases of another form than the one on which something is set: one on which nothing
// is, and one that the site lacks. Every setting is tried, and none makes a
// difference.
//
//	LUPA_TABLE=/tmp/cases.txt go test -run '^TestTableOfCasesOfOtherForms$' ./profile
func TestTableOfCasesOfOtherForms(t *testing.T) {
	accesstest.Large(t)
	table := accesstest.NewTable(t, "cases of other forms")
	for w := range everySwitch(false) {
		var sites []*profile.Site
		for rights := range everySetting {
			sites = append(sites, mustSite(t, with(officers(rights), func(p *profile.Profile) { switched(p, w) })))
		}
		for _, form := range []string{"F2", "F9"} {
			for _, c := range casesOf(form) {
				for _, action := range caseActions {
					d := sameEverywhere(t, sites, action, c.row)
					if d.Allowed != (w.Cases && w.Administrator) {
						t.Fatalf("%+v: %s of %s: got %v", w, action, form, d)
					}
					table.Row(d, switchesInWords(w)+",", form+",", c.text, string(action))
				}
			}
		}
	}
	table.Compare()
}

// sameEverywhere returns what all the sites decide about anna, and fails unless they
// agree.
func sameEverywhere(t *testing.T, sites []*profile.Site, a access.Action, r access.Resource) access.Decision {
	t.Helper()
	user := anna()
	d := sites[0].Check(user, a, r)
	for _, site := range sites {
		if got := site.Check(user, a, r); got != d {
			t.Fatalf("%s %s: got %v, and %v where something else is set", a, r.Kind(), d, got)
		}
	}
	if err := listsOf(sites[0], user, r.Kind()).agree(a, r, d); err != nil {
		t.Fatalf("%s %s: %v", a, r.Kind(), err)
	}
	return d
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
			for _, sharePublicly := range bools {
				r.SharePublicly = sharePublicly
				for _, changeClosed := range bools {
					r.ChangeClosed = changeClosed
					baseless := r.SharePublicly && r.Read == profile.ScopeNone || r.ChangeClosed && r.Change == profile.ScopeNone
					if !baseless && !yield(r) {
						return
					}
				}
			}
		}
	}
}
