BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE articles (
	id VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	identity VARCHAR NOT NULL, 
	doc_id VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	title VARCHAR, 
	byline VARCHAR, 
	outlet VARCHAR, 
	section VARCHAR, 
	published VARCHAR, 
	url VARCHAR, 
	language VARCHAR, 
	original_sha256 VARCHAR NOT NULL, 
	reader VARCHAR NOT NULL, 
	notes JSON NOT NULL, 
	text TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	previous_id VARCHAR, 
	is_current BOOLEAN NOT NULL, 
	run_id INTEGER NOT NULL, 
	created_at VARCHAR NOT NULL, 
	CONSTRAINT pk_articles PRIMARY KEY (id), 
	CONSTRAINT fk_articles_previous_id_articles FOREIGN KEY(previous_id) REFERENCES articles (id), 
	CONSTRAINT fk_articles_run_id_runs FOREIGN KEY(run_id) REFERENCES runs (id)
);
INSERT INTO "articles" VALUES('a71d0c2522853380','bbc39134781b6b83d5f2ebec01ce9aa73db1aa381d74f435f126f42b735a8174','a287c4e9b27c7821','bridge','news/bridge.txt','Bridge holds','By Noor Abel and Tim Ost','Ferry Post','Local','2025-03-04',NULL,'en','','text 1','["encoding guessed: utf-8"]','Mayor Ada Quill said the bridge was safe. “It will hold,” she said.
An aide said it would not, asking not to be named for fear of reprisals. Neighbours said they heard cracks.
The Harbour Office and Quill called for calm. “Who pays?” The builder declined to comment.',1,NULL,1,1,'2026-11-22T22:31:31.860+00:00');
CREATE TABLE findings (
	article_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	severity VARCHAR NOT NULL, 
	char_start INTEGER, 
	char_end INTEGER, 
	message VARCHAR NOT NULL, 
	statement_id VARCHAR, 
	source_id VARCHAR, 
	fingerprint VARCHAR NOT NULL, 
	CONSTRAINT pk_findings PRIMARY KEY (article_id, position), 
	CONSTRAINT fk_findings_article_id_source_id_sources FOREIGN KEY(article_id, source_id) REFERENCES sources (article_id, id), 
	CONSTRAINT fk_findings_article_id_statement_id_statements FOREIGN KEY(article_id, statement_id) REFERENCES statements (article_id, id), 
	CONSTRAINT fk_findings_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "findings" VALUES('a71d0c2522853380',0,'A101','warning',141,151,'no reason','t4','s3','f1');
INSERT INTO "findings" VALUES('a71d0c2522853380',1,'Q301','error',223,232,'no source','t6',NULL,'f2');
INSERT INTO "findings" VALUES('a71d0c2522853380',2,'A103','error',68,75,'vague',NULL,'s2','f3');
INSERT INTO "findings" VALUES('a71d0c2522853380',3,'S601','info',NULL,NULL,'the whole story',NULL,NULL,'f4');
CREATE TABLE markers (
	article_id VARCHAR NOT NULL, 
	source_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	char_start INTEGER NOT NULL, 
	char_end INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	blanket BOOLEAN NOT NULL, 
	CONSTRAINT pk_markers PRIMARY KEY (article_id, source_id, position), 
	CONSTRAINT fk_markers_article_id_source_id_sources FOREIGN KEY(article_id, source_id) REFERENCES sources (article_id, id)
);
INSERT INTO "markers" VALUES('a71d0c2522853380','s2',0,95,117,'status',0);
INSERT INTO "markers" VALUES('a71d0c2522853380','s2',1,118,139,'reason',1);
CREATE TABLE mentions (
	article_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	char_start INTEGER NOT NULL, 
	char_end INTEGER NOT NULL, 
	head VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	entity_type VARCHAR, 
	source_id VARCHAR, 
	source_position INTEGER, 
	statement_id VARCHAR, 
	statement_position INTEGER, 
	CONSTRAINT pk_mentions PRIMARY KEY (article_id, position), 
	CONSTRAINT fk_mentions_article_id_source_id_sources FOREIGN KEY(article_id, source_id) REFERENCES sources (article_id, id), 
	CONSTRAINT fk_mentions_article_id_statement_id_statements FOREIGN KEY(article_id, statement_id) REFERENCES statements (article_id, id)
);
INSERT INTO "mentions" VALUES('a71d0c2522853380',0,0,15,'quill','name','Person','s1',0,'t1',0);
INSERT INTO "mentions" VALUES('a71d0c2522853380',1,58,61,'she','pronoun',NULL,'s1',1,'t2',0);
INSERT INTO "mentions" VALUES('a71d0c2522853380',2,199,204,'quill','name','Person','s1',2,'t5',1);
INSERT INTO "mentions" VALUES('a71d0c2522853380',3,68,75,'aide','nominal',NULL,'s2',0,'t3',0);
INSERT INTO "mentions" VALUES('a71d0c2522853380',4,141,151,'neighbour','nominal',NULL,'s3',0,'t4',0);
INSERT INTO "mentions" VALUES('a71d0c2522853380',5,176,194,'office','name','Organization','s4',0,'t5',0);
INSERT INTO "mentions" VALUES('a71d0c2522853380',6,0,15,'quill','name','Person','s1',NULL,'t7',0);
CREATE TABLE paragraphs (
	article_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	ordinal INTEGER NOT NULL, 
	char_start INTEGER NOT NULL, 
	char_end INTEGER NOT NULL, 
	zone VARCHAR NOT NULL, 
	CONSTRAINT pk_paragraphs PRIMARY KEY (article_id, position), 
	CONSTRAINT fk_paragraphs_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "paragraphs" VALUES('a71d0c2522853380',0,0,0,67,'body');
INSERT INTO "paragraphs" VALUES('a71d0c2522853380',1,1,68,266,'boilerplate');
CREATE TABLE responses (
	article_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	char_start INTEGER NOT NULL, 
	char_end INTEGER NOT NULL, 
	source_start INTEGER, 
	source_end INTEGER, 
	kind VARCHAR NOT NULL, 
	source_id VARCHAR, 
	CONSTRAINT pk_responses PRIMARY KEY (article_id, position), 
	CONSTRAINT fk_responses_article_id_source_id_sources FOREIGN KEY(article_id, source_id) REFERENCES sources (article_id, id), 
	CONSTRAINT fk_responses_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "responses" VALUES('a71d0c2522853380',0,'r1',246,265,234,245,'declined',NULL);
CREATE TABLE runs (
	id INTEGER NOT NULL, 
	digest VARCHAR NOT NULL, 
	tool_version VARCHAR NOT NULL, 
	models JSON NOT NULL, 
	settings JSON NOT NULL, 
	started_at VARCHAR NOT NULL, 
	CONSTRAINT pk_runs PRIMARY KEY (id), 
	CONSTRAINT uq_runs_digest UNIQUE (digest)
);
INSERT INTO "runs" VALUES(1,'a95e6784d5c3a5da','0.1.0','[["attribution", "0123456789ab"], ["ner", "ba9876543210"]]','[["language", "en"]]','2026-01-02T03:04:05+00:00');
CREATE TABLE sentences (
	article_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	char_start INTEGER NOT NULL, 
	char_end INTEGER NOT NULL, 
	CONSTRAINT pk_sentences PRIMARY KEY (article_id, position), 
	CONSTRAINT fk_sentences_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "sentences" VALUES('a71d0c2522853380',0,0,41);
INSERT INTO "sentences" VALUES('a71d0c2522853380',1,42,67);
CREATE TABLE skipped_inputs (
	id INTEGER NOT NULL, 
	origin VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	run_id INTEGER NOT NULL, 
	created_at VARCHAR NOT NULL, 
	CONSTRAINT pk_skipped_inputs PRIMARY KEY (id), 
	CONSTRAINT fk_skipped_inputs_run_id_runs FOREIGN KEY(run_id) REFERENCES runs (id), 
	CONSTRAINT uq_skipped_inputs_origin_run_id UNIQUE (origin, run_id)
);
CREATE TABLE sources (
	article_id VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	label VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	identity VARCHAR NOT NULL, 
	source_type VARCHAR, 
	official BOOLEAN NOT NULL, 
	official_scope VARCHAR, 
	anonymity_status VARCHAR NOT NULL, 
	reason VARCHAR, 
	reason_class VARCHAR NOT NULL, 
	basis VARCHAR, 
	ground_rule VARCHAR, 
	title VARCHAR, 
	affiliation VARCHAR, 
	country VARCHAR, 
	former BOOLEAN NOT NULL, 
	head_count BIGINT, 
	document_title VARCHAR, 
	document_issuer VARCHAR, 
	confidence DOUBLE NOT NULL, 
	decided_by VARCHAR NOT NULL, 
	CONSTRAINT pk_sources PRIMARY KEY (article_id, id), 
	CONSTRAINT fk_sources_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "sources" VALUES('a71d0c2522853380','s1',0,'Ada Quill','person','named','named',1,'local','not_applicable',NULL,'none',NULL,NULL,'Mayor',NULL,NULL,0,1,NULL,NULL,0.97,'title: mayor');
INSERT INTO "sources" VALUES('a71d0c2522853380','s2',1,'aide','person','unnamed','anonymous',1,'local','disclosed','for fear of reprisals','informative',NULL,NULL,NULL,NULL,NULL,0,1,NULL,NULL,1.0,'marker');
INSERT INTO "sources" VALUES('a71d0c2522853380','s3',2,'neighbours','group','unnamed','anonymous',0,NULL,'undisclosed',NULL,'none',NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,1.0,'no name');
INSERT INTO "sources" VALUES('a71d0c2522853380','s4',3,'Harbour Office','organisation','named','official',1,'local','not_applicable',NULL,'none',NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,1.0,'institution');
CREATE TABLE statement_sources (
	article_id VARCHAR NOT NULL, 
	statement_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	source_id VARCHAR NOT NULL, 
	score DOUBLE, 
	CONSTRAINT pk_statement_sources PRIMARY KEY (article_id, statement_id, position), 
	CONSTRAINT fk_statement_sources_article_id_source_id_sources FOREIGN KEY(article_id, source_id) REFERENCES sources (article_id, id), 
	CONSTRAINT fk_statement_sources_article_id_statement_id_statements FOREIGN KEY(article_id, statement_id) REFERENCES statements (article_id, id)
);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t1',0,'s1',0.9);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t2',0,'s1',0.8);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t3',0,'s2',NULL);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t4',0,'s3',NULL);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t5',0,'s4',1.0);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t5',1,'s1',0.5);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t7',0,'s1',NULL);
CREATE TABLE statements (
	article_id VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	ordinal INTEGER NOT NULL, 
	content JSON NOT NULL, 
	words TEXT NOT NULL, 
	form VARCHAR NOT NULL, 
	cue_start INTEGER, 
	cue_end INTEGER, 
	cue_lemma VARCHAR, 
	cue_kind VARCHAR, 
	source_start INTEGER, 
	source_end INTEGER, 
	scope VARCHAR NOT NULL, 
	zone VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	nested_in VARCHAR, 
	via VARCHAR, 
	confidence DOUBLE NOT NULL, 
	needs_review BOOLEAN NOT NULL, 
	CONSTRAINT pk_statements PRIMARY KEY (article_id, id), 
	CONSTRAINT fk_statements_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "statements" VALUES('a71d0c2522853380','t1',0,0,'[[21, 40]]','the bridge was safe','indirect',16,20,'say','speech',0,15,'statement','body','interview',NULL,NULL,1.0,0);
INSERT INTO "statements" VALUES('a71d0c2522853380','t2',1,1,'[[43, 55]]','It will hold','direct',62,66,'say','speech',58,61,'statement','body','interview',NULL,NULL,1.0,0);
INSERT INTO "statements" VALUES('a71d0c2522853380','t3',2,2,'[[81, 93]]','it would not','indirect',16,20,'say','speech',68,75,'statement','body','interview',NULL,'Ferry Post',1.0,0);
INSERT INTO "statements" VALUES('a71d0c2522853380','t4',3,3,'[[157, 174]]','they heard cracks','indirect',16,20,'say','speech',141,151,'statement','body','post','t3',NULL,1.0,1);
INSERT INTO "statements" VALUES('a71d0c2522853380','t5',4,4,'[[205, 211], [216, 220]]','called … calm','mixed',205,215,'call','stance',NULL,NULL,'statement','body','interview',NULL,NULL,1.0,0);
INSERT INTO "statements" VALUES('a71d0c2522853380','t6',5,5,'[[223, 232]]','Who pays?','direct',NULL,NULL,NULL,NULL,NULL,NULL,'statement','deck','interview',NULL,NULL,1.0,0);
INSERT INTO "statements" VALUES('a71d0c2522853380','t7',6,6,'[[21, 31]]','the bridge','indirect',16,20,'say','speech',NULL,NULL,'attitude','body','interview',NULL,NULL,1.0,0);
CREATE INDEX ix_articles_doc_id ON articles (doc_id);
CREATE INDEX ix_articles_identity ON articles (identity);
CREATE INDEX ix_articles_is_current ON articles (is_current);
CREATE INDEX ix_articles_outlet_published ON articles (outlet, published);
CREATE INDEX ix_articles_previous_id ON articles (previous_id);
CREATE INDEX ix_articles_published ON articles (published);
CREATE INDEX ix_articles_run_id ON articles (run_id);
CREATE UNIQUE INDEX uq_articles_identity_current ON articles (identity) WHERE is_current = 1;
CREATE INDEX ix_skipped_inputs_run_id ON skipped_inputs (run_id);
CREATE INDEX ix_sources_anonymity_status ON sources (anonymity_status);
CREATE INDEX ix_sources_source_type ON sources (source_type);
CREATE INDEX ix_findings_code ON findings (code);
CREATE INDEX ix_findings_fingerprint ON findings (fingerprint);
CREATE INDEX ix_mentions_article_id_source_id ON mentions (article_id, source_id);
CREATE INDEX ix_mentions_article_id_statement_id ON mentions (article_id, statement_id);
CREATE INDEX ix_statement_sources_article_id_source_id ON statement_sources (article_id, source_id);
COMMIT;
