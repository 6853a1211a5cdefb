-- A portal with 10,000 rows and more in each table that grows, for tests/domain/test_explain: what bench.mjs measures is fill.sql’s.
-- Who runs it has set @markup to MARKUP_VERSION.
-- Account 1 is an admin, 2 to 10 are agents; account 11 is a customer with 200 tickets, the first with 20 messages.
-- Every password is "slow trains carry patient people". One statement ends with a semicolon at the end of a line.

SET SESSION max_recursive_iterations = 200000;
SET @now = UNIX_TIMESTAMP();

CREATE TEMPORARY TABLE n (n INT NOT NULL PRIMARY KEY)
  WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 20000) SELECT n FROM s;

-- --- people ---------------------------------------------------------------------------------------

INSERT INTO account (id, mail, mail_key, name, password_hash, role, state, lang, zone, created_at, updated_at)
  SELECT n, CONCAT('person', n, '@example.org'), CONCAT('person', n, '@example.org'), CONCAT('Alex Person ', n),
    '$argon2id$v=19$m=19456,t=2,p=1$AQIDBAUGBwgJCgsMDQ4PEA$4yd9MO7ixC7irmjlMHYcbiVqpRxPBuLwE7KqMfnF9bc',
    IF(n = 1, 'admin', IF(n <= 10, 'agent', 'customer')), 'active', 'en', 'Europe/Vilnius', @now - 9000000, @now - 9000000
  FROM n WHERE n <= 10000;

-- The first two belong to customer 11 and agent 2.
INSERT INTO session (token_hash, account_id, created_at, seen_at, idle_at, ends_at, idle_for, agent)
  VALUES (UNHEX(SHA2('bench-customer-bench-customer-bench-custome', 256)), 11, @now, @now, @now + 864000, @now + 864000, 864000, 'bench'),
    (UNHEX(SHA2('bench-agent-bench-agent-bench-agent-bench-a', 256)), 2, @now, @now, @now + 864000, @now + 864000, 864000, 'bench');
INSERT INTO session (token_hash, account_id, created_at, seen_at, idle_at, ends_at, idle_for, agent)
  SELECT UNHEX(SHA2(n, 256)), 12 + n % 9000, @now - n, @now - n, @now + 864000, @now + 864000 + n, 864000, 'bench' FROM n;

INSERT INTO signup (mail, mail_key, name, lang, created_at)
  SELECT CONCAT('new', n, '@example.org'), CONCAT('new', n, '@example.org'), CONCAT('New ', n), 'en', @now - n
  FROM n WHERE n <= 10000;
INSERT INTO mail_token (token_hash, purpose, account_id, signup_id, created_at, ends_at)
  SELECT UNHEX(SHA2(CONCAT('mail', n), 256)), IF(n % 2, 'reset', 'confirm'), IF(n % 2, n, NULL), IF(n % 2, NULL, n), @now - n,
    @now + 1800 - n
  FROM n WHERE n <= 10000;
INSERT INTO submit (id, body_hash, status, location, created_at)
  SELECT UNHEX(SHA2(CONCAT('submit', n), 256)), UNHEX(SHA2(n, 256)), 303, '/en/tickets/10000001', @now - n FROM n;
INSERT INTO attempt (key_hash, window_at, count)
  SELECT UNHEX(SHA2(CONCAT('attempt', n), 256)), @now - n, 1 FROM n;
INSERT INTO gate (key_hash, count, counted_at, next_at) SELECT UNHEX(SHA2(CONCAT('gate', n), 256)), 1, @now - n, @now - n FROM n;
INSERT INTO device (token_hash, account_id, created_at, seen_at)
  SELECT UNHEX(SHA2(CONCAT('device', n), 256)), 12 + n % 9000, @now - n, @now - n FROM n;
INSERT INTO signin_step (token_hash, account_id, need, remember, created_at, ends_at)
  SELECT UNHEX(SHA2(CONCAT('step', n), 256)), 12 + n % 9000, 'code', FALSE, @now - n, @now + 600 - n FROM n;
INSERT INTO recovery_code (account_id, code_hash) SELECT 12 + n % 9000, UNHEX(SHA2(CONCAT('code', n), 256)) FROM n;
INSERT INTO outbox (kind, account_id, ticket_id, lang, state, due_at, created_at, done_at)
  SELECT 'ticket_received', 12 + n % 9000, 1 + n % 9000, 'en', 'sent', @now - 9000 - n, @now - 9000 - n, @now - 8000 - n FROM n;
