package profile_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
	if diff := cmp.Diff(want, newSite(t, chiefs()).Matrix().Text()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestMatrixMarkdown(t *testing.T) {
	const want = `| profile | form | read      | change     | delete | register | change form | share publicly | change closed | administer |
| ------- | ---- | --------- | ---------- | ------ | -------- | ----------- | -------------- | ------------- | ---------- |
| officer | F1   | workspace | registered | -      | -        | -           | yes            | yes           | -          |
`
	m := newSite(t, chiefs()).Matrix()
	if diff := cmp.Diff(want, m[2:3].Markdown()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestMatrixOfNothingIsItsHeads(t *testing.T) {
	for _, s := range []*profile.Site{nil, new(profile.Site), newSite(t, profile.Config{Forms: []string{"F1"}})} {
		m := s.Matrix()
		if len(m) != 0 || strings.Count(m.Text(), "\n") != 1 || strings.Count(m.Markdown(), "\n") != 2 {
			t.Errorf("got\n%s%s", m.Text(), m.Markdown())
		}
	}
}

func TestAMatrixIsACopy(t *testing.T) {
	s := newSite(t, chiefs())
	before := s.Matrix().Text()
	s.Matrix()[2].Rights.Read = profile.ScopeAll
	if got := s.Matrix().Text(); got != before {
		t.Errorf("the site shows\n%s", got)
	}
}
