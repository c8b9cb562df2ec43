package profile

import (
	"lupa.example/access"
	"lupa.example/access/report"
)

func (s Scope) thing(k access.Kind) report.Thing {
	if s == ScopeNone || s > ScopeAll {
		return report.Thing{}
	}
	return report.Thing{Kind: k, ID: s.String()}
}

// things returns what is set on a form one by one and always in the same places; what
// is not set is nothing.
func (r FormRights) things() []report.Thing {
	right := func(name string, on bool) report.Thing { return switched(KindRight, name, on) }
	return []report.Thing{
		r.Read.thing(KindRead), r.Change.thing(KindChange), r.Delete.thing(KindDelete),
		right("register", r.Register), right("changeForm", r.ChangeForm),
		right("sharePublicly", r.SharePublicly), right("changeClosed", r.ChangeClosed),
	}
}

// things returns what is switched on, as for FormRights.
func (s Switches) things() []report.Thing {
	return []report.Thing{
		switched(KindSwitch, "cases", s.Cases), switched(KindSwitch, "administrator", s.Administrator),
		switched(KindSwitch, "freeText", s.FreeText), switched(KindSwitch, "queryBuilder", s.QueryBuilder),
	}
}

func switched(k access.Kind, name string, on bool) report.Thing {
	if !on {
		return report.Thing{}
	}
	return report.Thing{Kind: k, ID: name}
}

// difference returns an item for everything that is in one of the lists and not
// in the other, place by place, what is lost before what is gained.
func difference(who, where report.Thing, before, after []report.Thing) []report.Item {
	var items []report.Item
	for i := range before {
		if before[i] == after[i] {
			continue
		}
		if before[i] != (report.Thing{}) {
			items = append(items, report.Loses(who, before[i], where))
		}
		if after[i] != (report.Thing{}) {
			items = append(items, report.Gains(who, after[i], where))
		}
	}
	return items
}

// requested returns an item for everything that was asked for, and if that is
// nothing, the one that says so.
func requested(who, where report.Thing, after []report.Thing) []report.Item {
	if items := difference(who, where, make([]report.Thing, len(after)), after); items != nil {
		return items
	}
	return []report.Item{report.Loses(who, everythingThing, where)}
}

// gained returns what a profile gains by coming: itself, its switches, and what is
// set on each form, in the order of the forms.
func (p Profile) gained(forms []string) []report.Item {
	who := profileThing(p.Name)
	items := []report.Item{report.Gains(who, placeThing, report.Thing{})}
	items = append(items, difference(who, report.Thing{}, Switches{}.things(), p.Switches().things())...)
	for _, form := range forms {
		items = append(items, difference(who, formThing(form), FormRights{}.things(), p.Forms[form].things())...)
	}
	return items
}

// lost returns the same things as what a profile loses by going.
func (p Profile) lost(forms []string) []report.Item {
	items := p.gained(forms)
	for i := range items {
		items[i].Effect = report.Loss
	}
	return items
}

// refuse returns what an act returns whose actor may not.
func refuse(r report.Report, d access.Decision) (*Site, report.Report, error) {
	refused, err := r.Refuse(d)
	return nil, refused, err
}

// unchanged returns what an act returns if the site is so already.
func (s *Site) unchanged(r report.Report, d access.Decision) (*Site, report.Report, error) {
	return s, r.Decided(d).With(report.Unchanged), nil
}
