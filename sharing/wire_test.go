package sharing

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/wire"
	"lupa.example/access/wire/wiretest"
)

var codec = wire.Codec{Area{}}

// Accounts are compared as what they are printed as.
var accountAsText = cmp.Transformer("String", Account.String)

const document = `{"version":1,"sharing":{"rules":[` +
	`{"id":"r1","viewers":["40100-01","40100*"],"sharers":["50200*"]},` +
	`{"id":"r0","viewers":["50200-01"],"sharers":["40100-01","40100-01"]}]}}`

func decodePolicy(t *testing.T, doc string) *access.Policy {
	t.Helper()
	p, err := codec.DecodePolicy([]byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDocumentsRoundTrip(t *testing.T) {
	// The same with spaces, members in another order and groups without asterisk.
	loose := strings.NewReplacer("50200*", "50200", ":", " : ", `{"id":"r1",`, "{", `["50200*"]}`, `["50200"], "id":"r1"}`).Replace(document)
	for _, doc := range []string{document, loose} {
		first := decodePolicy(t, doc)
		written, err := codec.EncodePolicy(first)
		if err != nil {
			t.Fatal(err)
		}
		if string(written) != document {
			t.Errorf("written as\n%s\nwant\n%s", written, document)
		}
		built := mustRules(t, rule("r1", "40100-01 40100*", "50200*"), rule("r0", "50200-01", "40100-01 40100-01"))
		for _, viewer := range []string{"40100-01", "40100-02", "50200-01", "50200-02"} {
			for _, owner := range []string{"40100-01", "40100-02", "50200-01", "50200-02"} {
				s := anna(customer(viewer))
				wantDecision(t, first.Check(s, ActionView, resultOf(owner)), built.Check(s, ActionView, resultOf(owner)))
			}
		}
	}
}

func TestASectionWithoutRulesIsASetWithoutRules(t *testing.T) {
	for _, section := range []string{`{}`, `{"rules":[]}`} {
		p := decodePolicy(t, `{"version":1,"sharing":`+section+`}`)
		wantDecision(t, p.Check(anna(customer("40100-01")), ActionView, resultOf("40100-01")), access.Allow(ReasonOwn, ""))
		written, err := codec.EncodePolicy(p)
		if want := `{"version":1,"sharing":{"rules":[]}}`; err != nil || string(written) != want {
			t.Errorf("written as %s, %v; want %s", written, err, want)
		}
	}
}

func TestFaultsOfADocumentNameTheirPath(t *testing.T) {
	const good = `{"id":"r","viewers":["40100-01"],"sharers":["50200*"]}`
	tests := []struct{ old, new, path, problem string }{
		{`"id":"r",`, ``, `rules[0].id`, `is missing`},
		{`"id":"r"`, `"id":""`, `rules[0].id`, `is empty`},
		{`"viewers":["40100-01"],`, ``, `rules[0].viewers`, `is missing`},
		{`["40100-01"]`, `[]`, `rules[0].viewers`, `is empty`},
		{`,"sharers":["50200*"]`, ``, `rules[0].sharers`, `is missing`},
		{`["50200*"]`, `[]`, `rules[0].sharers`, `is empty`},
		{`"40100-01"`, `"40100-01","40100-1"`, `rules[0].viewers[1]`, `"40100-1" is neither a customer number nor a group`},
		{`"50200*"`, `""`, `rules[0].sharers[0]`, `"" is neither a customer number nor a group`},
		{`"id"`, `"Id"`, `rules[0].Id`, `is no member here`},
		{good, good + "," + good, `rules[1].id`, `"r" is the id of rules[0] already`},
	}
	for _, tt := range tests {
		doc := fmt.Sprintf(`{"version":1,"sharing":{"rules":[%s]}}`, strings.Replace(good, tt.old, tt.new, 1))
		_, err := codec.DecodePolicy([]byte(doc))
		if err == nil || !strings.HasPrefix(err.Error(), "wire: sharing."+tt.path+": ") || !strings.Contains(err.Error(), tt.problem) {
			t.Errorf("%s:\ngot  %v\nwant %s at %s", doc, err, tt.problem, tt.path)
		}
	}
}

func TestRulesThatWereNeverBuiltAreNotWritten(t *testing.T) {
	p, err := access.NewPolicy(new(Rules))
	if err != nil {
		t.Fatal(err)
	}
	if written, err := codec.EncodePolicy(p); err == nil || err.Error() != "wire: sharing: the sharing rules were never built" {
		t.Errorf("written as %s, %v", written, err)
	}
}

func TestTheAreaKeepsTheLaws(t *testing.T) {
	rules, _ := decodePolicy(t, document).Authority(KindResult)
	wiretest.Laws(t, Area{}, rules,
		request(`{"sharing":{"account":"40100-01"}}`, "sharing.result", `{"owner":"50200-01"}`),
		request(`{"sharing":{"account":"40100-01"}}`, "sharing.result", `{"owner":"60300-01"}`),
		request(`{"sharing":{"staff":true}}`, "sharing.rule", `{"viewers":["40100"],"sharers":["50200-01","60300*"]}`),
		request(`{}`, "sharing.result", `{"owner":"50200-01"}`),
	)
}

func request(user, kind, properties string) string {
	return fmt.Sprintf(`{"subject":{"type":"user","id":"anna","properties":%s},"action":{"name":"view"},`+
		`"resource":{"type":%q,"id":"x","properties":%s}}`, user, kind, properties)
}

func TestResourcesAreReadIntoTheirFields(t *testing.T) {
	p := decodePolicy(t, document)
	tests := []struct {
		kind       access.Kind
		properties string
		want       access.Resource
	}{
		{KindResult, `{"owner":"40100-01"}`, &Result{ID: "x", Owner: MustParseAccount("40100-01")}},
		{KindRule, `{"viewers":["40100-01","50200"],"sharers":["60300*"]}`, &Rule{ID: "x", Viewers: parties("40100-01 50200*"), Sharers: parties("60300*")}},
	}
	for _, tt := range tests {
		got, err := codec.DecodeRequest(p, []byte(request(`{}`, string(tt.kind), tt.properties)))
		if err != nil {
			t.Errorf("%s: %v", tt.kind, err)
			continue
		}
		if diff := cmp.Diff(tt.want, got.Resource, asText, accountAsText); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.kind, diff)
		}
	}
	got, err := codec.DecodeRequest(p, []byte(request(`{}`, "sharing.other", `{"owner":7}`)))
	if err != nil {
		t.Fatal(err)
	}
	wantDecision(t, p.Check(got.Subject, got.Action, got.Resource), access.Deny(access.ReasonUnknownKind, ""))
}

