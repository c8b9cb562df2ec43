package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// results is what the benchmarks that ran have found.
var results []*world

type world struct {
	workload Workload
	size     int
	fact     string
	facts    int
	runs     []*run
}

// printTables prints three tables for each workload that was measured: the times of
// questions, what loading takes, and questions while facts change.
func printTables(out io.Writer) {
	for _, w := range Workloads() {
		worlds := slices.DeleteFunc(slices.Clone(results), func(r *world) bool { return r.workload.Name != w.Name })
		if len(worlds) == 0 {
			continue
		}
		print := func(title string, columns []string, cells func(r *run) []string) {
			t := newTable(out, w.Name+": "+title)
			t.row(w.Size, each(worlds, func(r *world) []string {
				return append([]string{count(float64(r.size))}, make([]string, len(columns)-1)...)
			}))
			t.row("", each(worlds, func(*world) []string { return columns }))
			for i, r := range worlds[0].runs {
				if cells(r) == nil {
					continue
				}
				t.row(r.name, each(worlds, func(r *world) []string { return cells(r.runs[i]) }))
			}
			t.flush()
		}
		print("a question, beside the floor (×), in ns, and its allocations", []string{"×", "ns", "allocs"}, func(r *run) []string {
			if r.rounds == nil {
				return dashes(3)
			}
			return []string{fmt.Sprintf("%.1f", median(r.ratios)), nanoseconds(median(r.rounds)), fmt.Sprintf("%.0f", r.allocs)}
		})
		for _, at := range worlds {
			for _, r := range at.runs {
				if r.skip != "" {
					fmt.Fprintf(out, "–  %s with %s %s %s\n", r.name, count(float64(at.size)), w.Size, r.skip)
				}
			}
		}
		fact := worlds[0].fact
		print("time to load, bytes of heap for each "+fact+", and ns of a question asked first", []string{"load", "bytes", "first"}, func(r *run) []string {
			if r.rounds == nil {
				return dashes(3)
			}
			if r.again {
				return []string{"″", "″", nanoseconds(r.first)}
			}
			return []string{duration(r.load), fmt.Sprintf("%.0f", r.heap), nanoseconds(r.first)}
		})
		if worlds[0].runs[0].changes == nil {
			continue
		}
		print("ns of a question while facts change, how many changes a second, and the time of one",
			[]string{"p50", "p99", "p99.9", "changes/s", "each"}, func(r *run) []string {
				c := r.changes
				if c == nil {
					if r.skip == "" {
						return nil // it holds no facts that change
					}
					return dashes(5)
				}
				return []string{nanoseconds(c.p50), nanoseconds(c.p99), nanoseconds(c.p999), count(c.perSecond), duration(c.each)}
			})
	}
}

func dashes(n int) []string { return slices.Repeat([]string{"–"}, n) }

// A table is aligned to the right, but for its first column.
type table struct {
	writer *tabwriter.Writer
	buffer strings.Builder
	out    io.Writer
}

func newTable(out io.Writer, title string) *table {
	t := &table{out: out}
	fmt.Fprintf(&t.buffer, "\n%s\n", title)
	t.writer = tabwriter.NewWriter(&t.buffer, 0, 0, 2, ' ', tabwriter.AlignRight)
	return t
}

const firstColumn = 34

func (t *table) row(first string, cells []string) {
	fmt.Fprintf(t.writer, "%-*s\t%s\t\n", firstColumn, first, strings.Join(cells, "\t"))
}

func (t *table) flush() {
	t.writer.Flush()
	fmt.Fprint(t.out, t.buffer.String())
}

func each[T any](list []T, cells func(T) []string) []string {
	var all []string
	for _, x := range list {
		all = append(all, cells(x)...)
	}
	return all
}

// count writes 1000000 as 1,000,000.
func count(n float64) string {
	text := fmt.Sprintf("%.0f", n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

func nanoseconds(ns float64) string {
	if ns < 100 {
		return fmt.Sprintf("%.1f", ns)
	}
	return count(ns)
}

// duration writes three digits and the unit.
func duration(d time.Duration) string {
	switch {
	case d >= time.Second:
		return fmt.Sprintf("%.3g s", d.Seconds())
	case d >= time.Millisecond:
		return fmt.Sprintf("%.3g ms", d.Seconds()*1e3)
	default:
		return fmt.Sprintf("%.3g µs", d.Seconds()*1e6)
	}
}
