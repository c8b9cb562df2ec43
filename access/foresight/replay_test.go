package foresight_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/wire"
)

var codec = wire.Codec{shelfArea{}}

func asked(user, title string) string {
	return fmt.Sprintf(`{"subject":{"type":"user","id":%q},"action":{"name":"read"},"resource":{"type":"shelf","id":%q,"properties":{"weight":"1 kg"}}}`, user, title)
}

func TestReplay(t *testing.T) {
	old, new := policyOf(t, lending("shelf", "anna", "x", "y")), policyOf(t, lending("shelf", "anna", "y", "z"))
	log := strings.Join([]string{
		asked("anna", "x"), `{"revision":"r","request":` + asked("anna", "y") + `}`, asked("anna", "z"), "", asked("bo", "x"), "{}", asked("anna", "x")[:40], asked("anna", "x"),
	}, "\n")
	want := []string{"1 true false", "2 true true", "3 false true", "4 blank", "5 false false", "6 invalid", "7 invalid", "8 true false"}
	var got []string
	for f, err := range foresight.Replay(codec, old, new, strings.NewReader(log)) {
		switch {
		case errors.Is(err, foresight.ErrBlank):
			got = append(got, fmt.Sprint(f.Line, " blank"))
		case len(access.Findings(err)) > 0:
			got = append(got, fmt.Sprint(f.Line, " invalid"))
		default:
			got = append(got, fmt.Sprint(f.Line, f.Before.Allowed, f.After.Allowed))
			if f.Flipped() != (f.Before.Allowed != f.After.Allowed) || f.Question.Subject.User == "" || err != nil {
				t.Errorf("%+v, error %v", f, err)
			}
		}
	}
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("got %q, want %q", got, want)
	}
	for range foresight.Replay(codec, old, new, strings.NewReader(log)) {
		break // a reader that leaves early asks nothing more
	}
	for f := range foresight.Replay(codec, new, new, strings.NewReader(log)) {
		if f.Flipped() {
			t.Errorf("against the same policy: %+v", f)
		}
	}
}

// A question that one of the policies knows nothing about is read as each reads it.
func TestReplayAcrossKinds(t *testing.T) {
	lent := policyOf(t, lending("shelf", "anna", "x"))
	for _, test := range []struct {
		old, new *access.Policy
		line     string
		flipped  bool
		err      bool
	}{
		{lent, lent, asked("anna", "x"), false, false},
		{nil, lent, asked("anna", "x"), true, false},
		{lent, nil, asked("anna", "x"), true, false},
		{lent, nil, strings.Replace(asked("anna", "x"), "weight", "height", 1), false, true},
		{nil, lent, strings.Replace(asked("anna", "x"), "weight", "height", 1), false, true},
		{nil, nil, strings.Replace(asked("anna", "x"), "weight", "height", 1), false, false},
	} {
		f, err := foresight.Again(codec, test.old, test.new, []byte(test.line))
		if f.Flipped() != test.flipped || (err != nil) != test.err {
			t.Errorf("%s\nflipped %v, error %v", test.line, f.Flipped(), err)
		}
	}
}

func TestReplayOfABrokenLog(t *testing.T) {
	broken := errors.New("broken")
	lines := 0
	var last error
	for f, err := range foresight.Replay(codec, nil, nil, io.MultiReader(strings.NewReader(asked("a", "x")+"\n"), iotest.ErrReader(broken))) {
		lines++
		if last = err; f.Line != lines {
			t.Errorf("line %d is told as %d", lines, f.Line)
		}
	}
	if lines != 2 || !errors.Is(last, broken) {
		t.Errorf("%d lines, error %v", lines, last)
	}
}
