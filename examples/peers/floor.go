package main

import (
	"slices"
	"sync"
)

// The floors: for each workload the fewest probes and comparisons, as far as we
// know, that give the answer from plain strings. A floor answers yes or no; it tells
// no reason, and it is of use for this one kind of question only.

// OneMap is the contestant that knows every answer beforehand: one probe from
// strings. It has to be kept in step with the rows, so it is no floor for those who
// have the rows at hand.
const oneMap = "one map"

// Sharing: one probe of a map keyed by the pair of groups, and a scan of the few
// pairs of members under it.
type sharingFloor struct {
	questions []shareQuestion
	under     map[uint64]memberPairs // by the pair of groups
	more      map[uint64][]uint16    // pairs beyond the third
}

// MemberPairs is up to four pairs of members, 16 bits each: the viewer's number in
// the group plus one and the sharer's, each all ones for the whole group. Zero is no
// pair, and none stands before one. The fourth may be manyPairs: the others are in
// more.
type memberPairs uint64

const (
	wholeGroup        = 0xff
	manyPairs  uint16 = 0xfefe
)

// Party returns a customer number's or group's main number, and the number within
// it plus one.
func party(s string) (main, within uint64, ok bool) {
	if len(s) == 6 && s[5] == '*' {
		main, ok = digits(s[:5])
		return main, wholeGroup, ok
	}
	return accountOf(s)
}

// AccountOf is party for customer numbers alone.
func accountOf(s string) (main, within uint64, ok bool) {
	if len(s) != 8 || s[5] != '-' {
		return 0, 0, false
	}
	main, ok1 := digits(s[:5])
	within, ok2 := digits(s[6:])
	return main, within + 1, ok1 && ok2
}

