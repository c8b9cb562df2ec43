package main

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"lupa.example/access"
	"lupa.example/access/authzen"
	"lupa.example/access/filter"
	"lupa.example/access/wire"
)

// data are people and rows, by type, in the order of their IDs.
type data struct {
	Subjects  map[string][]entry `json:"subjects"`
	Resources map[string][]entry `json:"resources"`
}

type entry struct {
	ID         string          `json:"id"`
	Properties json.RawMessage `json:"properties"`
}

// memory is a directory of what is embedded. One over a database does with SQL what this
// does with loops.
type memory struct {
	*scenario
	policy func() *access.Policy
}

func (m *memory) subject(_ context.Context, claimed wire.Entity) ([]byte, error) {
	return m.known(m.data.Subjects, claimed)
}

func (m *memory) resource(_ context.Context, claimed wire.Entity) ([]byte, error) {
	return m.known(m.data.Resources, claimed)
}

func (m *memory) known(in map[string][]entry, claimed wire.Entity) ([]byte, error) {
	var stored json.RawMessage
	for _, e := range in[claimed.Type] {
		if e.ID == claimed.ID {
			stored = orEmpty(e.Properties)
		}
	}
	if m.complete == nil {
		return stored, nil
	}
	var known properties
	if stored != nil {
		if err := json.Unmarshal(stored, &known); err != nil {
			return nil, err
		}
	}
	completed, err := m.complete(m.data, claimed, known)
	if err != nil || completed == nil {
		return nil, err
	}
	return json.Marshal(completed)
}

func (m *memory) subjects(_ context.Context, which authzen.Listing) ([]wire.Entity, error) {
	return m.list(m.data.Subjects, which, func(wire.Entity) bool { return true })
}

// resources lists the rows that fulfil the condition.
func (m *memory) resources(_ context.Context, which authzen.Listing) ([]wire.Entity, error) {
	reader := wire.Reader{Codec: m.codec, Policy: m.policy()}
	authority, _ := reader.Policy.Authority(access.Kind(which.Type))
	lister, _ := authority.(filter.Lister)
	return m.list(m.data.Resources, which, func(e wire.Entity) bool {
		row, err := reader.ReadResource(e)
		return err == nil && (lister == nil || filter.Match(which.Where, lister.Row(row)))
	})
}

func (m *memory) list(in map[string][]entry, which authzen.Listing, fulfils func(wire.Entity) bool) ([]wire.Entity, error) {
	all := in[which.Type]
	from, found := slices.BinarySearchFunc(all, which.After, func(e entry, id string) int { return strings.Compare(e.ID, id) })
	if found {
		from++
	}
	var listed []wire.Entity
	for _, e := range all[from:] {
		one := wire.Entity{Type: which.Type, ID: e.ID, Properties: orEmpty(e.Properties)}
		if len(listed) < which.Limit && fulfils(one) {
			listed = append(listed, one)
		}
	}
	return listed, nil
}
