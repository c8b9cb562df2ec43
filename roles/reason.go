package roles

import (
	"lupa.example/access"
	"lupa.example/access/foresight"
)

// The area's reasons.
const (
	ReasonGranted      access.Reason = "roles/granted"
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
	ReasonNotMember:     "does not belong to this organisation",
	ReasonNoRole:        "belongs to the organisation, without any role",
	ReasonUnknownRole:   "none of the roles held is in the catalogue",
	ReasonNotGranted:    "no role held there includes this",
	ReasonNoSignIn:      "no role held there gives sign-in",
	ReasonNotSignedIn:   "the role gives this to who is signed in only",
	ReasonNotOwn:        "the role gives this over one's own only",
	ReasonNotAssigned:   "not permitted within this agent assignment",
	ReasonNotSignedOut:  "may create orders or created this one, and is not known to be signed out",
	ReasonOwnOrder:      "approving takes somebody else than who created the order",
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
