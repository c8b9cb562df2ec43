package roles

import (
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

// A delegated world is an organisation G with an administrator, who does nothing, and two
// who collude: lea leads, within her limit, and mo has nothing yet.
type delegated struct{ people []Registrant }

func (s *delegated) all() iter.Seq[Registrant] { return slices.Values(s.people) }

func (s *delegated) person(id string) Registrant {
	if i := slices.IndexFunc(s.people, func(g Registrant) bool { return g.ID == id }); i >= 0 {
		return s.people[i]
	}
	return Registrant{ID: id}
}

func (s *delegated) keep(g Registrant) *delegated {
	rest := slices.DeleteFunc(slices.Clone(s.people), func(old Registrant) bool { return old.ID == g.ID })
	return &delegated{append(rest, g)}
}

func (s *delegated) key() string {
	var all []string
	for _, g := range s.people {
		all = append(all, g.ID+": "+strings.Join(slices.Sorted(maps.Keys(has(g))), ", "))
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}

type delegatedAct struct {
	text string
	by   string
	try  func(c *Catalog, s *delegated, actor access.Subject) (Registrant, report.Report, error)
}

func (a *delegatedAct) String() string { return a.by + " " + a.text }

// delegatedActs is whatever each who colludes may try on everybody in a session.
func delegatedActs(names []string) []delegatedAct {
	var all []delegatedAct
	for _, by := range []string{"lea", "mo"} {
		add := func(text string, try func(*Catalog, *delegated, access.Subject) (Registrant, report.Report, error)) {
			all = append(all, delegatedAct{text, by, try})
		}
		for _, target := range []string{"gina", "lea", "mo"} {
			for _, name := range names {
				add("gives "+name+" to "+target, func(c *Catalog, s *delegated, actor access.Subject) (Registrant, report.Report, error) {
					return c.AssignRoles(actor, s.person(target), atG, []string{name})
				})
				add("takes "+name+" from "+target, func(c *Catalog, s *delegated, actor access.Subject) (Registrant, report.Report, error) {
					return c.WithdrawRoles(actor, s.person(target), atG, []string{name}, s.all())
				})
				add("registers "+target+" as "+name, func(c *Catalog, s *delegated, actor access.Subject) (Registrant, report.Report, error) {
					return c.CreateRegistrant(actor, NewAccount{ID: target, Email: s.person(target).Email}, atG, []string{name}, Register{Registrants: s.all()})
				})
			}
			add("permits "+target, func(c *Catalog, s *delegated, actor access.Subject) (Registrant, report.Report, error) {
				return c.GivePermission(actor, s.person(target), atG, "g1")
			})
			add("removes "+target, func(c *Catalog, s *delegated, actor access.Subject) (Registrant, report.Report, error) {
				return c.RemoveRegistrant(actor, s.person(target), atG, s.all())
			})
			add("gives lea's address to "+target, func(c *Catalog, s *delegated, actor access.Subject) (Registrant, report.Report, error) {
				return c.ChangeEmail(actor, s.person(target), "lea@mail.example", Register{Registrants: s.all()})
			})
		}
	}
	return all
}

// Whoever starts within a limit, and whomever they register, give to and take from:
// nobody comes to hold a role outside it, nobody loses one, and nobody who does not
// collude gets another address.
func TestSearchOfWhatIsReachedWithinALimit(t *testing.T) {
	for _, limit := range [][]string{
		{"orderer"},
		{"orderer", "default"},
		{"orderer", "sublead"},
		{"lead", "default"},
	} {
		sublead := managingRole("sublead", []string{"orderer"}, ActionManageRoles)
		c := portal(t, managingRole("lead", limit, ActionManageUsers, ActionManageRoles), sublead)
		acts := delegatedActs([]string{"administrator", "approver", "orderer", "lead", "sublead", "default"})
		start := &delegated{[]Registrant{person("gina", "G administrator approver"), person("lea", "G lead"), person("mo", "G")}}
		within := func(name string) bool { return slices.Contains(limit, name) }
		reached := accesstest.Search[*delegated]{
			Key: (*delegated).key,
			Acts: func(s *delegated) iter.Seq2[fmt.Stringer, *delegated] {
				return func(yield func(fmt.Stringer, *delegated) bool) {
					for i, a := range acts {
						actor := s.person(a.by)
						next := s
						if g, r, err := a.try(c, s, actor.Subject(access.SignedIn)); err == nil {
							wantReported(t, s.person(g.ID), g, r)
							next = s.keep(g)
						}
						if t.Failed() {
							t.Fatalf("%s: %v", s.key(), &acts[i])
						}
						if !yield(&acts[i], next) {
							return
						}
					}
				}
			},
			Holds: func(s *delegated) error {
				for _, g := range s.people {
					was, _ := start.person(g.ID).at("G")
					is, _ := g.at("G")
					for name := range is {
						if !was[name] && !within(name) {
							return fmt.Errorf("%s has become %s", g.ID, name)
						}
					}
					for name := range was {
						if !is[name] && !within(name) {
							return fmt.Errorf("%s is no longer %s", g.ID, name)
						}
					}
				}
				if s.person("gina").Email != "gina@mail.example" {
					return fmt.Errorf("gina has another address")
				}
				return nil
			},
		}.Run(t, start)
		accesstest.Golden(t, "search within the limit of "+strings.Join(limit, " and "), reached.String())
	}
}
