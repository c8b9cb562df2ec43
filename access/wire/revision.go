package wire

import (
	"crypto/sha256"
	"encoding/hex"

	"lupa.example/access"
)

// Revision returns what identifies the policy in logs and among replicas: 64 hexadecimal
// digits, a digest of the document that EncodePolicy writes. Policies with the same
// document have the same revision. Its errors are those of EncodePolicy.
func (c Codec) Revision(p *access.Policy) (string, error) {
	document, err := c.EncodePolicy(p)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(document)
	return hex.EncodeToString(sum[:]), nil
}
