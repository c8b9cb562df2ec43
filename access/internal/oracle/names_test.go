package oracle_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"
)

// hostile are identifiers that somebody might trim, fold, normalise, split, join,
// match as a pattern or take for something else.
var hostile = []string{
	"", "", "", " ", "*", "a|b", "a", "b", "::", "\x00", "a\x00", "\r\n", "\xff", "\ufffd", "\u200b", "\u202e", "\ufeff",
	"K", "\u212a", "k", "caf\u00e9", "cafe\u0301", "\u0131", "i", "I", "org1", "org10", "org1 ", "Org1",
	"approver", "orderer", "responsible", "shared", "consultant", "system-administrator", "sharing.result",
	"anna", " anna", "Anna", "user:anna", "null", "0", "%", "'", "\"", "\\", "../..", "\U0001f600",
}

// Two long identifiers that differ in their last byte only.
var (
	mebibyte = strings.Repeat("x", 1<<20)
	another  = mebibyte[:1<<20-1] + "y"
)

// A source draws everything from one seed.
type source struct {
	*rand.Rand
	names names
}

// names are the few identifiers that one world and its questions are made of, so that
// they often meet.
type names struct {
	users, orgs, roles, assignments, kinds, forms, profiles, workspaces, groups, programs, accounts []string
}

var portalRoles = []string{
	"administrator", "approver", "orderer", "agent-orderer", "contact", "signatory", "agent-officer",
	"connection-officer", "own-cases-officer", "default",
}

// newSource returns the source of one world: the same for the same numbers.
func newSource(seed, world uint64) *source {
	s := &source{Rand: rand.New(rand.NewPCG(seed, world))}
	s.names = names{
		users:       s.some("anna", "bo", "cia"),
		orgs:        s.some("org1", "org10"),
		roles:       s.some("editor", "buyer", "clerk"),
		assignments: s.some("g1", "g2"),
		kinds:       s.some("todo", "note"),
		forms:       s.some("F1", "F2", "F3"),
		profiles:    s.some("officer", "boss", "clerk"),
		workspaces:  s.some("W1", "W2"),
		groups:      s.some("night", "day", "G"),
		programs:    s.some("book", "pay", "tax"),
	}
	for _, main := range []string{"00000", "00001", "10000"} {
		for _, within := range []string{"-00", "-01", "-10", "-99"} {
			s.names.accounts = append(s.names.accounts, main+within)
		}
	}
	return s
}

// others are names of one sort of thing that may be another's too.
var others = []string{"anna", "bo", "org1", "editor", "approver", "orderer", "F1", "officer", "W1", "night", "book"}

// some returns the names with a quarter of them replaced by hostile ones, and a few by
// those of something else.
func (s *source) some(usual ...string) []string {
	for i := range usual {
		switch n := s.IntN(100); {
		case n < 25:
			usual[i] = s.one(hostile)
		case n < 40:
			usual[i] = s.one(others)
		}
	}
	if s.percent(1) {
		usual[0], usual[1] = mebibyte, another
	}
	return usual
}

func (s *source) percent(p int) bool { return s.IntN(100) < p }

func (s *source) one(from []string) string { return from[s.IntN(len(from))] }

// name draws one of the names, or now and then something hostile or like one of them.
func (s *source) name(from []string) string {
	name := s.one(from)
	if !s.percent(4) {
		return name
	}
	if len(name) < 100 && s.percent(50) {
		return s.lookalike(name)
	}
	return s.one(hostile)
}

// list draws up to most names.
func (s *source) list(from []string, most int) []string {
	var list []string
	for range s.IntN(most + 1) {
		list = append(list, s.name(from))
	}
	return list
}

// lookalike returns a name that looks like the given one, or begins or ends like it.
func (s *source) lookalike(name string) string {
	switch s.IntN(11) {
	case 0:
		return name + " "
	case 1:
		return " " + name
	case 2:
		return name + "\u200b"
	case 3:
		return "\ufeff" + name
	case 4:
		return name + "\x00"
	case 5:
		return strings.ToUpper(name)
	case 6:
		return strings.NewReplacer("K", "\u212a", "\u212a", "K", "i", "\u0131", "\u0131", "i", "\u00e9", "e\u0301", "e\u0301", "\u00e9", "a", "\u0430", "o", "\u043e").Replace(name)
	case 7:
		return name + "0"
	case 8:
		return name + "\r\n"
	case 9:
		return name + "*"
	default:
		return name[:max(len(name)-1, 0)]
	}
}

// valid returns those of the names that a policy may have, each once and without the
// ones that are taken.
func valid(list []string, taken ...string) []string {
	var ok []string
	for _, name := range list {
		if name != "" && len(name) <= 256 && utf8.ValidString(name) && !slices.Contains(ok, name) && !slices.Contains(taken, name) {
			ok = append(ok, name)
		}
	}
	return ok
}
