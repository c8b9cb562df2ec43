package casework

import (
	"lupa.example/access"
	"lupa.example/access/filter"
)

var _ filter.Lister = (*Practice)(nil)

// What conditions on clients, sessions, engagements and persons speak of. The properties
// bear the names of the wire format; what is there for audit only is not among them.
var (
	clients  = filter.Declare(KindClient, clientFields("", func(c *Client) *Client { return c })...)
	sessions = filter.Declare(KindSession, clientFields("client.", (*Session).client)...)

	engagements = filter.Declare(KindEngagement,
		filter.Text("org", func(e *Engagement) string { return e.Org }),
		filter.List("systemAdministrators", func(e *Engagement) []string { return e.SystemAdministrators }),
		filter.Map("programAdministrators", "user", "program", "user", func(e *Engagement) map[string][]string { return e.ProgramAdministrators }),
		filter.Map("consultants", "user", "user", "program", func(e *Engagement) map[string][]string { return e.Consultants }),
	)

	persons = filter.DeclarePerson(
		filter.Text("casework.org", func(s access.Subject) string { return known(s).Org }),
		filter.Flag("casework.steward", func(s access.Subject) (steward, known bool) {
			u, missing := actingUser(s.Facts)
			return missing == "" && u.Steward, missing == ""
		}),
	)
)

// clientFields are those of the client of a row.
func clientFields[T any](prefix string, of func(T) *Client) []filter.Field[T] {
	return []filter.Field[T]{
		filter.Text(prefix+"org", func(row T) string { return of(row).Org }),
		filter.Text(prefix+"responsible", func(row T) string { return of(row).Responsible }),
		filter.List(prefix+"shared", func(row T) []string { return of(row).Shared }),
	}
}

// client returns the session's client, an empty one if there is none.
func (s *Session) client() *Client {
	if s.Client == nil {
		return &none
	}
	return s.Client
}

var none Client

// Rows returns the condition on the clients, sessions or engagements on which Check allows
// the subject the action: see [filter.Rows]. Access and programs are [filter.ErrNotByRow].
func (p *Practice) Rows(s access.Subject, a access.Action, k access.Kind) (filter.Condition, error) {
	if k == KindAccess || k == KindProgram {
		return filter.Nothing(), filter.ErrNotByRow
	}
	if refused := access.ActorPreamble(p.built(), s.User); refused != "" {
		return noCondition(refused)
	}
	actions := actionsOf(k)
	if actions == nil {
		return noCondition(access.ReasonUnknownKind)
	}
	if refused := access.Applicable(a, actions, true); refused != "" {
		return noCondition(refused)
	}
	u, missing := actingUser(s.Facts)
	if missing != "" {
		return noCondition(missing)
	}
	if k == KindEngagement {
		return p.agencyRight(u).viewOver(s.User), nil
	}
	right, refused := p.clientRight(u, p.reach(a))
	if refused != "" {
		return noCondition(refused)
	}
	prefix := ""
	if k == KindSession {
		prefix = "client."
	}
	return right.over(s.User, prefix), nil
}

// noCondition is nothing, for a question that is denied whatever the row or person is.
func noCondition(refused access.Reason) (filter.Condition, error) {
	return filter.Nothing(), access.Deny(refused, "").Err()
}

// People returns the condition, on "user", "casework.org" and "casework.steward", on
// those whom Check allows the action on the resource: see [filter.People].
func (p *Practice) People(a access.Action, r access.Resource) (filter.Condition, error) {
	refused := access.Preamble(p.built(), anybody, r)
	if refused == "" {
		refused = fault(a, r)
	}
	if refused != "" {
		return noCondition(refused)
	}
	switch r := r.(type) {
	case *Client:
		return p.clientPeople(a, r), nil
	case *Session:
		return p.clientPeople(a, r.Client), nil
	case *Engagement:
		return viewPeople(r), nil
	case *Access:
		return p.accessPeople(a, r), nil
	default:
		return p.programPeople(a, r.(*Program)), nil
	}
}

// anybody is a user for whom nothing is denied that is not denied everyone.
const anybody = "anybody"

// fault returns why everybody is denied the action on the resource, whatever is known
// of them.
func fault(a access.Action, r access.Resource) access.Reason {
	var complete bool
	switch r := r.(type) {
	case *Client:
		complete = r.complete()
	case *Session:
		complete = r.complete()
	case *Engagement:
		complete = r.complete()
	case *Access:
		complete = r.complete()
	case *Program:
		complete = r.complete()
	default:
		return access.ReasonUnknownKind
	}
	return access.Applicable(a, actionsOf(r.Kind()), complete)
}

// Schema returns the properties of clients, sessions and engagements, and for the kind
// "" those of persons.
func (*Practice) Schema(k access.Kind) filter.Schema {
	switch k {
	case KindClient:
		return clients.Schema()
	case KindSession:
		return sessions.Schema()
	case KindEngagement:
		return engagements.Schema()
	case "":
		return persons.Schema()
	default:
		return filter.Schema{Kind: k}
	}
}

// Row returns the client, session or engagement as a row; nil for nil, and for any
// other resource.
func (*Practice) Row(r access.Resource) filter.Row {
	switch r := r.(type) {
	case *Client:
		return clients.Row(r)
	case *Session:
		return sessions.Row(r)
	case *Engagement:
		return engagements.Row(r)
	default:
		return nil
	}
}

// Person returns the subject as a row. One without a fact, or with facts that differ,
// has no more than the user, and whether they are signed in.
func (*Practice) Person(s access.Subject) filter.Row { return persons.Row(s) }
