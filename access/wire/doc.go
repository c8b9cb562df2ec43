// Package wire reads and writes policies, questions and answers as JSON.
//
// A policy document is one object with a "version" and a section for each area.
// A request is an AuthZEN access evaluation, and an answer is its response:
//
//	{"subject":  {"type": "user", "id": "anna", "properties": {"signedIn": true, "casework": {"org": "O1"}}},
//	 "action":   {"name": "view"},
//	 "resource": {"type": "casework.client", "id": "C1", "properties": {"org": "O1", "responsible": "anna"}}}
//
//	{"decision": true, "context": {"reason": "casework/responsible", "by": ""}}
//
// The package knows no area by itself. Each area, a service's own included,
// offers an [Area], and a [Codec] is the list of those that the caller wants:
//
//	var codec = wire.Codec{sharing.Area{}, roles.Area{}, profile.Area{}, casework.Area{}}
//
// # Strictness
//
// What could be read in two ways is not read. Unknown and repeated members, names
// in other letter case, invalid UTF-8, a byte order mark and unpaired surrogates, null,
// values of another type, text after the end, nesting deeper than 16 and texts longer
// than 256 bytes are errors that name the path, as in
// "profile.profiles[0].forms.F1.read"; what is no JSON is named with byte, line and
// column. What an error says is bounded, whatever the text is.
//
// A request differs in one point, as its standard wants: members that it does not know
// are ignored, whatever they hold, as long as they are JSON that is nested no deeper
// than 16 in all. So a misspelt optional member of a request counts as
// absent, and that can allow what would have been denied: a search without its
// "savedBy" is nobody's, one without "forms" is over all forms that are readable, and
// a consultant whom "consultants" does not list holds no program. Who writes the
// requests as well should have them read by [Codec.DecodeRequestStrict]. Members that
// are known are read as strictly as a document.
//
// # Subjects
//
// A subject is a person if its type is "user"; an area of one's own may know others
// ([SubjectTyper]). What the area of the resource does not know is nobody, and denied:
// a service named like a person is not taken for one. An area of one's own may also
// read an action's "properties" and the "context", as facts ([ActionReader],
// [ContextReader]).
//
// # Requests of others
//
// Whoever serves others reads their requests by a [Reader], with what the service knows
// besides: it completes subjects and resources, and what is known wins over what they
// claim. It reads several evaluations in one request as well, as a [Batch]. Package
// authzen is a server made of it.
//
// # What is left out
//
// Sections of a document are optional, and so are a subject's properties. An area
// without a section is not in the policy, and its kinds are denied. So {"version": 1}
// denies everything; [access.Policy.Kinds] of what was read shows that it is empty.
package wire
