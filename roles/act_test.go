package roles

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/access/report"
)

// A deed is an act with valid input that anybody may try, and the questions that
// decide about it.
type deed struct {
	name  string
	try   func(c *Catalog, actor access.Subject) (next any, r report.Report, err error)
	takes []asked
}

type asked struct {
	action   access.Action
	resource access.Resource
}

func deeds(t *testing.T) []deed {
	users := asked{ActionManageUsers, &Organisation{ID: "A"}}
	manage := asked{ActionManageRoles, &Organisation{ID: "A"}}
	at := Place{Org: "A", Agent: true}
	placed, applied := placedByKim(t), submitted(t)
	applied.Application.Agent = "A"
	applied, err := SubmitApplication(applied.Application, wish)
	wantDone(t, err)

	create := func(pick ...string) func(*Catalog, access.Subject) (any, report.Report, error) {
		return func(c *Catalog, actor access.Subject) (any, report.Report, error) {
			return c.CreateRegistrant(actor, lena, at, pick, register())
		}
	}
	return []deed{
		{"create-registrant", create(), []asked{users}},
		{"create-registrant", create("orderer"), []asked{users, manage}},
		{"assign-roles", func(c *Catalog, actor access.Subject) (any, report.Report, error) {
			return c.AssignRoles(actor, named("petra"), at, []string{"contact"})
		}, []asked{manage}},
		{"withdraw-roles", func(c *Catalog, actor access.Subject) (any, report.Report, error) {
			return c.WithdrawRoles(actor, named("petra"), at, []string{"approver"}, everybody())
		}, []asked{manage}},
		{"give-permission", func(c *Catalog, actor access.Subject) (any, report.Report, error) {
			return c.GivePermission(actor, named("petra"), at, "g1")
		}, []asked{manage}},
		{"take-permission", func(c *Catalog, actor access.Subject) (any, report.Report, error) {
			return c.TakePermission(actor, named("petra"), at, "g1")
		}, []asked{manage}},
		{"remove-registrant", func(c *Catalog, actor access.Subject) (any, report.Report, error) {
			return c.RemoveRegistrant(actor, named("dora"), at, everybody())
		}, []asked{users}},
		{"remove-registrant", func(c *Catalog, actor access.Subject) (any, report.Report, error) {
			return c.RemoveRegistrant(actor, named("kim"), at, everybody())
		}, []asked{users, manage}},
		{"change-email", func(c *Catalog, actor access.Subject) (any, report.Report, error) {
			return c.ChangeEmail(actor, named("dora"), "d@mail.example", register())
		}, []asked{users}},
		{"change-email", func(c *Catalog, actor access.Subject) (any, report.Report, error) {
			return c.ChangeEmail(actor, named("kim"), "k@mail.example", register())
		}, []asked{users, manage}},
		{"create-order", func(c *Catalog, actor access.Subject) (any, report.Report, error) {
			return c.CreateOrder(actor, kimsOrder, basket, everybody())
		}, []asked{{ActionCreate, &kimsOrder}}},
		{"name-connection-contact", func(c *Catalog, actor access.Subject) (any, report.Report, error) {
			return c.NameConnectionContact(actor, placed, "dora", slices.Values([]Registrant{person("dora", "A connection-officer")}))
		}, []asked{{ActionCreate, &kimsOrder}}},
		{"approve-order", func(c *Catalog, actor access.Subject) (any, report.Report, error) {
			return c.ApproveOrder(actor, placed, basket)
		}, []asked{{ActionApprove, &kimsOrder}}},
		{"approve-application", func(c *Catalog, actor access.Subject) (any, report.Report, error) {
			return c.ApproveApplication(actor, applied, wish)
		}, []asked{{ActionApprove, &applied.Application}}},
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
	all[3].Facts = []access.Fact{(*Member)(nil)}
	return all
}

func managing() []Role {
	grants := func(a access.Action) []Grant {
		return []Grant{{Kind: KindOrganisation, Actions: []access.Action{a}, Over: OverOrg}}
	}
	return []Role{
		{Name: "registrar", SignIn: true, Grants: grants(ActionManageUsers)},
		{Name: "keeper", Grants: grants(ActionManageRoles)}, // needs no session
	}
}

func TestAnActIsDoneExactlyWhenCheckAllowsIt(t *testing.T) {
	portal := Config{Portal: true, Define: managing()}
	lifted := portal
	lifted.SamePersonSignedIn, lifted.ApproverSignsIn = true, true
	for _, config := range []Config{portal, lifted} {
		c, err := NewCatalog(config)
		wantDone(t, err)
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
				wantZero(t, next)
				if len(r.Items) > 0 {
					wantRefusedItems(t, r, want)
				}
			}
			if allowed == 0 {
				t.Errorf("%s: no actor may", deed.name)
			}
		}
	}
}

func TestACatalogueThatWasNeverBuiltRefusesEveryAct(t *testing.T) {
	for _, c := range []*Catalog{nil, {}} {
		for _, deed := range deeds(t) {
			next, r, err := deed.try(c, signedIn("anna"))
			wantDenied(t, next, r, err, access.ReasonNoPolicy)
		}
		next, r, err := c.SignUp(lena, atA, nil, register())
		wantDenied(t, next, r, err, access.ReasonNoPolicy)
	}
}

func TestARefusalSaysWhatWasRefused(t *testing.T) {
	_, r, err := portal(t).AssignRoles(signedIn("bea"), named("kim"), atA, []string{"approver"})
	wantEqual(t, "error", err.Error(), `roles: assign roles, organisation A: access: denied: roles/not-member`)
	text, err := json.MarshalIndent(r, "", "  ")
	wantDone(t, err)
	wantEqual(t, "report", string(text), `{
  "act": "roles.assign-roles",
  "actor": "bea",
  "items": [
    {
      "outcome": "refused",
      "who": {
        "kind": "person",
        "id": "kim"
      },
      "effect": "gains",
      "what": {
        "kind": "roles.role",
        "id": "approver"
      },
      "where": {
        "kind": "roles.organisation",
        "id": "A"
      },
      "reason": "roles/not-member"
    }
  ],
  "warnings": []
}`)
}
