package main

func Example() {
	main()
	// Output:
	// liisa for youth-service: 1 notes
	// matti for youth-service: 2 notes
	// aino for youth-service: add a session with client 3: access: denied: casework/no-access
	// matti for evening-school: add a session with client 3: access: denied: casework/other-organisation
	// liisa share: allowed: casework/responsible by "responsible"
	// matti share: denied: casework/responsible-only by "shared"
	// liisa unshare: allowed: casework/responsible by "responsible"
	// matti unshare: denied: casework/responsible-only by "shared"
	// liisa transfer: allowed: casework/responsible by "responsible"
	// matti transfer: denied: casework/responsible-only by "shared"
}
