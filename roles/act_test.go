package roles_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/roles"
)

// A deed is an act with valid input that anybody may try, and the questions that
// decide about it.
type deed struct {
	name  string
	try   func(c *roles.Catalog, actor access.Subject) (next any, r report.Report, err error)
	takes []question
}

type question struct {
	action   access.Action
	resource access.Resource
}

func deeds(t *testing.T) []deed {
	users := question{roles.ActionManageUsers, &roles.Organisation{ID: "A"}}
	manage := question{roles.ActionManageRoles, &roles.Organisation{ID: "A"}}
	at := roles.Place{Org: "A", Agent: true}
	placed, applied := placedByKim(t), submitted(t)
	applied.Application.Agent = "A"
	applied, err := roles.SubmitApplication(applied.Application, wish)
	done(t, err)

	create := func(pick ...string) func(*roles.Catalog, access.Subject) (any, report.Report, error) {
		return func(c *roles.Catalog, actor access.Subject) (any, report.Report, error) {
			return c.CreateUser(actor, lena, at, pick, register())
		}
	}
	return []deed{
		{"create-user", create(), []question{users}},
		{"create-user", create("orderer"), []question{users, manage}},
		{"assign-roles", func(c *roles.Catalog, actor access.Subject) (any, report.Report, error) {
			return c.AssignRoles(actor, named("petra"), at, "contact")
		}, []question{manage}},
		{"withdraw-roles", func(c *roles.Catalog, actor access.Subject) (any, report.Report, error) {
			return c.WithdrawRoles(actor, everybody(), "petra", at, "approver")
		}, []question{manage}},
		{"give-permission", func(c *roles.Catalog, actor access.Subject) (any, report.Report, error) {
			return c.GivePermission(actor, named("petra"), at, "g1")
		}, []question{manage}},
		{"take-permission", func(c *roles.Catalog, actor access.Subject) (any, report.Report, error) {
			return c.TakePermission(actor, named("petra"), at, "g1")
		}, []question{manage}},
		{"create-order", func(c *roles.Catalog, actor access.Subject) (any, report.Report, error) {
			return c.CreateOrder(actor, kimsOrder, basket, everybody())
		}, []question{{roles.ActionCreate, &kimsOrder}}},
		{"approve-order", func(c *roles.Catalog, actor access.Subject) (any, report.Report, error) {
			return c.ApproveOrder(actor, placed, basket)
		}, []question{{roles.ActionApprove, &kimsOrder}}},
		{"approve-application", func(c *roles.Catalog, actor access.Subject) (any, report.Report, error) {
			return c.ApproveApplication(actor, applied, wish)
		}, []question{{roles.ActionApprove, &applied.Application}}},
	}
}

// actors are kim with every role and every two, in A and in B, in every session.
func actors() []access.Subject {
	names := []string{
		"", "ghost", "registrar", "keeper", "administrator", "approver", "orderer", "agent-orderer", "contact",
		"signatory", "agent-officer", "connection-officer", "own-cases-officer", "default",
	}
	all := []access.Subject{{}, {User: "kim"}, {User: "kim", SignIn: access.SignedIn}}
	for _, org := range []string{"A", "B", ""} {
		for i, first := range names {
			for _, second := range names[i:] {
				for _, signIn := range []access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut} {
					all = append(all, person("kim", org+" "+first+" "+second).Subject(signIn))
				}
			}
		}
	}
	all[3].Facts = []access.Fact{(*roles.Member)(nil)}
	return all
}

func managing() []roles.Role {
	grants := func(a access.Action) []roles.Grant {
		return []roles.Grant{{Kind: roles.KindOrganisation, Actions: []access.Action{a}, Over: roles.OverOrg}}
	}
	return []roles.Role{
		{Name: "registrar", SignIn: true, Grants: grants(roles.ActionManageUsers)},
		{Name: "keeper", Grants: grants(roles.ActionManageRoles)}, // needs no session
	}
}

