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
	d.forms = union(before.formSet(), s.formSet())
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

func (s *Site) formSet() map[string]bool {
	if s.built() {
		return s.known
	}
	return nil
}

func union[A, B any](a map[string]A, b map[string]B) []string {
	all := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(all)
	return slices.Compact(all)
}

// Changes are collected profile by profile.
type changes struct {
	old, new map[string]*rights // without those that give nothing
	forms    []string           // of either site
	all      []foresight.Change
}

func (d *changes) of(name string) {
	old, new := d.old[name], d.new[name]
	for _, form := range slices.Concat(d.forms, []string{otherForms}) {
		for _, a := range caseActions {
			d.add(name, a, KindCase, form, old.reach(form, a), new.reach(form, a))
		}
		for _, a := range formActions {
			d.add(name, a, KindForm, form, old.itselfReach(form, a), new.itselfReach(form, a))
		}
		for _, a := range searchActions[1:] { // each over one form
			d.add(name, a, KindSearch, form, old.searchReach(form, a), new.searchReach(form, a))
		}
	}
	d.freeText(name, old, new)
}

// otherForms stands for the forms that neither site has, which administrator mode
// reaches.
const otherForms = ""

// A reach is which rows of one form an action reaches.
type reach struct {
	scope    Scope
	openOnly bool
}

// reach returns which cases of the form the profile reaches; nil reaches none.
func (p *rights) reach(form string, a access.Action) reach {
	switch {
	case p == nil:
		return reach{}
	case p.Administrator:
		return reach{scope: ScopeAll}
	}
	set, _ := p.on(form) // where the site lacks it, nothing is set
	right := set.over(a)
	if right.off {
		return reach{}
	}
	return reach{right.scope, right.openOnly}
}

// whole is a reach of all or nothing.
func whole(all bool) reach {
	if all {
		return reach{scope: ScopeAll}
	}
	return reach{}
}

func (p *rights) itselfReach(form string, a access.Action) reach {
	if p == nil {
		return reach{}
	}
	set, _ := p.on(form)
	_, granted := set.itself(a)
	return whole(p.Administrator || granted)
}

func (p *rights) searchReach(form string, a access.Action) reach {
	if p == nil {
		return reach{}
	}
	set, _ := p.on(form)
	return whole(p.search(a).off == "" && (p.Administrator || set.Read != ScopeNone))
}

// add adds what changes for one action on rows of the form.
func (d *changes) add(profile string, a access.Action, k access.Kind, form string, old, new reach) {
	for _, which := range new.beyond(old) {
		d.change(report.Gain, profile, a, k, d.within(form, which))
	}
	for _, which := range old.beyond(new) {
		d.change(report.Loss, profile, a, k, d.within(form, which))
	}
}

func (d *changes) change(e report.Effect, profile string, a access.Action, k access.Kind, which foresight.Class) {
	d.all = append(d.all, foresight.Change{
		Effect: e, Who: foresight.Class{Of: []report.Thing{profileThing(profile)}},
		Actions: []access.Action{a}, Kind: k, Which: which,
	})
}

// within returns the class for rows of the form.
func (d *changes) within(form string, which foresight.Class) foresight.Class {
	if form != otherForms {
		which.Of = append(which.Of, formThing(form))
		return which
	}
	for _, known := range d.forms {
		which.Without = append(which.Without, formThing(known))
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
// those that there are.
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
