package export_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/casework"
	"lupa.example/examples/openfga/export"
	"lupa.example/profile"
	"lupa.example/profile/profiletest"
	"lupa.example/roles"
	"lupa.example/sharing"
	"lupa.example/sharing/sharingtest"
)

func policyOf(t testing.TB, authorities ...access.Authority) *access.Policy {
	t.Helper()
	p, err := access.NewPolicy(authorities...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestModelIsOne has the model depend on roles and the practice's switches only, and be the
// same each time.
func TestModelIsOne(t *testing.T) {
	first := must(export.Model(nil))
	for seed := range 5 {
		p := policyOf(t, sharingtest.Rules().Example(seed), profiletest.Sites().Example(seed),
			must(casework.NewPractice(casework.Config{Package: []string{fmt.Sprint(seed)}})))
		if m := must(export.Model(p)); !proto.Equal(m, first) {
			t.Errorf("the model of\n%v\nis another", p)
		}
	}
	p := policyOf(t, must(roles.NewCatalog(roles.Config{Portal: true})))
	if m := must(export.Model(p)); proto.Equal(m, first) || !proto.Equal(m, must(export.Model(p))) {
		t.Error("a catalogue makes no difference, or a different one each time")
	}
}

// TestModelIsTooLarge defines more roles and kinds than a model may hold, and as many as it
// may.
func TestModelIsTooLarge(t *testing.T) {
	catalog := func(kinds, each int) *access.Policy {
		var c roles.Config
		for i := range kinds {
			for j := range each {
				c.Define = append(c.Define, roles.Role{Name: fmt.Sprintf("%d %d %s", i, j, strings.Repeat("x", 200)), Grants: []roles.Grant{
					{Kind: access.Kind(fmt.Sprint("kind ", i)), Actions: []access.Action{"do"}, Over: roles.OverOrg}}})
			}
		}
		return policyOf(t, must(roles.NewCatalog(c)))
	}
	for _, c := range []struct {
		kinds, each int
		want        string
	}{
		{76, 1, ""},
		{77, 1, "has 101 types; want 100 at most"},
		{1, 1500, ""},
		{1, 2100, "bytes; want 262144 at most"},
	} {
		m, err := export.Model(catalog(c.kinds, c.each))
		switch {
		case c.want == "" && err != nil, c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%d kinds, %d roles for each: %v; want %q", c.kinds, c.each, err, c.want)
		case err == nil:
			store, err := memory(t).NewStore(t.Context(), "test")
			if err != nil {
				t.Fatal(err)
			}
			if err := store.SetModel(t.Context(), m); err != nil {
				t.Errorf("%d kinds, %d roles for each: %v", c.kinds, c.each, err)
			}
		}
	}
}

// TestNothingOpens has areas without any rule write nothing, and those that were never
// built leave every question out.
func TestNothingOpens(t *testing.T) {
	unbuilt := policyOf(t, new(sharing.Rules), new(roles.Catalog), new(profile.Site), new(casework.Practice))
	empty := policyOf(t, must(sharing.NewRules()), must(roles.NewCatalog(roles.Config{})), must(profile.NewSite(profile.Config{})), must(casework.NewPractice(casework.Config{})))
	for _, p := range []*access.Policy{nil, unbuilt, empty} {
		for tuple := range export.Tuples(p, nil) {
			t.Errorf("without any rule there is %v", tuple)
		}
	}
	store := filled(t, memory(t), empty, nil)
	n := newTally()
	for _, w := range worlds {
		var all []access.Question
		for i := range 200 {
			q := w.ask(w.policy(0)).Example(i)
			all = append(all, q)
			if _, err := export.Check(unbuilt, q); err == nil {
				t.Fatalf("what was never built lets a question pass\n%s", accesstest.Describe(q))
			}
		}
		n.compare(t, store, empty, all, export.ContextualAll)
	}
	if len(n.asked) < 10 {
		t.Errorf("%d kinds were asked about", len(n.asked))
	}
}

// TestRules takes the last rule away and has nothing left of it.
func TestRules(t *testing.T) {
	r := sharing.Rule{ID: "r", Viewers: []sharing.Party{sharing.MustParseParty("00001-01"), sharing.MustParseParty("00001-01")},
		Sharers: []sharing.Party{sharing.MustParseParty("00002*"), sharing.MustParseParty("00002")}}
	with := policyOf(t, must(sharing.NewRules(r)))
	c := export.Changes(export.Tuples(with, nil), export.Tuples(policyOf(t, must(sharing.NewRules())), nil))
	var deleted []string
	for _, b := range c.Batches(0, 0) {
		for _, tuple := range b.Tuples {
			deleted = append(deleted, b.Stage.String()+" "+tuple.String())
		}
	}
	want := "revoke sharing.rule:r#viewer@sharing.account:00001-01#actor\nrevoke sharing.group:00002%2A#sharer_in@sharing.rule:r"
	if got := strings.Join(deleted, "\n"); got != want {
		t.Errorf("to take the rule away:\n%s\nwant:\n%s", got, want)
	}
}

func TestNewRows(t *testing.T) {
	client := func(responsible string, shared ...string) *casework.Client {
		return &casework.Client{ID: "C", Org: "O", Responsible: responsible, Shared: shared}
	}
	for _, c := range []struct {
		people    []access.Subject
		resources []access.Resource
		want      string
	}{
		{[]access.Subject{{}}, nil, "export: people[0]: has no name"},
		{[]access.Subject{{User: "a"}, {User: "a"}}, nil, `export: people[1]: is "a" again`},
		{nil, []access.Resource{nil}, "export: rows[0]: is <nil>, which is no row of the four areas"},
		{nil, []access.Resource{(*roles.Order)(nil)}, "export: rows[0]: is *roles.Order, which is no row of the four areas"},
		{nil, []access.Resource{embedding{&sharing.Result{ID: "R"}}}, "export: rows[0]: is export_test.embedding, which is no row of the four areas"},
		{nil, []access.Resource{&roles.Order{Org: "A", CreatedBy: "a"}}, "export: rows[0]: is *roles.Order without an id"},
		{nil, []access.Resource{&casework.Program{ID: "p", Engagement: &casework.Engagement{Org: "O"}}}, "export: rows[0].engagement: is *casework.Engagement without an id"},
		{nil, []access.Resource{client("a"), &casework.Session{ID: "S", Client: client("b")}}, `export: rows[1].client: is casework.client "C" again, and says something else of it`},
		{nil, []access.Resource{client("a", "b", "c"), &casework.Session{ID: "S", Client: client("a", "c", "b", "b")}}, ""},
		{nil, []access.Resource{&roles.Record{Type: "x", ID: "1", Org: "A"}, &roles.Record{Type: "y", ID: "1", Org: "B"}}, ""},
	} {
		_, err := export.NewRows(c.people, c.resources)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)) {
			t.Errorf("%v, %v: %v; want %q", c.people, c.resources, err, c.want)
		}
	}
}

