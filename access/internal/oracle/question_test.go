package oracle_test

import (
	"maps"
	"reflect"
	"slices"

	caseworkoracle "lupa.example/access/internal/oracle/casework"
	profileoracle "lupa.example/access/internal/oracle/profile"
	rolesoracle "lupa.example/access/internal/oracle/roles"
	sharingoracle "lupa.example/access/internal/oracle/sharing"
)

// A question is one to any of the areas, in the oracles' terms.
type question struct {
	User    string
	Session rolesoracle.Session

	Customers []sharingoracle.User
	Members   []rolesoracle.Member
	Profiles  []profileoracle.User
	Employees []caseworkoracle.User

	Area   string // whose resource it is
	Action string

	// One of these, by the area.
	Sharing  sharingoracle.Resource
	Roles    rolesoracle.Resource
	Profile  profileoracle.Resource
	Casework caseworkoracle.Resource

	Odd   string // what the resource is instead, where no plain value can say it
	Noise bool   // with facts that are none, and numbers that stand for no state
}

// kind is what the resource says it is.
func (q *question) kind() string {
	return q.Sharing.Kind + q.Roles.Kind + q.Profile.Kind + q.Casework.Kind
}

// areas are the kinds by area, with more of what has more rules.
var areas = map[string][]string{
	"sharing":  {"sharing.result", "sharing.result", "sharing.rule"},
	"roles":    {"roles.organisation", "roles.order", "roles.application", "roles.agreement", "roles.case", "own", "own"},
	"profile":  {"profile.case", "profile.case", "profile.form", "profile.search"},
	"casework": {"casework.client", "casework.session", "casework.engagement", "casework.access", "casework.access", "casework.program"},
}

var areaNames = slices.Sorted(maps.Keys(areas))

// oddities are resources that plain values cannot say; all are denied.
var oddities = []string{"nil", "typed nil", "foreign", "record"}

// question draws one that the world's policy has something to say about. Half of them
// are looked for among those that are allowed, and most of these then change in one
// point, so that they stand close to the line on either side of it.
func (s *source) question(w *world) *question {
	area := s.one(areaNames)
	kind := s.one(areas[area])
	if kind == "own" {
		kind = s.ownKind(w)
	}
	action := s.action(kind)
	q := s.draw(w, area, kind, action)
	if s.percent(50) {
		for try := 0; try < 15 && !w.answer(q); try++ {
			q = s.draw(w, area, kind, action)
		}
		if s.percent(70) {
			s.splice(reflect.ValueOf(q).Elem(), reflect.ValueOf(s.draw(w, area, kind, action)).Elem())
		}
	}
	if s.percent(2) {
		q.Odd = s.one(oddities)
	}
	return q
}

// ownKind draws a kind that the policy's roles define, mostly.
func (s *source) ownKind(w *world) string {
	if w.Roles != nil && len(w.Roles.Define) > 0 && s.percent(80) {
		role := w.Roles.Define[s.IntN(len(w.Roles.Define))]
		if len(role.Grants) > 0 {
			return role.Grants[s.IntN(len(role.Grants))].Kind
		}
	}
	kind := s.name(s.names.kinds)
	if actionsOf[kind] != nil || kind == "" {
		return "memo"
	}
	return kind
}

// splice gives one thing in a value what stands there in another value, or empties it.
func (s *source) splice(v, from reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		i := s.IntN(v.NumField())
		for range 20 { // something that either has, and not what the question is
			name := v.Type().Field(i).Name
			if name != "Kind" && name != "Area" && name != "Odd" && !(v.Field(i).IsZero() && from.Field(i).IsZero()) {
				s.splice(v.Field(i), from.Field(i))
				return
			}
			i = s.IntN(v.NumField())
		}
	case reflect.Slice:
		switch n := v.Len(); {
		case n > 0 && s.percent(30):
			i := s.IntN(n)
			v.Set(reflect.AppendSlice(v.Slice(0, i), v.Slice(i+1, n)))
		case n > 0 && from.Len() > 0 && s.percent(60):
			s.splice(v.Index(s.IntN(n)), from.Index(s.IntN(from.Len())))
		case from.Len() > 0:
			v.Set(reflect.Append(v, from.Index(s.IntN(from.Len()))))
		}
	default:
		v.Set(from)
		if v.Kind() == reflect.String && s.percent(20) {
			v.SetString("")
		}
	}
}

