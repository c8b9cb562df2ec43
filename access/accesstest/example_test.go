package accesstest_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
)

// A document is a service's own kind: its author reads and changes it, its readers
// read it.
type document struct {
	id      string
	Author  string
	Readers []string
}

func (*document) Kind() access.Kind { return "document" }

// Documents decides about documents. It leaves the empty user and the nil resource
// to the policy that it is part of.
type documents struct{}

func (documents) Kinds() []access.Kind { return []access.Kind{"document"} }

func (documents) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	d, ok := r.(*document)
	switch {
	case !ok:
		return access.Deny(access.ReasonUnknownKind, "")
	case a != "read" && a != "change":
		return access.Deny(access.ReasonUnknownAction, "")
	case s.User == d.Author:
		return access.Allow("document/author", "author")
	case a == "read" && slices.Contains(d.Readers, s.User):
		return access.Allow("document/reader", "reader")
	default:
		return access.Deny("document/no-access", "")
	}
}

// Questions draws questions about documents. Half of them are about one's own.
func questions() *rapid.Generator[access.Question] {
	ids := accesstest.Identifiers()
	return rapid.Custom(func(t *rapid.T) access.Question {
		user := ids.Draw(t, "user")
		return access.Question{
			Subject: access.Subject{User: user},
			Action:  rapid.SampledFrom([]access.Action{"read", "change", "burn"}).Draw(t, "action"),
			Resource: &document{
				id:      ids.Draw(t, "id"),
				Author:  rapid.OneOf(rapid.Just(user), ids).Draw(t, "author"),
				Readers: rapid.SliceOfN(ids, 0, 3).Draw(t, "readers"),
			},
		}
	})
}

func TestPolicy(t *testing.T) {
	policy, err := access.NewPolicy(documents{})
	if err != nil {
		t.Fatal(err)
	}
	accesstest.Laws(t, policy, questions())
	accesstest.Allocs(t, policy, questions())
	accesstest.Never(t, policy, questions(), "only the author changes a document", func(q access.Question) bool {
		return q.Action == "change" && q.Resource.(*document).Author != q.Subject.User
	})
	accesstest.Always(t, policy, questions(), "readers read", func(q access.Question) bool {
		return q.Action == "read" && q.Subject.User != "" && slices.Contains(q.Resource.(*document).Readers, q.Subject.User)
	})
}

// Letters that look alike are told apart.
func ExampleDescribe() {
	fmt.Println(accesstest.Describe(access.Question{
		Subject:  access.Subject{User: "Kaj", SignIn: access.SignedIn},
		Action:   "read",
		Resource: &document{id: "d1", Author: "\u212aaj", Readers: []string{"bo"}},
	}))
	// Output:
	// user      "Kaj", sign-in signed in
	//   facts     none
	//   action    "read"
	//   resource  &accesstest_test.document{id: "d1", Author: "\u212aaj", Readers: ["bo"]}
	//   kind      "document"
}
