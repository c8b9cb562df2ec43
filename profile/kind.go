package profile

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/report"
)

// The kinds about which a [Site] decides.
const (
	KindCase   access.Kind = "profile.case"   // of [Case]
	KindForm   access.Kind = "profile.form"   // of [Form]
	KindSearch access.Kind = "profile.search" // of [Search]
)

// The kinds of what reports name besides. They are no resources.
const (
	KindProfile    access.Kind = "profile.profile"           // by its name
	KindPlace      access.Kind = "profile.place-on-the-site" // of a form or a profile
	KindSwitch     access.Kind = "profile.switch"            // cases, administrator, freeText or queryBuilder
	KindRead       access.Kind = "profile.read"              // by its scope, as the next two
	KindChange     access.Kind = "profile.change"
	KindDelete     access.Kind = "profile.delete"
	KindRight      access.Kind = "profile.right"      // register, changeForm, sharePublicly or changeClosed
	KindEverything access.Kind = "profile.everything" // all switches, or all rights on a form
)

// The kinds of what differences of sites name besides. They are no resources.
const (
	KindScope         access.Kind = "profile.scope"          // by its name
	KindOpenCase      access.Kind = "profile.open-case"      // one that is known to be open
	KindReadableForms access.Kind = "profile.readable-forms" // those that the profile reads
)

// The kinds of what repairs name besides. They are no resources.
const (
	KindStatus access.Kind = "profile.status" // of a case, by its name
)

// The kinds of what [Holdings] names besides, and repairs too. They are no resources.
const (
	KindWorkspace    access.Kind = "profile.workspace"    // by its name
	KindGroup        access.Kind = "profile.group"        // by its name
	KindSelection    access.Kind = "profile.selection"    // on a case, singly
	KindRegistration access.Kind = "profile.registration" // of a case
)

// The actions. What is not here, such as reopening a case, which is changing it, is
// denied.
const (
	ActionRead          access.Action = "read"
	ActionChange        access.Action = "change" // a case; a form, which is another right
	ActionDelete        access.Action = "delete"
	ActionSharePublicly access.Action = "share-publicly"

	ActionRegister   access.Action = "register"   // a new case with the form, whatever may be read
	ActionAdminister access.Action = "administer" // duplicate, archive, deactivate or delete the form

	ActionFreeText access.Action = "free-text" // search all readable forms, or some
	ActionQuery    access.Action = "query"     // run a query of the query builder
	ActionSave     access.Action = "save"      // save such a query
)

var (
	caseActions   = []access.Action{ActionRead, ActionChange, ActionDelete, ActionSharePublicly}
	formActions   = []access.Action{ActionRegister, ActionChange, ActionAdminister}
	searchActions = []access.Action{ActionFreeText, ActionQuery, ActionSave}
)

var _ access.Describer = (*Site)(nil)

// Kinds returns [KindCase], [KindForm] and [KindSearch].
func (*Site) Kinds() []access.Kind { return []access.Kind{KindCase, KindForm, KindSearch} }

// Actions returns the actions of a kind in the order of the package documentation;
// nil for a kind about which a site does not decide.
func (*Site) Actions(k access.Kind) []access.Action { return slices.Clone(actionsOf(k)) }

// actionsOf returns the actions that Check applies to the kind, nil for a kind about
// which it does not decide.
func actionsOf(k access.Kind) []access.Action {
	switch k {
	case KindCase:
		return caseActions
	case KindForm:
		return formActions
	case KindSearch:
		return searchActions
	default:
		return nil
	}
}

// ID returns the ID of the row; "" for nil, and for a resource that is none of the
// area's own. That of a form is its name.
func (*Site) ID(r access.Resource) string {
	switch r := r.(type) {
	case *Case:
		if r != nil {
			return r.ID
		}
	case *Form:
		if r != nil {
			return r.ID
		}
	case *Search:
		if r != nil {
			return r.ID
		}
	}
	return ""
}

// Things as reports name them.

var (
	placeThing      = report.Thing{Kind: KindPlace}
	everythingThing = report.Thing{Kind: KindEverything}
	selectionThing  = report.Thing{Kind: KindSelection}
)

func profileThing(name string) report.Thing { return report.Thing{Kind: KindProfile, ID: name} }
func formThing(name string) report.Thing    { return report.Thing{Kind: KindForm, ID: name} }
func caseThing(id string) report.Thing      { return report.Thing{Kind: KindCase, ID: id} }
