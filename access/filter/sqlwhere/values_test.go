package sqlwhere_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access/filter"
	"lupa.example/access/filter/sqlwhere"
)

func TestHostileValuesAreOneArgument(t *testing.T) {
	values := []string{`"`, `\`, `a"b\c`, "NULL", "null", "{}", "{a,b}", "a,b", "'; DROP TABLE f; --", "$1", "?", "\u202ea", "😀", "\n", " ", "[]"}
	m := mapping(t, schema, columns())
	got, err := m.Where(filter.In("owner", values...), sqlwhere.PostgreSQL, 1)
	want := `{"` + "\n" + `"," ","\"","$1","'; DROP TABLE f; --","?","NULL","[]","\\","a\"b\\c","a,b","null","{a,b}","{}","` + "\u202ea" + `","😀"}`
	if err != nil || len(got.Args) != 1 || got.Args[0] != want {
		t.Errorf("got %q and the error %v, want %q", got.Args, err, want)
	}
	got, err = m.Where(filter.In("owner", values...), sqlwhere.SQLite, 1)
	want = `["\n"," ","\"","$1","'; DROP TABLE f; --","?","NULL","[]","\\","a\"b\\c","a,b","null","{a,b}","{}","` + "\u202ea" + `","😀"]`
	if err != nil || len(got.Args) != 1 || got.Args[0] != want {
		t.Errorf("got %q and the error %v, want %q", got.Args, err, want)
	}
}

func TestTheTextDoesNotDependOnTheLengthOfLists(t *testing.T) {
	var many []string
	for i := range 70_000 {
		many = append(many, fmt.Sprint(i+1))
	}
	m := mapping(t, schema, columns())
	for _, d := range []sqlwhere.Dialect{sqlwhere.PostgreSQL, sqlwhere.SQLite} {
		var texts []string
		for _, n := range []int{1, 2, 100, len(many)} {
			vs := many[:n]
			w, err := m.Where(filter.AllOf(filter.In("owner", vs...), filter.AnyOf(filter.In("size", vs...), filter.Has("users", vs...), filter.Has("groups", vs...), filter.Has("tags", vs...), filter.Has("parts", vs...))), d, 1)
			if err != nil || len(w.Args) != 6 {
				t.Fatalf("%v: %d arguments, error %v", d, len(w.Args), err)
			}
			texts = append(texts, w.SQL)
		}
		for _, text := range texts {
			if text != texts[0] {
				t.Errorf("%v: got\n%s\nand\n%s", d, texts[0], text)
			}
		}
	}
}

// No row has what its column cannot hold.
func TestValuesThatNoColumnHoldsAreDropped(t *testing.T) {
	const key = "abcdef01-2345-6789-abcd-ef0123456789"
	m := mapping(t, schema, columns())
	for _, test := range []struct {
		condition filter.Condition
		kept      filter.Condition
	}{
		{filter.In("owner", "a", "a\x00", "\xff", "\x00"), filter.In("owner", "a")},
		{filter.In("owner", "a\x00", "\xc0\xaf"), filter.Nothing()},
		{filter.In("size", "42", "042", "+42", "-0", "4 2", "42.0", "4e1", "0x2a", "９", "9223372036854775808", "a"), filter.In("size", "42")},
		{filter.In("size", "9223372036854775807", "-9223372036854775808", "0", "-1"), filter.In("size", "0", "-1", "-9223372036854775808", "9223372036854775807")},
		{filter.In("key", key, strings.ToUpper(key), "{"+key+"}", strings.ReplaceAll(key, "-", ""), key+"0", strings.Replace(key, "-", "0", 1), "g"+key[1:]), filter.In("key", key)},
		{filter.Has("users", "a", "\x00"), filter.Has("users", "a")},
		{filter.Has("groups", "7", "07"), filter.Has("groups", "7")},
		{filter.Has("tags", "\xff"), filter.Nothing()},
		{filter.Has("parts", "\xff"), filter.Nothing()},
		{filter.AnyOf(filter.Is("closed", true), filter.Some("parts", filter.In("page", "1st"))), filter.Is("closed", true)},
		{filter.Differs("size", "042"), filter.Present("size")},
	} {
		for _, d := range []sqlwhere.Dialect{sqlwhere.PostgreSQL, sqlwhere.SQLite} {
			got, err := m.Where(test.condition, d, 1)
			want, err2 := m.Where(test.kept, d, 1)
			if err != nil || err2 != nil || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%v on %v: got %v and the error %v, want %v", test.condition, d, got, err, want)
			}
		}
	}
}

// Who differs from a value that PostgreSQL cannot hold is anybody there; SQLite holds any
// bytes, and compares them.
func TestWhatDiffersFromAValueThatNoColumnHolds(t *testing.T) {
	const key = "ABCDEF01-2345-6789-ABCD-EF0123456789"
	checkGolden(t, mapping(t, schema, columns()), []golden{
		{filter.Differs("owner", "a\x00"), `"f"."owner" <> ''`, nil, `(typeof("f"."owner") = 'text' AND "f"."owner" COLLATE BINARY <> '' AND "f"."owner" COLLATE BINARY <> ?)`, args{"a\x00"}},
		{filter.Differs("key", key), `"f"."key" IS NOT NULL`, nil, `(typeof("f"."key") = 'text' AND "f"."key" COLLATE BINARY <> '' AND "f"."key" COLLATE BINARY <> ?)`, args{key}},
	})
}

