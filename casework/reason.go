package casework

import "lupa.example/access"

// The area's reasons. The first ones allow.
const (
	ReasonResponsible          access.Reason = "casework/responsible"           // responsible for the client
	ReasonShared               access.Reason = "casework/shared"                // the client is shared with the user
	ReasonSystemAdministrator  access.Reason = "casework/system-administrator"  // system administrator there
	ReasonProgramAdministrator access.Reason = "casework/program-administrator" // administrator of programs there
	ReasonConsultant           access.Reason = "casework/consultant"            // with access, or who has the program

	ReasonOtherOrganisation       access.Reason = "casework/other-organisation"        // acts for another organisation
	ReasonNoAccess                access.Reason = "casework/no-access"                 // no access to the client
	ReasonResponsibleOnly         access.Reason = "casework/responsible-only"          // shared, but only the responsible does this
	ReasonOutsidePackage          access.Reason = "casework/outside-package"           // not a program of the agency's package
	ReasonNotAssigned             access.Reason = "casework/not-assigned"              // has access, but not the program
	ReasonNotAdministrator        access.Reason = "casework/not-administrator"         // no administrator there who could do this
	ReasonHoldsOtherPrograms      access.Reason = "casework/holds-other-programs"      // the consultant has a program that the user does not administer
	ReasonSystemAdministratorOnly access.Reason = "casework/system-administrator-only" // the consultant is an administrator there
	ReasonLastSystemAdministrator access.Reason = "casework/last-system-administrator" // the consultant is the only one there
)
