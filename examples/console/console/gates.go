package console

import (
	"fmt"
	"strings"

	"lupa.example/access"
	"lupa.example/access/foresight"
)

// A gate is one thing that was looked at for a decision, and what was there.
type gate struct {
	foresight.Passage
	Looked string
}

// gates returns what was looked at, in order, with where the way ended.
func (s *server) gates(q access.Question, d access.Decision) []gate {
	kind := q.Resource.Kind()
	action := string(q.Action)
	if all := s.Policy.Actions(kind); len(all) > 0 {
		action += ", of " + listed(all)
	}
	// The first of them are the same for every question, in this order.
	looked := []string{
		fmt.Sprintf("%d kinds", len(s.Policy.Kinds())),
		q.Subject.User,
		s.Policy.ID(q.Resource),
		string(kind),
		action,
		"",
		factNames(q.Subject),
	}
	var list []gate
	for i, p := range foresight.Gates(s.Policy, q.Subject, q.Action, q.Resource) {
		g := gate{Passage: p}
		switch {
		case p.Reason != "" && d.By != "":
			g.Looked = string(p.Reason) + ", by " + d.By
		case p.Reason != "":
			g.Looked = string(p.Reason)
		case i < len(looked) && p.Ending == foresight.Passed:
			g.Looked = looked[i]
		}
		list = append(list, g)
	}
	return list
}

func factNames(s access.Subject) string {
	var names []string
	for _, f := range s.Facts {
		names = append(names, f.Fact())
	}
	return strings.Join(names, ", ")
}

func listed[S ~string](list []S) string {
	var parts []string
	for _, s := range list {
		parts = append(parts, string(s))
	}
	return strings.Join(parts, ", ")
}
