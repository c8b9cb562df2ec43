package profile_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/profile"
)

func TestANameThatIsWrittenOtherwiseIsFound(t *testing.T) {
	for _, name := range []struct{ there, asked, says string }{
		{"h\u00e4ndelse", "ha\u0308ndelse", `; "händelse" is, and is written otherwise: "ha\u0308ndelse" is not "h\u00e4ndelse"`},
		{"ha\u0308ndelse", "h\u00e4ndelse", "; \"ha\u0308ndelse\" is, and is written otherwise: \"h\\u00e4ndelse\" is not \"ha\\u0308ndelse\""},
		{"incident", "Incident ", `; "incident" is, and is written otherwise`},
		{"near miss", "near\u00a0 miss", `; "near miss" is, and is written otherwise`},
		{"incident", "inci\u200bdent", `; "incident" is, and is written otherwise`},
		{"ЙОД", "и\u0306од", `; "ЙОД" is, and is written otherwise: "\u0438\u0306\u043e\u0434" is not "\u0419\u041e\u0414"`},
		{"h\u00e4ndelse", "Handelse", `; "händelse" is, and is written otherwise: "Handelse" is not "h\u00e4ndelse"`},
		{"Handelse", "h\u00e4ndelse", `; "Handelse" is, and is written otherwise: "h\u00e4ndelse" is not "Handelse"`},
		{"incident", "incident" + strings.Repeat(" ", invalid.MaxIdentifier-len("incident")), `; "incident" is, and is written otherwise`},
		{"incident", "accident", ""},
		{"near miss", "nearmiss", ""},
		{"incident", "incident" + strings.Repeat(" ", 256), ""}, // too long to be a name
		{"\u200b", "", ""},                                      // no name at all looks like nothing
		{"\u200b", "\u200c", ""},                                // nor does what shows nothing
	} {
		c := chiefs()
		c.Forms = []string{"F1", name.there}
		c.Profiles = append(c.Profiles, profile.Profile{Name: name.there})
		s := mustSite(t, c)
		_, _, form := s.RemoveForm(vera(), name.asked)
		_, _, named := s.RemoveProfile(vera(), name.asked)
		forms, profiles := name.says, name.says
		if name.says == "" { // then which there are
			forms, profiles = "; "+invalid.OneOf(c.Forms), `; want one of "chief", "officer", "former", `+strconv.Quote(name.there)
		}
		for says, err := range map[string]error{"is no form of the site" + forms: form, "is no profile of the site" + profiles: named} {
			var bad *access.InvalidError
			if !errors.As(err, &bad) || !strings.HasSuffix(bad.Problem, says) {
				t.Errorf("%+q for %+q: got %v", name.asked, name.there, err)
			}
		}
		c.Profiles[0].Forms = map[string]profile.FormRights{name.asked: {}}
		_, err := profile.NewSite(c)
		var bad *access.InvalidError
		if !errors.As(err, &bad) || bad.Problem != "is no form of the site"+forms {
			t.Errorf("a site of %+q with rights on %+q: got %v", name.there, name.asked, err)
		}
	}
}

// Of several names that look alike it is the first.
func TestTheFirstNameThatLooksAlikeIsNamed(t *testing.T) {
	c := chiefs()
	c.Forms = []string{"F1", "Ab", "aB"}
	wantInvalid(t, mustSite(t, c), removeForm("ab"), `profile: form: "ab" is no form of the site; "Ab" is, and is written otherwise`)
}

func TestANewNameThatLooksLikeAnotherIsWarnedOf(t *testing.T) {
	c := chiefs()
	c.Forms = append(c.Forms, "h\u00e4ndelse")
	s := mustSite(t, c)
	_, r := mustAct(t, s, addForm("ha\u0308ndelse"))
	wantLines(t, r, "form ha\u0308ndelse gains place on the site",
		"note: cases of a form that bore this name before are cases of this one",
		`note: its name looks like "h\u00e4ndelse", which is there and is another`)
	_, r = mustAct(t, s, addProfile(profile.Profile{Name: "Officer"}))
	wantLines(t, r, "profile Officer gains place on the site",
		"note: users who belong to a profile that bore this name before get what this one gives",
		`note: its name looks like "officer", which is there and is another`)
}
