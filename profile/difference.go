package profile

import "lupa.example/access/report"

// named returns what is set on a form in the words of reports, one by one and
// always in the same places; what is not set is "".
func (r FormRights) named() []string {
	return []string{
		scoped("read", r.Read), scoped("change", r.Change), scoped("delete", r.Delete),
		switched("register", r.Register), switched("change form", r.ChangeForm),
		switched("share publicly", r.SharePublicly), switched("change closed", r.ChangeClosed),
	}
}

// named returns what is switched on in the words of reports, as for FormRights.
func (s Switches) named() []string {
	return []string{
		switched("case module", s.Cases), switched("administrator mode", s.Administrator),
		switched("free text", s.FreeText), switched("query builder", s.QueryBuilder),
	}
}

func scoped(activity string, s Scope) string {
	if s == ScopeNone || s > ScopeAll {
		return ""
	}
	return activity + " " + s.String()
}

func switched(what string, on bool) string {
	if !on {
		return ""
	}
	return what
}

// difference returns an item for everything that is in one of the lists and not
// in the other, place by place, what is lost before what is gained.
func difference(who, where string, before, after []string) []report.Item {
	var items []report.Item
	for i := range before {
		if before[i] == after[i] {
			continue
		}
		if before[i] != "" {
			items = append(items, report.Item{Who: who, Effect: report.Loses, What: before[i], Where: where})
		}
		if after[i] != "" {
			items = append(items, report.Item{Who: who, Effect: report.Gains, What: after[i], Where: where})
		}
	}
	return items
}

// asked returns an item for everything that was asked for, and if that is
// nothing, the one that says so.
func asked(who, where string, after []string) []report.Item {
	if items := difference(who, where, make([]string, len(after)), after); items != nil {
		return items
	}
	return []report.Item{{Who: who, Effect: report.Loses, What: "everything", Where: where}}
}

// place is the item of a form or profile that comes to the site or goes from it.
func place(who string, e report.Effect) report.Item {
	return report.Item{Who: who, Effect: e, What: "a place on the site"}
}

// whole returns what a profile gains by coming, or loses by going: itself, its
// switches, and what is set on each form, in the order of the forms.
func (p Profile) whole(forms []string, e report.Effect) []report.Item {
	items := []report.Item{place(p.Name, e)}
	change := func(where string, set []string) {
		before, after := make([]string, len(set)), set
		if e == report.Loses {
			before, after = after, before
		}
		items = append(items, difference(p.Name, where, before, after)...)
	}
	change("", p.Switches().named())
	for _, form := range forms {
		change(form, p.Forms[form].named())
	}
	return items
}
