package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
	"lupa.example/profile"
)

// The test's own program is a replica where this is set, with these arguments.
const replicaArguments = "LISTING_TEST_REPLICA"

func TestMain(m *testing.M) {
	if arguments := os.Getenv(replicaArguments); arguments != "" {
		if err := run(context.Background(), strings.Fields(arguments), os.Stdout, os.Stderr); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// A replica is the service in a process of its own.
type replica struct {
	t       *testing.T
	process *exec.Cmd
	address string
	log     *locked
}

type locked struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func startReplica(t *testing.T, database string) *replica {
	t.Helper()
	r := &replica{t: t, process: exec.Command(os.Args[0]), log: new(locked)}
	r.process.Env = append(os.Environ(), replicaArguments+"=-join -serve 127.0.0.1:0 -database "+database)
	r.process.Stderr = r.log
	out, err := r.process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("a replica does not start: %v\n%s", err, r.log)
	}
	r.address = strings.TrimSuffix(strings.TrimSpace(line), "/cases")
	return r
}

func (r *replica) kill() {
	_ = r.process.Process.Kill()
	_ = r.process.Wait()
}

// ask asks the replica as user0000, who administers. The error is that there is no answer.
func (r *replica) ask(method, path, body string) (status int, answer map[string]any, err error) {
	q, err := http.NewRequest(method, r.address+path, strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	q.Header.Set("X-User", user(0))
	response, err := http.DefaultClient.Do(q)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	return response.StatusCode, answer, json.NewDecoder(response.Body).Decode(&answer)
}

// revision waits until the replica decides by the revision.
func (r *replica) revision(want int64) {
	r.t.Helper()
	start := time.Now()
	var last any
	for time.Since(start) < 15*time.Second {
		status, answer, err := r.ask("GET", "/policy", "")
		if last = answer["revision"]; err == nil && status == http.StatusOK && last == float64(want) {
			r.t.Logf("revision %d after %v", want, time.Since(start).Round(time.Millisecond))
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	r.t.Fatalf("the replica is at revision %v, want %d\n%s", last, want, r.log)
}

// A gate is a way to the database that can be shut.
type gate struct {
	listener net.Listener
	to       string
	mu       sync.Mutex
	shut     bool
	open     []net.Conn
}

func newGate(t *testing.T, to string) *gate {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{listener: listener, to: to}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go g.pass(client)
		}
	}()
	t.Cleanup(func() { listener.Close(); g.set(true) })
	return g
}

func (g *gate) pass(client net.Conn) {
	server, err := net.Dial("tcp", g.to)
	g.mu.Lock()
	if err != nil || g.shut {
		g.mu.Unlock()
		client.Close()
		return
	}
	g.open = append(g.open, client, server)
	g.mu.Unlock()
	go func() { _, _ = io.Copy(server, client); server.Close() }()
	_, _ = io.Copy(client, server)
	client.Close()
}

func (g *gate) set(shut bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = shut
	if shut {
		for _, c := range g.open {
			c.Close()
		}
		g.open = nil
	}
}

// Two replicas on one database, each a process: what one changes the other decides by;
// they bear that the database is away, documents that they cannot read, and being killed.
func TestReplicas(t *testing.T) {
	database := os.Getenv("LISTING_DATABASE")
	if database == "" {
		t.Skip("no server; run ./postgres.sh go test ./...")
	}
	s, err := openStore(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	if err := s.empty(t.Context()); err != nil {
		t.Fatal(err)
	}
	started(t, s, seed{cases: 50, others: 10, users: 20})
	address, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	way := newGate(t, address.Host)
	address.Host = way.listener.Addr().String()
	one, other := startReplica(t, address.String()), startReplica(t, address.String())
	one.revision(1)
	other.revision(1)

	// What one changes the other decides by.
	switches := func(revision int64, freeText bool) (string, string) {
		return "/profiles/officer/switches?revision=" + text(revision), fmt.Sprintf(`{"cases":true,"freeText":%v}`, freeText)
	}
	path, body := switches(1, true)
	if status, answer, err := one.ask("PUT", path, body); status != http.StatusOK || answer["revision"] != 2.0 {
		t.Fatalf("%d %v %v", status, answer, err)
	}
	other.revision(2)
	one.revision(2)

	// Who changes an older revision is told what changed since.
	status, answer, err := other.ask("PUT", path, body)
	if err != nil || status != http.StatusConflict || answer["revision"] != 2.0 || !strings.Contains(fmt.Sprint(answer["error"]), "profile officer gains free-text of search") {
		t.Errorf("%d %v %v", status, answer, err)
	}

	// Of many who change one revision, one does.
	var done, late sync.Map
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			path, body := switches(2, false)
			status, answer, err := []*replica{one, other}[i%2].ask("PUT", path, body)
			switch {
			case err == nil && status == http.StatusOK:
				done.Store(i, answer)
			case err == nil && status == http.StatusConflict:
				late.Store(i, answer)
			default:
				t.Errorf("%d %v %v", status, answer, err)
			}
		})
	}
	all.Wait()
	if n, m := size(&done), size(&late); n != 1 || m != 7 {
		t.Errorf("%d changed the revision, %d were late", n, m)
	}
	one.revision(3)
	other.revision(3)

	// The database goes away; somebody else changes the policy meanwhile.
	way.set(true)
	if status, _, err := one.ask("GET", "/cases", ""); err != nil || status != http.StatusInternalServerError {
		t.Errorf("without a database: %d %v", status, err)
	}
	if _, _, err := s.changePolicy(t.Context(), 3, closing("officer")); err != nil {
		t.Fatal(err)
	}
	way.set(false)
	one.revision(4)
	other.revision(4)

	// A document of a later version is refused, and what is held stays.
	for revision, document := range map[int64]string{5: `{"version": 2, "profile": {}}`} {
		if _, err := s.db.Exec("INSERT INTO policy VALUES ($1, $2)", revision, document); err != nil {
			t.Fatal(err)
		}
	}
	for !strings.Contains(one.log.String(), "the policy stays") {
		time.Sleep(10 * time.Millisecond)
	}
	one.revision(4)
	if _, err := s.db.Exec("DELETE FROM policy WHERE revision = 5"); err != nil {
		t.Fatal(err)
	}

	// A replica is killed while it changes the policy again and again.
	killed := make(chan struct{})
	go func() {
		defer close(killed)
		for revision := int64(4); ; revision++ {
			path, body := switches(revision, revision%2 == 0)
			if _, _, err := one.ask("PUT", path, body); err != nil {
				return
			}
		}
	}()
	time.Sleep(100 * time.Millisecond)
	one.kill()
	<-killed
	newest, err := s.readPolicy(t.Context(), s.db)
	if err != nil {
		t.Fatal(err)
	}
	other.revision(newest.revision)
	var revisions, reports int64
	if err := s.db.QueryRow("SELECT (SELECT count(*) FROM policy), (SELECT count(*) FROM reports)").Scan(&revisions, &reports); err != nil {
		t.Fatal(err)
	}
	if revisions != newest.revision || reports != revisions-1 {
		t.Errorf("%d revisions up to %d, and %d reports", revisions, newest.revision, reports)
	}

	// What was decided is in the log, and can be decided again.
	if status, answer, err := other.ask("GET", "/cases/1/readers", ""); err != nil || status != http.StatusOK {
		t.Errorf("%d %v %v", status, answer, err)
	}
	replayed := 0
	for line := range strings.Lines(other.log.String()) {
		if strings.Contains(line, `"msg":"decision"`) {
			f, err := foresight.Again(codec, nil, newest.policy, []byte(line))
			if err != nil || !f.After.Allowed || !strings.Contains(line, `"revision":`+text(newest.revision)) {
				t.Errorf("%v %v\n%s", f, err, line)
			}
			replayed++
		}
	}
	if replayed == 0 {
		t.Error("no decision is in the log")
	}
}

