package profile

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/foresight"
)

const benchProfiles, benchForms = 50, 1000 // forms at most

func benchName(what string, i int) string { return fmt.Sprintf("%s %d", what, i) }

func benchSite(b *testing.B, forms int) *Site {
	r := rand.New(rand.NewPCG(1, 2))
	var config Config
	for i := range forms {
		config.Forms = append(config.Forms, benchName("form", i))
	}
	for i := range benchProfiles {
		p := Profile{Name: benchName("profile", i), Cases: true, Forms: make(map[string]FormRights)}
		for _, form := range config.Forms {
			p.Forms[form] = FormRights{Read: Scope(r.IntN(5)), Change: Scope(r.IntN(5)), Delete: Scope(r.IntN(5))}
		}
		config.Profiles = append(config.Profiles, p)
	}
	s, err := NewSite(config)
	if err != nil {
		b.Fatal(err)
	}
	return s
}

type benchQuestion struct {
	subject access.Subject
	action  access.Action
	c       *Case
}

func (q *benchQuestion) user() *User { return q.subject.Facts[0].(*User) }

func benchQuestions(forms int) []benchQuestion {
	r := rand.New(rand.NewPCG(3, 4))
	user := func() string { return benchName("user", r.IntN(4)) }
	place := func() string { return benchName("workspace", r.IntN(2)) }
	list := make([]benchQuestion, 1<<14)
	for i := range list {
		list[i] = benchQuestion{
			subject: access.Subject{User: user(), Facts: []access.Fact{&User{
				Profile: benchName("profile", r.IntN(benchProfiles)), Workspace: place(), Groups: []string{"night shift"},
			}}},
			action: []access.Action{ActionRead, ActionChange, ActionDelete}[r.IntN(3)],
			c: &Case{
				Form: benchName("form", r.IntN(forms)), RegisteredBy: user(), Workspace: place(),
				Users: []string{user(), user()}, Groups: []string{"day shift"}, Status: StatusOpen,
			},
		}
	}
	return list
}

// A benchFloor gives what Check gives for these questions: two small maps, a dense table
// and the comparisons of the scope.
type benchFloor struct {
	profiles, forms map[string]int
	rights          []FormRights // by profile and form
}

func newBenchFloor(c Config) *benchFloor {
	f := &benchFloor{make(map[string]int), make(map[string]int), make([]FormRights, len(c.Profiles)*len(c.Forms))}
	for i, form := range c.Forms {
		f.forms[form] = i
	}
	for i, p := range c.Profiles {
		f.profiles[p.Name] = i
		for form, r := range p.Forms {
			f.rights[i*len(c.Forms)+f.forms[form]] = r
		}
	}
	return f
}

func (f *benchFloor) check(id string, u *User, a access.Action, c *Case) access.Decision {
	profile, ok1 := f.profiles[u.Profile]
	number, ok2 := f.forms[c.Form]
	if !ok1 || !ok2 {
		return access.Decision{}
	}
	form := f.rights[profile*len(f.forms)+number]
	scope := form.Read
	switch a {
	case ActionChange:
		scope = form.Change
	case ActionDelete:
		scope = form.Delete
	}
	d := access.Decision{Reason: ReasonNoScope, By: u.Profile}
	switch scope {
	case ScopeAll:
		d.Allowed, d.Reason = true, ReasonAll
	case ScopeWorkspace:
		if d.Reason = ReasonOtherWorkspace; u.Workspace == c.Workspace {
			d.Allowed, d.Reason = true, ReasonWorkspace
		}
	case ScopeInvolved:
		if d.Reason = ReasonNotInvolved; slices.Contains(c.Users, id) || overlap(u.Groups, c.Groups) {
			d.Allowed, d.Reason = true, ReasonInvolved
		}
	case ScopeRegistered:
		if d.Reason = ReasonNotRegistrant; c.RegisteredBy == id {
			d.Allowed, d.Reason = true, ReasonRegistered
		}
	}
	if d.Allowed && a == ActionChange && c.Status != StatusOpen && !form.ChangeClosed {
		return access.Decision{Reason: ReasonClosed, By: u.Profile}
	}
	return d
}

