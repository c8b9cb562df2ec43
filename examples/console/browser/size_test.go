package browser

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// site returns a policy of profiles by forms.
func site(profiles, forms int) string {
	var names, rights, all []string
	for i := range forms {
		names = append(names, fmt.Sprintf(`"form %d"`, i))
		rights = append(rights, fmt.Sprintf(`"form %d": {"read": "workspace", "change": "involved", "delete": "none", "register": true}`, i))
	}
	for i := range profiles {
		all = append(all, fmt.Sprintf(`{"name": "profile %d", "cases": true, "forms": {%s}}`, i, strings.Join(rights, ",")))
	}
	return fmt.Sprintf(`{"version": 1, "profile": {"forms": [%s], "profiles": [%s]}}`, strings.Join(names, ","), strings.Join(all, ","))
}

// numbers returns a policy in which all of each group see each other, and data of n
// customer numbers with a result each.
func numbers(n int) (policy, data string) {
	var rules, people, rows []string
	for i := range n {
		group, number := 10000+i/99, i%99+1
		account := fmt.Sprintf("%d-%02d", group, number)
		if number == 1 {
			rules = append(rules, fmt.Sprintf(`{"id": "group %d", "viewers": ["%d*"], "sharers": ["%d*"]}`, group, group, group))
		}
		people = append(people, fmt.Sprintf(`{"id": "p%d", "properties": {"sharing": {"account": %q}}}`, i, account))
		rows = append(rows, fmt.Sprintf(`{"type": "sharing.result", "id": "r%d", "properties": {"owner": %q}}`, i, account))
	}
	return ruled(rules), fmt.Sprintf(`{"people": [%s], "rows": [%s]}`, strings.Join(people, ","), strings.Join(rows, ","))
}

// office returns a policy in which one number sees every group.
func office(groups int) string {
	var rules []string
	for i := range groups {
		rules = append(rules, fmt.Sprintf(`{"id": "office %d", "viewers": ["10000-01"], "sharers": ["%d*"]}`, i, 10000+i))
	}
	return ruled(rules)
}

// tangle returns a policy in which groups see each other here and there.
func tangle(groups int) string {
	r := rand.New(rand.NewPCG(5, 6))
	var rules []string
	for i := range 3 * groups {
		viewer, sharer := 10000+r.IntN(groups), 10000+r.IntN(groups)
		rules = append(rules, fmt.Sprintf(`{"id": "r%d", "viewers": ["%d-%02d", "%d*"], "sharers": ["%d*", "%d-%02d"]}`,
			i, viewer, r.IntN(100), 10000+r.IntN(groups), sharer, sharer, r.IntN(100)))
	}
	return ruled(rules)
}

func ruled(rules []string) string {
	return fmt.Sprintf(`{"version": 1, "sharing": {"rules": [%s]}}`, strings.Join(rules, ","))
}
