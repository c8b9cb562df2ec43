package profiletest

import (
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/profile"
)

// Users draws what is known about persons. Most belong to one of the site's
// profiles.
func Users(s *profile.Site) *rapid.Generator[*profile.User] {
	ids := accesstest.Identifiers()
	var profiles []string
	for _, p := range s.Config().Profiles {
		profiles = append(profiles, p.Name)
	}
	name := mostly(profiles)
	return rapid.Custom(func(t *rapid.T) *profile.User {
		return &profile.User{
			Profile:   name.Draw(t, "profile"),
			Workspace: ids.Draw(t, "workspace"),
			Groups:    rapid.SliceOfN(ids, 0, 3).Draw(t, "groups"),
		}
	})
}

// Questions draws questions about cases, forms and searches, of which about half are
// allowed where the site's profiles allow as much: often the case is one that the
// person has to do with. Some of the questions lack what they need, or say it twice.
func Questions(s *profile.Site) *rapid.Generator[access.Question] {
	qs := questions{users: Users(s), forms: mostly(s.Config().Forms)}
	return rapid.Custom(qs.draw)
}

// mostly draws one of the names, or now and then another identifier.
func mostly(names []string) *rapid.Generator[string] {
	if len(names) == 0 {
		return accesstest.Identifiers()
	}
	known := rapid.SampledFrom(names)
	return rapid.OneOf(known, known, known, known, known, known, known, accesstest.Identifiers())
}

type questions struct {
	users *rapid.Generator[*profile.User]
	forms *rapid.Generator[string]
}

func (qs questions) draw(t *rapid.T) access.Question {
	q := access.Question{Subject: access.Subject{
		User:   accesstest.Identifiers().Draw(t, "user"),
		SignIn: access.SignIn(rapid.IntRange(0, 2).Draw(t, "signIn")),
	}}
	user := qs.users.Draw(t, "fact")
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 2:
		q.Resource = &profile.Form{ID: qs.forms.Draw(t, "form")}
	case 3:
		q.Resource = qs.search(t, q.Subject.User)
	default:
		q.Resource = qs.caseOf(t, q.Subject.User, user)
	}
	actions := new(profile.Site).Actions(q.Resource.Kind())
	q.Action = rapid.SampledFrom(actions).Draw(t, "action")
	if rapid.IntRange(0, 19).Draw(t, "odd action") == 19 {
		q.Action = rapid.SampledFrom([]access.Action{"", "reopen", profile.ActionRead, profile.ActionRegister}).Draw(t, "action")
	}
	q.Subject.Facts = qs.facts(t, user)
	return q
}

// caseOf draws a case, often one that the user registered, is selected on, or has in
// the same workspace; sometimes all of it.
func (qs questions) caseOf(t *rapid.T, id string, user *profile.User) *profile.Case {
	ids := accesstest.Identifiers()
	c := &profile.Case{
		ID:           ids.Draw(t, "key"),
		Form:         qs.forms.Draw(t, "form"),
		RegisteredBy: ids.Draw(t, "registeredBy"),
		Workspace:    ids.Draw(t, "workspace"),
		Users:        rapid.SliceOfN(ids, 0, 2).Draw(t, "users"),
		Groups:       rapid.SliceOfN(ids, 0, 2).Draw(t, "selected groups"),
		Status:       rapid.SampledFrom([]profile.Status{profile.StatusOpen, profile.StatusClosed, profile.StatusUnknown}).Draw(t, "status"),
	}
	if rapid.Bool().Draw(t, "own") {
		c.RegisteredBy = id
	}
	if rapid.Bool().Draw(t, "here") {
		c.Workspace = user.Workspace
	}
	switch rapid.IntRange(0, 3).Draw(t, "selected") {
	case 1:
		c.Users = append(c.Users, id)
	case 2:
		c.Groups = append(c.Groups, user.Groups...)
	}
	return c
}

func (qs questions) search(t *rapid.T, id string) *profile.Search {
	s := &profile.Search{
		ID:    accesstest.Identifiers().Draw(t, "key"),
		Forms: []string{qs.forms.Draw(t, "form")},
	}
	switch rapid.IntRange(0, 4).Draw(t, "forms") {
	case 3:
		s.Forms = nil
	case 4:
		s.Forms = append(s.Forms, qs.forms.Draw(t, "second"))
	}
	switch rapid.IntRange(0, 3).Draw(t, "saved") {
	case 2:
		s.SavedBy = id
	case 3:
		s.SavedBy = accesstest.Identifiers().Draw(t, "savedBy")
	}
	return s
}

// facts draws what is said of the user: usually just that.
func (qs questions) facts(t *rapid.T, user *profile.User) []access.Fact {
	switch rapid.IntRange(0, 11).Draw(t, "facts") {
	case 9:
		return nil
	case 10:
		return []access.Fact{user, qs.users.Draw(t, "other")}
	default:
		return []access.Fact{user}
	}
}
