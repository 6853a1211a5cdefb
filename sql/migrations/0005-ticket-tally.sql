-- How many tickets each person filed stand in each phase: kept by whoever writes to a ticket, so that the tabs of a list need
-- not count them at each view.
-- Every statement may run again: a killed migration is simply run once more.

CREATE TABLE IF NOT EXISTS ticket_tally (
  requester_id  BIGINT NOT NULL,
  company_id    BIGINT NOT NULL,              -- for which he acted; 0: for himself
  open_count    INT NOT NULL DEFAULT 0,
  waiting_count INT NOT NULL DEFAULT 0,
  solved_count  INT NOT NULL DEFAULT 0,       -- solved and closed
  PRIMARY KEY (requester_id, company_id),
  KEY ticket_tally_company (company_id, requester_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

REPLACE INTO ticket_tally (requester_id, company_id, open_count, waiting_count, solved_count)
  SELECT requester_id, COALESCE(company_id, 0), SUM(phase = 'open'), SUM(phase = 'waiting'), SUM(phase = 'solved')
  FROM ticket GROUP BY requester_id, COALESCE(company_id, 0);
