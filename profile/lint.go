package profile

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

// A LintRule names what is worth a second look in a site. Rules are stable, as
// reasons are.
type LintRule string

// What [Site.Lint] looks for. None of it is an error: a site may want each.
const (
	LintNoAdministrator      LintRule = "no-administrator"             // no profile can administer the site
	LintUnusedForm           LintRule = "unused-form"                  // only administrator mode does anything on the form
	LintGivesNothing         LintRule = "gives-nothing"                // Check denies the profile's users everything
	LintAdministratorWithout LintRule = "administrator-without-module" // administrator mode without the case module
	LintWithoutModule        LintRule = "rights-without-module"        // what else is set has no effect without the case module
	LintOverridden           LintRule = "rights-overridden"            // what is set has no effect in administrator mode
	LintNothingToSearch      LintRule = "nothing-to-search"            // a way of searching is on, and no form is readable
	LintChangeWider          LintRule = "change-wider-than-read"       // some case can be changed and not read
	LintDeleteWider          LintRule = "delete-wider-than-read"       // some case can be deleted and not read
	LintSharesAll            LintRule = "shares-all"                   // every case of the form can be shared publicly
)

// A Finding is something in a site that is allowed and may be a mistake.
type Finding struct {
	Rule    LintRule `json:"rule"`
	Profile string   `json:"profile,omitempty"` // "" if it is not about one profile
	Form    string   `json:"form,omitempty"`    // "" if it is not about one form
	Message string   `json:"message"`           // what it is, in a sentence's words
}

// String returns the finding for people: `"nurse" on "incident": change involved
// reaches cases that read workspace does not (change-wider-than-read)`.
func (f Finding) String() string {
	var about []string
	if f.Profile != "" {
		about = append(about, fmt.Sprintf("%q", f.Profile))
	}
	if f.Form != "" {
		about = append(about, fmt.Sprintf("%q", f.Form))
	}
	if about == nil {
		about = []string{"the site"}
	}
	return fmt.Sprintf("%s: %s (%s)", strings.Join(about, " on "), f.Message, f.Rule)
}

// Lint yields what in the site may be a mistake: about the site, then about forms
// in their order, then about each profile in the order of the configuration, first
// as a whole and then form by form. The findings on one thing come in the order
// of the constants of [LintRule].
//
// Findings are about what is in effect, so that without the case module no scope
// is wider than another. To be wider is not a matter of rank, as scopes do not
// nest: change is wider than read where some user could change some case that the
// same user could not read. That is so unless change is none, read is all, or the
// two are the same scope. A site that was never built has no findings.
func (s *Site) Lint() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		if !s.built() {
			return
		}
		if !s.administered() && !yield(Finding{
			Rule:    LintNoAdministrator,
			Message: "no profile is in administrator mode with the case module, so nobody can set rights",
		}) {
			return
		}
		order, used := make(map[string]int, len(s.config.Forms)), s.used()
		for i, form := range s.config.Forms {
			order[form] = i
			if !used[form] && !yield(Finding{
				Rule: LintUnusedForm, Form: form,
				Message: "no profile has rights on it outside administrator mode",
			}) {
				return
			}
		}
		for _, p := range s.config.Profiles {
			for f := range s.profiles[p.Name].lint(order) {
				f.Profile = p.Name
				if !yield(f) {
					return
				}
			}
		}
	}
}

// used returns the forms on which rights that are set are in effect for some profile.
func (s *Site) used() map[string]bool {
	used := make(map[string]bool)
	for _, p := range s.profiles {
		if p.effect() != asSet {
			continue
		}
		for form, set := range p.Forms {
			if set != (FormRights{}) {
				used[form] = true
			}
		}
	}
	return used
}

// lint yields the findings about one profile, which the caller names. Those about forms
// come in the order given; where nothing is set there are none.
func (p *rights) lint(order map[string]int) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for _, f := range p.lintWhole() {
			if !yield(f) {
				return
			}
		}
		for _, form := range slices.SortedFunc(maps.Keys(p.Forms), func(a, b string) int { return order[a] - order[b] }) {
			for _, f := range p.inEffect(form).lint(p.effect()) {
				f.Form = form
				if !yield(f) {
					return
				}
			}
		}
	}
}

func (p *rights) lintWhole() []Finding {
	var found []Finding
	add := func(when bool, rule LintRule, message string) {
		if when {
			found = append(found, Finding{Rule: rule, Message: message})
		}
	}
	e, searches, sets := p.effect(), p.FreeText || p.QueryBuilder, p.setForms() > 0
	add(e == noEffect || e == asSet && !sets, LintGivesNothing,
		"it gives its users nothing")
	add(e == noEffect && p.Administrator, LintAdministratorWithout,
		"administrator mode has no effect without the case module")
	add(e == noEffect && (searches || sets), LintWithoutModule,
		"its rights have no effect without the case module")
	add(e == overridden && (searches || sets), LintOverridden,
		"its rights have no effect in administrator mode, which allows everything")
	add(e == asSet && searches && !p.reads, LintNothingToSearch,
		"it may search, and no form is readable")
	return found
}

// lint returns the findings about rights that are in effect on a form. What
// administrator mode comes to was not set form by form and is as it should be.
func (r FormRights) lint(e effect) []Finding {
	if e != asSet {
		return nil
	}
	var found []Finding
	if r.Change.beyond(r.Read) {
		found = append(found, Finding{Rule: LintChangeWider, Message: wider("change", r.Change, r.Read)})
	}
	if r.Delete.beyond(r.Read) {
		found = append(found, Finding{Rule: LintDeleteWider, Message: wider("delete", r.Delete, r.Read)})
	}
	if r.SharePublicly && r.Read == ScopeAll {
		found = append(found, Finding{Rule: LintSharesAll, Message: "every case can be shared publicly"})
	}
	return found
}

func wider(activity string, s, read Scope) string {
	return fmt.Sprintf("%s %s reaches cases that read %s does not", activity, s, read)
}

// beyond reports whether there can be a case, of some relation to the user, that
// the scope reaches and the other does not. Registered, involved and workspace
// reach beyond each other.
func (s Scope) beyond(other Scope) bool {
	return s != ScopeNone && other != ScopeAll && s != other
}
