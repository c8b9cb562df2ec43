// Package export says in OpenFGA's terms what a policy of the library and the rows of a
// service say, for services that have to share facts through such an engine.
//
// [Model] is the authorization model, [Tuples] what the store holds for a policy and rows,
// [Check] and [Contextual] what is asked in the place of a question, and [Changes] what is
// written and deleted when the policy or rows change. [TableOfLeftOut] says of which
// questions there is no counterpart.
//
// # The model
//
// Each kind about which the areas decide is a type of the same name, and each action on it
// a relation may_ACTION. What rows and facts name are types besides, and a kind that a
// catalogue of roles defines is record.KIND.
//
//	sharing.result   seen by who acts for its owner's number, for a viewer of a rule in which
//	                 that number is a sharer, or for one in which its group is
//	roles.*          an organisation has a relation for each role of the catalogue, and two
//	                 for each action, for who may take it over all rows and over their own
//	profile.case     a form has a relation for each scope of each activity, and the case asks
//	                 for exactly the scope that is set
//	casework.*       what stands on the client or engagement, for who acts for its
//	                 organisation; a program at an engagement is an object of its own
//
// Identifiers are encoded, so that no two become one and none means something there.
//
// Whoever is asked what a service does not keep in OpenFGA sends it with the question
// ([ContextualAll]), as the library has it; what changes from question to question, such as
// whether somebody is signed in, always rides along ([Contextual]).
package export
