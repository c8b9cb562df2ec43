package wire_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/wire"
	"lupa.example/roles"
)

// An item is read as the request would be that consists of it and of the defaults for
// what it does not give.
func TestItemsAreReadAsRequests(t *testing.T) {
	policy := decodePolicy(t, document)
	c := append(wire.Codec{machineArea{}}, codec...)
	parts := map[string][]string{
		"subject":  {fullSubject, `{"type":"machine","id":"m"}`, `{"type":"user","id":"bo","properties":{"signedIn":true}}`, `{"type":"robot","id":"anna"}`, `{"type":"user"}`, `{"id":"anna"}`},
		"action":   {fullAction, `{"name":"read","properties":{"soft":"yes"}}`, `{}`},
		"resource": {fullResource, `{"type":"library.document","id":"1"}`, `{"type":"profile.form","id":"F1"}`, `{"type":"roles.agreement","id":"2"}`, `{"type":"thing","id":"1","properties":{"x":1}}`},
		"context":  {`{}`, `{"time":"noon"}`},
	}
	names := []string{"subject", "action", "resource", "context"}
	var questions, lacking int
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) map[string]string {
			given := make(map[string]string)
			for _, name := range names {
				if rapid.Bool().Draw(t, label+name) {
					given[name] = rapid.SampledFrom(parts[name]).Draw(t, label)
				}
			}
			return given
		}
		write := func(given map[string]string) (members []string) {
			for _, name := range names {
				if text, ok := given[name]; ok {
					members = append(members, `"`+name+`":`+text)
				}
			}
			return members
		}
		defaults := draw("default ")
		var items, singles []string
		for range rapid.IntRange(1, 4).Draw(t, "items") {
			own := draw("own ")
			items = append(items, "{"+strings.Join(write(own), ",")+"}")
			for name, text := range defaults {
				if _, given := own[name]; !given {
					own[name] = text
				}
			}
			singles = append(singles, "{"+strings.Join(write(own), ",")+"}")
		}
		text := "{" + strings.Join(append(write(defaults), `"evaluations":[`+strings.Join(items, ",")+`]`), ",") + "}"
		batch, err := wire.Reader{Codec: c, Policy: policy}.ReadBatch([]byte(text))
		if err != nil || !batch.Several || len(batch.Items) != len(items) {
			t.Fatalf("%s: %d items, error %v", text, len(batch.Items), err)
		}
		for i, single := range singles {
			want, wrong := c.DecodeRequest(policy, []byte(single))
			got := batch.Items[i]
			if (wrong == nil) != (got.Err == nil) {
				t.Fatalf("%s: item %d has the error %v, by itself %v", text, i, got.Err, wrong)
			}
			if wrong != nil {
				lacking++
				if d := got.Check(policy); d != access.Deny(access.ReasonIncomplete, "") {
					t.Fatalf("%s: item %d, which lacks something, is %v", text, i, d)
				}
				continue
			}
			questions++
			if !reflect.DeepEqual(got.Question, want) {
				t.Fatalf("%s: item %d is %#v, by itself %#v", text, i, got.Question, want)
			}
		}
	})
	if questions == 0 || lacking == 0 {
		t.Errorf("%d questions and %d that lack something", questions, lacking)
	}
}

