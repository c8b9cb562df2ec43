package main

func Example() {
	main()
	// Output:
	// anna, nurse in east
	//   incident 1: read
	//   incident 2: read
	//   feedback 1: read, change, delete
	// anna, nurse in west
	//   incident 1: nothing
	//   incident 2: nothing
	//   feedback 1: read, change, delete
	// bo, nurse in west
	//   incident 1: change
	//   incident 2: nothing
	//   feedback 1: read
	// cia, quality in head office
	//   incident 1: read, change, share-publicly
	//   incident 2: read, change, share-publicly
	//   feedback 1: nothing
	//
	// who may do what
	// profile  form      read       change      delete      register  change form  share publicly  change closed  administer
	// nurse    incident  workspace  involved    -           yes       -            -               -              -
	// nurse    feedback  all        registered  registered  -         -            -               -              -
	// quality  incident  all        all         -           -         -            yes             yes            -
	// quality  feedback  -          -           -           -         -            -               -              -
	// office   incident  all        all         all         yes       yes          yes             yes            yes
	// office   feedback  all        all         all         yes       yes          yes             yes            yes
	//
	// worth a second look
	//   "nurse" on "incident": change involved reaches cases that read workspace does not (change-wider-than-read)
	//   "quality" on "incident": every case can be shared publicly (shares-all)
	//
	// bo asks for more
	// profile.set-rights by bo: 0 done, 0 unchanged, 3 refused
	//   nurse gains read all (incident): refused, profile/not-administrator
	//   nurse gains change involved (incident): refused, profile/not-administrator
	//   nurse gains register (incident): refused, profile/not-administrator
	//
	// olga looks at what it would change
	// profile.set-rights by olga: 2 done, 0 unchanged, 0 refused
	//   nurse loses read workspace (incident): done
	//   nurse gains read all (incident): done
	// not kept: denied: profile/other-workspace by "nurse"
	// kept: allowed: profile/all by "nurse"
	//
	// worth a second look
	//   "quality" on "incident": every case can be shared publicly (shares-all)
	//
	// olga takes it back
	// profile.set-rights by olga: 2 done, 0 unchanged, 0 refused
	//   nurse loses read all (incident): done
	//   nurse gains read workspace (incident): done
	// kept as well: denied: profile/other-workspace by "nurse"
}
