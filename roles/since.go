package roles

import (
	"cmp"
	"iter"
	"slices"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

var _ foresight.Differ = (*Catalog)(nil)

// Since yields what changes from the old catalogue to this one, role by role: see
// [foresight.Diff], and the package documentation for what the things in it mean.
func (c *Catalog) Since(old access.Authority) (iter.Seq[foresight.Change], bool) {
	before, ok := old.(*Catalog)
	if old != nil && !ok {
		return nil, false
	}
	gained := (&comparison{allows: c, other: before, effect: report.Gain}).changes()
	lost := (&comparison{allows: before, other: c, effect: report.Loss}).changes()
	return slices.Values(foresight.Group(append(gained, lost...))), true
}

// A comparison finds what one catalogue allows to the holders of each role and the other
// does not.
type comparison struct {
	allows, other *Catalog
	effect        report.Effect
	creators      map[[2]bool]bool // the roles that give creating orders, by which of the two catalogues
	all           []foresight.Change
}

func (c *comparison) changes() []foresight.Change {
	if !c.allows.built() {
		return nil
	}
	c.creators = make(map[[2]bool]bool)
	for _, p := range []*Catalog{c.allows, c.other} {
		for _, name := range p.creators() {
			allows, other := c.createsBy(name)
			c.creators[[2]bool{allows, other}] = true
		}
	}
	for i := range c.allows.kinds {
		k := &c.allows.kinds[i]
		for _, a := range k.actions {
			c.right(k, a)
		}
	}
	slices.SortStableFunc(c.all[c.defined():], func(a, b foresight.Change) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Actions[0], b.Actions[0]))
	})
	return c.all
}

// defined returns where the changes on kinds begin that only roles define, which come in
// another order in another catalogue.
func (c *comparison) defined() int {
	i := slices.IndexFunc(c.all, func(one foresight.Change) bool { _, ours := portalKind(one.Kind); return !ours })
	if i < 0 {
		return len(c.all)
	}
	return i
}

func (c *comparison) right(k *kindInfo, a access.Action) {
	allowed, others := k.right(a), c.other.rightOf(k.kind, a)
	names := slices.Clone(allowed.givers.names)
	slices.Sort(names)
	for _, role := range names {
		r := roleRight{c: c, by: allowed.givers.find(role), gate: allowed.gate, owned: k.owner != "", role: role}
		if others != nil {
			r.otherwise = others.givers.find(role)
		}
		for _, class := range r.describe() {
			class.who.Of = append(class.who.Of, roleThing(role))
			c.all = append(c.all, foresight.Change{Effect: c.effect, Who: class.who, Actions: []access.Action{a}, Kind: k.kind, Which: class.which})
		}
	}
}

// createsOrders reports whether the role is one that gives creating orders.
func (c *Catalog) createsOrders(role string) bool {
	return c.built() && c.creating.gives(role)
}

// creators returns the roles that give creating orders.
func (c *Catalog) creators() []string {
	if !c.built() {
		return nil
	}
	return c.creating.givers.names
}

// A roleRight is how a role gives a right by one catalogue, and by the other.
type roleRight struct {
	c             *comparison
	role          string
	by, otherwise *giver // the latter nil if the role does not give it
	gate          gate
	owned         bool // rows have owners
}

// A state is what decides besides the role: about the person, and about the row.
type state [4]int

// The dimensions of a state. Each has the values of 0 to its size.
const (
	ofOwn       = iota // whether the row is the person's own
	ofSignIn           // the sign-in
	ofOtherwise        // whether some role of theirs gives creating orders, by the catalogue that does not allow
	ofCreating         // … by the one that allows; last, to be named where the two are alike
	dimensions
)

var sizes = state{ofOwn: 2, ofSignIn: 3, ofCreating: 2, ofOtherwise: 2}

// differs reports whether the holder of the role is allowed by the one catalogue and not
// by the other. It is known of states that there can be.
func (r *roleRight) differs(s state) (differs, known bool) {
	own, signIn := s[ofOwn] == 1, access.SignIn(s[ofSignIn])
	if own && !r.owned || !r.c.occurs(r.role, s[ofCreating] == 1, s[ofOtherwise] == 1) {
		return false, false
	}
	return r.by.allows(r.c.allows, r.gate, signIn, own, s[ofCreating] == 1) &&
		!r.otherwise.allows(r.c.other, r.gate, signIn, own, s[ofOtherwise] == 1), true
}

