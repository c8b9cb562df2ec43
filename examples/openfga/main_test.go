package main

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	openfgav1 "github.com/openfga/api/proto/openfga/v1"
	"github.com/openfga/openfga/pkg/server"
	"github.com/openfga/openfga/pkg/storage/memory"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// result is what a run of the program comes to.
type result struct {
	status         int
	stdout, stderr string
}

func runWith(t *testing.T, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status := run(t.Context(), args, &stdout, &stderr)
	return result{status, stdout.String(), stderr.String()}
}

func (r result) want(t *testing.T, status int, stdout, stderr string) {
	t.Helper()
	if r.status != status || !strings.Contains(r.stdout, stdout) || !strings.Contains(r.stderr, stderr) || stderr == "" && r.stderr != "" {
		t.Errorf("status %d, want %d\nstdout, want %q in it:\n%s\nstderr, want %q in it:\n%s", r.status, status, stdout, r.stdout, stderr, r.stderr)
	}
	if status != exitAgree && strings.Contains(r.stdout, "The two agree") {
		t.Errorf("it failed and says that the two agree:\n%s", r.stdout)
	}
}

// TestEmbedded asks everything that can be asked about the embedded data. Of each kind that
// is asked both outcomes occur.
func TestEmbedded(t *testing.T) {
	r := runWith(t, "-questions", "1000000")
	r.want(t, exitAgree, "The two agree on all ", "")
	rows := 0
	for line := range strings.Lines(r.stdout) {
		fields := strings.Fields(line)
		if len(fields) != 6 || fields[0] == "kind" || fields[0] == "profile.search" {
			continue
		}
		rows++
		if fields[1] == "0" || fields[2] == "0" {
			t.Errorf("one outcome only: %s", line)
		}
	}
	if rows < 14 {
		t.Errorf("%d kinds are asked; want every one\n%s", rows, r.stdout)
	}
}

func TestSQLite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "store.db")
	for range 2 { // the second run finds the file
		runWith(t, "-questions", "100", "-sqlite", file).want(t, exitAgree, "The two agree on all ", "")
	}
	runWith(t, "-sqlite", filepath.Join(t.TempDir(), "no", "such", "folder")).want(t, exitFailed, "", "cannot prepare")
}

