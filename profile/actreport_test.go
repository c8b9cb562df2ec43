package profile_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lupa.example/access/report"
	"lupa.example/profile"
)

func TestReportsAsTextAndJSON(t *testing.T) {
	s := newSite(t, chiefs())
	_, done, err := s.SetRights(vera(), "officer", "F1", profile.FormRights{Change: profile.ScopeAll, SharePublicly: true})
	if err != nil {
		t.Fatal(err)
	}
	_, refused, _ := s.SetRights(acting("anna", "officer"), "officer", "F1", profile.FormRights{Read: profile.ScopeAll})
	got := ""
	for _, r := range []report.Report{done, refused} {
		text, err := json.MarshalIndent(r, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		got += fmt.Sprintf("%s\n%s\n", r, text)
	}
	const want = `profile.set-rights by vera: 5 done, 0 unchanged, 0 refused, 1 to look at
  officer loses read workspace (F1): done
  officer loses change registered (F1): done
  officer gains change all (F1): done
  officer loses share publicly (F1): done
  officer loses change closed (F1): done
  note: share publicly goes off with read
{
 "act": "profile.set-rights",
 "actor": "vera",
 "items": [
  {
   "outcome": "done",
   "who": "officer",
   "effect": "loses",
   "what": "read workspace",
   "where": "F1",
   "reason": "profile/administrator",
   "by": "chief"
  },
  {
   "outcome": "done",
   "who": "officer",
   "effect": "loses",
   "what": "change registered",
   "where": "F1",
   "reason": "profile/administrator",
   "by": "chief"
  },
  {
   "outcome": "done",
   "who": "officer",
   "effect": "gains",
   "what": "change all",
   "where": "F1",
   "reason": "profile/administrator",
   "by": "chief"
  },
  {
   "outcome": "done",
   "who": "officer",
   "effect": "loses",
   "what": "share publicly",
   "where": "F1",
   "reason": "profile/administrator",
   "by": "chief"
  },
  {
   "outcome": "done",
   "who": "officer",
   "effect": "loses",
   "what": "change closed",
   "where": "F1",
   "reason": "profile/administrator",
   "by": "chief"
  }
 ],
 "warnings": [
  "share publicly goes off with read"
 ]
}
profile.set-rights by anna: 0 done, 0 unchanged, 1 refused
  officer gains read all (F1): refused, profile/not-administrator
{
 "act": "profile.set-rights",
 "actor": "anna",
 "items": [
  {
   "outcome": "refused",
   "who": "officer",
   "effect": "gains",
   "what": "read all",
   "where": "F1",
   "reason": "profile/not-administrator",
   "by": "officer"
  }
 ]
}
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reported (-want +got)\n%s", diff)
	}
}
