-- Two database users: the programs' own, which may neither change the schema nor rewrite the audit log, and the operator's, which
-- migrates, backs up and restores (portico migrate, init, restore under a configuration of its own, for instance
-- PORTICO_CONF=/etc/portico/operator.conf). Run as the server's administrator, after the first portico migrate; put your own
-- database name, user names and passwords in. A migration that makes tables adds them here.
--
--	mariadb < grants.sql

CREATE USER IF NOT EXISTS 'portico'@'localhost' IDENTIFIED BY 'put a password here';
CREATE USER IF NOT EXISTS 'portico_operator'@'localhost' IDENTIFIED BY 'put another password here';

-- The operator.
GRANT ALL PRIVILEGES ON portico.* TO 'portico_operator'@'localhost';

-- The programs and the worker: read and add everywhere, change and delete table by table.
GRANT SELECT, INSERT ON portico.* TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.account TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.session TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.signup TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.mail_token TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.submit TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.attempt TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.outbox TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.category TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.category_text TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.article TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.article_text TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.article_tag TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.article_related TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.article_vote TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.search_dirty TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.search_doc TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.search_term TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.search_doc_term TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.search_log TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.topic TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.topic_text TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.topic_field TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.topic_field_text TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.ticket TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.ticket_word TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.ticket_field TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.ticket_message TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.attachment TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.attachment_chunk TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.deflection TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.staff_role TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.team TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.team_member TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.company TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.company_member TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.company_invite TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.ticket_participant TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.device TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.signin_step TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.gate TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.recovery_code TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.notify_choice TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.notice TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.picture TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.audit_origin TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.setting TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.people_group TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.people_group_member TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.forum_category TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.forum_category_text TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.forum_topic TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.forum_post TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.forum_edit TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.forum_like TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.forum_flag TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.forum_tag TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.forum_read TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.trust TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.badge TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.follow TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.community_event TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.digest_item TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.ticket_topic TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.suggestion_board TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.suggestion_board_text TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.suggestion TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.suggestion_tag TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.suggestion_vote TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.suggestion_status TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.suggestion_comment TO 'portico'@'localhost';
GRANT UPDATE, DELETE ON portico.heartbeat TO 'portico'@'localhost';

-- Not granted on purpose: UPDATE and DELETE on audit, schema_migration and schema_lease; CREATE, ALTER, DROP anywhere.
