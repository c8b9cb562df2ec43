package browser

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// to presses the tabulator until the focus is on what the selector finds, and sees that
// people can see where it is.
func (b *tab) to(selector string) {
	b.Helper()
	for range 120 {
		b.do(chromedp.KeyEvent(kb.Tab))
		if ask[bool](b, fmt.Sprintf(`document.activeElement.matches(%q)`, selector)) {
			if !ask[bool](b, `(s => s.outlineStyle != "none" && parseFloat(s.outlineWidth) >= 2)(getComputedStyle(document.activeElement))`) {
				b.Errorf("the focus on %s does not show", selector)
			}
			return
		}
	}
	b.Fatalf("the tabulator does not lead to %s on %s:\n%.1000s", selector, ask[string](b, `location.href`), b.text())
}

// fill types into the field of the name, in the place of what is there.
func (b *tab) fill(name, text string) {
	b.Helper()
	b.to(fmt.Sprintf("[name=%s]", name))
	b.do(chromedp.KeyEvent("a", chromedp.KeyModifiers(kb.ModifierCtrl)))
	if _, err := chromedp.Call(b.ctx, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		b.Fatal(err)
	}
}

// pick chooses in the list of the name, by the first letters.
func (b *tab) pick(name, letters string) {
	b.Helper()
	b.to(fmt.Sprintf("select[name=%s]", name))
	b.do(chromedp.KeyEvent(letters))
}

// tick presses space on the box of the name.
func (b *tab) tick(name string) {
	b.Helper()
	b.to(fmt.Sprintf("input[type=checkbox][name=%s]", name))
	b.do(chromedp.KeyEvent(" "))
}

// enter follows the link, or presses the button, that has the focus.
func (b *tab) enter() {
	b.Helper()
	if _, err := chromedp.RunResponse(b.ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
		b.Fatal(err)
	}
}

// press goes to what the selector finds, and enters it.
func (b *tab) press(selector string) {
	b.Helper()
	b.to(selector)
	b.enter()
}

// A flow is something that people do, from the first page to its end.
type flow struct {
	name string
	do   func(b *tab)
}

var flows = []flow{
	{"why allowed", func(b *tab) {
		b.press(`nav a[href=why]`)
		b.fill("person", "mikko")
		b.fill("action", "view")
		b.pick("kind", "casework.c")
		b.fill("row", "client 1")
		b.press("main form button")
		b.reads("May mikko view client 1?", "Allowed:", "All grounds", "What ends it")
		b.press(`a[href^="why?request="]`)
		b.reads("May mikko view client 1?", "Allowed:")
	}},
	{"why denied", func(b *tab) {
		b.press(`nav a[href=why]`)
		b.fill("person", "liisa")
		b.fill("action", "view")
		b.pick("kind", "casework.c")
		b.fill("row", "client 2")
		b.press("main form button")
		b.reads("May liisa view client 2?", "Denied:", "What would allow it", "liisa gains client work (client client 2), by casework.share")
		b.press(`a[href^="change?act=casework.share"]`)
		b.fill("actor", "mikko")
		b.press("main form button")
		b.tick("sure")
		b.press("main form button")
		b.reads("Done: Share a client")
	}},
	{"who may", func(b *tab) {
		b.press(`nav a[href=who]`)
		b.pick("kind", "casework.c")
		b.fill("row", "client 1")
		b.fill("action", "view")
		b.press("main form button")
		b.reads("liisa", "mikko")
		b.press(`a[aria-label="Why: mikko"]`)
		b.reads("May mikko view client 1?")
	}},
	{"what may they", func(b *tab) {
		b.press(`nav a[href=sees]`)
		b.fill("person", "mikko")
		b.press("main form button")
		b.press(`a[href="sees?action=view&kind=casework.client&person=mikko"]`)
		b.reads("client 1", "client 2", "3 of 4")
	}},
	{"matrices", func(b *tab) {
		b.press(`nav a[href=matrix]`)
		b.pick("of", "Whose")
		b.fill("filter", "20440")
		b.press("main form button")
		b.reads("Whose results are seen by whom", "20440-01", "see")
	}},
	{"picture of results", func(b *tab) {
		b.press(`nav a[href=picture]`)
		b.reads("20450*", "those to come")
		b.to(`figure:nth-of-type(3) summary`)
		b.do(chromedp.KeyEvent(" "))
		b.reads("20430-01 20430-02 one way")
		b.press(`a[href="picture?of=sharing&open=20440%2A"]`)
		b.reads("Around 20440*", "Its numbers")
	}},
	{"picture of clients", func(b *tab) {
		b.press(`nav a[href=picture]`)
		b.pick("of", "Clients")
		b.press("main form button")
		b.reads("Clients of counselling")
		b.press(`svg a[href="picture?of=clients&open=mikko"]`)
		b.reads("mikko at counselling")
	}},
	{"a profile's rights", func(b *tab) {
		b.press(`nav a[href=change]`)
		b.press(`a[href="change?act=profile.set-rights"]`)
		b.fill("profile", "nurse")
		b.fill("form", "incident")
		b.press("main form button")
		b.pick("read", "all")
		b.fill("actor", "adam")
		b.press("main form button")
		b.reads("profile nurse gains read of case (form incident; without scope workspace)", "anna read of 1 profile.case")
		b.press("main form button")
		b.reads("Done: Set a profile’s rights on a form", "The pages show it now")
		b.press(`nav a[href=matrix]`)
		b.reads("A I N register")
	}},
	{"a rule of sharing", func(b *tab) {
		b.press(`nav a[href=change]`)
		b.press(`a[href="change?act=sharing.add"]`)
		b.fill("id", "added")
		b.fill("viewers", "20410")
		b.fill("sharers", "20420-01\n20420-02\n")
		b.fill("requester", "customer 20420-01")
		b.fill("authority", "20420*")
		b.fill("actor", "lab staff")
		b.press("main form button")
		b.reads("customers 20410* gains view of result (customers 20420-01 or 20420-02)", "customer 20410-03 view of 2 sharing.result")
		b.tick("aware")
		b.press("main form button")
		b.reads("Done: Share results")
		b.press(`nav a[href=picture]`)
		b.reads("20410* and 20420*")
	}},
	{"a client transferred", func(b *tab) {
		b.press(`nav a[href=change]`)
		b.press(`a[href="change?act=casework.transfer"]`)
		b.fill("client", "client 3")
		b.fill("user", "tuuli")
		b.fill("actor", "aino")
		b.press("main form button")
		b.reads("organisation youth-house gains ownership", "veikko view, edit, add-session of 1 casework.client")
		b.tick("sure")
		b.tick("aware")
		b.press("main form button")
		b.reads("Done: Transfer a client")
	}},
	{"a change that is refused", func(b *tab) {
		b.press(`nav a[href=change]`)
		b.press(`a[href="change?act=sharing.add"]`)
		for _, name := range []string{"id", "viewers", "sharers", "requester", "authority", "actor"} {
			b.fill(name, "lab staff")
		}
		b.press("main form button")
		b.reads("This cannot be done. Nothing was changed.", "viewers line 1", "sharers line 1")
	}},
	{"two policies compared", func(b *tab) {
		b.press(`nav a[href=compare]`)
		b.fill("old", `{"version": 1, "sharing": {"rules": [{"id": "r", "viewers": ["20410-01"], "sharers": ["20410-02"]}]}}`)
		b.fill("new", `{"version": 1, "sharing": {"rules": []}}`)
		b.fill("log", `{"subject": {"type": "user", "id": "elin", "properties": {"sharing": {"account": "20410-01"}}}, "action": {"name": "view"}, "resource": {"type": "sharing.result", "id": "s1", "properties": {"owner": "20410-02"}}}`)
		b.press("main form button")
		b.reads("1 change", "loses view of result", "1 of 1 would come out otherwise")
	}},
	{"lint", func(b *tab) {
		b.press(`nav a[href=lint]`)
		b.reads("administrator-without-module")
		b.press("main table a")
		b.reads("Form by profile")
	}},
}

