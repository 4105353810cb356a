CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE articles (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	draft INTEGER NOT NULL, 
	stored_at TEXT NOT NULL, 
	forgotten_at TEXT, 
	PRIMARY KEY (number), 
	UNIQUE (id)
);

CREATE TABLE drafts (
	article_id TEXT NOT NULL, 
	draft INTEGER NOT NULL, 
	path TEXT, 
	title TEXT, 
	byline TEXT, 
	published TEXT, 
	url TEXT, 
	language TEXT, 
	date_order TEXT, 
	sha256 TEXT NOT NULL, 
	source_sha256 TEXT NOT NULL, 
	text TEXT NOT NULL, 
	source BLOB NOT NULL, 
	made_by TEXT NOT NULL, 
	paragraphs TEXT NOT NULL, 
	annotations TEXT NOT NULL, 
	coverage TEXT NOT NULL, 
	stored_at TEXT NOT NULL, 
	PRIMARY KEY (article_id, draft), 
	FOREIGN KEY(article_id) REFERENCES articles (id)
);

CREATE TABLE claims (
	id TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	draft INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	statement TEXT NOT NULL, 
	question TEXT NOT NULL, 
	worth FLOAT NOT NULL, 
	made_by TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	workflow TEXT NOT NULL, 
	grade TEXT NOT NULL, 
	finding TEXT, 
	resolution TEXT, 
	assignee TEXT, 
	version INTEGER NOT NULL, article_number INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(article_id) REFERENCES articles (id)
);

CREATE TABLE candidates (
	id TEXT NOT NULL, 
	claim_id TEXT NOT NULL, 
	part INTEGER, 
	source TEXT NOT NULL, 
	title TEXT NOT NULL, 
	url TEXT NOT NULL, 
	excerpt TEXT NOT NULL, 
	retrieved_at TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	stance TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	permalink TEXT, 
	published TEXT, 
	score FLOAT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(claim_id) REFERENCES claims (id)
);

CREATE TABLE evidence (
	id TEXT NOT NULL, 
	claim_id TEXT NOT NULL, 
	grade TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	added_at TEXT NOT NULL, 
	added_by TEXT NOT NULL, 
	url TEXT, 
	file TEXT, 
	sha256 TEXT, 
	type TEXT, 
	title TEXT, 
	quote TEXT, 
	note TEXT, 
	source TEXT, 
	due TEXT, start INTEGER, "end" INTEGER, archived TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(claim_id) REFERENCES claims (id)
);

CREATE TABLE events (
	article TEXT NOT NULL, 
	sequence INTEGER NOT NULL, 
	claim TEXT, 
	kind TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	os_user TEXT NOT NULL, 
	time TEXT NOT NULL, 
	database_role TEXT, 
	payload TEXT, 
	previous TEXT, 
	payload_sha256 TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	PRIMARY KEY (article, sequence), 
	FOREIGN KEY(article) REFERENCES articles (id)
);

CREATE TABLE ledger (
	number INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	host TEXT NOT NULL, 
	words TEXT, 
	article_id TEXT, 
	PRIMARY KEY (number)
);

CREATE INDEX ix_drafts_path ON drafts (path);

CREATE INDEX ix_drafts_sha256 ON drafts (sha256);

CREATE INDEX claims_in_order ON claims (article_id, start, "end", kind);

CREATE INDEX ix_candidates_claim_id ON candidates (claim_id);

CREATE INDEX ix_evidence_claim_id ON evidence (claim_id);

CREATE INDEX ix_evidence_sha256 ON evidence (sha256);

CREATE INDEX events_of_claim ON events (claim, sequence);

CREATE INDEX ix_ledger_article_id ON ledger (article_id);

CREATE INDEX claims_listed ON claims (article_number, start);

CREATE INDEX claims_by_workflow ON claims (workflow, article_number, start);

CREATE INDEX claims_by_finding ON claims (finding, article_number, start);

CREATE INDEX claims_by_assignee ON claims (assignee, article_number, start);

CREATE INDEX claims_by_kind ON claims (kind, article_number, start);

CREATE INDEX claims_counted ON claims (article_id, draft, workflow);

CREATE TABLE archive (
	number INTEGER NOT NULL, 
	claim_id TEXT NOT NULL, 
	words TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (claim_id), 
	FOREIGN KEY(claim_id) REFERENCES claims (id)
);

CREATE VIRTUAL TABLE archive_words USING fts5(words, content='archive', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2');

CREATE TRIGGER archive_put AFTER INSERT ON archive BEGIN INSERT INTO archive_words (rowid, words) VALUES (NEW.number, NEW.words); END;

CREATE TRIGGER archive_out AFTER DELETE ON archive BEGIN INSERT INTO archive_words (archive_words, rowid, words) VALUES ('delete', OLD.number, OLD.words); END;

CREATE TRIGGER archive_changed AFTER UPDATE ON archive BEGIN INSERT INTO archive_words (archive_words, rowid, words) VALUES ('delete', OLD.number, OLD.words); INSERT INTO archive_words (rowid, words) VALUES (NEW.number, NEW.words); END;

INSERT INTO alembic_version VALUES ('0003');
