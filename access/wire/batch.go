package wire

import (
	"errors"
	"fmt"
	"slices"

	"lupa.example/access"
)

// A Batch is several evaluations in one request.
type Batch struct {
	Items    []Item
	Several  bool // whether the request has a list of evaluations; if not, there is one item, the request itself
	Semantic Semantic
	Reasons  bool // whether "options" ask for a context with each decision: {"context": true}
}

// An Item is one evaluation of a batch. One that is not enough for a question has an
// error, and no question: what it lacks, or the denial of everybody.
type Item struct {
	access.Question
	Err error
}

// Check returns the policy's decision about the item. What is no question is denied.
func (i Item) Check(p *access.Policy) access.Decision {
	var denied *access.DeniedError
	switch {
	case i.Err == nil:
		return p.Check(i.Subject, i.Action, i.Resource)
	case errors.As(i.Err, &denied):
		return denied.Decision
	default:
		return access.Deny(access.ReasonIncomplete, "")
	}
}

// A Semantic says how far a batch is decided.
type Semantic uint8

// The semantics of batches. The zero value decides all.
const (
	ExecuteAll          Semantic = iota
	DenyOnFirstDeny              // up to the first that is denied
	PermitOnFirstPermit          // up to the first that is allowed
)

var semantics = []string{"execute_all", "deny_on_first_deny", "permit_on_first_permit"}

// String returns the semantic's name in requests.
func (s Semantic) String() string {
	if int(s) < len(semantics) {
		return semantics[s]
	}
	return fmt.Sprintf("Semantic(%d)", uint8(s))
}

// Ends reports whether the decision is the last of a batch.
func (s Semantic) Ends(d access.Decision) bool {
	return s == DenyOnFirstDeny && !d.Allowed || s == PermitOnFirstPermit && d.Allowed
}

func (s *Semantic) read(d *Decoder) {
	text := d.String()
	for i, name := range semantics {
		if text == name {
			*s = Semantic(i)
			return
		}
	}
	d.Fail("is %q; want one of %q", text, semantics)
}

// ErrTooMany is the error for a request that holds more evaluations than are read.
var ErrTooMany = errors.New("wire: too many evaluations in one request")

// ReadBatch reads a request that may hold several evaluations. Its subject, action,
// resource and context are those of every item that does not give its own; what an item
// gives takes the place of the whole. Without a list, or with one that is empty, it is a
// single evaluation, and read as one.
//
// An item that lacks something is an item with an error. All else that is wrong, with an
// item too, is an error of the whole. What is common to the items is read once, so that
// the cost is in proportion to the request. Where an item's action or context gives facts,
// see [ActionReader] and [ContextReader], it has a list of its own of all facts of its
// person; it is an error if these lists come to more than a million facts.
func (r Reader) ReadBatch(data []byte) (Batch, error) {
	q, err := r.request(data)
	if err != nil {
		return Batch{}, err
	}
	b := &batch{request: q, defaults: noParts, facts: make(map[common]found)}
	batch := Batch{}
	q.Object(append(b.defaults.fields(q),
		Func("evaluations", func(*Decoder) { b.items(r.Items) }, nil),
		Object("options", Func("evaluations_semantic", batch.Semantic.read, nil), Bool("context", &batch.Reasons)),
	)...)
	if err := q.finish(); err != nil {
		return Batch{}, err
	}
	q.deepen()
	if len(b.parts) == 0 {
		alone := r.begin(data)
		alone.alone = true // the list is empty or absent
		question, err := alone.decode()
		var denied *access.DeniedError
		if err != nil && !errors.As(err, &denied) {
			return Batch{}, err
		}
		batch.Items = []Item{{question, err}}
		return batch, nil
	}
	batch.Several = true
	batch.Items = make([]Item, len(b.parts))
	b.readDefaults()
	for i, own := range b.parts {
		if batch.Items[i], err = b.item(i, own); err != nil {
			return Batch{}, err
		}
	}
	return batch, nil
}

// parts are where the parts of an evaluation begin; absent for those that are not given.
type parts struct{ subject, action, resource, context int }

var noParts = parts{absent, absent, absent, absent}

func (p *parts) fields(r *request) []Field {
	return []Field{
		Func("subject", r.passObject(&p.subject), nil),
		Func("action", r.passObject(&p.action), nil),
		Func("resource", r.passObject(&p.resource), nil),
		skipped("context", &p.context),
	}
}

// A batch is what is read of a request with several evaluations.
type batch struct {
	*request
	defaults parts
	parts    []parts // of the items

	// What the defaults say, each read once, and what facts come of it.
	subject, action, resource *part
	facts                     map[common]found

	copied int // how many facts were put into lists of items' own
}

// mostCopied bounds what the lists of items' own take, some 16 megabytes.
const mostCopied = 1 << 20

// A part is a part of an evaluation as it was read, or why it could not be.
type part struct {
	*request
	failure error
}

// common is where facts come from that several items have: the part of the defaults, and
// the area of the resource, which decides what they are.
type common struct {
	part  string
	owner int
}

