package main

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// subject returns what the database knows of a user, as facts; nobody if it knows none.
func (s *store) subject(ctx context.Context, q querier, user string, signIn access.SignIn) (access.Subject, error) {
	if !utf8.ValidString(user) || strings.ContainsRune(user, 0) {
		return access.Subject{}, nil // nobody, as no text of PostgreSQL is it
	}
	all, err := s.subjects(ctx, q, "p.user_name = ?", user)
	if err != nil || len(all) == 0 {
		return access.Subject{}, err
	}
	all[0].SignIn = signIn
	return all[0], nil
}

// subjects returns the people for whom a condition in SQL holds, by their names.
func (s *store) subjects(ctx context.Context, q querier, where string, args ...any) ([]access.Subject, error) {
	var all []access.Subject
	facts := make(map[string]*facts)
	err := s.query(ctx, q, func(scan func(...any) error) error {
		var user string
		var account, prof, workspace, org sql.NullString
		f := newFacts()
		if err := scan(&user, &account, &f.sharing.Staff, &prof, &workspace, &org, &f.casework.Steward); err != nil {
			return err
		}
		f.sharing.Account, _ = sharing.ParseAccount(account.String) // what is no customer number is none
		f.profile.Profile, f.profile.Workspace, f.casework.Org = prof.String, workspace.String, org.String
		facts[user] = f
		all = append(all, access.Subject{User: user})
		return nil
	}, "SELECT p.user_name, p.account, p.staff, p.profile, p.workspace, p.casework_org, p.steward FROM people p WHERE "+where+" ORDER BY p.user_name", args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	if err := s.readGroups(ctx, q, facts, where, args); err != nil {
		return nil, err
	}
	if err := s.readMembers(ctx, q, facts, where, args); err != nil {
		return nil, err
	}
	for i := range all {
		all[i].Facts = facts[all[i].User].all()
	}
	return all, nil
}

// subjectsAfter returns the first people after the one of a name for whom a condition
// holds, by their names.
func (s *store) subjectsAfter(ctx context.Context, q querier, after string, limit int, c filter.Condition) ([]access.Subject, error) {
	where, err := people.Where(c, s.dialect, 2)
	if err != nil {
		return nil, err
	}
	var names []string
	err = s.query(ctx, q, func(scan func(...any) error) error {
		var name string
		err := scan(&name)
		names = append(names, name)
		return err
	}, "SELECT p.user_name FROM people p WHERE p.user_name > ? AND "+where.SQL+" ORDER BY p.user_name LIMIT "+text(int64(limit)),
		append([]any{after}, where.Args...)...)
	if err != nil {
		return nil, err
	}
	if where, err = people.Where(filter.In("user", names...), s.dialect, 1); err != nil {
		return nil, err
	}
	return s.subjects(ctx, q, where.SQL, where.Args...)
}

// facts are what is known of one person.
type facts struct {
	sharing  *sharing.User
	profile  *profile.User
	casework *casework.User
	members  []*roles.Member
	byID     map[int64]*roles.Member
}

func newFacts() *facts {
	return &facts{sharing: new(sharing.User), profile: new(profile.User), casework: new(casework.User), byID: make(map[int64]*roles.Member)}
}

func (f *facts) all() []access.Fact {
	all := []access.Fact{f.sharing, f.profile, f.casework}
	for _, m := range f.members {
		all = append(all, m)
	}
	return all
}

func (s *store) readGroups(ctx context.Context, q querier, facts map[string]*facts, where string, args []any) error {
	return s.query(ctx, q, func(scan func(...any) error) error {
		var user, group string
		if err := scan(&user, &group); err != nil {
			return err
		}
		facts[user].profile.Groups = append(facts[user].profile.Groups, group)
		return nil
	}, "SELECT p.user_name, g.group_name FROM people p JOIN people_groups g ON g.user_name = p.user_name WHERE "+where, args...)
}

func (s *store) readMembers(ctx context.Context, q querier, facts map[string]*facts, where string, args []any) error {
	err := s.query(ctx, q, func(scan func(...any) error) error {
		var user string
		var id int64
		m := new(roles.Member)
		if err := scan(&user, &id, &m.Org); err != nil {
			return err
		}
		f := facts[user]
		f.members, f.byID[id] = append(f.members, m), m
		return nil
	}, "SELECT p.user_name, m.id, m.org FROM people p JOIN members m ON m.user_name = p.user_name WHERE "+where+" ORDER BY m.id", args...)
	for _, l := range []struct {
		table, column string
		into          func(*roles.Member) *[]string
	}{
		{"member_roles", "role", func(m *roles.Member) *[]string { return &m.Roles }},
		{"member_assignments", "assignment", func(m *roles.Member) *[]string { return &m.Assignments }},
	} {
		if err != nil {
			return err
		}
		err = s.query(ctx, q, func(scan func(...any) error) error {
			var user, value string
			var id int64
			if err := scan(&user, &id, &value); err != nil {
				return err
			}
			into := l.into(facts[user].byID[id])
			*into = append(*into, value)
			return nil
		}, "SELECT p.user_name, m.id, v."+l.column+" FROM people p JOIN members m ON m.user_name = p.user_name JOIN "+l.table+" v ON v.member_id = m.id WHERE "+where, args...)
	}
	return err
}

// who yields people with the decision whether they may take the action on the row: those
// whom the condition lets through, so that not everybody is read. Check decides in the
// end.
func (s *store) who(ctx context.Context, p *access.Policy, a access.Action, r access.Resource) (iter.Seq2[access.Subject, access.Decision], error) {
	condition, err := filter.People(p, a, r)
	if errors.Is(err, access.ErrDenied) {
		return func(func(access.Subject, access.Decision) bool) {}, nil // nobody, for a reason that has nothing to do with who asks
	}
	if err != nil {
		return nil, err
	}
	where, err := people.Where(condition, s.dialect, 1)
	if err != nil {
		return nil, err
	}
	candidates, err := s.subjects(ctx, s.db, where.SQL, where.Args...)
	if err != nil {
		return nil, err
	}
	return filter.Who(p, a, r, slices.Values(candidates)), nil
}
