package engine

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"

	openfgav1 "github.com/openfga/api/proto/openfga/v1"
	"google.golang.org/grpc"

	"lupa.example/access"
	"lupa.example/casework"
	"lupa.example/examples/openfga/export"
)

// forward has an engine answer a gRPC server's requests.
type forward struct {
	openfgav1.UnimplementedOpenFGAServiceServer
	service
}

func (f forward) ListStores(context.Context, *openfgav1.ListStoresRequest) (*openfgav1.ListStoresResponse, error) {
	return new(openfgav1.ListStoresResponse), nil
}
func (f forward) CreateStore(ctx context.Context, q *openfgav1.CreateStoreRequest) (*openfgav1.CreateStoreResponse, error) {
	return f.service.CreateStore(ctx, q)
}
func (f forward) WriteAuthorizationModel(ctx context.Context, q *openfgav1.WriteAuthorizationModelRequest) (*openfgav1.WriteAuthorizationModelResponse, error) {
	return f.service.WriteAuthorizationModel(ctx, q)
}
func (f forward) Write(ctx context.Context, q *openfgav1.WriteRequest) (*openfgav1.WriteResponse, error) {
	return f.service.Write(ctx, q)
}
func (f forward) Read(ctx context.Context, q *openfgav1.ReadRequest) (*openfgav1.ReadResponse, error) {
	return f.service.Read(ctx, q)
}
func (f forward) Check(ctx context.Context, q *openfgav1.CheckRequest) (*openfgav1.CheckResponse, error) {
	return f.service.Check(ctx, q)
}
func (f forward) BatchCheck(ctx context.Context, q *openfgav1.BatchCheckRequest) (*openfgav1.BatchCheckResponse, error) {
	return f.service.BatchCheck(ctx, q)
}

// dial returns an engine that is the other one behind an address.
func dial(t *testing.T, e *Engine) *Engine {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := grpc.NewServer()
	openfgav1.RegisterOpenFGAServiceServer(g, forward{service: e.service})
	go g.Serve(l)
	t.Cleanup(g.Stop)
	remote, err := Dial(t.Context(), l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(remote.Close)
	return remote
}

// TestStore writes, reads and asks more than fits into one request, in this process and
// behind an address.
func TestStore(t *testing.T) {
	here, err := Memory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(here.Close)
	practice, err := casework.NewPractice(casework.Config{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := access.NewPolicy(practice)
	if err != nil {
		t.Fatal(err)
	}
	model, err := export.Model(p)
	if err != nil {
		t.Fatal(err)
	}
	var wanted []export.Tuple
	for i := range 250 {
		wanted = append(wanted, export.Tuple{Object: fmt.Sprint("casework.organisation:", i), Relation: "worker", User: "user:a"})
	}
	for _, e := range []*Engine{here, dial(t, here)} {
		store, err := e.NewStore(t.Context(), "test")
		if err != nil {
			t.Fatal(err)
		}
		if err := store.SetModel(t.Context(), model); err != nil {
			t.Fatal(err)
		}
		var seen []int
		if err := store.Fill(t.Context(), slices.Values(wanted), func(done, of int) { seen = append(seen, done, of) }); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(seen, []int{100, 250, 200, 250, 250, 250}) {
			t.Errorf("progress %v", seen)
		}
		held, err := store.Tuples(t.Context())
		if err != nil || len(held) != len(wanted) {
			t.Errorf("it holds %d tuples; want %d (%v)", len(held), len(wanted), err)
		}
		var questions []Question
		for i, tuple := range wanted {
			if i%3 == 0 {
				tuple.User = "user:b"
			}
			questions = append(questions, Question{Asked: tuple})
		}
		answers, err := store.CheckAll(t.Context(), questions)
		if err != nil || len(answers) != len(questions) {
			t.Fatalf("%d answers (%v); want %d", len(answers), err, len(questions))
		}
		for i, answer := range answers {
			if answer != (i%3 != 0) {
				t.Errorf("answer %d is %v", i, answer)
			}
			if alone, err := store.Check(t.Context(), questions[i]); err != nil || alone != answer {
				t.Errorf("answer %d is %v alone (%v), and %v among others", i, alone, err, answer)
			}
		}
		unknown := Question{Asked: export.Tuple{Object: "casework.organisation:1", Relation: "no_such", User: "user:a"}}
		if _, err := store.CheckAll(t.Context(), append(questions[:3:3], unknown)); err == nil || !strings.Contains(err.Error(), "cannot ask casework.organisation:1#no_such@user:a") {
			t.Errorf("a relation that is none: %v", err)
		}
	}
}

// faulty answers as it is told.
type faulty struct {
	service
	err error
}

func (f faulty) BatchCheck(context.Context, *openfgav1.BatchCheckRequest) (*openfgav1.BatchCheckResponse, error) {
	return new(openfgav1.BatchCheckResponse), f.err
}

func (f faulty) Read(context.Context, *openfgav1.ReadRequest) (*openfgav1.ReadResponse, error) {
	return nil, f.err
}

// TestNoAnswer has an OpenFGA that fails, and one that leaves answers out, be no denial.
func TestNoAnswer(t *testing.T) {
	gone := errors.New("gone")
	questions := []Question{{Asked: export.Tuple{Object: "a:1", Relation: "r", User: "user:a"}}}
	store := &Store{engine: &Engine{service: faulty{err: gone}}}
	if answers, err := store.CheckAll(t.Context(), questions); answers != nil || !errors.Is(err, gone) {
		t.Errorf("it is gone, and answers %v, %v", answers, err)
	}
	if tuples, err := store.Tuples(t.Context()); tuples != nil || !errors.Is(err, gone) {
		t.Errorf("it is gone, and holds %v, %v", tuples, err)
	}
	store = &Store{engine: &Engine{service: faulty{}}}
	if answers, err := store.CheckAll(t.Context(), questions); answers != nil || err == nil || !strings.Contains(err.Error(), "there is no answer") {
		t.Errorf("without an answer: %v, %v", answers, err)
	}
}
