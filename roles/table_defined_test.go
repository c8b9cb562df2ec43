package roles

import (
	"fmt"
	"testing"

	"lupa.example/access"
	"lupa.example/access/accesstest"
)

// A tableRole is a defined role on orders: how far each action reaches, and whether
// the role gives sign-in.
type tableRole struct {
	signIn                bool
	create, view, approve Over
}

// everyDefined returns all such roles, also those that grant nothing.
func everyDefined() []tableRole {
	var all []tableRole
	reaches := []Over{OverNothing, OverOwn, OverOrg}
	for _, signIn := range []bool{false, true} {
		for _, create := range reaches {
			for _, view := range reaches {
				for _, approve := range reaches {
					all = append(all, tableRole{signIn, create, view, approve})
				}
			}
		}
	}
	return all
}

func (r tableRole) role(name string) Role {
	role := Role{Name: name, SignIn: r.signIn}
	for _, g := range []struct {
		action access.Action
		over   Over
	}{{ActionCreate, r.create}, {ActionView, r.view}, {ActionApprove, r.approve}} {
		if g.over != OverNothing {
			role.Grants = append(role.Grants, grant(g.over, KindOrder, g.action))
		}
	}
	return role
}

func (r tableRole) String() string {
	text := fmt.Sprintf("create=%v view=%v approve=%v", r.create, r.view, r.approve)
	if r.signIn {
		text += " sign-in"
	}
	return text
}

// over returns how far the role reaches with an action.
func (r tableRole) over(a access.Action) Over {
	switch a {
	case ActionCreate:
		return r.create
	case ActionView:
		return r.view
	default:
		return r.approve
	}
}

// Two defined roles in one person, of every kind there is on orders: sign-in given or
// not, and each action over nothing, one's own or the organisation's × no switch, that
// for one person in both or that for four eyes × session × one's own order and another's
// × action. The conditions on rows and on people hold exactly where Check allows.
//
//	LUPA_TABLE=/tmp/defined.txt go test ./roles -run TestTableOfDefinedRoles
func TestTableOfDefinedRoles(t *testing.T) {
	accesstest.Large(t)
	table := accesstest.NewTable(t, "defined roles")
	all := everyDefined()
	for _, config := range []Config{{}, {SamePersonSignedIn: true}, {FourEyes: true}} {
		for _, one := range all {
			for _, other := range all {
				config.Define = []Role{one.role("one"), other.role("other")}
				catalog := mustCatalog(t, config)
				lists := newLists(catalog)
				holder := fmt.Sprintf("same person signed in: %v, four eyes: %v; one %v, other %v;", config.SamePersonSignedIn, config.FourEyes, one, other)
				for _, signIn := range sessions {
					person := anna(signIn, in("A", "one other"))
					lists.of(person)
					for _, row := range []*Order{order, othersOrder} {
						for _, a := range []access.Action{ActionCreate, ActionView, ActionApprove} {
							d := catalog.Check(person, a, row)
							want := one.gives(a, signIn, row == order) || other.gives(a, signIn, row == order)
							creates := one.create != OverNothing || other.create != OverNothing
							if a == ActionApprove && row == order && config.FourEyes {
								want = false
							}
							if a == ActionApprove && (creates || row == order) && !config.SamePersonSignedIn && signIn != access.SignedOut {
								want = false
							}
							if d.Allowed != want {
								t.Fatalf("%s %v, %s order by %s: got %v", holder, signIn, a, row.CreatedBy, d)
							}
							if err := lists.agree(a, row, d); err != nil {
								t.Fatalf("%s %v, %s order by %s: %v", holder, signIn, a, row.CreatedBy, err)
							}
							table.Row(d, holder, signIn.String()+";", string(a), "order by", row.CreatedBy)
						}
					}
				}
			}
		}
	}
	table.Compare()
}

// gives answers for the role by itself.
func (r tableRole) gives(a access.Action, signIn access.SignIn, own bool) bool {
	if r.signIn && signIn != access.SignedIn {
		return false
	}
	return r.over(a) == OverOrg || r.over(a) == OverOwn && own
}
