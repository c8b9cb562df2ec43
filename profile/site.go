package profile

import (
	"fmt"
	"maps"
	"slices"

	"lupa.example/access/invalid"
)

// A Config says which forms and profiles a site has. The zero value has none.
type Config struct {
	Forms    []string
	Profiles []Profile
}

// clone returns a configuration that shares no memory with c.
func (c Config) clone() Config {
	c.Forms = slices.Clone(c.Forms)
	c.Profiles = slices.Clone(c.Profiles)
	for i, p := range c.Profiles {
		c.Profiles[i] = p.clone()
	}
	return c
}

// validate reports everything that is wrong with the site.
func (c Config) validate() error {
	bad := invalid.In("profile")
	at := make(map[string]int)
	for i, f := range c.Forms {
		path := fmt.Sprintf("forms[%d]", i)
		if problem := invalid.Identifier(f); problem != "" {
			bad.Add(path, "%s", problem)
		} else if earlier, known := at[f]; known {
			bad.Add(path, "%q is forms[%d] already", f, earlier)
		} else {
			at[f] = i
		}
	}
	names := make(map[string]int)
	alike := &lookalike{names: c.Forms}
	for i, p := range c.Profiles {
		path := fmt.Sprintf("profiles[%d]", i)
		if problem := invalid.Identifier(p.Name); problem != "" {
			bad.Add(path+".name", "%s", problem)
		} else if earlier, taken := names[p.Name]; taken {
			bad.Add(path+".name", "%q is the name of profiles[%d] already", p.Name, earlier)
		} else {
			names[p.Name] = i
		}
		p.validateForms(bad, path+".forms", at, alike)
	}
	return bad.Err()
}

// A Site is the forms and profiles of a case system, and the authority for its
// cases, forms and searches. It is immutable and safe for concurrent use. The nil
// pointer and the zero value deny everything.
type Site struct {
	config   Config
	forms    *formSet
	profiles map[string]*rights // by name; nil in the zero value
}

// A formSet is the forms of a site, numbered in the order of their names.
type formSet struct {
	names   []string
	numbers map[string]int
}

func newFormSet(forms []string) *formSet {
	f := &formSet{names: slices.Sorted(slices.Values(forms)), numbers: make(map[string]int, len(forms))}
	for i, name := range f.names {
		f.numbers[name] = i
	}
	return f
}

// rights is a profile as Check and conditions need it.
type rights struct {
	Profile
	forms *formSet // of the site
	dense []onForm // by the form's number; nil where few are set, which are found by name
	reads bool     // some form
	lists lists
}

// An onForm is what is set on a form, and what that comes to by the place of an action
// among caseActions.
type onForm struct {
	FormRights
	onCases [4]caseRight
}

func newOnForm(r FormRights) onForm {
	f := onForm{FormRights: r}
	for i, a := range caseActions {
		f.onCases[i] = r.onCases(a)
	}
	return f
}

// NewSite returns the site of the configured forms and profiles. It is an error if a
// name is empty, too long or used twice, if there are rights on a form that the site
// lacks, and if an extended right is on without its base; all are reported together,
// each as an [access.InvalidError].
func NewSite(config Config) (*Site, error) {
	if err := config.validate(); err != nil {
		return nil, err
	}
	return newSite(config.clone()), nil
}

// newSite returns the site of a valid configuration, which it keeps.
func newSite(config Config) *Site {
	s := &Site{config: config, forms: newFormSet(config.Forms), profiles: make(map[string]*rights)}
	for _, p := range config.Profiles {
		s.profiles[p.Name] = newRights(p, s.forms)
	}
	return s
}

// mostlyUnset is how many forms there are for one on which something is set where a
// table of all of them would be too large: it has to be in proportion to what is set.
const mostlyUnset = 8

// newRights returns the profile as Check and conditions need it, on a site of the forms.
func newRights(p Profile, forms *formSet) *rights {
	r := &rights{Profile: p, forms: forms}
	if len(forms.names) <= mostlyUnset*len(p.Forms) {
		r.dense = make([]onForm, len(forms.names))
	}
	for form, set := range p.Forms {
		r.reads = r.reads || set.Read != ScopeNone
		if r.dense != nil {
			r.dense[forms.numbers[form]] = newOnForm(set)
		}
	}
	r.lists = newLists(r)
	return r
}

// each calls f with the forms on which something is set, in the order of their names.
func (p *rights) each(f func(form string, set FormRights)) {
	if p.dense != nil {
		for number := range p.dense {
			f(p.forms.names[number], p.dense[number].FormRights)
		}
		return
	}
	for _, form := range slices.Sorted(maps.Keys(p.Forms)) {
		f(form, p.Forms[form])
	}
}

// built reports whether the site was, by NewSite.
func (s *Site) built() bool { return s != nil && s.profiles != nil }

// Config returns the configuration from which the site was made, as a copy.
func (s *Site) Config() Config {
	if s == nil {
		return Config{}
	}
	return s.config.clone()
}

// Profile returns the profile as it is set, in effect or not, as a copy, and
// whether the site has it.
func (s *Site) Profile(name string) (Profile, bool) {
	if s == nil {
		return Profile{}, false
	}
	p, known := s.profiles[name]
	if !known {
		return Profile{}, false
	}
	return p.Profile.clone(), true
}

// noAdministrator is the warning of an act after which nobody can act.
const noAdministrator = "no profile administers the site any more; only a new configuration ends that"

// administered reports whether some profile can still act on the site.
func (s *Site) administered() bool {
	return slices.ContainsFunc(s.config.Profiles, func(p Profile) bool { return p.effect() == overridden })
}

// find returns where the profile stands in the configuration, or a finding.
func (s *Site) find(bad *invalid.List, profile string) int {
	i := slices.IndexFunc(s.config.Profiles, func(p Profile) bool { return p.Name == profile })
	if i < 0 {
		bad.Add("profile", "%s %s", invalid.Quote(profile), s.likeProfiles().lacks(profile, "profile"))
	}
	return i
}

// likeProfiles finds profiles whose names look like another.
func (s *Site) likeProfiles() *lookalike {
	l := new(lookalike)
	for _, p := range s.config.Profiles {
		l.names = append(l.names, p.Name)
	}
	return l
}

// withProfile returns the site with the profile in the place of the one at i, or
// at the end. Everything else is shared.
func (s *Site) withProfile(i int, p Profile) *Site {
	next := s.sharing()
	if i < len(next.config.Profiles) {
		next.config.Profiles[i] = p
	} else {
		next.config.Profiles = append(next.config.Profiles, p)
	}
	next.profiles[p.Name] = newRights(p, next.forms)
	return next
}

// withoutProfile returns the site without the profile at i, sharing the others.
func (s *Site) withoutProfile(i int) *Site {
	next := s.sharing()
	delete(next.profiles, next.config.Profiles[i].Name)
	next.config.Profiles = slices.Delete(next.config.Profiles, i, i+1)
	return next
}

// sharing returns a copy of the site in which profiles can be replaced, but not
// changed.
func (s *Site) sharing() *Site {
	next := &Site{config: s.config, forms: s.forms, profiles: maps.Clone(s.profiles)}
	next.config.Profiles = slices.Clone(s.config.Profiles)
	return next
}
