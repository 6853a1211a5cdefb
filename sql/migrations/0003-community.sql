-- The community: forum and suggestions. Who reads a category or a board is its audience; topics and suggestions
-- carry a copy of it so that lists can be cut by an index. Every statement may run again.

-- Groups of customers that a category or a board can be kept for: testers, partners, a user council.
CREATE TABLE IF NOT EXISTS people_group (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name       VARCHAR(400) NOT NULL,
  name_key   VARCHAR(400) NOT NULL,
  version    INT NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  UNIQUE KEY people_group_name (name_key(190))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS people_group_member (
  group_id   BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (group_id, account_id),
  KEY people_group_member_joined (group_id, created_at, account_id),
  KEY people_group_member_account (account_id, group_id),
  CONSTRAINT people_group_member_group FOREIGN KEY (group_id) REFERENCES people_group (id) ON DELETE CASCADE,
  CONSTRAINT people_group_member_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS forum_category (
  id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  slug        VARCHAR(80) NOT NULL,
  colour      VARCHAR(12) NOT NULL DEFAULT 'blue',    -- a word of lib/domain/forum_category.h
  audience    VARCHAR(10) NOT NULL DEFAULT 'public',  -- public | signed_in | company | group | staff
  audience_id BIGINT NOT NULL DEFAULT 0,              -- the company or the group
  stale       BOOLEAN NOT NULL DEFAULT FALSE,         -- its topics' copies of the audience are behind: the worker's
  copied_id   BIGINT NOT NULL DEFAULT 0,              -- while it is stale: topics up to this id are done
  guests      BOOLEAN NOT NULL DEFAULT FALSE,         -- visitors without an account may ask, after moderation
  active      BOOLEAN NOT NULL DEFAULT TRUE,          -- takes new topics
  position    INT NOT NULL DEFAULT 0,
  version     INT NOT NULL DEFAULT 1,
  created_at  BIGINT NOT NULL,
  UNIQUE KEY forum_category_slug (slug),
  KEY forum_category_position (position, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS forum_category_text (
  category_id BIGINT NOT NULL,
  lang        CHAR(2) NOT NULL,
  name        VARCHAR(400) NOT NULL,
  description VARCHAR(1000) NOT NULL DEFAULT '',
  PRIMARY KEY (category_id, lang),
  CONSTRAINT forum_category_text_category FOREIGN KEY (category_id) REFERENCES forum_category (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS forum_topic (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  category_id   BIGINT NOT NULL,
  audience      VARCHAR(10) NOT NULL,             -- copies of the category's
  audience_id   BIGINT NOT NULL DEFAULT 0,
  author_id     BIGINT NULL,                      -- NULL: a guest, or somebody who has no account here
  author_name   VARCHAR(400) NOT NULL DEFAULT '', -- of whom has none; else the account's name is asked
  title         VARCHAR(800) NOT NULL,
  lang          CHAR(2) NOT NULL,
  industry      VARCHAR(40) NOT NULL DEFAULT '',  -- the author's when he asked
  state         VARCHAR(8) NOT NULL DEFAULT 'open',  -- open | held (for moderation) | hidden | deleted
  closed        BOOLEAN NOT NULL DEFAULT FALSE,   -- takes no more replies
  pinned        BOOLEAN NOT NULL DEFAULT FALSE,
  solved_post_id BIGINT NULL,                     -- the accepted answer
  places        INT NOT NULL DEFAULT 0,           -- the highest place given to a post
  reply_count   INT NOT NULL DEFAULT 0,           -- open posts but the first
  like_count    INT NOT NULL DEFAULT 0,           -- of the first post
  answered_at   BIGINT NULL,                      -- first open reply by somebody else than the author
  last_post_id  BIGINT NULL,
  last_id       BIGINT NULL,                      -- who wrote it
  last_name     VARCHAR(400) NOT NULL DEFAULT '', -- of whom has no account
  ticket_id     BIGINT NULL,                      -- a ticket made of it, or that it was made of
  suggestion_id BIGINT NULL,                      -- a suggestion made of it, or that it was linked to
  article_slug  VARCHAR(80) NULL,                 -- an article (draft) made of it
  source        VARBINARY(200) NULL,              -- where an import took it from: taken in once
  version       INT NOT NULL DEFAULT 1,           -- of the title, the category and the flags above
  created_at    BIGINT NOT NULL,
  activity_at   BIGINT NOT NULL,                  -- newest open post
  waits         BOOLEAN AS (state = 'open' AND answered_at IS NULL AND NOT closed) PERSISTENT,
  solved        BOOLEAN AS (solved_post_id IS NOT NULL) PERSISTENT,
  UNIQUE KEY forum_topic_source (source),
  KEY forum_topic_category (category_id, state, pinned, activity_at, id),
  KEY forum_topic_category_new (category_id, state, created_at, id),
  KEY forum_topic_category_waits (category_id, waits, created_at, id),
  KEY forum_topic_category_solved (category_id, state, solved, activity_at, id),
  KEY forum_topic_category_industry (category_id, state, industry, activity_at, id),
  KEY forum_topic_seen (audience, audience_id, state, activity_at, id),
  KEY forum_topic_seen_new (audience, audience_id, state, created_at, id),
  KEY forum_topic_seen_waits (audience, audience_id, waits, created_at, id),
  KEY forum_topic_seen_solved (audience, audience_id, state, solved, activity_at, id),
  KEY forum_topic_seen_industry (audience, audience_id, state, industry, activity_at, id),
  KEY forum_topic_state (state, activity_at, id),       -- staff: every audience
  KEY forum_topic_waits (waits, created_at, id),
  KEY forum_topic_solved (state, solved, activity_at, id),
  KEY forum_topic_lang_waits (lang, waits, created_at, id),
  KEY forum_topic_industry (state, industry, activity_at, id),
  KEY forum_topic_author (author_id, state, activity_at, id),
  KEY forum_topic_author_id (author_id, id),
  KEY forum_topic_ticket (ticket_id),
  KEY forum_topic_suggestion (suggestion_id),
  CONSTRAINT forum_topic_category FOREIGN KEY (category_id) REFERENCES forum_category (id),
  CONSTRAINT forum_topic_author FOREIGN KEY (author_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS forum_post (
  id             BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  topic_id       BIGINT NOT NULL,
  place          INT NOT NULL,                      -- 1 is the question; never given twice
  parent_id      BIGINT NULL,                       -- the post that it answers
  author_id      BIGINT NULL,
  author_name    VARCHAR(400) NOT NULL DEFAULT '',
  by_staff       BOOLEAN NOT NULL DEFAULT FALSE,    -- written as staff
  state          VARCHAR(8) NOT NULL DEFAULT 'open',  -- as forum_topic.state, and note: staff alone
  held_for       VARCHAR(10) NOT NULL DEFAULT '',   -- why it is held or hidden: guest | new | links | flags | moderator
  body           MEDIUMTEXT NOT NULL,               -- untouched
  format         VARCHAR(8) NOT NULL DEFAULT 'markdown',  -- markdown | text: a mail, taken in
  html           MEDIUMTEXT NULL,                   -- rendered by markup_version
  markup_version INT NOT NULL DEFAULT 0,
  like_count     INT NOT NULL DEFAULT 0,
  flag_count     INT NOT NULL DEFAULT 0,            -- flags that nobody has judged yet
  edit_count     INT NOT NULL DEFAULT 0,
  edited_at      BIGINT NULL,
  accepted_told  BOOLEAN NOT NULL DEFAULT FALSE,    -- followers know that it is the answer
  source         VARBINARY(200) NULL,
  created_at     BIGINT NOT NULL,
  flagged        BOOLEAN AS (flag_count > 0) PERSISTENT,
  UNIQUE KEY forum_post_place (topic_id, place),
  UNIQUE KEY forum_post_source (source),
  KEY forum_post_author (author_id, state, created_at, id),
  KEY forum_post_author_id (author_id, id),
  KEY forum_post_author_topic (author_id, topic_id, id),
  KEY forum_post_state (state, id),
  KEY forum_post_flagged (flagged, id),
  KEY forum_post_created (state, created_at, id),
  CONSTRAINT forum_post_topic FOREIGN KEY (topic_id) REFERENCES forum_topic (id) ON DELETE CASCADE,
  CONSTRAINT forum_post_author FOREIGN KEY (author_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a post said before each of its edits; of a question also the title.
CREATE TABLE IF NOT EXISTS forum_edit (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  post_id    BIGINT NOT NULL,
  editor_id  BIGINT NULL,
  title      VARCHAR(800) NOT NULL DEFAULT '',
  body       MEDIUMTEXT NOT NULL,
  shown      BOOLEAN NOT NULL DEFAULT TRUE,  -- to every reader; else to author and moderators: nobody approved it, or one of them took it away
  created_at BIGINT NOT NULL,            -- when that text was replaced
  KEY forum_edit_post (post_id, id),
  KEY forum_edit_editor (editor_id),
  CONSTRAINT forum_edit_post FOREIGN KEY (post_id) REFERENCES forum_post (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS forum_like (
  post_id    BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (post_id, account_id),
  KEY forum_like_account (account_id, created_at),
  KEY forum_like_account_post (account_id, post_id),
  CONSTRAINT forum_like_post FOREIGN KEY (post_id) REFERENCES forum_post (id) ON DELETE CASCADE,
  CONSTRAINT forum_like_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS forum_flag (
  post_id    BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  reason     VARCHAR(10) NOT NULL,                   -- spam | rude | private | other
  note       VARCHAR(2000) NOT NULL DEFAULT '',
  state      VARCHAR(8) NOT NULL DEFAULT 'waiting',  -- waiting | right | wrong
  created_at BIGINT NOT NULL,
  PRIMARY KEY (post_id, account_id),
  KEY forum_flag_account (account_id, created_at),
  CONSTRAINT forum_flag_post FOREIGN KEY (post_id) REFERENCES forum_post (id) ON DELETE CASCADE,
  CONSTRAINT forum_flag_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS forum_tag (
  topic_id BIGINT NOT NULL,
  tag_key  VARCHAR(200) NOT NULL,  -- folded: tags are told apart by it
  tag      VARCHAR(200) NOT NULL,
  PRIMARY KEY (topic_id, tag_key),
  KEY forum_tag_key (tag_key, topic_id),
  CONSTRAINT forum_tag_topic FOREIGN KEY (topic_id) REFERENCES forum_topic (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- How far a person has read in a topic: "new since you were here", and what trust grows by.
CREATE TABLE IF NOT EXISTS forum_read (
  account_id BIGINT NOT NULL,
  topic_id   BIGINT NOT NULL,
  place      INT NOT NULL,
  seen_at    BIGINT NOT NULL,
  PRIMARY KEY (account_id, topic_id),
  KEY forum_read_topic (topic_id),
  KEY forum_read_seen (seen_at),
  CONSTRAINT forum_read_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT forum_read_topic FOREIGN KEY (topic_id) REFERENCES forum_topic (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a person has done in the community; lib/domain/trust.h makes a level of it.
CREATE TABLE IF NOT EXISTS trust (
  account_id   BIGINT NOT NULL PRIMARY KEY,
  level        INT NOT NULL DEFAULT 0,          -- 0 new | 1 known | 2 regular | 3 leader
  fixed_level  INT NULL,                        -- given by staff: does not move
  topics_read  INT NOT NULL DEFAULT 0,
  posts_read   INT NOT NULL DEFAULT 0,
  days         INT NOT NULL DEFAULT 0,          -- on which he was here
  last_day     BIGINT NOT NULL DEFAULT 0,       -- the newest of them, days since 1970
  topics       INT NOT NULL DEFAULT 0,          -- open ones
  posts        INT NOT NULL DEFAULT 0,          -- open ones, questions included
  solved       INT NOT NULL DEFAULT 0,          -- answers of his that were accepted
  likes_given  INT NOT NULL DEFAULT 0,
  likes_got    INT NOT NULL DEFAULT 0,
  suggestions  INT NOT NULL DEFAULT 0,
  votes        INT NOT NULL DEFAULT 0,
  flags_right  INT NOT NULL DEFAULT 0,          -- flags of his that staff upheld
  flagged      INT NOT NULL DEFAULT 0,          -- posts of his that were flagged rightly
  blocked_until BIGINT NOT NULL DEFAULT 0,      -- may not write before
  created_at   BIGINT NOT NULL,
  KEY trust_level (level, account_id),
  CONSTRAINT trust_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS badge (
  account_id BIGINT NOT NULL,
  badge      VARCHAR(20) NOT NULL,   -- a word of lib/domain/badge.h
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, badge),
  CONSTRAINT badge_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who wants to hear of what.
CREATE TABLE IF NOT EXISTS follow (
  id         BIGINT NOT NULL AUTO_INCREMENT,
  account_id BIGINT NOT NULL,
  kind       VARCHAR(12) NOT NULL,   -- topic | category | suggestion | board
  ref_id     BIGINT NOT NULL,
  mail       VARCHAR(6) NOT NULL DEFAULT 'now',  -- now | daily | off (the notice in the portal comes all the same)
  created_at BIGINT NOT NULL,        -- when he began to, or last said how
  PRIMARY KEY (account_id, kind, ref_id),
  UNIQUE KEY follow_id (id),
  KEY follow_account (account_id, created_at, id),
  KEY follow_ref (kind, ref_id, account_id),
  CONSTRAINT follow_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What followers are told of. The worker goes through them in the order of their ids and notes how far it came.
CREATE TABLE IF NOT EXISTS community_event (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind          VARCHAR(20) NOT NULL,   -- topic | post | accepted | suggestion | status | merged
  actor_id      BIGINT NULL,            -- is not told of his own act
  topic_id      BIGINT NULL,
  post_id       BIGINT NULL,
  suggestion_id BIGINT NULL,
  status_id     BIGINT NULL,
  told_id       BIGINT NOT NULL DEFAULT 0,   -- accounts up to this id have been told
  created_at    BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a person's next daily mail tells of.
CREATE TABLE IF NOT EXISTS digest_item (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id    BIGINT NOT NULL,
  kind          VARCHAR(20) NOT NULL,   -- as outbox.kind
  topic_id      BIGINT NULL,
  post_id       BIGINT NULL,
  suggestion_id BIGINT NULL,
  status_id     BIGINT NULL,
  due_at        BIGINT NOT NULL,        -- when the mail goes out
  mail_id       BIGINT NULL,            -- the outbox row that tells of it; NULL: none yet
  created_at    BIGINT NOT NULL,
  KEY digest_item_account (account_id, mail_id, id),
  KEY digest_item_due (mail_id, due_at, account_id),
  KEY digest_item_old (due_at),
  CONSTRAINT digest_item_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS suggestion_board (
  id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  slug        VARCHAR(80) NOT NULL,
  colour      VARCHAR(12) NOT NULL DEFAULT 'blue',
  audience    VARCHAR(10) NOT NULL DEFAULT 'public',
  audience_id BIGINT NOT NULL DEFAULT 0,
  stale       BOOLEAN NOT NULL DEFAULT FALSE,
  guests      BOOLEAN NOT NULL DEFAULT FALSE,
  active      BOOLEAN NOT NULL DEFAULT TRUE,
  position    INT NOT NULL DEFAULT 0,
  version     INT NOT NULL DEFAULT 1,
  created_at  BIGINT NOT NULL,
  UNIQUE KEY suggestion_board_slug (slug),
  KEY suggestion_board_position (position, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS suggestion_board_text (
  board_id    BIGINT NOT NULL,
  lang        CHAR(2) NOT NULL,
  name        VARCHAR(400) NOT NULL,
  description VARCHAR(1000) NOT NULL DEFAULT '',
  PRIMARY KEY (board_id, lang),
  CONSTRAINT suggestion_board_text_board FOREIGN KEY (board_id) REFERENCES suggestion_board (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS suggestion (
  id             BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  board_id       BIGINT NOT NULL,
  audience       VARCHAR(10) NOT NULL,             -- copies of the board's
  audience_id    BIGINT NOT NULL DEFAULT 0,
  author_id      BIGINT NULL,
  author_name    VARCHAR(400) NOT NULL DEFAULT '',
  title          VARCHAR(800) NOT NULL,
  body           MEDIUMTEXT NOT NULL,              -- Markdown, untouched
  html           MEDIUMTEXT NULL,
  markup_version INT NOT NULL DEFAULT 0,
  lang           CHAR(2) NOT NULL,
  industry       VARCHAR(40) NOT NULL DEFAULT '',  -- the author's
  state          VARCHAR(8) NOT NULL DEFAULT 'open',    -- open | held | hidden | deleted, as forum_topic.state
  held_for       VARCHAR(10) NOT NULL DEFAULT '',
  status         VARCHAR(10) NOT NULL DEFAULT 'open',   -- open | review | planned | progress | shipped | declined | duplicate
  status_at      BIGINT NOT NULL,
  merged_id      BIGINT NULL,                      -- of a duplicate: the one that goes on
  vote_count     INT NOT NULL DEFAULT 0,
  comment_count  INT NOT NULL DEFAULT 0,           -- open ones
  heat           DOUBLE NOT NULL DEFAULT 0,        -- lib/domain/suggestion_heat.h: recent votes weigh more
  topic_id       BIGINT NULL,                      -- the forum topic that it was made of
  ticket_id      BIGINT NULL,                      -- the ticket that it was made of
  source         VARBINARY(200) NULL,
  version        INT NOT NULL DEFAULT 1,
  created_at     BIGINT NOT NULL,
  updated_at     BIGINT NOT NULL,
  phase          VARCHAR(10) AS (IF(state = 'open', IF(status IN ('open', 'review', 'planned', 'progress'), 'live',
                 IF(status = 'duplicate', 'merged', 'done')), state)) PERSISTENT,   -- what lists are cut by
  UNIQUE KEY suggestion_source (source),
  KEY suggestion_board_new (board_id, phase, created_at, id),
  KEY suggestion_board_top (board_id, phase, vote_count, id),
  KEY suggestion_board_heat (board_id, phase, heat, id),
  KEY suggestion_board_status (board_id, state, status, vote_count, id),
  KEY suggestion_board_changed (board_id, state, status, status_at, id),
  KEY suggestion_seen_new (audience, audience_id, phase, created_at, id),
  KEY suggestion_seen_top (audience, audience_id, phase, vote_count, id),
  KEY suggestion_seen_heat (audience, audience_id, phase, heat, id),
  KEY suggestion_seen_status (audience, audience_id, state, status, vote_count, id),
  KEY suggestion_seen_changed (audience, audience_id, state, status, status_at, id),
  KEY suggestion_phase_new (phase, created_at, id),       -- staff: every audience
  KEY suggestion_phase_top (phase, vote_count, id),
  KEY suggestion_phase_heat (phase, heat, id),
  KEY suggestion_status (state, status, vote_count, id),
  KEY suggestion_changed (state, status, status_at, id),
  KEY suggestion_state (state, id),
  KEY suggestion_author (author_id, state, created_at, id),
  KEY suggestion_author_id (author_id, id),
  KEY suggestion_merged (merged_id),
  CONSTRAINT suggestion_board FOREIGN KEY (board_id) REFERENCES suggestion_board (id),
  CONSTRAINT suggestion_author FOREIGN KEY (author_id) REFERENCES account (id),
  CONSTRAINT suggestion_merged FOREIGN KEY (merged_id) REFERENCES suggestion (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS suggestion_tag (
  suggestion_id BIGINT NOT NULL,
  tag_key       VARCHAR(200) NOT NULL,
  tag           VARCHAR(200) NOT NULL,
  PRIMARY KEY (suggestion_id, tag_key),
  KEY suggestion_tag_key (tag_key, suggestion_id),
  CONSTRAINT suggestion_tag_suggestion FOREIGN KEY (suggestion_id) REFERENCES suggestion (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One vote a person (RAT-05).
CREATE TABLE IF NOT EXISTS suggestion_vote (
  suggestion_id BIGINT NOT NULL,
  account_id    BIGINT NOT NULL,
  company_id    BIGINT NULL,          -- for which he acted
  industry      VARCHAR(40) NOT NULL DEFAULT '',
  by_id         BIGINT NULL,          -- staff who voted on his behalf
  ticket_id     BIGINT NULL,          -- the ticket in which he asked for it
  created_at    BIGINT NOT NULL,
  PRIMARY KEY (suggestion_id, account_id),
  KEY suggestion_vote_made (suggestion_id, created_at, account_id),
  KEY suggestion_vote_account (account_id, suggestion_id),
  KEY suggestion_vote_company (company_id),
  KEY suggestion_vote_ticket (ticket_id),
  KEY suggestion_vote_by (by_id),
  CONSTRAINT suggestion_vote_suggestion FOREIGN KEY (suggestion_id) REFERENCES suggestion (id) ON DELETE CASCADE,
  CONSTRAINT suggestion_vote_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The timeline: each change of status with the firm's answer to it.
CREATE TABLE IF NOT EXISTS suggestion_status (
  id             BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  suggestion_id  BIGINT NOT NULL,
  status         VARCHAR(10) NOT NULL,
  author_id      BIGINT NULL,
  body           MEDIUMTEXT NOT NULL,        -- Markdown; may be empty
  html           MEDIUMTEXT NULL,
  markup_version INT NOT NULL DEFAULT 0,
  created_at     BIGINT NOT NULL,
  KEY suggestion_status_suggestion (suggestion_id, id),
  KEY suggestion_status_turned (status, id),
  KEY suggestion_status_author (author_id),
  CONSTRAINT suggestion_status_suggestion FOREIGN KEY (suggestion_id) REFERENCES suggestion (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS suggestion_comment (
  id             BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  suggestion_id  BIGINT NOT NULL,
  author_id      BIGINT NULL,
  author_name    VARCHAR(400) NOT NULL DEFAULT '',
  by_staff       BOOLEAN NOT NULL DEFAULT FALSE,
  state          VARCHAR(8) NOT NULL DEFAULT 'open', -- as forum_post.state
  held_for       VARCHAR(10) NOT NULL DEFAULT '',
  body           MEDIUMTEXT NOT NULL,
  html           MEDIUMTEXT NULL,
  markup_version INT NOT NULL DEFAULT 0,
  created_at     BIGINT NOT NULL,
  KEY suggestion_comment_suggestion (suggestion_id, id),
  KEY suggestion_comment_state (state, id),
  KEY suggestion_comment_author (author_id, created_at),
  KEY suggestion_comment_author_of (author_id, suggestion_id, created_at),
  CONSTRAINT suggestion_comment_suggestion FOREIGN KEY (suggestion_id) REFERENCES suggestion (id) ON DELETE CASCADE,
  CONSTRAINT suggestion_comment_author FOREIGN KEY (author_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What the management has decided about a status: without a row it is as suggestion_rule.c has it.
CREATE TABLE IF NOT EXISTS suggestion_rule (
  status     VARCHAR(10) NOT NULL PRIMARY KEY,  -- as suggestion.status
  colour     VARCHAR(12) NOT NULL,              -- of its tag: a word of suggestion_rule.c
  votes      BOOLEAN NOT NULL,                  -- ideas in it can be voted for
  roadmap    BOOLEAN NOT NULL,                  -- a column of the roadmap
  position   INT NOT NULL,                      -- of that column
  version    INT NOT NULL DEFAULT 1
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Its name where it is not the built-in word.
CREATE TABLE IF NOT EXISTS suggestion_rule_text (
  status VARCHAR(10) NOT NULL,
  lang   CHAR(2) NOT NULL,
  name   VARCHAR(400) NOT NULL,
  PRIMARY KEY (status, lang),
  CONSTRAINT suggestion_rule_text_rule FOREIGN KEY (status) REFERENCES suggestion_rule (status) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Whether the profile in the community shows the industry.
ALTER TABLE account
  ADD COLUMN IF NOT EXISTS industry_shown BOOLEAN NOT NULL DEFAULT FALSE AFTER industry;

-- What he chose when he asked to be deleted: his texts in the community go, too.
ALTER TABLE account
  ADD COLUMN IF NOT EXISTS posts_go BOOLEAN NOT NULL DEFAULT FALSE AFTER delete_at;

-- Mails and notices about them.
ALTER TABLE outbox
  ADD COLUMN IF NOT EXISTS post_id BIGINT NULL AFTER company_id,
  ADD COLUMN IF NOT EXISTS topic_id BIGINT NULL AFTER post_id,
  ADD COLUMN IF NOT EXISTS suggestion_id BIGINT NULL AFTER topic_id,
  ADD COLUMN IF NOT EXISTS status_id BIGINT NULL AFTER suggestion_id,
  ADD COLUMN IF NOT EXISTS comment_id BIGINT NULL AFTER status_id;

ALTER TABLE notice
  ADD COLUMN IF NOT EXISTS post_id BIGINT NULL AFTER company_id,
  ADD COLUMN IF NOT EXISTS topic_id BIGINT NULL AFTER post_id,
  ADD COLUMN IF NOT EXISTS suggestion_id BIGINT NULL AFTER topic_id,
  ADD KEY IF NOT EXISTS notice_unseen_topic (account_id, seen, topic_id),
  ADD KEY IF NOT EXISTS notice_unseen_suggestion (account_id, seen, suggestion_id);

-- Pictures and files of posts: no ticket stands behind them.
ALTER TABLE attachment
  MODIFY COLUMN ticket_id BIGINT NULL,
  MODIFY COLUMN message_id BIGINT NULL,
  ADD COLUMN IF NOT EXISTS post_id BIGINT NULL AFTER message_id,
  ADD KEY IF NOT EXISTS attachment_post (post_id, id),
  ADD CONSTRAINT attachment_post FOREIGN KEY IF NOT EXISTS (post_id) REFERENCES forum_post (id) ON DELETE CASCADE;

-- Of a topic the plain words of its accepted answer, of a suggestion those of the official one: shown first.
ALTER TABLE search_doc
  ADD COLUMN IF NOT EXISTS answer MEDIUMTEXT NOT NULL DEFAULT '' AFTER text;

-- Answers before a ticket may be topics, too.
ALTER TABLE deflection
  ADD COLUMN IF NOT EXISTS topic_id BIGINT NULL AFTER article_id;

-- Most tickets have nothing to do with the community: their pages need not look. Set once, never taken back.
ALTER TABLE ticket
  ADD COLUMN IF NOT EXISTS in_forum BOOLEAN NOT NULL DEFAULT FALSE AFTER activity_at;

-- Topics that an agent shows to a ticket's requester: "see also".
CREATE TABLE IF NOT EXISTS ticket_topic (
  ticket_id  BIGINT NOT NULL,
  topic_id   BIGINT NOT NULL,
  agent_id   BIGINT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (ticket_id, topic_id),
  KEY ticket_topic_topic (topic_id),
  KEY ticket_topic_agent (agent_id),
  CONSTRAINT ticket_topic_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id) ON DELETE CASCADE,
  CONSTRAINT ticket_topic_topic FOREIGN KEY (topic_id) REFERENCES forum_topic (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
