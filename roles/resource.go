package roles

import "lupa.example/access"

// An Organisation is the customer's or agent's organisation as something to sign
// in at, look at or manage.
type Organisation struct {
	ID string // identifies it
}

// Kind returns [KindOrganisation].
func (*Organisation) Kind() access.Kind { return KindOrganisation }

// An Order is an order of a service by an organisation. It is valid only when an
// approver of that organisation has approved it.
type Order struct {
	ID        string // identifies the order, for audit
	Org       string // the organisation that orders
	CreatedBy string // the user in whose name it is, or will be, created
}

// Kind returns [KindOrder].
func (*Order) Kind() access.Kind { return KindOrder }

// An Application is a customer's application to join an agent's service. It is
// valid only when an approver at the agent has approved it.
type Application struct {
	ID         string // identifies the application, for audit
	Agent      string // the organisation whose service is applied for
	Assignment string // the agent assignment under which it is handled
	Customer   string // the organisation that applies, for audit
}

// Kind returns [KindApplication].
func (*Application) Kind() access.Kind { return KindApplication }

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
