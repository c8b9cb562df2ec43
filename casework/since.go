package casework

import (
	"iter"
	"slices"

	"lupa.example/access"
	"lupa.example/access/foresight"
	"lupa.example/access/report"
)

var _ foresight.Differ = (*Practice)(nil)

// Since yields what changes from the old practice to this one: see [foresight.Diff], and
// the package documentation for what the things in it mean.
func (p *Practice) Since(old access.Authority) (iter.Seq[foresight.Change], bool) {
	before, ok := old.(*Practice)
	if old != nil && !ok {
		return nil, false
	}
	changes := append(p.gains(before, report.Gain), before.gains(p, report.Loss)...)
	return slices.Values(foresight.Group(changes)), true
}

// gains returns what the practice allows and the other does not, to the effect given.
func (p *Practice) gains(other *Practice, effect report.Effect) []foresight.Change {
	if !p.built() {
		return nil
	}
	g := &gains{effect: effect}
	var known Config // by which something is allowed already
	if other.built() {
		known = other.config
	} else {
		g.always()
	}
	if p.config.SharedMayShare && !known.SharedMayShare {
		g.add(those(KindClientWork, ""), KindClient, foresight.Class{}, ActionShare)
	}
	if p.config.Stewards && !known.Stewards {
		g.add(those(KindSteward, ""), KindClient, foresight.Class{}, ActionHandOn)
	}
	g.programs(p.config.Package, known.Package)
	return g.all
}

// Gains are collected one by one.
type gains struct {
	effect report.Effect
	all    []foresight.Change
}

func (g *gains) add(who foresight.Class, k access.Kind, which foresight.Class, actions ...access.Action) {
	g.all = append(g.all, foresight.Change{Effect: g.effect, Who: who, Actions: actions, Kind: k, Which: which})
}

// those are the people, or rows, of one description.
func those(k access.Kind, id string) foresight.Class {
	return foresight.Class{Of: []report.Thing{{Kind: k, ID: id}}}
}

// always adds what every practice allows, whatever its configuration.
func (g *gains) always() {
	responsible, shared := those(KindResponsibility, ""), those(KindClientWork, "")
	g.add(responsible, KindClient, foresight.Class{}, ActionView, ActionEdit, ActionAddSession, ActionShare, ActionUnshare, ActionTransfer)
	g.add(shared, KindClient, foresight.Class{}, ActionView, ActionEdit, ActionAddSession)
	g.add(responsible, KindSession, foresight.Class{}, ActionView, ActionEdit)
	g.add(shared, KindSession, foresight.Class{}, ActionView, ActionEdit)

	system, program := those(KindSystemAdministrator, ""), those(KindProgramAdministrator, "")
	for _, who := range []foresight.Class{system, program, those(KindAccess, "")} {
		g.add(who, KindEngagement, foresight.Class{}, ActionView)
	}
	g.add(system, KindAccess, foresight.Class{}, ActionGive)
	last := []report.Thing{{Kind: KindLastSystemAdministrator}}
	g.add(system, KindAccess, foresight.Class{Without: last}, ActionRemove)
	administrators := []report.Thing{{Kind: KindSystemAdministrator}, {Kind: KindProgramAdministrator}}
	program.Without = administrators[:1]
	g.add(program, KindAccess, foresight.Class{With: []report.Thing{{Kind: KindAdministered}}, Without: administrators}, ActionRemove)
	g.add(those(KindProgram, ""), KindProgram, foresight.Class{}, ActionUse)
}

// programs adds what comes of programs that are in one package and not in the other. It is
// one for all of them: what is said of each would name all that gave already.
func (g *gains) programs(offered, known []string) {
	there := make(map[string]bool, len(known))
	who := foresight.Class{Without: []report.Thing{{Kind: KindSystemAdministrator}}}
	for _, program := range known {
		there[program] = true
		who.Without = append(who.Without, programAdministratorThing(program)) // who gave already
	}
	var which foresight.Class
	for _, program := range slices.Sorted(slices.Values(offered)) {
		if !there[program] {
			which.Of = append(which.Of, programThing(program))
			who.Of = append(who.Of, programAdministratorThing(program))
		}
	}
	if len(which.Of) > 0 {
		g.add(those(KindSystemAdministrator, ""), KindProgram, which, ActionAssign, ActionRemove)
		g.add(those(KindProgramAdministrator, ""), KindProgram, which, ActionAssign, ActionRemove)
		g.add(who, KindAccess, foresight.Class{}, ActionGive)
	}
}
