package main

// agencyFaults are in the decisions about an agency's client companies.
var agencyFaults = []fault{
	{"casework/worker.go", "of two employers the first counts", `return *a == *b`, `return a != nil && b != nil`},
	{"casework/check.go", "who is nobody is asked about", `if s.User == "" {`, `if s.User == "" && r == nil {`},
	{"casework/check.go", "another organisation's clients are one's own", `case worker.Org != org:`, `case worker.Org != org && org == "":`},
	{"casework/check.go", "who acts for nobody acts for everybody", `	case worker.Org == "":
		return access.ReasonIncomplete
`, `	case worker.Org == "":
		return ""
`},
	{"casework/check.go", "what is not described is allowed to the responsible", `ActionUnshare, ActionTransfer:
		known = true`, `ActionUnshare, ActionTransfer, "delete":
		known = true`},
	{"casework/check.go", "administrators of programs do not see the engagement", `	if e.administersOne(s.User) {
		return allowProgramAdministrator()
	}
	if _`, `	if _`},
	{"casework/check.go", "consultants without programs do not see the engagement", `if _, hasAccess := e.Consultants[s.User]; hasAccess {`, `if programs := e.Consultants[s.User]; len(programs) > 0 {`},
	{"casework/check.go", "everybody at the agency sees the engagement", `	return access.Deny(ReasonNoAccess, "")
}

func (p *Practice) checkAccess`, `	return access.Allow(ReasonConsultant, "consultant")
}

func (p *Practice) checkAccess`},
	{"casework/check.go", "administrators of programs outside the package give access", `if p.inPackage[program] && e.administers(user, program) {`, `if e.administers(user, program) {`},
	{"casework/check.go", "consultants give access", `	return access.Deny(ReasonNotAdministrator, "")
}

// remove`, `	if _, has := e.Consultants[user]; has {
		return access.Allow(ReasonConsultant, "consultant")
	}
	return access.Deny(ReasonNotAdministrator, "")
}

// remove`},
	{"casework/check.go", "whoever is no administrator removes who holds nothing", `case !system && !e.administersOne(user):`, `case !system && !e.administersOne(user) && len(e.Consultants[consultant]) > 0:`},
	{"casework/check.go", "administrators of programs remove each other", `case !system && (e.systemAdministrator(consultant) || e.administersOne(consultant)):`, `case !system && e.systemAdministrator(consultant):`},
	{"casework/check.go", "administrators of programs remove the system administrator", `case !system && (e.systemAdministrator(consultant) || e.administersOne(consultant)):`, `case !system && e.administersOne(consultant):`},
	{"casework/check.go", "who holds other programs is removed by one program's administrator", `case !system && !e.administersAll(user, e.Consultants[consultant]):`, `case !system && len(e.Consultants[consultant]) > 1 && !e.administersAll(user, e.Consultants[consultant][:1]):`},
	{"casework/check.go", "anybody removes themselves", `	case !system && !e.administersOne(user):`, `	case user == consultant && !system:
		return allowProgramAdministrator()
	case !system && !e.administersOne(user):`},
	{"casework/check.go", "the only system administrator is removed", `case e.onlySystemAdministrator(consultant):`, `case e.onlySystemAdministrator(consultant) && user != consultant:`},
	{"casework/check.go", "programs outside the package are removed", `case !p.inPackage[pr.Name]:`, `case !p.inPackage[pr.Name] && a == ActionAssign:`},
	{"casework/check.go", "programs outside the package are assigned", `case !p.inPackage[pr.Name]:`, `case !p.inPackage[pr.Name] && a == ActionRemove:`},
	{"casework/check.go", "the system administrator administers no program", `	case pr.Engagement.systemAdministrator(s.User):
		return allowSystemAdministrator()
	case pr.Engagement.administers`, `	case pr.Engagement.administers`},
	{"casework/check.go", "an administrator of one program assigns every program", `case pr.Engagement.administers(s.User, pr.Name):`, `case pr.Engagement.administersOne(s.User):`},
	{"casework/check.go", "to use a program is to administer it", `	default:
		return access.Deny(ReasonNotAdministrator, "")
	}
}`, `	case slices.Contains(pr.Engagement.Consultants[s.User], pr.Name):
		return allowProgramAdministrator()
	default:
		return access.Deny(ReasonNotAdministrator, "")
	}
}`},
	{"casework/check.go", "access is enough to use every program", `case !slices.Contains(programs, program):`, `case len(programs) == 0 && program == "":`},
	{"casework/check.go", "programs are used without access", `	case !hasAccess:
		return access.Deny(ReasonNoAccess, "")
	case !slices`, `	case !hasAccess && len(e.Consultants) == 0:
		return access.Deny(ReasonNoAccess, "")
	case hasAccess && !slices`},
	{"casework/check.go", "to administer a program is to use it", `	switch {
	case !hasAccess:`, `	switch {
	case e.administers(user, program):
		return allowProgramAdministrator()
	case !hasAccess:`},
	{"casework/check.go", "the system administrator uses every program", `	switch {
	case !hasAccess:`, `	switch {
	case e.systemAdministrator(user):
		return allowSystemAdministrator()
	case !hasAccess:`},
	{"casework/check.go", "whoever is signed out has no access", `if s.User == "" {`, `if s.User == "" || s.SignIn == access.SignedOut {`},
	{"casework/check.go", "clients of no organisation are asked about", `if !complete || org == "" {`, `if !complete {`},
	{"casework/check.go", "a denial gives the reason of another", `return ReasonOtherOrganisation
`, `return ReasonNoAccess
`},
	{"casework/check.go", "the system administrator does not see the engagement", `	if e.systemAdministrator(s.User) {
		return allowSystemAdministrator()
	}
	if e.administersOne(s.User) {`, `	if e.administersOne(s.User) {`},
	{"casework/check.go", "the access of nobody is asked about", `ac.Consultant != "", ac.Engagement`, `true, ac.Engagement`},
	{"casework/check.go", "nobody gives access to themselves", `	if a == ActionGive {
`, `	if a == ActionGive && ac.Consultant == s.User {
		return access.Deny(ReasonNotAdministrator, "")
	}
	if a == ActionGive {
`},
	{"casework/check.go", "whoever may not give access removes none", `	return remove(s.User, ac.Consultant, ac.Engagement)`, `	if d := p.give(s.User, ac.Engagement); !d.Allowed {
		return d
	}
	return remove(s.User, ac.Consultant, ac.Engagement)`},
	{"casework/check.go", "administrators of programs give no access", `if p.inPackage[program] && e.administers(user, program) {`, `if p.inPackage[program] && e.administers(user, program) && e.systemAdministrator(user) {`},
	{"casework/check.go", "who administers a program as well is system administrator no more", `	system := e.systemAdministrator(user)
`, `	system := e.systemAdministrator(user) && !e.administersOne(user)
`},
	{"casework/check.go", "administrators of programs remove nobody", `	case !system:
		return allowProgramAdministrator()`, `	case !system:
		return access.Deny(ReasonNotAdministrator, "")`},
	{"casework/check.go", "who is kept as the only system administrator is not told why", `access.Deny(ReasonLastSystemAdministrator, `, `access.Deny(ReasonSystemAdministratorOnly, `},
	{"casework/check.go", "a program without a name is asked about", `pr.Name != "", pr.Engagement`, `true, pr.Engagement`},
	{"casework/check.go", "programs that have left the package are not used", `	if a == ActionUse {
`, `	if a == ActionUse && p.inPackage[pr.Name] {
`},
	{"casework/check.go", "who administers one program as well assigns that only", `	case pr.Engagement.systemAdministrator(s.User):`, `	case pr.Engagement.systemAdministrator(s.User) && !pr.Engagement.administersOne(s.User):`},
	{"casework/check.go", "administrators of a program do not assign it", `	case pr.Engagement.administers(s.User, pr.Name):`, `	case pr.Engagement.administers(s.User, pr.Name) && a == ActionRemove:`},
	{"casework/check.go", "administrators of a program do not remove it", `	case pr.Engagement.administers(s.User, pr.Name):`, `	case pr.Engagement.administers(s.User, pr.Name) && a == ActionAssign:`},
	{"casework/check.go", "an administrator of one program removes every program", `	case pr.Engagement.administers(s.User, pr.Name):`, `	case pr.Engagement.administers(s.User, pr.Name), a == ActionRemove && pr.Engagement.administersOne(s.User):`},
	{"casework/engagement.go", "an administrator of the program without a name is one", `return program != "" && slices`, `return slices`},
	{"casework/engagement.go", "an empty name is another system administrator", `if u != "" && u != user {`, `if u != user {`},
	{"casework/practice.go", "a practice that is not built decides", `func (p *Practice) built() bool { return p != nil && p.inPackage != nil }`, `func (p *Practice) built() bool { return p != nil }`},
	{"casework/practice.go", "a practice changes with the configuration it was made from", `config: config.clone(), inPackage`, `config: config, inPackage`},
	{"casework/practice.go", "nobody decides about programs", `KindEngagement, KindAccess, KindProgram}`, `KindEngagement, KindAccess}`},
}