// draw draws any question about the kind.
func (s *source) draw(w *world, area, kind, action string) *question {
	q := &question{
		User: s.name(s.names.users), Session: rolesoracle.Session(s.IntN(3)), Noise: s.percent(20),
		Area: area, Action: action,
	}
	if s.percent(1) {
		q.User = ""
	}
	switch q.Area {
	case "sharing":
		q.Sharing = s.sharingResource(kind)
	case "roles":
		q.Roles = s.rolesResource(kind, q.User)
	case "profile":
		q.Profile = s.profileResource(kind, q.User)
	case "casework":
		q.Casework = s.caseworkResource(kind, q.User)
	}

	// The facts of the area that is asked, and often of the others.
	if q.Area == "sharing" || s.percent(30) {
		q.Customers = facts(s, func() sharingoracle.User {
			u := sharingoracle.User{Account: s.one(s.names.accounts), Staff: s.percent(50)}
			if s.percent(10) {
				u.Account = ""
			}
			return u
		})
	}
	if q.Area == "roles" || s.percent(30) {
		s.members(q)
	}
	if q.Area == "profile" || s.percent(30) {
		q.Profiles = facts(s, func() profileoracle.User {
			return profileoracle.User{Profile: s.profileName(w), Workspace: s.workspace(), Groups: s.list(s.names.groups, 2)}
		})
	}
	if q.Area == "casework" || s.percent(30) {
		q.Employees = facts(s, func() caseworkoracle.User {
			org := q.Casework.Client.Org + q.Casework.Engagement.Org
			if org == "" || s.percent(12) {
				org = s.name(s.names.orgs)
			}
			return caseworkoracle.User{Org: org, Steward: s.percent(40)}
		})
	}
	return q
}

// facts returns one fact, and now and then none, one twice, or two that may differ.
func facts[T any](s *source, draw func() T) []T {
	f := draw()
	switch s.IntN(25) {
	case 0:
		return nil
	case 1:
		return []T{f, f}
	case 2:
		return []T{f, draw()}
	case 3:
		return []T{f, f, draw()}
	default:
		return []T{f}
	}
}

func (s *source) action(kind string) string {
	if s.percent(4) {
		odd := actionsOf[s.one([]string{"sharing.rule", "roles.organisation", "roles.order", "profile.case", "profile.search", "casework.client", "casework.program"})]
		if s.percent(30) {
			return s.lookalike(s.one(odd))
		}
		return s.one(odd)
	}
	if own := actionsOf[kind]; own != nil {
		return s.one(own)
	}
	return s.one(ownActions)
}

// members draws facts in several organisations, mostly in the one that is asked about.
func (s *source) members(q *question) {
	all := slices.Concat(portalRoles, s.names.roles, s.names.roles, s.names.roles)
	if s.percent(35) { // who may both order and approve
		all = slices.Concat([]string{"approver", "approver", "orderer", "connection-officer"}, s.names.roles)
	}
	for range 1 + s.IntN(3) {
		m := rolesoracle.Member{Org: q.Roles.Org, Assignments: s.list(s.names.assignments, 2)}
		if s.percent(25) {
			m.Org = s.name(s.names.orgs)
		}
		for range s.IntN(4) {
			m.Roles = append(m.Roles, s.name(all))
		}
		q.Members = append(q.Members, m)
	}
	if s.percent(3) {
		q.Members = nil
	}
}

func (s *source) profileName(w *world) string {
	if w.Profile == nil || len(w.Profile.Profiles) == 0 || s.percent(5) {
		return s.name(s.names.profiles)
	}
	return w.Profile.Profiles[s.IntN(len(w.Profile.Profiles))].Name
}
