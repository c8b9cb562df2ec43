package access_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
)

// A row is a resource of any kind, whose methods need a value.
type row struct {
	kind access.Kind
	id   string
}

func (r *row) Kind() access.Kind { return r.kind }

// A value is a resource that is no pointer.
type value string

func (v value) Kind() access.Kind { return access.Kind(v) }

// An authority allows everything in its name, and keeps what it was asked.
type authority struct {
	name  string
	kinds []access.Kind
	asked *[]access.Subject
}

func (a *authority) Kinds() []access.Kind { return a.kinds }

func (a *authority) Check(s access.Subject, _ access.Action, _ access.Resource) access.Decision {
	if a.asked != nil {
		*a.asked = append(*a.asked, s)
	}
	return access.Allow("test/allowed", a.name)
}

func newPolicy(t *testing.T, authorities ...access.Authority) *access.Policy {
	t.Helper()
	p, err := access.NewPolicy(authorities...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPolicyCheck(t *testing.T) {
	var asked []access.Subject
	p := newPolicy(t,
		&authority{"papers", []access.Kind{"paper", "folder"}, &asked},
		&authority{"rooms", []access.Kind{"room"}, &asked},
	)
	anna := access.Subject{User: "anna", SignIn: access.SignedIn}
	for _, test := range []struct {
		name     string
		policy   *access.Policy
		subject  access.Subject
		resource access.Resource
		want     access.Decision
	}{
		{"first authority", p, anna, &row{kind: "paper"}, access.Allow("test/allowed", "papers")},
		{"its other kind", p, anna, &row{kind: "folder"}, access.Allow("test/allowed", "papers")},
		{"second authority", p, anna, &row{kind: "room"}, access.Allow("test/allowed", "rooms")},
		{"resource that is no pointer", p, anna, value("room"), access.Allow("test/allowed", "rooms")},

		{"nil policy", nil, anna, &row{kind: "room"}, access.Deny(access.ReasonNoPolicy, "")},
		{"nil policy comes first", nil, access.Subject{}, nil, access.Deny(access.ReasonNoPolicy, "")},
		{"nil resource", p, anna, nil, access.Deny(access.ReasonNoResource, "")},
		{"nil pointer as resource", p, anna, (*row)(nil), access.Deny(access.ReasonNoResource, "")},
		{"no user before nil resource", p, access.Subject{}, (*row)(nil), access.Deny(access.ReasonNoUser, "")},
		{"no user", p, access.Subject{SignIn: access.SignedIn}, &row{kind: "room"}, access.Deny(access.ReasonNoUser, "")},
		{"no user before unknown kind", p, access.Subject{}, &row{kind: "cellar"}, access.Deny(access.ReasonNoUser, "")},
		{"unknown kind", p, anna, &row{kind: "cellar"}, access.Deny(access.ReasonUnknownKind, "")},
		{"kind in other case", p, anna, &row{kind: "Room"}, access.Deny(access.ReasonUnknownKind, "")},
		{"empty kind", p, anna, &row{}, access.Deny(access.ReasonUnknownKind, "")},
		{"empty policy", newPolicy(t), anna, &row{kind: "room"}, access.Deny(access.ReasonUnknownKind, "")},
		{"zero policy", new(access.Policy), anna, &row{kind: "room"}, access.Deny(access.ReasonUnknownKind, "")},
	} {
		t.Run(test.name, func(t *testing.T) {
			asked = nil
			if got := test.policy.Check(test.subject, "view", test.resource); got != test.want {
				t.Errorf("decided %v, want %v", got, test.want)
			}
			if test.want.Allowed != (len(asked) == 1) {
				t.Errorf("authorities were asked %d times", len(asked))
			}
		})
	}
}

func TestPolicyAuthority(t *testing.T) {
	papers := &authority{name: "papers", kinds: []access.Kind{"paper", "folder"}}
	p := newPolicy(t, papers)
	for _, k := range papers.kinds {
		if a, ok := p.Authority(k); !ok || a != papers {
			t.Errorf("Authority(%q) = %v, %v", k, a, ok)
		}
	}
	for _, p := range []*access.Policy{p, nil, new(access.Policy)} {
		if a, ok := p.Authority("room"); ok || a != nil {
			t.Errorf("Authority of an unknown kind = %v, %v", a, ok)
		}
	}
}

func TestPolicyAuthorities(t *testing.T) {
	a := &authority{name: "a", kinds: []access.Kind{"z"}}
	b := &authority{name: "b"} // of no kind, and part of the policy all the same
	c := &authority{name: "c", kinds: []access.Kind{"a"}}
	given := []access.Authority{a, b, c}
	p := newPolicy(t, given...)
	given[0] = c

	want := []access.Authority{a, b, c}
	for range 2 { // the sequence can be started again
		if got := slices.Collect(p.Authorities()); !slices.Equal(got, want) {
			t.Errorf("Authorities() = %v, want them as they were given", got)
		}
	}
	for first := range p.Authorities() {
		if first != a {
			t.Errorf("the first authority is %v", first)
		}
		break
	}
	for _, p := range []*access.Policy{nil, new(access.Policy)} {
		if got := slices.Collect(p.Authorities()); got != nil {
			t.Errorf("a policy without authorities has %v", got)
		}
	}
}

func TestNewPolicyReportsEverythingThatIsWrong(t *testing.T) {
	papers := &authority{name: "papers", kinds: []access.Kind{"paper", "", "folder"}}
	double := &authority{name: "double", kinds: []access.Kind{"room", "room"}}
	p, err := access.NewPolicy(nil, papers, &row0{}, papers, double, nil)
	if p != nil || err == nil {
		t.Fatalf("NewPolicy = %v, %v", p, err)
	}
	want := []string{
		`access: authority 0 is nil`,
		`access: authority 1 (*access_test.authority) names an empty kind`,
		`access: authority 2 (*access_test.row0) decides about kind "folder", and so does *access_test.authority already`,
		`access: authority 3 (*access_test.authority) decides about kind "paper", and so does *access_test.authority already`,
		`access: authority 3 (*access_test.authority) names an empty kind`,
		`access: authority 3 (*access_test.authority) decides about kind "folder", and so does *access_test.authority already`,
		`access: authority 4 (*access_test.authority) decides about kind "room", and so does *access_test.authority already`,
		`access: authority 5 is nil`,
	}
	if got := strings.Split(err.Error(), "\n"); !slices.Equal(got, want) {
		t.Errorf("NewPolicy reports\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// row0 is another type that decides about folders.
type row0 struct{ authority }

func (*row0) Kinds() []access.Kind { return []access.Kind{"folder"} }

func TestPolicyCheckAllocatesNothing(t *testing.T) {
	p := newPolicy(t, &authority{name: "rooms", kinds: []access.Kind{"room"}})
	anna := access.Subject{User: "anna"}
	known, unknown := &row{kind: "room"}, &row{kind: "cellar"}
	if n := testing.AllocsPerRun(100, func() {
		p.Check(anna, "view", known)
		p.Check(anna, "view", unknown)
		p.Check(anna, "view", nil)
	}); n != 0 {
		t.Errorf("three questions allocate %v times", n)
	}
}

type byValue struct{ kinds []access.Kind }

func (b byValue) Kinds() []access.Kind { return b.kinds }
func (byValue) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Decision{}
}

func TestANilPointerIsNoAuthority(t *testing.T) {
	for _, nothing := range []access.Authority{(*byValue)(nil), (*authority)(nil)} {
		want := fmt.Sprintf("access: authority 0 is nil (%T)", nothing)
		if p, err := access.NewPolicy(nothing); p != nil || err == nil || err.Error() != want {
			t.Errorf("got %v, %v, want %q", p, err, want)
		}
	}
	if _, err := access.NewPolicy(&byValue{[]access.Kind{"a"}}); err != nil {
		t.Error(err)
	}
}

func TestWithPutsAnAuthorityInThePlaceOfOne(t *testing.T) {
	of := func(name string, kinds ...access.Kind) *authority { return &authority{name: name, kinds: kinds} }
	papers, rooms := of("papers", "paper", "folder"), of("rooms", "room")
	p := newPolicy(t, papers, rooms)
	names := func(p *access.Policy) string {
		var all []string
		for a := range p.Authorities() {
			all = append(all, a.(*authority).name)
		}
		return strings.Join(all, " ")
	}
	for _, test := range []struct {
		policy *access.Policy
		with   *authority
		want   string
	}{
		{p, of("doors", "door"), "papers rooms doors"},
		{p, of("new papers", "paper"), "new papers rooms"},
		{p, of("new rooms", "door", "room", "floor"), "papers new rooms"},
		{p, of("nothing"), "papers rooms nothing"},
		{nil, of("doors", "door"), "doors"},
	} {
		next, err := test.policy.With(test.with)
		if err != nil || names(next) != test.want {
			t.Errorf("with %s: got %q, %v, want %q", test.with.name, names(next), err, test.want)
		}
		for _, k := range test.with.kinds {
			if a, _ := next.Authority(k); a != test.with {
				t.Errorf("with %s: %q is decided by %v", test.with.name, k, a)
			}
		}
	}
	if names(p) != "papers rooms" {
		t.Errorf("the policy itself has become %q", names(p))
	}
	next, _ := p.With(of("new papers", "paper"))
	if _, ok := next.Authority("folder"); ok {
		t.Error("who was replaced still decides about folders")
	}

	p = newPolicy(t, papers, rooms, &counted{authority: *of("doors", "door")})
	for want, a := range map[string]access.Authority{
		"access: the authority is nil":                          nil,
		"access: the authority is nil (*access_test.authority)": (*authority)(nil),
		"access: *access_test.counted shares kinds with *access_test.authority and with *access_test.counted; want one authority in the place of one": &counted{authority: *of("both", "folder", "door")},
		`access: authority 1 (*access_test.authority) names an empty kind`:                                                                            of("empty", "room", ""),
	} {
		if next, err := p.With(a); next != nil || err == nil || err.Error() != want {
			t.Errorf("got %v, %v, want %q", next, err, want)
		}
	}
}

// counted counts how often it is asked for its kinds.
type counted struct {
	authority
	asked int
}

func (c *counted) Kinds() []access.Kind {
	c.asked++
	return c.kinds
}

// An authority may have thousands of kinds, and is not asked for them for each.
func TestWithAsksForKindsOnce(t *testing.T) {
	var old, next counted
	for i := range 1000 {
		old.kinds = append(old.kinds, access.Kind(fmt.Sprint("kind ", i)))
	}
	next.kinds = old.kinds
	p := newPolicy(t, &old)
	old.asked = 0
	if _, err := p.With(&next); err != nil || old.asked+next.asked > 4 {
		t.Errorf("asked %d and %d times for kinds, %v", old.asked, next.asked, err)
	}
}

func TestTheKindsOfAPolicy(t *testing.T) {
	p := newPolicy(t, &authority{name: "rooms", kinds: []access.Kind{"room", "door"}}, &byValue{[]access.Kind{"a"}})
	if got := p.Kinds(); !slices.Equal(got, []access.Kind{"room", "door", "a"}) {
		t.Errorf("got %q", got)
	}
	for _, p := range []*access.Policy{nil, new(access.Policy), newPolicy(t)} {
		if got := p.Kinds(); len(got) != 0 {
			t.Errorf("a policy without authorities has %q", got)
		}
	}
}

func TestOfFindsAnAuthorityByItsType(t *testing.T) {
	rooms, first := &authority{name: "rooms", kinds: []access.Kind{"room"}}, &byValue{[]access.Kind{"a"}}
	p := newPolicy(t, rooms, first, &byValue{[]access.Kind{"b"}})
	if got, ok := access.Of[*byValue](p); !ok || got != first {
		t.Errorf("got %v, %v", got, ok)
	}
	if got, ok := access.Of[*describing](p); ok || got != nil {
		t.Errorf("got %v, %v", got, ok)
	}
	if got, ok := access.Of[*authority](nil); ok || got != nil {
		t.Errorf("of no policy: %v, %v", got, ok)
	}
}

// faulty is an authority with a fault of its own.
type faulty struct{ undecided }

func (*faulty) Kinds() []access.Kind { panic("a fault") }

func TestAFaultOfAnAuthorityIsNotHidden(t *testing.T) {
	defer func() {
		if got := recover(); got != "a fault" {
			t.Errorf("got the panic %v", got)
		}
	}()
	p, err := access.NewPolicy(new(faulty))
	t.Errorf("got %v and %v", p, err)
}
