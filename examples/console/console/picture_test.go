package console_test

import (
	"fmt"
	"html"
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lupa.example/access"
	"lupa.example/sharing"
)

var (
	figure    = regexp.MustCompile(`(?s)<figure.*?</figure>`)
	caption   = regexp.MustCompile(`<figcaption>(?:<a href="([^"]+)">)?<bdi>([^<]*)`)
	arrowLine = regexp.MustCompile(`<tr><th scope="row"><bdi>([^<]*)</bdi></th><td><bdi>([^<]*)</bdi></td><td>([^<]*)</td>`)
)

// arrows returns the drawings of a page by their titles, each as its table has it.
func arrows(t *testing.T, body string) map[string][]string {
	t.Helper()
	drawings := make(map[string][]string)
	for _, f := range figure.FindAllString(body, -1) {
		title := html.UnescapeString(caption.FindStringSubmatch(f)[2])
		var lines []string
		for _, m := range arrowLine.FindAllStringSubmatch(f, -1) {
			lines = append(lines, html.UnescapeString(fmt.Sprintf("%s -> %s %s", m[1], m[2], m[3])))
		}
		slices.Sort(lines)
		drawings[title] = lines
		if n := strings.Count(f, "<path class=\"one-way\"") + strings.Count(f, "<path class=\"both\""); !strings.Contains(f, "chart") && n != len(lines) {
			t.Errorf("%s has %d arrows and %d lines in its table", title, n, len(lines))
		}
	}
	return drawings
}

// The five ways in which a customer's numbers can share, each as a drawing of its own.
func TestPictureOfSharing(t *testing.T) {
	h := embedded(t)
	body := get(t, h, "/picture", http.StatusOK)
	got := arrows(t, body)
	for title, want := range map[string][]string{
		"20410*": {"20410-01 -> 20410-02 both ways"},
		"20420*": {"20420-01 -> 20420-02 both ways", "20420-03 -> 20420-01 one way", "20420-03 -> 20420-02 one way"},
		"20430*": {"20430* to come -> 20430-02 one way", "20430-01 -> 20430-02 one way", "20430-03 -> 20430-02 one way"},
		"20440*": {"20440-01 -> 20440* to come one way", "20440-01 -> 20440-02 one way", "20440-01 -> 20440-03 one way"},
		"20450*": {"20450* to come -> 20450* to come among themselves",
			"20450-01 -> 20450* to come both ways", "20450-01 -> 20450-02 both ways", "20450-01 -> 20450-03 both ways",
			"20450-02 -> 20450* to come both ways", "20450-02 -> 20450-03 both ways", "20450-03 -> 20450* to come both ways"},
	} {
		if !slices.Equal(got[title], want) {
			t.Errorf("%s is %q, want %q", title, got[title], want)
		}
	}
	contains(t, body, `<p>Without an arrow: <bdi>20410-03</bdi>.</p>`, "not affected", `class="box to-come"`, "two share mutually")
	if again := get(t, h, "/picture", http.StatusOK); again != body {
		t.Error("the same picture is drawn otherwise")
	}
	one := get(t, h, query("/picture", "open", "20430-02"), http.StatusOK)
	contains(t, one, "Around 20430*", `<th scope="row">20430-02</th><td>20430*</td><td>no others</td>`)
	contains(t, get(t, h, query("/picture", "open", "20410"), http.StatusOK),
		`<th scope="row">20410-01</th><td>20410-02</td><td>20410-02</td>`, `<th scope="row">20410-03</th><td>no others</td>`)
	contains(t, get(t, h, query("/picture", "open", "99999"), http.StatusOK), "No rule is about 99999*")
	contains(t, get(t, h, query("/picture", "open", "<b>"), http.StatusNotFound), "is no group and no customer number", "&lt;b&gt;")
	contains(t, get(t, h, query("/picture", "of", "x"), http.StatusNotFound), "There is no picture")
	get(t, h, query("/picture", "page", "0"), http.StatusBadRequest)
	bare := pages(t, `{"version": 1}`, `{}`)
	contains(t, get(t, bare, "/picture", http.StatusOK), "no rules of sharing")
	contains(t, get(t, bare, "/picture?of=clients", http.StatusOK), "no casework")
	contains(t, get(t, pages(t, unshared, `{}`), "/picture", http.StatusOK), "There is no rule")
}

