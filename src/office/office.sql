-- :maybe office_by_id(id office_id) -> id office_id, region region_id, code text, kind text, name text, head_title text, place text,
--   address text, contact text, letter_unit text, zone i64, paper text, margin_top i64, margin_right i64, margin_bottom i64, margin_left i64,
--   decree_phrase bool, decree_nip bool, crest text, government text, region_name text
SELECT o.id, o.region, o.code, o.kind, o.name, o.head_title, o.place, o.address, o.contact, o.letter_unit, o.zone, o.paper,
  o.margin_top, o.margin_right, o.margin_bottom, o.margin_left, o.decree_phrase, o.decree_nip, o.crest,
  r.government, r.name
FROM office o JOIN region r ON r.id = o.region WHERE o.id = $1;

-- :many offices_of_region(region region_id) -> id office_id, code text, kind text, name text
SELECT id, code, kind, name FROM office WHERE region = $1 ORDER BY code;

-- :maybe office_of_kind(region region_id, kind text) -> id office_id
SELECT id FROM office WHERE region = $1 AND kind = $2 ORDER BY id LIMIT 1;

-- :maybe office_by_code(region region_id, code text) -> id office_id
SELECT id FROM office WHERE region = $1 AND code = $2;

-- :many villages_of(office office_id) -> code text, name text
SELECT code, name FROM village WHERE office = $1 ORDER BY code;

-- :exec region_insert(id region_id, name text, government text)
INSERT INTO region (id, name, government) VALUES ($1, $2, $3);

-- :many regions() -> id region_id, name text
SELECT id, name FROM region ORDER BY id;

-- :exec office_insert(id office_id, region region_id, code text, kind text, name text, head_title text, place text, address text,
--   contact text, letter_unit text, zone i64, paper text)
INSERT INTO office (id, region, code, kind, name, head_title, place, address, contact, letter_unit, zone, paper)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- :exec office_update(id office_id, name text, head_title text, place text, address text, contact text, letter_unit text, zone i64, paper text,
--   margin_top i64, margin_right i64, margin_bottom i64, margin_left i64, decree_phrase bool, decree_nip bool)
UPDATE office SET name = $2, head_title = $3, place = $4, address = $5, contact = $6, letter_unit = $7, zone = $8, paper = $9,
  margin_top = $10, margin_right = $11, margin_bottom = $12, margin_left = $13, decree_phrase = $14, decree_nip = $15 WHERE id = $1;

-- :exec office_crest(id office_id, crest text)
UPDATE office SET crest = $2 WHERE id = $1;

-- :exec village_insert(office office_id, code text, name text)
INSERT INTO village (office, code, name) VALUES ($1, $2, $3);

-- :exec position_insert(id position_id, office office_id, code text, title text, rank_order i64, keeps_data bool, keeps_seats bool)
INSERT INTO position (id, office, code, title, rank_order, keeps_data, keeps_seats) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- :many positions_of(office office_id) -> id position_id, code text, title text, rank_order i64, keeps_data bool, keeps_seats bool
SELECT id, code, title, rank_order, keeps_data, keeps_seats FROM position WHERE office = $1 ORDER BY rank_order, id;

-- :maybe position_by_code(office office_id, code text) -> id position_id, title text
SELECT id, title FROM position WHERE office = $1 AND code = $2;

-- :maybe position_by_id(id position_id) -> office office_id, code text, title text, keeps_data bool, keeps_seats bool
SELECT office, code, title, keeps_data, keeps_seats FROM position WHERE id = $1;

-- :exec position_update(id position_id, title text, rank_order i64, keeps_data bool, keeps_seats bool)
UPDATE position SET title = $2, rank_order = $3, keeps_data = $4, keeps_seats = $5 WHERE id = $1;

-- :exec person_insert(id person_id, office office_id, name text, nip text, rank text)
INSERT INTO person (id, office, name, nip, rank) VALUES ($1, $2, $3, $4, $5);

-- :maybe person_by_id(id person_id) -> id person_id, office office_id, name text, nip text, rank text
SELECT id, office, name, nip, rank FROM person WHERE id = $1;

-- People of an office with the title of the position each holds definitively on a day.
-- :many people_of(office office_id, today date) -> id person_id, name text, nip text, rank text, title text
SELECT p.id, p.name, p.nip, p.rank,
  (SELECT min(q.title) FROM assignment s JOIN position q ON q.id = s.position
   WHERE s.person = p.id AND s.kind = 'definitif' AND s.from_day <= $2 AND (s.until_day IS NULL OR s.until_day >= $2))
FROM person p WHERE p.office = $1 AND p.active = 1
ORDER BY (SELECT min(q.rank_order) FROM assignment s JOIN position q ON q.id = s.position
   WHERE s.person = p.id AND s.kind = 'definitif' AND s.from_day <= $2 AND (s.until_day IS NULL OR s.until_day >= $2)) NULLS FIRST, p.name, p.id;

