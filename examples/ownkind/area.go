package main

import (
	"lupa.example/access"
	"lupa.example/access/wire"
	"lupa.example/roles"
)

// codec reads and writes policies with roles and documents, and requests about both.
var codec = wire.Codec{roles.Area{}, documentArea{}}

// documentArea reads and writes documents: an area has a section in policy documents,
// facts about users, and resources. A property is declared once, as a field.
type documentArea struct{}

func (documentArea) Name() string { return "document" }

// ReadSection reads {}: there is nothing to set about documents.
func (documentArea) ReadSection(d *wire.Decoder) (access.Authority, error) {
	d.Object()
	return documents{}, nil
}

func (documentArea) WriteSection(e *wire.Encoder, a access.Authority) bool {
	_, ours := a.(documents)
	if ours {
		e.Object()
	}
	return ours
}

// ReadFacts reads {}: documents ask for no more than who the user is.
func (documentArea) ReadFacts(d *wire.Decoder) []access.Fact {
	d.Object()
	return nil
}

func (documentArea) ReadResource(d *wire.Decoder, _ access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	if kind != kindDocument {
		return nil, false
	}
	doc := &document{ID: id}
	d.Object(
		wire.Text("author", &doc.Author).Required(),
		wire.Texts("readers", &doc.Readers),
	)
	return doc, true
}
