package console

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strconv"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// Config is what the pages are about. The zero value is a policy that denies everything.
type Config struct {
	Title  string // of the pages; "" is "Access"
	Codec  wire.Codec
	Policy *access.Policy
	Data   Data

	// Save, if it is there, is called with what a change makes of the documents, before
	// the pages show it. An error refuses the change. Calls come one after another.
	Save func(Documents) error
}

// Sizes of what is read and shown.
const (
	maxForm  = 8 << 20  // bytes of a form that is sent
	maxQuery = 16 << 10 // bytes of a link's question
	perPage  = 50
)

//go:embed page
var files embed.FS

var pages = parsePages("home", "why", "who", "sees", "matrix", "picture", "change", "preview", "compare", "lint", "wrong")

func parsePages(names ...string) map[string]*template.Template {
	m := make(map[string]*template.Template, len(names))
	for _, name := range names {
		m[name] = template.Must(template.New("layout.html").ParseFS(files, "page/layout.html", "page/"+name+".html"))
	}
	return m
}

// A server answers the requests. It does not change once it is made: a change that is
// kept makes another.
type server struct {
	Config
	tokens tokens
	kept   []kept // since the documents were loaded, the last at the end
}

// Handler returns the pages. They link to each other relatively, so they can be mounted
// below any path that ends in a slash and is stripped. It is safe for concurrent use.
func Handler(c Config) http.Handler {
	if c.Title == "" {
		c.Title = "Access"
	}
	s := &server{Config: c, tokens: newTokens()}
	k := new(keeper)
	k.now.Store(s)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /style.css", style)
	for pattern, page := range map[string]func(*server, http.ResponseWriter, *http.Request){
		"GET /{$}":         (*server).home,
		"GET /why":         (*server).why,
		"GET /who":         (*server).who,
		"GET /sees":        (*server).sees,
		"GET /matrix":      (*server).matrix,
		"GET /picture":     (*server).picture,
		"GET /lint":        (*server).lint,
		"GET /compare":     (*server).compareForm,
		"POST /compare":    (*server).compare,
		"GET /change":      (*server).changeForm,
		"POST /change":     (*server).preview,
		"GET /policy.json": (*server).policyDocument,
		"GET /data.json":   (*server).dataDocument,
	} {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { page(k.now.Load(), w, r) })
	}
	mux.HandleFunc("POST /keep", k.keep)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.wrong(w, http.StatusNotFound, "There is no such page here.", nil)
	})
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.wrong(w, http.StatusForbidden, "The form was sent from another site. Nothing was done.", nil)
	}))
	return limited(s, origin.Handler(mux))
}

// Wrong returns the one page that is to be shown where there is no policy to show: what
// is wrong with the document, each finding at its place.
func Wrong(title, sentence string, document []byte, err error) http.Handler {
	s := &server{Config: Config{Title: title}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /style.css", style)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.show(w, http.StatusInternalServerError, "wrong", "Something is wrong", problem{sentence, placed(findings(err), document)})
	})
	return limited(s, mux)
}

// limited sets the headers of every answer and refuses questions that are too long.
func limited(s *server, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer") // links hold questions
		h.Set("Cache-Control", "no-store")
		if len(r.URL.RawQuery) > maxQuery {
			s.wrong(w, http.StatusRequestURITooLong, fmt.Sprintf("The link is longer than %d bytes.", maxQuery), nil)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func style(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, files, "page/style.css")
}

// A view is what a page is made of.
type view struct {
	Title, Site string
	Here        string // the page's name, for the navigation
	Body        any
}

func (s *server) show(w http.ResponseWriter, status int, page, title string, body any) {
	// Written to memory first, so that a page is whole or not there.
	var buf bytes.Buffer
	if err := pages[page].Execute(&buf, view{title, s.Title, page, body}); err != nil {
		http.Error(w, "the page cannot be shown", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(buf.Len()))
	w.WriteHeader(status)
	w.Write(buf.Bytes())
}

// wrong shows what is wrong: a sentence, and the findings in the error if it has some.
func (s *server) wrong(w http.ResponseWriter, status int, sentence string, err error) {
	s.show(w, status, "wrong", "Something is wrong", problem{sentence, findings(err)})
}

type problem struct {
	Sentence string
	Findings []finding
}

type finding struct {
	At, Problem string
	Excerpt     *excerpt // of the document, nil if the place is not known
}

func findings(err error) (list []finding) {
	if err == nil {
		return nil
	}
	for _, f := range access.Findings(err) {
		if len(list) == maxFindings {
			break
		}
		list = append(list, finding{At: f.Path, Problem: f.Problem})
	}
	if list == nil {
		list = []finding{{Problem: err.Error()}}
	}
	return list
}

func (s *server) home(w http.ResponseWriter, r *http.Request) {
	type line struct {
		Kind    access.Kind
		Actions []access.Action
		Rows    int
	}
	var body struct {
		People, Rows int
		Kinds        []line
	}
	count := make(map[access.Kind]int)
	for _, row := range s.Data.Rows {
		count[row.Resource.Kind()]++
	}
	body.People, body.Rows = len(s.Data.People), len(s.Data.Rows)
	for _, k := range s.Policy.Kinds() {
		body.Kinds = append(body.Kinds, line{k, s.Policy.Actions(k), count[k]})
	}
	s.show(w, http.StatusOK, "home", "Overview", body)
}
