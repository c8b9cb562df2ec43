package wire

import (
	"bytes"
	"slices"

	"lupa.example/access"
)

// A Reader reads the requests of others with what a service knows besides, as a
// [Codec] reads those that bring everything. Like a Codec it ignores members that it does
// not know. It is safe for concurrent use if its functions are.
//
// Errors about a request are of the type [access.InvalidError]; an [access.DeniedError]
// is the answer, to everybody, whose question cannot be put otherwise; all others are of
// Known or about what it returned.
type Reader struct {
	Codec  Codec
	Policy *access.Policy
	Known  Known

	Depth int // how many objects and arrays may be open at once; 0: 16
	Items int // how many evaluations one request may hold; 0: any number
}

// ReadRequest reads an access evaluation, see [Codec.DecodeRequest]. A resource of which
// the request says nothing, and not enough is known, is denied as incomplete.
func (r Reader) ReadRequest(data []byte) (access.Question, error) {
	q, err := r.request(data)
	if err != nil {
		return access.Question{}, err
	}
	return q.decode()
}

// ReadSearch reads a search, see [Codec.DecodeSearch].
func (r Reader) ReadSearch(data []byte, sought Sought) (Search, error) {
	if err := sought.check(); err != nil {
		return Search{}, err
	}
	q, err := r.request(data)
	if err != nil {
		return Search{}, err
	}
	return q.search(sought)
}

// ReadResource reads a resource by itself, with nothing but the properties given.
func (r Reader) ReadResource(e Entity) (access.Resource, error) {
	q, err := r.entity(e)
	if err != nil {
		return nil, err
	}
	row := q.properties(resource{access.Kind(e.Type), e.ID, 0})
	q.skip()
	return row, q.finish()
}

// ReadSubject reads a subject by itself, with nothing but the properties given, as it is
// in a question about a resource of the kind.
func (r Reader) ReadSubject(e Entity, about access.Kind) (access.Subject, error) {
	q, err := r.entity(e)
	if err != nil {
		return access.Subject{}, err
	}
	q.sought = SoughtResources
	q.ofKind(about, "")
	q.subjectType, q.question.Subject.User = e.Type, e.ID
	q.Object(q.subjectProperties()...)
	q.readFacts()
	if err := q.finish(); err != nil {
		return access.Subject{}, err
	}
	return q.question.Subject, nil
}

func (r Reader) request(data []byte) (*request, error) {
	if err := r.Codec.check(); err != nil {
		return nil, err
	}
	return r.begin(data), nil
}

// begin is request for a codec that is known to be one.
func (r Reader) begin(data []byte) *request {
	q := r.Codec.request(r.Policy, slices.Clip(data), true)
	q.known = r.Known
	if r.Depth > 0 {
		q.depth = r.Depth
	}
	return q
}

// entity begins to read properties by themselves.
func (r Reader) entity(e Entity) (*request, error) {
	data := bytes.TrimSpace(e.Properties)
	if e.Properties == nil {
		data = []byte("{}")
	}
	return r.request(data)
}
