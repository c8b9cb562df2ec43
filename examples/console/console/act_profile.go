package console

import (
	"net/url"

	"lupa.example/access"
	"lupa.example/access/report"
	"lupa.example/profile"
)

func hasSite(p *access.Policy) bool {
	_, ok := access.Of[*profile.Site](p)
	return ok
}

var scopes = []string{"none", "registered", "involved", "workspace", "all"}

// onSite returns an act's Do from what changes the site.
func onSite(change func(*profile.Site, access.Subject, url.Values) (*profile.Site, report.Report, error)) func(*server, access.Subject, url.Values) (*access.Policy, Data, report.Report, error) {
	return func(s *server, actor access.Subject, v url.Values) (*access.Policy, Data, report.Report, error) {
		site, _ := access.Of[*profile.Site](s.Policy)
		next, r, err := change(site, actor, v)
		if err != nil {
			return nil, Data{}, r, err
		}
		p, err := s.Policy.With(next)
		return p, s.Data, r, err
	}
}

var setRights = act{
	Name: "profile.set-rights", Title: "Set a profile’s rights on a form",
	About: "What a profile may do with the cases of a form, and with the form.",
	has:   hasSite,
	choose: func(s *server) []field {
		return []field{text("profile", "Profile", "", profileNames(s)...), text("form", "Form", "", formNames(s)...)}
	},
	fields: func(s *server, v url.Values) []field {
		site, _ := access.Of[*profile.Site](s.Policy)
		p, _ := site.Profile(v.Get("profile"))
		r := p.Forms[v.Get("form")]
		return []field{
			choose("read", "Read cases", r.Read.String(), scopes...),
			choose("change", "Change cases", r.Change.String(), scopes...),
			choose("delete", "Delete cases", r.Delete.String(), scopes...),
			check("register", "Register cases", r.Register),
			check("changeForm", "Change the form", r.ChangeForm),
			check("sharePublicly", "Share cases publicly", r.SharePublicly),
			check("changeClosed", "Change closed cases", r.ChangeClosed),
		}
	},
	do: onSite(func(site *profile.Site, actor access.Subject, v url.Values) (*profile.Site, report.Report, error) {
		var r profile.FormRights
		for name, scope := range map[string]*profile.Scope{"read": &r.Read, "change": &r.Change, "delete": &r.Delete} {
			if err := scope.UnmarshalText([]byte(v.Get(name))); err != nil {
				return nil, report.Report{}, invalid("rights."+name, "%v", err)
			}
		}
		r.Register, r.ChangeForm = v.Get("register") == "on", v.Get("changeForm") == "on"
		r.SharePublicly, r.ChangeClosed = v.Get("sharePublicly") == "on", v.Get("changeClosed") == "on"
		return site.SetRights(actor, v.Get("profile"), v.Get("form"), r)
	}),
}

var setSwitches = act{
	Name: "profile.set-switches", Title: "Set a profile’s switches",
	About:  "The case module, administrator mode and the ways of searching.",
	has:    hasSite,
	choose: func(s *server) []field { return []field{text("profile", "Profile", "", profileNames(s)...)} },
	fields: func(s *server, v url.Values) []field {
		site, _ := access.Of[*profile.Site](s.Policy)
		p, _ := site.Profile(v.Get("profile"))
		return switchFields(p.Switches())
	},
	do: onSite(func(site *profile.Site, actor access.Subject, v url.Values) (*profile.Site, report.Report, error) {
		return site.SetSwitches(actor, v.Get("profile"), switches(v))
	}),
}

func switchFields(s profile.Switches) []field {
	return []field{
		check("cases", "Case module", s.Cases), check("administrator", "Administrator mode", s.Administrator),
		check("freeText", "Free-text search", s.FreeText), check("queryBuilder", "Query builder", s.QueryBuilder),
	}
}

func switches(v url.Values) profile.Switches {
	on := func(name string) bool { return v.Get(name) == "on" }
	return profile.Switches{Cases: on("cases"), Administrator: on("administrator"), FreeText: on("freeText"), QueryBuilder: on("queryBuilder")}
}

var addProfile = act{
	Name: "profile.add-profile", Title: "Add a profile",
	About: "One without rights on forms, which are set afterwards.",
	has:   hasSite,
	fields: func(*server, url.Values) []field {
		return append([]field{text("profile", "Name", "")}, switchFields(profile.Switches{})...)
	},
	do: onSite(func(site *profile.Site, actor access.Subject, v url.Values) (*profile.Site, report.Report, error) {
		s := switches(v)
		return site.AddProfile(actor, profile.Profile{
			Name: v.Get("profile"), Cases: s.Cases, Administrator: s.Administrator, FreeText: s.FreeText, QueryBuilder: s.QueryBuilder,
		})
	}),
}

var removeProfile = act{
	Name: "profile.remove-profile", Title: "Remove a profile",
	About: "Who belongs to it is denied everything then.",
	has:   hasSite,
	fields: func(s *server, _ url.Values) []field {
		return []field{text("profile", "Profile", "", profileNames(s)...)}
	},
	do: onSite(func(site *profile.Site, actor access.Subject, v url.Values) (*profile.Site, report.Report, error) {
		return site.RemoveProfile(actor, v.Get("profile"))
	}),
}

var addForm = act{
	Name: "profile.add-form", Title: "Add a form",
	About:  "One on which nobody has rights but in administrator mode.",
	has:    hasSite,
	fields: func(*server, url.Values) []field { return []field{text("form", "Name", "")} },
	do: onSite(func(site *profile.Site, actor access.Subject, v url.Values) (*profile.Site, report.Report, error) {
		return site.AddForm(actor, v.Get("form"))
	}),
}

var removeForm = act{
	Name: "profile.remove-form", Title: "Remove a form",
	About: "With all rights on it; its cases are out of reach but in administrator mode.",
	has:   hasSite,
	fields: func(s *server, _ url.Values) []field {
		return []field{text("form", "Form", "", formNames(s)...)}
	},
	do: onSite(func(site *profile.Site, actor access.Subject, v url.Values) (*profile.Site, report.Report, error) {
		return site.RemoveForm(actor, v.Get("form"))
	}),
}

func profileNames(s *server) (names []string) {
	site, _ := access.Of[*profile.Site](s.Policy)
	for _, p := range site.Config().Profiles {
		names = append(names, p.Name)
	}
	return names
}

func formNames(s *server) []string {
	site, _ := access.Of[*profile.Site](s.Policy)
	return site.Config().Forms
}
