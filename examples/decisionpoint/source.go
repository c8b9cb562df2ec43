package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// A source is where the policy comes from: a file, or what is embedded if there is none.
type source struct {
	file     string
	embedded []byte
	codec    wire.Codec
	log      *slog.Logger

	last   []byte // the text that was read last, by the one goroutine that reads
	served atomic.Pointer[served]
}

// served is the policy that is served, and what keeps a newer one from being so.
type served struct {
	policy   *access.Policy
	revision string
	problem  error
}

func (s *source) current() *access.Policy { return s.served.Load().policy }

// load reads the policy. One that cannot be read leaves the present one in place.
func (s *source) load() error {
	text, err := s.read()
	if err != nil {
		s.last = nil // or it would stay told of when the same text is back
		return s.keep(fmt.Errorf("cannot read the policy: %w", err))
	}
	if s.served.Load() != nil && bytes.Equal(text, s.last) {
		return s.served.Load().problem
	}
	s.last = bytes.Clone(text)
	next, err := s.decode(text)
	if err != nil {
		return s.keep(fmt.Errorf("%s is not valid:\n%w", s.name(), err))
	}
	s.served.Store(next)
	kinds := len(next.policy.Kinds())
	if kinds == 0 {
		s.log.Warn("the policy has no section and denies everything", "file", s.file, "revision", next.revision)
	}
	s.log.Info("serving a policy", "file", s.file, "revision", next.revision, "kinds", kinds)
	return nil
}

func (s *source) decode(text []byte) (next *served, err error) {
	next = new(served)
	if next.policy, err = s.codec.DecodePolicy(text); err != nil {
		return nil, err
	}
	next.revision, err = s.codec.Revision(next.policy)
	return next, err
}

// keep leaves the present policy in place, if there is one, tells why, and returns it.
func (s *source) keep(err error) error {
	if old := s.served.Load(); old != nil {
		if old.problem == nil || old.problem.Error() != err.Error() {
			s.log.Error("keeping the old policy", "file", s.file, "revision", old.revision, "error", err)
		}
		s.served.Store(&served{old.policy, old.revision, err})
	}
	return err
}

// name is what the policy is called in an error.
func (s *source) name() string { return cmp.Or(s.file, "the embedded policy") }

func (s *source) read() ([]byte, error) {
	if s.file == "" {
		return s.embedded, nil
	}
	return readFile(s.file)
}

// readFile reads a file that may be anything, and of any length.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return wire.ReadDocument(f)
}

// interval is how often the file is looked at.
const interval = 500 * time.Millisecond

// watch loads the policy again when its file changes, and on SIGHUP.
func (s *source) watch(ctx context.Context) {
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangup:
		case <-tick.C:
		}
		_ = s.load() // which has told
	}
}

// A health is what /healthz says.
type health struct {
	Status   string `json:"status"` // "ok", or "stale" where a newer policy cannot be read
	Revision string `json:"revision"`
	Problem  string `json:"problem,omitempty"`
}

func (s *source) health() health {
	now := s.served.Load()
	if now.problem != nil {
		return health{"stale", now.revision, now.problem.Error()}
	}
	return health{Status: "ok", Revision: now.revision}
}
