package accesstest

import (
	"testing"

	"lupa.example/access"
)

type everything struct {
	Text    access.Kind
	Spoken  level
	number  int8
	real    float64
	yes     bool
	List    []string
	list    []any
	fixed   [2]byte
	Map     map[string][]int
	Pointer *everything
	Any     any
	f       func()
}

func TestPrint(t *testing.T) {
	itself := &everything{}
	itself.Pointer = itself
	room := append(make([]string, 0, 2), "a")
	room[:2][1] = "b"
	for _, test := range []struct {
		value     any
		want, raw string
	}{
		{nil, `nil`, `nil`},
		{(*paper)(nil), `(*accesstest.paper)(nil)`, `(*accesstest.paper)(nil)`},
		{"\u212a\x00\xff\"", `"\u212a\x00\xff\""`, `"\u212a\x00\xff\""`},
		{level(7), `high`, `7`},
		{[]string(nil), `[]`, `nil`},
		{[]string{}, `[]`, `[]`},
		{room, `["a"]`, `["a", and beyond the end: "b"]`},
		{map[string]int(nil), `{}`, `nil`},
		{map[string]int{"b": 2, "a": 1, "": 0}, `{"": 0, "a": 1, "b": 2}`, `{"": 0, "a": 1, "b": 2}`},
		{
			&everything{Text: "t", Spoken: 1, number: -1, real: .5, yes: true, list: []any{1, &badge{}}, fixed: [2]byte{1, 0}, f: nil, Any: badge{}, Pointer: &everything{}},
			`&accesstest.everything{Text: "t", Spoken: high, number: -1, real: 0.5, yes: true, List: [], ` +
				`list: [1, &accesstest.badge{Rooms: [], level: 0}], fixed: [1, 0], Map: {}, ` +
				`Pointer: &{Text: "", Spoken: high, number: 0, real: 0, yes: false, List: [], list: [], fixed: [0, 0], Map: {}, Pointer: nil, Any: nil, f: func()(0x0)}, ` +
				`Any: accesstest.badge{Rooms: [], level: 0}, f: func()(0x0)}`,
			`&accesstest.everything{Text: "t", Spoken: 1, number: -1, real: 0.5, yes: true, List: nil, ` +
				`list: [1, &accesstest.badge{Rooms: nil, level: 0}], fixed: [1, 0], Map: nil, ` +
				`Pointer: &{Text: "", Spoken: 0, number: 0, real: 0, yes: false, List: nil, list: nil, fixed: [0, 0], Map: nil, Pointer: nil, Any: nil, f: func()(0x0)}, ` +
				`Any: accesstest.badge{Rooms: nil, level: 0}, f: func()(0x0)}`,
		},
		{
			itself,
			`&accesstest.everything{Text: "", Spoken: high, number: 0, real: 0, yes: false, List: [], list: [], fixed: [0, 0], Map: {}, Pointer: (itself), Any: nil, f: func()(0x0)}`,
			`&accesstest.everything{Text: "", Spoken: 0, number: 0, real: 0, yes: false, List: nil, list: nil, fixed: [0, 0], Map: nil, Pointer: (itself), Any: nil, f: func()(0x0)}`,
		},
	} {
		if got := (printer{}).print(test.value); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
		if got := (printer{raw: true}).print(test.value); got != test.raw {
			t.Errorf("raw: got  %s\nwant %s", got, test.raw)
		}
	}
}

func TestQuestionString(t *testing.T) {
	for _, test := range []struct {
		question access.Question
		want     string
	}{
		{access.Question{}, `  user      "", sign-in unknown
  facts     none
  action    ""
  resource  nil`},
		{access.Question{
			Subject:  access.Subject{User: "e\u0301", SignIn: access.SignedOut, Facts: []access.Fact{nil, (*badge)(nil), &badge{Rooms: []string{"*"}}}},
			Action:   "read",
			Resource: &paper{key: "k"},
		}, `  user      "e\u0301", sign-in signed out
  fact      nil
  fact      (*accesstest.badge)(nil)
  fact      &accesstest.badge{Rooms: ["*"], level: 0}
  action    "read"
  resource  &accesstest.paper{key: "k", Author: "", Room: "", Readers: []}
  kind      "paper"`},
	} {
		if got := Describe(test.question); got != test.want {
			t.Errorf("got\n%s\nwant\n%s", got, test.want)
		}
	}
}
