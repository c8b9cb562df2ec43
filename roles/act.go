package roles

import (
	"fmt"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/access/report"
)

// plan returns the report of an act with an item for each right, which are all
// refused as yet.
func plan(act, actor, who string, effect report.Effect, where string, rights ...string) report.Report {
	r := report.Report{Act: act, Actor: actor}
	for _, right := range rights {
		r.Items = append(r.Items, report.Item{Who: who, Effect: effect, What: right, Where: where})
	}
	return r
}

// decide puts the decision on every item.
func decide(r report.Report, d access.Decision) report.Report {
	for i := range r.Items {
		r.Items[i] = r.Items[i].Decided(d)
	}
	return r
}

// refuse returns what an act returns beside a zero value where the decision denies
// it: the report with every item refused, and an error that wraps the decision. The
// names stand for the %s of what was tried.
func refuse(r report.Report, d access.Decision, tried string, names ...string) (report.Report, error) {
	quoted := make([]any, len(names))
	for i, name := range names {
		quoted[i] = invalid.Quote(name)
	}
	return decide(r, d), fmt.Errorf("roles: %s: %w", fmt.Sprintf(tried, quoted...), d.Err())
}

// distinct returns the names in their order, each once.
func distinct(names []string) []string {
	var each []string
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		if !seen[name] {
			seen[name] = true
			each = append(each, name)
		}
	}
	return each
}

// knows reports whether the catalogue has a role of that name.
func (c *Catalog) knows(name string) bool {
	if c == nil {
		return false
	}
	_, known := c.byName[name]
	return known
}

// fitting reports the names of which nobody can hold a role in the place: those that
// the catalogue lacks, and an agent's where the organisation is none.
func (c *Catalog) fitting(bad *invalid.List, path string, names []string, at Place) {
	for i, name := range names {
		where := fmt.Sprintf("%s[%d]", path, i)
		if !c.knows(name) {
			bad.Add(where, "%s is no role of the catalogue", invalid.Quote(name))
		} else if !at.Agent && (name == RoleAgentOrderer || name == RoleAgentOfficer) {
			bad.Add(where, "%q is held at an agent only, and %s is none", name, invalid.Quote(at.Org))
		}
	}
}

// mayManageRoles asks whether the person could give and take roles in the
// organisation, were they signed in.
func (c *Catalog) mayManageRoles(u User, o *Organisation) bool {
	return c.Check(u.Subject(access.SignedIn), ActionManageRoles, o).Allowed
}
