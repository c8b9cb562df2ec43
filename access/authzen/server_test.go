package authzen_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lupa.example/access"
	"lupa.example/access/wire"
)

func TestOverTLS(t *testing.T) {
	server := httptest.NewTLSServer(newHandler(t, config(t)))
	defer server.Close()
	for _, test := range []struct{ path, body, want string }{
		{evaluation, object(anna, view, c1), `{"decision":true,"context":{"reason":"casework/responsible","by":""}}`},
		{actions, object(anna, east), `{"page":{"next_token":"","count":3},"results":[{"name":"approach"},{"name":"pass"},{"name":"return"}]}`},
	} {
		response, err := server.Client().Post(server.URL+test.path, "application/json", strings.NewReader(test.body))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || response.StatusCode != 200 || string(got) != test.want {
			t.Errorf("%s: %d %s, error %v", test.path, response.StatusCode, got, err)
		}
	}
}

// A request sees one policy, whole, while policies are replaced; and nothing that is read
// of one request gets into another.
func TestThousandRequestsWhilePoliciesAreReplaced(t *testing.T) {
	with, without := newPolicy(t, document), newPolicy(t, `{"version":1}`)
	var current atomic.Pointer[access.Policy]
	current.Store(with)
	c := config(t)
	c.Policy = current.Load
	h := newHandler(t, c)
	done := make(chan struct{})
	var writer, readers sync.WaitGroup
	writer.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-done:
				return
			default:
				current.Store([]*access.Policy{with, without}[i%2])
				runtime.Gosched()
			}
		}
	})
	var both [2]atomic.Int64
	for n := range 1000 {
		readers.Go(func() {
			user, client := "anna", "C1"
			if n%2 == 1 {
				user, client = "cia", "C3"
			}
			row := `"resource":{"type":"casework.client","id":"` + client + `"}`
			body := object(`"subject":{"type":"user","id":"`+user+`"}`, view, `"evaluations":[`+strings.Repeat(object(row)+",", 9)+object(row)+`]`)
			got := post(h, evaluations, body).Body.String()
			yes, no := strings.Count(got, "true"), strings.Count(got, "false")
			if yes+no != 10 || yes != 0 && no != 0 {
				t.Errorf("one request has several policies: %s", got)
			}
			both[yes/10].Add(1)
			found := post(h, resources, object(`"subject":{"type":"user","id":"`+user+`"}`, view, anyClient)).Body.String()
			if strings.Contains(found, `"C`) && !strings.Contains(found, `"`+client+`"`) {
				t.Errorf("%s finds %s", user, found)
			}
		})
	}
	readers.Wait()
	close(done)
	writer.Wait()
	t.Logf("%d allowed, %d denied", both[1].Load(), both[0].Load())
}

// Clients that are slow, or go away, or send what is no request, cost others nothing, and
// the directory is told when nobody waits for what it looks up.
func TestSlowAndBrokenClients(t *testing.T) {
	c := config(t)
	gone := make(chan struct{})
	find := c.Directory.Resource
	c.Directory.Resource = func(ctx context.Context, e wire.Entity) ([]byte, error) {
		if e.ID == "slow" {
			<-ctx.Done()
			close(gone)
			return nil, ctx.Err()
		}
		return find(ctx, e)
	}
	server := httptest.NewServer(newHandler(t, c))
	defer server.Close()
	begin := func(text string) net.Conn {
		t.Helper()
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, text); err != nil {
			t.Fatal(err)
		}
		return conn
	}
	head := func(length int) string {
		return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", evaluation, length)
	}
	for range 50 {
		defer begin(head(100) + `{"subject"`).Close() // and nothing more
	}
	begin(head(100) + `{"subject"`).Close()
	begin("\x00\xff\r\n\r\n").Close()

	slow := object(anna, view, `"resource":{"type":"casework.client","id":"slow"}`)
	begin(head(len(slow)) + slow).Close()

	conn := begin("POST " + evaluation + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"sub\r\nzz\r\n")
	defer conn.Close()
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || response.StatusCode != http.StatusBadRequest {
		t.Errorf("a body that breaks: %v, error %v", response, err)
	}

	response, err = server.Client().Post(server.URL+evaluation, "application/json", strings.NewReader(object(anna, view, c1)))
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("beside them: %v, error %v", response, err)
	}
	response.Body.Close()
	select {
	case <-gone:
	case <-time.After(10 * time.Second):
		t.Error("the directory looks up for nobody")
	}
}

// FuzzHandler holds every endpoint to what it answers at all: one of the statuses, an
// object, nothing allowed that Check would not, and the same when asked again.
func FuzzHandler(f *testing.F) {
	h := newHandler(f, config(f))
	paths := []string{evaluation, evaluations, subjects, resources, actions}
	for i, body := range []string{
		object(anna, view, c1), object(anna, view, `"evaluations":[`+object(c1)+`,{}],"options":{"evaluations_semantic":"deny_on_first_deny"}`),
		object(anyUser, view, c1), object(anna, view, anyClient, `"page":{"limit":1,"token":"x"}`), object(anna, east), "{", "",
		object(`"subject":{"type":"user","id":"anna","properties":{"gate":{"colours":["green"]},"casework":{}}}`, passes, east, `"context":{"today":[]}`),
	} {
		f.Add(byte(i), body)
	}
	f.Fuzz(func(t *testing.T, which byte, body string) {
		path := paths[int(which)%len(paths)]
		w := post(h, path, body)
		switch w.Code {
		case 200, 400, 413:
		default:
			t.Fatalf("%s %q: status %d %s", path, body, w.Code, w.Body)
		}
		text := w.Body.String()
		if again := post(h, path, body); again.Body.String() != text {
			t.Fatalf("%s %q: %s, and then %s", path, body, text, again.Body)
		}
		if path == evaluation && w.Code == 200 {
			q, err := (wire.Reader{Codec: codec, Policy: newPolicy(t, document), Known: wire.Known{
				Subject:  func(e wire.Entity) ([]byte, error) { return people.find(t.Context(), e) },
				Resource: func(e wire.Entity) ([]byte, error) { return things.find(t.Context(), e) },
			}}).ReadRequest([]byte(body))
			allowed := err == nil && newPolicy(t, document).Check(q.Subject, q.Action, q.Resource).Allowed
			if strings.HasPrefix(text, `{"decision":true`) != allowed {
				t.Fatalf("%q: %s, want %v", body, text, allowed)
			}
		}
	})
}
