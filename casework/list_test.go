package casework_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/casework"
)

func TestConditionsOnRows(t *testing.T) {
	for _, test := range []struct {
		action access.Action
		kind   access.Kind
		want   string
	}{
		{casework.ActionView, casework.KindClient, `org in ("O1") and present (responsible) and (responsible in ("anna") or shared has ("anna"))`},
		{casework.ActionEdit, casework.KindClient, `org in ("O1") and present (responsible) and (responsible in ("anna") or shared has ("anna"))`},
		{casework.ActionAddSession, casework.KindClient, `org in ("O1") and present (responsible) and (responsible in ("anna") or shared has ("anna"))`},
		{casework.ActionShare, casework.KindClient, `org in ("O1") and responsible in ("anna")`},
		{casework.ActionUnshare, casework.KindClient, `org in ("O1") and responsible in ("anna")`},
		{casework.ActionTransfer, casework.KindClient, `org in ("O1") and responsible in ("anna")`},
		{casework.ActionHandOn, casework.KindClient, `org in ("O1") and present (responsible)`},
		{casework.ActionView, casework.KindSession, `client.org in ("O1") and present (client.responsible) and (client.responsible in ("anna") or client.shared has ("anna"))`},
		{casework.ActionEdit, casework.KindSession, `client.org in ("O1") and present (client.responsible) and (client.responsible in ("anna") or client.shared has ("anna"))`},
		{casework.ActionView, casework.KindEngagement, `org in ("O1") and (systemAdministrators has ("anna") or some programAdministrators (present (program) and user in ("anna")) or consultants has ("anna"))`},
	} {
		got, err := mustPractice(t, casework.Config{Stewards: true}).Rows(stewardAnna(), test.action, test.kind)
		if err != nil || got.String() != test.want {
			t.Errorf("%s %s: got %v and the error %v, want %s", test.action, test.kind, got, err, test.want)
		}
	}
	got, err := mustPractice(t, sharing()).Rows(anna(), casework.ActionShare, casework.KindClient)
	want := `org in ("O1") and present (responsible) and (responsible in ("anna") or shared has ("anna"))`
	if err != nil || got.String() != want {
		t.Errorf("where those who share a client may share it on: got %v and the error %v, want %s", got, err, want)
	}
}

func TestConditionsOnPeople(t *testing.T) {
	stewards := agency()
	stewards.Stewards = true
	e := engagementThat(annaAdministers("archive"), holding("bo"), holding("dan", "bookkeeping", "archive", "archive"),
		func(e *casework.Engagement) {
			e.ProgramAdministrators["archive"] = append(e.ProgramAdministrators["archive"], "pia")
			e.ProgramAdministrators[""] = []string{"nina"}
			e.SystemAdministrators = append(e.SystemAdministrators, "")
		})
	const of = `casework.org in ("O1") and `
	for _, test := range []struct {
		action   access.Action
		resource access.Resource
		want     string
	}{
		{casework.ActionView, bosClient(), of + `user in ("bo", "cia")`},
		{casework.ActionEdit, session(bosClient()), of + `user in ("bo", "cia")`},
		{casework.ActionShare, bosClient(), of + `user in ("bo")`},
		{casework.ActionTransfer, bosClient(), of + `user in ("bo")`},
		{casework.ActionHandOn, bosClient(), of + `casework.steward is true`},
		{casework.ActionView, e, of + `user in ("anna", "bo", "cia", "dan", "pia", "sam")`},
		{casework.ActionGive, accessOf("eva", e), of + `user in ("pia", "sam")`},
		{casework.ActionRemove, accessOf("eva", e), of + `user in ("anna", "pia", "sam")`},
		{casework.ActionRemove, accessOf("bo", e), of + `user in ("anna", "pia", "sam")`},
		{casework.ActionRemove, accessOf("dan", e), of + `(user in ("sam") or (user in ("anna", "pia") and user in ("pia") and user in ("anna", "pia")))`},
		{casework.ActionRemove, accessOf("pia", e), of + `user in ("sam")`},
		{casework.ActionRemove, accessOf("sam", e), "nothing"},
		{casework.ActionUse, program("bookkeeping", e), of + `user in ("cia", "dan")`},
		{casework.ActionUse, program("archive", e), of + `user in ("dan")`},
		{casework.ActionAssign, program("bookkeeping", e), of + `user in ("pia", "sam")`},
		{casework.ActionRemove, program("bookkeeping", e), of + `user in ("pia", "sam")`},
		{casework.ActionAssign, program("archive", e), "nothing"},
	} {
		got, err := mustPractice(t, stewards).People(test.action, test.resource)
		if err != nil || got.String() != test.want {
			t.Errorf("%s %s: got %v and the error %v, want %s", test.action, test.resource.Kind(), got, err, test.want)
		}
	}
	got, err := mustPractice(t, agency()).People(casework.ActionHandOn, bosClient())
	if err != nil || !got.Equal(filter.Nothing()) {
		t.Errorf("without stewards: got %v and the error %v, want nothing", got, err)
	}
}

