package export

import (
	"strings"

	openfgav1 "github.com/openfga/api/proto/openfga/v1"
)

// A Tuple says that the user has the relation to the object, in OpenFGA's notation. The
// user is one person (user:anna), everybody (user:*), an object, or everybody who has a
// relation to an object (profile.profile:nurse#member). The zero value is none.
type Tuple struct{ Object, Relation, User string }

// String returns object#relation@user.
func (t Tuple) String() string { return t.Object + "#" + t.Relation + "@" + t.User }

// guards are the relations that close something: the more tuples of them there are, the
// fewer questions are allowed. All others only open.
var guards = map[string]bool{
	typeOrganisation + "#" + relOrders: true,
	typeOrder + "#" + relCreatedBy:     true,
}

// Guard reports whether the tuple closes something. Every other one opens something or
// nothing.
func (t Tuple) Guard() bool {
	kind, _, _ := strings.Cut(t.Object, ":")
	return guards[kind+"#"+t.Relation]
}

// Key returns the tuple as OpenFGA has it.
func (t Tuple) Key() *openfgav1.TupleKey {
	return &openfgav1.TupleKey{Object: t.Object, Relation: t.Relation, User: t.User}
}

// FromKey is the reverse of [Tuple.Key].
func FromKey(k *openfgav1.TupleKey) Tuple {
	return Tuple{k.GetObject(), k.GetRelation(), k.GetUser()}
}

// object returns an object of the type, named by the parts.
func object(kind string, parts ...string) string { return kind + ":" + identifier(parts...) }

// user returns the person as a user.
func user(name string) string { return object(typeUser, name) }

// every returns everybody who has the relation to the object.
func every(relation, object string) string { return object + "#" + relation }

// An adder collects tuples.
type adder func(object, relation, user string)

// distinct calls f with each of the names once, but for the empty one.
func distinct(names []string, f func(string)) {
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		if name != "" && !seen[name] {
			seen[name] = true
			f(name)
		}
	}
}
