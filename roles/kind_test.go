package roles

import (
	"testing"

	"lupa.example/access"
)

func TestRowsAreNamedByTheirIDs(t *testing.T) {
	c := portal(t)
	for r, kind := range map[access.Resource]access.Kind{
		&Organisation{ID: "k"}:           KindOrganisation,
		&Order{ID: "k"}:                  KindOrder,
		&Application{ID: "k"}:            KindApplication,
		&Agreement{ID: "k"}:              KindAgreement,
		&Case{ID: "k"}:                   KindCase,
		&Record{Type: kindTodo, ID: "k"}: kindTodo,
	} {
		if id := c.ID(r); id != "k" || r.Kind() != kind {
			t.Errorf("%T: ID %q, kind %q", r, id, r.Kind())
		}
	}
	for _, r := range []access.Resource{
		nil, (*Organisation)(nil), (*Order)(nil), (*Application)(nil), (*Agreement)(nil), (*Case)(nil), (*Record)(nil), foreign{},
	} {
		if id := c.ID(r); id != "" {
			t.Errorf("%T: ID %q", r, id)
		}
	}
}

func TestEachKindHasItsActions(t *testing.T) {
	janitor := Role{Name: "janitor", Grants: []Grant{grant(OverOrg, kindTodo, "delete", "sweep")}}
	built := portal(t, editor, janitor)
	for _, c := range []*Catalog{nil, {}, built} {
		wantEqual(t, "of cases", c.Actions(KindCase), []access.Action{ActionCreate, ActionFollow})
		wantEqual(t, "of others' kinds", c.Actions("elsewhere.order"), []access.Action(nil))
		for _, k := range c.Kinds() {
			c.Actions(k)[0] = "changed"
		}
		wantEqual(t, "of cases", c.Actions(KindCase)[0], ActionCreate)
	}
	wantEqual(t, "of a defined kind", built.Actions(kindTodo), []access.Action{"create", "update", "delete", "sweep"})
}

func TestKindsArePortalsThenDefinedInOrderOfAppearance(t *testing.T) {
	define := []Role{
		{Name: "z", Grants: []Grant{grant(OverOrg, "zebra", "feed"), grant(OverOrg, KindOrder, ActionView), grant(OverOrg, "ape", "feed")}},
		{Name: "a", Grants: []Grant{grant(OverOrg, "ape", "groom"), grant(OverOrg, "zebra", "feed"), grant(OverOrg, "bear", "avoid")}},
	}
	want := []access.Kind{KindOrganisation, KindOrder, KindApplication, KindAgreement, KindCase, "zebra", "ape", "bear"}
	for _, withPortal := range []bool{false, true} {
		c := mustCatalog(t, Config{Portal: withPortal, Define: define})
		got := c.Kinds()
		wantEqual(t, "kinds", got, want)
		got[0] = "changed"
		wantEqual(t, "kinds after the result was changed", c.Kinds(), want)
	}
}

func TestARowOfAnotherTypeIsOfAnUnknownKind(t *testing.T) {
	for _, r := range []access.Resource{foreign{}, impostor{}} {
		wantDecision(t, portal(t).Check(anna(inside, in("A", "orderer")), ActionCreate, r), access.Deny(access.ReasonUnknownKind, ""))
	}
}
