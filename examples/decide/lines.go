package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// decide has each line answered, and counts those that could not be. The error is one
// of reading or of printing.
func decide(requests io.Reader, answer func(line []byte, p printer) error, p printer) (undecided int, err error) {
	number := 0
	for line, err := range wire.Lines(shown{requests, p}) {
		number++
		switch {
		case errors.Is(err, errNotShown):
			return undecided, p.end()
		case err != nil && len(access.Findings(err)) == 0:
			return undecided, errors.Join(fmt.Errorf("line %d: %w", number, err), p.end())
		case err != nil:
		case len(bytes.TrimSpace(line)) == 0:
			err = errors.New("is blank; want one request")
		default:
			if line, err = wire.RequestIn(line); err == nil {
				err = answer(line, p)
			}
		}
		if err != nil {
			undecided++
			p.fault(number, err)
		}
	}
	return undecided, p.end()
}

// A shown is an input before each part of which everything is shown that was answered,
// since it may keep us waiting.
type shown struct {
	io.Reader
	p interface{ pause() error }
}

var errNotShown = errors.New("the answers cannot be shown")

func (s shown) Read(b []byte) (int, error) {
	if s.p.pause() != nil { // the printer keeps the error
		return 0, errNotShown
	}
	return s.Reader.Read(b)
}
