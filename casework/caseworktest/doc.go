// Package caseworktest draws practices and questions about their clients, sessions
// and engagements, so that a service can put its own rules under test:
//
//	func TestPractice(t *testing.T) {
//		questions := caseworktest.Questions(practice)
//
//		accesstest.Laws(t, practice, questions)
//		accesstest.Filters(t, practice, questions)
//		accesstest.Never(t, practice, questions, "only the responsible hands a client over",
//			func(q access.Question) bool {
//				client, ok := q.Resource.(*casework.Client)
//				return ok && q.Action == casework.ActionTransfer && client.Responsible != q.Subject.User
//			})
//	}
//
// To test code that takes any practice, draw it from [Practices], and what it is
// asked about from [Clients] and [Engagements].
package caseworktest
