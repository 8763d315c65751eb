CREATE TABLE activity (
	id VARCHAR(36) NOT NULL,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	sop_code TEXT NOT NULL,
	procedure JSON NOT NULL,
	year INTEGER NOT NULL,
	funding_source TEXT,
	lsp TEXT,
	test_centre TEXT,
	planned_start DATE,
	planned_participants INTEGER,
	target_occupations JSON,
	closed_on DATE,
	notes TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX activity_code ON activity (code) WHERE deleted_at IS NULL;

CREATE TABLE area (
	id VARCHAR(36) NOT NULL,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	postcode TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX area_code ON area (code) WHERE deleted_at IS NULL;

CREATE TABLE assessor (
	id VARCHAR(36) NOT NULL,
	name TEXT NOT NULL,
	registration TEXT,
	schemes JSON NOT NULL,
	valid_until DATE,
	phone TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE TABLE change_set (
	id VARCHAR(36) NOT NULL,
	at VARCHAR(32) NOT NULL,
	actor TEXT NOT NULL,
	label TEXT NOT NULL,
	undone_by VARCHAR(36),
	undoes VARCHAR(36),
	PRIMARY KEY (id)
);

CREATE TABLE column_mapping (
	id VARCHAR(36) NOT NULL,
	fingerprint TEXT NOT NULL,
	mapping JSON NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE INDEX column_mapping_fingerprint ON column_mapping (fingerprint);

CREATE TABLE form (
	id VARCHAR(36) NOT NULL,
	name TEXT NOT NULL,
	file_name TEXT NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	mapping JSON NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX form_name ON form (name) WHERE deleted_at IS NULL;

CREATE TABLE holiday (
	id VARCHAR(36) NOT NULL,
	date DATE NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	removed INTEGER NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE INDEX holiday_date ON holiday (date);

CREATE TABLE layout (
	id VARCHAR(36) NOT NULL,
	name TEXT NOT NULL,
	toml TEXT NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX layout_name ON layout (name) WHERE deleted_at IS NULL;

CREATE TABLE occupation (
	id VARCHAR(36) NOT NULL,
	code TEXT,
	name TEXT NOT NULL,
	level INTEGER,
	qualification TEXT,
	classification TEXT,
	subclassification TEXT,
	decree TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE TABLE official (
	id VARCHAR(36) NOT NULL,
	name TEXT NOT NULL,
	position TEXT NOT NULL,
	rank TEXT,
	nip TEXT,
	phone TEXT,
	list_order INTEGER NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE TABLE organization (
	id VARCHAR(36) NOT NULL,
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	licence TEXT,
	address TEXT,
	phone TEXT,
	email TEXT,
	contact TEXT,
	capacity INTEGER,
	notes TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE TABLE person (
	id VARCHAR(36) NOT NULL,
	nik TEXT,
	name TEXT,
	title_before TEXT,
	title_after TEXT,
	birth_place TEXT,
	birth_date DATE,
	sex TEXT,
	address TEXT,
	rt TEXT,
	rw TEXT,
	village TEXT,
	district TEXT,
	regency TEXT,
	province TEXT,
	postcode TEXT,
	phone TEXT,
	email TEXT,
	npwp TEXT,
	nationality TEXT,
	area_code TEXT,
	photo_sha256 VARCHAR(64),
	name_key TEXT NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE INDEX person_birth_date ON person (birth_date);

CREATE INDEX person_name_key ON person (name_key, id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX person_nik ON person (nik) WHERE deleted_at IS NULL;

CREATE INDEX person_village ON person (village);

CREATE TABLE schema_version (
	version INTEGER NOT NULL,
	at VARCHAR(32) NOT NULL,
	PRIMARY KEY (version)
);

CREATE TABLE setting (
	id VARCHAR(36) NOT NULL,
	"key" TEXT NOT NULL,
	value JSON NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	UNIQUE ("key")
);

CREATE TABLE status_word (
	id VARCHAR(36) NOT NULL,
	word TEXT NOT NULL,
	status TEXT NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE INDEX status_word_word ON status_word (word);

CREATE TABLE warning_reason (
	id VARCHAR(36) NOT NULL,
	subject_id VARCHAR(36) NOT NULL,
	code TEXT NOT NULL,
	reason TEXT NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE INDEX warning_reason_code ON warning_reason (code);

CREATE INDEX warning_reason_subject ON warning_reason (subject_id);

CREATE TABLE activity_step (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	number TEXT NOT NULL,
	started_on DATE,
	done_on DATE,
	done_by TEXT,
	note TEXT,
	evidence TEXT,
	inputs JSON,
	outputs JSON,
	skip_reason TEXT,
	override_reason TEXT,
	due_on DATE,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE UNIQUE INDEX activity_step_number ON activity_step (activity_id, number) WHERE deleted_at IS NULL;

CREATE TABLE change (
	change_set_id VARCHAR(36) NOT NULL,
	position INTEGER NOT NULL,
	table_name TEXT NOT NULL,
	row_id VARCHAR(36) NOT NULL,
	field TEXT,
	"before" JSON,
	"after" JSON,
	PRIMARY KEY (change_set_id, position),
	FOREIGN KEY(change_set_id) REFERENCES change_set (id)
);

CREATE INDEX change_row ON change (row_id);

CREATE TABLE clarification_round (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	number INTEGER NOT NULL,
	opened_at VARCHAR(32) NOT NULL,
	recipient TEXT,
	fields JSON NOT NULL,
	answered_at VARCHAR(32),
	answer_file TEXT,
	answer_report JSON,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE INDEX clarification_round_activity ON clarification_round (activity_id);

CREATE TABLE duplicate_decision (
	id VARCHAR(36) NOT NULL,
	first_id VARCHAR(36) NOT NULL,
	second_id VARCHAR(36) NOT NULL,
	decision TEXT NOT NULL,
	reason TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(first_id) REFERENCES person (id),
	FOREIGN KEY(second_id) REFERENCES person (id)
);

CREATE INDEX duplicate_decision_pair ON duplicate_decision (first_id, second_id);

CREATE TABLE education (
	id VARCHAR(36) NOT NULL,
	person_id VARCHAR(36) NOT NULL,
	education_level TEXT,
	school TEXT,
	study TEXT,
	diploma_number TEXT,
	graduation_year INTEGER,
	position INTEGER NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX education_person ON education (person_id);

CREATE TABLE experience (
	id VARCHAR(36) NOT NULL,
	person_id VARCHAR(36) NOT NULL,
	kind TEXT,
	project TEXT,
	place TEXT,
	started_on DATE,
	ended_on DATE,
	position TEXT,
	value INTEGER,
	employer TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX experience_person ON experience (person_id);

CREATE TABLE import_batch (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	file_name TEXT NOT NULL,
	sha256 VARCHAR(64),
	at VARCHAR(32) NOT NULL,
	accepted INTEGER NOT NULL,
	rejected INTEGER NOT NULL,
	change_set_id VARCHAR(36) NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE INDEX import_batch_activity ON import_batch (activity_id);

CREATE TABLE recruitment (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	district TEXT,
	area_code TEXT,
	phone TEXT,
	letter_number TEXT,
	letter_date DATE,
	sent_on DATE,
	way TEXT,
	received_by TEXT,
	answered_on DATE,
	promised INTEGER,
	note TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE INDEX recruitment_activity ON recruitment (activity_id);

CREATE TABLE session (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	date DATE NOT NULL,
	starts TEXT NOT NULL,
	ends TEXT NOT NULL,
	test_centre_id VARCHAR(36),
	room TEXT,
	capacity INTEGER,
	scheme TEXT,
	assessor_id VARCHAR(36),
	note TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id),
	FOREIGN KEY(test_centre_id) REFERENCES organization (id),
	FOREIGN KEY(assessor_id) REFERENCES assessor (id)
);

CREATE INDEX session_activity ON session (activity_id);

CREATE INDEX session_date ON session (date);

CREATE TABLE submission (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	number INTEGER NOT NULL,
	kind TEXT NOT NULL,
	layout TEXT NOT NULL,
	recipient TEXT,
	at VARCHAR(32) NOT NULL,
	file_name TEXT NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	fingerprint VARCHAR(64) NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE INDEX submission_activity ON submission (activity_id);

CREATE TABLE training (
	id VARCHAR(36) NOT NULL,
	person_id VARCHAR(36) NOT NULL,
	title TEXT NOT NULL,
	organiser TEXT,
	started_on DATE,
	ended_on DATE,
	hours INTEGER,
	days INTEGER,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX training_person ON training (person_id);

CREATE TABLE transfer (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36),
	at VARCHAR(32) NOT NULL,
	recipient TEXT NOT NULL,
	purpose TEXT NOT NULL,
	persons INTEGER NOT NULL,
	fields JSON NOT NULL,
	file_name TEXT NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	subject_id VARCHAR(36),
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE INDEX transfer_activity ON transfer (activity_id);

CREATE TABLE participant (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	person_id VARCHAR(36) NOT NULL,
	number INTEGER NOT NULL,
	occupation TEXT,
	occupation_code TEXT,
	level INTEGER,
	qualification TEXT,
	classification TEXT,
	subclassification TEXT,
	application_kind TEXT,
	experience_years INTEGER,
	association TEXT,
	association_card TEXT,
	notes TEXT,
	extra JSON,
	import_batch_id VARCHAR(36),
	clarification TEXT NOT NULL,
	documents_complete INTEGER NOT NULL,
	withdrawn_reason TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id),
	FOREIGN KEY(person_id) REFERENCES person (id),
	FOREIGN KEY(import_batch_id) REFERENCES import_batch (id)
);

CREATE INDEX participant_number ON participant (activity_id, number);

CREATE INDEX participant_of_person ON participant (person_id);

CREATE UNIQUE INDEX participant_person ON participant (activity_id, person_id) WHERE deleted_at IS NULL;

CREATE TABLE application (
	id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36) NOT NULL,
	skk_number TEXT,
	registration_number TEXT,
	record_number TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE UNIQUE INDEX application_participant ON application (participant_id) WHERE deleted_at IS NULL;

CREATE TABLE application_event (
	id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36) NOT NULL,
	came_from TEXT NOT NULL,
	state TEXT NOT NULL,
	reached_on DATE NOT NULL,
	note TEXT,
	recorded_by TEXT NOT NULL,
	recorded_at VARCHAR(32) NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE INDEX application_event_participant ON application_event (participant_id);

CREATE TABLE attachment (
	id VARCHAR(36) NOT NULL,
	person_id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36),
	requirement TEXT,
	sha256 VARCHAR(64) NOT NULL,
	file_name TEXT NOT NULL,
	media_type TEXT NOT NULL,
	size INTEGER NOT NULL,
	added_at VARCHAR(32) NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE INDEX attachment_participant ON attachment (participant_id);

CREATE INDEX attachment_person ON attachment (person_id);

CREATE INDEX attachment_sha256 ON attachment (sha256);

CREATE TABLE clarification_item (
	id VARCHAR(36) NOT NULL,
	round_id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36) NOT NULL,
	sent JSON NOT NULL,
	status TEXT,
	result TEXT,
	remark TEXT,
	"row" INTEGER,
	theirs JSON,
	accepted JSON,
	kept JSON,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(round_id) REFERENCES clarification_round (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE INDEX clarification_item_participant ON clarification_item (participant_id);

CREATE INDEX clarification_item_round ON clarification_item (round_id);

CREATE TABLE document_check (
	id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36) NOT NULL,
	requirement TEXT NOT NULL,
	state TEXT NOT NULL,
	note TEXT,
	checked_by TEXT,
	checked_at VARCHAR(32),
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE UNIQUE INDEX document_check_cell ON document_check (participant_id, requirement) WHERE deleted_at IS NULL;

CREATE INDEX document_check_participant ON document_check (participant_id);

CREATE TABLE interest (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	name TEXT NOT NULL,
	phone TEXT,
	village TEXT,
	area_code TEXT,
	nik TEXT,
	occupation TEXT,
	channel TEXT,
	noted_on DATE NOT NULL,
	noted_by TEXT,
	note TEXT,
	state TEXT NOT NULL,
	drop_reason TEXT,
	participant_id VARCHAR(36),
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE INDEX interest_activity ON interest (activity_id);

CREATE INDEX interest_participant ON interest (participant_id);

CREATE TABLE session_participant (
	id VARCHAR(36) NOT NULL,
	session_id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36) NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(session_id) REFERENCES session (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE UNIQUE INDEX session_participant_pair ON session_participant (session_id, participant_id) WHERE deleted_at IS NULL;

CREATE INDEX session_participant_participant ON session_participant (participant_id);

CREATE TABLE submission_item (
	id VARCHAR(36) NOT NULL,
	submission_id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36) NOT NULL,
	sent JSON NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(submission_id) REFERENCES submission (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE INDEX submission_item_participant ON submission_item (participant_id);

CREATE INDEX submission_item_submission ON submission_item (submission_id);

CREATE TABLE certificate (
	id VARCHAR(36) NOT NULL,
	person_id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36),
	number TEXT,
	lsp_registration TEXT,
	lpjk_number TEXT,
	blank_number TEXT,
	occupation TEXT,
	level INTEGER,
	qualification TEXT,
	classification TEXT,
	subclassification TEXT,
	issued_on DATE,
	expires_on DATE,
	lsp TEXT,
	qr_link TEXT,
	attachment_id VARCHAR(36),
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id),
	FOREIGN KEY(attachment_id) REFERENCES attachment (id)
);

CREATE INDEX certificate_expiry ON certificate (expires_on);

CREATE UNIQUE INDEX certificate_participant ON certificate (participant_id) WHERE deleted_at IS NULL;

CREATE INDEX certificate_person ON certificate (person_id);

CREATE TABLE handover (
	id VARCHAR(36) NOT NULL,
	certificate_id VARCHAR(36) NOT NULL,
	received_on DATE NOT NULL,
	handed_by TEXT,
	proxy TEXT,
	proxy_identity TEXT,
	proxy_letter TEXT,
	note TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(certificate_id) REFERENCES certificate (id)
);

CREATE UNIQUE INDEX handover_certificate ON handover (certificate_id) WHERE deleted_at IS NULL;

CREATE VIRTUAL TABLE person_trigram USING fts5(name_key, nik, phone, village, content='person', tokenize='trigram');

CREATE TRIGGER person_trigram_added AFTER INSERT ON person BEGIN INSERT INTO person_trigram(rowid, name_key, nik, phone, village) VALUES (new.rowid, new.name_key, new.nik, new.phone, new.village); END;

CREATE TRIGGER person_trigram_removed AFTER DELETE ON person BEGIN INSERT INTO person_trigram(person_trigram, rowid, name_key, nik, phone, village) VALUES ('delete', old.rowid, old.name_key, old.nik, old.phone, old.village); END;

CREATE TRIGGER person_trigram_changed AFTER UPDATE OF name_key, nik, phone, village ON person BEGIN INSERT INTO person_trigram(person_trigram, rowid, name_key, nik, phone, village) VALUES ('delete', old.rowid, old.name_key, old.nik, old.phone, old.village); INSERT INTO person_trigram(rowid, name_key, nik, phone, village) VALUES (new.rowid, new.name_key, new.nik, new.phone, new.village); END;

CREATE VIRTUAL TABLE person_prefix USING fts5(name_key, nik, phone, village, content='person', tokenize='unicode61', prefix='1 2');

CREATE TRIGGER person_prefix_added AFTER INSERT ON person BEGIN INSERT INTO person_prefix(rowid, name_key, nik, phone, village) VALUES (new.rowid, new.name_key, new.nik, new.phone, new.village); END;

CREATE TRIGGER person_prefix_removed AFTER DELETE ON person BEGIN INSERT INTO person_prefix(person_prefix, rowid, name_key, nik, phone, village) VALUES ('delete', old.rowid, old.name_key, old.nik, old.phone, old.village); END;

CREATE TRIGGER person_prefix_changed AFTER UPDATE OF name_key, nik, phone, village ON person BEGIN INSERT INTO person_prefix(person_prefix, rowid, name_key, nik, phone, village) VALUES ('delete', old.rowid, old.name_key, old.nik, old.phone, old.village); INSERT INTO person_prefix(rowid, name_key, nik, phone, village) VALUES (new.rowid, new.name_key, new.nik, new.phone, new.village); END;

