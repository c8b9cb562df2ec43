package export

import (
	"maps"
	"slices"

	"lupa.example/access"
	"lupa.example/casework"
)

// Relations of casework.
const (
	relWorker      = "worker"  // who acts for the organisation
	relSteward     = "steward" // of the organisation
	relResponsible = "responsible"
	relShared      = "shared"
	relWorks       = "works" // with the client: responsible, or shared with
	relClient      = "client"
	relConsultant  = "consultant"
	relProgram     = "program"
	relEngagement  = "engagement"
	relOffer       = "offer" // the program of the package
	relOffered     = "offered"
	relHolder      = "holder" // of a program, somebody with access
	relOffering    = "offering_administrator"
)

// caseworkTypes is the part of the model that is about clients and engagements.
func caseworkTypes(p *access.Policy) []*typeDefinition {
	practice, _ := access.Of[*casework.Practice](p)
	config := practice.Config()

	employer := newType(typeEmployer)
	employer.direct(relWorker, reference{kind: typeUser})
	employer.direct(relSteward, reference{kind: typeUser})
	employer.define(relNobody, but(has(relWorker), has(relWorker)))
	workers := from(relWorker, relOrg)

	client := newType(typeClient)
	client.direct(relOrg, reference{kind: typeEmployer})
	client.direct(relResponsible, reference{kind: typeUser})
	client.direct(relShared, reference{kind: typeUser})
	client.define(relWorks, anyOf(has(relResponsible), has(relShared)))
	responsible, works := allOf(has(relResponsible), workers), allOf(has(relWorks), workers)
	for _, a := range []access.Action{casework.ActionView, casework.ActionEdit, casework.ActionAddSession} {
		client.may(string(a), works)
	}
	sharing := responsible
	if config.SharedMayShare {
		sharing = works
	}
	client.may(string(casework.ActionShare), sharing)
	client.may(string(casework.ActionUnshare), responsible)
	client.may(string(casework.ActionTransfer), responsible)
	stewards := from(relNobody, relOrg)
	if config.Stewards {
		stewards = from(relSteward, relOrg)
	}
	client.may(string(casework.ActionHandOn), stewards)

	session := newType(typeSession)
	session.direct(relClient, reference{kind: typeClient})
	for _, a := range []access.Action{casework.ActionView, casework.ActionEdit} {
		session.may(string(a), from(relation(prefixMay, string(a)), relClient))
	}
	return append([]*typeDefinition{employer, client, session}, engagementTypes()...)
}

func engagementTypes() []*typeDefinition {
	engagement := newType(typeEngagement)
	engagement.direct(relOrg, reference{kind: typeEmployer})
	engagement.direct(relAdministrator, reference{kind: typeUser})
	engagement.direct(relConsultant, reference{kind: typeUser})
	engagement.direct(relProgram, reference{kind: typeProgram})
	engagement.define(relWorker, from(relWorker, relOrg))
	engagement.may(string(casework.ActionView), allOf(has(relWorker),
		anyOf(has(relAdministrator), from(relAdministrator, relProgram), has(relConsultant))))
	engagement.may(string(casework.ActionGive), allOf(has(relWorker),
		anyOf(has(relAdministrator), from(relOffering, relProgram))))

	program := newType(typeProgram)
	program.direct(relEngagement, reference{kind: typeEngagement})
	program.direct(relOffer, reference{kind: typeOffer})
	program.direct(relAdministrator, reference{kind: typeUser})
	program.direct(relHolder, reference{kind: typeUser})
	offered := from(relOffered, relOffer)
	program.define(relOffering, allOf(has(relAdministrator), offered))
	program.may(string(casework.ActionUse), allOf(has(relHolder), from(relWorker, relEngagement)))
	for _, a := range []access.Action{casework.ActionAssign, casework.ActionRemove} {
		program.may(string(a), allOf(offered, from(relWorker, relEngagement),
			anyOf(has(relAdministrator), from(relAdministrator, relEngagement))))
	}

	offer := newType(typeOffer)
	offer.direct(relOffered, reference{kind: typeUser, everybody: true})
	return []*typeDefinition{engagement, program, offer}
}

func packageTuples(p *casework.Practice, add adder) {
	for _, program := range p.Config().Package {
		add(object(typeOffer, program), relOffered, typeUser+":*")
	}
}

func sameWorker(a, b *casework.User) bool { return *a == *b }

func workerTuples(s access.Subject, add adder) {
	u, refused := access.Single(s, sameWorker)
	if refused != "" || u.Org == "" {
		return
	}
	add(object(typeEmployer, u.Org), relWorker, user(s.User))
	if u.Steward {
		add(object(typeEmployer, u.Org), relSteward, user(s.User))
	}
}

func completeClient(c *casework.Client) bool { return c != nil && c.Org != "" && c.Responsible != "" }

func clientTuples(c *casework.Client, add adder) {
	if !completeClient(c) {
		return
	}
	row := object(typeClient, c.ID)
	add(row, relOrg, object(typeEmployer, c.Org))
	add(row, relResponsible, user(c.Responsible))
	distinct(c.Shared, func(name string) { add(row, relShared, user(name)) })
}

func sessionRowTuples(s *casework.Session, add adder) {
	if completeClient(s.Client) {
		add(object(typeSession, s.ID), relClient, object(typeClient, s.Client.ID))
	}
}

func completeEngagement(e *casework.Engagement) bool { return e != nil && e.Org != "" }

func engagementTuples(e *casework.Engagement, add adder) {
	if !completeEngagement(e) {
		return
	}
	row := object(typeEngagement, e.ID)
	add(row, relOrg, object(typeEmployer, e.Org))
	distinct(e.SystemAdministrators, func(name string) { add(row, relAdministrator, user(name)) })
	linked := make(map[string]bool)
	link := func(name string) string {
		program := object(typeProgram, e.ID, name)
		if !linked[name] {
			linked[name] = true
			add(row, relProgram, program)
			programTuples(e, name, add)
		}
		return program
	}
	for _, name := range slices.Sorted(maps.Keys(e.ProgramAdministrators)) {
		if name == "" {
			continue
		}
		distinct(e.ProgramAdministrators[name], func(who string) { add(link(name), relAdministrator, user(who)) })
	}
	for _, who := range slices.Sorted(maps.Keys(e.Consultants)) {
		if who == "" {
			continue
		}
		add(row, relConsultant, user(who))
		distinct(e.Consultants[who], func(name string) { add(link(name), relHolder, user(who)) })
	}
}

// programTuples say of which engagement a program is, and which it is of the package.
// They ride with every question about one: it may be one that nobody has there yet.
func programTuples(e *casework.Engagement, name string, add adder) {
	program := object(typeProgram, e.ID, name)
	add(program, relEngagement, object(typeEngagement, e.ID))
	add(program, relOffer, object(typeOffer, name))
}
