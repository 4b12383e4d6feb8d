BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0006');
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
The Harbour Office and Quill called for calm. “Who pays?” The builder declined to comment.',1,NULL,1,1,'2026-11-28T15:24:39.078+00:00');
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
CREATE TABLE joint_attributions (
	article_id VARCHAR NOT NULL, 
	statement_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	scope VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	source_type VARCHAR, 
	official BOOLEAN NOT NULL, 
	anonymity_status VARCHAR NOT NULL, source_id VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_joint_attributions PRIMARY KEY (article_id, statement_id, position), 
	CONSTRAINT fk_joint_attributions_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "joint_attributions" VALUES('a71d0c2522853380','t5',0,'statement','Harbour Office','official',1,'not_applicable','s4');
INSERT INTO "joint_attributions" VALUES('a71d0c2522853380','t5',1,'statement','Ada Quill','named',1,'not_applicable','s1');
CREATE TABLE markers (
	article_id VARCHAR NOT NULL, 
	source_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	char_start INTEGER NOT NULL, 
	char_end INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	blanket BOOLEAN NOT NULL, matched VARCHAR, 
	CONSTRAINT pk_markers PRIMARY KEY (article_id, source_id, position), 
	CONSTRAINT fk_markers_article_id_source_id_sources FOREIGN KEY(article_id, source_id) REFERENCES sources (article_id, id)
);
INSERT INTO "markers" VALUES('a71d0c2522853380','s2',0,95,117,'status',0,'');
INSERT INTO "markers" VALUES('a71d0c2522853380','s2',1,118,139,'reason',1,'');
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
CREATE TABLE review_places (
	article_id VARCHAR NOT NULL, 
	review_id INTEGER NOT NULL, 
	target_id VARCHAR NOT NULL, 
	source_id VARCHAR, 
	stale BOOLEAN NOT NULL, 
	CONSTRAINT pk_review_places PRIMARY KEY (article_id, review_id), 
	CONSTRAINT fk_review_places_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id), 
	CONSTRAINT fk_review_places_review_id_reviews FOREIGN KEY(review_id) REFERENCES reviews (id)
);
INSERT INTO "review_places" VALUES('a71d0c2522853380',1,'t3','s2',0);
CREATE TABLE reviews (
	id INTEGER NOT NULL, 
	identity VARCHAR NOT NULL, 
	article_id VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	target_id VARCHAR NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	quote TEXT NOT NULL, 
	context_before TEXT NOT NULL, 
	context_after TEXT NOT NULL, 
	char_start INTEGER NOT NULL, 
	speaker VARCHAR, 
	judgement VARCHAR NOT NULL, 
	details JSON NOT NULL, 
	reviewer VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	created_at VARCHAR NOT NULL, 
	withdrawn_at VARCHAR, 
	withdrawn_by VARCHAR, 
	CONSTRAINT pk_reviews PRIMARY KEY (id), 
	CONSTRAINT fk_reviews_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "reviews" VALUES(1,'a287c4e9b27c7821','a71d0c2522853380','statement','t3','a32b99b70be0e697','it would not','ayor Ada Quill said the bridge was safe. “It will hold,” she said.
An aide said ',', asking not to be named for fear of reprisals. Neighbours said they heard crack',81,'aide','corrected','{"source_id": "s2", "code": null, "correction": {"speaker": null, "source_type": "official", "words": null, "reason": null}, "found": {"speaker": "aide", "source_type": "anonymous", "reason": "for fear of reprisals"}}','Ona Reed','seen','','2026-11-28T15:24:39.117+00:00',NULL,NULL);
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
CREATE TABLE source_findings (
	article_id VARCHAR NOT NULL, 
	source_id VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	statements INTEGER NOT NULL, 
	attitudes INTEGER NOT NULL, 
	CONSTRAINT pk_source_findings PRIMARY KEY (article_id, source_id, code), 
	CONSTRAINT fk_source_findings_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "source_findings" VALUES('a71d0c2522853380','s3','A101',1,0);
INSERT INTO "source_findings" VALUES('a71d0c2522853380','s2','A103',1,0);
INSERT INTO "source_findings" VALUES('a71d0c2522853380','s1','S601',3,1);
INSERT INTO "source_findings" VALUES('a71d0c2522853380','s2','S601',1,0);
INSERT INTO "source_findings" VALUES('a71d0c2522853380','s3','S601',1,0);
INSERT INTO "source_findings" VALUES('a71d0c2522853380','s4','S601',1,0);
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
	decided_by VARCHAR NOT NULL, statements INTEGER DEFAULT '0' NOT NULL, attitudes INTEGER DEFAULT '0' NOT NULL, namesake BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_sources PRIMARY KEY (article_id, id), 
	CONSTRAINT fk_sources_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "sources" VALUES('a71d0c2522853380','s1',0,'Ada Quill','person','named','named',1,'local','not_applicable',NULL,'none',NULL,NULL,'Mayor',NULL,NULL,0,1,NULL,NULL,0.97,'title: mayor',3,1,0);
INSERT INTO "sources" VALUES('a71d0c2522853380','s2',1,'aide','organisation','named','official',1,'local','not_applicable',NULL,'none',NULL,NULL,NULL,NULL,NULL,0,1,NULL,NULL,1.0,'review by Ona Reed',1,0,0);
INSERT INTO "sources" VALUES('a71d0c2522853380','s3',2,'neighbours','group','unnamed','anonymous',0,NULL,'undisclosed',NULL,'none',NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,1.0,'no name',1,0,0);
INSERT INTO "sources" VALUES('a71d0c2522853380','s4',3,'Harbour Office','organisation','named','official',1,'local','not_applicable',NULL,'none',NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,1.0,'institution',1,0,0);
CREATE TABLE statement_sources (
	article_id VARCHAR NOT NULL, 
	statement_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	source_id VARCHAR NOT NULL, 
	score DOUBLE, resolved_by VARCHAR, 
	CONSTRAINT pk_statement_sources PRIMARY KEY (article_id, statement_id, position), 
	CONSTRAINT fk_statement_sources_article_id_source_id_sources FOREIGN KEY(article_id, source_id) REFERENCES sources (article_id, id), 
	CONSTRAINT fk_statement_sources_article_id_statement_id_statements FOREIGN KEY(article_id, statement_id) REFERENCES statements (article_id, id)
);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t1',0,'s1',0.9,NULL);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t2',0,'s1',0.8,NULL);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t3',0,'s2',NULL,NULL);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t4',0,'s3',NULL,NULL);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t5',0,'s4',1.0,NULL);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t5',1,'s1',0.5,NULL);
INSERT INTO "statement_sources" VALUES('a71d0c2522853380','t7',0,'s1',NULL,NULL);
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
	needs_review BOOLEAN NOT NULL, tag_cue DOUBLE, tag_source DOUBLE, tag_content DOUBLE, speaker_confidence DOUBLE, 
	CONSTRAINT pk_statements PRIMARY KEY (article_id, id), 
	CONSTRAINT fk_statements_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "statements" VALUES('a71d0c2522853380','t1',0,0,'[[21, 40]]','the bridge was safe','indirect',16,20,'say','speech',0,15,'statement','body','interview',NULL,NULL,1.0,0,NULL,NULL,NULL,1.0);