// What is drawn is what Check says, of every pair of numbers and of numbers to come.
func TestPictureAgrees(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		policy, numbers := someRules(r)
		p, err := codec.DecodePolicy([]byte(policy))
		if err != nil {
			t.Fatal(err)
		}
		drawn := make(map[string]bool)
		for _, lines := range arrows(t, get(t, pages(t, policy, `{}`), "/picture", http.StatusOK)) {
			for _, l := range lines {
				pair, way, _ := cutLast(l)
				from, to, _ := strings.Cut(pair, " -> ")
				drawn[from+" "+to] = true
				if way == "both ways" {
					drawn[to+" "+from] = true
				}
			}
		}
		for _, from := range numbers {
			for _, to := range numbers {
				viewer := access.Subject{User: "x", Facts: []access.Fact{&sharing.User{Account: account(to, 98)}}}
				want := p.Check(viewer, sharing.ActionView, &sharing.Result{Owner: account(from, 97)}).Allowed
				if got := drawn[from+" "+to]; got != want && (from != to || strings.HasSuffix(from, "come")) {
					t.Fatalf("%s\n%s -> %s is drawn: %v, and allowed: %v", policy, from, to, got, want)
				}
			}
		}
	}
}

func cutLast(line string) (pair, way string, ok bool) {
	for _, way := range []string{"one way", "both ways", "among themselves"} {
		if pair, ok := strings.CutSuffix(line, " "+way); ok {
			return pair, way, true
		}
	}
	return line, "", false
}

// account returns the number that a name in a drawing is of, or for those to come one
// that nothing names.
func account(name string, unnamed int) sharing.Account {
	if group, ok := strings.CutSuffix(name, "* to come"); ok {
		name = fmt.Sprintf("%s-%d", group, unnamed)
	}
	return sharing.MustParseAccount(name)
}

// someRules returns a small policy, and what a drawing of it can have.
func someRules(r *rand.Rand) (policy string, names []string) {
	var rules []string
	seen := make(map[string]bool)
	side := func() string {
		var list []string
		for range 1 + r.IntN(2) {
			group := 30000 + r.IntN(2)
			entry := fmt.Sprintf("%d-0%d", group, 1+r.IntN(3))
			if r.IntN(3) == 0 {
				entry = fmt.Sprintf("%d*", group)
			} else {
				seen[entry] = true
			}
			list = append(list, fmt.Sprintf("%q", entry))
		}
		return strings.Join(list, ",")
	}
	for i := range 1 + r.IntN(3) {
		rules = append(rules, fmt.Sprintf(`{"id": "r%d", "viewers": [%s], "sharers": [%s]}`, i, side(), side()))
	}
	policy = fmt.Sprintf(`{"version": 1, "sharing": {"rules": [%s]}}`, strings.Join(rules, ","))
	names = []string{"30000* to come", "30001* to come"}
	for entry := range seen {
		names = append(names, entry)
	}
	slices.Sort(names)
	return policy, names
}

// However many numbers there are, a page has few bytes and few elements, and leads to
// each group.
func TestPictureSize(t *testing.T) {
	office, tangle := officeRules(203), tangledRules(203, 600)
	_, data := numbers(20_000)
	policy, _ := numbers(20_000)
	for name, tt := range map[string]struct {
		policy string
		wants  []string
		bytes  int
	}{
		"groups by themselves": {policy, []string{"<bdi>202 groups like 10000*</bdi>", "99 numbers, and to come", "and 142 more", "20,000 numbers in the data"}, 30_000},
		"one sees all":         {office, []string{"203 alike", "10000* and 202 more groups", "and 200 more"}, 30_000},
		"a tangle":             {tangle, []string{"There are too many to draw with arrows", "<svg class=\"drawing chart\""}, 60_000},
	} {
		t.Run(name, func(t *testing.T) {
			h := pages(t, tt.policy, data)
			body := get(t, h, "/picture", http.StatusOK)
			contains(t, body, tt.wants...)
			if n := strings.Count(body, "<"); len(body) > tt.bytes || n > 1500 {
				t.Errorf("the page has %d bytes and %d elements", len(body), n)
			}
			body = get(t, h, query("/picture", "open", "10000"), http.StatusOK)
			contains(t, body, "Around 10000*", "And 49 more")
			if len(body) > 60_000 {
				t.Errorf("the group has %d bytes", len(body))
			}
		})
	}
}

