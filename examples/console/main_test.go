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

	"lupa.example/examples/console/console"
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

func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "doc.json")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// A document that is not valid is shown with what is wrong at its place.
func TestWrongDocuments(t *testing.T) {
	for _, tt := range []struct {
		args          []string
		says, excerpt string
	}{
		{[]string{"-policy", file(t, "{\n\"version\": 1,\n\"profile\": {\"forms\": [\"a\", \"\"], \"profiles\": []}}")}, "The policy is not valid.", "line 3</span> <code>&#34;profile&#34;: {&#34;forms&#34;: [&#34;a&#34;, <mark>&#34;&#34;"},
		{[]string{"-data", file(t, "{\"rows\": [\n  {\"type\": \"x\", \"id\": \"y\"}]}")}, "The data is not valid.", "line 2</span> <code>{&#34;type&#34;: <mark>&#34;x&#34;"},
	} {
		ctx, stop := context.WithCancel(t.Context())
		out, in := io.Pipe()
		ended := make(chan int, 1)
		var stderr strings.Builder
		go func() { ended <- run(ctx, append(tt.args, "-addr", "127.0.0.1:0"), in, &stderr) }()
		address, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.Get(strings.TrimSpace(address) + "matrix")
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != http.StatusInternalServerError || !strings.Contains(string(body), tt.says) || !strings.Contains(string(body), tt.excerpt) {
			t.Errorf("%d, want %q:\n%s", resp.StatusCode, tt.excerpt, body)
		}
		stop()
		name, what, _ := strings.Cut(stderr.String(), " is not valid:\n")
		if status := <-ended; status != exitWrong || name != "console: "+tt.args[1] || !strings.Contains(what, ": ") || !strings.Contains(what, "nothing but a page") {
			t.Errorf("it ends with %d, having said %q", status, stderr.String())
		}
	}
}

func TestWrongCalls(t *testing.T) {
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
		{[]string{"-save"}, exitWrong, "-save needs -policy"},
		{[]string{"-policy", file(t, `{"version": 1}`), "-addr", "no such host:x"}, exitListen, "listen tcp"},
	} {
		var stderr strings.Builder
		if got := run(t.Context(), tt.args, io.Discard, &stderr); got != tt.want || !strings.Contains(stderr.String(), tt.says) {
			t.Errorf("%q: %d %q; want %d and %q", tt.args, got, stderr.String(), tt.want, tt.says)
		}
	}
}

// What is saved takes the file's place as a whole, and keeps its mode.
func TestSave(t *testing.T) {
	dir := t.TempDir()
	policy, data := filepath.Join(dir, "policy.json"), filepath.Join(dir, "data.json")
	link := filepath.Join(dir, "link.json")
	for _, name := range []string{policy, data} {
		if err := os.WriteFile(name, []byte("old"), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("data.json", link); err != nil {
		t.Fatal(err)
	}
	files := make(saved)
	for _, name := range []string{policy, link} {
		if _, err := files.read(name); err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range []console.Documents{{Policy: []byte("policy")}, {Policy: []byte("new policy")}, {Data: []byte("new data")}, {}} {
		if err := files.save(policy, link, d); err != nil {
			t.Fatal(err)
		}
	}
	holds(t, policy, "new policy")
	holds(t, data, "new data")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info, err)
	}
	// What somebody else has written meanwhile stays.
	if err := os.WriteFile(policy, []byte("another's"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := files.save(policy, data, console.Documents{Policy: []byte("ours")}); err == nil || !strings.Contains(err.Error(), "changed by somebody else") {
		t.Errorf("it is saved over: %v", err)
	}
	holds(t, policy, "another's")
	if err := files.save(filepath.Join(dir, "gone"), data, console.Documents{Policy: []byte("x")}); err == nil {
		t.Error("a file that is not there was saved")
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) != 3 {
		t.Errorf("beside the files is something left: %v, %v", names, err)
	}
}

func holds(t *testing.T, name, want string) {
	t.Helper()
	text, err := os.ReadFile(name)
	info, _ := os.Stat(name)
	if err != nil || string(text) != want || info.Mode().Perm() != 0o640 {
		t.Errorf("%s is %q, %v, %v; want %q", name, text, info.Mode(), err, want)
	}
}
