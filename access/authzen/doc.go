// Package authzen answers over HTTP what a policy decides: a [Handler] is a decision point
// with the access evaluation, evaluations, search and metadata endpoints of the AuthZEN
// Authorization API 1.0, to be mounted in a service.
//
//	handler, err := authzen.NewHandler(authzen.Config{
//		Policy:    policy.Load, // of an atomic.Pointer[access.Policy]
//		Codec:     codec,
//		Directory: directory,
//		Base:      "https://pdp.example.com",
//		TokenKey:  key,
//		Authorize: authzen.Bearer(apiKey),
//		Log:       slog.Default(),
//	})
//
// # What is decided
//
// Each request is decided by the policy that there is when it comes in, and by no other.
// Every decision is a response with status 200, a denial too. What is wrong with a
// request has status 400 and says so; how requests are read is told by package wire.
//
// A [Directory] supplies what requests leave out: it completes subjects and resources,
// and lists them for searches. For a resource or a subject that it knows, the resource's
// properties or the subject's facts come from the Directory alone, and claims about them
// in the request are ignored. For anything that it does not know, the request's claims
// are believed, and so is "signedIn", unless the Directory says it. Anyone who can send
// requests can claim these, so admit only callers that you trust, with Authorize; without
// it everybody is admitted.
//
// # Searches
//
// A search finds what Check allows, all of it and nothing else: the directory is asked
// for what fulfils the condition of package filter, and Check is asked about each. Where
// the policy has no condition, Check is asked about everything that the directory lists.
//
// Results come page by page. The token of a page holds for its question only, cannot be
// read or made by others, and holds on all replicas that have the same TokenKey.
package authzen
