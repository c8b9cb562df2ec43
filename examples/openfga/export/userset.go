package export

import (
	openfgav1 "github.com/openfga/api/proto/openfga/v1"
)

// A typeDefinition is a type of the model that is being written.
type typeDefinition struct {
	name      string
	relations map[string]*openfgav1.Userset
	metadata  map[string]*openfgav1.RelationMetadata
}

func newType(name string) *typeDefinition {
	return &typeDefinition{name, make(map[string]*openfgav1.Userset), make(map[string]*openfgav1.RelationMetadata)}
}

// direct defines a relation that is what tuples say, of users of these types: "user",
// "user:*", "group" or "group#member".
func (t *typeDefinition) direct(relation string, users ...reference) {
	t.relations[relation] = &openfgav1.Userset{Userset: &openfgav1.Userset_This{This: &openfgav1.DirectUserset{}}}
	meta := new(openfgav1.RelationMetadata)
	for _, u := range users {
		ref := &openfgav1.RelationReference{Type: u.kind}
		switch {
		case u.everybody:
			ref.RelationOrWildcard = &openfgav1.RelationReference_Wildcard{Wildcard: &openfgav1.Wildcard{}}
		case u.relation != "":
			ref.RelationOrWildcard = &openfgav1.RelationReference_Relation{Relation: u.relation}
		}
		meta.DirectlyRelatedUserTypes = append(meta.DirectlyRelatedUserTypes, ref)
	}
	t.metadata[relation] = meta
}

// A reference says which users a tuple may name.
type reference struct {
	kind, relation string
	everybody      bool
}

// define defines a relation that follows from others.
func (t *typeDefinition) define(relation string, u *openfgav1.Userset) { t.relations[relation] = u }

// may defines the relation that is asked for an action.
func (t *typeDefinition) may(action string, u *openfgav1.Userset) {
	t.define(relation(prefixMay, action), u)
}

func (t *typeDefinition) proto() *openfgav1.TypeDefinition {
	return &openfgav1.TypeDefinition{
		Type: t.name, Relations: t.relations,
		Metadata: &openfgav1.Metadata{Relations: t.metadata},
	}
}

// has is whoever has the relation to the object itself.
func has(relation string) *openfgav1.Userset {
	return &openfgav1.Userset{Userset: &openfgav1.Userset_ComputedUserset{
		ComputedUserset: &openfgav1.ObjectRelation{Relation: relation}}}
}

// from is whoever has the relation to an object that the other relation leads to.
func from(relation, link string) *openfgav1.Userset {
	return &openfgav1.Userset{Userset: &openfgav1.Userset_TupleToUserset{TupleToUserset: &openfgav1.TupleToUserset{
		Tupleset:        &openfgav1.ObjectRelation{Relation: link},
		ComputedUserset: &openfgav1.ObjectRelation{Relation: relation}}}}
}

func anyOf(some ...*openfgav1.Userset) *openfgav1.Userset {
	if len(some) == 1 {
		return some[0]
	}
	return &openfgav1.Userset{Userset: &openfgav1.Userset_Union{Union: &openfgav1.Usersets{Child: some}}}
}

func allOf(all ...*openfgav1.Userset) *openfgav1.Userset {
	return &openfgav1.Userset{Userset: &openfgav1.Userset_Intersection{Intersection: &openfgav1.Usersets{Child: all}}}
}

func but(base, not *openfgav1.Userset) *openfgav1.Userset {
	return &openfgav1.Userset{Userset: &openfgav1.Userset_Difference{Difference: &openfgav1.Difference{Base: base, Subtract: not}}}
}
