package filter

import (
	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A Schema says which properties the rows of a kind have, or what is known of a person.
// It is what a mapping to a database is checked against. Schemas are written, not read,
// and short: a property is looked up among all of them.
type Schema struct {
	Kind       access.Kind // "" for persons
	Properties []Property
}

// A Property is one that conditions may speak of.
type Property struct {
	Name string // as in the wire format; "client.org" for a property within another
	Type Type

	// Of a list of objects: their properties, and which of them a plain [Has] asks
	// for, "" if none.
	Properties []Property
	Has        string

	// Of a text that follows from another: the property from which it follows, and
	// the function that returns all values of that property from which the given one
	// follows. So a database can be asked without a column of its own for it.
	From   string
	Expand func(value string) []string
}

// A Type is what a property holds. The zero value is no type.
type Type string

const (
	TypeText    Type = "text"
	TypeFlag    Type = "flag"    // true, false or unknown
	TypeList    Type = "list"    // of texts
	TypeObjects Type = "objects" // a list of objects, which have properties of their own
)

// Property returns the schema's property of the name, and whether there is one.
func (s Schema) Property(name string) (Property, bool) { return property(s.Properties, name) }

func property(properties []Property, name string) (Property, bool) {
	for _, p := range properties {
		if p.Name == name {
			return p, true
		}
	}
	return Property{}, false
}

// Check reports everything that keeps the condition from being one about the schema's
// rows: a property that they do not have, one that is asked for what its type does not
// hold, and Lacks where the rows are no persons. The errors are of the type
// [access.InvalidError], joined where several. The cost is in proportion to the condition,
// times the properties of the schema.
func (s Schema) Check(c Condition) error {
	bad := invalid.In("filter")
	check(c.n, s.Kind == "", s.Properties, "", bad)
	return bad.Err()
}

func check(n *node, persons bool, properties []Property, path string, bad *invalid.List) {
	if n == nil {
		return
	}
	want := func(name string, types ...Type) (found Property) {
		found, ok := property(properties, name)
		if !ok {
			bad.Add(pathOf(path, name), "is no property here; %s", invalid.OneOf(namesOf(properties)))
			return found
		}
		for _, t := range types {
			if found.Type == t {
				return found
			}
		}
		bad.Add(pathOf(path, name), "is asked for as %s, and is of the type %s", types[0], found.Type)
		return found
	}
	switch n.op {
	case opAll, opAny:
		for _, c := range n.parts {
			check(c.n, persons, properties, path, bad)
		}
	case opIn, opDiffers:
		want(n.name, TypeText)
	case opPresent:
		for _, name := range n.values {
			want(name, TypeText)
		}
	case opIs:
		want(n.name, TypeFlag)
	case opHas:
		if p := want(n.name, TypeList, TypeObjects); p.Type == TypeObjects && p.Has == "" {
			bad.Add(pathOf(path, n.name), "is a list of objects, of which no property stands for the whole")
		}
	case opSome, opLacks:
		if n.op == opLacks && !persons {
			bad.Add(pathOf(path, n.name), "is asked for what it lacks, which a condition on rows may not")
		}
		if p := want(n.name, TypeObjects); p.Type == TypeObjects {
			check(n.parts[0].n, persons, p.Properties, pathOf(path, n.name), bad)
		}
	}
}

func namesOf(properties []Property) []string {
	names := make([]string, len(properties))
	for i, p := range properties {
		names[i] = p.Name
	}
	return names
}

// pathOf returns the path of a property. Its name may have dots of its own.
func pathOf(path, name string) string {
	if plain(name) {
		return invalid.Below(path, name)
	}
	return invalid.At(path, name)
}
