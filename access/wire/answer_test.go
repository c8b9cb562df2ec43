package wire_test

import (
	"testing"

	"lupa.example/access"
	"lupa.example/access/wire"
)

func TestDecodeAnswer(t *testing.T) {
	for _, want := range []access.Decision{access.Allow("a/b", "r\"1"), access.Deny("a/b", ""), {}} {
		if got, err := wire.DecodeAnswer(wire.EncodeAnswer(want)); got != want || err != nil {
			t.Errorf("read %v of %v, error %v", got, want, err)
		}
	}
	for text, want := range map[string]access.Decision{
		`{"decision":true}`: {Allowed: true},
		"{ \"decision\" :\ttrue , \"context\" :\r\n { \"reason\" : \"r\", \"by\" :\n\"b\" } }": access.Allow("r", "b"),
		`{"context":null,"decision":true,"x":null}`:                                            {Allowed: true},
		`{"decision":true,"context":[]}`:                                                       {Allowed: true},
		`{"decision":true,"context":{"reason":{"en":1}}}`:                                      {Allowed: true},
		`{"decision":true,"context":{"by":7,"reason":"r"}}`:                                    {Allowed: true, Reason: "r"},
	} {
		if got, err := wire.DecodeAnswer([]byte(text)); got != want || err != nil {
			t.Errorf("%s: read %v, error %v", text, got, err)
		}
	}
	for _, text := range []string{``, `{}`, `[]`, `true`, `{"decision":"true"}`, `{"decision":1}`, `{"decision":null}`, `{"Decision":true}`,
		`{"decision":true,"decision":true}`, `{"decision":true}x`, `{"decision":true,"context":{"reason":"a","reason":"b"}}`, `{"decision":true`} {
		if got, err := wire.DecodeAnswer([]byte(text)); got.Allowed || len(access.Findings(err)) == 0 {
			t.Errorf("%s: read %v, error %v", text, got, err)
		}
	}
}

func TestAnswersToSeveral(t *testing.T) {
	decisions := []access.Decision{access.Allow("a/b", "<x>"), access.Deny("c/d", "")}
	for _, test := range []struct {
		got  []byte
		want string
	}{
		{wire.EncodeAnswers(nil, false), `{"evaluations":[]}`},
		{wire.EncodeAnswers(decisions, false), `{"evaluations":[{"decision":true},{"decision":false}]}`},
		{wire.EncodeAnswers(decisions, true), `{"evaluations":[{"decision":true,"context":{"reason":"a/b","by":"\u003cx\u003e"}},{"decision":false,"context":{"reason":"c/d","by":""}}]}`},
		{wire.EncodeFound(wire.SoughtActions, []wire.Entity{{ID: "read"}, {ID: "a\"b"}}, ""), `{"page":{"next_token":"","count":2},"results":[{"name":"read"},{"name":"a\"b"}]}`},
		{wire.EncodeFound(wire.SoughtSubjects, []wire.Entity{{Type: "user", ID: "anna"}}, "t"), `{"page":{"next_token":"t","count":1},"results":[{"type":"user","id":"anna"}]}`},
		{wire.EncodeFound(wire.SoughtResources, nil, ""), `{"page":{"next_token":"","count":0},"results":[]}`},
		{wire.EncodeFound(wire.SoughtActions, []wire.Entity{{ID: "<x>"}}, "<t>"), `{"page":{"next_token":"\u003ct\u003e","count":1},"results":[{"name":"\u003cx\u003e"}]}`},
		{wire.EncodeError("<x>"), `{"error":"\u003cx\u003e"}`},
		{wire.EncodeError("a \"b\"\n\xff"), `{"error":"a \"b\"\n` + "\ufffd" + `"}`},
	} {
		if string(test.got) != test.want {
			t.Errorf("got %s, want %s", test.got, test.want)
		}
	}
}

func TestRevision(t *testing.T) {
	policy := decodePolicy(t, document)
	first, err := codec.Revision(policy)
	again, _ := codec.Revision(decodePolicy(t, document))
	other, _ := codec.Revision(decodePolicy(t, `{"version":1}`))
	if err != nil || len(first) != 64 || again != first || other == first || other == "" {
		t.Errorf("revisions %q, %q and %q, error %v", first, again, other, err)
	}
	if text, err := (wire.Codec{}).Revision(policy); err == nil || text != "" {
		t.Errorf("what no document says has the revision %q", text)
	}
}
