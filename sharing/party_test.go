package sharing

import (
	"fmt"
	"strings"
	"testing"
)

// Texts that are neither a customer number nor a group.
var malformed = []string{
	"", " ", "none", "*", "-", "-01", "0000", "0000*", "000000", "000000*", "00000**", "00000-*", "00000-", "00000-1",
	"00000-1*", "00000-01*", "00000-001", "000001-01", "0000-01", "0000-001", "00000_01", "00000 01", "0000001", "00000001",
	" 00000-01", "00000-01 ", "00000-01\n", " 00000", "00000 ", "00000 *", "00000-01 00000-02", "+0000", "-0000", "+0000-01", "00000-+1",
	"0000a-01", "00000-0a", "0000:-01", "0000/-01", "00000-:0", "00000-/0", "0x000", "00000\x00",
	"00000\u201301", "00000\u221201", // other dashes
	"\u0660\u0660\u0660\u0660\u0660-\u0660\u0661", "0000\u0661-01", "0000\u0661", // Arabic-Indic digits
	"\uff10\uff10\uff10\uff10\uff10", "\uff10\uff10\uff10\uff10\uff10-\uff10\uff11", "00000\uff0d01", "00000\uff0a", // full width
	"\ufeff00000-01", "00000-01\u200b", strings.Repeat("0", 1000),
}

func TestOnlyFiveDigitsHyphenTwoDigitsAreACustomerNumber(t *testing.T) {
	for _, text := range append(malformed, "00000", "00000*", "99999", "99999*") {
		a, err := ParseAccount(text)
		if err == nil {
			t.Errorf("ParseAccount(%q) = %v, want an error", text, a)
			continue
		}
		if !a.IsZero() {
			t.Errorf("ParseAccount(%q) = %v and an error", text, a)
		}
		if !strings.HasPrefix(err.Error(), "sharing: ") || !strings.Contains(err.Error(), "nnnnn-nn") {
			t.Errorf("ParseAccount(%q): %v", text, err)
		}
	}
	for _, text := range []string{"00000-00", "00000-01", "40100-99", "99999-99"} {
		if a, err := ParseAccount(text); err != nil || a.String() != text || a.IsZero() {
			t.Errorf("ParseAccount(%q) = %v, %v", text, a, err)
		}
	}
}

func TestAnEntryIsACustomerNumberOrAGroup(t *testing.T) {
	for _, text := range malformed {
		p, err := ParseParty(text)
		if err == nil {
			t.Errorf("ParseParty(%q) = %v, want an error", text, p)
			continue
		}
		if !p.IsZero() {
			t.Errorf("ParseParty(%q) = %v and an error", text, p)
		}
		if !strings.HasPrefix(err.Error(), "sharing: ") || !strings.Contains(err.Error(), "nnnnn*") {
			t.Errorf("ParseParty(%q): %v", text, err)
		}
	}
	for _, tt := range []struct {
		text, printed string
		group         bool
	}{
		{"40100-01", "40100-01", false},
		{"00000-00", "00000-00", false},
		{"99999-99", "99999-99", false},
		{"40100", "40100*", true},
		{"40100*", "40100*", true},
		{"00000", "00000*", true},
		{"99999*", "99999*", true},
	} {
		p, err := ParseParty(tt.text)
		if err != nil || p.String() != tt.printed || p.IsGroup() != tt.group || p.IsZero() {
			t.Errorf("ParseParty(%q) = %v, %v; group %t", tt.text, p, err, p.IsGroup())
		}
	}
}

func TestErrorsQuoteWhatWasRead(t *testing.T) {
	want := `sharing: "000001-01" is not a customer number; want nnnnn-nn`
	if _, err := ParseAccount("000001-01"); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err := ParseParty(strings.Repeat("9", 1000)); err == nil || len(err.Error()) > 200 {
		t.Errorf("got %v, want it cut", err)
	}
}

func TestMustParsePanicsOnMalformedText(t *testing.T) {
	for name, parse := range map[string]func(){
		"account": func() { MustParseAccount("40100") },
		"party":   func() { MustParseParty("0000*") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			parse()
		}()
	}
}

