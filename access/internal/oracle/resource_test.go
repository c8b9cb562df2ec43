package oracle_test

import (
	caseworkoracle "lupa.example/access/internal/oracle/casework"
	profileoracle "lupa.example/access/internal/oracle/profile"
	rolesoracle "lupa.example/access/internal/oracle/roles"
	sharingoracle "lupa.example/access/internal/oracle/sharing"
)

// user draws somebody, often the one who asks.
func (s *source) user(asking string) string {
	if s.percent(35) {
		return asking
	}
	return s.name(s.names.users)
}

func (s *source) sharingResource(kind string) sharingoracle.Resource {
	r := sharingoracle.Resource{Kind: kind}
	if kind == "sharing.result" {
		r.Owner = s.one(s.names.accounts)
		if s.percent(2) {
			r.Owner = ""
		}
		return r
	}
	r.Viewers, r.Sharers = s.entries(1+s.IntN(3), s.names.accounts), s.entries(1+s.IntN(3), s.names.accounts)
	switch s.IntN(25) {
	case 0:
		r.Viewers = nil
	case 1:
		r.Sharers = nil
	case 2:
		r.Viewers = append(r.Viewers, "")
	case 3:
		r.Sharers = append(r.Sharers, "")
	}
	return r
}

func (s *source) rolesResource(kind, user string) rolesoracle.Resource {
	r := rolesoracle.Resource{Kind: kind, Org: s.name(s.names.orgs)}
	switch kind {
	case "roles.order", "roles.case":
		r.Owner = s.user(user)
	case "roles.application":
		r.Assignment = s.name(s.names.assignments)
	default: // of a defined role
		if actionsOf[kind] == nil && s.percent(80) {
			r.Owner = s.user(user)
		}
	}
	return r
}

func (s *source) profileResource(kind, user string) profileoracle.Resource {
	r := profileoracle.Resource{Kind: kind}
	switch kind {
	case "profile.case":
		r.Form, r.RegisteredBy, r.Workspace = s.name(s.names.forms), s.user(user), s.workspace()
		r.Status = profileoracle.Status(s.IntN(3))
		r.Groups = s.list(s.names.groups, 2)
		for range s.IntN(3) {
			r.Users = append(r.Users, s.user(user))
		}
	case "profile.form":
		r.Form = s.name(s.names.forms)
	case "profile.search":
		r.Forms = s.list(s.names.forms, 2)
		if s.percent(35) {
			r.SavedBy = s.user(user)
		}
	}
	return r
}

func (s *source) caseworkResource(kind, user string) caseworkoracle.Resource {
	r := caseworkoracle.Resource{Kind: kind}
	users := func(most int) []string {
		var list []string
		for range s.IntN(most + 1) {
			list = append(list, s.user(user))
		}
		return list
	}
	if kind == "casework.client" || kind == "casework.session" {
		r.Client = caseworkoracle.Client{Org: s.name(s.names.orgs), Responsible: s.user(user), Shared: users(3)}
		return r
	}
	e := caseworkoracle.Engagement{
		Org:                   s.name(s.names.orgs),
		SystemAdministrators:  users(s.IntN(3)),
		ProgramAdministrators: map[string][]string{},
		Consultants:           map[string][]string{},
	}
	for range s.IntN(4) {
		e.ProgramAdministrators[s.name(s.names.programs)] = users(2)
	}
	for range s.IntN(4) {
		e.Consultants[s.user(user)] = s.list(s.names.programs, 2)
	}
	r.Engagement = e
	switch kind {
	case "casework.access":
		r.Consultant = s.user(user)
	case "casework.program":
		r.Program = s.name(s.names.programs)
	}
	return r
}

func (s *source) workspace() string {
	if s.percent(5) {
		return ""
	}
	return s.name(s.names.workspaces)
}
