package main

import (
	"context"

	"lupa.example/access"
	"lupa.example/access/authzen"
	"lupa.example/access/wire"
)

// decisionPoint returns a handler by which services in other languages ask, over what is
// in the database: what it knows of people and rows wins over what they claim, and a
// search is a statement. The key is theirs.
func (s *service) decisionPoint(key string) (*authzen.Handler, error) {
	return authzen.NewHandler(authzen.Config{
		Policy: func() *access.Policy { return s.held.Load().policy },
		Codec:  codec,
		Directory: &authzen.Directory{
			Subject: s.knownSubject, Resource: s.knownResource,
			Subjects: s.listSubjects, Resources: s.listResources,
		},
		Authorize: authzen.Bearer(key),
		Log:       s.log,
	})
}

// kinds are the tables by the kinds of their rows.
var kinds = map[string]finder{
	string(cases.kind): cases, string(clients.kind): clients, string(orders.kind): orders,
	string(results.kind): results, string(engagements.kind): engagements,
}

// A finder is a table of whatever rows.
type finder interface {
	find(ctx context.Context, s *store, id string) (access.Resource, error)
	findAll(ctx context.Context, s *store, which authzen.Listing) ([]access.Resource, error)
}

// find returns the row with the id, nil if there is none.
func (t *table[T]) find(ctx context.Context, s *store, id string) (access.Resource, error) {
	row, found, err := t.one(ctx, s, s.db, key(id))
	if err != nil || !found {
		return nil, err
	}
	return row, nil
}

func (t *table[T]) findAll(ctx context.Context, s *store, which authzen.Listing) ([]access.Resource, error) {
	found, err := t.page(ctx, s, s.db, which.Where, want{before: key(which.After), limit: which.Limit})
	rows := make([]access.Resource, len(found.rows))
	for i, row := range found.rows {
		rows[i] = row
	}
	return rows, err
}

func (s *service) knownSubject(ctx context.Context, claimed wire.Entity) ([]byte, error) {
	if claimed.Type != "user" {
		return nil, nil
	}
	known, err := s.store.subject(ctx, s.store.db, claimed.ID, access.SignInUnknown)
	if err != nil || known.User == "" {
		return nil, err
	}
	e, err := codec.EncodeSubject(known)
	if err != nil {
		return []byte("{}"), nil // nothing is known of them, and no claim makes up for that
	}
	return e.Properties, nil
}

func (s *service) knownResource(ctx context.Context, claimed wire.Entity) ([]byte, error) {
	t, ok := kinds[claimed.Type]
	if !ok {
		return nil, nil
	}
	row, err := t.find(ctx, s.store, claimed.ID)
	if err != nil || row == nil {
		return nil, err
	}
	e, err := codec.EncodeResource(row)
	if err != nil {
		return []byte("{}"), nil // it lacks what every question needs, and no claim makes up for that
	}
	return e.Properties, nil
}

func (s *service) listSubjects(ctx context.Context, which authzen.Listing) ([]wire.Entity, error) {
	if which.Type != "user" {
		return nil, nil
	}
	found, err := s.store.subjectsAfter(ctx, s.store.db, which.After, which.Limit, which.Where)
	if err != nil {
		return nil, err
	}
	var listed []wire.Entity
	for _, one := range found {
		e, err := codec.EncodeSubject(one)
		if err != nil { // as in knownSubject: one bad row is no reason to find none
			e = wire.Entity{ID: one.User}
		}
		listed = append(listed, e)
	}
	return listed, nil
}

func (s *service) listResources(ctx context.Context, which authzen.Listing) ([]wire.Entity, error) {
	t, ok := kinds[which.Type]
	if !ok {
		return nil, nil
	}
	rows, err := t.findAll(ctx, s.store, which)
	if err != nil {
		return nil, err
	}
	var listed []wire.Entity
	for _, row := range rows {
		e, err := codec.EncodeResource(row)
		if err != nil { // as in knownResource
			e = wire.Entity{ID: s.held.Load().policy.ID(row)}
		}
		listed = append(listed, e)
	}
	return listed, nil
}
