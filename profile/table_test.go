package profile_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/profile"
)

// strange is a matrix of names that would break a table.
func strange() profile.Matrix {
	var m profile.Matrix
	for _, name := range []string{
		"a|b", `a\b`, `a\|b`, "a\nb", "a\r\n| b |", "\t", "<b>&amp;", "*[x](y)* _`c`_ ~$", "\u202eflip", "",
		"病棟", "e\u0301te\u0301", "한글", "🚑",
	} {
		m = append(m, profile.MatrixRow{Profile: name, Form: "F1", Rights: profile.FormRights{Read: profile.ScopeAll}})
	}
	return m
}

// only returns the first two columns of a table's lines, which are where they are
// by the width of the names.
func only(lines string, until string) []string {
	var got []string
	for line := range strings.Lines(lines) {
		before, _, _ := strings.Cut(line, until)
		got = append(got, before)
	}
	return got
}

func TestNamesInText(t *testing.T) {
	want := []string{
		"profile            form  read  change  delete  register  change form  share publicly  change closed  administer\n",
		"a|b                ", `a\\b               `, `a\\|b              `, `a\nb               `, `a\r\n| b |         `,
		`\t                 `, "<b>&amp;           ", "*[x](y)* _`c`_ ~$  ", `\u202eflip         `, "                   ",
		"病棟               ", "e\u0301te\u0301                ", "한글               ", "🚑                 ",
	}
	if diff := cmp.Diff(want, only(strange().Text(), "F1")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestNamesInMarkdown(t *testing.T) {
	want := []string{
		`| a\|b                        `, `| a\\\\b                      `, `| a\\\\\|b                    `,
		`| a\\nb                       `, `| a\\r\\n\| b \|              `, `| \\t                         `,
		`| \<b\>\&amp;                 `, "| \\*\\[x\\](y)\\* \\_\\`c\\`\\_ \\~\\$ ", `| \\u202eflip                 `,
		"|                             ", "| 病棟                        ", "| e\u0301te\u0301                         ",
		"| 한글                        ", "| 🚑                          ",
	}
	if diff := cmp.Diff(want, only(strange().Markdown(), "| F1")[2:]); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Whatever names there are, a line is a row, and in Markdown every row has as many
// cells as the heads.
func TestATableKeepsItsShape(t *testing.T) {
	m := strange()
	if got := strings.Count(m.Text(), "\n"); got != len(m)+1 {
		t.Errorf("%d lines of text for %d rows", got, len(m))
	}
	unescaped := func(line string) int {
		line = strings.ReplaceAll(line, `\\`, "")
		return strings.Count(line, "|") - strings.Count(line, `\|`)
	}
	for line := range strings.Lines(m.Markdown()) {
		if got := unescaped(line); got != 11 {
			t.Errorf("%d bars in %s", got, line)
		}
	}
}
