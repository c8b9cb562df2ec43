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
		if test.there == "silent" || testing.Short() { // which draws too little to be sure
			continue
		}
		_, err = falsify(t.Name(), func(t *rapid.T) error { return told(before, after, there, readers().Draw(t, "question")) })
		if !says(err, test.told) {
			t.Errorf("%+v: %v", test, err)
		}
	}
}

// A question flips if it is told of, and one that is told of flips.
func TestFlips(t *testing.T) {
	named := func(c foresight.Change, q access.Question) bool {
		return slices.Contains(c.Who.Of, report.Person(q.Subject.User))
	}
	everybody := func(foresight.Change, access.Question) bool { return true }
	for _, test := range []struct {
		fault  string
		covers func(foresight.Change, access.Question) bool
		flips  map[string]bool   // by user
		wrong  map[string]string // by user
	}{
		{"", named, map[string]bool{"anna": true, "bo": false, "cia": true}, nil},
		{"gains", named, map[string]bool{"anna": true, "bo": false}, map[string]string{"cia": "told that it is gained: false, and lost: false"}},
		{"loses", named, map[string]bool{"cia": true, "bo": false}, map[string]string{"anna": "told that it is gained: false, and lost: false"}},
		{"", everybody, nil, map[string]string{"anna": "told that it is gained: true, and lost: true", "bo": "told that it is gained: true", "cia": "lost: true"}},
		{"gains", everybody, map[string]bool{"anna": true}, map[string]string{"bo": "gained: false, and lost: true", "cia": "gained: false, and lost: true"}},
	} {
		l, err := Tell(ledgers(t, "", "anna", "bo"), ledgers(t, test.fault, "bo", "cia"), test.covers)
		if err != nil {
			t.Fatal(err)
		}
		for _, user := range []string{"anna", "bo", "cia"} {
			q := access.Question{Subject: access.Subject{User: user}, Action: "read", Resource: new(page)}
			flips, err := l.Flips(q)
			if flips != test.flips[user] || !says(err, test.wrong[user]) {
				t.Errorf("%q, %s: flips %v, error %v", test.fault, user, flips, err)
			}
			for _, other := range []access.Question{{Subject: q.Subject, Action: "write", Resource: new(page)}, {Subject: q.Subject, Action: "read"}} {
				if flips, err := l.Flips(other); flips || err != nil {
					t.Errorf("%q, %v: flips %v, error %v", test.fault, other, flips, err)
				}
			}
		}
	}
	if _, err := Tell(nil, ledgers(t, "silent", "bo"), named); !says(err, `not compared: ["page"]`) {
		t.Errorf("%v", err)
	}
	if l, err := Tell(nil, nil, named); err != nil || !l.Difference.IsEmpty() {
		t.Errorf("%v, %v", l, err)
	}
}

// says reports whether an error says the words, and whether there is none without words.
func says(err error, words string) bool {
	if words == "" {
		return err == nil
	}
	return err != nil && strings.Contains(err.Error(), words)
}
