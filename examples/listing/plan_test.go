package main

import (
	"os"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/profile"
)

// scoped are conditions on cases of each scope, as a profile with one scope on three
// forms has them.
func scoped(t testing.TB) map[profile.Scope]filter.Condition {
	t.Helper()
	all := make(map[profile.Scope]filter.Condition)
	for _, scope := range []profile.Scope{profile.ScopeRegistered, profile.ScopeInvolved, profile.ScopeWorkspace, profile.ScopeAll} {
		site := profile.Config{Forms: []string{"F01", "F02", "F03"}, Profiles: []profile.Profile{{Name: "p", Cases: true, Forms: make(map[string]profile.FormRights)}}}
		for _, form := range site.Forms {
			site.Profiles[0].Forms[form] = profile.FormRights{Read: scope}
		}
		s, err := profile.NewSite(site)
		if err != nil {
			t.Fatal(err)
		}
		policy, err := access.NewPolicy(s)
		if err != nil {
			t.Fatal(err)
		}
		subject := access.Subject{User: user(1), Facts: []access.Fact{&profile.User{Profile: "p", Workspace: "W01", Groups: []string{"G01", "G02"}}}}
		if all[scope], err = filter.Rows(policy, subject, profile.ActionRead, profile.KindCase); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// On PostgreSQL no scope makes a page read the whole table.
func TestPlans(t *testing.T) {
	address := os.Getenv("LISTING_DATABASE")
	if address == "" {
		t.Skip("no server; run ./postgres.sh go test ./...")
	}
	s, err := openStore(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	if err := s.empty(t.Context()); err != nil {
		t.Fatal(err)
	}
	started(t, s, seed{cases: 60_000, others: 10, users: 2000})
	for scope, condition := range scoped(t) {
		where, err := cases.mapping.Where(condition, s.dialect, 1)
		if err != nil {
			t.Fatal(err)
		}
		var plan []string
		err = s.query(t.Context(), s.db, func(scan func(...any) error) error {
			var line string
			err := scan(&line)
			plan = append(plan, line)
			return err
		}, "EXPLAIN SELECT t.id FROM cases t WHERE "+where.SQL+" ORDER BY t.id DESC LIMIT 50", where.Args...)
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(plan, "\n"); strings.Contains(text, "Seq Scan on cases") || !strings.Contains(text, "Index") && !strings.Contains(text, "Bitmap") {
			t.Errorf("%v:\n%s\n%s", scope, where.SQL, text)
		}
	}
}
