package wire

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"lupa.example/access"
)

// An Entity is a subject or a resource as a request or a directory names it.
type Entity struct {
	Type, ID   string
	Properties []byte // a JSON object, as in a request; nil if nothing is said
}

// Known is what a service knows besides what requests say. Each function is given what
// a request names, with what it claims, and returns a JSON object of properties, or nil
// if it does not know the subject or the resource, whose claims stand then. An error is
// handed on. The zero value knows nothing.
//
// An object that is returned is all there is to know: of a resource whatever else is
// claimed is dropped, and of a subject the facts of every area. So a list that is left out
// is empty, whoever claims more. Claims of a subject under other names stand, unless the
// object has them: "signedIn", of which the session knows.
type Known struct {
	Subject  func(Entity) (properties []byte, err error)
	Resource func(Entity) (properties []byte, err error)
}

// readSubject reads what is known of the subject, and what is claimed besides, if that
// was passed over so far.
func (r *request) readSubject() {
	if r.err != nil || r.known.Subject == nil || r.sought == SoughtSubjects {
		return
	}
	r.within(func() {
		ofArea := func(name string) bool {
			return slices.ContainsFunc(r.codec, func(a Area) bool { return a.Name() == name })
		}
		r.claims, _ = r.joined(r.known.Subject, r.subjectType, r.question.Subject.User, r.claims, ofArea)
		if r.claims != absent {
			r.again(r.claims, func() { r.Object(r.subjectProperties()...) })
		}
	}, "subject", "properties")
}

// readResource reads the resource with its properties, or with what is known of it. One
// that lacks something is a decision if it is known, or nothing was said of it: it is the
// service that does not know the resource, or does not know all.
func (r *request) readResource(of resource) {
	if r.err != nil {
		return
	}
	r.within(func() {
		silent := of.properties == absent
		if r.known.Resource != nil && r.sought != SoughtResources {
			var known bool
			of.properties, known = r.joined(r.known.Resource, string(of.kind), of.id, of.properties, func(string) bool { return true })
			silent = silent || known
		}
		r.question.Resource = r.properties(of)
		if silent && r.known.Resource != nil && lacks(r.err) {
			r.err = access.Deny(access.ReasonIncomplete, "").Err()
		}
	}, "resource", "properties")
}

// joined asks what is known, puts it before the claims, and returns where the properties
// that this comes to begin, absent if there are none; and whether anything is known. Of
// what is known, the claims that it replaces are dropped although it does not have them.
func (r *request) joined(ask func(Entity) ([]byte, error), kind, id string, claims int, replaces func(name string) bool) (at int, known bool) {
	e := Entity{Type: kind, ID: id}
	if claims != absent {
		r.again(claims, func() { r.skip(); e.Properties = slices.Clip(r.data[claims:r.pos]) })
	}
	object, err := ask(e)
	if err != nil {
		r.err = &theirError{fmt.Sprintf("wire: nobody can say what is known of %s %q: %v", kind, id, err), err}
		return absent, false
	}
	if object == nil {
		return claims, false
	}
	text, names, err := members(object)
	if err != nil {
		r.err = &theirError{fmt.Sprintf("wire: what is known of %s %q: %v", kind, id, err), nil}
		return absent, false
	}
	at = len(r.data)
	r.data = append(append(r.data, '{'), text...) // which has been clipped, so that this grows a copy
	r.theirs = append(r.theirs, span{at, len(r.data)})
	if claims != absent {
		r.again(claims, func() {
			r.appendClaims(len(names) > 0, func(name string) bool { return names[name] || replaces(name) })
		})
	}
	r.data = append(r.data, '}')
	return at, true
}

// deepen makes room for what is known, which may be as deep by itself as a request. How
// deep the request is was found when it was passed over.
func (r *request) deepen() {
	if r.known.Subject != nil || r.known.Resource != nil {
		r.depth += maxDepth
	}
}

// A span is a part of the text.
type span struct{ from, to int }

// members returns the members of an object as they stand in it, and their names.
func members(object []byte) (text []byte, names map[string]bool, err error) {
	d := newDecoder(object)
	names = make(map[string]bool)
	d.Map(func(name string) {
		names[name] = true
		d.skip()
	})
	if err := d.finish(); err != nil {
		return nil, nil, err
	}
	text = bytes.TrimSpace(object)
	return bytes.TrimSpace(text[1 : len(text)-1]), names, nil
}

// appendClaims appends the members of the object that stands at the position, after
// others or not, but for those that are dropped. One that is may not be claimed twice
// either; of others that is found when they are read.
func (r *request) appendClaims(after bool, dropped func(name string) bool) {
	claimed := make(map[string]bool)
	for key := range r.members {
		name := string(key)
		r.push(step{name: name, member: true})
		from := r.skip()
		switch {
		case claimed[name]:
			r.Fail("is given twice")
		case dropped(name):
			claimed[name] = true
		default:
			if after {
				r.data = append(r.data, ',')
			}
			after = true
			r.data = append(append(appendText(r.data, name, false), ':'), r.data[from:r.pos]...)
		}
		r.pop()
	}
}

// A theirError is one of whoever knows more than the request. By errors.As it is nothing
// that is wrong with a request, and no decision, whatever was returned.
type theirError struct {
	text  string
	cause error
}

func (e *theirError) Error() string        { return e.text }
func (e *theirError) Is(target error) bool { return errors.Is(e.cause, target) }

// blame makes a failure within what is known, or at its end, one of whoever knows it, and
// none of the request.
func (r *request) blame() {
	for _, s := range r.theirs {
		if s.from <= r.failed && r.failed <= s.to && len(access.Findings(r.err)) > 0 {
			r.err = &theirError{fmt.Sprintf("wire: what is known does not fit: %v", r.err), nil}
		}
	}
}

// lacks reports whether the failure is that something required is missing or empty.
func lacks(err error) bool {
	found := access.Findings(err)
	return len(found) == 1 && (found[0].Problem == isMissing || found[0].Problem == isEmpty)
}
