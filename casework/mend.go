package casework

import (
	"maps"
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

var _ foresight.RowMender = (*Practice)(nil)

// Mend returns the steps by which the atom comes to hold: see [foresight.Mender], and the
// package documentation for what the things in them mean. There is none by which somebody
// else asks, or a row is another organisation's.
func (p *Practice) Mend(q access.Question, _ foresight.Part, atom filter.Condition) []foresight.Step {
	return filter.Visit(atom, p.mending(q))
}

// Mending visits what does not hold of a person, a client, a session or an engagement.
// Their properties have different names, which say what it is about.
type mending struct {
	*Practice
	q          access.Question
	client     *Client     // that the question is about, with a session or by itself
	engagement *Engagement // that it is about instead, with access or a program or by itself
}

func (p *Practice) mending(q access.Question) mending {
	m := mending{Practice: p, q: q}
	if !p.built() || fault(q.Action, q.Resource) != "" {
		return m
	}
	switch r := q.Resource.(type) {
	case *Client:
		m.client = r
	case *Session:
		m.client = r.Client
	case *Engagement:
		m.engagement = r
	case *Access:
		m.engagement = r.Engagement
	case *Program:
		m.engagement = r.Engagement
	}
	return m
}

type steps = []foresight.Step

func (m mending) In(property string, values []string) steps {
	switch property {
	case "casework.org":
		return m.employed(values[0]) // there is one, the row's
	case "responsible", "client.responsible":
		return m.transferred()
	default:
		return nil
	}
}

// Is is for those who would have to be stewards, of the organisation for which they act
// or would have to.
func (m mending) Is(string, bool) steps {
	if m.client == nil {
		return nil
	}
	where := organisationThing(m.client.Org)
	return steps{{Item: report.Gains(m.who(), report.Thing{Kind: KindSteward}, where), Needs: []string{"the organisation's appointment"}}}
}

func (m mending) Has(list string, _ []string) steps {
	switch {
	case list == "shared" || list == "client.shared":
		return m.shared()
	case m.engagement == nil:
		return nil
	case list == "systemAdministrators":
		return steps{m.system()}
	default: // consultants
		return m.given(accessThing, &Access{Consultant: m.q.Subject.User, Engagement: m.engagement}, ActionGive)
	}
}

// Some is for administrators of programs, of whom any will do.
func (m mending) Some(string, filter.Condition) steps {
	if m.engagement == nil {
		return nil
	}
	return steps{m.ofProgram("")}
}

// What is asked for in other ways is that a row is complete.

func (mending) All([]filter.Condition) steps         { return nil }
func (mending) Any([]filter.Condition) steps         { return nil }
func (mending) Present([]string) steps               { return nil }
func (mending) Differs(string, string) steps         { return nil }
func (mending) Lacks(string, filter.Condition) steps { return nil }

func (m mending) who() report.Thing { return report.Person(m.q.Subject.User) }

// employed returns the step of acting for the organisation, of who acts for none. Those
// who act for another have nothing there.
func (m mending) employed(org string) steps {
	if _, missing := actingUser(m.q.Subject.Facts); missing == "" || missing == access.ReasonAmbiguousFact {
		return nil
	}
	return steps{{Item: report.Gains(m.who(), organisationThing(org), report.Thing{}), Needs: []string{"authority to act for it"}}}
}

// receives reports whether acts on the row of the id can give something to the asker, who
// acts for the organisation.
func (m mending) receives(id, org string) bool {
	bad := invalid.In("casework")
	Employee{m.q.Subject.User, org}.validate(bad, "")
	return id != "" && bad.Len() == 0
}

// hasClient reports whether acts can give the client to the asker.
func (m mending) hasClient() bool {
	return m.client != nil && m.receives(m.client.ID, m.client.Org)
}

func (m mending) shared() steps {
	if !m.hasClient() {
		return nil
	}
	return steps{{
		Part: foresight.Row, Item: report.Gains(m.who(), clientWorkThing, m.client.thing()),
		Act: "casework.share", Asker: m.Check(m.q.Subject, ActionShare, m.client), Needs: []string{"a confirmation"},
	}}
}

// transferred returns the acts by which the asker becomes responsible.
func (m mending) transferred() steps {
	if !m.hasClient() {
		return nil
	}
	item := report.Gains(m.who(), responsibilityThing, m.client.thing())
	all := steps{{
		Part: foresight.Row, Item: item,
		Act: "casework.transfer", Asker: m.Check(m.q.Subject, ActionTransfer, m.client),
		Needs: []string{"a confirmation", "consent to who loses the client"},
	}}
	if m.config.Stewards {
		handsOn := m.Check(m.q.Subject, ActionHandOn, m.client)
		if handsOn.Allowed {
			handsOn = access.Decision{} // clients, but never to themselves
		}
		all = append(all, foresight.Step{
			Part: foresight.Row, Item: item, Act: "casework.hand-on", Asker: handsOn,
			Needs: []string{"that the responsible has left or is unable", "a confirmation", "consent to who loses the client"},
		})
	}
	return all
}

// The steps of coming to be an administrator at the client company are for the service
// to say.

func (m mending) system() foresight.Step { return m.appointed(KindSystemAdministrator, "") }

func (m mending) ofProgram(program string) foresight.Step {
	return m.appointed(KindProgramAdministrator, program)
}

func (m mending) appointed(k access.Kind, id string) foresight.Step {
	return foresight.Step{Part: foresight.Row, Item: report.Gains(m.who(), report.Thing{Kind: k, ID: id}, m.engagement.thing())}
}

// given returns the step of getting the access or a program there, where the act gives it
// that takes the action on the resource.
func (m mending) given(what report.Thing, of access.Resource, a access.Action) steps {
	if !m.receives(m.engagement.ID, m.engagement.Org) {
		return nil
	}
	return steps{{Part: foresight.Row, Item: report.Gains(m.who(), what, m.engagement.thing()), Act: "casework.give", Asker: m.Check(m.q.Subject, a, of)}}
}

// MendRow returns the smallest changes of an engagement by which the question about access
// or a program there would be allowed: see [foresight.RowMender]. They take nothing from
// anybody. What the consultant has and is whose access is to be removed stays as it is, as
// that is what is asked about.
func (p *Practice) MendRow(q access.Question) [][]foresight.Step {
	u, refused := p.actor(q.Subject)
	m := p.mending(q)
	if refused != "" || m.engagement == nil || m.engagement.Org != u.Org {
		return nil
	}
	switch r := q.Resource.(type) {
	case *Access:
		return m.accessRow(r)
	case *Program:
		if p.offers(r.ID) { // no act gives any other
			return m.programRow(r)
		}
	}
	return nil
}

func (m mending) programRow(r *Program) [][]foresight.Step {
	if m.q.Action != ActionUse {
		return [][]foresight.Step{{m.system()}, {m.ofProgram(r.ID)}}
	}
	// Nobody has a program without access, so that it is given with it.
	if given := m.given(programThing(r.ID), r, ActionAssign); given != nil {
		return [][]foresight.Step{given}
	}
	return nil
}

func (m mending) accessRow(r *Access) [][]foresight.Step {
	switch {
	case m.q.Action == ActionRemove:
		return m.removalRow(r.Consultant)
	case len(m.inPackage) == 0:
		return [][]foresight.Step{{m.system()}}
	default:
		return [][]foresight.Step{{m.system()}, {m.ofProgram("")}}
	}
}

// removalRow tells of a system administrator, with another who is left if that is who is
// to be removed; and of who administers all programs of a consultant who is no
// administrator.
func (m mending) removalRow(consultant string) [][]foresight.Step {
	user, e := m.q.Subject.User, m.engagement
	var system steps
	if !e.systemAdministrator(user) {
		system = append(system, m.system())
	}
	if consultant == user {
		if !slices.ContainsFunc(e.SystemAdministrators, func(other string) bool { return other != "" && other != user }) {
			colleague := m.system()
			colleague.Item.Who = report.Thing{Kind: KindColleague}
			system = append(system, colleague)
		}
		return [][]foresight.Step{system}
	}
	programs := distinct(e.Consultants[consultant])
	if e.systemAdministrator(consultant) || e.administersOne(consultant) || slices.Contains(programs, "") {
		return [][]foresight.Step{system} // nobody administers a program without a name
	}
	var each steps
	for _, program := range programs {
		if !e.administers(user, program) {
			each = append(each, m.ofProgram(program))
		}
	}
	if each == nil {
		each = steps{m.ofProgram("")}
	}
	return [][]foresight.Step{system, each}
}

// MendRules returns the one switch, or the programs of which the package would have to
// have one: see [foresight.Mender]. No act does it; it takes a new configuration.
func (p *Practice) MendRules(q access.Question) (all [][]foresight.Step) {
	u, refused := p.actor(q.Subject)
	if refused != "" || fault(q.Action, q.Resource) != "" {
		return nil
	}
	gains := func(what report.Thing) {
		all = append(all, steps{{
			Part:  foresight.Rules,
			Item:  report.Gains(report.Thing{Kind: KindPractice}, what, report.Thing{}),
			Needs: []string{"a change of the policy"},
		}})
	}
	with := *p
	with.config.SharedMayShare, with.config.Stewards = true, true
	switch r := q.Resource.(type) {
	case *Client: // no action goes by both
		if !with.Check(q.Subject, q.Action, r).Allowed {
			break
		}
		name := "sharedMayShare"
		if q.Action == ActionHandOn {
			name = "stewards"
		}
		gains(report.Thing{Kind: KindSwitch, ID: name})
	case *Access:
		if q.Action != ActionGive {
			break
		}
		at := rosterOf(r.Engagement, q.Subject.User)
		for _, program := range slices.Sorted(maps.Keys(r.Engagement.ProgramAdministrators)) {
			if _, assigns := packageOf(u, program).assign(q.Subject.User, program, at); assigns { // and so gives
				gains(programThing(program))
			}
		}
	case *Program:
		if _, assigns := packageOf(u, r.ID).assign(q.Subject.User, r.ID, roster{Engagement: r.Engagement}); assigns && q.Action != ActionUse {
			gains(programThing(r.ID))
		}
	}
	return all
}

// packageOf returns the right of the user where the package is the program, none if it
// could not be.
func packageOf(u *User, program string) agencyRight {
	return agencyRight{u.Org, map[string]bool{program: invalid.Identifier(program) == ""}}
}

// Hint says what somebody who is denied for the reason could do; "" where nothing helps.
func (*Practice) Hint(r access.Reason) string { return hints[r] }

var hints = map[access.Reason]string{
	ReasonNoAccess:                "ask whoever is responsible for the client, or an administrator there, to give you access",
	ReasonResponsibleOnly:         "ask whoever is responsible to do it, or to transfer the client to you",
	ReasonNoStewards:              "ask whoever is responsible to transfer the client, or whoever runs the practice to appoint stewards",
	ReasonNotSteward:              "ask a steward of the organisation to do it",
	ReasonOutsidePackage:          "ask whoever runs the agency to add the program to its package",
	ReasonNotAssigned:             "ask an administrator there to assign you the program",
	ReasonNotAdministrator:        "ask an administrator there to do it",
	ReasonHoldsOtherPrograms:      "ask a system administrator there to do it",
	ReasonSystemAdministratorOnly: "ask a system administrator there to do it",
	ReasonLastSystemAdministrator: "there has to be another system administrator first",
	access.ReasonNoFact:           "ask whoever manages the users of this service to enter your organisation",
	access.ReasonAmbiguousFact:    "act for one organisation at a time",
	access.ReasonIncomplete:       "ask whoever runs this service to fill in what is missing",
}
