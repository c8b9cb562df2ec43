package profile

import (
	"maps"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// SetRights returns the site in which the profile has the given rights on the
// form and no others. The zero FormRights takes all of them away. Whoever
// administers the form may do it.
//
// The report has an item for each activity that changes, in the order of the
// fields of [FormRights], with the profile as Who and the form as Where: what is
// lost ("read workspace"), then what is gained ("read all"). These are the rights
// as they are set; a warning says where what is set has no effect, as the profile
// has not the case module or is in administrator mode.
//
// An extended right goes off with its base: rights that have SharePublicly on and
// Read none, on a form where SharePublicly is on, switch it off, and a warning
// says so. Switching it on without its base is not valid. The same holds for
// ChangeClosed and Change.
//
// If the actor may not, the error wraps the decision and the items are what was
// asked for, refused. A profile or form that the site lacks, a scope that is none
// and an extended right newly on without its base are each an
// [access.InvalidError], and all are reported together. In either case there is
// no site. Where the rights are set already, the site is returned as it is.
func (s *Site) SetRights(actor access.Subject, profile, form string, rights FormRights) (*Site, report.Report, error) {
	act := s.actOnForm(actor, "profile.set-rights", form)
	request := asked(profile, form, rights.named())
	if !act.decision.Allowed {
		return act.refused(request, "set rights of profile %s on form %s", invalid.Quote(profile), invalid.Quote(form))
	}
	bad := invalid.In("profile")
	var p Profile
	i := s.find(bad, profile)
	if i >= 0 {
		p = s.config.Profiles[i]
	}
	s.wantForm(bad, form)
	rights, warnings := rights.after(p.Forms[form])
	rights.validate(bad, "rights")
	if err := bad.Err(); err != nil {
		return nil, report.Report{}, err
	}

	items := difference(profile, form, p.Forms[form].named(), rights.named())
	if len(items) == 0 {
		return act.unchanged(s, asked(profile, form, rights.named()))
	}
	p.Forms = withRights(p.Forms, form, rights)
	if idle := p.idle(); idle != "" {
		warnings = append(warnings, idle)
	}
	return s.withProfile(i, p), act.report(items, warnings...), nil
}

// after returns the rights with those extended ones off that were on before and
// have lost their base, and says which. One that was not on before stays, and is
// not valid.
func (r FormRights) after(before FormRights) (FormRights, []string) {
	var warnings []string
	if r.SharePublicly && before.SharePublicly && r.Read == ScopeNone {
		r.SharePublicly = false
		warnings = append(warnings, "share publicly goes off with read")
	}
	if r.ChangeClosed && before.ChangeClosed && r.Change == ScopeNone {
		r.ChangeClosed = false
		warnings = append(warnings, "change closed goes off with change")
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
