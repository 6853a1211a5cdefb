-- Four database users: the web programs', the management program's, the worker's, and the operator's, which alone may change the
-- schema. None of the first three may rewrite the audit log; only the management program may change roles, settings, teams,
-- groups and categories. Their names and password files stand in portico.conf as db_user, db_admin_user, db_worker_user and
-- db_operator_user; where one user must do for all, leave out the last three: `portico doctor` says so.
--
-- Run as the server's administrator, after `portico migrate` with the operator's user, and again after each upgrade; put your own
-- database name, user names and passwords in. A migration that makes tables adds them here.
--
--	mariadb < grants.sql

CREATE USER IF NOT EXISTS 'portico'@'localhost' IDENTIFIED BY 'put a password here';
CREATE USER IF NOT EXISTS 'portico_admin'@'localhost' IDENTIFIED BY 'put a second password here';
CREATE USER IF NOT EXISTS 'portico_worker'@'localhost' IDENTIFIED BY 'put a third password here';
CREATE USER IF NOT EXISTS 'portico_operator'@'localhost' IDENTIFIED BY 'put a fourth password here';

-- The operator: portico migrate, init, backup, restore, import, user and the other commands.
GRANT ALL PRIVILEGES ON portico.* TO 'portico_operator'@'localhost';

-- All programs read; what they add, change and delete follows table by table.
GRANT SELECT ON portico.* TO 'portico'@'localhost';
GRANT SELECT ON portico.* TO 'portico_admin'@'localhost';
GRANT SELECT ON portico.* TO 'portico_worker'@'localhost';

-- The web programs.
GRANT INSERT, UPDATE, DELETE ON portico.account TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.session TO 'portico'@'localhost';
GRANT INSERT, DELETE ON portico.signup TO 'portico'@'localhost';
GRANT INSERT, DELETE ON portico.mail_token TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.submit TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.attempt TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.outbox TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.category TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.category_text TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.article TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.article_text TO 'portico'@'localhost';
GRANT INSERT, DELETE ON portico.article_tag TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.article_related TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.article_vote TO 'portico'@'localhost';
GRANT INSERT, DELETE ON portico.search_dirty TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.search_doc TO 'portico'@'localhost';
GRANT INSERT, DELETE ON portico.search_log TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.ticket TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.ticket_tally TO 'portico'@'localhost';
GRANT INSERT, DELETE ON portico.ticket_word TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.ticket_field TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.ticket_message TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.attachment TO 'portico'@'localhost';
GRANT INSERT ON portico.attachment_chunk TO 'portico'@'localhost';
GRANT INSERT ON portico.deflection TO 'portico'@'localhost';
GRANT INSERT ON portico.audit TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.company TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.company_member TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.company_invite TO 'portico'@'localhost';
GRANT INSERT, DELETE ON portico.ticket_participant TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.device TO 'portico'@'localhost';
GRANT INSERT, DELETE ON portico.signin_step TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.gate TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.recovery_code TO 'portico'@'localhost';
GRANT INSERT, DELETE ON portico.notify_choice TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.notice TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.picture TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.audit_origin TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.forum_topic TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.forum_post TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.forum_edit TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.forum_like TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.forum_flag TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.forum_tag TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.forum_read TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.trust TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.badge TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.follow TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.community_event TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.digest_item TO 'portico'@'localhost';
GRANT UPDATE ON portico.suggestion_board TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.suggestion TO 'portico'@'localhost';
GRANT INSERT, DELETE ON portico.suggestion_tag TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.suggestion_vote TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.suggestion_status TO 'portico'@'localhost';
GRANT INSERT, UPDATE ON portico.suggestion_comment TO 'portico'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.ticket_topic TO 'portico'@'localhost';

