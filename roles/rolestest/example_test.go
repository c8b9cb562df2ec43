package rolestest_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/roles"
	"lupa.example/roles/rolestest"
)

// What a service states about its roles.
func TestHouseRules(t *testing.T) {
	catalog, err := roles.NewCatalog(roles.Config{
		Portal: true,
		Define: []roles.Role{{Name: "editor", SignIn: true, Grants: []roles.Grant{
			{Kind: "news", Actions: []access.Action{"publish"}, Over: roles.OverOrg},
			{Kind: "news", Actions: []access.Action{"correct"}, Over: roles.OverOwn},
		}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	questions := rolestest.Questions(catalog)
	accesstest.Never(t, catalog, questions, "news are published in a session", func(q access.Question) bool {
		return q.Action == "publish" && q.Subject.SignIn != access.SignedIn
	})
	accesstest.Never(t, catalog, questions, "nobody corrects what others wrote", func(q access.Question) bool {
		news, ok := q.Resource.(*roles.Record)
		return ok && q.Action == "correct" && news.Owner != q.Subject.User
	})
	accesstest.Never(t, catalog, questions, "a role in one organisation gives nothing in another", func(q access.Question) bool {
		order, ok := q.Resource.(*roles.Order)
		return ok && !slices.ContainsFunc(q.Subject.Facts, func(f access.Fact) bool {
			return f.(*roles.Member).Org == order.Org
		})
	})
	accesstest.Never(t, catalog, questions, "who may order approves signed out only", func(q access.Question) bool {
		order, ok := q.Resource.(*roles.Order)
		return ok && q.Action == roles.ActionApprove && q.Subject.SignIn != access.SignedOut &&
			slices.ContainsFunc(q.Subject.Facts, func(f access.Fact) bool {
				m := f.(*roles.Member)
				return m.Org == order.Org && slices.Contains(m.Roles, roles.RoleOrderer)
			})
	})
}
