package accesstest

import "reflect"

// isNil reports whether there is no value, or a nil pointer.
func isNil(x any) bool {
	v := reflect.ValueOf(x)
	return !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil()
}

// copied returns a copy that shares nothing with x which its exported fields reach,
// with each text replaced by what the function makes of it.
func copied[T any](x T, text func(string) string) T {
	v := reflect.ValueOf(&x).Elem()
	return (&copier{text, make(map[uintptr]reflect.Value)}).copy(v).Interface().(T)
}

func unchanged(s string) string { return s }

type copier struct {
	text func(string) string
	seen map[uintptr]reflect.Value // copies by the pointer of the original, since rows may point at each other
}

func (c *copier) copy(v reflect.Value) reflect.Value {
	result := reflect.New(v.Type()).Elem()
	result.Set(v)
	switch v.Kind() {
	case reflect.String:
		result.SetString(c.text(v.String()))
	case reflect.Interface:
		if !v.IsNil() {
			result.Set(c.copy(v.Elem()))
		}
	case reflect.Pointer:
		if v.IsNil() {
			break
		}
		if earlier, ok := c.seen[v.Pointer()]; ok && earlier.Type() == v.Type() {
			return earlier
		}
		result.Set(reflect.New(v.Type().Elem()))
		c.seen[v.Pointer()] = result
		result.Elem().Set(c.copy(v.Elem()))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				result.Field(i).Set(c.copy(v.Field(i)))
			}
		}
	case reflect.Slice:
		if !v.IsNil() {
			result.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			c.elements(result, v)
		}
	case reflect.Array:
		c.elements(result, v)
	case reflect.Map:
		if !v.IsNil() {
			result.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
			for entry := v.MapRange(); entry.Next(); {
				result.SetMapIndex(c.copy(entry.Key()), c.copy(entry.Value()))
			}
		}
	}
	return result
}

func (c *copier) elements(to, from reflect.Value) {
	for i := range from.Len() {
		to.Index(i).Set(c.copy(from.Index(i)))
	}
}

// typedNil returns the nil pointer of x's type, and whether x is a pointer.
func typedNil[T any](x T) (T, bool) {
	v := reflect.ValueOf(x)
	if v.Kind() != reflect.Pointer {
		var none T
		return none, false
	}
	return reflect.Zero(v.Type()).Interface().(T), true
}

// overwrite sets what the pointer to points to what from points to, and reports
// whether it could: both are pointers to one type.
func overwrite(to, from any) bool {
	if isNil(to) || isNil(from) {
		return false
	}
	t, f := reflect.ValueOf(to), reflect.ValueOf(from)
	if t.Kind() != reflect.Pointer || t.Type() != f.Type() {
		return false
	}
	t.Elem().Set(f.Elem())
	return true
}
