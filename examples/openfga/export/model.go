package export

import (
	openfgav1 "github.com/openfga/api/proto/openfga/v1"
	"google.golang.org/protobuf/proto"

	"lupa.example/access"
	"lupa.example/access/invalid"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// Bounds of an OpenFGA as it is installed.
const (
	MaxModel      = 256 << 10 // bytes of a model
	MaxTypes      = 100       // types of a model
	MaxBatch      = 100       // tuples of one write
	MaxContextual = 100       // tuples that ride with one question
)

// The types of the model. A kind of the library is a type of the same name, and what its
// rows and facts name is another.
const (
	typeUser = "user"

	typeLaboratory = "sharing.laboratory" // there is one
	typeAccount    = "sharing.account"
	typeGroup      = "sharing.group"
	typeRule       = string(sharing.KindRule)
	typeResult     = string(sharing.KindResult)

	typeOrganisation = string(roles.KindOrganisation)
	typeAssignment   = "roles.assignment"
	typeOrder        = string(roles.KindOrder)
	typeApplication  = string(roles.KindApplication)
	typeAgreement    = string(roles.KindAgreement)
	typeSupportCase  = string(roles.KindCase)
	prefixRecord     = "record." // before a kind that the catalogue defines

	typeSite         = "profile.site" // there is one
	typeProfile      = string(profile.KindProfile)
	typeWorkspace    = string(profile.KindWorkspace)
	typeProfileGroup = string(profile.KindGroup)
	typeForm         = string(profile.KindForm)
	typeCase         = string(profile.KindCase)

	typeEmployer   = string(casework.KindOrganisation)
	typeClient     = string(casework.KindClient)
	typeSession    = string(casework.KindSession)
	typeEngagement = string(casework.KindEngagement)
	typeProgram    = string(casework.KindProgram)
	typeOffer      = "casework.offer" // a program of the package
)

// The objects of which there is one.
var (
	laboratory = object(typeLaboratory, "laboratory")
	site       = object(typeSite, "site")
)

// prefixMay is before an action in the name of the relation that is asked for it.
const prefixMay = "may"

// Model returns the authorization model for the policy's questions. It has no id; OpenFGA
// gives it one. Only roles and what may differ between practices stand in it, and all else
// is in tuples: a change of the sharing rules or of a profile leaves the model as it is.
// It is an error if an OpenFGA as it is installed would refuse the model for its size.
func Model(p *access.Policy) (*openfgav1.AuthorizationModel, error) {
	types := []*typeDefinition{newType(typeUser)}
	types = append(types, sharingTypes()...)
	types = append(types, rolesTypes(p)...)
	types = append(types, profileTypes()...)
	types = append(types, caseworkTypes(p)...)

	m := &openfgav1.AuthorizationModel{SchemaVersion: "1.1"}
	for _, t := range types {
		m.TypeDefinitions = append(m.TypeDefinitions, t.proto())
	}
	bad := invalid.In("export")
	if n := len(m.TypeDefinitions); n > MaxTypes {
		bad.Add("model", "has %d types; want %d at most: let the catalogue define fewer kinds", n, MaxTypes)
	}
	if n := proto.Size(m) + modelID; n > MaxModel {
		bad.Add("model", "has %d bytes; want %d at most: let the catalogue define fewer roles, or grant fewer actions", n, MaxModel)
	}
	if err := bad.Err(); err != nil {
		return nil, err
	}
	return m, nil
}

// modelID is how many bytes the id that OpenFGA gives a model takes in it.
const modelID = 28
