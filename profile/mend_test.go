package profile_test

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
	"lupa.example/profile"
	"lupa.example/profile/profiletest"
)

// A mended world is one part of a question, made of fields with a few values each, and the
// rest of the question as it is. Each value has what an item says of a field that comes to
// be so, the first of them what nobody sets.
type mendedWorld struct {
	fields [][]string
	valid  func(state []int) bool
	check  func(state []int) access.Decision
}

// states returns all states of the world, and of each whether the question is allowed.
func (w mendedWorld) states() (all [][]int, allowed []bool) {
	all = [][]int{nil}
	for _, values := range w.fields {
		var next [][]int
		for _, state := range all {
			for v := range values {
				next = append(next, append(slices.Clone(state), v))
			}
		}
		all = next
	}
	all = slices.DeleteFunc(all, func(state []int) bool { return !w.valid(state) })
	for _, state := range all {
		allowed = append(allowed, w.check(state).Allowed)
	}
	return all, allowed
}

// smallest returns the smallest sets of values by which the state becomes one in which the
// question is allowed, by comparing it with all.
func (w mendedWorld) smallest(state []int, all [][]int, allowed []bool) map[string]bool {
	var sets []uint64
	for i, other := range all {
		if !allowed[i] {
			continue
		}
		set, bit := uint64(0), 0
		for field, v := range other {
			if v != state[field] {
				set |= 1 << (bit + v)
			}
			bit += len(w.fields[field])
		}
		sets = append(sets, set)
	}
	slices.SortFunc(sets, func(a, b uint64) int { return bits.OnesCount64(a) - bits.OnesCount64(b) })
	var kept []uint64
	for _, set := range sets {
		if !slices.ContainsFunc(kept, func(smaller uint64) bool { return set&smaller == smaller }) {
			kept = append(kept, set)
		}
	}
	found, items := map[string]bool{}, slices.Concat(w.fields...)
	for _, set := range kept {
		var of []string
		for bit, item := range items {
			if set&(1<<bit) != 0 {
				of = append(of, item)
			}
		}
		found[allItems(of)] = true
	}
	return found
}

func allItems(items []string) string {
	slices.Sort(items)
	return strings.Join(items, "; ")
}

// saidBy returns the sets that the repairs of a part say, and fails if one is said twice.
// A step that leaves open which of several things it is stands for each.
func saidBy(t *testing.T, repairs []foresight.Repair, part foresight.Part, each func(report.Item) []report.Item) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, r := range repairs {
		if r.Steps[0].Part != part {
			continue
		}
		sets := [][]string{nil}
		for _, s := range r.Steps {
			var next [][]string
			for _, item := range each(s.Item) {
				item.Outcome = report.Change
				for _, set := range sets {
					next = append(next, append(slices.Clone(set), item.String()))
				}
			}
			sets = next
		}
		if len(sets) == 0 {
			t.Fatalf("%v is nothing that could be", r)
		}
		for _, set := range sets {
			text := allItems(set)
			if all[text] {
				t.Fatalf("%s is told twice", text)
			}
			all[text] = true
		}
	}
	return all
}

func repairsOf(t *testing.T, s *profile.Site, subject access.Subject, a access.Action, r access.Resource) []foresight.Repair {
	t.Helper()
	policy, err := access.NewPolicy(s)
	if err != nil {
		t.Fatal(err)
	}
	repairs, err := foresight.Repairs(policy, subject, a, r)
	if err != nil {
		t.Fatal(err)
	}
	return repairs
}

func uma(fact *profile.User) access.Subject {
	return access.Subject{User: "uma", Facts: []access.Fact{fact}}
}

var umasFact = &profile.User{Profile: "p", Workspace: "W", Groups: []string{"g"}}

// Fields of the rules, of which some are in each world of rules.
func switchFields(names ...string) (fields [][]string) {
	for _, name := range names {
		fields = append(fields, []string{"-", "profile p gains switch " + name})
	}
	return fields
}