INSERT INTO audit (actor_id, action, object, object_id, created_at)
  SELECT 2 + n % 9, 'ticket.state', 'ticket', 1 + n % 9000, @now - n FROM n;

-- --- articles: 100 categories of 100, twelve of them in a series, every hundredth also in Persian ----

INSERT INTO category (id, slug, parent_id, position)
  SELECT 1000 + n, CONCAT('bench-category-', n), IF(n % 10 = 1, NULL, 1000 + n - (n - 1) % 10), n FROM n WHERE n <= 100
  ORDER BY n;
INSERT INTO category_text (category_id, lang, name, description, article_count)
  SELECT 1000 + n, 'en', CONCAT('Devices of series ', n), 'How to set them up and keep them well', 100 FROM n WHERE n <= 100;
INSERT INTO article (id, slug, category_id, series, position, promoted, created_at)
  SELECT 1000 + n, CONCAT('bench-article-', n), 1001 + n % 100, IF(n % 100 < 12, CONCAT('series-', n DIV 100), ''), n % 100,
    n % 1000 = 0, @now - 8000000 - n
  FROM n WHERE n <= 10000;

SET @words = 'The hub keeps a list of every device that has ever been paired with it, and asks each of them once a minute whether it is still there. ';
SET @part = CONCAT('<p>', REPEAT(@words, 3), '</p>\n<ol>\n<li>Open <strong>Settings</strong> and choose the room.</li>\n',
  '<li>Hold the button for five seconds until the ring turns <em>violet</em>.</li>\n',
  '<li>Wait for the app to say that it is done, see <a href="./bench-article-7">the lights</a>.</li>\n</ol>\n<p>', @words, '</p>\n');
SET @html = (SELECT GROUP_CONCAT(CONCAT('<h2 id="part-', n, '">What to do in part ', n, '</h2>\n', @part) ORDER BY n SEPARATOR '')
  FROM n WHERE n <= 5);
SET @contents = (SELECT GROUP_CONCAT(CONCAT('2\tpart-', n, '\tWhat to do in part ', n) ORDER BY n SEPARATOR '\n') FROM n WHERE n <= 5);
INSERT INTO article_text
    (article_id, lang, title, summary, body, html, contents, markup_version, words, updated_at)
  SELECT 1000 + n, 'en', CONCAT('The device of kind ', n, ' does not answer'), 'What to check, in which order, and when to write to us.',
    REPEAT(@words, 20), @html, @contents, @markup, 560, @now - 7000000 + n
  FROM n WHERE n <= 10000;
INSERT INTO article_text
    (article_id, lang, title, summary, body, html, contents, markup_version, words, updated_at)
  SELECT 1000 + n, 'fa', CONCAT('دستگاه ', n, ' پاسخ نمی‌دهد'), 'چه چیزی را به چه ترتیبی بررسی کنیم.', 'متن', '<p>متن</p>', '', @markup, 10,
    @now - 7000000 + n
  FROM n WHERE n <= 10000 AND n % 100 = 7;
INSERT INTO article_tag (article_id, lang, tag) SELECT 1000 + n, 'en', CONCAT('tag ', n % 500) FROM n WHERE n <= 10000;
UPDATE article SET langs = IF((id - 1000) % 100 = 7, 'en,fa', 'en') WHERE id > 1000;
INSERT INTO article_related (article_id, lang, place, other_id, visibility, slug, title, summary)
  SELECT 1000 + a.n, 'en', p.n, o.id, o.visibility, o.slug, t.title, t.summary FROM n a JOIN n p ON p.n <= 5
  JOIN article o ON o.id = 1001 + (a.n * 7 + p.n * 13) % 10000 JOIN article_text t ON t.article_id = o.id AND t.lang = 'en'
  WHERE a.n <= 10000;
INSERT INTO article_vote (article_id, lang, visitor, helpful, created_at)
  SELECT 1001 + n % 10000, 'en', UNHEX(SHA2(CONCAT('visitor', n), 256)), n % 5 > 0, @now - n FROM n;

-- --- search -------------------------------------------------------------------------------------------