-- :exec person_update(id person_id, name text, nip text, rank text, active bool)
UPDATE person SET name = $2, nip = $3, rank = $4, active = $5 WHERE id = $1;

-- Everybody of an office, those who left too, with their account when there is one.
-- :many staff_of(office office_id) -> id person_id, name text, nip text, rank text, active bool, account account_id, login text, role text,
--   account_active bool
SELECT p.id, p.name, p.nip, p.rank, p.active, c.id, c.login, c.role, coalesce(c.active, 0)
FROM person p LEFT JOIN account c ON c.person = p.id WHERE p.office = $1 ORDER BY p.active DESC, p.name, p.id;

-- :maybe staff_by_id(id person_id) -> office office_id, name text, nip text, rank text, active bool
SELECT office, name, nip, rank, active FROM person WHERE id = $1;

-- :maybe assignment_by_id(id assignment_id) -> position position_id, office office_id, title text, name text, kind text, from_day date, until_day date
SELECT s.position, q.office, q.title, p.name, s.kind, s.from_day, s.until_day
FROM assignment s JOIN position q ON q.id = s.position JOIN person p ON p.id = s.person WHERE s.id = $1;

-- A definitive holder on any of the days.
-- :maybe assignment_in_the_way(position position_id, from_day date, until_day date) -> name text, from_day date, until_day date
SELECT p.name, s.from_day, s.until_day FROM assignment s JOIN person p ON p.id = s.person
WHERE s.position = $1 AND s.kind = 'definitif' AND (s.until_day IS NULL OR s.until_day >= $2) AND ($3 IS NULL OR s.from_day <= $3)
ORDER BY s.from_day LIMIT 1;

-- :exec assignment_insert(id assignment_id, position position_id, person person_id, kind text, letter_no text, letter_day date,
--   from_day date, until_day date, scope text)
INSERT INTO assignment (id, position, person, kind, letter_no, letter_day, from_day, until_day, scope)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- Who is in a position on any of these days in the same way: definitively (0), or acting (1).
-- :many assignments_clash(position position_id, from_day date, until_day date, acting i64) -> id assignment_id, name text, from_day date, until_day date
SELECT s.id, p.name, s.from_day, s.until_day FROM assignment s JOIN person p ON p.id = s.person
WHERE s.position = $1 AND (s.until_day IS NULL OR s.until_day >= $2) AND ($3 IS NULL OR s.from_day <= $3)
  AND CASE s.kind WHEN 'definitif' THEN 0 ELSE 1 END = $4 ORDER BY s.from_day, s.id;

-- :exec assignment_end(id assignment_id, until_day date)
UPDATE assignment SET until_day = $2 WHERE id = $1 AND from_day <= $2;

-- :many assignments_of_office(office office_id) -> id assignment_id, position position_id, title text, person person_id, name text, kind text,
--   letter_no text, letter_day date, from_day date, until_day date, scope text
SELECT s.id, s.position, q.title, s.person, p.name, s.kind, s.letter_no, s.letter_day, s.from_day, s.until_day, s.scope
FROM assignment s JOIN position q ON q.id = s.position JOIN person p ON p.id = s.person
WHERE q.office = $1 ORDER BY q.rank_order, s.from_day DESC;

-- What a person holds on a day, and who acts in it meanwhile.
-- :many seats_of(person person_id, today date) -> position position_id, office office_id, code text, title text, kind text,
--   letter_no text, letter_day date, scope text, acting_scope text, holder text
SELECT s.position, q.office, q.code, q.title, s.kind, s.letter_no, s.letter_day, s.scope,
  CASE WHEN s.kind = 'definitif' THEN
    (SELECT min(t.scope) FROM assignment t WHERE t.position = s.position AND t.kind <> 'definitif' AND t.from_day <= $2
       AND (t.until_day IS NULL OR t.until_day >= $2)) END,
  CASE WHEN s.kind <> 'definitif' THEN
    (SELECT min(h.name) FROM assignment t JOIN person h ON h.id = t.person WHERE t.position = s.position AND t.kind = 'definitif'
       AND t.from_day <= $2 AND (t.until_day IS NULL OR t.until_day >= $2)) END
FROM assignment s JOIN position q ON q.id = s.position
WHERE s.person = $1 AND s.from_day <= $2 AND (s.until_day IS NULL OR s.until_day >= $2)
ORDER BY q.rank_order, s.id;

