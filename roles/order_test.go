package roles

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/access/report"
)

const basket = "2 × broadband, to the yard"

var kimsOrder = Order{ID: "o1", Org: "A", CreatedBy: "kim"}

func placedByKim(t *testing.T) PlacedOrder {
	t.Helper()
	placed, _, err := portal(t).CreateOrder(signedIn("kim"), kimsOrder, basket, everybody())
	wantDone(t, err)
	return placed
}

func approvedByPetra(t *testing.T) PlacedOrder {
	t.Helper()
	approved, _, err := portal(t).ApproveOrder(signedOut("petra"), placedByKim(t), basket)
	wantDone(t, err)
	return approved
}

func TestAnOrderExistsBeforeItIsValid(t *testing.T) {
	c := portal(t)
	placed, r, err := c.CreateOrder(signedIn("kim"), kimsOrder, basket, everybody())
	wantDone(t, err)
	wantEqual(t, "report", r.String(), "roles.create-order by kim: 1 change, 0 unchanged, 0 refused\n  kim gains order o1 (organisation A)")
	wantEqual(t, "order", placed.Order, kimsOrder)
	if placed.Valid(basket) {
		t.Error("valid without an approval")
	}

	approved, r, err := c.ApproveOrder(signedOut("petra"), placed, basket)
	wantDone(t, err)
	wantEqual(t, "report", r.String(), "roles.approve-order by petra: 1 change, 0 unchanged, 0 refused\n  kim gains approval (order o1)")
	wantEqual(t, "who approved", approved.Approval.By, "petra")
	if !approved.Valid(basket) {
		t.Error("not valid when approved")
	}
	if placed.Valid(basket) || !placed.Approval.IsZero() {
		t.Error("the order that was given to the act changed")
	}
}

func TestAnApprovalHoldsForExactlyWhatWasApproved(t *testing.T) {
	other := digest.Of("other")
	tests := map[string]func(o *PlacedOrder, content *string){
		"content":                  func(_ *PlacedOrder, c *string) { *c += " " },
		"no content":               func(_ *PlacedOrder, c *string) { *c = "" },
		"key":                      func(o *PlacedOrder, _ *string) { o.Order.ID = "o2" },
		"organisation":             func(o *PlacedOrder, _ *string) { o.Order.Org = "B" },
		"creator":                  func(o *PlacedOrder, _ *string) { o.Order.CreatedBy = "petra" },
		"no key":                   func(o *PlacedOrder, _ *string) { o.Order.ID = "" },
		"digest":                   func(o *PlacedOrder, _ *string) { o.Content = other },
		"no digest":                func(o *PlacedOrder, _ *string) { o.Content = digest.Digest{} },
		"approval":                 func(o *PlacedOrder, _ *string) { o.Approval = Approval{} },
		"approver":                 func(o *PlacedOrder, _ *string) { o.Approval.By = "anna" },
		"no approver":              func(o *PlacedOrder, _ *string) { o.Approval.By = "" },
		"approval of other things": func(o *PlacedOrder, _ *string) { o.Approval.Digest = other },
		"approval of the content":  func(o *PlacedOrder, _ *string) { o.Approval.Digest = o.Content },
		"shifted fields": func(o *PlacedOrder, _ *string) {
			o.Order.ID, o.Order.Org = "o", "1A"
		},
	}
	for name, change := range tests {
		o, content := approvedByPetra(t), basket
		change(&o, &content)
		if o.Valid(content) {
			t.Errorf("%s changed: still valid", name)
		}
	}
	if (PlacedOrder{}).Valid("") || (PlacedOrder{}).Valid(basket) {
		t.Error("the zero value is valid")
	}
}

// forged returns an approved order as somebody might write it who knows how the
// digests are made.
func forged(o Order, content, by string) PlacedOrder {
	placed := PlacedOrder{Order: o, Content: digest.Of("roles.order", o.ID, o.Org, o.CreatedBy, content)}
	placed.Approval = Approval{By: by, Digest: digest.Of("roles.approval", by, string(placed.Content[:]))}
	return placed
}

