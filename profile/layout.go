package profile

import (
	"strconv"
	"strings"
	"unicode"
)

// How tables of text are laid out.

// columnWidths returns the width of each column's widest cell, at least the three
// that a Markdown rule needs.
func columnWidths(heads []string, each func(func(cells []string) bool)) []int {
	widths := make([]int, len(heads))
	for i, head := range heads {
		widths[i] = max(3, width(head))
	}
	each(func(cells []string) bool {
		for i, cell := range cells {
			widths[i] = max(widths[i], width(cell))
		}
		return true
	})
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
