-- :exec intake_insert(id intake_id, office office_id, year i64, cycle cycle_id, kind text, account account_id, by_name text, file_name text,
--   hash text, columns text, state text, at instant)
INSERT INTO intake (id, office, year, cycle, kind, account, by_name, file_name, hash, columns, state, created_at, alive_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12);

-- :maybe intake_by_id(id intake_id) -> id intake_id, office office_id, year i64, cycle cycle_id, kind text, account account_id, by_name text,
--   file_name text, hash text, columns text, state text, done_percent i64, rows_read i64, skipped i64, applied i64, changed i64, faults i64,
--   message text, created_at instant, alive_at instant, ended_at instant
SELECT id, office, year, cycle, kind, account, by_name, file_name, hash, columns, state, done_percent, rows_read, skipped, applied, changed,
  faults, message, created_at, alive_at, ended_at FROM intake WHERE id = $1;

-- :many intakes_of(office office_id, most i64) -> id intake_id, kind text, by_name text, file_name text, state text, changed i64, faults i64,
--   created_at instant
SELECT id, kind, by_name, file_name, state, changed, faults, created_at FROM intake WHERE office = $1 ORDER BY id DESC LIMIT $2;

-- The oldest that waits, or that nobody has worked on since `stale`.
-- :maybe intake_next(stale instant) -> id intake_id
SELECT id FROM intake WHERE state = 'antre' OR (state IN ('periksa', 'simpan') AND alive_at < $1) ORDER BY id LIMIT 1;

-- :exec intake_claim(id intake_id, at instant, stale instant)
UPDATE intake SET state = CASE state WHEN 'simpan' THEN 'simpan' ELSE 'periksa' END, alive_at = $2
WHERE id = $1 AND (state = 'antre' OR (state IN ('periksa', 'simpan') AND alive_at < $3));

-- :exec intake_columns(id intake_id, columns text)
UPDATE intake SET columns = $2, state = 'antre' WHERE id = $1 AND state = 'kolom';

-- :exec intake_checked(id intake_id, done_percent i64, rows_read i64, at instant)
UPDATE intake SET done_percent = $2, rows_read = $3, alive_at = $4 WHERE id = $1;

-- :exec intake_applied(id intake_id, state text, done_percent i64, applied i64, changes i64, at instant)
UPDATE intake SET state = $2, done_percent = $3, applied = $4, changed = $5, alive_at = $6 WHERE id = $1;

-- :exec intake_ended(id intake_id, state text, rows_read i64, skipped i64, faults i64, message text, at instant)
UPDATE intake SET state = $2, rows_read = $3, skipped = $4, faults = $5, message = $6, done_percent = 100, alive_at = $7, ended_at = $7 WHERE id = $1;

-- :exec intake_fault_insert(intake intake_id, n i64, row_no i64, col i64, reason text)
INSERT INTO intake_fault (intake, n, row_no, col, reason) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (intake, n) DO UPDATE SET row_no = excluded.row_no, col = excluded.col, reason = excluded.reason;

-- :many intake_faults_of(intake intake_id, most i64) -> row_no i64, col i64, reason text
SELECT row_no, col, reason FROM intake_fault WHERE intake = $1 ORDER BY row_no, col, n LIMIT $2;

-- :maybe headings_of(office office_id, kind text) -> headings text
SELECT headings FROM heading WHERE office = $1 AND kind = $2;

-- :exec headings_put(office office_id, kind text, headings text)
INSERT INTO heading (office, kind, headings) VALUES ($1, $2, $3) ON CONFLICT (office, kind) DO UPDATE SET headings = excluded.headings;

-- An indicator of a year by its code, or by its name.
-- :maybe indicator_by_code(office office_id, year i64, code text) -> id indicator_id, objective objective_id, code text, name text, direction text,
--   target text, medium_target text
SELECT id, objective, code, name, direction, target, medium_target FROM indicator WHERE office = $1 AND year = $2 AND code = $3;

-- :maybe indicator_by_name(office office_id, year i64, name text) -> id indicator_id, objective objective_id, code text, name text, direction text,
--   target text, medium_target text
SELECT id, objective, code, name, direction, target, medium_target FROM indicator WHERE office = $1 AND year = $2 AND name = $3 ORDER BY id LIMIT 1;

-- The same indicator in the nearest other year, by its code, or by its name.
-- :maybe indicator_elsewhere(office office_id, code text, year i64) -> id indicator_id, title text, code text, name text, unit text,
--   direction text, accumulation text, definition text, source text, owner position_id
SELECT i.id, o.title, i.code, i.name, i.unit, i.direction, i.accumulation, i.definition, i.source, i.owner
FROM indicator i JOIN objective o ON o.id = i.objective
WHERE i.office = $1 AND i.code = $2 AND i.year <> $3 ORDER BY abs(i.year - $3), i.year DESC LIMIT 1;

