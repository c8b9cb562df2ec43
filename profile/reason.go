package profile

import "lupa.example/access"

// The area's reasons. The first ones allow.
const (
	ReasonAdministrator access.Reason = "profile/administrator" // administrator mode
	ReasonAll           access.Reason = "profile/all"           // every case of the form
	ReasonWorkspace     access.Reason = "profile/workspace"     // registered in the user's workspace
	ReasonInvolved      access.Reason = "profile/involved"      // the user is selected on it
	ReasonRegistered    access.Reason = "profile/registered"    // the user registered it
	ReasonGranted       access.Reason = "profile/granted"       // switched on, for the form or for searching

	ReasonUnknownProfile    access.Reason = "profile/unknown-profile"     // the site has no such profile
	ReasonModuleOff         access.Reason = "profile/module-off"          // the profile has not the case module
	ReasonUnknownForm       access.Reason = "profile/unknown-form"        // the site has no such form
	ReasonNoScope           access.Reason = "profile/no-scope"            // the scope is none
	ReasonOtherWorkspace    access.Reason = "profile/other-workspace"     // the scope is workspace, and it is another
	ReasonNotInvolved       access.Reason = "profile/not-involved"        // the scope is involved, and the user is not
	ReasonNotRegistrant     access.Reason = "profile/not-registrant"      // the scope is registered, and another registered it
	ReasonClosed            access.Reason = "profile/closed"              // closed, or not known to be open
	ReasonNotSwitchedOn     access.Reason = "profile/not-switched-on"     // the form's switch for it is off
	ReasonNotAdministrator  access.Reason = "profile/not-administrator"   // only administrator mode does this
	ReasonNoFreeText        access.Reason = "profile/no-free-text"        // no free-text search
	ReasonNoQueryBuilder    access.Reason = "profile/no-query-builder"    // no query builder
	ReasonNothingToSearch   access.Reason = "profile/nothing-to-search"   // the profile reads no form
	ReasonFormNotAccessible access.Reason = "profile/form-not-accessible" // the profile does not read the form
	ReasonNotOneForm        access.Reason = "profile/not-one-form"        // the query builder takes exactly one
	ReasonNotSaver          access.Reason = "profile/not-saver"           // the saved query is another user's
)
