-- Tables of the bare limit program: 10,000 threads of 100 people.
CREATE DATABASE limit_bench CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
USE limit_bench;

CREATE TABLE person (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL, mail VARCHAR(254) NOT NULL) ENGINE=InnoDB;
CREATE TABLE visit (token BINARY(32) PRIMARY KEY, person_id BIGINT NOT NULL, seen_at BIGINT NOT NULL) ENGINE=InnoDB;
CREATE TABLE thread (
  id BIGINT PRIMARY KEY, number BIGINT NOT NULL, person_id BIGINT NOT NULL, subject VARCHAR(200) NOT NULL,
  state VARCHAR(8) NOT NULL, made_at BIGINT NOT NULL, UNIQUE KEY (number), KEY (person_id, id)
) ENGINE=InnoDB;
CREATE TABLE post (
  id BIGINT AUTO_INCREMENT PRIMARY KEY, thread_id BIGINT NOT NULL, person_id BIGINT NOT NULL, made_at BIGINT NOT NULL,
  body MEDIUMTEXT NOT NULL, KEY (thread_id, id)
) ENGINE=InnoDB;

SET max_recursive_iterations = 20000;
CREATE TEMPORARY TABLE n (n INT PRIMARY KEY)
  WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 10000) SELECT n FROM s;

INSERT INTO person SELECT n, CONCAT('Person ', n), CONCAT('person', n, '@example.org') FROM n WHERE n <= 100;
INSERT INTO visit SELECT UNHEX(SHA2(n, 256)), n % 100 + 1, 1767225600 + n FROM n;
INSERT INTO visit VALUES ('0123456789abcdef0123456789abcdef', 1, 1767225600);
INSERT INTO thread
  SELECT n, 10000000 + n, n % 100 + 1, CONCAT('The thermostat does not reach the hub, case ', n), 'open', 1767225600 + n FROM n;
-- Threads 1 to 10 have 20 posts of 3,600 bytes; the page shows of each as much as makes its length.
SET @long = REPEAT('The light blinks twice, then it stays dark; we tried again. ', 60);
INSERT INTO post (thread_id, person_id, made_at, body)
  SELECT n, n % 2 + 1, 1767225600 + n, IF(n <= 10, @long, 'The light blinks twice, then it stays dark.') FROM n;
INSERT INTO post (thread_id, person_id, made_at, body)
  SELECT 1 + n % 10, n % 2 + 1, 1767225600 + n, @long FROM n WHERE n <= 190;
