package roles

import "lupa.example/access/digest"

// An Approval says who approved something, bound to exactly what it was. It is plain
// data to be stored beside it. The zero value is no approval.
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
