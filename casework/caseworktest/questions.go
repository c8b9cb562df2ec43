package caseworktest

import (
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/casework"
)

// Questions draws questions about clients, sessions, engagements, access and
// programs, of which about half are allowed: often the person is something there.
// Some of the questions lack what they need, or say it twice.
func Questions(p *casework.Practice) *rapid.Generator[access.Question] {
	qs := questions{programs: ids}
	if offered := p.Config().Package; len(offered) > 0 {
		qs.programs = rapid.OneOf(rapid.SampledFrom(offered), rapid.SampledFrom(offered), rapid.SampledFrom(offered), ids)
	}
	return rapid.Custom(qs.draw)
}

type questions struct{ programs *rapid.Generator[string] }

// otherActions are some that most kinds have not.
var otherActions = []access.Action{"", "delete", casework.ActionView, casework.ActionGive}

func (qs questions) draw(t *rapid.T) access.Question {
	user := ids.Draw(t, "user")
	q := access.Question{Subject: access.Subject{User: user, SignIn: access.SignIn(rapid.IntRange(0, 2).Draw(t, "signIn"))}}
	var org string
	switch rapid.IntRange(0, 5).Draw(t, "kind") {
	case 0:
		c := client(t, user)
		q.Resource, org = c, c.Org
	case 1:
		n := &casework.Session{ID: ids.Draw(t, "id"), WrittenBy: ids.Draw(t, "writtenBy")}
		if rapid.IntRange(0, 9).Draw(t, "of no client") < 9 {
			n.Client = client(t, user)
			org = n.Client.Org
		}
		q.Resource = n
	case 2:
		e := qs.engagement(t, user, qs.programs.Draw(t, "program"))
		q.Resource, org = e, e.Org
	case 3:
		ac := &casework.Access{ID: ids.Draw(t, "id"), Consultant: ids.Draw(t, "consultant")}
		if rapid.IntRange(0, 4).Draw(t, "oneself") == 4 {
			ac.Consultant = user
		}
		ac.Engagement = qs.engagement(t, user, qs.programs.Draw(t, "program"))
		if held := ac.Engagement.Consultants; rapid.Bool().Draw(t, "has access") {
			held[ac.Consultant] = append(held[ac.Consultant], qs.programs.Draw(t, "held"))
		}
		q.Resource, org = ac, ac.Engagement.Org
	default:
		pr := &casework.Program{ID: qs.programs.Draw(t, "program")}
		if rapid.IntRange(0, 9).Draw(t, "of no client company") < 9 {
			pr.Engagement = qs.engagement(t, user, pr.ID)
			org = pr.Engagement.Org
		}
		q.Resource = pr
	}
	q.Action = rapid.SampledFrom((*casework.Practice)(nil).Actions(q.Resource.Kind())).Draw(t, "action")
	if rapid.IntRange(0, 19).Draw(t, "odd action") == 19 {
		q.Action = rapid.SampledFrom(otherActions).Draw(t, "action")
	}
	q.Subject.Facts = facts(t, org)
	return q
}

// client draws a client for which the user is often responsible, or with whom it is
// shared.
func client(t *rapid.T, user string) *casework.Client {
	c := Clients().Draw(t, "client")
	switch rapid.IntRange(0, 3).Draw(t, "user's part") {
	case 0:
		c.Responsible = user
	case 1, 2:
		c.Shared = append(c.Shared, user)
	}
	return c
}

// engagement draws one in which the user is often something that matters to the
// program.
func (qs questions) engagement(t *rapid.T, user, program string) *casework.Engagement {
	e := Engagements().Draw(t, "engagement")
	switch rapid.IntRange(0, 5).Draw(t, "user's part") {
	case 0:
		e.SystemAdministrators = []string{user}
	case 1:
		e.SystemAdministrators = append(e.SystemAdministrators, user)
	case 2, 3:
		e.ProgramAdministrators[program] = append(e.ProgramAdministrators[program], user)
	case 4:
		e.Consultants[user] = append(e.Consultants[user], program)
	}
	return e
}

// facts draws for whom the user acts, as a steward or not: usually the organisation
// that is asked about.
func facts(t *rapid.T, org string) []access.Fact {
	usual := &casework.User{Org: org, Steward: rapid.Bool().Draw(t, "steward")}
	switch rapid.IntRange(0, 11).Draw(t, "facts") {
	case 8:
		return []access.Fact{Users().Draw(t, "fact")}
	case 9:
		return nil
	case 10:
		return []access.Fact{usual, Users().Draw(t, "other")}
	default:
		return []access.Fact{usual}
	}
}
