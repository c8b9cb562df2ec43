package engine

import (
	"context"
	"iter"

	openfgav1 "github.com/openfga/api/proto/openfga/v1"

	"lupa.example/examples/openfga/export"
)

// A Move carries a store from one policy and rows to another. The zero values of all but
// Store and Change will do.
type Move struct {
	Store  *Store
	Change *export.Change
	Model  *openfgav1.AuthorizationModel // the one to change over to; nil if it stays

	Next     int                      // the first batch that is not known to be done
	Most     int                      // tuples of a batch; 0 is as many as may be
	Progress func(done, of int) error // called after each batch; an error stops the move

	done        int
	changedOver bool
}

// Run does what is left of the change: the batches, and where granting begins the change
// over to the new model. After an error it may be run again, and goes on from Next. Who has
// lost the move makes another, which begins with the first batch; that makes no
// difference, but for the time.
func (m *Move) Run(ctx context.Context) error {
	for n, b := range m.Change.Batches(m.Next, m.Most) {
		if b.Stage >= export.Grant {
			if err := m.changeOver(ctx); err != nil {
				return err
			}
		}
		if err := m.Store.Do(ctx, b); err != nil {
			return err
		}
		m.Next = n + 1
		m.done += len(b.Tuples)
		if m.Progress != nil {
			if err := m.Progress(m.done, m.Change.Len()); err != nil {
				return err
			}
		}
	}
	return m.changeOver(ctx)
}

func (m *Move) changeOver(ctx context.Context) error {
	if m.Model == nil || m.changedOver {
		return nil
	}
	if err := m.Store.SetModel(ctx, m.Model); err != nil {
		return err
	}
	m.changedOver = true
	return nil
}

// Fill writes the tuples into a store that has a model. It calls progress after each batch
// with how many are written of how many.
func (s *Store) Fill(ctx context.Context, tuples iter.Seq[export.Tuple], progress func(done, of int)) error {
	m := Move{Store: s, Change: export.Changes(nil, tuples), Progress: func(done, of int) error {
		progress(done, of)
		return nil
	}}
	return m.Run(ctx)
}