// An empty name in an engagement is no program and no user, and who has access without a
// program has it.
func TestConditionsOnEngagementsWithEmptyParts(t *testing.T) {
	practice := mustPractice(t, agency())
	for name, test := range map[string]struct {
		e       *casework.Engagement
		allowed bool
	}{
		"administers nothing that has a name": {&casework.Engagement{Org: "O1", ProgramAdministrators: map[string][]string{"": {"anna"}}}, false},
		"a program without administrators":    {&casework.Engagement{Org: "O1", ProgramAdministrators: map[string][]string{"anna": nil}}, false},
		"nobody is system administrator":      {&casework.Engagement{Org: "O1", SystemAdministrators: []string{""}}, false},
		"a program of her name":               {&casework.Engagement{Org: "O1", Consultants: map[string][]string{"bo": {"anna"}, "": {"anna"}}}, false},
		"access without a list":               {&casework.Engagement{Org: "O1", Consultants: map[string][]string{"anna": nil}}, true},
		"access with an empty list":           {&casework.Engagement{Org: "O1", Consultants: map[string][]string{"anna": {}}}, true},
		"access with an empty program":        {&casework.Engagement{Org: "O1", Consultants: map[string][]string{"anna": {""}}}, true},
		"administers a program":               {&casework.Engagement{Org: "O1", ProgramAdministrators: map[string][]string{"p": {"", "anna"}}}, true},
		"of no agency":                        {&casework.Engagement{SystemAdministrators: []string{"anna"}}, false},
	} {
		d := practice.Check(anna(), casework.ActionView, test.e)
		rows, err := practice.Rows(anna(), casework.ActionView, casework.KindEngagement)
		people, _ := practice.People(casework.ActionView, test.e)
		byRow, byPerson := filter.Match(rows, practice.Row(test.e)), filter.Match(people, practice.Person(anna()))
		if d.Allowed != test.allowed || byRow != test.allowed || byPerson != test.allowed || err != nil {
			t.Errorf("%s: got %v, %v by the condition on rows (error %v) and %v by that on people, want %v", name, d, byRow, err, byPerson, test.allowed)
		}
	}
}

// Where a question fails before any row is looked at, there is no condition, and the
// reason is that of Check.
func TestWhyThereIsNoCondition(t *testing.T) {
	practice, view := mustPractice(t, casework.Config{Stewards: true}), casework.ActionView
	twoFacts := access.Subject{User: "anna", Facts: []access.Fact{&casework.User{Org: "O1"}, &casework.User{Org: "O2"}}}
	for _, test := range []struct {
		practice *casework.Practice
		subject  access.Subject
		action   access.Action
		of       access.Resource
		want     access.Reason
	}{
		{nil, anna(), view, bosClient(), access.ReasonNoPolicy},
		{new(casework.Practice), anna(), view, bosClient(), access.ReasonNoPolicy},
		{practice, acting("", "O1"), view, bosClient(), access.ReasonNoUser},
		{practice, anna(), view, new(foreign), access.ReasonUnknownKind},
		{practice, anna(), casework.ActionGive, bosClient(), access.ReasonUnknownAction},
		{practice, anna(), casework.ActionTransfer, session(bosClient()), access.ReasonUnknownAction},
		{practice, anna(), "", engagementThat(), access.ReasonUnknownAction},
		{practice, access.Subject{User: "anna"}, view, bosClient(), access.ReasonNoFact},
		{practice, twoFacts, view, session(bosClient()), access.ReasonAmbiguousFact},
		{practice, acting("anna", ""), view, engagementThat(), access.ReasonIncomplete},
		{practice, anna(), casework.ActionHandOn, bosClient(), casework.ReasonNotSteward},
		{mustPractice(t, agency()), stewardAnna(), casework.ActionHandOn, bosClient(), casework.ReasonNoStewards},
	} {
		c, err := test.practice.Rows(test.subject, test.action, test.of.Kind())
		wantNoCondition(t, c, err, test.want)
		if d := test.practice.Check(test.subject, test.action, test.of); d != access.Deny(test.want, "") {
			t.Errorf("Check: got %v, want %s", d, test.want)
		}
	}
	for _, k := range []access.Kind{casework.KindAccess, casework.KindProgram} {
		if c, err := practice.Rows(anna(), practice.Actions(k)[0], k); !errors.Is(err, filter.ErrNotByRow) || !c.Equal(filter.Nothing()) {
			t.Errorf("%s: got %v and the error %v", k, c, err)
		}
	}
}

