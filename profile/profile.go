package profile

import (
	"fmt"
	"maps"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
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

// Switches are what is on or off for a profile as a whole. The zero value has
// everything off.
type Switches struct {
	Cases         bool `json:"cases"`         // the case module
	Administrator bool `json:"administrator"` // administrator mode
	FreeText      bool `json:"freeText"`      // free-text search
	QueryBuilder  bool `json:"queryBuilder"`  // the query builder
}

// Switches returns what is on in the profile.
func (p Profile) Switches() Switches {
	return Switches{Cases: p.Cases, Administrator: p.Administrator, FreeText: p.FreeText, QueryBuilder: p.QueryBuilder}
}

func (p Profile) clone() Profile {
	p.Forms = maps.Clone(p.Forms)
	return p
}

// validateForms reports rights on forms that the site lacks, and rights that are
// not valid.
func (p Profile) validateForms(bad *invalid.List, path string, known map[string]int, alike *lookalike) {
	for _, form := range slices.Sorted(maps.Keys(p.Forms)) {
		at := invalid.At(path, form)
		if _, there := known[form]; !there {
			bad.Add(at, "%s", alike.lacks(form, "form"))
		}
		p.Forms[form].validate(bad, at)
	}
}

// same reports whether the profiles give the same. A form on which nothing is set
// is as good as none.
func (p Profile) same(q Profile) bool {
	return p.Name == q.Name && p.Switches() == q.Switches() && maps.Equal(p.setRights(), q.setRights())
}

// setRights returns the forms on which something is set.
func (p Profile) setRights() map[string]FormRights {
	set := maps.Clone(p.Forms)
	maps.DeleteFunc(set, func(_ string, r FormRights) bool { return r == FormRights{} })
	return set
}

// setForms returns on how many forms something is set.
func (p Profile) setForms() int {
	n := 0
	for _, r := range p.Forms {
		if r != (FormRights{}) {
			n++
		}
	}
	return n
}

// An effect says what counts of what is set on a profile.
type effect uint8

const (
	noEffect   effect = iota // nothing, without the case module
	asSet                    // all of it
	overridden               // nothing, as administrator mode allows everything
)

func (p Profile) effect() effect {
	switch {
	case !p.Cases:
		return noEffect
	case p.Administrator:
		return overridden
	default:
		return asSet
	}
}

// idle says that something is set on the profile that does not count, and why; or
// it returns "".
func (p Profile) idle() string {
	set := p.FreeText || p.QueryBuilder || p.setForms() > 0
	switch {
	case p.effect() == noEffect && (set || p.Administrator):
		return "what is set has no effect without the case module"
	case p.effect() == overridden && set:
		return "what is set has no effect in administrator mode, which allows everything"
	default:
		return ""
	}
}

// revived says what was set before already and comes into effect as the switches
// change, on a site of so many forms. No item tells of it, since it stays as it is set.
func (p Profile) revived(before Profile, forms int) []string {
	if p.effect() == noEffect || p.effect() == before.effect() {
		return nil
	}
	var found []string
	add := func(was, is bool, what string) {
		if was && is {
			found = append(found, what+" comes into effect")
		}
	}
	add(before.Administrator, p.Administrator, "administrator mode")
	if p.effect() == asSet {
		add(before.FreeText, p.FreeText, "free text")
		add(before.QueryBuilder, p.QueryBuilder, "the query builder")
		if n := p.setForms(); n > 0 {
			found = append(found, fmt.Sprintf("what is set comes into effect on %d of %d forms", n, forms))
		}
	}
	return found
}

// AddProfile returns the site with a new profile after the others.
//
// The actor needs administrator mode; otherwise the error is [access.ErrDenied], and the
// report has the first item only. It is an error if the name cannot be a profile's or
// another profile has it, if there are rights on a form that the site lacks, and if
// rights are not valid. Where the very profile is there already, the site is returned as
// it is.
//
// The report has the profile as Who: it gains its place on the site, then its
// switches, then its rights form by form in the order of the site. A site does not
// remember profiles that it had. Where the name is used again, those who still belong
// to the former profile get what the new one gives, and a warning always says so.
// Others warn of a profile whose name looks alike, and where what is set has no effect.
func (s *Site) AddProfile(actor access.Subject, profile Profile) (*Site, report.Report, error) {
	r := report.New("profile.add-profile", actor.User, report.Gains(profileThing(profile.Name), placeThing, report.Thing{}))
	d := s.may(actor)
	if !d.Allowed {
		return refuse(r, d)
	}
	there, taken := s.profiles[profile.Name]
	if err := s.validateNew(profile, taken && !there.same(profile)); err != nil {
		return nil, report.Report{}, err
	}
	if taken {
		return s.unchanged(r, d)
	}
	r.Items = profile.gained(s.config.Forms)
	r.Warnings = append(r.Warnings, "users who belong to a profile that bore this name before get what this one gives")
	r.Warnings = append(r.Warnings, s.likeProfiles().warning(profile.Name)...)
	if idle := profile.idle(); idle != "" {
		r.Warnings = append(r.Warnings, idle)
	}
	return s.withProfile(len(s.config.Profiles), profile.clone()), r.Decided(d), nil
}

// validateNew reports everything that keeps the profile from being added, where
// taken says that its name is another's.
func (s *Site) validateNew(p Profile, taken bool) error {
	bad := invalid.In("profile")
	if problem := invalid.Identifier(p.Name); problem != "" {
		bad.Add("profile.name", "%s", problem)
	} else if taken {
		bad.Add("profile.name", "%s is the name of another profile", invalid.Quote(p.Name))
	}
	p.validateForms(bad, "profile.forms", s.forms.numbers, &lookalike{names: s.config.Forms})
	return bad.Err()
}

// RemoveProfile returns the site without the profile. Users who still belong to it
// are denied everything, and a warning says so.
//
// The actor needs administrator mode; otherwise the error is [access.ErrDenied], and the
// report has the first item only. It is an error if the site has no such profile.
//
// The report has the profile as Who: it loses its place on the site, then its
// switches, then its rights form by form in the order of the site. A warning says
// where no profile is left to administer the site; that is allowed.
func (s *Site) RemoveProfile(actor access.Subject, profile string) (*Site, report.Report, error) {
	r := report.New("profile.remove-profile", actor.User, report.Loses(profileThing(profile), placeThing, report.Thing{}))
	d := s.may(actor)
	if !d.Allowed {
		return refuse(r, d)
	}
	bad := invalid.In("profile")
	i := s.find(bad, profile)
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}
	next := s.withoutProfile(i)
	r.Items = s.config.Profiles[i].lost(s.config.Forms)
	r.Warnings = append(r.Warnings, "users who still belong to it are denied everything")
	if !next.administered() {
		r.Warnings = append(r.Warnings, noAdministrator)
	}
	return next, r.Decided(d), nil
}

