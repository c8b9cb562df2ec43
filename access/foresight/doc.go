// Package foresight answers what a change of policy does, before it is made: [Diff] tells
// who may do what otherwise, as a whole and for people and rows to come as well, and
// [Replay] decides again what was asked before.
//
//	changes, err := foresight.Diff(policy.Load(), next)
//	fmt.Print(changes) // or changes.Report(), or as JSON
//
// # Differences
//
// A difference is exact and complete: it is empty if and only if no question is decided
// otherwise, whoever asks about whatever. Only who may do what counts, not the reason,
// and not how the rules are written: a rule that is renamed, split or moved is no
// difference. It is told in classes and not question by question; see [Change].
//
// An authority takes part by being a [Differ]. One that does not is named as not
// compared; it is never taken to be equal.
//
// # Replay
//
// Recorded questions carry their facts, so they can be decided by any policy, with
// nothing but the log at hand. [wire.Codec.EncodeRecord] writes the lines.
//
// Everything here is safe for concurrent use.
package foresight
