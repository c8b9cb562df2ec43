package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
)

// Casbin holds the facts as grouping lines, which it finds by hashing; it reads
// policy lines one by one, and there are none. So the matcher is evaluated once for
// each question. Names are chosen so that a question needs few links, each short.
// Casbin remembers every link that it has looked up until the next change.

// A casbinKind says which enforcer answers.
type casbinKind int

const (
	plainCasbin  casbinKind = iota
	cachedCasbin            // with its cache of decisions, which is full when it is measured
	syncedCasbin            // for changes while it is asked
	syncedCachedCasbin
)

// Synced returns the kind that bears changes while it is asked.
func (k casbinKind) synced() casbinKind { return k + syncedCasbin }

// NewCasbin returns an enforcer of the request's members and the matcher, with the
// grouping lines given by name.
func newCasbin(kind casbinKind, request, matcher string, lines map[string][][]string) (casbin.IEnforcer, error) {
	var text strings.Builder
	fmt.Fprintf(&text, "[request_definition]\nr = %s\n[policy_definition]\np = none\n[role_definition]\n", request)
	for name := range lines {
		fmt.Fprintf(&text, "%s = _, _\n", name)
	}
	fmt.Fprintf(&text, "[policy_effect]\ne = some(where (p.eft == allow))\n[matchers]\nm = %s\n", matcher)
	m, err := model.NewModelFromString(text.String())
	if err != nil {
		return nil, err
	}
	var e casbin.IEnforcer
	switch kind {
	case plainCasbin:
		e, err = casbin.NewEnforcer(m)
	case cachedCasbin:
		e, err = casbin.NewCachedEnforcer(m)
	case syncedCasbin:
		e, err = casbin.NewSyncedEnforcer(m)
	default:
		e, err = casbin.NewSyncedCachedEnforcer(m)
	}
	if err != nil {
		return nil, err
	}
	for name, list := range lines {
		if _, err := e.AddNamedGroupingPoliciesEx(name, list); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// CasbinAllows is what the enforcer says; an error denies, and so disagrees.
func casbinAllows(e casbin.IEnforcer, request ...any) bool {
	allowed, err := e.Enforce(request...)
	return err == nil && allowed
}

// Sharing: a line for each viewing and sharing entry of a rule. What is shared has a
// name of its own, so that no link leads on from it.
type casbinSharing struct {
	questions []shareQuestion
	enforcer  casbin.IEnforcer
	cached    bool
}

func newCasbinSharing(d *sharingData, kind casbinKind) (*casbinSharing, error) {
	lines := casbinLinks(d.rules)
	if kind == cachedCasbin || kind == syncedCachedCasbin {
		// Two members make the shortest key of the cache, and functions the rest.
		e, err := newCasbin(kind, "v, o", "r.v == r.o || g(r.v, shared(r.o)) || g(r.v, groupShared(r.o)) || "+
			"g(group(r.v), shared(r.o)) || g(group(r.v), groupShared(r.o))", map[string][][]string{"g": lines})
		if err != nil {
			return nil, err
		}
		e.AddFunction("shared", func(args ...any) (any, error) { return casbinShared(args[0].(string)), nil })
		e.AddFunction("groupShared", func(args ...any) (any, error) { return casbinShared(args[0].(string)[:5]), nil })
		e.AddFunction("group", func(args ...any) (any, error) { return args[0].(string)[:5], nil })
		return &casbinSharing{d.questions, e, true}, nil
	}
	e, err := newCasbin(kind, "v, vg, o, s, sg",
		"r.v == r.o || g(r.v, r.s) || g(r.v, r.sg) || g(r.vg, r.s) || g(r.vg, r.sg)", map[string][][]string{"g": lines})
	return &casbinSharing{d.questions, e, false}, err
}

// CasbinShared is the name of what a number or group shares; groups are written
// without their asterisk, and so begin the names of their members.
func casbinShared(entry string) string { return "<" + entry }

func casbinLinks(rules []shareRule) [][]string {
	var lines [][]string
	for _, r := range rules {
		for _, v := range r.viewers {
			for _, s := range r.sharers {
				lines = append(lines, []string{strings.TrimSuffix(v, "*"), casbinShared(strings.TrimSuffix(s, "*"))})
			}
		}
	}
	return lines
}

func (e *casbinSharing) Allowed(i int) bool {
	q := &e.questions[i]
	if e.cached {
		return casbinAllows(e.enforcer, q.viewer, q.owner)
	}
	shared := casbinShared(q.owner)
	return casbinAllows(e.enforcer, q.viewer, q.viewer[:5], q.owner, shared, shared[:6])
}

type changingCasbinSharing struct {
	*casbinSharing
	spare []shareRule
	added [][]string // lines that were not there without the rule
}

func newChangingCasbinSharing(d *sharingData, kind casbinKind) (*changingCasbinSharing, error) {
	e, err := newCasbinSharing(d, kind.synced())
	return &changingCasbinSharing{casbinSharing: e, spare: d.spare}, err
}

func (e *changingCasbinSharing) Change(number int) error {
	if number%2 == 1 {
		return casbinChange(e.enforcer, e.added, nil)
	}
	e.added = nil
	for _, line := range casbinLinks(e.spare[number/2%len(e.spare) : number/2%len(e.spare)+1]) {
		there, err := e.enforcer.HasNamedGroupingPolicy("g", line)
		if err != nil {
			return err
		}
		if !there && !slices.ContainsFunc(e.added, func(l []string) bool { return slices.Equal(l, line) }) {
			e.added = append(e.added, line)
		}
	}
	return casbinChange(e.enforcer, nil, e.added)
}

// CasbinChange takes lines out of "g" and puts others in. Casbin's cache of decisions
// does not notice: it is emptied here.
func casbinChange(e casbin.IEnforcer, out, in [][]string) error {
	if len(out) > 0 {
		if _, err := e.RemoveNamedGroupingPolicies("g", out); err != nil {
			return err
		}
	}
	if len(in) > 0 {
		if _, err := e.AddNamedGroupingPolicies("g", in); err != nil {
			return err
		}
	}
	if cached, ok := e.(*casbin.SyncedCachedEnforcer); ok {
		return cached.InvalidateCache()
	}
	return nil
}

// Roles: a line for each role that somebody holds, from the person at the
// organisation, and one for each right of a role. Rights that need a session, and
// those over one's own, have names of their own.
type casbinRoles struct {
	questions []roleQuestion
	enforcer  casbin.IEnforcer
	rights    map[[2]string]casbinRight // by kind and action
}

type casbinRight struct{ free, inSession, ofOwn string }

func newCasbinRoles(d *rolesData, kind casbinKind) (*casbinRoles, error) {
	e := &casbinRoles{questions: d.questions, rights: make(map[[2]string]casbinRight)}
	for kind, actions := range roleActions {
		for _, action := range actions {
			right := kind + " " + action
			e.rights[[2]string{kind, action}] = casbinRight{right, right + " in session", right + " own"}
		}
	}
	var lines [][]string
	for _, role := range portalRoles {
		for _, right := range role.org {
			if role.session {
				right += " in session"
			}
			lines = append(lines, []string{role.name, right})
		}
		for _, right := range role.own {
			lines = append(lines, []string{role.name, right + " own"})
		}
	}
	for _, p := range d.people {
		for _, m := range p.memberships {
			for _, role := range m.roles {
				lines = append(lines, []string{p.id + "@" + m.org, role})
			}
		}
	}
	var err error
	e.enforcer, err = newCasbin(kind, "sub, at, free, inSession, ofOwn, owner, session",
		"g(r.at, r.free) && (r.free != 'order approve' || r.session == 'out' || !g(r.at, 'order create own')) || "+
			"r.session == 'in' && (g(r.at, r.inSession) || r.owner == r.sub && g(r.at, r.ofOwn))", map[string][][]string{"g": lines})
	return e, err
}

func (e *casbinRoles) Allowed(i int) bool {
	q := &e.questions[i]
	right := e.rights[[2]string{q.item.kind, q.action}]
	session := [...]string{"unknown", "in", "out"}[q.session]
	return casbinAllows(e.enforcer, q.person.id, q.person.id+"@"+q.item.org,
		right.free, right.inSession, right.ofOwn, q.item.createdBy, session)
}

// Profile: a line from each profile, form and activity to its scope. Changing a
// closed case is an activity of its own, and so is sharing publicly.
type casbinProfile struct {
	questions []caseQuestion
	enforcer  casbin.IEnforcer
}

// A casbinList is a list in a request, which the cache's key needs as text.
type casbinList []string

// GetCacheKey returns the members, which contain no comma.
func (l casbinList) GetCacheKey() string { return strings.Join(l, ",") }

func newCasbinProfile(d *profileData, kind casbinKind) (*casbinProfile, error) {
	var lines [][]string
	for _, p := range d.profiles {
		for form, set := range p.forms {
			put := func(activity, scope string, on bool) {
				if on && scope != scopeNone {
					lines = append(lines, []string{casbinActivity(p.name, form, activity), scope})
				}
			}
			put("read", set.read, true)
			put("change", set.change, true)
			put("change closed", set.change, set.changeClosed)
			put("delete", set.delete, true)
			put("share-publicly", set.read, set.sharePublicly)
		}
	}
	e, err := newCasbin(kind, "sub, key, ws, groups, cws, reg, users, cgroups",
		"g(r.key, 'all') || r.ws == r.cws && g(r.key, 'workspace') || r.sub == r.reg && g(r.key, 'registered') || "+
			"g(r.key, 'involved') && involved(r.sub, r.groups, r.users, r.cgroups)", map[string][][]string{"g": lines})
	if err != nil {
		return nil, err
	}
	e.AddFunction("involved", func(args ...any) (any, error) {
		groups := args[3].(casbinList)
		return slices.Contains(args[2].(casbinList), args[0].(string)) ||
			slices.ContainsFunc(args[1].(casbinList), func(g string) bool { return slices.Contains(groups, g) }), nil
	})
	return &casbinProfile{d.questions, e}, nil
}

func casbinActivity(profile, form, activity string) string {
	return profile + "/" + form + "/" + activity
}

func (e *casbinProfile) Allowed(i int) bool {
	q := &e.questions[i]
	action := q.action
	if action == "change" && q.row.closed {
		action = "change closed"
	}
	return casbinAllows(e.enforcer, q.user.id, casbinActivity(q.user.profile, q.row.form, action), q.user.workspace,
		casbinList(q.user.groups), q.row.workspace, q.row.registeredBy, casbinList(q.row.users), casbinList(q.row.groups))
}

type changingCasbinProfile struct {
	*casbinProfile
	data *profileData
}

func newChangingCasbinProfile(d *profileData, kind casbinKind) (*changingCasbinProfile, error) {
	e, err := newCasbinProfile(d, kind.synced())
	return &changingCasbinProfile{e, d}, err
}

func (e *changingCasbinProfile) Change(number int) error {
	c, set := numbered(e.data.changes, number)
	line := [][]string{{casbinActivity(e.data.profiles[c.profile].name, c.form, "change closed"), set.change}}
	if set.changeClosed {
		return casbinChange(e.enforcer, nil, line)
	}
	return casbinChange(e.enforcer, line, nil)
}

// Clients: lines from the client to the organisation, the responsible and those with
// whom it is shared, each sort by a name of its own.
type casbinClients struct {
	questions []clientQuestion
	enforcer  casbin.IEnforcer
}

func newCasbinClients(d *clientsData, kind casbinKind) (*casbinClients, error) {
	lines := make(map[string][][]string)
	for _, c := range d.clients {
		lines["g"] = append(lines["g"], []string{c.id, c.responsible})
		lines["g2"] = append(lines["g2"], []string{c.id, c.org})
		for _, user := range c.shared {
			lines["g3"] = append(lines["g3"], []string{c.id, user})
		}
	}
	e, err := newCasbin(kind, "sub, org, act, client", "g2(r.client, r.org) && (g(r.client, r.sub) || "+
		"r.act in ('view', 'edit', 'add-session') && g3(r.client, r.sub))", lines)
	return &casbinClients{d.questions, e}, err
}

func (e *casbinClients) Allowed(i int) bool {
	q := &e.questions[i]
	return casbinAllows(e.enforcer, q.user.id, q.user.org, q.action, q.client.id)
}

// Engagements: lines from the user at the engagement to the programs, and from the
// engagement to the organisation.
type casbinEngagements struct {
	questions []useQuestion
	enforcer  casbin.IEnforcer
}

func newCasbinEngagements(d *engagementsData, kind casbinKind) (*casbinEngagements, error) {
	lines := make(map[string][][]string)
	for _, g := range d.engagements {
		lines["g2"] = append(lines["g2"], []string{g.id, g.org})
		for user, list := range g.consultants {
			for _, program := range list {
				lines["g"] = append(lines["g"], []string{user + "@" + g.id, program})
			}
		}
	}
	e, err := newCasbin(kind, "at, program, engagement, org", "g(r.at, r.program) && g2(r.engagement, r.org)", lines)
	return &casbinEngagements{d.questions, e}, err
}

func (e *casbinEngagements) Allowed(i int) bool {
	q := &e.questions[i]
	return casbinAllows(e.enforcer, q.user.id+"@"+q.engagement.id, q.program, q.engagement.id, q.user.org)
}