INSERT INTO search_doc (id, kind, ref_id, lang, title_ix, body_ix, text, weight, updated_at)
  SELECT n, 'article', 1000 + n, 'en', CONCAT('en_devic en_kind', n, ' en_answer'),
    CONCAT('en_hub en_keep en_list en_devic en_pair en_ask en_minut en_word', n % 977, ' en_word', n % 1009, ' en_word', n % 2003), @words, 0.8, @now - n
  FROM n WHERE n <= 10000;
INSERT INTO search_term (lang, term, chars, docs) SELECT 'en', CONCAT('word', n), CHAR_LENGTH(n) + 4, 1 + n % 10 FROM n;
INSERT INTO search_doc_term (doc_id, term) SELECT 1 + n % 10000, CONCAT('word', n % 2003) FROM n;
INSERT INTO search_log (lang, query, hits, created_at)
  SELECT 'en', CONCAT('how to pair ', n % 300), n % 7, @now - 20000 + n FROM n;
INSERT INTO deflection (lang, outcome, article_id, created_at)
  SELECT 'en', IF(n % 3, 'filed', 'solved'), 1000 + n % 10000, @now - n FROM n WHERE n <= 10000;

-- --- tickets ------------------------------------------------------------------------------------------

INSERT INTO topic (id, slug, position) SELECT 1000 + n, CONCAT('bench-topic-', n), n FROM n WHERE n <= 5;
INSERT INTO topic_text (topic_id, lang, name) SELECT 1000 + n, 'en', CONCAT('Topic ', n) FROM n WHERE n <= 5;
INSERT INTO ticket (id, number, requester_id, topic_id, subject, state, priority, assignee_id, lang, message_count, last_by_staff,
    last_name, customer_seen_at, answered_at, solved_at, created_at, updated_at, activity_at)
  SELECT n, 10000000 + n, IF(n <= 200, 11, 12 + n % 9000), 1001 + n % 5, CONCAT('The thermostat does not find the hub, case ', n),
    ELT(1 + n % 4, 'solved', 'open', 'waiting', 'closed'), ELT(1 + n % 4, 'low', 'normal', 'high', 'urgent'),
    IF(n % 3, 2 + n % 9, NULL), 'en', IF(n = 1, 20, 2), n % 2, 'Alex Person', @now, @now - n, IF(n % 4 IN (0, 3), @now - n, NULL),
    @now - 100 - n * 120, @now - n * 60, @now - n * 60
  FROM n;
-- Two of three tickets are of one of 1,000 companies, each third of one of ten teams; customer 11 acts for himself alone.
INSERT INTO team (id, name, name_key, created_at) SELECT 1000 + n, CONCAT('Team ', n), CONCAT('team ', n), @now FROM n WHERE n <= 10;
INSERT INTO team_member (team_id, account_id) SELECT 1001 + (a.n + t.n) % 10, a.n FROM n a JOIN n t ON t.n <= 3 WHERE a.n BETWEEN 2 AND 10;
INSERT INTO company (id, name, name_key, created_at, updated_at)
  SELECT 1000 + n, CONCAT('Company ', n), CONCAT('company ', n), @now - n, @now - n FROM n WHERE n <= 1000;
INSERT INTO company_member (company_id, account_id, owner, rights, created_at)
  SELECT 1001 + n % 1000, n, n <= 1000, IF(n <= 1000, '', 'own'), @now - n FROM n WHERE n BETWEEN 12 AND 9999;
UPDATE ticket SET company_id = IF(id % 3, 1001 + requester_id % 1000, NULL), team_id = IF(id % 3 = 1, 1001 + id % 10, NULL)
  WHERE id > 200;
INSERT INTO ticket_tally (requester_id, company_id, open_count, waiting_count, solved_count)
  SELECT requester_id, COALESCE(company_id, 0), SUM(phase = 'open'), SUM(phase = 'waiting'), SUM(phase = 'solved')
  FROM ticket GROUP BY requester_id, COALESCE(company_id, 0);
INSERT INTO ticket_participant (ticket_id, account_id, created_at) SELECT id, 12 + id % 5000, @now FROM ticket WHERE company_id IS NOT NULL;
UPDATE account SET role_id = (SELECT MIN(id) FROM staff_role) WHERE role = 'agent';
INSERT INTO ticket_word (word, ticket_id)
  SELECT ELT(w.n, 'thermostat', 'find', 'hub', CONCAT('case', t.n % 100)), t.n FROM n t JOIN n w ON w.n <= 4;
