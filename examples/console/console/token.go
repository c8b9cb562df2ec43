package console

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
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

// form reads a form that was sent, or shows what is wrong with it.
func (s *server) form(w http.ResponseWriter, r *http.Request) (v url.Values, ok bool) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	err := parse(r)
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		s.wrong(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("The form is longer than %d bytes. Nothing was done.", maxForm), nil)
	case err != nil:
		s.wrong(w, http.StatusBadRequest, "The form cannot be read. Nothing was done.", err)
	case !s.tokens.valid(r, r.PostForm.Get("token")):
		s.wrong(w, http.StatusForbidden, "The form was not got from this page, or too long ago. Nothing was done; open the page again.", nil)
	default:
		return r.PostForm, true
	}
	return nil, false
}

// parse reads either sort of form; what is sent in files stays in memory.
func parse(r *http.Request) error {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "multipart/form-data" {
		return r.ParseMultipartForm(maxForm)
	}
	return r.ParseForm()
}

// sent returns what the file of the field holds, and what was typed where there is none.
func sent(r *http.Request, v url.Values, name string) string {
	f, _, err := r.FormFile(name + "-file")
	if err != nil {
		return v.Get(name)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil || len(text) == 0 {
		return v.Get(name)
	}
	return string(text)
}
