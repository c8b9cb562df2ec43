// Package caseworkoracle decides about counselling clients, and about consultants at an
// agency's client companies, slowly and plainly.
package caseworkoracle

// A Policy is what may differ from one practice to another.
type Policy struct {
	Package        []string // the programs that the agency assigns and removes
	SharedMayShare bool
	Stewards       bool
}

// A Subject is who asks, with every fact that was given about them.
type Subject struct {
	User  string
	Facts []User
}

// A User is one fact about the person: for whom they act, and whether as a steward.
type User struct {
	Org     string
	Steward bool
}

// A Resource is a "casework.client" or "casework.session" (Client), a
// "casework.engagement" (Engagement), a "casework.access" (Engagement, Consultant) or a
// "casework.program" (Engagement, Program).
type Resource struct {
	Kind       string
	Client     Client
	Engagement Engagement
	Consultant string
	Program    string
}

// A Client is a client of counselling.
type Client struct {
	Org, Responsible string
	Shared           []string
}

// An Engagement is a client company on an agency's list.
type Engagement struct {
	Org                   string
	SystemAdministrators  []string
	ProgramAdministrators map[string][]string // users by program
	Consultants           map[string][]string // programs by user with access
}

// Check decides.
func Check(p Policy, s Subject, action string, r Resource) bool {
	if s.User == "" || len(s.Facts) == 0 {
		return false
	}
	for _, f := range s.Facts {
		if f != s.Facts[0] { // different facts are ambiguous
			return false
		}
	}
	org := s.Facts[0].Org
	if org == "" {
		return false
	}
	switch r.Kind {
	case "casework.client", "casework.session":
		return client(p, s, action, r)
	case "casework.engagement", "casework.access", "casework.program":
		return engagement(p, s.User, org, action, r)
	}
	return false
}

func client(p Policy, s Subject, action string, r Resource) bool {
	c := r.Client
	user, org := s.User, s.Facts[0].Org
	if c.Responsible == "" { // every client has one
		return false
	}
	if org != c.Org { // those who act for another organisation have nothing here
		return false
	}
	responsible := user == c.Responsible
	access := responsible || in(c.Shared, user) // colleagues have none
	switch r.Kind + " " + action {
	case "casework.client view", "casework.client edit", "casework.client add-session":
		return access
	case "casework.session view", "casework.session edit": // whoever wrote it
		return access
	case "casework.client share": // shared on only where the practice allows it
		return responsible || access && p.SharedMayShare
	case "casework.client unshare", "casework.client transfer": // nobody else, whoever shared it
		return responsible
	case "casework.client hand-on": // whoever is responsible; the act asks more
		return p.Stewards && s.Facts[0].Steward
	}
	return false
}

func engagement(p Policy, user, org, action string, r Resource) bool {
	e := r.Engagement
	if org != e.Org { // those who act for another organisation have nothing here
		return false
	}
	administers := func(who, program string) bool { // that program, at this client company
		return program != "" && in(e.ProgramAdministrators[program], who)
	}
	system := in(e.SystemAdministrators, user)
	administersOne, administersOneOfPackage := false, false
	for program := range e.ProgramAdministrators {
		administersOne = administersOne || administers(user, program)
		administersOneOfPackage = administersOneOfPackage || administers(user, program) && in(p.Package, program)
	}
	programs, access := e.Consultants[user]

	switch r.Kind + " " + action {
	case "casework.engagement view":
		return access || system || administersOne

	case "casework.program use": // held here, in the package or not; to administer is not to use
		return access && in(programs, r.Program)
	case "casework.program assign", "casework.program remove": // of the package
		return in(p.Package, r.Program) && (system || administers(user, r.Program))

	case "casework.access give":
		return r.Consultant != "" && (system || administersOneOfPackage)
	case "casework.access remove":
		if r.Consultant == "" {
			return false
		}
		// The role of system administrator ends with the access, and one has to remain.
		others := false
		for _, a := range e.SystemAdministrators {
			others = others || a != "" && a != r.Consultant
		}
		if in(e.SystemAdministrators, r.Consultant) && !others {
			return false
		}
		if system {
			return true
		}
		// Others remove no administrator, and nobody who holds what they do not administer.
		consultantAdministers := in(e.SystemAdministrators, r.Consultant)
		for program := range e.ProgramAdministrators {
			consultantAdministers = consultantAdministers || administers(r.Consultant, program)
		}
		all := true
		for _, program := range e.Consultants[r.Consultant] {
			all = all && administers(user, program)
		}
		return administersOne && !consultantAdministers && all
	}
	return false
}

// in says whether the list has s. The empty identifier is in no list.
func in(list []string, s string) bool {
	for _, x := range list {
		if x == s && s != "" {
			return true
		}
	}
	return false
}
