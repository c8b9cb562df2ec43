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
