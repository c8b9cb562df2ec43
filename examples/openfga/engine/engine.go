// Package engine asks an OpenFGA, in this process or behind an address, and fills its
// stores.
package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	openfgav1 "github.com/openfga/api/proto/openfga/v1"
	"github.com/openfga/openfga/pkg/server"
	"github.com/openfga/openfga/pkg/storage"
	"github.com/openfga/openfga/pkg/storage/memory"
	"github.com/openfga/openfga/pkg/storage/migrate"
	"github.com/openfga/openfga/pkg/storage/sqlcommon"
	"github.com/openfga/openfga/pkg/storage/sqlite"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"lupa.example/examples/openfga/export"
)

// service is what is asked of an OpenFGA.
type service interface {
	CreateStore(context.Context, *openfgav1.CreateStoreRequest) (*openfgav1.CreateStoreResponse, error)
	WriteAuthorizationModel(context.Context, *openfgav1.WriteAuthorizationModelRequest) (*openfgav1.WriteAuthorizationModelResponse, error)
	Write(context.Context, *openfgav1.WriteRequest) (*openfgav1.WriteResponse, error)
	Read(context.Context, *openfgav1.ReadRequest) (*openfgav1.ReadResponse, error)
	Check(context.Context, *openfgav1.CheckRequest) (*openfgav1.CheckResponse, error)
	BatchCheck(context.Context, *openfgav1.BatchCheckRequest) (*openfgav1.BatchCheckResponse, error)
}

// An Engine is an OpenFGA. It is safe for concurrent use.
type Engine struct {
	service
	end func()
}

// Memory returns an OpenFGA in this process that keeps everything in memory.
func Memory() (*Engine, error) { return inProcess(memory.New()) }

// SQLite returns an OpenFGA in this process that keeps everything in the file, which is
// made if it is not there.
func SQLite(file string) (*Engine, error) {
	if err := migrate.RunMigrations(migrate.MigrationConfig{Engine: "sqlite", URI: file, Timeout: time.Second, PingTimeout: time.Second}); err != nil {
		return nil, fmt.Errorf("cannot prepare %s: %w", file, err)
	}
	store, err := sqlite.New(file, sqlcommon.NewConfig())
	if err != nil {
		return nil, fmt.Errorf("cannot open %s: %w", file, err)
	}
	return inProcess(store)
}

func inProcess(store storage.OpenFGADatastore) (*Engine, error) {
	s, err := server.NewServerWithOpts(server.WithDatastore(store))
	if err != nil {
		store.Close()
		return nil, err
	}
	return &Engine{s, s.Close}, nil
}

// Dial returns the OpenFGA at the address, host:port, of its gRPC service without TLS. It
// is an error if nobody answers there.
func Dial(ctx context.Context, address string) (*Engine, error) {
	conn, err := grpc.NewClient(address,
		grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithUnaryInterceptor(inTime))
	if err != nil {
		return nil, err
	}
	client := openfgav1.NewOpenFGAServiceClient(conn)
	if _, err := client.ListStores(ctx, &openfgav1.ListStoresRequest{}); err != nil {
		return nil, errors.Join(fmt.Errorf("no OpenFGA answers at %s: %w", address, err), conn.Close())
	}
	return &Engine{remote{client}, func() { conn.Close() }}, nil
}

// patience is how long an OpenFGA elsewhere may take to answer.
const patience = 10 * time.Second

func inTime(ctx context.Context, method string, req, reply any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return invoke(ctx, method, req, reply, conn, opts...)
}

// Close ends what was begun for the engine. A store in memory is gone then.
func (e *Engine) Close() { e.end() }

// NewStore makes an empty store.
func (e *Engine) NewStore(ctx context.Context, name string) (*Store, error) {
	made, err := e.CreateStore(ctx, &openfgav1.CreateStoreRequest{Name: name})
	if err != nil {
		return nil, fmt.Errorf("cannot make a store: %w", err)
	}
	return &Store{engine: e, ID: made.GetId()}, nil
}

// A Store is one store of an engine, and the model by which it is asked. It may be asked
// concurrently, but for while it gets another model.
type Store struct {
	engine *Engine
	ID     string
	Model  string
}

// SetModel gives the store the model, by which it is asked from now on.
func (s *Store) SetModel(ctx context.Context, m *openfgav1.AuthorizationModel) error {
	written, err := s.engine.WriteAuthorizationModel(ctx, &openfgav1.WriteAuthorizationModelRequest{
		StoreId: s.ID, SchemaVersion: m.GetSchemaVersion(), TypeDefinitions: m.GetTypeDefinitions(),
	})
	if err != nil {
		return fmt.Errorf("cannot write the model: %w", err)
	}
	s.Model = written.GetAuthorizationModelId()
	return nil
}

// Do does the batch.
func (s *Store) Do(ctx context.Context, b export.Batch) error {
	if _, err := s.engine.Write(ctx, b.Request(s.ID, s.Model)); err != nil {
		return fmt.Errorf("cannot %s %d tuples, the first %v: %w", b.Stage, len(b.Tuples), b.Tuples[0], err)
	}
	return nil
}

// Tuples returns everything that the store holds.
func (s *Store) Tuples(ctx context.Context) ([]export.Tuple, error) {
	var all []export.Tuple
	for page := ""; ; {
		read, err := s.engine.Read(ctx, &openfgav1.ReadRequest{StoreId: s.ID, ContinuationToken: page})
		if err != nil {
			return nil, fmt.Errorf("cannot read the tuples: %w", err)
		}
		for _, t := range read.GetTuples() {
			all = append(all, export.FromKey(t.GetKey()))
		}
		if page = read.GetContinuationToken(); page == "" {
			return all, nil
		}
	}
}

// A Question is what a store is asked: whether the tuple follows from what it holds, with
// the contextual ones.
type Question struct {
	Asked      export.Tuple
	Contextual []export.Tuple
}

// Check answers the question.
func (s *Store) Check(ctx context.Context, q Question) (bool, error) {
	answer, err := s.engine.Check(ctx, &openfgav1.CheckRequest{
		StoreId: s.ID, AuthorizationModelId: s.Model, TupleKey: q.key(), ContextualTuples: q.contextual(),
	})
	if err != nil {
		return false, fmt.Errorf("cannot ask %v: %w", q.Asked, err)
	}
	return answer.GetAllowed(), nil
}

func (q Question) key() *openfgav1.CheckRequestTupleKey {
	return &openfgav1.CheckRequestTupleKey{Object: q.Asked.Object, Relation: q.Asked.Relation, User: q.Asked.User}
}

func (q Question) contextual() *openfgav1.ContextualTupleKeys {
	keys := new(openfgav1.ContextualTupleKeys)
	for _, t := range q.Contextual {
		keys.TupleKeys = append(keys.TupleKeys, t.Key())
	}
	return keys
}
