package main

import (
	"database/sql"
	"strconv"

	"lupa.example/access"
	"lupa.example/access/filter"
	"lupa.example/access/filter/sqlwhere"
	"lupa.example/access/wire"
	"lupa.example/casework"
	"lupa.example/profile"
	"lupa.example/roles"
	"lupa.example/sharing"
)

// codec reads the policy.
var codec = wire.Codec{sharing.Area{}, roles.Area{}, profile.Area{}, casework.Area{}}

// blank is a policy with every section and no rules, for what does not depend on them:
// which properties rows and people have.
var blank = mustPolicy(`{"version": 1, "sharing": {}, "roles": {"catalog": "portal"}, "profile": {}, "casework": {}}`)

func mustPolicy(document string) *access.Policy {
	p, err := codec.DecodePolicy([]byte(document))
	if err != nil {
		panic(err)
	}
	return p
}

// mustMap maps the properties of a kind to the table's columns, so that a property that
// was forgotten is an error when the program starts.
func mustMap[T access.Resource](t *table[T]) *table[T] {
	t.mapping = mustMapping(t.kind, "t", t.columns)
	return t
}

func mustMapping(k access.Kind, alias string, columns sqlwhere.Columns) *sqlwhere.Mapping {
	schema, err := filter.SchemaOf(blank, k)
	if err != nil {
		panic(err)
	}
	mapping, err := sqlwhere.NewMapping(schema, alias, columns)
	if err != nil {
		panic(err)
	}
	return mapping
}

// Where each kind is. What a column is for is told by the name of the property, which is
// that of the wire format.

var cases = mustMap(&table[*profile.Case]{
	kind: profile.KindCase, name: "cases",
	columns: sqlwhere.Columns{
		"form":         sqlwhere.Text("form"),
		"registeredBy": sqlwhere.Text("registered_by").One(),
		"workspace":    sqlwhere.Text("workspace").One(),
		"closed":       sqlwhere.Flag("closed"),
		"users":        sqlwhere.Child("case_users", "case_id", "id", "user_name"),
		"groups":       sqlwhere.Child("case_groups", "case_id", "id", "group_name"),
	},
	fields: "t.form, t.registered_by, t.workspace, t.closed",
	scan: func(scan func(...any) error) (key int64, _ *profile.Case, err error) {
		var by, workspace sql.NullString
		var closed sql.NullBool
		c := new(profile.Case)
		err = scan(&key, &c.Form, &by, &workspace, &closed)
		c.ID, c.RegisteredBy, c.Workspace = text(key), by.String, workspace.String
		switch {
		case closed.Valid && closed.Bool:
			c.Status = profile.StatusClosed
		case closed.Valid:
			c.Status = profile.StatusOpen
		}
		return key, c, err
	},
	lists: []list[*profile.Case]{
		texts("case_users", "case_id", "user_name", func(c *profile.Case) *[]string { return &c.Users }),
		texts("case_groups", "case_id", "group_name", func(c *profile.Case) *[]string { return &c.Groups }),
	},
})

var clients = mustMap(&table[*casework.Client]{
	kind: casework.KindClient, name: "clients",
	columns: sqlwhere.Columns{
		"org":         sqlwhere.Text("org"),
		"responsible": sqlwhere.Text("responsible").One(),
		"shared":      sqlwhere.Child("client_shares", "client_id", "id", "user_name"),
	},
	fields: "t.org, t.responsible",
	scan: func(scan func(...any) error) (key int64, _ *casework.Client, err error) {
		var responsible sql.NullString
		c := new(casework.Client)
		err = scan(&key, &c.Org, &responsible)
		c.ID, c.Responsible = text(key), responsible.String
		return key, c, err
	},
	lists: []list[*casework.Client]{
		texts("client_shares", "client_id", "user_name", func(c *casework.Client) *[]string { return &c.Shared }),
	},
})

