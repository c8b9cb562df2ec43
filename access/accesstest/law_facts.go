package accesstest

import (
	"slices"

	"pgregory.net/rapid"

	"lupa.example/access"
)

func absentFacts(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	q := questions.Draw(t, "question")
	none := absent(q)
	if err := same(c, q, withFacts(q, among(t, q.Subject.Facts, none)...), "with nil facts among the others"); err != nil {
		return err
	}
	bare := withFacts(q)
	for _, empty := range [][]access.Fact{{}, none} {
		if err := same(c, bare, withFacts(q, empty...), "with nil facts instead of none"); err != nil {
			return err
		}
	}
	return nil
}

func foreignFacts(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	q := questions.Draw(t, "question")
	others := strangers(q)
	if err := same(c, q, withFacts(q, among(t, q.Subject.Facts, others)...), "with unknown facts among the others"); err != nil {
		return err
	}
	return same(c, withFacts(q), withFacts(q, others...), "with unknown facts instead of none")
}

func shakenFacts(t *rapid.T, c Checker, questions *rapid.Generator[access.Question]) error {
	q := questions.Draw(t, "question")
	facts := q.Subject.Facts
	if len(facts) == 0 {
		return nil
	}
	var more []access.Fact
	for i, f := range rapid.SliceOfN(rapid.SampledFrom(facts), 0, 3).Draw(t, "repeated") {
		if i%2 == 1 {
			f = copied(f, unchanged) // the same fact need not be the same pointer
		}
		more = append(more, f)
	}
	return same(c, q, withFacts(q, mixed(t, facts, more)...), "with the facts in another order, or said twice")
}

// among returns the facts in their order with the others put among them.
func among(t *rapid.T, facts, others []access.Fact) []access.Fact {
	all := slices.Clone(facts)
	for _, f := range others {
		all = slices.Insert(all, rapid.IntRange(0, len(all)).Draw(t, "place"), f)
	}
	return all
}

// mixed returns the facts of both lists in an order that is drawn.
func mixed(t *rapid.T, facts, more []access.Fact) []access.Fact {
	return rapid.Permutation(slices.Concat(facts, more)).Draw(t, "order")
}
