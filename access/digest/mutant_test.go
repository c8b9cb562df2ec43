package digest_test

import (
	"testing"

	"lupa.example/access/digest"
)

func TestADigestForOneUseIsNoneForAnother(t *testing.T) {
	if digest.Of("order", "a") == digest.Of("approval", "a") {
		t.Error("an order has the digest of an approval")
	}
}

// Digests are stored, so that they may not change from one version to the next.
func TestADigestIsWhatItWas(t *testing.T) {
	const want = "b55766c4fdeaeb7efa674dd8d07cbf529ca01382b9bda45c767cb9ea8f3dc308"
	if got := digest.Of("order", "ab", "", "c").String(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWhatIsNoDigestIsToldWhatWouldBe(t *testing.T) {
	var d digest.Digest
	if err := d.UnmarshalText([]byte("abc")); err == nil || err.Error() != "digest: want 64 lower-case hexadecimal digits" {
		t.Errorf("got %v", err)
	}
}