-- :maybe indicator_named_elsewhere(office office_id, name text, year i64) -> id indicator_id, title text, code text, name text, unit text,
--   direction text, accumulation text, definition text, source text, owner position_id
SELECT i.id, o.title, i.code, i.name, i.unit, i.direction, i.accumulation, i.definition, i.source, i.owner
FROM indicator i JOIN objective o ON o.id = i.objective
WHERE i.office = $1 AND i.name = $2 AND i.year <> $3 ORDER BY abs(i.year - $3), i.year DESC LIMIT 1;

-- :maybe objective_by_title(office office_id, year i64, title text) -> id objective_id
SELECT id FROM objective WHERE office = $1 AND year = $2 AND title = $3 ORDER BY no LIMIT 1;

-- :one objective_next(office office_id, year i64) -> no i64
SELECT coalesce(max(no), 0) + 1 FROM objective WHERE office = $1 AND year = $2;

-- :one indicator_next(objective objective_id) -> no i64
SELECT coalesce(max(no), 0) + 1 FROM indicator WHERE objective = $1;

-- :maybe target_of(indicator indicator_id, quarter i64) -> value text
SELECT value FROM target WHERE indicator = $1 AND quarter = $2;

-- :exec indicator_medium(id indicator_id, medium_target text)
UPDATE indicator SET medium_target = $2 WHERE id = $1;

-- :maybe past_of(indicator indicator_id, quarter i64) -> value text
SELECT value FROM past_figure WHERE indicator = $1 AND quarter = $2;

-- :exec past_put(indicator indicator_id, quarter i64, value text)
INSERT INTO past_figure (indicator, quarter, value) VALUES ($1, $2, $3) ON CONFLICT (indicator, quarter) DO UPDATE SET value = excluded.value;

-- Whether a cycle ran in a period: then its figures are changed there.
-- :one cycles_in(office office_id, year i64, quarter i64) -> n i64
SELECT count(*) FROM cycle WHERE office = $1 AND year = $2 AND quarter = $3;

-- sums: other lines stand below it ('/' follows '.').
-- :maybe budget_of(office office_id, year i64, code text) -> name text, ceiling decimal, revised decimal, objective objective_id, sums bool
SELECT b.name, b.ceiling, b.ceiling_revised, b.objective,
  CASE WHEN EXISTS (SELECT 1 FROM budget x WHERE x.office = $1 AND x.year = $2 AND x.code > $3 || '.' AND x.code < $3 || '/') THEN 1 ELSE 0 END
FROM budget b WHERE b.office = $1 AND b.year = $2 AND b.code = $3;

-- :many spent_of_line(office office_id, year i64, code text) -> quarter i64, amount decimal
SELECT quarter, amount FROM budget_spent WHERE office = $1 AND year = $2 AND code = $3 ORDER BY quarter;

-- What a cycle of a period says of an indicator; of several cycles the latest.
-- :maybe figure_in(office office_id, year i64, quarter i64, indicator indicator_id) -> value text
SELECT f.value FROM cycle c JOIN figure f ON f.cycle = c.id AND f.indicator = $4
WHERE c.office = $1 AND c.year = $2 AND c.quarter = $3 AND f.state = 'terisi' ORDER BY c.id DESC LIMIT 1;

-- :many indicator_years(office office_id) -> year i64
SELECT DISTINCT year FROM indicator WHERE office = $1 ORDER BY year;

-- Every period of a year with what was aimed at and reached; a cycle stands before what was brought along.
-- :many history_of(office office_id, year i64) -> code text, name text, unit text, objective text, quarter i64, target text, value text
SELECT i.code, i.name, i.unit, o.title, q.quarter, CASE WHEN q.quarter = 0 THEN i.target ELSE t.value END,
  coalesce((SELECT f.value FROM cycle c JOIN figure f ON f.cycle = c.id AND f.indicator = i.id
            WHERE c.office = $1 AND c.year = $2 AND c.quarter = q.quarter AND f.state = 'terisi' ORDER BY c.id DESC LIMIT 1), p.value)
FROM indicator i JOIN objective o ON o.id = i.objective
  CROSS JOIN (SELECT 0 AS quarter UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) q
  LEFT JOIN target t ON t.indicator = i.id AND t.quarter = q.quarter
  LEFT JOIN past_figure p ON p.indicator = i.id AND p.quarter = q.quarter
WHERE i.office = $1 AND i.year = $2 ORDER BY o.no, i.no, i.id, q.quarter;
