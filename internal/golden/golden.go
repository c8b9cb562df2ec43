// Package golden is for tests that ask more questions than anybody reads the answers
// to: every question of a small world, or every state that some acts can lead to. Such
// a test compares what it came to with one line in its package's testdata/golden.txt,
// and can write out all that the line stands for.
//
// Tests that import it have two flags:
//
//	go test ./profile -run TestTable -update              write the lines anew
//	go test ./profile -run TestTableOfCases -table FILE   write the table's rows to FILE
//
// FILE is relative to the package's directory; with -v it may be "-", for standard
// output.
package golden

import (
	"bufio"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var (
	update = flag.Bool("update", false, "write what the tables and searches come to into testdata/golden.txt")
	rows   = flag.String("table", "", "write the rows of the tables to `FILE`, to standard output if it is -")
)

// file is where a package keeps what its tests come to, a line each.
var file = filepath.Join("testdata", "golden.txt")

const head = "# What the tables and searches of this package come to. Renew it with: go test -update\n"

// Large skips a test that takes seconds if tests are to be short, or run under the race
// detector, which makes them several times slower and has nothing to find in them.
func Large(t testing.TB) {
	t.Helper()
	if testing.Short() || race {
		t.Skip("large; runs without -short and without -race")
	}
}

// Compare fails the test unless the line of the name, which has no colon, says what the
// test came to. With -update it makes the line say so.
func Compare(t testing.TB, name, got string) {
	t.Helper()
	if strings.Contains(name, ":") {
		t.Fatalf("%q cannot name a line", name)
	}
	t.Logf("%s: %s", name, got)
	lines, err := read(file)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		lines[name] = got
		if err := write(file, lines); err != nil {
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
	if want == "" {
		want = "no line yet"
	}
	pattern := "'^" + strings.ReplaceAll(test, "/", "$/^") + "$'"
	return fmt.Sprintf(`%s has changed:
	now     %s
	before  %s
To see a table's rows that differ, write them from here and from a checkout where it was right:
	go test -run %[4]s -table /tmp/now.txt .
	(cd CHECKOUT/… && go test -run %[4]s -table /tmp/before.txt .)
	diff /tmp/before.txt /tmp/now.txt
If each difference is meant, renew the line:
	go test -run %[4]s -update .`, name, got, want, pattern)
}

// read returns the lines by name; none if there is no file yet.
func read(file string) (map[string]string, error) {
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

func write(file string, lines map[string]string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString(head)
	for _, name := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(&b, "%s: %s\n", name, lines[name])
	}
	return os.WriteFile(file, []byte(b.String()), 0o666)
}
