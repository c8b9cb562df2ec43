package accesstest

import "lupa.example/access"

// A foreignFact is a fact of no area that anyone knows, under any name.
type foreignFact struct{ name string }

func (f *foreignFact) Fact() string {
	if f == nil {
		return foreignName
	}
	return f.name
}

// A foreignResource is a resource of no type that anyone knows, of any kind.
type foreignResource struct{ kind access.Kind }

func (r *foreignResource) Kind() access.Kind {
	if r == nil {
		return foreignKind
	}
	return r.kind
}

// What nobody knows.
const (
	foreignKind   access.Kind   = "accesstest.foreign"
	foreignAction access.Action = "accesstest.foreign"
	foreignName                 = "accesstest.foreign"
	foreignReason access.Reason = "accesstest/foreign"
	foreignSignIn access.SignIn = 255
)

// strangers returns facts that no area knows, some of which bear the names of the
// question's own.
func strangers(q access.Question) []access.Fact {
	facts := []access.Fact{&foreignFact{foreignName}, (*foreignFact)(nil)}
	for _, f := range q.Subject.Facts {
		if !isNil(f) {
			facts = append(facts, &foreignFact{f.Fact()})
		}
	}
	return facts
}

// absent returns facts that are none: nil, and nil pointers of the types of the
// question's own.
func absent(q access.Question) []access.Fact {
	facts := []access.Fact{nil}
	for _, f := range q.Subject.Facts {
		if none, ok := typedNil(f); ok {
			facts = append(facts, none)
		}
	}
	return facts
}
