CREATE TABLE facility_template (
	id VARCHAR(36) NOT NULL,
	scheme TEXT NOT NULL,
	name TEXT NOT NULL,
	quantity INTEGER NOT NULL,
	unit TEXT,
	for_each INTEGER NOT NULL,
	list_order INTEGER NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE INDEX facility_template_scheme ON facility_template (scheme);

CREATE TABLE letter_series (
	id VARCHAR(36) NOT NULL,
	name TEXT NOT NULL,
	pattern TEXT NOT NULL,
	unit TEXT,
	code TEXT,
	kinds JSON,
	last_number INTEGER,
	last_year INTEGER,
	list_order INTEGER NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE TABLE letterhead (
	id VARCHAR(36) NOT NULL,
	name TEXT NOT NULL,
	government TEXT,
	office TEXT,
	address TEXT,
	phone TEXT,
	email TEXT,
	website TEXT,
	emblem_sha256 VARCHAR(64),
	list_order INTEGER NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE TABLE office_procedure (
	id VARCHAR(36) NOT NULL,
	code TEXT NOT NULL,
	toml TEXT NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX office_procedure_code ON office_procedure (code) WHERE deleted_at IS NULL;

CREATE TABLE decision_letter (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	number TEXT,
	date DATE,
	subject TEXT,
	considering TEXT,
	basis TEXT,
	decides TEXT,
	signer TEXT,
	set_on DATE,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE UNIQUE INDEX decision_letter_activity ON decision_letter (activity_id) WHERE deleted_at IS NULL;

CREATE TABLE evaluation_item (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	list_order INTEGER NOT NULL,
	obstacle TEXT NOT NULL,
	cause TEXT,
	proposal TEXT,
	who TEXT,
	due_on DATE,
	done_on DATE,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE INDEX evaluation_item_activity ON evaluation_item (activity_id);

CREATE TABLE evidence (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36),
	topic TEXT NOT NULL,
	owner_id VARCHAR(36),
	sha256 VARCHAR(64) NOT NULL,
	file_name TEXT NOT NULL,
	media_type TEXT NOT NULL,
	size INTEGER NOT NULL,
	caption TEXT,
	added_at VARCHAR(32) NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE INDEX evidence_activity ON evidence (activity_id, topic);

CREATE INDEX evidence_owner ON evidence (owner_id);

CREATE TABLE facility (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	test_centre TEXT NOT NULL,
	scheme TEXT NOT NULL,
	name TEXT NOT NULL,
	needed INTEGER NOT NULL,
	unit TEXT,
	available INTEGER,
	condition TEXT,
	prepared_by TEXT,
	prepared_on DATE,
	note TEXT,
	list_order INTEGER NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE INDEX facility_activity ON facility (activity_id);

CREATE TABLE letter (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36),
	step TEXT,
	owner_id VARCHAR(36),
	direction TEXT NOT NULL,
	kind TEXT NOT NULL,
	year INTEGER NOT NULL,
	letter_series_id VARCHAR(36),
	sequence INTEGER,
	number TEXT,
	number_key TEXT,
	code TEXT,
	letter_date DATE,
	moved_on DATE,
	way TEXT,
	correspondent TEXT,
	place TEXT,
	subject TEXT NOT NULL,
	nature TEXT,
	enclosed TEXT,
	body TEXT,
	copies TEXT,
	disposed_by TEXT,
	disposed_to TEXT,
	instruction TEXT,
	due_on DATE,
	done_on DATE,
	answers_id VARCHAR(36),
	cancel_reason TEXT,
	note TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id),
	FOREIGN KEY(letter_series_id) REFERENCES letter_series (id),
	FOREIGN KEY(answers_id) REFERENCES letter (id)
);

CREATE INDEX letter_activity ON letter (activity_id);

CREATE UNIQUE INDEX letter_number ON letter (year, number_key) WHERE deleted_at IS NULL AND direction = 'out';

CREATE INDEX letter_owner ON letter (owner_id);

CREATE INDEX letter_register ON letter (year, direction);

CREATE UNIQUE INDEX letter_sequence ON letter (letter_series_id, year, sequence) WHERE deleted_at IS NULL AND direction = 'out';

CREATE TABLE letter_gap (
	id VARCHAR(36) NOT NULL,
	letter_series_id VARCHAR(36) NOT NULL,
	year INTEGER NOT NULL,
	first_number INTEGER NOT NULL,
	last_number INTEGER NOT NULL,
	reason TEXT NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(letter_series_id) REFERENCES letter_series (id)
);

CREATE INDEX letter_gap_series ON letter_gap (letter_series_id, year);

CREATE TABLE meeting (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	kind TEXT NOT NULL,
	title TEXT,
	number TEXT,
	date DATE,
	starts TEXT,
	ends TEXT,
	place TEXT,
	chair TEXT,
	note_taker TEXT,
	conclusions TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE INDEX meeting_activity ON meeting (activity_id);

CREATE TABLE official_record (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	covers TEXT NOT NULL,
	number TEXT,
	date DATE,
	place TEXT,
	lsp TEXT,
	scheme TEXT,
	standard TEXT,
	test_centre TEXT,
	closing TEXT,
	witness TEXT,
	witness_position TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE INDEX official_record_activity ON official_record (activity_id);

CREATE TABLE report_text (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	chapter TEXT NOT NULL,
	body TEXT NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE UNIQUE INDEX report_text_chapter ON report_text (activity_id, chapter) WHERE deleted_at IS NULL;

CREATE TABLE selection_plan (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	total INTEGER,
	reserves INTEGER,
	verified_only INTEGER NOT NULL,
	rules JSON NOT NULL,
	villages JSON NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id)
);

CREATE UNIQUE INDEX selection_plan_activity ON selection_plan (activity_id) WHERE deleted_at IS NULL;

CREATE TABLE team_member (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	role TEXT NOT NULL,
	assessor_id VARCHAR(36),
	name TEXT NOT NULL,
	position TEXT,
	phone TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id),
	FOREIGN KEY(assessor_id) REFERENCES assessor (id)
);

CREATE INDEX team_member_activity ON team_member (activity_id);

CREATE TABLE confirmation (
	id VARCHAR(36) NOT NULL,
	session_id VARCHAR(36) NOT NULL,
	assessor_id VARCHAR(36) NOT NULL,
	asked_on DATE,
	asked_by TEXT,
	way TEXT,
	answer TEXT NOT NULL,
	answered_on DATE,
	note TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(session_id) REFERENCES session (id),
	FOREIGN KEY(assessor_id) REFERENCES assessor (id)
);

CREATE UNIQUE INDEX confirmation_session ON confirmation (session_id, assessor_id) WHERE deleted_at IS NULL;

CREATE TABLE follow_up (
	id VARCHAR(36) NOT NULL,
	meeting_id VARCHAR(36) NOT NULL,
	what TEXT NOT NULL,
	who TEXT,
	due_on DATE,
	done_on DATE,
	note TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX follow_up_meeting ON follow_up (meeting_id);

CREATE TABLE meeting_guest (
	id VARCHAR(36) NOT NULL,
	meeting_id VARCHAR(36) NOT NULL,
	list_order INTEGER NOT NULL,
	name TEXT NOT NULL,
	position TEXT,
	phone TEXT,
	attendance TEXT NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX meeting_guest_meeting ON meeting_guest (meeting_id);

CREATE TABLE meeting_point (
	id VARCHAR(36) NOT NULL,
	meeting_id VARCHAR(36) NOT NULL,
	list_order INTEGER NOT NULL,
	title TEXT NOT NULL,
	discussion TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX meeting_point_meeting ON meeting_point (meeting_id);

CREATE TABLE record_filing (
	id VARCHAR(36) NOT NULL,
	official_record_id VARCHAR(36) NOT NULL,
	paper TEXT NOT NULL,
	archived_on DATE NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(official_record_id) REFERENCES official_record (id)
);

CREATE UNIQUE INDEX record_filing_paper ON record_filing (official_record_id, paper) WHERE deleted_at IS NULL;

CREATE TABLE record_review (
	id VARCHAR(36) NOT NULL,
	official_record_id VARCHAR(36) NOT NULL,
	role TEXT NOT NULL,
	state TEXT NOT NULL,
	reviewed_on DATE,
	who TEXT,
	note TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(official_record_id) REFERENCES official_record (id)
);

CREATE UNIQUE INDEX record_review_role ON record_review (official_record_id, role) WHERE deleted_at IS NULL;

CREATE TABLE assessment (
	id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36) NOT NULL,
	assessor TEXT,
	assessed_on DATE,
	method TEXT,
	recommendation TEXT,
	decision TEXT,
	decided_on DATE,
	score TEXT,
	note TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE UNIQUE INDEX assessment_participant ON assessment (participant_id) WHERE deleted_at IS NULL;

CREATE TABLE attendance (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	session_id VARCHAR(36),
	date DATE NOT NULL,
	participant_id VARCHAR(36),
	team_member_id VARCHAR(36),
	visitor TEXT,
	nik TEXT,
	presence TEXT NOT NULL,
	arrived TEXT,
	walk_in INTEGER NOT NULL,
	substitute_for_id VARCHAR(36),
	recorded_way TEXT,
	note TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id),
	FOREIGN KEY(session_id) REFERENCES session (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id),
	FOREIGN KEY(team_member_id) REFERENCES team_member (id),
	FOREIGN KEY(substitute_for_id) REFERENCES participant (id)
);

CREATE INDEX attendance_activity ON attendance (activity_id);

CREATE UNIQUE INDEX attendance_of_day ON attendance (date, participant_id) WHERE deleted_at IS NULL AND session_id IS NULL;

CREATE UNIQUE INDEX attendance_of_session ON attendance (session_id, participant_id) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX attendance_of_team ON attendance (date, team_member_id) WHERE deleted_at IS NULL;

CREATE INDEX attendance_participant ON attendance (participant_id);

CREATE INDEX attendance_session ON attendance (session_id);

CREATE TABLE attendance_scan (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	at VARCHAR(32) NOT NULL,
	actor TEXT NOT NULL,
	session_id VARCHAR(36),
	date DATE NOT NULL,
	text TEXT NOT NULL,
	outcome TEXT NOT NULL,
	participant_id VARCHAR(36),
	name TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id),
	FOREIGN KEY(session_id) REFERENCES session (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE INDEX attendance_scan_activity ON attendance_scan (activity_id, id);

CREATE TABLE complaint (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36),
	participant_id VARCHAR(36),
	year INTEGER NOT NULL,
	number INTEGER NOT NULL,
	received_on DATE NOT NULL,
	channel TEXT,
	name TEXT,
	contact TEXT,
	what TEXT NOT NULL,
	answer TEXT,
	answered_by TEXT,
	answered_on DATE,
	state TEXT NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE INDEX complaint_activity ON complaint (activity_id);

CREATE UNIQUE INDEX complaint_number ON complaint (year, number) WHERE deleted_at IS NULL;

CREATE INDEX complaint_participant ON complaint (participant_id);

CREATE TABLE decision_participant (
	id VARCHAR(36) NOT NULL,
	decision_letter_id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36) NOT NULL,
	list_order INTEGER NOT NULL,
	name TEXT NOT NULL,
	nik TEXT,
	village TEXT,
	occupation TEXT,
	level INTEGER,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(decision_letter_id) REFERENCES decision_letter (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE INDEX decision_participant_letter ON decision_participant (decision_letter_id);

CREATE TABLE fee (
	id VARCHAR(36) NOT NULL,
	activity_id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36),
	what TEXT NOT NULL,
	amount INTEGER NOT NULL,
	payer TEXT NOT NULL,
	payee TEXT NOT NULL,
	paid_on DATE,
	proof_number TEXT,
	note TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(activity_id) REFERENCES activity (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE INDEX fee_activity ON fee (activity_id);

CREATE INDEX fee_participant ON fee (participant_id);

CREATE TABLE portal_entry (
	id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36) NOT NULL,
	portal TEXT NOT NULL,
	entry_state TEXT NOT NULL,
	entered_on DATE,
	entered_by TEXT,
	portal_number TEXT,
	note TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE UNIQUE INDEX portal_entry_participant ON portal_entry (participant_id, portal) WHERE deleted_at IS NULL;

CREATE TABLE reminder (
	id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36) NOT NULL,
	at VARCHAR(32) NOT NULL,
	called_by TEXT,
	way TEXT NOT NULL,
	reach TEXT NOT NULL,
	note TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE INDEX reminder_participant ON reminder (participant_id);

CREATE TABLE selection (
	id VARCHAR(36) NOT NULL,
	participant_id VARCHAR(36) NOT NULL,
	state TEXT NOT NULL,
	verified_on DATE,
	verified_by TEXT,
	note TEXT,
	decided_on DATE,
	decided_by TEXT,
	reason TEXT,
	by_hand INTEGER NOT NULL,
	replacement_id VARCHAR(36),
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(participant_id) REFERENCES participant (id),
	FOREIGN KEY(replacement_id) REFERENCES participant (id)
);

CREATE UNIQUE INDEX selection_participant ON selection (participant_id) WHERE deleted_at IS NULL;

CREATE TABLE appeal (
	id VARCHAR(36) NOT NULL,
	assessment_id VARCHAR(36) NOT NULL,
	state TEXT NOT NULL,
	filed_on DATE NOT NULL,
	reason TEXT NOT NULL,
	reviewed_on DATE,
	closed_on DATE,
	note TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(assessment_id) REFERENCES assessment (id)
);

CREATE UNIQUE INDEX appeal_assessment ON appeal (assessment_id) WHERE deleted_at IS NULL;

CREATE TABLE certificate_copy (
	id VARCHAR(36) NOT NULL,
	certificate_id VARCHAR(36) NOT NULL,
	archived_on DATE NOT NULL,
	archived_by TEXT,
	place TEXT,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id),
	FOREIGN KEY(certificate_id) REFERENCES certificate (id)
);

CREATE UNIQUE INDEX certificate_copy_certificate ON certificate_copy (certificate_id) WHERE deleted_at IS NULL;
