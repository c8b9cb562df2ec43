// Portal takes an order in a customer portal from the user who may place it to the
// approver who makes it valid. People hold roles in organisations, one person perhaps
// in several, and administrators give and take them.
package main

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/roles"
)

// A session is what the portal knows about the browser that asks. A person who
// came by a link in an e-mail is identified and not signed in.
type session struct {
	user     string
	signedIn bool
}

// A portal is the service: the catalogue of roles, and its tables.
type portal struct {
	out     io.Writer
	catalog *roles.Catalog
	users   []roles.User // a table
	order   roles.PlacedOrder
	basket  string // what is ordered, as the order's row has it
}

var north = roles.Place{Org: "north-hospital"}

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	catalog, err := roles.NewCatalog(roles.Config{Portal: true})
	if err != nil {
		return err
	}
	p := &portal{out: out, catalog: catalog, users: []roles.User{
		{ID: "anna", Email: "anna@north.example", Members: []roles.Member{in(north, roles.RoleAdministrator)}},
		{ID: "petra", Email: "petra@north.example", Members: []roles.Member{in(north, roles.RoleApprover)}},
		{ID: "sten", Email: "sten@north.example", Members: []roles.Member{in(north, roles.RoleOrderer, roles.RoleApprover)}},
		{ID: "mona", Email: "mona@south.example", Members: []roles.Member{in(roles.Place{Org: "south-clinic"}, roles.RoleApprover)}},
	}}
	for _, chapter := range []func() error{p.register, p.assign, p.place, p.preview, p.approve, p.change, p.withdraw} {
		if err := chapter(); err != nil {
			return err
		}
	}
	return nil
}

func in(at roles.Place, names ...string) roles.Member { return roles.Member{Org: at.Org, Roles: names} }

// register creates a user, who gets the default role. The address is the support
// desk's: that is worth a note, and no refusal.
func (p *portal) register() error {
	olof := roles.Person{ID: "olof", Email: "support@north.example"}
	user, done, err := p.catalog.CreateUser(p.subject(session{"anna", true}), olof, north, nil, roles.Register{Users: p.all()})
	if err != nil {
		return err
	}
	p.keep(user)
	p.show(done)
	return nil
}

func (p *portal) assign() error {
	user, done, err := p.catalog.AssignRoles(p.subject(session{"anna", true}), p.user("olof"), north, roles.RoleOrderer)
	if err != nil {
		return err
	}
	p.keep(user)
	p.show(done)
	return nil
}

// place creates the order. It exists from now on, and is not valid yet.
func (p *portal) place() error {
	p.basket = "broadband: 2"
	row := roles.Order{ID: "1", Org: north.Org, CreatedBy: "olof"}
	placed, done, err := p.catalog.CreateOrder(p.subject(session{"olof", true}), row, p.basket, p.all())
	if err != nil {
		return err
	}
	p.order = placed
	p.show(done)
	fmt.Fprintln(p.out, "valid:", p.order.Valid(p.basket))
	return nil
}

// preview shows what would come of it if people approved, and keeps nothing.
func (p *portal) preview() error {
	for _, s := range []session{{"olof", true}, {"mona", false}, {"sten", true}, {"sten", false}} {
		_, _, err := p.catalog.ApproveOrder(p.subject(s), p.order, p.basket)

		var denied *access.DeniedError
		switch {
		case errors.As(err, &denied):
			fmt.Fprintf(p.out, "%s, %v: %s\n", s.user, p.subject(s).SignIn, denied.Decision.Reason)
		case err != nil:
			return err
		default:
			fmt.Fprintf(p.out, "%s, %v: would approve\n", s.user, p.subject(s).SignIn)
		}
	}
	fmt.Fprintln(p.out, "valid:", p.order.Valid(p.basket))
	return nil
}

// approve has petra approve. Her role gives no sign-in; she came by a link.
func (p *portal) approve() error {
	approved, done, err := p.catalog.ApproveOrder(p.subject(session{"petra", false}), p.order, p.basket)
	if err != nil {
		return err
	}
	p.order = approved
	p.show(done)
	fmt.Fprintf(p.out, "valid: %v, approved by %s\n", p.order.Valid(p.basket), p.order.Approval.By)
	return nil
}

// change edits the row behind the approver's back.
func (p *portal) change() error {
	p.basket = "broadband: 200"
	fmt.Fprintln(p.out, "changed; valid:", p.order.Valid(p.basket))
	return nil
}

// withdraw takes a role away, and cannot take the last administrator's.
func (p *portal) withdraw() error {
	anna := p.subject(session{"anna", true})
	user, done, err := p.catalog.WithdrawRoles(anna, p.all(), "olof", north, roles.RoleOrderer)
	if err != nil {
		return err
	}
	p.keep(user)
	p.show(done)

	_, _, err = p.catalog.WithdrawRoles(anna, p.all(), "anna", north, roles.RoleAdministrator)
	var invalid *access.InvalidError
	if !errors.As(err, &invalid) {
		return fmt.Errorf("the last administrator was not kept: %v", err)
	}
	fmt.Fprintln(p.out, invalid.Problem)
	return nil
}

// subject says who asks: the session, and all that the portal knows of the person.
func (p *portal) subject(s session) access.Subject {
	if s.signedIn {
		return p.user(s.user).Subject(access.SignedIn)
	}
	return p.user(s.user).Subject(access.SignedOut)
}

// user reads a row; an unknown person is nobody.
func (p *portal) user(id string) roles.User {
	for _, u := range p.users {
		if u.ID == id {
			return u
		}
	}
	return roles.User{}
}

func (p *portal) all() iter.Seq[roles.User] { return slices.Values(p.users) }

// keep writes a row: only now has an act happened.
func (p *portal) keep(u roles.User) {
	p.users = slices.DeleteFunc(p.users, func(old roles.User) bool { return old.ID == u.ID })
	p.users = append(p.users, u)
}

func (p *portal) show(r report.Report) { fmt.Fprintln(p.out, r) }
