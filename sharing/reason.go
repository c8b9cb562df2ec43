package sharing

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/foresight"
)

// The area's reasons. The first ones allow.
const (
	ReasonOwn      access.Reason = "sharing/own"
	ReasonRule     access.Reason = "sharing/rule"
	ReasonCustomer access.Reason = "sharing/customer"
	ReasonStaff    access.Reason = "sharing/staff"

	ReasonNotShared access.Reason = "sharing/not-shared"
	ReasonNoAccount access.Reason = "sharing/no-account"
	ReasonNotStaff  access.Reason = "sharing/not-staff"
)

// Explain says what a reason of the area means, in the words of the package
// documentation; "" for any other reason.
func (*Rules) Explain(r access.Reason) string { return meanings[r] }

var meanings = map[access.Reason]string{
	ReasonOwn:       "the result is the customer number's own",
	ReasonRule:      "a rule shares the result with the customer number",
	ReasonCustomer:  "the user acts for a customer number",
	ReasonStaff:     "the user is on the laboratory's staff",
	ReasonNotShared: "the result is neither the customer number's own nor shared with it by any rule",
	ReasonNoAccount: "the user acts for no customer number",
	ReasonNotStaff:  "the user is not on the laboratory's staff",
}

var _ foresight.Gatekeeper = (*Rules)(nil)

// Gates returns what is looked at for a question, in order: see [foresight.Gatekeeper].
func (*Rules) Gates(k access.Kind, a access.Action) []foresight.Gate {
	if !slices.Contains(actionsOf(k), a) {
		return nil
	}
	gates := []foresight.Gate{{LooksAt: "what is known of the person", Denies: []access.Reason{access.ReasonAmbiguousFact, access.ReasonNoFact}}}
	number := foresight.Gate{LooksAt: "the customer number for which they act", Denies: []access.Reason{ReasonNoAccount}}
	switch a {
	case ActionView:
		return append(gates, number,
			foresight.Gate{LooksAt: "whether the result is that number's own", Allows: []access.Reason{ReasonOwn}},
			foresight.Gate{LooksAt: "the rules", Allows: []access.Reason{ReasonRule}, Denies: []access.Reason{ReasonNotShared}})
	case ActionRequest:
		number.Allows = []access.Reason{ReasonCustomer}
		return append(gates, number)
	default:
		return append(gates, foresight.Gate{LooksAt: "whether they are on the staff", Allows: []access.Reason{ReasonStaff}, Denies: []access.Reason{ReasonNotStaff}})
	}
}
