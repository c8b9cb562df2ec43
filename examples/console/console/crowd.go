package console

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"lupa.example/sharing"
)

// A crowd is numbers, known and to come, that the rules treat alike: they stand on the
// same sides of the same rules. So it takes no look at pairs of numbers to find them.
type crowd struct {
	Sides  []uint32 // of rules: twice the place of the rule, and one more for the sharers
	Known  []sharing.Account
	ToCome []sharing.Party // groups whose numbers to come are in it
	Group  sharing.Party   // the one of all of it, none if they are several
}

const (
	viewerSide = iota
	sharerSide
)

// crowds returns the island's numbers by what the rules make of them, those of which
// they make nothing at the end. Known are numbers by their groups.
func (i island) crowds(known map[sharing.Party][]sharing.Account) []crowd {
	sides := i.sides()
	numbers := i.numbers(sides, known)
	var list []crowd
	at := make(map[string]int)
	add := func(key []uint32, group sharing.Party) *crowd {
		k := sidesKey(key)
		n, ok := at[k]
		if !ok {
			n = len(list)
			at[k] = n
			list = append(list, crowd{Sides: key, Group: group})
		}
		if list[n].Group != group {
			list[n].Group = sharing.Party{}
		}
		return &list[n]
	}
	for _, g := range i.Groups {
		for _, a := range numbers[g] {
			c := add(merge(sides[g], sides[a.Party()]), g)
			c.Known = append(c.Known, a)
		}
		if len(sides[g]) > 0 {
			c := add(sides[g], g)
			c.ToCome = append(c.ToCome, g)
		}
	}
	slices.SortStableFunc(list, func(a, b crowd) int {
		return cmp.Compare(min(len(b.Sides), 1), min(len(a.Sides), 1))
	})
	return list
}

// sides returns on which sides each entry stands.
func (i island) sides() map[sharing.Party][]uint32 {
	sides := make(map[sharing.Party][]uint32)
	for n, r := range i.Rules {
		for side, entries := range [][]sharing.Party{r.Viewers, r.Sharers} {
			for _, p := range entries {
				sides[p] = append(sides[p], uint32(2*n+side))
			}
		}
	}
	for p, s := range sides {
		sides[p] = slices.Compact(s)
	}
	return sides
}

// numbers returns by group the numbers that rules name or that are known, sorted.
func (i island) numbers(sides map[sharing.Party][]uint32, known map[sharing.Party][]sharing.Account) map[sharing.Party][]sharing.Account {
	all := make(map[sharing.Party][]sharing.Account)
	for _, g := range i.Groups {
		all[g] = slices.Clone(known[g])
	}
	for p := range sides {
		if a, err := sharing.ParseAccount(p.String()); err == nil {
			all[a.Group()] = append(all[a.Group()], a)
		}
	}
	for g := range all {
		slices.SortFunc(all[g], compareAccounts)
		all[g] = slices.Compact(all[g])
	}
	return all
}

// merge returns what is in either, sorted; both are.
func merge(a, b []uint32) []uint32 {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

func sidesKey(sides []uint32) string {
	var b []byte
	for _, s := range sides {
		b = binary.LittleEndian.AppendUint32(b, s)
	}
	return string(b)
}

// apart returns the crowds with every number, and every group's numbers to come, by
// itself, where that makes no more than so many; those of the group first, if it is
// given.
func apart(list []crowd, most int, group sharing.Party) (split []crowd) {
	n := 0
	for _, c := range list {
		n += len(c.Known) + len(c.ToCome)
	}
	for _, c := range list {
		own := len(c.Known) + len(c.ToCome)
		if n > most && (group.IsZero() || c.Group != group || len(split)+own > most) {
			split = append(split, c)
			continue
		}
		for _, a := range c.Known {
			split = append(split, crowd{Sides: c.Sides, Known: []sharing.Account{a}, Group: a.Group()})
		}
		for _, g := range c.ToCome {
			split = append(split, crowd{Sides: c.Sides, ToCome: []sharing.Party{g}, Group: g})
		}
	}
	return split
}

// vertex returns how the crowd is drawn.
func (c crowd) vertex() vertex {
	v := vertex{Sub: thousands(len(c.Known)) + " numbers"}
	switch {
	case len(c.Known) == 1 && len(c.ToCome) == 0:
		return vertex{Label: c.Known[0].String()}
	case len(c.Known) == 0 && len(c.ToCome) == 1:
		return vertex{Sort: sortToCome, Label: c.ToCome[0].String(), Sub: "those to come"}
	case len(c.ToCome) > 0 && !c.Group.IsZero():
		v.Sort, v.Label = sortWhole, c.Group.String()
		v.Sub += ", and to come"
	case len(c.ToCome) == 1:
		v.Sort, v.Label = sortWhole, c.ToCome[0].String()+" and others"
		v.Sub += ", and to come"
	case len(c.ToCome) > 0:
		v.Sort, v.Label = sortWhole, fmt.Sprintf("%s groups", thousands(len(c.ToCome)))
		v.Full = fmt.Sprintf("%s, as %s", v.Label, c.ToCome[0])
		v.Sub += ", and to come"
	default:
		v.Sort, v.Label, v.Sub = sortSeveral, v.Sub, "as "+c.Known[0].String()
		v.Full = v.Label + ", " + v.Sub
	}
	if len(c.Known) == 1 {
		v.Sub = "1 number, and to come"
	}
	return v
}
