package roles

import (
	"testing"

	"lupa.example/access"
)

func TestApproverSignsInOnlyWithTheSwitch(t *testing.T) {
	for _, on := range []bool{false, true} {
		catalog := mustCatalog(t, Config{Portal: true, ApproverSignsIn: on})
		want := access.Deny(ReasonNoSignIn, "")
		if on {
			want = granted("approver")
		}
		for _, signIn := range sessions {
			expect(t, catalog.Check(anna(signIn, in("A", "approver")), ActionSignIn, organisation), want)
			expect(t, catalog.Check(anna(signIn, in("A", "signatory")), ActionSignIn, organisation), access.Deny(ReasonNoSignIn, ""))
		}
	}
}

func TestApproverNeedsNoSessionWhateverTheSwitch(t *testing.T) {
	for _, on := range []bool{false, true} {
		catalog := mustCatalog(t, Config{Portal: true, ApproverSignsIn: on})
		for _, signIn := range sessions {
			expect(t, catalog.Check(anna(signIn, in("A", "approver")), ActionApprove, othersOrder), granted("approver"))
			expect(t, catalog.Check(anna(signIn, in("A", "approver")), ActionView, othersOrder), notGranted)
			expect(t, catalog.Check(anna(signIn, in("A", "signatory")), ActionSign, agreement), granted("signatory"))
		}
	}
}

func TestOrdererAndApproverInOneMayBeSignedInOnlyWithTheSwitch(t *testing.T) {
	both := in("A", "orderer approver")
	for _, approverSignsIn := range []bool{false, true} {
		strict := mustCatalog(t, Config{Portal: true, ApproverSignsIn: approverSignsIn})
		lifted := mustCatalog(t, Config{Portal: true, ApproverSignsIn: approverSignsIn, SamePersonSignedIn: true})
		for _, r := range []access.Resource{order, othersOrder, application} {
			for _, signIn := range sessions {
				expect(t, lifted.Check(anna(signIn, both), ActionApprove, r), granted("approver"))
				want := access.Deny(ReasonNotSignedOut, "approver")
				if signIn == outside {
					want = granted("approver")
				}
				expect(t, strict.Check(anna(signIn, both), ActionApprove, r), want)
			}
		}
	}
}

func TestSamePersonSwitchLiftsNothingElse(t *testing.T) {
	catalog := mustCatalog(t, Config{Portal: true, SamePersonSignedIn: true})
	both := in("A", "orderer approver")
	expect(t, catalog.Check(anna(outside, both), ActionCreate, order), access.Deny(ReasonNotSignedIn, "orderer"))
	expect(t, catalog.Check(anna(inside, both), ActionCreate, othersOrder), access.Deny(ReasonNotOwn, "orderer"))
	expect(t, catalog.Check(anna(inside, in("A", "orderer")), ActionApprove, order), notGranted)
}
