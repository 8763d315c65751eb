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
