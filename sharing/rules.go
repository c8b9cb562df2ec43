package sharing

import (
	"fmt"
	"iter"
	"math"

	"lupa.example/access/invalid"
)

// Rules is the set of sharing rules in force, in a fixed order, and the authority
// for results and rules. It is immutable and safe for concurrent use: a change
// returns the next set, which shares most of its memory with this one, in time that
// depends on the rule changed and hardly on the number of rules. The nil pointer
// and the zero value deny everything, one's own results included; a set without
// rules comes from [NewRules] without arguments.
type Rules struct {
	index *index // nil in the zero value
	count int
	next  uint32 // the number of the next rule to be added at the end
}

// NewRules returns the rules given, which it copies. An id that is empty, too long
// or used twice, a list without entries and an entry that is none are errors, and
// all are reported together, each as an [access.InvalidError].
func NewRules(rules ...Rule) (*Rules, error) {
	bad := invalid.In("sharing")
	stored := make([]*storedRule, len(rules))
	for i, r := range rules {
		r.validate(bad, func() string { return fmt.Sprintf("rules[%d]", i) })
		stored[i] = newStoredRule(r, uint32(i))
	}
	index, repeated := newIndex(stored)
	for i, r := range stored {
		if earlier, taken := repeated[r]; taken && r.key != "" {
			bad.Add(fmt.Sprintf("rules[%d].id", i), "%s is the id of rules[%d] already", invalid.Quote(r.key), earlier.number)
		}
	}
	if err := bad.Err(); err != nil {
		return nil, err
	}
	return &Rules{index: index, count: len(rules), next: uint32(len(rules))}, nil
}

// With returns the set with one more rule, at the end, for services that load
// changes one by one. It asks for no right, as [Rules.Add] does. A rule that the set
// cannot have, also because of its id, is an error.
func (rs *Rules) With(r Rule) (*Rules, error) {
	bad := invalid.In("sharing")
	rs.validate(bad, r)
	if err := bad.Err(); err != nil {
		return nil, err
	}
	return rs.with(r), nil
}

// with returns the set with a valid rule more.
func (rs *Rules) with(r Rule) *Rules {
	if rs.next == math.MaxUint32 {
		rs = rs.renumbered()
	}
	return &Rules{
		index: rs.index.with(newStoredRule(r, rs.next)),
		count: rs.count + 1,
		next:  rs.next + 1,
	}
}

// Without returns the set without the rule with the id, and whether there was one;
// if not, it is this set. It asks for no right, as [Rules.Remove] does.
func (rs *Rules) Without(id string) (*Rules, bool) {
	if !rs.built() {
		return rs, false
	}
	r, found := rs.index.withKey(id)
	if !found {
		return rs, false
	}
	return &Rules{index: rs.index.without(r), count: rs.count - 1, next: rs.next}, true
}

// validate adds to bad what keeps the rule out of the set.
func (rs *Rules) validate(bad *invalid.List, r Rule) {
	if !rs.built() {
		bad.Add("", "the rules were never built")
	} else if _, taken := rs.index.withKey(r.ID); taken {
		bad.Add("rule.id", "%s is the id of another rule already", invalid.Quote(r.ID))
	}
	r.validate(bad, func() string { return "rule" })
}

// renumbered returns an equal set whose numbers begin at zero again.
func (rs *Rules) renumbered() *Rules {
	stored := make([]*storedRule, 0, rs.count)
	for r := range rs.index.byNumber.all() {
		moved := *r
		moved.number = uint32(len(stored))
		stored = append(stored, &moved)
	}
	index, _ := newIndex(stored)
	return &Rules{index: index, count: rs.count, next: uint32(len(stored))}
}

func (rs *Rules) built() bool { return rs != nil && rs.index != nil }

// Len returns the number of rules.
func (rs *Rules) Len() int {
	if rs == nil {
		return 0
	}
	return rs.count
}

// Rule returns a copy of the rule with the id, and whether there is one.
func (rs *Rules) Rule(id string) (Rule, bool) {
	if !rs.built() {
		return Rule{}, false
	}
	r, ok := rs.index.withKey(id)
	if !ok {
		return Rule{}, false
	}
	return r.value(), true
}

// All yields copies of the rules in their order.
func (rs *Rules) All() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		if !rs.built() {
			return
		}
		for r := range rs.index.byNumber.all() {
			if !yield(r.value()) {
				return
			}
		}
	}
}
