package access

// A kindTable finds the authority of a kind. Every question asks it once, and a policy
// has a dozen kinds, so that it looks at three bytes of a kind where a map would hash
// them all. Kinds that are told apart by none of the three take longer to find, as many
// comparisons as there are of them. The zero value has no kinds.
type kindTable struct {
	slots []kindSlot // twice as many as kinds or more, and a power of two
	count int
}

type kindSlot struct {
	kind      Kind // "" is no kind, and the slot free
	authority Authority
}

func (t *kindTable) get(k Kind) (Authority, bool) {
	if len(t.slots) == 0 || k == "" {
		return nil, false
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
	if 2*(t.count+1) > len(t.slots) {
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
	t.count++
}

// hash looks at the length, and at the end and the middle, where the kinds of one area
// differ.
func (k Kind) hash() int {
	n := len(k)
	return n + int(k[n-1]) + 3*int(k[n/2]) + 5*int(k[max(0, n-4)])
}
