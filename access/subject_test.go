package access_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"lupa.example/access"
)

// A clearance is a fact with something to read in a log.
type clearance struct{ Level, Room string }

func (*clearance) Fact() string { return "test.clearance" }

func TestALogTellsWhoAskedAndWhatWasKnown(t *testing.T) {
	for _, test := range []struct {
		subject access.Subject
		want    string
	}{
		{access.Subject{}, `{"subject":{"user":"","signIn":"unknown"}}`},
		{access.Subject{User: "anna", SignIn: access.SignedOut, Facts: []access.Fact{nil, (*badge)(nil)}},
			`{"subject":{"user":"anna","signIn":"signed out"}}`},
		{access.Subject{User: "anna", SignIn: access.SignedIn, Facts: []access.Fact{&clearance{"1", "a"}, &shift{}, &clearance{"2", "b"}}},
			`{"subject":{"user":"anna","signIn":"signed in","facts":{"test.clearance":[{"Level":"1","Room":"a"},{"Level":"2","Room":"b"}],"test.shift":[{}]}}}`},
	} {
		var out bytes.Buffer
		logger := slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if len(groups) == 0 && (a.Key == slog.TimeKey || a.Key == slog.LevelKey || a.Key == slog.MessageKey) {
				return slog.Attr{}
			}
			return a
		}}))
		logger.Info("asked", "subject", test.subject)
		if got := out.String(); got != test.want+"\n" {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

// A seal is written as it says itself.
type seal struct{ code string }

func (*seal) Fact() string                   { return "test.seal" }
func (s *seal) String() string               { return "seal " + s.code }
func (s *seal) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A ticket is a fact that is no pointer.
type ticket string

func (ticket) Fact() string { return "test.ticket" }

// A log in text has what the facts say, and no addresses.
func TestALogInTextTellsWhatWasKnown(t *testing.T) {
	var out bytes.Buffer
	slog.New(slog.NewTextHandler(&out, nil)).Info("asked", "subject", access.Subject{User: "anna", Facts: []access.Fact{&clearance{"1", "a"}, &seal{"x"}, ticket("t")}})
	for _, want := range []string{"subject.facts.test.clearance=\"[{Level:1 Room:a}]\"", "subject.facts.test.seal=\"[seal x]\"", "subject.facts.test.ticket=[t]"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s lacks %s", out.String(), want)
		}
	}
}

// Facts that say how they are written, each in one way.
type (
	logged     struct{ secret string }
	stringer   struct{ secret string }
	marshaler  struct{ secret string }
	jsonWriter struct{ Secret string }
)

func (*logged) Fact() string         { return "test.logged" }
func (*logged) LogValue() slog.Value { return slog.StringValue("logged") }
func (*stringer) Fact() string       { return "test.stringer" }
func (*stringer) String() string     { return "in words" }

func (*marshaler) Fact() string { return "test.marshaler" }
func (m *marshaler) MarshalText() ([]byte, error) {
	if m.secret == "unknown" {
		return nil, errors.New("unknown")
	}
	return []byte("as text"), nil
}

func (*jsonWriter) Fact() string { return "test.json" }
func (j *jsonWriter) MarshalJSON() ([]byte, error) {
	if j.Secret == "unknown" {
		return nil, errors.New("unknown")
	}
	return []byte(`{"level":1}`), nil
}

// Whatever way a fact is written in, a log has what it says, in either form.
func TestAFactSaysHowItIsLogged(t *testing.T) {
	for _, test := range []struct {
		fact       access.Fact
		json, text string
	}{
		{&logged{"x"}, `{"test.logged":["logged"]}`, `test.logged=[logged]`},
		{&stringer{"x"}, `{"test.stringer":[{}]}`, `test.stringer="[in words]"`},
		{&marshaler{"x"}, `{"test.marshaler":["as text"]}`, `test.marshaler="[as text]"`},
		{&marshaler{"unknown"}, `{"test.marshaler":[{}]}`, `test.marshaler=[{secret:unknown}]`},
		{&jsonWriter{"x"}, `{"test.json":[{"level":1}]}`, `test.json="[{\"level\":1}]"`},
		{&jsonWriter{"unknown"}, `{"test.json":[{"Secret":"unknown"}]}`, `test.json=[{Secret:unknown}]`},
	} {
		var asJSON, asText bytes.Buffer
		s := access.Subject{Facts: []access.Fact{nil, test.fact}}
		slog.New(slog.NewJSONHandler(&asJSON, nil)).Info("asked", "subject", s)
		slog.New(slog.NewTextHandler(&asText, nil)).Info("asked", "subject", s)
		if !strings.Contains(asJSON.String(), `"facts":`+test.json) || !strings.HasSuffix(asText.String(), " subject.facts."+test.text+"\n") {
			t.Errorf("%T: %s%s", test.fact, asJSON.String(), asText.String())
		}
	}
}

func TestSignInIsAWordInJSON(t *testing.T) {
	for s, want := range map[access.SignIn]string{
		access.SignInUnknown: "unknown", access.SignedIn: "signed in", access.SignedOut: "signed out",
	} {
		text, err := json.Marshal(s)
		if err != nil || string(text) != `"`+want+`"` {
			t.Errorf("%v is written as %s, %v", s, text, err)
		}
		read := access.SignIn(9)
		if err := json.Unmarshal(text, &read); err != nil || read != s {
			t.Errorf("%s is read as %v, %v", text, read, err)
		}
	}
	for _, text := range []string{`""`, `"Signed in"`, `"signed in "`, `1`, `true`} {
		read := access.SignedOut
		if err := json.Unmarshal([]byte(text), &read); err == nil || read != access.SignedOut {
			t.Errorf("%s is read as %v", text, read)
		}
	}
	if text, err := json.Marshal(access.SignIn(77)); err != nil || string(text) != `"unknown"` {
		t.Errorf("a value that is no constant is written as %s, %v", text, err)
	}
}
