package profile_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"lupa.example/profile"
)

func TestAStatusIsText(t *testing.T) {
	for name, status := range map[string]profile.Status{
		"unknown": profile.StatusUnknown, "open": profile.StatusOpen, "closed": profile.StatusClosed,
	} {
		var back profile.Status
		text, err := json.Marshal(status)
		if err != nil || string(text) != fmt.Sprintf("%q", name) || status.String() != name {
			t.Errorf("%s is written %s, %v, and shown as %v", name, text, err, status)
		}
		if err := json.Unmarshal(text, &back); err != nil || back != status {
			t.Errorf("%s is read as %v, %v", text, back, err)
		}
	}
	if _, err := profile.Status(3).MarshalText(); err == nil || err.Error() != "profile: no such status to write" || profile.Status(3).String() != "unknown" {
		t.Errorf("a status that is none is written, error %v, or shown as %v", err, profile.Status(3))
	}
	for _, text := range []string{"", "Open", "open ", "1", "none"} {
		status := profile.StatusOpen
		want := fmt.Sprintf("profile: %q is no status; want unknown, open or closed", text)
		if err := status.UnmarshalText([]byte(text)); err == nil || err.Error() != want || status != profile.StatusOpen {
			t.Errorf("%q is read as %v, error %v", text, status, err)
		}
	}
}
