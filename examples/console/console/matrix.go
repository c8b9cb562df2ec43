package console

import (
	"encoding/csv"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"lupa.example/access"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// maxColumns is how many columns a page shows. The CSV has all.
const maxColumns = 60

// A grid is a matrix in words: a row begins with its own name.
type grid struct {
	Columns []string
	Rows    [][]string
	Legend  string
}

// Matrices are the grids by the names under which the pages have them.
var matrices = []struct {
	Name, Title string
	of          func(*server) (grid, bool)
}{
	{"profiles", "Form by profile", (*server).profiles},
	{"roles", "Right by role", (*server).roles},
	{"programs", "Client and consultant by program", (*server).programs},
	{"sharing", "Whose results are seen by whom", (*server).sharing},
}

type matrixPage struct {
	Name, Title, Filter string
	Choices             []choice
	Grid                grid
	Absent              bool // the policy does not have what the matrix is of
	AllColumns          int
	Total, First, Last  int
	Prev, Next, CSV     string
}

type choice struct {
	Name, Title string
	Here        bool
}

func (s *server) matrix(w http.ResponseWriter, r *http.Request) {
	v := r.URL.Query()
	page := matrixPage{Name: v.Get("of"), Filter: v.Get("filter")}
	if page.Name == "" {
		page.Name = matrices[0].Name
	}
	var of func(*server) (grid, bool)
	for _, m := range matrices {
		page.Choices = append(page.Choices, choice{m.Name, m.Title, m.Name == page.Name})
		if m.Name == page.Name {
			of, page.Title = m.of, m.Title
		}
	}
	number, err := pageNumber(r)
	switch {
	case of == nil:
		s.wrong(w, http.StatusNotFound, fmt.Sprintf("There is no matrix %q.", shortened(page.Name)), nil)
		return
	case err != nil:
		s.wrong(w, http.StatusBadRequest, err.Error(), nil)
		return
	}
	g, ok := of(s)
	page.Absent = !ok
	g.Rows = slices.DeleteFunc(g.Rows, func(row []string) bool {
		return !strings.Contains(strings.ToLower(row[0]), strings.ToLower(page.Filter))
	})
	if v.Get("as") == "csv" {
		writeCSV(w, page.Name, g)
		return
	}
	page.cut(g, number)
	s.show(w, http.StatusOK, "matrix", page.Title, page)
}

// cut keeps of the grid what is on the page.
func (p *matrixPage) cut(g grid, number int) {
	p.Total, p.AllColumns = len(g.Rows), len(g.Columns)-1
	l := list{Total: p.Total}
	l.link("matrix", number, url.Values{"of": {p.Name}, "filter": {p.Filter}})
	p.Prev, p.Next = l.Prev, l.Next
	p.CSV = "matrix?" + url.Values{"of": {p.Name}, "filter": {p.Filter}, "as": {"csv"}}.Encode()
	from := min((number-1)*perPage, p.Total)
	to := min(from+perPage, p.Total)
	p.First, p.Last = from+1, to
	p.Grid = grid{Columns: g.Columns[:min(len(g.Columns), maxColumns+1)], Legend: g.Legend}
	for _, row := range g.Rows[from:to] {
		p.Grid.Rows = append(p.Grid.Rows, row[:min(len(row), maxColumns+1)])
	}
}

// writeCSV writes the whole grid. A text that a spreadsheet would take for a formula
// gets an apostrophe before it.
func writeCSV(w http.ResponseWriter, name string, g grid) {
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="`+name+`.csv"`)
	out := csv.NewWriter(w)
	for _, row := range append([][]string{g.Columns}, g.Rows...) {
		safe := slices.Clone(row)
		for i, text := range safe {
			if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
				safe[i] = "'" + text
			}
		}
		out.Write(safe)
	}
	out.Flush()
}

func (s *server) profiles() (g grid, ok bool) {
	site, ok := access.Of[*profile.Site](s.Policy)
	g.Columns = []string{"Form"}
	g.Legend = "Scopes of reading, changing and deleting cases, in this order: N none, R registered, I involved, W workspace, A all. " +
		"Then what is switched on: register, form (change it), public (share), closed (change such cases), administer."
	if !ok {
		return g, false
	}
	row := make(map[string]int) // of the form
	last := ""
	for m := range site.Matrix() {
		if len(g.Columns) == 1 || m.Profile != last {
			g.Columns, last = append(g.Columns, m.Profile), m.Profile
		}
		at, known := row[m.Form]
		if !known {
			at = len(g.Rows)
			row[m.Form] = at
			g.Rows = append(g.Rows, []string{m.Form})
		}
		g.Rows[at] = append(g.Rows[at], cellOf(m))
	}
	return g, true
}

func cellOf(m profile.MatrixRow) string {
	var parts []string
	for _, scope := range []profile.Scope{m.Rights.Read, m.Rights.Change, m.Rights.Delete} {
		parts = append(parts, strings.ToUpper(scope.String()[:1]))
	}
	for _, on := range []struct {
		name string
		on   bool
	}{
		{"register", m.Rights.Register}, {"form", m.Rights.ChangeForm}, {"public", m.Rights.SharePublicly},
		{"closed", m.Rights.ChangeClosed}, {"administer", m.Administer},
	} {
		if on.on {
			parts = append(parts, on.name)
		}
	}
	return strings.Join(parts, " ")
}

func (s *server) roles() (g grid, ok bool) {
	catalog, ok := access.Of[*roles.Catalog](s.Policy)
	g.Columns = []string{"Right"}
	g.Legend = "Over which of the organisation's rows a role grants it. With “session” it takes one."
	if !ok {
		return g, false
	}
	var all []roles.Role
	config := catalog.Config()
	if config.Portal {
		all = roles.Portal()
	}
	all = append(all, config.Define...)
	for _, role := range all {
		g.Columns = append(g.Columns, role.Name)
	}
	for _, k := range catalog.Kinds() {
		for _, a := range catalog.Actions(k) {
			row := []string{fmt.Sprintf("%s: %s", k, a)}
			for _, role := range all {
				cell := grantOf(role, k, a)
				if k == roles.KindOrganisation && a == roles.ActionSignIn && signsIn(catalog, role) {
					cell = "org" // no grant, but what the role itself says and the catalogue's switch
				}
				row = append(row, cell)
			}
			g.Rows = append(g.Rows, row)
		}
	}
	return g, true
}

func signsIn(catalog *roles.Catalog, role roles.Role) bool {
	s := access.Subject{User: "holder", Facts: []access.Fact{&roles.Member{Org: "org", Roles: []string{role.Name}}}}
	return catalog.Check(s, roles.ActionSignIn, &roles.Organisation{ID: "org"}).Allowed
}

func grantOf(role roles.Role, k access.Kind, a access.Action) string {
	var over []string
	for _, grant := range role.Grants {
		if grant.Kind == k && slices.Contains(grant.Actions, a) && !slices.Contains(over, grant.Over.String()) {
			over = append(over, grant.Over.String())
		}
	}
	if len(over) > 0 && role.SignIn {
		over = append(over, "session")
	}
	return strings.Join(over, " ")
}

// programs asks for each consultant with access in the data about every program there.
func (s *server) programs() (g grid, ok bool) {
	_, ok = access.Of[*casework.Practice](s.Policy)
	g.Columns = []string{"Client: consultant"}
	g.Legend = "“uses” is whom the policy allows to use the program at the client."
	names := make(map[string]bool)
	var engagements []*casework.Engagement
	for _, row := range s.Data.Rows {
		if e, is := row.Resource.(*casework.Engagement); is {
			engagements = append(engagements, e)
			for _, programs := range e.Consultants {
				for _, name := range programs {
					names[name] = true
				}
			}
		}
	}
	programs := slices.Sorted(maps.Keys(names))
	g.Columns = append(g.Columns, programs...)
	for _, e := range engagements {
		for _, user := range slices.Sorted(maps.Keys(e.Consultants)) {
			row := []string{e.ID + ": " + user}
			subject := access.Subject{User: user, Facts: []access.Fact{&casework.User{Org: e.Org}}}
			for _, name := range programs {
				cell := ""
				if s.Policy.Check(subject, casework.ActionUse, &casework.Program{ID: name, Engagement: e}).Allowed {
					cell = "uses"
				}
				row = append(row, cell)
			}
			g.Rows = append(g.Rows, row)
		}
	}
	return g, ok
}

// sharing tells for each group, or number, whose results are shared who sees them.
func (s *server) sharing() (g grid, ok bool) {
	rules, ok := access.Of[*sharing.Rules](s.Policy)
	g.Columns = []string{"Whose results", "Are seen by", "Numbers to come", "By the rule"}
	g.Legend = "A group with * is all its numbers, those to come too. Everybody sees their own."
	if !ok {
		return g, false
	}
	for rule := range rules.All() {
		for _, sharer := range rule.Sharers {
			g.Rows = append(g.Rows, []string{sharer.String(), texts(rule.Viewers), toCome(sharer, rule.Viewers), rule.ID})
		}
	}
	slices.SortStableFunc(g.Rows, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	return g, true
}

func texts(parties []sharing.Party) string {
	var list []string
	for _, p := range parties {
		list = append(list, p.String())
	}
	return strings.Join(list, ", ")
}

// toCome says on which side of a rule numbers that do not exist yet will stand.
func toCome(sharer sharing.Party, viewers []sharing.Party) string {
	var sides []string
	if slices.ContainsFunc(viewers, sharing.Party.IsGroup) {
		sides = append(sides, "see")
	}
	if sharer.IsGroup() {
		sides = append(sides, "are seen")
	}
	return strings.Join(sides, ", ")
}
