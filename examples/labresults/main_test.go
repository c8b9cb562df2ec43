package main

func Example() {
	main()
	// Output:
	// wish-1: one and two see each other, three is not concerned
	//    sharing.ask by one: 2 changes, 1 unchanged, 0 refused
	//      viewers 31200-01, 31200-02 gains rule wish-1 (sharers 31200-01, 31200-02)
	//      one gains authority 31200* (rule wish-1): unchanged
	//      viewers 31200-01, 31200-02 gains sight (sharers 31200-01, 31200-02)
	//    sharing.add by kim: 2 changes, 1 unchanged, 0 refused
	//    one opens a result of one: OK
	//    two opens a result of one: OK
	//    three opens a result of one: Not Found
	//    four, of next year opens a result of one: Not Found
	//    sharing.remove by kim: 2 changes, 0 unchanged, 0 refused
	//
	// wish-2: one and two see each other and three, who sees nobody
	//    sharing.ask by one: 2 changes, 1 unchanged, 0 refused
	//      viewers 31200-01, 31200-02 gains rule wish-2 (sharers 31200-01, 31200-02, 31200-03)
	//      one gains authority 31200* (rule wish-2): unchanged
	//      viewers 31200-01, 31200-02 gains sight (sharers 31200-01, 31200-02, 31200-03)
	//    sharing.add by kim: 2 changes, 1 unchanged, 0 refused
	//    one opens a result of one: OK
	//    two opens a result of one: OK
	//    three opens a result of one: Not Found
	//    four, of next year opens a result of one: Not Found
	//    sharing.remove by kim: 2 changes, 0 unchanged, 0 refused
	//
	// wish-3: two sees the whole group, now and in the future
	//    sharing.ask by one: 2 changes, 1 unchanged, 0 refused
	//      viewers 31200-02 gains rule wish-3 (sharers 31200*)
	//      one gains authority 31200* (rule wish-3): unchanged
	//      viewers 31200-02 gains sight (sharers 31200*)
	//    sharing.add by kim: 2 changes, 1 unchanged, 0 refused
	//    one opens a result of one: OK
	//    two opens a result of one: OK
	//    three opens a result of one: Not Found
	//    four, of next year opens a result of one: Not Found
	//    sharing.remove by kim: 2 changes, 0 unchanged, 0 refused
	//
	// wish-4: the whole group, now and in the future, sees one
	//    sharing.ask by one: 2 changes, 1 unchanged, 0 refused
	//      viewers 31200* gains rule wish-4 (sharers 31200-01)
	//      one gains authority 31200* (rule wish-4): unchanged
	//      viewers 31200* (but 31200-01) gains sight (sharers 31200-01)
	//    sharing.add by kim: 2 changes, 1 unchanged, 0 refused
	//    one opens a result of one: OK
	//    two opens a result of one: OK
	//    three opens a result of one: OK
	//    four, of next year opens a result of one: OK
	//    sharing.remove by kim: 2 changes, 0 unchanged, 0 refused
	//
	// wish-5: the whole group sees the whole group
	//    sharing.ask by one: 2 changes, 1 unchanged, 0 refused
	//      viewers 31200* gains rule wish-5 (sharers 31200*)
	//      one gains authority 31200* (rule wish-5): unchanged
	//      viewers 31200* gains sight (sharers 31200*)
	//    sharing.add by kim: 2 changes, 1 unchanged, 0 refused
	//    one opens a result of one: OK
	//    two opens a result of one: OK
	//    three opens a result of one: OK
	//    four, of next year opens a result of one: OK
	//    sharing.remove by kim: 2 changes, 0 unchanged, 0 refused
	//
	// A form with mistakes:
	// sharing: viewers line 1: "31200-01, 31200-02" is not one customer number or group; want nnnnn-nn, nnnnn or nnnnn*
	// sharing: sharers line 1: "31200-1" is not one customer number or group; want nnnnn-nn, nnnnn or nnnnn*
	// sharing: sharers line 2: "31200–03" is not one customer number or group; want nnnnn-nn, nnnnn or nnnnn* (U+2013 where a hyphen is wanted)
	// sharing: sharers line 3: "0000*" is not one customer number or group; want nnnnn-nn, nnnnn or nnnnn*
	//
	// A question about others:
	// sharing: authority: does not cover 50000*, which is sharers[0] of the rule
	//
	// Two leaves:
	//    viewers 31200-02: rule wish-3
	//    sharing.remove by kim: 2 changes, 0 unchanged, 0 refused
	//    rules that are left: 1
}