func TestAnOrderThatLacksSomethingIsNeverValid(t *testing.T) {
	wantEqual(t, "forged", forged(kimsOrder, basket, "petra"), approvedByPetra(t))
	for _, test := range []struct {
		order       Order
		content, by string
	}{
		{Order{Org: "A", CreatedBy: "kim"}, basket, "petra"},
		{Order{ID: "o1", CreatedBy: "kim"}, basket, "petra"},
		{Order{ID: "o1", Org: "A"}, basket, "petra"},
		{kimsOrder, "", "petra"},
		{kimsOrder, basket, ""},
	} {
		if forged(test.order, test.content, test.by).Valid(test.content) {
			t.Errorf("%v is valid", test)
		}
	}
}

func TestAnApprovalIsNotOfAnotherOrder(t *testing.T) {
	c := portal(t)
	second := kimsOrder
	second.ID = "o2"
	placed, _, err := c.CreateOrder(signedIn("kim"), second, basket, everybody())
	wantDone(t, err)
	placed.Approval = approvedByPetra(t).Approval
	if placed.Valid(basket) {
		t.Error("valid by another order's approval")
	}
}

func TestAChangedOrderIsPlacedAnewAndApprovedAnew(t *testing.T) {
	c := portal(t)
	const more = basket + ", and a router"
	next, r, err := c.ApproveOrder(signedOut("petra"), placedByKim(t), more)
	wantInvalid(t, next, r, err, `content: is not what was placed as order "o1"; want the order created anew, or its content as it was`)

	anew, _, err := c.CreateOrder(signedIn("kim"), kimsOrder, more, everybody())
	wantDone(t, err)
	if anew.Valid(more) {
		t.Error("valid before it was approved anew")
	}
	anew, _, err = c.ApproveOrder(signedOut("petra"), anew, more)
	wantDone(t, err)
	if !anew.Valid(more) || anew.Valid(basket) {
		t.Error("the second approval does not hold for the second content alone")
	}
}

func TestWhatIsNotApproved(t *testing.T) {
	c := portal(t)
	next, r, err := c.ApproveOrder(signedOut("petra"), approvedByPetra(t), basket)
	wantInvalid(t, next, r, err, `placed.approval: stands already, by "petra"; want an order without one`)

	next, r, err = c.ApproveOrder(signedOut("petra"), PlacedOrder{Order: kimsOrder, Approval: Approval{By: "kim"}}, basket)
	wantInvalid(t, next, r, err,
		`content: is not what was placed as order "o1"; want the order created anew, or its content as it was`,
		`placed.approval: stands already, by "kim"; want an order without one`,
	)
}

func TestWhoDoesNotApprove(t *testing.T) {
	c := portal(t)
	placed := placedByKim(t)
	both := person("kim", "A orderer approver")
	for _, test := range []struct {
		actor access.Subject
		want  access.Reason
	}{
		{signedIn("kim"), ReasonNotGranted},
		{signedIn("anna"), ReasonNotGranted},
		{person("bo", "B approver").Subject(access.SignedOut), ReasonNotMember},
		{both.Subject(access.SignedIn), ReasonNotSignedOut},
		{both.Subject(access.SignInUnknown), ReasonNotSignedOut},
		{access.Subject{SignIn: access.SignedOut}, access.ReasonNoUser},
	} {
		next, r, err := c.ApproveOrder(test.actor, placed, "something else")
		wantDenied(t, next, r, err, test.want)
	}
	next, r, err := c.ApproveOrder(signedOut("petra"), PlacedOrder{}, basket)
	wantDenied(t, next, r, err, access.ReasonIncomplete)

	approved, _, err := c.ApproveOrder(both.Subject(access.SignedOut), placed, basket)
	wantDone(t, err)
	if !approved.Valid(basket) {
		t.Error("one's own order, approved signed out, is not valid")
	}
}

