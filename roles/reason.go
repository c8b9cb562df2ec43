package roles

import (
	"lupa.example/access"
	"lupa.example/access/foresight"
)

// The area's reasons. The first one allows.
const (
	ReasonGranted access.Reason = "roles/granted"

	ReasonNotMember    access.Reason = "roles/not-member"
	ReasonNoRole       access.Reason = "roles/no-role"
	ReasonUnknownRole  access.Reason = "roles/unknown-role"
	ReasonNotGranted   access.Reason = "roles/not-granted"
	ReasonNoSignIn     access.Reason = "roles/no-sign-in"
	ReasonNotSignedIn  access.Reason = "roles/not-signed-in"
	ReasonNotOwn       access.Reason = "roles/not-own"
	ReasonNotAssigned  access.Reason = "roles/not-assigned"
	ReasonNotSignedOut access.Reason = "roles/not-signed-out"
	ReasonOwnOrder     access.Reason = "roles/own-order"

	ReasonNotAssignable access.Reason = "roles/not-assignable" // of acts; Check does not give it
)

// Explain says what a reason of the area means, in the words of the package
// documentation; "" for any other reason.
func (*Catalog) Explain(r access.Reason) string { return meanings[r] }

var meanings = map[access.Reason]string{
	ReasonGranted:       "the role grants it",
	ReasonNotMember:     "the user does not belong to the organisation",
	ReasonNoRole:        "the user belongs to the organisation, without any role",
	ReasonUnknownRole:   "none of the user's roles there is in the catalogue",
	ReasonNotGranted:    "none of the user's roles there includes this",
	ReasonNoSignIn:      "none of the user's roles there gives sign-in",
	ReasonNotSignedIn:   "the role gives this only to users who are signed in",
	ReasonNotOwn:        "the role gives this only over the user's own",
	ReasonNotAssigned:   "the user is not permitted to do this within the agent assignment",
	ReasonNotSignedOut:  "the user may create orders or created this one, and is not known to be signed out",
	ReasonOwnOrder:      "the user created the order, which somebody else has to approve",
	ReasonNotAssignable: "the role is not among those that its holder gives and takes",
}

var _ foresight.Gatekeeper = (*Catalog)(nil)

// Gates returns what is looked at for a question, in order: see [foresight.Gatekeeper].
func (c *Catalog) Gates(k access.Kind, a access.Action) []foresight.Gate {
	right := c.rightOf(k, a)
	if right == nil {
		return nil
	}
	gates := []foresight.Gate{
		{LooksAt: "the person's roles in the organisation", Denies: []access.Reason{access.ReasonNoFact, ReasonNotMember, ReasonNoRole, ReasonUnknownRole}},
		{LooksAt: "what these roles grant", Denies: []access.Reason{ReasonNotGranted, ReasonNoSignIn, ReasonNotSignedIn, ReasonNotOwn}},
	}
	switch right.gate {
	case handlingGate:
		gates = append(gates, foresight.Gate{LooksAt: "the personal permission within the agent assignment", Denies: []access.Reason{ReasonNotAssigned}})
	case approvingGate:
		gates = append(gates, foresight.Gate{
			LooksAt: "whether they might have created it themselves, and are signed out",
			Denies:  []access.Reason{ReasonOwnOrder, ReasonNotSignedOut},
		})
	}
	gates[len(gates)-1].Allows = []access.Reason{ReasonGranted}
	return gates
}
