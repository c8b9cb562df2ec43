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

// An order and an application may agree in all their fields.
func TestAnApprovalOfAnApplicationIsNoneOfAnOrder(t *testing.T) {
	c := thePortal(t)
	gro := person("gro", "G approver").Subject(access.SignedOut)
	approved, _, err := c.ApproveApplication(gro, submitted(t), wish)
	done(t, err)
	o := roles.PlacedOrder{
		Order:    roles.Order{Key: toJoin.Key, Org: toJoin.Agent, CreatedBy: toJoin.Assignment},
		Content:  approved.Content,
		Approval: approved.Approval,
	}
	for _, content := range []string{wish, toJoin.Customer, toJoin.Customer + wish} {
		if o.Valid(content) {
			t.Errorf("valid with %q", content)
		}
	}
}
