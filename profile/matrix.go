package profile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
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

// A Matrix yields what each profile may do on each form, as Check decides it: every
// profile in the order of the configuration, and for each of them every form in that of
// the site. It can be run through again and filtered, and takes no room of its own:
//
//	for row := range site.Matrix() { … }
//
// All of it is as many rows as there are profiles times forms, which for a policy of a
// megabyte may be hundreds of millions. WriteText and the others write nothing of more
// than 1,048,576 rows, which a few seconds are enough for.
type Matrix iter.Seq[MatrixRow]

// A MatrixRow is what one profile may do on one form.
type MatrixRow struct {
	Profile    string     `json:"profile"`
	Form       string     `json:"form"`
	Rights     FormRights `json:"rights"`     // in effect, as in [Site.Overview]
	Administer bool       `json:"administer"` // duplicate, archive, deactivate or delete the form, and set rights on it
}

// Matrix returns what every profile may do on every form. Like an overview, it is
// for those whom Check allows [ActionAdminister].
func (s *Site) Matrix() Matrix {
	return func(yield func(MatrixRow) bool) {
		if s == nil {
			return
		}
		for _, p := range s.config.Profiles {
			for form, r := range s.Overview(p.Name) {
				if !yield(MatrixRow{Profile: p.Name, Form: form, Rights: r, Administer: p.effect() == overridden}) {
					return
				}
			}
		}
	}
}

// maxRows is how many rows are written.
const maxRows = 1 << 20

// bounded returns an error if there are too many rows to be written.
func (m Matrix) bounded() error {
	n := 0
	for range m.rows() {
		if n++; n > maxRows {
			return fmt.Errorf("profile: the matrix has more than %d rows; want fewer, of some profiles or forms at a time", maxRows)
		}
	}
	return nil
}

// WriteJSON writes the rows as a list of JSON, one a line. It returns the writer's error,
// and writes nothing of more rows than a [Matrix] may have to be written.
func (m Matrix) WriteJSON(w io.Writer) error {
	if err := m.bounded(); err != nil {
		return err
	}
	out := &lineWriter{w: w}
	out.write("[")
	end := ""
	for r := range m.rows() {
		text, err := json.Marshal(r)
		if err != nil || !out.write(end+"\n"+string(text)) {
			return errors.Join(err, out.err)
		}
		end = ","
	}
	out.write("]\n")
	return out.err
}

// rows yields the rows; the zero Matrix has none.
func (m Matrix) rows() iter.Seq[MatrixRow] {
	if m == nil {
		return func(func(MatrixRow) bool) {}
	}
	return iter.Seq[MatrixRow](m)
}

// A lineWriter writes until there is an error.
type lineWriter struct {
	w   io.Writer
	err error
}

func (l *lineWriter) write(text string) bool {
	if l.err == nil {
		_, l.err = io.WriteString(l.w, text)
	}
	return l.err == nil
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

// WriteText writes the matrix as a table of aligned columns, one line a row after a
// line of heads. What a profile lacks is "-". Line breaks, control characters
// and whatever else does not show in a name are written as Go escapes, so that a
// line is a row whatever names there are. It returns the writer's error, and writes
// nothing of more rows than a [Matrix] may have to be written.
func (m Matrix) WriteText(w io.Writer) error {
	return m.write(w, visible, textLine, "")
}

// WriteMarkdown writes the matrix as a table as GitHub reads it, aligned for those who
// read the source. Names mean nothing to Markdown or HTML, save that GitHub may
// link what looks like an address; what does not show in them is written as by
// [Matrix.WriteText], which it is like otherwise.
func (m Matrix) WriteMarkdown(w io.Writer) error {
	return m.write(w, func(s string) string { return escapeMarkdown(visible(s)) }, markdownLine, "-")
}

// write lays the rows out, with a line that rules off the heads if rule is not "".
func (m Matrix) write(w io.Writer, name func(string) string, line func([]string, []int) string, rule string) error {
	if err := m.bounded(); err != nil {
		return err
	}
	each := func(f func(cells []string) bool) {
		for r := range m.rows() {
			cells := r.cells()
			cells[0], cells[1] = name(cells[0]), name(cells[1])
			if !f(cells) {
				return
			}
		}
	}
	widths := columnWidths(matrixHeads, each)
	out := &lineWriter{w: w}
	out.write(line(matrixHeads, widths) + "\n")
	if rule != "" {
		ruled := make([]string, len(widths))
		for i, w := range widths {
			ruled[i] = strings.Repeat(rule, w)
		}
		out.write(line(ruled, widths) + "\n")
	}
	each(func(cells []string) bool { return out.write(line(cells, widths) + "\n") })
	return out.err
}
