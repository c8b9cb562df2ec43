package main

import (
	"bytes"
	"testing"

	"lupa.example/access/foresight"
	"lupa.example/access/wire"
)

// BenchmarkReplay decides a log again by two policies, beside decoding its lines alone.
func BenchmarkReplay(b *testing.B) {
	policy, err := readPolicy("")
	if err != nil {
		b.Fatal(err)
	}
	old, err := codec.DecodePolicy(bytes.Replace(embeddedPolicy, []byte(`"sharedMayShare": false`), []byte(`"sharedMayShare": true`), 1))
	if err != nil {
		b.Fatal(err)
	}
	log := bytes.Repeat(embeddedRequests, 100)
	run := func(name string, f func() error) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(log)))
			for b.Loop() {
				if err := f(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("decode", func() error {
		for line, err := range wire.Lines(bytes.NewReader(log)) {
			if err != nil {
				return err
			}
			if _, err := codec.DecodeRecord(policy, line); err != nil {
				return err
			}
		}
		return nil
	})
	run("replay", func() error {
		for _, err := range foresight.Replay(codec, old, policy, bytes.NewReader(log)) {
			if err != nil {
				return err
			}
		}
		return nil
	})
}