-- Everybody in a position on a day, acting people first.
-- :many holders_of(position position_id, today date) -> person person_id, name text, nip text, rank text, kind text, letter_no text,
--   letter_day date, scope text
SELECT p.id, p.name, p.nip, p.rank, s.kind, s.letter_no, s.letter_day, s.scope
FROM assignment s JOIN person p ON p.id = s.person
WHERE s.position = $1 AND s.from_day <= $2 AND (s.until_day IS NULL OR s.until_day >= $2)
ORDER BY CASE s.kind WHEN 'definitif' THEN 1 ELSE 0 END, s.id;

-- :many days_off_of(region i64, office i64) -> scope i64, day date, kind text, name text, source text
SELECT scope, day, kind, name, source FROM day_off WHERE scope IN (0, $1, $2) ORDER BY day, scope;

-- :many days_off_in(scope i64, first_day date, last_day date) -> day date, kind text, name text, source text
SELECT day, kind, name, source FROM day_off WHERE scope = $1 AND day BETWEEN $2 AND $3 ORDER BY day;

-- :exec day_off_put(scope i64, day date, kind text, name text, source text)
INSERT INTO day_off (scope, day, kind, name, source) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (scope, day) DO UPDATE SET kind = excluded.kind, name = excluded.name, source = excluded.source;

-- :exec day_off_remove(scope i64, day date)
DELETE FROM day_off WHERE scope = $1 AND day = $2;

-- :many ramadan_of(region i64, office i64) -> first_day date, last_day date, source text
SELECT first_day, last_day, source FROM ramadan WHERE scope IN (0, $1, $2) ORDER BY first_day;

-- :maybe ramadan_begun(scope i64, first_day date) -> last_day date
SELECT last_day FROM ramadan WHERE scope = $1 AND first_day = $2;

-- :many ramadan_in(scope i64) -> first_day date, last_day date, source text
SELECT first_day, last_day, source FROM ramadan WHERE scope = $1 ORDER BY first_day;

-- :exec ramadan_remove(scope i64, first_day date)
DELETE FROM ramadan WHERE scope = $1 AND first_day = $2;

-- :exec ramadan_put(scope i64, first_day date, last_day date, source text)
INSERT INTO ramadan (scope, first_day, last_day, source) VALUES ($1, $2, $3, $4)
ON CONFLICT (scope, first_day) DO UPDATE SET last_day = excluded.last_day, source = excluded.source;

-- How the calendar of the nation, a region and an office stood after its last change; empty: none was ever made.
-- :one calendar_marks(region i64, office i64) -> nation text, region text, office text
SELECT coalesce((SELECT mark FROM calendar_mark WHERE scope = 0), ''), coalesce((SELECT mark FROM calendar_mark WHERE scope = $1), ''),
  coalesce((SELECT mark FROM calendar_mark WHERE scope = $2), '');

-- :exec calendar_mark(scope i64)
INSERT INTO calendar_mark (scope, mark) SELECT chain, hash FROM audit WHERE chain = $1 ORDER BY n DESC LIMIT 1
ON CONFLICT (scope) DO UPDATE SET mark = excluded.mark;

-- :many work_hours_of(region i64, office i64) -> scope i64, season text, weekday i64, start_min i64, end_min i64, break_start i64, break_end i64
SELECT scope, season, weekday, start_min, end_min, break_start, break_end FROM work_hours WHERE scope IN (0, $1, $2) ORDER BY scope;

-- :exec work_hours_put(scope i64, season text, weekday i64, start_min i64, end_min i64, break_start i64, break_end i64)
INSERT INTO work_hours (scope, season, weekday, start_min, end_min, break_start, break_end) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (scope, season, weekday) DO UPDATE SET start_min = excluded.start_min, end_min = excluded.end_min,
  break_start = excluded.break_start, break_end = excluded.break_end;

-- :maybe account_by_id(id account_id) -> id account_id, region region_id, login text, person person_id, password text, role text, active bool,
--   must_change bool
SELECT id, region, login, person, password, role, active, must_change FROM account WHERE id = $1;

