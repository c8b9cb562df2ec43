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
	// profile.set-rights by bo: 0 changes, 0 unchanged, 3 refused
	//   profile nurse gains read all (form incident): refused, profile/not-administrator
	//   profile nurse gains change involved (form incident): refused, profile/not-administrator
	//   profile nurse gains right register (form incident): refused, profile/not-administrator
	//
	// olga looks at what it would change
	// profile.set-rights by olga: 2 changes, 0 unchanged, 0 refused
	//   profile nurse loses read workspace (form incident)
	//   profile nurse gains read all (form incident)
	// not kept: denied: profile/other-workspace by "nurse"
	// kept: allowed: profile/all by "nurse"
	//
	// worth a second look
	//   "quality" on "incident": every case can be shared publicly (shares-all)
	//
	// olga takes it back
	// profile.set-rights by olga: 2 changes, 0 unchanged, 0 refused
	//   profile nurse loses read all (form incident)
	//   profile nurse gains read workspace (form incident)
	// kept as well: denied: profile/other-workspace by "nurse"
	//
	// anna leaves
	//   profile nurse
	//   workspace east
	//   group day shift
	//   registration (case incident 1)
	//   selection (case incident 3)
}
