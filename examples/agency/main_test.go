package main

func Example() {
	main()
	// Output:
	// kaj   use bookkeeping                        allowed: casework/consultant by "consultant"
	// kaj   use payroll                            denied: casework/not-assigned by "consultant"
	// per   use bookkeeping, which he administers  denied: casework/no-access
	// per   assign bookkeeping                     allowed: casework/program-administrator by "program-administrator"
	// per   assign payroll                         denied: casework/not-administrator
	// per   give mona access                       allowed: casework/program-administrator by "program-administrator"
	// per   remove kaj                             allowed: casework/program-administrator by "program-administrator"
	// per   remove lena                            denied: casework/holds-other-programs by "program-administrator"
	// sara  remove lena                            allowed: casework/system-administrator by "system-administrator"
	// sara  remove herself                         denied: casework/last-system-administrator by "system-administrator"
	// mona  see the client                         denied: casework/no-access
}
