package authzen_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// heap returns what is in use when nothing is left to collect.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// Whatever is sent, and however often, nothing of it stays: every request has names of
// its own, and each is wrong in another way.
func TestNothingStaysOfHostileRequests(t *testing.T) {
	h := newHandler(t, config(t))
	paths := []string{evaluation, evaluations, subjects, resources, actions, "/" + strings.Repeat("x", 1000)}
	send := func(from, to int) {
		for i := from; i < to; i++ {
			name := fmt.Sprintf("%d%s", i, strings.Repeat("n", 200))
			body := []string{
				strings.Repeat("[", 5000),
				`{"` + name + `":"` + strings.Repeat("\\u0041", 1000),
				object(`"subject":{"type":"`+name+`","id":"`+name+`"}`, `"action":{"name":"`+name+`"}`, `"resource":{"type":"`+name+`","id":"`+name+`"}`),
				object(anna, view, anyClient, `"page":{"limit":1,"token":"`+name+`"}`),
				object(anna, view, `"evaluations":[`+strings.Repeat(`{"resource":{"type":"gate","id":"`+name+`"}},`, 20)+`{}]`),
				"\xff\xfe" + name,
			}[i%6]
			r := httptest.NewRequest(http.MethodPost, paths[i/6%6], strings.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("X-Request-ID", name)
			h.ServeHTTP(httptest.NewRecorder(), r)
		}
	}
	many := 10_000
	if text := os.Getenv("LUPA_HOSTILE"); text != "" {
		var err error
		if many, err = strconv.Atoi(text); err != nil || many < 2000 {
			t.Fatalf("LUPA_HOSTILE is %q; want how many requests to send, 2000 or more", text)
		}
	}
	send(0, 1000)
	before := heap()
	send(1000, many)
	if after := heap(); after > before+(1<<20) {
		t.Errorf("%d requests leave %d bytes", many, after-before)
	}
}
