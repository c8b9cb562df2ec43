package console_test

import (
	"encoding/csv"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// exported returns the matrix as CSV.
func exported(t *testing.T, h http.Handler, of string) [][]string {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", query("/matrix", "of", of, "as", "csv"), nil))
	rows, err := csv.NewReader(w.Body).ReadAll()
	if err != nil || w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
		t.Fatalf("%d %v %v", w.Code, w.Header(), err)
	}
	return rows
}

func TestMatrices(t *testing.T) {
	h := embedded(t)
	for _, tt := range []struct {
		of          string
		row, column string
		want        string
	}{
		{"profiles", "incident", "nurse", "W I N register"},
		{"profiles", "audit", "administrator", "A A A register form public closed administer"},
		{"profiles", "audit", "dormant administrator", "N N N"},
		{"roles", "roles.order: approve", "approver", "org"},
		{"roles", "roles.organisation: sign-in", "default", "org"},
		{"roles", "roles.organisation: sign-in", "approver", ""},
		{"roles", "roles.order: view", "orderer", "own session"},
		{"roles", "news-item: publish", "editor", "org session"},
		{"roles", "news-item: publish", "default", ""},
		{"programs", "bakery: lena", "payroll", "uses"},
		{"programs", "bakery: kaj", "payroll", ""},
		{"sharing", "20440-01", "Are seen by", "20440*"},
		{"sharing", "20440-01", "Numbers to come", "see"},
		{"sharing", "20450*", "Numbers to come", "see, are seen"},
		{"sharing", "20430*", "Numbers to come", "are seen"},
	} {
		rows := exported(t, h, tt.of)
		column := slices.Index(rows[0], tt.column)
		at := slices.IndexFunc(rows, func(r []string) bool { return r[0] == tt.row })
		if column < 0 || at < 0 || rows[at][column] != tt.want {
			t.Errorf("%s, %s by %s is not %q: %q", tt.of, tt.row, tt.column, tt.want, rows)
		}
		contains(t, get(t, h, query("/matrix", "of", tt.of), http.StatusOK), "<bdi>"+tt.row+"</bdi>", "All as CSV")
	}
	contains(t, get(t, h, query("/matrix", "of", "profiles", "filter", "AUD"), http.StatusOK), "1 rows, shown 1 to 1")
	contains(t, get(t, h, query("/matrix", "filter", "zzz"), http.StatusOK), "No rows")
	get(t, h, query("/matrix", "of", "x"), http.StatusNotFound)
	get(t, h, query("/matrix", "page", "0"), http.StatusBadRequest)
	bare := pages(t, `{"version": 1}`, `{}`)
	for _, of := range []string{"profiles", "roles", "programs", "sharing"} {
		contains(t, get(t, bare, query("/matrix", "of", of), http.StatusOK), "no section for this")
	}
}

func TestMatrixHostileNames(t *testing.T) {
	h := pages(t, `{"version": 1, "profile": {"forms": ["=1+2", "<script>"], "profiles": [{"name": "@x", "cases": true, "forms": {}}]}}`, `{}`)
	contains(t, get(t, h, "/matrix", http.StatusOK), "&lt;script&gt;")
	if rows := exported(t, h, "profiles"); rows[1][0] != "'=1+2" || rows[0][1] != "'@x" {
		t.Errorf("a spreadsheet would run %q", rows)
	}
}

func TestMatrixSize(t *testing.T) {
	h := pages(t, site("all"), `{}`)
	if n := len(get(t, h, "/matrix", http.StatusOK)); n > 100_000 {
		t.Errorf("the page has %d bytes", n)
	}
	contains(t, get(t, h, query("/matrix", "page", "20"), http.StatusOK), "1000 rows, shown 951 to 1000", `rel="prev"`)
	if rows := exported(t, h, "profiles"); len(rows) != 1001 || len(rows[1000]) != 51 {
		t.Errorf("the CSV has %d rows", len(rows))
	}
}
