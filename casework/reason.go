package casework

import "lupa.example/access"

// The area's reasons. The first ones allow.
const (
	ReasonResponsible          access.Reason = "casework/responsible"
	ReasonShared               access.Reason = "casework/shared"
	ReasonSteward              access.Reason = "casework/steward"
	ReasonSystemAdministrator  access.Reason = "casework/system-administrator"
	ReasonProgramAdministrator access.Reason = "casework/program-administrator"
	ReasonConsultant           access.Reason = "casework/consultant"

	ReasonOtherOrganisation       access.Reason = "casework/other-organisation"
	ReasonNoAccess                access.Reason = "casework/no-access"
	ReasonResponsibleOnly         access.Reason = "casework/responsible-only"
	ReasonNoStewards              access.Reason = "casework/no-stewards"
	ReasonNotSteward              access.Reason = "casework/not-steward"
	ReasonOutsidePackage          access.Reason = "casework/outside-package"
	ReasonNotAssigned             access.Reason = "casework/not-assigned"
	ReasonNotAdministrator        access.Reason = "casework/not-administrator"
	ReasonHoldsOtherPrograms      access.Reason = "casework/holds-other-programs"
	ReasonSystemAdministratorOnly access.Reason = "casework/system-administrator-only"
	ReasonLastSystemAdministrator access.Reason = "casework/last-system-administrator"
)

// Explain says what a reason of the area means, in the words of the package
// documentation; "" for any other reason.
func (*Practice) Explain(r access.Reason) string { return meanings[r] }

var meanings = map[access.Reason]string{
	ReasonResponsible:          "responsible for the client",
	ReasonShared:               "the client is shared with the user",
	ReasonSteward:              "a steward of the client's organisation",
	ReasonSystemAdministrator:  "system administrator at the client",
	ReasonProgramAdministrator: "administrator of programs at the client",
	ReasonConsultant:           "a consultant with access, or who has the program",

	ReasonOtherOrganisation:       "acts for another organisation",
	ReasonNoAccess:                "no access to the client",
	ReasonResponsibleOnly:         "shared with the user, but only the responsible does this",
	ReasonNoStewards:              "the practice appoints no stewards",
	ReasonNotSteward:              "the user is no steward",
	ReasonOutsidePackage:          "the program is not of the agency's package",
	ReasonNotAssigned:             "has access, but not the program",
	ReasonNotAdministrator:        "no administrator there who could do this",
	ReasonHoldsOtherPrograms:      "the consultant has a program that the user does not administer",
	ReasonSystemAdministratorOnly: "the consultant is an administrator there",
	ReasonLastSystemAdministrator: "the consultant is the only system administrator there",
}