func TestFaultsOfAQuestionNameTheirPath(t *testing.T) {
	p := decodePolicy(t, document)
	tests := []struct{ user, kind, properties, path string }{
		{`{}`, `sharing.result`, `{}`, `resource.properties.owner`},
		{`{}`, `sharing.result`, `{"owner":""}`, `resource.properties.owner`},
		{`{}`, `sharing.result`, `{"owner":"40100*"}`, `resource.properties.owner`},
		{`{}`, `sharing.rule`, `{"sharers":["40100"]}`, `resource.properties.viewers`},
		{`{}`, `sharing.rule`, `{"viewers":[],"sharers":["40100"]}`, `resource.properties.viewers`},
		{`{}`, `sharing.rule`, `{"viewers":["40100"]}`, `resource.properties.sharers`},
		{`{}`, `sharing.rule`, `{"viewers":["40100"],"sharers":["40100","4010"]}`, `resource.properties.sharers[1]`},
		{`{"sharing":{"account":"40100"}}`, `sharing.result`, `{"owner":"40100-01"}`, `subject.properties.sharing.account`},
		{`{"sharing":{"account":""}}`, `sharing.result`, `{"owner":"40100-01"}`, `subject.properties.sharing.account`},
		{`{"sharing":{"staff":"yes"}}`, `sharing.result`, `{"owner":"40100-01"}`, `subject.properties.sharing.staff`},
	}
	for _, tt := range tests {
		_, err := codec.DecodeRequest(p, []byte(request(tt.user, tt.kind, tt.properties)))
		if err == nil || !strings.HasPrefix(err.Error(), "wire: "+tt.path+": ") {
			t.Errorf("%s %s %s: got %v, want an error at %s", tt.user, tt.kind, tt.properties, err, tt.path)
		}
	}
}

func TestFactsAreRead(t *testing.T) {
	p := decodePolicy(t, document)
	account := MustParseAccount("40100-01")
	tests := []struct {
		properties string
		want       []access.Fact
	}{
		{`{}`, nil},
		{`{"sharing":{}}`, []access.Fact{&User{}}},
		{`{"sharing":{"account":"40100-01"}}`, []access.Fact{&User{Account: account}}},
		{`{"sharing":{"staff":true,"account":"40100-01"}}`, []access.Fact{&User{Account: account, Staff: true}}},
		{`{"sharing":{"staff":false}}`, []access.Fact{&User{}}},
	}
	for _, tt := range tests {
		got, err := codec.DecodeRequest(p, []byte(request(tt.properties, "sharing.result", `{"owner":"40100-01"}`)))
		if err != nil {
			t.Errorf("%s: %v", tt.properties, err)
			continue
		}
		if diff := cmp.Diff(tt.want, got.Subject.Facts, accountAsText); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.properties, diff)
		}
	}
}
