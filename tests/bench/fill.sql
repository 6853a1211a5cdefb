-- A portal with {scale} tickets, topics, suggestions and articles, for tests/bench. fill.mjs fills in what stands in braces
-- and has put the pieces of text into bench.piece (see pieces.c): their stems are those that the portal itself indexes.
-- One statement fills one empty table where that is possible: then its indexes are sorted once.
--
-- Account 1 is an admin, 2 to 10 are agents, 11 is a customer with the tickets 1 to 200; accounts 2 to 810 are signed in by cookies
-- that fill.mjs knows. Ticket 1 has 20 messages, topic 1 has 20 posts, topic 3 has 10,000. Category 2100 holds 1,000 topics more.

SET SESSION unique_checks = 0, foreign_key_checks = 0, tx_isolation = 'READ-COMMITTED';
SET SESSION group_concat_max_len = 1000000;
SET @now = UNIX_TIMESTAMP();
USE portico;

-- --- people -----------------------------------------------------------------------------------------

INSERT INTO account (id, mail, mail_key, name, password_hash, role, role_id, state, lang, zone, notice_count, created_at, updated_at)
  SELECT STRAIGHT_JOIN seq, CONCAT('person', seq, '@example.org'), CONCAT('person', seq, '@example.org'), CONCAT('Alex ', p.text),
    '$argon2id$v=19$m=19456,t=2,p=1$AQIDBAUGBwgJCgsMDQ4PEA$4yd9MO7ixC7irmjlMHYcbiVqpRxPBuLwE7KqMfnF9bc',
    IF(seq = 1, 'admin', IF(seq <= 10, 'agent', 'customer')), IF(seq BETWEEN 2 AND 10, (SELECT MIN(id) FROM staff_role), NULL),
    'active', {lang(seq)}, 'Europe/Vilnius', IF(seq = 11, 20, 0), @now - 9000000 - seq, @now - 9000000
  FROM seq_1_to_{people} JOIN bench.piece p ON p.kind = 'name' AND p.lang = 'en' AND p.place = 1 + seq % 2000;
INSERT INTO session (token_hash, account_id, created_at, seen_at, idle_at, ends_at, idle_for, agent)
  SELECT UNHEX(SHA2({cookie(seq)}, 256)), seq, @now, @now, @now + 864000, @now + 864000, 864000, 'bench' FROM seq_2_to_810
  UNION ALL SELECT UNHEX(SHA2(seq, 256)), 211 + seq % ({people} - 211), @now - seq, @now - seq, @now + 864000, @now + 864000 + seq,
    864000, 'bench' FROM seq_1_to_{people};
INSERT INTO team (id, name, name_key, created_at) SELECT 1000 + seq, CONCAT('Team ', seq), CONCAT('team ', seq), @now FROM seq_1_to_10;
INSERT INTO team_member (team_id, account_id) SELECT 1001 + (a.seq + t.seq) % 10, a.seq FROM seq_2_to_10 a JOIN seq_1_to_3 t;
INSERT INTO company (id, name, name_key, created_at, updated_at)
  SELECT 1000 + seq, CONCAT('Company ', seq), CONCAT('company ', seq), @now - seq, @now - seq FROM seq_1_to_{companies};
INSERT INTO company_member (company_id, account_id, owner, rights, created_at)
  SELECT 1001 + seq % {companies}, seq, seq <= {companies}, IF(seq <= {companies}, '', 'own'), @now - seq FROM seq_211_to_{people};
INSERT INTO trust (account_id, level, fixed_level, created_at) SELECT seq, IF(seq <= 810, 2, seq % 3), IF(seq <= 810, 2, NULL), @now FROM seq_11_to_{people};
INSERT INTO submit (id, body_hash, status, location, created_at)
  SELECT UNHEX(SHA2(CONCAT('submit', seq), 256)), UNHEX(SHA2(seq, 256)), 303, '/en/tickets/10000001', @now - seq FROM seq_1_to_{scale};
INSERT INTO outbox (kind, account_id, ticket_id, lang, state, due_at, created_at, done_at)
  SELECT 'ticket_received', 211 + seq % ({people} - 211), seq, 'en', 'sent', @now - 9000 - seq, @now - 9000 - seq, @now - 8000 - seq
  FROM seq_1_to_{scale};
INSERT INTO audit (actor_id, action, object, object_id, created_at)
  SELECT 2 + seq % 9, 'ticket.state', 'ticket', seq, @now - seq FROM seq_1_to_{scale};
