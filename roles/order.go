package roles

import (
	"iter"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// An Order is an order of a service by an organisation. It is valid only when an
// approver of that organisation has approved it.
type Order struct {
	ID        string // identifies the order, for audit
	Org       string // the organisation that orders
	CreatedBy string // the user in whose name it is, or will be, created
}

// Kind returns [KindOrder].
func (*Order) Kind() access.Kind { return KindOrder }

// A PlacedOrder is an order that exists: what was ordered, and who approved it. It is
// plain, comparable data for the caller to store; [Catalog.CreateOrder] and
// [Catalog.ApproveOrder] make it. The zero value is no order and not valid.
type PlacedOrder struct {
	Order    Order
	Content  digest.Digest // of the order's fields and what was ordered
	Approval Approval      // zero until an approver has approved

	// ConnectionContact is the user who is asked about the connection; "" is whoever
	// created the order. It is not part of what is approved, and may change at any time.
	ConnectionContact string
}

// Valid reports whether an approver has approved exactly this: the order with all its
// own fields and the content, which the caller gives as it stands now. An order exists
// before that, and is not valid. Once its content or one of its fields is another it is
// not valid either, until it has been created and approved anew.
func (o PlacedOrder) Valid(content string) bool {
	return o.places(content) && o.Approval.holds(o.Content)
}

// places reports whether the content is what was ordered.
func (o PlacedOrder) places(content string) bool {
	complete := o.Order.ID != "" && o.Order.Org != "" && o.Order.CreatedBy != "" && content != ""
	return complete && o.Content == o.Order.digest(content)
}

func (o Order) digest(content string) digest.Digest {
	return digest.Of("roles.order", o.ID, o.Org, o.CreatedBy, content)
}

// CreateOrder places an order of the content, which is in the caller's own form: any
// text that is the same when the order is the same. The members are the registrants of
// the organisation that orders.
//
// The actor needs [ActionCreate] on the order; otherwise the error is [access.ErrDenied].
// It is an error if the ID, the organisation or the actor is no identifier, if there is
// no content, if the order is created in another's name than the actor's, whatever a role
// grants, or if nobody among the members could approve it, in whatever session that
// takes: it could never become valid.
//
// An order that changes is created anew under its ID, needs a new approval, and has its
// creator as the contact until another is named. The caller sees to it that the ID is
// free, or that of an order which the change may replace. The one item is the order, which
// its creator gains.
func (c *Catalog) CreateOrder(actor access.Subject, o Order, content string, members iter.Seq[Registrant]) (PlacedOrder, report.Report, error) {
	r := report.New("roles.create-order", actor.User,
		report.Gains(report.Person(o.CreatedBy), o.thing(), organisationThing(o.Org)))
	d := c.Check(actor, ActionCreate, &o)
	if !d.Allowed {
		r, err := r.Refuse(d)
		return PlacedOrder{}, r, err
	}
	bad := invalid.In("roles")
	for _, field := range []struct{ path, value string }{{"order.id", o.ID}, {"order.org", o.Org}, {"actor.user", actor.User}} {
		if problem := invalid.Identifier(field.value); problem != "" {
			bad.Add(field.path, "%s", problem)
		}
	}
	if o.CreatedBy != actor.User {
		// Or whoever may order for others would approve what they ordered as another's.
		bad.Add("order.createdBy", "is %s; want the actor, in whose name an order is created", invalid.Quote(o.CreatedBy))
	}
	if content == "" {
		bad.Add("content", "is empty; want what is ordered")
	}
	if members == nil {
		bad.Add("members", "is nil; want the registrants of %s", invalid.Quote(o.Org))
	} else if !c.approvable(o, members) {
		bad.Add("members", "has nobody who may approve this order of %s; want an approver there first", invalid.Quote(o.Org))
	}
	if err := bad.Err(); err != nil {
		return PlacedOrder{}, report.Report{}, err
	}
	return PlacedOrder{Order: o, Content: o.digest(content)}, r.Decided(d), nil
}

// approvable asks whether one of the members could approve the order, signed out or
// signed in.
func (c *Catalog) approvable(o Order, members iter.Seq[Registrant]) bool {
	for _, m := range united(members, o.Org) {
		for _, signIn := range []access.SignIn{access.SignedOut, access.SignedIn} {
			if c.Check(m.subject(signIn), ActionApprove, &o).Allowed {
				return true
			}
		}
	}
	return false
}

// ApproveOrder makes an order valid: the actor's approval stands on it, bound to the
// order and the content that the actor was shown.
//
// The actor needs [ActionApprove] on the order; otherwise the error is
// [access.ErrDenied]. It is an error if the actor is no identifier, if the content is
// another than what was placed, or if an approval stands on the order already, whoever's
// it is and whether it still holds: in the latter two cases the order is to be created
// anew. The one item is the approval, which the order's creator gains.
func (c *Catalog) ApproveOrder(actor access.Subject, placed PlacedOrder, content string) (PlacedOrder, report.Report, error) {
	o := placed.Order
	r := report.New("roles.approve-order", actor.User,
		report.Gains(report.Person(o.CreatedBy), approvalThing, o.thing()))
	d := c.Check(actor, ActionApprove, &o)
	if !d.Allowed {
		r, err := r.Refuse(d)
		return PlacedOrder{}, r, err
	}
	bad := invalid.In("roles")
	if !placed.places(content) {
		bad.Add("content", "is not what was placed as order %s; want the order created anew, or its content as it was", invalid.Quote(o.ID))
	}
	if problem := invalid.Identifier(actor.User); problem != "" {
		bad.Add("actor.user", "%s", problem)
	}
	if !placed.Approval.IsZero() {
		bad.Add("placed.approval", "stands already, by %s; want an order without one", invalid.Quote(placed.Approval.By))
	}
	if err := bad.Err(); err != nil {
		return PlacedOrder{}, report.Report{}, err
	}
	placed.Approval = approvalOf(placed.Content, actor.User)
	return placed, r.Decided(d), nil
}

// An Approval says who approved an order or an application, bound to exactly what it
// was. It is plain data to be stored beside it. The zero value is no approval.
//
// The binding shows that something changed since; it is no signature. Whoever can
// write where approvals are stored can make one.
type Approval struct {
	By     string        // the user who approved
	Digest digest.Digest // of what was approved, and of By
}

// IsZero reports whether nobody has approved.
func (a Approval) IsZero() bool { return a == Approval{} }

// approvalOf returns the user's approval of what the content stands for.
func approvalOf(content digest.Digest, by string) Approval {
	return Approval{By: by, Digest: digest.Of("roles.approval", by, string(content[:]))}
}

// holds reports whether somebody approved what the content stands for.
func (a Approval) holds(content digest.Digest) bool {
	return a.By != "" && a == approvalOf(content, a.By)
}
