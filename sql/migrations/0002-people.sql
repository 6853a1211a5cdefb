-- People and rights: staff roles and teams, companies and their members, devices and second factors, notices and
-- choices, pictures, settings. Every statement may run again.

-- What an agent may do. Administrators (account.role = 'admin') need none: they may everything.
CREATE TABLE IF NOT EXISTS staff_role (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name          VARCHAR(400) NOT NULL,
  name_key      VARCHAR(400) NOT NULL,           -- folded: names are told apart by it
  permissions   VARCHAR(1000) NOT NULL,          -- words of lib/domain/access.h with spaces between
  second_factor BOOLEAN NOT NULL DEFAULT FALSE,  -- must be set up before anything else
  version       INT NOT NULL DEFAULT 1,
  created_at    BIGINT NOT NULL,
  UNIQUE KEY staff_role_name (name_key(190))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What every agent could do so far.
INSERT INTO staff_role (name, name_key, permissions, created_at)
  SELECT 'Agent', 'agent', 'all_tickets reply note assign', UNIX_TIMESTAMP()
  WHERE NOT EXISTS (SELECT 1 FROM staff_role);

UPDATE account SET role_id = (SELECT MIN(id) FROM staff_role) WHERE role = 'agent' AND role_id IS NULL;

CREATE TABLE IF NOT EXISTS team (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name       VARCHAR(400) NOT NULL,
  name_key   VARCHAR(400) NOT NULL,
  version    INT NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  UNIQUE KEY team_name (name_key(190))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS team_member (
  team_id    BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (team_id, account_id),
  KEY team_member_account (account_id, team_id),
  CONSTRAINT team_member_team FOREIGN KEY (team_id) REFERENCES team (id) ON DELETE CASCADE,
  CONSTRAINT team_member_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS company (
  id              BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name            VARCHAR(400) NOT NULL,
  name_key        VARCHAR(400) COLLATE utf8mb4_unicode_520_ci NOT NULL,
  rest_key        VARCHAR(400) COLLATE utf8mb4_unicode_520_ci   -- from the second word on: "UAB Pamario namai"
                  AS (SUBSTRING(name_key, LOCATE(' ', name_key) + 1)) PERSISTENT,
  industry        VARCHAR(40) NOT NULL DEFAULT '',
  state           VARCHAR(12) NOT NULL DEFAULT 'active',  -- active | disabled
  billing_name    VARCHAR(400) NOT NULL DEFAULT '',       -- what stands on invoices
  billing_address VARCHAR(2000) NOT NULL DEFAULT '',
  billing_mail    VARCHAR(254) NOT NULL DEFAULT '',
  tax_number      VARCHAR(80) NOT NULL DEFAULT '',
  version         INT NOT NULL DEFAULT 1,
  created_at      BIGINT NOT NULL,
  updated_at      BIGINT NOT NULL,
  KEY company_name (name_key, id),
  KEY company_rest (rest_key, id),
  KEY company_created (created_at, id),
  KEY company_state (state, created_at, id),
  KEY company_state_name (state, name_key, id),
  KEY company_industry (industry, created_at, id),
  KEY company_industry_name (industry, name_key, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS company_member (
  company_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  owner      BOOLEAN NOT NULL DEFAULT FALSE,   -- may everything; there is always one
  rights     VARCHAR(200) NOT NULL DEFAULT '', -- words of lib/domain/access.h with spaces between
  created_at BIGINT NOT NULL,
  PRIMARY KEY (company_id, account_id),
  KEY company_member_joined (company_id, created_at, account_id),
  KEY company_member_account (account_id, company_id),
  CONSTRAINT company_member_company FOREIGN KEY (company_id) REFERENCES company (id) ON DELETE CASCADE,
  CONSTRAINT company_member_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- An invitation waits for its address to accept; the link's token is a row of mail_token.
CREATE TABLE IF NOT EXISTS company_invite (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  company_id BIGINT NOT NULL,
  mail       VARCHAR(254) NOT NULL,
  mail_key   VARCHAR(254) NOT NULL,
  rights     VARCHAR(200) NOT NULL DEFAULT '',
  invited_by BIGINT NULL,
  lang       CHAR(2) NOT NULL,
  created_at BIGINT NOT NULL,
  ends_at    BIGINT NOT NULL,
  UNIQUE KEY company_invite_mail (company_id, mail_key),
  KEY company_invite_key (mail_key),
  KEY company_invite_ends (ends_at),
  CONSTRAINT company_invite_company FOREIGN KEY (company_id) REFERENCES company (id) ON DELETE CASCADE,
  CONSTRAINT company_invite_by FOREIGN KEY (invited_by) REFERENCES account (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Colleagues who were added to a ticket: they read and reply.
CREATE TABLE IF NOT EXISTS ticket_participant (
  ticket_id  BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  added_by   BIGINT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (ticket_id, account_id),
  KEY ticket_participant_account (account_id, ticket_id),
  CONSTRAINT ticket_participant_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id) ON DELETE CASCADE,
  CONSTRAINT ticket_participant_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Browsers in which an account has signed in before; only the SHA-256 of the cookie is kept.
CREATE TABLE IF NOT EXISTS device (
  token_hash    BINARY(32) NOT NULL,
  account_id    BIGINT NOT NULL,
  trusted_until BIGINT NOT NULL DEFAULT 0,  -- no second factor is asked before
  created_at    BIGINT NOT NULL,
  seen_at       BIGINT NOT NULL,
  PRIMARY KEY (token_hash, account_id),
  KEY device_account (account_id),
  KEY device_seen (seen_at),
  CONSTRAINT device_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A sign-in whose first half succeeded: the second factor is next, or must be set up.
CREATE TABLE IF NOT EXISTS signin_step (
  token_hash BINARY(32) NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  need       VARCHAR(8) NOT NULL,      -- code | setup
  remember   BOOLEAN NOT NULL,
  next       VARCHAR(1000) NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  ends_at    BIGINT NOT NULL,
  KEY signin_step_account (account_id),
  KEY signin_step_ends (ends_at),
  CONSTRAINT signin_step_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Guesses at passwords and codes: how soon the next one may be made (lib/domain/gate.h).
CREATE TABLE IF NOT EXISTS gate (
  key_hash   BINARY(32) NOT NULL PRIMARY KEY,  -- of what is guessed at
  count      INT NOT NULL,                     -- tries that passed and are not forgotten
  counted_at BIGINT NOT NULL,                  -- when the last one passed
  next_at    BIGINT NOT NULL,                  -- none passes before
  KEY gate_counted (counted_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS recovery_code (
  account_id BIGINT NOT NULL,
  code_hash  BINARY(32) NOT NULL,
  used_at    BIGINT NULL,
  created_at BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, code_hash),
  CONSTRAINT recovery_code_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Which events reach a person by which channel, where that differs from what lib/domain/notify.h says.
CREATE TABLE IF NOT EXISTS notify_choice (
  account_id BIGINT NOT NULL,
  event      VARCHAR(24) NOT NULL,
  channel    VARCHAR(8) NOT NULL,   -- mail | portal
  wanted     BOOLEAN NOT NULL,
  PRIMARY KEY (account_id, event, channel),
  CONSTRAINT notify_choice_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Notices in the portal.
CREATE TABLE IF NOT EXISTS notice (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id BIGINT NOT NULL,
  event      VARCHAR(24) NOT NULL,
  ticket_id  BIGINT NULL,
  company_id BIGINT NULL,
  detail     VARCHAR(40) NOT NULL DEFAULT '',
  seen       BOOLEAN NOT NULL DEFAULT FALSE,
  created_at BIGINT NOT NULL,
  KEY notice_account (account_id, id),
  KEY notice_unseen (account_id, seen, ticket_id),
  KEY notice_swept (seen, created_at),
  CONSTRAINT notice_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT notice_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Profile pictures: taken in as they came, shown only after the worker has drawn them anew.
CREATE TABLE IF NOT EXISTS picture (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  public_id  BINARY(16) NOT NULL,
  account_id BIGINT NOT NULL,
  state      VARCHAR(8) NOT NULL,    -- waiting | ready | refused
  data       MEDIUMBLOB NOT NULL,    -- what was sent while it waits, then a PNG; empty when it was refused
  tries      INT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  UNIQUE KEY picture_public (public_id),
  KEY picture_account (account_id, id),
  KEY picture_state (state, id),
  CONSTRAINT picture_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Where an audited act came from. It can be deleted, the act cannot.
CREATE TABLE IF NOT EXISTS audit_origin (
  audit_id   BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NULL,
  address    VARCHAR(45) NOT NULL,
  created_at BIGINT NOT NULL,
  KEY audit_origin_account (account_id),
  KEY audit_origin_created (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What an administrator may change; names and defaults stand in lib/domain/setting.h.
CREATE TABLE IF NOT EXISTS setting (
  name       VARCHAR(40) NOT NULL PRIMARY KEY,
  value      VARCHAR(1000) NOT NULL,
  updated_at BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
