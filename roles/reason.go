package roles

import "lupa.example/access"

// The area's reasons.
const (
	ReasonGranted      access.Reason = "roles/granted"        // allowed
	ReasonNotMember    access.Reason = "roles/not-member"     // denied: holds nothing in this organisation
	ReasonNoRole       access.Reason = "roles/no-role"        // denied: belongs to it, without any role
	ReasonUnknownRole  access.Reason = "roles/unknown-role"   // denied: no role held is in the catalogue
	ReasonNotGranted   access.Reason = "roles/not-granted"    // denied: no role held grants it
	ReasonNoSignIn     access.Reason = "roles/no-sign-in"     // denied: no role held gives sign-in
	ReasonNotSignedIn  access.Reason = "roles/not-signed-in"  // denied: given in a session only
	ReasonNotOwn       access.Reason = "roles/not-own"        // denied: given over one's own only
	ReasonNotAssigned  access.Reason = "roles/not-assigned"   // denied: not permitted within the agent assignment
	ReasonNotSignedOut access.Reason = "roles/not-signed-out" // denied: may create and approve
)
