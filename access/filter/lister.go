package filter

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A Lister is an [access.Authority] that can say for which rows, and for which persons,
// its Check allows. It is optional; Filters of package accesstest tests that an
// implementation's conditions and its Check agree. Like Check, its methods are pure and
// may be called from any number of goroutines.
//
// Through [Rows], [People] and [SchemaOf] it is asked only about its own kinds, by a
// subject whose user is not empty, and about resources that are not nil.
type Lister interface {
	// Rows returns the condition that holds for exactly those rows of the kind on
	// which Check allows the subject the action. Where the question fails before any
	// row is looked at, it returns the decision of Check, as the error of
	// [access.Decision.Err]. It returns [ErrNotByRow] for kinds about which a row's own
	// properties do not tell enough. If the authority is an [access.Describer], what it
	// returns for an action that it does not describe makes no difference, here and in
	// People.
	Rows(access.Subject, access.Action, access.Kind) (Condition, error)

	// People returns the condition, on what is known of a person, that holds for all
	// whom Check allows the action on the resource, and for no other whose facts do
	// not contradict each other. A resource that is at fault itself is the decision
	// that Check denies everybody with, as an error.
	People(access.Action, access.Resource) (Condition, error)

	// Schema returns the properties of a kind's rows; none for a kind that is not
	// told by its rows. Of the kind "" it returns those of persons, with "user" and
	// "signedIn" among them.
	Schema(access.Kind) Schema

	// Row returns the resource as a row, nil if it is not the authority's own.
	Row(access.Resource) Row

	// Person returns the subject as a row of the schema of persons.
	Person(access.Subject) Row
}

// Errors of [Rows], [People] and [SchemaOf] besides denials.
var (
	// ErrNotByRow says that whether an action on resources of a kind is allowed
	// cannot be told from a row's own properties. Ask Check about each.
	ErrNotByRow = errors.New("filter: a row's own properties do not decide about this kind; ask Check about each row")

	// ErrNoConditions says that the kind's authority is no [Lister].
	ErrNoConditions = errors.New("filter: the authority of this kind offers no conditions; ask Check about each row")
)

// Rows returns the condition that holds for exactly those rows of the kind on which
// the subject may take the action.
//
// Where the question fails before any row is looked at, for want of a policy, a user, a
// fact and so on, the condition is nothing and the error is the [access.DeniedError]
// with the reason that Check gives for a complete row; so a page can say why its list
// is empty. Of a kind or an action that is unknown the error says which there are.
// [ErrNotByRow] and [ErrNoConditions] are other errors, and so is a condition that is none
// on the kind's rows, which is a fault of the authority. With every error the condition is
// nothing.
func Rows(p *access.Policy, s access.Subject, a access.Action, k access.Kind) (Condition, error) {
	if refused := access.ActorPreamble(p != nil, s.User); refused != "" {
		return Nothing(), access.Deny(refused, "").Err()
	}
	lister, err := listerOf(p, k)
	if err != nil {
		return Nothing(), err
	}
	c, err := lister.Rows(s, a, k)
	err = unknownAction(lister, a, k, err)
	if err == nil {
		err = lister.Schema(k).Check(c)
	}
	if err != nil {
		return Nothing(), about(err, k)
	}
	return c, nil
}

// People returns the condition, on what is known of a person, that holds for all who
// may take the action on the resource. It preselects: a person of whom two facts
// contradict each other may pass it and be denied by Check, so [Who] decides about each
// candidate in the end.
//
// A resource about which everybody is denied is an [access.DeniedError] with Check's
// reason. Otherwise errors are as those of [Rows]; there are persons of every kind that
// a Lister knows, ErrNotByRow is about rows only. With every error the condition is
// nothing.
func People(p *access.Policy, a access.Action, r access.Resource) (Condition, error) {
	if refused := access.Preamble(p != nil, somebody, r); refused != "" {
		return Nothing(), access.Deny(refused, "").Err()
	}
	lister, err := listerOf(p, r.Kind())
	if err != nil {
		return Nothing(), err
	}
	c, err := lister.People(a, r)
	err = unknownAction(lister, a, r.Kind(), err)
	if err == nil {
		c = AllOf(Present("user"), c) // nobody may do anything
		err = lister.Schema("").Check(c)
	}
	if err != nil {
		return Nothing(), about(err, r.Kind())
	}
	return c, nil
}

