package roles

import (
	"iter"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// A PlacedOrder is an order that exists: what was ordered, and who approved it. It is
// plain, comparable data for the caller to store; [Catalog.CreateOrder] and
// [Catalog.ApproveOrder] make it. The zero value is no order and not valid.
type PlacedOrder struct {
	Order    Order
	Content  digest.Digest // of the order's fields and what was ordered
	Approval Approval      // zero until an approver has approved
}

// Valid reports whether an approver has approved exactly this: the order with all its
// fields and the content, which the caller gives as it stands now. An order exists
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
// text that is the same when the order is the same. The members are the users of the
// organisation that orders.
//
// It takes what ActionCreate on the order takes; the error is then an
// [access.ErrDenied]. Not valid are an order without a key, without content, and one
// that nobody among the members could approve, signed out: it could never become
// valid.
//
// An order that changes is created anew under its key and needs a new approval. The
// caller sees to it that the key is free, or that of an order which the change may
// replace. The one item is the order, which its creator gains.
func (c *Catalog) CreateOrder(actor access.Subject, o Order, content string, members iter.Seq[User]) (PlacedOrder, report.Report, error) {
	r := plan("roles.create-order", actor.User, o.CreatedBy, report.Gains, o.Org, "order "+o.ID)
	d := c.Check(actor, ActionCreate, &o)
	if !d.Allowed {
		r, err := refuse(r, d, "create order %s in %s", o.ID, o.Org)
		return PlacedOrder{}, r, err
	}
	bad := invalid.In("roles")
	if problem := invalid.Identifier(o.ID); problem != "" {
		bad.Add("order.key", "%s", problem)
	}
	if content == "" {
		bad.Add("content", "is empty; want what is ordered")
	}
	if members == nil {
		bad.Add("members", "is nil; want the users of %s", invalid.Quote(o.Org))
	} else if !c.approvable(o, members) {
		bad.Add("members", "has nobody who may approve orders of %s; want an approver there first", invalid.Quote(o.Org))
	}
	if err := bad.Err(); err != nil {
		return PlacedOrder{}, report.Report{}, err
	}
	return PlacedOrder{Order: o, Content: o.digest(content)}, decide(r, d), nil
}

// approvable asks whether one of the members could approve the order, were they
// signed out.
func (c *Catalog) approvable(o Order, members iter.Seq[User]) bool {
	for u := range eachUser(members) {
		if c.Check(u.Subject(access.SignedOut), ActionApprove, &o).Allowed {
			return true
		}
	}
	return false
}

// ApproveOrder makes an order valid: the actor's approval stands on it, bound to the
// order and the content that the actor was shown.
//
// It takes what ActionApprove on the order takes; the error is then an
// [access.ErrDenied]. Not valid are content other than what was placed, and an order
// on which an approval stands already, whoever's it is and whether it still holds: in
// both cases the order is to be created anew. The one item is the approval, which the
// order's creator gains.
func (c *Catalog) ApproveOrder(actor access.Subject, placed PlacedOrder, content string) (PlacedOrder, report.Report, error) {
	o := placed.Order
	r := plan("roles.approve-order", actor.User, o.CreatedBy, report.Gains, o.Org, "approval of order "+o.ID)
	d := c.Check(actor, ActionApprove, &o)
	if !d.Allowed {
		r, err := refuse(r, d, "approve order %s in %s", o.ID, o.Org)
		return PlacedOrder{}, r, err
	}
	bad := invalid.In("roles")
	if !placed.places(content) {
		bad.Add("content", "is not what was placed as order %s; want the order created anew, or its content as it was", invalid.Quote(o.ID))
	}
	if !placed.Approval.IsZero() {
		bad.Add("placed.approval", "stands already, by %s; want an order without one", invalid.Quote(placed.Approval.By))
	}
	if err := bad.Err(); err != nil {
		return PlacedOrder{}, report.Report{}, err
	}
	placed.Approval = approvalOf(placed.Content, actor.User)
	return placed, decide(r, d), nil
}
