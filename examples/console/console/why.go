package console

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
)

// A whyForm is what the page's two forms hold.
type whyForm struct {
	Person, Action, Kind, Row string // of the loaded data
	Request                   string // a whole request, instead
}

type whyPage struct {
	Form    whyForm
	Kinds   []access.Kind
	Actions []access.Action // of all kinds, each once
	People  []string
	Rows    []string
	Problem *problem
	Answer  *answer
}

// An answer is everything that is known of why a question is decided as it is.
type answer struct {
	Question string // in words
	Decision access.Decision
	Words    string // the decision in words
	Link     string // to this very question, "" if it cannot be written
	Request  string

	Gates           []gate
	OfRow, OfPerson *looked
	Grounds         foresight.Grounds
	Repairs         [][]repairStep
	NoRepairs       string // why there are none
	Hint            string // what the person may be told
}

// Looked is a condition with what of it holds, or why there is none.
type looked struct {
	Tree *node
	Note string
}

func (s *server) why(w http.ResponseWriter, r *http.Request) {
	v := r.URL.Query()
	page := s.whyPage(whyForm{v.Get("person"), v.Get("action"), v.Get("kind"), v.Get("row"), v.Get("request")})
	if page.Form == (whyForm{}) {
		s.show(w, http.StatusOK, "why", "Why?", page)
		return
	}
	q, sentence, err := s.question(page.Form)
	if sentence != "" {
		page.Problem = &problem{sentence, findings(err)}
		s.show(w, http.StatusBadRequest, "why", "Why?", page)
		return
	}
	page.Answer = s.answer(q)
	s.show(w, http.StatusOK, "why", "Why?", page)
}

// maxChoices is how many ids a field offers; any other can be typed.
const maxChoices = 200

func (s *server) whyPage(f whyForm) whyPage {
	page := whyPage{Form: f, Kinds: s.Policy.Kinds()}
	seen := make(map[access.Action]bool)
	for _, k := range page.Kinds {
		for _, a := range s.Policy.Actions(k) {
			if !seen[a] {
				seen[a] = true
				page.Actions = append(page.Actions, a)
			}
		}
	}
	for _, p := range s.Data.People[:min(len(s.Data.People), maxChoices)] {
		page.People = append(page.People, p.User)
	}
	for _, row := range s.Data.Rows {
		if len(page.Rows) == maxChoices {
			break
		}
		if f.Kind == "" || row.Resource.Kind() == access.Kind(f.Kind) {
			page.Rows = append(page.Rows, row.ID)
		}
	}
	return page
}

// question returns what the form asks, or a sentence that says what is wrong with it.
func (s *server) question(f whyForm) (q access.Question, sentence string, err error) {
	if f.Request != "" {
		q, err = s.Codec.DecodeRequestStrict(s.Policy, []byte(f.Request))
		if err != nil {
			return q, "The request cannot be read.", err
		}
		return q, "", nil
	}
	if q.Subject, sentence = s.person(f); sentence != "" {
		return q, sentence, nil
	}
	if q.Resource, sentence = s.row(f); sentence != "" {
		return q, sentence, nil
	}
	q.Action = access.Action(f.Action)
	return q, "", nil
}

// person returns the person whom the form names, or a sentence that says what is wrong.
func (s *server) person(f whyForm) (p access.Subject, sentence string) {
	p, ok := s.Data.person(f.Person)
	switch {
	case f.Person == "":
		return p, "The question lacks a person."
	case !ok:
		return p, fmt.Sprintf("Nobody in the data is called %q.", f.Person)
	default:
		return p, ""
	}
}

// row returns the row that the form names besides an action, or a sentence that says what
// is wrong.
func (s *server) row(f whyForm) (r access.Resource, sentence string) {
	r, ok := s.Data.row(access.Kind(f.Kind), f.Row)
	_, known := s.Policy.Authority(access.Kind(f.Kind))
	switch {
	case f.Kind == "":
		return nil, "The question lacks a kind."
	case !known:
		return nil, fmt.Sprintf("The policy does not decide about the kind %q.", f.Kind)
	case f.Row == "":
		return nil, "The question lacks a row."
	case !ok:
		return nil, fmt.Sprintf("The data has no %q of the kind %q.", f.Row, f.Kind)
	case f.Action == "":
		return nil, "The question lacks an action."
	default:
		return r, ""
	}
}

func (s *server) answer(q access.Question) *answer {
	a := &answer{
		Question: fmt.Sprintf("May %s %s %s?", q.Subject.User, q.Action, s.Policy.ID(q.Resource)),
		Decision: s.Policy.Check(q.Subject, q.Action, q.Resource),
	}
	_, a.Words, _ = strings.Cut(s.Policy.Explain(a.Decision), ": ") // the page says which
	if text, err := s.Codec.EncodeRequest(q); err == nil {
		a.Request = string(text)
		if link := "why?" + (url.Values{"request": {a.Request}}).Encode(); len(link) <= maxQuery {
			a.Link = link
		}
	}
	a.Gates = s.gates(q, a.Decision)
	a.OfRow, a.OfPerson = s.looked(q)
	if a.Decision.Allowed {
		a.Grounds = foresight.GroundsOf(s.Policy, q.Subject, q.Action, q.Resource)
		return a
	}
	a.Hint = foresight.Hint(s.Policy, q.Resource.Kind(), a.Decision)
	a.Repairs, a.NoRepairs = s.repairs(q)
	return a
}

// looked returns what the rules ask for of the row, given the person, and of the person,
// given the row.
func (s *server) looked(q access.Question) (row, person *looked) {
	authority, _ := s.Policy.Authority(q.Resource.Kind())
	lister, ok := authority.(filter.Lister)
	if !ok {
		none := &looked{Note: "The rules for this kind cannot be taken apart."}
		return none, none
	}
	c, err := filter.Rows(s.Policy, q.Subject, q.Action, q.Resource.Kind())
	row = s.lookedAt(c, lister.Row(q.Resource), err)
	c, err = filter.People(s.Policy, q.Action, q.Resource)
	return row, s.lookedAt(c, lister.Person(q.Subject), err)
}

func (s *server) lookedAt(c filter.Condition, at filter.Row, err error) *looked {
	var denied *access.DeniedError
	switch {
	case errors.As(err, &denied):
		return &looked{Note: "Not looked at: " + s.Policy.Explain(denied.Decision) + "."}
	case errors.Is(err, filter.ErrNotByRow):
		return &looked{Note: "This kind is not decided by the row's own properties."}
	case err != nil:
		return &looked{Note: err.Error()}
	}
	tree := treeOf(c, at)
	return &looked{Tree: &tree}
}