INSERT INTO notice (account_id, event, ticket_id, seen, created_at)
  SELECT IF(seq <= 200, 11, 211 + seq % ({people} - 211)), 'ticket_answer', seq, seq % 10 > 0, @now - seq * 60 FROM seq_1_to_{scale};

-- --- articles: each in English, every fifth in Persian, every fifth in Lithuanian -------------------------

INSERT INTO category (id, slug, parent_id, position)
  SELECT 1000 + seq, CONCAT('bench-category-', seq), IF(seq % 10 = 1, NULL, 1000 + seq - (seq - 1) % 10), seq FROM seq_1_to_100;
INSERT INTO category_text (category_id, lang, name, description, article_count)
  SELECT 1000 + seq, l.code, CONCAT('Devices of series ', seq), 'How to set them up and keep them well', {scale} DIV IF(l.code = 'en', 100, 500)
  FROM seq_1_to_100 JOIN (SELECT 'en' AS code UNION ALL SELECT 'fa' UNION ALL SELECT 'lt') l;
INSERT INTO article (id, slug, category_id, series, position, promoted, created_at)
  SELECT seq, CONCAT('bench-article-', seq), 1001 + seq % 100, IF(seq DIV 100 % 100 < 12, CONCAT('series-', seq % 100, '-', seq DIV 10000), ''),
    seq DIV 100, seq <= 12, @now - 8000000 - seq
  FROM seq_1_to_{scale};
CREATE TABLE bench.article_piece (id BIGINT NOT NULL, lang CHAR(2) NOT NULL, title INT NOT NULL, summary INT NOT NULL, first INT NOT NULL,
  second INT NOT NULL, third INT NOT NULL, about INT NOT NULL, tag INT NOT NULL, also INT NOT NULL, other INT NOT NULL, updated_at BIGINT NOT NULL,
  PRIMARY KEY (id, lang)) ENGINE = InnoDB;
INSERT INTO bench.article_piece
  SELECT n.seq, n.lang, 1 + n.seq % 24, 1 + n.seq % 23, 1 + n.seq % 60, 1 + (n.seq * 7 + 1) % 59, 1 + (n.seq * 11 + 2) % 53,
    {name(n.seq,1,n.lang)}, {name(n.seq,2,n.lang)}, {name(n.seq,3,n.lang)}, {name(n.seq,4,n.lang)}, @now - n.seq * 30
  FROM (SELECT seq, 'en' AS lang FROM seq_1_to_{scale} UNION ALL SELECT seq, 'fa' FROM seq_1_to_{scale} WHERE seq % 5 = 1
    UNION ALL SELECT seq, 'lt' FROM seq_1_to_{scale} WHERE seq % 5 = 2) n;
INSERT INTO article_text (article_id, lang, title, summary, body, html, contents, markup_version, words, updated_at)
  SELECT STRAIGHT_JOIN n.id, n.lang, CONCAT(t.text, ' – ', a.text, ' ', 100000 + n.id), s.text,
    CONCAT(p.text, '\n\n', q.text, '\n\n', r.text, '\n\n**', a.text, '** **', b.text, '** **', c.text, '** **', d.text, '**'),
    CONCAT(p.html, q.html, r.html, '<p><strong>', a.text, '</strong> <strong>', b.text, '</strong> <strong>', c.text,
      '</strong> <strong>', d.text, '</strong></p>\n'),
    CONCAT(p.contents, q.contents, r.contents), {markup}, p.words + q.words + r.words + 4, n.updated_at
  FROM bench.article_piece n {article_pieces};
INSERT INTO article_tag (article_id, lang, tag) SELECT STRAIGHT_JOIN n.id, n.lang, b.text FROM bench.article_piece n
  JOIN bench.piece b ON b.kind = 'name' AND b.lang = n.lang AND b.place = n.tag;
UPDATE article SET langs = CONCAT('en', IF(id % 5 = 1, ',fa', ''), IF(id % 5 = 2, ',lt', ''));
INSERT INTO article_related (article_id, lang, place, other_id, visibility, slug, title, summary)
  SELECT STRAIGHT_JOIN n.seq, 'en', p.seq, a.id, a.visibility, a.slug, t.title, t.summary FROM seq_1_to_{scale} n JOIN seq_1_to_5 p
  JOIN article a ON a.id = 1 + (n.seq * 7 + p.seq * 13) % {scale} JOIN article_text t ON t.article_id = a.id AND t.lang = 'en';
