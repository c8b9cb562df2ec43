package roles

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/report"
)

// Two people of an agent, each by ID.
type twoState struct{ anna, kim Registrant }

func (s *twoState) person(id string) Registrant {
	if id == "anna" {
		return s.anna
	}
	return s.kim
}

// keep returns the state with the person; who belongs nowhere is as good as forgotten.
func (s *twoState) keep(g Registrant) *twoState {
	if g.ID == "anna" {
		return &twoState{g, s.kim}
	}
	return &twoState{s.anna, g}
}

func (s *twoState) all() iter.Seq[Registrant] { return slices.Values([]Registrant{s.anna, s.kim}) }

func (s *twoState) key() string {
	var list []string
	for _, g := range []Registrant{s.anna, s.kim} {
		list = append(list, g.ID)
		list = append(list, slices.Sorted(maps.Keys(has(g)))...)
	}
	return strings.Join(list, ";")
}

// A twoAct is what one of the two, signed in or for all that is known not, tries on one of them, and what it
// makes of them by the rules.
type twoAct struct {
	text   string
	signIn access.SignIn
	by, on string
	take   func(c *Catalog, actor access.Subject, target Registrant, s *twoState) (Registrant, report.Report, error)
	model  func(has map[string]bool) (valid bool)
}

func (a *twoAct) String() string { return fmt.Sprintf("%s, %v: %s %s", a.by, a.signIn, a.text, a.on) }

const inG = " (organisation G)"

// twoActs are the acts of administrators, with each of two roles and one permission.
func twoActs() []twoAct {
	var all []twoAct
	for _, by := range []string{"anna", "kim"} {
		for _, on := range []string{"anna", "kim"} {
			add := func(text string, model func(map[string]bool) bool, take func(*Catalog, access.Subject, Registrant, *twoState) (Registrant, report.Report, error)) {
				for _, signIn := range []access.SignIn{access.SignedIn, access.SignInUnknown} {
					all = append(all, twoAct{text, signIn, by, on, take, model})
				}
			}
			member := "membership" + inG
			for _, role := range []string{RoleAdministrator, RoleAgentOfficer} {
				words := "role " + role + inG
				add("assigns "+role+" to", func(has map[string]bool) bool {
					valid := has[member]
					has[words] = true
					return valid
				}, func(c *Catalog, actor access.Subject, target Registrant, _ *twoState) (Registrant, report.Report, error) {
					return c.AssignRoles(actor, target, atG, []string{role})
				})
				add("withdraws "+role+" from", func(has map[string]bool) bool {
					delete(has, words)
					return has[member]
				}, func(c *Catalog, actor access.Subject, target Registrant, s *twoState) (Registrant, report.Report, error) {
					return c.WithdrawRoles(actor, target, atG, []string{role}, s.all())
				})
			}
			permission := "permission g1" + inG
			add("permits", func(has map[string]bool) bool {
				has[permission] = true
				return has[member]
			}, func(c *Catalog, actor access.Subject, target Registrant, _ *twoState) (Registrant, report.Report, error) {
				return c.GivePermission(actor, target, atG, "g1")
			})
			add("no longer permits", func(has map[string]bool) bool {
				delete(has, permission)
				return has[member]
			}, func(c *Catalog, actor access.Subject, target Registrant, _ *twoState) (Registrant, report.Report, error) {
				return c.TakePermission(actor, target, atG, "g1")
			})
			add("registers", func(has map[string]bool) bool {
				valid := !has[member]
				has[member], has["role default"+inG], has["role orderer"+inG] = true, true, true
				return valid
			}, func(c *Catalog, actor access.Subject, target Registrant, s *twoState) (Registrant, report.Report, error) {
				return c.CreateRegistrant(actor, NewAccount{ID: target.ID, Email: target.Email}, atG, []string{RoleOrderer}, Register{Registrants: s.all()})
			})
			add("removes", func(has map[string]bool) bool {
				valid := has[member]
				maps.DeleteFunc(has, func(what string, _ bool) bool { return strings.HasSuffix(what, inG) })
				return valid
			}, func(c *Catalog, actor access.Subject, target Registrant, s *twoState) (Registrant, report.Report, error) {
				return c.RemoveRegistrant(actor, target, atG, s.all())
			})
		}
	}
	return all
}

// administersInG says whether somebody who has these may administer, by the rules.
func administersInG(has map[string]bool) bool { return has["role administrator"+inG] }

// All that two people can make of each other by the acts of administrators. Each act
// comes to what the rules say, is refused where they do, and its report tells exactly
// what changes; and somebody always administers.
func TestSearchOfWhatAdministratorsMakeOfEachOther(t *testing.T) {
	catalog := portal(t)
	acts := twoActs()
	try := func(s *twoState, a *twoAct) *twoState {
		target := s.person(a.on)
		next, r, err := a.take(catalog, s.person(a.by).Subject(a.signIn), target, s)
		want := has(target)
		valid := a.model(want)
		last := !administersInG(has(s.anna)) || !administersInG(has(s.kim))
		valid = valid && !(last && administersInG(has(target)) && !administersInG(want))
		if may := a.signIn == access.SignedIn && administersInG(has(s.person(a.by))); errors.Is(err, access.ErrDenied) == may {
			t.Fatalf("%s\n%v: got %v; allowed: %v", s.key(), a, err, may)
		} else if (err == nil) != (may && valid) {
			t.Fatalf("%s\n%v: got %v; valid: %v", s.key(), a, err, valid)
		}
		if err != nil {
			wantZero(t, next)
			wantEqual(t, "changes", r.Count(report.Change), 0)
			return s
		}
		wantEqual(t, a.String(), has(next), want)
		wantReported(t, target, next, r)
		if t.Failed() {
			t.FailNow()
		}
		return s.keep(next)
	}
	reached := accesstest.Search[*twoState]{
		Key: (*twoState).key,
		Acts: func(s *twoState) iter.Seq2[fmt.Stringer, *twoState] {
			return func(yield func(fmt.Stringer, *twoState) bool) {
				for i := range acts {
					if !yield(&acts[i], try(s, &acts[i])) {
						return
					}
				}
			}
		},
		Holds: func(s *twoState) error {
			if !administersInG(has(s.anna)) && !administersInG(has(s.kim)) {
				return errors.New("nobody administers")
			}
			return nil
		},
	}.Run(t, &twoState{person("anna", "G administrator"), person("kim", "G")})
	accesstest.Golden(t, "search of administrators", reached.String())
}
