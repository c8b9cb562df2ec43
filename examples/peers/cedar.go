package main

import (
	"fmt"
	"iter"
	"strings"
	"sync"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
)

// Cedar holds the facts as entities, the caller's rows too, which are loaded
// beforehand and so cost nothing in a question. Policies are as few as there are
// actions, and a question is evaluated against its action's alone: Authorize
// evaluates every policy that it is given. Lists that a question asks for a member of
// are sets or parents, and what it looks up by a name is a tag.

// A cedarPolicy is the one policy of an action, as the set to authorize by.
type cedarPolicy struct {
	action cedar.EntityUID
	policy *cedar.Policy
}

// All yields the policy.
func (p *cedarPolicy) All() iter.Seq2[cedar.PolicyID, *cedar.Policy] {
	return func(yield func(cedar.PolicyID, *cedar.Policy) bool) { yield("", p.policy) }
}

// newCedarPolicy returns the policy that permits the action under the condition.
func newCedarPolicy(action, condition string) (*cedarPolicy, error) {
	uid := cedar.NewEntityUID("Action", types.String(action))
	text := fmt.Sprintf("permit (principal, action == %s, resource) when { %s };", uid, condition)
	list, err := cedar.NewPolicyListFromBytes(action, []byte(text))
	if err != nil {
		return nil, err
	}
	return &cedarPolicy{uid, list[0]}, nil
}

func newCedarPolicies(conditions map[string]string) (map[string]*cedarPolicy, error) {
	policies := make(map[string]*cedarPolicy, len(conditions))
	for action, condition := range conditions {
		var err error
		if policies[action], err = newCedarPolicy(action, condition); err != nil {
			return nil, err
		}
	}
	return policies, nil
}

func (p *cedarPolicy) allows(entities types.EntityGetter, principal, resource cedar.EntityUID, context cedar.Record) bool {
	decision, _ := cedar.Authorize(p, entities, cedar.Request{
		Principal: principal, Action: p.action, Resource: resource, Context: context,
	})
	return decision == cedar.Allow
}

func cedarUID(kind cedar.EntityType, id string) cedar.EntityUID {
	return cedar.NewEntityUID(kind, types.String(id))
}

func cedarStrings(list []string) cedar.Set {
	values := make([]cedar.Value, len(list))
	for i, s := range list {
		values[i] = types.String(s)
	}
	return cedar.NewSet(values...)
}

func cedarUsers(list []string) cedar.Set {
	values := make([]cedar.Value, len(list))
	for i, s := range list {
		values[i] = cedarUID("User", s)
	}
	return cedar.NewSet(values...)
}

// Sharing: whoever may see what an account or a group shares has that as a parent.
// An account has its own results and its group as parents, too. That takes an entity
// for each customer number that there is, which the others do without.
type cedarSharing struct {
	questions []shareQuestion
	entities  cedar.EntityMap
	view      *cedarPolicy
}

// cedarSharer is what an entry shares; cedarViewer is the entry as one who sees.
func cedarSharer(entry string) cedar.EntityUID { return cedarUID("Results", entry) }
func cedarViewer(entry string) cedar.EntityUID { return cedarUID("Account", entry) }

func newCedarSharing(d *sharingData) (*cedarSharing, error) {
	view, err := newCedarPolicy("view", "principal in resource || principal in resource.group")
	if err != nil {
		return nil, err
	}
	e := &cedarSharing{d.questions, make(cedar.EntityMap), view}
	parents := make(map[string][]cedar.EntityUID)
	for _, r := range d.rules {
		for _, v := range r.viewers {
			for _, s := range r.sharers {
				parents[v] = append(parents[v], cedarSharer(s))
			}
		}
	}
	for main := range d.groups {
		whole := group(account(main, 0))
		e.put(cedarViewer(whole), parents[whole], cedar.Record{})
		sharedByGroup := cedar.NewRecord(cedar.RecordMap{"group": cedarSharer(whole)})
		for within := 1; within <= sharingMembers; within++ {
			a := account(main, within)
			e.put(cedarViewer(a), append(parents[a], cedarViewer(whole), cedarSharer(a)), cedar.Record{})
			e.put(cedarSharer(a), nil, sharedByGroup)
		}
	}
	return e, nil
}

