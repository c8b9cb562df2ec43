package casework_test

import (
	"slices"
	"testing"

	"lupa.example/access"
	"lupa.example/casework"
)

func TestAPracticeDecidesAboutClientsAndEngagements(t *testing.T) {
	want := []access.Kind{"casework.client", "casework.session", "casework.engagement", "casework.access", "casework.program"}
	for _, practice := range []*casework.Practice{nil, new(casework.Practice), mustPractice(t, agency())} {
		kinds := practice.Kinds()
		if !slices.Equal(kinds, want) {
			t.Errorf("got %q, want %q", kinds, want)
		}
		kinds[0] = "spoilt"
		if got := practice.Kinds()[0]; got != casework.KindClient {
			t.Errorf("got %q", got)
		}
	}
}

func TestEachKindHasItsActions(t *testing.T) {
	practice := mustPractice(t, agency())
	for kind, want := range map[access.Kind][]access.Action{
		casework.KindClient:     {"view", "edit", "add-session", "share", "unshare", "transfer", "hand-on"},
		casework.KindSession:    {"view", "edit"},
		casework.KindEngagement: {"view"},
		casework.KindAccess:     {"give", "remove"},
		casework.KindProgram:    {"use", "assign", "remove"},

		"casework.responsibility": nil,
		"":                        nil,
	} {
		got := practice.Actions(kind)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", kind, got, want)
		}
		clear(got)
		if got := practice.Actions(kind); !slices.Equal(got, want) {
			t.Errorf("%s: a copy changed the practice: %q", kind, got)
		}
	}
}

func TestRowsAreNamedByTheirIDs(t *testing.T) {
	practice := mustPractice(t, agency())
	for id, r := range map[string]access.Resource{
		"C1": bosClient(), "S1": session(nil), "E1": engagementThat(), "A1": accessOf("cia", nil), "invoicing": program("invoicing", nil),
	} {
		if got := practice.ID(r); got != id {
			t.Errorf("%s: got %q, want %q", r.Kind(), got, id)
		}
	}
	for kind, r := range map[access.Kind]access.Resource{
		casework.KindClient:     (*casework.Client)(nil),
		casework.KindSession:    (*casework.Session)(nil),
		casework.KindEngagement: (*casework.Engagement)(nil),
		casework.KindAccess:     (*casework.Access)(nil),
		casework.KindProgram:    (*casework.Program)(nil),
		"foreign":               new(foreign),
	} {
		if r.Kind() != kind || practice.ID(r) != "" {
			t.Errorf("got %q %q, want %q and no id", r.Kind(), practice.ID(r), kind)
		}
	}
	if got := practice.ID(nil); got != "" {
		t.Errorf("nil: got %q", got)
	}
}

// An embedding bears the kind of a client and is none.
type embedding struct{ casework.Client }

func TestARowOfAnotherTypeIsOfAnUnknownKind(t *testing.T) {
	practice := mustPractice(t, agency())
	for _, r := range []access.Resource{new(foreign), new(embedding), &embedding{*clientThat(annaResponsible)}} {
		for _, a := range []access.Action{casework.ActionView, casework.ActionGive, casework.ActionUse, ""} {
			want := access.Deny(access.ReasonUnknownKind, "")
			if got := practice.Check(anna(), a, r); got != want {
				t.Errorf("%T, %q: got %v, want %v", r, a, got, want)
			}
			if got := policyOf(t, practice).Check(anna(), a, r); got != want {
				t.Errorf("%T, %q, through a policy: got %v, want %v", r, a, got, want)
			}
		}
	}
}
