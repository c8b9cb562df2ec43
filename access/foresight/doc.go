// Package foresight answers what a change of policy does, before it is made: [Diff] tells
// who may do what otherwise, as a whole and for people and rows to come as well, and
// [Replay] decides again what was asked before. Of what is denied, [Repairs] says what would
// allow it.
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
// # Gates
//
// [Gates] says what was looked at for a decision, in order, and where that ended. An
// authority takes part by being a [Gatekeeper]; of one that does not, its rules are one
// gate.
//
// # Repairs
//
// [Repairs] says what would have to become so for a denied question to be allowed: of what
// is known of the person, in the row, or in the rules. Each repair is enough, and takes
// nothing that it could do without; none is told that would have to break a rule, so that
// where nothing can be done there is none. It names rows and people. What the person who
// was denied may be told is [Hint]; and why something is allowed is [GroundsOf].
//
// An authority takes part by being a [Mender].
//
// # Replay
//
// Recorded questions carry their facts, so they can be decided by any policy, with
// nothing but the log at hand. [wire.Codec.EncodeRecord] writes the lines.
//
// Everything here is safe for concurrent use.
package foresight
