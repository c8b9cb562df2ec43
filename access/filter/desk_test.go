package filter_test

import (
	"iter"
	"slices"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/filter"
)

// The desk is an authority as a service would write one. Papers of an organisation are
// read by its staff: by the author and the readers, and by who reviews something while
// the paper is open. Who did not write a paper approves it, and who files papers does so
// only when known to be signed out.

const (
	kindPaper  access.Kind = "desk.paper"
	kindSearch access.Kind = "desk.search"

	actionRead    access.Action = "read"
	actionApprove access.Action = "approve"
	actionFile    access.Action = "file"
	actionFind    access.Action = "find"

	reasonStaff    access.Reason = "desk/staff"
	reasonNotStaff access.Reason = "desk/not-staff"
	reasonNoReader access.Reason = "desk/no-reader"
	reasonAuthor   access.Reason = "desk/author"
	reasonSignedIn access.Reason = "desk/signed-in"
)

var actionsOnPapers = []access.Action{actionRead, actionApprove, actionFile}

type paper struct {
	Org, Author string
	Readers     []string
	Open        *bool
	Reviews     map[string][]string // the reviewers of each part
}

func (*paper) Kind() access.Kind { return kindPaper }

type search struct{}

func (*search) Kind() access.Kind { return kindSearch }

// Staff is who works for an organisation; a person has one such fact.
type staff struct {
	Org   string
	Posts []post
}

type post struct {
	Name   string
	Duties []string
}

func (*staff) Fact() string { return "desk.staff" }

func sameStaff(a, b *staff) bool {
	return a.Org == b.Org && slices.EqualFunc(a.Posts, b.Posts, func(p, q post) bool {
		return p.Name == q.Name && slices.Equal(p.Duties, q.Duties)
	})
}

var papers = filter.Declare(kindPaper,
	filter.Text("org", func(p *paper) string { return p.Org }),
	filter.Text("author", func(p *paper) string { return p.Author }),
	filter.List("readers", func(p *paper) []string { return p.Readers }),
	filter.Flag("open", func(p *paper) (bool, bool) { return p.Open != nil && *p.Open, p.Open != nil }),
	filter.Map("reviews", "user", "part", "user", func(p *paper) map[string][]string { return p.Reviews }),
)

var people = filter.DeclarePerson(
	filter.Text("desk.org", func(s access.Subject) string { return factOf(s).Org }),
	filter.Objects("desk.posts", "name", func(s access.Subject) []post { return factOf(s).Posts },
		filter.Text("name", func(p post) string { return p.Name }),
		filter.List("duties", func(p post) []string { return p.Duties }),
	),
)

func factOf(s access.Subject) *staff {
	if fact, missing := access.Single(s, sameStaff); missing == "" {
		return fact
	}
	return new(staff)
}

type desk struct{}

func (desk) Kinds() []access.Kind { return []access.Kind{kindPaper, kindSearch} }

// right returns what opens no row, whatever the row says.
func (desk) right(s access.Subject, a access.Action) (*staff, access.Reason) {
	fact, missing := access.Single(s, sameStaff)
	switch {
	case missing != "":
		return nil, missing
	case fact.Org == "":
		return nil, access.ReasonIncomplete
	case a == actionFile && s.SignIn != access.SignedOut && files(fact):
		return nil, reasonSignedIn
	}
	return fact, ""
}

func files(fact *staff) bool {
	return slices.ContainsFunc(fact.Posts, func(p post) bool { return slices.Contains(p.Duties, "file") })
}

func (d desk) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	if refused := access.Preamble(true, s.User, r); refused != "" {
		return access.Deny(refused, "")
	}
	if _, ok := r.(*search); ok {
		return access.Deny(access.ReasonUnknownAction, "")
	}
	p, ok := r.(*paper)
	if !ok {
		return access.Deny(access.ReasonUnknownKind, "")
	}
	if refused := access.Applicable(a, actionsOnPapers, p.Org != "" && p.Author != ""); refused != "" {
		return access.Deny(refused, "")
	}
	fact, refused := d.right(s, a)
	switch {
	case refused != "":
		return access.Deny(refused, "")
	case fact.Org != p.Org:
		return access.Deny(reasonNotStaff, "")
	case a == actionApprove && s.User == p.Author:
		return access.Deny(reasonAuthor, "")
	case a == actionRead && !reads(s.User, p):
		return access.Deny(reasonNoReader, "")
	}
	return access.Allow(reasonStaff, "")
}

func reads(user string, p *paper) bool {
	if user == p.Author || slices.Contains(p.Readers, user) {
		return true
	}
	for _, users := range p.Reviews {
		if p.Open != nil && *p.Open && slices.Contains(users, user) {
			return true
		}
	}
	return false
}

