package access

// An InvalidError is one thing that is wrong with a value from which something
// was to be built. A constructor that finds several reports them all, joined as
// by errors.Join.
type InvalidError struct {
	Package string // which package refused it: "profile"
	Path    string // where it stands, in the words of the document or the act's arguments: "profiles[0].forms.F1.read"; "" is the whole
	Problem string // what is wrong, and what would be right
}

// Error returns the three in order.
func (e *InvalidError) Error() string {
	if e.Path == "" {
		return e.Package + ": " + e.Problem
	}
	return e.Package + ": " + e.Path + ": " + e.Problem
}

// Findings returns every InvalidError that the error is, wraps or joins, in order,
// for callers who show each at its place; [errors.As] finds the first only. Other errors,
// nil among them, have none.
func Findings(err error) []*InvalidError {
	switch e := err.(type) {
	case *InvalidError:
		if e == nil {
			return nil
		}
		return []*InvalidError{e}
	case interface{ Unwrap() []error }:
		var all []*InvalidError
		for _, one := range e.Unwrap() {
			all = append(all, Findings(one)...)
		}
		return all
	case interface{ Unwrap() error }:
		return Findings(e.Unwrap())
	default:
		return nil
	}
}
