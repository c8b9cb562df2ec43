package console

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

type changePage struct {
	Token   string
	Acts    []act // that there are, where none is chosen
	Kept    []kept
	Done    *kept // the one that was made just now
	Saving  bool
	Act     *act
	Choices []field // what is to be changed is chosen first
	Hidden  []pair
	Fields  []field
	Problem *problem // with what the form held
}

type pair struct{ Name, Value string }

// A previewPage is what a change comes to. Its digest stands for all that it shows.
type previewPage struct {
	Title, Notice string
	Items         []report.Item
	ItemsTotal    int
	Warnings      []string
	Nothing       bool // it is so already

	Changes      []foresight.Change // of the policy
	ChangesTotal int
	NotCompared  []access.Kind
	People       []affected
	PeopleTotal  int
	PeopleLeft   int // people of the data that were not looked at

	Hidden  []pair
	Back    string
	Confirm []field
	Digest  string
	Token   string
	Stale   bool
	Saving  bool
}

// changeForm shows what can be changed, or the form of one act.
func (s *server) changeForm(w http.ResponseWriter, r *http.Request) {
	v := r.URL.Query()
	page := changePage{Token: s.tokens.issue(w, r), Kept: s.kept, Saving: s.Save != nil}
	if v.Get("act") == "" {
		for _, a := range acts {
			if a.has(s.Policy) {
				page.Acts = append(page.Acts, a)
			}
		}
		if n, err := strconv.Atoi(v.Get("done")); err == nil && n > 0 && n <= len(s.kept) {
			page.Done = &s.kept[n-1]
		}
		s.show(w, http.StatusOK, "change", "Change", page)
		return
	}
	a, refused := s.actOf(v)
	if refused != nil {
		s.refuse(w, *refused)
		return
	}
	page.form(a, s, v)
	s.show(w, http.StatusOK, "change", a.Title, page)
}

// form fills in the act's form: the one that chooses, until all of that is chosen.
func (p *changePage) form(a act, s *server, v url.Values) {
	p.Act = &a
	p.Hidden = []pair{{"act", a.Name}}
	if a.choose != nil {
		chosen := true
		p.Choices = filled(a.choose(s), v)
		for _, f := range p.Choices {
			chosen = chosen && v.Get(f.Name) != ""
		}
		if !chosen {
			return
		}
		for _, f := range p.Choices {
			p.Hidden = append(p.Hidden, pair{f.Name, v.Get(f.Name)})
		}
	}
	p.Fields = filled(s.withActor(a.fields(s, v)), v)
}

// withActor adds the field that says who acts: the right to it is theirs.
func (s *server) withActor(fields []field) []field {
	var names []string
	for _, p := range s.Data.People[:min(len(s.Data.People), maxChoices)] {
		names = append(names, p.User)
	}
	return append(fields, text("actor", "Who acts, and so has to have the right to it", "", names...))
}

// A refusal is a page that says why something was not done.
type refusal struct {
	status int
	problem
}

func (s *server) refuse(w http.ResponseWriter, r refusal) {
	s.show(w, r.status, "wrong", "Something is wrong", r.problem)
}

// refuseForm shows the refusal above the form, filled in as it was.
func (s *server) refuseForm(w http.ResponseWriter, r *http.Request, refused refusal, v url.Values) {
	a, unknown := s.actOf(v)
	if unknown != nil {
		s.refuse(w, refused)
		return
	}
	page := changePage{Token: s.tokens.issue(w, r), Problem: &refused.problem}
	page.form(a, s, v)
	s.show(w, refused.status, "change", a.Title, page)
}

func (s *server) actOf(v url.Values) (act, *refusal) {
	a, ok := actOf(v.Get("act"))
	if !ok || !a.has(s.Policy) {
		return a, &refusal{http.StatusNotFound, problem{Sentence: "There is no change " + strconv.Quote(shortened(v.Get("act"))) + " of this policy."}}
	}
	return a, nil
}

