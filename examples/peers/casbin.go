package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
)

// Casbin holds the facts as grouping lines, which it finds by hashing; it reads
// policy lines one by one, and there are none. So the matcher is evaluated once for
// each question. Names are chosen so that a question needs few links, each short.
// Casbin remembers every link that it has looked up until the next change.

// A casbinModel is what casbin is told of a workload.
type casbinModel struct {
	request, matcher string

	// Without the cache of decisions the question may have other members. With it all
	// are part of its key, so that few are better.
	uncachedRequest, uncachedMatcher string

	lines     map[string][][]string // by the name of the grouping
	functions map[string]func(...any) (any, error)
}

// A casbinFacts is one set of lines, to be asked with casbin's cache of decisions,
// which is full when it is measured, or without.
type casbinFacts struct {
	casbin.IEnforcer
	uncached, cached interface{ Enforce(...any) (bool, error) }
	invalidate       func() error
}

// Load returns the facts; synced are safe to change while they are asked.
func (m casbinModel) load(synced bool) (*casbinFacts, error) {
	var text strings.Builder
	fmt.Fprintf(&text, "[request_definition]\nr = %s\nr2 = %s\n", m.request, cmp.Or(m.uncachedRequest, m.request))
	fmt.Fprintf(&text, "[policy_definition]\np = none\np2 = none\n[role_definition]\n")
	for name := range m.lines {
		fmt.Fprintf(&text, "%s = _, _\n", name)
	}
	fmt.Fprintf(&text, "[policy_effect]\ne = some(where (p.eft == allow))\ne2 = some(where (p.eft == allow))\n")
	fmt.Fprintf(&text, "[matchers]\nm = %s\nm2 = %s\n", m.matcher, cmp.Or(m.uncachedMatcher, m.matcher))
	parsed, err := model.NewModelFromString(text.String())
	if err != nil {
		return nil, err
	}
	var f casbinFacts
	if synced {
		e, err := casbin.NewSyncedCachedEnforcer(parsed)
		if err != nil {
			return nil, err
		}
		f = casbinFacts{e, e.SyncedEnforcer, e, e.InvalidateCache}
	} else {
		e, err := casbin.NewCachedEnforcer(parsed)
		if err != nil {
			return nil, err
		}
		f = casbinFacts{e, e.Enforcer, e, e.InvalidateCache}
	}
	for name, function := range m.functions {
		f.AddFunction(name, function)
	}
	for name, list := range m.lines {
		if _, err := f.AddNamedGroupingPoliciesEx(name, list); err != nil {
			return nil, err
		}
	}
	return &f, nil
}

// A casbinChanger changes its facts with change.
type casbinChanger struct {
	Engine
	change func(number int) error
}

func (e casbinChanger) Change(number int) error { return e.change(number) }

// CasbinContestants returns casbin without and with its cache, on the same facts. The
// engine is told which; change makes what changes them, nil where nothing does.
func casbinContestants(
	describe func() casbinModel,
	engine func(f *casbinFacts, cached bool) Engine,
	change func(*casbinFacts) func(number int) error,
) []Contestant {
	load := sync.OnceValues(func() (*casbinFacts, error) { return describe().load(false) })
	synced := sync.OnceValues(func() (*casbinFacts, error) { return describe().load(true) })
	list := []Contestant{{Name: "casbin"}, {Name: "casbin, cached", Again: true}}
	for i := range list {
		list[i].Load = func() (Engine, error) {
			f, err := load()
			if err != nil {
				return nil, err
			}
			return engine(f, list[i].Again), nil
		}
		if change == nil {
			continue
		}
		list[i].Changing = func() (Changer, error) {
			f, err := synced()
			if err != nil {
				return nil, err
			}
			return casbinChanger{engine(f, list[i].Again), change(f)}, nil
		}
	}
	return list
}

// Asker returns how to ask the facts; an error denies, and so disagrees.
func (f *casbinFacts) asker(cached bool) func(...any) bool {
	e := f.uncached
	if cached {
		e = f.cached
	}
	return func(request ...any) bool {
		allowed, err := e.Enforce(request...)
		return err == nil && allowed
	}
}

// Replace takes lines out of "g" and puts others in. Casbin's cache of decisions does
// not notice: it is emptied here.
func (f *casbinFacts) replace(out, in [][]string) error {
	if len(out) > 0 {
		if _, err := f.RemoveNamedGroupingPolicies("g", out); err != nil {
			return err
		}
	}
	if len(in) > 0 {
		if _, err := f.AddNamedGroupingPolicies("g", in); err != nil {
			return err
		}
	}
	return f.invalidate()
}

