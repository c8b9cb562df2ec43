package browser

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Every page, filled in.
var pages = []struct{ name, target string }{
	{"home", ""},
	{"why", "why"},
	{"why-allowed", "why?person=mikko&action=view&kind=casework.client&row=client+1"},
	{"why-denied", "why?person=liisa&action=view&kind=casework.client&row=client+2"},
	{"why-wrong", "why?person=nobody"},
	{"who", "who?kind=casework.client&row=client+1&action=view"},
	{"sees", "sees?person=maria"},
	{"sees-rows", "sees?person=anna&kind=profile.case&action=read"},
	{"matrix-profiles", "matrix"},
	{"matrix-roles", "matrix?of=roles"},
	{"matrix-programs", "matrix?of=programs"},
	{"matrix-sharing", "matrix?of=sharing"},
	{"picture", "picture"},
	{"picture-group", "picture?of=sharing&open=20450"},
	{"picture-clients", "picture?of=clients"},
	{"change", "change"},
	{"change-stale-link", "change?act=profile.set-rights&profile=no&form=no&actor=x&read=all"},
	{"change-choose", "change?act=profile.set-rights"},
	{"change-rights", "change?act=profile.set-rights&profile=nurse&form=incident"},
	{"change-sharing", "change?act=sharing.add"},
	{"compare", "compare"},
	{"lint", "lint"},
	{"wrong", "nowhere"},
}

// Pages that are the answer to a form.
var answers = []struct {
	name string
	do   func(b *tab)
}{
	{"preview", func(b *tab) {
		b.open("change?act=casework.transfer&client=client+3&user=tuuli&actor=aino")
		b.submit()
	}},
	{"stale", func(b *tab) {
		b.open("change?act=casework.share&client=client+3&user=liisa&actor=aino")
		b.submit()
		ask[bool](b, `(document.querySelector("[name=digest]").value = "0", document.querySelector("[name=sure]").checked = true)`)
		b.submit()
	}},
	{"compared", func(b *tab) {
		b.open("compare")
		ask[bool](b, `(document.querySelector("[name=old]").value = '{"version": 1}', true)`)
		b.submit()
	}},
}

func (b *tab) submit() {
	b.Helper()
	if _, err := chromedp.RunResponse(b.ctx, chromedp.Click("main form button")); err != nil {
		b.Fatal(err)
	}
}

// each shows every page.
func each(b *tab, do func(name string)) {
	for _, p := range pages {
		b.open(p.target)
		do(p.name)
	}
	for _, p := range answers {
		p.do(b)
		do(p.name)
	}
}

// No page scrolls sideways, on a phone or at twice the size; what is wider does so by
// itself.
func TestWidth(t *testing.T) {
	base := served(t)
	for _, l := range []look{phone, twice, wide} {
		t.Run(l.name, func(t *testing.T) {
			b := newTab(t, base, l)
			each(b, func(name string) {
				if over := ask[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
					t.Errorf("%s is %d points too wide, by %s", name, over, ask[string](b, `[...document.querySelectorAll("main *, header *")]
						.filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".wide")).map(e => e.outerHTML.slice(0, 120)).slice(0, 3).join("\n")`))
				}
			})
		})
	}
}

// axe-core finds nothing on any page, in the light and, on a phone, in the dark.
func TestAccessible(t *testing.T) {
	source := axe(t)
	base := served(t)
	for _, l := range []look{wide, darkTiny} {
		t.Run(l.name, func(t *testing.T) {
			b := newTab(t, base, l)
			each(b, func(name string) { b.accessible(source, name) })
		})
	}
}

// accessible fails for all that axe-core finds on the page.
func (b *tab) accessible(source, name string) {
	b.Helper()
	ask[bool](b, source+"; true")
	for _, f := range b.violations() {
		b.Errorf("%s: %s", name, f)
	}
}

