package profile_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/profile"
)

// Conditions of a site on the rows of a kind for one person, by the action. Rows is nil
// for a kind that is not told by its rows.
type conditions struct {
	site    *profile.Site
	subject access.Subject
	rows    map[access.Action]filter.Condition
}

func listsOf(s *profile.Site, subject access.Subject, k access.Kind) conditions {
	c := conditions{site: s, subject: subject}
	for _, a := range s.Actions(k) {
		rows, err := s.Rows(subject, a, k)
		if errors.Is(err, filter.ErrNotByRow) {
			return c
		}
		if c.rows == nil {
			c.rows = make(map[access.Action]filter.Condition)
		}
		c.rows[a] = rows
	}
	return c
}

// agree returns an error unless the conditions on rows and on people say of the row what
// was decided.
func (c conditions) agree(a access.Action, r access.Resource, d access.Decision) error {
	if rows := c.rows[a]; c.rows != nil && filter.Match(rows, c.site.Row(r)) != d.Allowed {
		return fmt.Errorf("got %v, and for rows the condition %v", d, rows)
	}
	people, err := c.site.People(a, r)
	if err != nil || filter.Match(people, c.site.Person(c.subject)) != d.Allowed {
		return fmt.Errorf("got %v, and for people the condition %v and the error %v", d, people, err)
	}
	return nil
}

// departments is a site with a profile for each way in which forms may be grouped.
func departments() profile.Config {
	const none, registered, involved, workspace, all = profile.ScopeNone, profile.ScopeRegistered, profile.ScopeInvolved, profile.ScopeWorkspace, profile.ScopeAll
	return profile.Config{
		Forms: []string{"F6", "F5", "F4", "F3", "F2", "F1"},
		Profiles: []profile.Profile{
			{Name: "officer", Cases: true, FreeText: true, Forms: map[string]profile.FormRights{
				"F1": {Read: all, Change: all, Delete: registered, Register: true, SharePublicly: true},
				"F2": {Read: all, Change: all, ChangeClosed: true, Register: true, ChangeForm: true},
				"F3": {Read: workspace, Change: workspace, Delete: workspace},
				"F4": {Read: involved, Change: registered, ChangeClosed: true},
				"F5": {Read: registered, Change: none, Delete: registered, SharePublicly: true},
			}},
			{Name: "clerk", Cases: true, QueryBuilder: true, Forms: map[string]profile.FormRights{
				"F1": {Read: workspace, Change: workspace, Register: true},
				"F2": {Read: registered, Change: involved},
			}},
			{Name: "guest", Cases: true, Forms: map[string]profile.FormRights{"F1": {}}},
			{Name: "chief", Cases: true, Administrator: true},
			{Name: "former", Administrator: true, FreeText: true, Forms: map[string]profile.FormRights{"F1": {Read: all, Register: true}}},
		},
	}
}

func annaOf(profileName string) access.Subject {
	return access.Subject{User: "anna", Facts: []access.Fact{
		&profile.User{Profile: profileName, Workspace: "W1", Groups: []string{"pilots", "", "night"}},
	}}
}

func TestConditionsOnRows(t *testing.T) {
	const cases, forms = profile.KindCase, profile.KindForm
	for _, test := range []struct {
		profile string
		action  access.Action
		kind    access.Kind
		want    string
	}{
		{"officer", profile.ActionRead, cases, `form in ("F1", "F2") or (form in ("F3") and workspace in ("W1"))` +
			` or (form in ("F4") and (users has ("anna") or groups has ("night", "pilots"))) or (form in ("F5") and registeredBy in ("anna"))`},
		{"officer", profile.ActionChange, cases, `form in ("F2") or (form in ("F4") and registeredBy in ("anna"))` +
			` or (closed is false and (form in ("F1") or (form in ("F3") and workspace in ("W1"))))`},
		{"officer", profile.ActionDelete, cases, `(form in ("F3") and workspace in ("W1")) or (form in ("F1", "F5") and registeredBy in ("anna"))`},
		{"officer", profile.ActionSharePublicly, cases, `form in ("F1") or (form in ("F5") and registeredBy in ("anna"))`},
		{"officer", profile.ActionRegister, forms, `form in ("F1", "F2")`},
		{"officer", profile.ActionChange, forms, `form in ("F2")`},
		{"officer", profile.ActionAdminister, forms, `nothing`},
		{"clerk", profile.ActionChange, cases, `closed is false and ((form in ("F1") and workspace in ("W1"))` +
			` or (form in ("F2") and (users has ("anna") or groups has ("night", "pilots"))))`},
		{"clerk", profile.ActionDelete, cases, `nothing`},
		{"guest", profile.ActionRead, cases, `nothing`},
		{"chief", profile.ActionChange, cases, `present (form)`},
		{"chief", profile.ActionAdminister, forms, `present (form)`},
	} {
		got, err := mustSite(t, departments()).Rows(annaOf(test.profile), test.action, test.kind)
		if err != nil || got.String() != test.want {
			t.Errorf("%s, %s %s: got %v and the error %v, want %s", test.profile, test.action, test.kind, got, err, test.want)
		}
	}
}