func rightFields(names ...string) (fields [][]string) {
	for _, name := range names {
		fields = append(fields, []string{"-", "profile p gains right " + name + " (form F)"})
	}
	return fields
}

func scopeField(name, form string) []string {
	field := []string{"-"}
	for scope := profile.ScopeRegistered; scope <= profile.ScopeAll; scope++ {
		field = append(field, "profile p gains "+name+" "+scope.String()+" (form "+form+")")
	}
	return field
}

// A ruleWorld is the rules that are made of its fields. The site has the form G, and chief
// administers it.
type ruleWorld struct {
	fields [][]string
	config func(state []int, p *profile.Profile) // sets what is not of every world
}

var placeFields = [][]string{{"-", "profile p gains place on the site"}, {"-", "form F gains place on the site"}}

// site returns the site of the state, nil if there is none: where the profile or the form
// is not, nothing is set.
func (w ruleWorld) site(t *testing.T, state []int) *profile.Site {
	c := profile.Config{Forms: []string{"G"}, Profiles: []profile.Profile{{Name: "chief", Cases: true, Administrator: true}}}
	p := profile.Profile{Name: "p", Cases: state[2] == 1, Administrator: state[3] == 1, Forms: map[string]profile.FormRights{}}
	w.config(state[4:], &p)
	if p.Forms["F"] == (profile.FormRights{}) {
		delete(p.Forms, "F")
	}
	if state[1] == 1 {
		c.Forms = append(c.Forms, "F")
	}
	if state[0] == 1 {
		c.Profiles = append(c.Profiles, p)
	} else if slices.ContainsFunc(state[2:], func(v int) bool { return v != 0 }) {
		return nil
	}
	if s, err := profile.NewSite(c); err == nil {
		return s
	}
	return nil
}

// wantExact asks every question in every state of the rules and fails unless the repairs
// are exactly the smallest changes that allow what is denied, by acts that make them.
func (w ruleWorld) wantExact(t *testing.T, rows []access.Resource, actions []access.Action) {
	t.Helper()
	denied := 0
	fields := slices.Concat(placeFields, switchFields("cases", "administrator"), w.fields)
	sites := map[string]*profile.Site{}
	of := func(state []int) *profile.Site {
		var key strings.Builder
		for _, v := range state {
			key.WriteByte(byte(v))
		}
		s, known := sites[key.String()]
		if !known {
			s = w.site(t, state)
			sites[key.String()] = s
		}
		return s
	}
	for _, row := range rows {
		for _, a := range actions {
			m := mendedWorld{
				fields: fields,
				valid:  func(state []int) bool { return of(state) != nil },
				check:  func(state []int) access.Decision { return of(state).Check(uma(umasFact), a, row) },
			}
			all, allowed := m.states()
			for i, state := range all {
				if allowed[i] {
					continue
				}
				denied++
				site := of(state)
				repairs := repairsOf(t, site, uma(umasFact), a, row)
				want := m.smallest(state, all, allowed)
				if search, ok := row.(*profile.Search); ok && len(search.Forms) == 0 {
					// A form that nobody asked for is not added.
					maps.DeleteFunc(want, func(text string, _ bool) bool { return strings.Contains(text, placeFields[1][1]) })
				}
				each := func(item report.Item) []report.Item { return anyScope(anyForm(item, site), w) }
				if got := saidBy(t, repairs, foresight.Rules, each); !maps.Equal(got, want) {
					t.Fatalf("%s of %v: told %q, found %q\n%+v", a, row, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)), site.Config())
				}
				for _, r := range repairs {
					if r.Steps[0].Part == foresight.Rules {
						wantActsDo(t, site, r, a, row)
					}
				}
			}
		}
	}
	if denied == 0 {
		t.Error("nothing is denied")
	}
	t.Logf("%d denials", denied)
}

