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
	// four eyes false: sten gains approval (order 2)
	// four eyes true: sten gains approval (order 2): refused, roles/own-order
	// roles.approve-order by petra: 1 change, 0 unchanged, 0 refused
	//   olof gains approval (order 1)
	// valid: true, approved by petra
	// changed; valid: false
	// roles.name-connection-contact by olof: 1 change, 0 unchanged, 0 refused
	//   ebba gains connection contact (order 1)
	// olof has email support@north.example
	// olof has membership (organisation north-hospital)
	// olof has role default (organisation north-hospital)
	// olof has role orderer (organisation north-hospital)
	// olof has order 1 (organisation north-hospital)
	// roles.remove-registrant by anna: 3 changes, 0 unchanged, 0 refused
	//   olof loses membership (organisation north-hospital)
	//   olof loses role default (organisation north-hospital)
	//   olof loses role orderer (organisation north-hospital)
	// roles.remove-registrant by anna: 2 changes, 0 unchanged, 0 refused
	//   petra loses membership (organisation north-hospital)
	//   petra loses role approver (organisation north-hospital)
	// roles.remove-registrant by anna: 3 changes, 0 unchanged, 0 refused, 1 to look at
	//   sten loses membership (organisation north-hospital)
	//   sten loses role orderer (organisation north-hospital)
	//   sten loses role approver (organisation north-hospital)
	//   note: nobody is left who approves orders of "north-hospital"
	// would leave nobody who may manage users in "north-hospital"; want another administrator there first
	// "north-hospital": nobody approves orders there (no-approver)
	// "north-hospital": nobody signs agreements there (no-signatory)
	// "north-hospital": nobody is told of changes to the agreement (no-contact)
	// "south-clinic": nobody manages roles there (no-administrator)
	// "south-clinic": nobody signs agreements there (no-signatory)
	// "south-clinic": nobody is told of changes to the agreement (no-contact)
}
