// Listing shows how a service on a database lists what somebody may see: by the
// conditions of package filter, as SQL, so that no rule is written a second time and no
// row is read that is not shown.
//
// Without flags it fills a SQLite database in memory with 200,000 cases and as many
// clients, orders, results and engagements together, and prints what each list of one
// user costs, beside reading all rows and asking Check about each. With -database it
// does so in an empty PostgreSQL database, postgres://…, and with -serve it answers over
// HTTP afterwards; with -join a further replica does so on the same database:
//
//	go run . -serve localhost:8080
//	curl -H 'X-User: user0001' 'localhost:8080/cases?form=F00&count=yes&limit=5'
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("listing", flag.ContinueOnError)
	flags.SetOutput(stderr)
	database := flags.String("database", "", "the empty PostgreSQL database at `ADDRESS`, postgres://…; SQLite in memory if absent")
	rows := flags.Int("cases", 200_000, "how many cases to begin with")
	serve := flags.String("serve", "", "answer over HTTP at `HOST:PORT`")
	key := flags.String("key", "", "with -serve: answer other services too, who ask as AuthZEN has it and bear this `KEY`")
	join := flags.Bool("join", false, "with -database and -serve: be one more replica on a database that another has filled")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("listing: unexpected argument %q; want flags only", flags.Arg(0))
	case *rows < 1:
		return fmt.Errorf("listing: -cases is %d; want 1 or more", *rows)
	case *join && (*database == "" || *serve == ""):
		return errors.New("listing: -join goes with -database and -serve; want both")
	case *key != "" && *serve == "":
		return errors.New("listing: -key goes with -serve; nobody else is answered")
	}
	s, err := openStore(ctx, *database)
	if err != nil {
		return err
	}
	defer s.close()
	if !*join {
		if err := (seed{cases: *rows, others: max(1, *rows/4), users: 2000}).fill(ctx, s, stderr); err != nil {
			return fmt.Errorf("listing: cannot fill the database, which has to be empty: %w", err)
		}
	}
	service, err := newService(ctx, s, slog.New(slog.NewJSONHandler(stderr, nil)))
	if err != nil {
		return err
	}
	if !*join {
		if err := costs(ctx, s, service.held.Load().policy, user(1), stdout); err != nil {
			return err
		}
	}
	if *serve == "" {
		return nil
	}
	if *key != "" {
		if service.point, err = service.decisionPoint(*key); err != nil {
			return err
		}
	}
	go service.watch(ctx)
	return listen(ctx, *serve, service.handler(), stdout)
}

// listen serves until the context ends, and then lets requests end. The address is
// printed once it answers.
func listen(ctx context.Context, address string, h http.Handler, stdout io.Writer) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "http://%s/cases\n", listener.Addr())
	server := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		return server.Shutdown(last)
	}
}