// allows decides as Check does about somebody with one role that gives the right.
func (g *giver) allows(c *Catalog, gate gate, signIn access.SignIn, own, creates bool) bool {
	switch {
	case g == nil, g.inSession && signIn != access.SignedIn, g.over == OverOwn && !own:
		return false
	default:
		return gate != approvingGate || c.approving(signIn, creates, own) == ""
	}
}

// occurs reports whether somebody with the role can have roles that give creating orders
// by the catalogues as asked, and by none that is not.
func (c *comparison) occurs(role string, creating, otherwise bool) bool {
	a, b := c.createsBy(role)
	for by := range c.creators {
		if (creating || !by[0]) && (otherwise || !by[1]) {
			a, b = a || by[0], b || by[1]
		}
	}
	return a == creating && b == otherwise
}

// createsBy reports whether the role gives creating orders by each of the catalogues.
func (c *comparison) createsBy(role string) (allows, other bool) {
	return c.allows.createsOrders(role), c.other.createsOrders(role)
}

// A described is a class of questions about holders of a role.
type described struct{ who, which foresight.Class }

// describe returns the states in which the right differs, in as few words as taking one
// dimension after the other allows.
func (r *roleRight) describe() []described {
	cells := make(map[state]bool) // those that are known
	for own := range sizes[ofOwn] {
		for signIn := range sizes[ofSignIn] {
			for otherwise := range sizes[ofOtherwise] {
				for creating := range sizes[ofCreating] {
					s := state{own, signIn, otherwise, creating}
					if differs, known := r.differs(s); known {
						cells[s] = differs
					}
				}
			}
		}
	}
	return split(cells, 0)
}

// split describes the cells, of which all dimensions before the given one are done with.
func split(cells map[state]bool, dimension int) []described {
	if !anyIs(cells, true) {
		return nil
	}
	if !anyIs(cells, false) {
		return []described{{}}
	}
	// Values that are alike, as far as is known, are one.
	var layers []layer
	for value := range sizes[dimension] {
		one := make(map[state]bool)
		for s, differs := range cells {
			if s[dimension] == value {
				s[dimension] = 0
				one[s] = differs
			}
		}
		layers = merged(layers, layer{[]int{value}, one})
	}
	var all []described
	for _, s := range layers {
		for _, d := range split(s.cells, dimension+1) {
			all = append(all, d.with(dimension, s.values))
		}
	}
	return all
}

func anyIs(cells map[state]bool, want bool) bool {
	for _, is := range cells {
		if is == want {
			return true
		}
	}
	return false
}

// A layer is the cells of some values of a dimension.
type layer struct {
	values []int
	cells  map[state]bool
}

// merged returns the layers with one more, put together with the first that contradicts
// it nowhere.
func merged(all []layer, s layer) []layer {
	for i := range all {
		if agree(all[i].cells, s.cells) {
			all[i].values = append(all[i].values, s.values...)
			for cell, differs := range s.cells {
				all[i].cells[cell] = differs
			}
			return all
		}
	}
	return append(all, s)
}

func agree(a, b map[state]bool) bool {
	for cell, differs := range a {
		if other, known := b[cell]; known && other != differs {
			return false
		}
	}
	return true
}

// with says that the dimension has one of the values.
func (d described) with(dimension int, values []int) described {
	if len(values) == sizes[dimension] {
		return d
	}
	is := func(value int) bool { return slices.Contains(values, value) }
	switch dimension {
	case ofOwn:
		say(&d.which, KindOwn, is(1))
	case ofCreating:
		say(&d.who, KindCreating, is(1))
	case ofOtherwise:
		say(&d.who, KindCreatingOtherwise, is(1))
	case ofSignIn:
		saySignIn(&d.who, is(int(access.SignedIn)), is(int(access.SignedOut)), is(int(access.SignInUnknown)))
	}
	return d
}

// say says of the class that it is of the kind, or is not.
func say(c *foresight.Class, k access.Kind, is bool) {
	if is {
		c.With = append(c.With, report.Thing{Kind: k})
	} else {
		c.Without = append(c.Without, report.Thing{Kind: k})
	}
}

// saySignIn says of the class which of the states it is in, one or two of three. What an
// unknown sign-in opens is open to those signed in and out as well, so that of two states
// one is always the unknown.
func saySignIn(c *foresight.Class, in, out, unknown bool) {
	switch {
	case in && !unknown:
		say(c, KindSignedIn, true)
	case !unknown:
		say(c, KindSignedOut, true)
	default:
		if !in {
			say(c, KindSignedIn, false)
		}
		if !out {
			say(c, KindSignedOut, false)
		}
	}
}
