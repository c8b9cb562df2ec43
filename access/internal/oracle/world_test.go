package oracle_test

import (
	"slices"
	"strconv"
	"strings"

	"lupa.example/access"
	caseworkoracle "lupa.example/access/internal/oracle/casework"
	profileoracle "lupa.example/access/internal/oracle/profile"
	rolesoracle "lupa.example/access/internal/oracle/roles"
	sharingoracle "lupa.example/access/internal/oracle/sharing"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// A world is a policy in the oracles' terms; nil where it has no such section.
type world struct {
	Sharing  *sharingoracle.Policy
	Roles    *rolesoracle.Policy
	Profile  *profileoracle.Policy
	Casework *caseworkoracle.Policy

	Unbuilt bool // what it lacks stands in the library's policy as zero values
	Changed bool // the sharing rules come one by one, with others that go again
}

// answer is what the oracles decide.
func (w *world) answer(q *question) bool {
	if q.Odd != "" {
		return false // no resource, or none that it claims to be
	}
	switch {
	case q.Area == "sharing" && w.Sharing != nil:
		return sharingoracle.Check(*w.Sharing, sharingoracle.Subject{User: q.User, Facts: q.Customers}, q.Action, q.Sharing)
	case q.Area == "roles" && w.Roles != nil:
		return rolesoracle.Check(*w.Roles, rolesoracle.Subject{User: q.User, Session: q.Session, Facts: q.Members}, q.Action, q.Roles)
	case q.Area == "profile" && w.Profile != nil:
		return profileoracle.Check(*w.Profile, profileoracle.Subject{User: q.User, Facts: q.Profiles}, q.Action, q.Profile)
	case q.Area == "casework" && w.Casework != nil:
		return caseworkoracle.Check(*w.Casework, caseworkoracle.Subject{User: q.User, Facts: q.Employees}, q.Action, q.Casework)
	}
	return false
}

// world draws a policy that is valid.
func (s *source) world() world {
	w := world{Unbuilt: s.percent(30), Changed: s.percent(30)}
	if s.percent(95) {
		w.Sharing = s.sharing()
	}
	if s.percent(95) {
		w.Roles = s.roles()
	}
	if s.percent(95) {
		w.Profile = s.profile()
	}
	if s.percent(95) {
		programs := valid(s.names.programs)
		w.Casework = &caseworkoracle.Policy{
			Package:        programs[min(s.IntN(3), len(programs)):],
			SharedMayShare: s.percent(40),
			Stewards:       s.percent(60),
		}
	}
	return w
}

func (s *source) sharing() *sharingoracle.Policy {
	p := &sharingoracle.Policy{}
	for i := range s.IntN(7) {
		most, among := 3, s.names.accounts
		if s.percent(15) { // long, and sometimes with much that is repeated
			most, among = 16, among[s.IntN(9):]
		}
		p.Rules = append(p.Rules, sharingoracle.Rule{
			ID:      "r" + strconv.Itoa(i),
			Viewers: s.entries(1+s.IntN(most), among),
			Sharers: s.entries(1+s.IntN(most), among),
		})
	}
	return p
}

func (s *source) entries(n int, among []string) []string {
	var entries []string
	for range n {
		entry := s.one(among)
		switch s.IntN(8) {
		case 0:
			entry = entry[:5] + "*"
		case 1:
			entry = entry[:5]
		}
		entries = append(entries, entry)
	}
	return entries
}

// actionsOf is what can be done with each of the areas' kinds, as the areas say.
var actionsOf = func() map[string][]string {
	actions := map[string][]string{}
	for _, area := range []interface {
		access.Authority
		access.Describer
	}{new(sharing.Rules), new(roles.Catalog), new(profile.Site), new(casework.Practice)} {
		for _, kind := range area.Kinds() {
			for _, action := range area.Actions(kind) {
				actions[string(kind)] = append(actions[string(kind)], string(action))
			}
		}
	}
	return actions
}()

// ownActions are those of kinds that defined roles add.
var ownActions = []string{"create", "read", "update", "sign-in", "approve"}

func (s *source) roles() *rolesoracle.Policy {
	p := &rolesoracle.Policy{Portal: s.percent(85), ApproverSignsIn: s.percent(40), SamePersonSignedIn: s.percent(40), FourEyes: s.percent(25)}
	for _, name := range valid(s.names.roles, portalRoles...) {
		if !s.percent(80) {
			continue
		}
		role := rolesoracle.Role{Name: name, SignIn: s.percent(50)}
		for range s.IntN(5) {
			role.Grants = append(role.Grants, s.grant())
		}
		p.Define = append(p.Define, role)
	}
	return p
}

func (s *source) grant() rolesoracle.Grant {
	kinds := valid(s.names.kinds, "sharing.result")
	kinds = append(kinds, rolesoracle.Kinds...)
	kinds = append(kinds, "roles.order", "roles.application")
	g := rolesoracle.Grant{Kind: s.one(kinds), Over: s.one([]string{"org", "own"})}
	actions := slices.Clone(actionsOf[g.Kind])
	if actions == nil {
		actions = slices.Clone(ownActions)
	} else if g.Kind == "roles.organisation" {
		actions = actions[1:] // signing in is not granted
	}
	s.Shuffle(len(actions), func(i, j int) { actions[i], actions[j] = actions[j], actions[i] })
	g.Actions = actions[:1+s.IntN(len(actions))]
	return g
}

func (s *source) profile() *profileoracle.Policy {
	forms := valid(s.names.forms)
	p := &profileoracle.Policy{Forms: forms}
	if s.percent(20) {
		p.Forms = forms[:s.IntN(len(forms)+1)]
	}
	for _, name := range valid(s.names.profiles) {
		if !s.percent(90) {
			continue
		}
		profile := profileoracle.Profile{
			Name: name, Cases: s.percent(90), Administrator: s.percent(15),
			FreeText: s.percent(65), QueryBuilder: s.percent(65),
		}
		for _, form := range p.Forms {
			if s.percent(75) {
				if profile.Forms == nil {
					profile.Forms = map[string]profileoracle.Rights{}
				}
				profile.Forms[form] = s.rights()
			}
		}
		p.Profiles = append(p.Profiles, profile)
	}
	return p
}

func (s *source) rights() profileoracle.Rights {
	scopes := strings.Fields("none registered involved workspace all")
	r := profileoracle.Rights{
		Read: s.one(scopes), Change: s.one(scopes), Delete: s.one(scopes),
		Register: s.percent(50), ChangeForm: s.percent(50),
	}
	r.SharePublicly = r.Read != "none" && s.percent(60)
	r.ChangeClosed = r.Change != "none" && s.percent(50)
	return r
}
