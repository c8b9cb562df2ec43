package sharing

import "slices"

// A storedRule is a [Rule] as an index holds it.
type storedRule struct {
	number  uint32 // its place in the order; the smaller is the earlier
	split   uint32 // where in the entries the sharers begin
	key     string
	entries []Party // viewers, then sharers
}

func newStoredRule(r Rule, number uint32) *storedRule {
	return &storedRule{
		number:  number,
		split:   uint32(len(r.Viewers)),
		key:     r.ID,
		entries: slices.Concat(r.Viewers, r.Sharers),
	}
}

// value returns the rule as the caller gave it, in memory of its own.
func (r *storedRule) value() Rule {
	return Rule{
		ID:      r.key,
		Viewers: slices.Clone(r.viewers()),
		Sharers: slices.Clone(r.sharers()),
	}
}

func (r *storedRule) viewers() []Party { return r.entries[:r.split] }
func (r *storedRule) sharers() []Party { return r.entries[r.split:] }

// maxPairs is how many pairs a rule may expand into before it counts as long. A
// pair takes some 20 bytes and answers in one probe; the lists of a long rule take
// more for a short list and are slower, but grow with the sum of the lists and not
// with their product.
const maxPairs = 64

func (r *storedRule) long() bool {
	return int64(len(r.viewers()))*int64(len(r.sharers())) > maxPairs // which an int of 32 bits may not hold
}

// pairs calls f with the hash of each pair of a short rule, once.
func (r *storedRule) pairs(f func(hash uint64)) {
	viewers, sharers := r.viewers(), r.sharers()
	for i, v := range viewers {
		for j, s := range sharers {
			if slices.Index(viewers, v) == i && slices.Index(sharers, s) == j {
				f(pairHash(v.code, s.code))
			}
		}
	}
}
