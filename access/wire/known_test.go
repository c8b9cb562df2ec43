package wire_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/roles"
)

// knows returns a function that knows one thing of everything.
func knows(text string) func(wire.Entity) ([]byte, error) {
	return func(wire.Entity) ([]byte, error) {
		if text == "" {
			return nil, nil
		}
		return []byte(text), nil
	}
}

// What is known of a resource takes the place of all that is claimed, and what is known of
// a subject that of the facts of every area.
func TestWhatIsKnownWins(t *testing.T) {
	policy := decodePolicy(t, document)
	for _, test := range []struct {
		claimed, known string
		want           roles.Order
	}{
		{`{"org":"O","createdBy":"eve"}`, ``, roles.Order{ID: "1", Org: "O", CreatedBy: "eve"}},
		{`{"org":"O","createdBy":"eve"}`, ` { "createdBy" : "bo", "org": "P" } `, roles.Order{ID: "1", Org: "P", CreatedBy: "bo"}},
		{`{"createdBy":7,"y":null,"z":1}`, `{"org":"O","createdBy":"bo","x":null}`, roles.Order{ID: "1", Org: "O", CreatedBy: "bo"}},
		{`{}`, `{"org":"O","createdBy":"bo"}`, roles.Order{ID: "1", Org: "O", CreatedBy: "bo"}},
		{`{"createdB\u0079":"eve"}`, `{"org":"O","createdBy":"bo"}`, roles.Order{ID: "1", Org: "O", CreatedBy: "bo"}},
	} {
		r := wire.Reader{Codec: codec, Policy: policy, Known: wire.Known{Resource: knows(test.known)}}
		got, err := r.ReadRequest(search(fullSubject, fullAction, `{"type":"roles.order","id":"1","properties":`+test.claimed+`}`, ``))
		if diff := cmp.Diff(access.Resource(&test.want), got.Resource); diff != "" || err != nil {
			t.Errorf("%s, known %s: error %v, - want, + got:\n%s", test.claimed, test.known, err, diff)
		}
	}
	shared := wire.Reader{Codec: codec, Policy: policy, Known: wire.Known{Resource: knows(`{"org":"A","responsible":"bo"}`)}}
	got, err := shared.ReadRequest(search(fullSubject, fullAction, `{"type":"casework.client","id":"1","properties":{"org":"A","responsible":"bo","shared":["eve"]}}`, ``))
	if diff := cmp.Diff(access.Resource(&casework.Client{ID: "1", Org: "A", Responsible: "bo"}), got.Resource); diff != "" || err != nil {
		t.Errorf("a list that is known to be empty: error %v, - want, + got:\n%s", err, diff)
	}
	for _, test := range []struct {
		claimed, known string
		want           access.Subject
	}{
		{`,"properties":{"signedIn":true,"casework":{"org":"A"},"roles":[{"org":"A","roles":["administrator"]}]}`, `{}`, access.Subject{User: "anna", SignIn: access.SignedIn}},
		{`,"properties":{"email":1,"casework":7,"signedIn":true}`, `{}`, access.Subject{User: "anna", SignIn: access.SignedIn}},
		{`,"properties":{"casework":{"org":"A"}}`, `{"roles":[{"org":"A"}]}`, access.Subject{User: "anna", Facts: []access.Fact{&roles.Member{Org: "A"}}}},
		{`,"properties":{"signedIn":true,"casework":{"org":"A"}}`, ``, access.Subject{User: "anna", SignIn: access.SignedIn, Facts: []access.Fact{&casework.User{Org: "A"}}}},
		{`,"properties":{"signedIn":true,"casework":{"org":"A"}}`, `{"casework":{"org":"B"},"signedIn":false}`, access.Subject{User: "anna", SignIn: access.SignedOut, Facts: []access.Fact{&casework.User{Org: "B"}}}},
		{`,"properties":{"signedIn":"yes","casework":["claim"],"email":1}`, `{"casework":{"org":"B"},"signedIn":true}`, access.Subject{User: "anna", SignIn: access.SignedIn, Facts: []access.Fact{&casework.User{Org: "B"}}}},
		{``, `{"casework":{"org":"B"}}`, access.Subject{User: "anna", Facts: []access.Fact{&casework.User{Org: "B"}}}},
		{``, ``, access.Subject{User: "anna"}},
	} {
		r := wire.Reader{Codec: codec, Policy: policy, Known: wire.Known{Subject: knows(test.known)}}
		got, err := r.ReadRequest(search(`{"type":"user","id":"anna"`+test.claimed+`}`, fullAction, `{"type":"casework.client","id":"1","properties":{"org":"A","responsible":"bo"}}`, ``))
		if diff := cmp.Diff(test.want, got.Subject); diff != "" || err != nil {
			t.Errorf("%s, known %s: error %v, - want, + got:\n%s", test.claimed, test.known, err, diff)
		}
	}
}

