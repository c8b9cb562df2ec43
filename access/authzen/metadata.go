package authzen

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
)

// The paths at which the endpoints are, below wherever the handler is mounted.
const (
	pathEvaluation     = "/access/v1/evaluation"
	pathEvaluations    = "/access/v1/evaluations"
	pathSearchSubject  = "/access/v1/search/subject"
	pathSearchResource = "/access/v1/search/resource"
	pathSearchAction   = "/access/v1/search/action"
	pathMetadata       = "/.well-known/authzen-configuration"
)

// encodeMetadata returns the metadata document, nil if there is no base.
func (h *Handler) encodeMetadata() []byte {
	if h.config.Base == "" {
		return nil
	}
	base := strings.TrimRight(h.config.Base, "/")
	at := func(path string) string {
		if h.endpoints[path] == nil {
			return ""
		}
		return base + path
	}
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	_ = e.Encode(struct { // texts can always be written
		Base           string `json:"policy_decision_point"`
		Evaluation     string `json:"access_evaluation_endpoint"`
		Evaluations    string `json:"access_evaluations_endpoint,omitempty"`
		SearchSubject  string `json:"search_subject_endpoint,omitempty"`
		SearchResource string `json:"search_resource_endpoint,omitempty"`
		SearchAction   string `json:"search_action_endpoint,omitempty"`
	}{base, at(pathEvaluation), at(pathEvaluations), at(pathSearchSubject), at(pathSearchResource), at(pathSearchAction)})
	return bytes.TrimSpace(text.Bytes())
}

// isMetadata reports whether the path is that of the metadata, after which that of the
// base may stand.
func (h *Handler) isMetadata(path string) bool {
	rest, ok := strings.CutPrefix(path, pathMetadata)
	if !ok || h.metadata == nil {
		return false
	}
	u, err := url.Parse(h.config.Base)
	return rest == "" || err == nil && rest == strings.TrimRight(u.Path, "/")
}

func (h *Handler) serveMetadata(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		h.refuse(w, http.StatusMethodNotAllowed, "want GET")
		return
	}
	respond(w, http.StatusOK, h.metadata)
}
