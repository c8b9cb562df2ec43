package oracle_test

import (
	"fmt"
	"strings"

	"lupa.example/access/internal/oracle/strict"
)

// This and the two files that are named after it read policies and requests for the
// oracles, with nothing of access/wire. What is wrong is a panic with a problem, which
// readPolicy and readRequest return as an error.

const maxIdentifier = 256 // bytes of one identifier

type problem string

func fail(path, format string, args ...any) {
	panic(problem(strings.TrimPrefix(path, ".") + ": " + fmt.Sprintf(format, args...)))
}

// catch turns a problem into an error.
func catch(err *error) {
	if r := recover(); r != nil {
		p, ok := r.(problem)
		if !ok {
			panic(r)
		}
		*err = fmt.Errorf("%s", string(p))
	}
}

// members are the known members of an object.
type members struct {
	path   string
	byName map[string]strict.Value
}

// known reads an object with the known names. In a document every other name is an
// error; in a request it is ignored.
func known(path string, v strict.Value, document bool, names ...string) members {
	if v.Kind != strict.Object {
		fail(path, "want an object, got %s", v.Kind)
	}
	o := members{path, map[string]strict.Value{}}
	for _, m := range v.Members {
		found := false
		for _, n := range names {
			found = found || n == m.Name
		}
		if !found {
			if document {
				fail(path, "unknown member %q", m.Name)
			}
			continue
		}
		if _, twice := o.byName[m.Name]; twice {
			fail(path, "duplicate member %q", m.Name)
		}
		o.byName[m.Name] = m.Value
	}
	return o
}

func (o members) has(name string) bool { _, ok := o.byName[name]; return ok }

func (o members) at(name string) string { return o.path + "." + name }

// required is a member that must be there.
func (o members) required(name string) strict.Value {
	v, ok := o.byName[name]
	if !ok {
		fail(o.at(name), "missing")
	}
	return v
}

// identifier is a required text that is not empty.
func (o members) identifier(name string) string {
	s := text(o.at(name), o.required(name))
	if s == "" {
		fail(o.at(name), "empty")
	}
	return s
}

// text is an optional text, "" when absent.
func (o members) text(name string) string {
	if !o.has(name) {
		return ""
	}
	return text(o.at(name), o.byName[name])
}

// flag is optional, false when absent.
func (o members) flag(name string) bool {
	if !o.has(name) {
		return false
	}
	v := o.byName[name]
	if v.Kind != strict.Bool {
		fail(o.at(name), "want a boolean, got %s", v.Kind)
	}
	return v.True
}

// texts is an optional list of texts.
func (o members) texts(name string) []string {
	if !o.has(name) {
		return nil
	}
	return texts(o.at(name), o.byName[name])
}

// items is an optional list of anything.
func (o members) items(name string) []strict.Value {
	if !o.has(name) {
		return nil
	}
	v := o.byName[name]
	if v.Kind != strict.Array {
		fail(o.at(name), "want an array, got %s", v.Kind)
	}
	return v.Items
}

// lists is an optional object of lists of texts. Its names are identifiers.
func (o members) lists(name string) map[string][]string {
	if !o.has(name) {
		return nil
	}
	v := o.byName[name]
	if v.Kind != strict.Object {
		fail(o.at(name), "want an object, got %s", v.Kind)
	}
	out := map[string][]string{}
	for _, m := range v.Members {
		if _, twice := out[m.Name]; twice {
			fail(o.at(name), "duplicate member %q", m.Name)
		}
		if len(m.Name) > maxIdentifier {
			fail(o.at(name), "an identifier above 256 bytes")
		}
		out[m.Name] = texts(o.at(name)+"."+m.Name, m.Value)
	}
	return out
}

func text(path string, v strict.Value) string {
	if v.Kind != strict.String {
		fail(path, "want a string, got %s", v.Kind)
	}
	if len(v.Text) > maxIdentifier {
		fail(path, "an identifier above 256 bytes")
	}
	return v.Text
}

func texts(path string, v strict.Value) []string {
	if v.Kind != strict.Array {
		fail(path, "want an array, got %s", v.Kind)
	}
	out := []string{}
	for i, x := range v.Items {
		out = append(out, text(fmt.Sprintf("%s[%d]", path, i), x))
	}
	return out
}

// named wants no empty identifier. Where a list is a set, repeating one is harmless.
func named(path string, list []string) []string {
	for _, s := range list {
		if s == "" {
			fail(path, "empty identifier")
		}
	}
	return list
}

// distinct wants no empty and no repeated identifier.
func distinct(path string, list []string) []string {
	seen := map[string]bool{}
	for _, s := range named(path, list) {
		if seen[s] {
			fail(path, "%q twice", s)
		}
		seen[s] = true
	}
	return list
}