// Whose fault it is: the request's, or of whoever knows more.
func TestFaultsOfWhatIsKnown(t *testing.T) {
	policy := decodePolicy(t, document)
	gone := errors.New("gone")
	lost := fmt.Errorf("the register is lost: %w", gone)
	for _, test := range []struct {
		claimed string
		known   wire.Known
		path    string // of the request's fault; "" if it is none
		denied  bool
	}{
		{`,"properties":{"org":"O","createdBy":"a"}`, wire.Known{Resource: knows(`{}`)}, "", true},
		{`,"properties":{"org":7}`, wire.Known{Resource: knows(`{"createdBy":"a"}`)}, "", true},
		{`,"properties":{"org":"O","org":"O"}`, wire.Known{Resource: knows(`{"createdBy":"a"}`)}, "resource.properties.org", false},
		{`,"properties":{"org":"O","org":"O"}`, wire.Known{Resource: knows(`{"org":"O","createdBy":"a"}`)}, "resource.properties.org", false},
		{`,"properties":7`, wire.Known{Resource: knows(`{}`)}, "resource.properties", false},
		{`,"properties":{"createdBy":"a"}`, wire.Known{Resource: knows(``)}, "resource.properties.org", false},
		{``, wire.Known{}, "resource.properties.org", false},
		{``, wire.Known{Resource: knows(`{"org":""}`)}, "", true},
		{``, wire.Known{Resource: knows(`{"org":"","createdBy":"a"}`)}, "", true},
		{``, wire.Known{Resource: knows(``)}, "", true},
		{``, wire.Known{Resource: knows(`{"org":"O"}`)}, "", true},
		{``, wire.Known{Resource: knows(`{"org":7}`)}, "", false},
		{`,"properties":{"createdBy":"a"}`, wire.Known{Resource: knows(`{"org":null}`)}, "", false},
		{``, wire.Known{Resource: knows(`{"org":"a","org":"b"}`)}, "", false},
		{``, wire.Known{Resource: knows(`[]`)}, "", false},
		{``, wire.Known{Resource: knows(`null`)}, "", false},
		{``, wire.Known{Resource: knows(`{"org":"O"} x`)}, "", false},
		{``, wire.Known{Resource: func(wire.Entity) ([]byte, error) { return nil, gone }}, "", false},
		{``, wire.Known{Resource: func(wire.Entity) ([]byte, error) { return nil, lost }}, "", false},
		{``, wire.Known{Subject: knows(`{"roles":7}`), Resource: knows(`{"org":"O","createdBy":"a"}`)}, "", false},
		{``, wire.Known{Subject: knows(`{"signedIn":7}`), Resource: knows(`{"org":"O","createdBy":"a"}`)}, "", false},
		{``, wire.Known{Subject: func(wire.Entity) ([]byte, error) { return nil, gone }, Resource: knows(`{"org":"O","createdBy":"a"}`)}, "", false},
	} {
		r := wire.Reader{Codec: codec, Policy: policy, Known: test.known}
		text := search(`{"type":"user","id":"anna"}`, fullAction, `{"type":"roles.order","id":"1"`+test.claimed+`}`, ``)
		got, err := r.ReadRequest(text)
		found, denied := access.Findings(err), new(access.DeniedError)
		switch {
		case err == nil, got.Resource != nil:
			t.Errorf("%s: read %+v, error %v", test.claimed, got, err)
		case errors.As(err, &denied) != test.denied, test.denied && denied.Decision.Reason != access.ReasonIncomplete:
			t.Errorf("%s: error %v, want a denial: %v", test.claimed, err, test.denied)
		case (len(found) == 1) != (test.path != ""), test.path != "" && found[0].Path != test.path:
			t.Errorf("%s: error %v, want one about %q", test.claimed, err, test.path)
		}
		if strings.Contains(err.Error(), "gone") && !errors.Is(err, gone) {
			t.Errorf("%v is not its cause", err)
		}
		if item, wrong := r.ReadBatch([]byte(`{"subject":{"type":"user","id":"anna"},"action":` + fullAction + `,"evaluations":[{"resource":{"type":"roles.order","id":"1"` + test.claimed + `}}]}`)); wrong == nil {
			if d := item.Items[0].Check(policy); d != access.Deny(access.ReasonIncomplete, "") {
				t.Errorf("%s: an item is %v", test.claimed, d)
			}
		} else if test.denied || (len(access.Findings(wrong)) > 0) != (test.path != "") {
			t.Errorf("%s: a batch has the error %v", test.claimed, wrong)
		}
	}
}

