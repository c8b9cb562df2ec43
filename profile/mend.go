package profile

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

var _ foresight.Mender = (*Site)(nil)

// Mend returns the steps by which the atom comes to hold: see [foresight.Mender], and the
// package documentation for what the things in them mean. There is none by which somebody
// else asks or registered a case, nor by which a case is of another form or workspace.
func (s *Site) Mend(q access.Question, _ foresight.Part, atom filter.Condition) []foresight.Step {
	return filter.Visit(atom, mending{s, q})
}

// Mending visits what does not hold of a person or a case. Their properties have different
// names, which say what it is about.
type mending struct {
	site *Site
	q    access.Question
}

type steps = []foresight.Step

func (m mending) In(property string, values []string) steps {
	switch property {
	case "profile.profile":
		return m.person(KindProfile, values)
	case "profile.workspace":
		return m.person(KindWorkspace, values)
	default:
		return nil
	}
}

func (m mending) Has(list string, values []string) (all steps) {
	if list == "profile.groups" {
		return m.person(KindGroup, values)
	}
	kind := report.KindPerson // who is in the list of users
	if list == "groups" {
		kind = KindGroup
	}
	for _, name := range values[:min(len(values), foresight.MaxRepairs)] {
		all = append(all, m.row(report.Thing{Kind: kind, ID: name}, selectionThing, m.theCase()))
	}
	return all
}

// Is is for cases that would have to be open.
func (m mending) Is(string, bool) steps {
	return steps{m.row(m.theCase(), report.Thing{Kind: KindStatus, ID: StatusOpen.String()}, report.Thing{})}
}

// What is asked for in other ways is that a row is complete.

func (mending) All([]filter.Condition) steps         { return nil }
func (mending) Any([]filter.Condition) steps         { return nil }
func (mending) Present([]string) steps               { return nil }
func (mending) Some(string, filter.Condition) steps  { return nil }
func (mending) Differs(string, string) steps         { return nil }
func (mending) Lacks(string, filter.Condition) steps { return nil }

// person returns a step for each value that the fact about who asks could have. Facts that
// contradict each other no further one makes clear.
func (m mending) person(k access.Kind, values []string) (all steps) {
	if _, missing := userOf(m.q.Subject.Facts); missing == access.ReasonAmbiguousFact {
		return nil
	}
	who := report.Person(m.q.Subject.User)
	values = values[:min(len(values), foresight.MaxRepairs)]
	all = make(steps, 0, len(values))
	for _, value := range values {
		all = append(all, foresight.Step{Item: report.Gains(who, report.Thing{Kind: k, ID: value}, report.Thing{})})
	}
	return all
}

func (m mending) theCase() report.Thing { return caseThing(m.site.ID(m.q.Resource)) }

// row returns a step that changes the case, which who asks does if they may.
func (m mending) row(who, what, where report.Thing) foresight.Step {
	return foresight.Step{
		Part: foresight.Row, Item: report.Gains(who, what, where),
		Asker: m.site.Check(m.q.Subject, ActionChange, m.q.Resource),
	}
}

// MendRules returns the smallest changes of the site by which the question would be
// allowed: see [foresight.Mender]. They are about the profile of who asks and the forms in
// the question, and add those that the site lacks. Administrator mode is one that always
// helps, and comes last.
func (s *Site) MendRules(q access.Question) (all [][]foresight.Step) {
	if access.Preamble(s.built(), q.Subject.User, q.Resource) != "" || fault(q.Action, q.Resource) != "" {
		return nil
	}
	user, missing := userOf(q.Subject.Facts)
	if missing != "" || invalid.Identifier(user.Profile) != "" {
		return nil
	}
	m := newRuleMending(s, q, user)
	if !m.sensible() {
		return nil
	}
	gate := m.gate()
	if m.p.Administrator {
		return [][]foresight.Step{gate}
	}
	if added, can := m.addedForms(); can {
		for _, way := range m.ways() {
			all = append(all, slices.Concat(added, gate, way))
		}
	}
	if len(all) == 1 && len(all[0]) == len(gate) { // it takes no more
		return all
	}
	return append(all, append(gate, m.switchOn("administrator")))
}

