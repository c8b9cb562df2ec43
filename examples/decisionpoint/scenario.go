package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"lupa.example/access"
	"lupa.example/access/authzen"
	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

//go:embed scenarios
var files embed.FS

// A scenario is what is served: areas, the policy, and a directory of people and rows.
type scenario struct {
	codec  wire.Codec
	policy []byte
	data   data

	// complete adds to the properties of a subject or resource what is not in the
	// data; nil if nothing is to be added.
	complete func(d data, e wire.Entity, known properties) (properties, error)
}

// properties are the members of a JSON object.
type properties map[string]json.RawMessage

// scenarios are the areas and the completions; the rest is in the files of the same name.
var scenarios = map[string]scenario{
	"areas":         {codec: wire.Codec{sharing.Area{}, roles.Area{}, profile.Area{}, casework.Area{}}},
	"todo":          {codec: wire.Codec{roles.Area{}, routeArea{}}, complete: completeTodo},
	"search":        {codec: wire.Codec{recordArea{}}},
	"certification": {codec: wire.Codec{archiveArea{}}, complete: completeArchive},
}

func scenarioNames() []string { return slices.Sorted(maps.Keys(scenarios)) }

func openScenario(name string) (*scenario, error) {
	s, known := scenarios[name]
	if !known {
		return nil, fmt.Errorf("the scenario %q is none of %q", name, scenarioNames())
	}
	var err error
	if s.policy, err = files.ReadFile("scenarios/" + name + "/policy.json"); err != nil {
		return nil, err
	}
	text, err := files.ReadFile("scenarios/" + name + "/directory.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &s.data); err != nil {
		return nil, fmt.Errorf("the directory of %q: %w", name, err)
	}
	return &s, nil
}

// directory returns the scenario's people and rows as the decision point asks for them.
func (s *scenario) directory(policy func() *access.Policy) *authzen.Directory {
	m := &memory{scenario: s, policy: policy}
	return &authzen.Directory{
		Subject:   m.subject,
		Resource:  m.resource,
		Subjects:  m.subjects,
		Resources: m.resources,
	}
}

// completeTodo gives todos that are not in the data their organisation, and the owner,
// whom requests tell by e-mail address.
func completeTodo(d data, e wire.Entity, known properties) (properties, error) {
	if e.Type != "todo" || known != nil {
		return known, nil
	}
	completed := properties{"org": json.RawMessage(`"todos"`)}
	var claimed struct {
		OwnerID string `json:"ownerID"`
	}
	if e.Properties != nil && json.Unmarshal(e.Properties, &claimed) != nil {
		return completed, nil // an owner that cannot be read is nobody
	}
	for _, user := range d.Subjects["user"] {
		var who struct {
			Email string `json:"email"`
		}
		if err := json.Unmarshal(user.Properties, &who); err != nil {
			return nil, err
		}
		if who.Email != "" && who.Email == claimed.OwnerID {
			completed["owner"], _ = json.Marshal(user.ID) // a text can always be written
		}
	}
	return completed, nil
}

// completeArchive adds the role that a request claims of a subject, and takes the status
// that it claims of a record: this scenario is about what requests bring.
func completeArchive(_ data, e wire.Entity, known properties) (properties, error) {
	var claimed struct {
		Role   string `json:"role"`
		Status string `json:"status"`
	}
	if e.Properties == nil || json.Unmarshal(e.Properties, &claimed) != nil {
		return known, nil // claims of other types are none of these
	}
	completed := maps.Clone(known)
	if completed == nil {
		completed = properties{}
	}
	if claimed.Status != "" && e.Type == "record" {
		completed["status"], _ = json.Marshal(claimed.Status)
	}
	if claimed.Role != "" && e.Type == "user" {
		var facts struct {
			Roles []string `json:"roles"`
		}
		if err := json.Unmarshal(orEmpty(known["record"]), &facts); err != nil {
			return nil, err
		}
		facts.Roles = append(facts.Roles, claimed.Role)
		completed["record"], _ = json.Marshal(facts)
	}
	return completed, nil
}

func orEmpty(object json.RawMessage) json.RawMessage {
	if object == nil {
		return json.RawMessage("{}")
	}
	return object
}
