package authzen

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
)

// A sealer makes the tokens of pages: where the page ended and how long pages are, sealed
// together with the question, so that nobody else makes or reads one, and it holds for
// no other question. The same page of the same question has the same token.
type sealer struct {
	nonces []byte // the key from which nonces are made
	aead   cipher.AEAD
}

func newSealer(key []byte) *sealer {
	if len(key) == 0 {
		key = randomKey()
	}
	block, _ := aes.NewCipher(derive(key, "seal")) // fails for keys of other lengths only
	aead, _ := cipher.NewGCM(block)
	return &sealer{derive(key, "nonce"), aead}
}

// randomKey returns a key that nobody else has.
func randomKey() []byte {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	return key
}

func derive(key []byte, use string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("lupa authzen page token: " + use))
	return mac.Sum(nil)
}

// seal returns the token for the page after the one that ended at the ID.
func (s *sealer) seal(question [sha256.Size]byte, limit int, after string) string {
	plain := append(binary.BigEndian.AppendUint32(nil, uint32(limit)), after...)
	// The nonce depends on all that is sealed, so no two texts share one.
	mac := hmac.New(sha256.New, s.nonces)
	mac.Write(question[:])
	mac.Write(plain)
	nonce := mac.Sum(nil)[:s.aead.NonceSize()]
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nonce, nonce, plain, question[:]))
}

var errToken = errors.New("authzen: the token is none of this question's")

func (s *sealer) open(question [sha256.Size]byte, token string) (limit int, after string, err error) {
	sealed, err := base64.RawURLEncoding.Strict().DecodeString(token)
	n := s.aead.NonceSize()
	if err != nil || len(sealed) < n {
		return 0, "", errToken
	}
	plain, err := s.aead.Open(nil, sealed[:n], sealed[n:], question[:])
	if err != nil || len(plain) < 4 {
		return 0, "", errToken
	}
	return int(binary.BigEndian.Uint32(plain)), string(plain[4:]), nil
}
