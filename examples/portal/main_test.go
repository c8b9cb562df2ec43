package main

func Example() {
	main()
	// Output:
	// roles.create-user by anna: 1 done, 0 unchanged, 0 refused, 1 to look at
	//   olof gains default (north-hospital): done
	//   note: "support@north.example" is the address of a function, "support"; want a personal one
	// roles.assign-roles by anna: 1 done, 0 unchanged, 0 refused
	//   olof gains orderer (north-hospital): done
	// roles.create-order by olof: 1 done, 0 unchanged, 0 refused
	//   olof gains order 1 (north-hospital): done
	// valid: false
	// olof, signed in: roles/not-granted
	// mona, signed out: roles/not-member
	// sten, signed in: roles/not-signed-out
	// sten, signed out: would approve
	// valid: false
	// roles.approve-order by petra: 1 done, 0 unchanged, 0 refused
	//   olof gains approval of order 1 (north-hospital): done
	// valid: true, approved by petra
	// changed; valid: false
	// roles.withdraw-roles by anna: 1 done, 0 unchanged, 0 refused
	//   olof loses orderer (north-hospital): done
	// would leave nobody who may manage roles in "north-hospital"; want another administrator there first
}