var orders = mustMap(&table[*roles.Order]{
	kind: roles.KindOrder, name: "orders",
	columns: sqlwhere.Columns{"org": sqlwhere.Text("org"), "createdBy": sqlwhere.Text("created_by")},
	fields:  "t.org, t.created_by",
	scan: func(scan func(...any) error) (key int64, _ *roles.Order, err error) {
		var by sql.NullString
		o := new(roles.Order)
		err = scan(&key, &o.Org, &by)
		o.ID, o.CreatedBy = text(key), by.String
		return key, o, err
	},
})

var results = mustMap(&table[*sharing.Result]{
	kind: sharing.KindResult, name: "results",
	columns: sqlwhere.Columns{"owner": sqlwhere.Text("owner"), "ownerGroup": sqlwhere.Group("owner_group")},
	fields:  "t.owner",
	scan: func(scan func(...any) error) (key int64, _ *sharing.Result, err error) {
		var owner string
		r := new(sharing.Result)
		err = scan(&key, &owner)
		r.ID = text(key)
		r.Owner, _ = sharing.ParseAccount(owner) // what is no customer number is nobody's, and seen by nobody
		return key, r, err
	},
})

var engagements = mustMap(&table[*casework.Engagement]{
	kind: casework.KindEngagement, name: "engagements",
	columns: sqlwhere.Columns{
		"org":                  sqlwhere.Text("org"),
		"systemAdministrators": sqlwhere.Child("engagement_system_administrators", "engagement_id", "id", "user_name"),
		"programAdministrators": sqlwhere.Objects("engagement_program_administrators", "engagement_id", "id",
			sqlwhere.Columns{"program": sqlwhere.Text("program"), "user": sqlwhere.Text("user_name")}),
		"consultants": sqlwhere.Objects("engagement_consultants", "engagement_id", "id",
			sqlwhere.Columns{"user": sqlwhere.Text("user_name"), "program": sqlwhere.Text("program")}),
	},
	fields: "t.org",
	scan: func(scan func(...any) error) (key int64, _ *casework.Engagement, err error) {
		e := &casework.Engagement{ProgramAdministrators: make(map[string][]string), Consultants: make(map[string][]string)}
		err = scan(&key, &e.Org)
		e.ID = text(key)
		return key, e, err
	},
	lists: []list[*casework.Engagement]{
		texts("engagement_system_administrators", "engagement_id", "user_name", func(e *casework.Engagement) *[]string { return &e.SystemAdministrators }),
		{"engagement_program_administrators", "engagement_id", []string{"program", "user_name"}, func(e *casework.Engagement, values []sql.NullString) {
			program := values[0].String
			e.ProgramAdministrators[program] = append(e.ProgramAdministrators[program], values[1].String)
		}},
		{"engagement_consultants", "engagement_id", []string{"user_name", "program"}, func(e *casework.Engagement, values []sql.NullString) {
			user := values[0].String
			programs := e.Consultants[user]
			if values[1].Valid {
				programs = append(programs, values[1].String)
			}
			e.Consultants[user] = programs // without any, there is the access
		}},
	},
})

// people is where persons are, for the question who may do something.
var people = mustMapping("", "p", sqlwhere.Columns{
	"user":                 sqlwhere.Text("user_name"),
	"signedIn":             sqlwhere.Unknown, // that is known of sessions, not of people
	"sharing.account":      sqlwhere.Text("account"),
	"sharing.accountGroup": sqlwhere.Group("account_group"),
	"sharing.staff":        sqlwhere.Flag("staff"),
	"profile.profile":      sqlwhere.Text("profile"),
	"profile.workspace":    sqlwhere.Text("workspace"),
	"profile.groups":       sqlwhere.Child("people_groups", "user_name", "user_name", "group_name"),
	"casework.org":         sqlwhere.Text("casework_org"),
	"casework.steward":     sqlwhere.Flag("steward"),
	"roles": sqlwhere.Objects("members", "user_name", "user_name", sqlwhere.Columns{
		"org":         sqlwhere.Text("org"),
		"roles":       sqlwhere.Child("member_roles", "member_id", "id", "role"),
		"assignments": sqlwhere.Child("member_assignments", "member_id", "id", "assignment"),
	}),
})

// key reads a key from text; 0, which no row has, if it is none.
func key(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 || strconv.FormatInt(n, 10) != text {
		return 0
	}
	return n
}