func TestWhoDoesNotOrder(t *testing.T) {
	c := portal(t)
	for _, test := range []struct {
		actor access.Subject
		want  access.Reason
	}{
		{signedOut("kim"), ReasonNotSignedIn},
		{signedIn("petra"), ReasonNotGranted},
		{signedIn("bea"), ReasonNotMember},
		{person("olof", "A orderer").Subject(access.SignedIn), ReasonNotOwn}, // in kim's name
	} {
		next, r, err := c.CreateOrder(test.actor, kimsOrder, "", nil)
		wantDenied(t, next, r, err, test.want)
	}
	next, r, err := c.CreateOrder(signedIn("kim"), Order{}, basket, everybody())
	wantDenied(t, next, r, err, access.ReasonIncomplete)
}

func TestAnOrderNeedsAKeyContentAndAnApprover(t *testing.T) {
	c := portal(t)
	const none = `members: has nobody who may approve this order of "A"; want an approver there first`
	next, r, err := c.CreateOrder(signedIn("kim"), Order{Org: "A", CreatedBy: "kim"}, "", nil)
	wantInvalid(t, next, r, err, "order.id: is empty; want an identifier", "content: is empty; want what is ordered", `members: is nil; want the registrants of "A"`)

	for _, test := range []struct {
		member Registrant
		enough bool
	}{
		{person("petra", "A approver"), true},
		{person("kim", "A orderer approver"), true}, // signed out
		{person("petra", "B approver"), false},
		{person("", "A approver"), false},
		{person("anna", "A administrator signatory"), false},
	} {
		next, r, err := c.CreateOrder(signedIn("kim"), kimsOrder, basket, func(yield func(Registrant) bool) { yield(test.member) })
		if test.enough {
			wantDone(t, err)
		} else {
			wantInvalid(t, next, r, err, none)
		}
	}
}

// What an order and its approval are stored with are identifiers.
func TestAnOrderIsCreatedAndApprovedByWhoCanBeStored(t *testing.T) {
	c, odd, long := portal(t), "kim\xff", strings.Repeat("A", 257)
	const want = `actor.user: "kim\xff" is not valid UTF-8`
	both := func(org string) Registrant { return person(odd, org+" orderer approver") }
	create := func(org string) (PlacedOrder, report.Report, error) {
		who := both(org)
		return c.CreateOrder(who.Subject(access.SignedIn), Order{ID: "o1", Org: org, CreatedBy: odd}, basket, slices.Values([]Registrant{who}))
	}
	placed, r, err := create("A")
	wantInvalid(t, placed, r, err, want)
	placed, r, err = create(long)
	wantInvalid(t, placed, r, err, `order.org: is 257 bytes long ("`+long[:40]+`"…); want at most 256`, want)
	placed, r, err = c.ApproveOrder(both("A").Subject(access.SignedOut), placedByKim(t), basket)
	wantInvalid(t, placed, r, err, want)
	joined, r, err := c.ApproveApplication(both("G").Subject(access.SignedOut), submitted(t), wish)
	wantInvalid(t, joined, r, err, want)
}

// An approver is whoever Check lets approve the order, in whatever session that takes.
func TestWhoeverCouldApproveIsAnApprover(t *testing.T) {
	head := Role{Name: "head", SignIn: true, Grants: []Grant{grant(OverOrg, KindOrder, ActionApprove)}}
	plain, fourEyes := portal(t, head), mustCatalog(t, Config{Portal: true, FourEyes: true, Define: []Role{head}})
	lifted := mustCatalog(t, Config{Portal: true, SamePersonSignedIn: true, Define: []Role{head}})
	for _, test := range []struct {
		c       *Catalog
		members []Registrant
		enough  bool
	}{
		{plain, []Registrant{person("hedda", "A head")}, true},
		{plain, []Registrant{person("hedda", "A head orderer")}, false}, // signed in to approve, and signed out
		{plain, []Registrant{person("hedda", "A head"), person("hedda", "A orderer")}, false},
		{plain, []Registrant{person("hedda", "B head"), person("hedda", "A orderer")}, false},
		{plain, []Registrant{person("hedda", "A orderer"), person("hedda", "A approver")}, true},
		{lifted, []Registrant{person("hedda", "A head orderer")}, true},
		{fourEyes, []Registrant{person("kim", "A orderer approver")}, false}, // whose order it is
		{fourEyes, []Registrant{person("petra", "A orderer approver")}, true},
	} {
		next, r, err := test.c.CreateOrder(signedIn("kim"), kimsOrder, basket, slices.Values(test.members))
		if test.enough {
			wantDone(t, err)
			continue
		}
		wantInvalid(t, next, r, err, `members: has nobody who may approve this order of "A"; want an approver there first`)
	}
}

