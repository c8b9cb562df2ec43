package sharing

import (
	"slices"
	"testing"
)

func TestEntriesStandOnceAndInOrder(t *testing.T) {
	for entries, want := range map[string]string{
		"10000-01":                            "10000-01",
		"10000-01 10000-01":                   "10000-01",
		"10000-01 10000* 10000*":              "10000-01 10000*",
		"10000* 10000-01":                     "10000-01 10000*",
		"10000-02 10000-01 10000-02 10000-03": "10000-01 10000-02 10000-03",
	} {
		list := parties(entries)
		if got := once(list); !slices.Equal(got, parties(want)) || !slices.Equal(list, parties(entries)) {
			t.Errorf("%s: got %v, want %s; the list became %v", entries, got, want, list)
		}
	}
}

// What covers nothing of a side takes no place.
func TestOnlyPlacesThatAreCoveredAreTold(t *testing.T) {
	s := newSide(parties("10000-01 10000-02 20000*"), map[code][]code{MustParseParty("20000*").code: {MustParseParty("20000-07").code}})
	for entries, want := range map[string][]span{
		"10000-03 30000* 20000-08":            {},
		"30000* 10000-02":                     {{1, 2}},
		"20000-07 09999* 10000-02 10000-01":   {{0, 3}},
		"20000* 10000*":                       {{0, 4}},
		"20000-07 20000-08 10000-01 09999-99": {{0, 1}, {2, 3}},
		"99999-99 99999* 00000-00 00000*":     {},
	} {
		if got := s.coveredBy(nil, parties(entries)); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", entries, got, want)
		}
	}
}

// What rules say is put in the order of their viewers and then of their sharers.
func TestStatementsAreInTheOrderOfTheirEntries(t *testing.T) {
	rs := mustRules(t,
		rule("a", "10000-01", "30000-01"),
		rule("b", "10000-01 10000-02", "30000-01"),
		rule("c", "10000-03 10000-01", "30000-01"),
		rule("d", "10000-01 10000-03", "30000-01 30000*"),
		rule("e", "10000-01", "30000-02"),
		rule("f", "10000*", "20000-01"),
	)
	var statements []statement
	for r := range rs.index.byNumber.all() {
		statements = append(statements, newStatement(r))
	}
	for i, one := range statements {
		for j, other := range statements {
			if got := one.compare(other); got < 0 != (i < j) || got > 0 != (i > j) {
				t.Errorf("%d and %d compare as %d", i, j, got)
			}
		}
	}
}
