package wire

import (
	"errors"
	"fmt"
	"strings"

	"lupa.example/access"
	"lupa.example/access/invalid"
)

// A Codec reads and writes with the areas that it lists. It is safe for
// concurrent use as long as the list is not changed.
type Codec []Area

// version is the only version of a policy document so far.
const version = 1

// DecodePolicy reads a policy document. The policy's authorities come in the
// order of the codec's areas, whatever the order of the document's sections.
//
// What is wrong with a document is an error with everything that can be told: each member
// that is unknown, missing, or of another type, at its path, and in each section in which
// there is none of these whatever does not fit together. From where the text is no JSON
// nothing more is told, and of another version nothing but that. All are of the type
// [access.InvalidError], joined where several. A codec with a nil area, or with areas that
// cannot be told apart, is another error.
func (c Codec) DecodePolicy(data []byte) (*access.Policy, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	d := newDecoder(data)
	d.whole, d.bad = "the document", invalid.In("wire")
	sections := make([]access.Authority, len(c))
	var errs []error
	var other error // than the version that is known
	fields := []Field{Func("version", func(d *Decoder) { readVersion(d); other = d.err }, nil).Required()}
	for i, area := range c {
		fields = append(fields, Func(area.Name(), func(d *Decoder) {
			before := d.bad.Len()
			section, err := area.ReadSection(d)
			switch {
			case d.err != nil || d.bad.Len() > before:
				// What comes of half a section is wrong for that alone.
			case err != nil:
				errs = append(errs, below(invalid.At("", area.Name()), err)...)
			default:
				sections[i] = section
			}
		}, nil))
	}
	d.Object(fields...)
	err := d.finish()
	if other != nil {
		return nil, other
	}
	if err != nil {
		return nil, errors.Join(append([]error{err}, errs...)...)
	}
	var authorities []access.Authority
	for i, a := range sections {
		if a == nil {
			continue
		}
		// By itself first, for then it is known whose section is at fault.
		if _, err := access.NewPolicy(a); err != nil {
			errs = append(errs, below(invalid.At("", c[i].Name()), err)...)
			continue
		}
		authorities = append(authorities, a)
		errs = append(errs, c.foreignKinds(i, a))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	p, err := access.NewPolicy(authorities...)
	if err != nil {
		return nil, errors.Join(below("", err)...)
	}
	return p, nil
}

func readVersion(d *Decoder) {
	if n := d.integer(); n != version {
		d.Fail("is %d; want %d", n, version)
	}
}

// EncodePolicy writes a policy as the document that DecodePolicy reads as an equal
// one, with its sections in the order of the codec's areas. Documents written so
// are canonical: decoded and encoded again they are the same bytes. An authority
// that no area can write, or two of one area, are errors.
func (c Codec) EncodePolicy(p *access.Policy) ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if p == nil {
		return nil, errors.New("wire: the policy is nil")
	}
	sections := make([][]byte, len(c))
	for a := range p.Authorities() {
		i, section, err := c.section(a)
		if err != nil {
			return nil, err
		}
		if err := c.foreignKinds(i, a); err != nil {
			return nil, err
		}
		if sections[i] != nil {
			return nil, fmt.Errorf("wire: the policy has two authorities of the area %q; a document has one section", c[i].Name())
		}
		sections[i] = section
	}
	doc := fmt.Appendf(nil, `{"version":%d`, version)
	for i, section := range sections {
		if section != nil {
			doc = append(doc, ',')
			doc = appendText(doc, c[i].Name(), false)
			doc = append(doc, ':')
			doc = append(doc, section...)
		}
	}
	return append(doc, '}'), nil
}

// section writes an authority as the section of the area that knows it.
func (c Codec) section(a access.Authority) (area int, section []byte, err error) {
	for i, area := range c {
		e := encoderAt(area.Name())
		if area.WriteSection(e, a) {
			return i, e.buf, e.err
		}
	}
	return 0, nil, fmt.Errorf("wire: no area can write the authority %T", a)
}

// check reports areas that cannot be told apart.
func (c Codec) check() error {
	for i, a := range c {
		if a == nil || a.Name() == "" || a.Name() == "version" || a.Name() == "signedIn" {
			return fmt.Errorf("wire: area %d is nil or has no name of its own", i)
		}
		if c.area(a.Name()) != i {
			return fmt.Errorf("wire: two areas are named %q", a.Name())
		}
	}
	return nil
}

// area returns the number of the area with the name, or -1.
func (c Codec) area(name string) int {
	for i, a := range c {
		if a.Name() == name {
			return i
		}
	}
	return -1
}

// foreignKinds reports the kinds of an area's authority that bear another area's
// name, by themselves or before a dot. Where a policy leaves that area out, nobody
// else would notice.
func (c Codec) foreignKinds(area int, a access.Authority) error {
	bad := invalid.In("wire")
	for _, k := range a.Kinds() {
		prefix, _, _ := strings.Cut(string(k), ".")
		if other := c.area(prefix); other >= 0 && other != area {
			bad.Add(invalid.At("", c[area].Name()), "decides about the kind %q, which is of the area %q", k, prefix)
		}
	}
	return bad.Err()
}

// below returns the errors joined in err one by one, as this package's, with the
// path of a section put before theirs.
func below(section string, err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var errs []error
		for _, e := range joined.Unwrap() {
			errs = append(errs, below(section, e)...)
		}
		return errs
	}
	found := access.Findings(err)
	if len(found) == 0 {
		return []error{&access.InvalidError{Package: "wire", Path: section, Problem: err.Error()}}
	}
	var errs []error
	for _, f := range found {
		errs = append(errs, &access.InvalidError{Package: "wire", Path: invalid.Below(section, f.Path), Problem: f.Problem})
	}
	return errs
}