func (e *cedarSharing) put(uid cedar.EntityUID, parents []cedar.EntityUID, attributes cedar.Record) {
	e.entities[uid] = cedar.Entity{UID: uid, Parents: cedar.NewEntityUIDSet(parents...), Attributes: attributes}
}

func (e *cedarSharing) Allowed(i int) bool {
	q := &e.questions[i]
	return e.view.allows(e.entities, cedarViewer(q.viewer), cedarSharer(q.owner), cedar.Record{})
}

type changingCedarSharing struct {
	mutex  sync.RWMutex
	engine *cedarSharing
	spare  []shareRule
	before []cedar.Entity // the rule's viewers as they were without it
}

func (e *changingCedarSharing) Allowed(i int) bool {
	e.mutex.RLock()
	defer e.mutex.RUnlock()
	return e.engine.Allowed(i)
}

func (e *changingCedarSharing) Change(number int) error {
	rule := e.spare[number/2%len(e.spare)]
	if number%2 == 1 {
		e.mutex.Lock()
		defer e.mutex.Unlock()
		for _, was := range e.before {
			e.engine.entities[was.UID] = was
		}
		return nil
	}
	e.before = nil
	next := make(map[cedar.EntityUID]cedar.Entity)
	for _, v := range rule.viewers {
		was := e.engine.entities[cedarViewer(v)] // nobody else writes
		parents := make([]cedar.EntityUID, 0, was.Parents.Len()+len(rule.sharers))
		for p := range was.Parents.All() {
			parents = append(parents, p)
		}
		for _, s := range rule.sharers {
			parents = append(parents, cedarSharer(s))
		}
		e.before = append(e.before, was)
		is := was
		is.Parents = cedar.NewEntityUIDSet(parents...)
		next[is.UID] = is
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	for uid, is := range next {
		e.engine.entities[uid] = is
	}
	return nil
}

// Roles: a user has the roles held in an organisation as a tag by the organisation.
type cedarRoles struct {
	questions []roleQuestion
	entities  cedar.EntityMap
	policies  map[[2]string]*cedarPolicy // by kind and action
	sessions  [3]cedar.Record
}

func newCedarRoles(d *rolesData) (*cedarRoles, error) {
	e := &cedarRoles{questions: d.questions, entities: make(cedar.EntityMap), policies: make(map[[2]string]*cedarPolicy)}
	for kind, actions := range roleActions {
		for _, action := range actions {
			var err error
			if e.policies[[2]string{kind, action}], err = newCedarPolicy(kind+" "+action, cedarCondition(kind+" "+action)); err != nil {
				return nil, err
			}
		}
	}
	for s := range e.sessions {
		name := []string{"unknown", "in", "out"}[s]
		e.sessions[s] = cedar.NewRecord(cedar.RecordMap{"session": types.String(name)})
	}
	for _, p := range d.people {
		tags := make(cedar.RecordMap)
		for _, m := range p.memberships {
			tags[types.String(m.org)] = cedarStrings(m.roles)
		}
		uid := cedarUID("User", p.id)
		e.entities[uid] = cedar.Entity{UID: uid, Tags: cedar.NewRecord(tags)}
	}
	for _, it := range d.items {
		attributes := cedar.RecordMap{"org": types.String(it.org)}
		if it.createdBy != "" {
			attributes["createdBy"] = cedarUID("User", it.createdBy)
		}
		uid := cedarUID("Item", it.id)
		e.entities[uid] = cedar.Entity{UID: uid, Attributes: cedar.NewRecord(attributes)}
	}
	return e, nil
}

// cedarCondition says who has the right, from the table of the portal's roles.
func cedarCondition(right string) string {
	var free, inSession, ofOwn, create []string
	for _, role := range portalRoles {
		for _, r := range role.org {
			if r == right && role.session {
				inSession = append(inSession, role.name)
			} else if r == right {
				free = append(free, role.name)
			}
		}
		for _, r := range role.own {
			if r == right {
				ofOwn = append(ofOwn, role.name)
			}
			if r == "order create" {
				create = append(create, role.name)
			}
		}
	}
	holds := func(roles []string) string {
		held := "principal.getTag(resource.org)"
		if len(roles) == 1 {
			return fmt.Sprintf("%s.contains(%q)", held, roles[0])
		}
		return fmt.Sprintf(`%s.containsAny(["%s"])`, held, strings.Join(roles, `", "`))
	}
	var ways []string
	if free != nil {
		ways = append(ways, holds(free))
	}
	if inSession != nil {
		ways = append(ways, `context.session == "in" && `+holds(inSession))
	}
	if ofOwn != nil {
		ways = append(ways, `context.session == "in" && resource.createdBy == principal && `+holds(ofOwn))
	}
	condition := fmt.Sprintf("principal.hasTag(resource.org) && (%s)", strings.Join(ways, " || "))
	if right == "order approve" {
		condition += fmt.Sprintf(` && (context.session == "out" || resource.createdBy != principal && !%s)`, holds(create))
	}
	return condition
}

func (e *cedarRoles) Allowed(i int) bool {
	q := &e.questions[i]
	policy := e.policies[[2]string{q.item.kind, q.action}]
	return policy.allows(e.entities, cedarUID("User", q.person.id), cedarUID("Item", q.item.id), e.sessions[q.session])
}

// Profile: for each profile and activity an entity with the scope on a form as a tag
// by the form. A user's profile is in the user's entity as those entities.
type cedarProfile struct {
	questions []caseQuestion
	entities  cedar.EntityMap
	policies  map[string]*cedarPolicy
}

func newCedarProfile(d *profileData) (*cedarProfile, error) {
	policies, err := newCedarPolicies(map[string]string{
		"read":           cedarReach("read"),
		"change":         fmt.Sprintf("if resource.closed then (%s) else (%s)", cedarReach("changeClosed"), cedarReach("change")),
		"delete":         cedarReach("delete"),
		"share-publicly": cedarReach("sharePublicly"),
	})
	if err != nil {
		return nil, err
	}
	e := &cedarProfile{d.questions, make(cedar.EntityMap), policies}
	for _, p := range d.profiles {
		for _, is := range cedarRights(p) {
			e.entities[is.UID] = is
		}
	}
	for _, u := range d.users {
		attributes := cedar.RecordMap{"workspace": types.String(u.workspace), "groups": cedarStrings(u.groups)}
		for _, activity := range cedarActivities {
			attributes[types.String(activity)] = cedarUID("Rights", u.profile+"/"+activity)
		}
		uid := cedarUID("User", u.id)
		e.entities[uid] = cedar.Entity{UID: uid, Attributes: cedar.NewRecord(attributes)}
	}
	for _, c := range d.rows {
		uid := cedarUID("Case", c.id)
		e.entities[uid] = cedar.Entity{UID: uid, Attributes: cedar.NewRecord(cedar.RecordMap{
			"form": types.String(c.form), "registeredBy": cedarUID("User", c.registeredBy), "workspace": types.String(c.workspace),
			"users": cedarUsers(c.users), "groups": cedarStrings(c.groups), "closed": types.Boolean(c.closed),
		})}
	}
	return e, nil
}

// Changing a closed case and sharing one publicly have entities of their own, with
// the scope where the switch is on.
var cedarActivities = []string{"read", "change", "changeClosed", "delete", "sharePublicly"}

func cedarRights(p caseProfile) []cedar.Entity {
	tags := make(map[string]cedar.RecordMap)
	for _, activity := range cedarActivities {
		tags[activity] = make(cedar.RecordMap)
	}
	for form, set := range p.forms {
		put := func(activity, scope string, on bool) {
			if on && scope != scopeNone {
				tags[activity][types.String(form)] = types.String(scope)
			}
		}
		put("read", set.read, true)
		put("change", set.change, true)
		put("changeClosed", set.change, set.changeClosed)
		put("delete", set.delete, true)
		put("sharePublicly", set.read, set.sharePublicly)
	}
	var list []cedar.Entity
	for _, activity := range cedarActivities {
		list = append(list, cedar.Entity{UID: cedarUID("Rights", p.name+"/"+activity), Tags: cedar.NewRecord(tags[activity])})
	}
	return list
}

func cedarReach(activity string) string {
	scope := "principal." + activity + ".getTag(resource.form)"
	return "principal." + activity + ".hasTag(resource.form) && (" +
		scope + ` == "all" || ` +
		scope + ` == "workspace" && principal.workspace == resource.workspace || ` +
		scope + ` == "registered" && resource.registeredBy == principal || ` +
		scope + ` == "involved" && (resource.users.contains(principal) || resource.groups.containsAny(principal.groups)))`
}

func (e *cedarProfile) Allowed(i int) bool {
	q := &e.questions[i]
	return e.policies[q.action].allows(e.entities, cedarUID("User", q.user.id), cedarUID("Case", q.row.id), cedar.Record{})
}

type changingCedarProfile struct {
	mutex  sync.RWMutex
	engine *cedarProfile
	data   *profileData
}

func (e *changingCedarProfile) Allowed(i int) bool {
	e.mutex.RLock()
	defer e.mutex.RUnlock()
	return e.engine.Allowed(i)
}

func (e *changingCedarProfile) Change(number int) error {
	c, set := numbered(e.data.changes, number)
	uid := cedarUID("Rights", e.data.profiles[c.profile].name+"/changeClosed")
	is := e.engine.entities[uid] // nobody else writes
	tags := is.Tags.Map()
	if set.changeClosed {
		tags[types.String(c.form)] = types.String(set.change)
	} else {
		delete(tags, types.String(c.form))
	}
	is.Tags = cedar.NewRecord(tags)
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.engine.entities[uid] = is
	return nil
}

// Clients: the rows as they are, with users as entities.
type cedarClients struct {
	questions []clientQuestion
	entities  cedar.EntityMap
	policies  map[string]*cedarPolicy
}

func newCedarClients(d *clientsData) (*cedarClients, error) {
	conditions := make(map[string]string)
	for _, action := range clientActions {
		conditions[action] = "principal.org == resource.org && resource.responsible == principal"
		if action == "view" || action == "edit" || action == "add-session" {
			conditions[action] = "principal.org == resource.org && (resource.responsible == principal || resource.shared.contains(principal))"
		}
	}
	policies, err := newCedarPolicies(conditions)
	if err != nil {
		return nil, err
	}
	e := &cedarClients{d.questions, make(cedar.EntityMap), policies}
	cedarWorkers(e.entities, d.workers)
	for _, c := range d.clients {
		uid := cedarUID("Client", c.id)
		e.entities[uid] = cedar.Entity{UID: uid, Attributes: cedar.NewRecord(cedar.RecordMap{
			"org": types.String(c.org), "responsible": cedarUID("User", c.responsible), "shared": cedarUsers(c.shared),
		})}
	}
	return e, nil
}

func cedarWorkers(entities cedar.EntityMap, workers []worker) {
	for _, w := range workers {
		uid := cedarUID("User", w.id)
		entities[uid] = cedar.Entity{UID: uid, Attributes: cedar.NewRecord(cedar.RecordMap{
			"org": types.String(w.org), "key": types.String(w.id),
		})}
	}
}

func (e *cedarClients) Allowed(i int) bool {
	q := &e.questions[i]
	return e.policies[q.action].allows(e.entities, cedarUID("User", q.user.id), cedarUID("Client", q.client.id), cedar.Record{})
}

// Engagements: the programs as a tag by the user who may use them.
type cedarEngagements struct {
	questions []useQuestion
	entities  cedar.EntityMap
	use       *cedarPolicy
	programs  map[string]cedar.Record // the context of a question about a program
}

func newCedarEngagements(d *engagementsData) (*cedarEngagements, error) {
	use, err := newCedarPolicy("use", "principal.org == resource.org && resource.hasTag(principal.key) && "+
		"resource.getTag(principal.key).contains(context.program)")
	if err != nil {
		return nil, err
	}
	e := &cedarEngagements{d.questions, make(cedar.EntityMap), use, make(map[string]cedar.Record)}
	for _, p := range programs {
		e.programs[p] = cedar.NewRecord(cedar.RecordMap{"program": types.String(p)})
	}
	cedarWorkers(e.entities, d.workers)
	for _, g := range d.engagements {
		tags := make(cedar.RecordMap)
		for user, list := range g.consultants {
			tags[types.String(user)] = cedarStrings(list)
		}
		uid := cedarUID("Engagement", g.id)
		e.entities[uid] = cedar.Entity{
			UID:        uid,
			Attributes: cedar.NewRecord(cedar.RecordMap{"org": types.String(g.org)}),
			Tags:       cedar.NewRecord(tags),
		}
	}
	return e, nil
}

func (e *cedarEngagements) Allowed(i int) bool {
	q := &e.questions[i]
	return e.use.allows(e.entities, cedarUID("User", q.user.id), cedarUID("Engagement", q.engagement.id), e.programs[q.program])
}
