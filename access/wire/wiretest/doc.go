// Package wiretest puts a [wire.Area] under the laws that hold for all areas, so that
// a service with an area of its own need not write them down again:
//
//	func TestArea(t *testing.T) {
//		wiretest.Laws(t, documentArea{}, newDocuments("archive", "press"),
//			`{"subject":{"type":"user","id":"tora"},"action":{"name":"read"},`+
//				`"resource":{"type":"document","id":"plan","properties":{"author":"olof","readers":["tora"]}}}`,
//			`{"subject":{"type":"user","id":"vera"},"action":{"name":"read"},`+
//				`"resource":{"type":"document","id":"plan","properties":{"author":"olof","readers":["tora"]}}}`)
//	}
//
// Some of the requests have to be allowed, and some denied.
package wiretest
