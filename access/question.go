package access

// A Question is what Check answers: whether the subject may take the action on the
// resource. It is how questions are handed around as values, by test kits, logs
// and whatever reads them from elsewhere. The zero value is denied.
type Question struct {
	Subject  Subject
	Action   Action
	Resource Resource
}
