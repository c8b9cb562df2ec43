package caseworktest

import (
	"pgregory.net/rapid"

	"lupa.example/access/accesstest"
	"lupa.example/casework"
)

// Configs draws configurations from which a practice can be made, with up to three
// programs in the package.
func Configs() *rapid.Generator[casework.Config] {
	programs := rapid.SliceOfNDistinct(accesstest.Names(), 0, 3, rapid.ID[string])
	return rapid.Custom(func(t *rapid.T) casework.Config {
		return casework.Config{
			Package:        programs.Draw(t, "package"),
			SharedMayShare: rapid.Bool().Draw(t, "sharedMayShare"),
			Stewards:       rapid.Bool().Draw(t, "stewards"),
		}
	})
}

// Practices draws the practices of [Configs].
func Practices() *rapid.Generator[*casework.Practice] {
	return rapid.Custom(func(t *rapid.T) *casework.Practice {
		p, err := casework.NewPractice(Configs().Draw(t, "config"))
		if err != nil {
			t.Fatal(err)
		}
		return p
	})
}

var (
	ids   = accesstest.Identifiers()
	lists = rapid.SliceOfN(ids, 0, 3)
	lots  = rapid.MapOfN(ids, lists, 0, 3)
)

// Users draws what is known about persons.
func Users() *rapid.Generator[*casework.User] {
	return rapid.Custom(func(t *rapid.T) *casework.User {
		return &casework.User{Org: ids.Draw(t, "org"), Steward: rapid.Bool().Draw(t, "steward")}
	})
}

// Clients draws clients of counselling, of which some lack what a question needs.
func Clients() *rapid.Generator[*casework.Client] {
	return rapid.Custom(func(t *rapid.T) *casework.Client {
		return &casework.Client{
			ID:          ids.Draw(t, "id"),
			Org:         ids.Draw(t, "org"),
			Responsible: ids.Draw(t, "responsible"),
			Shared:      lists.Draw(t, "shared"),
		}
	})
}

// Engagements draws an agency's work for client companies, in which users and
// programs bear the same few names.
func Engagements() *rapid.Generator[*casework.Engagement] {
	return rapid.Custom(func(t *rapid.T) *casework.Engagement {
		return &casework.Engagement{
			ID:                    ids.Draw(t, "id"),
			Org:                   ids.Draw(t, "org"),
			SystemAdministrators:  lists.Draw(t, "systemAdministrators"),
			ProgramAdministrators: lots.Draw(t, "programAdministrators"),
			Consultants:           lots.Draw(t, "consultants"),
		}
	})
}