// The faults of whoever knows more are told with what was asked.
func TestFaultsOfWhatIsKnownInWords(t *testing.T) {
	nobody := func(wire.Entity) ([]byte, error) { return nil, errors.New("gone") }
	for _, test := range []struct {
		known wire.Known
		want  string
	}{
		{wire.Known{Subject: nobody}, `wire: nobody can say what is known of user "anna": gone`},
		{wire.Known{Resource: nobody}, `wire: nobody can say what is known of roles.order "1": gone`},
		{wire.Known{Subject: knows(`[]`)}, `wire: what is known of user "anna": wire: is an array; want an object`},
		{wire.Known{Resource: knows(`null`)}, `wire: what is known of roles.order "1": wire: is null; want an object`},
		{wire.Known{Resource: knows(`{"org":7,"createdBy":"a"}`)}, `wire: what is known does not fit: wire: resource.properties.org: is a number; want a text`},
	} {
		r := wire.Reader{Codec: codec, Policy: decodePolicy(t, document), Known: test.known}
		if _, err := r.ReadRequest(search(`{"type":"user","id":"anna"}`, fullAction, `{"type":"roles.order","id":"1","properties":{"org":"O"}}`, ``)); err == nil || err.Error() != test.want {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
	}
}

// Who is asked learns what the request says.
func TestWhoKnowsIsToldTheClaims(t *testing.T) {
	var asked []string
	ask := func(e wire.Entity) ([]byte, error) {
		asked = append(asked, e.Type+" "+e.ID+" "+string(e.Properties))
		return nil, nil
	}
	r := wire.Reader{Codec: codec, Policy: decodePolicy(t, document), Known: wire.Known{Subject: ask, Resource: ask}}
	claims := search(`{"properties": {"x":[1, null]} ,"type":"user","id":"anna"}`, fullAction, fullResource, ``)
	if _, err := r.ReadRequest(claims); err != nil {
		t.Fatal(err)
	}
	if _, err := r.ReadSearch(claims, wire.SoughtSubjects); err != nil {
		t.Fatal(err)
	}
	if _, err := r.ReadSearch(claims, wire.SoughtResources); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`user anna {"x":[1, null]}`, `roles.agreement 1 {"org":"O"}`,
		`roles.agreement 1 {"org":"O"}`, // who is sought is nobody yet
		`user anna {"x":[1, null]}`,     // and so is what is sought
	}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("- want, + asked:\n%s", diff)
	}
}

