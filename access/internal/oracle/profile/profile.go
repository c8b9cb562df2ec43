// Package profileoracle decides what the one profile of a user gives, slowly and
// plainly.
package profileoracle

// A Policy is a site's forms and profiles.
type Policy struct {
	Forms    []string
	Profiles []Profile
}

// A Profile is a set of rights.
type Profile struct {
	Name          string
	Cases         bool // the case module is on
	Administrator bool // administrator mode
	FreeText      bool
	QueryBuilder  bool
	Forms         map[string]Rights
}

// Rights are what a profile has in one form. A scope is "none" (or ""), "registered",
// "involved", "workspace" or "all".
type Rights struct {
	Read, Change, Delete        string
	Register, ChangeForm        bool
	SharePublicly, ChangeClosed bool
}

// A Subject is who asks, with every fact that was given about them.
type Subject struct {
	User  string
	Facts []User
}

// A User is one fact about the person.
type User struct {
	Profile, Workspace string
	Groups             []string
}

// A Resource is a "profile.case" (Form, RegisteredBy, Workspace, Users, Groups, Status),
// a "profile.form" (Form) or a "profile.search" (Forms, SavedBy).
type Resource struct {
	Kind                    string
	Form                    string
	RegisteredBy, Workspace string
	Users, Groups           []string
	Status                  Status
	Forms                   []string
	SavedBy                 string
}

// A Status is what is known of whether a case is closed. The zero value is that
// nothing is known.
type Status int

// The two states that are known.
const (
	Open Status = iota + 1
	Closed
)

var actions = map[string][]string{
	"profile.case":   {"read", "change", "delete", "share-publicly"},
	"profile.form":   {"register", "change", "administer"},
	"profile.search": {"free-text", "query", "save"},
}

// Check decides.
func Check(p Policy, s Subject, action string, r Resource) bool {
	if s.User == "" {
		return false
	}
	if !in(actions[r.Kind], action) { // in administrator mode neither
		return false
	}
	if len(s.Facts) == 0 {
		return false
	}
	fact := s.Facts[0]
	for _, f := range s.Facts {
		if f.Profile != fact.Profile || f.Workspace != fact.Workspace || !sameSet(f.Groups, fact.Groups) {
			return false // different facts are ambiguous
		}
	}
	for _, profile := range p.Profiles {
		if profile.Name == fact.Profile && profile.Cases { // without the module nothing else counts
			switch r.Kind {
			case "profile.case":
				return checkCase(p, profile, s.User, fact, action, r)
			case "profile.form":
				return checkForm(p, profile, action, r)
			case "profile.search":
				return checkSearch(p, profile, s.User, action, r)
			}
		}
	}
	return false
}

// rights are what the profile has in the form: nothing where none are set, and nothing
// in a form that the site lacks.
func rights(p Policy, profile Profile, form string) Rights {
	if !in(p.Forms, form) {
		return Rights{}
	}
	return profile.Forms[form]
}

func checkCase(p Policy, profile Profile, user string, fact User, action string, r Resource) bool {
	if r.Form == "" { // every case has one; who registered it and where may not be known
		return false
	}
	if profile.Administrator { // every case of every form, closed or not, form known or not
		return true
	}
	within := func(scope string) bool { // each is a test of its own, and none includes another
		switch scope {
		case "all":
			return true
		case "workspace": // where the user is now; no group counts
			return fact.Workspace != "" && fact.Workspace == r.Workspace
		case "involved": // selected, by name or through a group of now
			for _, group := range fact.Groups {
				if in(r.Groups, group) {
					return true
				}
			}
			return in(r.Users, user)
		case "registered":
			return r.RegisteredBy == user
		}
		return false
	}
	right := rights(p, profile, r.Form)
	switch action {
	case "read": // closed or not
		return within(right.Read)
	case "change": // what is not known to be open takes the setting for closed cases too
		return within(right.Change) && (r.Status == Open || right.ChangeClosed)
	case "delete": // closed or not
		return within(right.Delete)
	case "share-publicly": // the setting, and being able to read this very case
		return within(right.Read) && right.SharePublicly
	}
	return false
}

func checkForm(p Policy, profile Profile, action string, r Resource) bool {
	if r.Form == "" {
		return false
	}
	if profile.Administrator {
		return true
	}
	switch action {
	case "register": // whatever may be read
		return rights(p, profile, r.Form).Register
	case "change": // of the form, not of its cases
		return rights(p, profile, r.Form).ChangeForm
	}
	return false // to administer takes administrator mode
}

func checkSearch(p Policy, profile Profile, user, action string, r Resource) bool {
	for _, form := range r.Forms {
		if form == "" {
			return false
		}
	}
	if r.SavedBy != "" && r.SavedBy != user { // another's query is neither run nor saved over
		return false
	}
	if action != "free-text" && len(r.Forms) != 1 { // the query builder takes exactly one form
		return false
	}
	if profile.Administrator { // after the above, which are no settings
		return true
	}
	accessible := func(form string) bool {
		read := rights(p, profile, form).Read
		return read != "" && read != "none"
	}
	some, all := false, true
	for _, form := range p.Forms {
		some = some || accessible(form)
	}
	for _, form := range r.Forms {
		all = all && accessible(form)
	}
	if action == "free-text" { // without a filter every accessible form, of which there must be one
		return profile.FreeText && some && all
	}
	return profile.QueryBuilder && all
}

// sameSet compares lists as sets of whatever stands in them.
func sameSet(a, b []string) bool { return subset(a, b) && subset(b, a) }

func subset(some, all []string) bool {
	for _, x := range some {
		found := false
		for _, y := range all {
			found = found || x == y
		}
		if !found {
			return false
		}
	}
	return true
}

// in says whether the list has s. The empty identifier is in no list.
func in(list []string, s string) bool {
	for _, x := range list {
		if x == s && s != "" {
			return true
		}
	}
	return false
}
