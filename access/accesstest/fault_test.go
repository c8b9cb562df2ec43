package accesstest

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"lupa.example/access"
)

// A faulty authority decides about papers, wrongly.
type faulty func(access.Subject, access.Action, access.Resource) access.Decision

func (faulty) Kinds() []access.Kind { return papers{}.Kinds() }
func (f faulty) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	return f(s, a, r)
}

// renamed decides as papers do and names other kinds.
type renamed struct {
	papers
	kinds func() []access.Kind
}

func (r renamed) Kinds() []access.Kind { return r.kinds() }

func named(kinds ...access.Kind) renamed {
	return renamed{kinds: func() []access.Kind { return kinds }}
}

func lawNamed(t *testing.T, name string) law {
	for _, l := range append(laws, noAllocs) {
		if l.name == name {
			return l
		}
	}
	t.Fatalf("there is no law %q", name)
	return law{}
}

func TestEveryFaultIsFound(t *testing.T) {
	allow := access.Allow("test/allowed", "")
	unless := func(fault func(access.Subject, access.Action, access.Resource) bool, d access.Decision) faulty {
		return func(s access.Subject, a access.Action, r access.Resource) access.Decision {
			if fault(s, a, r) {
				return d
			}
			return papers{}.Check(s, a, r)
		}
	}
	first := func(s access.Subject) *badge {
		for _, f := range s.Facts {
			if b, ok := f.(*badge); ok && b != nil {
				return b
			}
		}
		return &badge{}
	}
	moreChecks(t)
	for _, test := range []struct {
		fault   string
		checker Checker
		law     string
	}{
		{"no kinds", named(), "kinds"},
		{"an empty kind", named("paper", ""), "kinds"},
		{"a kind twice", named("paper", "room", "paper"), "kinds"},
		{"kinds in any order", renamed{kinds: func() []access.Kind {
			if rand.IntN(2) == 0 {
				return []access.Kind{"paper", "room"}
			}
			return []access.Kind{"room", "paper"}
		}}, "kinds"},
		{"allows what it does not name", named("room"), "kinds"},

		{"allows nobody", unless(func(s access.Subject, _ access.Action, _ access.Resource) bool { return s.User == "" }, allow),
			"an empty user is denied"},
		{"an empty author is an empty user", faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
			if p, ok := r.(*paper); ok && p != nil && a == "sign" && s.User == p.Author {
				return allow
			}
			return access.Deny("test/denied", "")
		}), "an empty user is denied"},
		{"allows no resource", unless(func(s access.Subject, _ access.Action, r access.Resource) bool { return s.User != "" && r == nil }, allow),
			"no resource is denied"},
		{"panics on a nil pointer", faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
			if p, ok := r.(*paper); ok && p.Author == "" {
				return access.Deny(access.ReasonIncomplete, "")
			}
			return papers{}.Check(s, a, r)
		}), "no resource is denied"},
		{"allows unknown kinds", unless(func(s access.Subject, _ access.Action, r access.Resource) bool {
			return s.User != "" && !isNil(r) && r.Kind() != "paper"
		}, allow), "an unknown resource is denied"},
		{"panics on another type", faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
			if s.User != "" && !isNil(r) && r.Kind() == "paper" {
				_ = r.(*paper).Author
			}
			return papers{}.Check(s, a, r)
		}), "an unknown resource is denied"},
		{"allows another type", unless(func(s access.Subject, _ access.Action, r access.Resource) bool {
			p, ok := r.(*paper)
			return s.User != "" && !isNil(r) && !ok && p == nil && r.Kind() == "paper"
		}, allow), "an unknown resource is denied"},
		{"allows unknown actions", unless(func(s access.Subject, a access.Action, r access.Resource) bool {
			return s.User != "" && !isNil(r) && r.Kind() == "paper" && a != "read" && a != "sign" && a != "eat"
		}, allow), "an unknown action is denied"},
		{"allows no action", unless(func(s access.Subject, a access.Action, r access.Resource) bool {
			return s.User != "" && !isNil(r) && r.Kind() == "paper" && a == ""
		}, allow), "an unknown action is denied"},

		{"an unknown sign-in is signed in", faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
			if s.SignIn != access.SignedOut {
				s.SignIn = access.SignedIn
			}
			return papers{}.Check(s, a, r)
		}), "an unknown sign-in opens nothing"},
		{"an odd sign-in is signed in", faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
			if s.SignIn > access.SignedOut {
				s.SignIn = access.SignedIn
			}
			return papers{}.Check(s, a, r)
		}), "an unknown sign-in opens nothing"},

		{"the zero decision", unless(func(_ access.Subject, a access.Action, _ access.Resource) bool { return a == "eat" }, access.Decision{}),
			"every decision has a reason"},
		{"allowed without a reason", unless(func(s access.Subject, a access.Action, r access.Resource) bool {
			return papers{}.Check(s, a, r).Allowed
		}, access.Decision{Allowed: true}), "every decision has a reason"},
		{"allowed with a reason that denies", unless(func(s access.Subject, a access.Action, r access.Resource) bool {
			return papers{}.Check(s, a, r).Allowed
		}, access.Allow(access.ReasonNoFact, "")), "every decision has a reason"},

		{"panics on a nil fact", unless(func(s access.Subject, _ access.Action, _ access.Resource) bool {
			return len(s.Facts) > 0 && s.Facts[0].Fact() == ""
		}, allow), "facts that are absent change nothing"},
		{"panics on a nil pointer as fact", unless(func(s access.Subject, _ access.Action, _ access.Resource) bool {
			for _, f := range s.Facts {
				if b, ok := f.(*badge); ok && b.Rooms == nil {
					break
				}
			}
			return false
		}, allow), "facts that are absent change nothing"},
		{"counts nil facts", unless(func(s access.Subject, _ access.Action, r access.Resource) bool {
			return s.User != "" && !isNil(r) && r.Kind() == "paper" && len(s.Facts) == 0
		}, access.Deny(access.ReasonNoFact, "")), "facts that are absent change nothing"},
		{"takes another's fact by its name", faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
			for _, f := range s.Facts {
				if !isNil(f) && f.Fact() == "test.badge" {
					_ = f.(*badge)
				}
			}
			return papers{}.Check(s, a, r)
		}), "facts of other areas change nothing"},
		{"denies who has an unknown fact", unless(func(s access.Subject, _ access.Action, _ access.Resource) bool {
			return slices.ContainsFunc(s.Facts, func(f access.Fact) bool {
				_, known := f.(*badge)
				return !isNil(f) && !known
			})
		}, access.Deny("test/unknown-fact", "")), "facts of other areas change nothing"},
		{"looks at the first fact only", faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
			s.Facts = []access.Fact{first(s)}
			return papers{}.Check(s, a, r)
		}), "order and repetition of facts change nothing"},
		{"counts facts", faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
			n := 0
			for _, f := range s.Facts {
				if b, ok := f.(*badge); ok && b != nil {
					n++
				}
			}
			if d := (papers{}).Check(s, a, r); n < 3 || !d.Allowed {
				return d
			}
			return access.Deny("test/too-many", "")
		}), "order and repetition of facts change nothing"},

		{"tells the same rows apart", func() Checker {
			var seen *paper
			return faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
				p, _ := r.(*paper)
				if p != nil && p == seen {
					return access.Deny("test/seen", "")
				}
				seen = p
				return papers{}.Check(s, a, r)
			})
		}(), "the same question has the same decision"},
		{"remembers the last user", func() Checker {
			last := ""
			return faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
				d := papers{}.Check(s, a, r)
				if d.Allowed {
					d.By = last
				}
				last = s.User
				return d
			})
		}(), "the same question has the same decision"},
		{"throws a coin", unless(func(access.Subject, access.Action, access.Resource) bool { return rand.IntN(2) == 0 },
			access.Deny("test/unlucky", "")), "the same question has the same decision"},
		{"sorts the readers", faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
			if p, ok := r.(*paper); ok && p != nil {
				slices.Sort(p.Readers)
			}
			return papers{}.Check(s, a, r)
		}), "what is asked is not changed"},
		{"changes an unexported field", faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
			first(s).level++
			return papers{}.Check(s, a, r)
		}), "what is asked is not changed"},
		{"writes after the last fact", faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
			s.Facts = append(s.Facts, &badge{})
			return papers{}.Check(s, a, r)
		}), "what is asked is not changed"},
		{"keeps decisions by row", func() Checker {
			kept := make(map[access.Resource]string)
			return faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
				p, ok := r.(*paper)
				if !ok || p == nil || s.User == "" {
					return papers{}.Check(s, a, r)
				}
				if _, ok := kept[r]; !ok {
					kept[r] = p.Author
				}
				return papers{}.Check(s, a, &paper{Author: kept[r], Room: p.Room})
			})
		}(), "what is asked is not kept"},
		{"keeps what a fact says", func() Checker {
			kept := make(map[access.Fact][]string)
			return faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
				var facts []access.Fact
				for _, f := range s.Facts {
					if b, ok := f.(*badge); ok && b != nil {
						if _, ok := kept[f]; !ok {
							kept[f] = b.Rooms
						}
						facts = append(facts, &badge{Rooms: kept[f]})
					}
				}
				s.Facts = facts
				return papers{}.Check(s, a, r)
			})
		}(), "what is asked is not kept"},
		{"refuses two at once", func() Checker {
			var inside atomic.Int32
			return faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
				defer inside.Add(-1)
				if inside.Add(1) > 1 {
					return access.Deny("test/busy", "")
				}
				runtime.Gosched()
				return papers{}.Check(s, a, r)
			})
		}(), "any number of goroutines may ask"},
		{"allocates", faulty(func(s access.Subject, a access.Action, r access.Resource) access.Decision {
			d := papers{}.Check(s, a, r)
			d.By += strings.Repeat("x", len(s.User)+1)
			return d
		}), "no allocations"},
	} {
		t.Run(test.fault, func(t *testing.T) {
			of := lawNamed(t, test.law).of(test.checker, paperQuestions())
			if _, err := falsify(t.Name(), of); err == nil {
				t.Errorf("passes as %q", test.law)
			} else {
				t.Log(err)
			}
		})
	}
}