// somebody stands for the user where none is asked about yet.
const somebody = "somebody"

// Who yields each candidate, in their order, with the policy's decision on whether they
// may take the action on the resource. Who denies and why is among it, so look at
// Allowed. The candidates are those for whom the condition of [People] holds, read from
// wherever persons are; others are denied.
func Who(p *access.Policy, a access.Action, r access.Resource, candidates iter.Seq[access.Subject]) iter.Seq2[access.Subject, access.Decision] {
	return func(yield func(access.Subject, access.Decision) bool) {
		if candidates == nil {
			return
		}
		for s := range candidates {
			if !yield(s, p.Check(s, a, r)) {
				return
			}
		}
	}
}

// SchemaOf returns the properties of a kind's rows, and for the kind "" those of
// persons, as all authorities of the policy know them. A policy that is nil and a kind
// that it does not know are [access.DeniedError]s; a kind that is not told by its rows
// is [ErrNotByRow], and one whose authority is no Lister [ErrNoConditions]. Two
// authorities that disagree about a property of persons are another error.
func SchemaOf(p *access.Policy, k access.Kind) (Schema, error) {
	if refused := access.ActorPreamble(p != nil, somebody); refused != "" {
		return Schema{}, access.Deny(refused, "").Err()
	}
	if k == "" {
		return schemaOfPersons(p)
	}
	lister, err := listerOf(p, k)
	if err != nil {
		return Schema{}, err
	}
	s := lister.Schema(k)
	if len(s.Properties) == 0 {
		return Schema{}, about(ErrNotByRow, k)
	}
	return s, nil
}

func schemaOfPersons(p *access.Policy) (Schema, error) {
	var s Schema
	for a := range p.Authorities() {
		lister, ok := a.(Lister)
		if !ok {
			continue
		}
		for _, one := range lister.Schema("").Properties {
			known, found := s.Property(one.Name)
			if !found {
				s.Properties = append(s.Properties, one)
			} else if known.Type != one.Type {
				return Schema{}, fmt.Errorf("filter: the property %q of persons is %s, and to %T %s", one.Name, known.Type, a, one.Type)
			}
		}
	}
	if len(s.Properties) == 0 {
		return Schema{}, ErrNoConditions
	}
	return s, nil
}

// listerOf returns the kind's authority as a Lister.
func listerOf(p *access.Policy, k access.Kind) (Lister, error) {
	authority, known := p.Authority(k)
	if !known {
		return nil, instead(access.ReasonUnknownKind, "the policy has no kind", k, nearest(p.Kinds(), k))
	}
	lister, ok := authority.(Lister)
	if !ok {
		return nil, about(ErrNoConditions, k)
	}
	return lister, nil
}

// unknownAction denies an action that the kind's authority does not describe, whatever
// the authority says. Only an authority that was never built, and a row that is not one
// of its own, have an earlier reason.
func unknownAction(l Lister, a access.Action, k access.Kind, err error) error {
	d, ok := l.(access.Describer)
	if !ok || errors.Is(err, ErrNotByRow) || slices.Contains(d.Actions(k), a) {
		return err
	}
	var denied *access.DeniedError
	if errors.As(err, &denied) && (denied.Decision.Reason == access.ReasonNoPolicy || denied.Decision.Reason == access.ReasonUnknownKind) {
		return err
	}
	return instead(access.ReasonUnknownAction, fmt.Sprintf("the kind %q has no action", k), a, d.Actions(k))
}

// instead returns a denial that says what there is in the place of a name that is none:
// whoever asks for a condition has written the kind and the action in the program.
func instead[S ~string](r access.Reason, what string, name S, there []S) error {
	return fmt.Errorf("%w: %s %s; %s", access.Deny(r, "").Err(), what, invalid.Quote(string(name)), invalid.OneOf(there))
}

// nearest returns the kinds, those that begin most like k first.
func nearest(kinds []access.Kind, k access.Kind) []access.Kind {
	common := func(other access.Kind) (n int) {
		for n < min(len(k), len(other)) && k[n] == other[n] {
			n++
		}
		return n
	}
	slices.SortStableFunc(kinds, func(a, b access.Kind) int { return common(b) - common(a) })
	return kinds
}

// about adds the kind to an error that is no denial.
func about(err error, k access.Kind) error {
	if errors.Is(err, access.ErrDenied) {
		return err
	}
	return fmt.Errorf("%w (kind %q)", err, k)
}