-- The management program.
GRANT INSERT, UPDATE, DELETE ON portico.account TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.session TO 'portico_admin'@'localhost';
GRANT INSERT, DELETE ON portico.signup TO 'portico_admin'@'localhost';
GRANT INSERT, DELETE ON portico.mail_token TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.submit TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.outbox TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.article_related TO 'portico_admin'@'localhost';
GRANT INSERT, DELETE ON portico.search_dirty TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.search_doc TO 'portico_admin'@'localhost';
GRANT UPDATE ON portico.topic TO 'portico_admin'@'localhost';
GRANT UPDATE ON portico.ticket TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.ticket_tally TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE ON portico.ticket_message TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE ON portico.attachment TO 'portico_admin'@'localhost';
GRANT INSERT ON portico.attachment_chunk TO 'portico_admin'@'localhost';
GRANT INSERT ON portico.audit TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.staff_role TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.team TO 'portico_admin'@'localhost';
GRANT INSERT, DELETE ON portico.team_member TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE ON portico.company TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.company_member TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.company_invite TO 'portico_admin'@'localhost';
GRANT INSERT, DELETE ON portico.ticket_participant TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.device TO 'portico_admin'@'localhost';
GRANT DELETE ON portico.signin_step TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.recovery_code TO 'portico_admin'@'localhost';
GRANT INSERT, DELETE ON portico.notify_choice TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.notice TO 'portico_admin'@'localhost';
GRANT DELETE ON portico.picture TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.audit_origin TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE ON portico.setting TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.people_group TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.people_group_member TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.forum_category TO 'portico_admin'@'localhost';
GRANT INSERT, DELETE ON portico.forum_category_text TO 'portico_admin'@'localhost';
GRANT UPDATE ON portico.forum_topic TO 'portico_admin'@'localhost';
GRANT UPDATE ON portico.forum_post TO 'portico_admin'@'localhost';
GRANT UPDATE ON portico.forum_edit TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.forum_like TO 'portico_admin'@'localhost';
GRANT UPDATE, DELETE ON portico.forum_flag TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.forum_tag TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.forum_read TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.trust TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.badge TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.follow TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.community_event TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.digest_item TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.suggestion_board TO 'portico_admin'@'localhost';
GRANT INSERT, DELETE ON portico.suggestion_board_text TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE ON portico.suggestion TO 'portico_admin'@'localhost';
GRANT INSERT, DELETE ON portico.suggestion_tag TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.suggestion_vote TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE ON portico.suggestion_status TO 'portico_admin'@'localhost';
GRANT UPDATE ON portico.suggestion_comment TO 'portico_admin'@'localhost';
GRANT INSERT, UPDATE ON portico.suggestion_rule TO 'portico_admin'@'localhost';
GRANT INSERT, DELETE ON portico.suggestion_rule_text TO 'portico_admin'@'localhost';
GRANT UPDATE ON portico.ticket_topic TO 'portico_admin'@'localhost';

-- The worker.
GRANT INSERT, UPDATE ON portico.account TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.session TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.signup TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.mail_token TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.submit TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.attempt TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.outbox TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.article_related TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.search_dirty TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.search_doc TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.search_term TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.search_doc_term TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.search_log TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE ON portico.ticket TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.ticket_word TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE ON portico.ticket_field TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE ON portico.ticket_message TO 'portico_worker'@'localhost';
GRANT UPDATE, DELETE ON portico.attachment TO 'portico_worker'@'localhost';
GRANT INSERT ON portico.audit TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE ON portico.heartbeat TO 'portico_worker'@'localhost';
GRANT DELETE ON portico.team_member TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE ON portico.company TO 'portico_worker'@'localhost';
GRANT UPDATE, DELETE ON portico.company_member TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.company_invite TO 'portico_worker'@'localhost';
GRANT DELETE ON portico.ticket_participant TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.device TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.signin_step TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.gate TO 'portico_worker'@'localhost';
GRANT DELETE ON portico.recovery_code TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.notify_choice TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.notice TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.picture TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.audit_origin TO 'portico_worker'@'localhost';
GRANT DELETE ON portico.people_group_member TO 'portico_worker'@'localhost';
GRANT UPDATE ON portico.forum_category TO 'portico_worker'@'localhost';
GRANT UPDATE ON portico.forum_topic TO 'portico_worker'@'localhost';
GRANT UPDATE ON portico.forum_post TO 'portico_worker'@'localhost';
GRANT UPDATE, DELETE ON portico.forum_edit TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.forum_like TO 'portico_worker'@'localhost';
GRANT UPDATE, DELETE ON portico.forum_flag TO 'portico_worker'@'localhost';
GRANT DELETE ON portico.forum_tag TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.forum_read TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.trust TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.badge TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.follow TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.community_event TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE, DELETE ON portico.digest_item TO 'portico_worker'@'localhost';
GRANT UPDATE ON portico.suggestion_board TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE ON portico.suggestion TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.suggestion_tag TO 'portico_worker'@'localhost';
GRANT INSERT, DELETE ON portico.suggestion_vote TO 'portico_worker'@'localhost';
GRANT UPDATE ON portico.suggestion_status TO 'portico_worker'@'localhost';
GRANT INSERT, UPDATE ON portico.suggestion_comment TO 'portico_worker'@'localhost';

-- Only the operator writes these: portico kb import, demo load, migrate.
--	ON portico.topic_text TO nobody else
--	ON portico.topic_field TO nobody else
--	ON portico.topic_field_text TO nobody else

-- Not granted on purpose: UPDATE and DELETE on audit; anything on schema_migration and schema_lease but reading; CREATE, ALTER, DROP
-- anywhere.
