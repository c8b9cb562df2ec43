package profile

import (
	"lupa.example/access"
	"lupa.example/access/filter"
)

var _ filter.Lister = (*Site)(nil)

// What conditions on cases, forms and persons speak of. The properties bear the names of
// the wire format.
var (
	cases = filter.Declare(KindCase,
		filter.Text("form", func(c *Case) string { return c.Form }),
		filter.Text("registeredBy", func(c *Case) string { return c.RegisteredBy }),
		filter.Text("workspace", func(c *Case) string { return c.Workspace }),
		filter.List("users", func(c *Case) []string { return c.Users }),
		filter.List("groups", func(c *Case) []string { return c.Groups }),
		filter.Flag("closed", func(c *Case) (closed, known bool) {
			return c.Status == StatusClosed, c.Status == StatusClosed || c.Status == StatusOpen
		}),
	)
	forms = filter.Declare(KindForm,
		filter.Text("form", func(f *Form) string { return f.ID }),
	)
	persons = filter.DeclarePerson(
		filter.Text("profile.profile", func(s access.Subject) string { return known(s).Profile }),
		filter.Text("profile.workspace", func(s access.Subject) string { return known(s).Workspace }),
		filter.List("profile.groups", func(s access.Subject) []string { return known(s).Groups }),
	)
)

// Rows returns the condition on the cases or forms on which Check allows the subject the
// action: see [filter.Rows]. It is as long as there are forms on which the
// profile has rights, in at most eight alternatives. Searches are [filter.ErrNotByRow].
func (s *Site) Rows(subject access.Subject, a access.Action, k access.Kind) (filter.Condition, error) {
	if k == KindSearch {
		return filter.Nothing(), filter.ErrNotByRow
	}
	if refused := access.ActorPreamble(s.built(), subject.User); refused != "" {
		return noCondition(refused, "")
	}
	actions := actionsOf(k)
	if actions == nil {
		return noCondition(access.ReasonUnknownKind, "")
	}
	if refused := access.Applicable(a, actions, true); refused != "" {
		return noCondition(refused, "")
	}
	user, p, refused := s.belongs(subject.Facts)
	switch {
	case refused != "":
		return noCondition(refused, user.Profile)
	case p.Administrator:
		return filter.Present("form"), nil
	case k == KindForm:
		return p.lists.forms[a], nil
	default:
		return p.lists.over(a, subject.User, user), nil
	}
}

// noCondition is nothing, for a question that is denied whatever the row or person is.
func noCondition(refused access.Reason, by string) (filter.Condition, error) {
	return filter.Nothing(), access.Deny(refused, by).Err()
}

// Lists are conditions on the forms on which a profile has rights, by the action. They
// are made with the site, as a request has no time to go through a thousand forms.
type lists struct {
	cases map[access.Action][]casesOf
	forms map[access.Action]filter.Condition
}

// CasesOf are the cases of those forms on which an action reaches the same.
type casesOf struct {
	reach
	forms filter.Condition
}

func newLists(p *rights) lists {
	l := lists{make(map[access.Action][]casesOf), make(map[access.Action]filter.Condition)}
	for _, a := range caseActions {
		l.cases[a] = p.casesBy(a)
	}
	for _, a := range formActions {
		var granted []string
		p.each(func(form string, set FormRights) {
			if _, may := set.itself(a); may {
				granted = append(granted, form)
			}
		})
		l.forms[a] = filter.In("form", granted...)
	}
	return l
}

func (p *rights) casesBy(a access.Action) (all []casesOf) {
	var whatever, open [ScopeAll + 1][]string // forms by scope, and of open cases only
	p.each(func(form string, set FormRights) {
		if r := set.reach(a); r.openOnly {
			open[r.scope] = append(open[r.scope], form)
		} else {
			whatever[r.scope] = append(whatever[r.scope], form)
		}
	})
	for scope := range scopes {
		if forms := whatever[scope]; forms != nil {
			all = append(all, casesOf{reach{scope, false}, filter.In("form", forms...)})
		}
		if forms := open[scope]; forms != nil {
			all = append(all, casesOf{reach{scope, true}, filter.In("form", forms...)})
		}
	}
	return all
}

// scopes yields the scopes that reach some cases, the widest first.
func scopes(yield func(Scope) bool) {
	for s := ScopeAll; s > ScopeNone && yield(s); s-- {
	}
}

