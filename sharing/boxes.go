package sharing

import (
	"fmt"
	"strings"

	"lupa.example/access/invalid"
)

// ParseBoxes reads a rule as customers write it in a form with two text boxes: who
// shall be able to see, and whose results are seen, one entry a line. Blank lines
// and space around an entry do not count. The rule has no key yet.
//
// An empty box, and any line that is not one entry, is an error that names the box
// and the line; all are reported together, each as an access.InvalidError, and
// nothing is taken from boxes with a fault.
func ParseBoxes(viewers, sharers string) (Rule, error) {
	bad := invalid.In("sharing")
	r := Rule{
		Viewers: parseBox(bad, "viewers", viewers),
		Sharers: parseBox(bad, "sharers", sharers),
	}
	if err := bad.Err(); err != nil {
		return Rule{}, err
	}
	return r, nil
}

func parseBox(bad *invalid.List, box, text string) []Party {
	var entries []Party
	blank := true
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		blank = false
		p, err := ParseParty(line)
		if err != nil {
			bad.Add(fmt.Sprintf("%s line %d", box, number), "%s is not one customer number or group; want nnnnn-nn, nnnnn or nnnnn*", invalid.Quote(line))
			continue
		}
		entries = append(entries, p)
	}
	if blank {
		bad.Add(box, "is empty; want one customer number or group a line")
	}
	return entries
}
