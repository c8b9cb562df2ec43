// Package accesstest puts authorities and policies under test: under the laws
// that hold for every authority, and under your own rules.
//
// A service says once how questions to its policy are drawn, as a generator of
// [access.Question], and then states what shall be true of all of them:
//
//	func TestPolicy(t *testing.T) {
//		questions := sharingtest.Questions(rules) // or a generator of one's own
//
//		accesstest.Laws(t, rules, questions)
//		accesstest.Allocs(t, rules, questions)
//		accesstest.Never(t, rules, questions, "rules are configured from the head office only",
//			func(q access.Question) bool {
//				return q.Action == sharing.ActionConfigure && !actsFor(q.Subject, headOffice)
//			})
//	}
//
// What breaks a law or a rule is shrunk to the smallest such question and printed
// with the user, the facts, the action, the resource and the decision:
//
//	broken: rules are configured from the head office only
//	  user      "a", sign-in unknown
//	  fact      &sharing.User{Account: 00000-01, Staff: true}
//	  action    "configure"
//	  resource  &sharing.Rule{ID: "a", Viewers: [00000-00], Sharers: [00000-00]}
//	  kind      "sharing.rule"
//	  decision  allowed: sharing/staff
//
// Each area has a kit of its own that draws questions about its resources:
// sharingtest, rolestest, profiletest and caseworktest. For kinds of one's own,
// [Identifiers] draws names that collide, some of them hostile; draw so that about
// half of the questions are allowed. Questions to a policy of several areas are drawn
// by rapid.OneOf of theirs.
//
// # What is put under test
//
// Everything here takes a [Checker], which is an [access.Authority] as well as an
// [access.Policy]. An authority that leaves the empty user and the nil resource to
// its policy, as it may, is tested as part of one: wrap it by [access.NewPolicy].
//
// # Every question of a small world
//
// What is finite can be asked whole. A [Table] keeps the answers to every question of a
// small world under review, as one line in testdata/golden.txt; a [Search] visits every
// state that acts can lead to, and shows the shortest way to one that must not be. Both
// are renewed and written out by environment variables:
//
//	LUPA_UPDATE=1 go test ./…                 write the lines anew
//	LUPA_TABLE=rows.txt go test -run Cases .  write a table's rows to the file
//
// [Reasons] holds what a package documents and what its authority explains together.
//
// # Failures
//
// A failure leaves a file below testdata/rapid, with which rapid repeats it first;
// ignore these files or keep them, as with any regression.
//
// How many questions are drawn, and from which seed, is set by the flags of
// pgregory.net/rapid: -rapid.checks, -rapid.seed.
package accesstest
