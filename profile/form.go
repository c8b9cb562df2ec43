package profile

import (
	"maps"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// A Form is a form as something to register cases with, or to change.
type Form struct {
	ID string // its name, which identifies it on the site
}

// Kind returns [KindForm].
func (*Form) Kind() access.Kind { return KindForm }

// complete reports whether the form has a name.
func (f *Form) complete() bool { return f.ID != "" }

// AddForm returns the site with a new form after the others. It is closed for
// everybody outside administrator mode until rights are set on it.
//
// The actor needs administrator mode; otherwise the error is [access.ErrDenied]. It is an
// error if the name cannot be a form's. Where the form is there already, the site is
// returned as it is.
//
// The report's one item is that the form gains its place on the site: no profile
// gains anything. A site does not remember forms that it had. Where the name is used
// again, the cases of the former form come back as cases of the new one, and a warning
// always says so. Another warns of a form whose name looks alike.
func (s *Site) AddForm(actor access.Subject, form string) (*Site, report.Report, error) {
	r := report.New("profile.add-form", actor.User, report.Gains(formThing(form), placeThing, report.Thing{}))
	d := s.may(actor)
	if !d.Allowed {
		return refuse(r, d)
	}
	bad := invalid.In("profile")
	if problem := invalid.Identifier(form); problem != "" {
		bad.Add("form", "%s", problem)
	}
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}
	if slices.Contains(s.config.Forms, form) {
		return s.unchanged(r, d)
	}
	with := Config{
		Forms:    append(slices.Clip(s.config.Forms), form),
		Profiles: s.config.Profiles,
	}
	r.Warnings = append(r.Warnings, "cases of a form that bore this name before are cases of this one")
	r.Warnings = append(r.Warnings, (&lookalike{names: s.config.Forms}).warning(form)...)
	return newSite(with), r.Decided(d), nil
}

// RemoveForm returns the site without the form and without all rights on it. Its
// cases are then cases of an unknown form, which only administrator mode reaches.
//
// The actor needs administrator mode; otherwise the error is [access.ErrDenied], and the
// report has the first item only. It is an error if the site has no such form.
//
// The report begins with the form, which loses its place on the site. After that it
// has an item for each right that is lost, with the profile as Who and the form as
// Where, profile by profile in the order of the configuration and in the order of
// the fields of [FormRights]. A warning says what becomes of its cases.
func (s *Site) RemoveForm(actor access.Subject, form string) (*Site, report.Report, error) {
	r := report.New("profile.remove-form", actor.User, report.Loses(formThing(form), placeThing, report.Thing{}))
	d := s.may(actor)
	if !d.Allowed {
		return refuse(r, d)
	}
	bad := invalid.In("profile")
	s.validateForm(bad, form)
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
		r.Items = append(r.Items, difference(profileThing(p.Name), formThing(form), p.Forms[form].things(), FormRights{}.things())...)
		if _, set := p.Forms[form]; set {
			without.Profiles[i].Forms = maps.Clone(p.Forms)
			delete(without.Profiles[i].Forms, form)
		}
	}
	r.Warnings = append(r.Warnings, "its cases are reached in administrator mode only")
	return newSite(without), r.Decided(d), nil
}

// validateForm adds a finding if the site has no such form.
func (s *Site) validateForm(bad *invalid.List, form string) {
	if _, known := s.forms.numbers[form]; !known {
		bad.Add("form", "%s %s", invalid.Quote(form), (&lookalike{names: s.config.Forms}).lacks(form, "form"))
	}
}
