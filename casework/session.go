package casework

import "lupa.example/access"

// KindSession is the kind of [Session], with the actions [ActionView] and
// [ActionEdit].
const KindSession access.Kind = "casework.session"

// A Session is a counselling session with a client. Who wrote it makes no
// difference to who sees and edits it.
type Session struct {
	ID        string  // identifies the session, for audit
	Client    *Client // the client as it is now; nil is incomplete
	WrittenBy string  // for audit
}

// Kind returns [KindSession].
func (*Session) Kind() access.Kind { return KindSession }
