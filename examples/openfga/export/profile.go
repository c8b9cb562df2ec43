package export

import (
	"slices"

	openfgav1 "github.com/openfga/api/proto/openfga/v1"

	"lupa.example/access"
	"lupa.example/profile"
)

// Relations of profiles. Besides, a form has one for each scope of each activity, such as
// read_workspace, for the profiles with which it is set.
const (
	relAdministrator = "administrator"
	relSite          = "site"
	relForm          = "form"
	relWorkspace     = "workspace"
	relRegistrant    = "registrant"
	relSelected      = "selected"
	relOpen          = "open" // rides with the question
	relRegisters     = "registers"
	relChangesForm   = "changes_form"
	relShares        = "shares_publicly"
	relChangesClosed = "changes_closed"
	prefixWithin     = "within" // the scope of an activity
)

// The activities that have a scope.
var activities = []string{string(profile.ActionRead), string(profile.ActionChange), string(profile.ActionDelete)}

var scopes = []profile.Scope{profile.ScopeRegistered, profile.ScopeInvolved, profile.ScopeWorkspace, profile.ScopeAll}

func scopeRelation(activity string, s profile.Scope) string { return activity + "_" + s.String() }

// profileTypes is the part of the model that is about cases. A user has one profile, so
// that who is of one with a scope and of one with a switch is of one with both.
func profileTypes() []*typeDefinition {
	members := reference{kind: typeProfile, relation: relMember}
	var groups []*typeDefinition
	for _, name := range []string{typeProfile, typeWorkspace, typeProfileGroup} {
		group := newType(name)
		group.direct(relMember, reference{kind: typeUser})
		groups = append(groups, group)
	}
	place := newType(typeSite)
	place.direct(relAdministrator, members)
	administrators := from(relAdministrator, relSite)

	form := newType(typeForm)
	form.direct(relSite, reference{kind: typeSite})
	for _, activity := range activities {
		for _, s := range scopes {
			form.direct(scopeRelation(activity, s), members)
		}
	}
	for _, name := range []string{relRegisters, relChangesForm, relShares, relChangesClosed} {
		form.direct(name, members)
	}
	form.may(string(profile.ActionRegister), anyOf(administrators, has(relRegisters)))
	form.may(string(profile.ActionChange), anyOf(administrators, has(relChangesForm)))
	form.may(string(profile.ActionAdminister), administrators)

	row := newType(typeCase)
	row.direct(relSite, reference{kind: typeSite})
	row.direct(relForm, reference{kind: typeForm})
	row.direct(relWorkspace, reference{kind: typeWorkspace})
	row.direct(relRegistrant, reference{kind: typeUser})
	row.direct(relSelected, reference{kind: typeUser}, reference{kind: typeProfileGroup, relation: relMember})
	row.direct(relOpen, reference{kind: typeUser})
	for _, activity := range activities {
		var within []*openfgav1.Userset
		for _, s := range scopes {
			within = append(within, inScope(s, from(scopeRelation(activity, s), relForm)))
		}
		row.define(relation(prefixWithin, activity), anyOf(within...))
	}
	read := has(relation(prefixWithin, string(profile.ActionRead)))
	row.may(string(profile.ActionRead), anyOf(administrators, read))
	row.may(string(profile.ActionDelete), anyOf(administrators, has(relation(prefixWithin, string(profile.ActionDelete)))))
	row.may(string(profile.ActionChange), anyOf(administrators, allOf(
		has(relation(prefixWithin, string(profile.ActionChange))),
		anyOf(has(relOpen), from(relChangesClosed, relForm)))))
	row.may(string(profile.ActionSharePublicly), anyOf(administrators, allOf(read, from(relShares, relForm))))
	return append(groups, place, form, row)
}

// inScope limits those whose profile has the scope to the cases that it reaches.
func inScope(s profile.Scope, holders *openfgav1.Userset) *openfgav1.Userset {
	switch s {
	case profile.ScopeWorkspace:
		return allOf(holders, from(relMember, relWorkspace))
	case profile.ScopeInvolved:
		return allOf(holders, has(relSelected))
	case profile.ScopeRegistered:
		return allOf(holders, has(relRegistrant))
	default:
		return holders
	}
}

func siteTuples(s *profile.Site, add adder) {
	config := s.Config()
	for _, p := range config.Profiles {
		members := every(relMember, object(typeProfile, p.Name))
		switch {
		case !p.Cases:
		case p.Administrator:
			add(site, relAdministrator, members)
		default:
			for _, form := range config.Forms {
				formTuples(object(typeForm, form), p.Forms[form], members, add)
			}
		}
	}
}

func formTuples(form string, r profile.FormRights, members string, add adder) {
	for i, s := range []profile.Scope{r.Read, r.Change, r.Delete} {
		if slices.Contains(scopes, s) {
			add(form, scopeRelation(activities[i], s), members)
		}
	}
	for _, right := range []struct {
		on   bool
		name string
	}{{r.Register, relRegisters}, {r.ChangeForm, relChangesForm}, {r.SharePublicly, relShares}, {r.ChangeClosed, relChangesClosed}} {
		if right.on {
			add(form, right.name, members)
		}
	}
}

func sameUser(a, b *profile.User) bool {
	return a.Profile == b.Profile && a.Workspace == b.Workspace && within(a.Groups, b.Groups) && within(b.Groups, a.Groups)
}

func within(some, all []string) bool {
	in := make(map[string]bool, len(all))
	for _, s := range all {
		in[s] = true
	}
	return !slices.ContainsFunc(some, func(s string) bool { return !in[s] })
}

func userTuples(s access.Subject, add adder) {
	u, refused := access.Single(s, sameUser)
	if refused != "" || u.Profile == "" {
		return
	}
	add(object(typeProfile, u.Profile), relMember, user(s.User))
	if u.Workspace != "" {
		add(object(typeWorkspace, u.Workspace), relMember, user(s.User))
	}
	distinct(u.Groups, func(name string) { add(object(typeProfileGroup, name), relMember, user(s.User)) })
}

func caseTuples(c *profile.Case, add adder) {
	if c.Form == "" {
		return
	}
	row := object(typeCase, c.ID)
	add(row, relSite, site)
	add(row, relForm, object(typeForm, c.Form))
	if c.Workspace != "" {
		add(row, relWorkspace, object(typeWorkspace, c.Workspace))
	}
	if c.RegisteredBy != "" {
		add(row, relRegistrant, user(c.RegisteredBy))
	}
	distinct(c.Users, func(name string) { add(row, relSelected, user(name)) })
	distinct(c.Groups, func(name string) { add(row, relSelected, every(relMember, object(typeProfileGroup, name))) })
}

// openTuples ride with a question about a case: that it is known to be open.
func openTuples(s access.Subject, c *profile.Case, add adder) {
	if c.Status == profile.StatusOpen {
		add(object(typeCase, c.ID), relOpen, user(s.User))
	}
}
