package profile

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// Switches are what is on or off for a profile as a whole. The zero value has
// everything off.
type Switches struct {
	Cases         bool // the case module
	Administrator bool // administrator mode
	FreeText      bool // free-text search
	QueryBuilder  bool // the query builder
}

// Switches returns what is on in the profile.
func (p Profile) Switches() Switches {
	return Switches{Cases: p.Cases, Administrator: p.Administrator, FreeText: p.FreeText, QueryBuilder: p.QueryBuilder}
}

// SetSwitches returns the site in which the profile's switches are as given. What
// is set on forms stays set, in effect or not. As it concerns every form, whoever
// administers every form may do it.
//
// The report has an item for each switch that changes, in the order of the fields
// of [Switches], with the profile as Who: "case module", "administrator mode",
// "free text", "query builder". Warnings say where what is set on forms comes into
// effect by that or has none after it, and where no profile is left to administer
// the site; that is allowed.
//
// If the actor may not, the error wraps the decision and the items are what was
// asked for, refused. A profile that the site lacks is an [access.InvalidError].
// In either case there is no site. Where the switches are so already, the site is
// returned as it is.
func (s *Site) SetSwitches(actor access.Subject, profile string, switches Switches) (*Site, report.Report, error) {
	act := s.actOnProfile(actor, "profile.set-switches")
	request := asked(profile, "", switches.named())
	if !act.decision.Allowed {
		return act.refused(request, "set switches of profile %s", invalid.Quote(profile))
	}
	bad := invalid.In("profile")
	i := s.find(bad, profile)
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}

	before := s.config.Profiles[i]
	items := difference(profile, "", before.Switches().named(), switches.named())
	if len(items) == 0 {
		return act.unchanged(s, request)
	}
	p := before
	p.Cases, p.Administrator = switches.Cases, switches.Administrator
	p.FreeText, p.QueryBuilder = switches.FreeText, switches.QueryBuilder
	next := s.withProfile(i, p)
	var warnings []string
	if n := p.setForms(); n > 0 && p.effect() == asSet && before.effect() != asSet {
		warnings = append(warnings, fmt.Sprintf("what is set comes into effect on %d of %d forms", n, len(s.config.Forms)))
	}
	if idle := p.idle(); idle != "" {
		warnings = append(warnings, idle)
	}
	if !next.administered() {
		warnings = append(warnings, noAdministrator)
	}
	return next, act.report(items, warnings...), nil
}
