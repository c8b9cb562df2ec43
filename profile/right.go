package profile

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
)

// A rule about rows is written three times here, side by side, so that whoever changes
// one sees the others: the test on one row, the condition on all rows, and the condition
// on all persons who may do it to a row. Tests hold them together.

// belongs returns what is known about who has the facts and the profile that they belong
// to, before any row is looked at. If they have none with the case module, refused
// says why; the user is never nil, and their profile is what decided.
func (s *Site) belongs(facts []access.Fact) (user *User, p *rights, refused access.Reason) {
	user, refused = userOf(facts)
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

// on returns what is set on the form, and whether the site knows the form.
func (p *rights) on(form string) (FormRights, bool) {
	number, known := p.forms.numbers[form]
	if known && p.dense != nil {
		return p.dense[number].FormRights, true
	}
	return p.Forms[form], known
}

// onCases returns the right to take the action, by its place among caseActions, on cases
// of the form, and whether the site knows the form.
func (p *rights) onCases(form string, action int) (caseRight, bool) {
	number, known := p.forms.numbers[form]
	if known && p.dense != nil {
		return p.dense[number].onCases[action], true
	}
	return p.Forms[form].onCases(caseActions[action]), known
}

// A caseRight is what may be done with the cases of one form, before any of them is
// looked at: those in the scope that its lowest bits are, unless the others limit it.
type caseRight uint8

const (
	scopeOf     caseRight = 1<<3 - 1
	switchedOff caseRight = 1 << 3 // a switch that it takes besides is off
	openOnly    caseRight = 1 << 4 // only with cases that are known to be open
)

func (r caseRight) scope() Scope { return Scope(r & scopeOf) }

func (r caseRight) limitedIf(limited bool, by caseRight) caseRight {
	if limited {
		return r | by
	}
	return r
}

// onCases returns the right to take the action on cases of the form.
func (r FormRights) onCases(a access.Action) caseRight {
	switch a {
	case ActionChange:
		return caseRight(r.Change).limitedIf(!r.ChangeClosed, openOnly)
	case ActionDelete:
		return caseRight(r.Delete)
	case ActionSharePublicly: // takes reading the case
		return caseRight(r.Read).limitedIf(!r.SharePublicly, switchedOff)
	default:
		return caseRight(r.Read)
	}
}

func (r caseRight) on(c *Case, id string, user *User) (reason access.Reason, allowed bool) {
	scope := r.scope()
	switch {
	case !scope.reaches(c, id, user):
		return scopeReasons[scope].denied, false
	case r&switchedOff != 0:
		return ReasonNotSwitchedOn, false
	case r&openOnly != 0 && c.Status != StatusOpen: // not "== StatusClosed": what is unknown opens nothing
		return ReasonClosed, false
	default:
		return scopeReasons[scope].allowed, true
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
	if right&switchedOff != 0 {
		return reach{}
	}
	return reach{right.scope(), right&openOnly != 0}
}

// reaches reports whether the case is in the scope. The tests do not build on each
// other: not "workspace, or else involved".
func (s Scope) reaches(c *Case, id string, user *User) bool {
	switch s {
	case ScopeAll:
		return true
	case ScopeWorkspace: // to have none is not to share one
		return user.Workspace == c.Workspace && c.Workspace != ""
	case ScopeInvolved:
		return slices.Contains(c.Users, id) || overlap(user.Groups, c.Groups)
	case ScopeRegistered: // who asks has a name, so that a case without a registrant is nobody's
		return c.RegisteredBy == id
	default:
		return false
	}
}

// scopeReasons say why a case is in a scope, or why it is not.
var scopeReasons = [1 << 3]struct{ allowed, denied access.Reason }{
	ScopeNone:       {denied: ReasonNoScope},
	ScopeRegistered: {ReasonRegistered, ReasonNotRegistrant},
	ScopeInvolved:   {ReasonInvolved, ReasonNotInvolved},
	ScopeWorkspace:  {ReasonWorkspace, ReasonOtherWorkspace},
	ScopeAll:        {allowed: ReasonAll},
}

// over says of all cases at once what reaches says of one. What is empty, such as the
// workspace of who has none, is in no list.
func (s Scope) over(id string, user *User) (c filter.Condition) {
	switch s {
	case ScopeAll:
		c = filter.Everything()
	case ScopeWorkspace:
		c = filter.In("workspace", user.Workspace)
	case ScopeInvolved:
		c = filter.AnyOf(filter.Has("users", id), filter.Has("groups", user.Groups...))
	case ScopeRegistered:
		c = filter.In("registeredBy", id)
	}
	return c // nothing in any other case
}

// people says of all persons for whom of them the case is in the scope.
func (s Scope) people(row *Case) (c filter.Condition) {
	switch s {
	case ScopeAll:
		c = filter.Everything()
	case ScopeWorkspace:
		c = filter.In("profile.workspace", row.Workspace)
	case ScopeInvolved:
		c = filter.AnyOf(filter.In("user", row.Users...), filter.Has("profile.groups", row.Groups...))
	case ScopeRegistered:
		c = filter.In("user", row.RegisteredBy)
	}
	return c // nobody in any other case
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

// over says of all cases what the rights on their forms say of one. That some have to be
// open is said once for them.
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

// whole is a reach of all or nothing.
func whole(all bool) reach {
	if all {
		return reach{scope: ScopeAll}
	}
	return reach{}
}

// itselfReach returns whether the profile may take the action on the form; nil may
// nothing.
func (p *rights) itselfReach(form string, a access.Action) reach {
	if p == nil {
		return reach{}
	}
	set, _ := p.on(form)
	_, granted := set.itself(a)
	return whole(p.Administrator || granted)
}

// formPeople says of all persons who of them may do it with the form.
func (s *Site) formPeople(a access.Action, f *Form) filter.Condition {
	return s.of(func(p *rights) bool { return p.itselfReach(f.ID, a) != reach{} })
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
