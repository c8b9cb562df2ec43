package console

import (
	"net/url"
	"strings"

	"lupa.example/access"
	"lupa.example/access/report"
)

// An act is a change of the loaded documents that the pages know how to make.
type act struct {
	Name, Title, About string

	// Has reports whether the policy has what the act changes.
	has func(*access.Policy) bool

	// Choose are the fields that say what is to be changed; the form that follows has
	// the rest, filled in with what is so now. Without any there is one form.
	choose func(*server) []field
	fields func(*server, url.Values) []field

	// Confirm is what whoever acts has to confirm besides having seen what it does.
	confirm []field

	// Do returns what the act makes of the documents, and its report. It is called for
	// a preview and again for the change, and changes nothing by itself.
	do func(s *server, actor access.Subject, v url.Values) (p *access.Policy, d Data, r report.Report, err error)
}

// acts are all of them in the order of the page.
var acts = []act{
	setRights, setSwitches, addProfile, removeProfile, addForm, removeForm,
	addRule, removeRule,
	shareClient, unshareClient, transferClient,
}

func actOf(name string) (act, bool) {
	for _, a := range acts {
		if a.Name == name {
			return a, true
		}
	}
	return act{}, false
}

// A field is one of a form's.
type field struct {
	Name, Label string
	Sort        string // text, area, select, check
	Value       string
	Options     []string // of a select, and offered by a text
	On          bool     // of a check
	Optional    bool
}

func text(name, label, value string, options ...string) field {
	return field{Name: name, Label: label, Sort: "text", Value: value, Options: options[:min(len(options), maxChoices)]}
}

func area(name, label, value string) field {
	return field{Name: name, Label: label, Sort: "area", Value: value}
}

func choose(name, label, value string, options ...string) field {
	return field{Name: name, Label: label, Sort: "select", Value: value, Options: options}
}

func check(name, label string, on bool) field {
	return field{Name: name, Label: label, Sort: "check", On: on, Optional: true}
}

// filled returns the fields with what the form holds, or a link to it. Who acts is in
// every form that was filled in, and a box that is not ticked is not.
func filled(fields []field, v url.Values) []field {
	for i := range fields {
		switch f := &fields[i]; {
		case f.Sort == "check":
			f.On = v.Get(f.Name) == "on" || f.On && !v.Has("actor")
		case v.Has(f.Name):
			f.Value = v.Get(f.Name)
		}
	}
	return fields
}

// who are the people of the data who have a fact of the area, as far as they are offered.
func who(s *server, has func(access.Fact) bool) (names []string) {
	for _, p := range s.Data.People {
		if len(names) == maxChoices {
			break
		}
		for _, f := range p.Facts {
			if has(f) {
				names = append(names, p.User)
				break
			}
		}
	}
	return names
}

// lines returns the lines of a box that are not blank.
func lines(text string) (list []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}
