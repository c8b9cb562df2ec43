package access_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"

	"lupa.example/access"
)

// Document is a row of this service: a document with its owner and readers.
type Document struct {
	Name    string
	Owner   string
	Readers []string
}

func (*Document) Kind() access.Kind { return "document" }

// Library is the service's own authority, which decides about documents.
type Library struct{}

func (Library) Kinds() []access.Kind { return []access.Kind{"document"} }

func (Library) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	doc, ok := r.(*Document)
	switch {
	case !ok:
		return access.Deny(access.ReasonUnknownKind, "")
	case a != "read" && a != "write":
		return access.Deny(access.ReasonUnknownAction, "")
	case doc.Owner == "":
		return access.Deny(access.ReasonIncomplete, "")
	case s.User == doc.Owner:
		return access.Allow("document/owner", "owner")
	case a == "read" && slices.Contains(doc.Readers, s.User):
		return access.Allow("document/reader", "reader")
	case a == "write":
		return access.Deny("document/not-owner", "")
	default:
		return access.Deny("document/no-reader", "")
	}
}

// A service adds kinds of its own with an authority of its own, beside those of
// the areas that it uses.
func ExampleAuthority() {
	policy, err := access.NewPolicy(Library{})
	if err != nil {
		panic(err)
	}
	report := &Document{Name: "report", Owner: "anna", Readers: []string{"bo"}}
	fmt.Println(policy.Check(access.Subject{User: "anna"}, "write", report))
	fmt.Println(policy.Check(access.Subject{User: "bo"}, "read", report))
	fmt.Println(policy.Check(access.Subject{User: "bo"}, "write", report))
	fmt.Println(policy.Check(access.Subject{User: "cia"}, "read", report))
	fmt.Println(policy.Check(access.Subject{}, "read", report))
	// Output:
	// allowed: document/owner by "owner"
	// allowed: document/reader by "reader"
	// denied: document/not-owner
	// denied: document/no-reader
	// denied: access/no-user
}

// A handler passes a denial on as an error, and its caller turns it into a status.
func ExampleDecision_Err() {
	policy, err := access.NewPolicy(Library{})
	if err != nil {
		panic(err)
	}
	open := func(user string) error {
		report := &Document{Name: "report", Owner: "anna"}
		if err := policy.Check(access.Subject{User: user}, "read", report).Err(); err != nil {
			return fmt.Errorf("open %s: %w", report.Name, err)
		}
		return nil
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := open(r.URL.Query().Get("user"))
		var denied *access.DeniedError
		switch {
		case errors.As(err, &denied):
			fmt.Println(err)
			http.Error(w, string(denied.Decision.Reason), http.StatusForbidden)
		case err != nil:
			http.Error(w, "cannot open it", http.StatusInternalServerError)
		default:
			fmt.Fprintln(w, "the report")
		}
	})
	for _, user := range []string{"anna", "bo"} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest("GET", "/report?user="+user, nil))
		fmt.Print(w.Code, " ", w.Body)
	}
	// Output:
	// 200 the report
	// open report: access: denied: document/no-reader
	// 403 document/no-reader
}
