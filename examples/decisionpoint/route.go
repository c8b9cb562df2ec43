package main

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// Routes of the scenario "todo", about which the gateway before the application asks:
// the action is a method of HTTP, the subject is of the type "identity".

const kindRoute access.Kind = "route"

const (
	reasonOpenMethod access.Reason = "route/open-method"
	reasonRole       access.Reason = "route/role"
	reasonNoRole     access.Reason = "route/no-role"
)

// A route is a path with its placeholders.
type route struct{ Path string }

func (*route) Kind() access.Kind { return kindRoute }

// An identity is whom the gateway knows.
type identity struct{ Roles []string }

func (*identity) Fact() string { return "route" }

// routes is the authority: the methods that are for every identity, and what else roles
// may send where.
type routes struct {
	Open  []access.Action
	Rules []routeRule
}

type routeRule struct {
	Path    string
	Methods []access.Action
	Roles   []string
}

func (*routes) Kinds() []access.Kind { return []access.Kind{kindRoute} }

// Actions returns the methods that some rule names.
func (p *routes) Actions(k access.Kind) []access.Action {
	if k != kindRoute {
		return nil
	}
	methods := slices.Clone(p.Open)
	for _, rule := range p.Rules {
		for _, method := range rule.Methods {
			if !slices.Contains(methods, method) {
				methods = append(methods, method)
			}
		}
	}
	return methods
}

func (*routes) Explain(r access.Reason) string {
	return map[access.Reason]string{
		reasonOpenMethod: "the method is for every identity",
		reasonRole:       "a role may send this method there",
		reasonNoRole:     "no role may send this method there",
	}[r]
}

func (*routes) ID(r access.Resource) string {
	if at, ok := r.(*route); ok && at != nil {
		return at.Path
	}
	return ""
}

func (p *routes) Check(s access.Subject, a access.Action, r access.Resource) access.Decision {
	at, ok := r.(*route)
	if !ok {
		return access.Deny(access.ReasonUnknownKind, "")
	}
	if at.Path == "" {
		return access.Deny(access.ReasonIncomplete, "")
	}
	who, refused := access.Single(s, func(a, b *identity) bool { return slices.Equal(a.Roles, b.Roles) })
	if refused != "" {
		return access.Deny(refused, "")
	}
	if slices.Contains(p.Open, a) {
		return access.Allow(reasonOpenMethod, "")
	}
	for _, rule := range p.Rules {
		if rule.Path != at.Path || !slices.Contains(rule.Methods, a) {
			continue
		}
		for _, role := range who.Roles {
			if slices.Contains(rule.Roles, role) {
				return access.Allow(reasonRole, role)
			}
		}
	}
	return access.Deny(reasonNoRole, "")
}

// routeArea reads routes and identities.
type routeArea struct{}

var _ wire.SubjectTyper = routeArea{}

func (routeArea) Name() string { return "route" }

// ReadSubjectType knows identities only: the same person signed in to the application is
// another subject.
func (routeArea) ReadSubjectType(name string) (facts []access.Fact, known bool) {
	return nil, name == "identity"
}

func (p *routes) fields() []wire.Field {
	return []wire.Field{
		wire.Texts("open", &p.Open),
		wire.Objects("rules", &p.Rules, func(r *routeRule) []wire.Field {
			return []wire.Field{
				wire.Text("path", &r.Path).Required(),
				wire.Texts("methods", &r.Methods).Required(),
				wire.Texts("roles", &r.Roles).Required(),
			}
		}),
	}
}

func (routeArea) ReadSection(d *wire.Decoder) (access.Authority, error) {
	p := new(routes)
	d.Object(p.fields()...)
	return p, nil
}

func (routeArea) WriteSection(e *wire.Encoder, a access.Authority) bool {
	p, ours := a.(*routes)
	if ours {
		e.Object(p.fields()...)
	}
	return ours
}

func (routeArea) ReadFacts(d *wire.Decoder) []access.Fact {
	who := new(identity)
	d.Object(wire.Texts("roles", &who.Roles))
	return []access.Fact{who}
}

func (routeArea) ReadResource(d *wire.Decoder, _ access.Authority, kind access.Kind, id string) (access.Resource, bool) {
	if kind != kindRoute {
		return nil, false
	}
	d.Object()
	return &route{Path: id}, true
}
