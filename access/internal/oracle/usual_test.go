//go:build !race

package oracle_test

// usual is how many decisions are compared where no flag says how many.
const usual = enough
