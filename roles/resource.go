package roles

import "lupa.example/access"

// An Organisation is the customer's or agent's organisation as something to sign
// in at, look at or manage.
type Organisation struct {
	Org string // identifies it
}

// Kind returns [KindOrganisation].
func (*Organisation) Kind() access.Kind { return KindOrganisation }

// ID returns the organisation's identifier, "" for nil.
func (o *Organisation) ID() string {
	if o == nil {
		return ""
	}
	return o.Org
}

// An Order is an order of a service by an organisation. It is valid only when an
// approver of that organisation has approved it.
type Order struct {
	Key       string // identifies the order, for audit
	Org       string // the organisation that orders
	CreatedBy string // the user in whose name it is, or will be, created
}

// Kind returns [KindOrder].
func (*Order) Kind() access.Kind { return KindOrder }

// ID returns the order's key, "" for nil.
func (o *Order) ID() string {
	if o == nil {
		return ""
	}
	return o.Key
}

// An Application is a customer's application to join an agent's service. It is
// valid only when an approver at the agent has approved it.
type Application struct {
	Key        string // identifies the application, for audit
	Agent      string // the organisation whose service is applied for
	Assignment string // the agent assignment under which it is handled
	Customer   string // the organisation that applies, for audit
}

// Kind returns [KindApplication].
func (*Application) Kind() access.Kind { return KindApplication }

// ID returns the application's key, "" for nil.
func (a *Application) ID() string {
	if a == nil {
		return ""
	}
	return a.Key
}

// An Agreement is an agreement between an organisation and the provider.
type Agreement struct {
	Key string // identifies the agreement, for audit
	Org string // the organisation that it binds
}

// Kind returns [KindAgreement].
func (*Agreement) Kind() access.Kind { return KindAgreement }

// ID returns the agreement's key, "" for nil.
func (a *Agreement) ID() string {
	if a == nil {
		return ""
	}
	return a.Key
}

// A Case is a support case of a user in an organisation.
type Case struct {
	Key       string // identifies the case, for audit
	Org       string // the organisation where it belongs
	CreatedBy string // the user whose case it is, or will be
}

// Kind returns [KindCase].
func (*Case) Kind() access.Kind { return KindCase }

// ID returns the case's key, "" for nil.
func (c *Case) ID() string {
	if c == nil {
		return ""
	}
	return c.Key
}

// A Record is a row of a kind that defined roles grant actions on.
type Record struct {
	Type  access.Kind // the kind, as in [Grant]; none of the portal's
	Key   string      // identifies the row, for audit
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

// ID returns the record's key, "" for nil.
func (r *Record) ID() string {
	if r == nil {
		return ""
	}
	return r.Key
}
