// Package report is how an act tells what it does: in one vocabulary for every area,
// readable as text and, through encoding/json, by auditors' programs.
//
// Acts are pure functions: they return the next value and a report, and nothing has
// happened until the caller keeps the value. So a report is a preview first and a
// record afterwards, and says the same in both.
//
// # Consent
//
// An act that takes somebody's consent returns, without it, an error and the report of
// what it would do: previewing is calling. For a sharing rule, and for clients that are
// transferred or handed on, the consent carries the digest of that report,
// [Report.Digest]: of the act, of who acts and of every item. Given it, the act is done
// if it still comes to exactly the same, and otherwise returns the new report to be
// shown. So it holds for no other actor, target or outcome. Sharing a client takes only a
// plain confirmation. In sharing the consent is called the acknowledgement, in casework
// the confirmation.
package report

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"lupa.example/access"
	"lupa.example/access/digest"
)

// A Report is what one act comes to, item by item in the order that the act documents.
// The zero value reports nothing. As JSON it has lists and never null, and reads back
// as an equal report.
type Report struct {
	Act      string   `json:"act"`   // "casework.share"
	Actor    string   `json:"actor"` // the user who acts
	Items    []Item   `json:"items"`
	Warnings []string `json:"warnings"` // what to look at; it does not stand in the way
}

// New returns the report of an act, "area.verb", by a user.
func New(act, actor string, items ...Item) Report {
	return Report{Act: act, Actor: actor, Items: items}
}

// Decided returns the report with the decision on every item; see [Item.Decided].
func (r Report) Decided(d access.Decision) Report {
	r.Items = slices.Clone(r.Items)
	for i := range r.Items {
		r.Items[i] = r.Items[i].Decided(d)
	}
	return r
}

// With returns the report with one outcome on every item, for whatever decides besides
// Check.
func (r Report) With(o Outcome) Report {
	r.Items = slices.Clone(r.Items)
	for i := range r.Items {
		r.Items[i].Outcome = o
	}
	return r
}

// Refuse returns what an act returns beside a zero value where the decision denies it
// as a whole: the report with every item refused, and an error that wraps the decision
// and names what the first item is about.
func (r Report) Refuse(d access.Decision) (Report, error) {
	area, verb, _ := strings.Cut(r.Act, ".")
	text := area + ": " + strings.ReplaceAll(verb, "-", " ")
	if len(r.Items) > 0 {
		text += ", " + r.Items[0].about().String()
	}
	return r.Decided(d), fmt.Errorf("%s: %w", text, d.Err())
}

// Digest stands for the report: the act, the actor and the items with all that they
// say, in their order. It is what a consent is given to. Warnings are not part of it.
func (r Report) Digest() digest.Digest {
	parts := make([]string, 0, 2+10*len(r.Items))
	parts = append(parts, r.Act, r.Actor)
	for _, i := range r.Items {
		parts = append(parts, i.Outcome.String(), i.Effect.String(),
			string(i.Who.Kind), i.Who.ID, string(i.What.Kind), i.What.ID, string(i.Where.Kind), i.Where.ID,
			string(i.Reason), i.By)
	}
	return digest.Of("report", parts...)
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

// Refused yields the items that are refused, in their order.
func (r Report) Refused() iter.Seq[Item] {
	return func(yield func(Item) bool) {
		for _, i := range r.Items {
			if i.Outcome == Refused && !yield(i) {
				return
			}
		}
	}
}

// Notice returns the report on one line, for the person who acts; that of the zero
// value is empty.
func (r Report) Notice() string {
	if r.Act == "" && len(r.Items) == 0 {
		return ""
	}
	changes := "1 change"
	if n := r.Count(Change); n != 1 {
		changes = fmt.Sprintf("%d changes", n)
	}
	text := fmt.Sprintf("%s by %s: %s, %d unchanged, %d refused",
		r.Act, shown(r.Actor), changes, r.Count(Unchanged), r.Count(Refused))
	if n := len(r.Warnings); n > 0 {
		text += fmt.Sprintf(", %d to look at", n)
	}
	return text
}

// String returns the notice, and on a line each the items and the warnings.
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

// Clone returns a report that shares no memory with r.
func (r Report) Clone() Report {
	r.Items = slices.Clone(r.Items)
	r.Warnings = slices.Clone(r.Warnings)
	return r
}

// MarshalJSON returns the report with lists that are empty rather than null.
func (r Report) MarshalJSON() ([]byte, error) {
	type plain Report
	if r.Items == nil {
		r.Items = []Item{}
	}
	if r.Warnings == nil {
		r.Warnings = []string{}
	}
	return json.Marshal(plain(r))
}
