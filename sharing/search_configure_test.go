package sharing

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/report"
)

// A claim is a customer with what they were found to have authority over.
type claim struct {
	name      string
	requester access.Subject
	authority []Party
}

// Two customers of the tables' world. The first has authority over each of today's
// numbers of a group, and not over the group; the second over a group.
var claims = []claim{
	{"anna", access.Subject{User: "anna", Facts: []access.Fact{customer("20410-01")}}, parties("20410-01 20410-02")},
	{"bert", access.Subject{User: "bert", Facts: []access.Fact{customer("20411-01")}}, parties("20411*")},
}

// exposed says whose results one of them could share.
var exposed = map[Account]bool{}

func init() {
	for _, number := range tableAccounts {
		for _, c := range claims {
			for _, p := range c.authority {
				exposed[number] = exposed[number] || covers(p.String(), number.String())
			}
		}
	}
}

// A configuring is one attempt to have a rule in force, or to have none.
type configuring struct {
	actor access.Subject
	key   string
	put   *tableRule // nil to remove it
	claim claim
	aware bool
}

func (c configuring) String() string {
	if c.put == nil {
		return fmt.Sprintf("%q removes %s", c.actor.User, c.key)
	}
	return fmt.Sprintf("%q puts %s, %s, for %s, aware %v", c.actor.User, c.key, c.put.text, c.claim.name, c.aware)
}

// take returns the set that the attempt comes to, the same one if it is refused.
func (c configuring) take(rs *Rules) *Rules {
	next, err := rs, error(nil)
	if c.put == nil {
		next, _, err = rs.Remove(c.actor, c.key)
	} else {
		r := c.put.rule
		r.ID = c.key
		req := Request{Rule: r, Requester: c.claim.requester, Authority: c.claim.authority}
		act, ask := rs.Add, rs.Ask
		if _, taken := rs.Rule(c.key); taken {
			act = func(actor access.Subject, req Request) (*Rules, report.Report, error) {
				return rs.Replace(actor, c.key, req)
			}
			ask = func(actor access.Subject, r Rule, authority []Party) (report.Report, error) {
				return rs.AskReplacing(actor, c.key, r, authority)
			}
		}
		if c.aware {
			shown, _ := ask(req.Requester, r, req.Authority)
			req.Acknowledged = shown.Digest()
		}
		next, _, err = act(c.actor, req)
	}
	if err != nil {
		return rs
	}
	return next
}

// searchedRules are those with a number or a group seeing each of the entries.
func searchedRules() []tableRule {
	return slices.DeleteFunc(everyRule(1), func(r tableRule) bool {
		viewer := r.rule.Viewers[0].String()
		return viewer == "20410-02" || viewer == "20411-01"
	})
}

// configure returns what the actors try with rules of the keys k1 and k2: each of the
// customers has each rule asked for, with and without awareness of its consequences,
// and each rule is removed.
func configure(actors ...access.Subject) func(*Rules) iter.Seq2[fmt.Stringer, *Rules] {
	var all []configuring
	rules := searchedRules()
	for _, actor := range actors {
		for _, key := range []string{"k1", "k2"} {
			all = append(all, configuring{actor: actor, key: key})
			for i := range rules {
				for _, c := range claims {
					all = append(all, configuring{actor, key, &rules[i], c, false}, configuring{actor, key, &rules[i], c, true})
				}
			}
		}
	}
	return func(rs *Rules) iter.Seq2[fmt.Stringer, *Rules] {
		return func(yield func(fmt.Stringer, *Rules) bool) {
			for i := range all {
				if !yield(&all[i], all[i].take(rs)) {
					return
				}
			}
		}
	}
}

func keyOfRules(rs *Rules) string { return fmt.Sprint(slices.Collect(rs.All())) }

// Whatever the staff put in force for two customers, alone or together, in whatever
// order: nobody sees results over which neither has authority, of a later number of the
// group neither, and what is seen is what the list of rules says.
func TestSearchOfWhatTwoCustomersHaveTheStaffConfigure(t *testing.T) {
	accesstest.Large(t)
	reached := accesstest.Search[*Rules]{
		Key:  keyOfRules,
		Acts: configure(staff()),
		Holds: func(rs *Rules) error {
			rules := slices.Collect(rs.All())
			for _, viewer := range tableAccounts {
				for _, owner := range tableAccounts {
					d := rs.Check(anna(&User{Account: viewer}), ActionView, &Result{Owner: owner})
					if d != wantSight(rules, viewer, owner) {
						return fmt.Errorf("%v asks for %v: %v", viewer, owner, d)
					}
					if d.Allowed && viewer != owner && !exposed[owner] {
						return fmt.Errorf("%v sees %v, over whom nobody has authority", viewer, owner)
					}
				}
			}
			return nil
		},
	}.Run(t, mustRules(t))
	accesstest.Golden(t, "search of two customers and the staff", reached.String())
}

// Whatever two customers do by themselves, from every set of the world above with one
// rule: nothing.
func TestSearchOfWhatTwoCustomersConfigure(t *testing.T) {
	var reached accesstest.Reached
	starts := []*Rules{mustRules(t)}
	for _, r := range searchedRules() {
		r.rule.ID = "k1"
		starts = append(starts, mustRules(t, r.rule))
	}
	for _, start := range starts {
		reached.Add(accesstest.Search[*Rules]{
			Key:   keyOfRules,
			Acts:  configure(claims[0].requester, claims[1].requester, anna(), access.Subject{Facts: staff().Facts}),
			Holds: func(*Rules) error { return nil },
		}.Run(t, start))
	}
	if reached.States != len(starts) || reached.Transitions != 0 {
		t.Errorf("got %v, from %d sets of rules", reached, len(starts))
	}
	accesstest.Golden(t, "search of two customers", reached.String())
}
