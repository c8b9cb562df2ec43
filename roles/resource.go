package roles

import "lupa.example/access"

// An Organisation is the customer's or agent's organisation as something to sign
// in at, look at or manage.
type Organisation struct {
	ID string // identifies it
}

// Kind returns [KindOrganisation].
func (*Organisation) Kind() access.Kind { return KindOrganisation }

// An Agreement is an agreement between an organisation and the provider.
type Agreement struct {
	ID  string // identifies the agreement, for audit
	Org string // the organisation that it binds
}

// Kind returns [KindAgreement].
func (*Agreement) Kind() access.Kind { return KindAgreement }

// A Case is a support case of a user in an organisation.
type Case struct {
	ID        string // identifies the case, for audit
	Org       string // the organisation where it belongs
	CreatedBy string // the user whose case it is, or will be
}

// Kind returns [KindCase].
func (*Case) Kind() access.Kind { return KindCase }

// A Record is a row of a kind that defined roles grant actions on.
type Record struct {
	Type  access.Kind // the kind, as in [Grant]; none of the portal's
	ID    string      // identifies the row, for audit
	Org   string      // the organisation where it belongs
	Owner string      // the user whose row it is, or will be; "" is nobody's
}

// Kind returns the record's type, "" for nil.
func (r *Record) Kind() access.Kind {
	if r == nil {
		return ""
	}
	return r.Type
}
