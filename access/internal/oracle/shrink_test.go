package oracle_test

import (
	"reflect"
	"slices"
	"testing"

	rolesoracle "lupa.example/access/internal/oracle/roles"
)

// A scene is a world and a question to it.
type scene struct {
	World    world
	Question question
}

// shrink returns the smallest scene that it finds of which failing still says something.
func shrink(s scene, failing func(*scene) string) scene {
	for smaller := true; smaller; {
		smaller = false
		for n := 0; ; n++ {
			next := scene{}
			copyOf(reflect.ValueOf(&next).Elem(), reflect.ValueOf(&s).Elem())
			left := n
			if !simplify(reflect.ValueOf(&next).Elem(), &left) {
				break
			}
			if failing(&next) != "" {
				s, smaller = next, true
				n--
			}
		}
	}
	return s
}

// copyOf makes to a copy of from that shares no memory with it.
func copyOf(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.Pointer:
		if !from.IsNil() {
			to.Set(reflect.New(from.Type().Elem()))
			copyOf(to.Elem(), from.Elem())
		}
	case reflect.Struct:
		for i := range from.NumField() {
			copyOf(to.Field(i), from.Field(i))
		}
	case reflect.Slice:
		if !from.IsNil() {
			to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
			for i := range from.Len() {
				copyOf(to.Index(i), from.Index(i))
			}
		}
	case reflect.Map:
		if !from.IsNil() {
			to.Set(reflect.MakeMap(from.Type()))
			for _, k := range from.MapKeys() {
				v := reflect.New(from.Type().Elem()).Elem()
				copyOf(v, from.MapIndex(k))
				to.SetMapIndex(k, v)
			}
		}
	default:
		to.Set(from)
	}
}

// simplify makes the n-th thing in v that can be left out go, and reports whether there
// are that many. It counts n down.
func simplify(v reflect.Value, n *int) bool {
	turn := func() bool { *n--; return *n < 0 }
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return false
		}
		if turn() {
			v.SetZero()
			return true
		}
		return simplify(v.Elem(), n)
	case reflect.Bool:
		if v.Bool() && turn() {
			v.SetBool(false)
			return true
		}
	case reflect.String:
		if v.Len() > 300 && turn() {
			v.SetString("x")
			return true
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if simplify(v.Field(i), n) {
				return true
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if turn() {
				v.Set(reflect.AppendSlice(v.Slice(0, i), v.Slice(i+1, v.Len())))
				return true
			}
		}
		for i := range v.Len() {
			if simplify(v.Index(i), n) {
				return true
			}
		}
	case reflect.Map:
		for _, k := range sortedNames(v) {
			if turn() {
				v.SetMapIndex(k, reflect.Value{})
				return true
			}
			inner := reflect.New(v.Type().Elem()).Elem()
			inner.Set(v.MapIndex(k))
			if simplify(inner, n) {
				v.SetMapIndex(k, inner)
				return true
			}
		}
	}
	return false
}

// Of a scene that fails, what is shown is what it takes to fail.
func TestShrink(t *testing.T) {
	s := newSource(*seed, 1)
	w := s.world()
	q := s.question(&w)
	for w.Roles == nil || !slices.ContainsFunc(q.Members, func(m rolesoracle.Member) bool { return len(m.Roles) > 0 }) {
		w = s.world()
		q = s.question(&w)
	}
	small := shrink(scene{w, *q}, func(s *scene) string {
		if s.World.Roles != nil && len(s.Question.Members) > 0 && len(s.Question.Members[0].Roles) > 0 {
			return "fails"
		}
		return ""
	})
	w, q = small.World, &small.Question
	if w.Sharing != nil || w.Profile != nil || w.Casework != nil || len(w.Roles.Define) != 0 || w.Roles.Portal {
		t.Errorf("the world is not small:%s", show(w))
	}
	if len(q.Members) != 1 || len(q.Members[0].Roles) != 1 || len(q.Members[0].Assignments) != 0 || len(q.Customers)+len(q.Profiles)+len(q.Employees) != 0 {
		t.Errorf("the question is not small:%s", show(q))
	}
}

func TestShow(t *testing.T) {
	got := show(scene{
		World:    world{Roles: &rolesoracle.Policy{Portal: true, Define: []rolesoracle.Role{{Name: "\xff"}, {Name: mebibyte}}}},
		Question: question{User: "a\u200b", Noise: true},
	})
	want := `
World: 
  Roles: 
    Portal: true
    Define: 
      - 
        Name: "\xff"
      - 
        Name: "xxxx"… (1048576 bytes, the last "x")
Question: 
  User: "a\u200b"
  Noise: true`
	if got != want {
		t.Errorf("got:%s\nwant:%s", got, want)
	}
}
