//go:build race

package accesstest

// race says whether the race detector is on.
const race = true
