// Package invalidtest is for tests of values that are not valid. It takes the error
// apart into its findings, and compares these with what the test wants found.
package invalidtest

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access"
)

// Findings returns what the error finds, in its order. The test ends unless the error
// is or joins one or more InvalidErrors and nothing besides, each of which is the named
// package's and says what is wrong.
func Findings(t testing.TB, err error, pkg string) []access.InvalidError {
	t.Helper()
	found := all(t, err)
	for _, f := range found {
		if f.Package != pkg {
			t.Fatalf("got %#v, want findings of the package %s", f, pkg)
		}
	}
	return found
}

// Expect fails unless the error finds exactly what is wanted. The order of the paths
// does not matter; what is found at one path comes in the order wanted.
func Expect(t testing.TB, err error, want []access.InvalidError) {
	t.Helper()
	if diff := cmp.Diff(byPath(want), byPath(all(t, err))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// ExpectAt fails unless the error finds one thing at each of the paths, in their order,
// and nothing else, and all of it is the named package's.
func ExpectAt(t testing.TB, err error, pkg string, paths ...string) {
	t.Helper()
	var got []string
	for _, f := range Findings(t, err, pkg) {
		got = append(got, f.Path)
	}
	if diff := cmp.Diff(paths, got); diff != "" {
		t.Errorf("paths of the findings (-want +got):\n%s%v", diff, err)
	}
}

// all returns the findings of an error that has nothing besides, whichever package's
// they are.
func all(t testing.TB, err error) []access.InvalidError {
	t.Helper()
	var found []access.InvalidError
	var texts []string
	for _, f := range access.Findings(err) {
		if f.Problem == "" {
			t.Fatalf("got %#v, which does not say what is wrong", *f)
		}
		found = append(found, *f)
		texts = append(texts, f.Error())
	}
	if len(found) == 0 || err.Error() != strings.Join(texts, "\n") {
		t.Fatalf("got the error %v, want findings and nothing besides", err)
	}
	return found
}

func byPath(list []access.InvalidError) []access.InvalidError {
	return slices.SortedStableFunc(slices.Values(list), func(a, b access.InvalidError) int { return strings.Compare(a.Path, b.Path) })
}
