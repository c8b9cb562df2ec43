package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestServes(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"-addr", "127.0.0.1:0"}, in, io.Discard)
		in.Close()
	}()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(address, "http://127.0.0.1:") || !strings.HasSuffix(address, "/\n") {
		t.Fatalf("it prints %q, %v", address, err)
	}
	resp, err := http.Get(strings.TrimSpace(address))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || !strings.Contains(string(body), "Lupa console") {
		t.Errorf("%v, %s", err, body)
	}
	for host, want := range map[string]int{"localhost": 200, "localhost:80": 200, "[::1]:80": 200, "127.0.0.1": 200, "console.example": 421, "127.0.0.1.example:80": 421, "192.0.2.1": 421} {
		r, err := http.NewRequest("GET", strings.TrimSpace(address), nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("who asks for %s gets %d, want %d", host, resp.StatusCode, want)
		}
	}
	stop()
	if status := <-ended; status != 0 {
		t.Errorf("it ends with %d", status)
	}
}

func TestWrongCalls(t *testing.T) {
	file := func(text string) string {
		name := filepath.Join(t.TempDir(), "doc.json")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for _, tt := range []struct {
		args []string
		want int
		says string
	}{
		{[]string{"-h"}, 0, "-addr"},
		{[]string{"-x"}, exitWrong, "-x"},
		{[]string{"x"}, exitWrong, `unexpected argument "x"`},
		{[]string{"-policy", "no such file"}, exitWrong, "cannot read the policy"},
		{[]string{"-data", "no such file"}, exitWrong, "cannot read the data"},
		{[]string{"-policy", file(`{"version": 2}`)}, exitWrong, "the policy is not valid"},
		{[]string{"-data", file(`{"rows": [{"type": "x", "id": "y"}]}`)}, exitWrong, "rows[0].type"},
		{[]string{"-policy", file(`{"version": 1}`), "-addr", "no such host:x"}, exitListen, "listen tcp"},
	} {
		var stderr strings.Builder
		if got := run(t.Context(), tt.args, io.Discard, &stderr); got != tt.want || !strings.Contains(stderr.String(), tt.says) {
			t.Errorf("%q: %d %q; want %d and %q", tt.args, got, stderr.String(), tt.want, tt.says)
		}
	}
}
