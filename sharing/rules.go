package sharing

import (
	"fmt"
	"iter"

	"lupa.example/access"
	"lupa.example/internal/invalid"
)

// Rules is the set of sharing rules in force, in a fixed order, and the authority
// for results and rules. It is immutable and safe for concurrent use. The nil
// pointer and the zero value deny everything, one's own results included; a set
// without rules comes from [NewRules] without arguments.
type Rules struct {
	rules []Rule
	index *index // nil in the zero value
}

// NewRules returns the rules given, which it copies. A key that is empty, too long
// or used twice, a list without entries and an entry that is none are errors, and
// all are reported together, each as an [access.InvalidError].
func NewRules(rules ...Rule) (*Rules, error) {
	bad := invalid.In("sharing")
	rs := &Rules{rules: make([]Rule, len(rules))}
	first := make(map[string]int, len(rules))
	for i, r := range rules {
		rs.rules[i] = r.clone()
		if problem := invalid.Identifier(r.Key); problem != "" {
			bad.Add(fmt.Sprintf("rules[%d].id", i), "%s", problem)
		} else if earlier, taken := first[r.Key]; taken {
			bad.Add(fmt.Sprintf("rules[%d].id", i), "%q is the id of rules[%d] already", r.Key, earlier)
		} else {
			first[r.Key] = i
		}
		checkEntries(bad, i, "viewers", r.Viewers)
		checkEntries(bad, i, "sharers", r.Sharers)
	}
	if err := bad.Err(); err != nil {
		return nil, err
	}
	rs.index = newIndex(rs.rules)
	return rs, nil
}

func checkEntries(bad *invalid.List, rule int, list string, entries []Party) {
	if len(entries) == 0 {
		bad.Add(fmt.Sprintf("rules[%d].%s", rule, list), "is empty; want one or more customer numbers or groups")
	}
	for i, p := range entries {
		if p.IsZero() {
			bad.Add(fmt.Sprintf("rules[%d].%s[%d]", rule, list, i), "is no customer number or group")
		}
	}
}

// Kinds returns [KindResult] and [KindRule].
func (*Rules) Kinds() []access.Kind { return []access.Kind{KindResult, KindRule} }

// Len returns the number of rules.
func (rs *Rules) Len() int {
	if rs == nil {
		return 0
	}
	return len(rs.rules)
}

// All yields copies of the rules in their order.
func (rs *Rules) All() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		if rs == nil {
			return
		}
		for _, r := range rs.rules {
			if !yield(r.clone()) {
				return
			}
		}
	}
}
