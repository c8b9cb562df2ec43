//go:build race

package oracle_test

// usual is less with the race detector, which is ten times slower and looks for
// something else.
const usual = enough / 10
