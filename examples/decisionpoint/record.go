package main

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/wire"
)

// Records of the scenario "search": one views one's own and those of one's department,
// and a manager views any; one edits one's own, and a manager those of their department;
// one deletes one's own.

const kindRecord access.Kind = "record"

const (
	actionView   access.Action = "view"
	actionEdit   access.Action = "edit"
	actionDelete access.Action = "delete"
)

const (
	reasonOwner      access.Reason = "record/owner"
	reasonDepartment access.Reason = "record/department"
	reasonManager    access.Reason = "record/manager"
	reasonNotYours   access.Reason = "record/not-yours"
)

// A record is a row.
type record struct{ ID, Owner, Department string }

func (*record) Kind() access.Kind { return kindRecord }

// An employee is what is known of a person.
type employee struct {
	Department string
	Manager    bool
}

func (*employee) Fact() string { return "record" }

func employeeOf(s access.Subject) (*employee, access.Reason) {
	return access.Single(s, func(a, b *employee) bool { return *a == *b })
}

// records is the authority.
type records struct{}

var _ filter.Lister = records{}

var actionsOnRecords = []access.Action{actionView, actionEdit, actionDelete}

func (records) Kinds() []access.Kind { return []access.Kind{kindRecord} }

func (records) Actions(k access.Kind) []access.Action {
	if k != kindRecord {
		return nil
	}
	return slices.Clone(actionsOnRecords)
}

func (records) Explain(r access.Reason) string {
	return map[access.Reason]string{
		reasonOwner:      "the record is the user's own",
		reasonDepartment: "the record is of the user's department",
		reasonManager:    "the user is a manager",
		reasonNotYours:   "the record is neither the user's own nor within their reach",
	}[r]
}

func (records) ID(r access.Resource) string {
	if row, ok := r.(*record); ok && row != nil {
		return row.ID
	}
	return ""
}

// reach is what a person may take an action on besides their own.
func (e *employee) reach(a access.Action) (department, all bool) {
	switch a {
	case actionView:
		return true, e.Manager
	case actionEdit:
		return e.Manager, false
	default:
		return false, false
	}
}

func (records) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	row, ok := r.(*record)
	if !ok {
		return access.Deny(access.ReasonUnknownKind, "")
	}
	if refused := access.Applicable(a, actionsOnRecords, row.Owner != ""); refused != "" {
		return access.Deny(refused, "")
	}
	who, refused := employeeOf(s)
	if refused != "" {
		return access.Deny(refused, "")
	}
	department, all := who.reach(a)
	switch {
	case row.Owner == s.User:
		return access.Allow(reasonOwner, "")
	case department && who.Department != "" && row.Department == who.Department:
		return access.Allow(reasonDepartment, "")
	case all:
		return access.Allow(reasonManager, "")
	default:
		return access.Deny(reasonNotYours, "")
	}
}

// The same as conditions.

var (
	recordRows = filter.Declare(kindRecord,
		filter.Text("owner", func(r *record) string { return r.Owner }),
		filter.Text("department", func(r *record) string { return r.Department }),
	)
	employees = filter.DeclarePerson(
		filter.Text("record.department", func(s access.Subject) string {
			if who, refused := employeeOf(s); refused == "" {
				return who.Department
			}
			return ""
		}),
		filter.Flag("record.manager", func(s access.Subject) (manager, known bool) {
			who, refused := employeeOf(s)
			return refused == "" && who.Manager, refused == ""
		}),
	)
)

func (records) Rows(s access.Subject, a access.Action, _ access.Kind) (filter.Condition, error) {
	if refused := access.Applicable(a, actionsOnRecords, true); refused != "" {
		return filter.Nothing(), access.Deny(refused, "").Err()
	}
	who, refused := employeeOf(s)
	if refused != "" {
		return filter.Nothing(), access.Deny(refused, "").Err()
	}
	department, all := who.reach(a)
	parts := []filter.Condition{filter.In("owner", s.User)}
	if department {
		parts = append(parts, filter.In("department", who.Department))
	}
	if all {
		parts = append(parts, filter.Everything())
	}
	return filter.AllOf(filter.Present("owner"), filter.AnyOf(parts...)), nil
}

func (records) People(a access.Action, r access.Resource) (filter.Condition, error) {
	row, ok := r.(*record)
	if !ok {
		return filter.Nothing(), access.Deny(access.ReasonUnknownKind, "").Err()
	}
	if refused := access.Applicable(a, actionsOnRecords, row.Owner != ""); refused != "" {
		return filter.Nothing(), access.Deny(refused, "").Err()
	}
	known := filter.AnyOf(filter.Is("record.manager", true), filter.Is("record.manager", false))
	parts := []filter.Condition{filter.AllOf(known, filter.In("user", row.Owner))}
	same, manages := filter.In("record.department", row.Department), filter.Is("record.manager", true)
	switch a {
	case actionView:
		parts = append(parts, same, manages)
	case actionEdit:
		parts = append(parts, filter.AllOf(same, manages))
	}
	return filter.AnyOf(parts...), nil
}

func (records) Schema(k access.Kind) filter.Schema {
	switch k {
	case kindRecord:
		return recordRows.Schema()
	case "":
		return employees.Schema()
	default:
		return filter.Schema{Kind: k}
	}
}

func (records) Row(r access.Resource) filter.Row {
	if row, ok := r.(*record); ok {
		return recordRows.Row(row)
	}
	return nil
}

func (records) Person(s access.Subject) filter.Row { return employees.Row(s) }

// recordArea reads records and employees.
type recordArea struct{}

func (recordArea) Name() string { return "record" }

func (recordArea) ReadSection(d *wire.Decoder) (access.Authority, error) {
	d.Object()
	return records{}, nil
}

func (recordArea) WriteSection(e *wire.Encoder, a access.Authority) bool {
	_, ours := a.(records)
	if ours {
		e.Object()
	}
	return ours
}

func (recordArea) ReadFacts(d *wire.Decoder) []access.Fact {
	who := new(employee)
	d.Object(wire.Text("department", &who.Department), wire.Bool("manager", &who.Manager))
	return []access.Fact{who}
}

func (recordArea) ReadResource(d *wire.Decoder, _ access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	if kind != kindRecord {
		return nil, false
	}
	row := &record{ID: id}
	d.Object(wire.Text("owner", &row.Owner), wire.Text("department", &row.Department))
	return row, true
}