INSERT INTO "statements" VALUES('a71d0c2522853380','t2',1,1,'[[43, 55]]','It will hold','direct',62,66,'say','speech',58,61,'statement','body','interview',NULL,NULL,1.0,0,NULL,NULL,NULL,1.0);
INSERT INTO "statements" VALUES('a71d0c2522853380','t3',2,2,'[[81, 93]]','it would not','indirect',16,20,'say','speech',68,75,'statement','body','interview',NULL,'Ferry Post',1.0,0,NULL,NULL,NULL,1.0);
INSERT INTO "statements" VALUES('a71d0c2522853380','t4',3,3,'[[157, 174]]','they heard cracks','indirect',16,20,'say','speech',141,151,'statement','body','post','t3',NULL,1.0,1,NULL,NULL,NULL,1.0);
INSERT INTO "statements" VALUES('a71d0c2522853380','t5',4,4,'[[205, 211], [216, 220]]','called … calm','mixed',205,215,'call','stance',NULL,NULL,'statement','body','interview',NULL,NULL,1.0,0,NULL,NULL,NULL,1.0);
INSERT INTO "statements" VALUES('a71d0c2522853380','t6',5,5,'[[223, 232]]','Who pays?','direct',NULL,NULL,NULL,NULL,NULL,NULL,'statement','deck','interview',NULL,NULL,1.0,0,NULL,NULL,NULL,1.0);
INSERT INTO "statements" VALUES('a71d0c2522853380','t7',6,6,'[[21, 31]]','the bridge','indirect',16,20,'say','speech',NULL,NULL,'attitude','body','interview',NULL,NULL,1.0,0,NULL,NULL,NULL,1.0);
CREATE TABLE tallies (
	article_id VARCHAR NOT NULL, 
	scope VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	statements INTEGER NOT NULL, 
	pairs INTEGER NOT NULL, 
	named INTEGER NOT NULL, 
	official INTEGER NOT NULL, 
	anonymous INTEGER NOT NULL, 
	orphans INTEGER NOT NULL, 
	people INTEGER DEFAULT '0' NOT NULL, 
	nameless INTEGER DEFAULT '0' NOT NULL, 
	reason INTEGER, 
	CONSTRAINT pk_tallies PRIMARY KEY (article_id, scope, code), 
	CONSTRAINT fk_tallies_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "tallies" VALUES('a71d0c2522853380','statement','',6,7,3,2,1,1,4,1,NULL);
INSERT INTO "tallies" VALUES('a71d0c2522853380','attitude','',1,1,1,0,0,0,1,0,NULL);
INSERT INTO "tallies" VALUES('a71d0c2522853380','statement','A101',1,1,0,0,1,0,1,1,NULL);
INSERT INTO "tallies" VALUES('a71d0c2522853380','statement','A103',1,1,0,1,0,0,0,0,NULL);
INSERT INTO "tallies" VALUES('a71d0c2522853380','statement','Q301',1,1,0,0,0,1,0,0,NULL);
INSERT INTO "tallies" VALUES('a71d0c2522853380','statement','S601',6,7,3,2,1,1,4,1,NULL);
INSERT INTO "tallies" VALUES('a71d0c2522853380','attitude','S601',1,1,1,0,0,0,1,0,NULL);
CREATE TABLE tool_audits (
	article_id VARCHAR NOT NULL, 
	found JSON NOT NULL, 
	CONSTRAINT pk_tool_audits PRIMARY KEY (article_id), 
	CONSTRAINT fk_tool_audits_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "tool_audits" VALUES('a71d0c2522853380','{"paragraphs": [{"article_id": "a71d0c2522853380", "position": 0, "char_start": 0, "char_end": 67, "ordinal": 0, "zone": "body"}, {"article_id": "a71d0c2522853380", "position": 1, "char_start": 68, "char_end": 266, "ordinal": 1, "zone": "boilerplate"}], "sentences": [{"article_id": "a71d0c2522853380", "position": 0, "char_start": 0, "char_end": 41}, {"article_id": "a71d0c2522853380", "position": 1, "char_start": 42, "char_end": 67}], "sources": [{"article_id": "a71d0c2522853380", "label": "Ada Quill", "official": true, "reason": null, "basis": null, "ground_rule": null, "title": "Mayor", "affiliation": null, "country": null, "former": false, "head_count": 1, "document_title": null, "document_issuer": null, "confidence": 0.97, "decided_by": "title: mayor", "id": "s1", "position": 0, "kind": "person", "identity": "named", "source_type": "named", "official_scope": "local", "anonymity_status": "not_applicable", "reason_class": "none", "statements": 3, "attitudes": 1, "namesake": false}, {"article_id": "a71d0c2522853380", "label": "aide", "official": true, "reason": "for fear of reprisals", "basis": null, "ground_rule": null, "title": null, "affiliation": null, "country": null, "former": false, "head_count": 1, "document_title": null, "document_issuer": null, "confidence": 1.0, "decided_by": "marker", "id": "s2", "position": 1, "kind": "person", "identity": "unnamed", "source_type": "anonymous", "official_scope": "local", "anonymity_status": "disclosed", "reason_class": "informative", "statements": 1, "attitudes": 0, "namesake": false}, {"article_id": "a71d0c2522853380", "label": "neighbours", "official": false, "reason": null, "basis": null, "ground_rule": null, "title": null, "affiliation": null, "country": null, "former": false, "head_count": null, "document_title": null, "document_issuer": null, "confidence": 1.0, "decided_by": "no name", "id": "s3", "position": 2, "kind": "group", "identity": "unnamed", "source_type": "anonymous", "official_scope": null, "anonymity_status": "undisclosed", "reason_class": "none", "statements": 1, "attitudes": 0, "namesake": false}, {"article_id": "a71d0c2522853380", "label": "Harbour Office", "official": true, "reason": null, "basis": null, "ground_rule": null, "title": null, "affiliation": null, "country": null, "former": false, "head_count": null, "document_title": null, "document_issuer": null, "confidence": 1.0, "decided_by": "institution", "id": "s4", "position": 3, "kind": "organisation", "identity": "named", "source_type": "official", "official_scope": "local", "anonymity_status": "not_applicable", "reason_class": "none", "statements": 1, "attitudes": 0, "namesake": false}], "statements": [{"article_id": "a71d0c2522853380", "cue_start": 16, "cue_end": 20, "source_start": 0, "source_end": 15, "id": "t1", "position": 0, "ordinal": 0, "content": [[21, 40]], "words": "the bridge was safe", "form": "indirect", "cue_lemma": "say", "cue_kind": "speech", "scope": "statement", "zone": "body", "channel": "interview", "nested_in": null, "via": null, "tag_cue": null, "tag_source": null, "tag_content": null, "confidence": 1.0, "speaker_confidence": 1.0, "needs_review": false}, {"article_id": "a71d0c2522853380", "cue_start": 62, "cue_end": 66, "source_start": 58, "source_end": 61, "id": "t2", "position": 1, "ordinal": 1, "content": [[43, 55]], "words": "It will hold", "form": "direct", "cue_lemma": "say", "cue_kind": "speech", "scope": "statement", "zone": "body", "channel": "interview", "nested_in": null, "via": null, "tag_cue": null, "tag_source": null, "tag_content": null, "confidence": 1.0, "speaker_confidence": 1.0, "needs_review": false}, {"article_id": "a71d0c2522853380", "cue_start": 16, "cue_end": 20, "source_start": 68, "source_end": 75, "id": "t3", "position": 2, "ordinal": 2, "content": [[81, 93]], "words": "it would not", "form": "indirect", "cue_lemma": "say", "cue_kind": "speech", "scope": "statement", "zone": "body", "channel": "interview", "nested_in": null, "via": "Ferry Post", "tag_cue": null, "tag_source": null, "tag_content": null, "confidence": 1.0, "speaker_confidence": 1.0, "needs_review": false}, {"article_id": "a71d0c2522853380", "cue_start": 16, "cue_end": 20, "source_start": 141, "source_end": 151, "id": "t4", "position": 3, "ordinal": 3, "content": [[157, 174]], "words": "they heard cracks", "form": "indirect", "cue_lemma": "say", "cue_kind": "speech", "scope": "statement", "zone": "body", "channel": "post", "nested_in": "t3", "via": null, "tag_cue": null, "tag_source": null, "tag_content": null, "confidence": 1.0, "speaker_confidence": 1.0, "needs_review": true}, {"article_id": "a71d0c2522853380", "cue_start": 205, "cue_end": 215, "source_start": null, "source_end": null, "id": "t5", "position": 4, "ordinal": 4, "content": [[205, 211], [216, 220]], "words": "called \u2026 calm", "form": "mixed", "cue_lemma": "call", "cue_kind": "stance", "scope": "statement", "zone": "body", "channel": "interview", "nested_in": null, "via": null, "tag_cue": null, "tag_source": null, "tag_content": null, "confidence": 1.0, "speaker_confidence": 1.0, "needs_review": false}, {"article_id": "a71d0c2522853380", "cue_start": null, "cue_end": null, "source_start": null, "source_end": null, "id": "t6", "position": 5, "ordinal": 5, "content": [[223, 232]], "words": "Who pays?", "form": "direct", "cue_lemma": null, "cue_kind": null, "scope": "statement", "zone": "deck", "channel": "interview", "nested_in": null, "via": null, "tag_cue": null, "tag_source": null, "tag_content": null, "confidence": 1.0, "speaker_confidence": 1.0, "needs_review": false}, {"article_id": "a71d0c2522853380", "cue_start": 16, "cue_end": 20, "source_start": null, "source_end": null, "id": "t7", "position": 6, "ordinal": 6, "content": [[21, 31]], "words": "the bridge", "form": "indirect", "cue_lemma": "say", "cue_kind": "speech", "scope": "attitude", "zone": "body", "channel": "interview", "nested_in": null, "via": null, "tag_cue": null, "tag_source": null, "tag_content": null, "confidence": 1.0, "speaker_confidence": 1.0, "needs_review": false}], "statement_sources": [{"article_id": "a71d0c2522853380", "statement_id": "t1", "position": 0, "source_id": "s1", "score": 0.9, "resolved_by": null}, {"article_id": "a71d0c2522853380", "statement_id": "t2", "position": 0, "source_id": "s1", "score": 0.8, "resolved_by": null}, {"article_id": "a71d0c2522853380", "statement_id": "t3", "position": 0, "source_id": "s2", "score": null, "resolved_by": null}, {"article_id": "a71d0c2522853380", "statement_id": "t4", "position": 0, "source_id": "s3", "score": null, "resolved_by": null}, {"article_id": "a71d0c2522853380", "statement_id": "t5", "position": 0, "source_id": "s4", "score": 1.0, "resolved_by": null}, {"article_id": "a71d0c2522853380", "statement_id": "t5", "position": 1, "source_id": "s1", "score": 0.5, "resolved_by": null}, {"article_id": "a71d0c2522853380", "statement_id": "t7", "position": 0, "source_id": "s1", "score": null, "resolved_by": null}], "mentions": [{"article_id": "a71d0c2522853380", "position": 0, "char_start": 0, "char_end": 15, "head": "quill", "kind": "name", "entity_type": "Person", "source_id": "s1", "source_position": 0, "statement_id": "t1", "statement_position": 0}, {"article_id": "a71d0c2522853380", "position": 1, "char_start": 58, "char_end": 61, "head": "she", "kind": "pronoun", "entity_type": null, "source_id": "s1", "source_position": 1, "statement_id": "t2", "statement_position": 0}, {"article_id": "a71d0c2522853380", "position": 2, "char_start": 199, "char_end": 204, "head": "quill", "kind": "name", "entity_type": "Person", "source_id": "s1", "source_position": 2, "statement_id": "t5", "statement_position": 1}, {"article_id": "a71d0c2522853380", "position": 3, "char_start": 68, "char_end": 75, "head": "aide", "kind": "nominal", "entity_type": null, "source_id": "s2", "source_position": 0, "statement_id": "t3", "statement_position": 0}, {"article_id": "a71d0c2522853380", "position": 4, "char_start": 141, "char_end": 151, "head": "neighbour", "kind": "nominal", "entity_type": null, "source_id": "s3", "source_position": 0, "statement_id": "t4", "statement_position": 0}, {"article_id": "a71d0c2522853380", "position": 5, "char_start": 176, "char_end": 194, "head": "office", "kind": "name", "entity_type": "Organization", "source_id": "s4", "source_position": 0, "statement_id": "t5", "statement_position": 0}, {"article_id": "a71d0c2522853380", "position": 6, "char_start": 0, "char_end": 15, "head": "quill", "kind": "name", "entity_type": "Person", "source_id": "s1", "source_position": null, "statement_id": "t7", "statement_position": 0}], "markers": [{"article_id": "a71d0c2522853380", "position": 0, "char_start": 95, "char_end": 117, "source_id": "s2", "kind": "status", "blanket": false, "matched": ""}, {"article_id": "a71d0c2522853380", "position": 1, "char_start": 118, "char_end": 139, "source_id": "s2", "kind": "reason", "blanket": true, "matched": ""}], "responses": [{"article_id": "a71d0c2522853380", "position": 0, "char_start": 246, "char_end": 265, "source_start": 234, "source_end": 245, "id": "r1", "kind": "declined", "source_id": null}], "findings": [{"article_id": "a71d0c2522853380", "position": 0, "char_start": 141, "char_end": 151, "code": "A101", "severity": "warning", "message": "no reason", "statement_id": "t4", "source_id": "s3", "fingerprint": "f1"}, {"article_id": "a71d0c2522853380", "position": 1, "char_start": 223, "char_end": 232, "code": "Q301", "severity": "error", "message": "no source", "statement_id": "t6", "source_id": null, "fingerprint": "f2"}, {"article_id": "a71d0c2522853380", "position": 2, "char_start": 68, "char_end": 75, "code": "A103", "severity": "error", "message": "vague", "statement_id": null, "source_id": "s2", "fingerprint": "f3"}, {"article_id": "a71d0c2522853380", "position": 3, "char_start": null, "char_end": null, "code": "S601", "severity": "info", "message": "the whole story", "statement_id": null, "source_id": null, "fingerprint": "f4"}], "tallies": [{"article_id": "a71d0c2522853380", "scope": "statement", "code": "", "reason": 2, "statements": 6, "pairs": 7, "orphans": 1, "people": 5, "nameless": 2, "named": 3, "official": 1, "anonymous": 2}, {"article_id": "a71d0c2522853380", "scope": "attitude", "code": "", "reason": null, "statements": 1, "pairs": 1, "orphans": 0, "people": 1, "nameless": 0, "named": 1, "official": 0, "anonymous": 0}, {"article_id": "a71d0c2522853380", "scope": "statement", "code": "A101", "reason": null, "statements": 1, "pairs": 1, "orphans": 0, "people": 1, "nameless": 1, "named": 0, "official": 0, "anonymous": 1}, {"article_id": "a71d0c2522853380", "scope": "statement", "code": "A103", "reason": 2, "statements": 1, "pairs": 1, "orphans": 0, "people": 1, "nameless": 1, "named": 0, "official": 0, "anonymous": 1}, {"article_id": "a71d0c2522853380", "scope": "statement", "code": "Q301", "reason": null, "statements": 1, "pairs": 1, "orphans": 1, "people": 0, "nameless": 0, "named": 0, "official": 0, "anonymous": 0}, {"article_id": "a71d0c2522853380", "scope": "statement", "code": "S601", "reason": 2, "statements": 6, "pairs": 7, "orphans": 1, "people": 5, "nameless": 2, "named": 3, "official": 1, "anonymous": 2}, {"article_id": "a71d0c2522853380", "scope": "attitude", "code": "S601", "reason": null, "statements": 1, "pairs": 1, "orphans": 0, "people": 1, "nameless": 0, "named": 1, "official": 0, "anonymous": 0}], "source_findings": [{"article_id": "a71d0c2522853380", "code": "A101", "source_id": "s3", "statements": 1, "attitudes": 0}, {"article_id": "a71d0c2522853380", "code": "A103", "source_id": "s2", "statements": 1, "attitudes": 0}, {"article_id": "a71d0c2522853380", "code": "S601", "source_id": "s1", "statements": 3, "attitudes": 1}, {"article_id": "a71d0c2522853380", "code": "S601", "source_id": "s2", "statements": 1, "attitudes": 0}, {"article_id": "a71d0c2522853380", "code": "S601", "source_id": "s3", "statements": 1, "attitudes": 0}, {"article_id": "a71d0c2522853380", "code": "S601", "source_id": "s4", "statements": 1, "attitudes": 0}], "joint_attributions": [{"article_id": "a71d0c2522853380", "statement_id": "t5", "position": 0, "scope": "statement", "source_id": "s4", "label": "Harbour Office", "source_type": "official", "official": true, "anonymity_status": "not_applicable"}, {"article_id": "a71d0c2522853380", "statement_id": "t5", "position": 1, "scope": "statement", "source_id": "s1", "label": "Ada Quill", "source_type": "named", "official": true, "anonymity_status": "not_applicable"}]}');
CREATE INDEX ix_articles_doc_id ON articles (doc_id);
CREATE INDEX ix_articles_identity ON articles (identity);
CREATE INDEX ix_articles_is_current ON articles (is_current);
CREATE INDEX ix_articles_outlet_published ON articles (outlet, published);
CREATE INDEX ix_articles_previous_id ON articles (previous_id);
CREATE INDEX ix_articles_published ON articles (published);
CREATE INDEX ix_articles_run_id ON articles (run_id);
CREATE UNIQUE INDEX uq_articles_identity_current ON articles (identity) WHERE is_current = 1;
CREATE INDEX ix_skipped_inputs_run_id ON skipped_inputs (run_id);
CREATE INDEX ix_findings_fingerprint ON findings (fingerprint);
CREATE INDEX ix_mentions_article_id_source_id ON mentions (article_id, source_id);
CREATE INDEX ix_mentions_article_id_statement_id ON mentions (article_id, statement_id);
CREATE INDEX ix_statement_sources_article_id_source_id ON statement_sources (article_id, source_id);
CREATE INDEX ix_reviews_article_id ON reviews (article_id);
CREATE INDEX ix_reviews_fingerprint ON reviews (fingerprint);
CREATE INDEX ix_reviews_identity ON reviews (identity);
CREATE INDEX ix_review_places_review_id ON review_places (review_id);
CREATE INDEX ix_findings_counted ON findings (code, severity, article_id, statement_id, source_id);
CREATE INDEX ix_sources_label ON sources (label, article_id, source_type, statements, attitudes);
CREATE INDEX ix_sources_namesakes ON sources (label, article_id) WHERE namesake = 1;
CREATE INDEX ix_sources_counted ON sources (anonymity_status, source_type, official, identity, reason_class, kind, statements, attitudes, article_id, id, label);
CREATE INDEX ix_findings_article_id_code_severity ON findings (article_id, code, severity);
CREATE INDEX ix_articles_known ON articles (id, is_current, published, outlet, section, byline, doc_id);
CREATE INDEX ix_articles_grouped ON articles (is_current, published, outlet, section, byline, id, doc_id);
CREATE INDEX ix_tallies_counted ON tallies (code, article_id, scope, statements, pairs, named, official, anonymous, orphans, people, nameless, reason);
CREATE INDEX ix_source_findings_counted ON source_findings (code, article_id, source_id, statements, attitudes);
COMMIT;
