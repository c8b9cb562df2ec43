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
	people  []roles.Registrant // a table
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
	p := &portal{out: out, catalog: catalog, people: []roles.Registrant{
		{ID: "anna", Email: "anna@north.example", Members: []roles.Member{in(north, roles.RoleAdministrator)}},
		{ID: "petra", Email: "petra@north.example", Members: []roles.Member{in(north, roles.RoleApprover)}},
		{ID: "ebba", Email: "ebba@north.example", Members: []roles.Member{in(north, roles.RoleConnectionOfficer)}},
		{ID: "sten", Email: "sten@north.example", Members: []roles.Member{in(north, roles.RoleOrderer, roles.RoleApprover)}},
		{ID: "mona", Email: "mona@south.example", Members: []roles.Member{in(roles.Place{Org: "south-clinic"}, roles.RoleApprover)}},
	}}
	for _, chapter := range []func() error{p.register, p.assign, p.place, p.preview, p.fourEyes, p.approve, p.change, p.contact, p.leave} {
		if err := chapter(); err != nil {
			return err
		}
	}
	return nil
}

func in(at roles.Place, names ...string) roles.Member { return roles.Member{Org: at.Org, Roles: names} }

// register registers a person, who gets the default role. The address is the support
// desk's: that is worth a note, and no refusal.
func (p *portal) register() error {
	olof := roles.NewAccount{ID: "olof", Email: "support@north.example"}
	person, r, err := p.catalog.CreateRegistrant(p.subject(session{"anna", true}), olof, north, nil, roles.Register{Registrants: p.all()})
	if err != nil {
		return err
	}
	p.keep(person)
	p.show(r)
	return nil
}

func (p *portal) assign() error {
	person, r, err := p.catalog.AssignRoles(p.subject(session{"anna", true}), p.person("olof"), north, []string{roles.RoleOrderer})
	if err != nil {
		return err
	}
	p.keep(person)
	p.show(r)
	return nil
}

// place creates the order. It exists from now on, and is not valid yet.
func (p *portal) place() error {
	p.basket = "broadband: 2"
	row := roles.Order{ID: "1", Org: north.Org, CreatedBy: "olof"}
	placed, r, err := p.catalog.CreateOrder(p.subject(session{"olof", true}), row, p.basket, p.all())
	if err != nil {
		return err
	}
	p.order = placed
	p.show(r)
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

// fourEyes shows what a portal would say that wants another person for every approval:
// sten, who has placed an order of his own, does not approve it signed out either.
func (p *portal) fourEyes() error {
	strict, err := roles.NewCatalog(roles.Config{Portal: true, FourEyes: true})
	if err != nil {
		return err
	}
	row := roles.Order{ID: "2", Org: north.Org, CreatedBy: "sten"}
	placed, _, err := strict.CreateOrder(p.subject(session{"sten", true}), row, p.basket, p.all())
	if err != nil {
		return err
	}
	for _, catalog := range []*roles.Catalog{p.catalog, strict} {
		_, r, err := catalog.ApproveOrder(p.subject(session{"sten", false}), placed, p.basket)
		if err != nil && !errors.Is(err, access.ErrDenied) {
			return err
		}
		fmt.Fprintf(p.out, "four eyes %v: %v\n", catalog.Config().FourEyes, r.Items[0])
	}
	return nil
}

// approve has petra approve. Her role gives no sign-in; she came by a link.
func (p *portal) approve() error {
	approved, r, err := p.catalog.ApproveOrder(p.subject(session{"petra", false}), p.order, p.basket)
	if err != nil {
		return err
	}
	p.order = approved
	p.show(r)
	fmt.Fprintf(p.out, "valid: %v, approved by %s\n", p.order.Valid(p.basket), p.order.Approval.By)
	return nil
}

// change edits the row behind the approver's back.
func (p *portal) change() error {
	p.basket = "broadband: 200"
	fmt.Fprintln(p.out, "changed; valid:", p.order.Valid(p.basket))
	return nil
}

// contact names ebba, who knows the premises, as the one to ask about the connection.
// The approval has no part in that.
func (p *portal) contact() error {
	named, r, err := p.catalog.NameConnectionContact(p.subject(session{"olof", true}), p.order, "ebba", p.all())
	if err != nil {
		return err
	}
	p.order = named
	p.show(r)
	return nil
}

// leave has olof, petra and sten leave the hospital. Nothing that they have is forgotten,
// what the hospital then lacks is a note, and without an administrator it cannot be.
func (p *portal) leave() error {
	for what, where := range roles.Holdings("olof", roles.Rows{
		Registrants: p.all(),
		Orders:      slices.Values([]roles.PlacedOrder{p.order}),
	}) {
		if where == (report.Thing{}) {
			fmt.Fprintf(p.out, "olof has %v\n", what)
		} else {
			fmt.Fprintf(p.out, "olof has %v (%v)\n", what, where)
		}
	}
	anna := p.subject(session{"anna", true})
	for _, id := range []string{"olof", "petra", "sten"} {
		person, r, err := p.catalog.RemoveRegistrant(anna, p.person(id), north, p.all())
		if err != nil {
			return err
		}
		p.keep(person)
		p.show(r)
	}

	_, _, err := p.catalog.RemoveRegistrant(anna, p.person("anna"), north, p.all())
	findings := access.Findings(err)
	if len(findings) == 0 {
		return fmt.Errorf("the last administrator was not kept: %v", err)
	}
	fmt.Fprintln(p.out, findings[0].Problem)
	for finding := range p.catalog.LintRegistrants(p.all()) {
		fmt.Fprintln(p.out, finding)
	}
	return nil
}

// subject says who asks: the session, and all that the portal knows of the person.
func (p *portal) subject(s session) access.Subject {
	if s.signedIn {
		return p.person(s.user).Subject(access.SignedIn)
	}
	return p.person(s.user).Subject(access.SignedOut)
}

// person reads a row; an unknown person is nobody.
func (p *portal) person(id string) roles.Registrant {
	for _, u := range p.people {
		if u.ID == id {
			return u
		}
	}
	return roles.Registrant{}
}

func (p *portal) all() iter.Seq[roles.Registrant] { return slices.Values(p.people) }

// keep writes a row: only now has an act happened.
func (p *portal) keep(u roles.Registrant) {
	p.people = slices.DeleteFunc(p.people, func(old roles.Registrant) bool { return old.ID == u.ID })
	p.people = append(p.people, u)
}

func (p *portal) show(r report.Report) { fmt.Fprintln(p.out, r) }