// bulkFaults are in the acts on many clients and consultants.
var bulkFaults = []fault{
	{"casework/bulk.go", "no program is selected to begin with", `return p.Config().Package`, `return p.Config().Package[:0]`},
	{"casework/bulk.go", "who has no right there learns what is on the list", `	if insider {
		return nil`, `	if insider || err != nil {
		return nil`},
	{"casework/bulk.go", "what is selected twice is done twice", `		if !seen[name] {`, `		if !seen[name] || true {`},
	{"casework/bulk.go", "an item does not say why", `Reason: d.Reason, By: d.By,`, `By: d.By,`},
	{"casework/bulk.go", "who unselects a program takes it from the package", `return p.Config().Package }`, `return p.config.Package }`},
	{"casework/selection.go", "an act on no client is done", `if len(s.Clients) == 0 {`, `if len(s.Clients) == 0 && len(s.Consultants) == 0 {`},
	{"casework/selection.go", "an act on no consultant is done", `if len(s.Consultants) == 0 {`, `if len(s.Consultants) == 0 && len(s.Clients) == 0 {`},
	{"casework/selection.go", "programs are removed when none is selected", `if !b.act.ofAccess && len(s.Programs) == 0 {`, `if !b.act.ofAccess && len(s.Programs) == 0 && len(s.Clients) == 0 {`},
	{"casework/selection.go", "clients that are not on the list are others", `		if !found {
			bad`, `		if !found && key == "" {
			bad`},
	{"casework/selection.go", "programs outside the package are selected", `if !offered[program] {`, `if !offered[program] && program == "" {`},
	{"casework/selection.go", "other organisations' consultants are selected", `case org != "" && p.Org != org:`, `case org != "" && p.Org != org && p.User == "":`},
	{"casework/selection.go", "a list is of two organisations", `		case e.Org != org:`, `		case e.Org != org && e.Key == "":`},
	{"casework/give.go", "the first consultant only is given something", `		for _, user := range b.consultants {
			programs, hasAccess`, `		for _, user := range b.consultants[:1] {
			programs, hasAccess`},
	{"casework/give.go", "a role at one client counts at the others", `askedProgram.Name, askedProgram.Engagement = program, before`, `askedProgram.Name, askedProgram.Engagement = program, s.List[positions[0]]`},
	{"casework/give.go", "access is judged at the first client", `askedAccess.Consultant, askedAccess.Engagement = b.consultants[0], before`, `askedAccess.Consultant, askedAccess.Engagement = b.consultants[0], s.List[positions[0]]`},
	{"casework/give.go", "where one program is refused all are", `			d := assign[i]`, `			d := assign[len(assign)-1]`},
	{"casework/give.go", "the list given is changed", `next[at] = before.clone()`, `next[at] = before`},
	{"casework/give.go", "what was refused is not reported", `				b.add(o, user, program, before.Key, d)`, `				if o != report.Refused {
					b.add(o, user, program, before.Key, d)
				}`},
	{"casework/give.go", "programs that are not selected are taken", `append(append(all, programs...), gained...)`, `append(all, gained...)`},
	{"casework/give.go", "access without a program is not given", `if len(gained) > 0 || !hasAccess && mayGive.Allowed {`, `if len(gained) > 0 {`},
	{"casework/give.go", "what is refused is given", `				if o == report.Done {
					gained`, `				if o != report.Unchanged {
					gained`},
	{"casework/give.go", "what is held already is refused", `	case already:
		return report.Unchanged`, `	case already:
		return report.Refused`},
	{"casework/give.go", "every program of the package is assigned, selected or not", `	b := give.on(s)
`, `	s.Programs = p.Preselected()
	b := give.on(s)
`},
	{"casework/give.go", "the first client only is given to", `for _, at := range positions {`, `for _, at := range positions[:1] {`},
	{"casework/give.go", "whoever administers the agency's own account gives access at its clients", `		mayGive := p.Check(`, `		for _, own := range s.List {
			if own.Key == own.Org {
				askedAccess.Engagement = own
			}
		}
		mayGive := p.Check(`},
	{"casework/give.go", "whoever administers the agency's own account assigns programs at its clients", `			assign[i] = p.Check(`, `			for _, own := range s.List {
				if own.Key == own.Org {
					askedProgram.Engagement = own
				}
			}
			assign[i] = p.Check(`},
	{"casework/give.go", "access that is held already is given again", `outcome(mayGive, hasAccess)`, `outcome(mayGive, false)`},
	{"casework/give.go", "a program that is held already is assigned again", `outcome(d, held.has(i))`, `outcome(d, false)`},
	{"casework/give.go", "nobody assigns programs to themselves", `				o := outcome(d, held.has(i))
`, `				o := outcome(d, held.has(i))
				if user == actor.User {
					o = report.Refused
				}
`},
	{"casework/give.go", "the first program only is assigned", `				if o == report.Done {
					gained`, `				if o == report.Done && i == 0 {
					gained`},
	{"casework/give.go", "where something is refused nothing is given", `	return next, b.report(actor), nil`, `	if r := b.report(actor); r.Count(report.Refused) > 0 {
		return slices.Clone(s.List), r, nil
	}
	return next, b.report(actor), nil`},
	{"casework/give.go", "there is no notice where everything is refused", `	return next, b.report(actor), nil`, `	if r := b.report(actor); r.Count(report.Refused) == len(r.Items) {
		return next, report.Report{}, nil
	}
	return next, b.report(actor), nil`},
	{"casework/give.go", "the list given has the clients that changed", `next := slices.Clone(s.List)`, `next := slices.Clip(s.List)`},
	{"casework/next.go", "programs stay when access goes", `		if !gone[user] {
			next.Consultants`, `		if !gone[user] || len(programs) > 0 {
			next.Consultants`},
	{"casework/next.go", "who loses access stays system administrator", `func(user string) bool { return gone[user] })`, `func(user string) bool { return gone[user] && user == "" })`},
	{"casework/next.go", "who loses access stays administrator of programs", `copies.of(users, gone)`, `copies.of(users, nil)`},
	{"casework/next.go", "who has access without a program keeps it", `		if !gone[user] {
			next.Consultants`, `		if !gone[user] || len(programs) == 0 {
			next.Consultants`},
	{"casework/next.go", "everybody loses access with one", `		if !gone[user] {
			next.Consultants`, `		if len(gone) == 0 {
			next.Consultants`},
	{"casework/next.go", "all system administrators go with one", `func(user string) bool { return gone[user] })`, `func(user string) bool { return len(gone) > 0 })`},
	{"casework/remove_access.go", "who goes from one client goes from the next", `		clear(gone)
`, ``},
	{"casework/remove_access.go", "access is judged at the first client", `asked.Consultant, asked.Engagement = user, before
			d`, `asked.Consultant, asked.Engagement = user, s.List[positions[0]]
			d`},
	{"casework/remove_access.go", "several system administrators go at a time, and none stays", `	if !r.removed {`, `	if !r.removed || d.Allowed {`},
	{"casework/remove_access.go", "who removes themselves is refused the rest", `	if own.Reason == ReasonLastSystemAdministrator {`, `	if own.Reason != "" && !own.Allowed || r.removed && user != "" && own.Allowed {`},
	{"casework/remove_access.go", "nobody is told which roles end", `				warnings = append(warnings, roles.ended(i, before.Key)...)
`, ``},
	{"casework/remove_access.go", "the first client only is removed from", `for _, at := range positions {`, `for _, at := range positions[:1] {`},
	{"casework/remove_access.go", "access ends at every client of the list", `	for _, at := range positions {`, `	for at := range s.List {
		_ = positions`},
	{"casework/remove_access.go", "the first consultant only loses access", `for i, user := range b.consultants {`, `for i, user := range b.consultants[:1] {`},
	{"casework/remove_access.go", "programs outside the package stay when access goes", `			next[at] = before.without(gone)
`, `			next[at] = before.without(gone)
			for user := range gone {
				for _, program := range before.Consultants[user] {
					if !p.inPackage[program] {
						next[at].Consultants[user] = append(next[at].Consultants[user], program)
					}
				}
			}
`},
	{"casework/remove_access.go", "who has nothing there loses it", `outcome(d, !hasAccess && !roles.any(i))`, `outcome(d, !hasAccess && roles.any(i))`},
	{"casework/remove_access.go", "where something is refused nobody loses access", `	return next, result, nil`, `	if result.Count(report.Refused) > 0 {
		return slices.Clone(s.List), result, nil
	}
	return next, result, nil`},
	{"casework/remove_access.go", "there is no notice where everything is refused", `	return next, result, nil`, `	if result.Count(report.Refused) == len(result.Items) {
		return next, report.Report{}, nil
	}
	return next, result, nil`},
	{"casework/remove_access.go", "the list given has the clients that changed", `next := slices.Clone(s.List)`, `next := slices.Clip(s.List)`},
	{"casework/remove_access.go", "whoever administers the agency's own account removes from its clients", `			d := p.Check(actor`, `			for _, own := range s.List {
				if own.Key == own.Org {
					asked.Engagement = own
				}
			}
			d := p.Check(actor`},
	{"casework/remove_programs.go", "all programs go", `return selected && remove[i].Allowed`, `return selected || i >= 0`},
	{"casework/remove_programs.go", "programs go that the actor may not remove", `return selected && remove[i].Allowed`, `return selected && i >= 0`},
	{"casework/remove_programs.go", "access goes with the last program", `				return selected && remove[i].Allowed
			})`, `				return selected && remove[i].Allowed
			})
			if len(left[user]) == 0 {
				delete(left, user)
			}`},
	{"casework/remove_programs.go", "the list given is changed", `next[at] = before.clone()`, `next[at] = before`},
	{"casework/remove_programs.go", "the first client only is removed from", `for _, at := range positions {`, `for _, at := range positions[:1] {`},
	{"casework/remove_programs.go", "programs go at every client of the list", `	for _, at := range positions {`, `	for at := range s.List {
		_ = positions`},
	{"casework/remove_programs.go", "the first consultant only loses programs", `for _, user := range b.consultants {`, `for _, user := range b.consultants[:1] {`},
	{"casework/remove_programs.go", "everybody there loses the programs", `			left := next[at].Consultants
`, `			left := next[at].Consultants
			for other := range left {
				left[other] = slices.DeleteFunc(left[other], func(program string) bool { return slices.Contains(b.programs, program) })
			}
`},
	{"casework/remove_programs.go", "a role at one client counts at the others", `asked.Name, asked.Engagement = program, before`, `asked.Name, asked.Engagement = program, s.List[positions[0]]`},
	{"casework/remove_programs.go", "a program that is not held is removed", `outcome(remove[i], !held.has(i))`, `outcome(remove[i], false)`},
	{"casework/remove_programs.go", "where something is refused no program goes", `	return next, b.report(actor), nil`, `	if r := b.report(actor); r.Count(report.Refused) > 0 {
		return slices.Clone(s.List), r, nil
	}
	return next, b.report(actor), nil`},
	{"casework/remove_programs.go", "there is no notice where everything is refused", `	return next, b.report(actor), nil`, `	if r := b.report(actor); r.Count(report.Refused) == len(r.Items) {
		return next, report.Report{}, nil
	}
	return next, b.report(actor), nil`},
	{"casework/remove_programs.go", "the list given has the clients that changed", `next := slices.Clone(s.List)`, `next := slices.Clip(s.List)`},
	{"casework/remove_programs.go", "whoever administers the agency's own account removes programs at its clients", `			remove[i] = p.Check(`, `			for _, own := range s.List {
				if own.Key == own.Org {
					asked.Engagement = own
				}
			}
			remove[i] = p.Check(`},
}
