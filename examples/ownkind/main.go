// Ownkind adds kinds of resource that the library does not know, in two ways: news
// items by a role that grants actions on them, and documents by an authority of the
// service's own, which can be listed, and which an area of its own reads from requests.
package main

import (
	"fmt"
	"io"
	"os"
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/wire"
	"lupa.example/roles"
)

// News items need no code: a role of the catalogue grants what its holders may do
// with them, and a row is brought as a Record.

const (
	kindNews      access.Kind   = "news"
	actionPublish access.Action = "publish"
	actionCorrect access.Action = "correct"
)

var editor = roles.Role{
	Name:   "editor",
	SignIn: true,
	Grants: []roles.Grant{
		{Kind: kindNews, Actions: []access.Action{actionPublish}, Over: roles.OverOrg},
		{Kind: kindNews, Actions: []access.Action{actionCorrect}, Over: roles.OverOwn},
	},
}

// Documents have rules of their own, so they have an authority of their own: the
// author reads and changes a document, its readers read it.

const (
	kindDocument access.Kind   = "document"
	actionRead   access.Action = "read"
	actionChange access.Action = "change"

	reasonAuthor    access.Reason = "document/author"
	reasonReader    access.Reason = "document/reader"
	reasonNoReader  access.Reason = "document/no-reader"
	reasonNotAuthor access.Reason = "document/not-author"
)

// actionsOnDocuments is declared once, for the decision and for whoever asks what can
// be done with a document.
var actionsOnDocuments = []access.Action{actionRead, actionChange}

// A document is a row of the service, which can be a resource as it is: all that it
// takes is a method that says its kind.
type document struct {
	ID, Author string
	Readers    []string
}

func (*document) Kind() access.Kind { return kindDocument }

// documents is the authority. Through a policy it is asked only about documents
// that are not nil, by users that are not empty.
type documents struct{}

func (documents) Kinds() []access.Kind { return []access.Kind{kindDocument} }

func (documents) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	d, ok := r.(*document)
	if !ok {
		return access.Deny(access.ReasonUnknownKind, "")
	}
	if refused := access.Applicable(a, actionsOnDocuments, d.Author != ""); refused != "" {
		return access.Deny(refused, "")
	}
	switch {
	case s.User == d.Author:
		return access.Allow(reasonAuthor, "")
	case a == actionChange:
		return access.Deny(reasonNotAuthor, "")
	case slices.Contains(d.Readers, s.User):
		return access.Allow(reasonReader, "")
	default:
		return access.Deny(reasonNoReader, "")
	}
}

// What follows is optional: it lets a policy say what can be done with documents, what
// a reason means, and which document a log is about.

func (documents) Actions(k access.Kind) []access.Action {
	if k != kindDocument {
		return nil
	}
	return slices.Clone(actionsOnDocuments)
}

func (documents) Explain(r access.Reason) string {
	switch r {
	case reasonAuthor:
		return "the user wrote the document"
	case reasonReader:
		return "the user is one of its readers"
	case reasonNoReader:
		return "the user neither wrote the document nor is one of its readers"
	case reasonNotAuthor:
		return "only who wrote the document changes it"
	default:
		return ""
	}
}

func (documents) ID(r access.Resource) string {
	if d, ok := r.(*document); ok && d != nil {
		return d.ID
	}
	return ""
}

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	catalog, err := roles.NewCatalog(roles.Config{Define: []roles.Role{editor}})
	if err != nil {
		return err
	}
	policy, err := access.NewPolicy(catalog, documents{})
	if err != nil {
		return err
	}
	tora := access.Subject{
		User:   "tora",
		SignIn: access.SignedIn,
		Facts:  []access.Fact{&roles.Member{Org: "north-hospital", Roles: []string{"editor"}}},
	}
	plan := &document{ID: "plan", Author: "olof", Readers: []string{"tora"}}
	for _, q := range []struct {
		action access.Action
		what   access.Resource
	}{
		{actionPublish, &roles.Record{Type: kindNews, ID: "news 1", Org: "north-hospital", Owner: "olof"}},
		{actionCorrect, &roles.Record{Type: kindNews, ID: "news 1", Org: "north-hospital", Owner: "olof"}},
		{actionCorrect, &roles.Record{Type: kindNews, ID: "news 2", Org: "north-hospital", Owner: "tora"}},
		{actionPublish, &roles.Record{Type: kindNews, ID: "news 3", Org: "south-clinic", Owner: "tora"}},
		{actionRead, plan},
		{actionChange, plan},
	} {
		d := policy.Check(tora, q.action, q.what)
		fmt.Fprintf(out, "%s %s %s: %v\n", q.action, q.what.Kind(), policy.ID(q.what), d)
	}

	fmt.Fprintln(out, policy.Explain(policy.Check(tora, actionChange, plan)))

	// A list is asked for as a condition, and a database can do the rest.
	mine, err := filter.Rows(policy, tora, actionRead, kindDocument)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s reads documents of which %v\n", tora.User, mine)
	for _, d := range []*document{plan, {ID: "diary", Author: "olof"}, {ID: "memo", Author: "tora"}} {
		if filter.Match(mine, rows.Row(d)) {
			fmt.Fprintln(out, "such as", d.ID)
		}
	}

	request, err := codec.DecodeRequest(policy, []byte(`{"subject": {"type": "user", "id": "olof"}, "action": {"name": "change"},
		"resource": {"type": "document", "id": "plan", "properties": {"author": "olof"}}}`))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s\n", wire.EncodeAnswer(policy.Check(request.Subject, request.Action, request.Resource)))
	return nil
}
