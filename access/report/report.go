// Package report is how an act tells what it did, or would do: in one vocabulary
// for every area, readable as text and, through encoding/json, by auditors'
// programs.
//
// Acts are pure functions: they return the next value and a report, and nothing
// has happened until the caller keeps the value. So a report is a preview first
// and a record afterwards.
package report

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"lupa.example/access"
)

// A Report is what one act came to, item by item in the order that the act
// documents. The zero value reports nothing.
type Report struct {
	Act      string   `json:"act"`   // "casework.share"
	Actor    string   `json:"actor"` // the user who acted
	Items    []Item   `json:"items"`
	Warnings []string `json:"warnings,omitempty"` // what was done all the same
}

// An Item is one thing that somebody gains or loses, or would have.
type Item struct {
	Outcome Outcome       `json:"outcome"`
	Who     string        `json:"who"` // whose right it is: a user, a customer number, a profile, a form
	Effect  Effect        `json:"effect"`
	What    string        `json:"what"`             // the right: "access", "bookkeeping", "orderer"
	Where   string        `json:"where,omitempty"`  // over what: a client, an organisation, a form, a customer number
	Reason  access.Reason `json:"reason,omitempty"` // of the decision, where one was asked
	By      string        `json:"by,omitempty"`     // of the decision
}

// Decided returns the item with the outcome that the decision makes for it: done or
// refused, with the decision's reason.
func (i Item) Decided(d access.Decision) Item {
	i.Outcome = Refused
	if d.Allowed {
		i.Outcome = Done
	}
	i.Reason, i.By = d.Reason, d.By
	return i
}

// String returns the item as a phrase: "kaj gains payroll (bakery): refused,
// casework/not-administrator".
func (i Item) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s", shown(i.Who), i.Effect, shown(i.What))
	if i.Where != "" {
		fmt.Fprintf(&b, " (%s)", shown(i.Where))
	}
	fmt.Fprintf(&b, ": %s", i.Outcome)
	if i.Outcome == Refused && i.Reason != "" {
		fmt.Fprintf(&b, ", %s", i.Reason)
	}
	return b.String()
}

// Count returns how many items have the outcome.
func (r Report) Count(o Outcome) int {
	n := 0
	for i := range r.Items {
		if r.Items[i].Outcome == o {
			n++
		}
	}
	return n
}

// Refused yields the items that were refused, in their order.
func (r Report) Refused() iter.Seq[Item] {
	return func(yield func(Item) bool) {
		for _, i := range r.Items {
			if i.Outcome == Refused && !yield(i) {
				return
			}
		}
	}
}

// Notice returns the report on one line, for the person who acted; that of the zero
// value is empty.
func (r Report) Notice() string {
	if r.Act == "" && len(r.Items) == 0 {
		return ""
	}
	text := fmt.Sprintf("%s by %s: %d done, %d unchanged, %d refused",
		r.Act, shown(r.Actor), r.Count(Done), r.Count(Unchanged), r.Count(Refused))
	if n := len(r.Warnings); n > 0 {
		text += fmt.Sprintf(", %d to look at", n)
	}
	return text
}

// String returns the notice, and on a line each the items and the warnings. Names
// that hold what does not show, such as a line's end, are quoted.
func (r Report) String() string {
	lines := []string{r.Notice()}
	for _, i := range r.Items {
		lines = append(lines, "  "+i.String())
	}
	for _, w := range r.Warnings {
		lines = append(lines, "  note: "+shown(w))
	}
	return strings.Join(lines, "\n")
}

// shown returns the text, quoted if it holds what does not show: a name must not
// begin a line of its own.
func shown(s string) string {
	for _, r := range s {
		if !unicode.IsPrint(r) {
			return strconv.Quote(s)
		}
	}
	return s
}

// Clone returns a report that shares no memory with r.
func (r Report) Clone() Report {
	r.Items = slices.Clone(r.Items)
	r.Warnings = slices.Clone(r.Warnings)
	return r
}