func (b *tab) violations() []string {
	b.Helper()
	return ask[[]string](b, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.flatMap(v =>
		v.nodes.map(n => v.id + ": " + v.help + ": " + n.html.slice(0, 200) + " " + n.failureSummary)))`)
}

// What axe-core ought to find it finds, so that nothing found says something.
func TestAccessibleFinds(t *testing.T) {
	b := newTab(t, served(t), wide)
	b.open("why")
	ask[bool](b, axe(t)+"; true")
	ask[bool](b, `(document.querySelector("label").replaceWith(document.querySelector("label input")), true)`)
	if found := b.violations(); len(found) == 0 {
		t.Error("a field without a label is not found")
	}
}

// A chart, and drawings at their largest, are as accessible.
func TestAccessiblePictures(t *testing.T) {
	source := axe(t)
	for name, policy := range map[string]string{"office": office(203), "tangle": tangle(203)} {
		b := newTab(t, served(t, "-policy", file(t, "policy.json", policy)), wideDark)
		for _, page := range []string{"picture", "picture?open=10000"} {
			b.open(page)
			b.accessible(source, name+", "+page)
		}
	}
}

// A policy that is not valid is shown with what is wrong at its place.
func TestWrongPolicy(t *testing.T) {
	policy := "{\n  \"version\": 1,\n  \"profile\": {\n    \"forms\": [\"</mark><script>\", \"a\", \"a\", \"" + strings.Repeat("w", 250) + "\", \"\"],\n    \"profiles\": []\n  }\n}"
	b := newTab(t, served(t, "-policy", file(t, "policy.json", policy)), phone)
	b.open("")
	b.unharmed("the page")
	b.reads("The policy is not valid.", "profile.forms[2]", "line 4", `"a", "a"`)
	b.accessible(axe(t), "the page")
}

// Nothing of a name leaves the text that it is.
func TestHostileNames(t *testing.T) {
	for _, name := range []string{
		`<script>document.title="taken"</script>`, `"><img src=x onerror='document.title="taken"'>`, `' onfocus='document.title=1' autofocus='`,
		"\u202egnp.exe\u2066", "</textarea></title></svg><script>1</script>", strings.Repeat("w", 256), strings.Repeat("😀", 64), "javascript:alert(1)//", "a&b=c#d?e%2F+",
	} {
		t.Run(fmt.Sprintf("%.12q", name), func(t *testing.T) { hostile(t, name) })
	}
}

func hostile(t *testing.T, name string) {
	q, err := json.Marshal(name)
	if err != nil {
		t.Fatal(err)
	}
	policy := fmt.Sprintf(`{"version": 1, "casework": {"package": [%[1]s], "sharedMayShare": false},
		"sharing": {"rules": [{"id": %[1]s, "viewers": ["20410*"], "sharers": ["20410-01"]}]},
		"profile": {"forms": [%[1]s], "profiles": [{"name": %[1]s, "cases": true, "administrator": true, "forms": {}}]}}`, q)
	data := fmt.Sprintf(`{"people": [{"id": %[1]s, "properties": {"casework": {"org": %[1]s}, "profile": {"profile": %[1]s, "workspace": %[1]s}}}, {"id": "bo", "properties": {"casework": {"org": %[1]s}}}],
		"rows": [{"type": "casework.client", "id": %[1]s, "properties": {"org": %[1]s, "responsible": %[1]s, "shared": ["bo"]}},
		{"type": "casework.engagement", "id": %[1]s, "properties": {"org": %[1]s, "consultants": {%[1]s: [%[1]s]}}}]}`, q)
	base := served(t, "-policy", file(t, "policy.json", policy), "-data", file(t, "data.json", data))
	b := newTab(t, base, phone)
	v := url.QueryEscape(name)
	for _, page := range []string{
		"", "why?person=" + v + "&action=view&kind=casework.client&row=" + v, "why?person=x" + v, "who?kind=casework.client&row=" + v + "&action=view",
		"sees?person=" + v, "sees?person=" + v + "&kind=casework.client&action=view", "matrix?filter=" + v, "matrix?of=programs", "matrix?of=sharing",
		"picture", "picture?open=" + v, "picture?of=clients", "picture?of=clients&open=" + v, "lint", "change",
		"change?act=profile.set-rights&profile=" + v + "&form=" + v, "change?act=" + v,
		"change?act=casework.transfer&client=" + v + "&user=bo&actor=" + v,
	} {
		b.open(page)
		b.unharmed(page)
	}
	b.submit()
	b.unharmed("the preview")
	b.reads("bo gains responsibility")
}

// unharmed fails if the page has more than it ought to.
func (b *tab) unharmed(page string) {
	b.Helper()
	for what, expression := range map[string]string{
		"an element of its own":     `document.querySelectorAll("script, img, iframe, object, embed, style, base, [onfocus], [onerror], [autofocus]").length`,
		"a link away":               `[...document.links].filter(a => new URL(a.href.baseVal ?? a.href, document.baseURI).origin != location.origin).length`,
		"a form away":               `[...document.forms].filter(f => new URL(f.getAttribute("action"), document.baseURI).origin != location.origin).length`,
		"something that was loaded": `performance.getEntriesByType("resource").filter(r => !r.name.endsWith("/style.css") && !r.name.endsWith("/favicon.ico")).length`,
		"another title":             `Number(!document.title.endsWith(" · Lupa console"))`,
		"a width":                   `Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)`,
	} {
		if n := ask[int](b, expression); n > 0 {
			b.Errorf("%s has %s: %d", page, what, n)
		}
	}
}

