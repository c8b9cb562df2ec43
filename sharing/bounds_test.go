package sharing

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"lupa.example/access/report"
)

// What is told is counted here, in parties, and bounded by what it is told of.

// toldIn returns how many parties the classes tell, those of lists that they share each
// time.
func toldIn(classes []Class) int {
	n := 0
	count := func(lists ...[]Members) {
		for _, list := range lists {
			for _, m := range list {
				n += 1 + len(m.But)
			}
		}
	}
	for _, c := range classes {
		count(c.Viewers, c.Sharers)
		for _, e := range c.Except {
			count(e.Viewers, e.Sharers)
		}
	}
	return n
}

// numbersFrom returns the customer numbers of so many groups.
func numbersFrom(group, groups int) []Party {
	var list []Party
	for i := range groups * numbersInGroup {
		list = append(list, MustParseParty(fmt.Sprintf("%05d-%02d", group+i/numbersInGroup, i%numbersInGroup)))
	}
	return list
}

func groupsFrom(group, groups int) []Party {
	var list []Party
	for i := range groups {
		list = append(list, MustParseParty(fmt.Sprintf("%05d", group+i)))
	}
	return list
}

// entriesOf returns how many entries there are in the rules.
func entriesOf(rules ...Rule) int {
	n := 0
	for _, r := range rules {
		n += len(r.Viewers) + len(r.Sharers)
	}
	return n
}

// manySights returns rules by which each of many viewers sees others of many sharers.
func manySights(groups int) map[string][]Rule {
	random := rand.New(rand.NewPCG(1, uint64(groups)))
	viewers, sharers := numbersFrom(10_000, groups), numbersFrom(20_000, groups)
	some := func(list []Party, of int) []Party {
		var part []Party
		for _, p := range list {
			if random.IntN(of) == 0 {
				part = append(part, p)
			}
		}
		return part
	}
	var own, singly, halves, members []Rule
	for i, v := range viewers {
		own = append(own, Rule{ID: fmt.Sprint(i), Viewers: []Party{v}, Sharers: some(sharers, len(sharers)/4)})
		own[i].Sharers = append(own[i].Sharers, sharers[i])
		singly = append(singly, Rule{ID: fmt.Sprint(i), Viewers: []Party{v}, Sharers: sharers[i : i+1]})
		members = append(members, Rule{ID: fmt.Sprint(i), Viewers: append(groupsFrom(10_000, groups), v), Sharers: sharers[i : i+1]})
	}
	for i := range 64 {
		halves = append(halves, Rule{ID: fmt.Sprint(i), Viewers: some(viewers, 8), Sharers: some(sharers, 2)})
	}
	return map[string][]Rule{
		"half in common and others of one's own": slices.Concat(own, []Rule{{ID: "common", Viewers: groupsFrom(10_000, groups), Sharers: some(sharers, 2)}}),
		"half in common of half the viewers":     slices.Concat(own, []Rule{{ID: "common", Viewers: some(viewers, 2), Sharers: some(sharers, 2)}}),
		"one of one's own":                       singly,
		"several halves":                         halves,
		"with one's group":                       members[1:],
	}
}

func TestWhatIsToldIsInProportionToTheRules(t *testing.T) {
	for _, groups := range []int{1, 30} {
		for name, others := range manySights(groups) {
			t.Run(fmt.Sprint(name, ", ", groups), func(t *testing.T) {
				numbers := groups * numbersInGroup
				for what, r := range map[string]Rule{
					"groups":  {ID: "r", Viewers: groupsFrom(10_000, groups), Sharers: groupsFrom(20_000, groups)},
					"numbers": {ID: "r", Viewers: numbersFrom(10_000, groups), Sharers: numbersFrom(20_000, groups)},
				} {
					rules := mustRules(t, others...)
					wantSmall(t, 128<<20, func() {
						c := rules.consequences(nil, &r)
						got, most := toldIn(c.Gains), entriesOf(r)+entriesOf(others...)+4*numbers+outright
						t.Logf("%s: %d parties in %d classes, of at most %d", what, got, len(c.Gains), most)
						if got > most {
							t.Errorf("%s: %d parties are told, want at most %d", what, got, most)
						}
					})
				}
			})
		}
	}
}

