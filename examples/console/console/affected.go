package console

import (
	"errors"
	"fmt"
	"strings"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
)

// Bounds of what is told by name of a change.
const (
	maxPeople = 5_000     // people of the data that are looked at
	maxNamed  = 100       // names that are told
	maxChecks = 3_000_000 // decisions that are taken to count rows
)

// An affected is a person of the data, and on how many rows of the data they gain or
// lose what.
type affected struct {
	Name         string
	Gains, Loses string
}

// A question is what may have changed for people: an action on a kind.
type question struct {
	kind   access.Kind
	action access.Action
}

// compare fills in what changes between two states: by class, and of the data by name.
func (p *previewPage) compare(old, next *server) error {
	if old.Policy == next.Policy {
		p.people(old, next, rowQuestions(old, next))
		return nil
	}
	d, err := foresight.Diff(old.Policy, next.Policy)
	if err != nil {
		return err
	}
	p.Changes, p.ChangesTotal = d.Changes[:min(len(d.Changes), maxShown)], len(d.Changes)
	p.NotCompared = d.NotCompared
	var asked []question
	seen := make(map[question]bool)
	for _, c := range d.Changes {
		for _, a := range c.Actions {
			if q := (question{c.Kind, a}); !seen[q] {
				seen[q] = true
				asked = append(asked, q)
			}
		}
	}
	p.people(old, next, asked)
	return nil
}

// rowQuestions returns the questions about the kinds of the rows that differ.
func rowQuestions(old, next *server) (asked []question) {
	seen := make(map[access.Kind]bool)
	for i, row := range next.Data.Rows {
		k := row.Resource.Kind()
		if row.Resource == old.Data.Rows[i].Resource || seen[k] {
			continue
		}
		seen[k] = true
		for _, a := range next.Policy.Actions(k) {
			asked = append(asked, question{k, a})
		}
	}
	return asked
}

// people finds those of the data for whom some row comes out otherwise.
func (p *previewPage) people(old, next *server, asked []question) {
	if len(asked) == 0 {
		return
	}
	rows := changedRows(old, next)
	left := maxChecks
	for i, person := range old.Data.People {
		if i == maxPeople || left <= 0 {
			p.PeopleLeft = len(old.Data.People) - i
			return
		}
		var gains, loses tally
		for _, q := range asked {
			if old.Policy != next.Policy && sameRows(old.Policy, next.Policy, person, q) {
				continue
			}
			gained, lost := flips(old.Policy, next.Policy, person, q, rows[q.kind])
			left -= len(rows[q.kind])
			gains.add(q, gained)
			loses.add(q, lost)
		}
		p.add(affected{person.User, gains.String(), loses.String()})
	}
}

// flips counts the rows on which the person gains or loses the action.
func flips(old, next *access.Policy, person access.Subject, q question, rows [][2]access.Resource) (gained, lost int) {
	for _, row := range rows {
		before := old.Check(person, q.action, row[0]).Allowed
		after := next.Check(person, q.action, row[1]).Allowed
		switch {
		case after && !before:
			gained++
		case before && !after:
			lost++
		}
	}
	return gained, lost
}

func (p *previewPage) add(a affected) {
	if a.Gains == "" && a.Loses == "" {
		return
	}
	if p.PeopleTotal++; len(p.People) < maxNamed {
		p.People = append(p.People, a)
	}
}

// A tally says of how many rows of each kind what is gained, or lost. Actions on as many
// stand together.
type tally []counts

type counts struct {
	kind    access.Kind
	rows    int
	actions []string
}

func (t *tally) add(q question, rows int) {
	if rows == 0 {
		return
	}
	for i := range *t {
		if c := &(*t)[i]; c.kind == q.kind && c.rows == rows {
			c.actions = append(c.actions, string(q.action))
			return
		}
	}
	*t = append(*t, counts{q.kind, rows, []string{string(q.action)}})
}

func (t tally) String() string {
	var parts []string
	for _, c := range t {
		parts = append(parts, fmt.Sprintf("%s of %s %s", strings.Join(c.actions, ", "), thousands(c.rows), c.kind))
	}
	return strings.Join(parts, "; ")
}

// changedRows returns by kind the rows that may come out otherwise, as they were and as
// they are: all of them where the policy changes, and else those that differ.
func changedRows(old, next *server) map[access.Kind][][2]access.Resource {
	rows := make(map[access.Kind][][2]access.Resource)
	for i, row := range next.Data.Rows {
		before := old.Data.Rows[i].Resource
		if old.Policy == next.Policy && before == row.Resource {
			continue
		}
		k := row.Resource.Kind()
		rows[k] = append(rows[k], [2]access.Resource{before, row.Resource})
	}
	return rows
}

// sameRows reports whether both policies have one condition on the rows for the person,
// so that no row needs to be looked at.
func sameRows(old, next *access.Policy, person access.Subject, q question) bool {
	before, errBefore := filter.Rows(old, person, q.action, q.kind)
	after, errAfter := filter.Rows(next, person, q.action, q.kind)
	var denied *access.DeniedError
	switch {
	case errBefore == nil && errAfter == nil:
		return before.Equal(after)
	case errors.As(errBefore, &denied) && errors.As(errAfter, &denied):
		return true // neither lets them at any row
	}
	return false
}
