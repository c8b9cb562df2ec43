package main

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// Records of the scenario "certification", which are active or archived: everybody who
// is known reads them, editors write and softly delete active ones, and admins write
// archived ones.

const (
	actionRead  access.Action = "read"
	actionWrite access.Action = "write"
)

const (
	reasonKnown      access.Reason = "archive/known"
	reasonEditor     access.Reason = "archive/editor"
	reasonAdmin      access.Reason = "archive/admin"
	reasonNotAllowed access.Reason = "archive/not-allowed"
)

const (
	roleEditor = "editor"
	roleAdmin  = "admin"
)

// A document is a record of this scenario.
type document struct{ ID, Status string }

func (*document) Kind() access.Kind { return kindRecord }

// A clerk is what is known of a person.
type clerk struct{ Roles []string }

func (*clerk) Fact() string { return "record" }

// A softness is what an action says of itself.
type softness struct{ Soft bool }

func (*softness) Fact() string { return "softness" }

// archive is the authority. It offers no conditions: searches ask it about each record
// and person.
type archive struct{}

var actionsOnDocuments = []access.Action{actionRead, actionWrite, actionDelete}

func (archive) Kinds() []access.Kind { return []access.Kind{kindRecord} }

func (archive) Actions(k access.Kind) []access.Action {
	if k != kindRecord {
		return nil
	}
	return slices.Clone(actionsOnDocuments)
}

func (archive) Explain(r access.Reason) string {
	return map[access.Reason]string{
		reasonKnown:      "whoever is known reads records",
		reasonEditor:     "an editor changes active records, and deletes them softly",
		reasonAdmin:      "an admin writes archived records",
		reasonNotAllowed: "no role of the user's allows this",
	}[r]
}

func (archive) ID(r access.Resource) string {
	if d, ok := r.(*document); ok && d != nil {
		return d.ID
	}
	return ""
}

func (archive) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	d, ok := r.(*document)
	if !ok {
		return access.Deny(access.ReasonUnknownKind, "")
	}
	if refused := access.Applicable(a, actionsOnDocuments, d.Status != ""); refused != "" {
		return access.Deny(refused, "")
	}
	who, refused := access.Single(s, func(a, b *clerk) bool { return slices.Equal(a.Roles, b.Roles) })
	if refused != "" {
		return access.Deny(refused, "")
	}
	how, _ := access.Single(s, func(a, b *softness) bool { return *a == *b })
	soft := how != nil && how.Soft
	editor, admin := slices.Contains(who.Roles, roleEditor), slices.Contains(who.Roles, roleAdmin)
	switch {
	case a == actionRead:
		return access.Allow(reasonKnown, "")
	case editor && d.Status == "active" && (a == actionWrite || soft):
		return access.Allow(reasonEditor, roleEditor)
	case admin && d.Status == "archived" && a == actionWrite:
		return access.Allow(reasonAdmin, roleAdmin)
	default:
		return access.Deny(reasonNotAllowed, "")
	}
}

// archiveArea reads records, people, and whether a deletion is a soft one.
type archiveArea struct{}

var _ wire.ActionReader = archiveArea{}

func (archiveArea) Name() string { return "record" }

func (archiveArea) ReadSection(d *wire.Decoder) (access.Authority, error) {
	d.Object()
	return archive{}, nil
}

func (archiveArea) WriteSection(e *wire.Encoder, a access.Authority) bool {
	_, ours := a.(archive)
	if ours {
		e.Object()
	}
	return ours
}

func (archiveArea) ReadFacts(d *wire.Decoder) []access.Fact {
	who := new(clerk)
	d.Object(wire.Texts("roles", &who.Roles))
	return []access.Fact{who}
}

func (archiveArea) ReadAction(d *wire.Decoder) []access.Fact {
	how := new(softness)
	d.Object(wire.Bool("soft", &how.Soft))
	return []access.Fact{how}
}

func (archiveArea) ReadResource(d *wire.Decoder, _ access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	if kind != kindRecord {
		return nil, false
	}
	row := &document{ID: id}
	d.Object(wire.Text("status", &row.Status))
	return row, true
}
