package profile

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A Search is a search for cases that the user wants to make or save.
type Search struct {
	ID      string   // identifies the search, for audit
	Forms   []string // free text: the forms to look in, all readable ones if empty; query builder: its one form
	SavedBy string   // of a saved query, the user whose it is; "" if it is not saved
}

// Kind returns [KindSearch].
func (*Search) Kind() access.Kind { return KindSearch }

// complete reports whether every form has a name.
func (s *Search) complete() bool { return !slices.Contains(s.Forms, "") }

// A searchRight is what a profile may search, before any search is looked at.
type searchRight struct {
	*rights
	oneForm bool          // a search is over exactly one form
	off     access.Reason // why the profile does not search in this way; "" if it does
}

// search returns the right to take the action on searches.
func (p *rights) search(a access.Action) searchRight {
	right := searchRight{rights: p, oneForm: a != ActionFreeText}
	switch {
	case p.Administrator:
	case !right.oneForm && !p.FreeText:
		right.off = ReasonNoFreeText
	case right.oneForm && !p.QueryBuilder:
		right.off = ReasonNoQueryBuilder
	}
	return right
}

func (r searchRight) on(q *Search, id string) (reason access.Reason, by string, allowed bool) {
	switch {
	case q.SavedBy != "" && q.SavedBy != id: // in administrator mode as well, as the next: neither is a setting
		return ReasonNotSaver, r.Name, false
	case r.oneForm && len(q.Forms) != 1:
		return ReasonNotOneForm, r.Name, false
	case r.Administrator:
		return ReasonAdministrator, r.Name, true
	case r.off != "":
		return r.off, r.Name, false
	}
	for _, name := range q.Forms {
		form, known := r.rights.on(name)
		if !known {
			return ReasonUnknownForm, name, false
		}
		if form.Read == ScopeNone {
			return ReasonFormNotAccessible, name, false
		}
	}
	if !r.reads {
		return ReasonNothingToSearch, r.Name, false
	}
	return ReasonGranted, r.Name, true
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
