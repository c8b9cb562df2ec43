package main

import (
	"math/rand/v2"
	"slices"
)

// A worker is the caller's row of a counsellor or consultant.
type worker struct{ id, org string }

// A client is the caller's row of a client of counselling.
type client struct {
	id, org, responsible string
	shared               []string // the counsellors with whom the client is shared
}

// A clientQuestion asks whether the worker may take the action on the client.
type clientQuestion struct {
	user   *worker
	action string
	client *client
}

type clientsData struct {
	workers   []worker
	clients   []client
	questions []clientQuestion
}

var clientActions = []string{"view", "edit", "add-session", "share", "unshare", "transfer"}

const workersPerOrg = 10

func newWorkers(orgs int) []worker {
	list := make([]worker, orgs*workersPerOrg)
	for i := range list {
		list[i] = worker{id("user", i), id("org", i/workersPerOrg)}
	}
	return list
}

func newClientsData(r *rand.Rand, size int) (*clientsData, []bool) {
	orgs := max(3, size/50)
	d := &clientsData{workers: newWorkers(orgs)}
	colleague := func(org int) *worker { return &d.workers[org*workersPerOrg+r.IntN(workersPerOrg)] }
	orgOf := make([]int, size)
	for i := range size {
		orgOf[i] = r.IntN(orgs)
		c := client{id: id("client", i), org: id("org", orgOf[i]), responsible: colleague(orgOf[i]).id}
		for range r.IntN(5) {
			if u := colleague(orgOf[i]).id; u != c.responsible && !slices.Contains(c.shared, u) {
				c.shared = append(c.shared, u)
			}
		}
		d.clients = append(d.clients, c)
	}
	byID := make(map[string]*worker, len(d.workers))
	for i := range d.workers {
		byID[d.workers[i].id] = &d.workers[i]
	}
	draw := func(allowed bool) clientQuestion {
		i := r.IntN(size)
		c := &d.clients[i]
		user := byID[c.responsible]
		switch n := r.IntN(8); {
		case n < 4 && len(c.shared) > 0:
			user = byID[one(r, c.shared)]
		case n == 4 && !allowed: // of any organisation
			user = &d.workers[r.IntN(len(d.workers))]
		case !allowed: // of the same organisation, and perhaps nothing else
			user = colleague(orgOf[i])
		}
		return clientQuestion{user, one(r, clientActions), c}
	}
	var want []bool
	d.questions, want = halfAllowed(r, questionCount(size), draw, clientsOracle)
	return d, want
}

// clientsOracle reads the rules aloud: within one organisation the responsible does
// everything, and those with whom the client is shared do what is listed here.
func clientsOracle(q clientQuestion) bool {
	if q.user.org != q.client.org {
		return false
	}
	if q.user.id == q.client.responsible {
		return true
	}
	for _, user := range q.client.shared {
		if user == q.user.id {
			return slices.Contains([]string{"view", "edit", "add-session"}, q.action)
		}
	}
	return false
}

func newClientsWorld(size int) *World {
	d, want := newClientsData(random("clients", size), size)
	return &World{Facts: size, Fact: "client", Want: want, Contestants: slices.Concat(
		[]Contestant{
			{Name: "floor", Load: func() (Engine, error) { return clientsFloor(d.questions), nil }},
			{Name: oneMap, Load: func() (Engine, error) { return newClientsMap(d), nil }},
		},
		lupaOfClients(d),
		[]Contestant{
			{Name: "cedar-go", Load: func() (Engine, error) { return newCedarClients(d) }},
		},
		casbinOfClients(d),
	)}
}
