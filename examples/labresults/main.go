// Labresults takes wishes to share a laboratory's results from the form's two text
// boxes to the decision on a web page: asked for, shown, acknowledged, configured,
// checked, and taken back.
package main

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"

	"lupa.example/access"
	"lupa.example/sharing"
)

// The laboratory's customer has three numbers, in the group 31200.
var customers = []session{
	{"one", sharing.MustParseAccount("31200-01")},
	{"two", sharing.MustParseAccount("31200-02")},
	{"three", sharing.MustParseAccount("31200-03")},
	{"four, of next year", sharing.MustParseAccount("31200-04")},
}

// A wish is what a customer wrote into the form.
type wish struct {
	title            string
	viewers, sharers string // the two text boxes
}

var wishes = []wish{
	{"one and two see each other, three is not concerned", "31200-01\n31200-02", "31200-01\n31200-02"},
	{"one and two see each other and three, who sees nobody", "31200-01\n31200-02", "31200-01\n31200-02\n31200-03"},
	{"two sees the whole group, now and in the future", "31200-02", "31200*"},
	{"the whole group, now and in the future, sees one", "31200", "31200-01"},
	{"the whole group sees the whole group", "31200*", "31200*"},
}

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	rules, err := sharing.NewRules()
	if err != nil {
		return err
	}
	s := &service{
		results: map[string]result{"w17": {"w17", sharing.MustParseAccount("31200-01"), "pH 7.4"}},
		log:     slog.New(slog.DiscardHandler),
	}
	for i, w := range wishes {
		fmt.Fprintf(out, "%d. %s\n", i+1, w.title)
		if rules, err = tell(out, s, rules, w); err != nil {
			return err
		}
	}
	_, err = sharing.ParseBoxes("31200-01, 31200-02", "31200-1\n31200-03\n0000*")
	fmt.Fprintf(out, "A form with mistakes:\n%v\n", err)
	return nil
}

// tell takes one wish all the way and back.
func tell(out io.Writer, s *service, rules *sharing.Rules, w wish) (*sharing.Rules, error) {
	requester := customers[0].subject()
	staff := access.Subject{User: "kim", Facts: []access.Fact{&sharing.User{Staff: true}}}

	// Asked for, and shown to whoever asks.
	rule, err := sharing.ParseBoxes(w.viewers, w.sharers)
	if err != nil {
		return nil, err
	}
	rule.ID = w.title
	consequences, err := rules.Ask(requester, rule)
	if err != nil {
		return nil, err
	}
	fmt.Fprint(out, indent(consequences.String()))

	// Acknowledged, and configured by the staff, who have seen a proof of authority.
	next, rep, err := rules.Add(staff, sharing.Request{
		Rule:         rule,
		Requester:    requester,
		Authority:    []sharing.Party{sharing.MustParseParty("31200*")},
		Acknowledged: consequences.Digest(),
	})
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(out, "   %s\n", rep.Notice())

	// Kept, and decided.
	if err := s.keep(next); err != nil {
		return nil, err
	}
	for _, who := range customers {
		fmt.Fprintf(out, "   %s opens a result of one: %s\n", who.user, http.StatusText(s.get("/results/w17", who)))
	}

	// Taken back.
	rest, rep, err := next.Remove(staff, rule.ID)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(out, "   %s\n\n", rep.Notice())
	return rest, nil
}

func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("   " + line)
	}
	return b.String()
}
