package profile

import (
	"slices"

	"lupa.example/access"
)

// Check decides about cases, forms and searches by the one profile that the user
// belongs to. It allocates nothing, unless a user's groups and a case's, or the
// groups of two facts, are more than eight each and make more than 4,096 pairs.
func (s *Site) Check(subject access.Subject, a access.Action, r access.Resource) (d access.Decision) {
	if refused := access.ActorPreamble(s.built(), subject.User); refused != "" {
		return access.Deny(refused, "")
	}
	// What is handed on of the subject, and what comes back, fits into registers, and the
	// decision is made in its place: to copy either takes as long as to decide.
	switch r := r.(type) {
	case *Case:
		if r != nil {
			d.Reason, d.By, d.Allowed = s.checkCase(subject.User, subject.Facts, a, r)
			return
		}
	case *Form:
		if r != nil {
			d.Reason, d.By, d.Allowed = s.checkForm(subject.Facts, a, r)
			return
		}
	case *Search:
		if r != nil {
			d.Reason, d.By, d.Allowed = s.checkSearch(subject.User, subject.Facts, a, r)
			return
		}
	}
	if refused := access.Preamble(true, subject.User, r); refused != "" {
		return access.Deny(refused, "")
	}
	return access.Deny(access.ReasonUnknownKind, "")
}

// In each of the following the order of the gates is that of package access. That the
// question makes sense comes before administrator mode, which does not make sense of
// it; and administrator mode comes before the form is looked up, as it reaches forms
// that the site lacks.

func (s *Site) checkCase(id string, facts []access.Fact, a access.Action, c *Case) (reason access.Reason, by string, allowed bool) {
	action := slices.Index(caseActions, a)
	switch {
	case action < 0:
		return access.ReasonUnknownAction, "", false
	case !c.complete():
		return access.ReasonIncomplete, "", false
	}
	user, p, refused := s.belongs(facts)
	if refused != "" {
		return refused, user.Profile, false
	}
	if p.Administrator {
		return ReasonAdministrator, p.Name, true
	}
	right, known := p.onCases(c.Form, action)
	if !known {
		return ReasonUnknownForm, c.Form, false
	}
	reason, allowed = right.on(c, id, user)
	return reason, p.Name, allowed
}

func (s *Site) checkForm(facts []access.Fact, a access.Action, f *Form) (reason access.Reason, by string, allowed bool) {
	if refused := access.Applicable(a, formActions, f.complete()); refused != "" {
		return refused, "", false
	}
	user, p, refused := s.belongs(facts)
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

func (s *Site) checkSearch(id string, facts []access.Fact, a access.Action, q *Search) (reason access.Reason, by string, allowed bool) {
	if refused := access.Applicable(a, searchActions, q.complete()); refused != "" {
		return refused, "", false
	}
	user, p, refused := s.belongs(facts)
	if refused != "" {
		return refused, user.Profile, false
	}
	return p.search(a).on(q, id)
}

// may decides whether somebody may change the site at all. That takes administrator mode,
// which is about no form: it covers those to come as well. It is for acts, which tell who
// may not before they tell what is wrong with a change.
func (s *Site) may(actor access.Subject) access.Decision {
	if refused := access.ActorPreamble(s.built(), actor.User); refused != "" {
		return access.Deny(refused, "")
	}
	user, p, refused := s.belongs(actor.Facts)
	switch {
	case refused != "":
		return access.Deny(refused, user.Profile)
	case !p.Administrator:
		return access.Deny(ReasonNotAdministrator, p.Name)
	default:
		return access.Allow(ReasonAdministrator, p.Name)
	}
}
