package console

import (
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A found is one answer of a list: a person, or a row, and why.
type found struct {
	Kind  access.Kind // of a row
	ID    string
	Words string
	Why   string // the link to the whole answer
}

// A list is what was found, a page at a time.
type list struct {
	Found      []found // of this page
	Total, Of  int     // allowed, and asked about
	First      int     // number of the page's first, from 1
	Prev, Next string  // links
	Note       string  // why there is none
}

type listPage struct {
	Form    whyForm
	Kinds   []access.Kind
	Actions []access.Action
	People  []string
	Rows    []string
	Problem *problem
	List    *list
	Table   []summary
}

// A summary says how many rows of a kind somebody may take the actions on.
type summary struct {
	Kind    access.Kind
	Rows    int
	Actions []counted
}

type counted struct {
	Action  access.Action
	Allowed int
	Link    string
}

func (s *server) listPage(r *http.Request) listPage {
	v := r.URL.Query()
	p := s.whyPage(whyForm{Person: v.Get("person"), Action: v.Get("action"), Kind: v.Get("kind"), Row: v.Get("row")})
	return listPage{Form: p.Form, Kinds: p.Kinds, Actions: p.Actions, People: p.People, Rows: p.Rows}
}

// who lists the people who may take an action on a row.
func (s *server) who(w http.ResponseWriter, r *http.Request) {
	page := s.listPage(r)
	f := page.Form
	if f == (whyForm{}) {
		s.show(w, http.StatusOK, "who", "Who?", page)
		return
	}
	resource, sentence := s.row(f)
	number, err := pageNumber(r)
	switch {
	case sentence != "":
		page.Problem = &problem{Sentence: sentence}
	case err != nil:
		page.Problem = &problem{Sentence: err.Error()}
	}
	if page.Problem != nil {
		s.show(w, http.StatusBadRequest, "who", "Who?", page)
		return
	}
	page.List = s.people(access.Action(f.Action), resource, number)
	page.List.link("who", number, url.Values{"kind": {f.Kind}, "row": {f.Row}, "action": {f.Action}})
	for i := range page.List.Found {
		hit := &page.List.Found[i]
		hit.Why = whyLink(hit.ID, f.Action, f.Kind, f.Row)
	}
	s.show(w, http.StatusOK, "who", "Who?", page)
}

// people returns the page of those who may. The condition chooses, and Check decides.
func (s *server) people(a access.Action, r access.Resource, number int) *list {
	l := &list{Of: len(s.Data.People)}
	candidates := func(yield func(access.Subject) bool) {
		for _, p := range s.Data.People {
			if !yield(p) {
				return
			}
		}
	}
	c, err := filter.People(s.Policy, a, r)
	var denied *access.DeniedError
	if errors.As(err, &denied) {
		l.Note = s.Policy.Explain(denied.Decision)
		return l
	}
	authority, _ := s.Policy.Authority(r.Kind())
	if lister, ok := authority.(filter.Lister); ok && err == nil {
		all := candidates
		candidates = func(yield func(access.Subject) bool) {
			for p := range iter.Seq[access.Subject](all) {
				if filter.Match(c, lister.Person(p)) && !yield(p) {
					return
				}
			}
		}
	}
	for p, d := range filter.Who(s.Policy, a, r, candidates) {
		if d.Allowed {
			l.add(number, func() found { return found{ID: p.User, Words: s.Policy.Explain(d)} })
		}
	}
	return l
}

// sees lists the rows on which a person may take an action, or how many of each kind.
func (s *server) sees(w http.ResponseWriter, r *http.Request) {
	page := s.listPage(r)
	f := page.Form
	if f == (whyForm{}) {
		s.show(w, http.StatusOK, "sees", "What?", page)
		return
	}
	person, sentence := s.person(f)
	number, err := pageNumber(r)
	_, known := s.Policy.Authority(access.Kind(f.Kind))
	switch {
	case sentence != "":
		page.Problem = &problem{Sentence: sentence}
	case err != nil:
		page.Problem = &problem{Sentence: err.Error()}
	case f.Kind != "" && !known:
		page.Problem = &problem{Sentence: fmt.Sprintf("The policy does not decide about the kind %q.", f.Kind)}
	case f.Kind != "" && f.Action == "":
		page.Problem = &problem{Sentence: "The question lacks an action."}
	}
	switch {
	case page.Problem != nil:
		s.show(w, http.StatusBadRequest, "sees", "What?", page)
		return
	case f.Kind == "":
		page.Table = s.summary(person)
	default:
		page.List = s.rows(person, access.Action(f.Action), access.Kind(f.Kind), number)
		page.List.link("sees", number, url.Values{"person": {f.Person}, "kind": {f.Kind}, "action": {f.Action}})
		for i := range page.List.Found {
			hit := &page.List.Found[i]
			hit.Why = whyLink(f.Person, f.Action, f.Kind, hit.ID)
		}
	}
	s.show(w, http.StatusOK, "sees", "What?", page)
}

// rows returns the page of the rows of a kind on which the person may take the action.
func (s *server) rows(p access.Subject, a access.Action, k access.Kind, number int) *list {
	l := &list{}
	matches, note := s.rowMatcher(p, a, k)
	l.Note = note
	for _, row := range s.Data.Rows {
		if row.Resource.Kind() != k {
			continue
		}
		l.Of++
		if !matches(row.Resource) {
			continue
		}
		if d := s.Policy.Check(p, a, row.Resource); d.Allowed {
			l.add(number, func() found { return found{Kind: k, ID: row.ID, Words: s.Policy.Explain(d)} })
		}
	}
	return l
}

// rowMatcher returns what chooses the rows that are worth asking about, and why there
// are none if that is known without looking at any.
func (s *server) rowMatcher(p access.Subject, a access.Action, k access.Kind) (matches func(access.Resource) bool, note string) {
	c, err := filter.Rows(s.Policy, p, a, k)
	var denied *access.DeniedError
	if errors.As(err, &denied) {
		return func(access.Resource) bool { return false }, s.Policy.Explain(denied.Decision)
	}
	authority, _ := s.Policy.Authority(k)
	lister, ok := authority.(filter.Lister)
	if err != nil || !ok {
		return func(access.Resource) bool { return true }, ""
	}
	return func(r access.Resource) bool { return filter.Match(c, lister.Row(r)) }, ""
}

// summary counts for each kind of which there are rows.
func (s *server) summary(p access.Subject) (table []summary) {
	byKind := make(map[access.Kind][]access.Resource)
	for _, row := range s.Data.Rows {
		byKind[row.Resource.Kind()] = append(byKind[row.Resource.Kind()], row.Resource)
	}
	for _, k := range s.Policy.Kinds() {
		rows := byKind[k]
		if len(rows) == 0 {
			continue
		}
		line := summary{Kind: k, Rows: len(rows)}
		for _, a := range s.Policy.Actions(k) {
			matches, _ := s.rowMatcher(p, a, k)
			n := 0
			for _, r := range rows {
				if matches(r) && s.Policy.Check(p, a, r).Allowed {
					n++
				}
			}
			link := "sees?" + url.Values{"person": {p.User}, "kind": {string(k)}, "action": {string(a)}}.Encode()
			line.Actions = append(line.Actions, counted{a, n, link})
		}
		table = append(table, line)
	}
	return table
}

// add counts one that was found, and keeps it if it is on the page of the number.
func (l *list) add(number int, make func() found) {
	if l.Total/perPage == number-1 {
		l.Found = append(l.Found, make())
	}
	l.Total++
}

func (l *list) link(page string, number int, v url.Values) {
	l.First = (number-1)*perPage + 1
	if number > 1 {
		v.Set("page", strconv.Itoa(number-1))
		l.Prev = page + "?" + v.Encode()
	}
	if number*perPage < l.Total {
		v.Set("page", strconv.Itoa(number+1))
		l.Next = page + "?" + v.Encode()
	}
}

// Last is the number of the page's last.
func (l *list) Last() int { return l.First + len(l.Found) - 1 }

func pageNumber(r *http.Request) (n int, err error) {
	text := r.URL.Query().Get("page")
	if text == "" {
		return 1, nil
	}
	n, err = strconv.Atoi(text)
	if err != nil || n < 1 || n > MaxRows {
		return 0, fmt.Errorf("page %q is none; want a number from 1", shortened(text))
	}
	return n, nil
}

func whyLink(person, action, kind, row string) string {
	return "why?" + url.Values{"person": {person}, "action": {action}, "kind": {kind}, "row": {row}}.Encode()
}
