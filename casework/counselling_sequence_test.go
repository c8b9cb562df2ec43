package casework_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/casework"
)

// counsellors are everybody there is; each works for one organisation.
var counsellors = []casework.Person{at("a@X"), at("b@X"), at("c@X"), at("d@X"), at("e@Y"), at("f@Y")}

func as(p casework.Person) access.Subject { return worker(p.User, p.Org) }

// drawCounselled returns a client of X or Y as rows may say, tidy or not.
func drawCounselled(t *rapid.T) *casework.Client {
	org, user := "X", rapid.SampledFrom([]string{"a", "b", "c", "d"})
	if rapid.IntRange(0, 3).Draw(t, "elsewhere") == 0 {
		org, user = "Y", rapid.SampledFrom([]string{"e", "f"})
	}
	return &casework.Client{
		ID:          "K1",
		Org:         org,
		Responsible: user.Draw(t, "responsible"),
		Shared:      rapid.SliceOfN(rapid.OneOf(user, rapid.Just("")), 0, 5).Draw(t, "shared"),
	}
}

// A counsellingAct is one act of sharing, unsharing or transferring.
type counsellingAct struct {
	action  access.Action
	to      casework.Person
	org     string
	sure    casework.ShareConfirmation
	confirm casework.TransferConfirmation
}

func drawCounsellingAct(t *rapid.T) counsellingAct {
	return counsellingAct{
		action:  rapid.SampledFrom([]access.Action{casework.ActionShare, casework.ActionUnshare, casework.ActionTransfer}).Draw(t, "act"),
		to:      rapid.SampledFrom(append(slices.Clone(counsellors), casework.Person{})).Draw(t, "to"),
		org:     rapid.SampledFrom([]string{"X", "X", "Y", ""}).Draw(t, "org"),
		sure:    casework.ShareConfirmation{Sure: rapid.IntRange(0, 9).Draw(t, "sure") > 0},
		confirm: casework.TransferConfirmation{Sure: rapid.IntRange(0, 9).Draw(t, "sure") > 0, AwareOfLoss: true},
	}
}

func (a counsellingAct) take(p *casework.Practice, actor access.Subject, c *casework.Client) (*casework.Client, report.Report, error) {
	switch a.action {
	case casework.ActionShare:
		return p.Share(actor, c, a.to, a.sure)
	case casework.ActionUnshare:
		return p.Unshare(actor, c, a.to.User)
	default:
		return p.Transfer(actor, c, a.org, a.to, a.confirm)
	}
}

// viewers returns who may view the client.
func viewers(p *casework.Practice, c *casework.Client) map[string]bool {
	can := make(map[string]bool)
	for _, person := range counsellors {
		if p.Check(as(person), casework.ActionView, c).Allowed {
			can[person.User] = true
		}
	}
	return can
}

