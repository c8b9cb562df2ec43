// Package console is a page on which auditors and administrators look at a policy: who
// may do what to the rows at hand, and why.
//
//	mux.Handle("/console/", http.StripPrefix("/console", console.Handler(console.Config{
//		Codec: codec, Policy: policy, Data: data,
//	})))
//
// It shows everything to everybody who reaches it, so it is mounted behind the service's
// own sign-in. Its pages are plain HTML and work
// without a script, from which the Content-Security-Policy keeps them.
//
// # Changes
//
// Changes of the policy and of clients are previewed: what the act reports, who gains and
// who loses by class, those to come too, and by name in the data. Acknowledged with the
// digest of all that the preview shows, a change is made if it still comes to exactly
// that, and otherwise nothing is. The pages show what was changed from then on, and offer
// both documents; [Config.Save] is called with them.
//
// Who acts is one of the people of the data, by the form: whoever reaches the pages acts
// in anybody's name, within that person's rights.
//
// # Pictures
//
// Of who sees whose results, the groups that rules hold together make one drawing. It has
// at most 24 boxes: numbers that the same rules treat alike are found by the rules' entries
// and not by pairs, and are one box; what stays too tangled is a chart of groups, at most
// 220 in a row. A page has at most 24 drawings, those that look the same being one. So the
// time that it takes is in proportion to the rules' entries and the data, and the page is
// small, whatever their number.
//
// # Data
//
// [ReadData] reads the people and rows that the pages are about:
//
//	{"people": [{"id": "anna", "properties": {"casework": {"org": "O1"}}}],
//	 "rows":   [{"type": "casework.client", "id": "C1", "properties": {"org": "O1", "responsible": "anna"}}]}
//
// A person is the subject of a request as package wire has it, which may leave out that
// its type is "user", and a row is the resource of one.
package console