// What is passed over of what is known, since it is another area's, is nobody's fault, and
// neither is known to be wrong what is claimed besides.
func TestOnlyWhatIsReadOfTheKnownIsBlamed(t *testing.T) {
	r := wire.Reader{Codec: codec, Policy: decodePolicy(t, document), Known: wire.Known{Subject: knows(`{"casework":7}`)}}
	q, err := r.ReadRequest(search(`{"type":"user","id":"anna"}`, fullAction, fullResource, ``))
	if err != nil || q.Subject.User != "anna" || len(q.Subject.Facts) != 0 {
		t.Errorf("read %+v, error %v", q, err)
	}
	// A value is told to be wrong when it was read, which may be at the end of all.
	const result = `{"type":"sharing.result","id":"1","properties":{"owner":"00000-01"}}`
	for want, known := range map[string]wire.Known{
		`resource.properties.owner`:            {Resource: knows(`{"owner":"anna"}`)},
		`subject.properties.sharing.account`:   {Subject: knows(`{"sharing":{"account":"anna"}}`)},
		`subject.properties.sharing.account: `: {Subject: knows(` {"signedIn":true,"sharing":{"account":"anna" } } `)},
	} {
		_, err := wire.Reader{Codec: codec, Policy: r.Policy, Known: known}.ReadRequest(search(`{"type":"user","id":"anna"}`, fullAction, result, ``))
		if err == nil || len(access.Findings(err)) > 0 || !strings.HasPrefix(err.Error(), `wire: what is known does not fit: wire: `+want) {
			t.Errorf("%s: the error is %v", want, err)
		}
	}
	for _, known := range []string{`{}`, `{"casework":{}}`} {
		r.Known.Subject = knows(known)
		_, err = r.ReadRequest(search(`{"type":"user","id":"anna","properties":{"signedIn":7}}`, fullAction, fullResource, ``))
		wantFault(t, err, "subject.properties.signedIn", "is a number")
	}
}

// Nobody is asked about a subject or a resource that the request does not name.
func TestNobodyIsAskedAboutWhatIsNotNamed(t *testing.T) {
	ask := func(e wire.Entity) ([]byte, error) { return nil, fmt.Errorf("asked about %+v", e) }
	r := wire.Reader{Codec: codec, Policy: decodePolicy(t, document)}
	for text, known := range map[string]wire.Known{
		`"subject":{"type":"user"},"resource":` + fullResource:                {Subject: ask},
		`"subject":` + fullSubject + `,"resource":{"type":"roles.agreement"}`: {Resource: ask},
	} {
		r.Known = known
		batch, err := r.ReadBatch([]byte(`{"action":` + fullAction + `,"evaluations":[{` + text + `}]}`))
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if f := access.Findings(batch.Items[0].Err); len(f) != 1 || !strings.HasSuffix(f[0].Path, ".id") || f[0].Problem != "is missing" {
			t.Errorf("%s: the item has the error %v", text, batch.Items[0].Err)
		}
	}
}

