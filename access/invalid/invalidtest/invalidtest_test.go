package invalidtest_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/access/invalid/invalidtest"
)

// A recorder is a test that only notes how it failed.
type recorder struct {
	testing.TB
	failed string
}

func (r *recorder) Helper()                           {}
func (r *recorder) Errorf(format string, args ...any) { r.failed = fmt.Sprintf(format, args...) }
func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	panic(r)
}

// failure returns how the test fails, "" if it passes.
func failure(test func(testing.TB)) (text string) {
	r := new(recorder)
	defer func() {
		if got := recover(); got != nil && got != r {
			panic(got)
		}
		text = r.failed
	}()
	test(r)
	return
}

var (
	form   = access.InvalidError{Package: "profile", Path: "forms[0]", Problem: "is empty"}
	name   = access.InvalidError{Package: "profile", Path: "name", Problem: "is empty"}
	odd    = access.InvalidError{Package: "profile", Path: "name", Problem: "is odd"}
	roles  = access.InvalidError{Package: "roles", Path: "name", Problem: "is empty"}
	silent = access.InvalidError{Package: "profile", Path: "name"}
)

func TestFindingsAreOfOnePackageAndNothingElseIsInTheError(t *testing.T) {
	denied := access.Deny("a/b", "").Err()
	for title, test := range map[string]struct {
		err  error
		want []access.InvalidError // nil: the test ends
	}{
		"one by itself":       {&name, []access.InvalidError{name}},
		"one joined":          {errors.Join(&name), []access.InvalidError{name}},
		"several":             {errors.Join(&name, &form, &odd), []access.InvalidError{name, form, odd}},
		"joined twice":        {errors.Join(errors.Join(&name, &form), &odd), []access.InvalidError{name, form, odd}},
		"no error":            {nil, nil},
		"another error":       {errors.New("no"), nil},
		"an error of no text": {errors.New(""), nil},
		"another besides":     {errors.Join(&name, errors.New("no")), nil},
		"a denial besides":    {errors.Join(denied, &name), nil},
		"words besides":       {fmt.Errorf("the policy: %w", &name), nil},
		"words between":       {fmt.Errorf("%w and %w", &name, &form), nil},
		"another package's":   {errors.Join(&name, &roles), nil},
		"without a problem":   {errors.Join(&name, &silent), nil},
	} {
		var got []access.InvalidError
		failed := failure(func(r testing.TB) { got = invalidtest.Findings(r, test.err, "profile") })
		if !slices.Equal(got, test.want) || (failed == "") != (test.want != nil) {
			t.Errorf("%s: got %v, and it failed %q", title, got, failed)
		}
	}
}

func TestExactlyWhatIsWantedIsExpected(t *testing.T) {
	err := errors.Join(&form, &name, &odd)
	for title, test := range map[string]struct {
		err    error
		want   []access.InvalidError
		passes bool
	}{
		"all":                      {err, []access.InvalidError{form, name, odd}, true},
		"in another order":         {err, []access.InvalidError{name, odd, form}, true},
		"of two packages":          {errors.Join(&roles, &form), []access.InvalidError{form, roles}, true},
		"another order at a path":  {err, []access.InvalidError{form, odd, name}, false},
		"one of them missing":      {err, []access.InvalidError{form, name}, false},
		"one more":                 {err, []access.InvalidError{form, name, odd, odd}, false},
		"another package":          {errors.Join(&form, &roles), []access.InvalidError{form, name}, false},
		"another problem":          {errors.Join(&odd), []access.InvalidError{name}, false},
		"nothing":                  {err, nil, false},
		"nothing, and found so":    {nil, nil, false},
		"all, and another besides": {errors.Join(err, errors.New("no")), []access.InvalidError{form, name, odd}, false},
	} {
		given := slices.Clone(test.want)
		if failed := failure(func(r testing.TB) { invalidtest.Expect(r, test.err, test.want) }); (failed == "") != test.passes {
			t.Errorf("%s: it failed %q", title, failed)
		}
		if !slices.Equal(given, test.want) {
			t.Errorf("%s: what is wanted was put in another order", title)
		}
	}
}

func TestPathsAreExpectedInTheirOrder(t *testing.T) {
	err := errors.Join(&form, &name, &odd)
	for _, test := range []struct {
		err    error
		paths  string
		passes bool
	}{
		{err, "forms[0] name name", true},
		{&name, "name", true},
		{err, "name forms[0] name", false},
		{err, "forms[0] name", false},
		{err, "forms[0] name name name", false},
		{err, "", false},
		{&roles, "name", false},
		{nil, "name", false},
		{nil, "", false},
	} {
		if failed := failure(func(r testing.TB) { invalidtest.ExpectAt(r, test.err, "profile", strings.Fields(test.paths)...) }); (failed == "") != test.passes {
			t.Errorf("%v at %q: it failed %q", test.err, test.paths, failed)
		}
	}
}
