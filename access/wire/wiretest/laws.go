package wiretest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"runtime/debug"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// Laws runs a subtest for each law that holds for every area:
//
//   - What is written of the authority is read as an equal one: it is written in the
//     same bytes, and decides the requests alike.
//   - A request is read as a resource of the kind that it gives, and as facts that are
//     not nil. It is refused if any member is repeated or null. A member of the facts
//     or of the resource that nobody knows changes nothing, and read strictly the
//     request is refused. Reading another request changes nothing of it.
//   - If the area is a [wire.RequestWriter], what was read of a request is written as
//     one that is read as the same question, in every field of its facts and resource.
//     Facts that are nil pointers, and those of others, are not written.
//   - Without the area's section its kinds are denied.
//   - Authorities and kinds of others are left to them.
//   - Nothing of all this panics, also where a request lacks a member.
//
// The authority should have something in everything that a section can say. The
// requests are questions to it, as package wire describes them, with none but members
// that are known; together they have all of the authority's kinds, and should have all
// facts and properties, and some should be allowed and some denied.
//
// The laws compare the area with itself. A member that is read into the wrong variable,
// or that is neither written nor read, is noticed only where a request depends on it;
// so let everything decide some request, and test these decisions as well.
func Laws(t *testing.T, area wire.Area, authority access.Authority, requests ...string) {
	t.Helper()
	for _, law := range laws {
		t.Run(law.name, func(t *testing.T) {
			t.Helper()
			if err := law.of(area, authority, requests); err != nil {
				t.Error(err)
			}
		})
	}
}

type law struct {
	name  string
	holds func(*sample) error
}

var laws = []law{
	{"what is written is read as an equal authority", equalAuthority},
	{"a request is read as what it gives", asGiven},
	{"a request is read by itself", byItself},
	{"a request's known members are read strictly", strictRequest},
	{"a request's unknown members change nothing, or are refused", unknownMembers},
	{"a request that lacks a member is refused or decided", lackingRequest},
	{"without a section the area's kinds are denied", noSection},
	{"what is of others is left to them", others},
	{"a request is written as it was read", writtenAsRead},
}

func (l law) of(area wire.Area, authority access.Authority, requests []string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panics: %v\n%s", p, debug.Stack())
		}
	}()
	s, err := newSample(area, authority, requests)
	if err != nil {
		return err
	}
	return l.holds(s)
}

// A sample is what the laws are tried on.
type sample struct {
	area     wire.Area
	codec    wire.Codec
	policy   *access.Policy
	document []byte
	requests []string
}

func newSample(area wire.Area, authority access.Authority, requests []string) (*sample, error) {
	s := &sample{area: area, codec: wire.Codec{area}, requests: requests}
	if len(requests) == 0 {
		return nil, errors.New("there are no requests to try the laws on")
	}
	var err error
	if s.policy, err = access.NewPolicy(authority); err != nil {
		return nil, err
	}
	if s.document, err = s.codec.EncodePolicy(s.policy); err != nil {
		return nil, err
	}
	return s, nil
}

// ask reads the request and has the policy decide it.
func (s *sample) ask(p *access.Policy, request string) (access.Decision, error) {
	r, err := s.codec.DecodeRequest(p, []byte(request))
	if err != nil {
		return access.Decision{}, err
	}
	return p.Check(r.Subject, r.Action, r.Resource), nil
}

// writings is how often the same is written, to find what comes in any order.
const writings = 20