func digits(s string) (n uint64, ok bool) {
	for i := range len(s) {
		d := uint64(s[i]) - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

func (f *sharingFloor) Allowed(question int) bool {
	q := &f.questions[question]
	viewerGroup, viewer, ok1 := accountOf(q.viewer)
	ownerGroup, owner, ok2 := accountOf(q.owner)
	if !ok1 || !ok2 {
		return false
	}
	if viewerGroup == ownerGroup && viewer == owner {
		return true
	}
	key := viewerGroup<<32 | ownerGroup
	pairs := f.under[key]
	for p := pairs; p != 0; p >>= 16 {
		if uint16(p) == manyPairs {
			for _, p := range f.more[key] {
				if covers(p, viewer, owner) {
					return true
				}
			}
			return false
		}
		if covers(uint16(p), viewer, owner) {
			return true
		}
	}
	return false
}

func covers(pair uint16, viewer, owner uint64) bool {
	v, o := uint64(pair>>8), uint64(pair&0xff)
	return (v == viewer || v == wholeGroup) && (o == owner || o == wholeGroup)
}

func newSharingFloor(d *sharingData) *sharingFloor {
	f := &sharingFloor{
		questions: d.questions,
		under:     make(map[uint64]memberPairs),
		more:      make(map[uint64][]uint16),
	}
	for _, r := range d.rules {
		f.add(r)
	}
	return f
}

// EachPair yields the rule's pairs of an entry that views and one that shares.
func (r shareRule) eachPair(yield func(key uint64, pair uint16)) {
	for _, viewer := range r.viewers {
		viewerGroup, v, _ := party(viewer)
		for _, sharer := range r.sharers {
			sharerGroup, s, _ := party(sharer)
			yield(viewerGroup<<32|sharerGroup, uint16(v<<8|s))
		}
	}
}

func (f *sharingFloor) add(r shareRule) {
	r.eachPair(func(key uint64, pair uint16) { f.put(key, append(f.get(key), pair)) })
}

func (f *sharingFloor) remove(r shareRule) {
	r.eachPair(func(key uint64, pair uint16) {
		list := f.get(key)
		i := slices.Index(list, pair)
		f.put(key, slices.Delete(list, i, i+1))
	})
}

// Get returns a copy of the pairs under the key, each as often as rules have it.
func (f *sharingFloor) get(key uint64) []uint16 {
	var list []uint16
	for p := f.under[key]; p != 0; p >>= 16 {
		if uint16(p) != manyPairs {
			list = append(list, uint16(p))
		}
	}
	return append(list, f.more[key]...)
}

func (f *sharingFloor) put(key uint64, list []uint16) {
	var pairs memberPairs
	delete(f.more, key)
	if len(list) > 4 {
		f.more[key] = slices.Clone(list[3:])
		list = append(list[:3:3], manyPairs)
	}
	for i, p := range list {
		pairs |= memberPairs(p) << (16 * i)
	}
	if f.under[key] = pairs; pairs == 0 {
		delete(f.under, key)
	}
}

// A lockedSharingFloor is the floor behind a lock, as one would write it first.
type lockedSharingFloor struct {
	mutex sync.RWMutex
	floor *sharingFloor
	spare []shareRule
}

func (f *lockedSharingFloor) Allowed(question int) bool {
	f.mutex.RLock()
	defer f.mutex.RUnlock()
	return f.floor.Allowed(question)
}

func (f *lockedSharingFloor) Change(number int) error {
	rule := f.spare[number/2%len(f.spare)]
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if number%2 == 0 {
		f.floor.add(rule)
	} else {
		f.floor.remove(rule)
	}
	return nil
}

// Roles: the caller's rows, read once, and each role's rights as bits.
type rolesFloor []roleQuestion

// The rights, and what else roles give.
const (
	viewOrganisation = 1 << iota
	viewUsers
	viewRoles
	viewInvoicing
	manageOrganisation
	manageUsers
	manageRoles
	manageInvoicing
	createOrder
	viewOrder
	viewOwnOrder
	approveOrder
	viewAgreement
	approveAgreement
	signAgreement

	viewsAll   = viewOrganisation | viewUsers | viewRoles | viewInvoicing
	managesAll = manageOrganisation | manageUsers | manageRoles | manageInvoicing
	inSession  = viewsAll | managesAll | createOrder | viewOrder | viewOwnOrder | viewAgreement
	ofOwn      = createOrder | viewOwnOrder
)

func rightsOf(role string) uint32 {
	switch role {
	case "administrator":
		return viewsAll | managesAll
	case "approver":
		return approveOrder
	case "orderer", "agent-orderer", "connection-officer":
		return createOrder | viewOwnOrder
	case "contact":
		return viewsAll | viewAgreement | viewOrder
	case "signatory":
		return approveAgreement | signAgreement
	case "agent-officer":
		return viewOrganisation | viewUsers
	default:
		return 0
	}
}

// RightsFor returns the rights of which any one is enough.
func rightsFor(kind, action string) uint32 {
	switch kind {
	case kindOrganisation:
		switch action {
		case "view":
			return viewOrganisation
		case "view-users":
			return viewUsers
		case "view-roles":
			return viewRoles
		case "view-invoicing":
			return viewInvoicing
		case "manage":
			return manageOrganisation
		case "manage-users":
			return manageUsers
		case "manage-roles":
			return manageRoles
		case "manage-invoicing":
			return manageInvoicing
		}
	case kindOrder:
		switch action {
		case "create":
			return createOrder
		case "view":
			return viewOrder | viewOwnOrder
		case "approve":
			return approveOrder
		}
	case kindAgreement:
		switch action {
		case "view":
			return viewAgreement
		case "approve":
			return approveAgreement
		case "sign":
			return signAgreement
		}
	}
	return 0
}

func (f rolesFloor) Allowed(question int) bool {
	q := &f[question]
	var held uint32
	for i := range q.person.memberships {
		if m := &q.person.memberships[i]; m.org == q.item.org {
			for _, role := range m.roles {
				held |= rightsOf(role)
			}
		}
	}
	return held != 0 && mayWith(held, q)
}

// MayWith decides by the rights that the person holds in the organisation.
func mayWith(held uint32, q *roleQuestion) bool {
	asked := rightsFor(q.item.kind, q.action)
	if asked == approveOrder && held&createOrder != 0 && q.session != signedOut {
		return false
	}
	held &= asked
	if q.session != signedIn {
		held &^= inSession
	}
	if held&ofOwn != 0 && held&^ofOwn == 0 {
		return q.item.createdBy == q.person.id
	}
	return held != 0
}

// A rolesMap knows the rights by person and organisation.
type rolesMap struct {
	questions []roleQuestion
	held      map[[2]string]uint32
}

func newRolesMap(d *rolesData) *rolesMap {
	f := &rolesMap{d.questions, make(map[[2]string]uint32)}
	for _, p := range d.people {
		for _, m := range p.memberships {
			for _, role := range m.roles {
				f.held[[2]string{p.id, m.org}] |= rightsOf(role)
			}
		}
	}
	return f
}

func (f *rolesMap) Allowed(question int) bool {
	q := &f.questions[question]
	return mayWith(f.held[[2]string{q.person.id, q.item.org}], q)
}

// Profile: the profile's and the form's numbers, and a dense table of rights.
type profileFloor struct {
	questions []caseQuestion
	profiles  map[string]int
	forms     map[string]int
	rights    []packedRights // by profile and form
}

// PackedRights are the scopes of the four actions, four bits each, and above them
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
