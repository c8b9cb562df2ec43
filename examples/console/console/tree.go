package console

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"lupa.example/access/filter"
)

// A node is a condition as a tree, with what holds of the row at hand.
type node struct {
	Text  string // what is asked for; of a joint "all of these" or "one of these"
	Holds bool
	Parts []node
}

// maxText is how many bytes of an atom are shown: a group's list may be long.
const maxText = 400

// treeOf returns the condition as it looks at the row.
func treeOf(c filter.Condition, row filter.Row) node {
	return filter.Visit(c, treeMaker{row})
}

// A treeMaker is the filter.Visitor that makes nodes.
type treeMaker struct{ row filter.Row }

func (m treeMaker) All(parts []filter.Condition) node {
	if len(parts) == 0 {
		return node{Text: "nothing more is asked for", Holds: true}
	}
	return m.joint("all of these", filter.AllOf(parts...), parts)
}

func (m treeMaker) Any(parts []filter.Condition) node {
	if len(parts) == 0 {
		return node{Text: "nothing could make it so"}
	}
	return m.joint("one of these", filter.AnyOf(parts...), parts)
}

func (m treeMaker) joint(text string, whole filter.Condition, parts []filter.Condition) node {
	n := node{Text: text, Holds: filter.Match(whole, m.row)}
	for _, p := range parts {
		n.Parts = append(n.Parts, treeOf(p, m.row))
	}
	return n
}

func (m treeMaker) atom(c filter.Condition) node {
	return node{Text: shortened(c.String()), Holds: filter.Match(c, m.row)}
}

func (m treeMaker) In(p string, values []string) node { return m.atom(filter.In(p, values...)) }
func (m treeMaker) Present(ps []string) node          { return m.atom(filter.Present(ps...)) }
func (m treeMaker) Is(p string, want bool) node       { return m.atom(filter.Is(p, want)) }
func (m treeMaker) Has(p string, values []string) node {
	return m.atom(filter.Has(p, values...))
}
func (m treeMaker) Some(p string, c filter.Condition) node  { return m.atom(filter.Some(p, c)) }
func (m treeMaker) Differs(p, value string) node            { return m.atom(filter.Differs(p, value)) }
func (m treeMaker) Lacks(p string, c filter.Condition) node { return m.atom(filter.Lacks(p, c)) }

// shortened returns the text's beginning, with how much is left out.
func shortened(s string) string {
	if len(s) <= maxText {
		return s
	}
	cut := maxText
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return fmt.Sprintf("%s … (%d bytes more)", strings.TrimSpace(s[:cut]), len(s)-cut)
}
