package authzen

import (
	"context"

	"lupa.example/access/filter"
	"lupa.example/access/wire"
)

// A Directory is what a service knows of subjects and resources. Each function is
// optional: without one that lists, the search that needs it is not offered. They are
// called from many goroutines, with the context of the request.
//
// Properties are a JSON object, as package wire describes it in requests. An error is
// the service's: the response has status 500, and the error is in the log only.
type Directory struct {
	// Subject returns what is known of a subject, nil if it is not known. It is given what
	// the request claims, which is valid until it returns. An object that is returned is
	// all that is known of its facts, in every area: see [wire.Known].
	Subject func(ctx context.Context, claimed wire.Entity) (properties []byte, err error)

	// Resource does the same for a resource: what it returns is all that is known of it.
	Resource func(ctx context.Context, claimed wire.Entity) (properties []byte, err error)

	// Subjects lists subjects of a type.
	Subjects func(ctx context.Context, which Listing) ([]wire.Entity, error)

	// Resources lists resources of a kind.
	Resources func(ctx context.Context, which Listing) ([]wire.Entity, error)
}

// A Listing says what of a directory is asked for. The answer is in an order that is
// always the same, has each ID once, and is shorter than Limit only at the end. It
// has the properties; the type may be left out.
type Listing struct {
	Type  string           // of the subjects, or the resources' kind
	Where filter.Condition // on a person, or on rows of the kind; more than fulfils it may be listed, and less must not
	After string           // the ID after which to go on, "" from the beginning
	Limit int              // how many are wanted
}

// A page of a directory is no longer than this, however many results are wanted.
const maxListed = 1000

// known is the directory's part in reading requests.
func (d *Directory) known(ctx context.Context) wire.Known {
	return wire.Known{Subject: bind(ctx, d.Subject), Resource: bind(ctx, d.Resource)}
}

func bind(ctx context.Context, f func(context.Context, wire.Entity) ([]byte, error)) func(wire.Entity) ([]byte, error) {
	if f == nil {
		return nil
	}
	return func(e wire.Entity) ([]byte, error) { return f(ctx, e) }
}
