package accesstest

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestIdentifiersAreFewAndAQuarterIsHostile(t *testing.T) {
	const draws = 4000
	for _, test := range []struct {
		name        string
		identifiers *rapid.Generator[string]
		want        bool // some empty and some invalid
	}{{"Identifiers", Identifiers(), true}, {"Names", Names(), false}} {
		seen := make(map[string]int)
		for seed := range draws {
			seen[test.identifiers.Example(seed)]++
		}
		if ordinary := seen["a"] + seen["b"] + seen["c"]; ordinary < draws*7/10 || ordinary > draws*8/10 {
			t.Errorf("%s: %d of %d are ordinary, want three quarters", test.name, ordinary, draws)
		}
		if len(seen) > 40 {
			t.Errorf("%s: %d different, want few", test.name, len(seen))
		}
		invalid := 0
		for id := range seen {
			if id == "" || !utf8.ValidString(id) {
				invalid++
			}
		}
		if (invalid > 0) != test.want {
			t.Errorf("%s: %d are empty or invalid", test.name, invalid)
		}
	}
}
