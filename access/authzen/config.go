package authzen

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// A Config says what a [Handler] answers from. Policy and Codec are needed.
type Config struct {
	// Policy returns the current policy. It is asked once for each request. A nil
	// policy denies everything.
	Policy func() *access.Policy

	// Codec reads the requests.
	Codec wire.Codec

	// Directory is what requests do not bring; nil if there is nothing else.
	Directory *Directory

	// Base is the public https address below which the endpoints are reached, for the
	// metadata, without query and fragment. Without it there is no metadata.
	Base string

	// TokenKey is the secret from which the tokens of pages are made, at least 16 bytes,
	// the same on all replicas. Without it tokens hold for this handler only.
	TokenKey []byte

	// Authorize decides whether whoever sends the request may ask. An error that is
	// [access.ErrDenied] has the status 403, any other 401. Nil: everybody may.
	// The metadata is for everybody.
	Authorize func(*http.Request) error

	// Limits bounds what one request may cost.
	Limits Limits

	// Log gets a record of every decision, and of every failure of the service's own.
	// Nil: none.
	Log *slog.Logger
}

// Limits bounds what one request may cost. A limit that is zero is the one in brackets.
type Limits struct {
	Body  int64 // bytes of a request (1 MiB)
	Items int   // evaluations in a request (1000)
	Depth int   // objects and arrays that are open at once (16)
	Page  int   // results in a response (1000)
}

func (l Limits) withDefaults() (Limits, error) {
	if l.Body < 0 || l.Items < 0 || l.Depth < 0 || l.Page < 0 {
		return l, fmt.Errorf("authzen: a limit is negative: %+v", l)
	}
	orElse(&l.Body, 1<<20)
	orElse(&l.Items, 1000)
	orElse(&l.Depth, 16)
	orElse(&l.Page, 1000)
	return l, nil
}

func orElse[T comparable](v *T, otherwise T) {
	var zero T
	if *v == zero {
		*v = otherwise
	}
}

// NewHandler returns a handler that answers as configured. All that is wrong with the
// configuration is in the error.
func NewHandler(c Config) (*Handler, error) {
	var errs []error
	if c.Policy == nil {
		errs = append(errs, errors.New("authzen: there is no function that returns the policy"))
	}
	if _, err := c.Codec.EncodePolicy(new(access.Policy)); err != nil {
		errs = append(errs, fmt.Errorf("authzen: the codec cannot be used: %w", err))
	}
	limits, err := c.Limits.withDefaults()
	errs = append(errs, err)
	if n := len(c.TokenKey); n > 0 && n < 16 {
		errs = append(errs, fmt.Errorf("authzen: the key of tokens has %d bytes; want 16 or more", n))
	}
	errs = append(errs, checkBase(c.Base))
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	h := &Handler{config: c, tokens: newSealer(c.TokenKey)}
	h.config.Limits = limits
	if c.Directory != nil {
		h.directory = *c.Directory
	}
	h.endpoints = h.offered()
	h.metadata = h.encodeMetadata()
	return h, nil
}

func checkBase(base string) error {
	if base == "" {
		return nil
	}
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || strings.ContainsAny(base, "?#") {
		return fmt.Errorf("authzen: the base is %q; want an https address without user, query and fragment, such as https://pdp.example.com", base)
	}
	return nil
}

// Bearer returns an Authorize for whoever brings one of the keys as a bearer token.
// Empty keys are nobody's.
func Bearer(keys ...string) func(*http.Request) error {
	var sums [][sha256.Size]byte
	for _, key := range keys {
		if key != "" {
			sums = append(sums, sha256.Sum256([]byte(key)))
		}
	}
	return func(r *http.Request) error {
		scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		got, known := sha256.Sum256([]byte(strings.TrimSpace(token))), 0
		for _, sum := range sums {
			known |= subtle.ConstantTimeCompare(got[:], sum[:]) // as long for every key
		}
		if !strings.EqualFold(scheme, "Bearer") || known == 0 {
			return errNoKey
		}
		return nil
	}
}

var errNoKey = errors.New("authzen: want a key that is known, as a bearer token")