type found struct {
	facts   []access.Fact
	nobody  bool // nor is there anybody who has them
	failure error
	failed  int // where that stands
}

// items finds the parts of each item.
func (b *batch) items(most int) {
	b.Array(func() {
		if most > 0 && len(b.parts) == most {
			b.err = ErrTooMany
			return
		}
		own := noParts
		b.Object(own.fields(b.request)...)
		b.parts = append(b.parts, own)
	})
}

// readDefaults reads what the defaults say. What is wrong with them concerns only items
// that do not give their own.
func (b *batch) readDefaults() {
	b.subject = b.part((*request).partOfSubject, b.defaults.subject)
	b.action = b.part((*request).partOfAction, b.defaults.action)
	b.resource = b.part((*request).partOfResource, b.defaults.resource)
}

// part reads one part by itself.
func (b *batch) part(read func(r *request, at int), at int) *part {
	r := b.codec.part(b.policy, b.Decoder)
	r.known = b.known
	read(r, at)
	r.blame()
	failure := r.err
	r.err = nil
	return &part{r, failure}
}

// partOr reads a part of the item's own, or returns that of the defaults.
func (b *batch) partOr(read func(r *request, at int), own int, otherwise *part) *part {
	if own == absent {
		return otherwise
	}
	return b.part(read, own)
}

func (r *request) partOfSubject(at int) {
	r.facts = slices.Repeat([]int{absent}, len(r.codec))
	r.partAt("subject", at, r.subject)
	r.readSubject()
}

func (r *request) partOfAction(at int) { r.partAt("action", at, r.readAction) }

func (r *request) partOfResource(at int) {
	var about resource
	r.partAt("resource", at, func() { about = r.resource() })
	r.readResource(about)
}

func (r *request) partAt(name string, at int, read func()) {
	r.within(func() {
		if at == absent {
			r.Fail(isMissing)
			return
		}
		r.again(at, read)
	}, name)
}

// item puts the parts of an item together. Its error is one of the whole request.
func (b *batch) item(i int, own parts) (Item, error) {
	b.push(step{name: "evaluations", member: true})
	b.push(step{index: i})
	defer func() { b.path = b.path[:0] }()

	subject := b.partOr((*request).partOfSubject, own.subject, b.subject)
	action := b.partOr((*request).partOfAction, own.action, b.action)
	resource := b.partOr((*request).partOfResource, own.resource, b.resource)
	for _, p := range []*part{subject, action, resource} {
		if p.failure != nil {
			return unanswered(p.failure)
		}
	}

	r := *subject.request
	r.question.Action, r.action = action.question.Action, action.action
	r.question.Resource, r.owner = resource.question.Resource, resource.owner
	b.read(&r, "subject", own.subject == absent, func() { r.within(r.readFacts, "subject", "properties") })
	if b.err == nil && !r.nobody {
		b.read(&r, "action", own.action == absent, r.readActionFacts)
	}
	if r.context = own.context; own.context == absent {
		r.context = b.defaults.context
	}
	if b.err == nil && !r.nobody {
		b.read(&r, "context", own.context == absent, r.readContextFacts)
	}
	question, err := r.result()
	b.err = nil
	if b.copied > mostCopied {
		return Item{}, &access.InvalidError{Package: "wire", Path: "evaluations", Problem: "come to too many facts; want fewer items at a time for a person of whom so much is told"}
	}
	if err != nil {
		return unanswered(err)
	}
	return Item{Question: question}, nil
}

// read adds the facts that come of a part. Of the defaults they are read once for each
// area. Who has them is the item's own subject: nothing else of the item for which they
// were read may be kept with them.
func (b *batch) read(r *request, part string, shared bool, read func()) {
	before := r.question.Subject.Facts
	own := func() found {
		r.question.Subject.Facts = nil
		read()
		return found{r.question.Subject.Facts, r.nobody, b.err, b.failed}
	}
	key := common{part, r.owner}
	f, known := b.facts[key]
	switch {
	case !shared:
		f = own()
	case !known:
		path := b.path
		b.path = nil // what is wrong is so with the defaults, and with no item
		f = own()
		b.path = path
		b.facts[key] = f
	}
	b.err, b.failed = f.failure, f.failed
	if f.nobody {
		r.nobody, r.question.Subject = true, access.Subject{}
		return
	}
	switch {
	case len(before) == 0:
		r.question.Subject.Facts = slices.Clip(f.facts) // one list for all, which may be long
	case len(f.facts) == 0:
		r.question.Subject.Facts = before
	default:
		r.question.Subject.Facts = slices.Concat(before, f.facts)
		b.copied += len(before) + len(f.facts)
	}
}

// unanswered makes a failure one of the item if it lacks something, or if it is the
// answer to everybody, and otherwise one of the whole request.
func unanswered(err error) (Item, error) {
	var denied *access.DeniedError
	if lacks(err) || errors.As(err, &denied) {
		return Item{Err: err}, nil
	}
	return Item{}, err
}