// A ruleMending is a question that the rules of a site would have to allow.
type ruleMending struct {
	site  *Site
	q     access.Question
	user  *User
	p     *rights // of who asks, without any where the site lacks their profile
	known bool
	asker access.Decision // on changing the site
}

func newRuleMending(s *Site, q access.Question, user *User) *ruleMending {
	m := &ruleMending{site: s, q: q, user: user, asker: s.may(q.Subject)}
	if m.p, m.known = s.profiles[user.Profile]; !m.known {
		m.p = &rights{forms: s.forms}
	}
	return m
}

// sensible reports whether some rules allow the question, as those of administrator mode.
func (m *ruleMending) sensible() bool {
	q, ok := m.q.Resource.(*Search)
	if !ok {
		return true
	}
	administrator := &rights{Profile: Profile{Administrator: true}}
	_, _, allowed := administrator.search(m.q.Action).on(q, m.q.Subject.User)
	return allowed
}

func (m *ruleMending) step(act string, who, what, where report.Thing) foresight.Step {
	return foresight.Step{Part: foresight.Rules, Item: report.Gains(who, what, where), Act: act, Asker: m.asker}
}

// ofProfile returns the step by which the profile gains something. A new one is added with
// it.
func (m *ruleMending) ofProfile(act string, what, where report.Thing) foresight.Step {
	if !m.known {
		act = "profile.add-profile"
	}
	return m.step(act, profileThing(m.user.Profile), what, where)
}

func (m *ruleMending) switchOn(name string) foresight.Step {
	return m.ofProfile("profile.set-switches", switched(KindSwitch, name, true), report.Thing{})
}

func (m *ruleMending) set(what report.Thing, form string) foresight.Step {
	return m.ofProfile("profile.set-rights", what, formThing(form))
}

func (m *ruleMending) right(name, form string) foresight.Step {
	return m.set(switched(KindRight, name, true), form)
}

// gate returns the steps by which the profile is one with the case module.
func (m *ruleMending) gate() (all steps) {
	if !m.known {
		all = append(all, m.ofProfile("", placeThing, report.Thing{}))
	}
	if !m.p.Cases {
		all = append(all, m.switchOn("cases"))
	}
	return all
}

// ways returns the ways to allow the question without administrator mode, where the site
// has the forms: one without a step if it takes none, and none if there is none.
func (m *ruleMending) ways() [][]foresight.Step {
	switch r := m.q.Resource.(type) {
	case *Case:
		return m.caseWays(r)
	case *Form:
		return m.formWays(r)
	default:
		return m.searchWays(r.(*Search))
	}
}

// addedForms returns the steps by which the site has the forms in the question. It reports
// false if it never can.
func (m *ruleMending) addedForms() (all steps, can bool) {
	var names []string
	switch r := m.q.Resource.(type) {
	case *Case:
		names = []string{r.Form}
	case *Form:
		names = []string{r.ID}
	case *Search:
		names = r.Forms
	}
	for _, name := range sortedOnce(names) {
		if _, known := m.site.forms.numbers[name]; known {
			continue
		}
		if invalid.Identifier(name) != "" {
			return nil, false
		}
		all = append(all, m.step("profile.add-form", formThing(name), placeThing, report.Thing{}))
	}
	return all, true
}

func sortedOnce(names []string) []string { return slices.Compact(slices.Sorted(slices.Values(names))) }

