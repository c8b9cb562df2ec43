package sharingtest

import (
	"slices"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/sharing"
)

// Users draws what is known about persons. Some act for no customer number, some
// are on the staff.
func Users() *rapid.Generator[*sharing.User] {
	return rapid.Custom(func(t *rapid.T) *sharing.User {
		u := &sharing.User{Staff: rapid.Bool().Draw(t, "staff")}
		if rapid.IntRange(0, 5).Draw(t, "acts") != 5 {
			u.Account = Accounts().Draw(t, "account")
		}
		return u
	})
}

// Questions draws questions about results and rules, of which about half are
// allowed: often the person acts for a viewer and the result is a sharer's of one of
// the given rules. Some of the questions lack what they need, or say it twice.
func Questions(rules *sharing.Rules) *rapid.Generator[access.Question] {
	return questions{slices.Collect(rules.All())}.generator()
}

type questions struct{ rules []sharing.Rule }

func (qs questions) generator() *rapid.Generator[access.Question] {
	ids := accesstest.Identifiers()
	return rapid.Custom(func(t *rapid.T) access.Question {
		q := access.Question{Subject: access.Subject{
			User:   ids.Draw(t, "user"),
			SignIn: access.SignIn(rapid.IntRange(0, 2).Draw(t, "signIn")),
		}}
		user := Users().Draw(t, "fact")
		if rapid.IntRange(0, 2).Draw(t, "kind") == 2 {
			q.Action = rapid.SampledFrom([]access.Action{sharing.ActionConfigure, sharing.ActionRequest}).Draw(t, "action")
			q.Resource = qs.rule(t)
		} else {
			q.Action = sharing.ActionView
			q.Resource = qs.result(t, user)
		}
		if rapid.IntRange(0, 19).Draw(t, "odd action") == 19 {
			q.Action = rapid.SampledFrom([]access.Action{"", "change", sharing.ActionView, sharing.ActionConfigure}).Draw(t, "action")
		}
		q.Subject.Facts = facts(t, user)
		return q
	})
}

// result draws a result, and for whom the user acts who asks for it.
func (qs questions) result(t *rapid.T, user *sharing.User) *sharing.Result {
	r := &sharing.Result{ID: accesstest.Identifiers().Draw(t, "key")}
	switch how := rapid.IntRange(0, 7).Draw(t, "seen by"); {
	case how < 4 && len(qs.rules) > 0:
		rule := rapid.SampledFrom(qs.rules).Draw(t, "rule")
		user.Account = member(t, rapid.SampledFrom(rule.Viewers).Draw(t, "viewer"))
		r.Owner = member(t, rapid.SampledFrom(rule.Sharers).Draw(t, "sharer"))
	case how < 5:
		r.Owner = user.Account // none where there is none
	default:
		r.Owner = Accounts().Draw(t, "owner")
	}
	return r
}

// rule draws a rule to ask about: one of the set, or another, which may lack a
// side.
func (qs questions) rule(t *rapid.T) *sharing.Rule {
	rule := Rule().Draw(t, "asked")
	if len(qs.rules) > 0 && rapid.Bool().Draw(t, "present") {
		rule = rapid.SampledFrom(qs.rules).Draw(t, "rule")
	}
	switch rapid.IntRange(0, 11).Draw(t, "lacks") {
	case 10:
		rule.Viewers = nil
	case 11:
		rule.Sharers = append(slices.Clone(rule.Sharers), sharing.Party{})
	}
	return &rule
}

// member draws a customer number that the entry covers.
func member(t *rapid.T, p sharing.Party) sharing.Account {
	text := p.String()
	if p.IsGroup() {
		text = text[:5] + "-" + rapid.SampledFrom(within).Draw(t, "within")
	}
	return sharing.MustParseAccount(text)
}

// facts draws what is said of the user: usually just that.
func facts(t *rapid.T, user *sharing.User) []access.Fact {
	switch rapid.IntRange(0, 11).Draw(t, "facts") {
	case 9:
		return nil
	case 10:
		return []access.Fact{user, Users().Draw(t, "other")}
	default:
		return []access.Fact{user}
	}
}
