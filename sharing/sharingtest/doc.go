// Package sharingtest draws sharing rules and questions about them, so that a
// service can put its own rules under test:
//
//	func TestRules(t *testing.T) {
//		questions := sharingtest.Questions(rules)
//
//		accesstest.Laws(t, rules, questions)
//		accesstest.Never(t, rules, questions, "the new customer's results are its own",
//			func(q access.Question) bool {
//				result, ok := q.Resource.(*sharing.Result)
//				return ok && result.Owner == newCustomer && !actsFor(q.Subject, newCustomer)
//			})
//	}
//
// To test code that takes any set of rules, draw the rules as well. [Rules] draws
// few customer numbers of groups whose main numbers begin alike, so that rules
// overlap.
package sharingtest
