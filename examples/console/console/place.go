package console

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// An excerpt is the part of a document that a finding is about.
type excerpt struct {
	Line               int // from 1
	Before, Here, Next string
}

// Sizes of an excerpt of a line, in bytes, before and after the place.
const (
	excerptBefore = 40
	excerptAfter  = 100
)

// placed returns the findings with the parts of the document at which they are.
func placed(list []finding, document []byte) []finding {
	if len(list) == 0 || !json.Valid(document) { // what is no JSON says itself where
		return list
	}
	wanted := make(map[string]int)
	for _, f := range list {
		for at := f.At; at != ""; at = parent(at) {
			wanted[at] = -1
		}
	}
	w := walker{dec: json.NewDecoder(bytes.NewReader(document)), document: document, wanted: wanted}
	w.value("")
	for i := range list {
		for at := list[i].At; at != ""; at = parent(at) { // what is missing has no place of its own
			if offset := wanted[at]; offset >= 0 {
				list[i].Excerpt = excerptAt(document, offset)
				break
			}
		}
	}
	return list
}

// parent returns the path of what holds the value at the path.
func parent(at string) string {
	return at[:max(0, strings.LastIndexAny(at, ".["))]
}

// A walker goes through valid JSON once, and notes where the values begin whose paths are
// wanted.
type walker struct {
	dec      *json.Decoder
	document []byte
	wanted   map[string]int
}

func (w *walker) value(path string) {
	if _, ok := w.wanted[path]; ok {
		w.wanted[path] = w.next()
	}
	token, _ := w.dec.Token()
	switch token {
	case json.Delim('{'):
		for w.dec.More() {
			key, _ := w.dec.Token()
			w.value(strings.TrimPrefix(path+"."+key.(string), "."))
		}
	case json.Delim('['):
		for i := 0; w.dec.More(); i++ {
			w.value(fmt.Sprintf("%s[%d]", path, i))
		}
	default:
		return
	}
	w.dec.Token() // the end
}

// next returns where the next value begins.
func (w *walker) next() int {
	offset := int(w.dec.InputOffset())
	for offset < len(w.document)-1 && strings.IndexByte(" \t\r\n:,", w.document[offset]) >= 0 {
		offset++
	}
	return offset
}

func excerptAt(document []byte, offset int) *excerpt {
	start := bytes.LastIndexByte(document[:offset], '\n') + 1
	end := len(document)
	if n := bytes.IndexByte(document[offset:], '\n'); n >= 0 {
		end = offset + n
	}
	e := &excerpt{Line: bytes.Count(document[:offset], []byte("\n")) + 1}
	if from := max(start, offset-excerptBefore); from > start {
		for !utf8.RuneStart(document[from]) {
			from++
		}
		e.Before = "…" + string(document[from:offset])
	} else {
		e.Before = strings.TrimLeft(string(document[start:offset]), " \t")
	}
	to := min(end, offset+excerptAfter)
	for to < end && !utf8.RuneStart(document[to]) {
		to++
	}
	e.Here = strings.TrimRight(string(document[offset:to]), "\r")
	if to < end {
		e.Next = "…"
	}
	return e
}
