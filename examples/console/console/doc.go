// Package console is a page on which auditors and administrators look at a policy: who
// may do what to the rows at hand, and why.
//
//	mux.Handle("/console/", http.StripPrefix("/console", console.Handler(console.Config{
//		Codec: codec, Policy: policy, Data: data,
//	})))
//
// It shows everything to everybody who reaches it, so it is mounted behind the service's
// own sign-in. It asks the library and changes nothing. Its pages are plain HTML and work
// without a script, from which the Content-Security-Policy keeps them.
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
