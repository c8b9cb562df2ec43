package profile

import (
	"fmt"
	"maps"
	"slices"

	"lupa.example/access/invalid"
)

// A Profile is a set of rights that users have by belonging to it. The zero value
// gives nothing.
type Profile struct {
	Name          string
	Cases         bool                  // the case module is on; without it nothing else counts
	Administrator bool                  // administrator mode: everything on every form
	FreeText      bool                  // free-text search
	QueryBuilder  bool                  // the query builder, and saving its queries
	Forms         map[string]FormRights // by form; a form that is not there gives nothing
}

// FormRights are what a profile may do with one form and its cases. The zero
// value is nothing.
type FormRights struct {
	Read, Change, Delete Scope // which cases; each is set for itself

	Register      bool // register new cases
	ChangeForm    bool // change the form itself
	SharePublicly bool // share a case that one reads; only where Read is above none
	ChangeClosed  bool // change also closed cases; only where Change is above none
}

func (p Profile) clone() Profile {
	p.Forms = maps.Clone(p.Forms)
	return p
}

// validate reports rights that are none, and those that lack their base.
func (r FormRights) validate(bad *invalid.List, path string) {
	for _, activity := range []struct {
		name  string
		scope Scope
	}{{"read", r.Read}, {"change", r.Change}, {"delete", r.Delete}} {
		if activity.scope > ScopeAll {
			bad.Add(invalid.At(path, activity.name), "is no scope; want none, registered, involved, workspace or all")
		}
	}
	if r.SharePublicly && r.Read == ScopeNone {
		bad.Add(invalid.At(path, "sharePublicly"), "is on where read is none; want read above none, or it off")
	}
	if r.ChangeClosed && r.Change == ScopeNone {
		bad.Add(invalid.At(path, "changeClosed"), "is on where change is none; want change above none, or it off")
	}
}

// validate reports everything that is wrong with the site.
func (c Config) validate() error {
	bad := invalid.In("profile")
	forms := make(map[string]int)
	for i, f := range c.Forms {
		path := fmt.Sprintf("forms[%d]", i)
		if problem := invalid.Identifier(f); problem != "" {
			bad.Add(path, "%s", problem)
		} else if earlier, taken := forms[f]; taken {
			bad.Add(path, "%q is forms[%d] already", f, earlier)
		} else {
			forms[f] = i
		}
	}
	names := make(map[string]int)
	for i, p := range c.Profiles {
		path := fmt.Sprintf("profiles[%d]", i)
		if problem := invalid.Identifier(p.Name); problem != "" {
			bad.Add(path+".name", "%s", problem)
		} else if earlier, taken := names[p.Name]; taken {
			bad.Add(path+".name", "%q is the name of profiles[%d] already", p.Name, earlier)
		} else {
			names[p.Name] = i
		}
		p.validateForms(bad, path+".forms", forms)
	}
	return bad.Err()
}

// validateForms reports rights on forms that the site lacks, and rights that are
// not valid. The site's forms are the keys of known.
func (p Profile) validateForms(bad *invalid.List, path string, known map[string]int) {
	for _, form := range slices.Sorted(maps.Keys(p.Forms)) {
		at := invalid.At(path, form)
		if _, ok := known[form]; !ok {
			bad.Add(at, "is no form of the site")
		}
		p.Forms[form].validate(bad, at)
	}
}
