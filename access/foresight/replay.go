package foresight

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"reflect"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// A Flip is what became of one line of a log that was decided again.
type Flip struct {
	Line     int // from 1
	Question access.Question
	Before   access.Decision // by the old policy
	After    access.Decision // by the new one
}

// Flipped reports whether one policy allows what the other denies.
func (f Flip) Flipped() bool { return f.Before.Allowed != f.After.Allowed }

// Replay decides every line of a log by both policies, as it is read: a request, or an
// object with a "request" in it, as [wire.Codec.EncodeRecord] writes it. It takes the
// memory of one line, however long the log.
//
// A line that holds no question is an error of the type [access.InvalidError], or
// [ErrBlank], and the next one follows. Any other error is the log's, and the last, or
// that of a codec whose areas cannot be together, which is the same for every line. With
// an error the flip has its line and nothing else.
func Replay(c wire.Codec, old, new *access.Policy, log io.Reader) iter.Seq2[Flip, error] {
	return func(yield func(Flip, error) bool) {
		number := 0
		for line, err := range wire.Lines(log) {
			number++
			f := Flip{Line: number}
			if err == nil {
				f, err = Again(c, old, new, line)
				f.Line = number
			}
			if !yield(f, err) {
				return
			}
		}
	}
}

// ErrBlank is the error of a line with nothing on it.
var ErrBlank = errors.New("foresight: the line is blank; want a request")

// Again is Replay for one line, which has no number.
func Again(c wire.Codec, old, new *access.Policy, line []byte) (Flip, error) {
	if len(bytes.TrimSpace(line)) == 0 {
		return Flip{}, ErrBlank
	}
	q, err := c.DecodeRecord(new, line)
	if err != nil {
		return Flip{}, err
	}
	before := q
	if !readAlike(old, new, q.Resource.Kind()) {
		if before, err = c.DecodeRecord(old, line); err != nil {
			return Flip{}, err
		}
	}
	return Flip{
		Question: q,
		Before:   old.Check(before.Subject, before.Action, before.Resource),
		After:    new.Check(q.Subject, q.Action, q.Resource),
	}, nil
}

// readAlike reports whether a question about the kind is read alike with both policies.
// What an area reads depends on the type of the authority that decides about the kind,
// if anything does, and on nothing in it.
func readAlike(old, new *access.Policy, k access.Kind) bool {
	a, _ := old.Authority(k)
	b, _ := new.Authority(k)
	return reflect.TypeOf(a) == reflect.TypeOf(b)
}