// Who has no workspace and no groups shares none with anything.
func TestConditionsOnRowsOfWhoHasLittle(t *testing.T) {
	s := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: "officer", Groups: []string{""}}}}
	got, err := mustSite(t, departments()).Rows(s, profile.ActionRead, profile.KindCase)
	const want = `form in ("F1", "F2") or (form in ("F4") and users has ("anna")) or (form in ("F5") and registeredBy in ("anna"))`
	if err != nil || got.String() != want {
		t.Errorf("got %v and the error %v, want %s", got, err, want)
	}
}

func TestConditionsOnPeople(t *testing.T) {
	row := func(form string, changes ...func(*profile.Case)) *profile.Case {
		c := caseThat(changes...)
		c.Form = form
		return c
	}
	saved := &profile.Search{Forms: []string{"F1"}, SavedBy: "bo"}
	for _, test := range []struct {
		action   access.Action
		resource access.Resource
		want     string
	}{
		{profile.ActionRead, row("F1"), `profile.profile in ("chief", "officer") or (profile.profile in ("clerk") and profile.workspace in ("W2"))`},
		{profile.ActionRead, row("F4"), `profile.profile in ("chief") or (profile.profile in ("officer") and (user in ("cia") or profile.groups has ("day")))`},
		{profile.ActionRead, row("F5"), `profile.profile in ("chief") or (profile.profile in ("officer") and user in ("bo"))`},
		{profile.ActionRead, row("F9"), `profile.profile in ("chief")`},
		{profile.ActionChange, row("F1"), `profile.profile in ("chief", "officer") or (profile.profile in ("clerk") and profile.workspace in ("W2"))`},
		{profile.ActionChange, row("F1", closed), `profile.profile in ("chief")`},
		{profile.ActionChange, row("F2", closed), `profile.profile in ("chief", "officer")`},
		{profile.ActionSharePublicly, row("F1"), `profile.profile in ("chief", "officer")`},
		{profile.ActionRead, &profile.Case{Form: "F3"}, `profile.profile in ("chief")`},
		{profile.ActionRead, &profile.Case{Form: "F4", Groups: []string{""}, Users: []string{"", "bo"}}, `profile.profile in ("chief") or (profile.profile in ("officer") and user in ("bo"))`},
		{profile.ActionRegister, &profile.Form{ID: "F1"}, `profile.profile in ("chief", "clerk", "officer")`},
		{profile.ActionAdminister, &profile.Form{ID: "F9"}, `profile.profile in ("chief")`},
		{profile.ActionFreeText, &profile.Search{}, `profile.profile in ("chief", "officer")`},
		{profile.ActionFreeText, &profile.Search{Forms: []string{"F6"}}, `profile.profile in ("chief")`},
		{profile.ActionQuery, saved, `user in ("bo") and profile.profile in ("chief", "clerk")`},
		{profile.ActionQuery, &profile.Search{}, `nothing`},
	} {
		got, err := mustSite(t, departments()).People(test.action, test.resource)
		if err != nil || got.String() != test.want {
			t.Errorf("%s %+v: got %v and the error %v, want %s", test.action, test.resource, got, err, test.want)
		}
	}
}

