package profile

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"lupa.example/access/invalid"
)

// Names are compared byte for byte. That of a form or a profile which the site lacks
// may look like one that it has, as Unicode writes many letters in two ways, and
// people write as they like. Findings say so.

// A lookalike finds the names that look like another, among those that there are. The
// index is made when it is first needed, once for all findings about one value.
type lookalike struct {
	names []string
	index map[string]string // what a name looks like, and the first such name
}

// of returns the first name that looks like the given one, which is none of them; "" if
// none does, or if the name is too long to be one.
func (l *lookalike) of(name string) string {
	shape := looks(name)
	if shape == "" || len(name) > invalid.MaxIdentifier {
		return ""
	}
	if l.index == nil {
		l.index = make(map[string]string, len(l.names))
		for _, there := range slices.Backward(l.names) {
			l.index[looks(there)] = there
		}
	}
	return l.index[shape]
}

// lacks says that the site has no form or profile of the name, and which one it has
// that looks alike, or else which there are.
func (l *lookalike) lacks(name, noun string) string {
	problem := "is no " + noun + " of the site"
	there := l.of(name)
	if there == "" {
		return problem + "; " + invalid.OneOf(l.names)
	}
	problem += "; " + strconv.Quote(there) + " is, and is written otherwise"
	if ascii := strconv.QuoteToASCII(there); ascii != strconv.Quote(there) || strconv.QuoteToASCII(name) != strconv.Quote(name) {
		problem += ": " + strconv.QuoteToASCII(name) + " is not " + ascii
	}
	return problem
}

// warning says which name that is there looks like a new one, if any does.
func (l *lookalike) warning(name string) []string {
	if there := l.of(name); there != "" {
		return []string{"its name looks like " + strconv.QuoteToASCII(there) + ", which is there and is another"}
	}
	return nil
}

// looks returns what is left of a name without what easily goes unnoticed: the case of
// letters, marks on them, what does not show, and how much space there is and where at
// the ends.
func looks(name string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(name, unicode.IsSpace) {
		start := b.Len()
		for _, r := range word {
			if unicode.In(r, unicode.M, unicode.Cf, unicode.Cc) {
				continue
			}
			r = unicode.ToUpper(unicode.ToLower(r)) // both, as some letters have several small forms
			if base, marked := bases[r]; marked {
				r = base
			}
			b.WriteRune(r)
		}
		if b.Len() > start {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// bases holds the letters that Unicode also writes as another with a mark. The
// standard library lacks the whole table; these are the European ones.
var bases = func() map[rune]rune {
	m := make(map[rune]rune)
	for _, letters := range []string{
		"AÀÁÂÃÄÅĀĂĄ", "CÇĆĈĊČ", "DĎ", "EÈÉÊËĒĔĖĘĚ", "GĜĞĠĢ", "HĤ", "IÌÍÎÏĨĪĬĮİ", "JĴ", "KĶ", "LĹĻĽ", "NÑŃŅŇ",
		"OÒÓÔÕÖŌŎŐ", "RŔŖŘ", "SŚŜŞŠ", "TŢŤ", "UÙÚÛÜŨŪŬŮŰŲ", "WŴ", "YÝŶŸ", "ZŹŻŽ",
		"ΑΆ", "ΕΈ", "ΗΉ", "ΙΊΪ", "ΟΌ", "ΥΎΫ", "ΩΏ", "ГЃ", "ЕЁЀ", "ИЙЍ", "ІЇ", "КЌ", "УЎ",
	} {
		all := []rune(letters)
		for _, r := range all[1:] {
			m[r] = all[0]
		}
	}
	return m
}()