// What an action says to all items makes nobody of an item's own subject anybody else.
func TestItemsKeepTheirSubjects(t *testing.T) {
	r := wire.Reader{Codec: wire.Codec{machineArea{}}}
	text := `{"action":{"name":"read","properties":{"soft":"yes"}},"context":{"time":"noon"},"resource":{"type":"library.document","id":"1"},"evaluations":[` +
		`{"subject":{"type":"machine","id":"m1"}},{"subject":{"type":"user","id":"anna","properties":{"signedIn":true}}},{"subject":{"type":"robot","id":"r2"}},{"subject":{"type":"machine","id":"m2"}}]}`
	batch, err := r.ReadBatch([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []access.Subject{{User: "m1"}, {User: "anna", SignIn: access.SignedIn}, {}, {User: "m2"}} {
		got := batch.Items[i].Subject
		if got.User != want.User || got.SignIn != want.SignIn || (len(got.Facts) > 0) != (want.User != "") {
			t.Errorf("item %d is of %+v, want %+v", i, got, want)
		}
	}
}

// Nor is a subject that is nobody for one item somebody for the next.
func TestNobodyStaysNobody(t *testing.T) {
	text := `{"subject":{"type":"robot","id":"anna","properties":{"signedIn":true}},"action":` + fullAction + `,"resource":` + fullResource + `,"evaluations":[{},{},{}]}`
	batch, err := wire.Reader{Codec: codec, Policy: decodePolicy(t, document)}.ReadBatch([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for i, item := range batch.Items {
		if diff := cmp.Diff(access.Subject{}, item.Subject); diff != "" {
			t.Errorf("item %d is of somebody: %s", i, diff)
		}
	}
}

func TestBatchesOfOne(t *testing.T) {
	policy := decodePolicy(t, document)
	r := wire.Reader{Codec: codec, Policy: policy}
	want, err := codec.DecodeRequest(policy, search(fullSubject, fullAction, fullResource, ""))
	if err != nil {
		t.Fatal(err)
	}
	for _, more := range []string{``, `,"evaluations":[]`, `,"evaluations":[],"options":{"evaluations_semantic":"deny_on_first_deny"}`} {
		got, err := r.ReadBatch(search(fullSubject, fullAction, fullResource, more))
		if err != nil || got.Several || len(got.Items) != 1 {
			t.Fatalf("%s: %+v, error %v", more, got, err)
		}
		if diff := cmp.Diff(want, got.Items[0].Question); diff != "" {
			t.Errorf("%s: - want, + got:\n%s", more, diff)
		}
	}
	if d := (wire.Item{Question: want}).Check(policy); d != policy.Check(want.Subject, want.Action, want.Resource) || d.Reason == access.ReasonIncomplete {
		t.Errorf("an item is %v", d)
	}
	_, err = r.ReadBatch(append(search(fullSubject, fullAction, fullResource, `,"evaluations":[{},{}]`), " {}"...))
	wantFault(t, err, "", "unexpected an object after the end")
	if _, err := r.ReadBatch([]byte(`{}`)); len(access.Findings(err)) == 0 {
		t.Errorf("nothing is a batch: %v", err)
	}
	r.Items = 1
	if _, err := r.ReadBatch([]byte(`{"evaluations":[{},{}]}`)); !errors.Is(err, wire.ErrTooMany) {
		t.Errorf("too many: %v", err)
	}
	for _, most := range []int{0, 2, 3} {
		r.Items = most
		if got, err := r.ReadBatch(search(fullSubject, fullAction, fullResource, `,"evaluations":[{},{}]`)); err != nil || len(got.Items) != 2 {
			t.Errorf("two of at most %d: %d, error %v", most, len(got.Items), err)
		}
	}
	if _, err := (wire.Reader{Codec: wire.Codec{nil}}).ReadBatch([]byte(`{}`)); err == nil {
		t.Error("a codec with a nil area reads a batch")
	}
}

// What an item lacks is told with the place of the item; what the defaults lack is theirs.
func TestWhatItemsLackIsToldWithTheirPlace(t *testing.T) {
	text := []byte(`{"subject":{"type":"user","id":"anna"},"action":{"name":"view"},"evaluations":[{},{"resource":{"type":"roles.agreement","id":"1"}},{"resource":{"type":"roles.agreement","id":"1","properties":{"org":"O"}}},{"subject":{"type":"user"}}]}`)
	batch, err := wire.Reader{Codec: codec, Policy: decodePolicy(t, document)}.ReadBatch(text)
	if err != nil || len(batch.Items) != 4 {
		t.Fatalf("%d items, error %v", len(batch.Items), err)
	}
	for i, want := range []string{
		"wire: resource: is missing", "wire: evaluations[1].resource.properties.org: is missing", "<nil>", "wire: evaluations[3].subject.id: is missing",
	} {
		if got := fmt.Sprint(batch.Items[i].Err); got != want {
			t.Errorf("item %d: %s, want %s", i, got, want)
		}
	}
	text = []byte(`{"subject":{"type":"user","id":"anna","properties":{"roles":[{"roles":[7]}]}},"action":{"name":"view"},"resource":` + fullResource + `,"evaluations":[{},{}]}`)
	_, err = wire.Reader{Codec: codec, Policy: decodePolicy(t, document)}.ReadBatch(text)
	wantFault(t, err, "subject.properties.roles[0].roles[0]", "is a number")
	text = []byte(`{"action":{"name":"view"},"resource":` + fullResource + `,"evaluations":[{"subject":` + fullSubject + `},{"subject":{"type":"user","id":"anna","properties":{"roles":[{"roles":[7]}]}}}]}`)
	_, err = wire.Reader{Codec: codec, Policy: decodePolicy(t, document)}.ReadBatch(text)
	wantFault(t, err, "evaluations[1].subject.properties.roles[0].roles[0]", "is a number")
}

// What one item lacks does not concern the next, whatever they have in common.
func TestWhatAnItemLacksIsItsOwn(t *testing.T) {
	r := wire.Reader{Codec: wire.Codec{machineArea{}}}
	text := `{"action":{"name":"read","properties":{"soft":"yes"}},"context":{"time":"noon"},"resource":{"type":"library.document","id":"1"},"evaluations":[` +
		`{"subject":{"type":"user","id":"anna","properties":{"library":{}}}},{"subject":{"type":"user","id":"anna"}}]}`
	batch, err := r.ReadBatch([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	wantFault(t, batch.Items[0].Err, "evaluations[0].subject.properties.library.valid", "is missing")
	if err := batch.Items[1].Err; err != nil {
		t.Errorf("the next item: %v", err)
	}
	// Nor does what it says for itself.
	text = `{"subject":{"type":"user","id":"anna"},"action":{"name":"read","properties":{"soft":"no"}},"resource":{"type":"library.document","id":"1"},"context":{"time":"noon"},"evaluations":[` +
		`{"context":{}},{"context":{"time":"night"}},{"action":{"name":"read","properties":{"soft":"yes"}}},{"context":{"time":"dawn"},"action":{"name":"read","properties":{"soft":"so"}}},{}]}`
	if batch, err = r.ReadBatch([]byte(text)); err != nil {
		t.Fatal(err)
	}
	wantFault(t, batch.Items[0].Err, "evaluations[0].context.time", "is missing")
	for i, want := range []string{"soft=no time=night", "soft=yes time=noon", "soft=so time=dawn", "soft=no time=noon"} {
		item, got := batch.Items[i+1], ""
		for _, f := range item.Subject.Facts {
			got += " " + f.(*machine).what + "=" + f.(*machine).value
		}
		if item.Err != nil || strings.TrimSpace(got) != want {
			t.Errorf("item %d: error %v, facts%s, want %s", i+1, item.Err, got, want)
		}
	}
}

// What all items lack, each of them lacks.
func TestWhatTheDefaultsLackEveryItemLacks(t *testing.T) {
	for path, text := range map[string]string{
		"subject.properties.library.valid": `{"subject":{"type":"user","id":"anna","properties":{"library":{}}},"action":{"name":"read"}`,
		"context.time":                     `{"subject":{"type":"user","id":"anna"},"action":{"name":"read"},"context":{}`,
	} {
		batch, err := wire.Reader{Codec: wire.Codec{machineArea{}}}.ReadBatch([]byte(text + `,"resource":{"type":"library.document","id":"1"},"evaluations":[{},{},{}]}`))
		if err != nil {
			t.Fatal(err)
		}
		for i, item := range batch.Items {
			if found := access.Findings(item.Err); len(found) != 1 || found[0].Path != path || item.Subject.User != "" {
				t.Errorf("item %d: %+v, want an error at %s", i, item, path)
			}
		}
	}
}

// crowdArea tells a thousand facts of everybody.
type crowdArea struct{ machineArea }

func (crowdArea) ReadFacts(d *wire.Decoder) []access.Fact {
	d.Object()
	return slices.Repeat([]access.Fact{&machine{"of", "many"}}, 1000)
}

// Items whose circumstances give facts have lists of their own, which are bounded.
func TestListsOfItemsOwnAreBounded(t *testing.T) {
	r := wire.Reader{Codec: wire.Codec{crowdArea{}}}
	batch := func(items int, item string) (wire.Batch, error) {
		return r.ReadBatch([]byte(`{"subject":{"type":"user","id":"anna","properties":{"library":{}}},"action":{"name":"read"},"resource":{"type":"library.document","id":"1"},` +
			`"evaluations":[` + strings.Repeat(item+",", items-1) + item + `]}`))
	}
	own := `{"context":{"time":"noon"}}`
	const most = (1 << 20) / 1001
	if got, err := batch(most, own); err != nil || len(got.Items) != most || len(got.Items[most-1].Subject.Facts) != 1001 {
		t.Errorf("%d items, error %v", len(got.Items), err)
	}
	got, err := batch(most+1, own)
	wantFault(t, err, "evaluations", "come to too many facts; want fewer items at a time for a person of whom so much is told")
	if len(got.Items) > 0 {
		t.Errorf("%d items beside the error", len(got.Items))
	}
	if got, err := batch(2*most, `{}`); err != nil || len(got.Items) != 2*most {
		t.Errorf("%d items that share a list, error %v", len(got.Items), err)
	}
}

func TestSemantics(t *testing.T) {
	yes, no := access.Allow("x/y", ""), access.Deny("x/y", "")
	for _, test := range []struct {
		semantic wire.Semantic
		text     string
		yes, no  bool // whether that decision is the last
	}{
		{wire.ExecuteAll, "execute_all", false, false},
		{wire.DenyOnFirstDeny, "deny_on_first_deny", false, true},
		{wire.PermitOnFirstPermit, "permit_on_first_permit", true, false},
		{wire.Semantic(3), "Semantic(3)", false, false},
		{wire.Semantic(9), "Semantic(9)", false, false},
	} {
		if s := test.semantic; s.String() != test.text || s.Ends(yes) != test.yes || s.Ends(no) != test.no {
			t.Errorf("%v: ends with a permit %v, with a denial %v", s, s.Ends(yes), s.Ends(no))
		}
		if test.semantic > wire.PermitOnFirstPermit {
			continue
		}
		text := fmt.Appendf(nil, `{"subject":%s,"action":%s,"resource":%s,"evaluations":[{},{}],"options":{"context":true,"evaluations_semantic":%q}}`, fullSubject, fullAction, fullResource, test.text)
		batch, err := wire.Reader{Codec: codec, Policy: decodePolicy(t, document)}.ReadBatch(text)
		if err != nil || batch.Semantic != test.semantic || !batch.Reasons || len(batch.Items) != 2 {
			t.Errorf("%s: read %+v, error %v", text, batch, err)
		}
	}
	const want = `wire: options.evaluations_semantic: is "Execute_all"; want one of ["execute_all" "deny_on_first_deny" "permit_on_first_permit"]`
	if _, err := (wire.Reader{Codec: codec}).ReadBatch([]byte(`{"evaluations":[{},{}],"options":{"evaluations_semantic":"Execute_all"}}`)); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// What the defaults say of a subject is read for each area that is asked about.
func TestDefaultsAreReadForEachArea(t *testing.T) {
	r := wire.Reader{Codec: wire.Codec{machineArea{}, roles.Area{}}}
	const paper, order = `{"resource":{"type":"library.document","id":"1"}}`, `{"resource":{"type":"roles.order","id":"1","properties":{"org":"O","createdBy":"bo"}}}`
	for _, items := range [][]string{{paper, order, paper}, {order, paper, order}} {
		batch, err := r.ReadBatch([]byte(`{"subject":{"type":"machine","id":"m"},"action":{"name":"read"},"evaluations":[` + strings.Join(items, ",") + `]}`))
		if err != nil {
			t.Fatal(err)
		}
		for i, item := range batch.Items {
			want := access.Subject{User: "m", Facts: []access.Fact{&machine{"type", "machine"}}}
			if items[i] == order {
				want = access.Subject{} // of a type that its area does not know
			}
			if diff := cmp.Diff(want, item.Subject, cmp.AllowUnexported(machine{})); diff != "" {
				t.Errorf("item %d of %s: - want, + got:\n%s", i, items, diff)
			}
		}
	}
}

// What is common to a thousand items is read once: a batch whose defaults are long costs
// as much as its length.
func TestDefaultsAreReadOnce(t *testing.T) {
	policy := decodePolicy(t, document)
	asked := map[string]int{}
	count := func(what string, known string) func(wire.Entity) ([]byte, error) {
		return func(wire.Entity) ([]byte, error) { asked[what]++; return []byte(known), nil }
	}
	r := wire.Reader{Codec: codec, Policy: policy, Known: wire.Known{
		Subject:  count("subject", `{"roles":[{"org":"O"}]}`),
		Resource: count("resource", `{"org":"O"}`),
	}}
	text := `{"subject":{"type":"user","id":"anna"},"action":` + fullAction + `,"resource":{"type":"roles.agreement","id":"1"},"evaluations":[{}` + strings.Repeat(",{}", 999) + `]}`
	batch, err := r.ReadBatch([]byte(text))
	if err != nil || len(batch.Items) != 1000 {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int{"subject": 1, "resource": 1}, asked); diff != "" {
		t.Errorf("- want, + asked:\n%s", diff)
	}
	first := &batch.Items[0].Subject.Facts[0]
	for i, item := range batch.Items[1:] {
		if &item.Subject.Facts[0] != first || item.Resource != batch.Items[0].Resource {
			t.Fatalf("item %d has a list of facts or a row of its own", i)
		}
	}
	if m, ok := (*first).(*roles.Member); !ok || m.Org != "O" {
		t.Errorf("the fact is %v", *first)
	}
}

// What the items share is read once, and makes nobody of one item somebody of another.
func TestSharedPartsAreNobodysOwn(t *testing.T) {
	c := wire.Codec{machineArea{}}
	text := `{"action":{"name":"read","properties":{"soft":"yes"}},"context":{"time":"noon"},"resource":{"type":"library.document","id":"1"},"evaluations":[` +
		`{"subject":{"type":"user","id":"bo","properties":{"signedIn":true}}},{"subject":{"type":"machine","id":"m"}},{"subject":{"type":"robot","id":"r"}},{"subject":{"type":"user","id":"cia"}}]}`
	batch, err := wire.Reader{Codec: c}.ReadBatch([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []access.Subject{{User: "bo", SignIn: access.SignedIn}, {User: "m"}, {}, {User: "cia"}} {
		got := batch.Items[i].Subject
		if got.User != want.User || got.SignIn != want.SignIn || (want.User == "") != (len(got.Facts) == 0) {
			t.Errorf("item %d is asked by %+v, want %+v", i, got, want)
		}
	}
	text = `{"subject":{"type":"robot","id":"r"},"action":{"name":"read"},"resource":{"type":"library.document","id":"1"},"evaluations":[{},{},{"subject":{"type":"user","id":"cia"}},{}]}`
	if batch, err = (wire.Reader{Codec: c}).ReadBatch([]byte(text)); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"", "", "cia", ""} {
		if got := batch.Items[i].Subject.User; got != want {
			t.Errorf("item %d is asked by %q, want %q", i, got, want)
		}
	}
}
