package roles

import "lupa.example/access"

// Names of the portal's roles. No defined role may bear one.
const (
	RoleAdministrator     = "administrator"
	RoleApprover          = "approver"
	RoleOrderer           = "orderer"
	RoleAgentOrderer      = "agent-orderer"
	RoleContact           = "contact"
	RoleSignatory         = "signatory"
	RoleAgentOfficer      = "agent-officer"
	RoleConnectionOfficer = "connection-officer"
	RoleOwnCasesOfficer   = "own-cases-officer"
	RoleDefault           = "default"
)

// Portal returns the ten roles of the customer portal, in their order, as the same
// kind of data from which other roles are defined.
func Portal() []Role {
	ordering := func() []Grant { return []Grant{grant(OverOwn, KindOrder, ActionCreate, ActionView)} }
	return []Role{
		{Name: RoleAdministrator, SignIn: true, Grants: []Grant{
			grant(OverOrg, KindOrganisation, ActionView, ActionViewUsers, ActionViewRoles, ActionViewInvoicing),
			grant(OverOrg, KindOrganisation, ActionManage, ActionManageUsers, ActionManageRoles, ActionManageInvoicing),
		}},
		{Name: RoleApprover, Grants: []Grant{
			grant(OverOrg, KindOrder, ActionApprove),
			grant(OverOrg, KindApplication, ActionApprove),
		}},
		{Name: RoleOrderer, SignIn: true, Grants: ordering()},
		{Name: RoleAgentOrderer, SignIn: true, Grants: ordering()},
		{Name: RoleContact, SignIn: true, Grants: []Grant{
			grant(OverOrg, KindOrganisation, ActionView, ActionViewUsers, ActionViewRoles, ActionViewInvoicing),
			grant(OverOrg, KindAgreement, ActionView),
			grant(OverOrg, KindOrder, ActionView),
		}},
		{Name: RoleSignatory, Grants: []Grant{
			grant(OverOrg, KindAgreement, ActionApprove, ActionSign),
		}},
		{Name: RoleAgentOfficer, SignIn: true, Grants: []Grant{
			grant(OverOrg, KindOrganisation, ActionView, ActionViewUsers),
			grant(OverOrg, KindApplication, ActionView, ActionHandle),
		}},
		{Name: RoleConnectionOfficer, SignIn: true, Grants: ordering()},
		{Name: RoleOwnCasesOfficer, SignIn: true, Grants: []Grant{
			grant(OverOwn, KindCase, ActionCreate, ActionFollow),
		}},
		{Name: RoleDefault, SignIn: true},
	}
}

func grant(over Over, kind access.Kind, actions ...access.Action) Grant {
	return Grant{Kind: kind, Actions: actions, Over: over}
}