func (d desk) Rows(s access.Subject, a access.Action, k access.Kind) (filter.Condition, error) {
	if k == kindSearch {
		return filter.Nothing(), filter.ErrNotByRow
	}
	fact, refused := d.right(s, a)
	if refused != "" {
		return filter.Nothing(), access.Deny(refused, "").Err()
	}
	own := filter.AllOf(filter.In("org", fact.Org), filter.Present("author"))
	switch a {
	case actionRead:
		return filter.AllOf(own, filter.AnyOf(
			filter.In("author", s.User),
			filter.Has("readers", s.User),
			filter.AllOf(filter.Is("open", true), filter.Has("reviews", s.User)),
		)), nil
	case actionApprove:
		return filter.AllOf(own, filter.Differs("author", s.User)), nil
	}
	return own, nil
}

func (d desk) People(a access.Action, r access.Resource) (filter.Condition, error) {
	p, ok := r.(*paper)
	if !ok {
		return filter.Nothing(), nil // nobody searches
	}
	if p.Org == "" || p.Author == "" {
		return filter.Nothing(), access.Deny(access.ReasonIncomplete, "").Err()
	}
	own := filter.In("desk.org", p.Org)
	switch a {
	case actionRead:
		users := append([]string{p.Author}, p.Readers...)
		if p.Open != nil && *p.Open {
			for _, reviewers := range p.Reviews {
				users = append(users, reviewers...)
			}
		}
		return filter.AllOf(own, filter.In("user", users...)), nil
	case actionApprove:
		return filter.AllOf(own, filter.Differs("user", p.Author)), nil
	case actionFile:
		return filter.AllOf(own, filter.AnyOf(filter.Is("signedIn", false), filter.Lacks("desk.posts", filter.Has("duties", "file")))), nil
	}
	return filter.Nothing(), nil
}

func (desk) Schema(k access.Kind) filter.Schema {
	switch k {
	case kindPaper:
		return papers.Schema()
	case "":
		return people.Schema()
	}
	return filter.Schema{Kind: k}
}

func (desk) Row(r access.Resource) filter.Row {
	if p, ok := r.(*paper); ok {
		return papers.Row(p)
	}
	return nil
}

func (desk) Person(s access.Subject) filter.Row { return people.Row(s) }

func (desk) Actions(k access.Kind) []access.Action {
	switch k {
	case kindPaper:
		return slices.Clone(actionsOnPapers)
	case kindSearch:
		return []access.Action{actionFind}
	}
	return nil
}
func (desk) Explain(r access.Reason) string {
	switch r {
	case reasonStaff, reasonNotStaff, reasonNoReader, reasonAuthor, reasonSignedIn:
		return "a reason of the desk"
	}
	return ""
}
func (desk) ID(access.Resource) string { return "" }

// questions draws questions about papers, about half of them allowed.
func questions() *rapid.Generator[access.Question] {
	ids := accesstest.Identifiers()
	lists := rapid.SliceOfN(ids, 0, 3)
	return rapid.Custom(func(t *rapid.T) access.Question {
		s := access.Subject{User: ids.Draw(t, "user"), SignIn: access.SignIn(rapid.IntRange(0, 3).Draw(t, "signIn"))}
		mine := rapid.OneOf(rapid.Just(s.User), ids)
		org := ids.Draw(t, "org")
		for range rapid.SampledFrom([]int{1, 1, 1, 1, 1, 0, 2}).Draw(t, "facts") {
			fact := &staff{Org: rapid.OneOf(rapid.Just(org), rapid.Just(org), ids).Draw(t, "works for")}
			for range rapid.IntRange(0, 2).Draw(t, "posts") {
				fact.Posts = append(fact.Posts, post{ids.Draw(t, "post"), rapid.SliceOfN(rapid.SampledFrom([]string{"file", "sweep", ""}), 0, 2).Draw(t, "duties")})
			}
			s.Facts = append(s.Facts, fact)
		}
		p := &paper{
			Org: org, Author: mine.Draw(t, "author"), Readers: append(lists.Draw(t, "readers"), mine.Draw(t, "reader")),
			Open:    rapid.SampledFrom([]*bool{nil, new(bool), yes()}).Draw(t, "open"),
			Reviews: map[string][]string{ids.Draw(t, "part"): {mine.Draw(t, "reviewer")}, "empty": nil},
		}
		return access.Question{Subject: s, Action: rapid.SampledFrom([]access.Action{actionRead, actionApprove, actionFile, actionFind}).Draw(t, "action"), Resource: p}
	})
}

// bare is an authority without conditions.
type bare struct{}

func (bare) Kinds() []access.Kind { return []access.Kind{"bare"} }
func (bare) Check(access.Subject, access.Action, access.Resource) access.Decision {
	return access.Deny(reasonNotStaff, "")
}

type bareThing struct{ kind access.Kind }

func (b *bareThing) Kind() access.Kind { return b.kind }

// wrong returns conditions that are none on its rows.
type wrong struct{ desk }

func (wrong) Rows(s access.Subject, a access.Action, k access.Kind) (filter.Condition, error) {
	return filter.AnyOf(filter.Is("open", true), filter.Lacks("reviews", filter.In("user", s.User))), nil
}

func (wrong) People(access.Action, access.Resource) (filter.Condition, error) {
	return filter.Is("desk.org", true), nil
}

func seq(subjects ...access.Subject) iter.Seq[access.Subject] { return slices.Values(subjects) }
