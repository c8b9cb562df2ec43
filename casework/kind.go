package casework

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/report"
)

// The kinds about which a [Practice] decides.
const (
	KindClient     access.Kind = "casework.client"     // of [Client]
	KindSession    access.Kind = "casework.session"    // of [Session]
	KindEngagement access.Kind = "casework.engagement" // of [Engagement]
	KindAccess     access.Kind = "casework.access"     // of [Access]
	KindProgram    access.Kind = "casework.program"    // of [Program]
)

// The kinds of what reports name besides. They are no resources.
const (
	KindClientWork           access.Kind = "casework.client-work"           // to view a client, and to work with it
	KindResponsibility       access.Kind = "casework.responsibility"        // for a client
	KindOrganisation         access.Kind = "casework.organisation"          // that gains or loses a client
	KindOwnership            access.Kind = "casework.ownership"             // of a client, by an organisation
	KindSystemAdministrator  access.Kind = "casework.system-administrator"  // the role at a client company
	KindProgramAdministrator access.Kind = "casework.program-administrator" // the role at a client company, by the program
)

// The kinds of what differences of practices name besides. They are no resources.
const (
	KindSteward                 access.Kind = "casework.steward"                   // of the client's organisation
	KindLastSystemAdministrator access.Kind = "casework.last-system-administrator" // the only one at a client company
	KindAdministered            access.Kind = "casework.administered-programs"     // those that somebody administers at a client company
)

// The kinds of what repairs name besides. They are no resources.
const (
	KindColleague access.Kind = "casework.colleague" // somebody else of the organisation
	KindPractice  access.Kind = "casework.practice"  // the rules
	KindSwitch    access.Kind = "casework.switch"    // sharedMayShare or stewards
)

// The actions. What is not here, such as deleting a client, is denied.
const (
	ActionView       access.Action = "view" // a client, a session, an engagement
	ActionEdit       access.Action = "edit" // a client, a session
	ActionAddSession access.Action = "add-session"
	ActionShare      access.Action = "share"
	ActionUnshare    access.Action = "unshare"
	ActionTransfer   access.Action = "transfer"
	ActionHandOn     access.Action = "hand-on"

	ActionGive   access.Action = "give"
	ActionRemove access.Action = "remove" // access, a program
	ActionUse    access.Action = "use"
	ActionAssign access.Action = "assign"
)

var (
	clientActions     = []access.Action{ActionView, ActionEdit, ActionAddSession, ActionShare, ActionUnshare, ActionTransfer, ActionHandOn}
	sessionActions    = []access.Action{ActionView, ActionEdit}
	engagementActions = []access.Action{ActionView}
	accessActions     = []access.Action{ActionGive, ActionRemove}
	programActions    = []access.Action{ActionUse, ActionAssign, ActionRemove}
)

var _ access.Describer = (*Practice)(nil)

// Kinds returns [KindClient], [KindSession], [KindEngagement], [KindAccess] and
// [KindProgram].
func (*Practice) Kinds() []access.Kind {
	return []access.Kind{KindClient, KindSession, KindEngagement, KindAccess, KindProgram}
}

// Actions returns the actions of a kind in the order of the package documentation;
// nil for a kind about which a practice does not decide.
func (*Practice) Actions(k access.Kind) []access.Action { return slices.Clone(actionsOf(k)) }

// actionsOf returns the actions that Check applies to the kind, nil for a kind about
// which it does not decide.
func actionsOf(k access.Kind) []access.Action {
	switch k {
	case KindClient:
		return clientActions
	case KindSession:
		return sessionActions
	case KindEngagement:
		return engagementActions
	case KindAccess:
		return accessActions
	case KindProgram:
		return programActions
	default:
		return nil
	}
}

// ID returns the ID of the row; "" for nil, and for a resource that is none of the
// area's own. That of a program is its name.
func (*Practice) ID(r access.Resource) string {
	switch r := r.(type) {
	case *Client:
		if r != nil {
			return r.ID
		}
	case *Session:
		if r != nil {
			return r.ID
		}
	case *Engagement:
		if r != nil {
			return r.ID
		}
	case *Access:
		if r != nil {
			return r.ID
		}
	case *Program:
		if r != nil {
			return r.ID
		}
	}
	return ""
}

// Things as reports name them.

var (
	clientWorkThing          = report.Thing{Kind: KindClientWork}
	responsibilityThing      = report.Thing{Kind: KindResponsibility}
	ownershipThing           = report.Thing{Kind: KindOwnership}
	accessThing              = report.Thing{Kind: KindAccess}
	systemAdministratorThing = report.Thing{Kind: KindSystemAdministrator}
)

func organisationThing(org string) report.Thing { return report.Thing{Kind: KindOrganisation, ID: org} }
func programThing(name string) report.Thing     { return report.Thing{Kind: KindProgram, ID: name} }
func programAdministratorThing(program string) report.Thing {
	return report.Thing{Kind: KindProgramAdministrator, ID: program}
}

// thing names the client in a report; without an id if it is nil.
func (c *Client) thing() report.Thing {
	return report.Thing{Kind: KindClient, ID: (*Practice)(nil).ID(c)}
}

func (e *Engagement) thing() report.Thing { return report.Thing{Kind: KindEngagement, ID: e.ID} }
