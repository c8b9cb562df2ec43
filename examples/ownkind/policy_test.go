package main

import (
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/wire/wiretest"
)

// What a service tests of an authority of its own: the laws that hold for all, that its
// lists agree with its decisions, and the rules of its house.
func TestDocuments(t *testing.T) {
	policy, err := access.NewPolicy(documents{})
	if err != nil {
		t.Fatal(err)
	}
	names := accesstest.Identifiers()
	questions := rapid.Custom(func(t *rapid.T) access.Question {
		user := names.Draw(t, "user")
		return access.Question{
			Subject: access.Subject{User: user},
			Action:  rapid.SampledFrom([]access.Action{actionRead, actionChange}).Draw(t, "action"),
			Resource: &document{
				ID:      "plan",
				Author:  rapid.OneOf(rapid.Just(user), names).Draw(t, "author"),
				Readers: rapid.SliceOfN(names, 0, 3).Draw(t, "readers"),
			},
		}
	})
	accesstest.Laws(t, policy, questions)
	accesstest.Filters(t, policy, questions)
	accesstest.Never(t, policy, questions, "only the author changes a document", func(q access.Question) bool {
		return q.Action == actionChange && q.Resource.(*document).Author != q.Subject.User
	})
}

// And of an area of its own.
func TestDocumentArea(t *testing.T) {
	wiretest.Laws(t, documentArea{}, documents{},
		`{"subject":{"type":"user","id":"tora"},"action":{"name":"read"},"resource":{"type":"document","id":"plan","properties":{"author":"olof","readers":["tora"]}}}`,
		`{"subject":{"type":"user","id":"tora"},"action":{"name":"change"},"resource":{"type":"document","id":"plan","properties":{"author":"olof","readers":["tora"]}}}`,
	)
}
