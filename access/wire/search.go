package wire

import (
	"fmt"
	"math"
	"strings"

	"lupa.example/access"
)

// A Search is a question with one part left open: everything is sought that could stand
// there and be allowed.
type Search struct {
	// Question lacks what is sought: its Action in a search for actions; in one for
	// resources its Resource has a kind and is no row; in one for subjects its Subject
	// has no user, and no facts but those that the area reads from the action and the
	// context, which are to be added to each candidate's.
	access.Question

	SubjectType string // of who asks, or of who is sought
	Page        Page
}

// A Page is the part of the results that is asked for. The zero value is the first, as
// long as suits who answers.
type Page struct {
	Limit int    // how many results, at least 1; 0 if nothing was said
	Token string // that came with the page before; "" for the first
}

// Sought is what a search is for.
type Sought uint8

// What a search can be for. The zero value is nothing that can be sought.
const (
	SoughtSubjects  Sought = iota + 1 // who may take the action on the resource
	SoughtResources                   // on which resources of a type the subject may take the action
	SoughtActions                     // which actions the subject may take on the resource
)

// DecodeSearch reads an AuthZEN search. Its errors are those of [Codec.DecodeRequest],
// but for what is sought: of a subject or a resource the type is required and nothing
// else is read, and an action that is sought is not read at all. A search for subjects
// of a type that the resource's area does not know finds nobody, and its error is an
// [access.DeniedError].
func (c Codec) DecodeSearch(p *access.Policy, data []byte, sought Sought) (Search, error) {
	return c.decodeSearch(p, data, sought, true)
}

// DecodeSearchStrict is DecodeSearch for callers who write the searches too; see
// [Codec.DecodeRequestStrict].
func (c Codec) DecodeSearchStrict(p *access.Policy, data []byte, sought Sought) (Search, error) {
	return c.decodeSearch(p, data, sought, false)
}

func (c Codec) decodeSearch(p *access.Policy, data []byte, sought Sought, lenient bool) (Search, error) {
	if err := c.check(); err != nil {
		return Search{}, err
	}
	if err := sought.check(); err != nil {
		return Search{}, err
	}
	return c.request(p, data, lenient).search(sought)
}

// search reads the whole text as a search.
func (r *request) search(sought Sought) (Search, error) {
	r.sought = sought
	question, err := r.decode()
	if err != nil {
		return Search{}, err
	}
	if sought == SoughtSubjects && r.nobody {
		return Search{}, access.Deny(access.ReasonNoUser, "").Err()
	}
	return Search{question, r.subjectType, r.page}, nil
}

// onlyType reads the type of what is sought, whatever else is said of it.
func (r *request) onlyType(field Field) {
	lenient := r.lenient
	r.lenient = true
	r.Object(field.Required())
	r.lenient = lenient
}

func (s Sought) check() error {
	if s < SoughtSubjects || s > SoughtActions {
		return fmt.Errorf("wire: nothing can be sought by %d; want SoughtSubjects, SoughtResources or SoughtActions", s)
	}
	return nil
}

// readLimit reads a whole number from 1. One of more digits than every int holds is the
// greatest int, since whoever answers takes less anyway.
func (p *Page) readLimit(d *Decoder) {
	d.space()
	digits := d.data[d.pos:]
	n := 0
	for n < len(digits) && '0' <= digits[n] && digits[n] <= '9' {
		n++
	}
	if ends := n == len(digits) || !strings.ContainsRune(".eE", rune(digits[n])); ends && n > 9 && digits[0] != '0' {
		p.Limit, d.pos = math.MaxInt, d.pos+n
		return
	}
	if p.Limit = d.integer(); p.Limit < 1 {
		d.Fail("is %d; want at least 1", p.Limit)
	}
}

// maxToken is how long the token of a page may be: it holds an identifier, and what
// keeps it from being forged.
const maxToken = 1024

func (p *Page) readToken(d *Decoder) { p.Token = string(d.textUpTo(maxToken)) }
