package accesstest

import "pgregory.net/rapid"

// Identifiers draws identifiers for questions: of users, organisations, forms, rows,
// whatever. They are few, so that those of a user, a role and an organisation are
// often the same. A quarter is hostile: empty, made of separators and wildcards,
// alike to the eye or after folding case, invalid as UTF-8, or another's beginning.
func Identifiers() *rapid.Generator[string] {
	return rapid.OneOf(plain, plain, plain, rapid.SampledFrom(append([]string{"", "\xff"}, odd...)))
}

// Names draws identifiers that a configuration may hold: those of [Identifiers] that
// are neither empty nor invalid as UTF-8.
func Names() *rapid.Generator[string] {
	return rapid.OneOf(plain, plain, plain, rapid.SampledFrom(odd))
}

var plain = rapid.SampledFrom([]string{"a", "b", "c"})

// odd are hostile and valid.
var odd = []string{
	" ", "a ", "*", "a|b", "a,b", "::", "a::b", "a\x00", "a\r\n", "..", "A",
	"K", "\u212a", // the Kelvin sign, which folds to k
	"\u00e9", "e\u0301", // é as one letter and as two
	"\u0131", "i", // ı, which upper case makes I
	"a\u200b", "\u202ea", "\ufeffa", // with a space of no width, turned to the left, after a byte order mark
	"org1", "org10",
	"administrator", "own", "none", "null",
}
