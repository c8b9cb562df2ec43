package authzen

import (
	"errors"
	"log/slog"

	"lupa.example/access"
	"lupa.example/access/wire"
)

func (h *Handler) evaluate(q *question) ([]byte, error) {
	asked, err := q.reader.ReadRequest(q.body)
	item := wire.Item{Question: asked, Err: err}
	if err != nil && !isDenial(err) {
		return nil, err
	}
	decision := item.Check(q.policy)
	h.logDecision(q, item, decision)
	return wire.EncodeAnswer(decision), nil
}

// evaluateAll answers as many evaluations of a request as its semantic wants.
func (h *Handler) evaluateAll(q *question) ([]byte, error) {
	batch, err := q.reader.ReadBatch(q.body)
	if err != nil {
		return nil, err
	}
	decisions := make([]access.Decision, 0, len(batch.Items))
	for _, item := range batch.Items {
		decision := item.Check(q.policy)
		h.logDecision(q, item, decision)
		if decisions = append(decisions, decision); batch.Semantic.Ends(decision) {
			break
		}
	}
	if !batch.Several {
		return wire.EncodeAnswer(decisions[0]), nil
	}
	return wire.EncodeAnswers(decisions, batch.Reasons), nil
}

func isDenial(err error) bool {
	var denied *access.DeniedError
	return errors.As(err, &denied)
}

func (h *Handler) logDecision(q *question, item wire.Item, d access.Decision) {
	if !h.logged(q.ctx) {
		return
	}
	var kind access.Kind
	if item.Resource != nil {
		kind = item.Resource.Kind()
	}
	h.config.Log.LogAttrs(q.ctx, slog.LevelInfo, "decided",
		slog.String("request", q.id),
		slog.String("user", item.Subject.User),
		slog.String("action", string(item.Action)),
		slog.String("kind", string(kind)),
		slog.String("id", q.policy.ID(item.Resource)),
		slog.Any("decision", d),
		slog.String("revision", h.revisionOf(q.policy)),
	)
}
