package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// Results is what the benchmarks that ran have found.
var results struct {
	checks  []check
	changes []changes
}

type check struct {
	workload Workload
	size     int
	fact     string
	facts    int
	runs     []*run
}

type changes struct {
	workload  Workload
	size      int
	latencies []*latency
}

func printTables(out io.Writer) {
	for _, w := range Workloads() {
		of := slices.DeleteFunc(slices.Clone(results.checks), func(c check) bool { return c.workload.Name != w.Name })
		if len(of) > 0 {
			printChecks(out, w, of)
		}
	}
	for _, w := range Workloads() {
		of := slices.DeleteFunc(slices.Clone(results.changes), func(c changes) bool { return c.workload.Name != w.Name })
		if len(of) > 0 {
			printChanges(out, w, of)
		}
	}
}

// PrintChecks prints a workload's tables: the times of questions, and what loading
// takes.
func printChecks(out io.Writer, w Workload, checks []check) {
	var notes []string
	t := newTable(out)
	fmt.Fprintf(out, "\n%s: a question beside the floor, ×, and in ns\n", w.Name)
	t.row(w.Size, each(checks, func(c check) []string { return []string{count(c.size), "", ""} })...)
	t.row("", each(checks, func(check) []string { return []string{"×", "ns", "allocs"} })...)
	for i, r := range checks[0].runs {
		t.row(r.name, each(checks, func(c check) []string {
			r := c.runs[i]
			if r.skip != "" {
				notes = append(notes, fmt.Sprintf("%s at %s %s: %s", r.name, count(c.size), w.Size, r.skip))
				return []string{"–", "–", "–"}
			}
			return []string{fmt.Sprintf("%.1f", median(r.ratios)), nanoseconds(median(r.rounds)), fmt.Sprintf("%.0f", r.allocs)}
		})...)
	}
	t.flush()

	t = newTable(out)
	fmt.Fprintf(out, "\n%s: time to load, heap for each fact (%s), and ns of a question when it is asked first\n", w.Name, checks[0].fact)
	t.row(w.Size, each(checks, func(c check) []string { return []string{count(c.size), "", ""} })...)
	t.row("", each(checks, func(check) []string { return []string{"load", "bytes", "first"} })...)
	for i, r := range checks[0].runs {
		t.row(r.name, each(checks, func(c check) []string {
			switch r := c.runs[i]; {
			case r.skip != "":
				return []string{"–", "–", "–"}
			case r.again:
				return []string{"″", "″", nanoseconds(r.first)}
			default:
				return []string{duration(r.load), fmt.Sprintf("%.0f", r.heap), nanoseconds(r.first)}
			}
		})...)
	}
	t.flush()
	for _, note := range notes {
		fmt.Fprintln(out, "–", note)
	}
}

func printChanges(out io.Writer, w Workload, list []changes) {
	fmt.Fprintf(out, "\n%s: ns of a question while up to %d changes a second are made, and ms of a change\n", w.Name, time.Second/betweenChanges)
	t := newTable(out)
	t.row(w.Size, each(list, func(c changes) []string { return []string{count(c.size), "", "", "", ""} })...)
	t.row("", each(list, func(changes) []string { return []string{"p50", "p99", "p99.9", "changes/s", "each"} })...)
	for i, l := range list[0].latencies {
		t.row(l.name, each(list, func(c changes) []string {
			if i >= len(c.latencies) {
				return []string{"–", "–", "–", "–", "–"}
			}
			l := c.latencies[i]
			return []string{
				nanoseconds(float64(l.p50)), nanoseconds(float64(l.p99)), nanoseconds(float64(l.p999)),
				fmt.Sprintf("%.0f", float64(l.changes)/l.asking.Seconds()), duration(l.change),
			}
		})...)
	}
	t.flush()
}

// A table is aligned to the right, but for its first column.
type table struct {
	writer *tabwriter.Writer
	buffer strings.Builder
	out    io.Writer
}

func newTable(out io.Writer) *table {
	t := &table{out: out}
	t.writer = tabwriter.NewWriter(&t.buffer, 0, 0, 2, ' ', tabwriter.AlignRight)
	return t
}

const firstColumn = 34

func (t *table) row(first string, cells ...string) {
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

// Count writes 1000000 as 1,000,000.
func count[N int | float64](n N) string {
	text := fmt.Sprintf("%d", int(n))
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

// Duration writes three digits and the unit.
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
