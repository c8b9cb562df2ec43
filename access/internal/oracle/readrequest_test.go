package oracle_test

import (
	"fmt"
	"slices"
	"strings"

	caseworkoracle "lupa.example/access/internal/oracle/casework"
	profileoracle "lupa.example/access/internal/oracle/profile"
	rolesoracle "lupa.example/access/internal/oracle/roles"
	sharingoracle "lupa.example/access/internal/oracle/sharing"
	"lupa.example/access/internal/oracle/strict"
)

// readRequest reads a request to the world's policy. A question about a type that
// neither the areas nor the policy know belongs to no area.
func readRequest(w *world, line []byte) (q *question, err error) {
	v, err := strict.Parse(line)
	if err != nil {
		return nil, err
	}
	defer catch(&err)
	request := known("", v, false, "subject", "action", "resource", "context", "evaluations")
	subject := known("subject", request.required("subject"), false, "type", "id", "properties")
	action := known("action", request.required("action"), false, "name", "properties")
	resource := known("resource", request.required("resource"), false, "type", "id", "properties")
	if request.has("evaluations") {
		fail("evaluations", "several requests")
	}
	person := subject.identifier("type") == "user"
	q = &question{User: subject.identifier("id"), Action: action.identifier("name")}
	facts := members{path: "subject.properties"}
	if subject.has("properties") {
		facts = known(facts.path, subject.byName["properties"], false, append(slices.Clone(areaNames), "signedIn")...)
	}
	session := readSession(facts)
	kind, id := resource.identifier("type"), resource.identifier("id")
	properties := strict.Value{Kind: strict.Object}
	if resource.has("properties") {
		properties = resource.byName["properties"]
	}
	if properties.Kind != strict.Object {
		fail("resource.properties", "want an object, got %s", properties.Kind)
	}
	q.readResource(w, kind, id, properties)
	if !person {
		q.User = "" // a subject of another type is nobody
		return q, nil
	}
	q.Session = session
	for _, area := range areaNames {
		if err := q.readFact(area, facts); err != nil && area == q.Area {
			return nil, err
		}
	}
	return q, nil
}

func readSession(facts members) rolesoracle.Session {
	if !facts.has("signedIn") {
		return 0
	}
	if facts.flag("signedIn") {
		return rolesoracle.SignedIn
	}
	return rolesoracle.SignedOut
}

// readFact reads what an area knows of the subject. What is wrong with it matters only
// to the area that is asked; to the others it is absent.
func (q *question) readFact(area string, o members) (err error) {
	if !o.has(area) {
		return nil
	}
	defer catch(&err)
	switch area {
	case "sharing":
		x := known(o.at(area), o.byName[area], false, "account", "staff")
		if x.has("account") {
			customer(x.at("account"), x.text("account"))
		}
		q.Customers = []sharingoracle.User{{Account: x.text("account"), Staff: x.flag("staff")}}
	case "roles":
		var all []rolesoracle.Member
		for i, m := range o.items(area) {
			x := known(fmt.Sprintf("%s[%d]", o.at(area), i), m, false, "org", "roles", "assignments")
			all = append(all, rolesoracle.Member{Org: x.text("org"), Roles: x.texts("roles"), Assignments: x.texts("assignments")})
		}
		q.Members = all
	case "profile":
		x := known(o.at(area), o.byName[area], false, "profile", "workspace", "groups")
		q.Profiles = []profileoracle.User{{Profile: x.text("profile"), Workspace: x.text("workspace"), Groups: x.texts("groups")}}
	case "casework":
		x := known(o.at(area), o.byName[area], false, "org", "steward")
		q.Employees = []caseworkoracle.User{{Org: x.text("org"), Steward: x.flag("steward")}}
	}
	return nil
}

func customer(path, s string) string {
	if !sharingoracle.IsCustomer(s) {
		fail(path, "%q is no customer number", s)
	}
	return s
}

