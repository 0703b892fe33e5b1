-- revision 0017
;
CREATE TABLE access_tokens (
	number INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	who TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_access_tokens PRIMARY KEY (number)
)
;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)
;
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	surface TEXT NOT NULL, 
	tenant TEXT NOT NULL, 
	person TEXT NOT NULL, 
	deed TEXT NOT NULL, 
	certificate TEXT DEFAULT '' NOT NULL, 
	outcome TEXT DEFAULT '' NOT NULL, place INTEGER, salt TEXT, digest TEXT, link TEXT, 
	CONSTRAINT pk_audit PRIMARY KEY (id)
)
;
CREATE TABLE audit_door (
	why TEXT NOT NULL, 
	CONSTRAINT pk_audit_door PRIMARY KEY (why)
)
;
CREATE TABLE audit_removed (
	place INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	link TEXT NOT NULL, 
	CONSTRAINT pk_audit_removed PRIMARY KEY (place)
)
;
CREATE TABLE "certificates" (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	code TEXT, 
	issued_year INTEGER, 
	issued_month INTEGER, 
	status TEXT, 
	expires_on DATE, 
	read_at DATETIME, 
	since DATETIME, 
	failing_since DATETIME, 
	gone_since DATETIME, 
	by_hand_since DATETIME, 
	issued_on DATE, 
	previous_end DATE, 
	next_read_on DATE, 
	certification TEXT DEFAULT ('') NOT NULL, 
	issuer TEXT DEFAULT ('') NOT NULL, 
	successor TEXT, badge TEXT, 
	CONSTRAINT pk_certificates PRIMARY KEY (id), 
	CONSTRAINT uq_certificates_text UNIQUE (text)
)
;
CREATE TABLE conversation_references (
	surface TEXT NOT NULL, 
	tenant TEXT NOT NULL, 
	conversation TEXT NOT NULL, 
	person TEXT DEFAULT '' NOT NULL, 
	team_group TEXT DEFAULT '' NOT NULL, 
	address TEXT DEFAULT '' NOT NULL, 
	kept INTEGER NOT NULL, 
	CONSTRAINT pk_conversation_references PRIMARY KEY (surface, tenant, conversation)
)
;
CREATE TABLE deliveries (
	"key" TEXT NOT NULL, 
	what TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	local_date DATE NOT NULL, 
	urgent BOOLEAN DEFAULT 0 NOT NULL, 
	about TEXT DEFAULT '' NOT NULL, 
	state TEXT DEFAULT 'pending' NOT NULL, 
	revision INTEGER DEFAULT '0' NOT NULL, 
	attempt INTEGER DEFAULT '0' NOT NULL, 
	doubt BOOLEAN DEFAULT 0 NOT NULL, 
	repeated BOOLEAN DEFAULT 0 NOT NULL, 
	worker TEXT, 
	not_before DATETIME NOT NULL, 
	lease_until DATETIME, 
	first_attempt_at DATETIME, 
	payload TEXT, 
	provider_id TEXT, 
	cause TEXT DEFAULT '' NOT NULL, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_deliveries PRIMARY KEY ("key"), 
	CONSTRAINT ck_deliveries_state CHECK (state IN ('pending', 'inflight', 'sent', 'held', 'dropped', 'dead')), 
	CONSTRAINT ck_deliveries_lease CHECK ((state = 'inflight') = (lease_until IS NOT NULL))
)
;
CREATE TABLE entered_ends (
	certificate_id INTEGER NOT NULL, 
	surface TEXT NOT NULL, 
	tenant TEXT NOT NULL, 
	expires_on DATE NOT NULL, 
	previous_end DATE, 
	entered_at DATETIME NOT NULL, 
	CONSTRAINT pk_entered_ends PRIMARY KEY (certificate_id, surface, tenant), 
	CONSTRAINT fk_entered_ends_certificate_id FOREIGN KEY(certificate_id) REFERENCES certificates (id)
)
;
CREATE TABLE given_answers (
	"key" TEXT NOT NULL, 
	who TEXT NOT NULL, 
	messages TEXT NOT NULL, 
	asked TEXT DEFAULT '' NOT NULL, 
	until DOUBLE NOT NULL, 
	CONSTRAINT pk_given_answers PRIMARY KEY ("key")
)
;
CREATE TABLE inbox (
	name TEXT NOT NULL, 
	worker TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	body TEXT NOT NULL, 
	received DOUBLE NOT NULL, 
	tries INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_inbox PRIMARY KEY (name)
)
;
CREATE TABLE install_states (
	state_hash TEXT NOT NULL, 
	browser_hash TEXT NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_install_states PRIMARY KEY (state_hash)
)
;
CREATE TABLE installations (
	surface TEXT NOT NULL, 
	tenant TEXT NOT NULL, 
	token BLOB NOT NULL, 
	details TEXT DEFAULT '' NOT NULL, 
	installed_at DATETIME NOT NULL, expires_at DATETIME, lease_until DATETIME, removed_at DATETIME, 
	CONSTRAINT pk_installations PRIMARY KEY (surface, tenant)
)
;
CREATE TABLE invites (
	code_hash TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	about TEXT DEFAULT '' NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_invites PRIMARY KEY (code_hash)
)
;
CREATE TABLE links (
	owner TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	who TEXT NOT NULL, 
	linked_at DATETIME NOT NULL, 
	CONSTRAINT pk_links PRIMARY KEY (owner, kind, name)
)
;
CREATE TABLE notices (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	watch_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	of_kind TEXT, 
	about_on DATE NOT NULL, 
	step INTEGER NOT NULL, 
	covered_by INTEGER, 
	detail TEXT DEFAULT '{}' NOT NULL, 
	told_at DATETIME NOT NULL, 
	acknowledged_at DATETIME, 
	acknowledged_by TEXT, 
	CONSTRAINT pk_notices PRIMARY KEY (id), 
	CONSTRAINT uq_notices_key UNIQUE ("key"), 
	CONSTRAINT fk_notices_watch_id FOREIGN KEY(watch_id) REFERENCES watches (id) ON DELETE CASCADE, 
	CONSTRAINT fk_notices_covered_by FOREIGN KEY(covered_by) REFERENCES notices (id) ON DELETE CASCADE
)
;
CREATE TABLE preferences (
	who TEXT NOT NULL, 
	time_zone TEXT DEFAULT 'UTC' NOT NULL, 
	opens TEXT, 
	closes TEXT, 
	workdays TEXT DEFAULT '12345' NOT NULL, 
	alerts_a_day INTEGER DEFAULT '3' NOT NULL, 
	urgent_any_time BOOLEAN DEFAULT 1 NOT NULL, 
	heartbeat BOOLEAN DEFAULT 1 NOT NULL, 
	opted_out BOOLEAN DEFAULT 0 NOT NULL, 
	changed_at DATETIME NOT NULL, paused_until DATE, 
	CONSTRAINT pk_preferences PRIMARY KEY (who)
)
;
CREATE TABLE presented (
	surface TEXT NOT NULL, 
	tenant TEXT NOT NULL, 
	certificate TEXT NOT NULL, 
	name_hash TEXT NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_presented PRIMARY KEY (surface, tenant, certificate, name_hash)
)
;
CREATE TABLE profiles (
	who TEXT NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	time_zone TEXT DEFAULT '' NOT NULL, 
	seen_at DATETIME NOT NULL, language TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_profiles PRIMARY KEY (who)
)
;
CREATE TABLE promises (
	id INTEGER NOT NULL, 
	asker TEXT NOT NULL, 
	certificate_id INTEGER NOT NULL, 
	holder TEXT DEFAULT '' NOT NULL, 
	about_on TEXT DEFAULT '' NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_promises PRIMARY KEY (id), 
	CONSTRAINT fk_promises_certificate_id FOREIGN KEY(certificate_id) REFERENCES certificates (id), 
	CONSTRAINT uq_promises_asker_certificate_id_holder_about_on UNIQUE (asker, certificate_id, holder, about_on)
)
;
CREATE TABLE receipts (
	number INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	issued_at DATETIME NOT NULL, 
	CONSTRAINT pk_receipts PRIMARY KEY (number)
)
;
CREATE TABLE rosters (
	id INTEGER NOT NULL, 
	surface TEXT NOT NULL, 
	tenant TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	name TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	rows_new INTEGER NOT NULL, 
	rows_changed INTEGER NOT NULL, 
	rows_wrong INTEGER NOT NULL, 
	imported_at DATETIME NOT NULL, 
	CONSTRAINT pk_rosters PRIMARY KEY (id)
)
;
CREATE TABLE rounds (
	kind TEXT NOT NULL, 
	worker TEXT NOT NULL, 
	lease_until DATETIME, 
	began_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	counts TEXT DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_rounds PRIMARY KEY (kind)
)
;
CREATE TABLE seen (
	"key" TEXT NOT NULL, 
	until DOUBLE NOT NULL, 
	CONSTRAINT pk_seen PRIMARY KEY ("key")
)
;
CREATE TABLE team_rules (
	owner TEXT NOT NULL, 
	team TEXT NOT NULL, 
	days TEXT, 
	profile TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_team_rules PRIMARY KEY (owner, team)
)
;
CREATE TABLE tellings (
	notice_id INTEGER NOT NULL, 
	delivery_key TEXT NOT NULL, 
	CONSTRAINT pk_tellings PRIMARY KEY (notice_id, delivery_key), 
	CONSTRAINT fk_tellings_notice_id FOREIGN KEY(notice_id) REFERENCES notices (id) ON DELETE CASCADE, 
	CONSTRAINT fk_tellings_delivery_key FOREIGN KEY(delivery_key) REFERENCES deliveries ("key") ON DELETE CASCADE
)
;
CREATE TABLE tenant_settings (
	surface TEXT NOT NULL, 
	tenant TEXT NOT NULL, 
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_tenant_settings PRIMARY KEY (surface, tenant, name)
)
;
CREATE TABLE watch_marks (
	watch_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	done_by TEXT NOT NULL, 
	done_at DATETIME NOT NULL, 
	who TEXT, 
	CONSTRAINT pk_watch_marks PRIMARY KEY (watch_id, kind), 
	CONSTRAINT fk_watch_marks_watch_id FOREIGN KEY(watch_id) REFERENCES watches (id) ON DELETE CASCADE
)
;
CREATE TABLE "watches" (
	id INTEGER NOT NULL, 
	surface TEXT NOT NULL, 
	tenant TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	certificate_id INTEGER NOT NULL, 
	holder TEXT DEFAULT ('') NOT NULL, 
	manager TEXT DEFAULT ('') NOT NULL, 
	team TEXT DEFAULT ('') NOT NULL, 
	purpose TEXT DEFAULT ('') NOT NULL, 
	until DATE, 
	next_notice_on DATE, 
	roster_id INTEGER, 
	added_at DATETIME NOT NULL, 
	reader TEXT NOT NULL, 
	linked TEXT, 
	assigned_to TEXT, 
	escalate_to TEXT, 
	follows TEXT, 
	snooze_until DATE, 
	snooze_end DATE, 
	begun BOOLEAN DEFAULT 0 NOT NULL, agreement TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_watches PRIMARY KEY (id), 
	CONSTRAINT uq_watches_surface_tenant_owner_certificate_id UNIQUE (surface, tenant, owner, certificate_id), 
	CONSTRAINT fk_watches_certificate_id FOREIGN KEY(certificate_id) REFERENCES certificates (id), 
	CONSTRAINT fk_watches_roster_id FOREIGN KEY(roster_id) REFERENCES rosters (id) ON DELETE SET NULL
)
;
CREATE TABLE workers (
	worker TEXT NOT NULL, 
	beat_at DATETIME NOT NULL, 
	CONSTRAINT pk_workers PRIMARY KEY (worker)
)
;
CREATE TRIGGER audit_leaves AFTER DELETE ON audit WHEN OLD.place IS NOT NULL
BEGIN INSERT INTO audit_removed (place, digest, link) VALUES (OLD.place, OLD.digest, OLD.link); END
;
CREATE TRIGGER audit_no_DELETE BEFORE DELETE ON audit WHEN NOT EXISTS (SELECT 1 FROM audit_door)
BEGIN SELECT RAISE(ABORT, 'The audit is append-only.'); END
;
CREATE TRIGGER audit_no_UPDATE BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'The audit is append-only.'); END
;
CREATE UNIQUE INDEX ix_access_tokens_digest ON access_tokens (digest)
;
CREATE INDEX ix_access_tokens_who ON access_tokens (who)
;
CREATE INDEX ix_audit_at_id ON audit (at, id)
;
CREATE UNIQUE INDEX ix_audit_place ON audit (place)
;
CREATE INDEX ix_audit_surface_tenant_person ON audit (surface, tenant, person)
;
CREATE INDEX ix_certificates_next_read_on ON certificates (next_read_on)
;
CREATE INDEX ix_conversation_references_surface_tenant_person_kept ON conversation_references (surface, tenant, person, kept)
;
CREATE INDEX ix_conversation_references_surface_tenant_team_group ON conversation_references (surface, tenant, team_group)
;
CREATE INDEX ix_deliveries_recipient_local_date ON deliveries (recipient, local_date)
;
CREATE INDEX ix_deliveries_state_changed_at ON deliveries (state, changed_at)
;
CREATE INDEX ix_deliveries_state_key ON deliveries (state, "key")
;
CREATE INDEX ix_deliveries_state_lease_until ON deliveries (state, lease_until)
;
CREATE INDEX ix_deliveries_state_not_before ON deliveries (state, not_before)
;
CREATE INDEX ix_given_answers_until ON given_answers (until)
;
CREATE INDEX ix_given_answers_who ON given_answers (who)
;
CREATE INDEX ix_install_states_until ON install_states (until)
;
CREATE INDEX ix_invites_until ON invites (until)
;
CREATE INDEX ix_links_who ON links (who)
;
CREATE INDEX ix_notices_covered_by ON notices (covered_by)
;
CREATE INDEX ix_notices_watch_id ON notices (watch_id)
;
CREATE INDEX ix_presented_seen_at ON presented (seen_at)
;
CREATE INDEX ix_promises_certificate_id ON promises (certificate_id)
;
CREATE INDEX ix_promises_until ON promises (until)
;
CREATE INDEX ix_rosters_surface_tenant_owner_id ON rosters (surface, tenant, owner, id)
;
CREATE INDEX ix_seen_until ON seen (until)
;
CREATE INDEX ix_tellings_delivery_key ON tellings (delivery_key)
;
CREATE INDEX ix_watch_marks_who ON watch_marks (who)
;
CREATE INDEX ix_watches_assigned_to ON watches (assigned_to) WHERE assigned_to IS NOT NULL
;
CREATE INDEX ix_watches_certificate_id ON watches (certificate_id)
;
CREATE INDEX ix_watches_escalate_to ON watches (escalate_to) WHERE escalate_to IS NOT NULL
;
CREATE INDEX ix_watches_linked ON watches (linked) WHERE linked IS NOT NULL
;
CREATE INDEX ix_watches_next_notice_on_id ON watches (next_notice_on, id)
;
CREATE INDEX ix_watches_reader_id ON watches (reader, id)
;
CREATE INDEX ix_watches_roster_id ON watches (roster_id)
;
CREATE INDEX ix_watches_surface_tenant_owner_id ON watches (surface, tenant, owner, id)
;
CREATE INDEX ix_watches_surface_tenant_owner_team ON watches (surface, tenant, owner, team)
;
INSERT INTO alembic_version VALUES ('0017')
