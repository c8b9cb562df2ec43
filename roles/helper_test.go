package roles

import (
	"strings"
	"testing"

	"lupa.example/access"
)

func mustCatalog(t testing.TB, c Config) *Catalog {
	t.Helper()
	catalog, err := NewCatalog(c)
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

// portal returns the portal's catalogue with further roles.
func portal(t testing.TB, define ...Role) *Catalog {
	t.Helper()
	return mustCatalog(t, Config{Portal: true, Define: define})
}

// in returns what is known of a person who holds the roles, written with spaces
// between, in an organisation.
func in(org, roles string) *Member { return &Member{Org: org, Roles: strings.Fields(roles)} }

func anna(signIn access.SignIn, facts ...access.Fact) access.Subject {
	return access.Subject{User: "anna", SignIn: signIn, Facts: facts}
}

// Rows of the organisation A: anna's and, in others', bert's.
var (
	organisation  = &Organisation{ID: "A"}
	order         = &Order{ID: "o1", Org: "A", CreatedBy: "anna"}
	othersOrder   = &Order{ID: "o2", Org: "A", CreatedBy: "bert"}
	application   = &Application{ID: "p1", Agent: "A", Assignment: "g1", Customer: "C"}
	agreement     = &Agreement{ID: "g1", Org: "A"}
	supportCase   = &Case{ID: "c1", Org: "A", CreatedBy: "anna"}
	othersCase    = &Case{ID: "c2", Org: "A", CreatedBy: "bert"}
	sessions      = []access.SignIn{access.SignInUnknown, access.SignedIn, access.SignedOut}
	notGranted    = access.Deny(ReasonNotGranted, "")
	unknownAction = access.Deny(access.ReasonUnknownAction, "")
)

func granted(role string) access.Decision { return access.Allow(ReasonGranted, role) }

func expect(t *testing.T, got, want access.Decision) {
	t.Helper()
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
