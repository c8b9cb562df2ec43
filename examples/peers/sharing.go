package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// A shareRule is a rule of a laboratory: the viewers see the results of the sharers.
// An entry is a customer number, nnnnn-nn, or a whole group, nnnnn*.
type shareRule struct {
	id               string
	viewers, sharers []string
}

// A shareQuestion asks whether one customer number sees the results of another.
type shareQuestion struct{ viewer, owner string }

type sharingData struct {
	rules     []shareRule
	spare     []shareRule // rules that come and go
	groups    int         // main numbers from 0 on, each with members 1 to sharingMembers
	byViewer  map[string][]int
	questions []shareQuestion
}

const sharingMembers = 20

func account(main, within int) string { return fmt.Sprintf("%05d-%02d", main, within) }

func group(entry string) string { return entry[:5] + "*" }

func newSharingData(r *rand.Rand, size int) (*sharingData, []bool) {
	d := &sharingData{
		groups:   min(100_000, max(10, size/20)),
		byViewer: make(map[string][]int),
	}
	some := func() string { return account(r.IntN(d.groups), 1+r.IntN(sharingMembers)) }
	// One or two entries a side, one in eight of them a group.
	entries := func() []string {
		list := make([]string, 1+r.IntN(2))
		for i := range list {
			if list[i] = some(); r.IntN(8) == 0 {
				list[i] = group(list[i])
			}
		}
		return list
	}
	for i := range size {
		d.rules = append(d.rules, shareRule{id("r", i), entries(), entries()})
		for _, v := range d.rules[i].viewers {
			d.byViewer[v] = append(d.byViewer[v], i)
		}
	}
	for i := range 1 << 12 {
		d.spare = append(d.spare, shareRule{id("spare", i), entries(), entries()})
	}

	member := func(entry string) string { // a number that the entry covers
		if entry[5] == '*' {
			return entry[:5] + fmt.Sprintf("-%02d", 1+r.IntN(sharingMembers))
		}
		return entry
	}
	neighbour := func(entry string) string { // a number of the same group
		return entry[:5] + fmt.Sprintf("-%02d", 1+r.IntN(sharingMembers))
	}
	draw := func(allowed bool) shareQuestion {
		rule := d.rules[r.IntN(size)]
		v, s := one(r, rule.viewers), one(r, rule.sharers)
		if allowed {
			if r.IntN(16) == 0 {
				own := some()
				return shareQuestion{own, own}
			}
			return shareQuestion{member(v), member(s)}
		}
		switch r.IntN(4) {
		case 0: // the right viewer, the sharer's neighbour
			return shareQuestion{member(v), neighbour(s)}
		case 1: // the viewer's neighbour
			return shareQuestion{neighbour(v), member(s)}
		case 2: // the wrong way round
			return shareQuestion{member(s), member(v)}
		default:
			return shareQuestion{some(), some()}
		}
	}
	var want []bool
	d.questions, want = halfAllowed(r, questionCount(size), draw, d.oracle)
	return d, want
}

// oracle reads the rules that name the viewer or the viewer's group, one by one.
func (d *sharingData) oracle(q shareQuestion) bool {
	if q.viewer == q.owner {
		return true
	}
	for _, viewer := range []string{q.viewer, group(q.viewer)} {
		for _, i := range d.byViewer[viewer] {
			sharers := d.rules[i].sharers
			if slices.Contains(sharers, q.owner) || slices.Contains(sharers, group(q.owner)) {
				return true
			}
		}
	}
	return false
}

// after returns what the oracle answers with the first of the spare rules.
func (d *sharingData) after(want []bool) []bool {
	with := *d
	with.byViewer = make(map[string][]int)
	with.rules = d.spare[:1]
	for _, v := range with.rules[0].viewers {
		with.byViewer[v] = []int{0}
	}
	after := slices.Clone(want)
	for i, q := range d.questions {
		after[i] = after[i] || with.oracle(q)
	}
	return after
}

func newSharingWorld(size int) *World {
	d, want := newSharingData(random("sharing", size), size)
	return &World{Facts: size, Fact: "rule", Want: want, After: d.after(want), Contestants: slices.Concat(
		[]Contestant{
			{
				Name: "floor",
				Load: func() (Engine, error) { return newSharingFloor(d), nil },
				Changing: func(e Engine) (Changer, error) {
					return &lockedSharingFloor{floor: e.(*sharingFloor), spare: d.spare}, nil
				},
			},
		},
		lupaOfSharing(d),
		[]Contestant{
			{
				Name: "cedar-go",
				Load: func() (Engine, error) { return newCedarSharing(d) },
				Changing: func(e Engine) (Changer, error) {
					return &changingCedarSharing{engine: e.(*cedarSharing), spare: d.spare}, nil
				},
			},
		},
		casbinOfSharing(d),
	)}
}