// Every group, and in each of them enough numbers to meet every digit.
func TestTextsRoundTrip(t *testing.T) {
	seen := make(map[code]bool)
	for main := range 100_000 {
		group := fmt.Sprintf("%05d*", main)
		p := MustParseParty(group)
		if q := MustParseParty(group[:5]); p != q || !p.IsGroup() {
			t.Fatalf("%s is %v without its asterisk", group, q)
		}
		partyRoundTrip(t, p, group)
		codes := []code{p.code}
		for within := main % 7; within < 100; within += 31 {
			number := fmt.Sprintf("%05d-%02d", main, within)
			a := MustParseAccount(number)
			accountRoundTrip(t, a, number)
			partyRoundTrip(t, a.Party(), number)
			if a.Party() != MustParseParty(number) || a.Party().IsGroup() || a.Group() != p {
				t.Fatalf("%s: party %v, group %v", number, a.Party(), a.Group())
			}
			codes = append(codes, a.number)
		}
		for _, c := range codes {
			if c == 0 || c >= 1<<24 || seen[c] {
				t.Fatalf("%s: code %d is zero, too large or not the only one", c, c)
			}
			seen[c] = true
		}
	}
}

func accountRoundTrip(t *testing.T, a Account, text string) {
	t.Helper()
	var read Account
	written, err := a.MarshalText()
	if err != nil || string(written) != text || a.String() != text {
		t.Fatalf("%s is written %q, %v", text, written, err)
	}
	if err := read.UnmarshalText(written); err != nil || read != a {
		t.Fatalf("%s is read as %v, %v", written, read, err)
	}
}

func partyRoundTrip(t *testing.T, p Party, text string) {
	t.Helper()
	var read Party
	written, err := p.MarshalText()
	if err != nil || string(written) != text || p.String() != text {
		t.Fatalf("%s is written %q, %v", text, written, err)
	}
	if err := read.UnmarshalText(written); err != nil || read != p {
		t.Fatalf("%s is read as %v, %v", written, read, err)
	}
}

func TestZeroAccountAndPartyAreNobody(t *testing.T) {
	var a Account
	var p Party
	if !a.IsZero() || a.String() != "none" || a.Party() != p || a.Group() != p {
		t.Errorf("zero account: %v, party %v, group %v", a, a.Party(), a.Group())
	}
	if !p.IsZero() || p.String() != "none" || p.IsGroup() {
		t.Errorf("zero party: %v, group %t", p, p.IsGroup())
	}
	if text, err := a.MarshalText(); err != nil || len(text) != 0 || text == nil {
		t.Errorf("the zero account is written %q, %v", text, err)
	}
	if text, err := p.MarshalText(); err != nil || len(text) != 0 || text == nil {
		t.Errorf("the zero party is written %q, %v", text, err)
	}
	if p.Covers(a) || MustParseParty("00000*").Covers(a) || p.Covers(MustParseAccount("00000-00")) {
		t.Error("nobody is covered, or covers")
	}
}

func TestFailedUnmarshalLeavesTheValue(t *testing.T) {
	a, p := MustParseAccount("40100-01"), MustParseParty("40100*")
	for _, text := range malformed {
		if err := a.UnmarshalText([]byte(text)); err == nil || a.String() != "40100-01" {
			t.Errorf("account after %q: %v, %v", text, a, err)
		}
		if err := p.UnmarshalText([]byte(text)); err == nil || p.String() != "40100*" {
			t.Errorf("party after %q: %v, %v", text, p, err)
		}
	}
}

func TestAnEntryCoversItselfOrItsGroup(t *testing.T) {
	for _, tt := range []struct {
		party, account string
		want           bool
	}{
		{"40100-01", "40100-01", true},
		{"40100-01", "40100-02", false},
		{"40100-01", "40101-01", false},
		{"40100*", "40100-00", true},
		{"40100*", "40100-99", true},
		{"40100*", "40101-00", false},
		{"40100*", "04010-00", false},
		{"40100*", "40109-99", false},
		{"99999*", "99999-99", true},
		{"00000*", "00001-00", false},
	} {
		if got := MustParseParty(tt.party).Covers(MustParseAccount(tt.account)); got != tt.want {
			t.Errorf("%s covers %s: %t, want %t", tt.party, tt.account, got, tt.want)
		}
	}
}

// A group is nobody's customer number, in whatever way a value was come by.
func TestAGroupIsNoAccount(t *testing.T) {
	group := MustParseParty("20410*")
	for _, text := range []string{"20410", "20410*", group.String()} {
		if a, err := ParseAccount(text); err == nil {
			t.Errorf("%q is the account %v", text, a)
		}
	}
}
