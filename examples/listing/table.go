package main

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/filter/sqlwhere"
)

// A table is where the rows of one kind are, and how they are read.
type table[T access.Resource] struct {
	kind    access.Kind
	name    string           // in statements it is called t
	columns sqlwhere.Columns // of the properties
	mapping *sqlwhere.Mapping

	fields string // what is selected behind the key
	scan   func(scan func(...any) error) (key int64, row T, err error)
	lists  []list[T]
}

// A list is in a table of its own, of which each row has the key of its parent and one or
// two texts, some of which may be missing.
type list[T access.Resource] struct {
	table, key string
	columns    []string
	add        func(row T, values []sql.NullString)
}

// texts is a list of one text a row.
func texts[T access.Resource](table, key, column string, of func(T) *[]string) list[T] {
	return list[T]{table, key, []string{column}, func(row T, values []sql.NullString) {
		into := of(row)
		*into = append(*into, values[0].String)
	}}
}

// A page is part of a list, newest first.
type page[T access.Resource] struct {
	rows  []T
	next  int64 // the key to go on before; 0 at the end
	count int64 // of all pages; -1 if it was not asked for
}

// A want says which part of a list is wanted.
type want struct {
	where  filter.Condition // besides what may be seen; [filter.Everything] for no more than that
	before int64            // keys below this; 0 for the first page
	limit  int
	count  bool
}

// list returns a page of the rows on which the subject may take the action. A denial of
// all of them is an [access.DeniedError].
func (t *table[T]) list(ctx context.Context, s *store, p *access.Policy, subject access.Subject, a access.Action, w want) (page[T], error) {
	condition, err := filter.Rows(p, subject, a, t.kind)
	if err != nil {
		return page[T]{}, err
	}
	return t.page(ctx, s, s.db, filter.AllOf(condition, w.where), w)
}

// page returns a page of the rows for which the condition holds.
func (t *table[T]) page(ctx context.Context, s *store, q querier, c filter.Condition, w want) (found page[T], err error) {
	where, err := t.mapping.Where(c, s.dialect, 1)
	if err != nil {
		return found, err
	}
	before := ""
	if w.before > 0 {
		before = " AND t.id < " + text(w.before)
	}
	rows, err := q.QueryContext(ctx, "SELECT t.id, "+t.fields+" FROM "+t.name+" t WHERE "+where.SQL+before+
		" ORDER BY t.id DESC LIMIT "+text(int64(w.limit)+1), where.Args...)
	if err != nil {
		return found, err
	}
	keys, all, err := t.read(rows)
	if err != nil {
		return found, err
	}
	if len(keys) > w.limit {
		keys, all = keys[:w.limit], all[:w.limit]
		found.next = keys[w.limit-1]
	}
	found.rows, found.count = all, -1
	if err := t.readLists(ctx, s, q, keys, all); err != nil {
		return found, err
	}
	if w.count {
		err = q.QueryRowContext(ctx, "SELECT count(*) FROM "+t.name+" t WHERE "+where.SQL, where.Args...).Scan(&found.count)
	}
	return found, err
}

// one returns the row with the key, and whether there is one.
func (t *table[T]) one(ctx context.Context, s *store, q querier, key int64) (row T, found bool, err error) {
	rows, err := t.some(ctx, s, q, "t.id = "+text(key))
	if err != nil || len(rows) == 0 {
		return row, false, err
	}
	return rows[0], true, nil
}

// some returns the rows for which a condition in SQL holds, by their keys.
func (t *table[T]) some(ctx context.Context, s *store, q querier, where string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, s.text("SELECT t.id, "+t.fields+" FROM "+t.name+" t WHERE "+where+" ORDER BY t.id"), args...)
	if err != nil {
		return nil, err
	}
	keys, all, err := t.read(rows)
	if err != nil {
		return nil, err
	}
	return all, t.readLists(ctx, s, q, keys, all)
}

func (t *table[T]) read(rows *sql.Rows) (keys []int64, all []T, err error) {
	defer rows.Close()
	for rows.Next() {
		key, row, err := t.scan(rows.Scan)
		if err != nil {
			return nil, nil, err
		}
		keys, all = append(keys, key), append(all, row)
	}
	return keys, all, rows.Err()
}

// readLists fills in what stands in tables of its own, one statement for each list.
func (t *table[T]) readLists(ctx context.Context, s *store, q querier, keys []int64, rows []T) error {
	if len(keys) == 0 {
		return nil
	}
	place := make(map[int64]int, len(keys))
	for i, key := range keys {
		place[key] = i
	}
	for _, l := range t.lists {
		among, arg := s.among(l.key, keys)
		err := s.query(ctx, q, func(scan func(...any) error) error {
			var key int64
			values := make([]sql.NullString, len(l.columns))
			into := []any{&key}
			for i := range values {
				into = append(into, &values[i])
			}
			if err := scan(into...); err != nil {
				return err
			}
			l.add(rows[place[key]], values)
			return nil
		}, "SELECT "+l.key+", "+strings.Join(l.columns, ", ")+" FROM "+l.table+" WHERE "+among, arg)
		if err != nil {
			return err
		}
	}
	return nil
}

// text writes a number, which needs no parameter.
func text(n int64) string { return strconv.FormatInt(n, 10) }
