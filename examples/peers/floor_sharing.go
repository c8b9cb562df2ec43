package main

import (
	"slices"
	"sync"
)

// Sharing: one probe of a map keyed by the pair of groups, and a scan of the few
// pairs of members under it.
type sharingFloor struct {
	questions []shareQuestion
	under     map[uint64]memberPairs // by the pair of groups
	more      map[uint64][]uint16    // pairs beyond the third
}

// memberPairs is up to four pairs of members, 16 bits each: the viewer's number in
// the group plus one and the sharer's, each all ones for the whole group. Zero is no
// pair, and none stands before one. The fourth may be manyPairs: the others are in
// more.
type memberPairs uint64

const (
	wholeGroup        = 0xff
	manyPairs  uint16 = 0xfefe
)

// party returns a customer number's or group's main number, and the number within
// it plus one.
func party(s string) (main, within uint64, ok bool) {
	if len(s) == 6 && s[5] == '*' {
		main, ok = digits(s[:5])
		return main, wholeGroup, ok
	}
	return accountOf(s)
}

// accountOf is party for customer numbers alone.
func accountOf(s string) (main, within uint64, ok bool) {
	if len(s) != 8 || s[5] != '-' {
		return 0, 0, false
	}
	main, ok1 := digits(s[:5])
	within, ok2 := digits(s[6:])
	return main, within + 1, ok1 && ok2
}

func digits(s string) (n uint64, ok bool) {
	for i := range len(s) {
		d := uint64(s[i]) - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

func (f *sharingFloor) Allowed(question int) bool {
	q := &f.questions[question]
	viewerGroup, viewer, ok1 := accountOf(q.viewer)
	ownerGroup, owner, ok2 := accountOf(q.owner)
	if !ok1 || !ok2 {
		return false
	}
	if viewerGroup == ownerGroup && viewer == owner {
		return true
	}
	key := viewerGroup<<32 | ownerGroup
	pairs := f.under[key]
	for p := pairs; p != 0; p >>= 16 {
		if uint16(p) == manyPairs {
			for _, p := range f.more[key] {
				if covers(p, viewer, owner) {
					return true
				}
			}
			return false
		}
		if covers(uint16(p), viewer, owner) {
			return true
		}
	}
	return false
}

func covers(pair uint16, viewer, owner uint64) bool {
	v, o := uint64(pair>>8), uint64(pair&0xff)
	return (v == viewer || v == wholeGroup) && (o == owner || o == wholeGroup)
}

func newSharingFloor(d *sharingData) *sharingFloor {
	f := &sharingFloor{
		questions: d.questions,
		under:     make(map[uint64]memberPairs),
		more:      make(map[uint64][]uint16),
	}
	for _, r := range d.rules {
		f.add(r)
	}
	return f
}

// eachPair yields the rule's pairs of an entry that views and one that shares.
func (r shareRule) eachPair(yield func(key uint64, pair uint16)) {
	for _, viewer := range r.viewers {
		viewerGroup, v, _ := party(viewer)
		for _, sharer := range r.sharers {
			sharerGroup, s, _ := party(sharer)
			yield(viewerGroup<<32|sharerGroup, uint16(v<<8|s))
		}
	}
}

func (f *sharingFloor) add(r shareRule) {
	r.eachPair(func(key uint64, pair uint16) { f.put(key, append(f.get(key), pair)) })
}

func (f *sharingFloor) remove(r shareRule) {
	r.eachPair(func(key uint64, pair uint16) {
		list := f.get(key)
		i := slices.Index(list, pair)
		f.put(key, slices.Delete(list, i, i+1))
	})
}

// get returns a copy of the pairs under the key, each as often as rules have it.
func (f *sharingFloor) get(key uint64) []uint16 {
	var list []uint16
	for p := f.under[key]; p != 0; p >>= 16 {
		if uint16(p) != manyPairs {
			list = append(list, uint16(p))
		}
	}
	return append(list, f.more[key]...)
}

func (f *sharingFloor) put(key uint64, list []uint16) {
	var pairs memberPairs
	delete(f.more, key)
	if len(list) > 4 {
		f.more[key] = slices.Clone(list[3:])
		list = append(list[:3:3], manyPairs)
	}
	for i, p := range list {
		pairs |= memberPairs(p) << (16 * i)
	}
	if f.under[key] = pairs; pairs == 0 {
		delete(f.under, key)
	}
}

// A lockedSharingFloor is the floor behind a lock, as one would write it first.
type lockedSharingFloor struct {
	mutex sync.RWMutex
	floor *sharingFloor
	spare []shareRule
}

func (f *lockedSharingFloor) Allowed(question int) bool {
	f.mutex.RLock()
	defer f.mutex.RUnlock()
	return f.floor.Allowed(question)
}

func (f *lockedSharingFloor) Change(number int) error {
	rule := f.spare[number/2%len(f.spare)]
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if number%2 == 0 {
		f.floor.add(rule)
	} else {
		f.floor.remove(rule)
	}
	return nil
}
