package profileoracle

import "testing"

func TestScopesDoNotNest(t *testing.T) {
	// who: registrant moved away, colleague, selected from elsewhere, by group from elsewhere, stranger, registrant still there
	people := map[string]Subject{
		"moved":     {"reg", []User{{"p", "W2", nil}}},
		"colleague": {"col", []User{{"p", "W1", nil}}},
		"selected":  {"sel", []User{{"p", "W2", nil}}},
		"group":     {"grp", []User{{"p", "W2", []string{"g"}}}},
		"stranger":  {"str", []User{{"p", "W2", []string{"h"}}}},
		"stayed":    {"reg", []User{{"p", "W1", nil}}},
		"homeless":  {"hom", []User{{"p", "", []string{""}}}},
	}
	want := map[string][]string{
		"all":        {"moved", "colleague", "selected", "group", "stranger", "stayed", "homeless"},
		"workspace":  {"colleague", "stayed"},
		"involved":   {"selected", "group"},
		"registered": {"moved", "stayed"},
		"none":       {},
	}
	for scope, allowed := range want {
		p := Policy{[]string{"F"}, []Profile{{Name: "p", Cases: true, Forms: map[string]Rights{"F": {Read: scope, Change: scope, Delete: scope}}}}}
		for who, s := range people {
			for _, a := range []string{"read", "change", "delete"} {
				got := Check(p, s, a, Resource{Kind: "profile.case", Form: "F", RegisteredBy: "reg", Workspace: "W1", Users: []string{"sel"}, Groups: []string{"g", ""}, Status: Open})
				if got != in(allowed, who) {
					t.Errorf("%s %s %s: %v", scope, who, a, got)
				}
			}
		}
	}
}

func TestTraps(t *testing.T) {
	pol := Policy{[]string{"F", "G", "H"}, []Profile{
		{Name: "p", Cases: true, FreeText: true, QueryBuilder: true, Forms: map[string]Rights{
			"F": {Read: "registered", Change: "all", Delete: "all", SharePublicly: true},
			"G": {Read: "none", Change: "all", ChangeClosed: true, Register: true, ChangeForm: true}}},
		{Name: "off", Administrator: true},
		{Name: "admin", Cases: true, Administrator: true},
		{Name: "blind", Cases: true, FreeText: true, QueryBuilder: true},
		{Name: "text", Cases: true, FreeText: true, Forms: map[string]Rights{"F": {Read: "all"}}},
	}}
	s := func(p string) Subject { return Subject{"anna", []User{{p, "W", nil}}} }
	cas := func(f, by string, st Status) Resource {
		return Resource{Kind: "profile.case", Form: f, RegisteredBy: by, Workspace: "W", Status: st}
	}
	form := func(f string) Resource { return Resource{Kind: "profile.form", Form: f} }
	search := func(f ...string) Resource { return Resource{Kind: "profile.search", Forms: f} }
	saved := func(by string, f ...string) Resource {
		return Resource{Kind: "profile.search", Forms: f, SavedBy: by}
	}
	for _, c := range []struct {
		name string
		s    Subject
		a    string
		r    Resource
		want bool
	}{
		{"closed, All", s("p"), "change", cas("F", "anna", Closed), false},
		{"unknown is closed", s("p"), "change", cas("F", "anna", 0), false},
		{"open", s("p"), "change", cas("F", "bo", Open), true},
		{"closed with the setting", s("p"), "change", cas("G", "bo", Closed), true},
		{"closed, read", s("p"), "read", cas("F", "anna", Closed), true},
		{"closed, delete", s("p"), "delete", cas("F", "bo", Closed), true},
		{"administrator, closed", s("admin"), "change", cas("F", "bo", Closed), true},
		{"administrator, unknown form", s("admin"), "read", cas("Z", "bo", 0), true},
		{"administrator, empty form", s("admin"), "read", cas("", "bo", Open), false},
		{"administrator, unknown action", s("admin"), "burn", cas("F", "bo", Open), false},
		{"administrator without module", s("off"), "read", cas("F", "bo", Open), false},
		{"share what one reads", s("p"), "share-publicly", cas("F", "anna", Closed), true},
		{"share what one does not read", s("p"), "share-publicly", cas("F", "bo", Open), false},
		{"register without read", s("p"), "register", form("G"), true},
		{"register off", s("p"), "register", form("F"), false},
		{"change form", s("p"), "change", form("G"), true},
		{"change form is not change cases", s("p"), "change", form("F"), false},
		{"administer", s("p"), "administer", form("G"), false},
		{"administer, administrator", s("admin"), "administer", form("Z"), true},
		{"free text", s("p"), "free-text", search(), true},
		{"free text filtered", s("p"), "free-text", search("F"), true},
		{"free text, form outside", s("p"), "free-text", search("F", "G"), false},
		{"free text, nothing accessible", s("blind"), "free-text", search(), false},
		{"query", s("p"), "query", search("F"), true},
		{"query, no form", s("p"), "query", search(), false},
		{"query, two forms", s("p"), "query", search("F", "G"), false},
		{"query, no read", s("p"), "query", search("G"), false},
		{"administrator, two forms", s("admin"), "query", search("F", "G"), false},
		{"free text alone saves nothing", s("text"), "save", search("F"), false},
		{"free text alone queries nothing", s("text"), "query", search("F"), false},
		{"another's query", s("p"), "query", saved("bo", "F"), false},
		{"another's query, save", s("p"), "save", saved("bo", "F"), false},
		{"own query", s("p"), "save", saved("anna", "F"), true},
		{"same twice, groups as a set", Subject{"anna", []User{{"p", "W", []string{"g", "h"}}, {"p", "W", []string{"h", "g", "h"}}}}, "read", cas("F", "anna", Open), true},
		{"other groups", Subject{"anna", []User{{"p", "W", []string{"g"}}, {"p", "W", []string{"g", "h"}}}}, "read", cas("F", "anna", Open), false},
		{"a case that nobody registered", s("admin"), "read", cas("F", "", Open), true},
		{"a case that nobody registered, registered", s("p"), "read", cas("F", "", Open), false},
		{"a case that nobody registered, All", s("p"), "delete", cas("F", "", Open), true},
		{"unknown profile", s("x"), "read", cas("F", "anna", Open), false},
		{"ambiguous", Subject{"anna", []User{{"p", "W", nil}, {"admin", "W", nil}}}, "read", cas("F", "anna", Open), false},
		{"same twice", Subject{"anna", []User{{"p", "W", nil}, {"p", "W", nil}}}, "read", cas("F", "anna", Open), true},
	} {
		if got := Check(pol, c.s, c.a, c.r); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
