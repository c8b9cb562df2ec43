package access_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"testing"

	"lupa.example/access"
)

func TestDecisionString(t *testing.T) {
	for _, test := range []struct {
		decision access.Decision
		want     string
	}{
		{access.Decision{}, "denied"},
		{access.Decision{Allowed: true}, "allowed"},
		{access.Deny("profile/closed", ""), "denied: profile/closed"},
		{access.Deny("profile/closed", "officer"), `denied: profile/closed by "officer"`},
		{access.Allow("sharing/rule", "r1"), `allowed: sharing/rule by "r1"`},
		{access.Allow("", "r1"), `allowed by "r1"`},
		{access.Deny("x/y", "two\nlines \"quoted\""), `denied: x/y by "two\nlines \"quoted\""`},
	} {
		if got := test.decision.String(); got != test.want {
			t.Errorf("%#v.String() = %s, want %s", test.decision, got, test.want)
		}
		if got := fmt.Sprint(test.decision); got != test.want {
			t.Errorf("printed %#v as %s, want %s", test.decision, got, test.want)
		}
	}
}

func TestDecisionIsLoggedFieldByField(t *testing.T) {
	var out bytes.Buffer
	withoutTime := func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}
	log := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{ReplaceAttr: withoutTime}))
	log.Info("checked", "decision", access.Allow("sharing/rule", "r1"))
	log.Info("checked", "decision", access.Decision{})
	want := "level=INFO msg=checked decision.allowed=true decision.reason=sharing/rule decision.by=r1\n" +
		"level=INFO msg=checked decision.allowed=false decision.reason=\"\" decision.by=\"\"\n"
	if got := out.String(); got != want {
		t.Errorf("logged\n%s\nwant\n%s", got, want)
	}
}

func TestDecisionErr(t *testing.T) {
	if err := access.Allow("sharing/rule", "r1").Err(); err != nil {
		t.Errorf("an allowing decision is the error %v", err)
	}
	for _, denied := range []access.Decision{{}, access.Deny("profile/closed", "officer")} {
		err := denied.Err()
		wrapped := fmt.Errorf("open case K1: %w", err)
		if !errors.Is(wrapped, access.ErrDenied) {
			t.Errorf("%v is not ErrDenied", wrapped)
		}
		var as *access.DeniedError
		if !errors.As(wrapped, &as) || as.Decision != denied {
			t.Errorf("%v does not hold the decision %v", wrapped, denied)
		}
		if got, want := err.Error(), "access: "+denied.String(); got != want {
			t.Errorf("the error reads %q, want %q", got, want)
		}
	}
	if errors.Is(errors.New("access: denied"), access.ErrDenied) {
		t.Error("another error of the same words is ErrDenied")
	}
}

func TestDecisionIsComparable(t *testing.T) {
	seen := map[access.Decision]int{}
	seen[access.Deny("a/b", "c")]++
	seen[access.Decision{Reason: "a/b", By: "c"}]++
	seen[access.Allow("a/b", "c")]++
	if len(seen) != 2 || seen[access.Deny("a/b", "c")] != 2 {
		t.Errorf("counted %v", seen)
	}
	if (access.Decision{}).Allowed {
		t.Error("the zero decision allows")
	}
}

func TestSignInString(t *testing.T) {
	for signIn, want := range map[access.SignIn]string{
		access.SignInUnknown: "unknown",
		access.SignedIn:      "signed in",
		access.SignedOut:     "signed out",
		access.SignIn(200):   "unknown",
	} {
		if got := signIn.String(); got != want {
			t.Errorf("SignIn(%d).String() = %q, want %q", signIn, got, want)
		}
	}
	if (access.Subject{}).SignIn != access.SignInUnknown {
		t.Error("a subject of whom nothing is known has a session state")
	}
}