func TestAnOrderIsStoredAndReadAsItWas(t *testing.T) {
	want := approvedByPetra(t)
	text, err := json.Marshal(want)
	wantDone(t, err)
	var got PlacedOrder
	wantDone(t, json.Unmarshal(text, &got))
	if got != want || !got.Valid(basket) {
		t.Errorf("got %v from %s", got, text)
	}
}

func TestOnlyTheZeroValueIsNoApproval(t *testing.T) {
	if !(Approval{}).IsZero() {
		t.Error("the zero value is an approval")
	}
	for _, a := range []Approval{{By: "petra"}, {Digest: digest.Of("x")}} {
		if a.IsZero() {
			t.Errorf("%v is none", a)
		}
	}
}

// Orders, applications and approvals are stored by the caller; a later version has to
// find them valid still.
func TestWhatWasApprovedLongAgoIsValid(t *testing.T) {
	placed := approvedByPetra(t)
	wantEqual(t, "content of the order", placed.Content.String(), "99252e6660361ab2c74670ac85c2ce58da8b116fe069f0dcc352bc18d33914a8")
	wantEqual(t, "approval", placed.Approval.Digest.String(), "4ccfe08189e5f49d52e5b0e1f12d972298c6c5235852f16b8b8393fe98a2d116")
	wantEqual(t, "content of the application", submitted(t).Content.String(), "b3c46c8921fa2f1eb62b5adebe700858c20554a68d0d6da15a7c57814f1cdea9")
}

// An order and an application may agree in all their fields.
func TestAnApprovalOfAnApplicationIsNoneOfAnOrder(t *testing.T) {
	c := portal(t)
	gro := person("gro", "G approver").Subject(access.SignedOut)
	approved, _, err := c.ApproveApplication(gro, submitted(t), wish)
	wantDone(t, err)
	o := PlacedOrder{
		Order:    Order{ID: toJoin.ID, Org: toJoin.Agent, CreatedBy: toJoin.Assignment},
		Content:  approved.Content,
		Approval: approved.Approval,
	}
	for _, content := range []string{wish, toJoin.Customer, toJoin.Customer + wish} {
		if o.Valid(content) {
			t.Errorf("valid with %q", content)
		}
	}
}

// Whoever creates orders over the whole organisation would otherwise order as somebody
// else, and approve what is then another's.
func TestNobodyOrdersInAnothersName(t *testing.T) {
	desk := Role{Name: "desk", Grants: []Grant{{Kind: KindOrder, Actions: []access.Action{ActionCreate, ActionApprove}, Over: OverOrg}}}
	members := slices.Values([]Registrant{person("eve", "A desk"), person("bert", "A default"), person("pat", "A approver")})
	eve := access.Subject{User: "eve", SignIn: access.SignedOut, Facts: []access.Fact{in("A", "desk")}}
	for _, fourEyes := range []bool{false, true} {
		c := mustCatalog(t, Config{Portal: true, FourEyes: fourEyes, Define: []Role{desk}})
		placed, r, err := c.CreateOrder(eve, Order{ID: "o1", Org: "A", CreatedBy: "bert"}, "gold", members)
		wantInvalid(t, placed, r, err, `order.createdBy: is "bert"; want the actor, in whose name an order is created`)
		placed, _, err = c.CreateOrder(eve, Order{ID: "o1", Org: "A", CreatedBy: "eve"}, "gold", members)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := c.ApproveOrder(eve, placed, "gold"); (err == nil) == fourEyes {
			t.Errorf("four eyes %v: one's own order is approved with %v", fourEyes, err)
		}
	}
}