// anyForm returns the item for each of the site's forms, if it names none of them.
func anyForm(item report.Item, s *profile.Site) (all []report.Item) {
	if item.Where != (report.Thing{Kind: profile.KindForm}) {
		return []report.Item{item}
	}
	for _, item.Where.ID = range s.Config().Forms {
		all = append(all, item)
	}
	return all
}

// anyScope returns the items for each scope of those that name none, as far as the world
// has it.
func anyScope(items []report.Item, w ruleWorld) (all []report.Item) {
	for _, item := range items {
		if item.What != (report.Thing{Kind: profile.KindRead}) {
			all = append(all, item)
			continue
		}
		for scope := profile.ScopeRegistered; scope <= profile.ScopeAll; scope++ {
			item.What.ID, item.Outcome = scope.String(), report.Change
			if slices.Contains(slices.Concat(w.fields...), item.String()) {
				all = append(all, item)
			}
		}
	}
	return all
}

// wantActsDo fails unless the acts of the steps, by an administrator, allow the question,
// and no step says that who asks may do it who may not.
func wantActsDo(t *testing.T, s *profile.Site, r foresight.Repair, a access.Action, row access.Resource) {
	t.Helper()
	chief, added, next := acting("chia", "chief"), profile.Profile{Name: "p", Forms: map[string]profile.FormRights{}}, s
	asker := s.Check(uma(umasFact), profile.ActionAdminister, &profile.Form{ID: "any"})
	if asker.Reason == profile.ReasonUnknownForm { // no form in particular
		asker = access.Deny(profile.ReasonNotAdministrator, "p")
	}
	for _, step := range r.Steps {
		var err error
		p, _ := next.Profile("p")
		if step.Act == "profile.add-profile" {
			p = added
		}
		form := step.Item.Where.ID
		if form == "" {
			form = "G"
		}
		set, switches := p.Forms[form], p.Switches()
		enact(step.Item.What, &switches, &set)
		switch step.Act {
		case "profile.add-form":
			next, _, err = next.AddForm(chief, step.Item.Who.ID)
		case "profile.set-switches":
			next, _, err = next.SetSwitches(chief, "p", switches)
		case "profile.set-rights":
			next, _, err = next.SetRights(chief, "p", form, set)
		case "profile.add-profile":
			added.Cases, added.Administrator, added.FreeText, added.QueryBuilder = switches.Cases, switches.Administrator, switches.FreeText, switches.QueryBuilder
			if set != (profile.FormRights{}) {
				added.Forms[form] = set
			}
		}
		if err != nil || step.Asker != asker || len(step.Needs) > 0 {
			t.Fatalf("%v: error %v, and who asks %v; want %v\n%+v", step, err, step.Asker, asker, s.Config())
		}
	}
	if r.Steps[len(r.Steps)-1].Act == "profile.add-profile" {
		var err error
		if next, _, err = next.AddProfile(chief, added); err != nil {
			t.Fatalf("%v: %v", r, err)
		}
	}
	if d := next.Check(uma(umasFact), a, row); !d.Allowed {
		t.Fatalf("%v: after that %v", r, d)
	}
}

// enact sets what is gained.
func enact(what report.Thing, w *profile.Switches, r *profile.FormRights) {
	scope := profile.ScopeInvolved // where it is left open
	if what.ID != "" {
		_ = scope.UnmarshalText([]byte(what.ID)) // of what has a scope
	}
	switch what.Kind {
	case profile.KindRead:
		r.Read = scope
	case profile.KindChange:
		r.Change = scope
	case profile.KindDelete:
		r.Delete = scope
	}
	on := map[string]*bool{
		"cases": &w.Cases, "administrator": &w.Administrator, "freeText": &w.FreeText, "queryBuilder": &w.QueryBuilder,
		"register": &r.Register, "changeForm": &r.ChangeForm, "sharePublicly": &r.SharePublicly, "changeClosed": &r.ChangeClosed,
	}
	if what.Kind == profile.KindSwitch || what.Kind == profile.KindRight {
		*on[what.ID] = true
	}
}

