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

CREATE TABLE office_procedure (
	id VARCHAR(36) NOT NULL,
	code TEXT NOT NULL,
	toml TEXT NOT NULL,
	deleted_at VARCHAR(32),
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX office_procedure_code ON office_procedure (code) WHERE deleted_at IS NULL;