INSERT INTO ticket_field (ticket_id, position, label, value) SELECT n, 1, 'Serial number', CONCAT('AT1-6R2D-', n) FROM n;

SET @message = CONCAT('Hello,\n\nsince Thursday the heating no longer goes down at 22:00. The week plan in the app still says 17 °C for ',
  'the night, but in the morning it is 21 °C in every room. The thermostat installed version `3.8.2` on Wednesday.\n\n',
  '1. **Schedules › History** has no line at 22:00.\n2. The time zone is Europe/London, which is right.\n\n',
  'Holding the minus worked last night, see https://example.org/help for what I did.');
SET @rendered = CONCAT('<p>Hello,</p>\n<p>since Thursday the heating no longer goes down at 22:00. The week plan in the app still says 17 °C for ',
  'the night, but in the morning it is 21 °C in every room. The thermostat installed version <code>3.8.2</code> on Wednesday.</p>\n',
  '<ol>\n<li><strong>Schedules › History</strong> has no line at 22:00.</li>\n<li>The time zone is Europe/London, which is right.</li>\n</ol>\n',
  '<p>Holding the minus worked last night, see https://example.org/help for what I did.</p>\n');
INSERT INTO ticket_message (ticket_id, kind, author_id, by_staff, body, html, markup_version, files, created_at)
  SELECT n, 'public', IF(n <= 200, 11, 12 + n % 9000), FALSE, @message, @rendered, @markup, n > 1 AND n <= 11000, @now - 100 - n * 120
  FROM n;
INSERT INTO ticket_message (ticket_id, kind, author_id, by_staff, body, html, markup_version, created_at)
  SELECT n, 'public', 2 + n % 9, TRUE, @message, @rendered, @markup, @now - n * 60 FROM n WHERE n > 1;
INSERT INTO ticket_message (ticket_id, kind, author_id, by_staff, body, html, markup_version, created_at)
  SELECT 1, 'public', IF(n % 2, 2, 11), n % 2, @message, @rendered, @markup, @now - 7300 + n * 60 FROM n WHERE n <= 19;
INSERT INTO attachment (public_id, ticket_id, message_id, owner_id, name, type, size, hash, created_at)
  SELECT UNHEX(MD5(n)), n, n, IF(n <= 200, 11, 12 + n % 9000), 'photo.png', 'image/png', 3, UNHEX(SHA2(n, 256)), @now - n
  FROM n WHERE n > 1 AND n <= 11000;
INSERT INTO attachment_chunk (attachment_id, position, data) SELECT id, 0, 'abc' FROM attachment WHERE size = 3;

-- Customer 11 has 200 notices, 20 of them unseen; each tenth person has chosen something.
INSERT INTO notice (account_id, event, ticket_id, seen, created_at)
  SELECT IF(n <= 200, 11, 12 + n % 9000), 'ticket_answer', n, n % 10 > 0, @now - n * 60 FROM n;
UPDATE account SET notice_count = 20 WHERE id = 11;
INSERT INTO notify_choice (account_id, event, channel, wanted) SELECT n, 'ticket_state', 'mail', FALSE FROM n WHERE n % 10 = 0 AND n <= 9990;

INSERT INTO company_invite (company_id, mail, mail_key, rights, invited_by, lang, created_at, ends_at)
  SELECT 1001 + n % 1000, CONCAT('invited', n, '@example.org'), CONCAT('invited', n, '@example.org'), 'own', 12 + n % 5000, 'en', @now - n,
    @now + 604800 - n FROM n WHERE n <= 12000;

-- --- suggestions: 20 boards, half of them of a company, with 12,000 suggestions, two votes each ---------------------

INSERT INTO suggestion_board (id, slug, audience, audience_id, position, created_at)
  SELECT 2000 + n, CONCAT('bench-board-', n), IF(n % 2, 'public', 'company'), IF(n % 2, 0, 1000 + n), n, @now - n FROM n WHERE n <= 20;
