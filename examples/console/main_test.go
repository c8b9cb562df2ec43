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
		{[]string{"-save"}, exitWrong, "-save needs -policy"},
		{[]string{"-policy", file(`{"version": 1}`), "-addr", "no such host:x"}, exitListen, "listen tcp"},
	} {
		var stderr strings.Builder
		if got := run(t.Context(), tt.args, io.Discard, &stderr); got != tt.want || !strings.Contains(stderr.String(), tt.says) {
			t.Errorf("%q: %d %q; want %d and %q", tt.args, got, stderr.String(), tt.want, tt.says)
		}
	}
}

// What is saved takes the file's place as a whole, and keeps its mode.
func TestSaver(t *testing.T) {
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
	save := saver(policy, link)
	for _, d := range []console.Documents{{Policy: []byte("new policy")}, {Data: []byte("new data")}, {}} {
		if err := save(d); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{policy: "new policy", data: "new data"} {
		text, err := os.ReadFile(name)
		info, _ := os.Stat(name)
		if err != nil || string(text) != want || info.Mode().Perm() != 0o640 {
			t.Errorf("%s is %q, %v, %v", name, text, info.Mode(), err)
		}
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info, err)
	}
	if err := saver(filepath.Join(dir, "gone"), data)(console.Documents{Policy: []byte("x")}); err == nil {
		t.Error("a file that is not there was saved")
	}
	// Nothing is left beside the files.
	if names, err := os.ReadDir(dir); err != nil || len(names) != 3 {
		t.Errorf("in the directory are %v, %v", names, err)
	}
}
