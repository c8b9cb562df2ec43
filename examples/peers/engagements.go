package main

import (
	"math/rand/v2"
	"slices"
)

// An engagement is the caller's row of an agency's work for one client company.
type engagement struct {
	id, org     string
	consultants map[string][]string // programs, by the user who may use them there
}

// A useQuestion asks whether the worker may use the program at the engagement.
type useQuestion struct {
	user       *worker
	program    string
	engagement *engagement
}

type engagementsData struct {
	workers     []worker
	engagements []engagement
	accesses    int
	questions   []useQuestion
}

var programs = []string{
	"bookkeeping", "invoicing", "payroll", "taxes", "reporting", "archive",
	"travel", "purchasing", "banking", "forecast", "assets", "contracts",
}

func newEngagementsData(r *rand.Rand, size int) (*engagementsData, []bool) {
	orgs := max(3, size/50)
	d := &engagementsData{workers: newWorkers(orgs)}
	byID := make(map[string]*worker, len(d.workers))
	for i := range d.workers {
		byID[d.workers[i].id] = &d.workers[i]
	}
	type place struct {
		org  int
		with []string // the consultants
	}
	var places []place
	for d.accesses < size {
		org := r.IntN(orgs)
		e := engagement{id("engagement", len(places)), id("org", org), make(map[string][]string)}
		p := place{org: org}
		for range min(1+r.IntN(8), size-d.accesses) {
			u := d.workers[org*workersPerOrg+r.IntN(workersPerOrg)].id
			if slices.Contains(p.with, u) {
				continue
			}
			for range 1 + r.IntN(5) {
				if name := one(r, programs); !slices.Contains(e.consultants[u], name) {
					e.consultants[u] = append(e.consultants[u], name)
				}
			}
			p.with = append(p.with, u)
			d.accesses++
		}
		d.engagements, places = append(d.engagements, e), append(places, p)
	}
	draw := func(allowed bool) useQuestion {
		i := r.IntN(len(places))
		user := byID[one(r, places[i].with)]
		q := useQuestion{user, one(r, programs), &d.engagements[i]}
		switch n := r.IntN(8); {
		case allowed:
			q.program = one(r, q.engagement.consultants[user.id])
		case n == 0: // of any organisation
			q.user = &d.workers[r.IntN(len(d.workers))]
		case n < 4: // of the same organisation, and perhaps nothing else
			q.user = &d.workers[places[i].org*workersPerOrg+r.IntN(workersPerOrg)]
		}
		return q
	}
	var want []bool
	d.questions, want = halfAllowed(r, questionCount(size), draw, engagementsOracle)
	return d, want
}

// engagementsOracle reads everything that anybody has at the engagement.
func engagementsOracle(q useQuestion) bool {
	for user, list := range q.engagement.consultants {
		for _, program := range list {
			if user == q.user.id && program == q.program {
				return q.user.org == q.engagement.org
			}
		}
	}
	return false
}

func newEngagementsWorld(size int) *World {
	d, want := newEngagementsData(random("engagements", size), size)
	return &World{Facts: d.accesses, Fact: "access", Want: want, Contestants: slices.Concat(
		[]Contestant{
			{Name: "floor", Load: func() (Engine, error) { return engagementsFloor(d.questions), nil }},
			{Name: oneMap, Load: func() (Engine, error) { return newEngagementsMap(d), nil }},
		},
		lupaOfEngagements(d),
		[]Contestant{
			{Name: "cedar-go", Load: func() (Engine, error) { return newCedarEngagements(d) }},
		},
		casbinOfEngagements(d),
	)}
}
