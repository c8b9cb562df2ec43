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
	if fault := meaningless(a, r); fault != "" {
		return access.Deny(fault, "")
	}
	user, missing := access.Single(subject, sameUser)
	if missing != "" {
		return access.Deny(missing, "")
	}
	if user.Profile == "" {
		return access.Deny(access.ReasonIncomplete, "")
	}
	p, known := s.profiles[user.Profile]
	if !known {
		return access.Deny(ReasonUnknownProfile, user.Profile)
	}
	if !p.Cases {
		return access.Deny(ReasonModuleOff, p.Name)
	}
	switch r := r.(type) {
	case *Case:
		return p.checkCase(subject.User, user, a, r)
	case *Form:
		return p.checkForm(a, r)
	case *Search:
		return p.checkSearch(subject.User, a, r)
	default:
		return access.Deny(access.ReasonUnknownKind, "")
	}
}

// meaningless returns what keeps the question from making sense whoever asks it,
// or "". It comes before any profile, so that administrator mode does not answer
// such a question either.
func meaningless(a access.Action, r access.Resource) access.Reason {
	switch r := r.(type) {
	case nil:
		return access.ReasonNoResource
	case *Case:
		switch {
		case r == nil:
			return access.ReasonNoResource
		case a != ActionRead && a != ActionChange && a != ActionDelete && a != ActionSharePublicly:
			return access.ReasonUnknownAction
		case r.Form == "" || r.RegisteredBy == "" || r.Workspace == "":
			return access.ReasonIncomplete
		}
	case *Form:
		switch {
		case r == nil:
			return access.ReasonNoResource
		case a != ActionRegister && a != ActionChange && a != ActionAdminister:
			return access.ReasonUnknownAction
		case r.Name == "":
			return access.ReasonIncomplete
		}
	case *Search:
		switch {
		case r == nil:
			return access.ReasonNoResource
		case a != ActionFreeText && a != ActionQuery && a != ActionSave:
			return access.ReasonUnknownAction
		case slices.Contains(r.Forms, ""):
			return access.ReasonIncomplete
		}
	default:
		return access.ReasonUnknownKind
	}
	return ""
}

func (p *rights) checkCase(id string, user *User, a access.Action, c *Case) access.Decision {
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
	reason, inScope := scope.reaches(id, user, c)
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

func (p *rights) checkForm(a access.Action, f *Form) access.Decision {
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

func (p *rights) checkSearch(id string, a access.Action, s *Search) access.Decision {
	// These two hold in administrator mode as well: they are no settings.
	if s.SavedBy != "" && s.SavedBy != id {
		return access.Deny(ReasonNotSaver, s.SavedBy)
	}
	if a != ActionFreeText && len(s.Forms) != 1 {
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
	for _, name := range s.Forms {
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
