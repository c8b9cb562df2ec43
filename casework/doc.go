// Package casework decides who works with whom: counsellors with their clients, and
// an agency's consultants with the client companies that the agency serves.
//
// A [Client] of counselling has one responsible counsellor, who opened it or to
// whom it was transferred, and may be shared with others in the organisation.
// Nobody else has access, colleagues included. A [Session] with a client goes the
// way of its client, whoever wrote it.
//
// An [Engagement] is what an agency has at one client company: its system
// administrators, its administrators for single programs, and the consultants with
// access, each with the programs that they may use there. What a consultant is
// given at a client company, [Access] and [Program], is decided for that company
// alone: a role at another client company, or in the agency itself, does not count.
//
// A [Practice] holds the rules that are not fixed, and is the authority for all of
// these. A [User] fact says for which organisation a person acts, and whether they are
// a steward there; at any other they have nothing.
//
// # Decisions
//
//	casework.client      view, edit, add-session    responsible, or shared with
//	casework.client      share                      responsible; also shared with, if the practice says so
//	casework.client      unshare, transfer          responsible
//	casework.client      hand-on                    a steward of the client's organisation, if the practice
//	                                                appoints some
//	casework.session     view, edit                 as the client
//	casework.engagement  view                       administrators there, and consultants with access
//	casework.access      give                       system administrator there, or administrator there of
//	                                                some program of the package
//	casework.access      remove                     system administrator there; or administrator there of every
//	                                                program that the consultant holds, and at least one
//	casework.program     use                        a consultant with access who has the program
//	casework.program     assign, remove             programs of the package: system administrator there, or
//	                                                administrator there of that program
//
// Removing somebody's access also ends the roles as administrator that they have
// there. So only a system administrator removes an administrator, and nobody the
// only system administrator.
//
// To administer a program is not to use it, nor the reverse.
//
// To hand clients on is to see to it that each has somebody responsible, and gives no
// sight of them: a steward views a client only if they are responsible for it, or it is
// shared with them.
//
// A row that embeds one of these types is another type, and denied as of an unknown
// kind.
//
// # Lists
//
// A practice is a [filter.Lister]: [filter.Rows] gives the condition on the clients,
// sessions and engagements that a person may view, and so on for the other actions, and
// [filter.People] the condition on those who may do it. They speak of:
//
//	casework.client      org, responsible, shared
//	casework.session     client.org, client.responsible, client.shared
//	casework.engagement  org, systemAdministrators, programAdministrators (objects of program and user),
//	                     consultants (objects of user and program, one without a program for somebody
//	                     who has none);
//	                     of objects a plain Has asks for the user
//	persons              user, casework.org, casework.steward
//
// Access and programs are [filter.ErrNotByRow]: a row of one says too little of what
// opens it. There are conditions on the people for these too.
//
// # Acts
//
// [Practice.Open], [Practice.Share], [Practice.Unshare], [Practice.Transfer] and
// [Practice.HandOn] change who works with a client, and [Practice.HandOnAll] with many;
// [Practice.Give], [Practice.RemoveAccess] and [Practice.RemovePrograms] change many
// engagements at once. Each asks what Check asks, leaves its inputs as they are, and
// returns the next value and a report. Nothing has happened until the caller keeps the
// value. An act on one client that the actor may not take returns an error that is
// [access.ErrDenied], beside a report of what is refused, and no next value. In bulk a
// refusal is an item of the report and no error: see [Practice.Give]. What is invalid is
// an [access.InvalidError] each, all of them joined, without a report and without a next
// value.
//
// To share, transfer or hand on a client takes a confirmation. The act that lacks
// nothing else returns, beside the error, the report of what is to be confirmed:
// previewing is calling.
//
// [Practice.Panel] and [Practice.Clients] list who works with a client, and a user's
// clients.
//
// # Things
//
// What reports say that a person gains or loses, or of a client's ownership a
// casework.organisation:
//
//	casework.client-work            to view a client, and to work with it
//	casework.responsibility         for a client
//	casework.ownership              of a client
//	casework.access                 to a client company
//	casework.program                to use the program of that name at a client company
//	casework.system-administrator   the role at a client company
//	casework.program-administrator  the role at a client company, for the program of that name
//
// Where is a casework.client or a casework.engagement.
//
// # Differences
//
// Between two practices, [Practice.Since] tells what people who act for the row's
// organisation gain and lose. They are told by what they are there:
//
//	casework.responsibility         responsible for the client
//	casework.client-work            the client is shared with them and they are not responsible
//	casework.steward                a steward
//	casework.access                 a consultant with access to the client company
//	casework.program                who has the program there
//	casework.system-administrator   one there
//	casework.program-administrator  one there of the program of that name; without a name of
//	                                some program or, where it is about a program, of that one
//
// Of access the row is told by the consultant: whether they are one of the
// administrators, or the casework.last-system-administrator, and with
// casework.administered-programs whether whoever removes it administers every program
// that they have there. Of a program it is told by its name.
//
// # Repairs
//
// For a denial [foresight.Repairs] names what would have to become so, and
// [foresight.Hint] tells the person what they may know of it:
//
//	casework.organisation           the person acts for it. The service says so, of who acts for none.
//	casework.steward                the person is one there. The service says so.
//	casework.client-work            the client is shared with the person: casework.share
//	casework.responsibility         the person is responsible: casework.transfer, or
//	                                casework.hand-on where the practice appoints stewards
//	casework.access                 the person has access: casework.give
//	casework.program                of a person: they have the program and access: casework.give.
//	                                Of the practice: its package has the program.
//	casework.system-administrator   the person is one there, or a casework.colleague is, who is
//	                                anybody else. The service says so.
//	casework.program-administrator  the person is one there. Without a name it is of any program; for
//	                                giving access, of any of the package. The service says so.
//	casework.switch                 of the casework.practice: sharedMayShare or stewards is on
//
// No repair changes to which organisation a row belongs, or completes a row, and no act
// takes one without an id. What the consultant has whose access is to be removed is not
// taken from them first.
//
// # Leaving
//
// [Holdings] yields what somebody who leaves holds in the rows given: at a client the
// responsibility, or the work that is shared with them, and at an engagement the access,
// the programs and the roles as administrator.
//
// # Reasons
//
// By is always empty: no part of a practice that decides has a name.
//
//	casework/responsible                allowed: the user is responsible for the client
//	casework/shared                     allowed: the client is shared with the user
//	casework/steward                    allowed: the user is a steward of the client's organisation
//	casework/system-administrator       allowed: the user is a system administrator at the client company
//	casework/program-administrator      allowed: the user administers programs at the client company
//	casework/consultant                 allowed: the user is a consultant with access, or who has the program
//	casework/other-organisation         denied: the user acts for another organisation
//	casework/no-access                  denied: the user has no access to the client
//	casework/responsible-only           denied: the client is shared with the user, but only the responsible does this
//	casework/no-stewards                denied: the practice appoints no stewards
//	casework/not-steward                denied: the user is no steward
//	casework/outside-package            denied: the program is not of the agency's package
//	casework/not-assigned               denied: the user has access, but not the program
//	casework/not-administrator          denied: the user is no administrator there who could do this
//	casework/holds-other-programs       denied: the consultant has a program that the user does not administer
//	casework/system-administrator-only  denied: the consultant is an administrator there
//	casework/last-system-administrator  denied: the consultant is the only system administrator there
//
// Reasons that begin with access/ are explained in package access.
package casework
