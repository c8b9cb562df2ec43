package accesstest

import (
	"os"
	"strings"
	"testing"

	"lupa.example/access"
)

// Room is a world of two people and two papers, in one room.
func room() World {
	opens := &badge{Rooms: []string{"r"}}
	return World{
		Subjects: []access.Subject{
			{User: "anna", SignIn: access.SignedIn, Facts: []access.Fact{opens}},
			{User: "bo", Facts: []access.Fact{opens}},
			{User: "cia"},
		},
		Resources: []access.Resource{&paper{key: "1", Author: "anna", Room: "r"}, &paper{key: "2", Author: "bo", Room: "s"}},
		Actions:   []access.Action{"read", "sign"},
	}
}

func TestExhaust(t *testing.T) {
	signs := func(q access.Question, d access.Decision) bool {
		return !d.Allowed || q.Action != "sign" || q.Resource.(*paper).Author == q.Subject.User
	}
	count, err := exhaust(papers{}, room(), "only the author signs", signs)
	if err != nil || !strings.HasPrefix(count, "exhaustive within this world: 12 questions, ") || strings.HasSuffix(count, " 0 allowed") {
		t.Errorf("%q, error %v", count, err)
	}
	Exhaust(t, papers{}, room(), "only the author signs", signs)

	reads := func(q access.Question, d access.Decision) bool { return !d.Allowed || q.Subject.User != "bo" }
	if count, err := exhaust(papers{}, room(), "bo reads nothing", reads); err == nil || !strings.HasPrefix(err.Error(), "broken: bo reads nothing\n  user      \"bo\"") {
		t.Errorf("%q, error %v", count, err)
	}
	any := func(access.Question, access.Decision) bool { return true }
	nobody, nothing, mute, none := room(), room(), room(), room()
	nobody.Subjects = nil
	nothing.Resources = []access.Resource{(*paper)(nil)}
	mute.Actions = nil // and papers describe none
	none.Actions = []access.Action{"burn"}
	for words, w := range map[string]World{
		"0 subjects and 2 resources": nobody, "nothing is asked about resource 0": nothing, "describes none": mute, "nothing is allowed": none,
	} {
		if count, err := exhaust(papers{}, w, "whatever", any); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%q, error %v; want %s", count, err, words)
		}
	}
	misspelt := room()
	misspelt.Actions = []access.Action{"read", "sgin"}
	said := named("paper")
	if _, err := exhaust(talking{said}, misspelt, "whatever", any); err == nil || err.Error() != `action 1 of the world, "sgin", is none on any of its resources; want one of "read", "sign"` {
		t.Errorf("error %v", err)
	}
	if _, err := exhaust(talking{said}, room(), "whatever", any); err != nil {
		t.Errorf("error %v", err)
	}
	for words, test := range map[string]struct {
		rule  string
		holds func(access.Question, access.Decision) bool
	}{"not said in words; want a sentence": {"", any}, "not tested: whatever\nthe rule's function is nil": {"whatever", nil}} {
		if count, err := exhaust(papers{}, room(), test.rule, test.holds); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%q, error %v; want %s", count, err, words)
		}
	}
	if _, err := exhaust(brittle{}, room(), "whatever", any); err == nil || !strings.Contains(err.Error(), "asking panics") {
		t.Errorf("error %v", err)
	}
	if _, err := exhaust(kindless{}, room(), "whatever", any); err == nil {
		t.Error("a checker that is no authority has a world")
	}
}

// Talking describes its actions.
type talking struct{ renamed }

func (talking) Actions(access.Kind) []access.Action { return []access.Action{"read", "sign"} }
func (talking) Explain(access.Reason) string        { return "" }
func (talking) ID(access.Resource) string           { return "" }

// Brittle panics when it is asked.
type brittle struct{ papers }

func (brittle) Check(access.Subject, access.Action, access.Resource) access.Decision {
	panic("brittle")
}

// Kindless is neither an authority nor a policy.
type kindless struct{}

func (kindless) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Decision{}
}

func TestQuestionsAreAskedUntilOneHasEnough(t *testing.T) {
	p, err := access.NewPolicy(papers{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for range room().Questions(p) {
		if n++; n == 5 {
			break
		}
	}
	if n != 5 {
		t.Errorf("%d questions", n)
	}
}

func TestMatrix(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv(envUpdate, "1")
	const file = "testdata/matrix.txt"
	Matrix(t, papers{}, room(), file)
	text, err := os.ReadFile(file)
	want := "# Who has what. Renew it with: LUPA_UPDATE=1 go test\n\n" +
		"user \"anna\", sign-in signed in\n  fact &accesstest.badge{Rooms: [\"r\"], level: 0}\n" +
		"    &accesstest.paper{key: \"1\", Author: \"anna\", Room: \"r\", Readers: []}: \"read\", \"sign\"\n\n"
	if err != nil || !strings.HasPrefix(string(text), want) {
		t.Errorf("error %v, wrote\n%s\nwant\n%s", err, text, want)
	}
	t.Setenv(envUpdate, "")
	Matrix(t, papers{}, room(), file)

	other := room()
	other.Subjects = other.Subjects[1:]
	for _, test := range []struct {
		c     Checker
		w     World
		file  string
		words []string
	}{
		{papers{}, other, file, []string{"anna", "LUPA_UPDATE", file}},
		{papers{}, other, "no such file", []string{"there is no no such file in the package's directory yet. Write it with LUPA_UPDATE=1 go test", "\nuser \"bo\""}},
		{papers{}, other, "", []string{"the matrix has no file; want one such as"}},
		{papers{}, other, "testdata", []string{"directory"}},
		{papers{}, World{}, file, []string{"no question"}},
		{kindless{}, other, file, []string{"kindless"}},
	} {
		err := keepMatrix(test.c, test.w, test.file)
		for _, words := range test.words {
			if err == nil || !strings.Contains(err.Error(), words) {
				t.Errorf("error %v, want %s", err, words)
			}
		}
	}
	failing := &witness{TB: t}
	Matrix(failing, papers{}, other, file)
	if failing.failed == "" {
		t.Error("a test goes on with another matrix")
	}
}
