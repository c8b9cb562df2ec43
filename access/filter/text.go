package filter

import (
	"strconv"
	"strings"
)

// String returns the condition for people, equal ones as equal texts:
// `form in ("F1", "F2") and (users has ("anna") or some roles (org in ("A")))`.
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
		printList(b, n.name+" in ", n.values, strconv.Quote)
	case opHas:
		printList(b, n.name+" has ", n.values, strconv.Quote)
	case opPresent:
		printList(b, "present ", n.values, func(s string) string { return s })
	case opIs:
		b.WriteString(n.name + " is " + strconv.FormatBool(n.want))
	case opDiffers:
		b.WriteString(n.name + " differs from " + strconv.Quote(n.values[0]))
	case opSome, opLacks:
		b.WriteString(map[op]string{opSome: "some ", opLacks: "no "}[n.op] + n.name + " (")
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
