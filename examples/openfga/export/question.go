package export

import (
	"reflect"
	"slices"

	"lupa.example/access"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// Check returns what OpenFGA is asked in the place of the question: whether the user has
// the relation to the object, if the tuples of [Contextual] ride along. The error is a
// [*LeftOutError] where there is no counterpart; the question is the library's alone then.
func Check(p *access.Policy, q access.Question) (Tuple, error) {
	if isNil(q.Resource) {
		return Tuple{}, missing("", q.Action, NoResource)
	}
	k := q.Resource.Kind()
	authority, decided := p.Authority(k)
	describer, ours := areaOf(authority, q.Resource)
	var circumstance Circumstance
	switch {
	case q.Subject.User == "":
		circumstance = NoUser
	case !decided || !ours:
		circumstance = UnknownKind
	case !built(authority):
		circumstance = Unbuilt
	case !slices.Contains(describer.Actions(k), q.Action):
		circumstance = UnknownAction
	case missing(k, q.Action, Always) != nil:
		circumstance = Always
	case !complete(q.Resource):
		circumstance = Incomplete
	case ambiguous(authority, q.Subject):
		circumstance = Ambiguous
	default:
		return Tuple{Object: objectOf(q.Resource), Relation: relation(prefixMay, string(q.Action)), User: user(q.Subject.User)}, nil
	}
	return Tuple{}, missing(k, q.Action, circumstance)
}

// Contextual returns what rides with a question about a person and a row that are in the
// store: in which groups the two customer numbers are, whether the person is signed in at
// the organisation, whether the case is open, which program of the package is meant.
// Nothing of it closes anything: who leaves it out is allowed less. Some of it may be in
// the store as well. With a question that is left out there is nothing.
func Contextual(p *access.Policy, q access.Question) []Tuple {
	if _, err := Check(p, q); err != nil {
		return nil
	}
	return collect(func(add adder) { riding(q, add) })
}

// ContextualAll is [Contextual] for a question about a person and a row of which the store
// has nothing, so that all that matters of them rides along. It is a [*LeftOutError] if
// that is more than [MaxContextual] tuples, and if the question is left out anyway.
func ContextualAll(p *access.Policy, q access.Question) ([]Tuple, error) {
	if _, err := Check(p, q); err != nil {
		return nil, err
	}
	all := collect(func(add adder) {
		riding(q, add)
		asked(p, q, add)
		switch r := q.Resource.(type) {
		case *casework.Session:
			rowTuples(r, add)
			rowTuples(r.Client, add)
		case *casework.Access:
			rowTuples(r.Engagement, add)
		case *casework.Program:
			rowTuples(r.Engagement, add)
		default:
			rowTuples(r, add)
		}
	})
	slices.SortFunc(all, Tuple.compare)
	if all = slices.Compact(all); len(all) > MaxContextual {
		return nil, missing(q.Resource.Kind(), q.Action, TooMany)
	}
	return all, nil
}

func riding(q access.Question, add adder) {
	switch r := q.Resource.(type) {
	case *sharing.Result:
		groupTuples(q.Subject, r, add)
	case *profile.Case:
		openTuples(q.Subject, r, add)
	case *profile.Form:
		add(objectOf(r), relSite, site) // it may be a form that the site lacks
	case *casework.Program:
		programTuples(r.Engagement, r.ID, add)
	default:
		if _, ours := portalRowOf(r); ours {
			sessionTuples(q.Subject, r, add)
		}
	}
}

// asked adds what the person is in the area that is asked.
func asked(p *access.Policy, q access.Question, add adder) {
	authority, _ := p.Authority(q.Resource.Kind())
	switch authority.(type) {
	case *sharing.Rules:
		customerTuples(q.Subject, add)
	case *roles.Catalog:
		row, _ := portalRowOf(q.Resource)
		catalogueOf(p).memberTuples(q.Subject, row.org, add)
	case *profile.Site:
		userTuples(q.Subject, add)
	case *casework.Practice:
		workerTuples(q.Subject, add)
	}
}

func isNil(r access.Resource) bool {
	v := reflect.ValueOf(r)
	return !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil()
}

// areaOf returns the authority as one of the four areas, if the resource is its own: a
// type that embeds one has its kind and is another.
func areaOf(a access.Authority, r access.Resource) (access.Describer, bool) {
	switch a := a.(type) {
	case *sharing.Rules:
		switch r.(type) {
		case *sharing.Result, *sharing.Rule:
			return a, true
		}
	case *roles.Catalog:
		if record, ok := r.(*roles.Record); ok && rowType(record.Type) == string(record.Type) {
			return nil, false // it lacks what the portal's kinds say
		}
		_, ours := portalRowOf(r)
		return a, ours
	case *profile.Site:
		switch r.(type) {
		case *profile.Case, *profile.Form, *profile.Search:
			return a, true
		}
	case *casework.Practice:
		switch r.(type) {
		case *casework.Client, *casework.Session, *casework.Engagement, *casework.Access, *casework.Program:
			return a, true
		}
	}
	return nil, false
}

// built reports whether the authority comes from its constructor.
func built(a access.Authority) bool {
	return a.Check(access.Subject{User: "anybody"}, "", nil).Reason != access.ReasonNoPolicy
}

// ours reports whether the row is of one of the four areas.
func ours(r access.Resource) bool {
	for _, a := range []access.Authority{(*sharing.Rules)(nil), (*roles.Catalog)(nil), (*profile.Site)(nil), (*casework.Practice)(nil)} {
		if _, ok := areaOf(a, r); ok {
			return true
		}
	}
	return false
}

func complete(r access.Resource) bool {
	switch r := r.(type) {
	case *sharing.Result:
		return !r.Owner.IsZero()
	case *sharing.Rule:
		return completeRule(r)
	case *profile.Case:
		return r.Form != ""
	case *profile.Form:
		return r.ID != ""
	case *casework.Client:
		return completeClient(r)
	case *casework.Session:
		return completeClient(r.Client)
	case *casework.Engagement:
		return completeEngagement(r)
	case *casework.Access:
		return r.Consultant != "" && completeEngagement(r.Engagement)
	case *casework.Program:
		return r.ID != "" && completeEngagement(r.Engagement)
	default:
		row, _ := portalRowOf(r)
		return row.complete
	}
}

// ambiguous reports whether the person has two facts of the area where one is wanted.
func ambiguous(a access.Authority, s access.Subject) bool {
	var reason access.Reason
	switch a.(type) {
	case *sharing.Rules:
		_, reason = access.Single(s, sameCustomer)
	case *profile.Site:
		_, reason = access.Single(s, sameUser)
	case *casework.Practice:
		_, reason = access.Single(s, sameWorker)
	}
	return reason == access.ReasonAmbiguousFact
}

func objectOf(r access.Resource) string {
	switch r := r.(type) {
	case *sharing.Result:
		return object(typeResult, r.ID)
	case *sharing.Rule:
		return laboratory // what a rule says makes no difference to who may ask for it
	case *profile.Case:
		return object(typeCase, r.ID)
	case *profile.Form:
		return object(typeForm, r.ID)
	case *casework.Client:
		return object(typeClient, r.ID)
	case *casework.Session:
		return object(typeSession, r.ID)
	case *casework.Engagement:
		return object(typeEngagement, r.ID)
	case *casework.Access:
		return object(typeEngagement, r.Engagement.ID)
	case *casework.Program:
		return object(typeProgram, r.Engagement.ID, r.ID)
	default:
		row, _ := portalRowOf(r)
		return row.object
	}
}
