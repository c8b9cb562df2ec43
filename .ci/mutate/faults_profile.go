package main

var profileFaults = []fault{
	{"profile/user.go", "of two workspaces the first counts", `return a.Profile == b.Profile && a.Workspace == b.Workspace &&`, `return a.Profile == b.Profile &&`},
	{"profile/user.go", "of two profiles the first counts", `return a.Profile == b.Profile && a.Workspace == b.Workspace &&`, `return a.Workspace == b.Workspace &&`},
	{"profile/user.go", "of two lists of groups the first counts", `subset(a.Groups, b.Groups) && subset(b.Groups, a.Groups)`, `true`},
	{"profile/user.go", "groups besides those of the first fact do not count", `subset(a.Groups, b.Groups) && subset(b.Groups, a.Groups)`, `subset(a.Groups, b.Groups)`},
	{"profile/user.go", "the same groups in another order are others", `subset(a.Groups, b.Groups) && subset(b.Groups, a.Groups)`, `slices.Equal(a.Groups, b.Groups)`},
	{"profile/check.go", "administrator mode needs no case module", `if !p.Cases {`, `if !p.Cases && !p.Administrator {`},
	{"profile/check.go", "the case module is always on", `if !p.Cases {`, `if !p.Cases && len(p.known) == 0 {`},
	{"profile/check.go", "administrator mode reaches cases of known forms only", `	if p.Administrator {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	form, known := p.on(c.Form)`, `	if p.Administrator && p.known[c.Form] {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	form, known := p.on(c.Form)`},
	{"profile/check.go", "administrator mode reaches known forms only", `	if p.Administrator {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	form, known := p.on(f.Name)`, `	if p.Administrator && p.known[f.Name] {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	form, known := p.on(f.Name)`},
	{"profile/check.go", "administrator mode changes open cases only", `	if p.Administrator {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	form, known := p.on(c.Form)`, `	if p.Administrator && c.Status == StatusOpen {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	form, known := p.on(c.Form)`},
	{"profile/check.go", "administrator mode answers about the empty form", `c.Form != "" && c.RegisteredBy`, `c.RegisteredBy`},
	{"profile/check.go", "a case without a workspace is in nobody's", `&& c.RegisteredBy != "" && c.Workspace != ""`, `&& c.RegisteredBy != ""`},
	{"profile/check.go", "administrator mode answers about unknown actions", `a == ActionRegister || a == ActionChange || a == ActionAdminister
`, `a == ActionRegister || a == ActionChange || a == ActionAdminister || a == "delete"
`},
	{"profile/check.go", "administrator mode queries two forms at a time", `if a != ActionFreeText && len(q.Forms) != 1 {`, `if a != ActionFreeText && len(q.Forms) != 1 && !p.Administrator {`},
	{"profile/check.go", "the query builder takes several forms", `if a != ActionFreeText && len(q.Forms) != 1 {`, `if a != ActionFreeText && len(q.Forms) == 0 {`},
	{"profile/check.go", "the query builder gives free text", `if a == ActionFreeText && !p.FreeText {`, `if a == ActionFreeText && !p.FreeText && !p.QueryBuilder {`},
	{"profile/check.go", "free text gives the query builder", `if a != ActionFreeText && !p.QueryBuilder {`, `if a != ActionFreeText && !p.QueryBuilder && !p.FreeText {`},
	{"profile/check.go", "free text alone saves queries", `if a != ActionFreeText && !p.QueryBuilder {`, `if a == ActionQuery && !p.QueryBuilder {`},
	{"profile/check.go", "a form that is not readable is searched", `if form.Read == ScopeNone {`, `if form.Read == ScopeNone && len(q.Forms) > 1 {`},
	{"profile/check.go", "there is always something to search", `if !p.reads {`, `if !p.reads && !p.FreeText {`},
	{"profile/check.go", "another's saved query is run", `if q.SavedBy != "" && q.SavedBy != subject.User {`, `if q.SavedBy != "" && q.SavedBy != subject.User && a == ActionSave {`},
	{"profile/check.go", "another's saved query is saved over", `if q.SavedBy != "" && q.SavedBy != subject.User {`, `if q.SavedBy != "" && q.SavedBy != subject.User && a != ActionSave {`},
	{"profile/check.go", "a saved query runs with the rights of the day it was saved", `	for _, name := range q.Forms {`, `	if q.SavedBy != "" {
		return access.Allow(ReasonGranted, p.Name)
	}
	for _, name := range q.Forms {`},
	{"profile/check.go", "to read is to change", `scope = form.Change`, `scope = max(form.Read, form.Change)`},
	{"profile/check.go", "to change is to delete", `scope = form.Delete`, `scope = form.Change`},
	{"profile/check.go", "one's own cases are reached without any scope", `return ReasonNoScope, false`, `return ReasonNoScope, c.RegisteredBy == id`},
	{"profile/check.go", "to read is to register", `a == ActionRegister && form.Register,`, `a == ActionRegister && (form.Register || form.Read != ScopeNone),`},
	{"profile/check.go", "registering takes reading", `a == ActionRegister && form.Register,`, `a == ActionRegister && form.Register && form.Read != ScopeNone,`},
	{"profile/check.go", "to change every case is to change the form", `a == ActionChange && form.ChangeForm:`, `a == ActionChange && (form.ChangeForm || form.Change == ScopeAll):`},
	{"profile/check.go", "to change the form is to administer it", `	case a == ActionAdminister:
		return`, `	case a == ActionAdminister && form.ChangeForm:
		return access.Allow(ReasonGranted, p.Name)
	case a == ActionAdminister:
		return`},
	{"profile/check.go", "all is not all", `		return ReasonAll, true`, `		return ReasonAll, c.RegisteredBy == id || user.Workspace == c.Workspace`},
	{"profile/check.go", "who registered a case keeps it under workspace", `if user.Workspace == c.Workspace {`, `if user.Workspace == c.Workspace || c.RegisteredBy == id {`},
	{"profile/check.go", "groups count under workspace", `if user.Workspace == c.Workspace {`, `if user.Workspace == c.Workspace || overlap(user.Groups, c.Groups) {`},
	{"profile/check.go", "who is selected has a case of another workspace", `if user.Workspace == c.Workspace {`, `if user.Workspace == c.Workspace || slices.Contains(c.Users, id) {`},
	{"profile/check.go", "nobody is involved singly", `if slices.Contains(c.Users, id) || overlap(user.Groups, c.Groups) {`, `if overlap(user.Groups, c.Groups) {`},
	{"profile/check.go", "nobody is involved through a group", `|| overlap(user.Groups, c.Groups) {
			return ReasonInvolved`, `{
			return ReasonInvolved`},
	{"profile/check.go", "who registered a case is involved", `if slices.Contains(c.Users, id) || `, `if c.RegisteredBy == id || slices.Contains(c.Users, id) || `},
	{"profile/check.go", "groups count in the workspace of the case", `|| overlap(user.Groups, c.Groups) {
			return ReasonInvolved`, `|| overlap(user.Groups, c.Groups) && user.Workspace == c.Workspace {
			return ReasonInvolved`},
	{"profile/check.go", "who moves loses the cases they registered", `if c.RegisteredBy == id {`, `if c.RegisteredBy == id && user.Workspace == c.Workspace {`},
	{"profile/check.go", "a group without a name is one", `if group != "" && slices`, `if slices`},
	{"profile/check.go", "a case is shared publicly wherever all is read", `a == ActionSharePublicly && !form.SharePublicly:`, `a == ActionSharePublicly && !form.SharePublicly && form.Read != ScopeAll:`},
	{"profile/check.go", "a case is shared publicly by who does not read it", `	case !inScope:`, `	case !inScope && a != ActionSharePublicly:`},
	{"profile/check.go", "a case of unknown status is open", `c.Status != StatusOpen && !form.ChangeClosed`, `c.Status == StatusClosed && !form.ChangeClosed`},
	{"profile/check.go", "whoever changes every case changes closed ones", `c.Status != StatusOpen && !form.ChangeClosed`, `c.Status != StatusOpen && !form.ChangeClosed && form.Change != ScopeAll`},
	{"profile/check.go", "closed cases are not deleted", `case a == ActionChange && c.Status != StatusOpen`, `case a != ActionRead && c.Status != StatusOpen`},
	{"profile/check.go", "the right to closed cases reaches beyond the scope", `	case !inScope:`, `	case !inScope && !(a == ActionChange && form.ChangeClosed):`},
	{"profile/check.go", "of a form that the site lacks one's own cases are reached", `	if !known {
		return access.Deny(ReasonUnknownForm, c.Form)
	}`, `	if !known {
		form = FormRights{Read: ScopeRegistered}
	}`},
	{"profile/check.go", "a site that was never built decides", `if s == nil || s.profiles == nil {`, `if s == nil {`},
	{"profile/check.go", "who is nobody is asked about", `if subject.User == "" {`, `if subject.User == "" && r == nil {`},
	{"profile/check.go", "whoever is signed out has no rights", `if subject.User == "" {`, `if subject.User == "" || subject.SignIn == access.SignedOut {`},
	{"profile/check.go", "a profile that the site lacks is another", `	if !found {
		return nil, nil`, `	for _, other := range s.profiles {
		if !found {
			p, found = other, true
		}
	}
	if !found {
		return nil, nil`},
	{"profile/check.go", "a question changes the facts that it comes with", `	return user, p, access.Decision{}`, `	slices.Sort(user.Groups)
	return user, p, access.Decision{}`},
	{"profile/check.go", "a case that nobody registered is asked about", `c.RegisteredBy != "" && c.Workspace`, `c.Workspace`},
	{"profile/check.go", "what is set on a form restricts administrator mode over its cases", `	if p.Administrator {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	form, known := p.on(c.Form)`, `	if _, set := p.Forms[c.Form]; p.Administrator && !set {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	form, known := p.on(c.Form)`},
	{"profile/check.go", "what is set on a form restricts administrator mode over it", `	if p.Administrator {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	form, known := p.on(f.Name)`, `	if _, set := p.Forms[f.Name]; p.Administrator && !set {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	form, known := p.on(f.Name)`},
	{"profile/check.go", "administrator mode searches what is set only", `	if p.Administrator {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	if a == ActionFreeText && !p.FreeText {`, `	if p.Administrator && !p.reads {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	if a == ActionFreeText && !p.FreeText {`},
	{"profile/check.go", "administrator mode searches where searching is on only", `	if p.Administrator {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	if a == ActionFreeText && !p.FreeText {`, `	if p.Administrator && (p.FreeText || p.QueryBuilder) {
		return access.Allow(ReasonAdministrator, p.Name)
	}
	if a == ActionFreeText && !p.FreeText {`},
	{"profile/check.go", "administrator mode administers the form without a name", `s.gate(subject, known, f.Name != "")`, `s.gate(subject, known, true)`},
	{"profile/check.go", "administrator mode searches the form without a name", `!slices.Contains(q.Forms, "")`, `true`},
	{"profile/check.go", "a decision does not name its profile", `return access.Allow(reason, p.Name)`, `return access.Allow(reason, "")`},
	{"profile/check.go", "a denial does not say which scope is set", `return access.Deny(reason, p.Name)`, `return access.Deny(ReasonNoScope, p.Name)`},
	{"profile/check.go", "to change is to read", `scope := form.Read`, `scope := max(form.Read, form.Change)`},
	{"profile/check.go", "to delete is to read", `scope := form.Read`, `scope := max(form.Read, form.Delete)`},
	{"profile/check.go", "to change the form is to change its cases", `		scope = form.Change
`, `		scope = form.Change
		if form.ChangeForm {
			scope = ScopeAll
		}
`},
	{"profile/check.go", "colleagues have no part in the cases of their workspace", `if user.Workspace == c.Workspace {`, `if user.Workspace == c.Workspace && c.RegisteredBy == id {`},
	{"profile/check.go", "who works where a case was registered is involved", `return ReasonNotInvolved, false`, `return ReasonNotInvolved, user.Workspace == c.Workspace`},
	{"profile/check.go", "colleagues of who registered a case have registered it", `if c.RegisteredBy == id {`, `if c.RegisteredBy == id || user.Workspace == c.Workspace {`},
	{"profile/check.go", "who is selected on a case has registered it", `if c.RegisteredBy == id {`, `if c.RegisteredBy == id || slices.Contains(c.Users, id) {`},
	{"profile/check.go", "closed cases are not read", `case a == ActionChange && c.Status`, `case a != ActionDelete && c.Status`},
	{"profile/check.go", "nobody changes closed cases", `c.Status != StatusOpen && !form.ChangeClosed`, `c.Status != StatusOpen`},
	{"profile/check.go", "every form is registered with", `case a == ActionRegister && form.Register,`, `case a == ActionRegister,`},
	{"profile/check.go", "every form is changed", `a == ActionChange && form.ChangeForm:`, `a == ActionChange:`},
	{"profile/check.go", "forms are changed in administrator mode only", `a == ActionChange && form.ChangeForm:`, `a == ActionChange && form.ChangeForm && p.Administrator:`},
	{"profile/check.go", "no query is saved", `known := a == ActionFreeText || a == ActionQuery || a == ActionSave`, `known := a == ActionFreeText || a == ActionQuery`},
	{"profile/check.go", "one's own saved query is not run", `if q.SavedBy != "" && q.SavedBy != subject.User {`, `if q.SavedBy != "" {`},
	{"profile/check.go", "a query is over no form", `if a != ActionFreeText && len(q.Forms) != 1 {`, `if a != ActionFreeText && len(q.Forms) > 1 {`},
	{"profile/check.go", "free text takes one form at most", `if a != ActionFreeText && len(q.Forms) != 1 {`, `if len(q.Forms) > 1 || a != ActionFreeText && len(q.Forms) != 1 {`},
	{"profile/check.go", "free text takes a list of forms", `	if !p.reads {`, `	if !p.reads || len(q.Forms) == 0 {`},
	{"profile/check.go", "of several forms that are searched the first has to be readable", `for _, name := range q.Forms {`, `for _, name := range q.Forms[:min(1, len(q.Forms))] {`},
	{"profile/check.go", "forms that the site lacks are searched", `			return access.Deny(ReasonUnknownForm, name)
`, `			continue
`},
	{"profile/check.go", "who has no profile has one that the site lacks", `if user.Profile == "" {`, `if user.Profile == "" && !known {`},
}

