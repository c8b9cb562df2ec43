-- Tables as PostgreSQL and SQLite both take them. The indexes are those that the
-- conditions want: a column that mostly decides alone stands first and the key of the
-- pages behind it; on lists there is one by value and one by row.

CREATE TABLE policy (
	revision bigint PRIMARY KEY,
	document text NOT NULL
);

CREATE TABLE reports (
	id bigint PRIMARY KEY,
	report text NOT NULL
);

CREATE TABLE people (
	user_name text PRIMARY KEY,
	account text, account_group text, staff boolean NOT NULL,
	profile text, workspace text,
	casework_org text, steward boolean NOT NULL
);
CREATE TABLE people_groups (user_name text NOT NULL, group_name text NOT NULL, PRIMARY KEY (user_name, group_name));
CREATE INDEX people_groups_by_group ON people_groups (group_name, user_name);
CREATE TABLE members (id bigint PRIMARY KEY, user_name text NOT NULL, org text NOT NULL);
CREATE INDEX members_by_user ON members (user_name, org);
CREATE INDEX members_by_org ON members (org, user_name);
CREATE TABLE member_roles (member_id bigint NOT NULL, role text NOT NULL, PRIMARY KEY (member_id, role));
CREATE TABLE member_assignments (member_id bigint NOT NULL, assignment text NOT NULL, PRIMARY KEY (member_id, assignment));

CREATE TABLE cases (id bigint PRIMARY KEY, form text NOT NULL, registered_by text, workspace text, closed boolean);
CREATE INDEX cases_by_registrant ON cases (registered_by, id);
CREATE INDEX cases_by_workspace ON cases (workspace, form, id);
CREATE INDEX cases_by_form ON cases (form, id);
CREATE TABLE case_users (case_id bigint NOT NULL, user_name text NOT NULL, PRIMARY KEY (case_id, user_name));
CREATE INDEX case_users_by_user ON case_users (user_name, case_id);
CREATE TABLE case_groups (case_id bigint NOT NULL, group_name text NOT NULL, PRIMARY KEY (case_id, group_name));
CREATE INDEX case_groups_by_group ON case_groups (group_name, case_id);

CREATE TABLE clients (id bigint PRIMARY KEY, org text NOT NULL, responsible text);
CREATE INDEX clients_by_responsible ON clients (responsible, id);
CREATE INDEX clients_by_org ON clients (org, id);
CREATE TABLE client_shares (client_id bigint NOT NULL, user_name text NOT NULL, PRIMARY KEY (client_id, user_name));
CREATE INDEX client_shares_by_user ON client_shares (user_name, client_id);

CREATE TABLE orders (id bigint PRIMARY KEY, org text NOT NULL, created_by text);
CREATE INDEX orders_by_org ON orders (org, id);

CREATE TABLE results (id bigint PRIMARY KEY, owner text NOT NULL, owner_group text NOT NULL);
CREATE INDEX results_by_owner ON results (owner, id);
CREATE INDEX results_by_group ON results (owner_group, id);

CREATE TABLE engagements (id bigint PRIMARY KEY, org text NOT NULL);
CREATE INDEX engagements_by_org ON engagements (org, id);
CREATE TABLE engagement_system_administrators (engagement_id bigint NOT NULL, user_name text NOT NULL, PRIMARY KEY (engagement_id, user_name));
CREATE INDEX system_administrators_by_user ON engagement_system_administrators (user_name, engagement_id);
CREATE TABLE engagement_program_administrators (engagement_id bigint NOT NULL, program text NOT NULL, user_name text NOT NULL, PRIMARY KEY (engagement_id, program, user_name));
CREATE INDEX program_administrators_by_user ON engagement_program_administrators (user_name, engagement_id);
-- One row without a program for each consultant with access, and one for each program.
CREATE TABLE engagement_consultants (engagement_id bigint NOT NULL, user_name text NOT NULL, program text);
CREATE INDEX engagement_consultants_by_engagement ON engagement_consultants (engagement_id, user_name, program);
CREATE INDEX engagement_consultants_by_user ON engagement_consultants (user_name, engagement_id);
