package profile_test

import (
	"encoding/json"
	"errors"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lupa.example/access"
	"lupa.example/profile"
)

func TestMatrixText(t *testing.T) {
	const want = `profile  form  read       change      delete  register  change form  share publicly  change closed  administer
chief    F1    all        all         all     yes       yes          yes             yes            yes
chief    F2    all        all         all     yes       yes          yes             yes            yes
officer  F1    workspace  registered  -       -         -            yes             yes            -
officer  F2    -          -           -       -         -            -               -              -
former   F1    -          -           -       -         -            -               -              -
former   F2    -          -           -       -         -            -               -              -
`
	if diff := cmp.Diff(want, written(t, mustSite(t, chiefs()).Matrix().WriteText)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestMatrixMarkdown(t *testing.T) {
	const want = `| profile | form | read      | change     | delete | register | change form | share publicly | change closed | administer |
| ------- | ---- | --------- | ---------- | ------ | -------- | ----------- | -------------- | ------------- | ---------- |
| officer | F1   | workspace | registered | -      | -        | -           | yes            | yes           | -          |
`
	m := third(mustSite(t, chiefs()).Matrix())
	if diff := cmp.Diff(want, written(t, m.WriteMarkdown)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestMatrixOfNothingIsItsHeads(t *testing.T) {
	for _, m := range []profile.Matrix{
		nil, (*profile.Site)(nil).Matrix(), new(profile.Site).Matrix(), mustSite(t, profile.Config{Forms: []string{"F1"}}).Matrix(),
	} {
		text, markdown := written(t, m.WriteText), written(t, m.WriteMarkdown)
		if strings.Count(text, "\n") != 1 || strings.Count(markdown, "\n") != 2 {
			t.Errorf("got\n%s%s", text, markdown)
		}
	}
}

// written is what a function writes.
func written(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var b strings.Builder
	if err := write(&b); err != nil {
		t.Error(err)
	}
	return b.String()
}

// third is the third row of a matrix, by itself.
func third(m profile.Matrix) profile.Matrix {
	return func(yield func(profile.MatrixRow) bool) {
		n := 0
		for row := range m {
			if n++; n == 3 {
				yield(row)
				return
			}
		}
	}
}

// Whoever has enough is given no more.
func TestAMatrixEndsWithTheWriter(t *testing.T) {
	rows := 0
	m := profile.Matrix(func(yield func(profile.MatrixRow) bool) {
		for rows = 0; rows < 1000 && yield(profile.MatrixRow{}); {
			rows++
		}
	})
	for name, write := range map[string]func(io.Writer) error{"text": m.WriteText, "Markdown": m.WriteMarkdown, "JSON": m.WriteJSON} {
		full := errors.New("full")
		left := 500
		err := write(writer(func(text []byte) (int, error) {
			if left -= len(text); left < 0 {
				return 0, full
			}
			return len(text), nil
		}))
		if !errors.Is(err, full) || rows > 10 {
			t.Errorf("%s: %v after %d rows", name, err, rows)
		}
	}
}

// What nobody could read is not written, and not gone through to its end.
func TestAMatrixIsWrittenUpToAMillionRows(t *testing.T) {
	rows := 0
	endless := profile.Matrix(func(yield func(profile.MatrixRow) bool) {
		for rows = 0; yield(profile.MatrixRow{}); {
			rows++
		}
	})
	for name, write := range map[string]func(io.Writer) error{"text": endless.WriteText, "Markdown": endless.WriteMarkdown, "JSON": endless.WriteJSON} {
		var b strings.Builder
		if err := write(&b); err == nil || !strings.Contains(err.Error(), "more than 1048576 rows") || b.Len() > 0 || rows != 1<<20 {
			t.Errorf("%s: %v, %d bytes, %d rows", name, err, b.Len(), rows)
		}
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(text []byte) (int, error) { return w(text) }

func TestAnOverviewListsAllFormsInTheirOrder(t *testing.T) {
	c := chiefs()
	c.Forms = []string{"F2", "F1", "A"}
	s := mustSite(t, c)
	for _, name := range []string{"chief", "officer", "former"} {
		for range 2 { // the sequence can be started again
			var forms []string
			for form := range s.Overview(name) {
				forms = append(forms, form)
			}
			if !slices.Equal(forms, c.Forms) {
				t.Errorf("%s: forms %v, want %v", name, forms, c.Forms)
			}
		}
	}
	for form := range s.Overview("officer") {
		if form != "F2" {
			t.Errorf("the first form is %s", form)
		}
		break
	}
}

func TestAnOverviewShowsWhatIsInEffect(t *testing.T) {
	c := chiefs()
	c.Profiles[2].Forms = map[string]profile.FormRights{"F1": {Read: profile.ScopeAll}}
	s := mustSite(t, c)
	all := profile.FormRights{
		Read: profile.ScopeAll, Change: profile.ScopeAll, Delete: profile.ScopeAll,
		Register: true, ChangeForm: true, SharePublicly: true, ChangeClosed: true,
	}
	for name, want := range map[string]map[string]profile.FormRights{
		"chief":    {"F1": all, "F2": all},
		"officer":  {"F1": c.Profiles[1].Forms["F1"], "F2": {}},
		"former":   {"F1": {}, "F2": {}},
		"nobody's": {},
		"":         {},
	} {
		if got := maps.Collect(s.Overview(name)); !maps.Equal(got, want) {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
	for _, s := range []*profile.Site{nil, new(profile.Site)} {
		for form := range s.Overview("chief") {
			t.Errorf("a site that was never built has the form %q", form)
		}
	}
}

// For every profile, form and action: the overview says that the profile has
// something exactly if Check allows its users some case.
func TestAnOverviewAgreesWithCheck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomSite(t)
		for _, p := range s.Config().Profiles {
			for form, r := range s.Overview(p.Name) {
				wantAgreement(t, s, p.Name, form, r)
			}
		}
		i := 0
		for row := range s.Matrix() {
			p := s.Config().Profiles[i/len(s.Config().Forms)]
			i++
			if d := s.Check(veraOf(p.Name), profile.ActionAdminister, &profile.Form{ID: row.Form}); row.Profile != p.Name || row.Administer != d.Allowed {
				t.Fatalf("row %+v, and Check says %v", row, d)
			}
			wantAgreement(t, s, row.Profile, row.Form, row.Rights)
		}
	})
}

func wantAgreement(t *rapid.T, s *profile.Site, name, form string, r profile.FormRights) {
	for a, has := range map[access.Action]bool{
		profile.ActionRead: r.Read != profile.ScopeNone, profile.ActionChange: r.Change != profile.ScopeNone,
		profile.ActionDelete: r.Delete != profile.ScopeNone, profile.ActionSharePublicly: r.SharePublicly,
	} {
		if reachesSome(s, name, a, form) != has {
			t.Fatalf("%s %s %s: the overview says %+v", name, a, form, r)
		}
	}
	for a, has := range map[access.Action]bool{profile.ActionRegister: r.Register, profile.ActionChange: r.ChangeForm} {
		if d := s.Check(veraOf(name), a, &profile.Form{ID: form}); d.Allowed != has {
			t.Fatalf("%s %s %s: the overview says %+v, Check %v", name, a, form, r, d)
		}
	}
	wantSameCases(t, s, name, form, r)
}

// wantSameCases wants each case to be decided as on a site where the profile has
// just these rights and the module.
func wantSameCases(t *rapid.T, s *profile.Site, name, form string, r profile.FormRights) {
	as, err := profile.NewSite(profile.Config{Forms: []string{form}, Profiles: []profile.Profile{
		{Name: name, Cases: true, Forms: map[string]profile.FormRights{form: r}},
	}})
	if err != nil {
		t.Fatalf("the overview shows rights that cannot be set: %v", err)
	}
	for c := range everyRelation(form) {
		for _, a := range caseActions {
			if got, want := s.Check(veraOf(name), a, c).Allowed, as.Check(veraOf(name), a, c).Allowed; got != want {
				t.Fatalf("%s %s %+v: Check says %v, and the overview %+v", name, a, c, got, r)
			}
		}
	}
}

func TestAProfileIsReturnedAsItIsSet(t *testing.T) {
	s := mustSite(t, chiefs())
	p, ok := s.Profile("officer")
	if want := chiefs().Profiles[1]; !ok || p.Name != want.Name || p.Switches() != want.Switches() || !maps.Equal(p.Forms, want.Forms) {
		t.Errorf("got %+v, %v", p, ok)
	}
	for _, s := range []*profile.Site{s, nil, new(profile.Site)} {
		if p, ok := s.Profile("nobody's"); ok || p.Name != "" {
			t.Errorf("got %+v, %v", p, ok)
		}
	}
}

// strange is a matrix of names that would break a table.
func strange() profile.Matrix {
	return func(yield func(profile.MatrixRow) bool) {
		for _, name := range strangeNames {
			yield(profile.MatrixRow{Profile: name, Form: "F1", Rights: profile.FormRights{Read: profile.ScopeAll}})
		}
	}
}

var strangeNames = []string{
	"a|b", `a\b`, `a\|b`, "a\nb", "a\r\n| b |", "\t", "<b>&amp;", "*[x](y)* _`c`_ ~$", "\u202eflip", "",
	"病棟", "e\u0301te\u0301", "한글", "🚑",
}

// only returns the first two columns of a table's lines, which are where they are
// by the width of the names.
func only(lines string, until string) []string {
	var got []string
	for line := range strings.Lines(lines) {
		before, _, _ := strings.Cut(line, until)
		got = append(got, before)
	}
	return got
}

func TestNamesInText(t *testing.T) {
	want := []string{
		"profile            form  read  change  delete  register  change form  share publicly  change closed  administer\n",
		"a|b                ", `a\\b               `, `a\\|b              `, `a\nb               `, `a\r\n| b |         `,
		`\t                 `, "<b>&amp;           ", "*[x](y)* _`c`_ ~$  ", `\u202eflip         `, "                   ",
		"病棟               ", "e\u0301te\u0301                ", "한글               ", "🚑                 ",
	}
	if diff := cmp.Diff(want, only(written(t, strange().WriteText), "F1")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestNamesInMarkdown(t *testing.T) {
	want := []string{
		`| a\|b                        `, `| a\\\\b                      `, `| a\\\\\|b                    `,
		`| a\\nb                       `, `| a\\r\\n\| b \|              `, `| \\t                         `,
		`| \<b\>\&amp;                 `, "| \\*\\[x\\](y)\\* \\_\\`c\\`\\_ \\~\\$ ", `| \\u202eflip                 `,
		"|                             ", "| 病棟                        ", "| e\u0301te\u0301                         ",
		"| 한글                        ", "| 🚑                          ",
	}
	if diff := cmp.Diff(want, only(written(t, strange().WriteMarkdown), "| F1")[2:]); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Whatever names there are, a line is a row, and in Markdown every row has as many
// cells as the heads.
func TestATableKeepsItsShape(t *testing.T) {
	m := strange()
	if got := strings.Count(written(t, m.WriteText), "\n"); got != len(strangeNames)+1 {
		t.Errorf("%d lines of text for %d rows", got, len(strangeNames))
	}
	unescaped := func(line string) int {
		line = strings.ReplaceAll(line, `\\`, "")
		return strings.Count(line, "|") - strings.Count(line, `\|`)
	}
	for line := range strings.Lines(written(t, m.WriteMarkdown)) {
		if got := unescaped(line); got != 11 {
			t.Errorf("%d bars in %s", got, line)
		}
	}
}

func TestMatrixAsJSON(t *testing.T) {
	m := mustSite(t, chiefs()).Matrix()
	const want = `[
{"profile":"officer","form":"F1","rights":{"read":"workspace","change":"registered","delete":"none",` +
		`"register":false,"changeForm":false,"sharePublicly":true,"changeClosed":true},"administer":false}]
`
	if text := written(t, third(m).WriteJSON); text != want {
		t.Errorf("got %s, want %s", text, want)
	}
	var back []profile.MatrixRow
	if err := json.Unmarshal([]byte(written(t, m.WriteJSON)), &back); err != nil || !slices.Equal(back, slices.Collect(iter.Seq[profile.MatrixRow](m))) {
		t.Errorf("read back as %v, %v", back, err)
	}
	for _, none := range []profile.Matrix{nil, (*profile.Site)(nil).Matrix()} {
		if text := written(t, none.WriteJSON); text != "[]\n" {
			t.Errorf("none: got %s", text)
		}
	}
	bad := profile.Matrix(func(yield func(profile.MatrixRow) bool) {
		yield(profile.MatrixRow{Rights: profile.FormRights{Read: 99}})
	})
	if err := bad.WriteJSON(io.Discard); err == nil {
		t.Error("a scope that is none is written")
	}
}
