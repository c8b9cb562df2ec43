package main

func Example() {
	main()
	// Output:
	// # liisa holds the first session
	// casework.open by liisa: 2 done, 0 unchanged, 0 refused
	// liisa for youth-service adds a session: allowed: casework/responsible by "responsible"
	// matti for youth-service adds a session: denied: casework/no-access
	// # matti asks for the client; she looks at what sharing means, and confirms it
	// casework: confirmation.sure: is false; want the actor to be sure of sharing the client
	// to confirm: casework.share by liisa: 1 done, 0 unchanged, 0 refused
	//   matti gains client (client 3): done
	// casework.share by liisa: 1 done, 0 unchanged, 0 refused
	// matti for youth-service adds a session: allowed: casework/shared by "shared"
	// matti for evening-school adds a session: denied: casework/other-organisation
	// casework: share client "client 3": access: denied: casework/responsible-only by "shared"
	// casework: with.org: is "evening-school"; want a colleague in the client's organisation, "youth-service"
	// # she takes it back, and shares it again
	// casework.unshare by liisa: 1 done, 0 unchanged, 0 refused
	// matti for youth-service adds a session: denied: casework/no-access
	// casework.share by liisa: 1 done, 0 unchanged, 0 refused
	// # she looks at what a transfer to another organisation means, and confirms it
	// casework: transfer client "client 3": access: denied: casework/responsible-only by "shared"
	// to confirm: casework.transfer by liisa: 5 done, 0 unchanged, 0 refused
	//   eino gains client (client 3): done
	//   eino gains responsibility (client 3): done
	//   liisa loses responsibility (client 3): done
	//   liisa loses client (client 3): done
	//   matti loses client (client 3): done
	// casework.transfer by liisa: 5 done, 0 unchanged, 0 refused
	// liisa for youth-service adds a session: denied: casework/other-organisation
	// matti for youth-service adds a session: denied: casework/other-organisation
	// eino for evening-school adds a session: allowed: casework/responsible by "responsible"
	// # and gets it back, without the share
	// casework.transfer by eino: 4 done, 0 unchanged, 0 refused
	// responsible: liisa, shared with: [], sessions: 3
}
