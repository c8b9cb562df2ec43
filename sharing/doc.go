// Package sharing decides who sees whose analysis results among a laboratory's
// customers.
//
// A result belongs to the customer number that ordered it and is seen by that
// number alone, until the laboratory's staff configure a [Rule] that shares it:
// with single numbers or whole groups, one way or mutually, for today's members
// and later ones. [Rules] is the set in force and the authority for [Result] and
// for Rule itself; [User] is what is known about the person who asks.
//
// # Decisions
//
//	sharing.result  view       the owner's number, or a number that a rule lets see it
//	sharing.rule    request    whoever acts for a customer number
//	sharing.rule    configure  the laboratory's staff
//
// Seeing is all that a rule gives. Nobody passes on what they see, a group in
// common gives nothing by itself, and there is no rule that takes away.
//
// # Acts
//
// A customer writes a rule into two text boxes ([ParseBoxes]) and is shown its exact
// consequences ([Rules.Ask]). With a proof of authority and the acknowledgement of
// these consequences the staff put it in force: [Rules.Add], [Rules.Replace]. They
// take it back with [Rules.Remove]. Each act asks Check, returns the next set with a
// report of who gains and loses sight of whom, and has not happened until the caller
// keeps the set. [Rules.SeenBy] and [Rules.Sees] list who sees whom.
//
// # Reasons
//
//	sharing/own         allowed: one's own result
//	sharing/rule        allowed: shared by the rule named in By, the first that does
//	sharing/customer    allowed: acts for a customer number
//	sharing/staff       allowed: is on the staff
//	sharing/not-shared  denied: neither own nor shared by any rule
//	sharing/no-account  denied: acts for no customer number
//	sharing/not-staff   denied: is not on the staff
//
// Reasons that begin with access/ are explained in package access.
package sharing