// What cannot be asked for on SQLite may be there, so nobody is taken to lack it.
func TestWhatCannotBeAskedForIsNotLacking(t *testing.T) {
	const any = `NOT EXISTS (SELECT 1 FROM "parts" AS "f_1" WHERE "f_1"."file_id" = "f"."id")`
	checkGolden(t, mapping(t, persons, columns()), []golden{
		{filter.Lacks("parts", filter.In("user", "\x00")), `TRUE`, nil, any, nil},
		{filter.Lacks("parts", filter.Has("marks", "\xff")), `TRUE`, nil, any, nil},
		{filter.Lacks("parts", filter.In("page", "01")), `TRUE`, nil, `1=1`, nil},
	})
}

var (
	numbered = regexp.MustCompile(`\$[0-9]+`)
	quoted   = regexp.MustCompile(`"[a-z_0-9]+"|'[a-z\\0]*'`)
)

// Whatever the condition, its text has a parameter for each argument, in order, closes
// what it opens, and holds nothing that was asked for.
func TestTextsAreWhole(t *testing.T) {
	m := mapping(t, persons, columns())
	rapid.Check(t, func(t *rapid.T) {
		c := conditions(3, "owner", "size", "closed", "tags", "users", "parts").Draw(t, "condition")
		for _, d := range []sqlwhere.Dialect{sqlwhere.PostgreSQL, sqlwhere.SQLite} {
			w, err := m.Where(c, d, 5)
			if err != nil {
				t.Fatal(err)
			}
			var parameters []string
			if d == sqlwhere.PostgreSQL {
				parameters = numbered.FindAllString(w.SQL, -1)
				for i, p := range parameters {
					if p != fmt.Sprintf("$%d", 5+i) {
						t.Fatalf("%s: parameter %d is %s", w.SQL, i, p)
					}
				}
			} else {
				parameters = make([]string, strings.Count(w.SQL, "?"))
			}
			if len(parameters) != len(w.Args) || w.SQL == "" || strings.Contains(w.SQL, "secret") || strings.ContainsAny(quoted.ReplaceAllString(w.SQL, ""), `"';`) {
				t.Fatalf("%s\n%q", w.SQL, w.Args)
			}
			depth, loose := 0, false
			for i, b := range []byte(w.SQL) {
				switch b {
				case '(':
					depth++
				case ')':
					depth--
				}
				if depth < 0 {
					t.Fatalf("%s closes what is not open", w.SQL)
				}
				loose = loose || depth == 0 && (strings.HasPrefix(w.SQL[i:], " OR ") || strings.HasPrefix(w.SQL[i:], " AND "))
			}
			if depth != 0 || loose {
				t.Fatalf("%s has the wrong parentheses", w.SQL)
			}
			if again, err := m.Where(c, d, 5); err != nil || fmt.Sprint(again) != fmt.Sprint(w) {
				t.Fatalf("got %v, and %v before, error %v", again, w, err)
			}
		}
	})
}

// conditions draws conditions of a text, a number, a flag, two lists and one of objects.
func conditions(depth int, text, number, flag, list, child, objects string) *rapid.Generator[filter.Condition] {
	values := rapid.SliceOfN(rapid.SampledFrom([]string{"secret", "sec\"ret", "secret\x00", "", "7", "07", "secret'"}), 0, 4)
	return rapid.Custom(func(t *rapid.T) filter.Condition {
		most := 6
		if depth > 0 {
			most = 10
		}
		vs := values.Draw(t, "values")
		within := func() filter.Condition {
			return conditions(depth-1, "user", "page", "done", "marks", "marks", "").Draw(t, "within")
		}
		switch rapid.IntRange(0, most).Draw(t, "sort") {
		case 0:
			return filter.In(text, vs...)
		case 1:
			return filter.In(number, vs...)
		case 2:
			return filter.Is(flag, rapid.Bool().Draw(t, "want"))
		case 3:
			return filter.Has(list, vs...)
		case 4:
			return filter.Has(child, vs...)
		case 5:
			return filter.Present(text, number)
		case 6:
			return filter.AnyOf(filter.Differs(text, "secret"), filter.Differs(number, "7"))
		case 7:
			return filter.Some(objects, within())
		case 8:
			return filter.Lacks(objects, within())
		case 9:
			return filter.AllOf(rapid.SliceOfN(conditions(depth-1, text, number, flag, list, child, objects), 0, 3).Draw(t, "all")...)
		default:
			return filter.AnyOf(rapid.SliceOfN(conditions(depth-1, text, number, flag, list, child, objects), 0, 3).Draw(t, "any")...)
		}
	})
}

func BenchmarkWhere(b *testing.B) {
	m, err := sqlwhere.NewMapping(schema, "f", columns())
	if err != nil {
		b.Fatal(err)
	}
	var forms []string
	for i := range 1000 {
		forms = append(forms, fmt.Sprintf("form %04d", i))
	}
	few := filter.AllOf(filter.In("owner", "a"), filter.AnyOf(filter.Is("closed", false), filter.Has("users", "anna")))
	many := filter.AllOf(few, filter.In("folder.name", forms...))
	for name, c := range map[string]filter.Condition{"few values": few, "a thousand values": many} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m.Where(c, sqlwhere.PostgreSQL, 1)
			}
		})
	}
}
