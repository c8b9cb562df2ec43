// Peers asks Lupa, two well-known engines and hand-written code the same questions,
// and says whether they agree.
//
// Its tests do that for every way to answer and its benchmarks compare the time,
// see README.md.
package main

import (
	"fmt"
	"os"
	"text/tabwriter"
)

func main() {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "workload\tsize\tcontestant\tquestions\tas the oracle")
	bad := false
	for _, workload := range Workloads() {
		size := workload.Sizes[0]
		w := workload.New(size)
		want := sampled(w.Want)
		for _, c := range w.Contestants {
			e, err := c.Load()
			if err != nil {
				fmt.Fprintln(os.Stderr, c.Name, err)
				os.Exit(1)
			}
			n := disagreements(e, want)
			bad = bad || n > 0
			fmt.Fprintf(out, "%s\t%d %s\t%s\t%d\t%d\n", workload.Name, size, workload.Size, c.Name, len(want), len(want)-n)
		}
	}
	out.Flush()
	if bad {
		os.Exit(1)
	}
}
