-- :many indicators_of(office office_id, year i64, quarter i64) -> id indicator_id, objective objective_id, objective_no i64, objective_title text,
--   code text, no i64, name text, unit text, direction text, accumulation text, definition text, source text, owner position_id,
--   year_target text, quarter_target text, medium_target text, national text, note text
SELECT i.id, i.objective, o.no, o.title, i.code, i.no, i.name, i.unit, i.direction, i.accumulation, i.definition, i.source, i.owner,
  i.target, t.value, i.medium_target, i.national, i.note
FROM indicator i JOIN objective o ON o.id = i.objective LEFT JOIN target t ON t.indicator = i.id AND t.quarter = $3
WHERE i.office = $1 AND i.year = $2 ORDER BY o.no, i.no;

-- :maybe indicator_of(id indicator_id, office office_id, year i64, quarter i64) -> id indicator_id, objective objective_id, objective_no i64,
--   objective_title text, code text, no i64, name text, unit text, direction text, accumulation text, definition text, source text,
--   owner position_id, year_target text, quarter_target text, medium_target text, national text, note text
SELECT i.id, i.objective, o.no, o.title, i.code, i.no, i.name, i.unit, i.direction, i.accumulation, i.definition, i.source, i.owner,
  i.target, t.value, i.medium_target, i.national, i.note
FROM indicator i JOIN objective o ON o.id = i.objective LEFT JOIN target t ON t.indicator = i.id AND t.quarter = $4
WHERE i.id = $1 AND i.office = $2 AND i.year = $3;

-- :maybe plan_person(cycle cycle_id, indicator indicator_id) -> person person_id
SELECT person FROM plan_item WHERE cycle = $1 AND indicator = $2;

-- :exec objective_insert(id objective_id, office office_id, year i64, no i64, title text)
INSERT INTO objective (id, office, year, no, title) VALUES ($1, $2, $3, $4, $5);

-- :exec indicator_insert(id indicator_id, objective objective_id, office office_id, year i64, code text, no i64, name text, unit text,
--   direction text, accumulation text, definition text, source text, owner position_id, target text, medium_target text, national text,
--   note text)
INSERT INTO indicator (id, objective, office, year, code, no, name, unit, direction, accumulation, definition, source, owner, target,
  medium_target, national, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17);

-- :exec target_put(indicator indicator_id, quarter i64, value text)
INSERT INTO target (indicator, quarter, value) VALUES ($1, $2, $3) ON CONFLICT (indicator, quarter) DO UPDATE SET value = excluded.value;

-- :exec budget_put(office office_id, year i64, code text, name text, ceiling decimal, spent decimal, objective objective_id)
INSERT INTO budget (office, year, code, name, ceiling, spent, objective) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (office, year, code) DO UPDATE SET name = excluded.name, ceiling = excluded.ceiling, spent = excluded.spent,
  objective = excluded.objective;

-- :many budgets_of(office office_id, year i64) -> code text, name text, ceiling decimal, spent decimal, objective objective_id
SELECT code, name, ceiling, spent, objective FROM budget WHERE office = $1 AND year = $2 ORDER BY code;

-- :many figures_of(cycle cycle_id) -> indicator indicator_id, state text, value text, typed text, reason text, no_evidence text, version i64,
--   by_name text, at instant
SELECT indicator, state, value, typed, reason, no_evidence, version, by_name, at FROM figure WHERE cycle = $1 ORDER BY indicator;

-- :maybe figure_of(cycle cycle_id, indicator indicator_id) -> state text, value text, typed text, reason text, no_evidence text, version i64,
--   by_name text, at instant
SELECT state, value, typed, reason, no_evidence, version, by_name, at FROM figure WHERE cycle = $1 AND indicator = $2;

