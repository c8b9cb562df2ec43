package authzen_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"lupa.example/access/authzen"
)

const (
	benchRequest = `{"subject":{"type":"user","id":"anna","properties":{"casework":{"org":"O1"}}},"action":{"name":"view"},` +
		`"resource":{"type":"casework.client","id":"C1","properties":{"org":"O1","responsible":"anna"}}}`
	benchAnswer = `{"decision":true,"context":{"reason":"casework/responsible","by":""}}`
)

// constant decodes nothing and answers what the decision point answers.
var constant = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, benchAnswer)
})

// BenchmarkEvaluation asks over one connection: by -cpu 1 it tells how many evaluations
// one core answers, beside a handler that only answers.
func BenchmarkEvaluation(b *testing.B) {
	c := config(b)
	c.Directory = nil
	overHTTP := func(h http.Handler) func(b *testing.B) {
		return func(b *testing.B) {
			server := httptest.NewServer(h)
			defer server.Close()
			conn, err := net.Dial("tcp", server.Listener.Addr().String())
			if err != nil {
				b.Fatal(err)
			}
			defer conn.Close()
			request := []byte(fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", evaluation, len(benchRequest), benchRequest))
			in := bufio.NewReader(conn)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := conn.Write(request); err != nil {
					b.Fatal(err)
				}
				response, err := http.ReadResponse(in, nil)
				if err != nil || response.StatusCode != 200 {
					b.Fatal(response, err)
				}
				_, _ = io.Copy(io.Discard, response.Body)
			}
		}
	}
	b.Run("constant", overHTTP(constant))
	b.Run("decision point", overHTTP(newHandler(b, c)))
	c.Directory = directory()
	b.Run("with a directory", overHTTP(newHandler(b, c)))
}

// BenchmarkBatch asks a thousand evaluations in one request.
func BenchmarkBatch(b *testing.B) {
	one := benchRequest[strings.Index(benchRequest, `"resource"`) : len(benchRequest)-1]
	defaults := benchRequest[1:strings.Index(benchRequest, `"resource"`)]
	bodies := map[string]string{
		"defaults":    object(defaults + `"evaluations":[` + strings.Repeat(object(one)+",", 999) + object(one) + `]`),
		"all in each": object(`"evaluations":[` + strings.Repeat(benchRequest+",", 999) + benchRequest + `]`),
	}
	for _, with := range []*authzen.Directory{nil, directory()} {
		c := config(b)
		c.Directory = with
		h := newHandler(b, c)
		for name, body := range bodies {
			if with != nil {
				name += ", with a directory"
			}
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					if w := post(h, evaluations, body); w.Code != 200 || !strings.HasPrefix(w.Body.String(), `{"evaluations":[{"decision":true},`) {
						b.Fatal(w.Code, w.Body)
					}
				}
			})
		}
	}
}
