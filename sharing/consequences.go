package sharing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"lupa.example/access/digest"
	"lupa.example/access/invalid"
)

// Consequences are what a change of the rules does to who sees whose results,
// beyond what the other rules give and everybody's sight of their own. They are
// exact: whatever numbers there are or will be, the change gives and takes what
// stands here and nothing else. The zero value is no consequences.
type Consequences struct {
	Gains []Sight // sorted by viewer, then sharer
	Loses []Sight // sorted likewise

	basis string // what is changed, and which numbers are named, for the digest
}

// A Sight is one party seeing the results of another. A party that is a group
// stands for every number of it, present or future, that no rule names singly,
// before the change or after it; those that are named stand for themselves.
type Sight struct{ Viewer, Sharer Party }

// String returns "20410-01 sees 20410-02"; for a group it says "every other present
// or future number of group 20410".
func (s Sight) String() string { return numbersOf(s.Viewer) + " sees " + numbersOf(s.Sharer) }

// numbersOf says for which numbers a party of a sight stands.
func numbersOf(p Party) string {
	if p.IsGroup() {
		return "every other present or future number of group " + strings.TrimSuffix(p.String(), "*")
	}
	return p.String()
}

// String returns a line for each sight gained or lost, for those who have to
// acknowledge it.
func (c Consequences) String() string {
	var b strings.Builder
	for _, s := range c.Gains {
		fmt.Fprintf(&b, "gained: %v\n", s)
	}
	for _, s := range c.Loses {
		fmt.Fprintf(&b, "lost: %v\n", s)
	}
	if b.Len() == 0 {
		return "nobody gains or loses sight of anything\n"
	}
	return b.String()
}

// Digest stands for the change and exactly these consequences. Who acknowledges
// consequences hands it back; when other rules have changed meanwhile so that the
// consequences are others, the digest is another. It is another too when a rule
// has come to name one more number of a group concerned, because "every other
// number" then means fewer.
func (c Consequences) Digest() digest.Digest {
	return digest.Of("sharing.consequences", c.basis, c.String())
}

// ConsequencesOfAdding returns what would come of adding the rule. Its key does
// not matter. A rule that no set can have comes to nothing.
func (rs *Rules) ConsequencesOfAdding(r Rule) Consequences {
	return rs.consequences(nil, &r)
}

// ConsequencesOfRemoving returns what would come of removing the rule of the key;
// nothing if there is none.
func (rs *Rules) ConsequencesOfRemoving(key string) Consequences {
	old, found := rs.Rule(key)
	if !found {
		return Consequences{}
	}
	return rs.consequences(&old, nil)
}

// ConsequencesOfReplacing returns what would come of putting the rule in the place
// of the one of the key; of adding it, if there is none.
func (rs *Rules) ConsequencesOfReplacing(key string, r Rule) Consequences {
	old, found := rs.Rule(key)
	if !found {
		return rs.consequences(nil, &r)
	}
	return rs.consequences(&old, &r)
}

// consequences compares the set with old and without, or without and with the new
// rule; either may be nil.
func (rs *Rules) consequences(old, new *Rule) Consequences {
	if !rs.built() {
		return Consequences{}
	}
	others := rs
	if old != nil {
		others, _ = rs.Without(old.ID)
	}
	named := rs.named(old, new)
	return Consequences{
		Gains: others.sights(new, old, named),
		Loses: others.sights(old, new, named),
		basis: describe("without", old, named) + describe("with", new, named),
	}
}

func describe(how string, r *Rule, named map[Party][]Party) string {
	if r == nil {
		return ""
	}
	return fmt.Sprintln(how, r.Viewers, r.Sharers, atoms(r.Viewers, named), atoms(r.Sharers, named))
}

// sights returns what the rule gives that neither the set nor the other rule does.
func (rs *Rules) sights(r, other *Rule, named map[Party][]Party) []Sight {
	if r == nil || !r.complete() {
		return nil
	}
	var list []Sight
	sharers := atoms(r.Sharers, named)
	given := other.gives()
	for _, v := range atoms(r.Viewers, named) {
		for _, s := range sharers {
			own := v == s && !v.IsGroup()
			if !own && !given(v, s) && !rs.gives(v, s) {
				list = append(list, Sight{v, s})
			}
		}
	}
	return list
}

// maxSights bounds how much there is to be shown and acknowledged at once: a
// thousand viewers of a thousand sharers are within it.
const maxSights = 1 << 20

// showable adds to bad that a rule comes to more than anybody can be shown. Two text
// boxes of some kilobytes would otherwise come to gigabytes.
func (rs *Rules) showable(bad *invalid.List, r Rule) {
	named := rs.named(&r)
	if n := len(atoms(r.Viewers, named)) * len(atoms(r.Sharers, named)); n > maxSights {
		bad.Add("rule", "lets see one another %d times; want at most %d, or several rules", n, maxSights)
	}
}

// atoms returns the parties for which the entries stand, sorted: each customer
// number for itself, and for a group each of its numbers that is named and the
// rest of it.
func atoms(entries []Party, named map[Party][]Party) []Party {
	var list []Party
	for _, p := range entries {
		list = append(list, p)
		list = append(list, named[p]...)
	}
	slices.SortFunc(list, func(a, b Party) int { return cmp.Compare(a.code, b.code) })
	return slices.Compact(list)
}

// named returns the customer numbers that any rule names, by their groups, for the
// groups in the two rules.
func (rs *Rules) named(rules ...*Rule) map[Party][]Party {
	groups := make(map[Party][]Party)
	for _, r := range rules {
		if r != nil {
			for _, p := range slices.Concat(r.Viewers, r.Sharers) {
				if p.IsGroup() {
					groups[p] = nil
				}
			}
		}
	}
	if len(groups) == 0 {
		return nil
	}
	add := func(entries []Party) {
		for _, p := range entries {
			if p.IsGroup() || p.IsZero() {
				continue
			}
			group := Party{p.code.group()}
			if members, asked := groups[group]; asked {
				groups[group] = append(members, p)
			}
		}
	}
	for r := range rs.index.byNumber.all() {
		add(r.entries)
	}
	for _, r := range rules {
		if r != nil {
			add(r.Viewers)
			add(r.Sharers)
		}
	}
	return groups
}

// gives reports whether a rule of the set gives the sight.
func (rs *Rules) gives(viewer, sharer Party) bool {
	return rs.index.firstOf(viewer.entries(), sharer.entries()) != nil
}

// gives returns whether the rule gives a sight; no rule (nil) gives none.
func (r *Rule) gives() func(viewer, sharer Party) bool {
	if r == nil || !r.complete() {
		return func(Party, Party) bool { return false }
	}
	viewers, sharers := covering(r.Viewers), covering(r.Sharers)
	return func(v, s Party) bool { return viewers(v) && sharers(s) }
}

// covering returns whether one of the entries covers a party.
func covering(entries []Party) func(Party) bool {
	listed := make(map[code]bool, len(entries))
	for _, p := range entries {
		listed[p.code] = true
	}
	return func(p Party) bool {
		as := p.entries()
		return listed[as[0]] || listed[as[1]]
	}
}
