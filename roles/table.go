package roles

// A table finds values by their names. Few names are compared one by one, which takes
// less time than to hash one; what is asked for most often, a right or a role, is one of
// few. The zero value is empty.
type table[V any] struct {
	names  []string // in the order in which they were added, each once
	values []V
	places map[string]int // of the names; nil while they are few

	lengths uint64 // bit n is set if some name's length is n, or n more than a multiple of 64
}

// few is how many names are compared one by one.
const few = 12

// find returns the value of the name, nil if there is none. That there is none is told by
// the length of most names.
func (t *table[V]) find(name string) *V {
	if t.lengths>>(len(name)%64)&1 == 0 {
		return nil
	}
	return t.search(name)
}

func (t *table[V]) search(name string) *V {
	if t.places != nil {
		if i, known := t.places[name]; known {
			return &t.values[i]
		}
		return nil
	}
	for i := range t.names {
		if t.names[i] == name {
			return &t.values[i]
		}
	}
	return nil
}

// add adds the value of a name that the table does not have.
func (t *table[V]) add(name string, value V) {
	t.names, t.values = append(t.names, name), append(t.values, value)
	t.lengths |= 1 << (len(name) % 64)
	switch {
	case t.places != nil:
		t.places[name] = len(t.names) - 1
	case len(t.names) > few:
		t.places = make(map[string]int)
		for i, name := range t.names {
			t.places[name] = i
		}
	}
}