-- Who an account is, or whose session a token is: a row for each position held today (at the person's office), or one without. One statement,
-- because it comes first in every request.
-- :many actor_rows(account account_id, token_hash text, now instant) -> account account_id, secret text, expires_at instant, region region_id, login text,
--   role text, active bool, must_change bool, person person_id, name text, nip text, rank text, office office_id, office_name text,
--   position position_id, seat_office office_id, code text, title text, keeps_data bool, keeps_seats bool, kind text, letter_no text,
--   letter_day date, scope text, acting_scope text, holder text, rank_order i64
SELECT c.id, z.secret, z.expires_at, c.region, c.login, c.role, c.active, c.must_change, c.person, p.name, p.nip, p.rank, p.office, o.name,
  q.id, q.office, q.code, q.title, coalesce(q.keeps_data, 0), coalesce(q.keeps_seats, 0), s.kind, s.letter_no, s.letter_day, s.scope,
  CASE WHEN s.kind = 'definitif' THEN
    (SELECT min(t.scope) FROM assignment t WHERE t.position = s.position AND t.kind <> 'definitif'
       AND t.from_day <= ($3 + o.zone * 60) / 86400 AND (t.until_day IS NULL OR t.until_day >= ($3 + o.zone * 60) / 86400)) END,
  CASE WHEN s.kind <> 'definitif' THEN
    (SELECT min(h.name) FROM assignment t JOIN person h ON h.id = t.person WHERE t.position = s.position AND t.kind = 'definitif'
       AND t.from_day <= ($3 + o.zone * 60) / 86400 AND (t.until_day IS NULL OR t.until_day >= ($3 + o.zone * 60) / 86400)) END,
  q.rank_order
FROM account c
  LEFT JOIN session z ON z.token_hash = $2 AND z.account = c.id
  LEFT JOIN person p ON p.id = c.person LEFT JOIN office o ON o.id = p.office
  LEFT JOIN assignment s ON s.person = c.person AND s.from_day <= ($3 + o.zone * 60) / 86400
    AND (s.until_day IS NULL OR s.until_day >= ($3 + o.zone * 60) / 86400)
  LEFT JOIN position q ON q.id = s.position
WHERE c.id = COALESCE((SELECT account FROM session WHERE token_hash = $2 AND expires_at > $3), $1)
ORDER BY s.from_day, s.id;

-- :maybe account_by_login(login text) -> id account_id, region region_id, person person_id, password text, role text, active bool, must_change bool
SELECT id, region, person, password, role, active, must_change FROM account WHERE login = $1;

-- :exec account_insert(id account_id, region region_id, login text, person person_id, password text, role text, must_change bool, at instant)
INSERT INTO account (id, region, login, person, password, role, must_change, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- :exec account_set_password(id account_id, password text, must_change bool)
UPDATE account SET password = $2, must_change = $3 WHERE id = $1;

-- :exec account_set_active(id account_id, active bool)
UPDATE account SET active = $2 WHERE id = $1;

-- :many accounts_of_region(region region_id) -> id account_id, login text, role text, active bool, must_change bool, person person_id, name text, office text
SELECT c.id, c.login, c.role, c.active, c.must_change, c.person, p.name, o.name
FROM account c LEFT JOIN person p ON p.id = c.person LEFT JOIN office o ON o.id = p.office
WHERE c.region = $1 ORDER BY o.code NULLS FIRST, c.login;

-- :maybe account_of_person(person person_id) -> id account_id, login text
SELECT id, login FROM account WHERE person = $1 ORDER BY id LIMIT 1;

-- :one count_accounts() -> n i64
SELECT count(*) FROM account;

-- :exec session_insert(token_hash text, account account_id, secret text, at instant, expires instant, address text)
INSERT INTO session (token_hash, account, secret, created_at, seen_at, expires_at, address) VALUES ($1, $2, $3, $4, $4, $5, $6);

-- :exec session_delete(token_hash text)
DELETE FROM session WHERE token_hash = $1;

-- :exec session_delete_others(account account_id, token_hash text)
DELETE FROM session WHERE account = $1 AND token_hash <> $2;

-- :exec session_delete_expired(now instant, most i64)
DELETE FROM session WHERE token_hash IN (SELECT token_hash FROM session WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2);

-- :maybe login_failure_of(subject text) -> failures i64, last_at instant, locked_until instant
SELECT failures, last_at, locked_until FROM login_failure WHERE subject = $1;

-- :exec login_failure_put(subject text, failures i64, last_at instant, locked_until instant)
INSERT INTO login_failure (subject, failures, last_at, locked_until) VALUES ($1, $2, $3, $4)
ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, locked_until = excluded.locked_until;

-- :exec login_failure_forget(before instant, most i64)
DELETE FROM login_failure WHERE subject IN (SELECT subject FROM login_failure WHERE last_at < $1 ORDER BY last_at LIMIT $2);

-- :exec login_failure_clear(subject text)
DELETE FROM login_failure WHERE subject = $1;

-- :maybe certificate_of(person person_id) -> file_name text, p12 bytes, subject text, issuer text, from_at instant, until_at instant, added_at instant
SELECT file_name, p12, subject, issuer, from_at, until_at, added_at FROM certificate WHERE person = $1;

-- :exec certificate_put(person person_id, file_name text, p12 bytes, subject text, issuer text, from_at instant, until_at instant, added_at instant)
INSERT INTO certificate (person, file_name, p12, subject, issuer, from_at, until_at, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (person) DO UPDATE SET file_name = excluded.file_name, p12 = excluded.p12, subject = excluded.subject, issuer = excluded.issuer,
  from_at = excluded.from_at, until_at = excluded.until_at, added_at = excluded.added_at;

-- :exec certificate_remove(person person_id)
DELETE FROM certificate WHERE person = $1;
