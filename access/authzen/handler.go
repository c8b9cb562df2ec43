package authzen

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// A Handler is a decision point. It comes from [NewHandler] and is safe for concurrent
// use.
type Handler struct {
	config    Config
	directory Directory
	tokens    *sealer
	endpoints map[string]endpoint // by path
	metadata  []byte
	revision  atomic.Pointer[revision] // of the policy that was asked last
}

// An endpoint answers a request whose body was read. Its error is a [*failure], a fault
// of the request as package wire reports it, or the service's.
type endpoint func(*Handler, *question) ([]byte, error)

// A question is a request while it is answered.
type question struct {
	ctx    context.Context
	id     string // of the request
	policy *access.Policy
	reader wire.Reader
	body   []byte
}

// offered returns the endpoints that the directory suffices for.
func (h *Handler) offered() map[string]endpoint {
	offered := map[string]endpoint{
		pathEvaluation:   (*Handler).evaluate,
		pathEvaluations:  (*Handler).evaluateAll,
		pathSearchAction: (*Handler).searchActions,
	}
	if h.directory.Subjects != nil {
		offered[pathSearchSubject] = (*Handler).searchSubjects
	}
	if h.directory.Resources != nil {
		offered[pathSearchResource] = (*Handler).searchResources
	}
	return offered
}

// ServeHTTP answers a request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := requestID(r)
	if id != "" {
		w.Header()["X-Request-Id"] = []string{id}
	}
	endpoint := h.endpoints[r.URL.Path]
	switch {
	case endpoint == nil && h.isMetadata(r.URL.Path):
		h.serveMetadata(w, r)
		return
	case endpoint == nil:
		h.refuse(w, http.StatusNotFound, "there is nothing here")
		return
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		h.refuse(w, http.StatusMethodNotAllowed, "want POST")
		return
	}
	if h.config.Authorize != nil {
		if err := h.config.Authorize(r); err != nil {
			h.unauthorized(w, err)
			return
		}
	}
	body := bodies.Get().(*bytes.Buffer)
	defer release(body)
	if err := h.readBody(w, r, body); err != nil {
		h.fail(r.Context(), w, id, err)
		return
	}
	q := &question{ctx: r.Context(), id: id, policy: h.config.Policy(), body: body.Bytes()}
	q.reader = wire.Reader{
		Codec:  h.config.Codec,
		Policy: q.policy,
		Known:  h.directory.known(q.ctx),
		Depth:  h.config.Limits.Depth,
		Items:  h.config.Limits.Items,
	}
	answer, err := endpoint(h, q)
	if err != nil {
		h.fail(q.ctx, w, id, err)
		return
	}
	respond(w, http.StatusOK, answer)
}

// requestID returns the id that the client gave its request, on one line.
func requestID(r *http.Request) string {
	id := r.Header.Get("X-Request-Id")
	if strings.ContainsAny(id, "\r\n") {
		id = strings.NewReplacer("\r", "", "\n", "").Replace(id)
	}
	return id
}

// bodies are buffers of requests that were answered. Nothing that is read of a request
// keeps a part of one.
var bodies = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// maxKept is how large a buffer may be that waits for another request.
const maxKept = 64 << 10

func release(b *bytes.Buffer) {
	if b.Cap() <= maxKept {
		b.Reset()
		bodies.Put(b)
	}
}

func (h *Handler) readBody(w http.ResponseWriter, r *http.Request, into *bytes.Buffer) error {
	if !isJSON(r.Header) {
		return &failure{http.StatusBadRequest, "the content type is not application/json"}
	}
	most := h.config.Limits.Body
	tooLarge := &failure{http.StatusRequestEntityTooLarge, fmt.Sprintf("the request has more than %d bytes", most)}
	if r.ContentLength > most {
		return tooLarge
	}
	_, err := into.ReadFrom(http.MaxBytesReader(w, r.Body, most))
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return tooLarge
	case err != nil:
		return &failure{http.StatusBadRequest, "the request ends before its end"}
	}
	return nil
}

func isJSON(header http.Header) bool {
	values := header["Content-Type"]
	if len(values) != 1 {
		return false
	}
	if values[0] == "application/json" {
		return true
	}
	kind, _, err := mime.ParseMediaType(values[0])
	return err == nil && kind == "application/json"
}

// A failure is a response that is no decision.
type failure struct {
	status  int
	message string
}

func (f *failure) Error() string { return f.message }

// fail answers with what is wrong. Of what is the service's own fault the client learns
// nothing.
func (h *Handler) fail(ctx context.Context, w http.ResponseWriter, id string, err error) {
	var known *failure
	switch found := access.Findings(err); {
	case errors.As(err, &known):
		h.refuse(w, known.status, known.Error())
	case errors.Is(err, wire.ErrTooMany):
		h.refuse(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("there are more than %d evaluations", h.config.Limits.Items))
	case len(found) > 0:
		h.refuse(w, http.StatusBadRequest, strings.TrimSpace(found[0].Path+" "+found[0].Problem))
	default:
		if h.config.Log != nil {
			h.config.Log.ErrorContext(ctx, "cannot answer", "request", id, "error", err)
		}
		h.refuse(w, http.StatusInternalServerError, "the service cannot answer")
	}
}

func (h *Handler) unauthorized(w http.ResponseWriter, err error) {
	if errors.Is(err, access.ErrDenied) {
		h.refuse(w, http.StatusForbidden, "this client may not ask")
		return
	}
	w.Header().Set("WWW-Authenticate", "Bearer")
	h.refuse(w, http.StatusUnauthorized, "want a key that is known")
}

func (h *Handler) refuse(w http.ResponseWriter, status int, message string) {
	respond(w, status, wire.EncodeError(message))
}

// Values of headers, shared by all responses.
var (
	typeJSON = []string{"application/json"}
	noStore  = []string{"no-store"}
)

func respond(w http.ResponseWriter, status int, body []byte) {
	header := w.Header()
	header["Content-Type"] = typeJSON
	header["Cache-Control"] = noStore
	header["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(status)
	_, _ = w.Write(body) // who has gone away learns nothing
}

// A revision is that of a policy, which is made once for each.
type revision struct {
	of   *access.Policy
	text string
}

func (h *Handler) revisionOf(p *access.Policy) string {
	last := h.revision.Load()
	if last == nil || last.of != p {
		text, _ := h.config.Codec.Revision(p) // "" for a policy that no document says
		last = &revision{p, text}
		h.revision.Store(last)
	}
	return last.text
}

// logged reports whether decisions are logged.
func (h *Handler) logged(ctx context.Context) bool {
	return h.config.Log != nil && h.config.Log.Enabled(ctx, slog.LevelInfo)
}
