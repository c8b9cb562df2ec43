// Package roles decides what the roles that people hold in organisations let them
// do, and who may sign in.
//
// A [Catalog] says what each role gives: the portal's ten roles ship with the
// package, and a service defines more, on the same kinds of resource or on kinds
// of its own ([Record]). A [Member] fact says which roles a person holds in one
// organisation. A role held in one organisation gives nothing in another; several
// roles in one organisation add up.
//
// # The portal's roles
//
//	administrator       sees and manages the organisation, its users, roles and invoicing
//	approver            approves orders and, at an agent, applications
//	orderer             creates orders in their own name and sees their own
//	agent-orderer       the same, for the organisation in its agent assignments
//	contact             sees the organisation, users, roles, invoicing, agreements and orders
//	signatory           approves and signs agreements
//	agent-officer       sees the organisation, its users and applications; handles
//	                    applications within the assignments granted to them personally
//	connection-officer  as orderer; the contact for the technical connection
//	own-cases-officer   creates cases and follows their own
//	default             signs in, and nothing else
//
// All but approver and signatory give sign-in, and what they give needs a session.
// What approver and signatory give never needs one. Who may both create and
// approve orders in an organisation approves, orders and applications alike, only
// when known to be signed out; and so does whoever created the very order, whatever
// they hold by now. Two switches in [Config] lift a restriction each, and one, for four
// eyes, adds that nobody approves an order of their own.
//
// # Decisions
//
//	roles.organisation  sign-in, view, manage, view-users, manage-users, view-roles,
//	                    manage-roles, view-invoicing, manage-invoicing
//	roles.order         create, view, approve
//	roles.application   view, handle, approve
//	roles.agreement     view, approve, sign
//	roles.case          create, follow
//	a defined kind      the actions that some role grants on it
//
// Managing includes viewing for the portal's administrator, who is granted both; a
// defined role does exactly what is written for it.
//
// A row that embeds one of these types is another type, and denied as of an unknown
// kind.
//
// # Lists
//
// A catalogue is a [filter.Lister] for all its kinds: [filter.Rows] gives the condition on
// the rows of a kind on which a person may take an action, and [filter.People] the one on
// the persons who may take it on a row. They speak of:
//
//	roles.organisation  org, which is its identifier
//	roles.order         org, createdBy
//	roles.application   agent, assignment
//	roles.agreement     org
//	roles.case          org, createdBy
//	a defined kind      org, owner
//	persons             user, signedIn, roles (objects of org, roles and assignments)
//
// Organisations stand in two groups, where the person may over all rows and over their own,
// and agents in one for each set of assignments within which the person handles
// applications.
//
// # Acts
//
// A [Registrant] is a person in the portal's register. Administrators register people
// and remove them ([Catalog.CreateRegistrant], [Catalog.RemoveRegistrant]), change
// their addresses ([Catalog.ChangeEmail]), and give and take roles
// ([Catalog.AssignRoles], [Catalog.WithdrawRoles]) and permissions within agent
// assignments ([Catalog.GivePermission], [Catalog.TakePermission]); people register
// themselves with [Catalog.SignUp]. A defined role that manages may be limited in which
// roles its holders give and take ([Role]'s Assigns): nobody comes to hold, by any
// sequence of these acts, a role outside the limit of those who begin it, but by signing
// up.
//
// Orders and applications are values that become valid: [Catalog.CreateOrder] and
// [SubmitApplication] make them, [Catalog.ApproveOrder] and
// [Catalog.ApproveApplication] put an approval on them that holds for exactly what was
// approved, and [Catalog.NameConnectionContact] names on an order who is asked about the
// connection.
//
// Each but signing up and applying asks what Check asks, leaves its inputs as they are,
// and returns the next value and a report. Nothing has happened until the caller keeps the
// value. An act that the actor may not take returns an error that is [access.ErrDenied],
// beside a report of what is refused, and no next value. What is invalid is an
// [access.InvalidError] each, all of them joined, without a report and without a next
// value. The report has an item for everything that changes; what else comes
// of it is a warning. What an act costs is in proportion to what it is given.
//
// [Catalog.AgreementRecipients], [Catalog.ConnectionContacts] and
// [Catalog.AdministeredBy] list, from the registrants that the caller looked up, who is
// told, who can be named, and what one address administers. [Catalog.Lint] and
// [Catalog.LintRegistrants] find what may be a mistake in a catalogue and a register.
//
// # Things
//
// What reports say that a person gains or loses, or of an approval a
// roles.organisation:
//
//	roles.membership          belonging to the organisation, be it without any role
//	roles.role                the role of that name in the organisation
//	roles.permission          to handle applications within the agent assignment of that name
//	roles.email               the e-mail address under which a person is registered
//	roles.order               the order, for who created it
//	roles.approval            of the order or application
//	roles.connection-contact  being named as that on the order
//
// Where is a roles.organisation, a roles.order or a roles.application. An address is
// nowhere in particular.
//
// # Differences
//
// Between two catalogues, [Catalog.Since] tells for each role what those gain and lose who
// hold it in the row's organisation, and no other role that gave it already, or gives it
// still. Besides the role a change names
//
//	roles.signed-in, roles.signed-out      who is known to be that
//	roles.creating-orders                  who holds a role there that gives creating orders,
//	                                       by the catalogue that allows what changes
//	roles.creating-orders-otherwise        the same, by the other catalogue
//	roles.own                              a row that is the person's own
//
// Handling an application takes the personal permission as ever.
//
// # Repairs
//
// For a denial [foresight.Repairs] names what would have to become so for the person in
// that organisation, and [foresight.Hint] tells them what they may know of it:
//
//	roles.role             the person holds the role, by roles.assign-roles, or by
//	                       roles.create-registrant if they do not belong there yet; or holds
//	                       it no longer, by roles.withdraw-roles
//	roles.creating-orders  they hold none of the roles any longer that give it, of which they
//	                       hold several, by roles.withdraw-roles
//	roles.permission       they have it, by roles.give-permission
//	roles.signed-in        they are. The service signs in.
//	roles.signed-out       they are known to be. The service signs out.
//	roles.switch           it is on in the roles.catalog, or off where that loses it
//	roles.grant            a defined role that they hold there grants it besides
//
// The roles that give least come first. Nothing is to be done about a row, neither about
// its organisation nor about whose it is. So where four eyes are wanted, nothing but
// their switch opens an order to whoever created it.
//
// # Leaving
//
// [Holdings] yields what somebody who leaves has in the rows given: their address, and
// where they belong, with which roles and permissions; the orders, the cases and the
// records that are theirs; and on which orders they are the connection contact.
//
// # Reasons
//
// By is the role that allows, or that would have but for the gate: the first one
// in the order of the catalogue.
//
//	roles/granted          allowed: the role grants it
//	roles/not-member       denied: the user does not belong to the organisation
//	roles/no-role          denied: the user belongs to the organisation, without any role
//	roles/unknown-role     denied: none of the user's roles there is in the catalogue
//	roles/not-granted      denied: none of the user's roles there includes this
//	roles/no-sign-in       denied: none of the user's roles there gives sign-in
//	roles/not-signed-in    denied: the role gives this only to users who are signed in
//	roles/not-own          denied: the role gives this only over the user's own
//	roles/not-assigned     denied: the user is not permitted to do this within the agent assignment
//	roles/not-signed-out   denied: the user may create orders or created this one, and is not known to be signed out
//	roles/own-order        denied: the user created the order, which somebody else has to approve
//	roles/not-assignable   denied: the role is not among those that its holder gives and takes
//
// The last is a reason of acts only. Reasons that begin with access/ are explained in package access.
package roles
