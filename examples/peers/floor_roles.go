package main

// Roles: the caller's rows, read once, and each role's rights as bits.
type rolesFloor []roleQuestion

// The rights, and what else roles give.
const (
	viewOrganisation = 1 << iota
	viewUsers
	viewRoles
	viewInvoicing
	manageOrganisation
	manageUsers
	manageRoles
	manageInvoicing
	createOrder
	viewOrder
	viewOwnOrder
	approveOrder
	viewAgreement
	approveAgreement
	signAgreement

	viewsAll   = viewOrganisation | viewUsers | viewRoles | viewInvoicing
	managesAll = manageOrganisation | manageUsers | manageRoles | manageInvoicing
	inSession  = viewsAll | managesAll | createOrder | viewOrder | viewOwnOrder | viewAgreement
	ofOwn      = createOrder | viewOwnOrder
)

func rightsOf(role string) uint32 {
	switch role {
	case "administrator":
		return viewsAll | managesAll
	case "approver":
		return approveOrder
	case "orderer", "agent-orderer", "connection-officer":
		return createOrder | viewOwnOrder
	case "contact":
		return viewsAll | viewAgreement | viewOrder
	case "signatory":
		return approveAgreement | signAgreement
	case "agent-officer":
		return viewOrganisation | viewUsers
	default:
		return 0
	}
}

// rightsFor returns the rights of which any one is enough.
func rightsFor(kind, action string) uint32 {
	switch kind {
	case kindOrganisation:
		switch action {
		case "view":
			return viewOrganisation
		case "view-users":
			return viewUsers
		case "view-roles":
			return viewRoles
		case "view-invoicing":
			return viewInvoicing
		case "manage":
			return manageOrganisation
		case "manage-users":
			return manageUsers
		case "manage-roles":
			return manageRoles
		case "manage-invoicing":
			return manageInvoicing
		}
	case kindOrder:
		switch action {
		case "create":
			return createOrder
		case "view":
			return viewOrder | viewOwnOrder
		case "approve":
			return approveOrder
		}
	case kindAgreement:
		switch action {
		case "view":
			return viewAgreement
		case "approve":
			return approveAgreement
		case "sign":
			return signAgreement
		}
	}
	return 0
}

func (f rolesFloor) Allowed(question int) bool {
	q := &f[question]
	var held uint32
	for i := range q.person.memberships {
		if m := &q.person.memberships[i]; m.org == q.item.org {
			for _, role := range m.roles {
				held |= rightsOf(role)
			}
		}
	}
	return held != 0 && mayWith(held, q)
}

// mayWith decides by the rights that the person holds in the organisation.
func mayWith(held uint32, q *roleQuestion) bool {
	asked := rightsFor(q.item.kind, q.action)
	if asked == approveOrder && q.session != signedOut && (held&createOrder != 0 || q.item.createdBy == q.person.id) {
		return false
	}
	held &= asked
	if q.session != signedIn {
		held &^= inSession
	}
	if held&ofOwn != 0 && held&^ofOwn == 0 {
		return q.item.createdBy == q.person.id
	}
	return held != 0
}

// A rolesMap knows the rights by person and organisation.
type rolesMap struct {
	questions []roleQuestion
	held      map[[2]string]uint32
}

func newRolesMap(d *rolesData) *rolesMap {
	f := &rolesMap{d.questions, make(map[[2]string]uint32)}
	for _, p := range d.people {
		for _, m := range p.memberships {
			for _, role := range m.roles {
				f.held[[2]string{p.id, m.org}] |= rightsOf(role)
			}
		}
	}
	return f
}

func (f *rolesMap) Allowed(question int) bool {
	q := &f.questions[question]
	return mayWith(f.held[[2]string{q.person.id, q.item.org}], q)
}
