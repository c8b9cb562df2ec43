package main

import (
	"errors"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/wire"
)

// An asker asks the policy what one line wants to know, each method in its own way, and
// prints the answer. The error is what is wrong with the line.
type asker struct {
	policy *access.Policy
	strict bool // unknown members are a fault
}

func (a asker) decision(line []byte, p printer) error {
	read := codec.DecodeRequest
	if a.strict {
		read = codec.DecodeRequestStrict
	}
	q, err := read(a.policy, line)
	if err != nil {
		return err
	}
	p.answer(q, a.policy.Check(q.Subject, q.Action, q.Resource))
	return nil
}

func (a asker) rows(line []byte, p printer) error {
	q, err := a.search(line, wire.SoughtResources)
	if err != nil {
		return answered(q, filter.Nothing(), err, p)
	}
	c, err := filter.Rows(a.policy, q.Subject, q.Action, q.Resource.Kind())
	return answered(q, c, err, p)
}

func (a asker) people(line []byte, p printer) error {
	q, err := a.search(line, wire.SoughtSubjects)
	if err != nil {
		return answered(q, filter.Nothing(), err, p)
	}
	c, err := filter.People(a.policy, q.Action, q.Resource)
	return answered(q, c, err, p)
}

func (a asker) search(line []byte, sought wire.Sought) (access.Question, error) {
	read := codec.DecodeSearch
	if a.strict {
		read = codec.DecodeSearchStrict
	}
	search, err := read(a.policy, line, sought)
	return search.Question, err
}

// answered prints a condition or, where there is none, the decision that says why, and
// returns any other error.
func answered(q access.Question, c filter.Condition, err error, p printer) error {
	var denied *access.DeniedError
	switch {
	case errors.As(err, &denied):
		p.answer(q, denied.Decision)
	case err != nil:
		return err
	default:
		p.condition(q, c)
	}
	return nil
}