// However much there is, a page has few bytes and few elements, and so is there at once.
// How soon is logged: machines differ.
func TestFirstPaint(t *testing.T) {
	groups, data := numbers(20_000)
	for _, tt := range []struct {
		name, policy, data, page string
		bytes, elements          int
	}{
		{"50 profiles by 1,000 forms", site(50, 1000), `{}`, "matrix", 100_000, 6_000},
		{"20,000 numbers", groups, data, "picture", 40_000, 600},
		{"20,000 numbers, one sees all", office(203), data, "picture", 40_000, 600},
		{"20,000 numbers, tangled", tangle(203), data, "picture", 60_000, 600},
		{"a group of 20,000 numbers", groups, data, "picture?open=10000", 40_000, 1_000},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newTab(t, served(t, "-policy", file(t, "policy.json", tt.policy), "-data", file(t, "data.json", tt.data)), wide)
			b.open(tt.page)
			paint := ask[float64](b, `new Promise(done => {
				const look = () => { const p = performance.getEntriesByName("first-contentful-paint")[0]; p ? done(p.startTime) : setTimeout(look, 20) }; look() })`)
			bytes := ask[int](b, `performance.getEntriesByType("navigation")[0].encodedBodySize`)
			elements := ask[int](b, `document.querySelectorAll("*").length`)
			t.Logf("first paint after %.0f ms, %d bytes, %d elements", paint, bytes, elements)
			if bytes > tt.bytes || elements > tt.elements {
				t.Errorf("it has %d bytes and %d elements, want at most %d and %d", bytes, elements, tt.bytes, tt.elements)
			}
			if paint > 15_000 {
				t.Errorf("nothing is painted for %.0f ms", paint)
			}
		})
	}
}

// A form that is sent from elsewhere changes nothing.
func TestForgedForm(t *testing.T) {
	base := served(t)
	b := newTab(t, base, wide)
	b.open("change?act=profile.add-form")
	// A page of another origin, which the browser knows the console's cookie for.
	port := regexp.MustCompile(`:(\d+)/`).FindStringSubmatch(base)[1]
	form := fmt.Sprintf(`<form method="post" action="http://127.0.0.1:%s/keep"><input name="act" value="profile.add-form"><button>x</button></form>`, port)
	b.do(chromedp.Navigate("data:text/html," + url.PathEscape("<main>"+form+"</main>")))
	b.submit()
	b.reads("was sent from another site. Nothing was done.")
}

// Pictures of every page, for those who look at the run.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("CONSOLE_SCREENSHOTS")
	if dir == "" {
		t.Skip("CONSOLE_SCREENSHOTS names no directory")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	base := served(t)
	for _, l := range []look{wide, wideDark, phone, darkTiny} {
		b := newTab(t, base, l)
		each(b, func(name string) { b.photograph(filepath.Join(dir, name+"-"+l.name+".png"), true) })
	}
	groups, data := numbers(20_000)
	for name, policy := range map[string]string{"groups": groups, "tangle": tangle(203)} {
		b := newTab(t, served(t, "-policy", file(t, "policy.json", policy), "-data", file(t, "data.json", data)), wide)
		b.open("picture")
		b.photograph(filepath.Join(dir, "picture-of-20000-"+name+".png"), true)
	}
	// Two small ones, for the README.
	for name, l := range map[string]look{"picture": {width: 1180, height: 900, scale: 1}, "preview": {width: 900, height: 1080, scale: 1, dark: true}} {
		b := newTab(t, base, l)
		if b.open(name); name == "preview" {
			answers[0].do(b)
		}
		b.photograph(filepath.Join(dir, "readme-"+name+".png"), false)
	}
}

// photograph writes a picture of the window, or of the whole page.
func (b *tab) photograph(name string, whole bool) {
	b.Helper()
	action := chromedp.CaptureScreenshot()
	if whole {
		action = chromedp.FullScreenshot(100)
	}
	png, err := chromedp.Run(b.ctx, action)
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(name, png, 0o644); err != nil {
		b.Fatal(err)
	}
}
