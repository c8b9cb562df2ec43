package profile

import (
	"maps"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// AddForm returns the site with a new form after the others. It is there for
// administrators at once, and closed for everybody else until rights are set on
// it. Whoever administers it may do it, which administrator mode allows before
// the form is there.
//
// The report's one item has the form as Who and says that it gains a place on the
// site: no profile gains anything.
//
// If the actor may not, or the name is empty, the error wraps the decision and
// the item is refused. A name that cannot be a form's is an
// [access.InvalidError]. In either case there is no site. Where the form is there
// already, the site is returned as it is.
func (s *Site) AddForm(actor access.Subject, form string) (*Site, report.Report, error) {
	act := s.actOnForm(actor, "profile.add-form", form)
	items := []report.Item{place(form, report.Gains)}
	if !act.decision.Allowed {
		return act.refused(items, "add form %s", invalid.Quote(form))
	}
	bad := invalid.In("profile")
	if problem := invalid.Identifier(form); problem != "" {
		bad.Add("form", "%s", problem)
	}
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}
	if slices.Contains(s.config.Forms, form) {
		return act.unchanged(s, items)
	}
	with := Config{
		Forms:    append(slices.Clip(s.config.Forms), form),
		Profiles: s.config.Profiles,
	}
	return newSite(with), act.report(items), nil
}

// RemoveForm returns the site without the form and without all rights on it. Its
// cases are then cases of an unknown form, which only administrator mode reaches.
// Whoever administers the form may do it.
//
// The report has an item for each right that is lost, with the profile as Who and
// the form as Where, profile by profile in the order of the configuration and in
// the order of the fields of [FormRights]. Before them, the first item has the
// form as Who and says that it loses its place on the site.
//
// If the actor may not, the error wraps the decision and the first item is
// refused. A form that the site lacks is an [access.InvalidError]. In either case
// there is no site.
func (s *Site) RemoveForm(actor access.Subject, form string) (*Site, report.Report, error) {
	act := s.actOnForm(actor, "profile.remove-form", form)
	items := []report.Item{place(form, report.Loses)}
	if !act.decision.Allowed {
		return act.refused(items, "remove form %s", invalid.Quote(form))
	}
	bad := invalid.In("profile")
	s.wantForm(bad, form)
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}
	without := Config{Profiles: slices.Clone(s.config.Profiles)}
	for _, f := range s.config.Forms {
		if f != form {
			without.Forms = append(without.Forms, f)
		}
	}
	for i, p := range without.Profiles {
		items = append(items, difference(p.Name, form, p.Forms[form].named(), FormRights{}.named())...)
		if _, set := p.Forms[form]; set {
			without.Profiles[i].Forms = maps.Clone(p.Forms)
			delete(without.Profiles[i].Forms, form)
		}
	}
	return newSite(without), act.report(items), nil
}

// wantForm adds a finding if the site has no such form.
func (s *Site) wantForm(bad *invalid.List, form string) {
	if !slices.Contains(s.config.Forms, form) {
		bad.Add("form", "%s is no form of the site", invalid.Quote(form))
	}
}
