package accesstest

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lupa.example/access"
)

// A witness is a test that only notes how it failed.
type witness struct {
	testing.TB
	failed string
}

func (r *witness) Helper()             {}
func (r *witness) Logf(string, ...any) {}
func (r *witness) Name() string        { return "TestTableOfDoors" }
func (r *witness) Error(args ...any)   { r.failed = fmt.Sprint(args...) }
func (r *witness) Fatal(args ...any)   { r.failed = fmt.Sprint(args...) }
func (r *witness) Fatalf(format string, args ...any) {
	r.failed = fmt.Sprintf(format, args...)
	panic(r)
}

// doors is a table of two questions.
func doors(t testing.TB, second access.Decision) {
	table := NewTable(t, "doors")
	table.Row(access.Allow("house/resident", "key"), "anna", "opens the front door")
	table.Row(second, "anna", "opens", "the cellar")
	table.Outcome("nobody answers", "anna knocks")
	table.Compare()
}

func TestATableIsWhatItsLineSays(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv(envUpdate, "")
	t.Setenv(envTable, "rows.txt")

	first := &witness{TB: t}
	doors(first, access.Deny("house/locked", ""))
	if !strings.Contains(first.failed, "doors has no line yet in testdata/golden.txt") || !strings.Contains(first.failed, "doors: 3 rows, ") || !strings.Contains(first.failed, "LUPA_UPDATE=1 go test -run '^TestTableOfDoors$'") {
		t.Errorf("without a line: %q", first.failed)
	}
	if text, err := os.ReadFile("rows.txt"); err != nil || string(text) != `# doors
anna opens the front door: allowed: house/resident by "key"
anna opens the cellar: denied: house/locked
anna knocks: nobody answers
` {
		t.Errorf("wrote %q, %v", text, err)
	}

	t.Setenv(envTable, "")
	t.Setenv(envUpdate, "1")
	doors(t, access.Deny("house/locked", ""))
	Golden(t, "another", "1 row: long")
	t.Setenv(envUpdate, "")
	doors(t, access.Deny("house/locked", ""))

	changed := &witness{TB: t}
	doors(changed, access.Allow("house/locked", ""))
	for _, want := range []string{"doors has changed", "3 rows, sha256 ", "LUPA_TABLE=/tmp/now.txt go test -run '^TestTableOfDoors$'", "LUPA_UPDATE=1 go test -run '^TestTableOfDoors$'"} {
		if !strings.Contains(changed.failed, want) {
			t.Errorf("got %q, want %q in it", changed.failed, want)
		}
	}
}

func TestALineIsReadAsItWasWritten(t *testing.T) {
	name := filepath.Join(t.TempDir(), "testdata", "golden.txt")
	want := map[string]string{"cases": "12 rows, sha256 00ff", "search": "3 states; 1 of them: locked"}
	if err := writeGolden(name, want); err != nil {
		t.Fatal(err)
	}
	if got, err := readGolden(name); err != nil || !maps.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
}

// A walk is a step up to most, or back to the beginning.
type walk struct{ most int }

type move string

func (s move) String() string { return string(s) }

func (w walk) acts(at int) iter.Seq2[fmt.Stringer, int] {
	return func(yield func(fmt.Stringer, int) bool) {
		_ = yield(move("up"), min(at+1, w.most)) && yield(move("back"), 0)
	}
}

func TestASearchReachesEveryStateOnce(t *testing.T) {
	s := Search[int]{Key: func(n int) string { return fmt.Sprint(n) }, Acts: walk{4}.acts, Holds: func(int) error { return nil }}
	got := s.Run(t, 0)
	got.Add(Reached{})
	if want := (Reached{States: 5, Transitions: 8, Tried: 10}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestASearchTellsTheShortestWay(t *testing.T) {
	r := &witness{TB: t}
	defer func() {
		if recover() != r {
			t.Error("did not fail")
		}
		if want := "from 0\n\tup\n\tup\nto 2: too high"; r.failed != want {
			t.Errorf("got %q, want %q", r.failed, want)
		}
	}()
	Search[int]{Key: func(n int) string { return fmt.Sprint(n) }, Acts: walk{4}.acts, Holds: func(n int) error {
		if n == 2 {
			return errors.New("too high")
		}
		return nil
	}}.Run(r, 0)
}