-- :exec figure_put(cycle cycle_id, indicator indicator_id, state text, value text, typed text, reason text, no_evidence text, version i64,
--   by_name text, at instant)
INSERT INTO figure (cycle, indicator, state, value, typed, reason, no_evidence, version, by_name, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (cycle, indicator) DO UPDATE SET state = excluded.state, value = excluded.value, typed = excluded.typed,
  reason = excluded.reason, no_evidence = excluded.no_evidence, version = excluded.version, by_name = excluded.by_name, at = excluded.at;

-- What the same indicator reached before, in finished cycles of the same kind of period.
-- :many figure_history(office office_id, year i64, quarter i64) -> code text, year i64, state text, value text, typed text, year_target text,
--   quarter_target text
SELECT i.code, c.year, f.state, f.value, f.typed, i.target, t.value
FROM cycle c JOIN figure f ON f.cycle = c.id JOIN indicator i ON i.id = f.indicator
  LEFT JOIN target t ON t.indicator = i.id AND t.quarter = c.quarter
WHERE c.office = $1 AND c.year < $2 AND c.quarter = $3 AND c.state = 'selesai' ORDER BY i.code, c.year;

-- :many plan_of(cycle cycle_id) -> indicator indicator_id, source text, method text, person person_id, person_name text, first_day date,
--   last_day date, evidence text, version i64
SELECT l.indicator, l.source, l.method, l.person, p.name, l.first_day, l.last_day, l.evidence, l.version
FROM plan_item l LEFT JOIN person p ON p.id = l.person WHERE l.cycle = $1 ORDER BY l.indicator;

-- :exec plan_put(cycle cycle_id, indicator indicator_id, source text, method text, person person_id, first_day date, last_day date, evidence text)
INSERT INTO plan_item (cycle, indicator, source, method, person, first_day, last_day, evidence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (cycle, indicator) DO UPDATE SET source = excluded.source, method = excluded.method, person = excluded.person,
  first_day = excluded.first_day, last_day = excluded.last_day, evidence = excluded.evidence, version = plan_item.version + 1;

-- :exec file_insert(id file_id, cycle cycle_id, no i64, kind text, indicator indicator_id, name text, media text, size i64, hash text,
--   by_name text, at instant)
INSERT INTO file (id, cycle, no, kind, indicator, name, media, size, hash, by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- :exec file_remove(id file_id, at instant)
UPDATE file SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL;

-- :maybe file_by_id(id file_id) -> id file_id, cycle cycle_id, no i64, kind text, indicator indicator_id, name text, media text, size i64,
--   hash text, by_name text, at instant, removed_at instant
SELECT id, cycle, no, kind, indicator, name, media, size, hash, by_name, at, removed_at FROM file WHERE id = $1;

-- :many files_of(cycle cycle_id) -> id file_id, no i64, kind text, indicator indicator_id, name text, media text, size i64, hash text,
--   by_name text, at instant
SELECT id, no, kind, indicator, name, media, size, hash, by_name, at FROM file WHERE cycle = $1 AND removed_at IS NULL ORDER BY no, indicator NULLS FIRST, id;

-- :many objectives_of(office office_id, year i64) -> id objective_id, no i64, title text
SELECT id, no, title FROM objective WHERE office = $1 AND year = $2 ORDER BY no;

-- :maybe objective_by_id(id objective_id) -> office office_id, year i64, no i64, title text
SELECT office, year, no, title FROM objective WHERE id = $1;

-- :exec objective_update(id objective_id, no i64, title text)
UPDATE objective SET no = $2, title = $3 WHERE id = $1;

-- :exec objective_delete(id objective_id)
DELETE FROM objective WHERE id = $1;

-- :maybe indicator_by_id(id indicator_id) -> office office_id, year i64, objective objective_id, code text, no i64, name text, unit text, direction text,
--   accumulation text, definition text, source text, owner position_id, target text, medium_target text, national text, note text
SELECT office, year, objective, code, no, name, unit, direction, accumulation, definition, source, owner, target, medium_target, national, note
FROM indicator WHERE id = $1;

-- :exec indicator_update(id indicator_id, objective objective_id, code text, no i64, name text, unit text, direction text, accumulation text,
--   definition text, source text, owner position_id, medium_target text, national text, note text)
UPDATE indicator SET objective = $2, code = $3, no = $4, name = $5, unit = $6, direction = $7, accumulation = $8, definition = $9, source = $10,
  owner = $11, medium_target = $12, national = $13, note = $14 WHERE id = $1;

-- :exec indicator_delete(id indicator_id)
DELETE FROM indicator WHERE id = $1;

-- :one indicator_uses(id indicator_id) -> n i64
SELECT (SELECT count(*) FROM figure WHERE indicator = $1) + (SELECT count(*) FROM plan_item WHERE indicator = $1)
  + (SELECT count(*) FROM draft_figure WHERE indicator = $1);

-- :exec indicator_target(id indicator_id, target text)
UPDATE indicator SET target = $2 WHERE id = $1;

-- :exec target_clear(indicator indicator_id, quarter i64)
DELETE FROM target WHERE indicator = $1 AND quarter = $2;

-- :exec targets_delete(indicator indicator_id)
DELETE FROM target WHERE indicator = $1;

-- :many targets_of(office office_id, year i64) -> indicator indicator_id, quarter i64, value text
SELECT t.indicator, t.quarter, t.value FROM indicator i JOIN target t ON t.indicator = i.id WHERE i.office = $1 AND i.year = $2
ORDER BY t.indicator, t.quarter;

-- Cycles of a year that have left the step of analysis behind them.
-- :many cycles_past_analysis(office office_id, year i64) -> cycle cycle_id, quarter i64, no i64, state text
SELECT c.id, c.quarter, c.no, c.state FROM cycle c WHERE c.office = $1 AND c.year = $2
  AND EXISTS (SELECT 1 FROM step s WHERE s.cycle = c.id AND s.kind = 'analyse' AND s.no < c.no) ORDER BY c.quarter, c.id;

-- :exec budget_delete(office office_id, year i64, code text)
DELETE FROM budget WHERE office = $1 AND year = $2 AND code = $3;

-- What the indicators of one code reached, by period; of several cycles of a period the later ones come later.
-- :many reached_by_code(office office_id, code text) -> year i64, quarter i64, cycle cycle_id, cycle_state text, direction text, unit text,
--   state text, value text, year_target text, quarter_target text
SELECT c.year, c.quarter, c.id, c.state, i.direction, i.unit, f.state, f.value, i.target, t.value
FROM indicator i JOIN figure f ON f.indicator = i.id JOIN cycle c ON c.id = f.cycle
  LEFT JOIN target t ON t.indicator = i.id AND t.quarter = c.quarter
WHERE i.office = $1 AND i.code = $2 ORDER BY c.year, c.quarter, c.id;
