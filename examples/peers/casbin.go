package main

import (
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
type casbinFacts struct{ *casbin.SyncedCachedEnforcer }

// load returns the facts.
func (m casbinModel) load() (*casbinFacts, error) {
	parsed := model.NewModel()
	parsed.AddDef("r", "r", m.request)
	parsed.AddDef("p", "p", "none")
	parsed.AddDef("e", "e", "some(where (p.eft == allow))")
	parsed.AddDef("m", "m", m.matcher)
	if m.uncachedRequest != "" {
		parsed.AddDef("r", "r2", m.uncachedRequest)
		parsed.AddDef("p", "p2", "none")
		parsed.AddDef("e", "e2", "some(where (p.eft == allow))")
		parsed.AddDef("m", "m2", m.uncachedMatcher)
	}
	for name := range m.lines {
		parsed.AddDef("g", name, "_, _")
	}
	e, err := casbin.NewSyncedCachedEnforcer(parsed)
	if err != nil {
		return nil, err
	}
	f := &casbinFacts{e}
	for name, function := range m.functions {
		f.AddFunction(name, function)
	}
	for name, list := range m.lines {
		if _, err := f.AddNamedGroupingPoliciesEx(name, list); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// An asker asks casbin; an error denies, and so disagrees with the oracle.
type asker func(request ...any) (bool, error)

func (ask asker) allows(request ...any) bool {
	allowed, err := ask(request...)
	return err == nil && allowed
}

// A casbinChanger changes its facts with change.
type casbinChanger struct {
	Engine
	change func(number int) error
}

func (e casbinChanger) Change(number int) error { return e.change(number) }

// casbinContestants returns casbin without and with its cache, on the same facts.
// The engine is told which; change returns what changes the facts, nil where nothing
// does. Without the cache and without changes it is asked without any lock.
func casbinContestants(
	describe func() casbinModel,
	engine func(ask asker, cached bool) Engine,
	change func(*casbinFacts) func(number int) error,
) []Contestant {
	load := sync.OnceValues(func() (*casbinFacts, error) { return describe().load() })
	list := []Contestant{{Name: "casbin"}, {Name: "casbin, cached", Again: true}}
	for i := range list {
		cached := list[i].Again
		list[i].Load = func() (Engine, error) {
			f, err := load()
			if err != nil {
				return nil, err
			}
			if cached {
				return engine(f.Enforce, true), nil
			}
			return engine(f.Enforcer.Enforce, false), nil
		}
		if change == nil {
			continue
		}
		list[i].Changing = func(Engine) (Changer, error) {
			f, err := load()
			if err != nil {
				return nil, err
			}
			if cached {
				return casbinChanger{engine(f.Enforce, true), change(f)}, nil
			}
			return casbinChanger{engine(f.SyncedEnforcer.Enforce, false), change(f)}, nil
		}
	}
	return list
}

// replace takes lines out of "g" and puts others in. Casbin's cache of decisions does
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
	return f.InvalidateCache()
}

// Sharing: a line for each viewing and sharing entry of a rule. What is shared has a
// name of its own, so that no link leads on from it.
type casbinSharing struct {
	questions []shareQuestion
	ask       asker
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
		func(ask asker, cached bool) Engine {
			if cached {
				return &cachedCasbinSharing{d.questions, ask}
			}
			return &casbinSharing{d.questions, ask}
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

// casbinShared is the name of what a number or group shares; groups are written
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

// uncached selects the second request and matcher of the model.
var uncached = casbin.NewEnforceContext("2")

func (e *casbinSharing) Allowed(i int) bool {
	q := &e.questions[i]
	shared := casbinShared(q.owner)
	return e.ask.allows(uncached, q.viewer, q.viewer[:5], q.owner, shared, shared[:6])
}

func (e *cachedCasbinSharing) Allowed(i int) bool {
	q := &e.questions[i]
	return e.ask.allows(q.viewer, q.owner)
}

// Roles: a line for each role that somebody holds, from the person at the
// organisation, and one for each right of a role. Rights that need a session, and
// those over one's own, have names of their own.
type casbinRoles struct {
	questions []roleQuestion
	ask       asker
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
				matcher: "g(r.at, r.free) && (r.free != 'order approve' || r.session == 'out' || r.owner != r.sub && !g(r.at, 'order create own')) || " +
					"r.session == 'in' && (g(r.at, r.inSession) || r.owner == r.sub && g(r.at, r.own))",
				lines: map[string][][]string{"g": lines},
			}
		},
		func(ask asker, cached bool) Engine {
			e := &casbinRoles{d.questions, ask, make(map[[2]string]casbinRight)}
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
	return e.ask.allows(q.person.id, q.person.id+"@"+q.item.org, right.free, right.inSession, right.own, q.item.createdBy, session)
}

// Profile: a line from each profile, form and activity to its scope. Changing a
// closed case is an activity of its own, and so is sharing publicly.
type casbinProfile struct {
	questions []caseQuestion
	ask       asker
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
		func(ask asker, cached bool) Engine { return &casbinProfile{d.questions, ask} },
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
	return e.ask.allows(q.user.id, casbinActivity(q.user.profile, q.row.form, action), q.user.workspace,
		casbinList(q.user.groups), q.row.workspace, q.row.registeredBy, casbinList(q.row.users), casbinList(q.row.groups))
}

// Clients: lines from the client at its organisation to the responsible, and others,
// in a grouping of their own, to those with whom it is shared. Who acts for another
// organisation asks about a client that there is not.
type casbinClients struct {
	questions []clientQuestion
	ask       asker
}

func casbinOfClients(d *clientsData) []Contestant {
	return casbinContestants(
		func() casbinModel {
			lines := make(map[string][][]string)
			for _, c := range d.clients {
				at := c.id + "@" + c.org
				lines["g"] = append(lines["g"], []string{at, c.responsible})
				for _, user := range c.shared {
					lines["g2"] = append(lines["g2"], []string{at, user})
				}
			}
			return casbinModel{
				request: "sub, act, client",
				matcher: "g(r.client, r.sub) || r.act in ('view', 'edit', 'add-session') && g2(r.client, r.sub)",
				lines:   lines,
			}
		},
		func(ask asker, cached bool) Engine { return &casbinClients{d.questions, ask} },
		nil,
	)
}

func (e *casbinClients) Allowed(i int) bool {
	q := &e.questions[i]
	return e.ask.allows(q.user.id, q.action, q.client.id+"@"+q.user.org)
}

// Engagements: lines from the user at the engagement of the organisation to the
// programs.
type casbinEngagements struct {
	questions []useQuestion
	ask       asker
}

func casbinOfEngagements(d *engagementsData) []Contestant {
	return casbinContestants(
		func() casbinModel {
			var lines [][]string
			for _, g := range d.engagements {
				for user, list := range g.consultants {
					for _, program := range list {
						lines = append(lines, []string{user + "@" + g.id + "@" + g.org, program})
					}
				}
			}
			return casbinModel{
				request: "at, program",
				matcher: "g(r.at, r.program)",
				lines:   map[string][][]string{"g": lines},
			}
		},
		func(ask asker, cached bool) Engine { return &casbinEngagements{d.questions, ask} },
		nil,
	)
}

func (e *casbinEngagements) Allowed(i int) bool {
	q := &e.questions[i]
	return e.ask.allows(q.user.id+"@"+q.engagement.id+"@"+q.user.org, q.program)
}
