package browser

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// What all tests share: the program, and the browser.
var (
	program string
	browser context.Context
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "console")
	if err != nil {
		return failed(err)
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "console")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Dir = ".." // in the module of the program
	if out, err := build.CombinedOutput(); err != nil {
		return failed(fmt.Errorf("the program cannot be built: %w\n%s", err, out))
	}
	path, err := chromium()
	if err != nil {
		return failed(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WSURLReadTimeout(time.Minute))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	ctx, end := chromedp.NewContext(allocator)
	defer end()
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		return failed(fmt.Errorf("the browser does not start: %w", err))
	}
	browser = ctx
	return m.Run()
}

func failed(err error) int {
	fmt.Fprintln(os.Stderr, err)
	return 1
}

func chromium() (string, error) {
	if path := os.Getenv("CONSOLE_CHROMIUM"); path != "" {
		return path, nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no browser is installed; want chromium (apt-get install chromium), or CONSOLE_CHROMIUM")
}

// served runs the program for the test and returns its address.
func served(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(program, append([]string{"-addr", "127.0.0.1:0"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the program prints no address: %v", err)
	}
	return strings.TrimSpace(address)
}

// file writes a file for the program to read.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A tab is one page in the browser, for one test.
type tab struct {
	*testing.T
	ctx  context.Context
	base string
}

// A look is how a page is shown.
type look struct {
	name          string
	width, height int64
	scale         float64 // of the browser: 2 is 200 %
	dark          bool
}

var (
	wide     = look{"1280-light", 1280, 900, 1, false}
	wideDark = look{"1280-dark", 1280, 900, 1, true}
	phone    = look{"390-light", 390, 844, 1, false}
	darkTiny = look{"390-dark", 390, 844, 1, true}
	twice    = look{"200-percent", 640, 450, 2, false} // 1280 points at twice the size
)

func newTab(t *testing.T, base string, l look) *tab {
	t.Helper()
	ctx, end := chromedp.NewContext(browser)
	t.Cleanup(end)
	ctx, stop := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(stop)
	b := &tab{t, ctx, base}
	b.show(l)
	return b
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.Fatal(err)
	}
}

func (b *tab) show(l look) {
	b.Helper()
	b.do(chromedp.EmulateViewport(l.width, l.height, chromedp.EmulateScale(l.scale)))
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		b.Fatal(err)
	}
}

// open goes to a page of the program.
func (b *tab) open(page string) {
	b.Helper()
	b.do(chromedp.Navigate(b.base + page))
}

// ask evaluates in the page. It is how the tests look at it, and no part of it.
func ask[T any](b *tab, expression string) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatalf("%s: %v", expression, err)
	}
	return v
}

// text returns what people read on the page.
func (b *tab) text() string { return ask[string](b, `document.body.innerText`) }

// reads fails unless people can read all of it on the page.
func (b *tab) reads(wants ...string) {
	b.Helper()
	text := strings.Join(strings.Fields(b.text()), " ")
	for _, want := range wants {
		if !strings.Contains(text, want) {
			b.Errorf("%s lacks %q:\n%.1500s", ask[string](b, `location.pathname`), want, text)
		}
	}
}
