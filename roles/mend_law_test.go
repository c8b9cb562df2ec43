package roles_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
	"lupa.example/roles"
	"lupa.example/roles/rolestest"
)

// A repair allows when all of it is done, and no part of it does; no repair contains
// another; and the asker may take an act of one exactly if the act lets them.
func TestRepairsHelp(t *testing.T) {
	kinds := make(map[string]int)
	rapid.Check(t, func(t *rapid.T) {
		config := rolestest.Configs().Draw(t, "config")
		c := catalogue(t, config)
		q := rolestest.Questions(c).Draw(t, "question")
		policy, err := access.NewPolicy(c)
		if err != nil {
			t.Fatal(err)
		}
		repairs, err := foresight.Repairs(policy, q.Subject, q.Action, q.Resource)
		if err != nil || len(repairs) > 0 && c.Check(q.Subject, q.Action, q.Resource).Allowed {
			t.Fatalf("%v, error %v\n%s", repairs, err, accesstest.Describe(q))
		}
		told := make([][]string, len(repairs))
		for i, repair := range repairs {
			if !mended(t, config, q, repair.Steps) {
				t.Fatalf("%v does not help\n%s", repair, accesstest.Describe(q))
			}
			for j, step := range repair.Steps {
				if mended(t, config, q, slices.Delete(slices.Clone(repair.Steps), j, j+1)) {
					t.Fatalf("%v helps without %v\n%s", repair, step, accesstest.Describe(q))
				}
				askerMay(t, c, q, step)
				told[i] = append(told[i], step.String())
				kinds[string(step.Item.What.Kind)]++
			}
			for _, other := range told[:i] {
				if !slices.ContainsFunc(other, func(step string) bool { return !slices.Contains(told[i], step) }) {
					t.Fatalf("%v contains %v\n%s", told[i], other, accesstest.Describe(q))
				}
			}
		}
	})
	if kinds[string(roles.KindRole)] == 0 && !testing.Short() { // which draws less
		t.Error("no step was about a role")
	}
	t.Logf("steps: %v", kinds)
}

// mended asks the question again where the steps have been taken.
func mended(t *rapid.T, config roles.Config, q access.Question, steps []foresight.Step) bool {
	config.Define = slices.Clone(config.Define)
	s := q.Subject
	s.Facts = slices.Clone(s.Facts)
	for _, step := range steps {
		item := step.Item
		where := item.Where.ID
		switch what := item.What; what.Kind {
		case roles.KindSwitch:
			*map[string]*bool{"approverSignsIn": &config.ApproverSignsIn, "samePersonSignedIn": &config.SamePersonSignedIn, "fourEyes": &config.FourEyes}[what.ID] = item.Effect == report.Gain
		case roles.KindGrant:
			i := slices.IndexFunc(config.Define, func(r roles.Role) bool { return r.Name == item.Who.ID })
			g := roles.Grant{Kind: item.Where.Kind, Actions: []access.Action{q.Action}, Over: roles.OverOrg}
			if strings.HasSuffix(what.ID, " over own") {
				g.Over = roles.OverOwn
			}
			config.Define[i].Grants = append(slices.Clone(config.Define[i].Grants), g)
		case roles.KindSignedIn:
			s.SignIn = access.SignedIn
		case roles.KindSignedOut:
			s.SignIn = access.SignedOut
		case roles.KindPermission:
			s.Facts = append(s.Facts, &roles.Member{Org: where, Assignments: []string{what.ID}})
		case roles.KindRole, roles.KindCreating:
			if item.Effect == report.Gain {
				s.Facts = append(s.Facts, &roles.Member{Org: where, Roles: []string{what.ID}})
				continue
			}
			c := catalogue(t, config)
			for i, f := range s.Facts {
				if m := *f.(*roles.Member); m.Org == where {
					m.Roles = slices.DeleteFunc(slices.Clone(m.Roles), func(name string) bool {
						return name == what.ID || what.Kind == roles.KindCreating && creates(c, []string{name})
					})
					s.Facts[i] = &m
				}
			}
		default:
			t.Fatalf("%+v", step)
		}
	}
	return catalogue(t, config).Check(s, q.Action, q.Resource).Allowed
}

// askerMay fails unless the act decides about the asker, on themselves, as the step says.
func askerMay(t *rapid.T, c *roles.Catalog, q access.Question, step foresight.Step) {
	self := roles.Registrant{ID: q.Subject.User}
	for _, f := range q.Subject.Facts {
		self.Members = append(self.Members, *f.(*roles.Member))
	}
	at, name, all := roles.Place{Org: step.Item.Where.ID, Agent: true}, step.Item.What.ID, slices.Values([]roles.Registrant{self})
	var err error
	switch step.Act {
	case "roles.assign-roles":
		_, _, err = c.AssignRoles(q.Subject, self, at, []string{name})
	case "roles.create-registrant":
		_, _, err = c.CreateRegistrant(q.Subject, roles.NewAccount{ID: self.ID}, at, []string{name}, roles.Register{Registrants: all})
	case "roles.give-permission":
		_, _, err = c.GivePermission(q.Subject, self, at, name)
	case "roles.withdraw-roles":
		if step.Item.What.Kind == roles.KindRole {
			_, _, err = c.WithdrawRoles(q.Subject, self, at, []string{name}, all)
			break
		}
		var held []string
		for _, m := range self.Members {
			if m.Org == at.Org {
				held = append(held, slices.DeleteFunc(slices.Clone(m.Roles), func(name string) bool { return !creates(c, []string{name}) })...)
			}
		}
		_, _, err = c.WithdrawRoles(q.Subject, self, at, held, all)
	case "":
		var want access.Decision
		if step.Item.What.Kind == roles.KindSignedIn {
			want = c.Check(q.Subject, roles.ActionSignIn, &roles.Organisation{ID: at.Org})
		}
		if step.Asker != want {
			t.Fatalf("%v: told is %v, want %v", step, step.Asker, want)
		}
		return
	default:
		t.Fatalf("%v is done by no act", step)
	}
	var denied *access.DeniedError
	switch {
	case errors.As(err, &denied) && step.Asker != denied.Decision, err == nil && !step.Asker.Allowed, err != nil && denied == nil && !step.Asker.Allowed:
		t.Fatalf("%v: the act says %v, told is %v\n%s", step, err, step.Asker, accesstest.Describe(q))
	}
}
