package main

import (
	"slices"
	"sync"
)

// The floors: for each workload the fewest probes and comparisons, as far as we
// know, that give the answer from plain strings. A floor answers yes or no; it tells
// no reason, and it is of use for this one kind of question only.

// oneMap is the contestant that knows every answer beforehand: one probe from
// strings. It has to be kept in step with the rows, so it is no floor for those who
// have the rows at hand.
const oneMap = "one map"

// Profile: the profile's and the form's numbers, and a dense table of rights.
type profileFloor struct {
	questions []caseQuestion
	profiles  map[string]int
	forms     map[string]int
	rights    []packedRights // by profile and form
}

// packedRights are the scopes of the four actions, four bits each, and above them
// one bit for changing closed cases.
type packedRights uint32

const closedToo packedRights = 1 << 16

func packScope(s string) packedRights { return packedRights(slices.Index(scopes, s)) }

func pack(r formRights) packedRights {
	p := packScope(r.read) | packScope(r.change)<<4 | packScope(r.delete)<<8
	if r.sharePublicly {
		p |= packScope(r.read) << 12
	}
	if r.changeClosed {
		p |= closedToo
	}
	return p
}

func newProfileFloor(d *profileData) *profileFloor {
	f := &profileFloor{
		questions: d.questions,
		profiles:  make(map[string]int),
		forms:     make(map[string]int),
		rights:    make([]packedRights, len(d.profiles)*len(d.forms)),
	}
	for i, form := range d.forms {
		f.forms[form] = i
	}
	for i, p := range d.profiles {
		f.profiles[p.name] = i
		for form, set := range p.forms {
			f.rights[i*len(d.forms)+f.forms[form]] = pack(set)
		}
	}
	return f
}

func (f *profileFloor) Allowed(question int) bool {
	q := &f.questions[question]
	profile, ok1 := f.profiles[q.user.profile]
	form, ok2 := f.forms[q.row.form]
	if !ok1 || !ok2 {
		return false
	}
	rights := f.rights[profile*len(f.forms)+form]
	var scope packedRights
	switch q.action {
	case "read":
		scope = rights & 15
	case "change":
		if q.row.closed && rights&closedToo == 0 {
			return false
		}
		scope = rights >> 4 & 15
	case "delete":
		scope = rights >> 8 & 15
	case "share-publicly":
		scope = rights >> 12 & 15
	}
	switch scope {
	case 1:
		return q.row.registeredBy == q.user.id
	case 2:
		if slices.Contains(q.row.users, q.user.id) {
			return true
		}
		for _, g := range q.user.groups {
			if slices.Contains(q.row.groups, g) {
				return true
			}
		}
		return false
	case 3:
		return q.row.workspace == q.user.workspace
	default:
		return scope == 4
	}
}

// A lockedProfileFloor is the floor behind a lock.
type lockedProfileFloor struct {
	mutex   sync.RWMutex
	floor   *profileFloor
	changes []rightsChange
}

func (f *lockedProfileFloor) Allowed(question int) bool {
	f.mutex.RLock()
	defer f.mutex.RUnlock()
	return f.floor.Allowed(question)
}

func (f *lockedProfileFloor) Change(number int) error {
	c, set := numbered(f.changes, number)
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.floor.rights[c.profile*len(f.floor.forms)+f.floor.forms[c.form]] = pack(set)
	return nil
}

// Clients: the caller's row, compared.
type clientsFloor []clientQuestion

func (f clientsFloor) Allowed(question int) bool {
	q := &f[question]
	c := q.client
	if c.org != q.user.org {
		return false
	}
	if c.responsible == q.user.id {
		return true
	}
	return ofShared(q.action) && slices.Contains(c.shared, q.user.id)
}

func ofShared(action string) bool {
	return action == "view" || action == "edit" || action == "add-session"
}

// A clientsMap knows by client and user of the client's organisation whether the
// user is responsible (true) or has the client shared.
type clientsMap struct {
	questions   []clientQuestion
	responsible map[[2]string]bool
}

func newClientsMap(d *clientsData) *clientsMap {
	f := &clientsMap{d.questions, make(map[[2]string]bool)}
	for _, c := range d.clients {
		for _, user := range c.shared {
			f.responsible[[2]string{c.id, user}] = false
		}
		f.responsible[[2]string{c.id, c.responsible}] = true
	}
	return f
}

func (f *clientsMap) Allowed(question int) bool {
	q := &f.questions[question]
	responsible, any := f.responsible[[2]string{q.client.id, q.user.id}]
	return any && (responsible || ofShared(q.action))
}

// Engagements: the caller's row, one probe of its map, and the few programs there.
type engagementsFloor []useQuestion

func (f engagementsFloor) Allowed(question int) bool {
	q := &f[question]
	return q.engagement.org == q.user.org && slices.Contains(q.engagement.consultants[q.user.id], q.program)
}

// An engagementsMap knows the users of programs by engagement, user and program.
type engagementsMap struct {
	questions []useQuestion
	uses      map[[3]string]bool
}

func newEngagementsMap(d *engagementsData) *engagementsMap {
	f := &engagementsMap{d.questions, make(map[[3]string]bool)}
	for _, e := range d.engagements {
		for user, list := range e.consultants {
			for _, program := range list {
				f.uses[[3]string{e.id, user, program}] = true
			}
		}
	}
	return f
}

func (f *engagementsMap) Allowed(question int) bool {
	q := &f.questions[question]
	return f.uses[[3]string{q.engagement.id, q.user.id, q.program}]
}
