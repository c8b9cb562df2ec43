package foresight

import (
	"encoding/json"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"

	"lupa.example/access"
	"lupa.example/access/report"
)

// A Difference is what changes from one policy to another. The zero value is none.
type Difference struct {
	// Changes are in the order of the new policy's authorities, with those of the old
	// one that are gone behind, and for each in its own.
	Changes []Change `json:"changes"`

	// NotCompared are the kinds about which no authority can tell what changes. There
	// may be more changes on them.
	NotCompared []access.Kind `json:"notCompared"`
}

// Diff returns what changes from the old policy to the new one: exactly what other
// answers Check gives, whoever asks about whatever. A nil policy is one that denies
// everything. Where the policies share most of their rules, what it takes is in
// proportion to what differs. Policies that have little in common are told of in full, in
// proportion to their entries: of sharing rules, each takes in the order of ten
// microseconds, and the answer and the way to it about six times the memory of the two
// sets. It is an error if an authority tells of changes on kinds that are not its own.
func Diff(old, new *access.Policy) (Difference, error) {
	var d Difference
	var all pile
	for _, p := range pairs(old, new) {
		if err := d.compare(p, &all); err != nil {
			return Difference{}, err
		}
	}
	d.Changes = slices.Concat(all...)
	return d, nil
}

// A pile is a list of changes in pieces. There may be millions, which are not to be moved
// each time that the list grows.
type pile [][]Change

func (p *pile) add(c Change) {
	const most = 1 << 12
	last := len(*p) - 1
	switch {
	case last < 0:
		*p, last = pile{nil}, 0 // mostly there are few
	case len((*p)[last]) == most:
		*p, last = append(*p, make([]Change, 0, most)), last+1
	}
	(*p)[last] = append((*p)[last], c)
}

// A pair is two authorities for the same kinds. One of them may be nil.
type pair struct {
	old, new access.Authority
	tangled  bool // one of them shares kinds with several
}

// pairs returns every authority of both policies with its counterpart.
func pairs(old, new *access.Policy) []pair {
	var all []pair
	for a := range new.Authorities() {
		before := counterparts(a, old)
		switch {
		case len(before) == 0:
			all = append(all, pair{new: a})
		case len(before) == 1 && len(counterparts(before[0], new)) == 1:
			all = append(all, pair{old: before[0], new: a})
		default:
			all = append(all, pair{new: a, tangled: true})
		}
	}
	for a := range old.Authorities() {
		after := counterparts(a, new)
		switch {
		case len(after) == 0:
			all = append(all, pair{old: a})
		case len(after) > 1 || len(counterparts(after[0], old)) > 1:
			all = append(all, pair{old: a, tangled: true})
		}
	}
	return all
}

// counterparts returns the policy's authorities that decide about some of a's kinds.
func counterparts(a access.Authority, p *access.Policy) []access.Authority {
	var all []access.Authority
	for b := range p.Authorities() {
		if slices.ContainsFunc(b.Kinds(), func(k access.Kind) bool { return slices.Contains(a.Kinds(), k) }) {
			all = append(all, b)
		}
	}
	return all
}

// kinds returns those of both authorities, each once, in their order and as a set.
func (p pair) kinds() (kinds []access.Kind, own map[access.Kind]bool) {
	own = make(map[access.Kind]bool)
	for _, a := range []access.Authority{p.new, p.old} {
		if a == nil {
			continue
		}
		for _, k := range a.Kinds() {
			if !own[k] {
				own[k] = true
				kinds = append(kinds, k)
			}
		}
	}
	return kinds, own
}

// compare adds what changes from one of the pair to the other: the changes to all.
func (d *Difference) compare(p pair, all *pile) error {
	if same(p.old, p.new) {
		return nil
	}
	kinds, own := p.kinds()
	changes, ok := p.changes()
	if !ok {
		for _, k := range kinds {
			if !slices.Contains(d.NotCompared, k) {
				d.NotCompared = append(d.NotCompared, k)
			}
		}
		return nil
	}
	for c := range changes {
		if !own[c.Kind] || len(c.Actions) == 0 {
			return fmt.Errorf("foresight: an authority (%T) tells of a change of %q on the kind %q, which is none of its own", p.teller(), c.Actions, c.Kind)
		}
		all.add(c)
	}
	return nil
}

// same reports whether two authorities are one.
func same(a, b access.Authority) bool {
	t := reflect.TypeOf(a)
	return t == reflect.TypeOf(b) && reflect.ValueOf(a).Comparable() && a == b
}

// teller returns the one of the pair that tells what changes: the new one, if there is one.
func (p pair) teller() access.Authority {
	if p.new == nil {
		return p.old
	}
	return p.new
}

// changes yields what changes from one of the pair to the other, if that can be told.
func (p pair) changes() (changes iter.Seq[Change], ok bool) {
	if p.tangled {
		return nil, false
	}
	differ, ok := p.teller().(Differ)
	if !ok {
		return nil, false
	}
	if p.new != nil {
		return differ.Since(p.old)
	}
	given, ok := differ.Since(nil)
	return func(yield func(Change) bool) {
		for c := range given {
			c.Effect = report.Loss // of all that it had given
			if !yield(c) {
				return
			}
		}
	}, ok
}

// IsEmpty reports whether the two policies decide every question alike, as far as that
// is known: nothing changes, and everything was compared.
func (d Difference) IsEmpty() bool { return len(d.Changes) == 0 && len(d.NotCompared) == 0 }

// String returns a line for each change and each kind that was not compared, and says so
// where there is none.
func (d Difference) String() string {
	if d.IsEmpty() {
		return "nothing is decided otherwise\n"
	}
	var b strings.Builder
	for _, c := range d.Changes {
		b.WriteString(c.String() + "\n")
	}
	for _, k := range d.NotCompared {
		b.WriteString("not compared: " + report.Thing{ID: string(k)}.String() + "\n")
	}
	return b.String()
}

// MarshalJSON returns the difference with lists that are empty rather than null.
func (d Difference) MarshalJSON() ([]byte, error) {
	type plain Difference
	return json.Marshal(plain{notNil(d.Changes), notNil(d.NotCompared)})
}

// The kinds of what the report of a difference names. They are no resources.
const (
	KindPeople    access.Kind = "foresight.people"    // in words
	KindResources access.Kind = "foresight.resources" // of a change's kind, in words
)

// Report returns the difference in the form of the reports of acts, for whoever keeps
// those: the act is "foresight.diff", and each change is an item, with what is not
// compared as warnings.
func (d Difference) Report(actor string) report.Report {
	r := report.New("foresight.diff", actor)
	for _, c := range d.Changes {
		actions := make([]string, len(c.Actions))
		for i, a := range c.Actions {
			actions[i] = string(a)
		}
		r.Items = append(r.Items, report.Item{
			Outcome: report.Change, Effect: c.Effect,
			Who:   report.Thing{Kind: KindPeople, ID: c.Who.String()},
			What:  report.Thing{Kind: c.Kind, ID: strings.Join(actions, ", ")},
			Where: report.Thing{Kind: KindResources, ID: c.which()},
		})
	}
	for _, k := range d.NotCompared {
		r.Warnings = append(r.Warnings, "not compared: "+report.Thing{ID: string(k)}.String())
	}
	return r
}
