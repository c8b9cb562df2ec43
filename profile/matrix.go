package profile

import (
	"encoding/json"
	"iter"
	"strings"
)

// Overview yields every form of the site in its order, with what the profile may
// do there as Check decides it: nothing without the case module, everything in
// administrator mode, and otherwise what is set. A profile that the site lacks has
// no overview, and the sequence is empty.
//
// Administrator mode also allows administering these forms and those that the site
// lacks, which no rights express. An overview is for those whom Check allows
// [ActionAdminister].
func (s *Site) Overview(profile string) iter.Seq2[string, FormRights] {
	return func(yield func(string, FormRights) bool) {
		if s == nil {
			return
		}
		p, known := s.profiles[profile]
		if !known {
			return
		}
		for _, form := range s.config.Forms {
			if !yield(form, p.inEffect(form)) {
				return
			}
		}
	}
}

// inEffect returns what counts on a form of the site.
func (p *rights) inEffect(form string) FormRights {
	switch p.effect() {
	case overridden:
		return all
	case asSet:
		return p.Forms[form]
	default:
		return FormRights{}
	}
}

// A Matrix is what each profile may do on each form, as Check decides it: every
// profile in the order of the configuration, and for each of them every form in
// that of the site. It is a copy, which its owner may sort, filter and render.
type Matrix []MatrixRow

// A MatrixRow is what one profile may do on one form.
type MatrixRow struct {
	Profile    string     `json:"profile"`
	Form       string     `json:"form"`
	Rights     FormRights `json:"rights"`     // in effect, as in [Site.Overview]
	Administer bool       `json:"administer"` // duplicate, archive, deactivate or delete the form, and set rights on it
}

// Matrix returns what every profile may do on every form. Like an overview, it is
// for those whom Check allows [ActionAdminister].
//
// It has as many rows as there are profiles times forms, of forty bytes each and a
// hundred or more in a text, and no bound: a thousand of both come to 40 MB, and the four
// thousand profiles and fifty thousand forms that a policy of a megabyte can have to
// 8 GB. Where somebody else writes the policy, count first, or ask for the overviews one
// by one, which take no room.
func (s *Site) Matrix() Matrix {
	if s == nil {
		return nil
	}
	m := make(Matrix, 0, len(s.config.Profiles)*len(s.config.Forms))
	for _, p := range s.config.Profiles {
		for form, r := range s.Overview(p.Name) {
			m = append(m, MatrixRow{Profile: p.Name, Form: form, Rights: r, Administer: p.effect() == overridden})
		}
	}
	return m
}

// MarshalJSON returns the rows as a list, which is empty rather than null.
func (m Matrix) MarshalJSON() ([]byte, error) {
	if m == nil {
		m = Matrix{}
	}
	return json.Marshal([]MatrixRow(m))
}

var matrixHeads = []string{
	"profile", "form", "read", "change", "delete",
	"register", "change form", "share publicly", "change closed", "administer",
}

// cells returns the row's texts under the heads. Nothing is "-".
func (r MatrixRow) cells() []string {
	cells := []string{r.Profile, r.Form}
	for _, s := range []Scope{r.Rights.Read, r.Rights.Change, r.Rights.Delete} {
		if s == ScopeNone {
			cells = append(cells, "-")
		} else {
			cells = append(cells, s.String())
		}
	}
	for _, on := range []bool{
		r.Rights.Register, r.Rights.ChangeForm, r.Rights.SharePublicly, r.Rights.ChangeClosed, r.Administer,
	} {
		if on {
			cells = append(cells, "yes")
		} else {
			cells = append(cells, "-")
		}
	}
	return cells
}

// Text returns the matrix as a table of aligned columns, one line a row after a
// line of heads. What a profile lacks is "-". Line breaks, control characters
// and whatever else does not show in a name are written as Go escapes, so that a
// line is a row whatever names there are.
func (m Matrix) Text() string {
	return m.write(visible, textLine, "")
}

// Markdown returns the matrix as a table as GitHub reads it, aligned for those who
// read the source. Names mean nothing to Markdown or HTML, save that GitHub may
// link what looks like an address; what does not show in them is written as in
// [Matrix.Text].
func (m Matrix) Markdown() string {
	return m.write(func(s string) string { return escapeMarkdown(visible(s)) }, markdownLine, "-")
}

// write lays the rows out, with a line that rules off the heads if rule is not "".
func (m Matrix) write(name func(string) string, line func([]string, []int) string, rule string) string {
	each := func(f func(cells []string)) {
		for _, r := range m {
			cells := r.cells()
			cells[0], cells[1] = name(cells[0]), name(cells[1])
			f(cells)
		}
	}
	widths := columnWidths(matrixHeads, each)
	var b strings.Builder
	b.WriteString(line(matrixHeads, widths) + "\n")
	if rule != "" {
		ruled := make([]string, len(widths))
		for i, w := range widths {
			ruled[i] = strings.Repeat(rule, w)
		}
		b.WriteString(line(ruled, widths) + "\n")
	}
	each(func(cells []string) { b.WriteString(line(cells, widths) + "\n") })
	return b.String()
}
