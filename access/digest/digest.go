// Package digest binds a consent to exactly what it was given to: an
// acknowledgement to the consequences that were shown, an approval to the order
// that was approved.
package digest

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
)

// A Digest stands for some content. Digests are comparable. The zero value stands
// for none and equals no digest that Of returns.
type Digest [sha256.Size]byte

// Of returns the digest of the parts in their order. The use keeps digests that
// are made for different things apart even where their parts agree. Parts are not
// run together: ("ab", "c") and ("a", "bc") differ.
func Of(use string, parts ...string) Digest {
	h := sha256.New()
	write := func(s string) {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(s)))
		h.Write(length[:])
		h.Write([]byte(s))
	}
	write(use)
	for _, p := range parts {
		write(p)
	}
	return Digest(h.Sum(nil))
}

// IsZero reports whether this is the digest of nothing.
func (d Digest) IsZero() bool { return d == Digest{} }

// String returns the digest as 64 hexadecimal digits.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText returns what String returns.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads 64 lower-case hexadecimal digits, and leaves the digest as
// it was where that fails.
func (d *Digest) UnmarshalText(text []byte) error {
	var read Digest
	_, err := hex.Decode(read[:], text[:min(len(text), 2*len(read))])
	if err != nil || read.String() != string(text) {
		return fmt.Errorf("digest: want %d lower-case hexadecimal digits", 2*len(read))
	}
	*d = read
	return nil
}
