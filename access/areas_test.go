package access_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// An authority that was never built is part of a policy and denies, so that
// leaving one out by mistake opens nothing and breaks nothing.
func TestPolicyOfAuthoritiesNeverBuilt(t *testing.T) {
	p := newPolicy(t, new(sharing.Rules), new(roles.Catalog), new(profile.Site), new(casework.Practice))
	for _, r := range []access.Resource{
		&sharing.Result{ID: "1"}, &roles.Order{ID: "1"}, &profile.Case{ID: "1"}, &casework.Client{ID: "1"},
	} {
		got := p.Check(access.Subject{User: "anna"}, "view", r)
		if want := access.Deny(access.ReasonNoPolicy, ""); got != want {
			t.Errorf("%T: decided %v, want %v", r, got, want)
		}
	}
}

// onePolicy returns a policy that opens exactly one of what the two questions are
// about: what is first or what is second.
func onePolicy(t *testing.T, first bool) *access.Policy {
	t.Helper()
	rule := sharing.Rule{ID: "r", Viewers: []sharing.Party{sharing.MustParseParty("00001")}, Sharers: []sharing.Party{sharing.MustParseParty("00002")}}
	program, grant, form := "first", access.Action("first"), "first"
	if !first {
		rule.Sharers[0] = sharing.MustParseParty("00003")
		program, grant, form = "second", "second", "second"
	}
	rules, err1 := sharing.NewRules(rule)
	catalog, err2 := roles.NewCatalog(roles.Config{Define: []roles.Role{
		{Name: "editor", Grants: []roles.Grant{{Kind: "todo", Actions: []access.Action{grant}, Over: roles.OverOrg}}},
	}})
	site, err3 := profile.NewSite(profile.Config{
		Forms:    []string{"first", "second"},
		Profiles: []profile.Profile{{Name: "officer", Cases: true, Forms: map[string]profile.FormRights{form: {Read: profile.ScopeAll}}}},
	})
	practice, err4 := casework.NewPractice(casework.Config{Package: []string{program}})
	p, err5 := access.NewPolicy(rules, catalog, site, practice)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		t.Fatal(err)
	}
	return p
}

// Engines whose policy is changed in place answer, for a moment, from half of the old
// one and half of the new; and maps that are read while somebody writes to them end
// the process. Here the policy is replaced whole, and a subject and a resource may be
// in many questions at a time: the race detector watches all of it.
func TestReadersSeeAWholePolicyWhileItIsReplaced(t *testing.T) {
	policies := []*access.Policy{onePolicy(t, true), onePolicy(t, false)}
	var current atomic.Pointer[access.Policy]
	current.Store(policies[0])

	who := access.Subject{User: "anna", Facts: []access.Fact{
		&sharing.User{Account: sharing.MustParseAccount("00001-01")},
		&roles.Member{Org: "A", Roles: []string{"editor"}},
		&profile.User{Profile: "officer", Workspace: "W1"},
		&casework.User{Org: "A"},
	}}
	at := &casework.Engagement{ID: "E", Org: "A", SystemAdministrators: []string{"anna"}}
	todo := &roles.Record{Type: "todo", ID: "t", Org: "A", Owner: "anna"}
	either := [][2]access.Question{
		{{Action: sharing.ActionView, Resource: &sharing.Result{Owner: sharing.MustParseAccount("00002-01")}}, {Action: sharing.ActionView, Resource: &sharing.Result{Owner: sharing.MustParseAccount("00003-01")}}},
		{{Action: "first", Resource: todo}, {Action: "second", Resource: todo}},
		{{Action: profile.ActionRead, Resource: &profile.Case{Form: "first", RegisteredBy: "bo", Workspace: "W2"}}, {Action: profile.ActionRead, Resource: &profile.Case{Form: "second", RegisteredBy: "bo", Workspace: "W2"}}},
		{{Action: casework.ActionAssign, Resource: &casework.Program{ID: "first", Engagement: at}}, {Action: casework.ActionAssign, Resource: &casework.Program{ID: "second", Engagement: at}}},
	}

	done := make(chan struct{})
	var writers, readers sync.WaitGroup
	writers.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-done:
				return
			default:
				current.Store(policies[i%2])
			}
		}
	})
	for range 4 {
		readers.Go(func() {
			for i := range 10_000 {
				p, pair := current.Load(), either[i%len(either)]
				first := p.Check(who, pair[0].Action, pair[0].Resource)
				second := p.Check(who, pair[1].Action, pair[1].Resource)
				if first.Allowed == second.Allowed || first.Allowed != (p == policies[0]) {
					t.Errorf("one policy answers %v and %v", first, second)
					return
				}
			}
		})
	}
	readers.Wait()
	close(done)
	writers.Wait()
}

// Engines that keep decisions under a key made of joined texts, or that let an
// authority answer for whatever begins like its kinds, mix up kinds that look alike.
func TestKindsThatLookAlikeAreOthers(t *testing.T) {
	p := onePolicy(t, true)
	for _, kind := range []access.Kind{"", "*", "todo*", "tod", "todo ", " todo", "todo.", "Todo", "TODO", "todo\u200b", "t\u043edo", "sharing.", "sharing.result*", "profile", "profile.case.x"} {
		if a, ok := p.Authority(kind); ok {
			t.Errorf("%T decides about kind %q", a, kind)
		}
		r := &roles.Record{Type: kind, ID: "t", Org: "A", Owner: "anna"}
		s := access.Subject{User: "anna", Facts: []access.Fact{&roles.Member{Org: "A", Roles: []string{"editor"}}}}
		if d := p.Check(s, "first", r); d != access.Deny(access.ReasonUnknownKind, "") {
			t.Errorf("kind %q: got %v", kind, d)
		}
	}
}
