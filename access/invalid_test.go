package access_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"lupa.example/access"
)

func TestInvalidError(t *testing.T) {
	for _, test := range []struct {
		err  access.InvalidError
		want string
	}{
		{access.InvalidError{Package: "profile", Path: "forms[0]", Problem: "is empty"}, "profile: forms[0]: is empty"},
		{access.InvalidError{Package: "profile", Problem: "is empty"}, "profile: is empty"},
	} {
		if got := test.err.Error(); got != test.want {
			t.Errorf("Error() = %q, want %q", got, test.want)
		}
	}
}

func TestFindingsAreAllThatAnErrorHolds(t *testing.T) {
	a, b, c := &access.InvalidError{Path: "a"}, &access.InvalidError{Path: "b"}, &access.InvalidError{Path: "c"}
	for name, test := range map[string]struct {
		err  error
		want []*access.InvalidError
	}{
		"nil":         {nil, nil},
		"a nil one":   {(*access.InvalidError)(nil), nil},
		"itself":      {a, []*access.InvalidError{a}},
		"wrapped":     {fmt.Errorf("the policy: %w", a), []*access.InvalidError{a}},
		"joined":      {errors.Join(a, errors.New("other"), b), []*access.InvalidError{a, b}},
		"joined deep": {fmt.Errorf("%w and %w", errors.Join(a, nil, fmt.Errorf("x: %w", b)), errors.Join(c)), []*access.InvalidError{a, b, c}},
		"another":     {errors.New("other"), nil},
		"a denial":    {access.Deny("a/b", "").Err(), nil},
	} {
		if got := access.Findings(test.err); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", name, got, test.want)
		}
	}
}
