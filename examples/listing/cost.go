package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// A cost is what one list took: its first page with the count, told by a condition, and
// the same by reading all rows and asking Check about each.
type cost struct {
	list           string
	count, rows    int64
	byCondition    time.Duration
	fetchedChecked time.Duration
}

// costs prints what each of a user's lists costs. That both ways find the same is
// checked as well.
func costs(ctx context.Context, s *store, p *access.Policy, user string, out io.Writer) error {
	subject, err := s.subject(ctx, s.db, user, access.SignedIn)
	if err != nil {
		return err
	}
	signedOut := subject
	signedOut.SignIn = access.SignedOut
	var all []cost
	for _, one := range []func() (cost, error){
		func() (cost, error) { return costOf(ctx, s, p, cases, subject, profile.ActionRead) },
		func() (cost, error) { return costOf(ctx, s, p, cases, subject, profile.ActionChange) },
		func() (cost, error) { return costOf(ctx, s, p, clients, subject, casework.ActionView) },
		func() (cost, error) { return costOf(ctx, s, p, orders, signedOut, roles.ActionApprove) },
		func() (cost, error) { return costOf(ctx, s, p, results, subject, sharing.ActionView) },
		func() (cost, error) { return costOf(ctx, s, p, engagements, subject, casework.ActionView) },
	} {
		c, err := one()
		if err != nil {
			return err
		}
		all = append(all, c)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "list of %s\tof rows\tby condition\tfetch and check\t\n", user)
	for _, c := range all {
		fmt.Fprintf(w, "%s: %d\t%d\t%s\t%s\t\n", c.list, c.count, c.rows, c.byCondition.Round(10*time.Microsecond), c.fetchedChecked.Round(time.Millisecond))
	}
	return w.Flush()
}

func costOf[T access.Resource](ctx context.Context, s *store, p *access.Policy, t *table[T], subject access.Subject, a access.Action) (cost, error) {
	c := cost{list: string(a) + " " + string(t.kind)}
	start := time.Now()
	found, err := t.list(ctx, s, p, subject, a, want{where: filter.Everything(), limit: usualLimit, count: true})
	if err != nil && !errors.Is(err, access.ErrDenied) {
		return c, err
	}
	c.byCondition = time.Since(start)
	c.count = max(0, found.count)

	start = time.Now()
	allowed := int64(0)
	for after := int64(0); ; {
		rows, err := t.some(ctx, s, s.db, "t.id > ? AND t.id <= ?", after, after+fetched)
		if err != nil {
			return c, err
		}
		if len(rows) == 0 {
			break
		}
		for _, row := range rows {
			if p.Check(subject, a, row).Allowed {
				allowed++
			}
		}
		c.rows += int64(len(rows))
		after += fetched
	}
	c.fetchedChecked = time.Since(start)
	if allowed != c.count {
		return c, fmt.Errorf("listing: %s: the condition finds %d rows, and Check allows %d", c.list, c.count, allowed)
	}
	return c, nil
}

// fetched is how many keys are read at once to ask Check about each row.
const fetched = 5000
