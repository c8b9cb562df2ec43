package sharing_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/foresight"
	"lupa.example/sharing"
	"lupa.example/sharing/sharingtest"
)

// A repair is one step, which allows when it is taken, whichever number of a group is
// meant; none is contained in another.
func TestRepairsHelp(t *testing.T) {
	steps := make(map[access.Kind]int)
	rapid.Check(t, func(t *rapid.T) {
		rs := sharingtest.Rules().Draw(t, "rules")
		q := sharingtest.Questions(rs).Draw(t, "question")
		policy, err := access.NewPolicy(rs)
		if err != nil {
			t.Fatal(err)
		}
		repairs, err := foresight.Repairs(policy, q.Subject, q.Action, q.Resource)
		if err != nil {
			t.Fatal(err)
		}
		var told []sharing.Party
		for _, repair := range repairs {
			step := repair.Steps[0]
			steps[step.Item.What.Kind]++
			next, who := rs, sharing.User{}
			switch what := step.Item.What; {
			case len(repair.Steps) > 1:
				t.Fatalf("%v has several steps", repair)
			case step.Act == "sharing.add":
				next = addedBy(t, rs, q.Subject, step)
				who = *user(q.Subject)
			case what.Kind == sharing.KindStaff:
				who.Staff = true
			case what.ID == "":
				who.Account = sharingtest.Accounts().Draw(t, "some")
			default:
				p := sharing.MustParseParty(what.ID)
				who.Account = sharingtest.Accounts().Filter(p.Covers).Draw(t, "one of them")
				if slices.ContainsFunc(told, func(o sharing.Party) bool { return o.Covers(who.Account) }) {
					t.Fatalf("%v is told twice", who.Account)
				}
				told = append(told, p)
			}
			s := access.Subject{User: q.Subject.User, Facts: []access.Fact{&who}}
			if rs.Check(q.Subject, q.Action, q.Resource).Allowed || !next.Check(s, q.Action, q.Resource).Allowed {
				t.Fatalf("%v does not help\n%s", repair, accesstest.Describe(q))
			}
		}
	})
	if steps[sharing.KindAccount] == 0 {
		t.Errorf("steps: %v", steps)
	}
	t.Logf("steps: %v", steps)
}

// user returns what is known of somebody, of whom one thing is.
func user(s access.Subject) *sharing.User {
	fact, _ := access.Single(s, func(a, b *sharing.User) bool { return *a == *b })
	return fact
}

// addedBy returns the rules with the one that the step names, which somebody with
// authority asks for and the staff add: the asker if they may.
func addedBy(t *rapid.T, rs *sharing.Rules, asker access.Subject, step foresight.Step) *sharing.Rules {
	r := sharing.Rule{ID: "told anew", Viewers: parties(step.Item.Who.ID), Sharers: parties(step.Item.Where.ID)}
	if step.Asker != rs.Check(asker, sharing.ActionConfigure, &r) {
		t.Fatalf("%v: told is %v", step, step.Asker)
	}
	requester := access.Subject{User: "owner", Facts: []access.Fact{&sharing.User{Account: sharing.MustParseAccount(step.Item.Where.ID)}}}
	preview, err := rs.Ask(requester, r, r.Sharers)
	if err != nil {
		t.Fatal(err)
	}
	actor := asker
	if !step.Asker.Allowed {
		actor = access.Subject{User: "staff", Facts: []access.Fact{&sharing.User{Staff: true}}}
	}
	next, _, err := rs.Add(actor, sharing.Request{Rule: r, Requester: requester, Authority: r.Sharers, Acknowledged: preview.Digest()})
	if err != nil {
		t.Fatal(err)
	}
	return next
}

func parties(text string) []sharing.Party { return []sharing.Party{sharing.MustParseParty(text)} }
