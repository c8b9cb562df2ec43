package profile

import "lupa.example/access"

// KindSearch is the kind of [Search].
const KindSearch access.Kind = "profile.search"

// Actions on a search.
const (
	ActionFreeText access.Action = "free-text" // search all readable forms, or some
	ActionQuery    access.Action = "query"     // run a query of the query builder
	ActionSave     access.Action = "save"      // save such a query
)

// A Search is a search that the user wants to make or save.
type Search struct {
	ID      string   // identifies the search, for audit
	Forms   []string // free text: the forms to look in, all readable ones if empty; query builder: its one form
	SavedBy string   // of a saved query, the user whose it is; "" if it is not saved
}

// Kind returns [KindSearch].
func (*Search) Kind() access.Kind { return KindSearch }
