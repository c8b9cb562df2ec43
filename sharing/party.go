package sharing

import "lupa.example/access/invalid"

// An Account is one customer number, written nnnnn-nn: a main number and a
// number within it. Accounts are comparable and can be map keys. The zero value
// is no customer number; it owns nothing, sees nothing, and cannot be parsed.
type Account struct{ number code }

// A Party is an entry of a rule: one customer number (nnnnn-nn), or a whole group,
// which is every customer number with one main number, present and future
// (written nnnnn or nnnnn*, printed nnnnn*). Parties are comparable. The zero
// value is no entry and covers nobody. No conversion makes an account of a party,
// because a group is nobody's customer number.
type Party struct{ code code }

// A code packs a party into 24 bits: the main number, then seven bits that hold
// the number within it plus one, or all ones for the whole group. Zero is no
// party.
type code uint32

const (
	withinBits      = 7
	wholeGroup code = 1<<withinBits - 1
)

// group returns the code of the group that c lies in; the zero code must not ask.
func (c code) group() code { return c | wholeGroup }

// isGroup reports whether the code is that of a whole group.
func (c code) isGroup() bool { return c&wholeGroup == wholeGroup }

// ParseAccount reads a customer number: five digits, a hyphen, two digits, and
// nothing else.
func ParseAccount(s string) (Account, error) {
	c, ok := parseAccount(s)
	if !ok {
		return Account{}, invalid.Errorf("sharing", "%s is not a customer number; want nnnnn-nn", invalid.Quote(s))
	}
	return Account{c}, nil
}

// MustParseAccount is [ParseAccount] for literals; it panics on any other text.
func MustParseAccount(s string) Account {
	a, err := ParseAccount(s)
	if err != nil {
		panic(err)
	}
	return a
}

// ParseParty reads an entry of a rule: a customer number nnnnn-nn, or a group as
// nnnnn or nnnnn*.
func ParseParty(s string) (Party, error) {
	if c, ok := parseAccount(s); ok {
		return Party{c}, nil
	}
	group := s
	if len(s) == 6 && s[5] == '*' {
		group = s[:5]
	}
	if main, ok := digits(group, 5); ok {
		return Party{main<<withinBits | wholeGroup}, nil
	}
	return Party{}, invalid.Errorf("sharing", "%s is neither a customer number nor a group; want nnnnn-nn, nnnnn or nnnnn*", invalid.Quote(s))
}

// MustParseParty is [ParseParty] for literals; it panics on any other text.
func MustParseParty(s string) Party {
	p, err := ParseParty(s)
	if err != nil {
		panic(err)
	}
	return p
}

func parseAccount(s string) (code, bool) {
	if len(s) != 8 || s[5] != '-' {
		return 0, false
	}
	main, ok1 := digits(s[:5], 5)
	within, ok2 := digits(s[6:], 2)
	return main<<withinBits | (within + 1), ok1 && ok2
}

// digits reads exactly n ASCII digits.
func digits(s string, n int) (code, bool) {
	if len(s) != n {
		return 0, false
	}
	var value code
	for i := range n {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		value = value*10 + code(d)
	}
	return value, true
}

// IsZero reports whether this is no customer number.
func (a Account) IsZero() bool { return a.number == 0 }

// Party returns the entry that covers exactly this customer number.
func (a Account) Party() Party { return Party{a.number} }

// Group returns the entry that covers everyone with this main number; the zero
// account has none.
func (a Account) Group() Party {
	if a.IsZero() {
		return Party{}
	}
	return Party{a.number.group()}
}

// String returns the number as nnnnn-nn, and "none" for the zero value.
func (a Account) String() string { return a.number.String() }

// MarshalText returns the number as nnnnn-nn, and nothing for the zero value, which
// reading refuses.
func (a Account) MarshalText() ([]byte, error) { return a.number.text(), nil }

// UnmarshalText reads what [ParseAccount] reads, and leaves the account as it was
// where that fails.
func (a *Account) UnmarshalText(text []byte) error {
	parsed, err := ParseAccount(string(text))
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}

// IsZero reports whether this is no entry.
func (p Party) IsZero() bool { return p.code == 0 }

// IsGroup reports whether the entry is a whole group.
func (p Party) IsGroup() bool { return p.code.isGroup() }

// Covers reports whether the entry stands for the customer number: it is that
// number, or the group of the whole main number.
func (p Party) Covers(a Account) bool {
	return !a.IsZero() && (p.code == a.number || p.code == a.number.group())
}

// entries returns the entries that cover the party: a number is covered by itself
// and by its group, a group only by itself.
func (p Party) entries() [2]code { return [2]code{p.code, p.code.group()} }

// String returns nnnnn-nn or nnnnn*, and "none" for the zero value.
func (p Party) String() string { return p.code.String() }

// MarshalText returns nnnnn-nn or nnnnn*, and nothing for the zero value, which
// reading refuses.
func (p Party) MarshalText() ([]byte, error) { return p.code.text(), nil }

// UnmarshalText reads what [ParseParty] reads, and leaves the party as it was
// where that fails.
func (p *Party) UnmarshalText(text []byte) error {
	parsed, err := ParseParty(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

func (c code) String() string {
	if c == 0 {
		return "none"
	}
	return string(c.append(make([]byte, 0, len("nnnnn-nn"))))
}

func (c code) text() []byte {
	if c == 0 {
		return []byte{}
	}
	return c.append(nil)
}

func (c code) append(b []byte) []byte {
	main, within := c>>withinBits, c&wholeGroup
	for unit := code(10_000); unit > 0; unit /= 10 {
		b = append(b, '0'+byte(main/unit%10))
	}
	if within == wholeGroup {
		return append(b, '*')
	}
	within--
	return append(b, '-', '0'+byte(within/10), '0'+byte(within%10))
}
