package accesstest

import (
	"flag"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
)

// Faults are found here by the dozen; none is worth a file.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("rapid.nofailfile", "true"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// A paper is read by who holds a badge of its room, and signed by its author, who
// must be signed in.
type paper struct {
	key     string
	Author  string
	Room    string
	Readers []string
}

func (*paper) Kind() access.Kind { return "paper" }

// A badge opens rooms. Those of several badges add up.
type badge struct {
	Rooms []string
	level level
}

func (*badge) Fact() string { return "test.badge" }

type level uint8

func (level) String() string { return "high" }

// papers is an authority without a fault.
type papers struct{}

func (papers) Kinds() []access.Kind { return []access.Kind{"paper"} }

func (papers) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	if s.User == "" {
		return access.Deny(access.ReasonNoUser, "")
	}
	if isNil(r) {
		return access.Deny(access.ReasonNoResource, "")
	}
	p, ok := r.(*paper)
	if !ok {
		return access.Deny(access.ReasonUnknownKind, "")
	}
	switch a {
	case "read":
		for _, f := range s.Facts {
			if b, ok := f.(*badge); ok && b != nil && slices.Contains(b.Rooms, p.Room) {
				return access.Allow("test/badge", "badge")
			}
		}
		return access.Deny("test/no-badge", "")
	case "sign":
		if s.User == p.Author && s.SignIn == access.SignedIn {
			return access.Allow("test/author", "author")
		}
		return access.Deny("test/not-author", "")
	default:
		return access.Deny(access.ReasonUnknownAction, "")
	}
}

// paperQuestions draws questions about papers.
func paperQuestions() *rapid.Generator[access.Question] {
	ids := Identifiers()
	lists := rapid.SliceOfN(ids, 0, 3)
	return rapid.Custom(func(t *rapid.T) access.Question {
		user := ids.Draw(t, "user")
		p := &paper{
			key:     ids.Draw(t, "key"),
			Author:  rapid.OneOf(rapid.Just(user), ids).Draw(t, "author"),
			Room:    ids.Draw(t, "room"),
			Readers: lists.Draw(t, "readers"),
		}
		q := access.Question{
			Subject:  access.Subject{User: user, SignIn: access.SignIn(rapid.IntRange(0, 2).Draw(t, "signIn"))},
			Action:   rapid.SampledFrom([]access.Action{"read", "sign", "read", "sign", "eat"}).Draw(t, "action"),
			Resource: p,
		}
		for range rapid.IntRange(0, 3).Draw(t, "badges") {
			b := &badge{Rooms: lists.Draw(t, "rooms")}
			if rapid.Bool().Draw(t, "opens") {
				b.Rooms = append(b.Rooms, p.Room)
			}
			q.Subject.Facts = append(q.Subject.Facts, b)
		}
		return q
	})
}

// moreChecks lets rapid draw more often until the test ends, for faults that show
// now and then.
func moreChecks(t *testing.T) { checks(t, "1000") }

// once lets rapid draw once.
func once(t *testing.T) { checks(t, "1") }

func checks(t *testing.T, n string) {
	const name = "rapid.checks"
	usual := flag.Lookup(name).Value.String()
	if err := flag.Set(name, n); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { flag.Set(name, usual) })
}
