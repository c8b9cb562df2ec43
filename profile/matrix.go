package profile

import (
	"encoding/json"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
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
	rows := [][]string{matrixHeads}
	for _, r := range m {
		cells := r.cells()
		cells[0], cells[1] = name(cells[0]), name(cells[1])
		rows = append(rows, cells)
	}
	widths := columnWidths(rows)
	if rule != "" {
		ruled := make([]string, len(widths))
		for i, w := range widths {
			ruled[i] = strings.Repeat(rule, w)
		}
		rows = slices.Insert(rows, 1, ruled)
	}
	var b strings.Builder
	for _, cells := range rows {
		b.WriteString(line(cells, widths))
		b.WriteByte('\n')
	}
	return b.String()
}

// columnWidths returns the width of each column's widest cell, at least the three
// that a Markdown rule needs.
func columnWidths(rows [][]string) []int {
	var widths []int
	for _, cells := range rows {
		for i, cell := range cells {
			if i == len(widths) {
				widths = append(widths, 3)
			}
			widths[i] = max(widths[i], width(cell))
		}
	}
	return widths
}

func textLine(cells []string, widths []int) string {
	return strings.TrimRight(strings.Join(padded(cells, widths), "  "), " ")
}

func markdownLine(cells []string, widths []int) string {
	return "| " + strings.Join(padded(cells, widths), " | ") + " |"
}

func padded(cells []string, widths []int) []string {
	out := make([]string, len(cells))
	for i, cell := range cells {
		out[i] = cell + strings.Repeat(" ", widths[i]-width(cell))
	}
	return out
}

// visible returns the name with everything that does not show, and the backslash,
// as in a Go string literal. Different names stay different.
func visible(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
	}
	return b.String()
}

// escapeMarkdown returns the text so that it stands for itself in a table's cell.
func escapeMarkdown(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("\\|`*_~[]<>&$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// width returns how many columns a terminal needs for the text: two for the wide
// letters of East Asia and for emoji, none for marks that combine with a letter.
func width(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me):
		case unicode.Is(wide, r):
			n += 2
		default:
			n++
		}
	}
	return n
}

// wide holds the blocks whose letters take two columns. It is coarser than
// Unicode's table of widths, which the standard library lacks.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1}, // Hangul syllable openings
		{Lo: 0x2e80, Hi: 0x303e, Stride: 1}, // radicals and CJK punctuation
		{Lo: 0x3041, Hi: 0xa4cf, Stride: 1}, // kana, CJK ideographs, Yi
		{Lo: 0xa960, Hi: 0xa97f, Stride: 1}, // more Hangul openings
		{Lo: 0xac00, Hi: 0xd7a3, Stride: 1}, // Hangul syllables
		{Lo: 0xf900, Hi: 0xfaff, Stride: 1}, // compatibility ideographs
		{Lo: 0xfe30, Hi: 0xfe6f, Stride: 1}, // vertical and small forms
		{Lo: 0xff00, Hi: 0xff60, Stride: 1}, // full-width forms
		{Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1f300, Hi: 0x1f64f, Stride: 1}, // emoji
		{Lo: 0x1f680, Hi: 0x1f6ff, Stride: 1},
		{Lo: 0x1f900, Hi: 0x1f9ff, Stride: 1},
		{Lo: 0x20000, Hi: 0x3fffd, Stride: 1}, // further ideographs
	},
}
