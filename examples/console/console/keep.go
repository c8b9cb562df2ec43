package console

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"lupa.example/access"
	"lupa.example/access/wire"
)

// Documents are what a change makes of the documents: nil stays as it is.
type Documents struct {
	Policy []byte // as wire.Codec.DecodePolicy reads it
	Data   []byte // as [ReadData] reads it
}

// A keeper has the documents as the pages show them now. Changes are kept one after
// another, each only if it still comes to what was shown.
type keeper struct {
	one sync.Mutex
	now atomic.Pointer[server]
}

// A kept is a change that was made.
type kept struct {
	Act, Notice string
	Saved       bool
}

// maxKept is how many changes are remembered.
const maxKept = 100

// keep makes the change that the form acknowledges.
func (k *keeper) keep(w http.ResponseWriter, r *http.Request) {
	s := k.now.Load()
	v, ok := s.form(w, r)
	if !ok {
		return
	}
	k.one.Lock()
	defer k.one.Unlock()
	s = k.now.Load() // what another made of it meanwhile
	page, next, problem := s.previewed(v)
	if problem != nil {
		s.refuse(w, *problem)
		return
	}
	for _, c := range page.Confirm {
		if v.Get(c.Name) != "on" {
			s.wrong(w, http.StatusBadRequest, fmt.Sprintf("It was not confirmed: %s. Nothing was changed.", c.Label), nil)
			return
		}
	}
	if v.Get("digest") != page.Digest {
		s.stale(w, r, page)
		return
	}
	next.kept = append(slices.Clone(s.kept[max(0, len(s.kept)-maxKept+1):]), kept{page.Title, page.Notice, s.Save != nil})
	if s.Save != nil {
		documents, err := next.documents(s)
		if err == nil {
			err = s.Save(documents)
		}
		if err != nil {
			s.wrong(w, http.StatusInternalServerError, "It could not be saved. Nothing was changed.", err)
			return
		}
	}
	k.now.Store(next)
	// To look again at the page that follows does not send the form again. The place is
	// relative, below whatever path the pages are mounted; http.Redirect would not leave
	// it so.
	w.Header().Set("Location", "change?done="+strconv.Itoa(len(next.kept)))
	w.WriteHeader(http.StatusSeeOther)
}

// documents returns what of the documents is other than it was.
func (s *server) documents(before *server) (d Documents, err error) {
	if s.Policy != before.Policy {
		if d.Policy, err = s.encodePolicy(); err != nil {
			return d, err
		}
		_, err = s.Codec.DecodePolicy(d.Policy) // what is saved can be loaded
		return d, err
	}
	if d.Data, err = s.Data.encode(s.Codec); err != nil {
		return d, err
	}
	_, err = ReadData(s.Codec, s.Policy, d.Data)
	return d, err
}

func (s *server) encodePolicy() ([]byte, error) {
	text, err := s.Codec.EncodePolicy(s.Policy)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = json.Indent(&out, text, "", "  ")
	out.WriteByte('\n')
	return out.Bytes(), err
}

// encode writes the data as ReadData reads it, one person or row a line.
func (d Data) encode(c wire.Codec) ([]byte, error) {
	people := listOf("people", len(d.People), func(i int) (entity, error) {
		e, err := c.EncodeSubject(d.People[i])
		return entity{e.Type, e.ID, e.Properties}, err
	})
	rows := listOf("rows", len(d.Rows), func(i int) (entity, error) {
		e, err := c.EncodeResource(d.Rows[i].Resource)
		return entity{string(d.Rows[i].Resource.Kind()), d.Rows[i].ID, e.Properties}, err
	})
	var out bytes.Buffer
	out.WriteString("{\n")
	if err := errors.Join(people(&out), rows(&out)); err != nil {
		return nil, err
	}
	out.Truncate(out.Len() - len(",\n"))
	out.WriteString("\n}\n")
	return out.Bytes(), nil
}

// listOf returns what writes a list of the data, and stops at what cannot be written.
func listOf(name string, n int, at func(int) (entity, error)) func(*bytes.Buffer) error {
	return func(out *bytes.Buffer) error {
		fmt.Fprintf(out, "  %q: [", name)
		for i := range n {
			e, err := at(i)
			if err != nil {
				return fmt.Errorf("%s[%d]: %w", name, i, err)
			}
			var text bytes.Buffer
			enc := json.NewEncoder(&text)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(e); err != nil {
				return fmt.Errorf("%s[%d]: %w", name, i, err)
			}
			if i > 0 {
				out.WriteByte(',')
			}
			out.WriteString("\n    ")
			out.Write(bytes.TrimSpace(text.Bytes()))
		}
		out.WriteString("\n  ],\n")
		return nil
	}
}

func (s *server) policyDocument(w http.ResponseWriter, _ *http.Request) {
	text, err := s.encodePolicy()
	s.download(w, "policy.json", text, err)
}

func (s *server) dataDocument(w http.ResponseWriter, _ *http.Request) {
	text, err := s.Data.encode(s.Codec)
	s.download(w, "data.json", text, err)
}

func (s *server) download(w http.ResponseWriter, name string, text []byte, err error) {
	if err != nil {
		s.wrong(w, http.StatusInternalServerError, "The document cannot be written.", err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Content-Length", strconv.Itoa(len(text)))
	w.Write(text)
}

// with returns the server that shows what the change makes of the documents.
func (s *server) with(p *access.Policy, d Data) *server {
	next := *s
	next.Policy, next.Data = p, d
	return &next
}
