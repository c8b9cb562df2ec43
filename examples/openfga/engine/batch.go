package engine

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	openfgav1 "github.com/openfga/api/proto/openfga/v1"
)

// MaxQuestions is how many questions an OpenFGA as it is installed answers at once.
const MaxQuestions = 50

// CheckAll answers the questions in their order. One that has no answer is an error, and
// there are no answers then.
func (s *Store) CheckAll(ctx context.Context, questions []Question) ([]bool, error) {
	answers := make([]bool, 0, len(questions))
	for len(questions) > 0 {
		n := min(MaxQuestions, len(questions))
		some, err := s.checkBatch(ctx, questions[:n])
		if err != nil {
			return nil, err
		}
		answers, questions = append(answers, some...), questions[n:]
	}
	return answers, nil
}

func (s *Store) checkBatch(ctx context.Context, questions []Question) ([]bool, error) {
	r := &openfgav1.BatchCheckRequest{StoreId: s.ID, AuthorizationModelId: s.Model}
	for i, q := range questions {
		r.Checks = append(r.Checks, &openfgav1.BatchCheckItem{
			TupleKey: q.key(), ContextualTuples: q.contextual(), CorrelationId: strconv.Itoa(i),
		})
	}
	got, err := s.engine.BatchCheck(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("cannot ask %d questions, the first %v: %w", len(questions), questions[0].Asked, err)
	}
	answers := make([]bool, len(questions))
	for i, q := range questions {
		switch result := got.GetResult()[strconv.Itoa(i)].GetCheckResult().(type) {
		case *openfgav1.BatchCheckSingleResult_Allowed:
			answers[i] = result.Allowed
		case *openfgav1.BatchCheckSingleResult_Error:
			return nil, fmt.Errorf("cannot ask %v: %w", q.Asked, errors.New(result.Error.GetMessage()))
		default: // not "denied": a missing answer must not agree with a denial
			return nil, fmt.Errorf("cannot ask %v: there is no answer", q.Asked)
		}
	}
	return answers, nil
}
