package oracle_test

import (
	"errors"
	"fmt"
	"strconv"

	"lupa.example/access"
	profileoracle "lupa.example/access/internal/oracle/profile"
	rolesoracle "lupa.example/access/internal/oracle/roles"
	sharingoracle "lupa.example/access/internal/oracle/sharing"
	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

var codec = wire.Codec{sharing.Area{}, roles.Area{}, profile.Area{}, casework.Area{}}

// A library is what the library makes of a world.
type library struct {
	policy *access.Policy
	areas  map[string]access.Authority // by area; nil or zero where the world has no such section

	document []byte         // the policy as a document; nil if it cannot be one
	read     *access.Policy // as the library reads the document
	reread   world          // as the oracles' reader reads it
}

// build translates a world.
func (w *world) build() (*library, error) {
	var sections []access.Authority
	var errs []error
	put := func(a access.Authority, err error) access.Authority {
		sections = append(sections, a)
		errs = append(errs, err)
		return a
	}
	lib := &library{areas: map[string]access.Authority{
		"sharing": new(sharing.Rules), "roles": new(roles.Catalog),
		"profile": new(profile.Site), "casework": new(casework.Practice),
	}}
	if w.Sharing != nil {
		rules, err := rulesOf(*w.Sharing, w.Changed)
		lib.areas["sharing"] = put(rules, err)
	}
	if w.Roles != nil {
		catalog, err := roles.NewCatalog(catalogOf(*w.Roles))
		lib.areas["roles"] = put(catalog, err)
	}
	if w.Profile != nil {
		site, err := profile.NewSite(siteOf(*w.Profile))
		lib.areas["profile"] = put(site, err)
	}
	if w.Casework != nil {
		practice, err := casework.NewPractice(casework.Config(*w.Casework))
		lib.areas["casework"] = put(practice, err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	built := len(sections) == len(areaNames) || !w.Unbuilt
	if !built {
		sections = nil
		for _, area := range areaNames {
			sections = append(sections, lib.areas[area])
		}
	}
	var err error
	if lib.policy, err = access.NewPolicy(sections...); err != nil || !built {
		return lib, err
	}
	return lib, lib.write()
}

// write writes the policy as a document and has it read twice.
func (lib *library) write() error {
	var err, err2 error
	lib.document, err = codec.EncodePolicy(lib.policy)
	if err != nil {
		return err
	}
	lib.read, err = codec.DecodePolicy(lib.document)
	lib.reread, err2 = readPolicy(lib.document)
	if err := errors.Join(err, err2); err != nil {
		return fmt.Errorf("%w\n%s", err, lib.document)
	}
	return nil
}

// rulesOf builds the rules at once, or by changes that come to the same: before each
// rule comes another one, which goes again when two more have come.
func rulesOf(p sharingoracle.Policy, changed bool) (*sharing.Rules, error) {
	var all []sharing.Rule
	for _, r := range p.Rules {
		all = append(all, sharing.Rule{ID: r.ID, Viewers: partiesOf(r.Viewers), Sharers: partiesOf(r.Sharers)})
	}
	if !changed {
		return sharing.NewRules(all...)
	}
	rules, err := sharing.NewRules()
	for i := range len(all) + 2 {
		if i < len(all) {
			passing := sharing.Rule{ID: "passing " + strconv.Itoa(i), Viewers: all[len(all)-1-i].Viewers, Sharers: all[i].Sharers}
			for _, next := range []sharing.Rule{passing, all[i]} {
				if err == nil {
					rules, err = rules.With(next)
				}
			}
		}
		if i >= 2 && err == nil {
			rules, _ = rules.Without("passing " + strconv.Itoa(i-2))
		}
	}
	return rules, err
}

// partiesOf turns what is no entry into the zero value.
func partiesOf(entries []string) []sharing.Party {
	var parties []sharing.Party
	for _, entry := range entries {
		p, _ := sharing.ParseParty(entry)
		parties = append(parties, p)
	}
	return parties
}

func accountOf(s string) sharing.Account {
	a, _ := sharing.ParseAccount(s)
	return a
}

func catalogOf(p rolesoracle.Policy) roles.Config {
	c := roles.Config{Portal: p.Portal, ApproverSignsIn: p.ApproverSignsIn, SamePersonSignedIn: p.SamePersonSignedIn, FourEyes: p.FourEyes}
	overs := map[string]roles.Over{"org": roles.OverOrg, "own": roles.OverOwn}
	for _, r := range p.Define {
		role := roles.Role{Name: r.Name, SignIn: r.SignIn}
		for _, g := range r.Grants {
			grant := roles.Grant{Kind: access.Kind(g.Kind), Over: overs[g.Over]}
			for _, a := range g.Actions {
				grant.Actions = append(grant.Actions, access.Action(a))
			}
			role.Grants = append(role.Grants, grant)
		}
		c.Define = append(c.Define, role)
	}
	return c
}

func siteOf(p profileoracle.Policy) profile.Config {
	c := profile.Config{Forms: p.Forms}
	scopes := map[string]profile.Scope{
		"registered": profile.ScopeRegistered, "involved": profile.ScopeInvolved,
		"workspace": profile.ScopeWorkspace, "all": profile.ScopeAll,
	}
	for _, f := range p.Profiles {
		out := profile.Profile{
			Name: f.Name, Cases: f.Cases, Administrator: f.Administrator, FreeText: f.FreeText, QueryBuilder: f.QueryBuilder,
			Forms: map[string]profile.FormRights{},
		}
		for form, r := range f.Forms {
			out.Forms[form] = profile.FormRights{
				Read: scopes[r.Read], Change: scopes[r.Change], Delete: scopes[r.Delete],
				Register: r.Register, ChangeForm: r.ChangeForm, SharePublicly: r.SharePublicly, ChangeClosed: r.ChangeClosed,
			}
		}
		c.Profiles = append(c.Profiles, out)
	}
	return c
}
