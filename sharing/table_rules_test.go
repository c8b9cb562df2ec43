package sharing

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/filter"
)

// The world of the tables: rules name two numbers of one group, one of another, and
// both groups; there ask also a number of each group that no rule names, and one of a
// group that none names. The second group's main number begins as the first one's
// does, and differs in its last digit.
var (
	tableEntries  = parties("20410-01 20410-02 20410* 20411-01 20411*")
	tableAccounts = accounts("20410-01 20410-02 20410-77 20411-01 20411-77 20412-01")
)

func accounts(numbers string) []Account {
	var list []Account
	for _, p := range parties(numbers) {
		list = append(list, Account{p.code})
	}
	return list
}

// A tableSide is one side of a rule, in words.
type tableSide struct {
	entries []Party
	text    string
}

// sides returns every set of one up to most entries.
func sides(most int) []tableSide {
	var all []tableSide
	for set := 1; set < 1<<len(tableEntries); set++ {
		var side tableSide
		var texts []string
		for i, p := range tableEntries {
			if set&(1<<i) != 0 {
				side.entries = append(side.entries, p)
				texts = append(texts, p.String())
			}
		}
		if len(side.entries) <= most {
			side.text = strings.Join(texts, "+")
			all = append(all, side)
		}
	}
	return all
}

// A tableRule is a rule in words, and whom it lets see whom of the accounts that ask.
type tableRule struct {
	rule  Rule
	text  string
	sight map[[2]Account]bool
}

// everyRule returns every rule of one up to most entries a side.
func everyRule(most int) []tableRule {
	var all []tableRule
	for _, viewers := range sides(most) {
		for _, sharers := range sides(most) {
			r := tableRule{
				rule:  Rule{ID: "rule", Viewers: viewers.entries, Sharers: sharers.entries},
				text:  viewers.text + " see " + sharers.text,
				sight: make(map[[2]Account]bool),
			}
			for _, viewer := range tableAccounts {
				for _, owner := range tableAccounts {
					if wantSight([]Rule{r.rule}, viewer, owner).Reason == ReasonRule {
						r.sight[[2]Account{viewer, owner}] = true
					}
				}
			}
			all = append(all, r)
		}
	}
	return all
}

// covers reads an entry aloud: a number is itself, a group whoever begins with it.
func covers(entry, number string) bool {
	if group, whole := strings.CutSuffix(entry, "*"); whole {
		return strings.HasPrefix(number, group+"-")
	}
	return entry == number
}

// wantSight answers by reading the rules aloud.
func wantSight(rules []Rule, viewer, owner Account) access.Decision {
	if viewer == owner {
		return access.Allow(ReasonOwn, "")
	}
	covered := func(entries []Party, number Account) bool {
		return slices.ContainsFunc(entries, func(p Party) bool { return covers(p.String(), number.String()) })
	}
	for _, r := range rules {
		if covered(r.Viewers, viewer) && covered(r.Sharers, owner) {
			return access.Allow(ReasonRule, r.ID)
		}
	}
	return access.Deny(ReasonNotShared, "")
}

// lengthened returns the rule with its entries repeated until it is a long one.
func lengthened(r Rule) Rule {
	for len(r.Viewers)*len(r.Sharers) <= maxPairs {
		r.Viewers = slices.Concat(r.Viewers, r.Viewers)
		r.Sharers = slices.Concat(r.Sharers, r.Sharers)
	}
	return r
}

// A tableOfRules is a table of who sees whom by sets of rules.
type tableOfRules struct {
	*accesstest.Table
	t        *testing.T
	pairs    [][2]Account
	texts    []string // of the pairs
	subjects []access.Subject
}

func newTableOfRules(t *testing.T, name string) *tableOfRules {
	table := &tableOfRules{Table: accesstest.NewTable(t, name), t: t}
	for _, viewer := range tableAccounts {
		for _, owner := range tableAccounts {
			table.pairs = append(table.pairs, [2]Account{viewer, owner})
			table.texts = append(table.texts, fmt.Sprintf("%v asks for %v", viewer, owner))
			table.subjects = append(table.subjects, anna(&User{Account: viewer}))
		}
	}
	return table
}