// Where a question fails before any row is looked at, there is no condition, and the
// decision is that of Check.
func TestWhyThereIsNoCondition(t *testing.T) {
	site, read := mustSite(t, departments()), profile.ActionRead
	twoFacts := access.Subject{User: "anna", Facts: []access.Fact{&profile.User{Profile: "officer"}, &profile.User{Profile: "chief"}}}
	row, form := caseThat(), &profile.Form{ID: "F1"}
	for _, test := range []struct {
		site    *profile.Site
		subject access.Subject
		action  access.Action
		of      access.Resource
		want    access.Decision
	}{
		{nil, anna(), read, row, access.Deny(access.ReasonNoPolicy, "")},
		{new(profile.Site), anna(), read, row, access.Deny(access.ReasonNoPolicy, "")},
		{site, access.Subject{Facts: anna().Facts}, read, row, access.Deny(access.ReasonNoUser, "")},
		{site, anna(), read, new(foreign), access.Deny(access.ReasonUnknownKind, "")},
		{site, annaOf("chief"), profile.ActionRegister, row, access.Deny(access.ReasonUnknownAction, "")},
		{site, annaOf("chief"), read, form, access.Deny(access.ReasonUnknownAction, "")},
		{site, access.Subject{User: "anna"}, read, row, access.Deny(access.ReasonNoFact, "")},
		{site, twoFacts, profile.ActionChange, form, access.Deny(access.ReasonAmbiguousFact, "")},
		{site, annaOf(""), read, row, access.Deny(access.ReasonIncomplete, "")},
		{site, annaOf("visitor"), read, row, access.Deny(profile.ReasonUnknownProfile, "visitor")},
		{site, annaOf("former"), profile.ActionAdminister, form, access.Deny(profile.ReasonModuleOff, "former")},
	} {
		c, err := test.site.Rows(test.subject, test.action, test.of.Kind())
		wantNoCondition(t, c, err, test.want)
		if d := test.site.Check(test.subject, test.action, test.of); d != test.want {
			t.Errorf("Check: got %v, want %v", d, test.want)
		}
	}
	if c, err := site.Rows(anna(), profile.ActionFreeText, profile.KindSearch); !errors.Is(err, filter.ErrNotByRow) || !c.Equal(filter.Nothing()) {
		t.Errorf("searches: got %v and the error %v", c, err)
	}
}

// A resource that is at fault itself is denied to everybody, for the reason of Check.
func TestWhyThereIsNoConditionOnPeople(t *testing.T) {
	site := mustSite(t, departments())
	for _, test := range []struct {
		site   *profile.Site
		action access.Action
		of     access.Resource
		want   access.Reason
	}{
		{new(profile.Site), profile.ActionRead, caseThat(), access.ReasonNoPolicy},
		{site, profile.ActionRead, nil, access.ReasonNoResource},
		{site, profile.ActionRead, (*profile.Case)(nil), access.ReasonNoResource},
		{site, profile.ActionRead, new(foreign), access.ReasonUnknownKind},
		{site, profile.ActionRegister, caseThat(), access.ReasonUnknownAction},
		{site, profile.ActionRead, new(profile.Case), access.ReasonIncomplete},
		{site, profile.ActionAdminister, new(profile.Form), access.ReasonIncomplete},
		{site, profile.ActionFreeText, over("F1", ""), access.ReasonIncomplete},
	} {
		c, err := test.site.People(test.action, test.of)
		wantNoCondition(t, c, err, access.Deny(test.want, ""))
		if d := test.site.Check(annaOf("chief"), test.action, test.of); d != access.Deny(test.want, "") {
			t.Errorf("Check: got %v, want %s", d, test.want)
		}
	}
}

func wantNoCondition(t *testing.T, c filter.Condition, err error, want access.Decision) {
	t.Helper()
	var denied *access.DeniedError
	if !errors.As(err, &denied) || denied.Decision != want || !c.Equal(filter.Nothing()) {
		t.Errorf("got %v and the error %v, want %v", c, err, want)
	}
}

// A profile with rights on few of many forms is kept otherwise, and gives the same.
func TestFewFormsOfMany(t *testing.T) {
	const all, few = 100, 3
	c := profile.Config{Profiles: []profile.Profile{{Name: "officer", Cases: true, Forms: make(map[string]profile.FormRights)}}}
	for i := range all {
		c.Forms = append(c.Forms, fmt.Sprintf("F%02d", i))
	}
	for _, form := range c.Forms[all-few:] {
		c.Profiles[0].Forms[form] = profile.FormRights{Read: profile.ScopeAll, Register: true}
	}
	site := mustSite(t, c)
	ofCases, ofForms := listsOf(site, anna(), profile.KindCase), listsOf(site, anna(), profile.KindForm)
	const want = `form in ("F97", "F98", "F99")`
	if got := ofCases.rows[profile.ActionRead]; got.String() != want {
		t.Errorf("got %v, want %s", got, want)
	}
	for i, form := range append(c.Forms, "F100") {
		row, itself := caseThat(), &profile.Form{ID: form}
		row.Form = form
		reads, registers := site.Check(anna(), profile.ActionRead, row), site.Check(anna(), profile.ActionRegister, itself)
		if set := i >= all-few && i < all; reads.Allowed != set || registers.Allowed != set {
			t.Errorf("%s: got %v and %v", form, reads, registers)
		}
		if unknown := reads == access.Deny(profile.ReasonUnknownForm, form); unknown != (i == all) {
			t.Errorf("%s: got %v", form, reads)
		}
		if err := errors.Join(ofCases.agree(profile.ActionRead, row, reads), ofForms.agree(profile.ActionRegister, itself, registers)); err != nil {
			t.Errorf("%s: %v", form, err)
		}
	}
}