var profileActFaults = []fault{
	{"profile/site.go", "rights on one form count on those that are not set", `	set, ok := p.Forms[form]
`, `	set, ok := p.Forms[form]
	for _, other := range p.Forms {
		set.Read = max(set.Read, other.Read)
	}
`},
	{"profile/site.go", "a site shares memory with its configuration", `newSite(config.clone())`, `newSite(config)`},
	{"profile/site.go", "nobody decides about searches", `return []access.Kind{KindCase, KindForm, KindSearch} }`, `return []access.Kind{KindCase, KindForm} }`},
	{"profile/profile.go", "sharing publicly is set where nothing is read", `if r.SharePublicly && r.Read == ScopeNone {`, `if r.SharePublicly && r.Read > ScopeAll {`},
	{"profile/profile.go", "changing closed cases is set where nothing is changed", `if r.ChangeClosed && r.Change == ScopeNone {`, `if r.ChangeClosed && r.Change > ScopeAll {`},
	{"profile/profile.go", "rights are set on forms that the site lacks", `if _, ok := known[form]; !ok {`, `if _, ok := known[form]; !ok && form == "" {`},
	{"profile/profile.go", "administrator mode without the module is not valid", `		p.validateForms(bad, path+".forms", forms)
`, `		p.validateForms(bad, path+".forms", forms)
		if p.Administrator && !p.Cases {
			bad.Add(path, "has administrator mode without the case module")
		}
`},
	{"profile/set.go", "sharing publicly does not go off with reading", `		r.SharePublicly = false
`, ``},
	{"profile/set.go", "changing closed cases does not go off with changing", `		r.ChangeClosed = false
`, ``},
	{"profile/set.go", "setting rights on one form takes those on the others", `	maps.Copy(next, forms)
`, `	maps.DeleteFunc(next, func(f string, _ FormRights) bool { return f != form })
`},
	{"profile/set.go", "rights are set without their base", `	rights.validate(bad, "rights")
`, ``},
	{"profile/set.go", "setting rights changes the site before", `	p.Forms = withRights(`, `	if p.Forms != nil {
		p.Forms[form] = rights
	}
	p.Forms = withRights(`},
	{"profile/act.go", "whoever changes a form sets rights on it", `s.Check(actor, ActionAdminister, &Form{Name: form})`, `s.Check(actor, ActionChange, &Form{Name: form})`},
	{"profile/act.go", "a refusal does not say what was refused", `return nil, a.report(asked), fmt.Errorf(`, `return nil, report.Report{}, fmt.Errorf(`},
	{"profile/act.go", "an act changes the site before", `	next.config.Profiles = slices.Clone(s.config.Profiles)
`, ``},
	{"profile/forms.go", "rights on a form outlive it", `			delete(without.Profiles[i].Forms, form)
`, ``},
	{"profile/forms.go", "removing a form changes the site before", `without.Profiles[i].Forms = maps.Clone(p.Forms)`, `maps.Copy(without.Profiles[i].Forms, p.Forms)`},
	{"profile/forms.go", "of two forms that are added to one site the last counts", `slices.Clip(s.config.Forms)`, `s.config.Forms`},
	{"profile/switches.go", "switching the module off takes the rights that are set", `	p := before
`, `	p := before
	if !switches.Cases {
		p.Forms = nil
	}
`},
	{"profile/switches.go", "administrator mode is not switched", `p.Cases, p.Administrator = switches.Cases, switches.Administrator`, `p.Cases = switches.Cases`},
	{"profile/profiles.go", "a profile is put in the place of one of the same name", `s.validateNew(profile, taken && !there.same(profile))`, `s.validateNew(profile, taken && there == nil)`},
	{"profile/overview.go", "forms on which a profile has nothing are not listed", `if !yield(form, p.inEffect(form)) {`, `if p.inEffect(form) != (FormRights{}) && !yield(form, p.inEffect(form)) {`},
	{"profile/effect.go", "administrator mode is left out of the overview", `return overridden`, `return asSet`},
	{"profile/effect.go", "what is set is shown without the module", `	default:
		return FormRights{}`, `	default:
		return p.Forms[form]`},
	{"profile/effect.go", "what is set is shown in administrator mode", `		return everything
`, `		return p.Forms[form]
`},
	{"profile/lint.go", "administrator mode without the module is not told of", `add(e == noEffect && p.Administrator, `, `add(e == overridden && p.Administrator && !p.Cases, `},
	{"profile/lint.go", "scopes are ranked", `return s != ScopeNone && other != ScopeAll && s != other`, `return s > other`},
	{"profile/lint.go", "changing more than is read is not told of", `if r.Change.beyond(r.Read) {`, `if r.Change.beyond(r.Read) && r.Read == ScopeNone {`},
	{"profile/lint.go", "deleting more than is read is not told of", `if r.Delete.beyond(r.Read) {`, `if r.Delete.beyond(r.Read) && r.Read == ScopeNone {`},
	{"profile/scope.go", "a scope is read in any letters", `if string(text) == name {`, `if len(text) == len(name) && text[0]|0x20 == name[0] {`},
	{"profile/scope.go", "a scope that nobody knows is none", `	return invalid.Errorf("profile", "%s is no scope;`, `	if len(text) > 0 {
		*s = ScopeNone
		return nil
	}
	return invalid.Errorf("profile", "%s is no scope;`},
}
