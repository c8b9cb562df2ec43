package sharing

import "lupa.example/access"

// The area's reasons.
const (
	ReasonOwn       access.Reason = "sharing/own"        // allowed: it is the customer number's own result
	ReasonRule      access.Reason = "sharing/rule"       // allowed: a rule shares it; By is the rule's id
	ReasonCustomer  access.Reason = "sharing/customer"   // allowed: acts for a customer number
	ReasonStaff     access.Reason = "sharing/staff"      // allowed: on the laboratory's staff
	ReasonNotShared access.Reason = "sharing/not-shared" // denied: neither own nor shared by any rule
	ReasonNoAccount access.Reason = "sharing/no-account" // denied: acts for no customer number
	ReasonNotStaff  access.Reason = "sharing/not-staff"  // denied: not on the laboratory's staff
)