// umasCases are of each relation to uma, open and not known to be.
func umasCases() (all []access.Resource) {
	for bits := range 8 {
		for _, status := range []profile.Status{profile.StatusOpen, profile.StatusUnknown} {
			c := &profile.Case{ID: "K", Form: "F", RegisteredBy: "vic", Workspace: "V", Status: status}
			if bits&1 != 0 {
				c.RegisteredBy = "uma"
			}
			if bits&2 != 0 {
				c.Groups = []string{"g"}
			}
			if bits&4 != 0 {
				c.Workspace = "W"
			}
			all = append(all, c)
		}
	}
	return all
}

func TestRepairsOfTheRulesForCasesAreExact(t *testing.T) {
	accesstest.Large(t)
	scopes := func(name string) [][]string {
		return slices.Concat([][]string{scopeField("read", "F"), scopeField(name, "F")}, rightFields("sharePublicly", "changeClosed"))
	}
	ruleWorld{scopes("change"), func(state []int, p *profile.Profile) {
		p.Forms["F"] = profile.FormRights{Read: profile.Scope(state[0]), Change: profile.Scope(state[1]), SharePublicly: state[2] == 1, ChangeClosed: state[3] == 1}
	}}.wantExact(t, umasCases(), []access.Action{profile.ActionRead, profile.ActionChange, profile.ActionSharePublicly})
	ruleWorld{scopes("delete")[:2], func(state []int, p *profile.Profile) {
		p.Forms["F"] = profile.FormRights{Read: profile.Scope(state[0]), Delete: profile.Scope(state[1])}
	}}.wantExact(t, umasCases(), []access.Action{profile.ActionDelete})
}

func TestRepairsOfTheRulesForFormsAreExact(t *testing.T) {
	ruleWorld{slices.Concat(rightFields("register", "changeForm"), [][]string{scopeField("read", "F")}), func(state []int, p *profile.Profile) {
		p.Forms["F"] = profile.FormRights{Register: state[0] == 1, ChangeForm: state[1] == 1, Read: profile.Scope(state[2])}
	}}.wantExact(t, []access.Resource{&profile.Form{ID: "F"}}, []access.Action{profile.ActionRegister, profile.ActionChange, profile.ActionAdminister})
}

func TestRepairsOfTheRulesForSearchesAreExact(t *testing.T) {
	accesstest.Large(t)
	var searches []access.Resource
	for _, forms := range [][]string{nil, {"F"}, {"G"}, {"F", "F"}, {"G", "F"}} {
		for _, by := range []string{"", "uma", "vic"} {
			searches = append(searches, &profile.Search{Forms: forms, SavedBy: by})
		}
	}
	ruleWorld{slices.Concat(switchFields("freeText", "queryBuilder"), [][]string{scopeField("read", "F"), scopeField("read", "G")}), func(state []int, p *profile.Profile) {
		p.FreeText, p.QueryBuilder = state[0] == 1, state[1] == 1
		p.Forms["F"] = profile.FormRights{Read: profile.Scope(state[2])}
		p.Forms["G"] = profile.FormRights{Read: profile.Scope(state[3])}
	}}.wantExact(t, searches, []access.Action{profile.ActionFreeText, profile.ActionQuery, profile.ActionSave})
}

// manyProfiles is a site with a profile for every scope, in the order of the scopes, one
// in administrator mode and one without the case module.
func manyProfiles(t *testing.T) *profile.Site {
	c := profile.Config{Forms: []string{"F"}, Profiles: []profile.Profile{
		{Name: "chief", Cases: true, Administrator: true}, {Name: "former", Administrator: true},
	}}
	for scope := profile.ScopeNone; scope <= profile.ScopeAll; scope++ {
		c.Profiles = append(c.Profiles, profile.Profile{
			Name: scope.String(), Cases: true, FreeText: scope > profile.ScopeInvolved, QueryBuilder: scope == profile.ScopeAll,
			Forms: map[string]profile.FormRights{"F": {Read: scope, Change: scope, Register: scope > profile.ScopeInvolved, ChangeClosed: scope == profile.ScopeInvolved}},
		})
	}
	return mustSite(t, c)
}

