package accesstest

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The environment variables that [Golden] and [Table] read. Flags would clash with
// those of the tests that import this package.
const (
	envUpdate = "LUPA_UPDATE" // not empty: write the golden lines anew
	envTable  = "LUPA_TABLE"  // the file to which tables write their rows; "-" is standard output
)

// goldenFile is where a package keeps what its tests come to, a line each.
var goldenFile = filepath.Join("testdata", "golden.txt")

const goldenHead = "# What the tables and searches of this package come to. Renew it with: " + envUpdate + "=1 go test\n"

// Large skips a test that takes seconds if tests are to be short, or run under the race
// detector, which makes them several times slower and has nothing to find in them.
func Large(t testing.TB) {
	t.Helper()
	if testing.Short() || race {
		t.Skip("large; runs without -short and without -race")
	}
}

// Golden compares what a test came to with one line of its package's
// testdata/golden.txt. It is for tests that ask more questions than anybody reads the
// answers to, and fails the test unless the line of the name, which has no colon, says
// the same. Where the environment variable LUPA_UPDATE is not empty it makes the line
// say so instead.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	if strings.Contains(name, ":") {
		t.Fatalf("%q cannot name a line", name)
	}
	t.Logf("%s: %s", name, got)
	lines, err := readGolden(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv(envUpdate) != "" {
		lines[name] = got
		if err := writeGolden(goldenFile, lines); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := lines[name]; got != want {
		t.Error(mismatch(t.Name(), name, got, want))
	}
}

// mismatch says what to do about a line that is another than it was.
func mismatch(test, name, got, want string) string {
	pattern := "'^" + strings.ReplaceAll(test, "/", "$/^") + "$'"
	if want == "" {
		return fmt.Sprintf("%s has no line yet in %s of the package's directory. It would be\n\t%[1]s: %[3]s\nWrite it:\n\tLUPA_UPDATE=1 go test -run %[4]s .", name, goldenFile, got, pattern)
	}
	return fmt.Sprintf(`%s has changed:
	now     %s
	before  %s
To see a table's rows that differ, write them from here and from a checkout where it was right:
	LUPA_TABLE=/tmp/now.txt go test -run %[4]s .
	(cd CHECKOUT/… && LUPA_TABLE=/tmp/before.txt go test -run %[4]s .)
	diff /tmp/before.txt /tmp/now.txt
If each difference is meant, renew the line:
	LUPA_UPDATE=1 go test -run %[4]s .`, name, got, want, pattern)
}

// readGolden returns the lines by name; none if there is no file yet.
func readGolden(file string) (map[string]string, error) {
	lines := make(map[string]string)
	f, err := os.Open(file)
	if os.IsNotExist(err) {
		return lines, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text := bufio.NewScanner(f)
	for text.Scan() {
		if name, line, found := strings.Cut(text.Text(), ": "); found && !strings.HasPrefix(name, "#") {
			lines[name] = line
		}
	}
	return lines, text.Err()
}

func writeGolden(file string, lines map[string]string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString(goldenHead)
	for _, name := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(&b, "%s: %s\n", name, lines[name])
	}
	return os.WriteFile(file, []byte(b.String()), 0o666)
}
