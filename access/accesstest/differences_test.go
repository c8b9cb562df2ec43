package accesstest

import (
	"iter"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

// A ledger is kept open for some users. Its faults are in what it tells of changes.
type ledger struct {
	open  []string
	fault string
}

type page struct{}

func (*page) Kind() access.Kind { return "page" }

func (*ledger) Kinds() []access.Kind { return []access.Kind{"page"} }

func (l *ledger) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	if a == "read" && slices.Contains(l.open, s.User) {
		return access.Allow("ledger/open", "")
	}
	return access.Deny("ledger/closed", "")
}

func (l *ledger) Since(old access.Authority) (iter.Seq[foresight.Change], bool) {
	before := new(ledger)
	if old != nil {
		before = old.(*ledger)
	}
	var all []foresight.Change
	tell := func(effect report.Effect, users, others []string) {
		for _, user := range users {
			if !slices.Contains(others, user) && l.fault != effect.String() {
				all = append(all, foresight.Change{Effect: effect, Who: foresight.Class{Of: []report.Thing{report.Person(user)}}, Actions: []access.Action{"read"}, Kind: "page"})
			}
		}
	}
	tell(report.Gain, l.open, before.open)
	tell(report.Loss, before.open, l.open)
	return slices.Values(all), l.fault != "silent"
}

func readers() *rapid.Generator[access.Question] {
	return rapid.Custom(func(t *rapid.T) access.Question {
		return access.Question{Subject: access.Subject{User: rapid.SampledFrom([]string{"anna", "bo", "cia"}).Draw(t, "user")}, Action: "read", Resource: new(page)}
	})
}

func TestDifferences(t *testing.T) {
	Differences(t, ledgers(t, "", "anna", "bo"), ledgers(t, "", "bo", "cia"), readers())
}

func ledgers(t *testing.T, fault string, open ...string) *access.Policy {
	p, err := access.NewPolicy(&ledger{open, fault})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFaultyDifferences(t *testing.T) {
	for _, test := range []struct{ there, back, mirrored, told string }{
		{"gains", "loses", "", "decided otherwise, and not told of"},
		{"gains", "", "who gains something is not who going back loses it", "decided otherwise"},
		{"", "gains", "who loses something is not who going back gains it", ""},
		{"silent", "", "not compared: [\"page\"]", ""},
	} {
		before, after := ledgers(t, test.back, "anna", "bo"), ledgers(t, test.there, "bo", "cia")
		there, err := foresight.Diff(before, after)
		if err != nil {
			t.Fatal(err)
		}
		back, err := foresight.Diff(after, before)
		if err != nil {
			t.Fatal(err)
		}
		if err := mirrored(there, back); !says(err, test.mirrored) {
			t.Errorf("%+v: %v", test, err)
		}
		if test.there == "silent" {
			continue
		}
		_, err = falsify(t.Name(), func(t *rapid.T) error { return told(before, after, there, readers().Draw(t, "question")) })
		if !says(err, test.told) {
			t.Errorf("%+v: %v", test, err)
		}
	}
}

// says reports whether an error says the words, and whether there is none without words.
func says(err error, words string) bool {
	if words == "" {
		return err == nil
	}
	return err != nil && strings.Contains(err.Error(), words)
}