// TestTuplesStops stops at each tuple, and begins again.
func TestTuplesStops(t *testing.T) {
	h := newHouse(rand.New(rand.NewPCG(1, 1)))
	all := export.Tuples(h.policy(), h.rows(t))
	total := 0
	for range all {
		total++
	}
	for stop := range total {
		n := 0
		for range all {
			if n == stop {
				break
			}
			n++
		}
		if n != stop {
			t.Fatalf("%d tuples came before the stop; want %d", n, stop)
		}
	}
}

// An embedding row is a kind's and of another type.
type embedding struct{ *sharing.Result }

// TestLeftOut reaches every entry of the table, and has each name whatever is left out by
// it. What is left out because tuples add up has none.
func TestLeftOut(t *testing.T) {
	p := policyOf(t, must(sharing.NewRules()), must(profile.NewSite(profile.Config{})), must(casework.NewPractice(casework.Config{})), must(roles.NewCatalog(roles.Config{Portal: true})))
	result := &sharing.Result{ID: "R", Owner: sharing.MustParseAccount("00001-01")}
	many := &profile.Case{ID: "C", Form: "F"}
	for i := range export.MaxContextual {
		many.Users = append(many.Users, fmt.Sprint("user ", i))
	}
	twice := access.Subject{User: "a", Facts: []access.Fact{
		&sharing.User{Staff: true}, &sharing.User{Account: result.Owner},
		&profile.User{Profile: "p", Groups: []string{"g"}}, &profile.User{Profile: "p", Groups: []string{"g", "h"}},
		&casework.User{Org: "O"}, &casework.User{Org: "O", Steward: true}}}
	n := newTally()
	for _, c := range []struct {
		q    access.Question
		want export.Circumstance
	}{
		{access.Question{Action: "view", Resource: result}, export.NoUser},
		{access.Question{Subject: access.Subject{User: "a"}, Action: "view"}, export.NoResource},
		{access.Question{Subject: access.Subject{User: "a"}, Action: "view", Resource: (*sharing.Result)(nil)}, export.NoResource},
		{access.Question{Subject: access.Subject{User: "a"}, Action: "view", Resource: embedding{result}}, export.UnknownKind},
		{access.Question{Subject: access.Subject{User: "a"}, Action: "create", Resource: &roles.Record{Type: roles.KindOrder, Org: "A"}}, export.UnknownKind},
		{access.Question{Subject: access.Subject{User: "a"}, Action: "do", Resource: &roles.Record{Type: "x", Org: "A"}}, export.UnknownKind},
		{access.Question{Subject: access.Subject{User: "a"}, Action: "view", Resource: &roles.Agreement{Org: "A"}}, export.Unbuilt},
		{access.Question{Subject: access.Subject{User: "a"}, Action: "change", Resource: result}, export.UnknownAction},
		{access.Question{Subject: access.Subject{User: "a"}, Action: "view", Resource: new(sharing.Result)}, export.Incomplete},
		{access.Question{Subject: twice, Action: "view", Resource: result}, export.Ambiguous},
		{access.Question{Subject: twice, Action: "read", Resource: many}, export.Ambiguous},
		{access.Question{Subject: twice, Action: "view", Resource: &casework.Client{Org: "O", Responsible: "a"}}, export.Ambiguous},
		{access.Question{Subject: access.Subject{User: "a"}, Action: "query", Resource: &profile.Search{Forms: []string{"F"}}}, export.Always},
		{access.Question{Subject: access.Subject{User: "a"}, Action: "remove", Resource: &casework.Access{Consultant: "b", Engagement: &casework.Engagement{Org: "O"}}}, export.Always},
		{access.Question{Subject: access.Subject{User: "a"}, Action: "read", Resource: many}, export.TooMany},
	} {
		p := p
		if c.want == export.Unbuilt {
			p = policyOf(t, new(roles.Catalog))
		}
		_, err := export.Check(p, c.q)
		if err == nil {
			_, err = export.ContextualAll(p, c.q)
		}
		n.leave(t, p, c.q, err)
		if all, err := export.ContextualAll(p, c.q); err == nil || all != nil {
			t.Errorf("%v rides with a question that is left out (%v)", all, err)
		}
		if rides := export.Contextual(p, c.q); rides != nil && c.want != export.TooMany {
			t.Errorf("%v rides with a question that is left out", rides)
		}
		if left := new(export.LeftOutError); errors.As(err, &left) && (left.Circumstance != c.want || c.q.Resource != nil && c.want != export.NoResource && !left.Names(c.q.Resource.Kind(), c.q.Action)) {
			t.Errorf("it is left out as %q; want %q\n%s", left.Circumstance, c.want, accesstest.Describe(c.q))
		}
	}
	for _, l := range export.TableOfLeftOut() {
		if n.left[l] == 0 {
			t.Errorf("nothing is left out by %v", l)
		}
	}
	rows := must(export.NewRows([]access.Subject{twice}, nil))
	for tuple := range export.Tuples(p, rows) {
		t.Errorf("of an ambiguous person there is %v", tuple)
	}
}

