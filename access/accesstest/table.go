package accesstest

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"os"
	"sync"
	"testing"

	"lupa.example/access"
)

// A Table is rows of text, one for each question of a small world with its answer, of
// which [Golden] keeps only the number and a digest. So every question of the world can
// be kept under review: who changes a rule has the rows written to the file that the
// environment variable LUPA_TABLE names, before and after, and reads the difference.
// The file is relative to the package's directory; "-" is standard output, which shows
// with -v.
type Table struct {
	t         testing.TB
	name      string
	rows      int
	digest    hash.Hash
	out       io.Writer // digest, and the file if there is one
	line      []byte    // rows that have not been written yet
	decisions map[access.Decision]string
}

// NewTable returns a table without rows. Its name is that of its golden line.
func NewTable(t testing.TB, name string) *Table {
	t.Helper()
	table := &Table{t: t, name: name, digest: sha256.New(), decisions: make(map[access.Decision]string)}
	table.out = table.digest
	if file := os.Getenv(envTable); file != "" {
		f, err := openRows(file)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(f, "# %s\n", name)
		table.out = io.MultiWriter(table.digest, f)
	}
	return table
}

// openRows returns the file for rows, empty at the first call; several tables follow each
// other in it.
var openRows = func() func(string) (*os.File, error) {
	var once sync.Once
	var f *os.File
	var err error
	return func(name string) (*os.File, error) {
		if name == "-" {
			return os.Stdout, nil
		}
		once.Do(func() { f, err = os.Create(name) })
		return f, err
	}
}()

// Row adds a question in words and the decision about it.
func (t *Table) Row(d access.Decision, question ...string) {
	answer, known := t.decisions[d]
	if !known {
		answer = d.String()
		t.decisions[d] = answer
	}
	t.add(question, answer)
}

// Outcome adds what somebody tries, in words, and what comes of it.
func (t *Table) Outcome(outcome string, attempt ...string) { t.add(attempt, outcome) }

func (t *Table) add(words []string, answer string) {
	for i, word := range words {
		if i > 0 {
			t.line = append(t.line, ' ')
		}
		t.line = append(t.line, word...)
	}
	t.line = append(t.line, ": "...)
	t.line = append(t.line, answer...)
	t.line = append(t.line, '\n')
	t.rows++
	if len(t.line) > 1<<16 {
		t.flush()
	}
}

func (t *Table) flush() {
	if _, err := t.out.Write(t.line); err != nil {
		t.t.Fatal(err)
	}
	t.line = t.line[:0]
}

// Compare fails the test unless the table is what its golden line says. It comes after
// the last row.
func (t *Table) Compare() {
	t.t.Helper()
	t.flush()
	Golden(t.t, t.name, fmt.Sprintf("%d rows, sha256 %x", t.rows, t.digest.Sum(nil)))
}
