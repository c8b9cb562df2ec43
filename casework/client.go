package casework

import "lupa.example/access"

// KindClient is the kind of [Client].
const KindClient access.Kind = "casework.client"

// Actions on a client. What is not here, such as deleting a client, is denied.
const (
	ActionView       access.Action = "view" // also a session, an engagement
	ActionEdit       access.Action = "edit" // also a session
	ActionAddSession access.Action = "add-session"
	ActionShare      access.Action = "share"
	ActionUnshare    access.Action = "unshare"
	ActionTransfer   access.Action = "transfer"
)

// A Client is a client of counselling. Org and Responsible are needed in every
// question.
type Client struct {
	ID          string   // identifies the client, for audit
	Org         string   // whose client it is
	Responsible string   // the one counsellor responsible
	Shared      []string // the counsellors it is shared with
}

// Kind returns [KindClient].
func (*Client) Kind() access.Kind { return KindClient }

// org returns whose client it is, "" for nil.
func (c *Client) org() string {
	if c == nil {
		return ""
	}
	return c.Org
}
