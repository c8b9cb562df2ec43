package main

import (
	"database/sql"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/access/accesstest"
	"lupa.example/access/filter"
	"lupa.example/casework"
	"lupa.example/casework/caseworktest"
	"lupa.example/profile"
	"lupa.example/profile/profiletest"
	"lupa.example/roles"
	"lupa.example/roles/rolestest"
	"lupa.example/sharing"
	"lupa.example/sharing/sharingtest"
)

// What a statement finds is what Check allows, for rows and people as hostile as they
// come, on real databases: some 600,000 decisions on each.
func TestStatementsFindWhatCheckAllows(t *testing.T) {
	engines(t, func(t *testing.T, s *store) {
		if err := s.create(t.Context()); err != nil {
			t.Fatal(err)
		}
		decisions := 0
		for _, kind := range []func() int{
			func() int {
				return agreed(t, s, cases, writeCase, func(seed int) (access.Authority, *rapid.Generator[access.Question]) {
					site := profiletest.Sites().Example(seed)
					return site, profiletest.Questions(site)
				})
			},
			func() int {
				return agreed(t, s, clients, writeClient, func(seed int) (access.Authority, *rapid.Generator[access.Question]) {
					practice := caseworktest.Practices().Example(seed)
					return practice, caseworktest.Questions(practice)
				})
			},
			func() int {
				return agreed(t, s, engagements, writeEngagement, func(seed int) (access.Authority, *rapid.Generator[access.Question]) {
					practice := caseworktest.Practices().Example(seed)
					return practice, caseworktest.Questions(practice)
				})
			},
			func() int {
				return agreed(t, s, orders, writeOrder, func(seed int) (access.Authority, *rapid.Generator[access.Question]) {
					catalog := rolestest.Catalogs().Example(seed)
					return catalog, rolestest.Questions(catalog)
				})
			},
			func() int {
				return agreed(t, s, results, writeResult, func(seed int) (access.Authority, *rapid.Generator[access.Question]) {
					rules := sharingtest.Rules().Example(seed)
					return rules, sharingtest.Questions(rules)
				})
			},
		} {
			decisions += kind()
		}
		t.Logf("%d decisions", decisions)
		if decisions < 500_000 {
			t.Errorf("%d decisions are too few", decisions)
		}
	})
}

const (
	policiesDrawn  = 16
	rowsDrawn      = 150
	questionsAsked = 60
)

