// Package profile decides what users may do with cases, form by form, through the
// profile that each of them belongs to.
//
// A [Site] holds the forms that there are and the profiles. A [Profile] has the
// case module switched on or off, administrator mode, two ways of searching, and
// for each form its [FormRights]: one [Scope] each for reading, changing and
// deleting cases, and switches for the rest. A [User] fact says which profile,
// workspace and groups a person has at the moment of the question.
//
// # Scopes do not nest
//
// Each scope is exactly its own test, and a later one does not include an earlier:
//
//	none        no case, not even one's own
//	registered  the cases that the user registered, in whatever workspace either is now
//	involved    the cases on which the user is selected, singly or through a group;
//	            having registered one is not enough
//	workspace   the cases registered in the workspace where the user is now; being
//	            selected is not enough, and groups make no difference
//	all         every case of the form
//
// A case needs a form, and may lack the rest: it came by mail, or its author was
// erased. All and administrator mode reach it, and so does involved where the user is
// selected; registered never matches a missing registrant, and workspace never a missing
// workspace, not even of a user who has none.
//
// # Names
//
// Names are compared byte for byte. Those of forms and profiles are unique on the site,
// which [NewSite] sees to. That of a group has to be unique on the site as well, which
// the service sees to: two teams that both call their group "night shift" are one group
// here, whose members reach the cases of both.
//
// A name that is used again is the same name. Who still belongs to a profile that was
// removed has what a new one of that name gives, and the cases of a form that was
// removed are those of a new one. [Site.AddProfile] and [Site.AddForm] warn of it.
//
// # Decisions
//
//	profile.case    read, change, delete  the scope set for the form; a closed case is
//	                                      changed only with that right as well
//	profile.case    share-publicly        reading the case, and the form's switch for it
//	profile.form    register, change      the form's switches
//	profile.form    administer            administrator mode (duplicate, archive, …)
//	profile.search  free-text             all readable forms, or some of them
//	profile.search  query, save           exactly one readable form
//
// Administrator mode allows all of this on every form, known to the site or not. It
// needs the case module, and it makes no sense of a question that has none: an
// unknown action, a query over two forms, somebody else's saved query.
//
// A row that embeds one of these types is another type, and denied as of an unknown
// kind.
//
// A hit of a search is shown only if the user may read that case, which is a
// question of its own.
//
// # Lists
//
// A site is a [filter.Lister]: [filter.Rows] gives the condition on the cases that a
// person may read, and so on for the other actions and for forms, and [filter.People]
// the condition on those who may do it. They speak of:
//
//	profile.case  form, registeredBy, workspace, users, groups, closed
//	profile.form  form
//	persons       user, profile.profile, profile.workspace, profile.groups
//
// Forms with the same right stand together, so that a condition on cases has at most four
// alternatives, and eight for changing them, however many forms there are. Without a
// right on any form it is nothing. Searches are [filter.ErrNotByRow]: who asks for one
// asks Check. There is a condition on the people for these too.
//
// # Acts
//
// [Site.SetRights], [Site.SetSwitches], [Site.AddForm], [Site.RemoveForm],
// [Site.AddProfile] and [Site.RemoveProfile] change the site. Each asks for administrator
// mode, which is about no form in particular, leaves its inputs as they are, and returns
// the next site and a report of what each profile gains and loses. Nothing has happened
// until the caller keeps the site. An act that the actor may not take returns an error
// that is [access.ErrDenied], beside a report of what is refused, and no next site. What
// is invalid is an [access.InvalidError] each, all of them joined, without a report and
// without a next site. To change one right, begin with those that are set, which
// [Site.Profile] returns.
//
// [Site.Overview] and [Site.Matrix] show what is in effect, as Check decides it.
// [Site.Lint] yields what is allowed and may be a mistake, such as cases that can
// be changed and not read.
//
// # Things
//
// What reports say that a profile.profile gains or loses, or of its place a profile.form:
//
//	profile.place-on-the-site  being one of the site's forms or profiles
//	profile.switch             cases, administrator, freeText or queryBuilder
//	profile.read               reading cases, by its scope
//	profile.change             changing cases, by its scope
//	profile.delete             deleting cases, by its scope
//	profile.right              register, changeForm, sharePublicly or changeClosed
//	profile.everything         all switches, or all rights on a form, where a refused
//	                           act would have left none
//
// Where is a profile.form, of a right on it. The rest is nowhere in particular.
//
// # Differences
//
// Between two sites, [Site.Since] tells for each profile what its members gain and lose.
// Of cases and forms a change names the form, or in Without those that there are, where
// administrator mode is about every other; and of cases these kinds besides:
//
//	profile.scope      cases within the scope of that name
//	profile.open-case  cases that are known to be open
//
// Of searches, of which only one's own and those that nobody saved are ever allowed, a
// form is one that is looked in, and profile.readable-forms is a search of which every
// form is one that the profile reads: by the site that allows what changes, or in Without
// by the other.
//
// # Repairs
//
// For a denial [foresight.Repairs] names what would have to become so, and
// [foresight.Hint] tells the person what they may know of it:
//
//	profile.profile            the person belongs to it, as the next two. The service says so.
//	profile.workspace          the workspace where they are now
//	profile.group              one more of theirs
//	profile.selection          the person, or a group of theirs, is selected on the case.
//	                           Whoever changes the case may.
//	profile.status             the case is open again. Whoever changes it may.
//	profile.place-on-the-site  there is such a form, or profile: profile.add-form, profile.add-profile
//	profile.switch             of a profile: profile.set-switches
//	profile.read               of a profile on a form, as profile.change and profile.delete by the
//	                           scope: profile.set-rights. Without a scope it is any above none,
//	                           and on a form without a name any of the site's.
//	profile.right              of a profile on a form: profile.set-rights
//
// A profile that has no place on the site gets all of its own with it, by
// profile.add-profile. No repair changes who registered a case, its form or its
// workspace, nor whose a saved search is.
//
// # Leaving
//
// [Holdings] yields what somebody who leaves holds, besides their profile with these kinds:
//
//	profile.workspace          the user's workspace
//	profile.group              a group of which the user is a member
//	profile.selection          being selected on a case
//	profile.registration       having registered a case
//
// # Reasons
//
// By is the profile that the user belongs to, and the form with unknown-form and
// form-not-accessible.
//
//	profile/administrator        allowed: the profile is in administrator mode
//	profile/all                  allowed: the profile's right is to every case of the form
//	profile/workspace            allowed: the case was registered in the user's workspace
//	profile/involved             allowed: the user is selected on the case
//	profile/registered           allowed: the user registered the case
//	profile/granted              allowed: the profile has this switched on, for the form or for searching
//	profile/unknown-profile      denied: the site has no such profile
//	profile/module-off           denied: the profile lacks the case module
//	profile/unknown-form         denied: the site has no such form
//	profile/no-scope             denied: the profile gives no right to this
//	profile/other-workspace      denied: the profile's right ends with the user's own workspace, and the case's is another, or not known
//	profile/not-involved         denied: the profile's right is to cases in which the user is involved, and this is none
//	profile/not-registrant       denied: the profile's right is to cases that the user registered, and another registered this one, or nobody known
//	profile/closed               denied: the case is closed, or not known to be open
//	profile/not-switched-on      denied: the profile has this switched off for the form
//	profile/not-administrator    denied: only administrator mode does this
//	profile/no-free-text         denied: the profile has no free-text search
//	profile/no-query-builder     denied: the profile has no query builder
//	profile/nothing-to-search    denied: the profile reads no form
//	profile/form-not-accessible  denied: the profile does not read the form
//	profile/not-one-form         denied: the query builder takes exactly one form
//	profile/not-saver            denied: the saved query is another user's
//
// Reasons that begin with access/ are explained in package access.
package profile
