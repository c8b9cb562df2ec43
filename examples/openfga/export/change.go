package export

import (
	"iter"

	openfgav1 "github.com/openfga/api/proto/openfga/v1"
)

// A Change is what has to be written and deleted to come from one set of tuples to
// another. It is done in four stages, and the batches are in their order:
//
//	restrict  the guards that are new are written
//	revoke    what is no longer so, and is no guard, is deleted
//	grant     what is new, and is no guard, is written
//	relax     the guards that are no longer so are deleted
//
// Guards only close, and all other tuples only open ([Tuple.Guard]); that a row is of an
// organisation, which leads to the rights there and to the guards there, is of the latter
// kind, as a row is of one at the most. Up to the end of
// revoking the store holds the old tuples but for some that open, and some guards besides,
// so that whatever is allowed was allowed before. From then on it holds the new ones but
// for some that open, and some guards besides, so that whatever is allowed is allowed
// afterwards. So a change that is stopped anywhere, for a second or for good, allows
// nothing that both the old and the new policy deny, and at no time the sum of both. With
// writes before deletes it would: who moves from one profile to another would have both.
//
// Where the two policies have different models, the old model is asked up to the end of
// revoking, and the new one from granting on. Neither is right on the other side of that, so
// that whoever asks names the model, and the new one is written only then: OpenFGA takes the
// latest where a check names none.
type Change struct{ stages [stageCount][]Tuple }

// A Stage is a part of a [Change].
type Stage int

// The stages, in their order.
const (
	Restrict Stage = iota
	Revoke
	Grant
	Relax
	stageCount
)

// String returns the stage's name, "" for a value that is none of the constants.
func (s Stage) String() string {
	if s < 0 || s >= stageCount {
		return ""
	}
	return [...]string{"restrict", "revoke", "grant", "relax"}[s]
}

// Changes returns the change from the tuples before, which may be a sequence from [Tuples]
// or what a store holds, to those after. A tuple that is in both is left alone, and one that
// a sequence yields again makes no difference. It keeps both in memory while it
// works. From no tuples at all, nil, it is how a store is filled.
func Changes(before, after iter.Seq[Tuple]) *Change {
	c := new(Change)
	stays := make(map[Tuple]bool) // of those before
	for t := range orNone(before) {
		stays[t] = false
	}
	written := make(map[Tuple]bool)
	for t := range orNone(after) {
		if _, there := stays[t]; there {
			stays[t] = true
		} else if !written[t] {
			written[t] = true
			c.add(t, Restrict, Grant)
		}
	}
	for t := range orNone(before) {
		if stay, left := stays[t]; left && !stay {
			delete(stays, t) // so that it is deleted once
			c.add(t, Relax, Revoke)
		}
	}
	return c
}

func orNone(seq iter.Seq[Tuple]) iter.Seq[Tuple] {
	if seq == nil {
		return func(func(Tuple) bool) {}
	}
	return seq
}

func (c *Change) add(t Tuple, guard, other Stage) {
	if !t.Guard() {
		guard = other
	}
	c.stages[guard] = append(c.stages[guard], t)
}

// Len returns how many tuples are written or deleted.
func (c *Change) Len() int {
	n := 0
	for _, tuples := range c.stages {
		n += len(tuples)
	}
	return n
}

// Deletes reports whether the stage deletes its tuples; otherwise it writes them.
func (s Stage) Deletes() bool { return s == Revoke || s == Relax }

// A Batch is one write to OpenFGA, which does it wholly or not at all. Doing one again
// makes no difference. So who was stopped goes on after the last batch that is known to be
// done, or from the first one.
type Batch struct {
	Stage  Stage
	Tuples []Tuple // to be written or deleted; a part of the change, not to be changed
}

// Batches yields the batches with their numbers, from the one with the number from, in
// their order. Each has tuples of one stage, most at the most; more than [MaxBatch], or
// none, is that.
func (c *Change) Batches(from, most int) iter.Seq2[int, Batch] {
	if most <= 0 || most > MaxBatch {
		most = MaxBatch
	}
	return func(yield func(int, Batch) bool) {
		n := 0
		for stage, left := range c.stages {
			for len(left) > 0 {
				size := min(most, len(left))
				if n >= from && !yield(n, Batch{Stage(stage), left[:size:size]}) {
					return
				}
				left = left[size:]
				n++
			}
		}
	}
}

// Request returns the write in which OpenFGA does the batch by a model. What is written
// or deleted already is ignored.
func (b Batch) Request(store, model string) *openfgav1.WriteRequest {
	r := &openfgav1.WriteRequest{StoreId: store, AuthorizationModelId: model}
	if b.Stage.Deletes() {
		r.Deletes = &openfgav1.WriteRequestDeletes{OnMissing: "ignore"}
		for _, t := range b.Tuples {
			r.Deletes.TupleKeys = append(r.Deletes.TupleKeys, &openfgav1.TupleKeyWithoutCondition{Object: t.Object, Relation: t.Relation, User: t.User})
		}
		return r
	}
	r.Writes = &openfgav1.WriteRequestWrites{OnDuplicate: "ignore"}
	for _, t := range b.Tuples {
		r.Writes.TupleKeys = append(r.Writes.TupleKeys, t.Key())
	}
	return r
}