// agreed compares what statements find with what Check allows, about one kind: for
// several policies, each on rows and for people as the area's kit draws them. It returns
// how many decisions it compared.
func agreed[T access.Resource](t *testing.T, s *store, table *table[T], write func(*writer, int, T), draw func(seed int) (access.Authority, *rapid.Generator[access.Question])) (decisions int) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	allowed := 0
	for seed := range policiesDrawn {
		authority, questions := draw(seed)
		policy, err := access.NewPolicy(authority)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(policy.Kinds(), table.kind) {
			continue
		}
		var rows []T
		var asked []access.Question
		for i := 0; len(rows) < rowsDrawn || len(asked) < questionsAsked; i++ {
			q := questions.Example(1000*seed + i)
			row, ok := q.Resource.(T)
			if !ok {
				continue
			}
			if storable(row) && len(rows) < rowsDrawn {
				rows = append(rows, row)
			}
			if len(asked) < questionsAsked {
				asked = append(asked, q)
			}
		}
		err = s.transaction(t.Context(), func(tx *sql.Tx) error {
			w := &writer{t, s, tx, random}
			w.clear(table.name)
			for _, l := range table.lists {
				w.clear(l.table)
			}
			for i, row := range rows {
				write(w, i+1, row)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range asked {
			found := ids(t, s, table, policy, q)
			for i, row := range rows {
				d := policy.Check(q.Subject, q.Action, row)
				if d.Allowed != found[int64(i+1)] {
					q.Resource = row
					t.Fatalf("found %v, and %v\n%s", found[int64(i+1)], d, accesstest.Describe(q))
				}
				decisions++
				if d.Allowed {
					allowed++
				}
			}
		}
	}
	if 100*allowed < decisions || 100*allowed > 99*decisions {
		t.Errorf("%s: %d of %d are allowed, which says little", table.kind, allowed, decisions)
	}
	return decisions
}

// ids returns the keys of the rows that a statement finds.
func ids[T access.Resource](t *testing.T, s *store, table *table[T], p *access.Policy, q access.Question) map[int64]bool {
	t.Helper()
	found := make(map[int64]bool)
	condition, err := filter.Rows(p, q.Subject, q.Action, table.kind)
	if errors.Is(err, access.ErrDenied) {
		return found
	}
	if err != nil {
		t.Fatal(err)
	}
	where, err := table.mapping.Where(condition, s.dialect, 1)
	if err != nil {
		t.Fatal(err)
	}
	err = s.query(t.Context(), s.db, func(scan func(...any) error) error {
		var key int64
		err := scan(&key)
		if found[key] {
			t.Errorf("row %d is found twice\n%s", key, where.SQL)
		}
		found[key] = true
		return err
	}, "SELECT t.id FROM "+table.name+" t WHERE "+where.SQL, where.Args...)
	if err != nil {
		t.Fatalf("%v\n%s %q", err, where.SQL, where.Args)
	}
	return found
}

// storable reports whether a database can hold the row: its texts are UTF-8 without NUL.
func storable(row access.Resource) bool {
	text := accesstest.Describe(access.Question{Resource: row})
	return utf8.ValidString(text) && !strings.Contains(text, `\x`)
}

// A writer writes rows as they are drawn. What is empty is so in either way that a column
// can be.
type writer struct {
	t      *testing.T
	store  *store
	tx     *sql.Tx
	random *rand.Rand
}

func (w *writer) clear(table string) { must(w.t, w.store, w.tx, "DELETE FROM "+table) }

func (w *writer) row(table string, values ...any) {
	w.t.Helper()
	must(w.t, w.store, w.tx, "INSERT INTO "+table+" VALUES (?"+strings.Repeat(", ?", len(values)-1)+")", values...)
}

// text returns the text, or NULL for an empty one by chance.
func (w *writer) text(text string) any {
	if text == "" && w.random.IntN(2) == 0 {
		return nil
	}
	return text
}

func (w *writer) texts(table string, key int, texts []string) {
	w.t.Helper()
	for _, text := range distinct(texts) {
		w.row(table, key, text)
	}
}

func distinct(texts []string) []string { return slices.Compact(slices.Sorted(slices.Values(texts))) }

func writeCase(w *writer, key int, c *profile.Case) {
	var closed any
	switch c.Status {
	case profile.StatusOpen:
		closed = false
	case profile.StatusClosed:
		closed = true
	}
	w.row("cases", key, c.Form, w.text(c.RegisteredBy), w.text(c.Workspace), closed)
	w.texts("case_users", key, c.Users)
	w.texts("case_groups", key, c.Groups)
}

func writeClient(w *writer, key int, c *casework.Client) {
	w.row("clients", key, c.Org, w.text(c.Responsible))
	w.texts("client_shares", key, c.Shared)
}

func writeOrder(w *writer, key int, o *roles.Order) {
	w.row("orders", key, o.Org, w.text(o.CreatedBy))
}

func writeResult(w *writer, key int, r *sharing.Result) {
	owner := ""
	if !r.Owner.IsZero() {
		owner = r.Owner.String()
	}
	w.row("results", key, owner, owner[:min(5, len(owner))])
}

func writeEngagement(w *writer, key int, e *casework.Engagement) {
	w.row("engagements", key, e.Org)
	w.texts("engagement_system_administrators", key, e.SystemAdministrators)
	for program, users := range e.ProgramAdministrators {
		for _, user := range distinct(users) {
			w.row("engagement_program_administrators", key, program, user)
		}
	}
	for user, programs := range e.Consultants {
		w.row("engagement_consultants", key, user, nil)
		for _, program := range distinct(programs) {
			w.row("engagement_consultants", key, user, program)
		}
	}
}
