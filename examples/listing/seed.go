package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"

	"lupa.example/access"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// A seed says how much is put into an empty database. The same seed gives the same rows.
type seed struct {
	cases, others int // cases, and rows of each other kind
	users         int
}

const (
	forms      = 60
	workspaces = 40
	groups     = 30
	orgs       = 50
	customers  = 400 // groups of customer numbers
)

func user(i int) string { return fmt.Sprintf("user%04d", i) }
func name(what string, i int) string {
	return fmt.Sprintf("%s%02d", what, i)
}

func account(group, number int) string { return fmt.Sprintf("%05d-%02d", 20000+group, number) }

// fill makes the tables and fills them. Progress, in rows, goes to the writer.
func (sd seed) fill(ctx context.Context, s *store, progress io.Writer) error {
	if err := s.create(ctx); err != nil {
		return err
	}
	f := &filler{ctx: ctx, store: s, rand: rand.New(rand.NewPCG(7, 11)), seed: sd, bar: bar{out: progress, total: sd.cases + 4*sd.others + sd.users}}
	for _, step := range []func() error{f.policy, f.people, f.cases, f.clients, f.orders, f.results, f.engagements} {
		if err := step(); err != nil {
			return err
		}
	}
	f.bar.end()
	if _, err := s.db.ExecContext(ctx, "ANALYZE"); err != nil {
		return err
	}
	return nil
}

type filler struct {
	ctx   context.Context
	store *store
	rand  *rand.Rand
	seed  seed
	bar   bar
}

// rowsAtOnce is how many rows a statement inserts.
const rowsAtOnce = 500

// insert inserts rows of so many values each, in one transaction.
func (f *filler) insert(table string, width int, rows [][]any) error {
	return f.store.transaction(f.ctx, func(tx *sql.Tx) error {
		for len(rows) > 0 {
			n := min(rowsAtOnce, len(rows))
			one := "(" + strings.Repeat(", ?", width)[2:] + ")"
			var args []any
			for _, row := range rows[:n] {
				args = append(args, row...)
			}
			text := "INSERT INTO " + table + " VALUES " + strings.Repeat(", "+one, n)[2:]
			if _, err := tx.ExecContext(f.ctx, f.store.text(text), args...); err != nil {
				return fmt.Errorf("listing: filling %s: %w", table, err)
			}
			rows = rows[n:]
		}
		return nil
	})
}

// some returns a few different names, mostly none.
func (f *filler) some(most int, one func() string) []string {
	var all []string
	seen := make(map[string]bool)
	for range max(0, f.rand.IntN(most+2)-1) {
		if n := one(); !seen[n] {
			seen[n] = true
			all = append(all, n)
		}
	}
	return all
}

func (f *filler) anyone() string { return user(f.rand.IntN(f.seed.users)) }
func (f *filler) anyOf(what string, n int) string {
	return name(what, f.rand.IntN(n))
}

// policy writes the first policy.
func (f *filler) policy() error {
	site := profile.Config{}
	officer, clerk := profile.Profile{Name: "officer", Cases: true, Forms: make(map[string]profile.FormRights)}, profile.Profile{Name: "clerk", Cases: true, Forms: make(map[string]profile.FormRights)}
	scopes := []profile.Scope{profile.ScopeWorkspace, profile.ScopeInvolved, profile.ScopeRegistered, profile.ScopeNone, profile.ScopeAll}
	for i := range forms {
		form := name("F", i)
		site.Forms = append(site.Forms, form)
		read := scopes[min(i%7, 4)]
		if i%7 == 4 && i > 4 { // all cases of one form only
			read = profile.ScopeRegistered
		}
		officer.Forms[form] = profile.FormRights{Read: read, Change: profile.ScopeRegistered}
		clerk.Forms[form] = profile.FormRights{Read: profile.ScopeRegistered}
	}
	site.Profiles = []profile.Profile{officer, clerk, {Name: "administrator", Cases: true, Administrator: true}}
	profiles, err := profile.NewSite(site)
	if err != nil {
		return err
	}
	catalog, err := roles.NewCatalog(roles.Config{Portal: true})
	if err != nil {
		return err
	}
	practice, err := casework.NewPractice(casework.Config{Package: []string{"bookkeeping", "payroll"}})
	if err != nil {
		return err
	}
	var rules []sharing.Rule
	for i := range 2 * customers {
		viewer, sharer := sharing.MustParseParty(account(f.rand.IntN(customers), f.rand.IntN(20))), account(f.rand.IntN(customers), f.rand.IntN(20))
		if i%10 == 0 {
			sharer = sharer[:5] + "*"
		}
		rules = append(rules, sharing.Rule{ID: fmt.Sprint("r", i), Viewers: []sharing.Party{viewer}, Sharers: []sharing.Party{sharing.MustParseParty(sharer)}})
	}
	shared, err := sharing.NewRules(rules...)
	if err != nil {
		return err
	}
	policy, err := access.NewPolicy(shared, catalog, profiles, practice)
	if err != nil {
		return err
	}
	document, err := codec.EncodePolicy(policy)
	if err != nil {
		return err
	}
	return f.insert("policy", 2, [][]any{{1, string(document)}})
}

