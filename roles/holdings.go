package roles

import (
	"iter"

	"lupa.example/access/report"
)

// Rows are a service's rows in which a person may stand, as far as they are to be looked
// through. A nil sequence is none.
type Rows struct {
	Registrants iter.Seq[Registrant]
	Orders      iter.Seq[PlacedOrder]
	Cases       iter.Seq[*Case]
	Records     iter.Seq[*Record]
}

// Holdings yields everything that a user holds in the rows given, and where: what has to
// be taken or handed on when they leave. It asks for nobody's right and is for the
// service's own use. Whether the roles are in a catalogue does not matter. An order that
// is theirs may well be approved and delivered; the caller gives the rows that are of
// interest.
//
// The registrants come first, then the orders, the cases and the records, each in their
// order. Of a registrant with the ID it is the e-mail address, and for each fact the
// membership, the roles and the permissions within agent assignments in the organisation;
// of an order that it is theirs, in the organisation, and that they are named as its
// connection contact; of a case or a record that it is theirs, in its organisation.
//
// Nothing is yielded twice, and nothing for an empty name. Rows that are nil hold nothing.
// It can be restarted if the sequences can.
func Holdings(user string, rows Rows) iter.Seq2[report.Thing, report.Thing] {
	return func(yield func(what, where report.Thing) bool) {
		if user == "" {
			return
		}
		h := &holdings{seen: make(map[[2]report.Thing]bool), yield: yield}
		_ = h.registered(user, rows.Registrants) && h.ordered(user, rows.Orders) &&
			h.cases(user, rows.Cases) && h.records(user, rows.Records)
	}
}

// holdings are what was yielded; each method reports whether to go on.
type holdings struct {
	seen  map[[2]report.Thing]bool
	yield func(what, where report.Thing) bool
}

func (h *holdings) add(what, where report.Thing) bool {
	if h.seen[[2]report.Thing{what, where}] {
		return true
	}
	h.seen[[2]report.Thing{what, where}] = true
	return h.yield(what, where)
}

func (h *holdings) registered(user string, rows iter.Seq[Registrant]) bool {
	for g := range identified(rows) {
		if g.ID != user {
			continue
		}
		if g.Email != "" && !h.add(emailThing(g.Email), report.Thing{}) {
			return false
		}
		for _, m := range g.Members {
			where := organisationThing(m.Org)
			if !h.add(membershipThing, where) {
				return false
			}
			for _, name := range m.Roles {
				if !h.add(roleThing(name), where) {
					return false
				}
			}
			for _, name := range m.Assignments {
				if !h.add(permissionThing(name), where) {
					return false
				}
			}
		}
	}
	return true
}

func (h *holdings) ordered(user string, rows iter.Seq[PlacedOrder]) bool {
	for o := range each(rows) {
		if o.Order.CreatedBy == user && !h.add(o.Order.thing(), organisationThing(o.Order.Org)) {
			return false
		}
		if o.ConnectionContact == user && !h.add(connectionContactThing, o.Order.thing()) {
			return false
		}
	}
	return true
}

func (h *holdings) cases(user string, rows iter.Seq[*Case]) bool {
	for r := range each(rows) {
		if r != nil && r.CreatedBy == user && !h.add(report.Thing{Kind: KindCase, ID: r.ID}, organisationThing(r.Org)) {
			return false
		}
	}
	return true
}

func (h *holdings) records(user string, rows iter.Seq[*Record]) bool {
	for r := range each(rows) {
		if r != nil && r.Owner == user && !h.add(report.Thing{Kind: r.Type, ID: r.ID}, organisationThing(r.Org)) {
			return false
		}
	}
	return true
}

// each yields the rows; a nil sequence has none.
func each[T any](rows iter.Seq[T]) iter.Seq[T] {
	if rows == nil {
		return func(func(T) bool) {}
	}
	return rows
}