// What all items lack is not the fault of who knows more of some of their subjects.
func TestWhatTheDefaultsLackIsNotBlamedOnTheKnown(t *testing.T) {
	r := wire.Reader{Codec: wire.Codec{machineArea{}, roles.Area{}}, Known: wire.Known{Subject: knows(`{"roles":7}`)}}
	batch, err := r.ReadBatch([]byte(`{"action":{"name":"read"},"resource":{"type":"library.document","id":"1"},"context":{},"evaluations":[` +
		`{"subject":{"type":"user","id":"anna"}},{"subject":{"type":"user","id":"bo"}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range batch.Items {
		wantFault(t, item.Err, "context.time", "is missing")
	}
}

func TestEntitiesByThemselves(t *testing.T) {
	r := wire.Reader{Codec: codec, Policy: decodePolicy(t, document), Known: wire.Known{Resource: knows(`{"org":"X"}`)}}
	row, err := r.ReadResource(wire.Entity{Type: "roles.agreement", ID: "1", Properties: []byte(` {"org":"O"} `)})
	if diff := cmp.Diff(access.Resource(&roles.Agreement{ID: "1", Org: "O"}), row); diff != "" || err != nil {
		t.Errorf("error %v, - want, + got:\n%s", err, diff)
	}
	for _, text := range []string{`{"org":7}`, `{`, ``, `[]`, `{"org":"O"}{}`, `{}`} {
		if row, err := r.ReadResource(wire.Entity{Type: "roles.agreement", ID: "1", Properties: []byte(text)}); err == nil {
			t.Errorf("%s is %v", text, row)
		}
	}
	if row, err := r.ReadResource(wire.Entity{Type: "roles.organisation", ID: "O"}); err != nil || row.(*roles.Organisation).ID != "O" {
		t.Errorf("without properties: %v, error %v", row, err)
	}
	who, err := r.ReadSubject(wire.Entity{Type: "user", ID: "anna", Properties: []byte(`{"signedIn":true,"roles":[{"org":"O"}],"casework":7}`)}, "roles.agreement")
	want := access.Subject{User: "anna", SignIn: access.SignedIn, Facts: []access.Fact{&roles.Member{Org: "O"}}}
	if diff := cmp.Diff(want, who); diff != "" || err != nil {
		t.Errorf("error %v, - want, + got:\n%s", err, diff)
	}
	if who, err := r.ReadSubject(wire.Entity{Type: "robot", ID: "r2"}, "roles.agreement"); err != nil || who.User != "" {
		t.Errorf("a robot is %v, error %v", who, err)
	}
	for _, text := range []string{`{"roles":7}`, `{"signedIn":1}`, `[]`, ``, `{} x`} {
		if who, err := r.ReadSubject(wire.Entity{Type: "user", ID: "anna", Properties: []byte(text)}, "roles.agreement"); err == nil || who.User != "" {
			t.Errorf("%s is %v", text, who)
		}
	}
	bad := wire.Reader{Codec: wire.Codec{nil}}
	if _, err := bad.ReadResource(wire.Entity{}); err == nil {
		t.Error("a codec with a nil area reads a resource")
	}
	if _, err := bad.ReadSubject(wire.Entity{}, ""); err == nil {
		t.Error("a codec with a nil area reads a subject")
	}
	if _, err := bad.ReadRequest([]byte(`{}`)); err == nil {
		t.Error("a codec with a nil area reads a request")
	}
	if _, err := bad.ReadSearch([]byte(`{}`), wire.SoughtActions); err == nil {
		t.Error("a codec with a nil area reads a search")
	}
	for _, sought := range []wire.Sought{0, wire.SoughtActions + 1} {
		if _, err := r.ReadSearch(search(fullSubject, fullAction, fullResource, ``), sought); err == nil {
			t.Errorf("sought: %d", sought)
		}
	}
}

// What is known may be as deep by itself as a request, whatever that is.
func TestDepthsOfReaders(t *testing.T) {
	policy := decodePolicy(t, document)
	for depth, fits := range map[int]bool{0: true, 3: true, 2: false} {
		r := wire.Reader{Codec: codec, Policy: policy, Depth: depth, Known: wire.Known{Subject: knows(`{"roles":[{"org":"O","roles":["a"]}]}`)}}
		if _, err := r.ReadRequest(search(`{"type":"user","id":"anna"}`, fullAction, fullResource, ``)); (err == nil) != fits {
			t.Errorf("depth %d: error %v", depth, err)
		}
	}
	about := func(known wire.Known, depth int) wire.Reader {
		return wire.Reader{Codec: codec, Policy: policy, Depth: depth, Known: known}
	}
	known := knows(`{"client":{"id":"c","org":"O","responsible":"anna","shared":["bo"]},"writtenBy":"bo"}`)
	if _, err := about(wire.Known{Resource: known}, 3).ReadRequest(search(`{"type":"user","id":"anna"}`, fullAction, `{"type":"casework.session","id":"1"}`, ``)); err != nil {
		t.Errorf("a resource that is known: %v", err)
	}
	for text, known := range map[string]wire.Known{
		`{"subject":{"type":"user","id":"anna"}}`:           {Subject: knows(`{"roles":[{"org":"O","roles":["a"]}]}`), Resource: knows(`{"org":"O"}`)},
		`{"resource":{"type":"casework.session","id":"1"}}`: {Subject: knows(`{}`), Resource: known},
	} {
		batch, err := about(known, 4).ReadBatch([]byte(`{"subject":{"type":"user","id":"anna"},"action":` + fullAction + `,"resource":{"type":"roles.agreement","id":"1"},"evaluations":[` + text + `]}`))
		if err != nil || batch.Items[0].Err != nil {
			t.Errorf("%s in a batch: %+v, error %v", text, batch, err)
		}
	}
}
