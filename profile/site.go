package profile

import (
	"slices"

	"lupa.example/access"
)

// A Config says which forms and profiles a site has. The zero value has none.
type Config struct {
	Forms    []string
	Profiles []Profile
}

// A Site is the forms and profiles of a case system, and the authority for its
// cases, forms and searches. It is immutable and safe for concurrent use. The nil
// pointer and the zero value deny everything.
type Site struct {
	config   Config
	known    map[string]bool    // the forms
	profiles map[string]*rights // by name; nil in the zero value
}

// rights is a profile as Check needs it.
type rights struct {
	Profile
	reads bool // some form
	known map[string]bool
}

// NewSite returns the site of the configured forms and profiles. A name that is
// empty, too long or used twice, rights on a form that the site lacks, and an
// extended right without its base are errors; all are reported together, each as
// an [access.InvalidError].
func NewSite(config Config) (*Site, error) {
	if err := config.validate(); err != nil {
		return nil, err
	}
	return newSite(config.clone()), nil
}

// newSite returns the site of a valid configuration, which it keeps.
func newSite(config Config) *Site {
	s := &Site{config: config, known: make(map[string]bool), profiles: make(map[string]*rights)}
	for _, form := range config.Forms {
		s.known[form] = true
	}
	for _, p := range config.Profiles {
		s.profiles[p.Name] = newRights(p, s.known)
	}
	return s
}

// newRights returns the profile as Check needs it, on a site that knows the forms.
func newRights(p Profile, known map[string]bool) *rights {
	r := &rights{Profile: p, known: known}
	for _, set := range p.Forms {
		r.reads = r.reads || set.Read != ScopeNone
	}
	return r
}

// on returns what is set on the form, and whether the site knows the form.
func (p *rights) on(form string) (FormRights, bool) {
	set, ok := p.Forms[form]
	return set, ok || p.known[form]
}

// Config returns the configuration from which the site was made, as a copy.
func (s *Site) Config() Config {
	if s == nil {
		return Config{}
	}
	return s.config.clone()
}

// Kinds returns [KindCase], [KindForm] and [KindSearch].
func (*Site) Kinds() []access.Kind { return []access.Kind{KindCase, KindForm, KindSearch} }

// clone returns a configuration that shares no memory with c.
func (c Config) clone() Config {
	c.Forms = slices.Clone(c.Forms)
	c.Profiles = slices.Clone(c.Profiles)
	for i, p := range c.Profiles {
		c.Profiles[i] = p.clone()
	}
	return c
}