var sink access.Decision

func BenchmarkCheck(b *testing.B) {
	for _, forms := range []int{10, 100, benchForms} {
		benchmarkCheck(b, forms)
	}
}

func benchmarkCheck(b *testing.B, forms int) {
	site := benchSite(b, forms)
	floor := newBenchFloor(site.config)
	policy, err := access.NewPolicy(site)
	if err != nil {
		b.Fatal(err)
	}
	sorted := map[bool][]benchQuestion{}
	for _, q := range benchQuestions(forms) {
		d := site.Check(q.subject, q.action, q.c)
		if floor := floor.check(q.subject.User, q.user(), q.action, q.c); floor != d {
			b.Fatalf("Check and floor differ: %v, %v", d, floor)
		}
		sorted[d.Allowed] = append(sorted[d.Allowed], q)
	}
	for _, allowed := range []bool{true, false} {
		qs := sorted[allowed]
		name := fmt.Sprintf("profile/%s/forms=%d", map[bool]string{true: "allowed", false: "denied"}[allowed], forms)
		run := func(name string, check func(*benchQuestion)) {
			b.Run(name, func(b *testing.B) {
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					check(&qs[i%len(qs)])
				}
			})
		}
		run(name, func(q *benchQuestion) { sink = site.Check(q.subject, q.action, q.c) })
		run(name+"/policy", func(q *benchQuestion) { sink = policy.Check(q.subject, q.action, q.c) })
		run(name+"/floor", func(q *benchQuestion) { sink = floor.check(q.subject.User, q.user(), q.action, q.c) })
	}
}

var conditions filter.Condition

// Conditions are there but for the person, so that a thousand forms cost no more than ten.
func BenchmarkConditions(b *testing.B) {
	site := benchSite(b, benchForms)
	subject := access.Subject{User: "user 1", Facts: []access.Fact{&User{Profile: benchName("profile", 1), Workspace: "workspace 1", Groups: []string{"night shift"}}}}
	run := func(name string, build func() (filter.Condition, error)) {
		b.Run(fmt.Sprintf("%s/forms=%d", name, benchForms), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var err error
				if conditions, err = build(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for _, a := range caseActions {
		run("rows/case/"+string(a), func() (filter.Condition, error) { return site.Rows(subject, a, KindCase) })
	}
	run("rows/form", func() (filter.Condition, error) { return site.Rows(subject, ActionRegister, KindForm) })
	c := &Case{Form: benchName("form", 1), RegisteredBy: "user 1", Workspace: "workspace 1", Users: []string{"user 2"}, Groups: []string{"night shift"}}
	run("people/case", func() (filter.Condition, error) { return site.People(ActionRead, c) })
}

// BenchmarkRepairs is of one denial each: of reading a case, of changing a closed one, and
// of a search, by who may read it in some of the profiles.
func BenchmarkRepairs(b *testing.B) {
	for _, forms := range []int{40, benchForms} {
		policy, err := access.NewPolicy(benchSite(b, forms))
		if err != nil {
			b.Fatal(err)
		}
		s := access.Subject{User: "stranger", Facts: []access.Fact{&User{Profile: benchName("profile", 2), Workspace: "elsewhere", Groups: []string{"night shift"}}}}
		row := &Case{ID: "K", Form: benchName("form", 1), RegisteredBy: "somebody", Workspace: "here", Groups: []string{"day shift"}}
		for policy.Check(s, ActionRead, row).Allowed || policy.Check(s, ActionChange, row).Allowed {
			row.Form += "0"
		}
		for _, q := range []access.Question{
			{Action: ActionRead, Resource: row},
			{Action: ActionChange, Resource: row},
			{Action: ActionFreeText, Resource: &Search{Forms: []string{row.Form}}},
		} {
			b.Run(fmt.Sprintf("%d forms/%s %s", forms, q.Action, q.Resource.Kind()), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					repairs, err := foresight.Repairs(policy, s, q.Action, q.Resource)
					if len(repairs) == 0 || err != nil {
						b.Fatal(repairs, err)
					}
				}
			})
		}
	}
}
