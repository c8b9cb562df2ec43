package main

func Example() {
	main()
	// Output:
	// 1. one and two see each other, three is not concerned
	//    gained: 31200-01 sees 31200-02
	//    gained: 31200-02 sees 31200-01
	//    sharing.add by kim: 2 done, 0 unchanged, 0 refused
	//    one opens a result of one: OK
	//    two opens a result of one: OK
	//    three opens a result of one: Not Found
	//    four, of next year opens a result of one: Not Found
	//    sharing.remove by kim: 2 done, 0 unchanged, 0 refused
	//
	// 2. one and two see each other and three, who sees nobody
	//    gained: 31200-01 sees 31200-02
	//    gained: 31200-01 sees 31200-03
	//    gained: 31200-02 sees 31200-01
	//    gained: 31200-02 sees 31200-03
	//    sharing.add by kim: 4 done, 0 unchanged, 0 refused
	//    one opens a result of one: OK
	//    two opens a result of one: OK
	//    three opens a result of one: Not Found
	//    four, of next year opens a result of one: Not Found
	//    sharing.remove by kim: 4 done, 0 unchanged, 0 refused
	//
	// 3. two sees the whole group, now and in the future
	//    gained: 31200-02 sees every other present or future number of group 31200
	//    sharing.add by kim: 1 done, 0 unchanged, 0 refused
	//    one opens a result of one: OK
	//    two opens a result of one: OK
	//    three opens a result of one: Not Found
	//    four, of next year opens a result of one: Not Found
	//    sharing.remove by kim: 1 done, 0 unchanged, 0 refused
	//
	// 4. the whole group, now and in the future, sees one
	//    gained: every other present or future number of group 31200 sees 31200-01
	//    sharing.add by kim: 1 done, 0 unchanged, 0 refused
	//    one opens a result of one: OK
	//    two opens a result of one: OK
	//    three opens a result of one: OK
	//    four, of next year opens a result of one: OK
	//    sharing.remove by kim: 1 done, 0 unchanged, 0 refused
	//
	// 5. the whole group sees the whole group
	//    gained: every other present or future number of group 31200 sees every other present or future number of group 31200
	//    sharing.add by kim: 1 done, 0 unchanged, 0 refused
	//    one opens a result of one: OK
	//    two opens a result of one: OK
	//    three opens a result of one: OK
	//    four, of next year opens a result of one: OK
	//    sharing.remove by kim: 1 done, 0 unchanged, 0 refused
	//
	// A form with mistakes:
	// sharing: viewers line 1: "31200-01, 31200-02" is not one customer number or group; want nnnnn-nn, nnnnn or nnnnn*
	// sharing: sharers line 1: "31200-1" is not one customer number or group; want nnnnn-nn, nnnnn or nnnnn*
	// sharing: sharers line 3: "0000*" is not one customer number or group; want nnnnn-nn, nnnnn or nnnnn*
}
