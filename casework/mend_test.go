package casework_test

import (
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
	"lupa.example/casework"
	"lupa.example/casework/caseworktest"
)

// A case of mending is a question about the practice of a configuration that uma asks, of
// whom one fact or several are known.
type mendable struct {
	config casework.Config
	facts  []casework.User
	action access.Action
	row    access.Resource
}

func (m mendable) subject() access.Subject {
	s := access.Subject{User: "uma"}
	for _, fact := range m.facts {
		s.Facts = append(s.Facts, &fact)
	}
	return s
}

func (m mendable) check(t *testing.T) access.Decision {
	p, err := casework.NewPractice(m.config)
	if err != nil {
		t.Fatal(err)
	}
	return p.Check(m.subject(), m.action, m.row)
}

func (m mendable) repairs(t *testing.T) []foresight.Repair {
	t.Helper()
	all, err := foresight.Repairs(mustPolicy(t, m.config), m.subject(), m.action, m.row)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (m mendable) String() string {
	return accesstest.Describe(access.Question{Subject: m.subject(), Action: m.action, Resource: m.row})
}

// clone returns a copy that can be changed.
func (m mendable) clone() mendable {
	m.config.Package = slices.Clone(m.config.Package)
	m.facts = slices.Clone(m.facts)
	m.row = withRow(m.row, copyOf, copyOfEngagement)
	return m
}

// withRow returns the resource with another client or engagement in it.
func withRow(r access.Resource, client func(*casework.Client) *casework.Client, engagement func(*casework.Engagement) *casework.Engagement) access.Resource {
	switch r := r.(type) {
	case *casework.Client:
		return client(r)
	case *casework.Session:
		return &casework.Session{Client: client(r.Client)}
	case *casework.Engagement:
		return engagement(r)
	case *casework.Access:
		return &casework.Access{Consultant: r.Consultant, Engagement: engagement(r.Engagement)}
	default:
		return &casework.Program{ID: r.(*casework.Program).ID, Engagement: engagement(r.(*casework.Program).Engagement)}
	}
}

func (m mendable) client() (c *casework.Client) {
	withRow(m.row, func(of *casework.Client) *casework.Client { c = of; return of }, func(e *casework.Engagement) *casework.Engagement { return e })
	return c
}

func (m mendable) engagement() (e *casework.Engagement) {
	withRow(m.row, func(c *casework.Client) *casework.Client { return c }, func(of *casework.Engagement) *casework.Engagement { e = of; return of })
	return e
}

// A single change of a part, which a service or an act of the library can make. What an
// item says of it stands before it.
type singleChange struct {
	item string
	make func(*mendable)
}

var mendedPrograms = []string{"p", "q", "r"}

// personChanges are that uma acts for an organisation, if she acts for none, of which
// nobody is a steward; and that she is a steward. Facts that contradict each other stay
// as they are.
func (m mendable) personChanges() (all []singleChange) {
	each := func(change func(*mendable, *casework.User)) func(*mendable) {
		return func(m *mendable) {
			if m.facts == nil {
				m.facts = make([]casework.User, 1)
			}
			for i := range m.facts {
				change(m, &m.facts[i])
			}
		}
	}
	if len(m.facts) == 2 && m.facts[0] != m.facts[1] {
		return nil
	}
	for _, org := range []string{"O", "X"} {
		if len(m.facts) == 0 || m.facts[0].Org == "" {
			all = append(all, singleChange{"uma gains organisation " + org, each(func(_ *mendable, u *casework.User) { *u = casework.User{Org: org} })})
		}
		all = append(all, singleChange{"uma gains steward (organisation " + org + ")", each(func(m *mendable, u *casework.User) {
			u.Steward = u.Steward || m.client() != nil && m.client().Org == org
		})})
	}
	return all
}

// rowChanges are what acts give uma, and that somebody comes to be an administrator at a
// client company. An incomplete row, which no act takes, stays as it is.
func (m mendable) rowChanges() (all []singleChange) {
	add := func(item string, make func(*mendable)) { all = append(all, singleChange{item, make}) }
	if c := m.client(); c != nil && c.Org != "" && c.Responsible != "" {
		add("uma gains responsibility (client C)", func(m *mendable) { m.client().Responsible = "uma" })
		add("uma gains client work (client C)", func(m *mendable) { m.client().Shared = append(m.client().Shared, "uma") })
	}
	if m.engagement() == nil {
		return all
	}
	at := " (engagement E)"
	add("uma gains system administrator"+at, func(m *mendable) {
		m.engagement().SystemAdministrators = append(m.engagement().SystemAdministrators, "uma")
	})
	add("colleague gains system administrator"+at, func(m *mendable) {
		m.engagement().SystemAdministrators = append(m.engagement().SystemAdministrators, "wim")
	})
	for _, p := range mendedPrograms {
		add("uma gains program administrator "+p+at, func(m *mendable) {
			of := m.engagement().ProgramAdministrators
			of[p] = append(of[p], "uma")
		})
	}
	add("uma gains access"+at, func(m *mendable) {
		m.engagement().Consultants["uma"] = append([]string{}, m.engagement().Consultants["uma"]...)
	})
	for _, p := range m.config.Package {
		add("uma gains program "+p+at, func(m *mendable) {
			if programs, hasAccess := m.engagement().Consultants["uma"]; hasAccess {
				m.engagement().Consultants["uma"] = append(programs, p)
			}
		})
	}
	return all
}

func (m mendable) ruleChanges() []singleChange {
	all := []singleChange{
		{"practice gains switch sharedMayShare", func(m *mendable) { m.config.SharedMayShare = true }},
		{"practice gains switch stewards", func(m *mendable) { m.config.Stewards = true }},
	}
	for _, p := range mendedPrograms {
		if !slices.Contains(m.config.Package, p) {
			all = append(all, singleChange{"practice gains program " + p, func(m *mendable) { m.config.Package = append(m.config.Package, p) }})
		}
	}
	return all
}

// most is how many changes are tried together: one more than any repair here takes.
const most = 3

// smallest returns the smallest sets of the changes that allow the question, by trying all.
func (m mendable) smallest(t *testing.T, changes []singleChange) map[string]bool {
	found := map[string]bool{}
	var sets []uint
	for n := 1; n <= most; n++ {
		for set := range uint(1) << len(changes) {
			if bits.OnesCount(set) != n || slices.ContainsFunc(sets, func(smaller uint) bool { return set&smaller == smaller }) {
				continue
			}
			next := m.clone()
			var items []string
			for i, c := range changes {
				if set&(1<<i) != 0 {
					c.make(&next)
					items = append(items, c.item)
				}
			}
			if next.check(t).Allowed {
				sets = append(sets, set)
				found[joined(items)] = true
			}
		}
	}
	return found
}

func joined(items []string) string {
	slices.Sort(items)
	return strings.Join(items, "; ")
}

// told returns the sets that a repair says: several where it names no program of those
// that would do.
func (m mendable) told(r foresight.Repair) (sets []string) {
	programs := mendedPrograms
	if m.action == casework.ActionGive {
		programs = m.config.Package
	}
	some := report.Thing{Kind: casework.KindProgramAdministrator}
	for _, s := range r.Steps {
		if s.Item.What == some {
			for _, p := range programs {
				other := foresight.Repair{Steps: slices.Clone(r.Steps)}
				other.Steps[slices.IndexFunc(other.Steps, func(s foresight.Step) bool { return s.Item.What == some })].Item.What.ID = p
				sets = append(sets, m.told(other)...)
			}
			return sets
		}
	}
	var items []string
	for _, s := range r.Steps {
		s.Item.Outcome = report.Change
		items = append(items, s.Item.String())
		if s.Item.What.Kind == casework.KindProgram && s.Part == foresight.Row {
			if _, hasAccess := m.engagement().Consultants["uma"]; !hasAccess { // it is given with the program
				items = append(items, "uma gains access (engagement E)")
			}
		}
	}
	return []string{joined(items)}
}

// wantExact fails unless the repairs are exactly the smallest changes that allow what is
// denied, each told once for each act that makes it, by acts that do make it.
func (m mendable) wantExact(t *testing.T) []foresight.Repair {
	t.Helper()
	if m.check(t).Allowed {
		return nil
	}
	got, want, acts := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, changes := range [][]singleChange{m.personChanges(), m.rowChanges(), m.ruleChanges()} {
		maps.Copy(want, m.smallest(t, changes))
	}
	repairs := m.repairs(t)
	for _, r := range repairs {
		sets := m.told(r)
		if len(sets) == 0 {
			t.Fatalf("%v is nothing that could be\n%v", r, m)
		}
		for _, set := range sets {
			got[set] = true
			if by := set + " by " + r.Steps[0].Act; acts[by] {
				t.Fatalf("%s is told twice\n%v", by, m)
			} else {
				acts[by] = true
			}
		}
		for _, s := range r.Steps {
			m.wantDone(t, s)
		}
	}
	if !maps.Equal(got, want) {
		t.Fatalf("told %q, found %q\n%v\n%+v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)), m, m.config)
	}
	return repairs
}

// wantDone fails unless the step's act, by somebody who may, allows the question: by uma
// herself, if she may. What no act does says so.
func (m mendable) wantDone(t *testing.T, s foresight.Step) {
	t.Helper()
	p, c, to := mustPractice(t, m.config), m.client(), at("uma@O")
	if c != nil {
		to.Org = c.Org
	}
	var mine access.Decision
	switch s.Act {
	case "casework.share":
		mine = p.Check(m.subject(), casework.ActionShare, c)
		next, _, err := p.Share(acting(c.Responsible, c.Org), c, to, sureToShare)
		m.wantMended(t, s, next, nil, err)
	case "casework.transfer":
		mine = p.Check(m.subject(), casework.ActionTransfer, c)
		next, _, err := transfer(p, acting(c.Responsible, c.Org), c, to)
		m.wantMended(t, s, next, nil, err)
	case "casework.hand-on":
		mine = p.Check(m.subject(), casework.ActionHandOn, c)
		if mine.Allowed { // it is never to oneself
			mine = access.Decision{}
		}
		confirm, steward := casework.HandOnConfirmation{Why: casework.HasLeft, Sure: true}, asker{"zoe", c.Org, true}.subject()
		_, preview, _ := p.HandOn(steward, c, to, confirm)
		confirm.Loss = preview.Digest()
		next, _, err := p.HandOn(steward, c, to, confirm)
		m.wantMended(t, s, next, nil, err)
	case "casework.give":
		e := copyOfEngagement(m.engagement())
		selected := casework.Selection{List: []*casework.Engagement{e}, Clients: []string{"E"}, Consultants: []casework.Employee{to}}
		mine = p.Check(m.subject(), casework.ActionGive, &casework.Access{Consultant: "uma", Engagement: e})
		if s.Item.What.Kind == casework.KindProgram {
			selected.Programs = []string{s.Item.What.ID}
			mine = p.Check(m.subject(), casework.ActionAssign, &casework.Program{ID: s.Item.What.ID, Engagement: e})
		}
		actor := m.subject()
		if !mine.Allowed {
			actor = acting("zoe", "O")
			e.SystemAdministrators = append(e.SystemAdministrators, "zoe")
		}
		next, _, err := p.Give(actor, selected)
		m.wantMended(t, s, nil, next[0], err)
	default:
		if s.Act != "" {
			t.Fatalf("%v: no such act", s)
		}
	}
	if s.Asker != mine {
		t.Fatalf("%v: whether she may is told as %v, and is %v\n%v", s, s.Asker, mine, m)
	}
}

func (m mendable) wantMended(t *testing.T, s foresight.Step, c *casework.Client, e *casework.Engagement, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%v: %v\n%v", s, err, m)
	}
	next := m
	next.row = withRow(m.row, func(*casework.Client) *casework.Client { return c }, func(*casework.Engagement) *casework.Engagement { return e })
	if d := next.check(t); !d.Allowed {
		t.Fatalf("%v: after that %v\n%v", s, d, next)
	}
}

// Each sort of client against all that is known of uma, in every practice.
func TestRepairsOfClientsAreExact(t *testing.T) {
	accesstest.Large(t)
	facts := [][]casework.User{nil, {{}}, {{Steward: true}}, {{Org: "O"}}, {{Org: "O", Steward: true}}, {{Org: "X"}},
		{{Org: "O"}, {Org: "X"}}, {{Org: "O"}, {Org: "O", Steward: true}}, {{Org: "O"}, {Org: "O"}}}
	var rows []access.Resource
	for _, org := range []string{"O", "X", ""} {
		for _, responsible := range []string{"uma", "vic", ""} {
			for _, shared := range [][]string{nil, {"uma"}, {"wim"}, {"wim", "uma"}} {
				c := &casework.Client{ID: "C", Org: org, Responsible: responsible, Shared: shared}
				rows = append(rows, c, &casework.Session{Client: c})
			}
		}
	}
	repaired, hopeless := 0, 0
	for bits := range 4 {
		m := mendable{config: casework.Config{SharedMayShare: bits&1 != 0, Stewards: bits&2 != 0}}
		for _, m.facts = range facts {
			for _, m.row = range rows {
				for _, m.action = range append((*casework.Practice)(nil).Actions(m.row.Kind()), "delete") {
					if m.check(t).Allowed {
						continue
					}
					if len(m.wantExact(t)) > 0 {
						repaired++
					} else {
						hopeless++
					}
				}
			}
		}
	}
	if repaired == 0 || hopeless == 0 {
		t.Errorf("%d denials can be mended, %d cannot", repaired, hopeless)
	}
	t.Logf("%d denials can be mended, %d cannot", repaired, hopeless)
}

// Everything that somebody can be at a client company of two consultants, in practices
// with some packages.
func TestRepairsOfEngagementsAreExact(t *testing.T) {
	accesstest.Large(t)
	repaired, hopeless := 0, 0
	for bits := range 16 * 9 {
		e := &casework.Engagement{ID: "E", Org: "O", SystemAdministrators: []string{""}, ProgramAdministrators: map[string][]string{"": {"uma"}}, Consultants: map[string][]string{}}
		if bits&1 != 0 {
			e.SystemAdministrators = append(e.SystemAdministrators, "uma")
		}
		if bits&2 != 0 {
			e.ProgramAdministrators["p"] = []string{"uma"}
		}
		if bits&4 != 0 {
			e.ProgramAdministrators["r"] = []string{"uma"}
		}
		if bits&8 != 0 {
			e.Consultants["uma"] = []string{"p"}
		}
		switch bits / 16 % 3 {
		case 1:
			e.SystemAdministrators = append(e.SystemAdministrators, "vic")
		case 2:
			e.ProgramAdministrators["q"] = []string{"vic"}
		}
		e.Consultants["vic"] = [][]string{nil, {"p"}, {"p", "r"}}[bits/48]
		rows := []access.Resource{e}
		for _, name := range mendedPrograms {
			rows = append(rows, &casework.Program{ID: name, Engagement: e})
		}
		for _, name := range []string{"uma", "vic", "wim"} {
			rows = append(rows, &casework.Access{Consultant: name, Engagement: e})
		}
		// One of the packages each, such that what vic is and what vic has meet each of them.
		kind := (bits/16 + bits/48) % 3
		config := casework.Config{Package: [][]string{nil, {"p"}, {"q", "p"}}[kind]}
		m := mendable{config: config, facts: []casework.User{{Org: "O"}}}
		if kind == 0 {
			m.facts = [][]casework.User{nil, {{}}, {{Org: "X"}}, {{Org: "O"}}}[bits/4%4]
		}
		for _, m.row = range rows {
			for _, m.action = range (*casework.Practice)(nil).Actions(m.row.Kind()) {
				if m.check(t).Allowed {
					continue
				}
				if len(m.wantExact(t)) > 0 {
					repaired++
				} else {
					hopeless++
				}
			}
		}
	}
	if repaired == 0 || hopeless == 0 {
		t.Errorf("%d denials can be mended, %d cannot", repaired, hopeless)
	}
	t.Logf("%d denials can be mended, %d cannot", repaired, hopeless)
}

func TestRepairsInWords(t *testing.T) {
	for _, test := range []struct {
		config casework.Config
		s      access.Subject
		action access.Action
		row    access.Resource
		want   []string
	}{
		{agency(), anna(), casework.ActionView, bosClient(), []string{
			"anna gains client work (client C1), by casework.share (takes a confirmation)",
			"anna gains responsibility (client C1), by casework.transfer (takes a confirmation, consent to who loses the client)",
		}},
		{casework.Config{Stewards: true}, anna(), casework.ActionEdit, session(clientThat(sharedWithAnna, ofAnotherOrg)), nil},
		{casework.Config{Stewards: true}, anna(), casework.ActionUnshare, clientThat(sharedWithAnna), []string{
			"anna gains responsibility (client C1), by casework.transfer (takes a confirmation, consent to who loses the client)",
			"anna gains responsibility (client C1), by casework.hand-on (takes that the responsible has left or is unable, a confirmation, consent to who loses the client)",
		}},
		{agency(), anna(), casework.ActionShare, clientThat(sharedWithAnna), []string{
			"anna gains responsibility (client C1), by casework.transfer (takes a confirmation, consent to who loses the client)",
			"practice gains switch sharedMayShare (takes a change of the policy)",
		}},
		{casework.Config{Stewards: true}, anna(), casework.ActionHandOn, bosClient(), []string{"anna gains steward (organisation O1) (takes the organisation's appointment)"}},
		{agency(), stewardAnna(), casework.ActionHandOn, bosClient(), []string{"practice gains switch stewards (takes a change of the policy)"}},
		{agency(), access.Subject{User: "bo"}, casework.ActionView, bosClient(), []string{"bo gains organisation O1 (takes authority to act for it)"}},
		{agency(), anna(), casework.ActionView, engagementThat(), []string{
			"anna gains system administrator (engagement E1)",
			"anna gains program administrator (engagement E1)",
			"anna gains access (engagement E1), by casework.give",
		}},
		{agency(), anna(), casework.ActionUse, program("invoicing", engagementThat()), []string{"anna gains program invoicing (engagement E1), by casework.give"}},
		{agency(), anna(), casework.ActionUse, program("invoicing", engagementThat(annaAdministers("invoicing"))), []string{"anna gains program invoicing (engagement E1), by casework.give, which the asker may"}},
		{agency(), anna(), casework.ActionUse, program("tax", engagementThat()), nil},
		{agency(), anna(), casework.ActionAssign, program("tax", engagementThat(annaSystemAdministrator)), []string{"practice gains program tax (takes a change of the policy)"}},
		{agency(), anna(), casework.ActionGive, accessOf("kaj", engagementThat(annaAdministers("tax", "ads"))), []string{
			"anna gains system administrator (engagement E1)",
			"anna gains program administrator (engagement E1)",
			"practice gains program ads (takes a change of the policy)",
			"practice gains program tax (takes a change of the policy)",
		}},
		{agency(), anna(), casework.ActionRemove, accessOf("kaj", engagementThat(holding("kaj", "tax", "bookkeeping", "tax"), annaAdministers("bookkeeping"))), []string{
			"anna gains system administrator (engagement E1)",
			"anna gains program administrator tax (engagement E1)",
		}},
		{agency(), acting("sam", "O1"), casework.ActionRemove, accessOf("sam", engagementThat()), []string{"colleague gains system administrator (engagement E1)"}},
	} {
		repairs, err := foresight.Repairs(mustPolicy(t, test.config), test.s, test.action, test.row)
		var got []string
		for _, r := range repairs {
			got = append(got, r.String())
		}
		if !slices.Equal(got, test.want) || err != nil {
			t.Errorf("%s %+v: error %v, got\n%s\nwant\n%s", test.action, test.row, err, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
}

// A borrowed client is of another type, about which a practice does not decide.
type borrowed struct{ *casework.Client }

// What no act takes is not told: a row or a person without a name that a report could
// say, nobody, and what is no row of the area.
func TestNoRepairsWhereNoActWouldBeTaken(t *testing.T) {
	long := strings.Repeat("x", 1000)
	nameless, company := clientThat(func(c *casework.Client) { c.ID = "" }), engagementThat(func(e *casework.Engagement) { e.ID = "" })
	of := func(user, org string, a access.Action, r access.Resource, acts ...string) {
		t.Helper()
		repairs, err := foresight.Repairs(mustPolicy(t, agency()), acting(user, org), a, r)
		var got []string
		for _, r := range repairs {
			got = append(got, r.Steps[0].Act)
		}
		if !slices.Equal(got, acts) || err != nil {
			t.Errorf("%q %s: acts %q, error %v", user, a, got, err)
		}
	}
	of("anna", "O1", casework.ActionView, nameless)
	of(long, "O1", casework.ActionView, bosClient())
	of("anna", long, casework.ActionView, clientThat(func(c *casework.Client) { c.Org = long }))
	of("anna", "O1", casework.ActionView, company, "", "") // administrators are appointed by no act
	of(long, "O1", casework.ActionUse, program("invoicing", engagementThat()))
	of("anna", "O1", casework.ActionUse, program("invoicing", company))
	of("anna", long, casework.ActionUse, program("invoicing", engagementThat(func(e *casework.Engagement) { e.Org = long })))
	of("anna", "O1", casework.ActionAssign, program(long, engagementThat(annaSystemAdministrator)))
	of("anna", "O1", casework.ActionGive, accessOf("kaj", engagementThat(annaAdministers(long))), "", "")
	of("anna", "O1", casework.ActionRemove, accessOf("kaj", engagementThat(holding("kaj", ""))), "")
	of("", "O1", casework.ActionView, bosClient())
	of("anna", "O1", casework.ActionView, borrowed{bosClient()})
	of("anna", "O1", casework.ActionView, (*casework.Client)(nil))
	of("anna", "O1", casework.ActionGive, program("invoicing", engagementThat()))
	of("anna", "O1", casework.ActionUse, program("invoicing", nil))

	policy, err := access.NewPolicy(new(casework.Practice))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []access.Resource{bosClient(), engagementThat(), program("invoicing", engagementThat())} {
		for _, a := range policy.Actions(r.Kind()) {
			if repairs, err := foresight.Repairs(policy, anna(), a, r); len(repairs) > 0 || err != nil {
				t.Errorf("a practice that was never built: %v, error %v", repairs, err)
			}
		}
	}
	if rows := mustPractice(t, agency()).MendRow(access.Question{Subject: anna(), Action: casework.ActionView, Resource: bosClient()}); rows != nil {
		t.Errorf("a client, which is told by its row: %v", rows)
	}
}

// Nothing mends what is no atom of a condition of the area, or of one on other rows.
func TestNothingMendsOtherConditions(t *testing.T) {
	practice := mustPractice(t, agency())
	rows := []access.Resource{nil, bosClient(), session(bosClient()), engagementThat(), accessOf("cia", engagementThat()), program("invoicing", engagementThat()),
		(*casework.Client)(nil), session(nil), (*casework.Session)(nil), (*casework.Engagement)(nil), accessOf("cia", nil), program("invoicing", nil), new(foreign)}
	ofClients := []filter.Condition{filter.Is("casework.steward", true), filter.In("responsible", "anna"), filter.Has("client.shared", "anna")}
	ofEngagements := []filter.Condition{filter.Has("systemAdministrators", "anna"), filter.Has("consultants", "anna"), filter.Some("programAdministrators", filter.In("user", "anna"))}
	none := []filter.Condition{filter.Nothing(), filter.Everything(), filter.Present("org"), filter.Differs("org", "O2"), filter.Lacks("consultants", filter.In("user", "anna")), filter.In("user", "anna"), filter.In("org", "O1")}
	for i, row := range rows {
		for _, c := range slices.Concat(ofClients, ofEngagements, none) {
			fits := slices.ContainsFunc(ofClients, c.Equal) && (i == 1 || i == 2) || slices.ContainsFunc(ofEngagements, c.Equal) && (i == 3 || i == 4 || i == 5)
			for _, a := range append(practice.Actions(casework.KindClient), casework.ActionView, casework.ActionGive, casework.ActionUse) {
				q := access.Question{Subject: anna(), Action: a, Resource: row}
				if got := practice.Mend(q, foresight.Row, c); len(got) > 0 && !fits {
					t.Errorf("%v of %T: %v", c, row, got)
				}
				if got := (*casework.Practice)(nil).Mend(q, foresight.Row, c); len(got) > 0 {
					t.Errorf("no practice, %v of %T: %v", c, row, got)
				}
			}
		}
	}
}

// Whether something helps those who are denied for a reason. Each reason that denies is
// here.
var helped = map[access.Reason]bool{
	casework.ReasonOtherOrganisation:       false,
	casework.ReasonNoAccess:                true,
	casework.ReasonResponsibleOnly:         true,
	casework.ReasonNoStewards:              true,
	casework.ReasonNotSteward:              true,
	casework.ReasonOutsidePackage:          true,
	casework.ReasonNotAssigned:             true,
	casework.ReasonNotAdministrator:        true,
	casework.ReasonHoldsOtherPrograms:      true,
	casework.ReasonSystemAdministratorOnly: true,
	casework.ReasonLastSystemAdministrator: true,
	access.ReasonNoFact:                    true,
	access.ReasonAmbiguousFact:             true,
	access.ReasonIncomplete:                true,
	access.ReasonUnknownAction:             false,
	access.ReasonNoUser:                    false,
}

// What those who are denied may be told is one text for each reason, whoever asks about
// whatever; and where it is no more than the reason, nothing mends it.
func TestHintsOfEveryReason(t *testing.T) {
	told := map[access.Reason]string{}
	for seed := range 20 {
		practice := caseworktest.Practices().Example(seed)
		policy, err := access.NewPolicy(practice)
		if err != nil {
			t.Fatal(err)
		}
		questions := caseworktest.Questions(practice)
		for n := range 200 {
			q := questions.Example(1000*seed + n)
			d := policy.Check(q.Subject, q.Action, q.Resource)
			if d.Allowed || q.Resource == nil {
				continue
			}
			text := foresight.Hint(policy, q.Resource.Kind(), d)
			if before, again := told[d.Reason]; again && before != text {
				t.Errorf("%s is told as %q and as %q", d.Reason, before, text)
			}
			told[d.Reason] = text
			helps, known := helped[d.Reason]
			if !known || helps != (text != policy.Explain(access.Deny(d.Reason, ""))) || helps != (practice.Hint(d.Reason) != "") {
				t.Errorf("%s is told as %q; considered %v, helps %v", d.Reason, text, known, helps)
			}
			repairs, err := foresight.Repairs(policy, q.Subject, q.Action, q.Resource)
			if err != nil || len(repairs) > 0 && !helps {
				t.Errorf("error %v; nothing helps against %s, and yet %v", err, d.Reason, repairs)
			}
		}
	}
	for reason := range helped {
		if told[reason] == "" {
			t.Errorf("nobody is denied for %s", reason)
		}
	}
}
