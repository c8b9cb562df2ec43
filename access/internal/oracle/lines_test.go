package oracle_test

import (
	"slices"
	"strings"
)

// line writes a request as it might come from somebody who makes mistakes, or makes
// them on purpose. It may change the tree.
func (s *source) line(root *tree) string {
	switch n := s.IntN(100); {
	case n < 30:
		s.disguise(root)
		return encode(root, s.Rand)
	case n < 85:
		return s.malform(root)
	default:
		return encode(root, s.Rand)
	}
}

// isNumber reports whether a customer number or a group stands there.
func isNumber(path string) bool {
	return strings.HasSuffix(path, ".account") || strings.Contains(path, ".viewers") || strings.Contains(path, ".sharers") ||
		strings.HasPrefix(path, ".resource") && strings.HasSuffix(path, ".owner")
}

// textSlots are the places where a text stands.
func textSlots(root *tree) []slot {
	return slices.DeleteFunc(slots(root, ""), func(s slot) bool { _, is := s.value().(string); return !is })
}

// disguise replaces one text, or all that equal it, by one that looks like it or is
// odd in another way.
func (s *source) disguise(root *tree) {
	texts := slices.DeleteFunc(textSlots(root), func(t slot) bool {
		rare := t.path == ".resource.type" || t.path == ".action.name"
		return t.path == ".subject.type" || isNumber(t.path) || rare && !s.percent(10)
	})
	one := texts[s.IntN(len(texts))]
	old := one.value().(string)
	odd := s.lookalike(old)
	if s.percent(40) {
		odd = s.one(valid(hostile))
	}
	if s.percent(15) {
		odd = ""
	}
	if s.percent(50) {
		one.set(odd)
		return
	}
	for _, t := range texts {
		if t.value() == any(old) {
			t.set(odd)
		}
	}
	for _, t := range slots(root, "") { // names that are identifiers
		if t.parent != nil && t.parent.members[t.i].name == old && isMap(t.path) {
			t.parent.members[t.i].name = odd
		}
	}
}

// isMap reports whether the path leads into an object whose names are data.
func isMap(path string) bool {
	return strings.Contains(path, "programAdministrators.") || strings.Contains(path, "consultants.")
}

// badNumbers are no customer numbers, and most of them no groups.
var badNumbers = []string{
	"", "00000", "00000*", "00000-1", "000001-01", "0000-01", "00000-0a", " 00000-01", "00000-01 ", "00000-01\n", "0000*", "00000**", "*",
	"\uff10\uff10\uff10\uff10\uff10-01", "00000\u201001", "00000_01", "00000-001", "00000-01,00000-02", "\u0660\u0660000-01", "00000-/0", "0000:-01", "00000-0\x00",
}

// malform returns a line that is probably refused.
func (s *source) malform(root *tree) string {
	all := slots(root, "")
	any1 := all[s.IntN(len(all))]
	texts := textSlots(root)
	text1 := texts[s.IntN(len(texts))]
	inTree := slices.DeleteFunc(slices.Clone(all), func(t slot) bool { return t.parent == nil })
	m := inTree[s.IntN(len(inTree))]
	remove := func() { m.parent.members = slices.Delete(slices.Clone(m.parent.members), m.i, m.i+1) }

	switch s.IntN(18) {
	case 0, 1, 2: // a member is missing
		remove()
	case 3:
		any1.set(nil)
	case 4, 5: // a wrong type
		any1.set([]any{
			raw("1"), raw("0.5"), "x", true, []any{}, object(), []any{object()}, []any{raw("3")}, "true", []any{nil},
		}[s.IntN(10)])
	case 6, 7: // a duplicate
		m.parent.add(m.parent.members[m.i].name, clone(m.value()))
	case 8:
		text1.set("")
	case 9: // a bad customer number
		if numbers := slices.DeleteFunc(texts, func(t slot) bool { return !isNumber(t.path) }); len(numbers) > 0 {
			numbers[s.IntN(len(numbers))].set(s.one(badNumbers))
		}
	case 10: // too long, or just not; also where names are data
		long := s.one([]string{strings.Repeat("x", 257), strings.Repeat("\u00e9", 129), strings.Repeat("x", 256), strings.Repeat("\u00e9", 128)})
		if isMap(m.path) && m.parent != nil && s.percent(70) {
			m.parent.members[m.i].name = long
		} else {
			text1.set(long)
		}
	case 11:
		root.members[0].value.(*tree).members[0].value = s.one([]string{"User", "group", "service", "", "user "})
	case 12:
		return s.frame(encode(root, s.Rand))
	case 13:
		return s.notUTF8(root, text1)
	case 14: // nested as deep as allowed, or deeper
		deep := []int{13, 14, 15, 16, 40}[s.IntN(5)]
		root.add("unknown", raw(strings.Repeat("[", deep)+strings.Repeat("]", deep)))
	case 15:
		return s.badSyntax(encode(root, nil))
	case 16: // unknown members, which are ignored
		trees := []*tree{root}
		for _, t := range all {
			if v, ok := t.value().(*tree); ok && !isMap(t.path+".") {
				trees = append(trees, v)
			}
		}
		trees[s.IntN(len(trees))].add(s.one([]string{"context", "extra", "admin", "x\x00", strings.Repeat("n", 300)}),
			[]any{nil, object("a", nil), raw("-1.5e3"), "", strings.Repeat("y", 300), []any{object()}, true}[s.IntN(7)])
	case 17:
		return s.subtle(encode(root, nil))
	}
	return encode(root, s.Rand)
}

