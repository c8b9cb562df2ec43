package console

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
)

const tokenCookie = "console-token"

// Tokens make and check what a form carries to show that it was got from here: a
// browser's own random text in a cookie, signed with a key that lives as long as the
// handler.
type tokens struct{ key []byte }

func newTokens() tokens {
	key := make([]byte, 32)
	rand.Read(key) // never fails
	return tokens{key}
}

func (t tokens) sign(nonce string) string {
	mac := hmac.New(sha256.New, t.key)
	mac.Write([]byte(nonce))
	return hex.EncodeToString(mac.Sum(nil))
}

// issue returns the token for a form, and sets the cookie if the browser has none.
func (t tokens) issue(w http.ResponseWriter, r *http.Request) string {
	if c, err := r.Cookie(tokenCookie); err == nil && c.Value != "" {
		return t.sign(c.Value)
	}
	nonce := rand.Text()
	http.SetCookie(w, &http.Cookie{
		Name: tokenCookie, Value: nonce, HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode,
	})
	return t.sign(nonce)
}

func (t tokens) valid(r *http.Request, token string) bool {
	c, err := r.Cookie(tokenCookie)
	return err == nil && c.Value != "" && hmac.Equal([]byte(t.sign(c.Value)), []byte(token))
}