INSERT INTO suggestion_board_text (board_id, lang, name) SELECT 2000 + n, 'en', CONCAT('Board ', n) FROM n WHERE n <= 20;
INSERT INTO suggestion (id, board_id, audience, audience_id, author_id, title, body, html, markup_version, lang, status, status_at,
    vote_count, comment_count, heat, created_at, updated_at)
  SELECT n, 2001 + n % 20, IF((1 + n % 20) % 2, 'public', 'company'), IF((1 + n % 20) % 2, 0, 1001 + n % 20), 11 + n % 9000,
    CONCAT('A wish for device ', n), 'It would help.', '<p>It would help.</p>', @markup, 'en',
    ELT(1 + n % 6, 'open', 'review', 'planned', 'progress', 'shipped', 'declined'), @now - n, 2, 1, 2960 + n / 1000, @now - n * 60, @now - n * 60
  FROM n WHERE n <= 12000;
INSERT INTO suggestion_vote (suggestion_id, account_id, created_at)
  SELECT n, 11 + n % 9000, @now - n FROM n WHERE n <= 12000;
INSERT INTO suggestion_vote (suggestion_id, account_id, created_at)
  SELECT n, 12 + n % 9000, @now - n FROM n WHERE n <= 12000;
INSERT INTO suggestion_tag (suggestion_id, tag_key, tag)
  SELECT n, CONCAT('tag', n % 100), CONCAT('tag', n % 100) FROM n WHERE n <= 12000;
INSERT INTO suggestion_status (suggestion_id, status, author_id, body, created_at)
  SELECT n, 'planned', 2, 'We do it.', @now - n FROM n WHERE n <= 12000;
INSERT INTO suggestion_comment (suggestion_id, author_id, body, html, markup_version, created_at)
  SELECT n, 11 + n % 9000, 'Yes.', '<p>Yes.</p>', @markup, @now - n FROM n WHERE n <= 12000;

-- --- following: a category with 9,000 followers, customer 11 with 200 things, lines of daily mails ------------------

INSERT INTO follow (account_id, kind, ref_id, mail, created_at) SELECT 11 + n, 'category', 1, 'daily', @now - n FROM n WHERE n <= 9000;
INSERT INTO follow (account_id, kind, ref_id, mail, created_at) SELECT 11, 'suggestion', n, 'now', @now - n FROM n WHERE n <= 200;
INSERT INTO follow (account_id, kind, ref_id, mail, created_at)
  SELECT 12 + n % 9000, 'suggestion', n, 'now', @now - n FROM n WHERE n > 200 AND n <= 12000;
INSERT INTO digest_item (account_id, kind, suggestion_id, due_at, mail_id, created_at)
  SELECT 12 + n % 9000, 'suggestion_merged', n, @now - n, IF(n % 3, n, NULL), @now - n FROM n WHERE n <= 12000;
INSERT INTO community_event (kind, suggestion_id, created_at) SELECT 'merged', n, @now FROM n WHERE n <= 12000;

-- --- forum: 20 categories (a fifth of them of a company), 12,000 topics, topic 1 with 10,000 posts ------------------

INSERT INTO forum_category (id, slug, audience, audience_id, position, created_at)
  SELECT 2000 + n, CONCAT('bench-forum-', n), ELT(1 + n % 5, 'company', 'public', 'public', 'signed_in', 'public'),
    IF(n % 5, 0, 1000 + n), n, @now - 9000000
  FROM n WHERE n <= 20;
INSERT INTO forum_category_text (category_id, lang, name, description)
  SELECT 2000 + n, 'en', CONCAT('Talk of series ', n), 'What works and what does not' FROM n WHERE n <= 20;
INSERT INTO forum_topic (id, category_id, audience, audience_id, author_id, title, lang, industry, state, closed, pinned, places,
    reply_count, answered_at, last_id, created_at, activity_at)
  SELECT n, 2001 + n % 20, ELT(1 + (1 + n % 20) % 5, 'company', 'public', 'public', 'signed_in', 'public'),
    IF((1 + n % 20) % 5, 0, 1001 + n % 20), 11 + n % 9000, CONCAT('How does device ', n, ' work?'), 'en',
    ELT(1 + n % 4, '', 'retail', 'education', 'health'), IF(n % 100 = 99, 'held', 'open'), n % 50 = 0, n % 400 = 1,
    IF(n = 1, 10000, 2), IF(n = 1, 9999, 1), IF(n % 3, @now - n * 60, NULL), 12 + n % 9000, @now - n * 90, @now - n * 60
  FROM n WHERE n <= 12000;