// Sharing: a line for each viewing and sharing entry of a rule. What is shared has a
// name of its own, so that no link leads on from it.
type casbinSharing struct {
	questions []shareQuestion
	ask       func(...any) bool
}

// For the cache two members make the shortest key, and functions do the rest.
type cachedCasbinSharing casbinSharing

func casbinOfSharing(d *sharingData) []Contestant {
	return casbinContestants(
		func() casbinModel {
			function := func(f func(string) string) func(...any) (any, error) {
				return func(args ...any) (any, error) { return f(args[0].(string)), nil }
			}
			return casbinModel{
				request: "v, o",
				matcher: "r.v == r.o || g(r.v, shared(r.o)) || g(r.v, groupShared(r.o)) || " +
					"g(group(r.v), shared(r.o)) || g(group(r.v), groupShared(r.o))",
				uncachedRequest: "v, vg, o, s, sg",
				uncachedMatcher: "r2.v == r2.o || g(r2.v, r2.s) || g(r2.v, r2.sg) || g(r2.vg, r2.s) || g(r2.vg, r2.sg)",
				lines:           map[string][][]string{"g": casbinLinks(d.rules)},
				functions: map[string]func(...any) (any, error){
					"shared":      function(casbinShared),
					"groupShared": function(func(s string) string { return casbinShared(s[:5]) }),
					"group":       function(func(s string) string { return s[:5] }),
				},
			}
		},
		func(f *casbinFacts, cached bool) Engine {
			if cached {
				return &cachedCasbinSharing{d.questions, f.asker(true)}
			}
			return &casbinSharing{d.questions, f.asker(false)}
		},
		func(f *casbinFacts) func(int) error {
			var added [][]string // lines that were not there without the rule
			return func(number int) error {
				if number%2 == 1 {
					return f.replace(added, nil)
				}
				added = nil
				for _, line := range casbinLinks([]shareRule{d.spare[number/2%len(d.spare)]}) {
					there, err := f.HasNamedGroupingPolicy("g", line)
					if err != nil {
						return err
					}
					if !there && !slices.ContainsFunc(added, func(l []string) bool { return slices.Equal(l, line) }) {
						added = append(added, line)
					}
				}
				return f.replace(nil, added)
			}
		},
	)
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

var uncached = casbin.NewEnforceContext("2")

func (e *casbinSharing) Allowed(i int) bool {
	q := &e.questions[i]
	shared := casbinShared(q.owner)
	return e.ask(uncached, q.viewer, q.viewer[:5], q.owner, shared, shared[:6])
}

func (e *cachedCasbinSharing) Allowed(i int) bool {
	q := &e.questions[i]
	return e.ask(q.viewer, q.owner)
}

// Roles: a line for each role that somebody holds, from the person at the
// organisation, and one for each right of a role. Rights that need a session, and
// those over one's own, have names of their own.
type casbinRoles struct {
	questions []roleQuestion
	ask       func(...any) bool
	rights    map[[2]string]casbinRight // by kind and action
}

type casbinRight struct{ free, inSession, own string }

func casbinOfRoles(d *rolesData) []Contestant {
	return casbinContestants(
		func() casbinModel {
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
			return casbinModel{
				request: "sub, at, free, inSession, own, owner, session",
				matcher: "g(r.at, r.free) && (r.free != 'order approve' || r.session == 'out' || !g(r.at, 'order create own')) || " +
					"r.session == 'in' && (g(r.at, r.inSession) || r.owner == r.sub && g(r.at, r.own))",
				lines: map[string][][]string{"g": lines},
			}
		},
		func(f *casbinFacts, cached bool) Engine {
			e := &casbinRoles{d.questions, f.asker(cached), make(map[[2]string]casbinRight)}
			for kind, actions := range roleActions {
				for _, action := range actions {
					right := kind + " " + action
					e.rights[[2]string{kind, action}] = casbinRight{right, right + " in session", right + " own"}
				}
			}
			return e
		},
		nil,
	)
}

func (e *casbinRoles) Allowed(i int) bool {
	q := &e.questions[i]
	right := e.rights[[2]string{q.item.kind, q.action}]
	session := [...]string{"unknown", "in", "out"}[q.session]
	return e.ask(q.person.id, q.person.id+"@"+q.item.org, right.free, right.inSession, right.own, q.item.createdBy, session)
}

// Profile: a line from each profile, form and activity to its scope. Changing a
// closed case is an activity of its own, and so is sharing publicly.
type casbinProfile struct {
	questions []caseQuestion
	ask       func(...any) bool
}

// A casbinList is a list in a request, which the cache's key needs as text.
type casbinList []string

// GetCacheKey returns the members, which contain no comma.
func (l casbinList) GetCacheKey() string { return strings.Join(l, ",") }

func casbinOfProfile(d *profileData) []Contestant {
	return casbinContestants(
		func() casbinModel {
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
			return casbinModel{
				request: "sub, key, ws, groups, cws, reg, users, cgroups",
				matcher: "g(r.key, 'all') || r.ws == r.cws && g(r.key, 'workspace') || r.sub == r.reg && g(r.key, 'registered') || " +
					"g(r.key, 'involved') && involved(r.sub, r.groups, r.users, r.cgroups)",
				lines:     map[string][][]string{"g": lines},
				functions: map[string]func(...any) (any, error){"involved": casbinInvolved},
			}
		},
		func(f *casbinFacts, cached bool) Engine { return &casbinProfile{d.questions, f.asker(cached)} },
		func(f *casbinFacts) func(int) error {
			return func(number int) error {
				c, set := numbered(d.changes, number)
				line := [][]string{{casbinActivity(d.profiles[c.profile].name, c.form, "change closed"), set.change}}
				if set.changeClosed {
					return f.replace(nil, line)
				}
				return f.replace(line, nil)
			}
		},
	)
}

func casbinInvolved(args ...any) (any, error) {
	groups := args[3].(casbinList)
	return slices.Contains(args[2].(casbinList), args[0].(string)) ||
		slices.ContainsFunc(args[1].(casbinList), func(g string) bool { return slices.Contains(groups, g) }), nil
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
	return e.ask(q.user.id, casbinActivity(q.user.profile, q.row.form, action), q.user.workspace,
		casbinList(q.user.groups), q.row.workspace, q.row.registeredBy, casbinList(q.row.users), casbinList(q.row.groups))
}

// Clients: lines from the client to the organisation, the responsible and those with
// whom it is shared, each sort by a name of its own.
type casbinClients struct {
	questions []clientQuestion
	ask       func(...any) bool
}

func casbinOfClients(d *clientsData) []Contestant {
	return casbinContestants(
		func() casbinModel {
			lines := make(map[string][][]string)
			for _, c := range d.clients {
				lines["g"] = append(lines["g"], []string{c.id, c.responsible})
				lines["g2"] = append(lines["g2"], []string{c.id, c.org})
				for _, user := range c.shared {
					lines["g3"] = append(lines["g3"], []string{c.id, user})
				}
			}
			return casbinModel{
				request: "sub, org, act, client",
				matcher: "g2(r.client, r.org) && (g(r.client, r.sub) || " +
					"r.act in ('view', 'edit', 'add-session') && g3(r.client, r.sub))",
				lines: lines,
			}
		},
		func(f *casbinFacts, cached bool) Engine { return &casbinClients{d.questions, f.asker(cached)} },
		nil,
	)
}

func (e *casbinClients) Allowed(i int) bool {
	q := &e.questions[i]
	return e.ask(q.user.id, q.user.org, q.action, q.client.id)
}

// Engagements: lines from the user at the engagement to the programs, and from the
// engagement to the organisation.
type casbinEngagements struct {
	questions []useQuestion
	ask       func(...any) bool
}

func casbinOfEngagements(d *engagementsData) []Contestant {
	return casbinContestants(
		func() casbinModel {
			lines := make(map[string][][]string)
			for _, g := range d.engagements {
				lines["g2"] = append(lines["g2"], []string{g.id, g.org})
				for user, list := range g.consultants {
					for _, program := range list {
						lines["g"] = append(lines["g"], []string{user + "@" + g.id, program})
					}
				}
			}
			return casbinModel{
				request: "at, program, engagement, org",
				matcher: "g(r.at, r.program) && g2(r.engagement, r.org)",
				lines:   lines,
			}
		},
		func(f *casbinFacts, cached bool) Engine { return &casbinEngagements{d.questions, f.asker(cached)} },
		nil,
	)
}

func (e *casbinEngagements) Allowed(i int) bool {
	q := &e.questions[i]
	return e.ask(q.user.id+"@"+q.engagement.id, q.program, q.engagement.id, q.user.org)
}