// oneMeaning is that of an item that leaves nothing open.
func oneMeaning(item report.Item) []report.Item { return []report.Item{item} }

// Everything that can be known of uma, against every sort of row.
func TestRepairsOfThePersonAreExact(t *testing.T) {
	accesstest.Large(t)
	s := manyProfiles(t)
	profiles := []string{"", "chief", "former", "none", "registered", "involved", "workspace", "all", "unknown"}
	field := func(what string, names ...string) []string {
		values := []string{"-"}
		for _, name := range names {
			values = append(values, "uma gains "+what+" "+name)
		}
		return values
	}
	rows := append(umasCases(), &profile.Case{Form: "F"}, &profile.Case{Form: "F", Workspace: "V", Groups: []string{"g", "h", ""}, Users: []string{"uma"}},
		&profile.Case{Workspace: "W"}, &profile.Case{Form: "H"}, &profile.Form{ID: "F"}, &profile.Form{ID: "H"}, &profile.Form{},
		&profile.Search{}, &profile.Search{Forms: []string{"F"}}, &profile.Search{Forms: []string{"F"}, SavedBy: "uma"}, &profile.Search{SavedBy: "vic"})
	denied := 0
	for _, row := range rows {
		for _, a := range append(s.Actions(row.Kind()), "archive") {
			subject := func(state []int) access.Subject {
				fact := &profile.User{Profile: profiles[state[0]], Workspace: []string{"", "W", "V"}[state[1]]}
				for i, group := range []string{"g", "h"} {
					if state[2+i] == 1 {
						fact.Groups = append(fact.Groups, group)
					}
				}
				if !slices.ContainsFunc(state, func(v int) bool { return v != 0 }) {
					return access.Subject{User: "uma"} // nothing is known of her
				}
				return uma(fact)
			}
			m := mendedWorld{
				fields: [][]string{field("profile", profiles[1:]...), field("workspace", "W", "V"), field("group", "g"), field("group", "h")},
				valid:  func([]int) bool { return true },
				check:  func(state []int) access.Decision { return s.Check(subject(state), a, row) },
			}
			all, allowed := m.states()
			for i, state := range all {
				if allowed[i] {
					continue
				}
				denied++
				repairs := repairsOf(t, s, subject(state), a, row)
				want := m.smallest(state, all, allowed)
				if got := saidBy(t, repairs, foresight.Person, oneMeaning); !maps.Equal(got, want) {
					t.Fatalf("%s of %v by %v: told %q, found %q", a, row, subject(state).Facts, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
				}
				for _, r := range repairs {
					for _, step := range r.Steps {
						if step.Part == foresight.Person && (step.Act != "" || step.Asker != (access.Decision{})) {
							t.Fatalf("%+v: the service says so", step)
						}
					}
				}
			}
		}
	}
	t.Logf("%d denials", denied)
}

// Everything about a case that is not settled when it is registered, for members of every
// profile.
func TestRepairsOfCasesAreExact(t *testing.T) {
	s := manyProfiles(t)
	denied := 0
	for _, name := range []string{"chief", "former", "none", "registered", "involved", "workspace", "all", "unknown"} {
		for _, groups := range [][]string{nil, {"g"}, {"h", "", "g"}} {
			for _, settled := range []profile.Case{{ID: "K", Form: "F", RegisteredBy: "uma", Workspace: "V"}, {ID: "K", Form: "F", RegisteredBy: "vic", Workspace: "W"}, {ID: "K", Form: "H"}, {ID: "K"}} {
				for _, a := range append(s.Actions(profile.KindCase), "archive") {
					subject := uma(&profile.User{Profile: name, Workspace: "W", Groups: groups})
					row := func(state []int) *profile.Case {
						c := settled
						c.Users, c.Groups, c.Status = []string{"vic"}, []string{"i", ""}, profile.Status(state[3])
						if state[0] == 1 {
							c.Users = append(c.Users, "uma")
						}
						for i, group := range []string{"g", "h"} {
							if state[1+i] == 1 {
								c.Groups = append(c.Groups, group)
							}
						}
						return &c
					}
					m := mendedWorld{
						fields: [][]string{{"-", "uma gains selection (case K)"}, {"-", "group g gains selection (case K)"}, {"-", "group h gains selection (case K)"},
							{"-", "case K gains status open", "case K gains status closed"}},
						valid: func([]int) bool { return true },
						check: func(state []int) access.Decision { return s.Check(subject, a, row(state)) },
					}
					all, allowed := m.states()
					for i, state := range all {
						if allowed[i] {
							continue
						}
						denied++
						repairs := repairsOf(t, s, subject, a, row(state))
						want := m.smallest(state, all, allowed)
						if got := saidBy(t, repairs, foresight.Row, oneMeaning); !maps.Equal(got, want) {
							t.Fatalf("%s of %v by %v: told %q, found %q", a, row(state), name, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
						}
						changes := s.Check(subject, profile.ActionChange, row(state))
						for _, r := range repairs {
							for _, step := range r.Steps {
								if step.Part == foresight.Row && (step.Act != "" || step.Asker != changes) {
									t.Fatalf("%+v: she changes the case as %v", step, changes)
								}
							}
						}
					}
				}
			}
		}
	}
	t.Logf("%d denials", denied)
}

func TestRepairsInWords(t *testing.T) {
	officer := func(r profile.FormRights) profile.Config {
		c := officers(r)
		c.Profiles = append(c.Profiles, administrators().Profiles[0])
		c.Profiles[1].Name = "chief"
		return c
	}
	for _, test := range []struct {
		config profile.Config
		action access.Action
		row    access.Resource
		want   []string
	}{
		{officer(profile.FormRights{Read: profile.ScopeInvolved}), profile.ActionRead, caseThat(inAnnasWorkspace), []string{
			"anna gains profile chief",
			"anna gains group day",
			"anna gains selection (case K1)",
			"group night gains selection (case K1)",
			"group pilots gains selection (case K1)",
			"profile officer gains read workspace (form F1), by profile.set-rights",
			"profile officer gains read all (form F1), by profile.set-rights",
			"profile officer gains switch administrator, by profile.set-switches",
		}},
		{officer(profile.FormRights{Read: profile.ScopeInvolved, Change: profile.ScopeAll}), profile.ActionSharePublicly, strangeCase(), []string{
			"anna gains profile chief",
			"profile officer gains switch administrator, by profile.set-switches",
			"profile officer gains read all (form F1), by profile.set-rights; and profile officer gains right sharePublicly (form F1), by profile.set-rights",
		}},
		{officer(profile.FormRights{Read: profile.ScopeInvolved, Change: profile.ScopeAll}), profile.ActionRead, strangeCase(), []string{
			"anna gains profile chief",
			"anna gains group day",
			"anna gains selection (case K1), which the asker may",
			"group night gains selection (case K1), which the asker may",
			"group pilots gains selection (case K1), which the asker may",
			"profile officer gains read all (form F1), by profile.set-rights",
			"profile officer gains switch administrator, by profile.set-switches",
		}},
		{officer(profile.FormRights{Change: profile.ScopeAll}), profile.ActionChange, caseThat(closed), []string{
			"anna gains profile chief",
			"case K1 gains status open",
			"profile officer gains right changeClosed (form F1), by profile.set-rights",
			"profile officer gains switch administrator, by profile.set-switches",
		}},
		{profile.Config{}, profile.ActionRegister, &profile.Form{ID: "F1"}, []string{
			"profile officer gains place on the site, by profile.add-profile; and profile officer gains switch cases, by profile.add-profile; and profile officer gains switch administrator, by profile.add-profile",
			"form F1 gains place on the site, by profile.add-form; and profile officer gains place on the site, by profile.add-profile; and profile officer gains switch cases, by profile.add-profile; and profile officer gains right register (form F1), by profile.add-profile",
		}},
		{with(officers(profile.FormRights{Read: profile.ScopeAll}), func(p *profile.Profile) { p.Cases = false }), profile.ActionRead, strangeCase(), []string{
			"profile officer gains switch cases, by profile.set-switches",
		}},
		{officers(profile.FormRights{}), profile.ActionFreeText, &profile.Search{}, []string{
			"profile officer gains switch administrator, by profile.set-switches",
			"profile officer gains switch freeText, by profile.set-switches; and profile officer gains read (form), by profile.set-rights",
		}},
		{profile.Config{Profiles: []profile.Profile{{Name: "officer", Cases: true}}}, profile.ActionFreeText, &profile.Search{}, []string{
			"profile officer gains switch administrator, by profile.set-switches",
		}},
		{officers(profile.FormRights{}), profile.ActionQuery, &profile.Search{}, nil},
		{officers(profile.FormRights{Read: profile.ScopeAll}), profile.ActionFreeText, &profile.Search{Forms: []string{"G1", "F1"}}, []string{
			"profile officer gains switch administrator, by profile.set-switches",
			"form G1 gains place on the site, by profile.add-form; and profile officer gains switch freeText, by profile.set-switches; and profile officer gains read (form G1), by profile.set-rights",
		}},
	} {
		var got []string
		for _, r := range repairsOf(t, mustSite(t, test.config), anna(), test.action, test.row) {
			got = append(got, r.String())
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s %+v: got\n%s\nwant\n%s", test.action, test.row, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
}

// What could not be is not told: names that no act takes, facts that contradict each
// other, and rows that are incomplete or no rows of the area.
func TestNoRepairsOfWhatCannotBe(t *testing.T) {
	long := strings.Repeat("x", 1000)
	s := manyProfiles(t)
	twice := access.Subject{User: "uma", Facts: []access.Fact{&profile.User{Profile: "none"}, &profile.User{Profile: "involved"}}}
	for _, test := range []struct {
		s      access.Subject
		action access.Action
		row    access.Resource
		want   int
	}{
		{twice, profile.ActionRead, strangeCase(), 0},
		{access.Subject{Facts: uma(umasFact).Facts}, profile.ActionRead, strangeCase(), 0},
		{uma(&profile.User{Profile: "all"}), profile.ActionRead, &profile.Case{}, 0},
		{uma(&profile.User{Profile: "all"}), profile.ActionRead, (*profile.Case)(nil), 0},
		{uma(&profile.User{Profile: "all"}), profile.ActionRead, borrowedCase{strangeCase()}, 0},
		{uma(&profile.User{Profile: "all"}), "archive", strangeCase(), 0},
		{uma(&profile.User{Profile: "all"}), profile.ActionRead, &profile.Case{Form: long}, 2},        // another profile, or mode
		{uma(&profile.User{Profile: long}), profile.ActionRegister, &profile.Form{ID: "F"}, 3},        // another profile
		{uma(&profile.User{Profile: "all"}), profile.ActionQuery, &profile.Search{SavedBy: "vic"}, 0}, // nobody else's
	} {
		if got := repairsOf(t, s, test.s, test.action, test.row); len(got) != test.want {
			t.Errorf("%s %+v: %v; want %d", test.action, test.row, got, test.want)
		}
	}
	if got := repairsOf(t, new(profile.Site), uma(umasFact), profile.ActionRead, strangeCase()); len(got) > 0 {
		t.Errorf("a site that was never built: %v", got)
	}
}

// Nothing mends what is no atom of a condition of the area.
func TestNothingMendsOtherConditions(t *testing.T) {
	s := manyProfiles(t)
	for _, row := range []access.Resource{nil, strangeCase(), (*profile.Case)(nil), &profile.Form{ID: "F"}, new(foreign)} {
		for _, c := range []filter.Condition{
			filter.Nothing(), filter.Everything(), filter.Present("form"), filter.Differs("form", "F"), filter.In("form", "F"), filter.In("user", "anna"),
			filter.Some("users", filter.In("user", "anna")), filter.Lacks("users", filter.In("user", "anna")),
		} {
			for _, site := range []*profile.Site{s, nil} {
				if got := site.Mend(access.Question{Subject: anna(), Action: profile.ActionRead, Resource: row}, foresight.Row, c); got != nil {
					t.Errorf("%v of %T: %v", c, row, got)
				}
			}
		}
	}
}

// However many values would do, so many are told and no more.
func TestRepairsAreBounded(t *testing.T) {
	var many []string
	for i := range 2 * foresight.MaxRepairs {
		many = append(many, fmt.Sprint("W", i))
	}
	q := access.Question{Subject: anna(), Action: profile.ActionRead, Resource: strangeCase()}
	if n := len(manyProfiles(t).Mend(q, foresight.Person, filter.In("profile.workspace", many...))); n != foresight.MaxRepairs {
		t.Errorf("%d steps", n)
	}
}

// A borrowedCase is of another type, about which a site does not decide.
type borrowedCase struct{ *profile.Case }

// Whether something helps those who are denied for a reason. Each reason that denies is
// here.
var helped = map[access.Reason]bool{
	profile.ReasonUnknownProfile:    true,
	profile.ReasonModuleOff:         true,
	profile.ReasonUnknownForm:       true,
	profile.ReasonNoScope:           true,
	profile.ReasonOtherWorkspace:    true,
	profile.ReasonNotInvolved:       true,
	profile.ReasonNotRegistrant:     true,
	profile.ReasonClosed:            true,
	profile.ReasonNotSwitchedOn:     true,
	profile.ReasonNotAdministrator:  true,
	profile.ReasonNoFreeText:        true,
	profile.ReasonNoQueryBuilder:    true,
	profile.ReasonNothingToSearch:   true,
	profile.ReasonFormNotAccessible: true,
	profile.ReasonNotOneForm:        true,
	profile.ReasonNotSaver:          true,
	access.ReasonNoFact:             true,
	access.ReasonAmbiguousFact:      true,
	access.ReasonIncomplete:         true,
	access.ReasonUnknownAction:      false,
	access.ReasonNoUser:             false,
}

// What those who are denied may be told is one text for each reason behind what Explain
// says, whoever asks about whatever; and where there is none, nothing mends it.
func TestHintsOfEveryReason(t *testing.T) {
	hints := map[access.Reason]string{}
	for seed := range 50 {
		site := profiletest.Sites().Example(seed)
		policy, err := access.NewPolicy(site)
		if err != nil {
			t.Fatal(err)
		}
		questions := profiletest.Questions(site)
		for n := range 200 {
			q := questions.Example(200*seed + n)
			d := policy.Check(q.Subject, q.Action, q.Resource)
			if d.Allowed || q.Resource == nil {
				continue
			}
			hint, ok := strings.CutPrefix(foresight.Hint(policy, q.Resource.Kind(), d), policy.Explain(access.Deny(d.Reason, "")))
			if before, again := hints[d.Reason]; !ok || again && before != hint {
				t.Errorf("%v is told as %q and as %q", d, before, hint)
			}
			hints[d.Reason] = hint
			if helps, known := helped[d.Reason]; !known || helps != (hint != "") {
				t.Errorf("%s is told as %q; considered %v, helps %v", d.Reason, hint, known, helps)
			}
			if repairs := repairsOf(t, site, q.Subject, q.Action, q.Resource); len(repairs) > 0 && hint == "" {
				t.Errorf("nothing helps against %s, and yet %v", d.Reason, repairs)
			}
		}
	}
	for reason := range helped {
		if _, asked := hints[reason]; !asked {
			t.Errorf("nobody is denied for %s", reason)
		}
	}
}
