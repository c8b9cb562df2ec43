package wire

import "lupa.example/access"

// An Area is what a package offers so that its part of policies and questions can
// be read and written. Implementations have no state; their methods may be called
// from any number of goroutines.
//
// The Read methods take their value from the decoder, where they also report what
// is wrong with it; after a failure the decoder yields zero values and what they
// return is thrown away.
type Area interface {
	// Name is the key of the area's section in a document and of its facts in a
	// request, and the first part of its kinds: kind "sharing.result" is of the
	// area "sharing", and so would be a kind "sharing". No other area's authority
	// can have such a kind.
	Name() string

	// ReadSection reads the area's section into the authority that it describes.
	// Its error is about a section that was read and does not make sense.
	ReadSection(*Decoder) (access.Authority, error)

	// WriteSection writes the authority as a section that ReadSection reads as an
	// equal one. It reports false, having written nothing, if the authority is not
	// of this area.
	WriteSection(*Encoder, access.Authority) bool

	// ReadFacts reads what the area's member of a subject's properties says.
	ReadFacts(*Decoder) []access.Fact

	// ReadResource reads the properties of a resource. It reports false, having
	// read nothing, if the kind is not of this area. The authority is the one that
	// the policy has for the kind, nil if none, for areas whose kinds the policy
	// defines.
	ReadResource(d *Decoder, a access.Authority, kind access.Kind, id string) (access.Resource, bool)
}

// A RequestWriter is an [Area] that can also write what it reads of requests, so that
// questions about its resources can be logged and asked again.
type RequestWriter interface {
	// WriteFacts writes those of the subject's facts that are the area's, as ReadFacts
	// reads them. It reports false, having written nothing, if there are none. Facts
	// that come to nothing which could be read, as two that contradict each other, are
	// a failure of the encoder.
	WriteFacts(*Encoder, access.Subject) bool

	// WriteResource writes the properties of the resource, which is not nil, as
	// ReadResource reads them, and returns its id. It reports false, having written
	// nothing, if the resource is not of this area.
	WriteResource(*Encoder, access.Resource) (id string, ok bool)
}

// A SubjectTyper is an [Area] that says which types of subjects it knows. An area that
// is none knows the type "user".
type SubjectTyper interface {
	// ReadSubjectType reports whether the area knows subjects of the type, such as
	// "service", and returns the facts that the type itself says of them. A question
	// about a resource of the area is asked by nobody if it does not.
	ReadSubjectType(name string) (facts []access.Fact, known bool)
}

// An ActionReader is an [Area] that reads the "properties" of the action in a request
// about a resource of its own, as facts.
type ActionReader interface {
	ReadAction(*Decoder) []access.Fact
}

// A ContextReader is an [Area] that reads the "context" of a request about a resource
// of its own, as facts.
type ContextReader interface {
	ReadContext(*Decoder) []access.Fact
}
