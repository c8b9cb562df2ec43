package casework

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/foresight"
)

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
	ReasonResponsible:          "the user is responsible for the client",
	ReasonShared:               "the client is shared with the user",
	ReasonSteward:              "the user is a steward of the client's organisation",
	ReasonSystemAdministrator:  "the user is a system administrator at the client company",
	ReasonProgramAdministrator: "the user administers programs at the client company",
	ReasonConsultant:           "the user is a consultant with access, or who has the program",

	ReasonOtherOrganisation:       "the user acts for another organisation",
	ReasonNoAccess:                "the user has no access to the client",
	ReasonResponsibleOnly:         "the client is shared with the user, but only the responsible does this",
	ReasonNoStewards:              "the practice appoints no stewards",
	ReasonNotSteward:              "the user is no steward",
	ReasonOutsidePackage:          "the program is not of the agency's package",
	ReasonNotAssigned:             "the user has access, but not the program",
	ReasonNotAdministrator:        "the user is no administrator there who could do this",
	ReasonHoldsOtherPrograms:      "the consultant has a program that the user does not administer",
	ReasonSystemAdministratorOnly: "the consultant is an administrator there",
	ReasonLastSystemAdministrator: "the consultant is the only system administrator there",
}

var _ foresight.Gatekeeper = (*Practice)(nil)

// Gates returns what is looked at for a question, in order: see [foresight.Gatekeeper].
func (p *Practice) Gates(k access.Kind, a access.Action) []foresight.Gate {
	if !p.built() || !slices.Contains(actionsOf(k), a) {
		return nil
	}
	known := foresight.Gate{LooksAt: "what is known of the person", Denies: []access.Reason{access.ReasonAmbiguousFact, access.ReasonNoFact, access.ReasonIncomplete}}
	org := foresight.Gate{LooksAt: "whether they act for the client's organisation", Denies: []access.Reason{ReasonOtherOrganisation}}
	if k != KindClient && k != KindSession {
		org.LooksAt = "whether they act for the agency"
	}
	switch k {
	case KindClient, KindSession:
		if p.reach(a) == reachAll {
			org.Allows = []access.Reason{ReasonSteward}
			return []foresight.Gate{known, {LooksAt: "whether they are a steward", Denies: []access.Reason{ReasonNoStewards, ReasonNotSteward}}, org}
		}
		return []foresight.Gate{known, org,
			{LooksAt: "who is responsible for the client", Allows: []access.Reason{ReasonResponsible}},
			{LooksAt: "with whom the client is shared", Allows: []access.Reason{ReasonShared}, Denies: []access.Reason{ReasonNoAccess, ReasonResponsibleOnly}},
		}
	case KindProgram:
		return append([]foresight.Gate{known, org}, programGates(a)...)
	case KindAccess:
		return append([]foresight.Gate{known, org}, accessGates(a)...)
	default:
		return []foresight.Gate{known, org, {
			LooksAt: "what they are there",
			Allows:  []access.Reason{ReasonSystemAdministrator, ReasonProgramAdministrator, ReasonConsultant},
			Denies:  []access.Reason{ReasonNoAccess},
		}}
	}
}

var administratorGate = foresight.Gate{
	LooksAt: "what they administer there",
	Allows:  []access.Reason{ReasonSystemAdministrator, ReasonProgramAdministrator},
	Denies:  []access.Reason{ReasonNotAdministrator},
}

// programGates are those behind the organisation.
func programGates(a access.Action) []foresight.Gate {
	if a == ActionUse {
		return []foresight.Gate{
			{LooksAt: "whether they have access there", Denies: []access.Reason{ReasonNoAccess}},
			{LooksAt: "whether they have the program there", Allows: []access.Reason{ReasonConsultant}, Denies: []access.Reason{ReasonNotAssigned}},
		}
	}
	return []foresight.Gate{{LooksAt: "the agency's package", Denies: []access.Reason{ReasonOutsidePackage}}, administratorGate}
}

// accessGates are those behind the organisation.
func accessGates(a access.Action) []foresight.Gate {
	if a == ActionGive {
		return []foresight.Gate{administratorGate}
	}
	return []foresight.Gate{
		{LooksAt: "what they administer there", Denies: []access.Reason{ReasonNotAdministrator}},
		{LooksAt: "whether the consultant is an administrator there", Denies: []access.Reason{ReasonSystemAdministratorOnly}},
		{LooksAt: "which programs the consultant has there", Allows: []access.Reason{ReasonProgramAdministrator}, Denies: []access.Reason{ReasonHoldsOtherPrograms}},
		{LooksAt: "whether another system administrator is left", Allows: []access.Reason{ReasonSystemAdministrator}, Denies: []access.Reason{ReasonLastSystemAdministrator}},
	}
}
