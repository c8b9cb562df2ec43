package sharing

import "lupa.example/access"

// The area's reasons. The first ones allow.
const (
	ReasonOwn      access.Reason = "sharing/own"      // it is the customer number's own result
	ReasonRule     access.Reason = "sharing/rule"     // a rule shares it; By is the rule's id
	ReasonCustomer access.Reason = "sharing/customer" // acts for a customer number
	ReasonStaff    access.Reason = "sharing/staff"    // on the laboratory's staff

	ReasonNotShared access.Reason = "sharing/not-shared" // neither own nor shared by any rule
	ReasonNoAccount access.Reason = "sharing/no-account" // acts for no customer number
	ReasonNotStaff  access.Reason = "sharing/not-staff"  // not on the laboratory's staff
)

// Explain says what a reason of this area means; "" for a reason of others.
func (*Rules) Explain(r access.Reason) string {
	switch r {
	case ReasonOwn:
		return "the result is the customer number's own"
	case ReasonRule:
		return "a rule shares the result with the customer number"
	case ReasonCustomer:
		return "the user acts for a customer number"
	case ReasonStaff:
		return "the user is on the laboratory's staff"
	case ReasonNotShared:
		return "the result is neither the customer number's own nor shared with it by any rule"
	case ReasonNoAccount:
		return "the user acts for no customer number"
	case ReasonNotStaff:
		return "the user is not on the laboratory's staff"
	default:
		return ""
	}
}
