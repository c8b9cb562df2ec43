// Package sharingoracle decides who sees whose results, slowly and plainly.
package sharingoracle

// A Policy is the rules in force.
type Policy struct{ Rules []Rule }

// A Rule lets every viewer see the results of every sharer. Each entry is a customer
// number "nnnnn-nn" or a group, "nnnnn" or "nnnnn*".
type Rule struct {
	ID               string
	Viewers, Sharers []string
}

// A Subject is who asks, with every fact that was given about them.
type Subject struct {
	User  string
	Facts []User
}

// A User is one fact about the person.
type User struct {
	Account string // "" acts for no customer number
	Staff   bool
}

// A Resource is a "sharing.result", which has an owner, or a "sharing.rule", which has
// viewers and sharers.
type Resource struct {
	Kind             string
	Owner            string
	Viewers, Sharers []string
}

// Check decides.
func Check(p Policy, s Subject, action string, r Resource) bool {
	if s.User == "" {
		return false
	}
	if len(s.Facts) == 0 {
		return false
	}
	fact := s.Facts[0]
	for _, f := range s.Facts {
		if f != fact { // the same fact twice is one fact, different ones are ambiguous
			return false
		}
	}
	switch r.Kind + " " + action {
	case "sharing.result view": // to see is all that can be done with a result
		return view(p, fact.Account, r.Owner)
	case "sharing.rule request": // whoever acts for a customer number, also one that the rule does not name
		return complete(r) && IsCustomer(fact.Account)
	case "sharing.rule configure": // the laboratory's staff only
		return complete(r) && fact.Staff
	}
	return false
}

func view(p Policy, account, owner string) bool {
	if !IsCustomer(account) || !IsCustomer(owner) { // a group's number is no customer's
		return false
	}
	if account == owner { // one's own, whatever the rules
		return true
	}
	for _, rule := range p.Rules { // one rule at a time: they add up and never make a chain
		// One way: to stand among the sharers lets nobody see.
		if covered(rule.Viewers, account) && covered(rule.Sharers, owner) {
			return true
		}
	}
	return false // being in one group is not asked anywhere
}

// covered says whether an entry of the list is the customer, or the customer's group.
func covered(entries []string, customer string) bool {
	for _, entry := range entries {
		if entry == customer {
			return true
		}
		if IsGroup(entry) && entry[:5] == customer[:5] { // the whole main number
			return true
		}
	}
	return false
}

// complete says whether a rule that is asked about has entries on both sides and
// nothing else there.
func complete(r Resource) bool {
	for _, entry := range append(append([]string{}, r.Viewers...), r.Sharers...) {
		if !IsCustomer(entry) && !IsGroup(entry) {
			return false
		}
	}
	return len(r.Viewers) > 0 && len(r.Sharers) > 0
}

// IsCustomer says whether s is a customer number, nnnnn-nn.
func IsCustomer(s string) bool {
	return len(s) == 8 && digits(s[:5]) && s[5] == '-' && digits(s[6:])
}

// IsGroup says whether s is a group, nnnnn or nnnnn*.
func IsGroup(s string) bool {
	return len(s) == 5 && digits(s) || len(s) == 6 && digits(s[:5]) && s[5] == '*'
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
