package wire_test

import (
	"reflect"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/wire"
	"lupa.example/profile"
	"lupa.example/sharing"
)

// A probe is an authority with a variable for each kind of field.
type probe struct {
	kind     access.Kind
	flag     bool
	scope    profile.Scope
	kinds    []access.Kind
	parties  []sharing.Party
	items    []item
	byName   map[string]item
	lists    map[string][]string
	functext string
}

type item struct {
	name string
	flag bool
}

func (i *item) fields() []wire.Field {
	return []wire.Field{wire.Text("name", &i.name).Required(), wire.Bool("flag", &i.flag)}
}

func (*probe) Kinds() []access.Kind { return nil }
func (*probe) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Decision{}
}

// A probeArea has a section of the given fields.
type probeArea struct {
	stub
	fields func(*probe) []wire.Field
}

func (a probeArea) ReadSection(d *wire.Decoder) (access.Authority, error) {
	p := new(probe)
	d.Object(a.fields(p)...)
	return p, nil
}

func (a probeArea) WriteSection(e *wire.Encoder, authority access.Authority) bool {
	e.Object(a.fields(authority.(*probe))...)
	return true
}

func probes(fields func(*probe) []wire.Field) wire.Codec {
	return wire.Codec{probeArea{stub{name: "probe"}, fields}}
}

func one(field func(*probe) wire.Field) func(*probe) []wire.Field {
	return func(p *probe) []wire.Field { return []wire.Field{field(p)} }
}

// fields has each kind of field under the name f, with a value for it, the text of
// that value, and texts that are refused with the path below f and the problem.
var fields = []struct {
	name  string
	field func(*probe) wire.Field
	text  string
	want  probe
	empty string // a text that is refused where the field is required, if there is one
	bad   map[string]string
}{
	{
		"Text", func(p *probe) wire.Field { return wire.Text("f", &p.kind) },
		`"a.b"`, probe{kind: "a.b"}, `""`,
		map[string]string{`1`: ": is a number; want a text", `["a"]`: ": is an array; want a text"},
	},
	{
		"Bool", func(p *probe) wire.Field { return wire.Bool("f", &p.flag) },
		`true`, probe{flag: true}, "",
		map[string]string{`"true"`: ": is a text; want true or false", `0`: ": is a number; want true or false", `null`: ": is null", `tru`: ": is the character 't'"},
	},
	{
		"Parsed", func(p *probe) wire.Field { return wire.Parsed("f", &p.scope) },
		`"involved"`, probe{scope: profile.ScopeInvolved}, "",
		map[string]string{`2`: ": is a number; want a text", `"Involved"`: `: "Involved" is no scope`, `""`: `: "" is no scope`},
	},
	{
		"Texts", func(p *probe) wire.Field { return wire.Texts("f", &p.kinds) },
		`["a","","a"]`, probe{kinds: []access.Kind{"a", "", "a"}}, `[]`,
		map[string]string{`"a"`: ": is a text; want an array", `{}`: ": is an object; want an array", `["a",["b"]]`: "[1]: is an array; want a text", `[null]`: "[0]: is null"},
	},
	{
		"ParsedList", func(p *probe) wire.Field { return wire.ParsedList("f", &p.parties) },
		`["00000-01","00000*"]`, probe{parties: []sharing.Party{sharing.MustParseParty("00000-01"), sharing.MustParseParty("00000")}}, `[]`,
		map[string]string{`["00000-01","x"]`: "[1]: \"x\" is neither", `[1]`: "[0]: is a number; want a text", `{}`: ": is an object; want an array"},
	},
	{
		"Object", func(p *probe) wire.Field {
			return wire.Object("f", wire.Bool("a", &p.flag), wire.Object("b", wire.Text("c", &p.kind)))
		},
		`{"a":true,"b":{"c":"x"}}`, probe{flag: true, kind: "x"}, "",
		map[string]string{`[]`: ": is an array; want an object", `{"b":{"c":1}}`: ".b.c: is a number", `{"c":1}`: ".c: is no member here; want \"a\", \"b\"", `{"b":{},"b":{}}`: ".b: is given twice"},
	},
	{
		"empty Object", func(*probe) wire.Field { return wire.Object("f") },
		`{}`, probe{}, "",
		map[string]string{`{"a":1}`: ".a: is no member here; want none"},
	},
	{
		"Objects", func(p *probe) wire.Field { return wire.Objects("f", &p.items, (*item).fields) },
		`[{"name":"a","flag":true},{"name":"b","flag":false}]`, probe{items: []item{{"a", true}, {"b", false}}}, `[]`,
		map[string]string{`{}`: ": is an object; want an array", `[{"name":"a"},{}]`: "[1].name: is missing", `[{"name":""}]`: "[0].name: is empty", `["a"]`: "[0]: is a text; want an object"},
	},
	{
		"ObjectMap", func(p *probe) wire.Field { return wire.ObjectMap("f", &p.byName, (*item).fields) },
		`{"":{"name":"a","flag":true},"\"x\"":{"name":"b","flag":false}}`, probe{byName: map[string]item{"": {"a", true}, `"x"`: {"b", false}}}, `{}`,
		map[string]string{
			`[]`: ": is an array; want an object", `{"a":1}`: ".a: is a number; want an object", `{"a b":{}}`: `["a b"].name: is missing`,
			`{"x":{"name":"a"},"\u0078":{"name":"a"}}`: ".x: is given twice",
		},
	},
	{
		"TextsMap", func(p *probe) wire.Field { return wire.TextsMap("f", &p.lists) },
		`{"a":[],"b":["x","y"]}`, probe{lists: map[string][]string{"a": nil, "b": {"x", "y"}}}, `{}`,
		map[string]string{`{"a":"x"}`: ".a: is a text; want an array", `{"a":["x",1]}`: ".a[1]: is a number", `{"a":[],"a":[]}`: ".a: is given twice", `null`: ": is null"},
	},
	{
		"Func", func(p *probe) wire.Field {
			return wire.Func("f", func(d *wire.Decoder) {
				if p.functext = d.String(); p.functext == "odd" {
					d.Fail("is %s", p.functext)
				}
			}, func(e *wire.Encoder) { e.String(p.functext) })
		},
		`"even"`, probe{functext: "even"}, "",
		map[string]string{`"odd"`: ": is odd", `1`: ": is a number; want a text"},
	},
}

