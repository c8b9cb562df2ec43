package filter

import (
	"strconv"
	"strings"
)

// String returns the condition for people, equal ones as equal texts:
// `form in ("F1", "F2") and (users has ("anna") or some roles (org in ("A")))`. The name
// of a property is quoted unless it has only letters, digits, '.', '-' and '_'.
func (c Condition) String() string {
	if c.n == nil {
		return "nothing"
	}
	var b strings.Builder
	c.n.print(&b, false)
	return b.String()
}

// print appends the condition, in parentheses if it is a part and would be read
// wrongly without.
func (n *node) print(b *strings.Builder, part bool) {
	switch n.op {
	case opAll, opAny:
		n.printParts(b, part)
	case opIn:
		printList(b, nameOf(n.name)+" in ", n.values, strconv.Quote)
	case opHas:
		printList(b, nameOf(n.name)+" has ", n.values, strconv.Quote)
	case opPresent:
		printList(b, "present ", n.values, nameOf)
	case opIs:
		b.WriteString(nameOf(n.name) + " is " + strconv.FormatBool(n.want))
	case opDiffers:
		b.WriteString(nameOf(n.name) + " differs from " + strconv.Quote(n.values[0]))
	case opSome, opLacks:
		b.WriteString(map[op]string{opSome: "some ", opLacks: "no "}[n.op] + nameOf(n.name) + " (")
		n.parts[0].n.print(b, false)
		b.WriteByte(')')
	}
}

func (n *node) printParts(b *strings.Builder, part bool) {
	if len(n.parts) == 0 {
		b.WriteString("everything")
		return
	}
	if part {
		b.WriteByte('(')
	}
	for i, c := range n.parts {
		if i > 0 {
			b.WriteString(map[op]string{opAll: " and ", opAny: " or "}[n.op])
		}
		c.n.print(b, true)
	}
	if part {
		b.WriteByte(')')
	}
}

// nameOf returns the name of a property as it is shown: one that was read may be any text,
// and must not be taken for another condition.
func nameOf(name string) string {
	if plain(name) {
		return name
	}
	return strconv.Quote(name)
}

// plain reports whether the name of a property is one as those of the library are.
func plain(name string) bool {
	for _, c := range []byte(name) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		digit := '0' <= c && c <= '9'
		if !letter && !digit && c != '.' && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

func printList(b *strings.Builder, head string, texts []string, show func(string) string) {
	b.WriteString(head + "(")
	for i, text := range texts {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(show(text))
	}
	b.WriteByte(')')
}
