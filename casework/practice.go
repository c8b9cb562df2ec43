package casework

import (
	"fmt"
	"slices"

	"lupa.example/access"
	"lupa.example/internal/invalid"
)

// A Config is what may differ from one practice to another. In the zero value the
// package is empty, so that no program is assigned or removed, and only the
// responsible share a client.
type Config struct {
	// Package is the programs that the agency may assign and remove, in the order
	// in which they are offered. It changes over time; programs that consultants
	// already hold stay theirs when they leave it.
	Package []string

	// SharedMayShare lets a counsellor with whom a client is shared share it on.
	SharedMayShare bool
}

// A Practice is the rules of an organisation's casework, and the authority for its
// clients, sessions and engagements. It is immutable and safe for concurrent use.
// The nil pointer and the zero value deny everything.
type Practice struct {
	config Config
	built  bool
}

// NewPractice returns the practice that is configured. A program whose name is
// empty, too long or given twice is an error; all are reported together, each as
// an [access.InvalidError].
func NewPractice(config Config) (*Practice, error) {
	bad := invalid.In("casework")
	for i, program := range config.Package {
		path := fmt.Sprintf("package[%d]", i)
		if problem := invalid.Identifier(program); problem != "" {
			bad.Add(path, "%s", problem)
		} else if earlier := slices.Index(config.Package, program); earlier < i {
			bad.Add(path, "%q is package[%d] already", program, earlier)
		}
	}
	if err := bad.Err(); err != nil {
		return nil, err
	}
	return &Practice{config: config.clone(), built: true}, nil
}

// Config returns the configuration of the practice, as a copy.
func (p *Practice) Config() Config {
	if p == nil {
		return Config{}
	}
	return p.config.clone()
}

// Kinds returns [KindClient], [KindSession], [KindEngagement], [KindAccess] and
// [KindProgram].
func (*Practice) Kinds() []access.Kind {
	return []access.Kind{KindClient, KindSession, KindEngagement, KindAccess, KindProgram}
}

func (c Config) clone() Config {
	c.Package = slices.Clone(c.Package)
	return c
}