INSERT INTO article_vote (article_id, lang, visitor, helpful, created_at)
  SELECT seq, 'en', UNHEX(SHA2(CONCAT('visitor', seq), 256)), TRUE, @now - seq FROM seq_1_to_{scale};

-- --- tickets: eight of ten are over, one of ten waits for staff; two of three are of a company ----------------

INSERT INTO topic (id, slug, position) SELECT 1000 + seq, CONCAT('bench-topic-', seq), seq FROM seq_1_to_5;
INSERT INTO topic_text (topic_id, lang, name) SELECT 1000 + seq, 'en', CONCAT('Topic ', seq) FROM seq_1_to_5;
INSERT INTO ticket (id, number, requester_id, company_id, team_id, topic_id, subject, state, priority, assignee_id, lang, message_count,
    last_by_staff, last_name, customer_seen_at, answered_at, solved_at, created_at, updated_at, activity_at)
  SELECT STRAIGHT_JOIN seq, 10000000 + seq, {requester(seq)}, IF(seq > 200 AND seq % 3, 1001 + {requester(seq)} % {companies}, NULL),
    IF(seq > 200 AND seq % 3 = 1, 1001 + seq % 10, NULL), 1001 + seq % 5, CONCAT(s.text, ' – ', a.text, ' ', 100000 + seq),
    {state(seq)}, ELT(1 + seq % 4, 'low', 'normal', 'high', 'urgent'), IF(seq % 3, 2 + seq % 9, NULL), {lang(seq)},
    IF(seq = 1, 20, 3), TRUE, 'Alex Person', @now, @now - seq, IF({state(seq)} IN ('solved', 'closed'), @now - seq, NULL), @now - 100 - seq * 120,
    @now - seq * 60, @now - seq * 60
  FROM seq_1_to_{scale} JOIN bench.piece s ON s.kind = 'subject' AND s.lang = {lang(seq)} AND s.place = 1 + seq % 48
  JOIN bench.piece a ON a.kind = 'name' AND a.lang = {lang(seq)} AND a.place = {named(seq,5)};
INSERT INTO ticket_tally (requester_id, company_id, open_count, waiting_count, solved_count)
  SELECT requester_id, COALESCE(company_id, 0), SUM(phase = 'open'), SUM(phase = 'waiting'), SUM(phase = 'solved')
  FROM ticket GROUP BY requester_id, COALESCE(company_id, 0);
INSERT INTO ticket_participant (ticket_id, account_id, created_at)
  SELECT seq, 211 + seq % ({people} - 211), @now FROM seq_201_to_{scale} WHERE seq % 3;
INSERT INTO ticket_field (ticket_id, position, label, value) SELECT seq, 1, 'Serial number', CONCAT('AT1-6R2D-', seq) FROM seq_1_to_{scale};
INSERT INTO ticket_message (id, ticket_id, kind, author_id, by_staff, body, html, markup_version, created_at)
  SELECT STRAIGHT_JOIN 3 * t.seq - 3 + k.seq, t.seq, 'public', IF(k.seq = 2, 2 + t.seq % 9, {requester(t.seq)}), k.seq = 2, m.text, m.html, {markup},
    @now - 100 - t.seq * 120 + k.seq
  FROM seq_1_to_{scale} t JOIN seq_1_to_3 k
  JOIN bench.piece m ON m.kind = 'message' AND m.lang = {lang(t.seq)} AND m.place = 1 + (t.seq + (k.seq - 1) * 5) % 48;
INSERT INTO ticket_message (ticket_id, kind, author_id, by_staff, body, html, markup_version, created_at)
  SELECT STRAIGHT_JOIN 1, 'public', IF(seq % 2, 2, 11), seq % 2, m.text, m.html, {markup}, @now - 7300 + seq * 60
  FROM seq_1_to_17 JOIN bench.piece m ON m.kind = 'message' AND m.lang = 'en' AND m.place = seq;