INSERT INTO forum_post (topic_id, place, author_id, state, body, html, markup_version, like_count, flag_count, created_at)
  SELECT n, 1, 11 + n % 9000, IF(n % 100 = 99, 'held', 'open'), 'Who knows it?', '<p>Who knows it?</p>', @markup, 1, n % 500 = 0,
    @now - n * 90
  FROM n WHERE n <= 12000;
INSERT INTO forum_post (topic_id, place, author_id, body, html, markup_version, created_at)
  SELECT n, 2, 12 + n % 9000, 'I do.', '<p>I do.</p>', @markup, @now - n * 60 FROM n WHERE n <= 12000;
INSERT INTO forum_post (topic_id, place, author_id, body, html, markup_version, created_at)
  SELECT 1, n, 11 + n % 9000, CONCAT('Post ', n), CONCAT('<p>Post ', n, '</p>'), @markup, @now - 60 FROM n WHERE n > 2 AND n <= 10000;
UPDATE forum_topic t JOIN forum_post p ON p.topic_id = t.id AND p.place = 2 SET t.last_post_id = p.id,
    t.solved_post_id = IF(t.id % 5 = 1, p.id, NULL);
INSERT INTO forum_tag (topic_id, tag_key, tag) SELECT n, CONCAT('tag', n % 100), CONCAT('tag', n % 100) FROM n WHERE n <= 12000;
INSERT INTO forum_like (post_id, account_id, created_at)
  SELECT p.id, 12 + p.topic_id % 9000, @now FROM forum_post p WHERE p.place = 1;
INSERT INTO forum_edit (post_id, editor_id, body, created_at) SELECT p.id, p.author_id, 'Before', @now FROM forum_post p WHERE p.place = 1;
INSERT INTO forum_read (account_id, topic_id, place, seen_at) SELECT 11 + n % 9000, n, 1, @now FROM n WHERE n <= 12000;
INSERT IGNORE INTO trust (account_id, level, created_at) SELECT 11 + n, n % 3, @now FROM n WHERE n <= 9000;
INSERT INTO follow (account_id, kind, ref_id, mail, created_at) SELECT 11 + n % 9000, 'topic', n, 'now', @now FROM n WHERE n <= 12000;
INSERT INTO forum_flag (post_id, account_id, reason, state, created_at)
  SELECT p.id, 13 + p.topic_id % 9000, 'spam', IF(p.flag_count, 'waiting', 'wrong'), @now FROM forum_post p WHERE p.place = 1;
INSERT INTO badge (account_id, badge, created_at) SELECT 11 + n, ELT(1 + n % 3, 'reader', 'solver', 'liked'), @now FROM n WHERE n <= 9000;
INSERT INTO badge (account_id, badge, created_at) SELECT 11 + n, 'faithful', @now FROM n WHERE n <= 9000;
INSERT INTO people_group (id, name, name_key, created_at) SELECT 3000 + n, CONCAT('Group ', n), CONCAT('group ', n), @now - n FROM n WHERE n <= 20;
INSERT INTO people_group_member (group_id, account_id, created_at) SELECT 3001 + n % 20, 11 + n, @now - n FROM n WHERE n <= 9000;
INSERT INTO people_group_member (group_id, account_id, created_at) SELECT 3001 + (n + 1) % 20, 11 + n, @now - n FROM n WHERE n <= 9000;

DROP TEMPORARY TABLE n;
ANALYZE TABLE account, session, signup, mail_token, submit, attempt, outbox, audit, article, article_text, article_tag,
  article_related, article_vote, search_doc, search_term, search_doc_term, search_dirty, search_log, deflection, ticket,
  ticket_word, ticket_field, ticket_message, attachment, attachment_chunk, company, company_member, company_invite, team, team_member,
  ticket_participant, notice, notify_choice, gate, device, signin_step, recovery_code, suggestion, suggestion_vote, suggestion_tag, suggestion_status, suggestion_comment, follow, digest_item, community_event,
  forum_topic, forum_post, forum_tag, forum_like, forum_edit, forum_read, trust, forum_flag, badge,
  people_group_member;
