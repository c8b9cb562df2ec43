package oracle_test

import (
	"lupa.example/access"
	profileoracle "lupa.example/access/internal/oracle/profile"
	rolesoracle "lupa.example/access/internal/oracle/roles"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// subject translates who asks.
func (q *question) subject() access.Subject {
	s := access.Subject{User: q.User}
	switch {
	case q.Session == rolesoracle.SignedIn:
		s.SignIn = access.SignedIn
	case q.Session == rolesoracle.SignedOut:
		s.SignIn = access.SignedOut
	case q.Noise:
		s.SignIn = access.SignIn(len(q.Members)) + 3
	}
	if q.Noise {
		s.Facts = append(s.Facts, nil, (*sharing.User)(nil), (*roles.Member)(nil), strange{})
	}
	for i := range q.Employees {
		u := casework.User(q.Employees[i])
		s.Facts = append(s.Facts, &u)
	}
	for i := range q.Members {
		m := roles.Member(q.Members[i])
		s.Facts = append(s.Facts, &m)
	}
	if q.Noise {
		s.Facts = append(s.Facts, (*profile.User)(nil), (*casework.User)(nil))
	}
	for _, u := range q.Customers {
		s.Facts = append(s.Facts, &sharing.User{Account: accountOf(u.Account), Staff: u.Staff})
	}
	for i := range q.Profiles {
		u := profile.User(q.Profiles[i])
		s.Facts = append(s.Facts, &u)
	}
	return s
}

// strange is a fact, and a resource, of no area.
type strange struct{ kind access.Kind }

func (strange) Fact() string        { return "roles.member" }
func (s strange) Kind() access.Kind { return s.kind }

// typedNil are nil pointers of every kind.
var typedNil = map[string]access.Resource{
	"sharing.result": (*sharing.Result)(nil), "sharing.rule": (*sharing.Rule)(nil),
	"roles.organisation": (*roles.Organisation)(nil), "roles.order": (*roles.Order)(nil),
	"roles.application": (*roles.Application)(nil), "roles.agreement": (*roles.Agreement)(nil), "roles.case": (*roles.Case)(nil),
	"profile.case": (*profile.Case)(nil), "profile.form": (*profile.Form)(nil), "profile.search": (*profile.Search)(nil),
	"casework.client": (*casework.Client)(nil), "casework.session": (*casework.Session)(nil),
	"casework.engagement": (*casework.Engagement)(nil), "casework.access": (*casework.Access)(nil), "casework.program": (*casework.Program)(nil),
}

// resource translates what is asked about.
func (q *question) resource() access.Resource {
	kind := access.Kind(q.kind())
	switch q.Odd {
	case "nil":
		return nil
	case "typed nil":
		if r, ok := typedNil[q.kind()]; ok {
			return r
		}
		return (*roles.Record)(nil)
	case "foreign":
		return strange{kind}
	case "record": // of a kind that is not for records
		if actionsOf[q.kind()] == nil {
			kind = roles.KindOrder
		}
		return &roles.Record{Type: kind, Org: q.Roles.Org, Owner: q.User}
	}
	r := &q.Roles
	switch kind {
	case sharing.KindResult:
		return &sharing.Result{Owner: accountOf(q.Sharing.Owner)}
	case sharing.KindRule:
		return &sharing.Rule{Viewers: partiesOf(q.Sharing.Viewers), Sharers: partiesOf(q.Sharing.Sharers)}
	case roles.KindOrganisation:
		return &roles.Organisation{ID: r.Org}
	case roles.KindOrder:
		return &roles.Order{Org: r.Org, CreatedBy: r.Owner}
	case roles.KindApplication:
		return &roles.Application{Agent: r.Org, Assignment: r.Assignment, Customer: q.User}
	case roles.KindAgreement:
		return &roles.Agreement{Org: r.Org}
	case roles.KindCase:
		return &roles.Case{Org: r.Org, CreatedBy: r.Owner}
	case profile.KindCase:
		return q.profileCase()
	case profile.KindForm:
		return &profile.Form{ID: q.Profile.Form}
	case profile.KindSearch:
		return &profile.Search{Forms: q.Profile.Forms, SavedBy: q.Profile.SavedBy}
	case casework.KindClient:
		return q.client()
	case casework.KindSession:
		s := &casework.Session{WrittenBy: q.User}
		if c := q.client(); c.Org != "" || !q.Noise {
			s.Client = c
		}
		return s
	case casework.KindEngagement:
		return q.engagement()
	case casework.KindAccess:
		return &casework.Access{Consultant: q.Casework.Consultant, Engagement: q.engagementOrNil()}
	case casework.KindProgram:
		return &casework.Program{ID: q.Casework.Program, Engagement: q.engagementOrNil()}
	}
	return &roles.Record{Type: kind, Org: r.Org, Owner: r.Owner}
}

func (q *question) profileCase() *profile.Case {
	c := &q.Profile
	out := &profile.Case{Form: c.Form, RegisteredBy: c.RegisteredBy, Workspace: c.Workspace, Users: c.Users, Groups: c.Groups}
	switch {
	case c.Status == profileoracle.Open:
		out.Status = profile.StatusOpen
	case c.Status == profileoracle.Closed:
		out.Status = profile.StatusClosed
	case q.Noise:
		out.Status = profile.Status(len(c.Users)) + 3
	}
	return out
}

func (q *question) client() *casework.Client {
	c := &q.Casework.Client
	return &casework.Client{Org: c.Org, Responsible: c.Responsible, Shared: c.Shared}
}

func (q *question) engagement() *casework.Engagement {
	e := &q.Casework.Engagement
	return &casework.Engagement{
		Org: e.Org, SystemAdministrators: e.SystemAdministrators,
		ProgramAdministrators: e.ProgramAdministrators, Consultants: e.Consultants,
	}
}

// engagementOrNil returns nil for an engagement of nobody, now and then.
func (q *question) engagementOrNil() *casework.Engagement {
	if q.Noise && q.Casework.Engagement.Org == "" {
		return nil
	}
	return q.engagement()
}