// What is alike is one box, with the arrows that each of them has.
func TestPictureTogether(t *testing.T) {
	_, data := numbers(200)
	for _, tt := range []struct {
		rules string
		title string
		want  []string
	}{
		{`{"id": "r", "viewers": ["10000-01"], "sharers": ["10000*"]}`, "10000*", []string{"10000* -> 10000-01 one way"}},
		{`{"id": "r", "viewers": ["10000*"], "sharers": ["10000*"]}, {"id": "s", "viewers": ["10001-01"], "sharers": ["10000-07", "10000-08"]}`, "10000* and 10001*",
			[]string{"10000* -> 10000* among themselves", "10000* -> 2 numbers, as 10000-07 both ways",
				"2 numbers, as 10000-07 -> 10001-01 one way", "2 numbers, as 10000-07 -> 2 numbers, as 10000-07 among themselves"}},
		{`{"id": "r", "viewers": ["10001*"], "sharers": ["10000*"]}, {"id": "s", "viewers": ["10000*"], "sharers": ["10001-01"]}`, "10000* and 10001*",
			[]string{"10000* -> 10001* one way", "10000* -> 10001-01 both ways"}},
	} {
		got := arrows(t, get(t, pages(t, fmt.Sprintf(`{"version": 1, "sharing": {"rules": [%s]}}`, tt.rules), data), "/picture", http.StatusOK))
		if !slices.Equal(got[tt.title], tt.want) {
			t.Errorf("%s\nis drawn as %q, want %q", tt.rules, got[tt.title], tt.want)
		}
	}
	// Groups of which no number is known are not like the others.
	got := arrows(t, get(t, pages(t, officeRules(203), data), "/picture", http.StatusOK))
	if want := []string{"200 alike, as 10003* to come -> 10000-01 one way", "3 alike, as 10000* -> 10000-01 one way"}; !slices.Equal(got["10000* and 202 more groups"], want) {
		t.Errorf("many groups that one number sees are %q, want %q", got, want)
	}
}

