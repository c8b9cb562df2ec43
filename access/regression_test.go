package access_test

import (
	"errors"
	"testing"

	"lupa.example/access"
)

// undecided is an authority that comes to no decision: a condition of its own could
// not be evaluated.
type undecided struct{}

func (undecided) Kinds() []access.Kind { return []access.Kind{"door"} }
func (undecided) Check(access.Subject, access.Action, access.Resource) (d access.Decision) {
	return d
}

type door struct{}

func (*door) Kind() access.Kind { return "door" }

// Engines that skip a condition which fails have one obstacle less, and allow.
func TestWhatIsNotDecidedIsDenied(t *testing.T) {
	p, err := access.NewPolicy(undecided{})
	if err != nil {
		t.Fatal(err)
	}
	d := p.Check(access.Subject{User: "anna"}, "open", new(door))
	if d.Allowed || !errors.Is(d.Err(), access.ErrDenied) {
		t.Errorf("got %v and the error %v, want a denial", d, d.Err())
	}
}