// frame puts something around a request, or takes something away.
func (s *source) frame(t string) string {
	return s.one([]string{
		t + "x", t + t, t + ",", "\ufeff" + t, t[:len(t)-1], "[" + t + "]", t + "}", "", "null", "\"x\"", t + " //",
		t + "\r\n", " \t" + t, "\u00a0" + t, t + "\x00", "{}", t[:s.IntN(len(t))],
	})
}

func (s *source) notUTF8(root *tree, at slot) string {
	bad := s.one([]string{"\xff", "\xc0\x80", "\xed\xa0\x80", "\xe2\x28\xa1", "\xf4\x90\x80\x80"})
	if s.percent(30) {
		bad = `\u0041` + bad // which is read another way
	}
	if s.percent(50) {
		return strings.Replace(encode(root, nil), `"user"`, `"user","x":"`+bad+`"`, 1)
	}
	at.set("@@BAD@@")
	return strings.Replace(encode(root, s.Rand), "@@BAD@@", bad, 1)
}

func (s *source) badSyntax(t string) string {
	after := func(text string) string { return strings.Replace(t, `"user"`, `"user",`+text, 1) }
	return s.one([]string{
		strings.Replace(t, ":", "=", 1), strings.Replace(t, `"`, "'", 2), strings.Replace(t, "}", ",}", 1), strings.Replace(t, "]", ",]", 1),
		strings.Replace(t, `"user"`, "\"us\ter\"", 1), strings.Replace(t, `"user"`, `"us\xer"`, 1),
		after(`"n":01`), after(`"n":NaN`), after(`"n":1.`), after(`"n":-`), after(`"n":1e`), after("\"x\":\"a\tb\""), after("\"x\":\"\\n\x00\""), after("\"x\ny\":1"),
		after(`"n":tru`), after(`"n":"\u12g4"`), after(`n:1`),
	})
}

// subtle returns requests that are easily read in a wrong way.
func (s *source) subtle(t string) string {
	after := func(text string) string { return strings.Replace(t, `"user"`, `"user",`+text, 1) }
	return s.one([]string{
		strings.Replace(t, `"type":"user"`, `"type":"user","\u0074ype":"user"`, 1), // the duplicate is escaped
		strings.Replace(t, `"type":"user"`, `"\u0074ype":"user"`, 1),               // and this is none
		strings.Replace(t, `"signedIn"`, `"SignedIn"`, 1),                          // another member, which is unknown
		after(`"Type":"group"`),
		after(`"x":1,"x":2`), // twice, but unknown
		after(`"x":{"y":1,"y":2}`),
		after(`"x":"\ud800"`), // half a character, in an unknown member too
		after(`"x":"\ud83d\ude00"`),
		after(`"x":"\ud800\u0041"`),
		strings.Replace(t, `"id":"`, `"id":"\udc00`, 1),
		strings.Replace(t, `"id":"`, `"id":"\u0000`, 1),
		strings.Replace(t, `"action":{`, `"action":{"properties":null,`, 1),
		"{\"context\":null," + t[1:],
		"{\"context\":null,\"context\":{}," + t[1:],
		"{\"evaluations\":[]," + t[1:],
		strings.Replace(t, `"properties":{`, `"properties":{"profile":"https://example.com/anna",`, 1), // a claim by that name
	})
}
