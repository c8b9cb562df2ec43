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

// readPolicy reads a policy document.
func readPolicy(document []byte) (w world, err error) {
	v, err := strict.Parse(document)
	if err != nil {
		return world{}, err
	}
	defer catch(&err)
	o := known("", v, true, "version", "sharing", "roles", "profile", "casework")
	if n := o.required("version"); n.Kind != strict.Number || n.Text != "1" {
		fail("version", "want 1")
	}
	if o.has("sharing") {
		w.Sharing = readSharing(o.byName["sharing"])
	}
	if o.has("roles") {
		w.Roles = readRoles(o.byName["roles"])
	}
	if o.has("profile") {
		w.Profile = readProfiles(o.byName["profile"])
	}
	if o.has("casework") {
		c := known("casework", o.byName["casework"], true, "package", "sharedMayShare", "stewards")
		w.Casework = &caseworkoracle.Policy{
			Package:        distinct("casework.package", c.texts("package")),
			SharedMayShare: c.flag("sharedMayShare"),
			Stewards:       c.flag("stewards"),
		}
	}
	return w, nil
}

func readSharing(v strict.Value) *sharingoracle.Policy {
	p := &sharingoracle.Policy{}
	var ids []string
	for i, r := range known("sharing", v, true, "rules").items("rules") {
		o := known(fmt.Sprintf("sharing.rules[%d]", i), r, true, "id", "viewers", "sharers")
		rule := sharingoracle.Rule{ID: o.identifier("id"), Viewers: readEntries(o, "viewers"), Sharers: readEntries(o, "sharers")}
		p.Rules = append(p.Rules, rule)
		ids = append(ids, rule.ID)
	}
	distinct("sharing.rules", ids)
	return p
}

// readEntries reads a list of customer numbers and groups that has one or more.
func readEntries(o members, name string) []string {
	list := texts(o.at(name), o.required(name))
	if len(list) == 0 {
		fail(o.at(name), "empty")
	}
	for _, e := range list {
		if !sharingoracle.IsCustomer(e) && !sharingoracle.IsGroup(e) {
			fail(o.at(name), "%q is no customer number and no group", e)
		}
	}
	return list
}

func readRoles(v strict.Value) *rolesoracle.Policy {
	o := known("roles", v, true, "catalog", "approverSignsIn", "samePersonSignedIn", "fourEyes", "define")
	p := &rolesoracle.Policy{ApproverSignsIn: o.flag("approverSignsIn"), SamePersonSignedIn: o.flag("samePersonSignedIn"), FourEyes: o.flag("fourEyes")}
	if o.has("catalog") {
		if o.text("catalog") != "portal" {
			fail("roles.catalog", "want portal")
		}
		p.Portal = true
	}
	names := slices.Clone(portalRoles)
	for i, d := range o.items("define") {
		o := known(fmt.Sprintf("roles.define[%d]", i), d, true, "name", "signIn", "grants", "assigns")
		role := rolesoracle.Role{Name: o.identifier("name"), SignIn: o.flag("signIn")}
		names = append(names, role.Name)
		if o.has("assigns") && len(o.texts("assigns")) == 0 { // which acts look at, and Check does not
			fail(o.at("assigns"), "empty")
		}
		for j, g := range o.items("grants") {
			o := known(fmt.Sprintf("%s.grants[%d]", o.path, j), g, true, "kind", "actions", "over")
			grant := rolesoracle.Grant{
				Kind:    o.identifier("kind"),
				Actions: named(o.at("actions"), texts(o.at("actions"), o.required("actions"))),
				Over:    o.identifier("over"),
			}
			if len(grant.Actions) == 0 {
				fail(o.at("actions"), "empty")
			}
			area, _, dotted := strings.Cut(grant.Kind, ".")
			if area != "roles" && slices.Contains(areaNames, area) || area == "roles" && dotted && !slices.Contains(rolesoracle.Kinds, grant.Kind) {
				fail(o.at("kind"), "%q is an area's", grant.Kind)
			}
			if grant.Over != "org" && grant.Over != "own" {
				fail(o.at("over"), "want org or own")
			}
			role.Grants = append(role.Grants, grant)
		}
		p.Define = append(p.Define, role)
	}
	distinct("roles.define", names)
	return p
}

func readProfiles(v strict.Value) *profileoracle.Policy {
	o := known("profile", v, true, "forms", "profiles")
	p := &profileoracle.Policy{Forms: distinct("profile.forms", o.texts("forms"))}
	var names []string
	for i, x := range o.items("profiles") {
		o := known(fmt.Sprintf("profile.profiles[%d]", i), x, true, "name", "cases", "administrator", "freeText", "queryBuilder", "forms")
		profile := profileoracle.Profile{
			Name: o.identifier("name"), Cases: o.flag("cases"), Administrator: o.flag("administrator"),
			FreeText: o.flag("freeText"), QueryBuilder: o.flag("queryBuilder"), Forms: map[string]profileoracle.Rights{},
		}
		names = append(names, profile.Name)
		if o.has("forms") {
			forms := o.byName["forms"]
			if forms.Kind != strict.Object {
				fail(o.at("forms"), "want an object")
			}
			for _, m := range forms.Members {
				if _, twice := profile.Forms[m.Name]; twice {
					fail(o.at("forms"), "duplicate member %q", m.Name)
				}
				if !slices.Contains(p.Forms, m.Name) {
					fail(o.at("forms"), "unknown form %q", m.Name)
				}
				profile.Forms[m.Name] = readRights(o.at("forms")+"."+m.Name, m.Value)
			}
		}
		p.Profiles = append(p.Profiles, profile)
	}
	distinct("profile.profiles", names)
	return p
}

func readRights(path string, v strict.Value) profileoracle.Rights {
	o := known(path, v, true, "read", "change", "delete", "register", "changeForm", "sharePublicly", "changeClosed")
	scope := func(name string) string {
		if !o.has(name) {
			return "none"
		}
		switch s := o.text(name); s {
		case "none", "registered", "involved", "workspace", "all":
			return s
		}
		fail(o.at(name), "unknown scope")
		return ""
	}
	r := profileoracle.Rights{
		Read: scope("read"), Change: scope("change"), Delete: scope("delete"), Register: o.flag("register"),
		ChangeForm: o.flag("changeForm"), SharePublicly: o.flag("sharePublicly"), ChangeClosed: o.flag("changeClosed"),
	}
	if r.SharePublicly && r.Read == "none" {
		fail(path, "sharePublicly without read")
	}
	if r.ChangeClosed && r.Change == "none" {
		fail(path, "changeClosed without change")
	}
	return r
}