CREATE TABLE bench.subject_word AS
  SELECT DISTINCT p.lang, p.place, w.word FROM bench.piece p
  JOIN JSON_TABLE(CONCAT('["', REPLACE(p.stems, ' ', '","'), '"]'), '$[*]' COLUMNS (word VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$')) w
  WHERE p.kind IN ('subject', 'message') AND p.stems <> '';
INSERT INTO bench.subject_word SELECT lang, place, '#' FROM bench.piece WHERE kind = 'subject'; -- stands for the number
INSERT INTO bench.subject_word SELECT lang, place, '@' FROM bench.piece WHERE kind = 'subject'; -- stands for the name
ALTER TABLE bench.subject_word ADD PRIMARY KEY (lang, place, word);
INSERT INTO ticket_word (word, ticket_id)
  SELECT STRAIGHT_JOIN CASE w.word WHEN '#' THEN 100000 + seq WHEN '@' THEN a.stems ELSE w.word END, seq FROM seq_1_to_{scale}
  JOIN bench.piece a ON a.kind = 'name' AND a.lang = {lang(seq)} AND a.place = {named(seq,5)}
  JOIN bench.subject_word w ON w.lang = {lang(seq)} AND w.place = 1 + seq % 48;

-- --- suggestions: 20 boards, half of them of a company; three votes each -------------------------------------

INSERT INTO suggestion_board (id, slug, audience, audience_id, position, created_at)
  SELECT 2000 + seq, CONCAT('bench-board-', seq), IF(seq % 2, 'public', 'company'), IF(seq % 2, 0, 1000 + seq), seq, @now - seq FROM seq_1_to_20;
INSERT INTO suggestion_board_text (board_id, lang, name) SELECT 2000 + seq, 'en', CONCAT('Board ', seq) FROM seq_1_to_20;
INSERT INTO suggestion (id, board_id, audience, audience_id, author_id, title, body, html, markup_version, lang, status, status_at,
    vote_count, comment_count, heat, created_at, updated_at)
  SELECT STRAIGHT_JOIN seq, 2001 + seq % 20, IF((1 + seq % 20) % 2, 'public', 'company'), IF((1 + seq % 20) % 2, 0, 1001 + seq % 20),
    211 + seq % ({people} - 211), CONCAT(t.text, ' – ', a.text, ' ', 100000 + seq), p.text, p.html, {markup}, {lang(seq)},
    ELT(1 + seq DIV 20 % 6, 'open', 'review', 'planned', 'progress', 'shipped', 'declined'), @now - seq, 3, 1,
    LOG2(3) + (@now - seq * 60) / 604800, @now - seq * 60, @now - seq * 60
  FROM seq_1_to_{scale} JOIN bench.piece t ON t.kind = 'wish' AND t.lang = {lang(seq)} AND t.place = 1 + seq % 24
  JOIN bench.piece p ON p.kind = 'idea' AND p.lang = {lang(seq)} AND p.place = 1 + seq % 24
  JOIN bench.piece a ON a.kind = 'name' AND a.lang = {lang(seq)} AND a.place = {named(seq,6)};
INSERT INTO suggestion_vote (suggestion_id, account_id, created_at)
  SELECT STRAIGHT_JOIN s.seq, 211 + (s.seq * 3 + k.seq) % ({people} - 211), @now - s.seq * 60 FROM seq_1_to_{scale} s JOIN seq_1_to_3 k;
INSERT INTO suggestion_comment (suggestion_id, author_id, body, html, markup_version, created_at)
  SELECT STRAIGHT_JOIN seq, 211 + seq % ({people} - 211), m.text, m.html, {markup}, @now - seq FROM seq_1_to_{scale}
  JOIN bench.piece m ON m.kind = 'message' AND m.lang = {lang(seq)} AND m.place = 1 + seq % 48;
INSERT INTO suggestion_status (suggestion_id, status, author_id, body, created_at)
  SELECT seq, 'planned', 2, '', @now - seq FROM seq_1_to_{scale} WHERE seq DIV 20 % 6 = 2;
INSERT INTO suggestion_tag (suggestion_id, tag_key, tag) SELECT seq, CONCAT('tag', seq % 500), CONCAT('tag', seq % 500) FROM seq_1_to_{scale};

-- --- forum: 20 categories, the first with half of the topics, and one with 1,000 -------------------------------

INSERT INTO forum_category (id, slug, audience, audience_id, position, created_at)
  SELECT 2000 + seq, CONCAT('bench-forum-', seq), {audience(2000 + seq)}, {audience_id(2000 + seq)}, seq, @now - 9000000 FROM seq_1_to_20
  UNION ALL SELECT 2100, 'bench-forum-short', 'public', 0, 100, @now - 9000000;
INSERT INTO forum_category_text (category_id, lang, name, description)
  SELECT id, 'en', CONCAT('Talk of series ', id), 'What works and what does not' FROM forum_category WHERE id BETWEEN 2001 AND 2100;
INSERT INTO forum_topic (id, category_id, audience, audience_id, author_id, title, lang, industry, state, places, reply_count, answered_at,
    solved_post_id, last_post_id, last_id, created_at, activity_at)
  SELECT STRAIGHT_JOIN seq, {category(seq)}, {audience({category(seq)})}, {audience_id({category(seq)})}, 211 + seq % ({people} - 211),
    CONCAT(s.text, ' – ', a.text, ' ', 100000 + seq), {lang(seq)}, ELT(1 + seq % 4, '', 'retail', 'education', 'health'), 'open',
    {places(seq)}, {places(seq)} - 1, @now - seq * 60, IF(seq % 5 = 0, seq * 3 - 1, NULL), seq * 3, 211 + (seq + 3) % ({people} - 211),
    @now - seq * 90, @now - seq * 60
  FROM seq_1_to_{topics} JOIN bench.piece s ON s.kind = 'subject' AND s.lang = {lang(seq)} AND s.place = 1 + seq % 48
  JOIN bench.piece a ON a.kind = 'name' AND a.lang = {lang(seq)} AND a.place = {named(seq,7)};
INSERT INTO forum_post (id, topic_id, place, author_id, body, html, markup_version, created_at)
  SELECT STRAIGHT_JOIN 3 * t.seq - 3 + k.seq, t.seq, k.seq, 211 + (t.seq + k.seq - 1) % ({people} - 211), m.text, m.html, {markup}, @now - t.seq * 90 + k.seq
  FROM seq_1_to_{topics} t JOIN seq_1_to_3 k
  JOIN bench.piece m ON m.kind = 'message' AND m.lang = {lang(t.seq)} AND m.place = 1 + (t.seq + (k.seq - 1) * 5) % 48;
INSERT INTO forum_post (topic_id, place, author_id, body, html, markup_version, created_at)
  SELECT STRAIGHT_JOIN t.seq, k.seq, 211 + k.seq % ({people} - 211), m.text, m.html, {markup}, @now - 60
  FROM seq_1_to_3_step_2 t JOIN seq_4_to_10000 k ON k.seq <= {places(t.seq)}
  JOIN bench.piece m ON m.kind = 'message' AND m.lang = {lang(t.seq)} AND m.place = 1 + k.seq % 48;
INSERT INTO forum_tag (topic_id, tag_key, tag) SELECT seq, CONCAT('tag', seq % 500), CONCAT('tag', seq % 500) FROM seq_1_to_{topics};
INSERT INTO forum_like (post_id, account_id, created_at) SELECT 3 * seq, 211 + seq % ({people} - 211), @now FROM seq_1_to_{topics};
INSERT INTO forum_read (account_id, topic_id, place, seen_at) SELECT 211 + seq % ({people} - 211), seq, 1, @now FROM seq_1_to_{topics};
INSERT INTO follow (account_id, kind, ref_id, mail, created_at)
  SELECT 211 + seq % ({people} - 211), 'topic', seq, 'now', @now FROM seq_1_to_{topics};

-- --- search: what the worker would write of them. search_doc_term, which only an edit reads, stays empty ------------

ALTER TABLE search_doc DROP KEY search_doc_title, DROP KEY search_doc_all;
INSERT INTO search_doc (kind, ref_id, lang, title_ix, body_ix, text, answer, weight, updated_at)
  SELECT STRAIGHT_JOIN 'article', n.id, n.lang, CONCAT_WS(' ', t.stems, a.stems, CONCAT(n.lang, '_', 100000 + n.id)),
    CONCAT_WS(' ', s.stems, b.stems, p.stems, q.stems, r.stems, a.stems, b.stems, c.stems, d.stems),
    CONCAT(p.plain, q.plain, r.plain, a.text, ' ', b.text, ' ', c.text, ' ', d.text, '\n'), '',
    1 / (1 + (@now - n.updated_at) / 31536000) + 0.5, @now
  FROM bench.article_piece n {article_pieces};
INSERT INTO search_doc (kind, ref_id, lang, title_ix, body_ix, text, answer, weight, updated_at)
  SELECT STRAIGHT_JOIN 'suggestion', n.seq, {lang(n.seq)}, CONCAT_WS(' ', t.stems, a.stems, CONCAT({lang(n.seq)}, '_', 100000 + n.seq)),
    CONCAT_WS(' ', CONCAT({lang(n.seq)}, '_tag', n.seq % 500), p.stems),
    TRIM(TRAILING '\n' FROM p.plain), '', 3 / 23 + 0.5 / (1 + n.seq * 60 / 31536000), @now
  FROM seq_1_to_{scale} n JOIN bench.piece t ON t.kind = 'wish' AND t.lang = {lang(n.seq)} AND t.place = 1 + n.seq % 24
  JOIN bench.piece p ON p.kind = 'idea' AND p.lang = {lang(n.seq)} AND p.place = 1 + n.seq % 24
  JOIN bench.piece a ON a.kind = 'name' AND a.lang = {lang(n.seq)} AND a.place = {named(n.seq,6)};
INSERT INTO search_doc (kind, ref_id, lang, title_ix, body_ix, text, answer, weight, updated_at)
  SELECT STRAIGHT_JOIN 'topic', n.seq, {lang(n.seq)}, CONCAT_WS(' ', s.stems, a.stems, CONCAT({lang(n.seq)}, '_', 100000 + n.seq)),
    CONCAT_WS(' ', CONCAT({lang(n.seq)}, '_tag', n.seq % 500), IF(n.seq % 5 = 0, q.stems, NULL), p.stems, IF(n.seq % 5 = 0, NULL, q.stems), r.stems),
    TRIM(TRAILING '\n' FROM CONCAT(p.plain, '\n', IF(n.seq % 5 = 0, '', CONCAT(q.plain, '\n')), r.plain)),
    IF(n.seq % 5 = 0, TRIM(TRAILING '\n' FROM q.plain), ''),
    IF(n.seq % 5 = 0, 0.9, 0.4) + 0.8 / (1 + n.seq * 60 / 31536000), @now
  FROM seq_1_to_{topics} n JOIN bench.piece s ON s.kind = 'subject' AND s.lang = {lang(n.seq)} AND s.place = 1 + n.seq % 48
  JOIN bench.piece a ON a.kind = 'name' AND a.lang = {lang(n.seq)} AND a.place = {named(n.seq,7)}
  JOIN bench.piece p ON p.kind = 'message' AND p.lang = {lang(n.seq)} AND p.place = 1 + n.seq % 48
  JOIN bench.piece q ON q.kind = 'message' AND q.lang = {lang(n.seq)} AND q.place = 1 + (n.seq + 5) % 48
  JOIN bench.piece r ON r.kind = 'message' AND r.lang = {lang(n.seq)} AND r.place = 1 + (n.seq + 10) % 48;
ALTER TABLE search_doc ADD FULLTEXT KEY search_doc_title (title_ix);
ALTER TABLE search_doc ADD FULLTEXT KEY search_doc_all (title_ix, body_ix);
INSERT INTO search_term (lang, term, chars, docs)
  SELECT p.lang, w.term, CHAR_LENGTH(w.term), GREATEST(1, COUNT(*) * {scale} DIV 60) FROM bench.piece p
  JOIN JSON_TABLE(p.terms, '$[*]' COLUMNS (term VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$')) w
  WHERE p.kind <> 'name' OR p.place < {scale} GROUP BY p.lang, w.term;
INSERT INTO search_log (lang, query, hits, created_at)
  SELECT 'en', CONCAT('how to pair ', seq % 300), seq % 7, @now - seq FROM seq_1_to_{scale};

-- --- the end ----------------------------------------------------------------------------------------------

-- People send no more than some forms in an hour; a bench sends as many in a second.
CREATE OR REPLACE TRIGGER gate_open BEFORE UPDATE ON gate FOR EACH ROW SET NEW.count = OLD.count + 1, NEW.next_at = 0;
CREATE TABLE bench.limit_row (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, owner_id BIGINT NOT NULL, created_at BIGINT NOT NULL,
  body TEXT NOT NULL, KEY limit_row_owner (owner_id, created_at, id)) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
INSERT INTO bench.limit_row (owner_id, created_at, body) SELECT seq % {people}, @now - seq, 'Some words.' FROM seq_1_to_{scale};
ANALYZE TABLE account, session, company, company_member, notice, outbox, submit, audit, trust, article, article_text, article_tag, article_related, article_vote,
  category, category_text, search_doc, search_term, search_log, ticket, ticket_word, ticket_field, ticket_message, ticket_participant, suggestion,
  suggestion_vote, suggestion_comment, suggestion_status, suggestion_tag, forum_category, forum_topic, forum_post, forum_tag, forum_like,
  forum_read, follow;