// Every flow comes to its end by the keyboard alone, and without scripts: no page has one.
func TestFlows(t *testing.T) {
	for _, f := range flows {
		t.Run(f.name, func(t *testing.T) {
			b := newTab(t, served(t), wide)
			b.withoutScript()
			b.open("")
			f.do(b)
		})
	}
}

func (b *tab) withoutScript() {
	b.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		b.Fatal(err)
	}
	b.do(chromedp.Navigate(`data:text/html,<title>none</title><script>document.title = "some"</script>`))
	if title := ask[string](b, `document.title`); title != "none" {
		b.Fatalf("scripts run: the title is %q", title)
	}
}

// The first thing that the tabulator leads to is the way past the navigation.
func TestSkip(t *testing.T) {
	b := newTab(t, served(t), wide)
	b.open("why")
	b.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	b.do(chromedp.KeyEvent(kb.Tab))
	if name := ask[string](b, `document.activeElement.name`); name != "person" {
		t.Errorf("past the navigation the focus is on %q", name)
	}
	if !strings.HasSuffix(ask[string](b, `location.href`), "#main") {
		t.Error("the link does not lead to the content")
	}
}

// What is acknowledged is in the files afterwards, and nothing before.
func TestSaved(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	policy, data := file(t, "policy.json", read("../policy.json")), file(t, "data.json", read("../data.json"))
	before := read(policy) + read(data)
	b := newTab(t, served(t, "-policy", policy, "-data", data, "-save"), wide)
	for _, tt := range []struct{ page, saved string }{
		{"change?act=casework.transfer&client=client+3&user=tuuli&actor=aino", `"id":"client 3","properties":{"org":"youth-house"`},
		{"change?act=profile.add-form&form=complaint&actor=adam", `"complaint"`},
	} {
		b.open(tt.page)
		b.submit()
		b.reads("Nothing is changed yet.")
		if read(policy)+read(data) != before {
			t.Fatal("a preview is saved")
		}
		for _, box := range []string{"sure", "aware"} {
			if ask[bool](b, fmt.Sprintf(`document.querySelector("[name=%s]") != null`, box)) {
				b.tick(box)
			}
		}
		b.submit()
		b.reads("It is saved.")
		b.accessible(axe(t), tt.page)
		if before = read(policy) + read(data); !strings.Contains(before, tt.saved) {
			t.Errorf("the files lack %s", tt.saved)
		}
	}
	// Another program reads what this one has saved.
	again := newTab(t, served(t, "-policy", policy, "-data", data), wide)
	again.open("picture?of=clients&open=tuuli")
	again.reads("client 3")
	again.open("matrix?filter=complaint")
	again.reads("complaint")
}
