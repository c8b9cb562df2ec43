package main

func Example() {
	main()
	// Output:
	// roles.create-registrant by anna: 3 changes, 0 unchanged, 0 refused, 1 to look at
	//   olof gains membership (organisation north-hospital)
	//   olof gains email support@north.example
	//   olof gains role default (organisation north-hospital)
	//   note: "support@north.example" is the address of a function, "support"; want a personal one
	// roles.assign-roles by anna: 1 change, 0 unchanged, 0 refused
	//   olof gains role orderer (organisation north-hospital)
	// roles.create-order by olof: 1 change, 0 unchanged, 0 refused
	//   olof gains order 1 (organisation north-hospital)
	// valid: false
	// olof, signed in: roles/not-granted
	// mona, signed out: roles/not-member
	// sten, signed in: roles/not-signed-out
	// sten, signed out: would approve
	// valid: false
	// roles.approve-order by petra: 1 change, 0 unchanged, 0 refused
	//   olof gains approval (order 1)
	// valid: true, approved by petra
	// changed; valid: false
	// roles.withdraw-roles by anna: 1 change, 0 unchanged, 0 refused
	//   olof loses role orderer (organisation north-hospital)
	// would leave nobody who may manage roles in "north-hospital"; want another administrator there first
}