// caseWays tells of each scope that reaches the case, unless the one that is set does, and
// of the switch that it takes besides.
func (m *ruleMending) caseWays(c *Case) (all [][]foresight.Step) {
	set, _ := m.p.on(c.Form)
	right := set.onCases(m.q.Action)
	var besides steps
	switch {
	case right&switchedOff != 0:
		besides = steps{m.right("sharePublicly", c.Form)}
	case right&openOnly != 0 && c.Status != StatusOpen:
		besides = steps{m.right("changeClosed", c.Form)}
	}
	if right.scope().reaches(c, m.q.Subject.User, m.user) {
		return [][]foresight.Step{besides}
	}
	for scope := ScopeRegistered; scope <= ScopeAll; scope++ {
		if scope.reaches(c, m.q.Subject.User, m.user) {
			raised := m.set(scope.thing(scopeKind(m.q.Action)), c.Form)
			all = append(all, append(steps{raised}, besides...))
		}
	}
	return all
}

// scopeKind returns the right whose scope says which cases the action reaches.
func scopeKind(a access.Action) access.Kind {
	switch a {
	case ActionChange:
		return KindChange
	case ActionDelete:
		return KindDelete
	default: // sharing publicly takes reading
		return KindRead
	}
}

func (m *ruleMending) formWays(f *Form) [][]foresight.Step {
	names := map[access.Action]string{ActionRegister: "register", ActionChange: "changeForm"}
	name, switchable := names[m.q.Action]
	if !switchable { // but administered
		return nil
	}
	set, _ := m.p.on(f.ID)
	if _, granted := set.itself(m.q.Action); granted {
		return [][]foresight.Step{nil}
	}
	return [][]foresight.Step{{m.right(name, f.ID)}}
}

// searchWays tells of the one way, in which every form is read, whatever the scope.
func (m *ruleMending) searchWays(q *Search) [][]foresight.Step {
	var all steps
	switch m.p.search(m.q.Action).off {
	case ReasonNoFreeText:
		all = append(all, m.switchOn("freeText"))
	case ReasonNoQueryBuilder:
		all = append(all, m.switchOn("queryBuilder"))
	}
	read := report.Thing{Kind: KindRead}
	for _, name := range sortedOnce(q.Forms) {
		if set, _ := m.p.on(name); set.Read == ScopeNone {
			all = append(all, m.set(read, name))
		}
	}
	if len(q.Forms) == 0 && !m.p.reads {
		if len(m.site.config.Forms) == 0 {
			return nil
		}
		all = append(all, m.set(read, "")) // on any of those that there are
	}
	return [][]foresight.Step{all}
}

// Hint says what somebody who is denied for the reason could do; "" where nothing helps.
func (*Site) Hint(r access.Reason) string { return hints[r] }

var hints = map[access.Reason]string{
	ReasonUnknownProfile:       "ask whoever manages the users of this service to give you a profile that there is",
	ReasonModuleOff:            "ask an administrator of the site to give your profile the case module",
	ReasonUnknownForm:          "ask an administrator of the site whether the form should be added",
	ReasonNoScope:              "ask an administrator of the site to give your profile the right",
	ReasonOtherWorkspace:       "ask somebody of the case's workspace to do it, or an administrator of the site to give your profile the right to cases of other workspaces",
	ReasonNotInvolved:          "ask somebody who may change the case to select you on it",
	ReasonNotRegistrant:        "ask whoever registered the case to do it, or an administrator of the site to give your profile the right to cases of others",
	ReasonClosed:               "ask for the case to be reopened",
	ReasonNotSwitchedOn:        "ask an administrator of the site to switch it on for your profile",
	ReasonNotAdministrator:     "ask an administrator of the site to do it",
	ReasonNoFreeText:           "ask an administrator of the site to give your profile free-text search",
	ReasonNoQueryBuilder:       "ask an administrator of the site to give your profile the query builder",
	ReasonNothingToSearch:      "ask an administrator of the site to give your profile the right to read a form",
	ReasonFormNotAccessible:    "leave the form out, or ask an administrator of the site to give your profile the right to read it",
	ReasonNotOneForm:           "choose one form",
	ReasonNotSaver:             "make a query of your own",
	access.ReasonNoFact:        "ask whoever manages the users of this service to give you a profile",
	access.ReasonAmbiguousFact: "ask whoever manages the users of this service which profile is yours",
	access.ReasonIncomplete:    "ask whoever runs this service to fill in what is missing",
}
