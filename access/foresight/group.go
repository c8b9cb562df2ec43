package foresight

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"lupa.example/access"
	"lupa.example/access/report"
)

// Group puts changes together that are about the same: those that differ in no more than
// their actions, or in the things of one kind of which the people or the resources are.
// It says exactly what they say, in the order in which something of it is said first, so
// an authority can tell of its changes one by one. The lists of things of its result are
// sorted, and the changes given are left as they are. The cost is in proportion to the
// changes, times the kinds of things of which the classes are, which are an area's few.
func Group(changes []Change) []Change {
	all := slices.Clone(changes)
	for i := range all {
		all[i].Who.Of, all[i].Which.Of = sorted(all[i].Who.Of), sorted(all[i].Which.Of)
	}
	for _, k := range kinds(all, func(c *Change) []report.Thing { return c.Which.Of }) {
		all = joined(all, func(c *Change) *[]report.Thing { return &c.Which.Of }, k)
	}
	all = joinedActions(all)
	for _, k := range kinds(all, func(c *Change) []report.Thing { return c.Who.Of }) {
		all = joined(all, func(c *Change) *[]report.Thing { return &c.Who.Of }, k)
	}
	return all
}

func sorted(things []report.Thing) []report.Thing {
	own := slices.Clone(things)
	slices.SortFunc(own, func(a, b report.Thing) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) })
	return slices.Compact(own)
}

// kinds returns the kinds of the things, in the order in which they come.
func kinds(changes []Change, of func(*Change) []report.Thing) []access.Kind {
	var all []access.Kind
	for i := range changes {
		for _, t := range of(&changes[i]) {
			if !slices.Contains(all, t.Kind) {
				all = append(all, t.Kind)
			}
		}
	}
	return all
}

// joined puts the changes together that differ in the things of one kind only.
func joined(changes []Change, of func(*Change) *[]report.Thing, k access.Kind) []Change {
	var all []Change
	place := make(map[string]int)
	more := make([][]report.Thing, 0, len(changes))
	for _, c := range changes {
		list := of(&c)
		these := slices.DeleteFunc(slices.Clone(*list), func(t report.Thing) bool { return t.Kind != k })
		*list = slices.DeleteFunc(slices.Clone(*list), func(t report.Thing) bool { return t.Kind == k })
		key := c.key(len(these) > 0, c.Actions)
		at, known := place[key]
		if !known {
			place[key] = len(all)
			all, more = append(all, c), append(more, these)
			continue
		}
		more[at] = append(more[at], these...)
	}
	for i := range all {
		list := of(&all[i])
		*list = sorted(append(*list, more[i]...))
	}
	return all
}

func joinedActions(changes []Change) []Change {
	var all []Change
	place := make(map[string]int)
	type said struct {
		at     int
		action access.Action
	}
	known := make(map[said]bool)
	for _, c := range changes {
		key := c.key(true, nil)
		at, found := place[key]
		if !found {
			at = len(all)
			place[key] = at
			all = append(all, c)
			all[at].Actions = nil
		}
		for _, a := range c.Actions {
			if !known[said{at, a}] {
				known[said{at, a}] = true
				all[at].Actions = append(all[at].Actions, a)
			}
		}
	}
	return all
}

// key returns a text that tells the change from others, with the actions given instead
// of its own.
func (c *Change) key(some bool, actions []access.Action) string {
	var b strings.Builder
	add := func(text string) { b.WriteString(strconv.Itoa(len(text)) + ":" + text) }
	b.WriteString(strconv.FormatBool(some) + c.Effect.String())
	add(string(c.Kind))
	for _, a := range slices.Sorted(slices.Values(actions)) {
		add(string(a))
	}
	classes := []Class{c.Who, c.Which}
	for _, e := range c.Except {
		classes = append(classes, e.Who, e.Which)
	}
	for _, class := range classes {
		for _, things := range [][]report.Thing{class.Of, class.With, class.Without} {
			b.WriteByte('/')
			for _, t := range things {
				add(string(t.Kind))
				add(t.ID)
			}
		}
	}
	return b.String()
}