func (f *filler) people() error {
	var people, inGroups, members, memberRoles, assignments [][]any
	portal := []string{roles.RoleOrderer, roles.RoleApprover, roles.RoleAdministrator, roles.RoleSignatory}
	for i := range f.seed.users {
		number := account(f.rand.IntN(customers), f.rand.IntN(20))
		prof := "officer"
		switch {
		case i == 0:
			prof = "administrator"
		case i%5 == 4:
			prof = "clerk"
		}
		people = append(people, []any{user(i), number, number[:5], false, prof, name("W", f.rand.IntN(workspaces)), name("O", i%orgs), false})
		for _, g := range f.some(3, func() string { return f.anyOf("G", groups) }) {
			inGroups = append(inGroups, []any{user(i), g})
		}
		for n := range 1 + f.rand.IntN(3) {
			id := 10*i + n
			members = append(members, []any{id, user(i), name("A", f.rand.IntN(orgs))})
			for _, role := range f.some(2, func() string { return portal[f.rand.IntN(len(portal))] }) {
				memberRoles = append(memberRoles, []any{id, role})
			}
		}
		f.bar.step(1)
	}
	for _, t := range []struct {
		table string
		width int
		rows  [][]any
	}{{"people", 8, people}, {"people_groups", 2, inGroups}, {"members", 3, members}, {"member_roles", 2, memberRoles}, {"member_assignments", 2, assignments}} {
		if err := f.insert(t.table, t.width, t.rows); err != nil {
			return err
		}
	}
	return nil
}

// batch is how many rows of a kind are made before they are inserted.
const batch = 10_000

// inBatches calls make for each key from 1, and save after each batch.
func (f *filler) inBatches(n int, make func(key int), save func() error) error {
	for key := 1; key <= n; key++ {
		make(key)
		if key%batch == 0 || key == n {
			if err := save(); err != nil {
				return err
			}
			f.bar.step((key-1)%batch + 1)
		}
	}
	return nil
}

func (f *filler) cases() error {
	var rows, users, inGroups [][]any
	return f.inBatches(f.seed.cases, func(key int) {
		var by, workspace, closed any = f.anyone(), f.anyOf("W", workspaces), f.rand.IntN(3) == 0
		if f.rand.IntN(50) == 0 {
			by, workspace, closed = nil, nil, nil
		}
		rows = append(rows, []any{key, f.anyOf("F", forms), by, workspace, closed})
		for _, u := range f.some(2, f.anyone) {
			users = append(users, []any{key, u})
		}
		for _, g := range f.some(1, func() string { return f.anyOf("G", groups) }) {
			inGroups = append(inGroups, []any{key, g})
		}
	}, func() error {
		err := f.insertAll(inserted{"cases", 5, &rows}, inserted{"case_users", 2, &users}, inserted{"case_groups", 2, &inGroups})
		return err
	})
}

// inserted are rows for a table.
type inserted struct {
	table string
	width int
	rows  *[][]any
}

func (f *filler) insertAll(all ...inserted) error {
	for _, t := range all {
		if err := f.insert(t.table, t.width, *t.rows); err != nil {
			return err
		}
		*t.rows = nil
	}
	return nil
}

func (f *filler) clients() error {
	var rows, shares [][]any
	return f.inBatches(f.seed.others, func(key int) {
		i := f.rand.IntN(f.seed.users)
		rows = append(rows, []any{key, name("O", i%orgs), user(i)})
		for _, u := range f.some(2, f.anyone) {
			shares = append(shares, []any{key, u})
		}
	}, func() error { return f.insertAll(inserted{"clients", 3, &rows}, inserted{"client_shares", 2, &shares}) })
}

func (f *filler) orders() error {
	var rows [][]any
	return f.inBatches(f.seed.others, func(key int) {
		rows = append(rows, []any{key, f.anyOf("A", orgs), f.anyone()})
	}, func() error { return f.insertAll(inserted{"orders", 3, &rows}) })
}

func (f *filler) results() error {
	var rows [][]any
	return f.inBatches(f.seed.others, func(key int) {
		owner := account(f.rand.IntN(customers), f.rand.IntN(20))
		rows = append(rows, []any{key, owner, owner[:5]})
	}, func() error { return f.insertAll(inserted{"results", 3, &rows}) })
}

func (f *filler) engagements() error {
	var rows, system, program, consultants [][]any
	return f.inBatches(f.seed.others, func(key int) {
		org := f.rand.IntN(orgs)
		colleague := func() string { return user(f.rand.IntN(max(1, f.seed.users/orgs))*orgs + org) }
		rows = append(rows, []any{key, name("O", org)})
		for _, u := range f.some(1, colleague) {
			system = append(system, []any{key, u})
		}
		for _, u := range f.some(1, colleague) {
			program = append(program, []any{key, "bookkeeping", u})
		}
		for _, u := range f.some(2, colleague) {
			consultants = append(consultants, []any{key, u, nil}, []any{key, u, "payroll"})
		}
	}, func() error {
		return f.insertAll(inserted{"engagements", 2, &rows}, inserted{"engagement_system_administrators", 2, &system},
			inserted{"engagement_program_administrators", 3, &program}, inserted{"engagement_consultants", 3, &consultants})
	})
}

// A bar shows how far something is, on one line of a terminal.
type bar struct {
	out         io.Writer
	done, total int
	shown       int // percent
}

func (b *bar) step(n int) {
	b.done += n
	if percent := 100 * b.done / max(1, b.total); percent > b.shown {
		b.shown = percent
		fmt.Fprintf(b.out, "\r[%-50s] %3d %%", strings.Repeat("=", percent/2), percent)
	}
}

func (b *bar) end() { fmt.Fprintln(b.out) }
