// Package oracle holds a second implementation of what the four areas decide, and
// compares the two.
//
// The packages below it (sharing, roles, profile, casework) answer the same questions
// as each area's check.go and share nothing with it. They are slow and plain: strings,
// slices and full scans, no index, no table, no order of gates that matters, and
// nothing imported but the standard library. Package strict reads JSON in the same way,
// for a second reader of requests and policies, which stands in this package's tests.
//
// The tests here draw random policies and questions, many of them hostile, and ask
// both implementations. A difference is a defect in one of them, or a rule that can be
// read in two ways:
//
//	go test ./access/internal/oracle
//	go test ./access/internal/oracle -run TestCompare -v -seed=2 -comparisons=10000000 -timeout=30m
//
// The package itself is empty, and nothing imports it.
package oracle