// closing switches a profile's case module off.
func closing(name string) change {
	return func(p *access.Policy) (*access.Policy, report.Report, error) {
		site, _ := access.Of[*profile.Site](p)
		actor := access.Subject{User: "root", Facts: []access.Fact{&profile.User{Profile: "administrator"}}}
		site, r, err := site.SetSwitches(actor, name, profile.Switches{})
		if err != nil {
			return nil, r, err
		}
		p, err = p.With(site)
		return p, r, err
	}
}

func size(m *sync.Map) (n int) {
	m.Range(func(any, any) bool { n++; return true })
	return n
}

// A change that fails leaves everything as it was, on both databases.
func TestChangesThatFail(t *testing.T) {
	engines(t, func(t *testing.T, s *store) {
		service := started(t, s, seed{cases: 10, others: 10, users: 10})
		h := service.handler()
		for _, test := range []struct {
			user, path, body string
			status           int
		}{
			{user(0), "/profiles/officer/switches", `{}`, 400},
			{user(0), "/profiles/officer/switches?revision=x", `{}`, 400},
			{user(0), "/profiles/officer/switches?revision=9", `{}`, 400},
			{user(0), "/profiles/officer/switches?revision=1", `{`, 400},
			{user(0), "/profiles/nobody/switches?revision=1", `{}`, 400},
			{user(1), "/profiles/officer/switches?revision=1", `{}`, 403},
		} {
			if status, answer := call(t, h, test.user, "PUT", test.path, test.body); status != test.status {
				t.Errorf("%s %s %s: %d %v", test.user, test.path, test.body, status, answer)
			}
		}
		if now, err := s.readPolicy(t.Context(), s.db); err != nil || now.revision != 1 {
			t.Errorf("revision %d, error %v", now.revision, err)
		}
		next, _, err := s.changePolicy(t.Context(), 1, closing("officer"))
		if err != nil || next.revision != 2 {
			t.Fatalf("revision %d, error %v", next.revision, err)
		}
		if err := service.reload(t.Context()); err != nil || service.held.Load().revision != 2 {
			t.Errorf("reloaded: %v", err)
		}
		var reports []string
		if err := s.query(t.Context(), s.db, func(scan func(...any) error) error {
			var text string
			err := scan(&text)
			reports = append(reports, text)
			return err
		}, "SELECT report FROM reports"); err != nil || !slices.ContainsFunc(reports, func(r string) bool { return strings.Contains(r, `"act":"profile.set-switches"`) }) {
			t.Errorf("reports %q, error %v", reports, err)
		}
	})
}
