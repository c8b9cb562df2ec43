package profile

import "lupa.example/access"

// The area's reasons. The first ones allow.
const (
	ReasonAdministrator access.Reason = "profile/administrator"
	ReasonAll           access.Reason = "profile/all"
	ReasonWorkspace     access.Reason = "profile/workspace"
	ReasonInvolved      access.Reason = "profile/involved"
	ReasonRegistered    access.Reason = "profile/registered"
	ReasonGranted       access.Reason = "profile/granted"

	ReasonUnknownProfile    access.Reason = "profile/unknown-profile"
	ReasonModuleOff         access.Reason = "profile/module-off"
	ReasonUnknownForm       access.Reason = "profile/unknown-form"
	ReasonNoScope           access.Reason = "profile/no-scope"
	ReasonOtherWorkspace    access.Reason = "profile/other-workspace"
	ReasonNotInvolved       access.Reason = "profile/not-involved"
	ReasonNotRegistrant     access.Reason = "profile/not-registrant"
	ReasonClosed            access.Reason = "profile/closed"
	ReasonNotSwitchedOn     access.Reason = "profile/not-switched-on"
	ReasonNotAdministrator  access.Reason = "profile/not-administrator"
	ReasonNoFreeText        access.Reason = "profile/no-free-text"
	ReasonNoQueryBuilder    access.Reason = "profile/no-query-builder"
	ReasonNothingToSearch   access.Reason = "profile/nothing-to-search"
	ReasonFormNotAccessible access.Reason = "profile/form-not-accessible"
	ReasonNotOneForm        access.Reason = "profile/not-one-form"
	ReasonNotSaver          access.Reason = "profile/not-saver"
)

// Explain says what a reason of the area means, in the words of the package
// documentation; "" for any other reason.
func (*Site) Explain(r access.Reason) string { return meanings[r] }

var meanings = map[access.Reason]string{
	ReasonAdministrator: "administrator mode",
	ReasonAll:           "every case of the form",
	ReasonWorkspace:     "registered in the user's workspace",
	ReasonInvolved:      "the user is selected on it",
	ReasonRegistered:    "the user registered it",
	ReasonGranted:       "switched on, for the form or for searching",

	ReasonUnknownProfile:    "the site has no such profile",
	ReasonModuleOff:         "the profile lacks the case module",
	ReasonUnknownForm:       "the site has no such form",
	ReasonNoScope:           "the scope is none",
	ReasonOtherWorkspace:    "the scope is workspace, and it is another, or not known",
	ReasonNotInvolved:       "the scope is involved, and the user is not",
	ReasonNotRegistrant:     "the scope is registered, and another registered it, or nobody known",
	ReasonClosed:            "the case is closed, or not known to be open",
	ReasonNotSwitchedOn:     "the form's switch for it is off",
	ReasonNotAdministrator:  "only administrator mode does this",
	ReasonNoFreeText:        "the profile has no free-text search",
	ReasonNoQueryBuilder:    "the profile has no query builder",
	ReasonNothingToSearch:   "the profile reads no form",
	ReasonFormNotAccessible: "the profile does not read the form",
	ReasonNotOneForm:        "the query builder takes exactly one form",
	ReasonNotSaver:          "the saved query is another user's",
}