func TestWrong(t *testing.T) {
	write := func(text string) string {
		file := filepath.Join(t.TempDir(), "file.json")
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	policy, data := write(string(embeddedPolicy)), write(string(embeddedData))
	for _, c := range []struct {
		args   []string
		stderr string
	}{
		{[]string{"-nonsense"}, "want the flags above"},
		{[]string{"more"}, `unexpected argument "more"`},
		{[]string{"-questions", "0"}, "-questions is 0; want 1 to 10000000"},
		{[]string{"-questions", "many"}, "want the flags above"},
		{[]string{"-sqlite", "a", "-address", "b"}, "want one of them"},
		{[]string{"-policy", policy}, "-policy without -data"},
		{[]string{"-policy", "nowhere", "-data", data}, "cannot read the policy"},
		{[]string{"-data", "nowhere"}, "cannot read the data"},
		{[]string{"-policy", write(string(embeddedPolicy[:500])), "-data", data}, "file.json is not valid:\nwire: "},
		{[]string{"-data", write(string(embeddedData[:500]))}, "file.json is not valid:\ndata: ends too early in line"},
		{[]string{"-data", write(`{"people": [{"id": ""}]}`)}, "data: people[0].id: is empty"},
		{[]string{"-data", write(`{"people": [{"id": "a"}]}`)}, "there is nothing to ask"},
		{[]string{"-data", write(`{"people": [{"id": "a"}], "rows": [
			{"type": "casework.client", "id": "C", "properties": {"org": "O", "responsible": "a"}},
			{"type": "casework.session", "id": "S", "properties": {"client": {"id": "C", "org": "O", "responsible": "b"}}}]}`)},
			`export: rows[1].client: is casework.client "C" again, and says something else of it`},
		{[]string{"-policy", write(`{"version": 1, "roles": {"define": [` + manyKinds() + `]}}`), "-data",
			write(`{"people": [{"id": "a"}], "rows": [{"type": "roles.order", "id": "o", "properties": {"org": "A", "createdBy": "a"}}]}`)},
			"types; want 100 at most"},
	} {
		runWith(t, c.args...).want(t, exitWrong, "", c.stderr)
	}
	if r := runWith(t, "-h"); r.status != exitAgree || !strings.Contains(r.stderr, "-questions") {
		t.Errorf("-h: %+v", r)
	}
}

func manyKinds() string {
	var roles []string
	for _, a := range "abcdefghij" {
		for _, b := range "abcdefghij" {
			roles = append(roles, `{"name": "`+string(a)+string(b)+`", "grants": [{"kind": "`+string(a)+string(b)+`", "actions": ["x"], "over": "org"}]}`)
		}
	}
	return strings.Join(roles, ",")
}

// TestHostileNames keeps people, rows and rules in a store whose names mean something
// there, or would be one if they were not told apart.
func TestHostileNames(t *testing.T) {
	file := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	long := strings.Repeat("ö", 128)
	policy := file("policy.json", `{"version": 1, "casework": {"package": ["a/b", "*"]}, "roles": {"define": [
		{"name": "`+long+`", "grants": [{"kind": "`+long+`", "actions": ["`+long+`"], "over": "org"}]}]}}`)
	data := file("data.json", `{"people": [
		{"id": "*", "properties": {"casework": {"org": "O:1"}, "roles": [{"org": "`+long+`", "roles": ["`+long+`"]}]}},
		{"id": "user:*", "properties": {"casework": {"org": "O#1"}}},
		{"id": "a b", "properties": {"casework": {"org": "O:1"}}}, {"id": "a%20b", "properties": {"casework": {"org": "O:1"}}},
		{"id": "~", "properties": {"casework": {"org": "O:1"}}}, {"id": "`+long+`", "properties": {"casework": {"org": "O:1"}}}],
	 "rows": [
		{"type": "casework.client", "id": "C@1", "properties": {"org": "O:1", "responsible": "*"}},
		{"type": "casework.client", "id": "C#1", "properties": {"org": "O:1", "responsible": "a b", "shared": ["~"]}},
		{"type": "casework.engagement", "id": "E", "properties": {"org": "O:1", "systemAdministrators": ["a%20b"], "consultants": {"*": ["b", "*"]}}},
		{"type": "casework.engagement", "id": "E/a", "properties": {"org": "O:1", "programAdministrators": {"*": ["`+long+`"], "a/b": ["~"]}}},
		{"type": "casework.program", "id": "a/b", "properties": {"engagement": {"id": "E", "org": "O:1", "systemAdministrators": ["a%20b"], "consultants": {"*": ["b", "*"]}}}},
		{"type": "casework.program", "id": "b", "properties": {"engagement": {"id": "E/a", "org": "O:1", "programAdministrators": {"*": ["`+long+`"], "a/b": ["~"]}}}},
		{"type": "`+long+`", "id": "`+long+`", "properties": {"org": "`+long+`"}}]}`)
	runWith(t, "-policy", policy, "-data", data).want(t, exitAgree, "The two agree on all ", "")
}

func TestBar(t *testing.T) {
	for _, c := range []struct {
		done, of int
		want     string
	}{
		{0, 0, "\r[                                        ] 0 of 0 tuples\n"},
		{100, 400, "\r[==========                              ] 100 of 400 tuples"},
		{400, 400, "\r[========================================] 400 of 400 tuples\n"},
	} {
		if got := bar(c.done, c.of); got != c.want {
			t.Errorf("%d of %d: %q; want %q", c.done, c.of, got, c.want)
		}
	}
}

// TestDisagreement asks a store that was filled from other rows than those asked about.
func TestDisagreement(t *testing.T) {
	c, err := load(options{})
	if err != nil {
		t.Fatal(err)
	}
	o := options{questions: 3000, seed: 1}
	e, err := o.engine(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	other := *c
	other.rows = nil
	var stdout bytes.Buffer
	store, err := other.fill(t.Context(), e, &stdout, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	n := newTally()
	q := all(c)
	for i := range q.len() {
		if err := n.ask(t.Context(), c.policy, store, q.at(i)); err != nil {
			t.Fatal(err)
		}
		if n.disagreed > shown {
			break
		}
	}
	agree, err := n.print(&stdout)
	if agree || err != nil || strings.Count(stdout.String(), "\nthe library: ") != shown || !strings.Contains(stdout.String(), "The two disagree on 11 of ") {
		t.Errorf("agree %v, error %v:\n%s", agree, err, stdout.String())
	}
}

// A frail server answers so many questions and is gone then.
type frail struct{ left atomic.Int64 }

func (f *frail) intercept(ctx context.Context, req any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
	if f.left.Add(-1) < 0 {
		return nil, status.Error(codes.Unavailable, "gone")
	}
	return handle(ctx, req)
}

func serve(t *testing.T, answers int64) (address string) {
	t.Helper()
	s, err := server.NewServerWithOpts(server.WithDatastore(memory.New()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	f := new(frail)
	f.left.Store(answers)
	g := grpc.NewServer(grpc.UnaryInterceptor(f.intercept))
	openfgav1.RegisterOpenFGAServiceServer(g, s)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go g.Serve(l)
	t.Cleanup(g.Stop)
	return l.Addr().String()
}

func TestAddress(t *testing.T) {
	runWith(t, "-questions", "200", "-address", serve(t, 1<<40)).want(t, exitAgree, "The two agree on all 1", "")
}

// TestGoesAway has a server that goes away at each point at which it is asked something.
func TestGoesAway(t *testing.T) {
	for answers, stderr := range []string{
		0: "no OpenFGA answers at",
		1: "cannot make a store",
		2: "cannot write the model",
		3: "cannot restrict 5 tuples",
		4: "cannot grant 100 tuples",
		5: "cannot grant",
		6: "cannot ask",
		9: "cannot ask",
	} {
		if stderr != "" {
			runWith(t, "-questions", "50", "-address", serve(t, int64(answers))).want(t, exitFailed, "", stderr)
		}
	}
	runWith(t, "-address", "127.0.0.1:1").want(t, exitFailed, "", "no OpenFGA answers at 127.0.0.1:1")
}
