package accesstest

import (
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
)

// Laws runs a subtest for each law that holds for every authority and policy:
//
//   - An authority names the same kinds whenever it is asked: at least one, none
//     empty, none twice. It allows nothing about others.
//   - An empty user is denied, and so are an unknown action, a nil
//     resource, a nil pointer as one, and a resource of an unknown kind. A
//     resource of an unknown type is not taken for another by its kind.
//   - A sign-in that is unknown opens nothing that a known one, in or out, would
//     shut; a value that is no constant is unknown.
//   - Every decision has a reason, and none that allows has one of package access.
//   - An authority that is an [access.Describer] describes the actions that it decides
//     about, no more and no fewer, explains every reason that it gives, and says
//     nothing of what is not its own.
//   - Facts that are nil or unknown change nothing, and neither does the
//     order of the facts or saying one twice.
//   - The same question has the same decision, whatever was asked in between, made
//     of whatever rows, and from whatever goroutine (run with -race). What it is
//     made of is neither changed nor kept.
//   - Nothing of all this panics.
//
// A last subtest fails unless some of the questions are allowed and some denied,
// since the laws say little otherwise; with -v it shows how often each reason
// occurs. What occurs seldom is seldom tested: have it drawn more often, or run more
// checks (-rapid.checks).
func Laws(t *testing.T, c Checker, questions *rapid.Generator[access.Question]) {
	t.Helper()
	for _, law := range laws {
		check(t, law.name, law.of(c, questions))
	}
	t.Run("some questions are allowed and some denied", func(t *testing.T) {
		t.Helper()
		tally := count(c, questions)
		t.Log(tally)
		if err := tally.oneSided(); err != nil {
			t.Error(err)
		}
	})
}

// A law is what must hold for every checker and whatever is drawn.
type law struct {
	name  string
	holds func(*rapid.T, Checker, *rapid.Generator[access.Question]) error
}

func (l law) of(c Checker, questions *rapid.Generator[access.Question]) property {
	return func(t *rapid.T) error { return l.holds(t, c, questions) }
}

var laws = []law{
	{"kinds", kinds},
	{"an empty user is denied", emptyUser},
	{"no resource is denied", noResource},
	{"an unknown resource is denied", unknownResource},
	{"an unknown action is denied", unknownAction},
	{"an unknown sign-in opens nothing", unknownSignIn},
	{"every decision has a reason", reasons},
	{"what is described is what is decided", described},
	{"facts that are absent change nothing", absentFacts},
	{"facts of other areas change nothing", foreignFacts},
	{"order and repetition of facts change nothing", shakenFacts},
	{"the same question has the same decision", sameDecision},
	{"what is asked is not changed", inputsUnchanged},
	{"what is asked is not kept", inputsNotKept},
	{"any number of goroutines may ask", concurrentUse},
}