func equalAuthority(s *sample) error {
	read, err := s.codec.DecodePolicy(s.document)
	if err != nil {
		return fmt.Errorf("what is written is not read: %w\n%s", err, s.document)
	}
	for range writings {
		again, err := s.codec.EncodePolicy(read)
		if err != nil {
			return err
		}
		if !bytes.Equal(again, s.document) {
			return fmt.Errorf("written, read and written again it is something else\n%s\n%s", s.document, again)
		}
	}
	decisions := make(map[bool]int)
	for _, request := range s.requests {
		if _, err := s.codec.DecodeRequestStrict(s.policy, []byte(request)); err != nil {
			return fmt.Errorf("%w\n%s", err, request)
		}
		want, err := s.ask(s.policy, request)
		if err != nil {
			return fmt.Errorf("%w\n%s", err, request)
		}
		got, err := s.ask(read, request)
		if err != nil {
			return fmt.Errorf("written and read, the authority has the request refused: %w\n%s", err, request)
		}
		if got != want {
			return fmt.Errorf("%v; written and read, the authority says %v\n%s", want, got, request)
		}
		decisions[want.Allowed]++
	}
	if decisions[true] == 0 || decisions[false] == 0 {
		return fmt.Errorf("%d of %d requests are allowed; have both, since one answer says little", decisions[true], len(s.requests))
	}
	return nil
}

// odd is the value of unknown members. It is no value of any area's.
const odd = `[1,{"a":null}]`

func asGiven(s *sample) error {
	asked := make(map[access.Kind]bool)
	for _, request := range s.requests {
		var want struct{ Resource struct{ Type access.Kind } }
		r, err := s.codec.DecodeRequest(s.policy, []byte(request))
		if err != nil {
			return fmt.Errorf("%w\n%s", err, request)
		}
		if err := json.Unmarshal([]byte(request), &want); err != nil {
			return err
		}
		if r.Resource.Kind() != want.Resource.Type {
			return fmt.Errorf("read as a %q\n%s", r.Resource.Kind(), request)
		}
		for _, f := range r.Subject.Facts {
			if v := reflect.ValueOf(f); !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil() || f.Fact() == "" {
				return fmt.Errorf("a fact is nil or has no name\n%s", request)
			}
		}
		asked[r.Resource.Kind()] = true
	}
	for a := range s.policy.Authorities() {
		for _, k := range a.Kinds() {
			if !asked[k] {
				return fmt.Errorf("no request is about the kind %q; have one", k)
			}
		}
	}
	return nil
}

// byItself: what is read of one request is not changed by reading another.
func byItself(s *sample) error {
	var read []access.Question
	var want []access.Decision
	for _, request := range slices.Concat(s.requests, s.requests) {
		r, err := s.codec.DecodeRequest(s.policy, []byte(request))
		if err != nil {
			return fmt.Errorf("%w\n%s", err, request)
		}
		read = append(read, r)
		want = append(want, s.policy.Check(r.Subject, r.Action, r.Resource))
	}
	for i, r := range read {
		if got := s.policy.Check(r.Subject, r.Action, r.Resource); got != want[i] {
			return fmt.Errorf("%v; when others had been read, %v\n%s", want[i], got, s.requests[i%len(s.requests)])
		}
	}
	return nil
}

func strictRequest(s *sample) error {
	for _, request := range s.requests {
		for _, o := range objects([]byte(request)) {
			for _, m := range o.members {
				for _, broken := range []variant{m.twice([]byte(request)), m.null([]byte(request))} {
					if _, err := s.ask(s.policy, broken.text); err == nil {
						return fmt.Errorf("read although it is %v", broken)
					}
				}
			}
		}
	}
	return nil
}

func unknownMembers(s *sample) error {
	facts := "/subject/properties/" + s.area.Name()
	for _, request := range s.requests {
		want, err := s.ask(s.policy, request)
		if err != nil {
			return fmt.Errorf("%w\n%s", err, request)
		}
		for _, o := range objects([]byte(request)) {
			if o.path != facts && o.path != facts+"/" && o.path != "/resource/properties" {
				continue // whose names may be data
			}
			more := o.with([]byte(request), "no such member", odd)
			got, err := s.ask(s.policy, more.text)
			if err != nil {
				return fmt.Errorf("refused although it is only %v\n%w", more, err)
			}
			if got != want {
				return fmt.Errorf("%v, and %v although it is only %v", want, got, more)
			}
			if _, err := s.codec.DecodeRequestStrict(s.policy, []byte(more.text)); err == nil {
				return fmt.Errorf("read strictly although it is %v", more)
			}
		}
	}
	return nil
}