// Only rules in which viewers stand are looked at, each once; or those in which sharers do,
// where they are fewer.
func TestRulesOfOthersAreNotLookedAt(t *testing.T) {
	var rules []Rule
	for i, s := range numbersFrom(20_000, 10) {
		rules = append(rules, Rule{ID: fmt.Sprint(i), Viewers: numbersFrom(30_000, 1), Sharers: []Party{s}})
	}
	rules = append(rules, rule("one", "10000-01 10000-02 10000*", "20000*"), rule("other", "10000* 30000*", "20000-01"), rule("own", "20000*", "10000-01"))
	viewers := newSide(parties("10000* 10001*"), map[code][]code{parties("10000*")[0].code: {parties("10000-01")[0].code, parties("10000-02")[0].code}})
	rs := mustRules(t, rules...)
	if got := rs.index.touching(viewers, newSide(parties("20000-01"), nil)); len(got) != 2 {
		t.Errorf("%d rules are looked at, want 2", len(got))
	}
	if got := rs.index.touching(newSide(numbersFrom(30_000, 1), nil), newSide(parties("20000-01 20000-02"), nil)); len(got) != 4 {
		t.Errorf("%d rules are looked at, want the 4 in which sharers stand", len(got))
	}
}

// What single viewers see already stands in the report below what is given to all, as
// unchanged, and is acknowledged with it.
func TestExceptionsStandInReportsAsUnchanged(t *testing.T) {
	var others []Rule
	for i, v := range numbersFrom(10_000, 1) {
		others = append(others, Rule{ID: fmt.Sprint(i), Viewers: []Party{v}, Sharers: numbersFrom(20_000, 1)[i : i+1]})
	}
	r := Rule{ID: "r", Viewers: numbersFrom(10_000, 1), Sharers: numbersFrom(20_000, 1)}
	rules := mustRules(t, others...)
	shown, err := rules.Ask(anna(customer("20000-01")), r, groupsFrom(20_000, 1))
	if err != nil {
		t.Fatal(err)
	}
	if got := len(shown.Items); got != 2+1+len(others) || shown.Count(report.Unchanged) != 1+len(others) || shown.Count(report.Change) != 2 {
		t.Fatalf("%d items: %s", got, shown.Notice())
	}
	if got, want := shown.Items[3].String(), "viewers 10000-00 gains sight (sharers 20000-00): unchanged"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	request := Request{Rule: r, Requester: anna(customer("20000-01")), Authority: groupsFrom(20_000, 1), Acknowledged: shown.Digest()}
	with, added, err := rules.Add(staff(), request)
	if err != nil || added.Count(report.Unchanged) != shown.Count(report.Unchanged) || added.Items[3] != shown.Items[3] {
		t.Fatalf("%v, %v", added.Notice(), err)
	}
	fewer, _ := rules.Without("7")
	if _, _, err := fewer.Add(staff(), request); err == nil {
		t.Error("an acknowledgement of other exceptions holds")
	}
	_, removed, err := with.Remove(staff(), "r")
	if err != nil || removed.Items[2].String() != "viewers 10000-00 loses sight (sharers 20000-00): unchanged" {
		t.Errorf("%v, %v", removed, err)
	}
	c := with.consequences(&r, nil)
	if lines := strings.Split(c.String(), "\n"); !strings.HasPrefix(lines[0], "lost: 10000-00, ") || lines[1] != "  but not: 10000-00 see 20000-00" {
		t.Errorf("got %q", lines[:2])
	}
	text, err := json.Marshal(c)
	if err != nil || strings.Contains(string(text), "null") {
		t.Errorf("got %s, %v", text, err)
	}
}
