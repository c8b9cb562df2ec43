package engine

import (
	"context"

	openfgav1 "github.com/openfga/api/proto/openfga/v1"
)

// remote is an OpenFGA behind an address, with the methods of one in this process.
type remote struct {
	client openfgav1.OpenFGAServiceClient
}

func (r remote) CreateStore(ctx context.Context, q *openfgav1.CreateStoreRequest) (*openfgav1.CreateStoreResponse, error) {
	return r.client.CreateStore(ctx, q)
}

func (r remote) WriteAuthorizationModel(ctx context.Context, q *openfgav1.WriteAuthorizationModelRequest) (*openfgav1.WriteAuthorizationModelResponse, error) {
	return r.client.WriteAuthorizationModel(ctx, q)
}

func (r remote) Write(ctx context.Context, q *openfgav1.WriteRequest) (*openfgav1.WriteResponse, error) {
	return r.client.Write(ctx, q)
}

func (r remote) Read(ctx context.Context, q *openfgav1.ReadRequest) (*openfgav1.ReadResponse, error) {
	return r.client.Read(ctx, q)
}

func (r remote) Check(ctx context.Context, q *openfgav1.CheckRequest) (*openfgav1.CheckResponse, error) {
	return r.client.Check(ctx, q)
}

func (r remote) BatchCheck(ctx context.Context, q *openfgav1.BatchCheckRequest) (*openfgav1.BatchCheckResponse, error) {
	return r.client.BatchCheck(ctx, q)
}
