package main

import (
	"math/rand/v2"
	"slices"
)

// The scopes of a right on a form's cases. None includes another.
const (
	scopeNone       = "none"
	scopeRegistered = "registered"
	scopeInvolved   = "involved"
	scopeWorkspace  = "workspace"
	scopeAll        = "all"
)

var scopes = []string{scopeNone, scopeRegistered, scopeInvolved, scopeWorkspace, scopeAll}

// formRights are what a profile may do with the cases of one form.
type formRights struct {
	read, change, delete string // scopes
	sharePublicly        bool   // a case that one reads
	changeClosed         bool   // change closed cases as well
}

// A caseProfile is a set of rights that users have by belonging to it.
type caseProfile struct {
	name  string
	forms map[string]formRights
}

// A caseUser is the caller's row of a user.
type caseUser struct {
	id, profile, workspace string
	groups                 []string
}

// A caseRow is the caller's row of a case.
type caseRow struct {
	id, form, registeredBy, workspace string
	users, groups                     []string
	closed                            bool
}

// A caseQuestion asks whether the user may take the action on the case.
type caseQuestion struct {
	user   *caseUser
	action string
	row    *caseRow
}

type profileData struct {
	forms     []string
	profiles  []caseProfile
	users     []caseUser
	rows      []caseRow
	questions []caseQuestion
	changes   []rightsChange
}

// A rightsChange lets a profile change closed cases of a form, or no longer.
type rightsChange struct {
	profile       int
	form          string
	before, after formRights
}

// numbered returns the rights that the change of a number sets, as [Changer] says.
func numbered(changes []rightsChange, number int) (rightsChange, formRights) {
	c := changes[number/2%len(changes)]
	if number%2 == 0 {
		return c, c.after
	}
	return c, c.before
}

const profileCount = 50

var caseActions = []string{"read", "change", "delete", "share-publicly"}

func newProfileData(r *rand.Rand, size int) (*profileData, []bool) {
	d := &profileData{}
	for i := range size {
		d.forms = append(d.forms, id("form ", i))
	}
	for i := range profileCount {
		p := caseProfile{id("profile ", i), make(map[string]formRights)}
		for _, form := range d.forms {
			set := formRights{read: one(r, scopes), change: one(r, scopes), delete: one(r, scopes)}
			set.sharePublicly = set.read != scopeNone && r.IntN(2) == 0
			set.changeClosed = set.change != scopeNone && r.IntN(2) == 0
			p.forms[form] = set
		}
		d.profiles = append(d.profiles, p)
	}
	place := func() string { return id("workspace ", r.IntN(20)) }
	team := func() string { return id("group ", r.IntN(40)) }
	for i := range 1_000 {
		d.users = append(d.users, caseUser{id("user ", i), one(r, d.profiles).name, place(), []string{team(), team()}})
	}
	type drawn struct {
		q   caseQuestion
		row caseRow
	}
	draw := func(bool) drawn {
		u := &d.users[r.IntN(len(d.users))]
		c := caseRow{
			form: one(r, d.forms), registeredBy: one(r, d.users).id, workspace: place(),
			users: []string{one(r, d.users).id, one(r, d.users).id}, groups: []string{team()},
			closed: r.IntN(4) == 0,
		}
		// What a scope looks at is there in some rows: so others miss it nearly.
		if r.IntN(2) == 0 {
			c.registeredBy = u.id
		}
		if r.IntN(2) == 0 {
			c.workspace = u.workspace
		}
		switch r.IntN(4) {
		case 0:
			c.users[r.IntN(2)] = u.id
		case 1:
			c.groups[0] = u.groups[r.IntN(2)]
		}
		return drawn{caseQuestion{user: u, action: one(r, caseActions)}, c}
	}
	oracle := func(c drawn) bool { return d.oracle(c.q.user, c.q.action, &c.row) }
	candidates, want := halfAllowed(r, questionCount(size*profileCount), draw, oracle)
	d.rows = make([]caseRow, len(candidates))
	d.questions = make([]caseQuestion, len(candidates))
	for i, c := range candidates {
		d.rows[i], d.questions[i] = c.row, c.q
		d.rows[i].id = id("case ", i)
		d.questions[i].row = &d.rows[i]
	}
	d.drawChanges(want)
	return d, want
}

// drawChanges picks rights on closed cases that questions turn on, the first one that
// an allowed question does.
func (d *profileData) drawChanges(want []bool) {
	numbers := make(map[string]int)
	for i, p := range d.profiles {
		numbers[p.name] = i
	}
	for i, q := range d.questions {
		c := rightsChange{profile: numbers[q.user.profile], form: q.row.form}
		c.before = d.profiles[c.profile].forms[c.form]
		c.after = c.before
		c.after.changeClosed = !c.before.changeClosed
		turns := q.action == "change" && q.row.closed && c.before.change != scopeNone
		if turns && (len(d.changes) > 0 || want[i]) && len(d.changes) < 100 {
			d.changes = append(d.changes, c)
		}
	}
}

// oracle reads the profiles one by one until it finds the user's.
func (d *profileData) oracle(u *caseUser, action string, c *caseRow) bool {
	for _, p := range d.profiles {
		if p.name != u.profile {
			continue
		}
		set, ok := p.forms[c.form]
		if !ok {
			return false
		}
		scope := map[string]string{"read": set.read, "change": set.change, "delete": set.delete, "share-publicly": set.read}[action]
		reached := map[string]bool{
			scopeRegistered: c.registeredBy == u.id,
			scopeInvolved: slices.Contains(c.users, u.id) ||
				slices.ContainsFunc(u.groups, func(g string) bool { return slices.Contains(c.groups, g) }),
			scopeWorkspace: c.workspace == u.workspace,
			scopeAll:       true,
		}[scope]
		switch action {
		case "share-publicly":
			return reached && set.sharePublicly
		case "change":
			return reached && (!c.closed || set.changeClosed)
		default:
			return reached
		}
	}
	return false
}

// after returns what the oracle answers after the first of the changes.
func (d *profileData) after() []bool {
	c := d.changes[0]
	forms := d.profiles[c.profile].forms
	forms[c.form] = c.after
	defer func() { forms[c.form] = c.before }()
	var list []bool
	for _, q := range d.questions {
		list = append(list, d.oracle(q.user, q.action, q.row))
	}
	return list
}

func newProfileWorld(size int) *World {
	d, want := newProfileData(random("profile", size), size)
	return &World{Facts: size * profileCount, Fact: "profile and form", Want: want, After: d.after(), Contestants: slices.Concat(
		[]Contestant{
			{
				Name: "floor",
				Load: func() (Engine, error) { return newProfileFloor(d), nil },
				Changing: func(e Engine) (Changer, error) {
					return &lockedProfileFloor{floor: e.(*profileFloor), changes: d.changes}, nil
				},
			},
		},
		lupaOfProfile(d),
		[]Contestant{
			{
				Name:     "cedar-go",
				Load:     func() (Engine, error) { return newCedarProfile(d) },
				Changing: func(e Engine) (Changer, error) { return &changingCedarProfile{engine: e.(*cedarProfile), data: d}, nil },
			},
		},
		casbinOfProfile(d),
	)}
}
