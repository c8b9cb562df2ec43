package authzen_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	"lupa.example/access"
	"lupa.example/access/authzen"
	"lupa.example/access/wire"
	"lupa.example/casework"
)

// A remote is a policy that is asked over HTTP.
type remote struct {
	url    string // of the evaluation endpoint
	key    string
	codec  wire.Codec
	client *http.Client
}

// reasonUnreachable is why whatever is not answered in time is denied.
const reasonUnreachable access.Reason = "remote/unreachable"

// Check answers as a policy's Check does. Whatever goes wrong, it denies, and the error
// says why.
func (r *remote) Check(ctx context.Context, s access.Subject, a access.Action, what access.Resource) (access.Decision, error) {
	denied := access.Deny(reasonUnreachable, "")
	body, err := r.codec.EncodeRequest(access.Question{Subject: s, Action: a, Resource: what})
	if err != nil {
		return denied, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url, bytes.NewReader(body))
	if err != nil {
		return denied, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+r.key)
	response, err := r.client.Do(request)
	if err != nil {
		return denied, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, 64<<10))
	switch {
	case err != nil:
		return denied, err
	case response.StatusCode != http.StatusOK:
		return denied, fmt.Errorf("the decision point answers %s", response.Status)
	}
	decision, err := wire.DecodeAnswer(answer)
	if err != nil {
		return denied, err
	}
	return decision, nil
}

// protect lets through who may take the action on what the request is about.
func (r *remote) protect(a access.Action, about func(*http.Request) (access.Subject, access.Resource), next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		who, what := about(request)
		decision, err := r.Check(request.Context(), who, a, what)
		switch {
		case err != nil:
			http.Error(w, "cannot decide now", http.StatusServiceUnavailable)
		case !decision.Allowed:
			http.Error(w, "not allowed", http.StatusForbidden)
		default:
			next.ServeHTTP(w, request)
		}
	})
}

// A service that asks a remote decision point puts it before its handlers. It fails
// closed: without an answer in time nobody gets through.
func Example_client() {
	codec := wire.Codec{casework.Area{}}
	policy, err := codec.DecodePolicy([]byte(`{"version": 1, "casework": {"package": ["bookkeeping"], "sharedMayShare": false}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	handler, err := authzen.NewHandler(authzen.Config{
		Policy:    func() *access.Policy { return policy },
		Codec:     codec,
		Authorize: authzen.Bearer("secret"),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	point := httptest.NewServer(handler)
	remote := &remote{point.URL + "/access/v1/evaluation", "secret", codec, point.Client()}

	// The session and the row are the service's own; here the request tells them.
	about := func(r *http.Request) (access.Subject, access.Resource) {
		who := access.Subject{User: r.Header.Get("User"), Facts: []access.Fact{&casework.User{Org: "O1"}}}
		return who, &casework.Client{ID: r.PathValue("id"), Org: "O1", Responsible: "anna"}
	}
	mux := http.NewServeMux()
	mux.Handle("GET /clients/{id}", remote.protect(casework.ActionView, about, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "the client")
	})))
	get := func(user string) {
		request := httptest.NewRequest("GET", "/clients/C1", nil)
		request.Header.Set("User", user)
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, request)
		fmt.Println(user, w.Code, string(bytes.TrimSpace(w.Body.Bytes())))
	}
	get("anna")
	get("bo")
	point.Close()
	get("anna")
	// Output:
	// anna 200 the client
	// bo 403 not allowed
	// anna 503 cannot decide now
}
