package main

// kernelFaults are in what all areas share.
var kernelFaults = []fault{
	{"access/policy.go", "two authorities decide about one kind", `} else if other, taken := p.byKind[k]; taken {`, `} else if other, taken := p.byKind[k]; taken && other == nil {`},
	{"access/policy.go", "who is nobody is asked about", `if s.User == "" {`, `if s.User == "" && r == nil {`},
	{"access/policy.go", "a nil pointer is a resource", `return v.Kind() == reflect.Pointer && v.IsNil()`, `return v.Kind() == reflect.Pointer && v.IsNil() && false`},
	{"access/policy.go", "a policy changes with the list it was made from", `authorities: slices.Clone(authorities),`, `authorities: slices.Clip(authorities),`},
	{"access/policy.go", "what nobody decides about is decided by whoever is there", `	if !ok {
		return Deny(ReasonUnknownKind, "")`, `	for _, other := range p.authorities {
		if !ok {
			authority, ok = other, true
		}
	}
	if !ok {
		return Deny(ReasonUnknownKind, "")`},
	{"access/decision.go", "a denial is no error", `	if d.Allowed {
		return nil
	}`, `	if d.Allowed || d.Reason == "" {
		return nil
	}`},
	{"access/decision.go", "a decision is shown without its reason", `	if d.Reason != "" {
		text`, `	if d.Reason != "" && d.Allowed {
		text`},
	{"access/decision.go", "a decision is shown without what decided it", `	if d.By != "" {
		text`, `	if d.By != "" && !d.Allowed {
		text`},
	{"access/fact.go", "of two facts that differ the first counts", `} else if !same(found, p) {`, `} else if !same(found, p) && found == nil {`},
	{"access/fact.go", "a nil fact is one", `if !ok || p == nil {`, `if !ok {`},
	{"access/fact.go", "a fact that is given twice is ambiguous", `} else if !same(found, p) {`, `} else if found != nil {`},
	{"access/fact.go", "facts of other areas count", `		if !ok || p == nil {
			continue`, `		if !ok && f != nil && found != nil {
			return nil, ReasonAmbiguousFact
		}
		if !ok || p == nil {
			continue`},
	{"access/digest/digest.go", "what is bound together is run together", `		h.Write(length[:])
`, ``},
	{"access/digest/digest.go", "a digest for one use is one for another", `	write(use)
`, ``},
	{"access/report/report.go", "what was refused is reported as done", `	i.Outcome = Refused
	if d.Allowed {`, `	i.Outcome = Done
	if d.Allowed {`},
	{"access/report/report.go", "an item does not say why", `	i.Reason, i.By = d.Reason, d.By
`, `	i.By = d.By
`},
	{"access/report/report.go", "a refusal is shown without its reason", `	if i.Outcome == Refused && i.Reason != "" {`, `	if i.Outcome == Done && i.Reason != "" {`},
	{"access/report/report.go", "a notice leaves out what was refused", `r.Count(Unchanged), r.Count(Refused))`, `r.Count(Unchanged), 0)`},
	{"access/report/report.go", "there is no notice where everything was refused", `	if r.Act == "" && len(r.Items) == 0 {`, `	if r.Count(Refused) == len(r.Items) {`},
	{"internal/invalid/invalid.go", "identifiers are of any length", `case len(s) > MaxIdentifier:`, `case len(s) > 100*MaxIdentifier:`},
	{"internal/invalid/invalid.go", "identifiers are not text", `case !utf8.ValidString(s):`, `case !utf8.ValidString(s) && len(s) == 1:`},
	{"access/wire/decoder.go", "of a member that is repeated the last counts", `		if d.seen[open+i] {`, `		if d.seen[open+i] && d.lenient {`},
	{"access/wire/decoder.go", "of a name that is repeated the last counts", `case seen[name]:`, `case seen[name] && d.lenient:`},
	{"access/wire/decoder.go", "members that nobody knows are ignored in documents", `	if d.lenient {
		d.skip()`, `	if d.lenient || name[0] == 'x' {
		d.skip()`},
	{"access/wire/decoder.go", "members may be missing", `if f.required && !d.seen[open+i] {`, `if f.required && !d.seen[open+i] && !d.lenient {`},
	{"access/wire/decoder.go", "names are read in any letters", `if fields[i].name == string(name) {`, `if len(fields[i].name) == len(name) && fields[i].name[0]|0x20 == name[0]|0x20 && fields[i].name[1:] == string(name[1:]) {`},
	{"access/wire/decoder.go", "texts are of any length", `	if len(text) > invalid.MaxIdentifier {
		d.Fail`, `	if len(text) > 100*invalid.MaxIdentifier {
		d.Fail`},
	{"access/wire/decoder.go", "something may follow the end", `if d.pos < len(d.data) {`, `if d.pos < len(d.data) && d.lenient {`},
	{"access/wire/decoder.go", "nesting is as deep as it likes", `if len(d.path) >= maxDepth {`, `if len(d.path) >= 100*maxDepth {`},
	{"access/wire/scanner.go", "what nobody reads is nested as deep as it likes", `	if depth >= maxDepth {`, `	if depth >= 100*maxDepth {`},
	{"access/wire/scanner.go", "a comma may come before the end", `	if s.peek() == end {
		return false, fmt.Sprintf("want another`, `	if s.peek() == end && s.pos == 0 {
		return false, fmt.Sprintf("want another`},
	{"access/wire/scanner.go", "text that is no UTF-8 is read", `if !utf8.Valid(text) {`, `if !utf8.Valid(text[:0]) {`},
	{"access/wire/scanner.go", "half a character is read", `	if !utf16.IsSurrogate(r) {
		return r, 6
	}`, `	if !utf16.IsSurrogate(r) || len(b) < 12 {
		return r, 6
	}`},
	{"access/wire/scanner.go", "text with escapes that is no UTF-8 is read", `if !utf8.Valid(s.buf) {`, `if !utf8.Valid(s.buf[:0]) {`},
	{"access/wire/field.go", "what is needed may be empty", `if f.required && f.value.empty() {`, `if f.required && f.value.empty() && !d.lenient {`},
	{"access/wire/request.go", "subjects are of any type", `t != "user" {`, `t == "" {`},
	{"access/wire/request.go", "who is not known to be signed in is signed out", `	var s access.Subject
`, `	s := access.Subject{SignIn: access.SignedOut}
`},
	{"access/wire/request.go", "signed out is signed in", `	return access.SignedOut
`, `	return access.SignedIn
`},
	{"access/wire/request.go", "a type of resource that nobody knows is an error", `	if decided {
		d.Fail`, `	if decided || authority == nil {
		d.Fail`},
	{"access/wire/request.go", "an answer does not say why", `Object("context", Text("reason", &d.Reason), Text("by", &d.By)),`, `Object("context", Text("by", &d.By)),`},
	{"access/wire/request.go", "an answer does not say what decided it", `Object("context", Text("reason", &d.Reason), Text("by", &d.By)),`, `Object("context", Text("reason", &d.Reason)),`},
	{"access/wire/codec.go", "a kind that is named like an area is anybody's", `prefix, _, _ := strings.Cut(string(k), ".")
		if other := c.area(prefix); other >= 0`, `prefix, _, dotted := strings.Cut(string(k), ".")
		if other := c.area(prefix); dotted && other >= 0`},
	{"access/wire/codec.go", "documents of other versions are read", `n != version {`, `n < version {`},
	{"access/wire/codec.go", "an authority decides about another area's kinds", `other >= 0 && other != area {`, `other >= 0 && other < area {`},
	{"profile/wire.go", "a case that is not said to be closed is open", `c := &Case{Key: id}`, `c := &Case{Key: id, Status: StatusOpen}`},
	{"profile/wire.go", "a closed case is read as an open one", `		return StatusClosed
`, `		return StatusOpen
`},
	{"sharing/wire.go", "a result without an owner is read", `wire.Parsed("owner", &r.Owner).Required())`, `wire.Parsed("owner", &r.Owner))`},
	{"roles/wire.go", "a catalogue of any name is the portal's", `name != "portal" {`, `name == "" {`},
	{"casework/wire.go", "a client without a responsible is read", `wire.Text("responsible", &c.Responsible).Required(),`, `wire.Text("responsible", &c.Responsible),`},
}
