package sharingoracle

import "testing"

func customer(a string) Subject { return Subject{"u", []User{{Account: a}}} }

// sees lists as "viewer>owner" who sees whom of the numbers, own results left out.
func sees(p Policy, numbers []string) map[string]bool {
	out := map[string]bool{}
	for _, v := range numbers {
		for _, o := range numbers {
			ok := Check(p, customer(v), "view", Resource{Kind: "sharing.result", Owner: o})
			if v == o {
				if !ok {
					panic("own")
				}
				continue
			}
			if ok {
				out[v+">"+o] = true
			}
		}
	}
	return out
}

func TestWorkedExamples(t *testing.T) {
	const one, two, three, future, other = "00000-01", "00000-02", "00000-03", "00000-99", "00001-01"
	all := []string{one, two, three, future, other}
	in := all[:4]
	full := map[string]bool{}
	for _, v := range in {
		for _, o := range in {
			if v != o {
				full[v+">"+o] = true
			}
		}
	}
	set := func(s ...string) map[string]bool {
		m := map[string]bool{}
		for _, x := range s {
			m[x] = true
		}
		return m
	}
	for i, c := range []struct {
		v, s []string
		want map[string]bool
	}{
		{[]string{one, two}, []string{one, two}, set(one+">"+two, two+">"+one)},
		{[]string{one, two}, []string{one, two, three}, set(one+">"+two, two+">"+one, one+">"+three, two+">"+three)},
		{[]string{two}, []string{"00000*"}, set(two+">"+one, two+">"+three, two+">"+future)},
		{[]string{"00000*"}, []string{one}, set(two+">"+one, three+">"+one, future+">"+one)},
		{[]string{"00000*"}, []string{"00000"}, full},
	} {
		got := sees(Policy{[]Rule{{"r", c.v, c.s}}}, all)
		if len(got) != len(c.want) {
			t.Errorf("example %d: got %v want %v", i+1, got, c.want)
		}
		for k := range c.want {
			if !got[k] {
				t.Errorf("example %d: %s missing", i+1, k)
			}
		}
	}
}

func TestTraps(t *testing.T) {
	rule := Resource{Kind: "sharing.rule", Viewers: []string{"00000"}, Sharers: []string{"00001-01", "00001*"}}
	res := func(o string) Resource { return Resource{Kind: "sharing.result", Owner: o} }
	p := Policy{[]Rule{{"a", []string{"00000-01"}, []string{"00000-02"}}, {"b", []string{"00000-02"}, []string{"00000-03"}}, {"c", []string{"10000"}, []string{"00000*"}}}}
	for _, c := range []struct {
		name string
		p    Policy
		s    Subject
		a    string
		r    Resource
		want bool
	}{
		{"no rule", Policy{}, customer("00000-01"), "view", res("00000-02"), false},
		{"own results", Policy{}, customer("00000-01"), "view", res("00000-01"), true},
		{"not transitive", p, customer("00000-01"), "view", res("00000-03"), false},
		{"one-way", p, customer("00000-02"), "view", res("00000-01"), false},
		{"across groups", p, customer("10000-77"), "view", res("00000-55"), true},
		{"other group", p, customer("10001-77"), "view", res("00000-55"), false},
		{"bare group viewer", p, customer("10000"), "view", res("00000-55"), false},
		{"bare group owner", p, customer("10000-01"), "view", res("00000*"), false},
		{"seeing only", p, customer("00000-01"), "delete", res("00000-02"), false},
		{"empty equals nothing", p, customer(""), "view", res(""), false},
		{"staff sees nothing", p, Subject{"u", []User{{"", true}}}, "view", res("00000-02"), false},
		{"no fact", p, Subject{"u", nil}, "view", res("00000-02"), false},
		{"same fact twice", p, Subject{"u", []User{{"00000-01", false}, {"00000-01", false}}}, "view", res("00000-02"), true},
		{"different facts", p, Subject{"u", []User{{"00000-01", false}, {"00000-02", false}}}, "view", res("00000-02"), false},
		{"request", p, customer("00000-01"), "request", rule, true},
		{"request of staff without account", p, Subject{"u", []User{{"", true}}}, "request", rule, false},
		{"configure", p, Subject{"u", []User{{"", true}}}, "configure", rule, true},
		{"configure by customer", p, customer("00000-01"), "configure", rule, false},
		{"a rule without sharers", p, Subject{"u", []User{{"", true}}}, "configure", Resource{Kind: "sharing.rule", Viewers: []string{"00000"}}, false},
		{"a rule with an entry that is none", p, customer("00000-01"), "request", Resource{Kind: "sharing.rule", Viewers: []string{"00000"}, Sharers: []string{"0000*"}}, false},
		{"unknown kind", p, Subject{"u", []User{{"", true}}}, "configure", Resource{Kind: "sharing.Rule", Viewers: []string{"00000"}, Sharers: []string{"00000"}}, false},
		{"no user", p, Subject{"", []User{{"00000-01", true}}}, "configure", rule, false},
	} {
		if got := Check(c.p, c.s, c.a, c.r); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