// A resource that is at fault itself is denied to everybody, for the reason of Check.
func TestWhyThereIsNoConditionOnPeople(t *testing.T) {
	practice := mustPractice(t, agency())
	e := engagementThat()
	for _, test := range []struct {
		practice *casework.Practice
		action   access.Action
		of       access.Resource
		want     access.Reason
	}{
		{new(casework.Practice), casework.ActionView, bosClient(), access.ReasonNoPolicy},
		{practice, casework.ActionView, nil, access.ReasonNoResource},
		{practice, casework.ActionView, (*casework.Session)(nil), access.ReasonNoResource},
		{practice, casework.ActionView, new(embedding), access.ReasonUnknownKind},
		{practice, "delete", bosClient(), access.ReasonUnknownAction},
		{practice, casework.ActionGive, program("bookkeeping", e), access.ReasonUnknownAction},
		{practice, casework.ActionHandOn, new(casework.Client), access.ReasonIncomplete},
		{practice, casework.ActionView, session(nil), access.ReasonIncomplete},
		{practice, casework.ActionView, new(casework.Engagement), access.ReasonIncomplete},
		{practice, casework.ActionRemove, accessOf("", e), access.ReasonIncomplete},
		{practice, casework.ActionUse, program("", e), access.ReasonIncomplete},
	} {
		c, err := test.practice.People(test.action, test.of)
		wantNoCondition(t, c, err, test.want)
		if d := test.practice.Check(anna(), test.action, test.of); d != access.Deny(test.want, "") {
			t.Errorf("Check: got %v, want %s", d, test.want)
		}
	}
}

func wantNoCondition(t *testing.T, c filter.Condition, err error, want access.Reason) {
	t.Helper()
	var denied *access.DeniedError
	if !errors.As(err, &denied) || denied.Decision != access.Deny(want, "") || !c.Equal(filter.Nothing()) {
		t.Errorf("got %v and the error %v, want that it is denied for %s", c, err, want)
	}
}

// Who has two facts that differ has none of which a condition could speak, and who has
// one that is incomplete is no steward.
func TestWhatIsKnownOfAPerson(t *testing.T) {
	practice := mustPractice(t, agency())
	for name, test := range map[string]struct {
		subject        access.Subject
		org            string
		steward, known bool
	}{
		"a fact":             {anna(), "O1", false, true},
		"a steward":          {stewardAnna(), "O1", true, true},
		"no fact":            {access.Subject{User: "anna"}, "", false, false},
		"facts that differ":  {access.Subject{User: "anna", Facts: []access.Fact{&casework.User{Org: "O1"}, &casework.User{Org: "O2"}}}, "", false, false},
		"acting for nothing": {access.Subject{User: "anna", Facts: []access.Fact{&casework.User{Steward: true}}}, "", false, false},
	} {
		person := practice.Person(test.subject)
		steward, known := person.Bool("casework.steward")
		if person.Text("user") != "anna" || person.Text("casework.org") != test.org || steward != test.steward || known != test.known {
			t.Errorf("%s: got the organisation %q, steward %v, known %v", name, person.Text("casework.org"), steward, known)
		}
	}
}

// Conditions speak of what is read from requests, in that order, but for what is there
// for audit.
func TestPropertiesAreThoseOfTheWireFormat(t *testing.T) {
	practice := mustPractice(t, agency())
	audit := map[access.Kind][]string{casework.KindSession: {"client.id", "writtenBy"}}
	for _, k := range practice.Kinds()[:3] {
		var want []string
		for _, name := range membersOf(t, k, "") {
			if name == "client" {
				want = append(want, membersOf(t, k, name)...)
			} else {
				want = append(want, name)
			}
		}
		want = slices.DeleteFunc(want, func(name string) bool { return slices.Contains(audit[k], name) })
		wantProperties(t, practice.Schema(k), want)
	}
	_, err := decodeStrict(t, casework.KindEngagement, `{"org":"O1"}`, `{"casework":{"?":1}}`)
	wantProperties(t, practice.Schema(""), append([]string{"user", "signedIn"}, namesRead(t, "casework.", err)...))
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

// membersOf returns the members that a resource of the kind is read from, or those of one
// of them.
func membersOf(t *testing.T, k access.Kind, within string) []string {
	t.Helper()
	if within == "" {
		_, err := decodeStrict(t, k, `{"?":1}`, `{}`)
		return namesRead(t, "", err)
	}
	_, err := decodeStrict(t, k, fmt.Sprintf(`{%q:{"?":1}}`, within), `{}`)
	return namesRead(t, within+".", err)
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
	return codec.DecodeRequestStrict(mustPolicy(t, agency()), fmt.Appendf(nil,
		`{"subject":{"type":"user","id":"anna","properties":%s},"action":{"name":"view"},"resource":{"type":%q,"id":"x","properties":%s}}`, ofSubject, k, properties))
}
