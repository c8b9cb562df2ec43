package console_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestLint(t *testing.T) {
	h := pages(t, `{"version": 1,
		"profile": {"forms": ["<b>"], "profiles": [{"name": "p", "cases": true, "forms": {"<b>": {"change": "all"}}}]},
		"roles": {"catalog": "portal", "approverSignsIn": false, "samePersonSignedIn": false}}`, `{}`)
	body := get(t, h, "/lint", http.StatusOK)
	contains(t, body, "<code>no-administrator</code>", "<bdi>p, &lt;b&gt;</bdi>", "<h2>roles</h2>")
	// The link leads to the row of the matrix that the finding is about.
	m := regexp.MustCompile(`href="(matrix\?filter=%3C[^"]+)"`).FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no link to the place:\n%s", body)
	}
	contains(t, get(t, h, "/"+html.UnescapeString(m[1]), http.StatusOK), `<th scope="row"><bdi>&lt;b&gt;</bdi></th><td>N A N</td>`)
	contains(t, get(t, pages(t, `{"version": 1}`, `{}`), "/lint", http.StatusOK), "no area that can be checked")
}

func TestLintSize(t *testing.T) {
	// Every profile changes a thousand forms of which it reads nothing.
	policy := strings.ReplaceAll(site("all"), `"read"`, `"change"`)
	body := get(t, pages(t, policy, `{}`), "/lint", http.StatusOK)
	contains(t, body, "The first 500 of ")
	if len(body) > 300_000 {
		t.Errorf("the page has %d bytes", len(body))
	}
}
