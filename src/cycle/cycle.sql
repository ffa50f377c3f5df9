-- :exec sop_insert(id sop_id, region region_id, code text, title text, hash text, source text, base_source text, at instant)
INSERT INTO sop (id, region, code, title, hash, text, base_text, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- :maybe sop_by_hash(region region_id, hash text) -> id sop_id
SELECT id FROM sop WHERE region = $1 AND hash = $2;

-- :maybe sop_hash(id sop_id) -> hash text
SELECT hash FROM sop WHERE id = $1;

-- :maybe sop_by_id(id sop_id) -> code text, title text, hash text, source text, base_source text, created_at instant
SELECT code, title, hash, text, base_text, created_at FROM sop WHERE id = $1;

-- :exec office_sop_put(office office_id, code text, sop sop_id)
INSERT INTO office_sop (office, code, sop) VALUES ($1, $2, $3) ON CONFLICT (office, code) DO UPDATE SET sop = excluded.sop;

-- :exec office_sop_identity(office office_id, code text, number text, made date, revised date, effective date, approver text)
UPDATE office_sop SET number = $3, made_day = $4, revised_day = $5, effective_day = $6, approver = $7 WHERE office = $1 AND code = $2;

-- :many sops_in_force(office office_id) -> code text, sop sop_id, title text, hash text
SELECT f.code, f.sop, s.title, s.hash FROM office_sop f JOIN sop s ON s.id = f.sop WHERE f.office = $1 ORDER BY f.code;

-- :many office_sops(office office_id) -> code text, sop sop_id, title text, hash text, number text, made date, revised date, effective date, approver text
SELECT f.code, f.sop, s.title, s.hash, f.number, f.made_day, f.revised_day, f.effective_day, f.approver
FROM office_sop f JOIN sop s ON s.id = f.sop WHERE f.office = $1 ORDER BY s.title;

-- :maybe office_sop_of(office office_id, code text) -> sop sop_id, number text, made date, revised date, effective date, approver text
SELECT sop, number, made_day, revised_day, effective_day, approver FROM office_sop WHERE office = $1 AND code = $2;

-- :exec lane_put(office office_id, code text, lane text, position position_id)
INSERT INTO lane_position (office, code, lane, position) VALUES ($1, $2, $3, $4)
ON CONFLICT (office, code, lane) DO UPDATE SET position = excluded.position;

-- :many lanes_of(office office_id, code text) -> lane text, position position_id, title text, position_code text, holder_office office_id
SELECT l.lane, l.position, p.title, p.code, p.office FROM lane_position l JOIN position p ON p.id = l.position
WHERE l.office = $1 AND l.code = $2 ORDER BY l.lane;

-- :maybe lane_of(office office_id, code text, lane text) -> position position_id
SELECT position FROM lane_position WHERE office = $1 AND code = $2 AND lane = $3;

-- :maybe cycle_by_id(id cycle_id) -> office office_id, sop sop_id, sop_code text, year i64, quarter i64, state text, no i64, round i64, phase i64,
--   lane text, due_at instant, opened_at instant, opened_by account_id, closed_at instant
SELECT office, sop, sop_code, year, quarter, state, no, round, phase, lane, due_at, opened_at, opened_by, closed_at
FROM cycle WHERE id = $1;

-- :maybe cycle_running(office office_id, sop_code text, year i64, quarter i64) -> id cycle_id
SELECT id FROM cycle WHERE office = $1 AND sop_code = $2 AND year = $3 AND quarter = $4 AND state = 'berjalan';

-- :exec cycle_insert(id cycle_id, office office_id, sop sop_id, sop_code text, year i64, quarter i64, lane text, at instant, by_account account_id)
INSERT INTO cycle (id, office, sop, sop_code, year, quarter, state, no, round, phase, lane, opened_at, opened_by)
VALUES ($1, $2, $3, $4, $5, $6, 'berjalan', 0, 0, 0, $7, $8, $9);

-- :exec cycle_stand(id cycle_id, no i64, round i64, phase i64, lane text, due_at instant)
UPDATE cycle SET no = $2, round = $3, phase = $4, lane = $5, due_at = $6 WHERE id = $1;

-- :exec cycle_close(id cycle_id, at instant)
UPDATE cycle SET state = 'selesai', closed_at = $2, due_at = NULL, lane = '' WHERE id = $1;

-- :many cycles_of_office(office office_id) -> id cycle_id, sop_code text, sop_title text, year i64, quarter i64, state text, no i64, round i64, lane text,
--   due_at instant, opened_at instant, closed_at instant, label text, activity text
SELECT c.id, c.sop_code, s.title, c.year, c.quarter, c.state, c.no, c.round, c.lane, c.due_at, c.opened_at, c.closed_at, t.label, t.activity
FROM cycle c JOIN sop s ON s.id = c.sop LEFT JOIN step t ON t.cycle = c.id AND t.no = c.no AND t.round = c.round
WHERE c.office = $1 ORDER BY CASE c.state WHEN 'berjalan' THEN 0 ELSE 1 END, c.year DESC, c.quarter DESC, c.id DESC;

-- :many cycles_running_of(office office_id) -> id cycle_id, waits_for text, year i64, quarter i64, no i64, round i64, due_at instant, activity text
SELECT c.id, coalesce(p.title, 'Tim'), c.year, c.quarter, c.no, c.round, c.due_at, t.activity
FROM cycle c JOIN step t ON t.cycle = c.id AND t.no = c.no AND t.round = c.round
  LEFT JOIN lane_position l ON l.office = c.office AND l.code = c.sop_code AND l.lane = c.lane LEFT JOIN position p ON p.id = l.position
WHERE c.office = $1 AND c.state = 'berjalan' ORDER BY c.year DESC, c.quarter DESC, c.id DESC;

-- :many cycles_running_in(region region_id) -> id cycle_id, office office_id
SELECT c.id, c.office FROM cycle c JOIN office o ON o.id = c.office WHERE o.region = $1 AND c.state = 'berjalan' ORDER BY c.id;

-- Whose turn it is: cycles that wait for a position (whoever acts in it today, or must sign beside a Plh. who may not) ...
-- :many turns_at(position position_id) -> cycle cycle_id, office office_id, office_name text, zone i64, year i64, quarter i64, no i64, round i64,
--   phase i64, activity text, due_at instant
SELECT c.id, c.office, o.name, o.zone, c.year, c.quarter, c.no, c.round, c.phase, t.activity, c.due_at
FROM lane_position l
  JOIN cycle c ON c.office = l.office AND c.sop_code = l.code AND c.lane = l.lane AND c.state = 'berjalan'
  JOIN step t ON t.cycle = c.id AND t.no = c.no AND t.round = c.round JOIN office o ON o.id = c.office
WHERE l.position = $1 ORDER BY l.office, l.code, l.lane, c.id;

-- ... or for the team this person is a member of. Teams, and plans below, name people of the cycle's own office (steps/staff.h), so only
-- the cycles that run there are looked at, however many somebody has been in ...
-- :many turns_by_team(person person_id) -> cycle cycle_id, office office_id, office_name text, zone i64, year i64, quarter i64, no i64, round i64,
--   phase i64, activity text, due_at instant
SELECT c.id, c.office, o.name, o.zone, c.year, c.quarter, c.no, c.round, c.phase, t.activity, c.due_at
FROM person x JOIN cycle c ON c.office = x.office AND c.lane = 'tim' AND c.state = 'berjalan'
  JOIN team_member m ON m.cycle = c.id AND m.person = x.id AND m.active = 1
  JOIN step t ON t.cycle = c.id AND t.no = c.no AND t.round = c.round JOIN office o ON o.id = c.office
WHERE x.id = $1 ORDER BY c.id;

-- ... or for figures this person is in charge of: how many still to answer.
-- :many turns_by_figure(person person_id) -> cycle cycle_id, office office_id, office_name text, zone i64, year i64, quarter i64, no i64,
--   due_at instant, total i64, open i64
SELECT c.id, min(c.office), min(o.name), min(o.zone), min(c.year), min(c.quarter), min(c.no), min(c.due_at), count(*),
  sum(CASE WHEN f.state IN ('terisi', 'nihil') THEN 0 ELSE 1 END)
FROM person x JOIN cycle c ON c.office = x.office AND c.state = 'berjalan'
  JOIN plan_item l ON l.cycle = c.id AND l.person = x.id
  JOIN step t ON t.cycle = c.id AND t.no = c.no AND t.round = c.round AND t.kind = 'collect'
  JOIN office o ON o.id = c.office
  LEFT JOIN figure f ON f.cycle = l.cycle AND f.indicator = l.indicator
WHERE x.id = $1 GROUP BY c.id ORDER BY c.id;

-- ... or for answers to correction notes that are addressed to this person.
-- :many turns_by_correction(person person_id) -> cycle cycle_id, office office_id, office_name text, zone i64, year i64, quarter i64, no i64,
--   due_at instant, open i64
SELECT c.id, c.office, o.name, o.zone, c.year, c.quarter, c.no, c.due_at,
  (SELECT count(*) FROM correction_point q WHERE q.correction = r.id AND q.answer = '')
FROM correction r JOIN cycle c ON c.id = r.cycle AND c.state = 'berjalan' AND c.no = r.to_no AND c.round = r.to_round
  JOIN office o ON o.id = c.office
WHERE r.to_person = $1 ORDER BY r.id;

-- :exec step_insert(cycle cycle_id, no i64, round i64, kind text, activity text, label text, at instant, due_at instant, due_text text)
INSERT INTO step (cycle, no, round, state, kind, activity, label, opened_at, due_at, due_text) VALUES ($1, $2, $3, 'terbuka', $4, $5, $6, $7, $8, $9);

-- :exec step_end(cycle cycle_id, no i64, round i64, state text, at instant, by_name text, by_as text, minutes i64)
UPDATE step SET state = $4, ended_at = $5, ended_by = $6, ended_as = $7, minutes = $8 WHERE cycle = $1 AND no = $2 AND round = $3;

-- :exec step_due(cycle cycle_id, no i64, round i64, due_at instant, due_text text)
UPDATE step SET due_at = $4, due_text = $5 WHERE cycle = $1 AND no = $2 AND round = $3;

-- :exec cycle_due(id cycle_id, due_at instant)
UPDATE cycle SET due_at = $2 WHERE id = $1;

-- :exec step_hardcopy(cycle cycle_id, no i64, round i64, at instant, place text, by_name text)
UPDATE step SET hardcopy_at = $4, hardcopy_place = $5, hardcopy_by = $6 WHERE cycle = $1 AND no = $2 AND round = $3;

-- :one step_last_round(cycle cycle_id, no i64) -> round i64
SELECT coalesce(max(round), 0) FROM step WHERE cycle = $1 AND no = $2;

-- :maybe step_opened(cycle cycle_id, no i64, round i64) -> opened_at instant
SELECT opened_at FROM step WHERE cycle = $1 AND no = $2 AND round = $3;

-- :many steps_of(cycle cycle_id) -> no i64, round i64, state text, kind text, activity text, label text, opened_at instant, due_at instant, due_text text,
--   ended_at instant, ended_by text, ended_as text, minutes i64, hardcopy_at instant, hardcopy_place text, hardcopy_by text
SELECT no, round, state, kind, activity, label, opened_at, due_at, due_text, ended_at, ended_by, ended_as, minutes, hardcopy_at, hardcopy_place, hardcopy_by
FROM step WHERE cycle = $1 ORDER BY opened_at, no, round;

-- :maybe step_field_of(cycle cycle_id, no i64, name text) -> value text
SELECT value FROM step_field WHERE cycle = $1 AND no = $2 AND name = $3;

-- :many step_fields(cycle cycle_id, no i64) -> name text, value text, version i64
SELECT name, value, version FROM step_field WHERE cycle = $1 AND no = $2 ORDER BY name;

-- :exec step_field_put(cycle cycle_id, no i64, name text, value text)
INSERT INTO step_field (cycle, no, name, value) VALUES ($1, $2, $3, $4)
ON CONFLICT (cycle, no, name) DO UPDATE SET value = excluded.value, version = step_field.version + 1;

-- :many team_of(cycle cycle_id) -> person person_id, n i64, duty text, active bool, name text, nip text, rank text, title text
SELECT m.person, m.n, m.duty, m.active, p.name, p.nip, p.rank,
  (SELECT min(q.title) FROM assignment s JOIN position q ON q.id = s.position WHERE s.person = p.id AND s.kind = 'definitif'
     AND s.until_day IS NULL)
FROM team_member m JOIN person p ON p.id = m.person WHERE m.cycle = $1 ORDER BY m.n;

-- :maybe team_member_of(cycle cycle_id, person person_id) -> duty text, active bool
SELECT duty, active FROM team_member WHERE cycle = $1 AND person = $2;

-- :exec team_clear(cycle cycle_id)
DELETE FROM team_member WHERE cycle = $1;

-- :exec team_insert(cycle cycle_id, person person_id, n i64, duty text)
INSERT INTO team_member (cycle, person, n, duty) VALUES ($1, $2, $3, $4);

-- :exec team_activate(cycle cycle_id)
UPDATE team_member SET active = 1 WHERE cycle = $1;

-- :exec correction_insert(id correction_id, cycle cycle_id, from_no i64, from_round i64, to_no i64, to_round i64, reason text, to_person person_id,
--   by_name text, by_as text, at instant)
INSERT INTO correction (id, cycle, from_no, from_round, to_no, to_round, reason, to_person, by_name, by_as, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- :exec correction_point_insert(correction correction_id, n i64, target text, label text, note text)
INSERT INTO correction_point (correction, n, target, label, note) VALUES ($1, $2, $3, $4, $5);

-- :exec correction_point_answer(correction correction_id, n i64, answer text, by_name text, at instant)
UPDATE correction_point SET answer = $3, answered_by = $4, answered_at = $5 WHERE correction = $1 AND n = $2;

-- :many corrections_of(cycle cycle_id) -> id correction_id, from_no i64, from_round i64, to_no i64, to_round i64, reason text, to_person person_id,
--   to_name text, by_name text, by_as text, at instant
SELECT r.id, r.from_no, r.from_round, r.to_no, r.to_round, r.reason, r.to_person, p.name, r.by_name, r.by_as, r.at
FROM correction r LEFT JOIN person p ON p.id = r.to_person WHERE r.cycle = $1 ORDER BY r.id;

-- :many correction_points(cycle cycle_id) -> correction correction_id, n i64, target text, label text, note text, answer text, answered_by text,
--   answered_at instant
SELECT q.correction, q.n, q.target, q.label, q.note, q.answer, q.answered_by, q.answered_at
FROM correction r JOIN correction_point q ON q.correction = r.id WHERE r.cycle = $1 ORDER BY q.correction, q.n;

-- :exec document_insert(id document_id, cycle cycle_id, no i64, round i64, kind text, title text, number text, day date, content text, at instant,
--   by_name text, by_as text, signature text, signed_at instant, signed_by text, code text, chain_head text)
INSERT INTO document (id, cycle, no, round, kind, title, number, day, content, issued_at, issued_by, issued_as, signature, signed_at, signed_by, code, chain_head)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17);

-- :exec document_kept(id document_id, pdf_hash text, pages i64)
UPDATE document SET pdf_hash = $2, pages = $3 WHERE id = $1 AND pdf_hash IS NULL;

-- :exec document_certified(id document_id, certificate text)
UPDATE document SET certificate = $2 WHERE id = $1;

-- Further signatures on an issued document, each in the PDF.
-- :exec document_signed_again(id document_id, pdf_hash text)
UPDATE document SET pdf_hash = $2 WHERE id = $1;

-- :exec signature_insert(document document_id, n i64, signature text, at instant, by_name text, by_as text, certificate text, earlier_hash text)
INSERT INTO document_signature (document, n, signature, at, by_name, by_as, certificate, earlier_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- :many signatures_of(document document_id) -> n i64, signature text, at instant, by_name text, by_as text, certificate text, earlier_hash text
SELECT n, signature, at, by_name, by_as, certificate, earlier_hash FROM document_signature WHERE document = $1 ORDER BY n;

-- :many documents_of(cycle cycle_id) -> id document_id, no i64, round i64, kind text, title text, number text, day date, issued_at instant, issued_by text,
--   issued_as text, signature text, signed_at instant, signed_by text, pdf_hash text, pages i64, code text, chain_head text, certificate text
SELECT id, no, round, kind, title, number, day, issued_at, issued_by, issued_as, signature, signed_at, signed_by, pdf_hash, pages, code, chain_head, certificate
FROM document WHERE cycle = $1 ORDER BY id;

-- :maybe document_by_id(id document_id) -> id document_id, cycle cycle_id, no i64, round i64, kind text, title text, number text, day date, content text,
--   issued_at instant, issued_by text, issued_as text, signature text, signed_at instant, signed_by text, pdf_hash text, pages i64, code text,
--   certificate text
SELECT id, cycle, no, round, kind, title, number, day, content, issued_at, issued_by, issued_as, signature, signed_at, signed_by, pdf_hash, pages, code,
  certificate
FROM document WHERE id = $1;

-- :maybe document_by_code(code text) -> id document_id, cycle cycle_id, kind text, title text, number text, day date, issued_at instant, signature text,
--   signed_at instant, signed_by text, pdf_hash text, certificate text
SELECT id, cycle, kind, title, number, day, issued_at, signature, signed_at, signed_by, pdf_hash, certificate FROM document WHERE code = $1;

-- :maybe document_last(cycle cycle_id, kind text) -> id document_id, content text, number text, day date, issued_at instant
SELECT id, content, number, day, issued_at FROM document WHERE cycle = $1 AND kind = $2 ORDER BY id DESC LIMIT 1;

-- :many documents_unkept(cycle cycle_id) -> id document_id, content text, issued_at instant
SELECT id, content, issued_at FROM document WHERE cycle = $1 AND pdf_hash IS NULL ORDER BY id;

-- :exec draft_figure_insert(document document_id, indicator indicator_id, name text, unit text, target text, state text, value text, achievement text,
--   explanation text, rules text)
INSERT INTO draft_figure (document, indicator, name, unit, target, state, value, achievement, explanation, rules)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- :many draft_figures(document document_id) -> indicator indicator_id, name text, unit text, target text, state text, value text, achievement text,
--   explanation text
SELECT indicator, name, unit, target, state, value, achievement, explanation FROM draft_figure WHERE document = $1 ORDER BY indicator;

-- :one letter_take(office office_id, kind text, year i64) -> last i64
INSERT INTO letter_counter (office, kind, year, last) VALUES ($1, $2, $3, 1)
ON CONFLICT (office, kind, year) DO UPDATE SET last = letter_counter.last + 1 RETURNING last;

-- :exec letter_number_add(office office_id, year i64, number text, kind text, n i64, at instant, by_name text, reason text)
INSERT INTO letter_number (office, year, number, kind, n, at, by_name, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- :maybe letter_number_of(office office_id, year i64, number text) -> kind text
SELECT kind FROM letter_number WHERE office = $1 AND year = $2 AND number = $3;

-- :many letter_numbers(office office_id, year i64) -> number text, kind text, n i64, at instant, by_name text, reason text
SELECT number, kind, n, at, by_name, reason FROM letter_number WHERE office = $1 AND year = $2 ORDER BY at DESC, number DESC;

-- :maybe letter_pattern_of(office office_id, kind text) -> pattern text, classification text
SELECT pattern, classification FROM letter_pattern WHERE office = $1 AND kind = $2;

-- :exec letter_pattern_put(office office_id, kind text, pattern text, classification text)
INSERT INTO letter_pattern (office, kind, pattern, classification) VALUES ($1, $2, $3, $4)
ON CONFLICT (office, kind) DO UPDATE SET pattern = excluded.pattern, classification = excluded.classification;

-- :many attendees_of(cycle cycle_id) -> person person_id, present bool, name text, nip text, rank text, title text
SELECT t.person, t.present, p.name, p.nip, p.rank,
  (SELECT min(q.title) FROM assignment s JOIN position q ON q.id = s.position WHERE s.person = p.id AND s.kind = 'definitif'
     AND s.until_day IS NULL)
FROM attendee t JOIN person p ON p.id = t.person WHERE t.cycle = $1 ORDER BY t.person;

-- :exec attendees_clear(cycle cycle_id)
DELETE FROM attendee WHERE cycle = $1;

-- :exec attendee_put(cycle cycle_id, person person_id, present bool)
INSERT INTO attendee (cycle, person, present) VALUES ($1, $2, $3) ON CONFLICT (cycle, person) DO UPDATE SET present = excluded.present;

-- :many decisions_of(cycle cycle_id) -> n i64, what text, person person_id, person_name text, until_day date, target text, answer text, answered_by text,
--   answered_at instant
SELECT d.n, d.what, d.person, p.name, d.until_day, d.target, d.answer, d.answered_by, d.answered_at
FROM decision d LEFT JOIN person p ON p.id = d.person WHERE d.cycle = $1 ORDER BY d.n;

-- :exec decisions_clear(cycle cycle_id)
DELETE FROM decision WHERE cycle = $1;

-- :exec decision_put(cycle cycle_id, n i64, what text, person person_id, until_day date, target text)
INSERT INTO decision (cycle, n, what, person, until_day, target) VALUES ($1, $2, $3, $4, $5, $6);

-- :exec decision_answer(cycle cycle_id, n i64, answer text, by_name text, at instant)
UPDATE decision SET answer = $3, answered_by = $4, answered_at = $5 WHERE cycle = $1 AND n = $2;

-- :exec receipt_send(cycle cycle_id, n i64, receiver office_id, at instant)
INSERT INTO receipt (cycle, n, receiver, sent_at, state) VALUES ($1, $2, $3, $4, 'dikirim');

-- :exec receipt_seen(cycle cycle_id, at instant)
UPDATE receipt SET seen_at = $2 WHERE cycle = $1 AND state = 'dikirim' AND seen_at IS NULL;

-- :exec receipt_end(cycle cycle_id, state text, number text, at instant, by_name text, reason text)
UPDATE receipt SET state = $2, number = $3, ended_at = $4, ended_by = $5, reason = $6 WHERE cycle = $1 AND state = 'dikirim';

-- :many receipts_of(cycle cycle_id) -> n i64, receiver office_id, sent_at instant, seen_at instant, state text, number text, ended_at instant,
--   ended_by text, reason text
SELECT n, receiver, sent_at, seen_at, state, number, ended_at, ended_by, reason FROM receipt WHERE cycle = $1 ORDER BY n;

-- :many receipts_register(receiver office_id) -> cycle cycle_id, n i64, office_name text, year i64, quarter i64, sent_at instant, seen_at instant, state text,
--   number text, ended_at instant, ended_by text, reason text, due_at instant
SELECT r.cycle, r.n, o.name, c.year, c.quarter, r.sent_at, r.seen_at, r.state, r.number, r.ended_at, r.ended_by, r.reason,
  (SELECT t.due_at FROM step t WHERE t.cycle = r.cycle AND t.kind = 'handover' ORDER BY t.round DESC LIMIT 1)
FROM receipt r JOIN cycle c ON c.id = r.cycle JOIN office o ON o.id = c.office WHERE r.receiver = $1 ORDER BY r.sent_at DESC, r.cycle DESC;

-- :many sops_of_region(region region_id) -> id sop_id, code text, title text, hash text, created_at instant, offices i64
SELECT s.id, s.code, s.title, s.hash, s.created_at, (SELECT count(*) FROM office o JOIN office_sop f ON f.office = o.id WHERE o.region = s.region AND f.sop = s.id)
FROM sop s WHERE s.region = $1 ORDER BY s.title, s.created_at DESC, s.id DESC;

-- :maybe sop_latest(region region_id, code text) -> id sop_id, source text
SELECT id, text FROM sop WHERE region = $1 AND code = $2 ORDER BY created_at DESC, id DESC LIMIT 1;

-- :one cycles_staying(office office_id, code text, sop sop_id) -> n i64
SELECT count(*) FROM cycle WHERE office = $1 AND sop_code = $2 AND sop <> $3 AND state = 'berjalan';

-- The periods for which an office has a reporting cycle (it begins with an order), the latest cycle of a period last.
-- :many cycle_periods(office office_id) -> year i64, quarter i64, cycle cycle_id, state text
SELECT c.year, c.quarter, c.id, c.state FROM cycle c
WHERE c.office = $1 AND EXISTS (SELECT 1 FROM step k WHERE k.cycle = c.id AND k.no = 1 AND k.kind = 'order') ORDER BY c.year, c.quarter, c.id;

-- Who has reported: every office but the Inspektorat with its reporting cycles of a year (they begin with an order), the latest of a period last,
-- and how its last hand-over stands.
-- :many reports_of_year(region region_id, year i64) -> office office_id, code text, kind text, office_name text, cycle cycle_id, quarter i64, state text, no i64,
--   label text, due_at instant, closed_at instant, handed text
SELECT o.id, o.code, o.kind, o.name, c.id, c.quarter, c.state, c.no, t.label, c.due_at, c.closed_at,
  (SELECT r.state FROM receipt r WHERE r.cycle = c.id ORDER BY r.n DESC LIMIT 1)
FROM office o LEFT JOIN cycle c ON c.office = o.id AND c.year = $2
    AND EXISTS (SELECT 1 FROM step k WHERE k.cycle = c.id AND k.no = 1 AND k.kind = 'order')
  LEFT JOIN step t ON t.cycle = c.id AND t.no = c.no AND t.round = c.round
WHERE o.region = $1 AND o.kind <> 'inspektorat' ORDER BY o.code, o.id, c.quarter NULLS FIRST, c.id;

-- What must never be, for "takar check".
-- :many files_without_bytes() -> id file_id, cycle cycle_id, name text
SELECT id, cycle, name FROM file WHERE hash NOT IN (SELECT hash FROM blob) ORDER BY id;

-- :many documents_without_bytes() -> id document_id, cycle cycle_id, title text
SELECT id, cycle, title FROM document WHERE pdf_hash IS NOT NULL AND pdf_hash NOT IN (SELECT hash FROM blob) ORDER BY id;

-- :many bytes_of_nobody() -> hash text, size i64
SELECT hash, size FROM blob WHERE hash NOT IN (SELECT hash FROM file)
  AND hash NOT IN (SELECT pdf_hash FROM document WHERE pdf_hash IS NOT NULL)
  AND hash NOT IN (SELECT earlier_hash FROM document_signature) AND hash NOT IN (SELECT hash FROM intake)
  AND hash NOT IN (SELECT crest FROM office WHERE crest IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM document d WHERE d.content LIKE '%' || blob.hash || '%') -- a crest of before
ORDER BY hash;

-- A running cycle stands at its one open step; one that is over has none.
-- :many cycles_astray() -> id cycle_id, no i64
SELECT c.id, c.no FROM cycle c
WHERE (SELECT count(*) FROM step s WHERE s.cycle = c.id AND s.state = 'terbuka') <> CASE c.state WHEN 'berjalan' THEN 1 ELSE 0 END
  OR (c.state = 'berjalan' AND NOT EXISTS
    (SELECT 1 FROM step s WHERE s.cycle = c.id AND s.no = c.no AND s.round = c.round AND s.state = 'terbuka')) ORDER BY c.id;

-- What each office of a region has, to say what it still needs before its first cycle: positions held today, accounts, SOPs in force with
-- their lanes and how many of those are held, indicators of a year.
-- :many offices_ready(region region_id, today date, year i64) -> id office_id, code text, kind text, name text, seated i64, accounts i64, sops i64,
--   lanes i64, manned i64, indicators i64
SELECT o.id, o.code, o.kind, o.name,
  (SELECT count(DISTINCT s.position) FROM position p JOIN assignment s ON s.position = p.id
   WHERE p.office = o.id AND s.from_day <= $2 AND (s.until_day IS NULL OR s.until_day >= $2)),
  (SELECT count(*) FROM account c JOIN person p ON p.id = c.person WHERE p.office = o.id AND c.active = 1),
  (SELECT count(*) FROM office_sop f WHERE f.office = o.id),
  (SELECT count(*) FROM lane_position l WHERE l.office = o.id),
  (SELECT count(*) FROM lane_position l WHERE l.office = o.id AND EXISTS
    (SELECT 1 FROM assignment s WHERE s.position = l.position AND s.from_day <= $2 AND (s.until_day IS NULL OR s.until_day >= $2))),
  (SELECT count(*) FROM indicator i WHERE i.office = o.id AND i.year = $3)
FROM office o WHERE o.region = $1 ORDER BY o.code;
