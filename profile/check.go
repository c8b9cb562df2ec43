package profile

import (
	"slices"

	"lupa.example/access"
)

// Check decides about cases, forms and searches by the one profile that the user
// belongs to.
func (s *Site) Check(subject access.Subject, a access.Action, r access.Resource) access.Decision {
	if s == nil || s.profiles == nil {
		return access.Deny(access.ReasonNoPolicy, "")
	}
	if subject.User == "" {
		return access.Deny(access.ReasonNoUser, "")
	}
	switch r := r.(type) {
	case nil:
		return access.Deny(access.ReasonNoResource, "")
	case *Case:
		return s.checkCase(subject, a, r)
	case *Form:
		return s.checkForm(subject, a, r)
	case *Search:
		return s.checkSearch(subject, a, r)
	default:
		return access.Deny(access.ReasonUnknownKind, "")
	}
}

// gate returns the user and the rights of their profile. If the question gets no
// further, there are no rights, and the decision says why: the question makes no
// sense, which administrator mode does not answer either, or the user has no
// profile with the case module.
func (s *Site) gate(subject access.Subject, known, complete bool) (*User, *rights, access.Decision) {
	if !known {
		return nil, nil, access.Deny(access.ReasonUnknownAction, "")
	}
	if !complete {
		return nil, nil, access.Deny(access.ReasonIncomplete, "")
	}
	user, missing := access.Single(subject, sameUser)
	if missing != "" {
		return nil, nil, access.Deny(missing, "")
	}
	if user.Profile == "" {
		return nil, nil, access.Deny(access.ReasonIncomplete, "")
	}
	p, found := s.profiles[user.Profile]
	if !found {
		return nil, nil, access.Deny(ReasonUnknownProfile, user.Profile)
	}
	if !p.Cases {
		return nil, nil, access.Deny(ReasonModuleOff, p.Name)
	}
	return user, p, access.Decision{}
}

func (s *Site) checkCase(subject access.Subject, a access.Action, c *Case) access.Decision {
	if c == nil {
		return access.Deny(access.ReasonNoResource, "")
	}
	known := a == ActionRead || a == ActionChange || a == ActionDelete || a == ActionSharePublicly
	complete := c.Form != "" && c.RegisteredBy != "" && c.Workspace != ""
	user, p, denied := s.gate(subject, known, complete)
	if p == nil {
		return denied
	}
	if p.Administrator {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	form, known := p.on(c.Form)
	if !known {
		return access.Deny(ReasonUnknownForm, c.Form)
	}
	scope := form.Read // sharing a case publicly takes reading it
	switch a {
	case ActionChange:
		scope = form.Change
	case ActionDelete:
		scope = form.Delete
	}
	reason, inScope := scope.reaches(subject.User, user, c)
	switch {
	case !inScope:
		return access.Deny(reason, p.Name)
	case a == ActionSharePublicly && !form.SharePublicly:
		return access.Deny(ReasonNotSwitchedOn, p.Name)
	case a == ActionChange && c.Status != StatusOpen && !form.ChangeClosed:
		return access.Deny(ReasonClosed, p.Name)
	default:
		return access.Allow(reason, p.Name)
	}
}

// reaches reports whether the case is in the scope, and why or why not. The tests
// do not build on each other: not "workspace, or else involved".
func (s Scope) reaches(id string, user *User, c *Case) (access.Reason, bool) {
	switch s {
	case ScopeAll:
		return ReasonAll, true
	case ScopeWorkspace:
		if user.Workspace == c.Workspace { // never both empty: a case without is incomplete
			return ReasonWorkspace, true
		}
		return ReasonOtherWorkspace, false
	case ScopeInvolved:
		if slices.Contains(c.Users, id) || overlap(user.Groups, c.Groups) {
			return ReasonInvolved, true
		}
		return ReasonNotInvolved, false
	case ScopeRegistered:
		if c.RegisteredBy == id {
			return ReasonRegistered, true
		}
		return ReasonNotRegistrant, false
	default:
		return ReasonNoScope, false
	}
}

// overlap reports whether a group that is named stands in both lists.
func overlap(a, b []string) bool {
	if len(a)*len(b) > manyComparisons {
		return overlapMany(a, b)
	}
	for _, group := range a {
		if group != "" && slices.Contains(b, group) {
			return true
		}
	}
	return false
}

// manyComparisons is from where on a set costs less than comparing each with each.
const manyComparisons = 1 << 12

// overlapMany is overlap for lists that are long, with a set, which is allocated.
func overlapMany(a, b []string) bool {
	in := make(map[string]bool, len(b))
	for _, group := range b {
		in[group] = group != ""
	}
	return slices.ContainsFunc(a, func(group string) bool { return in[group] })
}

func (s *Site) checkForm(subject access.Subject, a access.Action, f *Form) access.Decision {
	if f == nil {
		return access.Deny(access.ReasonNoResource, "")
	}
	known := a == ActionRegister || a == ActionChange || a == ActionAdminister
	_, p, denied := s.gate(subject, known, f.Name != "")
	if p == nil {
		return denied
	}
	if p.Administrator {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	form, known := p.on(f.Name)
	switch {
	case !known:
		return access.Deny(ReasonUnknownForm, f.Name)
	case a == ActionAdminister:
		return access.Deny(ReasonNotAdministrator, p.Name)
	case a == ActionRegister && form.Register, a == ActionChange && form.ChangeForm:
		return access.Allow(ReasonGranted, p.Name)
	default:
		return access.Deny(ReasonNotSwitchedOn, p.Name)
	}
}

func (s *Site) checkSearch(subject access.Subject, a access.Action, q *Search) access.Decision {
	if q == nil {
		return access.Deny(access.ReasonNoResource, "")
	}
	known := a == ActionFreeText || a == ActionQuery || a == ActionSave
	_, p, denied := s.gate(subject, known, !slices.Contains(q.Forms, ""))
	if p == nil {
		return denied
	}
	// These two hold in administrator mode as well: they are no settings.
	if q.SavedBy != "" && q.SavedBy != subject.User {
		return access.Deny(ReasonNotSaver, q.SavedBy)
	}
	if a != ActionFreeText && len(q.Forms) != 1 {
		return access.Deny(ReasonNotOneForm, p.Name)
	}
	if p.Administrator {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	if a == ActionFreeText && !p.FreeText {
		return access.Deny(ReasonNoFreeText, p.Name)
	}
	if a != ActionFreeText && !p.QueryBuilder {
		return access.Deny(ReasonNoQueryBuilder, p.Name)
	}
	for _, name := range q.Forms {
		form, known := p.on(name)
		if !known {
			return access.Deny(ReasonUnknownForm, name)
		}
		if form.Read == ScopeNone {
			return access.Deny(ReasonFormNotAccessible, name)
		}
	}
	if !p.reads {
		return access.Deny(ReasonNothingToSearch, p.Name)
	}
	return access.Allow(ReasonGranted, p.Name)
}
