package profile

import (
	"lupa.example/access"
)

// Check decides about cases, forms and searches by the one profile that the user
// belongs to. It allocates nothing, unless a user's groups and a case's, or the
// groups of two facts, make more than 4,096 pairs.
func (s *Site) Check(subject access.Subject, a access.Action, r access.Resource) access.Decision {
	if refused := access.Preamble(s.built(), subject.User, r); refused != "" {
		return access.Deny(refused, "")
	}
	switch r := r.(type) {
	case *Case:
		return decide(s.checkCase(subject, a, r))
	case *Form:
		return decide(s.checkForm(subject, a, r))
	case *Search:
		return decide(s.checkSearch(subject, a, r))
	default:
		return access.Deny(access.ReasonUnknownKind, "")
	}
}

// decide returns the decision of a gate or a rule, and of the profile or form by
// which it was made.
func decide(reason access.Reason, by string, allowed bool) access.Decision {
	return access.Decision{Allowed: allowed, Reason: reason, By: by}
}

// In each of the following the order of the gates is that of package access. That the
// question makes sense comes before administrator mode, which does not make sense of
// it; and administrator mode comes before the form is looked up, as it reaches forms
// that the site lacks.

func (s *Site) checkCase(subject access.Subject, a access.Action, c *Case) (reason access.Reason, by string, allowed bool) {
	if refused := access.Applicable(a, caseActions, c.complete()); refused != "" {
		return refused, "", false
	}
	user, p, refused := s.belongs(subject)
	if refused != "" {
		return refused, user.Profile, false
	}
	if p.Administrator {
		return ReasonAdministrator, p.Name, true
	}
	form, known := p.on(c.Form)
	if !known {
		return ReasonUnknownForm, c.Form, false
	}
	reason, allowed = form.onCases(a).on(c, subject.User, user)
	return reason, p.Name, allowed
}

func (s *Site) checkForm(subject access.Subject, a access.Action, f *Form) (reason access.Reason, by string, allowed bool) {
	if refused := access.Applicable(a, formActions, f.complete()); refused != "" {
		return refused, "", false
	}
	user, p, refused := s.belongs(subject)
	if refused != "" {
		return refused, user.Profile, false
	}
	if p.Administrator {
		return ReasonAdministrator, p.Name, true
	}
	form, known := p.on(f.ID)
	if !known {
		return ReasonUnknownForm, f.ID, false
	}
	reason, allowed = form.itself(a)
	return reason, p.Name, allowed
}

func (s *Site) checkSearch(subject access.Subject, a access.Action, q *Search) (reason access.Reason, by string, allowed bool) {
	if refused := access.Applicable(a, searchActions, q.complete()); refused != "" {
		return refused, "", false
	}
	user, p, refused := s.belongs(subject)
	if refused != "" {
		return refused, user.Profile, false
	}
	return p.search(a).on(q, subject.User)
}
