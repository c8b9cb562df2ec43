package accesstest

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
)

func byAuthor(q access.Question) bool {
	p, ok := q.Resource.(*paper)
	return ok && q.Subject.User == p.Author
}

func TestHouseRules(t *testing.T) {
	Never(t, papers{}, paperQuestions(), "only the author signs", func(q access.Question) bool {
		return q.Action == "sign" && !byAuthor(q)
	})
	Always(t, papers{}, paperQuestions(), "who has a badge for the room reads", func(q access.Question) bool {
		if q.Action != "read" || q.Subject.User == "" {
			return false
		}
		for _, f := range q.Subject.Facts {
			for _, room := range f.(*badge).Rooms {
				if room == q.Resource.(*paper).Room {
					return true
				}
			}
		}
		return false
	})
}

func TestBrokenHouseRules(t *testing.T) {
	moreChecks(t)
	for _, test := range []struct {
		rule houseRule
		want string
	}{
		{houseRule{"nobody signs without a badge", false, func(q access.Question) bool {
			return q.Action == "sign" && len(q.Subject.Facts) == 0
		}}, `broken: nobody signs without a badge
  user      "a", sign-in signed in
  facts     none
  action    "sign"
  resource  &accesstest.paper{key: "a", Author: "a", Room: "a", Readers: []}
  kind      "paper"
  decision  allowed: test/author by "author"`},
		{houseRule{"authors sign", true, func(q access.Question) bool { return q.Action == "sign" && byAuthor(q) }},
			`broken: authors sign
  user      "a", sign-in unknown
  facts     none
  action    "sign"
  resource  &accesstest.paper{key: "a", Author: "a", Room: "a", Readers: []}
  kind      "paper"
  decision  denied: test/not-author`},
		{houseRule{"nobody burns", false, func(q access.Question) bool { return q.Action == "burn" }},
			`not tested: nobody burns
none of the questions drawn is one that this is about; let the generator draw some`},
	} {
		err := test.rule.check(t.Name(), papers{}, paperQuestions())
		if err == nil {
			t.Errorf("%s: not broken", test.rule.text)
			continue
		}
		got, _, _ := strings.Cut(err.Error(), "\nTo reproduce, ")
		if got != test.want {
			t.Errorf("got\n%s\nwant\n%s", got, test.want)
		}
	}
}

// A rule that is not stated whole is none that is kept.
func TestHouseRulesThatAreNone(t *testing.T) {
	all := func(access.Question) bool { return true }
	for _, test := range []struct {
		rule      houseRule
		questions *rapid.Generator[access.Question]
		want      string
	}{
		{houseRule{"", false, all}, paperQuestions(), "the rule is not said in words"},
		{houseRule{"nobody reads", false, nil}, paperQuestions(), "not tested: nobody reads\nthe rule's function is nil"},
		{houseRule{"nobody reads", false, all}, nil, "not tested: nobody reads\nthe generator of questions is nil"},
	} {
		if err := test.rule.check(t.Name(), papers{}, test.questions); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%q: error %v, want %s", test.rule.text, err, test.want)
		}
	}
}

// What a rule is about may be so rare that it is not among the questions checked.
func TestRareQuestionsAreLookedFor(t *testing.T) {
	once(t)
	rare := func(q access.Question) bool { return q.Resource.(*paper).key == "org10" && q.Action == "sign" }
	rule := houseRule{"only the author signs what is rare", false, func(q access.Question) bool { return rare(q) && !byAuthor(q) }}
	if err := rule.check(t.Name(), papers{}, paperQuestions()); err != nil {
		t.Error(err)
	}
	rule = houseRule{"nobody signs what is rare", false, func(q access.Question) bool {
		return rare(q) && byAuthor(q) && q.Subject.SignIn == access.SignedIn && q.Subject.User != ""
	}}
	if err := rule.check(t.Name(), papers{}, paperQuestions()); err == nil || !strings.HasPrefix(err.Error(), "broken: nobody") {
		t.Errorf("got %v, want a question that breaks the rule", err)
	}
}

// A rule that cannot cope with a question says so, as does a generator.
func TestWhatPanicsIsReported(t *testing.T) {
	rule := houseRule{"it works", false, func(q access.Question) bool { panic("no idea") }}
	if err := rule.check(t.Name(), papers{}, paperQuestions()); err == nil || !strings.Contains(err.Error(), "no idea") {
		t.Errorf("got %v, want what the rule says", err)
	}
	questions := rapid.Custom(func(*rapid.T) access.Question { panic("no question") })
	if _, err := falsify(t.Name(), laws[0].of(papers{}, questions)); err == nil || !strings.Contains(err.Error(), "no question") {
		t.Errorf("got %v, want what the generator says", err)
	}
}

// A policy that was never built allows nothing, which keeps any prohibition.
func TestARuleIsNotKeptByAPolicyThatWasNeverBuilt(t *testing.T) {
	rule := houseRule{"nobody reads", false, func(q access.Question) bool { return true }}
	err := rule.check(t.Name(), (*access.Policy)(nil), paperQuestions())
	if err == nil || !strings.Contains(err.Error(), "was it built?") {
		t.Errorf("got %v", err)
	}
}
