package caseworkoracle

import "testing"

func TestTraps(t *testing.T) {
	p := Policy{Package: []string{"book", "pay"}}
	steward := Subject{"stu", []User{{"O", true}}}
	stewards := Policy{Stewards: true}
	open := Policy{Package: p.Package, SharedMayShare: true}
	s := func(u string) Subject { return Subject{u, []User{{Org: "O"}}} }
	cl := Client{"O", "rita", []string{"sam"}}
	client := Resource{Kind: "casework.client", Client: cl}
	session := Resource{Kind: "casework.session", Client: cl}
	e := Engagement{"O", []string{"sys"}, map[string][]string{"book": {"pb"}, "old": {"po", "pbo"}, "pay": {"pbo"}},
		map[string][]string{"con": {"book"}, "con2": {"book", "old"}, "none": {}, "pb": {}, "three": {"pay", "old"}, "sys2": nil, "empty": {""}}}
	two := e
	two.SystemAdministrators = []string{"sys", "sys2"}
	dup := e
	dup.SystemAdministrators = []string{"sys", "sys", ""}
	nameless := e
	nameless.ProgramAdministrators = map[string][]string{"book": {"pb"}, "": {"none"}}
	eng := Resource{Kind: "casework.engagement", Engagement: e}
	acc := func(c string, e Engagement) Resource {
		return Resource{Kind: "casework.access", Consultant: c, Engagement: e}
	}
	prog := func(id string) Resource { return Resource{Kind: "casework.program", Program: id, Engagement: e} }
	for _, c := range []struct {
		name string
		p    Policy
		s    Subject
		a    string
		r    Resource
		want bool
	}{
		{"responsible", p, s("rita"), "view", client, true},
		{"shared edits", p, s("sam"), "edit", session, true},
		{"shared adds", p, s("sam"), "add-session", client, true},
		{"colleague", p, s("col"), "view", client, false},
		{"shared shares", p, s("sam"), "share", client, false},
		{"shared shares, switch", open, s("sam"), "share", client, true},
		{"colleague shares, switch", open, s("col"), "share", client, false},
		{"shared unshares, switch", open, s("sam"), "unshare", client, false},
		{"shared transfers", open, s("sam"), "transfer", client, false},
		{"responsible transfers", p, s("rita"), "transfer", client, true},
		{"delete", p, s("rita"), "delete", client, false},
		{"other organisation", p, Subject{"rita", []User{{Org: "P"}}}, "view", client, false},
		{"ambiguous", p, Subject{"rita", []User{{Org: "O"}, {Org: "P"}}}, "view", client, false},
		{"same twice", p, Subject{"rita", []User{{Org: "O"}, {Org: "O"}}}, "view", client, true},
		{"empty organisations", p, Subject{"rita", []User{{}}}, "view", Resource{Kind: "casework.client", Client: Client{Responsible: "rita"}}, false},

		{"steward hands on", stewards, steward, "hand-on", client, true},
		{"steward hands on what is theirs", stewards, Subject{"rita", []User{{"O", true}}}, "hand-on", client, true},
		{"no stewards", p, steward, "hand-on", client, false},
		{"no steward", stewards, s("rita"), "hand-on", client, false},
		{"steward elsewhere", stewards, Subject{"stu", []User{{"P", true}}}, "hand-on", client, false},
		{"steward or not", stewards, Subject{"stu", []User{{"O", true}, {"O", false}}}, "hand-on", client, false},
		{"steward views", stewards, steward, "view", client, false},
		{"steward transfers", stewards, steward, "transfer", client, false},
		{"steward hands on a session", stewards, steward, "hand-on", session, false},

		{"consultant views", p, s("none"), "view", eng, true},
		{"administrator views", p, s("po"), "view", eng, true},
		{"stranger views", p, s("zed"), "view", eng, false},
		{"use", p, s("con"), "use", prog("book"), true},
		{"use outside the package", p, s("con2"), "use", prog("old"), true},
		{"use what one lacks", p, s("con"), "use", prog("pay"), false},
		{"administering is not using", p, s("sys"), "use", prog("book"), false},
		{"assign", p, s("pb"), "assign", prog("book"), true},
		{"assign another", p, s("pb"), "assign", prog("pay"), false},
		{"system assigns", p, s("sys"), "assign", prog("pay"), true},
		{"outside the package", p, s("sys"), "assign", prog("old"), false},
		{"remove outside the package", p, s("po"), "remove", prog("old"), false},
		{"using is not administering", p, s("con"), "assign", prog("book"), false},
		{"give", p, s("pb"), "give", acc("new", e), true},
		{"give, outside the package", p, s("po"), "give", acc("new", e), false},
		{"give, consultant", p, s("con"), "give", acc("new", e), false},
		{"remove by program administrator", p, s("pb"), "remove", acc("con", e), true},
		{"remove, holds more", p, s("pb"), "remove", acc("con2", e), false},
		{"remove, holds nothing", p, s("pb"), "remove", acc("none", e), true},
		{"remove by administrator outside the package", p, s("po"), "remove", acc("none", e), true},
		{"remove, both held", p, s("pbo"), "remove", acc("three", e), true},
		{"remove an administrator", p, s("pbo"), "remove", acc("pb", e), false},
		{"remove oneself", p, s("pb"), "remove", acc("pb", e), false},
		{"system removes an administrator", p, s("sys"), "remove", acc("pb", e), true},
		{"the sole one", p, s("sys"), "remove", acc("sys", e), false},
		{"the sole one twice", p, s("sys"), "remove", acc("sys", dup), false},
		{"one of two", p, s("sys"), "remove", acc("sys", two), true},
		{"system by program administrator", p, s("pb"), "remove", acc("sys2", two), false},
		{"remove an administrator of the empty program", p, s("pb"), "remove", acc("none", nameless), true},
		{"remove who holds the empty program", p, s("pb"), "remove", acc("empty", e), false},
		{"remove by consultant", p, s("con"), "remove", acc("none", e), false},
	} {
		if got := Check(c.p, c.s, c.a, c.r); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
