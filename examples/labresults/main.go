// Labresults takes wishes to share a laboratory's results from the form's two text
// boxes to the decision on a web page: asked for, shown, acknowledged, configured,
// checked, and taken back; and what is left of a customer who leaves.
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

// What the staff have seen a proof of: the authority over the whole group.
var proven = []sharing.Party{sharing.MustParseParty("31200*")}

var staff = access.Subject{User: "kim", Facts: []access.Fact{&sharing.User{Staff: true}}}

// A wish is what a customer wrote into the form.
type wish struct {
	id, title        string
	viewers, sharers string // the two text boxes
}

var wishes = []wish{
	{"wish-1", "one and two see each other, three is not concerned", "31200-01\n31200-02", "31200-01\n31200-02"},
	{"wish-2", "one and two see each other and three, who sees nobody", "31200-01\n31200-02", "31200-01\n31200-02\n31200-03"},
	{"wish-3", "two sees the whole group, now and in the future", "31200-02", "31200*"},
	{"wish-4", "the whole group, now and in the future, sees one", "31200", "31200-01"},
	{"wish-5", "the whole group sees the whole group", "31200*", "31200*"},
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
	for _, w := range wishes {
		fmt.Fprintf(out, "%s: %s\n", w.id, w.title)
		next, err := tell(out, s, rules, w)
		if err != nil {
			return err
		}
		if rules, err = takeBack(out, next, w.id); err != nil {
			return err
		}
		fmt.Fprintln(out)
	}
	_, err = sharing.ParseBoxes("31200-01, 31200-02", "31200-1\n31200\u201303\n0000*")
	fmt.Fprintf(out, "A form with mistakes:\n%v\n\n", err)

	// What comes of a rule is told to those only who may know whose results they are.
	prying := sharing.Rule{Viewers: []sharing.Party{sharing.MustParseParty("31200-01")}, Sharers: []sharing.Party{sharing.MustParseParty("50000*")}}
	_, err = rules.Ask(customers[0].subject(), prying, proven)
	fmt.Fprintf(out, "A question about others:\n%v\n\n", err)
	return leave(out, s, rules)
}

// tell takes one wish all the way.
func tell(out io.Writer, s *service, rules *sharing.Rules, w wish) (*sharing.Rules, error) {
	requester := customers[0].subject()

	// Asked for, and shown to whoever asks.
	rule, err := sharing.ParseBoxes(w.viewers, w.sharers)
	if err != nil {
		return nil, err
	}
	rule.ID = w.id
	shown, err := rules.Ask(requester, rule, proven)
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(out, indent(shown.String()))

	// Acknowledged, and configured by the staff, who have seen the proof.
	next, rep, err := rules.Add(staff, sharing.Request{
		Rule:         rule,
		Requester:    requester,
		Authority:    proven,
		Acknowledged: shown.Digest(),
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
	return next, nil
}

func takeBack(out io.Writer, rules *sharing.Rules, id string) (*sharing.Rules, error) {
	rest, rep, err := rules.Remove(staff, id)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(out, "   %s\n", rep.Notice())
	return rest, nil
}

// leave has two leave the laboratory: the rules in which it stands by its own number are
// taken back. What a group was given stays.
func leave(out io.Writer, s *service, rules *sharing.Rules) error {
	fmt.Fprintln(out, "Two leaves:")
	leaver := customers[1]
	for _, w := range []wish{wishes[2], wishes[3]} {
		next, err := tell(io.Discard, s, rules, w)
		if err != nil {
			return err
		}
		rules = next
	}
	rest := rules
	for rule, where := range rules.Holdings(leaver.account) {
		fmt.Fprintf(out, "   %v: %v\n", where, rule)
		next, err := takeBack(out, rest, rule.ID)
		if err != nil {
			return err
		}
		rest = next
	}
	fmt.Fprintf(out, "   rules that are left: %d\n", rest.Len())
	return s.keep(rest)
}

func indent(text string) string { return "   " + strings.ReplaceAll(text, "\n", "\n   ") }