// preview shows what the act of the form comes to. Nothing is changed.
func (s *server) preview(w http.ResponseWriter, r *http.Request) {
	v, ok := s.form(w, r)
	if !ok {
		return
	}
	page, _, refused := s.previewed(v)
	if refused != nil {
		s.refuseForm(w, r, *refused, v)
		return
	}
	s.showPreview(w, r, http.StatusOK, page)
}

func (s *server) showPreview(w http.ResponseWriter, r *http.Request, status int, page *previewPage) {
	page.Token, page.Saving = s.tokens.issue(w, r), s.Save != nil
	s.show(w, status, "preview", page.Title, page)
}

// stale shows that the change would not be what was acknowledged, and what it is.
func (s *server) stale(w http.ResponseWriter, r *http.Request, page *previewPage) {
	page.Stale = true
	s.showPreview(w, r, http.StatusConflict, page)
}

// previewed works out what the act of the form comes to, and the documents after it.
func (s *server) previewed(v url.Values) (*previewPage, *server, *refusal) {
	a, refused := s.actOf(v)
	if refused != nil {
		return nil, nil, refused
	}
	actor, ok := s.Data.person(v.Get("actor"))
	if !ok {
		return nil, nil, s.refusalOf(report.Report{}, invalid("actor", "is %q; want somebody of the data", shortened(v.Get("actor"))))
	}
	p, d, rep, err := a.do(s, actor, v)
	if err != nil {
		return nil, nil, s.refusalOf(rep, err)
	}
	next := s.with(p, d)
	page := &previewPage{
		Title: a.Title, Notice: rep.Notice(), Warnings: rep.Warnings, Confirm: a.confirm,
		Items: rep.Items[:min(len(rep.Items), maxShown)], ItemsTotal: len(rep.Items),
		Nothing: rep.Count(report.Change) == 0,
	}
	if err := page.compare(s, next); err != nil {
		return nil, nil, &refusal{http.StatusInternalServerError, problem{"What would change cannot be told. Nothing was changed.", findings(err)}}
	}
	page.keep(a, s, v)
	page.Digest = page.digest(rep)
	return page, next, nil
}

// refusalOf says why an act was not done.
func (s *server) refusalOf(rep report.Report, err error) *refusal {
	var denied *access.DeniedError
	if errors.As(err, &denied) {
		r := &refusal{http.StatusForbidden, problem{Sentence: "Who acts may not do this: " + s.Policy.Explain(denied.Decision) + ". Nothing was changed."}}
		for _, item := range rep.Items[:min(len(rep.Items), maxFindings)] {
			r.Findings = append(r.Findings, finding{Problem: item.String()})
		}
		return r
	}
	return &refusal{http.StatusBadRequest, problem{"This cannot be done. Nothing was changed.", findings(err)}}
}

// keep remembers the form, to send it again with the acknowledgement.
func (p *previewPage) keep(a act, s *server, v url.Values) {
	again := url.Values{"act": {a.Name}}
	p.Hidden = []pair{{"act", a.Name}}
	var fields []field
	if a.choose != nil {
		fields = a.choose(s)
	}
	for _, f := range s.withActor(append(fields, a.fields(s, v)...)) {
		if v.Has(f.Name) {
			p.Hidden = append(p.Hidden, pair{f.Name, v.Get(f.Name)})
			again.Set(f.Name, v.Get(f.Name))
		}
	}
	if back := "change?" + again.Encode(); len(back) <= maxQuery {
		p.Back = back
	}
}

// digest stands for all that the page shows of the change.
func (p *previewPage) digest(rep report.Report) string {
	parts := []string{rep.Digest().String(), p.Notice, strconv.Itoa(p.ChangesTotal)}
	parts = append(parts, rep.Warnings...)
	for _, c := range p.Changes {
		parts = append(parts, c.String())
	}
	parts = append(parts, strconv.Itoa(p.PeopleTotal), strconv.Itoa(p.PeopleLeft))
	for _, a := range p.People {
		parts = append(parts, a.Name, a.Gains, a.Loses)
	}
	return digest.Of("console.preview", parts...).String()
}