func lackingRequest(s *sample) error {
	for _, request := range s.requests {
		for _, o := range objects([]byte(request)) {
			for i := range o.members {
				lacking := o.without([]byte(request), i)
				if d, err := s.ask(s.policy, lacking.text); err == nil && d.Reason == "" {
					return fmt.Errorf("decided without a reason: %v", lacking)
				}
			}
		}
	}
	return nil
}

func noSection(s *sample) error {
	for _, nobody := range []*access.Policy{nil, new(access.Policy)} {
		for _, request := range s.requests {
			if d, err := s.ask(nobody, request); err == nil && d.Allowed {
				return fmt.Errorf("%v\n%s", d, request)
			}
		}
	}
	return nil
}

// An alien is an authority that no area knows.
type alien struct{}

const alienKind access.Kind = "no such area.thing"

func (*alien) Kinds() []access.Kind { return []access.Kind{alienKind} }
func (*alien) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Deny("alien/denied", "")
}

// An alienFact and an alienResource are no area's.
type (
	alienFact     struct{}
	alienResource struct{}
)

func (alienFact) Fact() string          { return "no such area.fact" }
func (alienResource) Kind() access.Kind { return alienKind }

func others(s *sample) error {
	policy, err := access.NewPolicy(new(alien))
	if err != nil {
		return err
	}
	if document, err := s.codec.EncodePolicy(policy); err == nil {
		return fmt.Errorf("an authority of others is written: %s", document)
	}
	r, err := s.codec.DecodeRequest(s.policy, fmt.Appendf(nil, `{"subject":{"type":"user","id":"a"},"action":{"name":"b"},`+
		`"resource":{"type":%q,"id":"c","properties":{"no such member":%s}}}`, alienKind, odd))
	if err != nil {
		return fmt.Errorf("a resource of others is not left to them: %w", err)
	}
	if r.Resource.Kind() != alienKind {
		return fmt.Errorf("a resource of others is read as a %q", r.Resource.Kind())
	}
	return nil
}

func writtenAsRead(s *sample) error {
	if _, ok := s.area.(wire.RequestWriter); !ok {
		return nil
	}
	for _, request := range s.requests {
		read, err := s.codec.DecodeRequest(s.policy, []byte(request))
		if err != nil {
			return fmt.Errorf("%w\n%s", err, request)
		}
		written, err := s.codec.EncodeRequest(read)
		if err != nil {
			return fmt.Errorf("what is read is not written: %w\n%s", err, request)
		}
		again, err := s.codec.DecodeRequestStrict(s.policy, written)
		if err != nil {
			return fmt.Errorf("what is written is not read: %w\n%s", err, written)
		}
		if !reflect.DeepEqual(again, read) {
			return fmt.Errorf("written and read again it is another question, or what is empty in the request became nothing\n%s\n%s", request, written)
		}
		more := read
		more.Subject.Facts = slices.Concat([]access.Fact{nil, alienFact{}}, nilPointers(read.Subject.Facts), read.Subject.Facts)
		if text, err := s.codec.EncodeRequest(more); err != nil || !bytes.Equal(text, written) {
			return fmt.Errorf("with nil pointers and a fact of others it is written as another request, error %v\n%s\n%s", err, written, text)
		}
	}
	nobody, err := s.codec.EncodeSubject(access.Subject{User: "a", Facts: []access.Fact{alienFact{}}})
	if err != nil {
		return err
	}
	if string(nobody.Properties) != "{}" {
		return fmt.Errorf("of a person without facts of the area is written %s", nobody.Properties)
	}
	if e, err := s.codec.EncodeResource(alienResource{}); err == nil {
		return fmt.Errorf("a resource of others is written: %s", e.Properties)
	}
	return nil
}

// nilPointers returns a nil pointer of the type of each fact that is a pointer.
func nilPointers(facts []access.Fact) []access.Fact {
	var all []access.Fact
	for _, f := range facts {
		if t := reflect.TypeOf(f); t.Kind() == reflect.Pointer {
			all = append(all, reflect.Zero(t).Interface().(access.Fact))
		}
	}
	return all
}