// A chart has a square for each two groups of which some results of the one are seen by
// some of the other.
func TestChart(t *testing.T) {
	const groups = 203
	policy := tangledRules(groups, 600)
	p, err := codec.DecodePolicy([]byte(policy))
	if err != nil {
		t.Fatal(err)
	}
	rules, _ := access.Of[*sharing.Rules](p)
	seen := make(map[[2]string]bool) // whose results, by whom
	for r := range rules.All() {
		for _, sharer := range r.Sharers {
			for _, viewer := range r.Viewers {
				if sharer != viewer || viewer.IsGroup() {
					seen[[2]string{sharer.String()[:5], viewer.String()[:5]}] = true
				}
			}
		}
	}
	want := make(map[bool]int) // by whether it is both ways
	for pair := range seen {
		want[seen[[2]string{pair[1], pair[0]}]]++
	}
	body := get(t, pages(t, policy, `{}`), "/picture", http.StatusOK)
	got := make(map[bool]int)
	for _, m := range regexp.MustCompile(`<path class="(?:some|all)( both)?" d="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		for _, square := range regexp.MustCompile(`h(\d+)v3`).FindAllStringSubmatch(m[2], -1) {
			width, err := strconv.Atoi(square[1])
			if err != nil {
				t.Fatal(err)
			}
			got[m[1] != ""] += width / 3 // those that touch are one
		}
	}
	if got[true] != want[true] || got[false] != want[false] || want[true] == 0 {
		t.Errorf("it has %v squares by whether they are both ways, want %v", got, want)
	}
	contains(t, body, fmt.Sprintf("%d squares", len(seen)))
}

// officeRules lets one number see each of n groups, by a rule for each.
func officeRules(n int) string {
	var rules []string
	for i := range n {
		rules = append(rules, fmt.Sprintf(`{"id": "office %d", "viewers": ["10000-01"], "sharers": ["%d*"]}`, i, 10000+i))
	}
	return fmt.Sprintf(`{"version": 1, "sharing": {"rules": [%s]}}`, strings.Join(rules, ","))
}

// tangledRules lets numbers and groups see others, here and there.
func tangledRules(groups, n int) string {
	r := rand.New(rand.NewPCG(3, 4))
	var rules []string
	for i := range n {
		viewer, sharer := 10000+r.IntN(groups), 10000+r.IntN(groups)
		rules = append(rules, fmt.Sprintf(`{"id": "r%d", "viewers": ["%d-%02d", "%d*"], "sharers": ["%d*", "%d-%02d"]}`,
			i, viewer, r.IntN(100), 10000+r.IntN(groups), sharer, sharer, r.IntN(100)))
	}
	return fmt.Sprintf(`{"version": 1, "sharing": {"rules": [%s]}}`, strings.Join(rules, ","))
}

// At its bound a picture says that it is not whole.
func TestPictureBound(t *testing.T) {
	var viewers, sharers, rules []string
	for i := range 90 {
		viewers = append(viewers, fmt.Sprintf(`"40000-%02d"`, i))
		sharers = append(sharers, fmt.Sprintf(`"40001-%02d"`, i))
		// A rule for each, so that no two numbers are alike.
		rules = append(rules, fmt.Sprintf(`{"id": "a%d", "viewers": ["40000-%02d"], "sharers": ["40002-01"]}`, i, i),
			fmt.Sprintf(`{"id": "b%d", "viewers": ["40003-01"], "sharers": ["40001-%02d"]}`, i, i))
	}
	for i := range 30 {
		rules = append(rules, fmt.Sprintf(`{"id": "all %d", "viewers": [%s], "sharers": [%s]}`, i, strings.Join(viewers, ","), strings.Join(sharers, ",")))
	}
	h := pages(t, fmt.Sprintf(`{"version": 1, "sharing": {"rules": [%s]}}`, strings.Join(rules, ",")), `{}`)
	body := get(t, h, "/picture", http.StatusOK)
	contains(t, body, "arrows more are not drawn")
	if len(body) > 100_000 {
		t.Errorf("the page has %d bytes", len(body))
	}
}

// A page has so many drawings, and the others are a link away.
func TestPicturePages(t *testing.T) {
	var rules []string
	for i := range 30 { // each of another length, so that none looks like another
		for j := range i + 1 {
			rules = append(rules, fmt.Sprintf(`{"id": "%d %d", "viewers": ["%d-%02d"], "sharers": ["%d-%02d"]}`, i, j, 50000+i, j+1, 50000+i, j))
		}
	}
	h := pages(t, fmt.Sprintf(`{"version": 1, "sharing": {"rules": [%s]}}`, strings.Join(rules, ",")), `{}`)
	contains(t, get(t, h, "/picture", http.StatusOK), "Drawings 1 to 24 of 30.", `rel="next"`)
	contains(t, get(t, h, "/picture?page=2", http.StatusOK), "Drawings 25 to 30 of 30.", `rel="prev"`)
	get(t, h, "/picture?page=9", http.StatusOK)
}

func TestPictureOfClients(t *testing.T) {
	h := embedded(t)
	got := arrows(t, get(t, h, "/picture?of=clients", http.StatusOK))
	want := []string{
		"aino -> client 3 one way", "client 1 -> mikko one way", "client 3 -> mikko one way", "client 3 -> veikko one way",
		"liisa -> client 1 one way", "mikko -> client 2 one way",
	}
	if !slices.Equal(got["Clients of counselling"], want) {
		t.Errorf("it is %q, want %q", got["Clients of counselling"], want)
	}
	got = arrows(t, get(t, h, query("/picture", "of", "clients", "open", "liisa"), http.StatusOK))
	if want := []string{"client 1 -> mikko one way", "liisa -> client 1 one way"}; len(got) != 1 || !slices.Equal(got["liisa at counselling"], want) {
		t.Errorf("liisa is in %q, want %q", got, want)
	}
	contains(t, get(t, h, query("/picture", "of", "clients", "open", "<b>"), http.StatusNotFound), "Nobody called")
	contains(t, get(t, pages(t, practice, `{}`), "/picture?of=clients", http.StatusOK), "has no clients")
}

const practice = `{"version": 1, "casework": {"package": ["p"], "sharedMayShare": false}}`

// Who is named in a row and acts for another organisation has nothing there.
func TestPictureOfClientsChecks(t *testing.T) {
	h := pages(t, practice, `{"people": [{"id": "eve", "properties": {"casework": {"org": "other"}}}],
		"rows": [{"type": "casework.client", "id": "C", "properties": {"org": "O", "responsible": "anna", "shared": ["eve", "anna", "bo", "bo"]}}]}`)
	got := arrows(t, get(t, h, "/picture?of=clients", http.StatusOK))
	if want := []string{"C -> bo one way", "anna -> C one way"}; !slices.Equal(got["Clients of O"], want) {
		t.Errorf("it is %q, want %q", got, want)
	}
}

func TestPictureOfClientsSize(t *testing.T) {
	var rows []string
	for i := range 5000 {
		rows = append(rows, fmt.Sprintf(`{"type": "casework.client", "id": "C%d", "properties": {"org": "O", "responsible": "u%d", "shared": ["u%d", "u%d"]}}`,
			i, i%97, (i*7)%89, (i*3)%101))
	}
	h := pages(t, practice, fmt.Sprintf(`{"rows": [%s]}`, strings.Join(rows, ",")))
	for _, target := range []string{"/picture?of=clients", "/picture?of=clients&open=u3"} {
		body := get(t, h, target, http.StatusOK)
		if len(body) > 120_000 {
			t.Errorf("%s has %d bytes", target, len(body))
		}
		contains(t, body, " more")
	}
}

func TestPictureHostileNames(t *testing.T) {
	for _, name := range hostile {
		data := fmt.Sprintf(`{"rows": [{"type": "casework.client", "id": %[1]s, "properties": {"org": %[1]s, "responsible": %[1]s, "shared": ["bo"]}}]}`, quoted(name))
		h := pages(t, practice, data)
		body := escaped(t, h, "/picture?of=clients", name)
		m := regexp.MustCompile(`<a href="(picture\?of=clients&amp;open=[^"]+)"><g`).FindStringSubmatch(body)
		if m == nil {
			t.Fatalf("%q cannot be opened:\n%s", name, body)
		}
		escaped(t, h, "/"+html.UnescapeString(m[1]), name)
	}
}
