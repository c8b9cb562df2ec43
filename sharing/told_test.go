package sharing

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// numbersAt returns the customer numbers for which an atom of the side stands.
func numbersAt(s *side, atom code) (numbers []code) {
	if !atom.isGroup() {
		return []code{atom}
	}
	for n := range code(numbersInGroup) {
		if number := atom&^wholeGroup | (n + 1); !slices.Contains(s.atoms, number) {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

// wantTold tells numbers group by group: a group that was entered stands for more than half
// of its numbers, and, if there are any of which it is said, for all of those that there are.
func wantTold(entered []code, numbers, of []code) (told []Members) {
	numbers = sortedOnce(slices.Clone(numbers))
	for len(numbers) > 0 {
		group := numbers[0].group()
		end, _ := slices.BinarySearch(numbers, group)
		here := numbers[:end]
		numbers = numbers[end:]
		there := 0
		for _, n := range of {
			if n.group() == group {
				there++
			}
		}
		switch {
		case len(here) > 1 && len(here) == there:
			told = append(told, Members{Party: Party{group}})
		case len(here) > numbersInGroup/2 && slices.Contains(entered, group):
			one := Members{Party: Party{group}}
			for n := range code(numbersInGroup) {
				if number := group&^wholeGroup | (n + 1); !slices.Contains(here, number) {
					one.But = append(one.But, Party{number})
				}
			}
			told = append(told, one)
		default:
			for _, n := range here {
				told = append(told, Members{Party: Party{n}})
			}
		}
	}
	return told
}

func TestPlacesAreToldByTheirNumbers(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	groups := parties("10000* 10001* 10007* 20000*")
	halves := 0 // groups of which exactly half is meant
	for range 3000 {
		var entries []Party
		var entered []code
		named := make(map[code][]code)
		for _, g := range groups {
			all := random.Perm(numbersInGroup)
			number := func(n int) code { return g.code&^wholeGroup | code(n+1) }
			for _, n := range all[:random.IntN(numbersInGroup+1)*random.IntN(2)] {
				named[g.code] = append(named[g.code], number(n))
				if random.IntN(4) > 0 {
					entries = append(entries, Party{number(n)})
				}
			}
			named[g.code] = sortedOnce(named[g.code])
			if random.IntN(2) == 0 {
				entries, entered = append(entries, g), append(entered, g.code)
			}
		}
		if len(entries) == 0 {
			continue
		}
		s := newSide(entries, named)
		some := newRow(len(s.atoms))
		var spans []span
		var numbers, of, both []code
		for i := range s.atoms {
			if random.IntN(6) > 0 {
				some.set(i, true)
			}
		}
		for range 1 + random.IntN(4) {
			from := random.IntN(len(s.atoms))
			spans = append(spans, span{from, from + 1 + random.IntN(min(60, len(s.atoms)-from))})
		}
		spans = joined(spans)
		for i, atom := range s.atoms {
			told := slices.ContainsFunc(spans, func(p span) bool { return p.from <= i && i < p.to })
			if told {
				numbers = append(numbers, numbersAt(s, atom)...)
			}
			if some.has(i) {
				of = append(of, numbersAt(s, atom)...)
				if told {
					both = append(both, numbersAt(s, atom)...)
				}
			}
		}
		got, want := s.members(spans), wantTold(entered, numbers, nil)
		if inWords(got) != inWords(want) {
			t.Fatalf("of %s\ntold %s\nwant %s", inWords(once(entries)), inWords(got), inWords(want))
		}
		parties := 0
		for _, m := range want {
			parties += 1 + len(m.But)
		}
		for _, g := range entered {
			isIn := func(n code) bool { return n.group() == g }
			if len(numbers)-len(slices.DeleteFunc(slices.Clone(numbers), isIn)) == numbersInGroup/2 {
				halves++
			}
		}
		if n := s.told(spans); n != parties {
			t.Fatalf("%s: %d parties, want %d", inWords(got), n, parties)
		}
		if got, want := s.within(some, spans), wantTold(entered, both, of); inWords(got) != inWords(want) {
			t.Fatalf("within some\ntold %s\nwant %s", inWords(got), inWords(want))
		}
	}
	if halves == 0 {
		t.Error("no group was told of which half was meant")
	}
}
