package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
)

// A source yields the same line so many times, and calls every now and then.
type source struct {
	line  string
	left  int
	part  string // what is left of the present line
	every int
	call  func()
}

func (s *source) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if s.part == "" {
			if s.left == 0 {
				return n, io.EOF
			}
			if s.left--; s.every > 0 && s.left%s.every == 0 {
				s.call()
			}
			s.part = s.line
		}
		m := copy(p[n:], s.part)
		s.part = s.part[m:]
		n += m
	}
	return n, nil
}

// counted counts the lines that are written to it.
type counted struct{ lines int }

func (c *counted) Write(p []byte) (int, error) {
	c.lines += bytes.Count(p, []byte("\n"))
	return len(p), nil
}

// Any number of lines takes the same memory.
func TestMemoryDoesNotGrowWithTheNumberOfLines(t *testing.T) {
	const bound = 4 << 20 // kept answers alone would be several times this
	for _, test := range []struct {
		args  []string
		lines int
		want  int // lines of output
	}{
		{[]string{"-json"}, 200_000, 200_000},
		{nil, 50_000, 50_000 + 50_000/blockRows + 2},
	} {
		var live []uint64
		measure := func() {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			live = append(live, m.HeapAlloc)
		}
		in := &source{line: request("anna") + "\n", left: test.lines, every: test.lines / 8, call: measure}
		out := &counted{}
		var stderr strings.Builder
		if status := run(append(test.args, "-requests", "-"), in, out, &stderr); status != exitDecided || out.lines != test.want {
			t.Errorf("%q: exit status %d and %d lines, want %d; stderr %q", test.args, status, out.lines, test.want, stderr.String())
		}
		early := live[1] // when buffers have their size
		for i, bytes := range live[2:] {
			if bytes > early+bound {
				t.Errorf("%q: %d bytes live after %d eighths, %d after two", test.args, bytes, i+3, early)
			}
		}
	}
}

// Someone who waits for the answer before asking on gets it.
func TestAnswerComesBeforeTheNextRequest(t *testing.T) {
	questions, ask := io.Pipe()
	answer, answers := io.Pipe()
	done := make(chan int)
	go func() {
		status := run([]string{"-json", "-requests", "-"}, questions, answers, io.Discard)
		answers.Close()
		done <- status
	}()
	lines := bufio.NewReader(answer)
	for _, test := range []struct{ question, want string }{
		{request("a"), unknownKind},
		{"", `{"error":"line 2: is blank; want one request"}` + "\n"},
		{request("b"), unknownKind},
	} {
		if _, err := io.WriteString(ask, test.question+"\n"); err != nil {
			t.Fatal(err)
		}
		if got, err := lines.ReadString('\n'); err != nil || got != test.want {
			t.Fatalf("%q gets %q, %v; want %q", test.question, got, err, test.want)
		}
	}
	ask.Close()
	if status := <-done; status != exitUndecided {
		t.Errorf("exit status %d, want %d", status, exitUndecided)
	}
}

// A line that is too long is passed over and the next one is answered; the longest
// that is not is answered itself.
func TestLongLines(t *testing.T) {
	spaces := func(n int) io.Reader { return strings.NewReader(strings.Repeat(" ", n)) }
	const maxLine = 16 << 20
	longest := maxLine - len(request("a"))
	in := io.MultiReader(
		strings.NewReader(request("a")), spaces(longest+1), strings.NewReader("\n"),
		strings.NewReader(request("a")), spaces(longest+1<<17), strings.NewReader("\n"),
		strings.NewReader(request("a")), spaces(longest), strings.NewReader("\n"),
		strings.NewReader(request("b")+"\n"),
		strings.NewReader(request("a")), spaces(longest+1), // and no line's end
	)
	var out bytes.Buffer
	status := run([]string{"-json", "-requests", "-"}, in, &out, io.Discard)
	tooLong := func(line string) string {
		return `{"error":"line ` + line + `: wire: is longer than 16 MiB"}` + "\n"
	}
	if want := tooLong("1") + tooLong("2") + unknownKind + unknownKind + tooLong("5"); status != exitUndecided || out.String() != want {
		t.Errorf("exit status %d, answers\n%swant\n%s", status, out.String(), want)
	}
}

// When reading fails, what was answered before is printed, and the line is named.
func TestReadingFails(t *testing.T) {
	broken := errors.New("the line is broken")
	in := io.MultiReader(strings.NewReader(request("a")+"\n"+request("b")), failing{broken})
	var out, stderr strings.Builder
	status := run([]string{"-json", "-requests", "-"}, in, &out, &stderr)
	if status != exitUndecided || out.String() != unknownKind || stderr.String() != "decide: line 2: the line is broken\n" {
		t.Errorf("exit status %d, stdout %q, stderr %q", status, out.String(), stderr.String())
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// When nobody takes the answers any more, the questions are not read to their end.
func TestWritingFails(t *testing.T) {
	for _, args := range [][]string{{}, {"-json"}} {
		in := &source{line: request("a") + "\n", left: 10_000}
		var stderr strings.Builder
		status := run(append(args, "-requests", "-"), lineByLine{in}, &full{room: 10}, &stderr)
		if status != exitUndecided || stderr.String() != "decide: the disk is full\n" || in.left == 0 {
			t.Errorf("%q: exit status %d, stderr %q, and %d lines were not read", args, status, stderr.String(), in.left)
		}
	}
}

// LineByLine is a source whose lines come one at a time.
type lineByLine struct{ *source }

func (l lineByLine) Read(p []byte) (int, error) { return l.source.Read(p[:min(len(p), len(l.line))]) }
