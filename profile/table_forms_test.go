package profile_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/profile"
)

// Every setting of a form × case module × administrator mode × action × that form,
// one on which nothing is set, and one that the site lacks.
//
//	LUPA_TABLE=/tmp/forms.txt go test -run '^TestTableOfForms$' ./profile
func TestTableOfForms(t *testing.T) {
	table := accesstest.NewTable(t, "forms")
	user := anna()
	for rights := range everySetting {
		for w := range everySwitch(false) {
			site := mustSite(t, with(officers(rights), func(p *profile.Profile) { switched(p, w) }))
			setting := switchesInWords(w) + ", " + rightsInWords(rights) + ":"
			lists := listsOf(site, user, profile.KindForm)
			for _, form := range []string{"F1", "F2", "F9"} {
				for _, action := range []access.Action{profile.ActionRegister, profile.ActionChange, profile.ActionAdminister} {
					d := site.Check(user, action, &profile.Form{ID: form})
					set := form == "F1" && (action == profile.ActionRegister && rights.Register || action == profile.ActionChange && rights.ChangeForm)
					if d.Allowed != (w.Cases && (w.Administrator || set)) {
						t.Fatalf("%s %s %s: got %v", setting, action, form, d)
					}
					if err := lists.agree(action, &profile.Form{ID: form}, d); err != nil {
						t.Fatalf("%s %s %s: %v", setting, action, form, err)
					}
					table.Row(d, setting, string(action), form)
				}
			}
		}
	}
	table.Compare()
}

// Every combination of switches × scopes for reading two forms × lists of up to two
// forms, one of which the site lacks, in either order and with repetitions × saved by
// nobody, the user or another × action. What else is set on the forms makes no
// difference.
//
//	LUPA_TABLE=/tmp/searches.txt go test -run '^TestTableOfSearches$' ./profile
func TestTableOfSearches(t *testing.T) {
	table := accesstest.NewTable(t, "searches")
	for w := range everySwitch(bools...) {
		for _, f1 := range everyScope {
			for _, f2 := range everyScope {
				reads := map[string]bool{"F1": f1 != profile.ScopeNone, "F2": f2 != profile.ScopeNone}
				setting := switchesInWords(w) + ", F1 read=" + f1.String() + ", F2 read=" + f2.String() + ":"
				var sites []*profile.Site
				for _, rest := range []profile.FormRights{
					{},
					{Change: profile.ScopeAll, Delete: profile.ScopeAll, Register: true, ChangeForm: true, ChangeClosed: true},
				} {
					one, two := rest, rest
					one.Read, two.Read = f1, f2
					sites = append(sites, mustSite(t, with(officers(one), func(p *profile.Profile) {
						p.Forms["F2"] = two
						switched(p, w)
					})))
				}
				for _, search := range everySearch() {
					for _, action := range []access.Action{profile.ActionFreeText, profile.ActionQuery, profile.ActionSave} {
						d := sameEverywhere(t, sites, action, search)
						if d.Allowed != maySearch(w, reads, action, search) {
							t.Fatalf("%s %s %+v: got %v", setting, action, search, d)
						}
						table.Row(d, setting, string(action), words("everywhere", search.Forms...), "saved by", pick(search.SavedBy == "", "nobody", search.SavedBy))
					}
				}
			}
		}
	}
	table.Compare()
}

func everySearch() []*profile.Search {
	var all []*profile.Search
	names := []string{"F1", "F2", "F9"}
	lists := [][]string{nil}
	for _, first := range names {
		lists = append(lists, []string{first})
		for _, second := range names {
			lists = append(lists, []string{first, second})
		}
	}
	for _, forms := range lists {
		for _, by := range []string{"", "anna", "bo"} {
			all = append(all, &profile.Search{ID: "Q1", Forms: forms, SavedBy: by})
		}
	}
	return all
}

// maySearch answers by reading the rules aloud; reads says which forms are
// accessible.
func maySearch(w profile.Switches, reads map[string]bool, a access.Action, s *profile.Search) bool {
	if !w.Cases || s.SavedBy == "bo" {
		return false
	}
	builder := a == profile.ActionQuery || a == profile.ActionSave
	if builder && len(s.Forms) != 1 {
		return false
	}
	if w.Administrator {
		return true
	}
	for _, form := range s.Forms {
		if !reads[form] {
			return false
		}
	}
	if builder {
		return w.QueryBuilder
	}
	return w.FreeText && (reads["F1"] || reads["F2"])
}
