package profile

import "lupa.example/access"

// KindForm is the kind of [Form].
const KindForm access.Kind = "profile.form"

// Actions on a form, besides [ActionChange]. To change a form and to change its
// cases are different rights. Registering a case is independent of reading any.
const (
	ActionRegister   access.Action = "register"   // a new case with the form
	ActionAdminister access.Action = "administer" // duplicate, archive, deactivate or delete the form
)

// A Form is a form as something to register cases with, or to change.
type Form struct {
	ID string // its name, which identifies it on the site
}

// Kind returns [KindForm].
func (*Form) Kind() access.Kind { return KindForm }
