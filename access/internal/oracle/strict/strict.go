// Package strict is a small strict JSON reader: RFC 8259 and nothing else, members kept in order with their duplicates.
package strict

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// MaxDepth is how deep objects and arrays may nest; the outermost one is depth 1.
const MaxDepth = 16

// Kind is the type of a value.
type Kind string

// The kinds.
const (
	Object Kind = "object"
	Array  Kind = "array"
	String Kind = "string"
	Number Kind = "number"
	Bool   Kind = "boolean"
	Null   Kind = "null"
)

// Value is one JSON value. Text is a string's content or a number's literal.
type Value struct {
	Kind    Kind
	Text    string
	True    bool
	Items   []Value
	Members []Member
}

// Member is one member of an object.
type Member struct {
	Name  string
	Value Value
}

type parser struct {
	b []byte
	i int
}

// Parse reads exactly one value.
func Parse(b []byte) (v Value, err error) {
	if !utf8.Valid(b) {
		return Value{}, errors.New("invalid UTF-8")
	}
	p := &parser{b: b}
	defer func() {
		if r := recover(); r != nil {
			s, ok := r.(problem)
			if !ok {
				panic(r)
			}
			v, err = Value{}, fmt.Errorf("at byte %d: %s", p.i, string(s))
		}
	}()
	v = p.value(0)
	p.space()
	if p.i != len(p.b) {
		panic(problem("trailing data"))
	}
	return v, nil
}

type problem string

func (p *parser) space() {
	for p.i < len(p.b) && (p.b[p.i] == ' ' || p.b[p.i] == '\t' || p.b[p.i] == '\n' || p.b[p.i] == '\r') {
		p.i++
	}
}

func (p *parser) peek() byte {
	if p.i >= len(p.b) {
		panic(problem("unexpected end"))
	}
	return p.b[p.i]
}

func (p *parser) expect(s string) {
	if len(p.b)-p.i < len(s) || string(p.b[p.i:p.i+len(s)]) != s {
		panic(problem("expected " + s))
	}
	p.i += len(s)
}

func (p *parser) value(depth int) Value {
	p.space()
	switch c := p.peek(); {
	case c == '{' || c == '[':
		if depth+1 > MaxDepth {
			panic(problem("nested deeper than 16"))
		}
		p.i++
		if c == '{' {
			return p.object(depth + 1)
		}
		return p.array(depth + 1)
	case c == '"':
		return Value{Kind: String, Text: p.str()}
	case c == 't':
		p.expect("true")
		return Value{Kind: Bool, True: true}
	case c == 'f':
		p.expect("false")
		return Value{Kind: Bool}
	case c == 'n':
		p.expect("null")
		return Value{Kind: Null}
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	}
	panic(problem("no value"))
}

func (p *parser) object(depth int) Value {
	v := Value{Kind: Object}
	p.space()
	if p.peek() == '}' {
		p.i++
		return v
	}
	for {
		p.space()
		name := p.str()
		p.space()
		p.expect(":")
		v.Members = append(v.Members, Member{name, p.value(depth)})
		p.space()
		if p.peek() == '}' {
			p.i++
			return v
		}
		p.expect(",")
	}
}

func (p *parser) array(depth int) Value {
	v := Value{Kind: Array}
	p.space()
	if p.peek() == ']' {
		p.i++
		return v
	}
	for {
		v.Items = append(v.Items, p.value(depth))
		p.space()
		if p.peek() == ']' {
			p.i++
			return v
		}
		p.expect(",")
	}
}

func (p *parser) digits() {
	n := 0
	for p.i < len(p.b) && p.b[p.i] >= '0' && p.b[p.i] <= '9' {
		p.i++
		n++
	}
	if n == 0 {
		panic(problem("digit expected"))
	}
}

func (p *parser) number() Value {
	start := p.i
	if p.b[p.i] == '-' {
		p.i++
	}
	if p.peek() == '0' {
		p.i++
	} else {
		p.digits()
	}
	if p.i < len(p.b) && p.b[p.i] == '.' {
		p.i++
		p.digits()
	}
	if p.i < len(p.b) && (p.b[p.i] == 'e' || p.b[p.i] == 'E') {
		p.i++
		if c := p.peek(); c == '+' || c == '-' {
			p.i++
		}
		p.digits()
	}
	return Value{Kind: Number, Text: string(p.b[start:p.i])}
}

func (p *parser) hex4() rune {
	if len(p.b)-p.i < 4 {
		panic(problem("short \\u escape"))
	}
	for _, c := range p.b[p.i : p.i+4] {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			panic(problem("bad \\u escape"))
		}
	}
	n, _ := strconv.ParseUint(string(p.b[p.i:p.i+4]), 16, 32)
	p.i += 4
	return rune(n)
}

func (p *parser) str() string {
	p.expect(`"`)
	var out []byte
	for {
		c := p.peek()
		p.i++
		switch {
		case c == '"':
			return string(out)
		case c < 0x20:
			panic(problem("control character in a string"))
		case c != '\\':
			out = append(out, c)
		default:
			e := p.peek()
			p.i++
			switch e {
			case '"', '\\', '/':
				out = append(out, e)
			case 'b':
				out = append(out, '\b')
			case 'f':
				out = append(out, '\f')
			case 'n':
				out = append(out, '\n')
			case 'r':
				out = append(out, '\r')
			case 't':
				out = append(out, '\t')
			case 'u':
				r := p.hex4()
				if r >= 0xdc00 && r <= 0xdfff {
					panic(problem("lone surrogate"))
				}
				if r >= 0xd800 && r <= 0xdbff {
					p.expect(`\u`)
					low := p.hex4()
					if low < 0xdc00 || low > 0xdfff {
						panic(problem("lone surrogate"))
					}
					r = 0x10000 + (r-0xd800)<<10 + (low - 0xdc00)
				}
				out = utf8.AppendRune(out, r)
			default:
				panic(problem("unknown escape"))
			}
		}
	}
}
