package sharing

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// Consequences are what a change of the rules does to who sees whose results, beyond
// what the other rules give and everybody's sight of their own. They are exact:
// whatever numbers there are or will be, the change gives and takes what stands here
// and nothing else. The zero value is no consequences.
//
// They tell what other customers share, so they are for those who may know it: the
// laboratory's staff, and a requester whose authority covers what the rule shares. They
// are told in classes and not pair by pair. However much the rules give, what is told, and
// the memory that it takes to find it, are in proportion to the entries of the rule, the
// numbers that are named in its groups, and the other rules in which its viewers stand; the
// time is as well, times the number of sharers by 64, since each viewer's are looked at.
type Consequences struct {
	Gains []Class // in the order of the viewers' numbers
	Loses []Class // likewise
}

// A Class is viewers who gain, or lose, sight of sharers: each of them of all those
// listed, but for the exceptions. A viewer is in one class. A customer number never gains
// or loses sight of its own, also where it stands on both sides. The lists may be in
// memory that classes share, and are not to be changed.
//
// Viewers for whom it comes to the same make a class, with one exception or none. Where
// that would be too much to tell, since each of many sees others of many sharers, there is
// one class of all viewers, and exceptions as the other rules have them.
type Class struct {
	Viewers []Members
	Sharers []Members
	Except  []Exception
}

// An Exception is viewers of a class who do not gain, or lose, sight of some sharers of
// the class, because other rules give it. A group stands for those of its numbers that
// the class has. Exceptions may overlap.
type Exception struct {
	Viewers []Members
	Sharers []Members
}

// Members are customer numbers: one, or those of a group, present and future. A group
// that the rule names is listed if all or more than half of its numbers come out alike;
// the others are then in But.
type Members struct {
	Party Party
	But   []Party // numbers of the group, sorted; empty for a number
}

// String returns "20410-01", "20410*" or "20410* (but 20410-03, 20410-04)".
func (m Members) String() string {
	if len(m.But) == 0 {
		return m.Party.String()
	}
	return m.Party.String() + " (but " + inWords(m.But) + ")"
}

// inWords returns a list as text.
func inWords[T fmt.Stringer](list []T) string {
	words := make([]string, len(list))
	for i, one := range list {
		words[i] = one.String()
	}
	return strings.Join(words, ", ")
}

// sharers returns whose results the class is about, in words. Where there is one exception
// for all viewers it does not repeat the sharers of the rule, so that many classes take
// little room.
func (c Class) sharers() string {
	if c.alike() {
		return "all but " + inWords(c.Except[0].Sharers)
	}
	return inWords(c.Sharers)
}

// alike reports whether there is one exception, for all viewers of the class.
func (c Class) alike() bool {
	return len(c.Except) == 1 && slices.EqualFunc(c.Except[0].Viewers, c.Viewers,
		func(a, b Members) bool { return a.compare(b) == 0 })
}

// apart returns the exceptions that are for some viewers of the class.
func (c Class) apart() []Exception {
	if c.alike() {
		return nil
	}
	return c.Except
}

// String returns a line for each class that gains or loses, and below it one for each
// exception that is for some of its viewers.
func (c Consequences) String() string {
	var b strings.Builder
	for _, change := range []struct {
		verb    string
		classes []Class
	}{{"gained", c.Gains}, {"lost", c.Loses}} {
		for _, class := range change.classes {
			fmt.Fprintf(&b, "%s: %s see %s\n", change.verb, inWords(class.Viewers), class.sharers())
			for _, e := range class.apart() {
				fmt.Fprintf(&b, "  but not: %s see %s\n", inWords(e.Viewers), inWords(e.Sharers))
			}
		}
	}
	if b.Len() == 0 {
		return "nobody gains or loses sight of anything\n"
	}
	return b.String()
}

// MarshalJSON returns the consequences with lists that are empty rather than null.
func (c Consequences) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string][]Class{"gains": notNil(c.Gains), "loses": notNil(c.Loses)})
}

// MarshalJSON returns the class with lists that are empty rather than null.
func (c Class) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Viewers []Members   `json:"viewers"`
		Sharers []Members   `json:"sharers"`
		Except  []Exception `json:"except"`
	}{notNil(c.Viewers), notNil(c.Sharers), notNil(c.Except)})
}

// MarshalJSON returns the exception with lists that are empty rather than null.
func (e Exception) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string][]Members{"viewers": notNil(e.Viewers), "sharers": notNil(e.Sharers)})
}

// MarshalJSON returns the members with a list that is empty rather than null.
func (m Members) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Party Party   `json:"party"`
		But   []Party `json:"but"`
	}{m.Party, notNil(m.But)})
}

// ConsequencesOfAdding returns what would come of adding the rule, to an actor on the
// laboratory's staff; otherwise the error is [access.ErrDenied]. The id of the rule does
// not matter. It is an error if a list is empty or an entry is none.
func (rs *Rules) ConsequencesOfAdding(actor access.Subject, r Rule) (Consequences, error) {
	return rs.consequencesFor(actor, false, "", &r)
}

// ConsequencesOfReplacing returns what would come of putting the rule in the place of
// the one with the id. Otherwise it is like [Rules.ConsequencesOfAdding]; it is an error
// if no rule has the id.
func (rs *Rules) ConsequencesOfReplacing(actor access.Subject, id string, r Rule) (Consequences, error) {
	return rs.consequencesFor(actor, true, id, &r)
}

// ConsequencesOfRemoving returns what would come of removing the rule with the id, to an
// actor on the laboratory's staff; otherwise the error is [access.ErrDenied]. Where no
// rule has the id, nothing would.
func (rs *Rules) ConsequencesOfRemoving(actor access.Subject, id string) (Consequences, error) {
	return rs.consequencesFor(actor, false, id, nil)
}

// consequencesFor tells the staff what would come of a rule in the place of the one with
// the id, which has to be there if one is replaced.
func (rs *Rules) consequencesFor(actor access.Subject, replacing bool, id string, r *Rule) (Consequences, error) {
	if d := rs.may(actor, ActionConfigure); !d.Allowed {
		return Consequences{}, fmt.Errorf("sharing: consequences: %w", d.Err())
	}
	bad := invalid.In("sharing")
	old, found := rs.Rule(id)
	if replacing && !found {
		bad.Add("id", "%s is the id of no rule", invalid.Quote(id))
	}
	if r != nil {
		r.validateLists(bad, func() string { return "rule" })
	}
	if err := bad.Err(); err != nil {
		return Consequences{}, err
	}
	return rs.consequences(&old, r), nil
}

// consequences compares the set with the old rule and without the new one to the set
// where it is the other way round. Either may be nil or empty; of one that is not complete
// nothing is gained or lost.
func (rs *Rules) consequences(old, new *Rule) Consequences {
	others := rs
	if old != nil {
		others, _ = rs.Without(old.ID)
	}
	named := others.named(old, new)
	return Consequences{
		Gains: others.beyond(new, old, named).classes(),
		Loses: others.beyond(old, new, named).classes(),
	}
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
