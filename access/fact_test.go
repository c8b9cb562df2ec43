package access_test

import (
	"slices"
	"testing"

	"lupa.example/access"
)

type badge struct{ number string }

func (*badge) Fact() string { return "test.badge" }

type shift struct{ hours []int }

func (*shift) Fact() string { return "test.shift" }

func sameBadge(a, b *badge) bool { return *a == *b }
func sameShift(a, b *shift) bool { return slices.Equal(a.hours, b.hours) }

func TestSingle(t *testing.T) {
	one, again, two := &badge{"1"}, &badge{"1"}, &badge{"2"}
	other := &shift{[]int{1}}
	for _, test := range []struct {
		name  string
		facts []access.Fact
		want  *badge
		why   access.Reason
	}{
		{"none", nil, nil, access.ReasonNoFact},
		{"empty list", []access.Fact{}, nil, access.ReasonNoFact},
		{"nil", []access.Fact{nil}, nil, access.ReasonNoFact},
		{"nil pointer", []access.Fact{(*badge)(nil)}, nil, access.ReasonNoFact},
		{"another type", []access.Fact{other}, nil, access.ReasonNoFact},
		{"one", []access.Fact{one}, one, ""},
		{"one that is empty", []access.Fact{&badge{}}, &badge{}, ""},
		{"among others", []access.Fact{other, nil, one, (*badge)(nil), other}, one, ""},
		{"the same twice", []access.Fact{one, one}, one, ""},
		{"equal twice", []access.Fact{one, other, again}, one, ""},
		{"different", []access.Fact{one, two}, nil, access.ReasonAmbiguousFact},
		{"different, other order", []access.Fact{two, one}, nil, access.ReasonAmbiguousFact},
		{"the last differs", []access.Fact{one, again, other, two}, nil, access.ReasonAmbiguousFact},
		{"one and empty", []access.Fact{one, &badge{}}, nil, access.ReasonAmbiguousFact},
		{"empty and one", []access.Fact{&badge{}, one}, nil, access.ReasonAmbiguousFact},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, why := access.Single(access.Subject{User: "anna", Facts: test.facts}, sameBadge)
			if why != test.why || (got == nil) != (test.want == nil) || got != nil && *got != *test.want {
				t.Errorf("Single = %v, %q; want %v, %q", got, why, test.want, test.why)
			}
		})
	}
}

// What is the same is for the area to say: these facts cannot be compared by ==.
func TestSingleComparesAsTold(t *testing.T) {
	early, same, late := &shift{[]int{6, 14}}, &shift{[]int{6, 14}}, &shift{[]int{14, 22}}
	if got, why := access.Single(access.Subject{Facts: []access.Fact{early, same}}, sameShift); got != early || why != "" {
		t.Errorf("Single = %v, %q; want the first", got, why)
	}
	if got, why := access.Single(access.Subject{Facts: []access.Fact{early, late}}, sameShift); got != nil || why != access.ReasonAmbiguousFact {
		t.Errorf("Single = %v, %q; want it ambiguous", got, why)
	}
}

func TestSingleAllocatesNothing(t *testing.T) {
	s := access.Subject{User: "anna", Facts: []access.Fact{&shift{}, &badge{"1"}, &badge{"1"}}}
	if n := testing.AllocsPerRun(100, func() {
		if _, why := access.Single(s, sameBadge); why != "" {
			t.Error(why)
		}
	}); n != 0 {
		t.Errorf("Single allocates %v times", n)
	}
}
