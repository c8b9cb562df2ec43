// Package shop has reasons.
//
//	shop/open    allowed: the shop is open
//	shop/closed  denied: the shop is closed
//	shop/lent    denied: somebody has it
package shop

import "lupa.example/access"

const (
	open   access.Reason = "shop/open"
	closed access.Reason = "shop/closed"
)

const sold access.Reason = "shop/sold"

const door access.Action = "open"

var _ access.Reason
