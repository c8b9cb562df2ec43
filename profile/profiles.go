package profile

import (
	"maps"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// AddProfile returns the site with a new profile after the others. As it may
// concern every form, whoever administers every form may do it.
//
// The report has the profile as Who: it gains a place on the site, then its
// switches, then its rights form by form in the order of the site. A warning says
// where what is set has no effect.
//
// If the actor may not, the error wraps the decision and the first item is
// refused. A name that cannot be a profile's, or that another profile has, rights
// on a form that the site lacks and rights that are not valid are each an
// [access.InvalidError], and all are reported together. In either case there is
// no site. Where the very profile is there already, the site is returned as it is.
func (s *Site) AddProfile(actor access.Subject, profile Profile) (*Site, report.Report, error) {
	act := s.actOnProfile(actor, "profile.add-profile")
	first := []report.Item{place(profile.Name, report.Gains)}
	if !act.decision.Allowed {
		return act.refused(first, "add profile %s", invalid.Quote(profile.Name))
	}
	there, taken := s.profiles[profile.Name]
	if err := s.validateNew(profile, taken && !there.same(profile)); err != nil {
		return nil, report.Report{}, err
	}
	if taken {
		return act.unchanged(s, first)
	}
	var warnings []string
	if idle := profile.idle(); idle != "" {
		warnings = append(warnings, idle)
	}
	items := profile.whole(s.config.Forms, report.Gains)
	return s.withProfile(len(s.config.Profiles), profile.clone()), act.report(items, warnings...), nil
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
	known := make(map[string]int, len(s.config.Forms))
	for i, form := range s.config.Forms {
		known[form] = i
	}
	p.validateForms(bad, "profile.forms", known)
	return bad.Err()
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

// RemoveProfile returns the site without the profile. Users who still belong to it
// are denied everything, and a warning says so. As it may concern every form,
// whoever administers every form may do it.
//
// The report has the profile as Who: it loses its place on the site, then its
// switches, then its rights form by form in the order of the site. A warning says
// where no profile is left to administer the site; that is allowed.
//
// If the actor may not, the error wraps the decision and the first item is
// refused. A profile that the site lacks is an [access.InvalidError]. In either
// case there is no site.
func (s *Site) RemoveProfile(actor access.Subject, profile string) (*Site, report.Report, error) {
	act := s.actOnProfile(actor, "profile.remove-profile")
	if !act.decision.Allowed {
		return act.refused([]report.Item{place(profile, report.Loses)}, "remove profile %s", invalid.Quote(profile))
	}
	bad := invalid.In("profile")
	i := s.find(bad, profile)
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}
	next := s.withoutProfile(i)
	warnings := []string{"users who still belong to it are denied everything"}
	if !next.administered() {
		warnings = append(warnings, noAdministrator)
	}
	items := s.config.Profiles[i].whole(s.config.Forms, report.Loses)
	return next, act.report(items, warnings...), nil
}
