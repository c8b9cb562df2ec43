package oracle_test

import (
	"reflect"
	"unicode/utf8"
)

// request writes the question as a request, and reports whether a request can say it
// at all. It may be one that has to be refused, where something is empty.
func (q *question) request() (*tree, bool) {
	if q.Odd != "" || len(q.Customers) > 1 || len(q.Profiles) > 1 || len(q.Employees) > 1 || !sayable(reflect.ValueOf(q)) {
		return nil, false
	}
	facts := object()
	facts.addIf(q.Session != 0, "signedIn", q.Session == 1)
	for _, f := range q.Customers {
		user := object("staff", f.Staff)
		user.addIf(f.Account != "", "account", f.Account)
		facts.add("sharing", user)
	}
	var members []any
	for _, m := range q.Members {
		member := object("org", m.Org)
		member.addIf(m.Roles != nil, "roles", array(m.Roles))
		member.addIf(m.Assignments != nil, "assignments", array(m.Assignments))
		members = append(members, member)
	}
	facts.addIf(members != nil || q.Noise, "roles", append([]any{}, members...))
	for _, f := range q.Profiles {
		user := object("profile", f.Profile)
		user.addIf(f.Workspace != "" || q.Noise, "workspace", f.Workspace)
		user.addIf(f.Groups != nil, "groups", array(f.Groups))
		facts.add("profile", user)
	}
	for _, f := range q.Employees {
		employee := object("org", f.Org)
		employee.addIf(f.Steward || q.Noise, "steward", f.Steward)
		facts.add("casework", employee)
	}
	id, properties := q.properties()
	return object(
		"subject", object("type", "user", "id", q.User, "properties", facts),
		"action", object("name", q.Action),
		"resource", object("type", q.kind(), "id", id, "properties", properties),
	), true
}

// properties writes what the resource's row says, and its id.
func (q *question) properties() (id string, properties *tree) {
	r, c := &q.Roles, &q.Profile
	switch q.kind() {
	case "sharing.result":
		return "1", object("owner", q.Sharing.Owner)
	case "sharing.rule":
		return "1", object("viewers", array(q.Sharing.Viewers), "sharers", array(q.Sharing.Sharers))
	case "roles.organisation":
		if q.Noise {
			return "1", object("org", r.Org)
		}
		return r.Org, object()
	case "roles.order", "roles.case":
		return "1", object("org", r.Org, "createdBy", r.Owner)
	case "roles.application":
		return "1", object("agent", r.Org, "assignment", r.Assignment, "customer", "")
	case "roles.agreement":
		return "1", object("org", r.Org)
	case "profile.case":
		t := object("form", c.Form, "registeredBy", c.RegisteredBy, "workspace", c.Workspace)
		t.addIf(c.Users != nil, "users", array(c.Users))
		t.addIf(c.Groups != nil, "groups", array(c.Groups))
		t.addIf(c.Status != 0, "closed", c.Status == 2)
		return "1", t
	case "profile.form":
		return c.Form, object()
	case "profile.search":
		t := object("forms", array(c.Forms))
		t.addIf(c.SavedBy != "" || q.Noise, "savedBy", c.SavedBy)
		return "1", t
	case "casework.client":
		return "1", q.clientTree()
	case "casework.session":
		client := q.clientTree()
		client.add("id", "2")
		return "1", object("client", client, "writtenBy", q.User)
	case "casework.engagement":
		return "1", q.engagementTree()
	case "casework.access", "casework.program":
		engagement := q.engagementTree()
		engagement.add("id", "2")
		if q.kind() == "casework.program" {
			return q.Casework.Program, object("engagement", engagement)
		}
		return "1", object("consultant", q.Casework.Consultant, "engagement", engagement)
	}
	t := object("org", r.Org)
	t.addIf(r.Owner != "" || q.Noise, "owner", r.Owner)
	return "1", t
}

func (q *question) clientTree() *tree {
	c := &q.Casework.Client
	t := object("org", c.Org, "responsible", c.Responsible)
	t.addIf(c.Shared != nil, "shared", array(c.Shared))
	return t
}

func (q *question) engagementTree() *tree {
	e := &q.Casework.Engagement
	t := object("org", e.Org, "systemAdministrators", array(e.SystemAdministrators))
	for _, m := range []struct {
		name  string
		lists map[string][]string
	}{{"programAdministrators", e.ProgramAdministrators}, {"consultants", e.Consultants}} {
		lists := object()
		for _, name := range sortedKeys(m.lists) {
			lists.add(name, array(m.lists[name]))
		}
		t.addIf(len(m.lists) > 0 || q.Noise, m.name, lists)
	}
	return t
}

// sayable reports whether every text of a value could stand in a request.
func sayable(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return v.Len() < 1000 && utf8.ValidString(v.String())
	case reflect.Pointer:
		return v.IsNil() || sayable(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if !sayable(v.Field(i)) {
				return false
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if !sayable(v.Index(i)) {
				return false
			}
		}
	case reflect.Map:
		for iter := v.MapRange(); iter.Next(); {
			if !sayable(iter.Key()) || !sayable(iter.Value()) {
				return false
			}
		}
	}
	return true
}
