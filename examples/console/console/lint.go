package console

import (
	"net/http"
	"net/url"

	"lupa.example/access"
	"lupa.example/profile"
	"lupa.example/roles"
)

// maxLint is how many findings the page shows. It counts all of them.
const maxLint = 500

type lintPage struct {
	Areas []lintArea
}

// A lintArea is what one area's own check found.
type lintArea struct {
	Name  string
	Total int
	Found []lintFinding
}

type lintFinding struct {
	Rule, Place, Message string
	Link                 string // to the place in the matrix
}

func (a *lintArea) add(rule, place, message string, v url.Values) {
	if a.Total++; len(a.Found) < maxLint {
		a.Found = append(a.Found, lintFinding{rule, place, message, "matrix?" + v.Encode()})
	}
}

// lint shows what every area that has a check of its own finds in the policy.
func (s *server) lint(w http.ResponseWriter, r *http.Request) {
	var page lintPage
	if site, ok := access.Of[*profile.Site](s.Policy); ok {
		area := lintArea{Name: "profile"}
		for f := range site.Lint() {
			area.add(string(f.Rule), joined(f.Profile, f.Form), f.Message, url.Values{"of": {"profiles"}, "filter": {f.Form}})
		}
		page.Areas = append(page.Areas, area)
	}
	if catalog, ok := access.Of[*roles.Catalog](s.Policy); ok {
		area := lintArea{Name: "roles"}
		for f := range catalog.Lint() {
			area.add(string(f.Rule), joined(f.Role, f.Org), f.Message, url.Values{"of": {"roles"}})
		}
		page.Areas = append(page.Areas, area)
	}
	s.show(w, http.StatusOK, "lint", "Lint", page)
}

// joined returns the parts that are there; what is about none is about the whole.
func joined(a, b string) string {
	switch {
	case a == "" && b == "":
		return "the whole"
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + ", " + b
}