func TestFields(t *testing.T) {
	for _, f := range fields {
		t.Run(f.name, func(t *testing.T) {
			c := probes(one(f.field))
			text := `{"version":1,"probe":{"f":` + f.text + `}}`
			p, err := c.DecodePolicy([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			for a := range p.Authorities() {
				if got := a.(*probe); !reflect.DeepEqual(*got, f.want) {
					t.Errorf("read as %+v, want %+v", *got, f.want)
				}
			}
			if got, err := c.EncodePolicy(p); err != nil || string(got) != text {
				t.Errorf("written as %s, %v; want %s", got, err, text)
			}
			if p, err := c.DecodePolicy([]byte(`{"version":1,"probe":{}}`)); err != nil {
				t.Errorf("left out: %v", err)
			} else if _, ok := p.Authority("x"); ok {
				t.Error("a probe decides about something")
			}
			for value, want := range f.bad {
				_, err := c.DecodePolicy([]byte(`{"version":1,"probe":{"f":` + value + `}}`))
				if err == nil || !strings.HasPrefix(err.Error(), "wire: probe.f"+want) {
					t.Errorf("%s: %v, want wire: probe.f%s", value, err, want)
				}
			}
		})
	}
}

func TestRequired(t *testing.T) {
	for _, f := range fields {
		t.Run(f.name, func(t *testing.T) {
			c := probes(one(func(p *probe) wire.Field { return f.field(p).Required() }))
			if _, err := c.DecodePolicy([]byte(`{"version":1,"probe":{"f":` + f.text + `}}`)); err != nil {
				t.Error(err)
			}
			_, err := c.DecodePolicy([]byte(`{"version":1,"probe":{}}`))
			wantFault(t, err, "probe.f", "is missing")
			if f.empty != "" {
				_, err := c.DecodePolicy([]byte(`{"version":1,"probe":{"f":` + f.empty + `}}`))
				wantFault(t, err, "probe.f", "is empty")
				lax := probes(one(f.field))
				if _, err := lax.DecodePolicy([]byte(`{"version":1,"probe":{"f":` + f.empty + `}}`)); err != nil {
					t.Errorf("empty, where it is not required: %v", err)
				}
			}
		})
	}
}

func TestOmitIf(t *testing.T) {
	for _, omit := range []bool{false, true} {
		c := probes(func(p *probe) []wire.Field {
			return []wire.Field{
				wire.Text("first", &p.kind).OmitIf(omit),
				wire.Bool("second", &p.flag).OmitIf(false),
				wire.Func("third", func(d *wire.Decoder) { d.Bool() }, nil).OmitIf(true), // only read
			}
		})
		p, err := c.DecodePolicy([]byte(`{"version":1,"probe":{"third":true,"first":"a"}}`))
		if err != nil {
			t.Fatal(err)
		}
		want := `{"version":1,"probe":{"first":"a","second":false}}`
		if omit {
			want = `{"version":1,"probe":{"second":false}}`
		}
		if got, err := c.EncodePolicy(p); err != nil || string(got) != want {
			t.Errorf("OmitIf(%v): written as %s, %v; want %s", omit, got, err, want)
		}
	}
}

// A value that cannot be written is an error, not a text that cannot be read.
func TestFieldsThatCannotBeWritten(t *testing.T) {
	for name, test := range map[string]struct {
		field func(*probe) wire.Field
		value probe
		words string
	}{
		"no such scope": {func(p *probe) wire.Field { return wire.Parsed("f", &p.scope) }, probe{scope: 77}, "probe.f: profile: no such scope"},
		"no party":      {func(p *probe) wire.Field { return wire.ParsedList("f", &p.parties) }, probe{parties: []sharing.Party{sharing.MustParseParty("00001"), {}}}, "probe.f[1]: a *sharing.Party has no value"},
		"bad name":      {func(p *probe) wire.Field { return wire.TextsMap("f", &p.lists) }, probe{lists: map[string][]string{"\xff": nil}}, `probe.f["\xff"]: "\xff" is not valid UTF-8`},
		"first failure": {func(p *probe) wire.Field {
			return wire.Func("f", nil, func(e *wire.Encoder) { e.Fail("no %d", 1); e.Fail("no 2"); e.String("\xff") })
		}, probe{}, "wire: probe.f: no 1"},
	} {
		p, err := access.NewPolicy(&test.value)
		if err != nil {
			t.Fatal(err)
		}
		text, err := probes(one(test.field)).EncodePolicy(p)
		if err == nil || !strings.Contains(err.Error(), test.words) || !strings.HasPrefix(err.Error(), "wire: ") {
			t.Errorf("%s: EncodePolicy = %s, %v; want an error: … %s …", name, text, err, test.words)
		}
	}
}

// What is read takes the place of what a variable held, and what is left out
// leaves it: that is how an area has defaults.
func TestDefaults(t *testing.T) {
	c := probes(func(p *probe) []wire.Field {
		p.kind, p.flag = "default", true
		p.kinds, p.lists = []access.Kind{"default"}, map[string][]string{"default": nil}
		return []wire.Field{
			wire.Text("text", &p.kind), wire.Bool("flag", &p.flag), wire.Texts("list", &p.kinds), wire.TextsMap("map", &p.lists),
		}
	})
	for text, want := range map[string]probe{
		`{}`: {kind: "default", flag: true, kinds: []access.Kind{"default"}, lists: map[string][]string{"default": nil}},
		`{"text":"","flag":false,"list":[],"map":{}}`: {lists: map[string][]string{}},
		`{"list":["a"],"map":{"a":["b"]}}`:            {kind: "default", flag: true, kinds: []access.Kind{"a"}, lists: map[string][]string{"a": {"b"}}},
	} {
		p, err := c.DecodePolicy([]byte(`{"version":1,"probe":` + text + `}`))
		if err != nil {
			t.Fatal(err)
		}
		for a := range p.Authorities() {
			if got := a.(*probe); !reflect.DeepEqual(*got, want) {
				t.Errorf("%s is read as %+v, want %+v", text, *got, want)
			}
		}
	}
}

func TestListsAreReadInThePlaceOfWhatWasThere(t *testing.T) {
	parties := []sharing.Party{sharing.MustParseParty("00001")}
	items := []item{{name: "old", flag: true}}
	texts := []string{"old"}
	for _, field := range []wire.Field{
		wire.ParsedList("f", &parties), wire.Objects("f", &items, (*item).fields), wire.Texts("f", &texts),
	} {
		if _, err := probes(func(*probe) []wire.Field { return []wire.Field{field} }).DecodePolicy([]byte(`{"version":1,"probe":{"f":[]}}`)); err != nil {
			t.Fatal(err)
		}
	}
	if len(parties)+len(items)+len(texts) != 0 {
		t.Errorf("empty lists are read as %v, %v and %v", parties, items, texts)
	}
}
