//go:build race

package golden

// race says whether the race detector is on.
const race = true