func drawPractice(t *rapid.T) *casework.Practice {
	p, err := casework.NewPractice(casework.Config{SharedMayShare: rapid.Bool().Draw(t, "sharedMayShare")})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Whoever Check denies is denied by that decision, and nobody else is; inputs are
// neither changed nor shared; what is done is what the report says, seen by Check;
// and doing it again changes nothing.
func TestCounsellingActsDoWhatCheckAndTheirReportsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		practice, c, act := drawPractice(t), drawCounselled(t), drawCounsellingAct(t)
		actor := as(rapid.SampledFrom(counsellors).Draw(t, "actor"))
		before := copyOf(c)
		d := practice.Check(actor, act.action, c)
		next, result, err := act.take(practice, actor, c)
		if !cmp.Equal(before, c) {
			t.Fatalf("the input has changed: %s", cmp.Diff(before, c))
		}
		var denied *access.DeniedError
		if errors.As(err, &denied); (denied != nil) == d.Allowed || denied != nil && denied.Decision != d {
			t.Fatalf("Check: %v; the act: %v", d, err)
		}
		if err != nil {
			if next != nil {
				t.Fatalf("got %v beside %v", next, err)
			}
			return
		}
		if next.ID != c.ID || next.Responsible == "" || next.Org == "" {
			t.Fatalf("got %+v", next)
		}

		could, can := viewers(practice, c), viewers(practice, next)
		done := make(map[string]bool)
		for _, i := range result.Items {
			if i.Outcome == report.Done && i.What == "client" {
				done[i.Who+" "+i.Effect.String()] = true
			}
		}
		want := make(map[string]bool)
		for _, person := range counsellors {
			user := person.User
			if can[user] && !could[user] {
				want[user+" gains"] = true
			} else if could[user] && !can[user] {
				want[user+" loses"] = true
			}
		}
		if diff := cmp.Diff(want, done); diff != "" {
			t.Fatalf("from %+v to %+v, (-Check +report):\n%s", c, next, diff)
		}

		again, _, err := act.take(practice, actor, next)
		if err == nil && !cmp.Equal(again, next) {
			t.Fatalf("again: %s", cmp.Diff(next, again))
		}
		if act.action == casework.ActionTransfer && err == nil {
			t.Fatal("transferred twice")
		}
		for i := range next.Shared {
			next.Shared[i] = "scribble"
		}
		_ = append(next.Shared, "scribble")
		if !cmp.Equal(before, c) {
			t.Fatalf("the next shares memory: %s", cmp.Diff(before, c))
		}
	})
}

// A client that changes has one responsible, who is not on its list, and on its
// list nobody twice and nobody without a name.
func TestClientsThatChangeAreTidy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		practice, c, act := drawPractice(t), drawCounselled(t), drawCounsellingAct(t)
		next, _, err := act.take(practice, worker(c.Responsible, c.Org), c)
		if err != nil || cmp.Equal(c, next) {
			return
		}
		for i, user := range next.Shared {
			if user == "" || user == next.Responsible || slices.Index(next.Shared, user) != i {
				t.Fatalf("got %+v", next)
			}
		}
	})
}

// Whatever those do who are not responsible for a client, alone or together, with
// clients of their own besides: it stays where it is, nobody loses it, and nobody
// gains it unless one of them may share it.
func TestColludingCounsellorsGainNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		practice, c := drawPractice(t), drawCounselled(t)
		first, could := copyOf(c), viewers(practice, c)
		own := &casework.Client{ID: "K2", Org: "X", Responsible: "b"}
		mayShare := false
		var colluders []casework.Person
		for _, person := range counsellors {
			if person.User != c.Responsible {
				colluders = append(colluders, person)
				mayShare = mayShare || practice.Check(as(person), casework.ActionShare, c).Allowed
			}
		}
		for range rapid.IntRange(1, 12).Draw(t, "acts") {
			actor, act := as(rapid.SampledFrom(colluders).Draw(t, "actor")), drawCounsellingAct(t)
			if rapid.IntRange(0, 3).Draw(t, "which") == 0 {
				if next, _, err := act.take(practice, actor, own); err == nil {
					own = next
				}
				continue
			}
			next, _, err := act.take(practice, actor, c)
			if err != nil {
				continue
			}
			if act.action != casework.ActionShare {
				t.Fatalf("%s did %s", actor.User, act.action)
			}
			c = next
		}
		if c.Responsible != first.Responsible || c.Org != first.Org || c.ID != first.ID {
			t.Fatalf("from %+v to %+v", first, c)
		}
		can := viewers(practice, c)
		for _, person := range counsellors {
			user := person.User
			if could[user] && !can[user] || can[user] && !could[user] && !(mayShare && person.Org == c.Org) {
				t.Fatalf("%s: from %+v to %+v", user, first, c)
			}
		}
		if !mayShare && !cmp.Equal(first, c) {
			t.Fatalf("from %+v to %+v", first, c)
		}
	})
}
