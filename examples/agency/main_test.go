package main

func Example() {
	main()
	// Output:
	// # who may do what at the bakery
	// kaj   use bookkeeping                        allowed: casework/consultant by "consultant"
	// kaj   use payroll                            denied: casework/not-assigned by "consultant"
	// per   use bookkeeping, which he administers  denied: casework/no-access
	// per   assign bookkeeping                     allowed: casework/program-administrator by "program-administrator"
	// per   assign payroll                         denied: casework/not-administrator
	// per   give mona access                       allowed: casework/program-administrator by "program-administrator"
	// per   remove lena                            denied: casework/holds-other-programs by "program-administrator"
	// sara  remove lena                            allowed: casework/system-administrator by "system-administrator"
	// sara  remove herself                         denied: casework/last-system-administrator by "system-administrator"
	// mona  see the client                         denied: casework/no-access
	// # mona asks for everything at both clients; per gives what he may
	// to be saved: casework.give by per: 2 done, 0 unchanged, 6 refused
	//   mona gains access (bakery): done
	//   mona gains bookkeeping (bakery): done
	//   mona gains invoicing (bakery): refused, casework/not-administrator
	//   mona gains payroll (bakery): refused, casework/not-administrator
	//   mona gains access (garage): refused, casework/not-administrator
	//   mona gains bookkeeping (garage): refused, casework/not-administrator
	//   mona gains invoicing (garage): refused, casework/not-administrator
	//   mona gains payroll (garage): refused, casework/not-administrator
	// casework.give by per: 2 done, 0 unchanged, 6 refused
	// saved: bakery
	// mona  use bookkeeping                        allowed: casework/consultant by "consultant"
	// mona  see the garage                         denied: casework/no-access
	// # sara gives her the rest, and again
	// casework.give by sara: 6 done, 2 unchanged, 0 refused
	// saved: bakery
	// saved: garage
	// casework.give by sara: 0 done, 8 unchanged, 0 refused
	// # and takes a program back; the access stays
	// casework.remove-programs by sara: 2 done, 0 unchanged, 0 refused
	// saved: bakery
	// kaj   use bookkeeping                        denied: casework/not-assigned by "consultant"
	// kaj   see the client                         allowed: casework/consultant by "consultant"
	// # and then the access, but not that of the last system administrator
	// to be saved: casework.remove-access by sara: 2 done, 0 unchanged, 1 refused, 1 to look at
	//   mona loses access (garage): done
	//   sara loses access (garage): done
	//   tove loses access (garage): refused, casework/last-system-administrator
	//   note: sara is no longer system administrator (garage)
	// casework.remove-access by sara: 2 done, 0 unchanged, 1 refused, 1 to look at
	// saved: garage
	// sara  see the garage                         denied: casework/no-access
	// # what is not valid is refused as a whole
	// casework: clients[1]: "bank" is not on the client list
	// casework: consultants: are none; want at least one
	// casework: programs[1]: "archive" is not a program of the package
}
