package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// vectorsDir is where the published vectors are, seen from here; elsewhere the variable
// names the folder.
const vectorsVariable = "LUPA_VECTORS"

var vectorsDir = filepath.Join("..", "..", "..", "shared", "authzen")

type vector struct {
	Request  json.RawMessage
	Expected any
}

func readVectors(t *testing.T, file string) map[string][]vector {
	t.Helper()
	dir := vectorsDir
	if named := os.Getenv(vectorsVariable); named != "" {
		dir = named
	} else if _, err := os.Stat(dir); err != nil {
		t.Skipf("the published vectors are not at %s; name their folder by %s", dir, vectorsVariable)
	}
	text, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	var vectors map[string][]vector
	if err := json.Unmarshal(text, &vectors); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return vectors
}

// The published vectors, as the harnesses send them: all of them, against the program.
func TestPublishedVectors(t *testing.T) {
	for _, test := range []struct {
		scenario, file, list, path, member string
		want                               int
	}{
		{"todo", "todo.json", "evaluation", "/access/v1/evaluation", "decision", 40},
		{"todo", "todo.json", "evaluations", "/access/v1/evaluations", "evaluations", 3},
		{"todo", "gateway.json", "evaluation", "/access/v1/evaluation", "decision", 25},
		{"search", "search-subject.json", "evaluation", "/access/v1/search/subject", "results", 60},
		{"search", "search-resource.json", "evaluation", "/access/v1/search/resource", "results", 18},
		{"search", "search-action.json", "evaluation", "/access/v1/search/action", "results", 120},
		{"search", "idp.json", "search", "/access/v1/search/resource", "results", 6},
	} {
		t.Run(test.file+" "+test.list, func(t *testing.T) {
			vectors := readVectors(t, test.file)[test.list]
			if len(vectors) != test.want {
				t.Errorf("there are %d vectors, want %d", len(vectors), test.want)
			}
			p := start(t, "-scenario", test.scenario)
			for _, v := range vectors {
				want := v.Expected
				if whole, ok := want.(map[string]any); ok {
					want = whole[test.member]
				}
				status, answer := p.post(t, test.path, v.Request)
				if diff := cmp.Diff(want, answer[test.member]); diff != "" || status != http.StatusOK {
					t.Errorf("%s\nstatus %d, - want, + got:\n%s", bytes.TrimSpace(v.Request), status, diff)
				}
			}
		})
	}
}
