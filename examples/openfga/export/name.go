package export

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// What OpenFGA takes as an identifier: no colon, number sign or space, no control
// character, and with its type 256 bytes at most; a star stands for everybody. Its
// relations have 50 bytes at most.
const (
	maxPart     = 110 // of an identifier: two of them, a type and what stands between fit
	maxRelation = 50
)

// identifier returns what the parts are called there, one for each list of parts: an
// identifier is encoded, so that nothing in it has a meaning, and what is too long is in
// the place of its SHA-256. Two lists have the same name only where that function gives
// two texts one value.
func identifier(parts ...string) string {
	encoded := make([]string, len(parts))
	for i, part := range parts {
		encoded[i] = encode(part)
	}
	return strings.Join(encoded, "/") // which no part holds
}

// encode returns letters, digits, dots, hyphens and low lines as they are and any other
// byte as a percent sign and two digits. What begins with a tilde is none of these texts:
// the empty one, and those that are too long.
func encode(s string) string {
	if s == "" {
		return "~"
	}
	plain := 0
	for plain < len(s) && isPlain(s[plain]) {
		plain++
	}
	if plain < len(s) {
		const digits = "0123456789ABCDEF"
		var b strings.Builder
		b.WriteString(s[:plain])
		for _, c := range []byte(s[plain:]) {
			if isPlain(c) {
				b.WriteByte(c)
			} else {
				b.Write([]byte{'%', digits[c>>4], digits[c&15]})
			}
		}
		s = b.String()
	}
	if len(s) > maxPart {
		return "~" + hash(s)
	}
	return s
}

func isPlain(c byte) bool {
	return c == '.' || c == '-' || c == '_' ||
		'0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// relation returns the name of a relation that there is for each list of parts, such as a
// role or an action on a kind. Beyond the length that OpenFGA allows it has 160 bits of
// the SHA-256 in their place.
func relation(prefix string, parts ...string) string {
	name := identifier(parts...)
	if len(prefix)+1+len(name) <= maxRelation {
		return prefix + "_" + name
	}
	return prefix + "~" + hash(name)[:40]
}