// over returns the condition on cases. That some have to be open is said once for them.
func (l lists) over(a access.Action, id string, user *User) filter.Condition {
	var whatever, open []filter.Condition
	for _, c := range l.cases[a] {
		reached := filter.AllOf(c.forms, c.scope.over(id, user))
		if c.openOnly {
			open = append(open, reached)
		} else {
			whatever = append(whatever, reached)
		}
	}
	return filter.AnyOf(append(whatever, filter.AllOf(filter.Is("closed", false), filter.AnyOf(open...)))...)
}

// People returns the condition, on "user", "profile.profile", "profile.workspace" and
// "profile.groups", on those whom Check allows the action on the resource: see
// [filter.People].
func (s *Site) People(a access.Action, r access.Resource) (filter.Condition, error) {
	refused := access.Preamble(s.built(), anybody, r)
	if refused == "" {
		refused = fault(a, r)
	}
	if refused != "" {
		return noCondition(refused, "")
	}
	switch r := r.(type) {
	case *Case:
		return s.casePeople(a, r), nil
	case *Form:
		return s.formPeople(a, r), nil
	default:
		return s.searchPeople(a, r.(*Search)), nil
	}
}

// anybody is a user for whom nothing is denied that is not denied everyone.
const anybody = "anybody"

// fault returns why everybody is denied the action on the resource, whatever is known
// of them.
func fault(a access.Action, r access.Resource) access.Reason {
	var complete bool
	switch r := r.(type) {
	case *Case:
		complete = r.complete()
	case *Form:
		complete = r.complete()
	case *Search:
		complete = r.complete()
	default:
		return access.ReasonUnknownKind
	}
	return access.Applicable(a, actionsOf(r.Kind()), complete)
}

// casePeople puts the profiles together for which the case has to be in the same scope.
func (s *Site) casePeople(a access.Action, c *Case) filter.Condition {
	by := make(map[Scope][]string)
	for name, p := range s.profiles {
		if r := p.reach(c.Form, a); p.Cases && (!r.openOnly || c.Status == StatusOpen) {
			by[r.scope] = append(by[r.scope], name)
		}
	}
	var reached []filter.Condition
	for scope := range scopes {
		reached = append(reached, filter.AllOf(filter.In("profile.profile", by[scope]...), scope.people(c)))
	}
	return filter.AnyOf(reached...)
}

func (s *Site) formPeople(a access.Action, f *Form) filter.Condition {
	return s.of(func(p *rights) bool { return p.itselfReach(f.ID, a) != reach{} })
}

// searchPeople asks for each profile as the one person whose the search may be.
func (s *Site) searchPeople(a access.Action, q *Search) filter.Condition {
	once := *q // for all profiles: a form that is named again is asked of each again
	if a == ActionFreeText {
		once.Forms = sortedOnce(q.Forms)
	}
	of := s.of(func(p *rights) bool {
		_, _, allowed := p.search(a).on(&once, q.SavedBy)
		return allowed
	})
	if q.SavedBy == "" {
		return of
	}
	return filter.AllOf(filter.In("user", q.SavedBy), of)
}

// of returns the condition on who belongs to one of the profiles for which some holds,
// and which have the case module.
func (s *Site) of(some func(*rights) bool) filter.Condition {
	var names []string
	for name, p := range s.profiles {
		if p.Cases && some(p) {
			names = append(names, name)
		}
	}
	return filter.In("profile.profile", names...)
}

// Schema returns the properties of cases and forms, and for the kind "" those of
// persons.
func (*Site) Schema(k access.Kind) filter.Schema {
	switch k {
	case KindCase:
		return cases.Schema()
	case KindForm:
		return forms.Schema()
	case "":
		return persons.Schema()
	default:
		return filter.Schema{Kind: k}
	}
}

// Row returns the case or form as a row; nil for nil, and for any other resource.
func (*Site) Row(r access.Resource) filter.Row {
	switch r := r.(type) {
	case *Case:
		return cases.Row(r)
	case *Form:
		return forms.Row(r)
	default:
		return nil
	}
}

// Person returns the subject as a row. One without a fact, or with facts that differ,
// has no more than the user, and whether they are signed in.
func (*Site) Person(s access.Subject) filter.Row { return persons.Row(s) }
