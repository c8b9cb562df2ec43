package profile

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A rule about rows is written three times here, side by side, so that whoever changes
// one sees the others: the test on one row, the condition on all rows, and the condition
// on all persons who may do it to a row. Tests hold them together.

// nobody is what is known about a person of whom nothing is.
var nobody = new(User)

// belongs returns what is known about the subject and the profile that they belong
// to, before any row is looked at. If they have none with the case module, refused
// says why; the user is never nil, and their profile is what decided.
func (s *Site) belongs(subject access.Subject) (user *User, p *rights, refused access.Reason) {
	user, refused = access.Single(subject, sameUser)
	if refused != "" {
		return nobody, nil, refused
	}
	if user.Profile == "" {
		return nobody, nil, access.ReasonIncomplete
	}
	p, found := s.profiles[user.Profile]
	switch {
	case !found:
		return user, nil, ReasonUnknownProfile
	case !p.Cases:
		return user, nil, ReasonModuleOff
	default:
		return user, p, ""
	}
}

// administers decides whether the actor may change the site. That takes
// administrator mode, which is about no form: it covers those to come as well.
func (s *Site) administers(actor access.Subject) access.Decision {
	if refused := access.ActorPreamble(s.built(), actor.User); refused != "" {
		return access.Deny(refused, "")
	}
	user, p, refused := s.belongs(actor)
	switch {
	case refused != "":
		return access.Deny(refused, user.Profile)
	case !p.Administrator:
		return access.Deny(ReasonNotAdministrator, p.Name)
	default:
		return access.Allow(ReasonAdministrator, p.Name)
	}
}

// on returns what is set on the form, and whether the site knows the form.
func (p *rights) on(form string) (FormRights, bool) {
	number, known := p.forms.numbers[form]
	if known && p.dense != nil {
		return p.dense[number], true
	}
	return p.Forms[form], known
}

// A caseRight is what may be done with the cases of one form, before any of them is
// looked at.
type caseRight struct {
	scope    Scope
	off      bool // a switch that it takes besides is off
	openOnly bool // only with cases that are known to be open
}

// onCases returns the right to take the action on cases of the form.
func (r FormRights) onCases(a access.Action) caseRight {
	switch a {
	case ActionChange:
		return caseRight{scope: r.Change, openOnly: !r.ChangeClosed}
	case ActionDelete:
		return caseRight{scope: r.Delete}
	case ActionSharePublicly: // takes reading the case
		return caseRight{scope: r.Read, off: !r.SharePublicly}
	default:
		return caseRight{scope: r.Read}
	}
}

func (r caseRight) on(c *Case, id string, user *User) (reason access.Reason, allowed bool) {
	reason, reached := r.scope.reaches(c, id, user)
	switch {
	case !reached:
		return reason, false
	case r.off:
		return ReasonNotSwitchedOn, false
	case r.openOnly && c.Status != StatusOpen: // not "== StatusClosed": what is unknown opens nothing
		return ReasonClosed, false
	default:
		return reason, true
	}
}

// A reach is which cases of a form an action reaches: those that a [caseRight] allows,
// or all in administrator mode, and of what it is on or off for, all or nothing.
type reach struct {
	scope    Scope
	openOnly bool
}

// reach returns which cases of the form the profile reaches; nil reaches none.
func (p *rights) reach(form string, a access.Action) reach {
	switch {
	case p == nil:
		return reach{}
	case p.Administrator:
		return reach{scope: ScopeAll}
	}
	set, _ := p.on(form) // where the site lacks it, nothing is set
	return set.reach(a)
}

func (r FormRights) reach(a access.Action) reach {
	right := r.onCases(a)
	if right.off {
		return reach{}
	}
	return reach{right.scope, right.openOnly}
}

// reaches reports whether the case is in the scope, and why or why not. The tests
// do not build on each other: not "workspace, or else involved".
func (s Scope) reaches(c *Case, id string, user *User) (access.Reason, bool) {
	switch s {
	case ScopeAll:
		return ReasonAll, true
	case ScopeWorkspace:
		if user.Workspace == c.Workspace && c.Workspace != "" { // to have none is not to share one
			return ReasonWorkspace, true
		}
		return ReasonOtherWorkspace, false
	case ScopeInvolved:
		if slices.Contains(c.Users, id) || overlap(user.Groups, c.Groups) {
			return ReasonInvolved, true
		}
		return ReasonNotInvolved, false
	case ScopeRegistered:
		if c.RegisteredBy == id { // who asks has a name, so that a case without a registrant is nobody's
			return ReasonRegistered, true
		}
		return ReasonNotRegistrant, false
	default:
		return ReasonNoScope, false
	}
}

// over says of all cases at once what reaches says of one. What is empty, such as the
// workspace of who has none, is in no list.
func (s Scope) over(id string, user *User) filter.Condition {
	switch s {
	case ScopeAll:
		return filter.Everything()
	case ScopeWorkspace:
		return filter.In("workspace", user.Workspace)
	case ScopeInvolved:
		return filter.AnyOf(filter.Has("users", id), filter.Has("groups", user.Groups...))
	case ScopeRegistered:
		return filter.In("registeredBy", id)
	default:
		return filter.Nothing()
	}
}

// people says of all persons for whom of them the case is in the scope.
func (s Scope) people(c *Case) filter.Condition {
	switch s {
	case ScopeAll:
		return filter.Everything()
	case ScopeWorkspace:
		return filter.In("profile.workspace", c.Workspace)
	case ScopeInvolved:
		return filter.AnyOf(filter.In("user", c.Users...), filter.Has("profile.groups", c.Groups...))
	case ScopeRegistered:
		return filter.In("user", c.RegisteredBy)
	default:
		return filter.Nothing()
	}
}

// itself decides about an action on the form itself, which the switches on it say
// alone.
func (r FormRights) itself(a access.Action) (reason access.Reason, allowed bool) {
	switch {
	case a == ActionAdminister:
		return ReasonNotAdministrator, false
	case a == ActionRegister && r.Register, a == ActionChange && r.ChangeForm:
		return ReasonGranted, true
	default:
		return ReasonNotSwitchedOn, false
	}
}

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