// add adds a row for every pair, and fails unless the set says so also where some or
// all of its rules are long, which are found in another way than short ones.
func (table *tableOfRules) add(rules ...tableRule) {
	table.t.Helper()
	texts := make([]string, len(rules))
	plain := make([]Rule, len(rules))
	forms := [][]Rule{plain, make([]Rule, len(rules)), make([]Rule, len(rules))}
	for i, r := range rules {
		texts[i] = r.text
		plain[i] = r.rule
		plain[i].ID = fmt.Sprint("r", i+1)
		forms[1][i] = lengthened(plain[i])
		forms[2][i] = plain[i]
		if i%2 == 0 {
			forms[2][i] = lengthened(plain[i])
		}
	}
	var sets []*Rules
	for _, form := range forms {
		sets = append(sets, mustRules(table.t, form...))
	}
	text := strings.Join(texts, ", ") + ";"
	for i, pair := range table.pairs {
		want := access.Deny(ReasonNotShared, "")
		if pair[0] == pair[1] {
			want = access.Allow(ReasonOwn, "")
		} else if first := slices.IndexFunc(rules, func(r tableRule) bool { return r.sight[pair] }); first >= 0 {
			want = access.Allow(ReasonRule, plain[first].ID)
		}
		for _, rs := range sets {
			if got := rs.Check(table.subjects[i], ActionView, &Result{Owner: pair[1]}); got != want {
				table.t.Fatalf("%s %s: got %v, want %v", text, table.texts[i], got, want)
			}
		}
		table.Row(want, text, table.texts[i])
	}
	table.conditions(sets[len(sets)-1]) // with long and short rules
}

// conditions fails unless conditions on results and on persons hold where Check allows.
func (table *tableOfRules) conditions(rs *Rules) {
	table.t.Helper()
	rows, people := make(map[Account]filter.Condition), make(map[Account]filter.Condition)
	for _, a := range tableAccounts {
		var errs [2]error
		rows[a], errs[0] = rs.Rows(anna(&User{Account: a}), ActionView, KindResult)
		people[a], errs[1] = rs.People(ActionView, &Result{Owner: a})
		if err := errors.Join(errs[:]...); err != nil {
			table.t.Fatal(err)
		}
	}
	for i, pair := range table.pairs {
		row := &Result{Owner: pair[1]}
		want := rs.Check(table.subjects[i], ActionView, row).Allowed
		seen, sees := results.Match(rows[pair[0]], row), persons.Match(people[pair[1]], table.subjects[i])
		if seen != want || sees != want {
			table.t.Fatalf("%s: conditions on results %v and on persons %v, want %v; rules %v", table.texts[i], seen, sees, want, slices.Collect(rs.All()))
		}
	}
}

// Every list of no rule up to three, with one entry a side × every pair of a viewer and
// an owner. The order of rules is part of the pattern, as the first that shares is
// named.
//
//	go test ./sharing -run '^TestTableOfUpToThreeRules$' -table /tmp/rules.txt
func TestTableOfUpToThreeRules(t *testing.T) {
	accesstest.Large(t)
	table := newTableOfRules(t, "up to three rules")
	all := everyRule(1)
	table.add()
	for _, one := range all {
		table.add(one)
		for _, two := range all {
			table.add(one, two)
			for _, three := range all {
				table.add(one, two, three)
			}
		}
	}
	table.Compare()
}

// Every rule with any set of entries on either side × every pair.
//
//	go test ./sharing -run '^TestTableOfOneRule$' -table /tmp/rules.txt
func TestTableOfOneRule(t *testing.T) {
	table := newTableOfRules(t, "one rule")
	for _, r := range everyRule(len(tableEntries)) {
		table.add(r)
	}
	table.Compare()
}

// Every two rules with one or two entries a side, in either order × every pair.
//
//	go test ./sharing -run '^TestTableOfTwoRules$' -table /tmp/rules.txt
func TestTableOfTwoRules(t *testing.T) {
	accesstest.Large(t)
	table := newTableOfRules(t, "two rules")
	all := everyRule(2)
	for _, one := range all {
		for _, two := range all {
			table.add(one, two)
		}
	}
	table.Compare()
}
