package main

func Example() {
	main()
	// Output:
	// publish news news 1: allowed: roles/granted by "editor"
	// correct news news 1: denied: roles/not-own by "editor"
	// correct news news 2: allowed: roles/granted by "editor"
	// publish news news 3: denied: roles/not-member
	// read document plan: allowed: document/reader
	// change document plan: denied: document/not-author
	// denied: only who wrote the document changes it
	// tora reads documents of which present (author) and (author in ("tora") or readers has ("tora"))
	// such as plan
	// such as memo
	// {"decision":true,"context":{"reason":"document/author","by":""}}
}
