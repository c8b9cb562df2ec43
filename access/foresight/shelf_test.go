package foresight_test

import (
	"iter"
	"maps"
	"slices"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
	"lupa.example/access/wire"
)

// A shelf lets people read its books, each person those that are lent to them.
type shelf struct {
	kind access.Kind
	lent map[string][]string // by user, the books
}

func (s *shelf) Kinds() []access.Kind { return []access.Kind{s.kind} }

func (s *shelf) Check(q access.Subject, a access.Action, r access.Resource) access.Decision {
	b, ok := r.(*book)
	switch {
	case !ok || q.User == "":
		return access.Deny(access.ReasonNoResource, "")
	case a != "read":
		return access.Deny(access.ReasonUnknownAction, "")
	case !slices.Contains(s.lent[q.User], b.title):
		return access.Deny("shelf/not-lent", "")
	}
	return access.Allow("shelf/lent", "")
}

func (s *shelf) Since(old access.Authority) (iter.Seq[foresight.Change], bool) {
	before := &shelf{kind: s.kind}
	if old != nil {
		var ok bool
		if before, ok = old.(*shelf); !ok {
			return nil, false
		}
	}
	return func(yield func(foresight.Change) bool) {
		for _, effect := range []report.Effect{report.Gain, report.Loss} {
			more, less := s, before
			if effect == report.Loss {
				more, less = before, s
			}
			for _, user := range slices.Sorted(maps.Keys(more.lent)) {
				var titles []report.Thing
				for _, title := range more.lent[user] {
					if !slices.Contains(less.lent[user], title) {
						titles = append(titles, report.Thing{Kind: "shelf.title", ID: title})
					}
				}
				if len(titles) > 0 && !yield(foresight.Change{
					Effect: effect, Who: foresight.Class{Of: []report.Thing{report.Person(user)}},
					Actions: []access.Action{"read"}, Kind: s.kind, Which: foresight.Class{Of: titles},
				}) {
					return
				}
			}
		}
	}, true
}

type book struct {
	kind  access.Kind
	title string
}

func (b *book) Kind() access.Kind { return b.kind }

// A mute authority cannot tell what changes.
type mute struct{ kinds []access.Kind }

func (m *mute) Kinds() []access.Kind { return m.kinds }
func (*mute) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Deny("mute/denied", "")
}

// A liar tells of changes on what is not its own.
type liar struct {
	mute
	change foresight.Change
}

func (l *liar) Since(access.Authority) (iter.Seq[foresight.Change], bool) {
	return slices.Values([]foresight.Change{l.change}), true
}

// shelfArea reads books of the kind "shelf".
type shelfArea struct{}

func (shelfArea) Name() string { return "shelf" }
func (shelfArea) ReadSection(d *wire.Decoder) (access.Authority, error) {
	s := &shelf{kind: "shelf"}
	d.Object(wire.TextsMap("lent", &s.lent))
	return s, nil
}
func (shelfArea) WriteSection(e *wire.Encoder, a access.Authority) bool { return false }
func (shelfArea) ReadFacts(d *wire.Decoder) []access.Fact               { d.Object(); return nil }
func (shelfArea) ReadResource(d *wire.Decoder, a access.Authority, k access.Kind, id string) (access.Resource, bool) {
	if k != "shelf" {
		return nil, false
	}
	b := &book{kind: k, title: id}
	if a != nil { // of books that nobody decides about nothing is read
		var weight string
		d.Object(wire.Text("weight", &weight).Required())
	} else {
		d.Object()
	}
	return b, true
}