// SetSwitches returns the site in which the profile's switches are as given. What
// is set on forms stays set, in effect or not.
//
// The actor needs administrator mode; otherwise the error is [access.ErrDenied], and the
// items are what was asked for. It is an error if the site has no such profile. Where the
// switches are so already, the site is returned as it is.
//
// The report has an item for each switch that changes, in the order of the fields of
// [Switches], with the profile as Who. Warnings say which earlier settings (switches,
// rights on forms) now come into effect, where settings have none, and where no profile
// is left to administer the site; losing the last is allowed.
func (s *Site) SetSwitches(actor access.Subject, profile string, switches Switches) (*Site, report.Report, error) {
	who := profileThing(profile)
	r := report.New("profile.set-switches", actor.User, requested(who, report.Thing{}, switches.things())...)
	d := s.may(actor)
	if !d.Allowed {
		return refuse(r, d)
	}
	bad := invalid.In("profile")
	i := s.find(bad, profile)
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}

	before := s.config.Profiles[i]
	items := difference(who, report.Thing{}, before.Switches().things(), switches.things())
	if len(items) == 0 {
		return s.unchanged(r, d)
	}
	r.Items = items
	p := before
	p.Cases, p.Administrator = switches.Cases, switches.Administrator
	p.FreeText, p.QueryBuilder = switches.FreeText, switches.QueryBuilder
	next := s.withProfile(i, p)
	r.Warnings = append(r.Warnings, p.revived(before, len(s.config.Forms))...)
	if idle := p.idle(); idle != "" {
		r.Warnings = append(r.Warnings, idle)
	}
	if !next.administered() {
		r.Warnings = append(r.Warnings, noAdministrator)
	}
	return next, r.Decided(d), nil
}
