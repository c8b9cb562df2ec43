package wire

import (
	"errors"
	"slices"

	"lupa.example/access"
)

// DecodeRequest reads an AuthZEN access evaluation about something that the policy
// decides. A required member that is missing or empty, and an identifier that is
// malformed, are errors of the type [access.InvalidError]; so is a request with
// "evaluations", which is several. An unknown type of resource, or an unknown action,
// is none: the policy denies it. Nor is an unknown type of subject: what the area of the
// resource does not know is nobody, and denied. An unknown member is ignored,
// and so is one that bears an area's name, such as a claim "roles" that a gateway has
// copied, where it is not what that area reads and the resource is of another.
func (c Codec) DecodeRequest(p *access.Policy, data []byte) (access.Question, error) {
	return c.decodeRequest(p, data, true)
}

// DecodeRequestStrict is DecodeRequest for callers who write the requests too, where an
// unknown member is a misspelt one: it is an error. What the standard has and the area
// of the resource does not read is ignored, "context" and an action's "properties", and
// so are the properties of an unknown type of resource.
// Names that are data, such as the users and programs of an engagement, cannot be told
// from misspelt ones.
func (c Codec) DecodeRequestStrict(p *access.Policy, data []byte) (access.Question, error) {
	return c.decodeRequest(p, data, false)
}

func (c Codec) decodeRequest(p *access.Policy, data []byte, lenient bool) (access.Question, error) {
	if err := c.check(); err != nil {
		return access.Question{}, err
	}
	return c.request(p, data, lenient).decode()
}

func (c Codec) request(p *access.Policy, data []byte, lenient bool) *request {
	r := c.part(p, newDecoder(data))
	r.whole = "the request"
	r.facts = slices.Repeat([]int{absent}, len(c))
	r.lenient = lenient
	return r
}

// part returns a request of which nothing was read yet, without room for a subject.
func (c Codec) part(p *access.Policy, d *Decoder) *request {
	return &request{Decoder: d, codec: c, policy: p, owner: absent, claims: absent, action: absent, context: absent}
}

// decode reads the whole text as one question, and leaves no half of one.
func (r *request) decode() (access.Question, error) {
	r.read()
	return r.result()
}

func (r *request) result() (access.Question, error) {
	if r.blame(); r.err != nil {
		return access.Question{}, r.err
	}
	return r.question, nil
}

// A request is a question while it is read. What the areas read, facts, properties and
// context, is passed over at first: whose it is is known when the resource's type is,
// wherever that stands.
type request struct {
	*Decoder
	codec    Codec
	policy   *access.Policy
	question access.Question
	owner    int    // the area of the resource's kind, -1 if none knows it
	sought   Sought // what the question lacks, 0 if nothing
	page     Page   // of what is sought
	alone    bool   // what it says of several evaluations is passed over
	known    Known  // besides what the request says
	theirs   []span // what of the text is known, and was not in the request

	subjectType string
	nobody      bool  // the subject is of a type that the resource's area does not know
	claims      int   // where the subject's properties begin, if more is known of it
	facts       []int // by area, where its member of the subject's properties begins
	action      int   // where the action's properties begin
	context     int
}

// absent is where something begins that was left out.
const absent = -1

func (r *request) read() {
	var resource resource
	r.Object(
		Func("subject", func(*Decoder) { r.subject() }, nil).Required(),
		r.actionField(),
		Func("resource", func(*Decoder) { resource = r.resource() }, nil).Required(),
		skipped("context", &r.context),
		r.otherField(),
	)
	if r.finish() != nil {
		return // no area is asked about what was not read whole
	}
	r.deepen()
	r.readSubject()
	r.readResource(resource)
	r.within(r.readFacts, "subject", "properties")
	if r.sought == SoughtSubjects {
		r.question.Subject = access.Subject{} // without what the type says of it
	}
	r.readMore()
}

func (r *request) actionField() Field {
	if r.sought == SoughtActions {
		return skipped("action", new(int))
	}
	return Func("action", func(*Decoder) { r.readAction() }, nil).Required()
}

func (r *request) readAction() {
	r.Object(Text("name", &r.question.Action).Required(), skipped("properties", &r.action))
}

// otherField is the member that another sort of request has besides.
func (r *request) otherField() Field {
	if r.sought != 0 {
		return Object("page", Func("limit", r.page.readLimit, nil), Func("token", r.page.readToken, nil))
	}
	return Func("evaluations", func(d *Decoder) {
		if r.alone {
			d.skip()
			return
		}
		d.Fail("makes this several requests; want one by itself")
	}, nil)
}

// skipped is a member that is passed over, and where it begins.
func skipped(name string, at *int) Field {
	return Func(name, func(d *Decoder) { *at = d.skip() }, nil)
}

// within runs f with the path of a member of a member.
func (r *request) within(f func(), names ...string) {
	for _, name := range names {
		r.push(step{name: name, member: true})
	}
	f()
	for range names {
		r.pop()
	}
}

