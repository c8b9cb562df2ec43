package profile

// An effect says what counts of what is set on a profile.
type effect uint8

const (
	noEffect   effect = iota // nothing, without the case module
	asSet                    // all of it
	overridden               // nothing, as administrator mode allows everything
)

func (p Profile) effect() effect {
	switch {
	case !p.Cases:
		return noEffect
	case p.Administrator:
		return overridden
	default:
		return asSet
	}
}

// everything is what administrator mode comes to on each form.
var everything = FormRights{
	Read: ScopeAll, Change: ScopeAll, Delete: ScopeAll,
	Register: true, ChangeForm: true, SharePublicly: true, ChangeClosed: true,
}

// inEffect returns what counts on a form of the site.
func (p *rights) inEffect(form string) FormRights {
	switch p.effect() {
	case overridden:
		return everything
	case asSet:
		return p.Forms[form]
	default:
		return FormRights{}
	}
}

// idle says that something is set on the profile that does not count, and why; or
// it returns "".
func (p Profile) idle() string {
	set := p.FreeText || p.QueryBuilder || p.setForms() > 0
	switch {
	case p.effect() == noEffect && (set || p.Administrator):
		return "what is set has no effect without the case module"
	case p.effect() == overridden && set:
		return "what is set has no effect in administrator mode, which allows everything"
	default:
		return ""
	}
}

// setForms returns on how many forms something is set.
func (p Profile) setForms() int {
	n := 0
	for _, r := range p.Forms {
		if r != (FormRights{}) {
			n++
		}
	}
	return n
}
