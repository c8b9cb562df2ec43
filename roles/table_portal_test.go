package roles

import (
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
)

// Combinations of the switches, in words.
var everySwitch = []struct {
	config Config
	text   string
}{
	{Config{Portal: true}, "no switch;"},
	{Config{Portal: true, ApproverSignsIn: true}, "approver signs in;"},
	{Config{Portal: true, SamePersonSignedIn: true}, "same person signed in;"},
	{Config{Portal: true, ApproverSignsIn: true, SamePersonSignedIn: true}, "approver signs in, same person signed in;"},
	{Config{Portal: true, FourEyes: true}, "four eyes;"},
	{Config{Portal: true, SamePersonSignedIn: true, FourEyes: true}, "same person signed in, four eyes;"},
}

// A portalQuestion is an action on a row of the organisation A and how to ask for it.
type portalQuestion struct {
	action access.Action
	row    access.Resource
	own    bool
	marks  []string // by role, see matrix
	text   string
}

// everyQuestion returns each action on each kind, over one's own and another's row
// where the kind has an owner.
func everyQuestion() []portalQuestion {
	var all []portalQuestion
	for _, line := range matrix {
		own, others := rows(line.kind)
		text := string(line.action) + " " + strings.TrimPrefix(string(line.kind), "roles.")
		marks := strings.Fields(line.marks)
		if own == others {
			all = append(all, portalQuestion{line.action, own, true, marks, text})
			continue
		}
		all = append(all, portalQuestion{line.action, own, true, marks, text + ", one's own"})
		all = append(all, portalQuestion{line.action, others, false, marks, text + ", another's"})
	}
	return all
}

// may answers for a person who holds the roles of the set in A by reading the matrix
// of single roles and the gates aloud. Bit i of the set is role i of the portal.
func (q portalQuestion) may(set int, permitted bool, signIn access.SignIn, c Config) bool {
	holds := func(role string) bool {
		for i, name := range portalRoles {
			if name == role {
				return set&(1<<i) != 0
			}
		}
		panic(role)
	}
	some := false
	for i, mark := range q.marks {
		if set&(1<<i) == 0 {
			continue
		}
		switch mark {
		case "+":
			some = true
		case "s":
			some = some || signIn == access.SignedIn
		case "o":
			some = some || signIn == access.SignedIn && q.own
		}
	}
	if q.action == ActionSignIn && c.ApproverSignsIn && holds("approver") {
		some = true
	}
	if q.action == ActionHandle && !permitted {
		return false
	}
	approving := q.action == ActionApprove && q.row.Kind() != KindAgreement
	ordered := q.row == order // which is one's own
	orders := holds("orderer") || holds("agent-orderer") || holds("connection-officer")
	if approving && ordered && c.FourEyes {
		return false
	}
	if approving && (orders || ordered) && signIn != access.SignedOut && !c.SamePersonSignedIn {
		return false
	}
	return some
}

// Every set of the portal's ten roles × the switches in six combinations × what is known of the
// session × the personal permission for the agent assignment, held or not × held in
// the organisation that is asked about or in another × action and kind, over one's own
// row and another's. The conditions on rows and on people hold exactly where Check
// allows.
//
//	LUPA_TABLE=/tmp/portal.txt go test ./roles -run TestTableOfThePortal
func TestTableOfThePortal(t *testing.T) {
	accesstest.Large(t)
	table := accesstest.NewTable(t, "portal")
	questions := everyQuestion()
	for _, w := range everySwitch {
		catalog := mustCatalog(t, w.config)
		lists := newLists(catalog)
		for set := range 1 << len(portalRoles) {
			var held []string
			for i, name := range portalRoles {
				if set&(1<<i) != 0 {
					held = append(held, name)
				}
			}
			text := "no role"
			if held != nil {
				text = strings.Join(held, "+")
			}
			for _, org := range []string{"A", "B"} {
				for _, assignments := range [][]string{{"g2"}, {"g2", "g1"}} {
					permitted := len(assignments) == 2
					holder := text + " in " + org
					if permitted {
						holder += ", permitted"
					}
					m := &Member{Org: org, Roles: held, Assignments: assignments}
					for _, signIn := range sessions {
						person := anna(signIn, m)
						lists.of(person)
						for _, q := range questions {
							d := catalog.Check(person, q.action, q.row)
							if want := org == "A" && q.may(set, permitted, signIn, w.config); d.Allowed != want {
								t.Fatalf("%s %s, %v: %s: got %v", w.text, holder, signIn, q.text, d)
							}
							if err := lists.agree(q.action, q.row, d); err != nil {
								t.Fatalf("%s %s, %v: %s: %v", w.text, holder, signIn, q.text, err)
							}
							table.Row(d, w.text, holder+",", signIn.String()+";", q.text)
						}
					}
				}
			}
		}
	}
	table.Compare()
}
