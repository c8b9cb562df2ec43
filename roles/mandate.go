package roles

import (
	"lupa.example/access"
	"lupa.example/access/report"
)

// A mandate is which roles somebody gives and takes in an organisation by an action
// there: those that the roles which grant them the action assign. It is a condition of
// acts and not of Check.
type mandate struct {
	action   access.Decision // about the action itself
	every    bool            // all roles, those that the catalogue lacks among them
	some     map[string]bool // those, otherwise
	handling bool            // one of them lets its holders handle applications
}

// mandate returns the person's mandate by an action on the organisation.
func (c *Catalog) mandate(s access.Subject, a access.Action, org string) mandate {
	m := mandate{action: c.may(s, a, org)}
	if !m.action.Allowed {
		return m
	}
	granting := c.granting(s, a, org)
	for _, role := range granting {
		m.every = m.every || role.assigns == nil
		m.handling = m.handling || role.assignsHandling
	}
	if !m.every {
		m.some = assigned(granting)
		m.every = len(m.some) == len(c.roles.names)
	}
	return m
}

// everyRole reports whether the person gives and takes every role of the catalogue there.
// It is asked of everybody in an organisation; only where somebody has several limited
// roles that might come to all together does it cost as much as these assign, and then
// without a map, of which there would be thousands.
func (c *Catalog) everyRole(s access.Subject, org string) bool {
	granting := c.granting(s, ActionManageRoles, org)
	most := 0
	for _, role := range granting {
		if role.assigns == nil {
			return true
		}
		most += len(role.assigns)
	}
	if most < len(c.roles.names) {
		return false
	}
	given, left := make([]bool, len(c.roles.names)), len(c.roles.names)
	for _, role := range granting {
		for _, place := range role.assignsAt {
			if !given[place] {
				given[place], left = true, left-1
			}
		}
	}
	return left == 0
}

// assigned returns the roles that some of these assign.
func assigned(granting []*compiled) map[string]bool {
	if len(granting) == 1 {
		return granting[0].assigns // shared: most people have one, and lists may be long
	}
	names := make(map[string]bool)
	for _, role := range granting {
		for name := range role.assigns {
			names[name] = true
		}
	}
	return names
}

// granting returns the roles that give the person the action on the organisation, each
// once.
func (c *Catalog) granting(s access.Subject, a access.Action, org string) []*compiled {
	asked := c.kinds[organisations].right(a)
	var all []*compiled
	seen := make(map[*compiled]bool)
	for _, f := range s.Facts {
		m, ok := f.(*Member)
		if !ok || m == nil || m.Org != org {
			continue
		}
		for _, name := range m.Roles {
			giver := asked.givers.find(name)
			if giver == nil || giver.over != OverOrg || giver.inSession && s.SignIn != access.SignedIn {
				continue
			}
			if role := &c.roles.values[giver.place]; !seen[role] {
				seen[role] = true
				all = append(all, role)
			}
		}
	}
	return all
}

// over decides about giving or taking a role.
func (m *mandate) over(name string) access.Decision {
	if m.action.Allowed && !m.every && !m.some[name] {
		return access.Deny(ReasonNotAssignable, m.action.By)
	}
	return m.action
}

// overPermission decides about giving or taking a permission to handle applications,
// which goes with the roles that handle them.
func (m *mandate) overPermission() access.Decision {
	if m.action.Allowed && !m.every && !m.handling {
		return access.Deny(ReasonNotAssignable, m.action.By)
	}
	return m.action
}

// overItem decides about an item of an act that gives or takes roles and permissions.
func (m *mandate) overItem(i report.Item) access.Decision {
	switch i.What.Kind {
	case KindRole:
		return m.over(i.What.ID)
	case KindPermission:
		return m.overPermission()
	default:
		return m.action
	}
}

// Mandates are those that a person has in an organisation, as one needs them to register
// somebody there, with all that they are to have, or to remove them with all that they
// have: managing users will do for the membership and the default role, and the rest
// takes managing roles.
type mandates struct{ users, roles mandate }

func (c *Catalog) mandates(s access.Subject, org string) *mandates {
	return &mandates{c.mandate(s, ActionManageUsers, org), c.mandate(s, ActionManageRoles, org)}
}

func (m *mandates) overItem(i report.Item) access.Decision {
	if i.What.Kind == KindPermission || i.What.Kind == KindRole && i.What.ID != RoleDefault {
		return m.roles.overItem(i)
	}
	return m.users.overItem(i)
}

// decided returns the report with each item decided, and nil or the error of an act
// that is refused as a whole because one of them is. The others are then refused
// without a reason of their own. The action itself is decided about first, so that who
// may nothing learns nothing else.
func decided(r report.Report, action access.Decision, over func(report.Item) access.Decision) (report.Report, error) {
	if !action.Allowed {
		return r.Refuse(action)
	}
	first := access.Decision{Allowed: true}
	for i, item := range r.Items {
		d := over(item)
		r.Items[i] = item.Decided(d)
		if first.Allowed && !d.Allowed {
			first = d
		}
	}
	if first.Allowed {
		return r, nil
	}
	_, err := r.Refuse(first)
	for i := range r.Items {
		if item := &r.Items[i]; item.Outcome != report.Refused {
			item.Outcome, item.Reason, item.By = report.Refused, "", ""
		}
	}
	return r, err
}