func (q *question) readResource(w *world, kind, id string, v strict.Value) {
	const path = "resource.properties"
	read := func(names ...string) members { return known(path, v, false, names...) }
	if actionsOf[kind] != nil {
		q.Area, _, _ = strings.Cut(kind, ".")
	} else if w.Roles != nil && w.Roles.OwnKind(kind) {
		q.Area = "roles"
	}
	switch q.Area {
	case "sharing":
		q.Sharing.Kind = kind
	case "roles":
		q.Roles.Kind = kind
	case "profile":
		q.Profile.Kind = kind
	case "casework":
		q.Casework.Kind = kind
	default:
		return // the properties of an unknown type are not read
	}

	switch kind {
	case "sharing.result":
		o := read("owner")
		q.Sharing.Owner = customer(o.at("owner"), o.identifier("owner"))
	case "sharing.rule":
		o := read("viewers", "sharers")
		q.Sharing.Viewers, q.Sharing.Sharers = readEntries(o, "viewers"), readEntries(o, "sharers")

	case "roles.organisation":
		o := read("org")
		q.Roles.Org = id
		if o.has("org") {
			q.Roles.Org = o.text("org")
		}
	case "roles.order", "roles.case":
		o := read("org", "createdBy")
		q.Roles.Org, q.Roles.Owner = o.identifier("org"), o.identifier("createdBy")
	case "roles.application":
		o := read("agent", "assignment", "customer")
		q.Roles.Org, q.Roles.Assignment = o.identifier("agent"), o.identifier("assignment")
		o.text("customer")
	case "roles.agreement":
		q.Roles.Org = read("org").identifier("org")

	case "profile.case":
		o := read("form", "registeredBy", "workspace", "users", "groups", "closed")
		q.Profile.Form, q.Profile.RegisteredBy, q.Profile.Workspace = o.identifier("form"), o.text("registeredBy"), o.text("workspace")
		q.Profile.Users, q.Profile.Groups = o.texts("users"), o.texts("groups")
		if o.has("closed") {
			q.Profile.Status = profileoracle.Open
			if o.flag("closed") {
				q.Profile.Status = profileoracle.Closed
			}
		}
	case "profile.form":
		q.Profile.Form = id
	case "profile.search":
		o := read("forms", "savedBy")
		q.Profile.Forms, q.Profile.SavedBy = o.texts("forms"), o.text("savedBy")

	case "casework.client":
		q.Casework.Client = readClient(path, v)
	case "casework.session":
		o := read("client", "writtenBy")
		o.text("writtenBy")
		q.Casework.Client = readClient(o.at("client"), withID(o, "client"))
	case "casework.engagement":
		q.Casework.Engagement = readEngagement(path, v)
	case "casework.access":
		o := read("consultant", "engagement")
		q.Casework.Consultant = o.identifier("consultant")
		q.Casework.Engagement = readEngagement(o.at("engagement"), withID(o, "engagement"))
	case "casework.program":
		q.Casework.Program = id
		o := read("engagement")
		q.Casework.Engagement = readEngagement(o.at("engagement"), withID(o, "engagement"))

	default: // a kind of a defined role
		o := read("org", "owner")
		q.Roles.Org, q.Roles.Owner = o.identifier("org"), o.text("owner")
	}
}

// withID returns a member that is a resource within a resource, and so has its id.
func withID(o members, name string) strict.Value {
	v := o.required(name)
	known(o.at(name), v, false, "id").identifier("id")
	return v
}

func readClient(path string, v strict.Value) caseworkoracle.Client {
	o := known(path, v, false, "org", "responsible", "shared")
	return caseworkoracle.Client{Org: o.identifier("org"), Responsible: o.identifier("responsible"), Shared: o.texts("shared")}
}

func readEngagement(path string, v strict.Value) caseworkoracle.Engagement {
	o := known(path, v, false, "org", "systemAdministrators", "programAdministrators", "consultants")
	return caseworkoracle.Engagement{
		Org:                   o.identifier("org"),
		SystemAdministrators:  o.texts("systemAdministrators"),
		ProgramAdministrators: o.lists("programAdministrators"),
		Consultants:           o.lists("consultants"),
	}
}
