package oracle_test

import "testing"

// Whatever bytes a policy and a request are, the library and the oracles' reader accept
// and refuse the same, and what both accept both decide alike.
func FuzzReaders(f *testing.F) {
	f.Add([]byte(document), []byte(request))
	for n := range uint64(50) {
		s := newSource(1, n)
		w := s.world()
		lib, err := w.build()
		if err != nil {
			f.Fatal(err)
		}
		for range 2 {
			if line, ok := s.question(&w).request(); ok && lib.document != nil {
				f.Add(lib.document, []byte(s.line(line)))
			}
		}
	}
	f.Fuzz(func(t *testing.T, policy, line []byte) {
		var lib library
		var err, err2 error
		lib.reread, err = readPolicy(policy)
		lib.read, err2 = codec.DecodePolicy(policy)
		if (err == nil) != (err2 == nil) {
			t.Fatalf("a policy: the oracles' reader says %v, the library says %v\n%q", err, err2, policy)
		}
		if err != nil {
			return
		}
		if _, problem := readBoth(&lib, string(line)); problem != "" {
			t.Fatalf("%s\nline: %q\npolicy: %s", problem, line, policy)
		}
	})
}
