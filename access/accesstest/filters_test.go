package accesstest

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A shelf is papers with conditions; a fault replaces some of what it offers. Badges
// add up, so a person has the rooms of all.
type shelf struct {
	papers
	rows   func(access.Subject, access.Action) (filter.Condition, error)
	people func(access.Action, *paper) (filter.Condition, error)
	row    func(access.Resource) filter.Row
	person func(access.Subject) filter.Row
	schema func(access.Kind) filter.Schema
}

var (
	paperRows = filter.Declare("paper",
		filter.Text("author", func(p *paper) string { return p.Author }),
		filter.Text("room", func(p *paper) string { return p.Room }),
		filter.Text("given", func(p *paper) string { return p.Author + p.Room }),
	)
	paperPeople = filter.DeclarePerson(filter.List("rooms", roomsOf))
)

// All rooms but the empty one can be told by a condition, so these papers need a room
// to be read.
func (s shelf) Check(subject access.Subject, a access.Action, r access.Resource) access.Decision {
	if p, ok := r.(*paper); ok && p != nil && subject.User != "" && (a == "read" || a == "sign") && (p.Room == "" || p.Author == "") {
		return access.Deny(access.ReasonIncomplete, "")
	}
	return s.papers.Check(subject, a, r)
}

func roomsOf(s access.Subject) (rooms []string) {
	for _, f := range s.Facts {
		if b, ok := f.(*badge); ok && b != nil {
			rooms = append(rooms, b.Rooms...)
		}
	}
	return rooms
}

func (s shelf) Rows(subject access.Subject, a access.Action, k access.Kind) (filter.Condition, error) {
	if s.rows != nil {
		return s.rows(subject, a)
	}
	switch a {
	case "read":
		return filter.AllOf(filter.Present("author"), filter.In("room", roomsOf(subject)...)), nil
	case "sign":
		if subject.SignIn != access.SignedIn {
			return filter.Nothing(), access.Deny("test/not-author", "").Err()
		}
		return filter.AllOf(filter.Present("room"), filter.In("author", subject.User)), nil
	default:
		return filter.Nothing(), access.Deny(access.ReasonUnknownAction, "").Err()
	}
}

func (s shelf) People(a access.Action, r access.Resource) (filter.Condition, error) {
	p, ok := r.(*paper)
	switch {
	case !ok:
		return filter.Nothing(), access.Deny(access.ReasonUnknownKind, "").Err()
	case s.people != nil:
		return s.people(a, p)
	case a != "read" && a != "sign":
		return filter.Nothing(), access.Deny(access.ReasonUnknownAction, "").Err()
	case p.Room == "" || p.Author == "":
		return filter.Nothing(), access.Deny(access.ReasonIncomplete, "").Err()
	case a == "read":
		return filter.Has("rooms", p.Room), nil
	default:
		return filter.AllOf(filter.In("user", p.Author), filter.Is("signedIn", true)), nil
	}
}

func (s shelf) Schema(k access.Kind) filter.Schema {
	switch {
	case s.schema != nil:
		return s.schema(k)
	case k == "paper":
		return paperRows.Schema()
	case k == "":
		return paperPeople.Schema()
	}
	return filter.Schema{}
}

func (s shelf) Row(r access.Resource) filter.Row {
	if s.row != nil {
		return s.row(r)
	}
	p, _ := r.(*paper)
	return paperRows.Row(p)
}

func (s shelf) Person(subject access.Subject) filter.Row {
	if s.person != nil {
		return s.person(subject)
	}
	return paperPeople.Row(subject)
}

func TestAnAuthorityWithConditionsPasses(t *testing.T) {
	Laws(t, shelf{}, paperQuestions())
	Filters(t, shelf{}, paperQuestions())
	policy, err := access.NewPolicy(kindsOnly{"room", "door"}, shelf{})
	if err != nil {
		t.Fatal(err)
	}
	Filters(t, policy, paperQuestions())
	for seed := range samples {
		if err := Filtered(policy, paperQuestions().Example(seed)); err != nil {
			t.Fatal(err)
		}
	}
}

