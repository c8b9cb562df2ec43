package oracle_test

import "testing"

// Whatever bytes a policy and a request are, the library accepts no policy that the
// oracles' reader refuses; with one that both accept, both accept the same requests and
// decide them alike. Of what keeps a policy's values from making sense the library knows
// more than the reader, which is written for requests.
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
		if err2 != nil {
			return
		}
		if err != nil {
			t.Fatalf("the library accepts a policy that the oracles' reader refuses: %v\n%q", err, policy)
		}
		if _, problem := readBoth(&lib, string(line)); problem != "" {
			t.Fatalf("%s\nline: %q\npolicy: %s", problem, line, policy)
		}
	})
}
