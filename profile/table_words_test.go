package profile_test

import (
	"iter"
	"strings"

	"lupa.example/profile"
)

// How tables put things into words.

// words returns the texts of what holds, or the other text if nothing does.
func words(otherwise string, holds ...string) string {
	var list []string
	for _, text := range holds {
		if text != "" {
			list = append(list, text)
		}
	}
	if list == nil {
		return otherwise
	}
	return strings.Join(list, " ")
}

func when(holds bool, text string) string { return pick(holds, text, "") }

func rightsInWords(r profile.FormRights) string {
	return words("",
		"read="+r.Read.String(), "change="+r.Change.String(), "delete="+r.Delete.String(),
		when(r.Register, "+register"), when(r.ChangeForm, "+change-form"),
		when(r.SharePublicly, "+share-publicly"), when(r.ChangeClosed, "+change-closed"))
}

func switchesInWords(w profile.Switches) string {
	return words("nothing on", when(w.Cases, "module"), when(w.Administrator, "administrator"),
		when(w.FreeText, "free-text"), when(w.QueryBuilder, "query-builder"))
}

// everySwitch yields the switches in all combinations of those that the arguments
// leave open.
func everySwitch(searches ...bool) iter.Seq[profile.Switches] {
	return func(yield func(profile.Switches) bool) {
		for _, module := range bools {
			for _, administrator := range bools {
				for _, freeText := range searches {
					for _, queryBuilder := range searches {
						w := profile.Switches{Cases: module, Administrator: administrator, FreeText: freeText, QueryBuilder: queryBuilder}
						if !yield(w) {
							return
						}
					}
				}
			}
		}
	}
}

func switched(p *profile.Profile, w profile.Switches) {
	p.Cases, p.Administrator, p.FreeText, p.QueryBuilder = w.Cases, w.Administrator, w.FreeText, w.QueryBuilder
}

// everySetting yields all that can be set on a form.
func everySetting(yield func(profile.FormRights) bool) {
	for r := range everyRights() {
		for _, register := range bools {
			for _, changeForm := range bools {
				r.Register, r.ChangeForm = register, changeForm
				if !yield(r) {
					return
				}
			}
		}
	}
}