// Kinds that are not told by their rows are told by people.
func TestKindsThatAreNotToldByTheirRowsPass(t *testing.T) {
	Filters(t, shelf{
		rows: func(access.Subject, access.Action) (filter.Condition, error) {
			return filter.Everything(), filter.ErrNotByRow
		},
		row: func(access.Resource) filter.Row { return nil },
	}, paperQuestions())
}

func TestEveryFaultOfConditionsIsFound(t *testing.T) {
	const rows, people, pure, foreign = "rows are those that are allowed", "people are those who are allowed", "conditions are the same, written and read", "what is not its own is no row"
	moreChecks(t)
	own := shelf{}
	onRows := func(change func(filter.Condition, access.Subject) filter.Condition) shelf {
		return shelf{rows: func(s access.Subject, a access.Action) (filter.Condition, error) {
			c, err := own.Rows(s, a, "paper")
			return change(c, s), err
		}}
	}
	onPeople := func(change func(filter.Condition, *paper) filter.Condition) shelf {
		return shelf{people: func(a access.Action, p *paper) (filter.Condition, error) {
			c, err := own.People(a, p)
			return change(c, p), err
		}}
	}
	refusing := func(action access.Action, reason access.Reason) shelf {
		return shelf{rows: func(s access.Subject, a access.Action) (filter.Condition, error) {
			if a == action && len(s.Facts) == 0 {
				return filter.Nothing(), access.Deny(reason, "").Err()
			}
			return own.Rows(s, a, "paper")
		}}
	}
	var last string
	for _, test := range []struct {
		fault string
		shelf shelf
		law   string
	}{
		{"a row without an author is enough", shelf{rows: func(s access.Subject, a access.Action) (filter.Condition, error) {
			if a == "read" {
				return filter.In("room", roomsOf(s)...), nil
			}
			return own.Rows(s, a, "paper")
		}}, rows},
		{"everything", onRows(func(filter.Condition, access.Subject) filter.Condition { return filter.Everything() }), rows},
		{"nothing", onRows(func(filter.Condition, access.Subject) filter.Condition { return filter.Nothing() }), rows},
		{"one room too many", onRows(func(c filter.Condition, s access.Subject) filter.Condition {
			return filter.AnyOf(c, filter.AllOf(filter.In("room", "b"), filter.Present("author")))
		}), rows},
		{"the first badge only", shelf{rows: func(s access.Subject, a access.Action) (filter.Condition, error) {
			s.Facts = s.Facts[:min(1, len(s.Facts))]
			return own.Rows(s, a, "paper")
		}}, rows},
		{"another property", shelf{rows: func(s access.Subject, a access.Action) (filter.Condition, error) {
			if a == "sign" && s.SignIn == access.SignedIn {
				return filter.In("given", s.User), nil
			}
			return own.Rows(s, a, "paper")
		}}, rows},
		{"an unknown sign-in is signed in", shelf{rows: func(s access.Subject, a access.Action) (filter.Condition, error) {
			if s.SignIn == access.SignInUnknown {
				s.SignIn = access.SignedIn
			}
			return own.Rows(s, a, "paper")
		}}, rows},
		{"no condition where some rows are allowed", shelf{rows: func(s access.Subject, a access.Action) (filter.Condition, error) {
			return filter.Nothing(), access.Deny("test/no-badge", "").Err()
		}}, rows},
		{"another reason", refusing("read", access.ReasonNoFact), rows},
		{"an unknown action is a condition", shelf{rows: func(s access.Subject, a access.Action) (filter.Condition, error) {
			if a == "eat" {
				return filter.Everything(), nil
			}
			return own.Rows(s, a, "paper")
		}}, rows},
		{"an unknown property", onRows(func(c filter.Condition, _ access.Subject) filter.Condition {
			return filter.AnyOf(c, filter.In("writer", "a"))
		}), rows},
		{"what a row lacks", onRows(func(c filter.Condition, _ access.Subject) filter.Condition {
			return filter.AllOf(c, filter.Lacks("readers", filter.In("x", "y")))
		}), rows},
		{"an error of its own", shelf{rows: func(access.Subject, access.Action) (filter.Condition, error) {
			return filter.Nothing(), errors.New("out of paper")
		}}, rows},
		{"the room of another row", shelf{row: func(r access.Resource) filter.Row {
			if p, ok := r.(*paper); ok && p != nil {
				return paperRows.Row(&paper{Author: p.Author, Room: p.Author})
			}
			return nil
		}}, rows},
		{"panics", shelf{rows: func(s access.Subject, a access.Action) (filter.Condition, error) {
			_ = s.Facts[0]
			return own.Rows(s, a, "paper")
		}}, rows},

		{"people of everything", onPeople(func(filter.Condition, *paper) filter.Condition { return filter.Everything() }), people},
		{"people of nothing", onPeople(func(filter.Condition, *paper) filter.Condition { return filter.Nothing() }), people},
		{"people who are readers", onPeople(func(c filter.Condition, p *paper) filter.Condition {
			return filter.AnyOf(c, filter.In("user", p.Readers...))
		}), people},
		{"people whose sign-in is unknown", shelf{person: func(s access.Subject) filter.Row {
			if s.SignIn == access.SignInUnknown {
				s.SignIn = access.SignedIn
			}
			return paperPeople.Row(s)
		}}, people},
		{"people of an incomplete row", shelf{people: func(a access.Action, p *paper) (filter.Condition, error) {
			if p.Room != "" && a == "sign" && p.Author == "" {
				return filter.Nothing(), nil // nobody, and no reason: Check has one for everybody
			}
			if a == "read" && p.Author == "" {
				return filter.Has("rooms", p.Room), nil
			}
			return own.People(a, p)
		}}, people},
		{"people of an unknown action for another reason", shelf{people: func(a access.Action, p *paper) (filter.Condition, error) {
			if a == "eat" {
				return filter.Nothing(), access.Deny(access.ReasonIncomplete, "").Err()
			}
			return own.People(a, p)
		}}, people},
		{"people by an unknown property", onPeople(func(c filter.Condition, _ *paper) filter.Condition {
			return filter.AnyOf(c, filter.In("name", "a"))
		}), people},

		{"a condition by chance", onRows(func(c filter.Condition, s access.Subject) filter.Condition {
			if rand.IntN(2) == 0 {
				return c
			}
			return filter.AllOf(c, filter.Present("given"))
		}), pure},
		{"a condition that remembers", onRows(func(c filter.Condition, s access.Subject) filter.Condition {
			c = filter.AllOf(c, filter.Differs("given", last))
			last = s.User
			return c
		}), pure},

		{"any resource is a row", shelf{row: func(r access.Resource) filter.Row {
			p, ok := r.(*paper)
			if !ok || p == nil {
				p = new(paper)
			}
			return paperRows.Row(p)
		}}, foreign},
		{"a nil pointer panics", shelf{row: func(r access.Resource) filter.Row {
			if p, ok := r.(*paper); ok {
				return paperRows.Row(&paper{Author: p.Author})
			}
			return nil
		}}, foreign},
		{"any kind has properties", shelf{schema: func(access.Kind) filter.Schema { return paperRows.Schema() }}, foreign},
		{"who has no badge is no person", shelf{person: func(s access.Subject) filter.Row {
			if len(roomsOf(s)) == 0 {
				return nil
			}
			return paperPeople.Row(s)
		}}, foreign},
	} {
		t.Run(test.fault, func(t *testing.T) {
			policy, err := access.NewPolicy(test.shelf)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range filterLaws {
				if l.name != test.law {
					continue
				}
				if _, err := falsify(t.Name(), l.of(policy, paperQuestions())); err == nil {
					t.Errorf("passes as %q", test.law)
				} else {
					t.Log(err)
				}
			}
		})
	}
}

func TestConditionsThatSayLittle(t *testing.T) {
	policy, err := access.NewPolicy(kindsOnly{"paper"})
	if err != nil {
		t.Fatal(err)
	}
	if err := oneSidedFilters(policy, paperQuestions()); err == nil || !strings.Contains(err.Error(), "held for 0") {
		t.Errorf("got %v of an authority without conditions", err)
	}
	if _, err := policyOf(nil); err == nil {
		t.Error("nothing offers conditions")
	}
}
