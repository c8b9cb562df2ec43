// Package profiletest draws sites and questions about their cases, forms and
// searches, so that a service can put its own profiles under test:
//
//	func TestSite(t *testing.T) {
//		questions := profiletest.Questions(site)
//
//		accesstest.Laws(t, site, questions)
//		accesstest.Filters(t, site, questions)
//		accesstest.Never(t, site, questions, "temporary staff delete nothing",
//			func(q access.Question) bool {
//				return q.Action == profile.ActionDelete && belongsTo(q.Subject, "temporary")
//			})
//	}
//
// To test code that takes any site, draw it from [Sites].
package profiletest
