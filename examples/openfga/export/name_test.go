package export

import (
	"slices"
	"strings"
	"testing"

	openfgav1 "github.com/openfga/api/proto/openfga/v1"
	"github.com/openfga/openfga/pkg/tuple"
)

// hostile are parts of names that mean something to OpenFGA, or nearly are one.
var hostile = []string{
	"", "~", "*", ":", "#", "@", "/", "%", " ", "a", "A", "a ", "a%20", "a%2520", "a/b", "a:b", "a#b", "a@b",
	"..", ".", "-", "_", "\x00", "\xff", "é", "e\u0301", "user:*", "a\n", "a\u200b", "\ufeffa",
	strings.Repeat("x", 109), strings.Repeat("x", 110), strings.Repeat("x", 111), strings.Repeat("x", 200), strings.Repeat("x", 256),
	strings.Repeat("é", 128), "~" + hash(strings.Repeat("x", 111)),
}

// TestNames gives each list of one or two hostile parts a name of its own, which OpenFGA
// takes.
func TestNames(t *testing.T) {
	lists := [][]string{}
	for _, a := range hostile {
		lists = append(lists, []string{a})
		for _, b := range hostile {
			lists = append(lists, []string{a, b})
		}
	}
	identifiers, relations := make(map[string][]string), make(map[string][]string)
	for _, parts := range lists {
		name := identifier(parts...)
		if other, taken := identifiers[name]; taken {
			t.Errorf("%q and %q are both %s", other, parts, name)
		}
		identifiers[name] = parts
		name = relation(prefixOver, parts...)
		if other, taken := relations[name]; taken {
			t.Errorf("%q and %q are both the relation %s", other, parts, name)
		}
		relations[name] = parts
		takes(t, parts)
	}
}

// takes fails unless OpenFGA takes names made of the parts.
func takes(t *testing.T, parts []string) {
	t.Helper()
	key := Tuple{object(typeAssignment, parts...), relation(prefixRole, parts...), every(relMember, object(typeProfileGroup, parts...))}.Key()
	if err := key.ValidateAll(); err != nil {
		t.Errorf("%q: %v", parts, err)
	}
	if !tuple.IsValidObject(key.GetObject()) || !tuple.IsValidRelation(key.GetRelation()) || !tuple.IsValidUser(key.GetUser()) || tuple.IsWildcard(object(typeUser, parts...)) {
		t.Errorf("%q: OpenFGA does not take %v", parts, key)
	}
	kind := prefixRecord + encode(parts[0])
	if err := (&openfgav1.TypeDefinition{Type: kind}).ValidateAll(); err != nil {
		t.Errorf("%q: %v", parts, err)
	}
}

// FuzzNames looks for two lists of parts with one name.
func FuzzNames(f *testing.F) {
	for i, part := range hostile {
		f.Add(part, hostile[len(hostile)-1-i], hostile[i/2], hostile[(i+1)%len(hostile)])
	}
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		for _, one := range [][]string{{a}, {a, b}, {a, b, c}} {
			takes(t, one[:1])
			for _, other := range [][]string{{c}, {d}, {c, d}, {b + "/" + c}, {a + "/" + b}, {a, b, d}} {
				if same := slices.Equal(one, other); same != (identifier(one...) == identifier(other...)) {
					t.Errorf("%q and %q are %s and %s", one, other, identifier(one...), identifier(other...))
				}
				if same := slices.Equal(one, other); same != (relation(prefixOwn, one...) == relation(prefixOwn, other...)) {
					t.Errorf("%q and %q are the relations %s and %s", one, other, relation(prefixOwn, one...), relation(prefixOwn, other...))
				}
			}
		}
		takes(t, []string{a, b})
	})
}