func (r *request) subject() {
	if r.sought == SoughtSubjects {
		r.onlyType(Text("type", &r.subjectType))
		return
	}
	properties := Func("properties", r.passObject(&r.claims), nil)
	if r.known.Subject == nil {
		properties = Object("properties", r.subjectProperties()...)
	}
	r.Object(
		Text("type", &r.subjectType).Required(),
		Text("id", &r.question.Subject.User).Required(),
		properties,
	)
}

func (r *request) subjectProperties() []Field {
	properties := []Field{Func("signedIn", func(d *Decoder) { r.question.Subject.SignIn = signIn(d) }, nil)}
	for i, area := range r.codec {
		properties = append(properties, skipped(area.Name(), &r.facts[i]))
	}
	return properties
}

// passObject returns a reader that passes over an object and keeps where it begins.
func (r *request) passObject(at *int) func(*Decoder) {
	return func(d *Decoder) {
		if d.want('{', "an object") {
			*at = d.skip()
		}
	}
}

// readFacts reads the facts of the areas that know the type of the subject. A subject
// of a type that the resource's area does not know is nobody, so that no identity of
// another type is taken for a person of the same name.
func (r *request) readFacts() {
	known := false
	for i, area := range r.codec {
		facts, knows := subjectType(area, r.subjectType)
		if !knows {
			continue
		}
		known = known || r.owner == absent || i == r.owner
		r.add(facts)
		if r.facts[i] != absent {
			r.readMember(i, area)
		}
	}
	if r.nobody = !known; r.nobody {
		r.question.Subject = access.Subject{}
	}
}

// readMember reads the facts of an area. Where another area's resource is asked about,
// what cannot be read counts as absent, unless it is to be read strictly; only a failure
// of this member is passed over, never an earlier one.
func (r *request) readMember(i int, area Area) {
	if r.err != nil {
		return
	}
	r.push(step{name: area.Name(), member: true})
	r.again(r.facts[i], func() { r.add(area.ReadFacts(r.Decoder)) })
	r.pop()
	if r.lenient && i != r.owner {
		r.err = nil
	}
}

// add adds facts that were read without a failure.
func (r *request) add(facts []access.Fact) {
	if r.err == nil {
		r.question.Subject.Facts = append(r.question.Subject.Facts, facts...)
	}
}

// readMore reads what the resource's area wants to know besides.
func (r *request) readMore() {
	if !r.nobody {
		r.readActionFacts()
		r.readContextFacts()
	}
}

func (r *request) readActionFacts() {
	if r.owner == absent || r.action == absent {
		return
	}
	if area, ok := r.codec[r.owner].(ActionReader); ok {
		r.within(func() { r.again(r.action, func() { r.add(area.ReadAction(r.Decoder)) }) }, "action", "properties")
	}
}

func (r *request) readContextFacts() {
	if r.owner == absent || r.context == absent {
		return
	}
	if area, ok := r.codec[r.owner].(ContextReader); ok {
		r.within(func() { r.again(r.context, func() { r.add(area.ReadContext(r.Decoder)) }) }, "context")
	}
}

// subjectType returns whether an area knows subjects of the type, and what the type
// itself says of them.
func subjectType(area Area, name string) (facts []access.Fact, known bool) {
	if reader, ok := area.(SubjectTyper); ok {
		return reader.ReadSubjectType(name)
	}
	return nil, name == "user"
}

func signIn(d *Decoder) access.SignIn {
	if d.Bool() {
		return access.SignedIn
	}
	return access.SignedOut
}

// A resource is what a request says of one, with its properties passed over.
type resource struct {
	kind       access.Kind
	id         string
	properties int // where they begin
}

func (r *request) resource() resource {
	about := resource{properties: absent}
	if r.sought == SoughtResources {
		r.onlyType(Text("type", &about.kind))
		return about
	}
	r.Object(
		Text("type", &about.kind).Required(),
		Text("id", &about.id).Required(),
		Func("properties", r.passObject(&about.properties), nil),
	)
	return about
}

// properties reads the properties of a resource with the area that knows its kind.
func (r *request) properties(of resource) (row access.Resource) {
	read := func() { row = r.ofKind(of.kind, of.id) }
	if of.properties == absent {
		r.without(read)
	} else {
		r.again(of.properties, read)
	}
	return row
}

func (r *request) ofKind(kind access.Kind, id string) access.Resource {
	authority, decided := r.policy.Authority(kind)
	d := r.Decoder
	if r.sought == SoughtResources {
		d = &Decoder{err: errNoRow} // only to learn whose the kind is
	}
	for i, area := range r.codec {
		if row, ok := area.ReadResource(d, authority, kind, id); ok {
			r.owner = i
			if r.sought == SoughtResources {
				return ofKind(kind)
			}
			return row
		}
	}
	if decided {
		r.Fail("belong to the kind %q, which the policy decides about but no area of this codec can read", kind)
	}
	return ofKind(kind)
}

// ofKind is a resource of which nothing but its kind is known: no area reads it, and no
// policy decides about its kind, or it is sought.
type ofKind access.Kind

func (k ofKind) Kind() access.Kind { return access.Kind(k) }

var errNoRow = errors.New("wire: there is no row to read")
