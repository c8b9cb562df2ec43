// Package filter turns the question "may this person do that to this row?" round: to
// which rows may the person do it, and which persons may do it to the row. The answer
// is a [Condition], which a database can evaluate where the rows are (package sqlwhere
// writes it as SQL), and which holds exactly where [access.Policy.Check] allows.
//
//	cases, err := filter.Rows(policy, subject, profile.ActionRead, profile.KindCase)
//	mine := filter.AllOf(cases, filter.In("form", "F1"))
//
// # Conditions
//
// A condition speaks of the properties of a row, which bear the names of the wire
// format: "registeredBy", and "client.org" for a property within another.
//
//	In(p, v…)       the text is one of the values
//	Present(p…)     the texts are there and not empty
//	Is(p, b)        the flag is known to be so
//	Has(l, v…)      the list has one of the values
//	Some(l, c)      the condition holds for some object of the list
//	Differs(p, v)   the text is there, not empty, and another
//	Lacks(l, c)     the condition holds for no object of the list; of persons only
//	AllOf(c…)       every condition holds
//	AnyOf(c…)       some condition holds
//
// There is no general NOT: what may be done is what rights add up to, so it can always be
// said by what must be there. For that reason nothing that is absent, empty or unknown
// can make a condition true, in SQL as little as here: the one atom that asks for an
// absence is Lacks, and Rows never returns it.
//
// # Authorities
//
// An authority offers conditions by being a [Lister]. [Declare] makes what it needs to
// describe its rows from one line for each property. Filters of package accesstest tests
// that conditions and Check agree.
//
// Everything here is safe for concurrent use.
package filter
