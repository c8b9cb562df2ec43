package wire

import "testing"

func TestWhoStopsReadingReadsNoMore(t *testing.T) {
	d := newDecoder([]byte(`[true,true]`))
	for i := range d.elements {
		if i > 0 || !d.Bool() {
			t.Fatalf("read element %d: %v", i, d.Err())
		}
		break
	}
	d = newDecoder([]byte(`{"a":true,"b":true}`))
	for name := range d.members {
		if string(name) != "a" || !d.Bool() {
			t.Fatalf("read member %s: %v", name, d.Err())
		}
		break
	}
	if d.Err() != nil {
		t.Error(d.Err())
	}
}
