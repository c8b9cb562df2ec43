// Openfga keeps a policy and rows in an OpenFGA and asks it and the library the same
// questions.
//
// It makes a store, writes the authorization model and the tuples of package export, asks
// both about the people and rows of the data, and prints what both allowed and denied and
// how long it took, by kind, and which questions have no counterpart. Without flags it does
// so for a policy and data that are embedded in it, with an OpenFGA in this process that
// keeps everything in memory.
//
//	-policy FILE        a policy document; it needs -data too
//	-data FILE          people and rows, as package examples/console/console documents them
//	-questions N        how many questions are drawn; all there are, if these are fewer
//	-seed N             another number draws others
//	-sqlite FILE        the OpenFGA in this process keeps everything in the file
//	-address HOST:PORT  asks an OpenFGA that serves gRPC there, without TLS
//
// On a terminal it shows how far the writing has come.
//
// The exit status is 1 when the two disagree on any question, which is printed then, 2 when
// the flags, the policy or the data are wrong, 3 when the OpenFGA fails, and 0 otherwise.
package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

//go:embed policy.json
var embeddedPolicy []byte

//go:embed data.json
var embeddedData []byte

var codec = wire.Codec{sharing.Area{}, roles.Area{}, profile.Area{}, casework.Area{}}

const (
	exitAgree    = 0
	exitDisagree = 1
	exitWrong    = 2
	exitFailed   = 3
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	if errors.Is(err, errHelp) {
		return exitAgree
	}
	if err != nil {
		fmt.Fprintf(stderr, "openfga: %v\n", err)
		return exitWrong
	}
	c, err := load(o)
	if err != nil {
		fmt.Fprintf(stderr, "openfga: %v\n", err)
		return exitWrong
	}
	agree, err := c.run(ctx, o, stdout, stderr)
	switch {
	case err != nil:
		fmt.Fprintf(stderr, "openfga: %v\n", err)
		return exitFailed
	case !agree:
		return exitDisagree
	default:
		return exitAgree
	}
}
