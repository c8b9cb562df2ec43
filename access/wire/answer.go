package wire

import (
	"strconv"

	"lupa.example/access"
)

// EncodeAnswer writes a decision as the response to an access evaluation, on one
// line and without a newline. Bytes in By that are not UTF-8 become U+FFFD, and what
// HTML or JavaScript would take for its own (<, >, &, U+2028, U+2029) is escaped, as
// encoding/json does.
func EncodeAnswer(d access.Decision) []byte {
	e := &Encoder{empty: true, html: true}
	e.answer(d)
	return e.buf
}

func (e *Encoder) answer(d access.Decision) {
	e.Object(
		Bool("decision", &d.Allowed),
		Object("context", Text("reason", &d.Reason), Text("by", &d.By)),
	)
}

// EncodeAnswers writes decisions as the response to several evaluations, in their order,
// as EncodeAnswer does; without reasons, each is {"decision": true} or {"decision": false}
// and no more.
func EncodeAnswers(decisions []access.Decision, reasons bool) []byte {
	e := &Encoder{empty: true, html: true, buf: make([]byte, 0, 32+len(decisions)*24)}
	e.Map(func(member func(name string)) {
		member("evaluations")
		e.Array(func() {
			for _, d := range decisions {
				switch {
				case reasons:
					e.answer(d)
				case d.Allowed:
					e.raw([]byte(`{"decision":true}`))
				default:
					e.raw([]byte(`{"decision":false}`))
				}
			}
		})
	})
	return e.buf
}

// EncodeFound writes a page of what was found as the response to a search. Of an action
// only the ID, which is its name, is written. The token leads to the next page; it is
// empty on the last.
func EncodeFound(sought Sought, found []Entity, next string) []byte {
	e := &Encoder{empty: true, html: true, buf: make([]byte, 0, 64+len(next)+len(found)*48)}
	e.Map(func(member func(name string)) {
		member("page")
		e.Map(func(member func(name string)) {
			member("next_token")
			e.separate()
			e.buf = appendText(e.buf, next, true)
			member("count")
			e.raw(strconv.AppendInt(nil, int64(len(found)), 10))
		})
		member("results")
		e.Array(func() {
			for i := range found {
				if sought == SoughtActions {
					e.Object(Text("name", &found[i].ID))
				} else {
					e.Object(Text("type", &found[i].Type), Text("id", &found[i].ID))
				}
			}
		})
	})
	return e.buf
}

// DecodeAnswer reads the response to an access evaluation, of any decision point: the
// "decision" is required, and of the "context" it takes "reason" and "by" if they are
// texts; it is an error if these are longer than an identifier may be. The decision denies
// beside an error.
func DecodeAnswer(data []byte) (access.Decision, error) {
	d := newDecoder(data)
	d.whole, d.lenient = "the answer", true
	var got access.Decision
	d.Object(
		Func("decision", func(d *Decoder) { got.Allowed = d.Bool() }, nil).Required(),
		Func("context", func(d *Decoder) {
			if d.space(); d.peek() != '{' {
				d.skip()
				return
			}
			d.Object(
				Func("reason", func(d *Decoder) { got.Reason = access.Reason(d.textIfAny()) }, nil),
				Func("by", func(d *Decoder) { got.By = d.textIfAny() }, nil),
			)
		}, nil),
	)
	if err := d.finish(); err != nil {
		return access.Decision{}, err
	}
	return got, nil
}

// textIfAny reads a text, or passes over what is none.
func (d *Decoder) textIfAny() string {
	if d.space(); d.peek() == '"' {
		return d.String()
	}
	d.skip()
	return ""
}

// EncodeError writes what is wrong with a request as an object: {"error": "…"}.
func EncodeError(message string) []byte {
	return append(appendText([]byte(`{"error":`), message, true), '}')
}
