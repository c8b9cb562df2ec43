package wire

import (
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"lupa.example/access/invalid"
)

// maxDepth is how many objects and arrays may be open at once, if nothing else is said.
const maxDepth = 16

// A scanner goes through JSON text byte by byte. Its methods return what is wrong
// at the present position, "" if nothing; they know the grammar and no meaning.
type scanner struct {
	data []byte
	pos  int
	buf  []byte // the last text that had escapes

	depth int // how many objects and arrays may be open at once
}

// peek returns the byte at the position, 0 at the end.
func (s *scanner) peek() byte {
	if s.pos < len(s.data) {
		return s.data[s.pos]
	}
	return 0
}

func (s *scanner) space() {
	for s.pos < len(s.data) {
		switch s.data[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return
		}
	}
}

// what names the value at the position for an error.
func (s *scanner) what() string {
	if s.pos >= len(s.data) {
		return "the end of the text"
	}
	switch c := s.data[s.pos]; {
	case c == '{':
		return "an object"
	case c == '[':
		return "an array"
	case c == '"':
		return "a text"
	case c == '-' || '0' <= c && c <= '9':
		if ahead := *s; !ahead.number() {
			return "a number that has no end"
		}
		return "a number"
	case s.stands("true"), s.stands("false"):
		return "true or false"
	case s.stands("null"):
		return "null"
	default:
		r, _ := utf8.DecodeRune(s.data[s.pos:])
		return fmt.Sprintf("the character %q", r)
	}
}

// stands reports whether the word is at the position.
func (s *scanner) stands(word string) bool {
	return len(s.data)-s.pos >= len(word) && string(s.data[s.pos:s.pos+len(word)]) == word
}

// literal passes over the word if it is at the position.
func (s *scanner) literal(word string) bool {
	if !s.stands(word) {
		return false
	}
	s.pos += len(word)
	return true
}

// next goes on in an object or array to its next member or element, or past its
// end, and reports whether there is another.
func (s *scanner) next(end byte, first bool) (another bool, problem string) {
	s.space()
	if s.peek() == end {
		s.pos++
		return false, ""
	}
	if first {
		return true, ""
	}
	if s.peek() != ',' {
		return false, fmt.Sprintf("want a comma or %q, not %s,", end, s.what())
	}
	s.pos++
	s.space()
	if s.peek() == end {
		return false, fmt.Sprintf("want another value after the comma, not %q,", end)
	}
	return true, ""
}

// key passes over a member's name and its colon.
func (s *scanner) key() (name []byte, problem string) {
	if s.peek() != '"' {
		return nil, "want a member's name in quotes, not " + s.what() + ","
	}
	name, problem = s.text()
	if problem != "" {
		return nil, problem
	}
	s.space()
	if s.peek() != ':' {
		return nil, "want a colon after the name " + invalid.Quote(string(name)) + ", not " + s.what() + ","
	}
	s.pos++
	return name, ""
}

// text passes over a text, which begins at the position with a quotation mark.
// The result is valid until the next call.
func (s *scanner) text() (text []byte, problem string) {
	start := s.pos + 1
	for i := start; i < len(s.data); i++ {
		switch c := s.data[i]; {
		case c == '"':
			text = s.data[start:i]
			if !utf8.Valid(text) {
				return nil, "the text holds invalid UTF-8"
			}
			s.pos = i + 1
			return text, ""
		case c == '\\':
			return s.escaped(start, i)
		case c < ' ':
			return nil, fmt.Sprintf("the text holds the control character %q, which has to be escaped,", c)
		}
	}
	return nil, "the text has no end"
}

// escaped is the rest of text for one that has its first backslash at i.
func (s *scanner) escaped(start, i int) (text []byte, problem string) {
	s.buf = append(s.buf[:0], s.data[start:i]...)
	for i < len(s.data) {
		c := s.data[i]
		switch {
		case c == '"':
			if !utf8.Valid(s.buf) {
				return nil, "the text holds invalid UTF-8"
			}
			s.pos = i + 1
			return s.buf, ""
		case c < ' ':
			return nil, fmt.Sprintf("the text holds the control character %q, which has to be escaped,", c)
		case c != '\\':
			s.buf = append(s.buf, c)
			i++
			continue
		}
		r, size := unescape(s.data[i:])
		if size == 0 {
			return nil, "the text holds an escape that is none, or half of a surrogate pair,"
		}
		s.buf = utf8.AppendRune(s.buf, r)
		i += size
	}
	return nil, "the text has no end"
}

// unescape reads the escape with which b begins. Its size is 0 if it is none or
// stands for half a character.
func unescape(b []byte) (r rune, size int) {
	if len(b) < 2 {
		return 0, 0
	}
	switch b[1] {
	case '"', '\\', '/':
		return rune(b[1]), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	}
	r, ok := unit(b)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	low, _ := unit(b[6:]) // zero, which is no half, if there is none
	if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
		return 0, 0
	}
	return r, 12
}

// unit reads an escape of the form \u and four hexadecimal digits.
func unit(b []byte) (rune, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range b[2:6] {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c && c <= 'f':
			r = r<<4 | rune(c-'a'+10)
		case 'A' <= c && c <= 'F':
			r = r<<4 | rune(c-'A'+10)
		default:
			return 0, false
		}
	}
	return r, true
}

// number passes over a number if one stands at the position.
func (s *scanner) number() bool {
	i := s.pos
	digits := func() bool {
		from := i
		for i < len(s.data) && '0' <= s.data[i] && s.data[i] <= '9' {
			i++
		}
		return i > from
	}
	at := func(set string) bool {
		for _, c := range []byte(set) {
			if i < len(s.data) && s.data[i] == c {
				i++
				return true
			}
		}
		return false
	}
	at("-")
	if !at("0") && !digits() {
		return false
	}
	if at(".") && !digits() {
		return false
	}
	if at("eE") {
		at("+-")
		if !digits() {
			return false
		}
	}
	s.pos = i
	return true
}

// value passes over any value, in which no more objects and arrays than s.depth
// may be open, counting the depth already reached.
func (s *scanner) value(depth int) (problem string) {
	s.space()
	switch s.peek() {
	case '"':
		_, problem = s.text()
		return problem
	case '{':
		return s.members(depth, '}', func() string {
			if _, problem := s.key(); problem != "" {
				return problem
			}
			return s.value(depth + 1)
		})
	case '[':
		return s.members(depth, ']', func() string { return s.value(depth + 1) })
	}
	if s.literal("true") || s.literal("false") || s.literal("null") || s.number() {
		return ""
	}
	return "want a value, not " + s.what() + ","
}

// ended reports whether what stands next may follow a value in an object or array.
func (s *scanner) ended() bool {
	s.space()
	c := s.peek()
	return c == ',' || c == '}' || c == ']'
}

func (s *scanner) members(depth int, end byte, each func() string) string {
	if depth >= s.depth {
		return fmt.Sprintf("nested deeper than %d", s.depth)
	}
	s.pos++
	for first := true; ; first = false {
		another, problem := s.next(end, first)
		if !another {
			return problem
		}
		if problem := each(); problem != "" {
			return problem
		}
	}
}
