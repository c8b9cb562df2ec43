package access

import (
	"errors"
	"fmt"
	"iter"
	"slices"
)

// A Policy is a set of authorities that together answer for all their kinds. It
// is immutable and safe for concurrent use; a service keeps the current one in an
// atomic.Pointer and replaces it whole. The nil policy and the zero value deny
// everything.
type Policy struct {
	authorities []Authority // in the order given
	byKind      kindTable   // every kind of every authority
}

// NewPolicy returns the policy of the given authorities. No authority (nil, or a nil
// pointer), an empty kind, and a kind that is named twice are errors, and all are
// reported together: two authorities that answered for one kind could disagree.
func NewPolicy(authorities ...Authority) (*Policy, error) {
	p := &Policy{authorities: slices.Clone(authorities)}
	var errs []error
	for i, a := range authorities {
		if isNil(a) {
			errs = append(errs, fmt.Errorf("access: authority %d is nil%s", i, typeOf(a)))
			continue
		}
		for _, k := range a.Kinds() {
			if k == "" {
				errs = append(errs, fmt.Errorf("access: authority %d (%T) names an empty kind", i, a))
			} else if other, taken := p.byKind.get(k); taken {
				errs = append(errs, fmt.Errorf("access: authority %d (%T) decides about kind %q, and so does %T already", i, a, k, other))
			} else {
				p.byKind.add(k, a)
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return p, nil
}

// typeOf says of which type a nil pointer is.
func typeOf(a Authority) string {
	if a == nil {
		return ""
	}
	return fmt.Sprintf(" (%T)", a)
}

// With returns the policy with the authority in the place of the one that decides
// about some of the same kinds, or at the end if none does. It is how one part of a
// policy is replaced. An authority that [NewPolicy] refuses is an error, and so is one
// that shares kinds with several. The policy itself stays as it was; the nil policy is
// one without authorities.
func (p *Policy) With(a Authority) (*Policy, error) {
	if isNil(a) {
		return nil, fmt.Errorf("access: the authority is nil%s", typeOf(a))
	}
	next := slices.Collect(p.Authorities())
	places := make(map[Kind]int) // of the authorities, by what they decide about
	for i, b := range next {
		for _, k := range b.Kinds() {
			places[k] = i
		}
	}
	at := len(next)
	for _, k := range a.Kinds() {
		i, taken := places[k]
		if !taken {
			continue
		}
		if at < len(next) && i != at {
			return nil, fmt.Errorf("access: %T shares kinds with %T and with %T; want one authority in the place of one", a, next[at], next[i])
		}
		at = i
	}
	if at == len(next) {
		return NewPolicy(append(next, a)...)
	}
	next[at] = a
	return NewPolicy(next...)
}

// Of returns the policy's authority of a type, the first if there are several, and
// whether there is one: access.Of[*sharing.Rules](policy).
func Of[A Authority](p *Policy) (found A, ok bool) {
	for a := range p.Authorities() {
		if found, ok = a.(A); ok {
			return found, true
		}
	}
	return found, false
}

// Check answers whether the subject may take the action on the resource. What
// nobody knows is denied: a nil policy, an empty user, a nil resource or nil
// pointer as one, a kind that no authority names. Check itself allocates nothing.
func (p *Policy) Check(s Subject, a Action, r Resource) Decision {
	if refused := Preamble(p != nil, s.User, r); refused != "" {
		return Deny(refused, "")
	}
	authority, ok := p.byKind.get(r.Kind())
	if !ok {
		return Deny(ReasonUnknownKind, "")
	}
	return authority.Check(s, a, r)
}

// Authority returns the authority that decides about a kind, and whether there is
// one.
func (p *Policy) Authority(k Kind) (Authority, bool) {
	if p == nil {
		return nil, false
	}
	return p.byKind.get(k)
}

// Kinds returns every kind that the policy decides about, in the order of its
// authorities and of what each names, as a new slice. A policy without any denies
// everything: whoever has loaded one can see that it is empty.
func (p *Policy) Kinds() []Kind {
	var kinds []Kind
	for a := range p.Authorities() {
		kinds = append(kinds, a.Kinds()...)
	}
	return kinds
}

// Authorities yields the policy's authorities in the order in which NewPolicy
// was given them.
func (p *Policy) Authorities() iter.Seq[Authority] {
	return func(yield func(Authority) bool) {
		if p == nil {
			return
		}
		for _, a := range p.authorities {
			if !yield(a) {
				return
			}
		}
	}
}
