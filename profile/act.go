package profile

import (
	"fmt"
	"maps"
	"slices"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// formToCome stands for the forms that the site does not have yet. Administrator
// mode covers them, so acts on a whole profile are decided over them as well.
const formToCome = "*"

// noAdministrator is the warning of an act after which nobody can act.
const noAdministrator = "no profile administers the site any more; only a new configuration ends that"

// An act is one attempt to change a site: what it is called, who makes it, and
// the decision that it was given.
type act struct {
	name     string
	actor    access.Subject
	decision access.Decision
}

// actOnForm asks for the decision of an act on one form.
func (s *Site) actOnForm(actor access.Subject, name, form string) act {
	return act{name, actor, s.Check(actor, ActionAdminister, &Form{ID: form})}
}

// actOnProfile asks for the decision of an act on a profile as a whole, which
// concerns every form. The first form that the actor does not administer decides.
func (s *Site) actOnProfile(actor access.Subject, name string) act {
	for _, form := range s.forms() {
		if a := s.actOnForm(actor, name, form); !a.decision.Allowed {
			return a
		}
	}
	return s.actOnForm(actor, name, formToCome)
}

// refused returns what the act returns if the decision denied. The items come from
// the arguments alone: whoever may not act does not learn what is set.
func (a act) refused(asked []report.Item, format string, args ...any) (*Site, report.Report, error) {
	return nil, a.report(asked), fmt.Errorf("profile: "+format+": %w", append(args, a.decision.Err())...)
}

// unchanged returns what the act returns if the site is so already.
func (a act) unchanged(s *Site, asked []report.Item) (*Site, report.Report, error) {
	r := a.report(asked)
	for i := range r.Items {
		r.Items[i].Outcome = report.Unchanged
	}
	return s, r, nil
}

func (a act) report(items []report.Item, warnings ...string) report.Report {
	for i := range items {
		items[i] = items[i].Decided(a.decision)
	}
	return report.Report{Act: a.name, Actor: a.actor.User, Items: items, Warnings: warnings}
}

// forms returns the site's forms, not to be changed. A site that was never built
// has none.
func (s *Site) forms() []string {
	if s == nil {
		return nil
	}
	return s.config.Forms
}

// find returns where the profile stands in the configuration, or a finding.
func (s *Site) find(bad *invalid.List, profile string) int {
	i := slices.IndexFunc(s.config.Profiles, func(p Profile) bool { return p.Name == profile })
	if i < 0 {
		bad.Add("profile", "%s is no profile of the site", invalid.Quote(profile))
	}
	return i
}

// administered reports whether some profile can still act on the site.
func (s *Site) administered() bool {
	return slices.ContainsFunc(s.config.Profiles, func(p Profile) bool { return p.effect() == overridden })
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
	next.profiles[p.Name] = newRights(p, next.known)
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
	next := &Site{config: s.config, known: s.known, profiles: maps.Clone(s.profiles)}
	next.config.Profiles = slices.Clone(s.config.Profiles)
	return next
}
