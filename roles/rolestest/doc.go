// Package rolestest draws catalogues of roles and questions about them, so that a
// service can put the roles that it defines under test:
//
//	func TestCatalog(t *testing.T) {
//		questions := rolestest.Questions(catalog)
//
//		accesstest.Laws(t, catalog, questions)
//		accesstest.Filters(t, catalog, questions)
//		accesstest.Never(t, catalog, questions, "news are published in a session",
//			func(q access.Question) bool {
//				return q.Action == "publish" && q.Subject.SignIn != access.SignedIn
//			})
//	}
//
// Questions are about all kinds of resource that the catalogue decides about, also
// those that its defined roles add. To test code that takes any catalogue, draw it
// from [Catalogs].
package rolestest
