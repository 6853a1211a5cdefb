-- The foundation: people, sessions, submitted forms, articles, search, tickets, files, mail queue, audit.
-- Times are UNIX seconds (UTC). Every statement may run again: a killed migration is simply run once more.

CREATE TABLE IF NOT EXISTS account (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  mail          VARCHAR(254) NOT NULL,              -- as typed, for writing to
  mail_key      VARCHAR(254) NOT NULL,              -- folded, for finding
  name          VARCHAR(400) NOT NULL,
  password_hash VARCHAR(255) NULL,                  -- argon2id string; NULL until one is set
  role          VARCHAR(12) NOT NULL DEFAULT 'customer', -- customer | agent | admin
  role_id       BIGINT NULL,                        -- an agent's staff_role
  state         VARCHAR(12) NOT NULL DEFAULT 'active',   -- guest | waiting (for approval) | active | disabled | deleted
  lang          CHAR(2) NOT NULL DEFAULT 'en',
  zone          VARCHAR(64) NOT NULL DEFAULT '',    -- '' = the portal's
  calendar      VARCHAR(12) NOT NULL DEFAULT '',    -- '' = the language's | gregorian | persian
  digits        VARCHAR(8) NOT NULL DEFAULT '',     -- '' = the language's | latin
  theme         VARCHAR(12) NOT NULL DEFAULT '',    -- '' = the device's | light | dark | contrast
  text_size     VARCHAR(8) NOT NULL DEFAULT '',     -- '' = normal | large | larger
  organisation  VARCHAR(400) NOT NULL DEFAULT '',   -- where he works, as he writes it
  industry      VARCHAR(40) NOT NULL DEFAULT '',    -- a word of lib/domain/industry.h, '' = not told
  picture_id    BIGINT NULL,                        -- the picture that is shown
  acting_company_id BIGINT NULL,                    -- for whom he acts; counts only while he is a member
  notice_count  INT NOT NULL DEFAULT 0,             -- notices in the portal that he has not seen
  totp_sealed   VARBINARY(200) NULL,                -- the second factor's key, sealed with the key file; NULL: off
  totp_step     BIGINT NOT NULL DEFAULT 0,          -- last time step whose code was used
  totp_since    BIGINT NULL,
  delete_at     BIGINT NULL,                        -- the owner asked for deletion: when it happens
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL,
  -- for the lists of people: names in the order of the alphabet, letters with and without marks alike
  name_key      VARCHAR(100) COLLATE utf8mb4_unicode_520_ci
                AS (IF(state = 'deleted', NULL, LEFT(name, 100))) PERSISTENT,
  surname_key   VARCHAR(100) COLLATE utf8mb4_unicode_520_ci
                AS (IF(state = 'deleted', NULL, LEFT(SUBSTRING_INDEX(name, ' ', -1), 100))) PERSISTENT,
  has_factor    BOOLEAN AS (totp_since IS NOT NULL) PERSISTENT,
  UNIQUE KEY account_mail (mail_key),
  KEY account_role (role, state),
  KEY account_role_id (role_id),
  KEY account_name (name_key, id),
  KEY account_surname (surname_key, id),
  KEY account_created (created_at, id),
  KEY account_state (state, created_at, id),
  KEY account_state_name (state, name_key, id),
  KEY account_factor (has_factor, created_at, id),
  KEY account_factor_name (has_factor, name_key, id),
  KEY account_delete (delete_at),
  KEY account_acting (acting_company_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Only the SHA-256 of a session's cookie is kept.
CREATE TABLE IF NOT EXISTS session (
  token_hash  BINARY(32) NOT NULL PRIMARY KEY,
  account_id  BIGINT NOT NULL,
  created_at  BIGINT NOT NULL,
  seen_at     BIGINT NOT NULL,
  idle_at     BIGINT NOT NULL,  -- ends if not seen before
  ends_at     BIGINT NOT NULL,  -- ends in any case
  idle_for    BIGINT NOT NULL,  -- seconds that a visit adds
  ticket_id   BIGINT NULL,      -- a guest's: reaches this ticket and nothing else
  address     VARCHAR(45) NOT NULL DEFAULT '',
  agent       VARCHAR(255) NOT NULL DEFAULT '',
  KEY session_account (account_id),
  KEY session_ends (ends_at),
  CONSTRAINT session_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A registration that waits for its address to be confirmed; the account is made then.
CREATE TABLE IF NOT EXISTS signup (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  mail          VARCHAR(254) NOT NULL,
  mail_key      VARCHAR(254) NOT NULL,
  name          VARCHAR(400) NOT NULL,
  lang          CHAR(2) NOT NULL,
  created_at    BIGINT NOT NULL,
  KEY signup_mail (mail_key),
  KEY signup_created (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Links in mails: only the SHA-256 is kept; each works once.
CREATE TABLE IF NOT EXISTS mail_token (
  token_hash BINARY(32) NOT NULL PRIMARY KEY,
  purpose    VARCHAR(12) NOT NULL,  -- confirm (a signup) | reset (a password) | claim (a guest's first password)
                                    -- | ticket (a guest reads it) | signin (instead of a password) | mail (the new
                                    -- address) | undo (sent to the old one) | invite | keep (stops a deletion)
  account_id BIGINT NULL,
  signup_id  BIGINT NULL,
  ticket_id  BIGINT NULL,           -- of ticket
  invite_id  BIGINT NULL,           -- of invite
  mail       VARCHAR(254) NULL,     -- of mail and undo: the address that it is about
  code_hash  BINARY(32) NULL,       -- of signin: the short code that may be typed instead, keyed
  created_at BIGINT NOT NULL,
  ends_at    BIGINT NOT NULL,
  KEY mail_token_account (account_id),
  KEY mail_token_signup (signup_id),
  KEY mail_token_invite (invite_id),
  KEY mail_token_ends (ends_at),
  CONSTRAINT mail_token_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT mail_token_signup FOREIGN KEY (signup_id) REFERENCES signup (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Each form that was sent: one row, one result, however often it arrives.
CREATE TABLE IF NOT EXISTS submit (
  id         BINARY(32) NOT NULL PRIMARY KEY,  -- SHA-256 of the form's token
  body_hash  BINARY(32) NULL,
  status     SMALLINT NULL,                    -- NULL until the work is done
  location   VARCHAR(1000) NULL,
  created_at BIGINT NOT NULL,
  KEY submit_created (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Counters of attempts per key and window, committed by themselves before the act.
CREATE TABLE IF NOT EXISTS attempt (
  key_hash   BINARY(32) NOT NULL,  -- SHA-256 of kind and subject: no address or name is kept
  window_at  BIGINT NOT NULL,      -- start of the window
  count      INT NOT NULL,
  PRIMARY KEY (key_hash, window_at),
  KEY attempt_window (window_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Mail to be written and sent by the worker. A row names what it is about; the text is composed when it is sent.
CREATE TABLE IF NOT EXISTS outbox (
  id           BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind         VARCHAR(24) NOT NULL,
  mail         VARCHAR(254) NULL,     -- typed address (kinds that may not know an account)
  account_id   BIGINT NULL,
  signup_id    BIGINT NULL,
  ticket_id    BIGINT NULL,
  message_id   BIGINT NULL,
  invite_id    BIGINT NULL,
  company_id   BIGINT NULL,
  detail       VARCHAR(40) NOT NULL DEFAULT '',  -- a word of ours: which security event, for instance
  lang         CHAR(2) NOT NULL,
  state        VARCHAR(8) NOT NULL DEFAULT 'waiting',  -- waiting | sent | dropped | parked
  tries        INT NOT NULL DEFAULT 0,
  due_at       BIGINT NOT NULL,
  locked_until BIGINT NOT NULL DEFAULT 0,
  error        VARCHAR(500) NULL,
  created_at   BIGINT NOT NULL,
  done_at      BIGINT NULL,
  KEY outbox_due (state, due_at, id),
  KEY outbox_done (done_at),
  KEY outbox_account (account_id),
  KEY outbox_mail (mail)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS category (
  id        BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  slug      VARCHAR(80) NOT NULL,
  parent_id BIGINT NULL,
  icon      VARCHAR(40) NOT NULL DEFAULT 'folder',
  position  INT NOT NULL DEFAULT 0,
  UNIQUE KEY category_slug (slug),
  KEY category_parent (parent_id, position),
  CONSTRAINT category_parent FOREIGN KEY (parent_id) REFERENCES category (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS category_text (
  category_id   BIGINT NOT NULL,
  lang          CHAR(2) NOT NULL,
  name          VARCHAR(400) NOT NULL,
  description   VARCHAR(1000) NOT NULL DEFAULT '',
  article_count INT NOT NULL DEFAULT 0,  -- published articles in this language, subcategories included
  PRIMARY KEY (category_id, lang),
  CONSTRAINT category_text_category FOREIGN KEY (category_id) REFERENCES category (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS article (
  id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  slug        VARCHAR(80) NOT NULL,        -- the same in all languages: links the translations
  category_id BIGINT NOT NULL,
  series      VARCHAR(80) NOT NULL DEFAULT '',
  position    INT NOT NULL DEFAULT 0,
  promoted    BOOLEAN NOT NULL DEFAULT FALSE,
  visibility  VARCHAR(10) NOT NULL DEFAULT 'public',  -- public | signed_in | staff
  created_at  BIGINT NOT NULL,
  UNIQUE KEY article_slug (slug),
  KEY article_category (category_id, position, id),
  KEY article_promoted (promoted, position, id),
  KEY article_series (series, position, id),
  CONSTRAINT article_category FOREIGN KEY (category_id) REFERENCES category (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS article_text (
  article_id     BIGINT NOT NULL,
  lang           CHAR(2) NOT NULL,
  title          VARCHAR(800) NOT NULL,
  summary        VARCHAR(2000) NOT NULL DEFAULT '',
  body           MEDIUMTEXT NOT NULL,       -- Markdown, untouched
  html           MEDIUMTEXT NOT NULL,       -- rendered by markup_version
  contents       MEDIUMTEXT NOT NULL,       -- headings for the table of contents, one "level<TAB>id<TAB>text" a line
  markup_version INT NOT NULL,
  words          INT NOT NULL DEFAULT 0,
  source_hash    BINARY(32) NULL,           -- of the imported file: an unchanged one is left alone
  helpful        INT NOT NULL DEFAULT 0,
  unhelpful      INT NOT NULL DEFAULT 0,
  updated_at     BIGINT NOT NULL,
  PRIMARY KEY (article_id, lang),
  KEY article_text_lang (lang, updated_at),
  CONSTRAINT article_text_article FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS article_tag (
  article_id BIGINT NOT NULL,
  lang       CHAR(2) NOT NULL,
  tag        VARCHAR(200) NOT NULL,
  PRIMARY KEY (article_id, lang, tag),
  KEY article_tag_tag (lang, tag),
  CONSTRAINT article_tag_article FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Further reading, found by the worker from shared words when an article is indexed; place 1 is the nearest.
CREATE TABLE IF NOT EXISTS article_related (
  article_id BIGINT NOT NULL,
  lang       CHAR(2) NOT NULL,
  place      INT NOT NULL,
  other_id   BIGINT NOT NULL,
  PRIMARY KEY (article_id, lang, place),
  CONSTRAINT article_related_article FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE CASCADE,
  CONSTRAINT article_related_other FOREIGN KEY (other_id) REFERENCES article (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- "Was this helpful?": once a visitor and day; the visitor is a keyed hash that changes daily.
CREATE TABLE IF NOT EXISTS article_vote (
  article_id BIGINT NOT NULL,
  lang       CHAR(2) NOT NULL,
  visitor    BINARY(32) NOT NULL,
  helpful    BOOLEAN NOT NULL,
  reason     VARCHAR(20) NOT NULL DEFAULT '',
  comment    VARCHAR(2000) NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  PRIMARY KEY (article_id, lang, visitor),
  KEY article_vote_created (created_at),
  CONSTRAINT article_vote_article FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What the worker must index anew. A source's transaction writes only this.
CREATE TABLE IF NOT EXISTS search_dirty (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind       VARCHAR(12) NOT NULL,
  ref_id     BIGINT NOT NULL,
  late       BOOLEAN NOT NULL DEFAULT FALSE,  -- takes its turn when nothing else waits
  created_at BIGINT NOT NULL,
  KEY search_dirty_turn (late, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS search_doc (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind       VARCHAR(12) NOT NULL,   -- article | later ticket, topic, suggestion, …
  ref_id     BIGINT NOT NULL,
  lang       CHAR(2) NOT NULL,
  owner_id   BIGINT NULL,            -- whose it is, for kinds that are private
  title_ix   TEXT NOT NULL,
  body_ix    MEDIUMTEXT NOT NULL,
  text       MEDIUMTEXT NOT NULL,        -- plain words of the body, for snippets
  weight     DOUBLE NOT NULL DEFAULT 0,  -- helpfulness and freshness of the source when it was indexed, 0..2
  updated_at BIGINT NOT NULL,            -- of this row
  UNIQUE KEY search_doc_ref (kind, ref_id, lang),
  KEY search_doc_updated (updated_at),
  FULLTEXT KEY search_doc_title (title_ix),
  FULLTEXT KEY search_doc_all (title_ix, body_ix)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The words of each language's public texts, for "did you mean".
CREATE TABLE IF NOT EXISTS search_term (
  lang  CHAR(2) NOT NULL,
  term  VARCHAR(64) NOT NULL,
  chars INT NOT NULL,
  docs  INT NOT NULL,
  PRIMARY KEY (lang, term),
  KEY search_term_length (lang, chars, docs)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Which words a document counts for, so that indexing anew can take them back.
CREATE TABLE IF NOT EXISTS search_doc_term (
  doc_id BIGINT NOT NULL,
  term   VARCHAR(64) NOT NULL,
  PRIMARY KEY (doc_id, term)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Searches without the person: the editors' to-do list.
CREATE TABLE IF NOT EXISTS search_log (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  lang       CHAR(2) NOT NULL,
  query      VARCHAR(800) NOT NULL,
  hits       INT NOT NULL,
  created_at BIGINT NOT NULL,
  KEY search_log_lang (lang, id),
  KEY search_log_created (created_at),
  KEY search_log_hits (hits, created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS topic (
  id       BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  slug     VARCHAR(80) NOT NULL,
  position INT NOT NULL DEFAULT 0,
  active   BOOLEAN NOT NULL DEFAULT TRUE,
  team_id  BIGINT NULL,               -- who gets its tickets; NULL: every agent
  UNIQUE KEY topic_slug (slug)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS topic_text (
  topic_id BIGINT NOT NULL,
  lang     CHAR(2) NOT NULL,
  name     VARCHAR(400) NOT NULL,
  hint     VARCHAR(1000) NOT NULL DEFAULT '',
  PRIMARY KEY (topic_id, lang),
  CONSTRAINT topic_text_topic FOREIGN KEY (topic_id) REFERENCES topic (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Up to five own fields of a topic (position 1..5).
CREATE TABLE IF NOT EXISTS topic_field (
  id       BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  topic_id BIGINT NOT NULL,
  slug     VARCHAR(80) NOT NULL,
  kind     VARCHAR(8) NOT NULL,  -- text | select
  required BOOLEAN NOT NULL DEFAULT FALSE,
  position INT NOT NULL,
  UNIQUE KEY topic_field_slug (topic_id, slug),
  CONSTRAINT topic_field_topic FOREIGN KEY (topic_id) REFERENCES topic (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS topic_field_text (
  field_id BIGINT NOT NULL,
  lang     CHAR(2) NOT NULL,
  label    VARCHAR(400) NOT NULL,
  hint     VARCHAR(1000) NOT NULL DEFAULT '',
  options  VARCHAR(4000) NOT NULL DEFAULT '',  -- of a select: one a line, the same order in each language
  PRIMARY KEY (field_id, lang),
  CONSTRAINT topic_field_text_field FOREIGN KEY (field_id) REFERENCES topic_field (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ticket (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  number        BIGINT NOT NULL,                -- random, 8 digits, for people
  requester_id  BIGINT NOT NULL,
  company_id    BIGINT NULL,                    -- for which the requester acted; NULL: for himself
  team_id       BIGINT NULL,                    -- whose queue it stands in; NULL: every agent's
  topic_id      BIGINT NULL,
  subject       VARCHAR(800) NOT NULL,
  state         VARCHAR(8) NOT NULL DEFAULT 'open',   -- open (staff is next) | waiting (customer is next) | solved | closed
  priority      VARCHAR(8) NOT NULL DEFAULT 'normal', -- low | normal | high | urgent
  assignee_id   BIGINT NULL,
  lang          CHAR(2) NOT NULL,
  unproven      BOOLEAN NOT NULL DEFAULT FALSE, -- sent without signing in
  follows_id    BIGINT NULL,                    -- the ended ticket that this one goes on from
  close_reason  VARCHAR(20) NOT NULL DEFAULT '',
  version       INT NOT NULL DEFAULT 1,         -- of the facts that agents edit
  message_count INT NOT NULL DEFAULT 0,         -- public ones
  last_by_staff BOOLEAN NOT NULL DEFAULT FALSE, -- whose the newest public event is
  last_name     VARCHAR(400) NOT NULL DEFAULT '',
  customer_seen_at BIGINT NOT NULL DEFAULT 0,   -- updated_at as the customer saw it; 0: staff did something since
  answered_at   BIGINT NULL,                    -- first public reply of staff
  solved_at     BIGINT NULL,                    -- since when it is solved or closed
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL,                -- newest public event
  activity_at   BIGINT NOT NULL,                -- newest event of any kind
  phase         VARCHAR(8) AS (IF(state = 'closed', 'solved', state)) PERSISTENT,  -- what lists are cut by
  UNIQUE KEY ticket_number (number),
  KEY ticket_requester (requester_id, phase, updated_at, id, company_id),
  KEY ticket_requester_made (requester_id, phase, created_at, id, company_id),
  KEY ticket_requester_all (requester_id, updated_at, id, company_id),
  KEY ticket_requester_created (requester_id, created_at, id, company_id),
  KEY ticket_company (company_id, phase, updated_at, id),
  KEY ticket_company_made (company_id, phase, created_at, id),
  KEY ticket_company_all (company_id, updated_at, id),
  KEY ticket_company_created (company_id, created_at, id),
  KEY ticket_company_queue (company_id, phase, activity_at, id, team_id, assignee_id),
  KEY ticket_team (team_id, phase, activity_at, id),
  KEY ticket_queue (phase, activity_at, id, team_id, assignee_id),
  KEY ticket_assignee (assignee_id, phase, activity_at, id, team_id),
  CONSTRAINT ticket_requester FOREIGN KEY (requester_id) REFERENCES account (id),
  CONSTRAINT ticket_assignee FOREIGN KEY (assignee_id) REFERENCES account (id),
  CONSTRAINT ticket_topic FOREIGN KEY (topic_id) REFERENCES topic (id),
  CONSTRAINT ticket_follows FOREIGN KEY (follows_id) REFERENCES ticket (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The words (folded and stemmed) of a ticket's subject and description: found at once, by people who may read it.
CREATE TABLE IF NOT EXISTS ticket_word (
  word      VARCHAR(64) NOT NULL,
  ticket_id BIGINT NOT NULL,
  PRIMARY KEY (word, ticket_id),
  KEY ticket_word_ticket (ticket_id),
  CONSTRAINT ticket_word_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ticket_field (
  ticket_id BIGINT NOT NULL,
  position  INT NOT NULL,
  label     VARCHAR(400) NOT NULL,   -- as it read when the ticket was filed
  value     VARCHAR(1000) NOT NULL,
  PRIMARY KEY (ticket_id, position),
  CONSTRAINT ticket_field_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ticket_message (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ticket_id  BIGINT NOT NULL,
  kind       VARCHAR(8) NOT NULL,               -- public | note (staff only) | event (state, assignee, priority)
  author_id  BIGINT NULL,                       -- NULL: the system
  by_staff   BOOLEAN NOT NULL DEFAULT FALSE,
  event      VARCHAR(16) NOT NULL DEFAULT '',   -- state | assignee | priority | team | idea | reopened | closed | added | removed
  event_to   VARCHAR(400) NOT NULL DEFAULT '',  -- the new state, reason, priority, team's or assignee's name; of added and removed the account's id
  body       MEDIUMTEXT NOT NULL,               -- Markdown, untouched
  html       MEDIUMTEXT NULL,                   -- rendered by markup_version
  markup_version INT NOT NULL DEFAULT 0,        -- 0: not rendered
  files      INT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  KEY ticket_message_ticket (ticket_id, id),
  KEY ticket_message_author (author_id, ticket_id, id),
  CONSTRAINT ticket_message_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS attachment (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  public_id  BINARY(16) NOT NULL,
  ticket_id  BIGINT NOT NULL,
  message_id BIGINT NOT NULL,
  owner_id   BIGINT NULL,             -- NULL: sent without signing in
  name       VARCHAR(500) NOT NULL,
  type       VARCHAR(100) NOT NULL,   -- by content, from our own list
  size       BIGINT NOT NULL,
  hash       BINARY(32) NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE KEY attachment_public (public_id),
  KEY attachment_ticket (ticket_id, message_id, id),
  KEY attachment_message (message_id),
  KEY attachment_owner (owner_id, created_at, size),
  CONSTRAINT attachment_message FOREIGN KEY (message_id) REFERENCES ticket_message (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS attachment_chunk (
  attachment_id BIGINT NOT NULL,
  position      INT NOT NULL,
  data          MEDIUMBLOB NOT NULL,
  PRIMARY KEY (attachment_id, position),
  CONSTRAINT attachment_chunk_attachment FOREIGN KEY (attachment_id) REFERENCES attachment (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Answers shown before a ticket: what solved it, what was filed all the same.
CREATE TABLE IF NOT EXISTS deflection (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  lang       CHAR(2) NOT NULL,
  outcome    VARCHAR(8) NOT NULL,    -- solved | filed
  article_id BIGINT NULL,
  created_at BIGINT NOT NULL,
  KEY deflection_created (created_at, outcome)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who did what to what, when. Ids only: names and addresses live where they can be deleted.
CREATE TABLE IF NOT EXISTS audit (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  actor_id   BIGINT NULL,
  action     VARCHAR(40) NOT NULL,
  object     VARCHAR(20) NOT NULL DEFAULT '',
  object_id  BIGINT NULL,
  detail     VARCHAR(200) NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  KEY audit_created (created_at, id),
  KEY audit_actor (actor_id, created_at, id),
  KEY audit_action (action, created_at, id),
  KEY audit_object (object, object_id, created_at, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What the worker and the doctor tell each other.
CREATE TABLE IF NOT EXISTS heartbeat (
  name    VARCHAR(40) NOT NULL PRIMARY KEY,
  seen_at BIGINT NOT NULL,
  detail  VARCHAR(200) NOT NULL DEFAULT ''
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
