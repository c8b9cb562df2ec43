package main

func Example() {
	main()
	// Output:
	// # who may do what at the bakery
	// kaj   use bookkeeping                        allowed: casework/consultant
	// kaj   use payroll                            denied: casework/not-assigned
	// per   use bookkeeping, which he administers  denied: casework/no-access
	// per   assign bookkeeping                     allowed: casework/program-administrator
	// per   assign payroll                         denied: casework/not-administrator
	// per   give mona access                       allowed: casework/program-administrator
	// per   remove lena                            denied: casework/holds-other-programs
	// sara  remove lena                            allowed: casework/system-administrator
	// sara  remove herself                         denied: casework/last-system-administrator
	// mona  see the client                         denied: casework/no-access
	// # mona asks for everything at both clients; per gives what he may
	// to be saved: casework.give by per: 2 changes, 0 unchanged, 6 refused
	//   mona gains access (engagement bakery)
	//   mona gains program bookkeeping (engagement bakery)
	//   mona gains program invoicing (engagement bakery): refused, casework/not-administrator
	//   mona gains program payroll (engagement bakery): refused, casework/not-administrator
	//   mona gains access (engagement garage): refused, casework/not-administrator
	//   mona gains program bookkeeping (engagement garage): refused, casework/not-administrator
	//   mona gains program invoicing (engagement garage): refused, casework/not-administrator
	//   mona gains program payroll (engagement garage): refused, casework/not-administrator
	// casework.give by per: 2 changes, 0 unchanged, 6 refused
	// saved: bakery
	// mona  use bookkeeping                        allowed: casework/consultant
	// mona  see the garage                         denied: casework/no-access
	// # sara gives her the rest, and again
	// casework.give by sara: 6 changes, 2 unchanged, 0 refused
	// saved: bakery
	// saved: garage
	// casework.give by sara: 0 changes, 8 unchanged, 0 refused
	// # and takes a program back; the access stays
	// casework.remove-programs by sara: 2 changes, 0 unchanged, 0 refused
	// saved: bakery
	// kaj   use bookkeeping                        denied: casework/not-assigned
	// kaj   see the client                         allowed: casework/consultant
	// # and then the access, but not that of the last system administrator
	// to be saved: casework.remove-access by sara: 5 changes, 1 unchanged, 1 refused
	//   mona loses access (engagement garage)
	//   mona loses program bookkeeping (engagement garage)
	//   mona loses program invoicing (engagement garage)
	//   mona loses program payroll (engagement garage)
	//   sara loses access (engagement garage): unchanged
	//   sara loses system administrator (engagement garage)
	//   tove loses access (engagement garage): refused, casework/last-system-administrator
	// casework.remove-access by sara: 5 changes, 1 unchanged, 1 refused
	// saved: garage
	// sara  see the garage                         denied: casework/no-access
	// # kaj leaves; sara and tove take what he still holds
	// kaj holds access at engagement bakery
	// kaj holds access at engagement garage
	// kaj holds program invoicing at engagement garage
	// casework.remove-access by sara: 1 change, 0 unchanged, 1 refused
	// saved: bakery
	// kaj holds access at engagement garage
	// kaj holds program invoicing at engagement garage
	// casework.remove-access by tove: 2 changes, 0 unchanged, 0 refused
	// saved: garage
	// kaj holds nothing
	// # what is invalid is refused as a whole
	// casework: clients[1]: "bank" is not on the client list
	// casework: consultants: is empty; want one or more consultants
	// casework: programs[1]: "archive" is not a program of the package; want one of "bookkeeping", "invoicing", "payroll"
}