func TestAnActIsDoneExactlyWhenCheckAllowsIt(t *testing.T) {
	portal := roles.Config{Portal: true, Define: managing()}
	lifted := portal
	lifted.SamePersonSignedIn, lifted.ApproverSignsIn = true, true
	for _, config := range []roles.Config{portal, lifted} {
		c, err := roles.NewCatalog(config)
		done(t, err)
		for _, deed := range deeds(t) {
			allowed := 0
			for _, actor := range actors() {
				var want access.Decision
				for _, q := range deed.takes {
					if want = c.Check(actor, q.action, q.resource); !want.Allowed {
						break
					}
				}
				next, r, err := deed.try(c, actor)
				if r.Act != "roles."+deed.name || r.Actor != actor.User {
					t.Errorf("got the report %v of %s by %s", r, deed.name, actor.User)
				}
				if want.Allowed {
					allowed++
					if err != nil || r.Count(report.Refused) != 0 {
						t.Errorf("%s: %v though %v", deed.name, err, want)
					}
					continue
				}
				var denied *access.DeniedError
				if !errors.As(err, &denied) || denied.Decision != want {
					t.Errorf("%s: got the error %v, want %v", deed.name, err, want)
				}
				isZero(t, next)
				for _, item := range r.Items {
					if item.Outcome != report.Refused || item.Reason != want.Reason || item.By != want.By {
						t.Errorf("%s: got the item %v, want %v", deed.name, item, want)
					}
				}
			}
			if allowed == 0 {
				t.Errorf("%s: no actor may", deed.name)
			}
		}
	}
}

func TestACatalogueThatWasNeverBuiltRefusesEveryAct(t *testing.T) {
	for _, c := range []*roles.Catalog{nil, {}} {
		for _, deed := range deeds(t) {
			next, r, err := deed.try(c, signedIn("anna"))
			isRefused(t, next, r, err, access.ReasonNoPolicy)
		}
		next, r, err := c.SignUp(lena, atA, nil, register())
		isRefused(t, next, r, err, access.ReasonNoPolicy)
	}
}

func TestARefusalSaysWhatWasRefused(t *testing.T) {
	c := thePortal(t)
	_, r, err := c.AssignRoles(signedIn("bea"), named("kim"), atA, "approver")
	equal(t, "error", err.Error(), `roles: assign roles to user "kim" in "A": access: denied: roles/not-member`)
	text, err := json.MarshalIndent(r, "", "  ")
	done(t, err)
	equal(t, "report", string(text), `{
  "act": "roles.assign-roles",
  "actor": "bea",
  "items": [
    {
      "outcome": "refused",
      "who": "kim",
      "effect": "gains",
      "what": "approver",
      "where": "A",
      "reason": "roles/not-member"
    }
  ]
}`)
}

func TestARefusalNamesTheActWhoAndWhere(t *testing.T) {
	c := thePortal(t)
	kim, olga := signedIn("kim"), named("olga")
	errOf := func(_ any, _ report.Report, err error) error { return err }
	for want, err := range map[string]error{
		`assign roles to user "olga" in "G"`:                  errOf(c.AssignRoles(kim, olga, atG, "contact")),
		`withdraw roles from user "olga" in "G"`:              errOf(c.WithdrawRoles(kim, everybody(), "olga", atG, "contact")),
		`give user "olga" permission within "g1" in "G"`:      errOf(c.GivePermission(kim, olga, atG, "g1")),
		`take permission within "g1" in "G" from user "olga"`: errOf(c.TakePermission(kim, olga, atG, "g1")),
		`create user "lena" in "A"`:                           errOf(c.CreateUser(kim, roles.Person{ID: "lena"}, atA, nil, register())),
		`create order "o1" in "A"`:                            errOf(c.CreateOrder(signedIn("petra"), roles.Order{ID: "o1", Org: "A", CreatedBy: "petra"}, basket, everybody())),
		`approve order "o1" in "A"`:                           errOf(c.ApproveOrder(kim, placedByKim(t), basket)),
		`approve application "p1" at "G"`:                     errOf(c.ApproveApplication(kim, submitted(t), wish)),
		`sign up "lena" in "A"`:                               errOf((*roles.Catalog)(nil).SignUp(roles.Person{ID: "lena"}, atA, nil, register())),
		`pick roles for user "lena" in "A"`:                   errOf(thePortal(t, managing()...).CreateUser(person("rita", "A registrar").Subject(access.SignedIn), roles.Person{ID: "lena"}, atA, []string{"orderer"}, register())),
	} {
		if err == nil || !strings.HasPrefix(err.Error(), "roles: "+want+": access: denied") {
			t.Errorf("got %v, want %s denied", err, want)
		}
	}
}
