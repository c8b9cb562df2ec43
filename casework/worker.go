package casework

import "lupa.example/access"

// A Worker is what is known about a person in this area. A person has one such
// fact; two that differ are ambiguous and deny. The zero value acts for nobody.
type Worker struct {
	Org string // the organisation or agency for which the person acts
}

// Fact returns "casework.worker".
func (*Worker) Fact() string { return "casework.worker" }

func sameWorker(a, b *Worker) bool { return *a == *b }

var _ access.Fact = (*Worker)(nil)