// Conditions are as long as they have to be: however many forms there are, the
// alternatives are those of the scopes.
func TestAlternativesAreOfScopesAndNotOfForms(t *testing.T) {
	c := profile.Config{Profiles: []profile.Profile{{Name: "officer", Cases: true, Forms: make(map[string]profile.FormRights)}}}
	for i := range 200 {
		form := fmt.Sprint("F", i)
		c.Forms = append(c.Forms, form)
		scope := profile.Scope(i % 5)
		c.Profiles[0].Forms[form] = profile.FormRights{Read: scope, Change: scope, ChangeClosed: scope != profile.ScopeNone && i%2 == 0}
	}
	for a, most := range map[access.Action]int{profile.ActionRead: 4, profile.ActionChange: 8} {
		got, err := mustSite(t, c).Rows(anna(), a, profile.KindCase)
		if n := len(regexp.MustCompile(`form in`).FindAllString(got.String(), -1)); err != nil || n != most {
			t.Errorf("%s: got %d alternatives and the error %v, want %d", a, n, err, most)
		}
	}
}

// Who has two facts that differ has none of which a condition could speak.
func TestWhatIsKnownOfAPerson(t *testing.T) {
	site := mustSite(t, departments())
	for name, test := range map[string]struct {
		subject            access.Subject
		profile, workspace string
		groups             []string
	}{
		"a fact":            {anna(), "officer", "W1", []string{"night", "pilots"}},
		"no fact":           {access.Subject{User: "anna"}, "", "", nil},
		"facts that differ": {access.Subject{User: "anna", Facts: []access.Fact{annasFact(), &profile.User{Profile: "officer"}}}, "", "", nil},
	} {
		person := site.Person(test.subject)
		if person.Text("user") != "anna" || person.Text("profile.profile") != test.profile ||
			person.Text("profile.workspace") != test.workspace || !slices.Equal(person.List("profile.groups"), test.groups) {
			t.Errorf("%s: got the profile %q, workspace %q and groups %q", name,
				person.Text("profile.profile"), person.Text("profile.workspace"), person.List("profile.groups"))
		}
	}
}

func TestClosedIsKnownOrNot(t *testing.T) {
	for status, want := range map[profile.Status][2]bool{
		profile.StatusUnknown: {false, false}, profile.StatusOpen: {false, true}, profile.StatusClosed: {true, true}, 3: {false, false},
	} {
		closed, known := new(profile.Site).Row(&profile.Case{Status: status}).Bool("closed")
		if got := [2]bool{closed, known}; got != want {
			t.Errorf("status %d: got closed %v, known %v", status, closed, known)
		}
	}
}

// Conditions speak of what is read from requests, in that order, and of a form of its id.
func TestPropertiesAreThoseOfTheWireFormat(t *testing.T) {
	site := mustSite(t, departments())
	_, err := decodeStrict(t, profile.KindCase, `{"?":1}`, `{}`)
	wantProperties(t, site.Schema(profile.KindCase), namesRead(t, "", err))
	wantProperties(t, site.Schema(profile.KindForm), []string{"form"})
	wantProperties(t, site.Schema(profile.KindSearch), nil)
	_, err = decodeStrict(t, profile.KindForm, `{}`, `{"profile":{"?":1}}`)
	wantProperties(t, site.Schema(""), append([]string{"user", "signedIn"}, namesRead(t, "profile.", err)...))
}

func wantProperties(t *testing.T, s filter.Schema, want []string) {
	t.Helper()
	var got []string
	for _, p := range s.Properties {
		got = append(got, p.Name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("kind %q: got the properties %q, want %q", s.Kind, got, want)
	}
}

// namesRead returns the names that the error says would be right, behind the prefix.
func namesRead(t *testing.T, prefix string, err error) (names []string) {
	t.Helper()
	var invalid *access.InvalidError
	if !errors.As(err, &invalid) {
		t.Fatalf("got the error %v", err)
	}
	for _, found := range regexp.MustCompile(`"([^"]+)"`).FindAllStringSubmatch(invalid.Problem, -1) {
		names = append(names, prefix+found[1])
	}
	return names
}

func decodeStrict(t *testing.T, k access.Kind, properties, ofSubject string) (access.Question, error) {
	t.Helper()
	return codec.DecodeRequestStrict(mustPolicy(t, departments()), fmt.Appendf(nil,
		`{"subject":{"type":"user","id":"anna","properties":%s},"action":{"name":"read"},"resource":{"type":%q,"id":"x","properties":%s}}`, ofSubject, k, properties))
}
