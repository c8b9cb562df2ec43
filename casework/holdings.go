package casework

// A holdings tells which of the selected programs one consultant after another
// holds, in time linear in what they hold.
type holdings struct {
	index  map[string]int // of the selected programs
	reader []int          // by program, the last consultant found to hold it
	now    int            // the consultant
}

func (b *bulk) newHoldings() *holdings {
	h := &holdings{index: make(map[string]int, len(b.programs)), reader: make([]int, len(b.programs))}
	for i, program := range b.programs {
		h.index[program] = i
	}
	return h
}

// read goes on to the next consultant, who holds the programs.
func (h *holdings) read(programs []string) {
	h.now++
	for _, program := range programs {
		if i, selected := h.index[program]; selected {
			h.reader[i] = h.now
		}
	}
}

// has reports whether the consultant holds the selected program at the index.
func (h *holdings) has(i int) bool { return h.reader[i] == h.now }
