package main

func Example() {
	main()
	// Output:
	// # liisa holds the first session
	// casework.open by liisa: 3 changes, 0 unchanged, 0 refused
	// liisa for youth-service adds a session: allowed: casework/responsible
	// matti for youth-service adds a session: denied: casework/no-access
	// # matti asks for the client; she looks at what sharing means, and confirms it
	// to confirm: casework.share by liisa: 1 change, 0 unchanged, 0 refused
	//   matti gains client work (client 3)
	// casework.share by liisa: 1 change, 0 unchanged, 0 refused
	// matti for youth-service adds a session: allowed: casework/shared
	// matti for evening-school adds a session: denied: casework/other-organisation
	// casework: share, client 3: access: denied: casework/responsible-only
	// casework: with.org: is "evening-school"; want a colleague in the client's organisation, "youth-service"
	// # she takes it back, and shares it again
	// casework.unshare by liisa: 1 change, 0 unchanged, 0 refused
	// matti for youth-service adds a session: denied: casework/no-access
	// casework.share by liisa: 1 change, 0 unchanged, 0 refused
	// # she looks at what a transfer to another organisation means, and confirms it
	// casework: transfer, client 3: access: denied: casework/responsible-only
	// to confirm: casework.transfer by liisa: 7 changes, 0 unchanged, 0 refused
	//   eino gains client work (client 3)
	//   eino gains responsibility (client 3)
	//   liisa loses responsibility (client 3)
	//   liisa loses client work (client 3)
	//   matti loses client work (client 3)
	//   organisation youth-service loses ownership (client 3)
	//   organisation evening-school gains ownership (client 3)
	// # meanwhile the client is shared with aino, so that she looks again
	// casework.share by liisa: 1 change, 0 unchanged, 0 refused
	// casework: confirmation.loss: is of another report; want the digest of what the transfer comes to now, shown to this actor
	// to confirm: casework.transfer by liisa: 8 changes, 0 unchanged, 0 refused
	//   eino gains client work (client 3)
	//   eino gains responsibility (client 3)
	//   liisa loses responsibility (client 3)
	//   liisa loses client work (client 3)
	//   matti loses client work (client 3)
	//   aino loses client work (client 3)
	//   organisation youth-service loses ownership (client 3)
	//   organisation evening-school gains ownership (client 3)
	// casework.transfer by liisa: 8 changes, 0 unchanged, 0 refused
	// liisa for youth-service adds a session: denied: casework/other-organisation
	// matti for youth-service adds a session: denied: casework/other-organisation
	// eino for evening-school adds a session: allowed: casework/responsible
	// # and gets it back, without the shares
	// to confirm: casework.transfer by eino: 6 changes, 0 unchanged, 0 refused
	//   liisa gains client work (client 3)
	//   liisa gains responsibility (client 3)
	//   eino loses responsibility (client 3)
	//   eino loses client work (client 3)
	//   organisation evening-school loses ownership (client 3)
	//   organisation youth-service gains ownership (client 3)
	// casework.transfer by eino: 6 changes, 0 unchanged, 0 refused
	// responsible: liisa, shared with: [], sessions: 3
	// # liisa leaves; a steward hands on what she was responsible for, and sees none of it
	// casework.open by liisa: 3 changes, 0 unchanged, 0 refused
	// liisa holds the responsibility for client 3
	// liisa holds the responsibility for client 4
	// liisa holds the client work for client 5
	// to confirm: casework.hand-on by stina: 8 changes, 0 unchanged, 0 refused, 1 to look at
	//   aino gains client work (client 3)
	//   aino gains responsibility (client 3)
	//   liisa loses responsibility (client 3)
	//   liisa loses client work (client 3)
	//   aino gains client work (client 4)
	//   aino gains responsibility (client 4)
	//   liisa loses responsibility (client 4)
	//   liisa loses client work (client 4)
	//   note: why: the responsible has left
	// casework.hand-on by stina: 8 changes, 0 unchanged, 0 refused, 1 to look at
	// stina for youth-service adds a session: denied: casework/no-access
	// aino for youth-service adds a session: allowed: casework/responsible
	// liisa holds the client work for client 5
	// casework.unshare by matti: 1 change, 0 unchanged, 0 refused
	// liisa holds nothing
}
