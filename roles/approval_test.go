package roles_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/access/digest"
	"lupa.example/roles"
)

func TestOnlyTheZeroValueIsNoApproval(t *testing.T) {
	if !(roles.Approval{}).IsZero() {
		t.Error("the zero value is an approval")
	}
	for _, a := range []roles.Approval{{By: "petra"}, {Digest: digest.Of("x")}} {
		if a.IsZero() {
			t.Errorf("%v is none", a)
		}
	}
}

// Orders, applications and approvals are stored by the caller; a later version has to
// find them valid still.
func TestWhatWasApprovedLongAgoIsValid(t *testing.T) {
	placed := approvedByPetra(t)
	equal(t, "content of the order", placed.Content.String(), "99252e6660361ab2c74670ac85c2ce58da8b116fe069f0dcc352bc18d33914a8")
	equal(t, "approval", placed.Approval.Digest.String(), "4ccfe08189e5f49d52e5b0e1f12d972298c6c5235852f16b8b8393fe98a2d116")
	equal(t, "content of the application", submitted(t).Content.String(), "b3c46c8921fa2f1eb62b5adebe700858c20554a68d0d6da15a7c57814f1cdea9")
}

// An order and an application may agree in all their fields.
func TestAnApprovalOfAnApplicationIsNoneOfAnOrder(t *testing.T) {
	c := thePortal(t)
	gro := person("gro", "G approver").Subject(access.SignedOut)
	approved, _, err := c.ApproveApplication(gro, submitted(t), wish)
	done(t, err)
	o := roles.PlacedOrder{
		Order:    roles.Order{ID: toJoin.ID, Org: toJoin.Agent, CreatedBy: toJoin.Assignment},
		Content:  approved.Content,
		Approval: approved.Approval,
	}
	for _, content := range []string{wish, toJoin.Customer, toJoin.Customer + wish} {
		if o.Valid(content) {
			t.Errorf("valid with %q", content)
		}
	}
}
