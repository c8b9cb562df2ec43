package roles

import (
	"slices"
	"testing"
)

func TestAddressesAreOneWhenTrimmedAndLowerCasedInASCII(t *testing.T) {
	tests := []struct {
		a, b string
		same bool
	}{
		{"anna@mail.example", "anna@mail.example", true},
		{" Anna@MAIL.example\t", "anna@mail.example", true},
		{"anna@mail.example", "anne@mail.example", false},
		{"Åsa@mail.example", "åsa@mail.example", false},      // no rule of a language
		{"\u212aim@mail.example", "kim@mail.example", false}, // the Kelvin sign is no k
		{"\xff@mail.example", "\xfe@mail.example", false},
		{"", "", false},
		{" ", "\t", false},
	}
	c := portal(t)
	for _, test := range tests {
		u := person("anna", "A administrator")
		u.Email = test.a
		got := slices.Collect(c.AdministeredBy(test.b, slices.Values([]Registrant{u})))
		if same := len(got) == 1; same != test.same {
			t.Errorf("%q and %q: one is %v, want %v", test.a, test.b, same, test.same)
		}
	}
}

func TestFunctionNamesAreANewSliceEachTime(t *testing.T) {
	FunctionNames()[0] = "changed"
	if FunctionNames()[0] == "changed" {
		t.Error("the list changed")
	}
	for _, name := range []string{"info", "support"} {
		if !slices.Contains(FunctionNames(), name) {
			t.Errorf("lacks %q", name)
		}
	}
}
