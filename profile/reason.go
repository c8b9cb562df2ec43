package profile

import (
	"slices"

	"lupa.example/access"
	"lupa.example/access/foresight"
)

// The area's reasons. The first ones allow.
const (
	ReasonAdministrator access.Reason = "profile/administrator"
	ReasonAll           access.Reason = "profile/all"
	ReasonWorkspace     access.Reason = "profile/workspace"
	ReasonInvolved      access.Reason = "profile/involved"
	ReasonRegistered    access.Reason = "profile/registered"
	ReasonGranted       access.Reason = "profile/granted"

	ReasonUnknownProfile    access.Reason = "profile/unknown-profile"
	ReasonModuleOff         access.Reason = "profile/module-off"
	ReasonUnknownForm       access.Reason = "profile/unknown-form"
	ReasonNoScope           access.Reason = "profile/no-scope"
	ReasonOtherWorkspace    access.Reason = "profile/other-workspace"
	ReasonNotInvolved       access.Reason = "profile/not-involved"
	ReasonNotRegistrant     access.Reason = "profile/not-registrant"
	ReasonClosed            access.Reason = "profile/closed"
	ReasonNotSwitchedOn     access.Reason = "profile/not-switched-on"
	ReasonNotAdministrator  access.Reason = "profile/not-administrator"
	ReasonNoFreeText        access.Reason = "profile/no-free-text"
	ReasonNoQueryBuilder    access.Reason = "profile/no-query-builder"
	ReasonNothingToSearch   access.Reason = "profile/nothing-to-search"
	ReasonFormNotAccessible access.Reason = "profile/form-not-accessible"
	ReasonNotOneForm        access.Reason = "profile/not-one-form"
	ReasonNotSaver          access.Reason = "profile/not-saver"
)

// Explain says what a reason of the area means, in the words of the package
// documentation; "" for any other reason.
func (*Site) Explain(r access.Reason) string { return meanings[r] }

var meanings = map[access.Reason]string{
	ReasonAdministrator: "the profile is in administrator mode",
	ReasonAll:           "the profile's right is to every case of the form",
	ReasonWorkspace:     "the case was registered in the user's workspace",
	ReasonInvolved:      "the user is selected on the case",
	ReasonRegistered:    "the user registered the case",
	ReasonGranted:       "the profile has this switched on, for the form or for searching",

	ReasonUnknownProfile:    "the site has no such profile",
	ReasonModuleOff:         "the profile lacks the case module",
	ReasonUnknownForm:       "the site has no such form",
	ReasonNoScope:           "the profile gives no right to this",
	ReasonOtherWorkspace:    "the profile's right ends with the user's own workspace, and the case's is another, or not known",
	ReasonNotInvolved:       "the profile's right is to cases in which the user is involved, and this is none",
	ReasonNotRegistrant:     "the profile's right is to cases that the user registered, and another registered this one, or nobody known",
	ReasonClosed:            "the case is closed, or not known to be open",
	ReasonNotSwitchedOn:     "the profile has this switched off for the form",
	ReasonNotAdministrator:  "only administrator mode does this",
	ReasonNoFreeText:        "the profile has no free-text search",
	ReasonNoQueryBuilder:    "the profile has no query builder",
	ReasonNothingToSearch:   "the profile reads no form",
	ReasonFormNotAccessible: "the profile does not read the form",
	ReasonNotOneForm:        "the query builder takes exactly one form",
	ReasonNotSaver:          "the saved query is another user's",
}

var _ foresight.Gatekeeper = (*Site)(nil)

// Gates returns what is looked at for a question, in order: see [foresight.Gatekeeper].
func (*Site) Gates(k access.Kind, a access.Action) []foresight.Gate {
	if !slices.Contains(actionsOf(k), a) {
		return nil
	}
	gates := []foresight.Gate{
		{LooksAt: "what is known of the person", Denies: []access.Reason{access.ReasonAmbiguousFact, access.ReasonNoFact, access.ReasonIncomplete}},
		{LooksAt: "their profile", Denies: []access.Reason{ReasonUnknownProfile, ReasonModuleOff}},
	}
	administrator := foresight.Gate{LooksAt: "administrator mode", Allows: []access.Reason{ReasonAdministrator}}
	form := foresight.Gate{LooksAt: "the form", Denies: []access.Reason{ReasonUnknownForm}}
	switch k {
	case KindCase:
		return append(append(gates, administrator, form), caseGates(a)...)
	case KindForm:
		return append(gates, administrator, form, formGate(a))
	default:
		return append(append(gates, searchLimits(a)...), administrator, searchSwitch(a),
			foresight.Gate{LooksAt: "the forms to be searched", Denies: []access.Reason{ReasonUnknownForm, ReasonFormNotAccessible}},
			foresight.Gate{LooksAt: "whether the profile reads any form", Allows: []access.Reason{ReasonGranted}, Denies: []access.Reason{ReasonNothingToSearch}})
	}
}

// caseGates are those behind the form.
func caseGates(a access.Action) []foresight.Gate {
	gates := []foresight.Gate{{
		LooksAt: "the profile's scope on the form, and whether the case is in it",
		Denies:  []access.Reason{ReasonNoScope, ReasonNotRegistrant, ReasonNotInvolved, ReasonOtherWorkspace},
	}}
	switch a {
	case ActionChange:
		gates = append(gates, foresight.Gate{LooksAt: "whether the case is open, or closed ones may be changed", Denies: []access.Reason{ReasonClosed}})
	case ActionSharePublicly:
		gates = append(gates, foresight.Gate{LooksAt: "the form's switch for sharing publicly", Denies: []access.Reason{ReasonNotSwitchedOn}})
	}
	gates[len(gates)-1].Allows = []access.Reason{ReasonAll, ReasonWorkspace, ReasonInvolved, ReasonRegistered}
	return gates
}

func formGate(a access.Action) foresight.Gate {
	if a == ActionAdminister {
		return foresight.Gate{LooksAt: "that only administrators do this", Denies: []access.Reason{ReasonNotAdministrator}}
	}
	return foresight.Gate{LooksAt: "the form's switch for it", Allows: []access.Reason{ReasonGranted}, Denies: []access.Reason{ReasonNotSwitchedOn}}
}

func searchLimits(a access.Action) []foresight.Gate {
	limits := []foresight.Gate{{LooksAt: "who saved the query", Denies: []access.Reason{ReasonNotSaver}}}
	if a == ActionFreeText {
		return limits
	}
	return append(limits, foresight.Gate{LooksAt: "that it is over one form", Denies: []access.Reason{ReasonNotOneForm}})
}

func searchSwitch(a access.Action) foresight.Gate {
	gate := foresight.Gate{LooksAt: "the profile's switch for this search", Denies: []access.Reason{ReasonNoQueryBuilder}}
	if a == ActionFreeText {
		gate.Denies = []access.Reason{ReasonNoFreeText}
	}
	return gate
}
