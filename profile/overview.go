package profile

import "iter"

// Overview yields every form of the site in its order, with what the profile may
// do there as Check decides it: nothing without the case module, everything in
// administrator mode, and otherwise what is set. A profile that the site lacks has
// no overview, and the sequence is empty.
//
// Administrator mode also allows administering these forms and those that the site
// lacks, which no rights express. An overview is for those whom Check allows
// [ActionAdminister].
func (s *Site) Overview(profile string) iter.Seq2[string, FormRights] {
	return func(yield func(string, FormRights) bool) {
		if s == nil {
			return
		}
		p, known := s.profiles[profile]
		if !known {
			return
		}
		for _, form := range s.config.Forms {
			if !yield(form, p.inEffect(form)) {
				return
			}
		}
	}
}

// Profile returns the profile as it is set, in effect or not, as a copy, and
// whether the site has it.
func (s *Site) Profile(name string) (Profile, bool) {
	if s == nil {
		return Profile{}, false
	}
	p, known := s.profiles[name]
	if !known {
		return Profile{}, false
	}
	return p.Profile.clone(), true
}
