package access

// A kindTable finds the authority of a kind. Every question asks it once, and a policy
// has a dozen kinds, so that it looks at three bytes of a kind where a map would hash
// them all. Kinds that are told apart by none of the three take longer to find, so
// that a policy of many has a map. The zero value has no kinds.
type kindTable struct {
	slots []kindSlot // twice as many as kinds or more, and a power of two
	count int
	many  map[Kind]Authority // in the place of slots, from manyKinds on
}

// manyKinds is how many kinds are too many for a few bytes to tell apart.
const manyKinds = 64

type kindSlot struct {
	kind      Kind // "" is no kind, and the slot free
	authority Authority
}

func (t *kindTable) get(k Kind) (Authority, bool) {
	if len(t.slots) == 0 || k == "" {
		a, found := t.many[k]
		return a, found
	}
	for i := k.hash(); ; i++ {
		switch slot := &t.slots[i&(len(t.slots)-1)]; slot.kind {
		case k:
			return slot.authority, true
		case "":
			return nil, false
		}
	}
}

// add adds a kind that is not empty and not in the table yet.
func (t *kindTable) add(k Kind, a Authority) {
	if t.count++; t.count >= manyKinds {
		t.addToMany(k, a)
		return
	}
	if 2*t.count > len(t.slots) {
		old := t.slots
		*t = kindTable{slots: make([]kindSlot, max(32, 2*len(old)))}
		for _, slot := range old {
			if slot.kind != "" {
				t.add(slot.kind, slot.authority)
			}
		}
	}
	i := k.hash()
	for t.slots[i&(len(t.slots)-1)].kind != "" {
		i++
	}
	t.slots[i&(len(t.slots)-1)] = kindSlot{k, a}
}

func (t *kindTable) addToMany(k Kind, a Authority) {
	if t.many == nil {
		t.many = make(map[Kind]Authority)
		for _, slot := range t.slots {
			if slot.kind != "" {
				t.many[slot.kind] = slot.authority
			}
		}
		t.slots = nil
	}
	t.many[k] = a
}

// hash looks at the length, and at the end and the middle, where the kinds of one area
// differ.
func (k Kind) hash() int {
	n := len(k)
	return n + int(k[n-1]) + 3*int(k[n/2]) + 5*int(k[max(0, n-4)])
}
