package profile

import (
	"maps"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// A Scope says which cases of a form an activity reaches. Each is a test of its
// own and none includes another, see the package documentation. The zero value
// reaches none.
type Scope uint8

const (
	ScopeNone       Scope = iota // no case
	ScopeRegistered              // the cases that the user registered
	ScopeInvolved                // the cases on which the user is selected
	ScopeWorkspace               // the cases registered in the user's workspace
	ScopeAll                     // every case
)

var scopeNames = [...]string{"none", "registered", "involved", "workspace", "all"}

// String returns the scope's name; a value that is none of the constants reaches
// no case and is "none".
func (s Scope) String() string {
	if int(s) < len(scopeNames) {
		return scopeNames[s]
	}
	return scopeNames[ScopeNone]
}

// MarshalText returns the scope's name; a value that is none of the constants is
// an error.
func (s Scope) MarshalText() ([]byte, error) {
	if s > ScopeAll {
		return nil, invalid.Errorf("profile", "no such scope to write")
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads a scope's name and nothing else.
func (s *Scope) UnmarshalText(text []byte) error {
	for i, name := range scopeNames {
		if string(text) == name {
			*s = Scope(i)
			return nil
		}
	}
	return invalid.Errorf("profile", "%s is no scope; want none, registered, involved, workspace or all", invalid.Quote(string(text)))
}

// FormRights are what a profile may do with one form and its cases. The zero
// value is nothing.
type FormRights struct {
	Read   Scope `json:"read"` // which cases; each of the three is set for itself
	Change Scope `json:"change"`
	Delete Scope `json:"delete"`

	Register      bool `json:"register"`      // register new cases
	ChangeForm    bool `json:"changeForm"`    // change the form itself
	SharePublicly bool `json:"sharePublicly"` // share a case that one reads; only where Read is above none
	ChangeClosed  bool `json:"changeClosed"`  // change also closed cases; only where Change is above none
}

// all is what administrator mode comes to on each form.
var all = FormRights{
	Read: ScopeAll, Change: ScopeAll, Delete: ScopeAll,
	Register: true, ChangeForm: true, SharePublicly: true, ChangeClosed: true,
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

// SetRights returns the site in which the profile has the given rights on the
// form and no others. The zero FormRights takes all of them away.
//
// The actor needs administrator mode; otherwise the error is [access.ErrDenied], and the
// items are what was asked for. It is an error if the site has no such profile or form,
// if a scope is none of the constants, and if an extended right is newly on without its
// base. Where the rights are set already, the site is returned as it is.
//
// The report has an item for each right that changes, in the order of the fields of
// [FormRights], with the profile as Who and the form as Where: what is lost ("read
// workspace"), then what is gained ("read all"). These are the rights as they are
// set; a warning says where what is set has no effect, as the profile lacks the case
// module or is in administrator mode.
//
// An extended right goes off with its base: rights that have SharePublicly on and
// Read none, on a form where SharePublicly is on, switch it off, which has an item
// and a warning. Switching it on without its base is not valid. The same holds for
// ChangeClosed and Change.
func (s *Site) SetRights(actor access.Subject, profile, form string, rights FormRights) (*Site, report.Report, error) {
	who, where := profileThing(profile), formThing(form)
	r := report.New("profile.set-rights", actor.User, requested(who, where, rights.things())...)
	d := s.may(actor)
	if !d.Allowed {
		return refuse(r, d)
	}
	bad := invalid.In("profile")
	var p Profile
	i := s.find(bad, profile)
	if i >= 0 {
		p = s.config.Profiles[i]
	}
	s.validateForm(bad, form)
	rights, r.Warnings = rights.after(p.Forms[form])
	rights.validate(bad, "rights")
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}

	items := difference(who, where, p.Forms[form].things(), rights.things())
	if len(items) == 0 {
		return s.unchanged(r, d)
	}
	r.Items = items
	p.Forms = withRights(p.Forms, form, rights)
	if idle := p.idle(); idle != "" {
		r.Warnings = append(r.Warnings, idle)
	}
	return s.withProfile(i, p), r.Decided(d), nil
}

// after returns the rights with those extended ones off that were on before and
// have lost their base, and says which. One that was not on before stays, and is
// not valid.
func (r FormRights) after(before FormRights) (FormRights, []string) {
	var warnings []string
	if r.SharePublicly && before.SharePublicly && r.Read == ScopeNone {
		r.SharePublicly = false
		warnings = append(warnings, "sharePublicly goes off with read")
	}
	if r.ChangeClosed && before.ChangeClosed && r.Change == ScopeNone {
		r.ChangeClosed = false
		warnings = append(warnings, "changeClosed goes off with change")
	}
	return r, warnings
}

// withRights returns a copy of a profile's forms with the rights on one of them.
// Nothing is not kept, so that giving and taking back leads to where it began.
func withRights(forms map[string]FormRights, form string, r FormRights) map[string]FormRights {
	next := make(map[string]FormRights, len(forms)+1)
	maps.Copy(next, forms)
	if r == (FormRights{}) {
		delete(next, form)
	} else {
		next[form] = r
	}
	return next
}
