package profile

import (
	"iter"
	"maps"
	"slices"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

var _ foresight.Differ = (*Site)(nil)

// Since yields what changes from the old site to this one, for each profile: see
// [foresight.Diff], and the package documentation for what the things in it mean.
func (s *Site) Since(old access.Authority) (iter.Seq[foresight.Change], bool) {
	before, ok := old.(*Site)
	if old != nil && !ok {
		return nil, false
	}
	d := &changes{old: before.effective(), new: s.effective()}
	for _, name := range union(d.old, d.new) {
		d.of(name)
	}
	return slices.Values(foresight.Group(d.all)), true
}

// effective returns the profiles that give something, by name: those with the case
// module.
func (s *Site) effective() map[string]*rights {
	all := make(map[string]*rights)
	if s.built() {
		for name, p := range s.profiles {
			if p.Cases {
				all[name] = p
			}
		}
	}
	return all
}

// set returns what is set on forms; nothing for nil.
func (p *rights) set() map[string]FormRights {
	if p == nil {
		return nil
	}
	return p.Forms
}

func union[T any](a, b map[string]T) []string {
	all := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(all)
	return slices.Compact(all)
}

// Changes are collected profile by profile.
type changes struct {
	old, new map[string]*rights // without those that give nothing
	forms    []string           // on which something is set for the profile, by either site
	all      []foresight.Change
}

func (d *changes) of(name string) {
	old, new := d.old[name], d.new[name]
	d.forms = union(old.set(), new.set())
	for _, a := range caseActions {
		d.add(name, a, KindCase, func(form string) (before, after reach) { return old.reach(form, a), new.reach(form, a) })
	}
	for _, a := range formActions {
		d.add(name, a, KindForm, func(form string) (before, after reach) {
			return old.itselfReach(form, a), new.itselfReach(form, a)
		})
	}
	for _, a := range searchActions[1:] { // each over one form
		d.add(name, a, KindSearch, func(form string) (before, after reach) {
			return old.searchReach(form, a), new.searchReach(form, a)
		})
	}
	d.freeText(name, old, new)
}

// otherForms stands for the forms on which nothing is set, among them those that neither
// site has: administrator mode reaches them all, and nothing else any.
const otherForms = ""

func (p *rights) searchReach(form string, a access.Action) reach {
	if p == nil {
		return reach{}
	}
	set, _ := p.on(form)
	return whole(p.search(a).off == "" && (p.Administrator || set.Read != ScopeNone))
}

// add adds what changes for one action, by what it reaches on each form. Forms on which
// that is the same stand together, so that what is the same on all, as in administrator
// mode, is told without naming one. It costs as much as is set, not as there are forms.
func (d *changes) add(profile string, a access.Action, k access.Kind, on func(form string) (before, after reach)) {
	type change struct{ before, after reach }
	forms := make(map[change][]string)
	var order []change
	for _, form := range d.forms {
		before, after := on(form)
		c := change{before, after}
		if forms[c] == nil {
			order = append(order, c)
		}
		forms[c] = append(forms[c], form)
	}
	before, after := on(otherForms)
	others := change{before, after}
	if forms[others] == nil {
		order = append(order, others)
	}
	for _, c := range order {
		tell := func(e report.Effect, classes []foresight.Class) {
			for _, which := range classes {
				d.change(e, profile, a, k, d.within(forms[c], c == others, which))
			}
		}
		tell(report.Gain, c.after.beyond(c.before))
		tell(report.Loss, c.before.beyond(c.after))
	}
}

func (d *changes) change(e report.Effect, profile string, a access.Action, k access.Kind, which foresight.Class) {
	d.all = append(d.all, foresight.Change{
		Effect: e, Who: foresight.Class{Of: []report.Thing{profileThing(profile)}},
		Actions: []access.Action{a}, Kind: k, Which: which,
	})
}

// within returns the class for rows of the forms; or, with others, of all but those on
// which something is set that are not among these.
func (d *changes) within(forms []string, others bool, which foresight.Class) foresight.Class {
	if !others {
		for _, form := range forms {
			which.Of = append(which.Of, formThing(form))
		}
		return which
	}
	for _, form := range d.forms {
		if _, among := slices.BinarySearch(forms, form); !among {
			which.Without = append(which.Without, formThing(form))
		}
	}
	return which
}

// beyond yields the cases that r reaches and the other does not. Scopes do not nest, so
// that some are outside of any scope but all.
func (r reach) beyond(other reach) (classes []foresight.Class) {
	if r.scope == ScopeNone {
		return nil
	}
	mine, others := r.scope.things(), other.scope.things()
	open := []report.Thing{{Kind: KindOpenCase}}
	if r.openOnly {
		mine = append(mine, open...)
	}
	switch other.scope {
	case ScopeNone:
		return []foresight.Class{{Of: mine}}
	case r.scope, ScopeAll:
	default:
		classes = append(classes, foresight.Class{Of: mine, Without: others})
	}
	if other.openOnly && !r.openOnly {
		if r.scope == other.scope {
			others = nil
		}
		classes = append(classes, foresight.Class{Of: mine, With: others, Without: open})
	}
	return classes
}

// things returns the scope as a thing; nothing for all, which says nothing.
func (s Scope) things() []report.Thing {
	if s == ScopeAll {
		return nil
	}
	return []report.Thing{{Kind: KindScope, ID: s.String()}}
}

// freeText adds what changes for searches in the forms that a profile reads, of which
// there may be any number.
func (d *changes) freeText(profile string, old, new *rights) {
	for _, which := range new.searchable().beyond(old.searchable(), d.forms) {
		d.change(report.Gain, profile, ActionFreeText, KindSearch, which)
	}
	for _, which := range old.searchable().beyond(new.searchable(), d.forms) {
		d.change(report.Loss, profile, ActionFreeText, KindSearch, which)
	}
}

// A searchable is in which forms free text is searched.
type searchable struct {
	off   bool
	all   bool
	forms map[string]bool
}

func (p *rights) searchable() searchable {
	switch {
	case p == nil:
		return searchable{off: true}
	case p.Administrator:
		return searchable{all: true}
	case !p.FreeText || !p.reads:
		return searchable{off: true}
	}
	forms := make(map[string]bool)
	for name, set := range p.Forms {
		if set.Read != ScopeNone {
			forms[name] = true
		}
	}
	return searchable{forms: forms}
}

// beyond yields the searches that s covers and the other does not, where the forms are
// those on which something is set.
func (s searchable) beyond(other searchable, forms []string) []foresight.Class {
	readable := []report.Thing{{Kind: KindReadableForms}}
	switch {
	case s.off, other.all:
		return nil
	case s.all && other.off:
		return []foresight.Class{{}}
	case s.all:
		return []foresight.Class{{Without: readable}}
	case other.off:
		return []foresight.Class{{With: readable}}
	}
	var more []report.Thing
	for _, form := range forms {
		if s.forms[form] && !other.forms[form] {
			more = append(more, formThing(form))
		}
	}
	if len(more) == 0 {
		return nil
	}
	return []foresight.Class{{Of: more, With: readable}}
}
