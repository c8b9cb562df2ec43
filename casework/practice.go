package casework

import (
	"fmt"
	"slices"

	"lupa.example/access/invalid"
)

// A Config is what may differ from one practice to another. In the zero value the
// package is empty, so that no program is assigned or removed, only the responsible
// counsellor shares a client, and there are no stewards.
type Config struct {
	// Package is the programs that the agency may assign and remove, in the order
	// in which they are offered. It changes over time; programs that consultants
	// already hold stay theirs when they leave it.
	Package []string

	// SharedMayShare lets a counsellor with whom a client is shared share it on.
	SharedMayShare bool

	// Stewards lets those whom their organisation has appointed hand on its clients
	// when the responsible counsellor has left or is unable to: see [Practice.HandOn].
	Stewards bool
}

// A Practice is the rules of an organisation's casework, and the authority for its
// clients, sessions and engagements. It is immutable and safe for concurrent use.
// The nil pointer and the zero value deny everything.
type Practice struct {
	config    Config
	inPackage map[string]bool // nil in the zero value
}

// NewPractice returns the practice that is configured. The name of a program that is no
// identifier or is given twice is an error; all are reported together, each as an
// [access.InvalidError].
func NewPractice(config Config) (*Practice, error) {
	if err := config.validate(); err != nil {
		return nil, err
	}
	p := &Practice{config: config.clone(), inPackage: make(map[string]bool, len(config.Package))}
	for _, program := range config.Package {
		p.inPackage[program] = true
	}
	return p, nil
}

// validate reports everything that is wrong with the package.
func (c Config) validate() error {
	bad := invalid.In("casework")
	first := make(map[string]int, len(c.Package))
	for i, program := range c.Package {
		if problem := invalid.Identifier(program); problem != "" {
			bad.Add(fmt.Sprintf("package[%d]", i), "%s", problem)
		} else if earlier, taken := first[program]; taken {
			bad.Add(fmt.Sprintf("package[%d]", i), "%q is package[%d] already", program, earlier)
		} else {
			first[program] = i
		}
	}
	return bad.Err()
}

func (p *Practice) built() bool { return p != nil && p.inPackage != nil }

// offers reports whether the program is of the agency's package.
func (p *Practice) offers(program string) bool { return p.inPackage[program] }

// Config returns the configuration of the practice, as a copy.
func (p *Practice) Config() Config {
	if p == nil {
		return Config{}
	}
	return p.config.clone()
}

func (c Config) clone() Config {
	c.Package = slices.Clone(c.Package)
	return c
}
