package access

import (
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
)

// A Policy is a set of authorities that together answer for all their kinds. It
// is immutable and safe for concurrent use; a service keeps the current one in an
// atomic.Pointer and replaces it whole. The nil policy and the zero value deny
// everything.
type Policy struct {
	authorities []Authority        // in the order given
	byKind      map[Kind]Authority // every kind of every authority
}

// NewPolicy returns the policy of the given authorities. No authority (nil), an
// empty kind, and a kind that is named twice are errors, and all are reported
// together: two authorities that answered for one kind could disagree.
func NewPolicy(authorities ...Authority) (*Policy, error) {
	p := &Policy{
		authorities: slices.Clone(authorities),
		byKind:      make(map[Kind]Authority),
	}
	var errs []error
	for i, a := range authorities {
		if a == nil {
			errs = append(errs, fmt.Errorf("access: authority %d is nil", i))
			continue
		}
		kinds, err := kindsOf(a)
		if err != nil {
			errs = append(errs, fmt.Errorf("access: authority %d %w", i, err))
		}
		for _, k := range kinds {
			if k == "" {
				errs = append(errs, fmt.Errorf("access: authority %d (%T) names an empty kind", i, a))
			} else if other, taken := p.byKind[k]; taken {
				errs = append(errs, fmt.Errorf("access: authority %d (%T) decides about kind %q, and so does %T already", i, a, k, other))
			} else {
				p.byKind[k] = a
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return p, nil
}

// kindsOf returns the authority's kinds. A nil pointer may have some, as those of the
// areas do, which then deny; one whose method needs a value is an error.
func kindsOf(a Authority) (kinds []Kind, err error) {
	if v := reflect.ValueOf(a); v.Kind() == reflect.Pointer && v.IsNil() {
		defer func() {
			if recover() != nil {
				err = fmt.Errorf("is a nil %T", a)
			}
		}()
	}
	return a.Kinds(), nil
}

// Check answers whether the subject may take the action on the resource. What
// nobody knows is denied: a nil policy, an empty user, a nil resource or nil
// pointer as one, a kind that no authority names. Check itself allocates nothing.
func (p *Policy) Check(s Subject, a Action, r Resource) Decision {
	if p == nil {
		return Deny(ReasonNoPolicy, "")
	}
	if s.User == "" {
		return Deny(ReasonNoUser, "")
	}
	if isNil(r) {
		return Deny(ReasonNoResource, "")
	}
	authority, ok := p.byKind[r.Kind()]
	if !ok {
		return Deny(ReasonUnknownKind, "")
	}
	return authority.Check(s, a, r)
}

// isNil reports whether there is no resource: neither an interface without a
// value nor a nil pointer in one may reach an authority, which may call methods
// on it.
func isNil(r Resource) bool {
	if r == nil {
		return true
	}
	v := reflect.ValueOf(r)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

// Authority returns the authority that decides about a kind, and whether there is
// one.
func (p *Policy) Authority(k Kind) (Authority, bool) {
	if p == nil {
		return nil, false
	}
	a, ok := p.byKind[k]
	return a, ok
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