// TestOneArea keeps the people and rows of all areas in the store of a policy of one: what
// it does not decide about has no tuples, and it takes the rest.
func TestOneArea(t *testing.T) {
	h := newHouse(rand.New(rand.NewPCG(2, 1)))
	people := []access.Subject{h.subject(names[0], access.SignInUnknown)}
	resources := append(h.resources(), &roles.Record{Type: "defined elsewhere", ID: "1", Org: "O1", Owner: names[0]})
	rows := must(export.NewRows(people, resources))
	e := memory(t)
	for _, a := range []access.Authority{h.rules, h.catalog, h.site, h.practice} {
		p := policyOf(t, a)
		filled(t, e, p, rows)
		asked := 0
		for _, r := range resources {
			for tuple := range export.Tuples(p, rows) {
				if _, decided := p.Authority(r.Kind()); !decided && strings.HasPrefix(tuple.Object, string(r.Kind())+":") {
					t.Errorf("%T does not decide about %v", a, tuple)
				}
			}
			for _, action := range p.Actions(r.Kind()) {
				if _, err := export.Check(p, access.Question{Subject: people[0], Action: action, Resource: r}); err == nil {
					asked++
				}
			}
		}
		if asked == 0 {
			t.Errorf("%T decides about no row", a)
		}
	}
}
