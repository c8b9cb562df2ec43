package oracle_test

import (
	"testing"

	sharingoracle "lupa.example/access/internal/oracle/sharing"
	"lupa.example/sharing"
)

// What is a customer number and what is a group does not depend on who reads it, and a
// text that is neither is neither to both.
func TestCompareNumbers(t *testing.T) {
	s := newSource(*seed, 0)
	texts := append([]string{"00000", "99999*", "12345-67", "40100-00"}, badNumbers...)
	alphabet := []byte("0019-*/: \x00a\xff\xd9")
	numbers, groups := 0, 0
	for range 50_000 {
		text := []byte(s.one(texts))
		for range s.IntN(4) {
			i := s.IntN(len(text) + 1)
			switch c := alphabet[s.IntN(len(alphabet))]; {
			case i == len(text) || s.percent(20):
				text = append(text[:i:i], append([]byte{c}, text[i:]...)...)
			case s.percent(20):
				text = append(text[:i:i], text[i+1:]...)
			default:
				text[i] = c
			}
		}
		customer, group := sharingoracle.IsCustomer(string(text)), sharingoracle.IsGroup(string(text))
		_, err := sharing.ParseAccount(string(text))
		party, err2 := sharing.ParseParty(string(text))
		if customer != (err == nil) || (customer || group) != (err2 == nil) || group != party.IsGroup() {
			t.Fatalf("%q: a customer number %v, a group %v; ParseAccount: %v; ParseParty: %v, %v", text, customer, group, err, party, err2)
		}
		if customer {
			numbers++
		}
		if group {
			groups++
		}
	}
	if t.Logf("%d customer numbers, %d groups", numbers, groups); numbers < 1000 || groups < 1000 {
		t.Error("too few to compare")
	}
}
