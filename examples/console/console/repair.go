package console

import (
	"errors"
	"net/url"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/casework"
	"lupa.example/profile"
)

// A repairStep is one step of what would allow a question, with links to try it, and to
// who may do it, where the pages know its act.
type repairStep struct {
	foresight.Step
	Try, Who string
}

// repairs returns what would allow the question, and why that is nothing if it is.
func (s *server) repairs(q access.Question) (list [][]repairStep, none string) {
	found, err := foresight.Repairs(s.Policy, q.Subject, q.Action, q.Resource)
	switch {
	case errors.Is(err, foresight.ErrNoRepairs):
		return nil, "What would have to change is not told for this kind."
	case err != nil:
		return nil, "What would have to change cannot be told: " + err.Error()
	case len(found) == 0:
		return nil, "No change of one part by itself would allow it."
	}
	for _, r := range found {
		var steps []repairStep
		for _, step := range r.Steps {
			steps = append(steps, repairStep{step, s.try(step), s.mayDo(step)})
		}
		list = append(list, steps)
	}
	return list, ""
}

// tried says which fields of an act's form a step fills in, from whom it gives something
// and over what, and which action on that the act takes.
var tried = map[string]struct {
	who, where string
	kind       access.Kind
	action     access.Action
}{
	"casework.share":       {"user", "client", casework.KindClient, casework.ActionShare},
	"casework.transfer":    {"user", "client", casework.KindClient, casework.ActionTransfer},
	"profile.set-rights":   {"profile", "form", profile.KindForm, profile.ActionAdminister},
	"profile.set-switches": {who: "profile"},
	"sharing.add":          {who: "viewers", where: "sharers"},
}

// try returns the link to the form in which the step can be made, "" if there is none.
func (s *server) try(step foresight.Step) string {
	fields, ok := tried[step.Act]
	a, known := actOf(step.Act)
	if !ok || !known || !a.has(s.Policy) {
		return ""
	}
	v := url.Values{"act": {a.Name}, fields.who: {step.Item.Who.ID}}
	if fields.where != "" {
		v.Set(fields.where, step.Item.Where.ID)
	}
	return "change?" + v.Encode()
}

// mayDo returns the link to those of the data who may do the step, "" if there is none.
func (s *server) mayDo(step foresight.Step) string {
	t := tried[step.Act]
	if _, ok := s.Data.row(t.kind, step.Item.Where.ID); !ok {
		return ""
	}
	return "who?" + url.Values{"kind": {string(t.kind)}, "row": {step.Item.Where.ID}, "action": {string(t.action)}}.Encode()
}
