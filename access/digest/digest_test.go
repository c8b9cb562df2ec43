package digest_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lupa.example/access/digest"
)

func TestDigestsOfDifferentThingsDiffer(t *testing.T) {
	seen := make(map[digest.Digest]string)
	for name, d := range map[string]digest.Digest{
		"no parts":        digest.Of("order"),
		"an empty part":   digest.Of("order", ""),
		"two empty parts": digest.Of("order", "", ""),
		"ab, c":           digest.Of("order", "ab", "c"),
		"a, bc":           digest.Of("order", "a", "bc"),
		"abc":             digest.Of("order", "abc"),
		"c, ab":           digest.Of("order", "c", "ab"),
		"another use":     digest.Of("orde", "r", "abc"),
		"no use":          digest.Of("", "order", "abc"),
	} {
		if other, taken := seen[d]; taken {
			t.Errorf("%s has the digest of %s", name, other)
		}
		if d.IsZero() {
			t.Errorf("%s has the digest of nothing", name)
		}
		seen[d] = name
	}
	for d, name := range seen {
		if name == "ab, c" && d != digest.Of("order", "ab", "c") {
			t.Error("the same parts have two digests")
		}
	}
}

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

func TestADigestSurvivesText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := digest.Of("order", rapid.String().Draw(t, "content"))
		text, err := want.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var got digest.Digest
		if err := got.UnmarshalText(text); err != nil || got != want || want.String() != string(text) {
			t.Fatalf("%s was read as %v, %v", text, got, err)
		}
	})
}

func TestOtherTextIsNoDigest(t *testing.T) {
	good := digest.Of("order").String()
	for _, text := range []string{"", good[1:], good + "0", strings.ToUpper(good), "x" + good[1:], good + "\n", strings.Repeat("é", 32)} {
		d := digest.Of("kept")
		if err := d.UnmarshalText([]byte(text)); err == nil || d != digest.Of("kept") {
			t.Errorf("%q was read as %v, %v", text, d, err)
		}
	}
	if !(digest.Digest{}).IsZero() {
		t.Error("the zero digest is of something")
	}
}

func TestWhatIsNoDigestIsToldWhatWouldBe(t *testing.T) {
	var d digest.Digest
	if err := d.UnmarshalText([]byte("abc")); err == nil || err.Error() != "digest: want 64 lower-case hexadecimal digits" {
		t.Errorf("got %v", err)
	}
}
