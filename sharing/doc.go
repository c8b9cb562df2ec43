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
// A row that embeds one of these types is another type, and denied as of an unknown
// kind.
//
// # Lists
//
// A set of rules is a [filter.Lister]: [filter.Rows] gives the condition on the results
// that a person may view, and [filter.People] the condition on those who may do it. They
// speak of:
//
//	sharing.result  owner, ownerGroup (the first five digits of its number)
//	persons         sharing.account, sharing.accountGroup (likewise), sharing.staff
//
// A condition grows with the numbers and groups that are seen, or that see. Rules are
// [filter.ErrNotByRow]: who may request and configure them is the same for all. There are
// conditions on the people for these too.
//
// # Acts
//
// A customer writes a rule into two text boxes ([ParseBoxes]) and is shown what exactly
// comes of it ([Rules.Ask], [Rules.AskReplacing]). With a proof of authority and the
// acknowledgement of that, the digest of the report, the staff put it in force:
// [Rules.Add], [Rules.Replace]. They take it back with [Rules.Remove]. Each asks what
// Check asks, leaves its inputs as they are, and returns the next set and a report of who
// gains and loses sight of whom. Nothing has happened until the caller keeps the set. An
// act that the actor may not take returns an error that is [access.ErrDenied], beside a
// report of what is refused, and no next set. What is invalid is an [access.InvalidError]
// each, all of them joined, without a report and without a next set.
//
// The act that lacks nothing but the acknowledgement returns, beside the error, the report
// of what is to be acknowledged.
//
// What comes of a change is told in classes ([Consequences]), exactly and in little room,
// and only to those who may know it: the staff, and a requester with authority over what
// is shared. [Rules.SeenBy] and [Rules.Sees] list who sees whom.
//
// # Things
//
// What reports say that somebody gains or loses:
//
//	sharing.rule       the rule, of its viewers over its sharers
//	sharing.sight      of results, of those who see over those whose results they are
//	sharing.authority  of who requests a rule, over the parties that it is about
//
// Of a rule and of sight, who and where are in words, since they are many at a time:
//
//	sharing.viewers    customer numbers that see results
//	sharing.sharers    customer numbers whose results are seen
//
// # Differences
//
// Between two sets of rules, [Rules.Since] tells who gains and loses sight of whose
// results, for numbers to come as well. People are told by the number for which they act
// and results by the number of their owner, and a number's own results are never meant:
//
//	sharing.customers  a customer number, or a group: all its numbers; without either
//	                   every customer
//	sharing.own        results of the person's own number, where it is about these alone
//	sharing.staff      the laboratory's staff
//
// # Repairs
//
// For a denial [foresight.Repairs] names what would have to become so, and [foresight.Hint]
// tells the person what they may know of it:
//
//	sharing.account  the person acts for that customer number, or for one of that group;
//	                 without either for any. The service says so.
//	sharing.staff    the person is on the laboratory's staff. The service says so.
//	sharing.rule     there is a rule that shares the one number with the other, and gives
//	                 no other sight. It takes the act sharing.add.
//
// No repair changes who owns a result.
//
// # Leaving
//
// [Rules.Holdings] yields in which rules a customer number stands by itself, with the side
// on which it does: sharing.viewers or sharing.sharers.
//
// # Reasons
//
// By is the id of the rule that shares, the first in the order of the rules, and
// otherwise empty.
//
//	sharing/own         allowed: the result is the customer number's own
//	sharing/rule        allowed: a rule shares the result with the customer number
//	sharing/customer    allowed: the user acts for a customer number
//	sharing/staff       allowed: the user is on the laboratory's staff
//	sharing/not-shared  denied: the result is neither the customer number's own nor shared with it by any rule
//	sharing/no-account  denied: the user acts for no customer number
//	sharing/not-staff   denied: the user is not on the laboratory's staff
//
// Reasons that begin with access/ are explained in package access.
package sharing
