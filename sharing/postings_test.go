package sharing

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestRostersSayWhatReadingAllRulesSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t)
		ix := mustDraw(t, rules).index
		for _, p := range entries {
			var viewing, sharing []string
			var named []Party
			for _, r := range rules {
				has := func(other Party) bool { return other == p || other == (Party{p.code.group()}) }
				if slices.ContainsFunc(r.Viewers, has) {
					viewing = append(viewing, r.ID)
				}
				if slices.ContainsFunc(r.Sharers, has) {
					sharing = append(sharing, r.ID)
				}
				for _, other := range slices.Concat(r.Viewers, r.Sharers) {
					if !other.IsGroup() && other.code.group() == p.code && !slices.Contains(named, other) {
						named = append(named, other)
					}
				}
			}
			var gotViewing, gotSharing []string
			for r := range ix.withViewer(p.entries()) {
				gotViewing = append(gotViewing, r.key)
			}
			for r := range ix.withSharer(p.entries()) {
				gotSharing = append(gotSharing, r.key)
			}
			if !slices.Equal(gotViewing, viewing) || !slices.Equal(gotSharing, sharing) {
				t.Fatalf("%v views in %v and shares in %v, want %v and %v", p, gotViewing, gotSharing, viewing, sharing)
			}
			slices.SortFunc(named, func(a, b Party) int { return int(a.code) - int(b.code) })
			if got := ix.named(p); p.IsGroup() && !slices.Equal(got, named) {
				t.Fatalf("of %v %v are named, want %v", p, got, named)
			}
		}
	})
}
