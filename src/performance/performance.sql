-- :many indicators_of(office office_id, year i64, quarter i64) -> id indicator_id, objective objective_id, objective_no i64, objective_title text,
--   code text, no i64, name text, unit text, direction text, accumulation text, definition text, source text, owner position_id,
--   computed text, parts text, formula text, weight decimal, year_target text, quarter_target text, medium_target text, national text, note text
SELECT i.id, i.objective, o.no, o.title, i.code, i.no, i.name, i.unit, i.direction, i.accumulation, i.definition, i.source, i.owner,
  i.computed, i.parts, i.formula, i.weight,
  CASE WHEN y.year IS NULL THEN i.target ELSE coalesce(i.target_revised, i.target) END,
  CASE WHEN y.year IS NULL THEN t.value ELSE coalesce(t.revised, t.value) END, i.medium_target, i.national, i.note
FROM indicator i JOIN objective o ON o.id = i.objective LEFT JOIN target t ON t.indicator = i.id AND t.quarter = $3
  LEFT JOIN plan_year y ON y.office = i.office AND y.year = i.year AND y.revised_quarter > 0 AND ($3 = 0 OR y.revised_quarter <= $3)
WHERE i.office = $1 AND i.year = $2 ORDER BY o.no, i.no;

-- :maybe indicator_of(id indicator_id, office office_id, year i64, quarter i64) -> id indicator_id, objective objective_id, objective_no i64,
--   objective_title text, code text, no i64, name text, unit text, direction text, accumulation text, definition text, source text,
--   owner position_id, computed text, parts text, formula text, weight decimal, year_target text, quarter_target text, medium_target text, national text, note text
SELECT i.id, i.objective, o.no, o.title, i.code, i.no, i.name, i.unit, i.direction, i.accumulation, i.definition, i.source, i.owner,
  i.computed, i.parts, i.formula, i.weight,
  CASE WHEN y.year IS NULL THEN i.target ELSE coalesce(i.target_revised, i.target) END,
  CASE WHEN y.year IS NULL THEN t.value ELSE coalesce(t.revised, t.value) END, i.medium_target, i.national, i.note
FROM indicator i JOIN objective o ON o.id = i.objective LEFT JOIN target t ON t.indicator = i.id AND t.quarter = $4
  LEFT JOIN plan_year y ON y.office = i.office AND y.year = i.year AND y.revised_quarter > 0 AND ($4 = 0 OR y.revised_quarter <= $4)
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

-- How its figure is counted and what it weighs.
-- :one indicators_planned(office office_id, year i64) -> n i64
SELECT count(*) FROM indicator WHERE office = $1 AND year = $2;

-- :exec indicator_counted(id indicator_id, computed text, parts text, formula text, weight decimal)
UPDATE indicator SET computed = $2, parts = $3, formula = $4, weight = $5 WHERE id = $1;

-- :exec target_put(indicator indicator_id, quarter i64, value text)
INSERT INTO target (indicator, quarter, value) VALUES ($1, $2, $3) ON CONFLICT (indicator, quarter) DO UPDATE SET value = excluded.value;

-- :exec target_revise(indicator indicator_id, quarter i64, value text)
INSERT INTO target (indicator, quarter, revised) VALUES ($1, $2, $3) ON CONFLICT (indicator, quarter) DO UPDATE SET revised = excluded.revised;

-- :exec budget_put(office office_id, year i64, code text, name text, ceiling decimal, revised decimal, objective objective_id)
INSERT INTO budget (office, year, code, name, ceiling, ceiling_revised, objective) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (office, year, code) DO UPDATE SET name = excluded.name, ceiling = excluded.ceiling, ceiling_revised = excluded.ceiling_revised,
  objective = excluded.objective;

-- :many budgets_of(office office_id, year i64) -> code text, name text, ceiling decimal, revised decimal, objective objective_id
SELECT code, name, ceiling, ceiling_revised, objective FROM budget WHERE office = $1 AND year = $2 ORDER BY code;

-- :exec spent_put(office office_id, year i64, code text, quarter i64, amount decimal)
INSERT INTO budget_spent (office, year, code, quarter, amount) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (office, year, code, quarter) DO UPDATE SET amount = excluded.amount;

-- :exec spent_delete(office office_id, year i64, code text)
DELETE FROM budget_spent WHERE office = $1 AND year = $2 AND code = $3;

-- :many spent_of(office office_id, year i64) -> code text, quarter i64, amount decimal
SELECT code, quarter, amount FROM budget_spent WHERE office = $1 AND year = $2 ORDER BY code, quarter;

-- :maybe plan_year_of(office office_id, year i64) -> agreement_no text, agreement_day date, revised_no text, revised_day date,
--   revised_quarter i64, locked_at instant, locked_by text
SELECT agreement_no, agreement_day, revised_no, revised_day, revised_quarter, locked_at, locked_by FROM plan_year WHERE office = $1 AND year = $2;

-- :exec plan_year_pk_put(office office_id, year i64, agreement_no text, agreement_day date, revised_no text, revised_day date, revised_quarter i64)
INSERT INTO plan_year (office, year, agreement_no, agreement_day, revised_no, revised_day, revised_quarter) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (office, year) DO UPDATE SET agreement_no = excluded.agreement_no, agreement_day = excluded.agreement_day,
  revised_no = excluded.revised_no, revised_day = excluded.revised_day, revised_quarter = excluded.revised_quarter;

-- :exec plan_lock_put(office office_id, year i64, at instant, by_name text)
INSERT INTO plan_year (office, year, locked_at, locked_by) VALUES ($1, $2, $3, $4)
ON CONFLICT (office, year) DO UPDATE SET locked_at = excluded.locked_at, locked_by = excluded.locked_by;

-- :maybe agreement_of(office office_id, year i64) -> superior_position text, superior_name text, superior_rank text, superior_nip text, place text,
--   day date
SELECT g.superior_position, g.superior_name, g.superior_rank, g.superior_nip, g.place, y.agreement_day
FROM agreement g LEFT JOIN plan_year y ON y.office = g.office AND y.year = g.year WHERE g.office = $1 AND g.year = $2;

-- :exec agreement_put(office office_id, year i64, position text, name text, rank text, nip text, place text)
INSERT INTO agreement (office, year, superior_position, superior_name, superior_rank, superior_nip, place) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (office, year) DO UPDATE SET superior_position = excluded.superior_position, superior_name = excluded.superior_name,
  superior_rank = excluded.superior_rank, superior_nip = excluded.superior_nip, place = excluded.place;

-- :exec agreement_day_put(office office_id, year i64, day date)
INSERT INTO plan_year (office, year, agreement_day) VALUES ($1, $2, $3) ON CONFLICT (office, year) DO UPDATE SET agreement_day = excluded.agreement_day;

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
-- :many figure_history(office office_id, year i64, quarter i64) -> cycle cycle_id, code text, year i64, state text, value text, typed text, year_target text,
--   quarter_target text
SELECT c.id, i.code, c.year, f.state, f.value, f.typed, CASE WHEN y.year IS NULL THEN i.target ELSE coalesce(i.target_revised, i.target) END,
  CASE WHEN y.year IS NULL THEN t.value ELSE coalesce(t.revised, t.value) END
FROM cycle c JOIN figure f ON f.cycle = c.id JOIN indicator i ON i.id = f.indicator
  LEFT JOIN target t ON t.indicator = i.id AND t.quarter = c.quarter
  LEFT JOIN plan_year y ON y.office = c.office AND y.year = c.year AND y.revised_quarter > 0 AND (c.quarter = 0 OR y.revised_quarter <= c.quarter)
WHERE c.office = $1 AND c.year < $2 AND c.quarter = $3 AND c.state = 'selesai'
UNION ALL
SELECT NULL, i.code, i.year, 'terisi', p.value, p.value, i.target, t.value
FROM indicator i JOIN past_figure p ON p.indicator = i.id LEFT JOIN target t ON t.indicator = i.id AND t.quarter = p.quarter
WHERE i.office = $1 AND i.year < $2 AND p.quarter = $3
  AND NOT EXISTS (SELECT 1 FROM cycle c JOIN figure f ON f.cycle = c.id AND f.indicator = i.id
    WHERE c.office = i.office AND c.year = i.year AND c.quarter = p.quarter AND c.state = 'selesai')
ORDER BY 2, 3;

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
--   accumulation text, definition text, source text, owner position_id, target text, medium_target text, national text, note text,
--   computed text, parts text, formula text, weight decimal, target_revised text
SELECT office, year, objective, code, no, name, unit, direction, accumulation, definition, source, owner, target, medium_target, national, note,
  computed, parts, formula, weight, target_revised
FROM indicator WHERE id = $1;

-- :exec indicator_update(id indicator_id, objective objective_id, code text, no i64, name text, unit text, direction text, accumulation text,
--   definition text, source text, owner position_id, medium_target text, national text, note text)
UPDATE indicator SET objective = $2, code = $3, no = $4, name = $5, unit = $6, direction = $7, accumulation = $8, definition = $9, source = $10,
  owner = $11, medium_target = $12, national = $13, note = $14 WHERE id = $1;

-- :exec indicator_delete(id indicator_id)
DELETE FROM indicator WHERE id = $1;

-- :one indicator_uses(id indicator_id) -> n i64
SELECT (SELECT count(*) FROM past_figure WHERE indicator = $1) + (SELECT count(*) FROM figure WHERE indicator = $1) + (SELECT count(*) FROM plan_item WHERE indicator = $1)
  + (SELECT count(*) FROM indicator i JOIN cycle c ON c.office = i.office AND c.year = i.year JOIN document d ON d.cycle = c.id
       JOIN draft_figure g ON g.document = d.id AND g.indicator = i.id WHERE i.id = $1);

-- :exec indicator_target(id indicator_id, target text)
UPDATE indicator SET target = $2 WHERE id = $1;

-- :exec indicator_revise(id indicator_id, target text)
UPDATE indicator SET target_revised = $2 WHERE id = $1;

-- :exec targets_delete(indicator indicator_id)
DELETE FROM target WHERE indicator = $1;

-- :many targets_of(office office_id, year i64) -> indicator indicator_id, quarter i64, value text, revised text
SELECT t.indicator, t.quarter, t.value, t.revised FROM indicator i JOIN target t ON t.indicator = i.id WHERE i.office = $1 AND i.year = $2
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
SELECT c.year, c.quarter, c.id, c.state, i.direction, i.unit, f.state, f.value,
  CASE WHEN y.year IS NULL THEN i.target ELSE coalesce(i.target_revised, i.target) END,
  CASE WHEN y.year IS NULL THEN t.value ELSE coalesce(t.revised, t.value) END
FROM indicator i JOIN cycle c ON c.office = i.office AND c.year = i.year JOIN figure f ON f.cycle = c.id AND f.indicator = i.id
  LEFT JOIN target t ON t.indicator = i.id AND t.quarter = c.quarter
  LEFT JOIN plan_year y ON y.office = c.office AND y.year = c.year AND y.revised_quarter > 0 AND (c.quarter = 0 OR y.revised_quarter <= c.quarter)
WHERE i.office = $1 AND i.code = $2
UNION ALL
SELECT i.year, p.quarter, NULL, 'selesai', i.direction, i.unit, 'terisi', p.value, i.target, t.value
FROM indicator i JOIN past_figure p ON p.indicator = i.id LEFT JOIN target t ON t.indicator = i.id AND t.quarter = p.quarter
WHERE i.office = $1 AND i.code = $2
  AND NOT EXISTS (SELECT 1 FROM cycle c JOIN figure f ON f.cycle = c.id AND f.indicator = i.id
    WHERE c.office = i.office AND c.year = i.year AND c.quarter = p.quarter)
ORDER BY 1, 2, 3;

-- The version a cycle measures with: the one it was analysed with once it has left that behind, else -1: the office's latest.
-- :maybe rules_of_cycle(cycle cycle_id) -> office office_id, version i64
SELECT c.office, CASE WHEN c.state = 'selesai' OR EXISTS (SELECT 1 FROM step s WHERE s.cycle = c.id AND s.kind = 'analyse' AND s.no < c.no)
  THEN c.rules ELSE -1 END
FROM cycle c WHERE c.id = $1;

-- :exec cycle_rules_set(cycle cycle_id, version i64)
UPDATE cycle SET rules = $2 WHERE id = $1;

-- :many measure_rules_of(office office_id) -> version i64, text text, by_name text, at instant
SELECT version, text, by_name, at FROM measure_rule WHERE office = $1 ORDER BY version DESC;

-- :maybe measure_rules_last(office office_id) -> version i64, text text, by_name text, at instant
SELECT version, text, by_name, at FROM measure_rule WHERE office = $1 ORDER BY version DESC LIMIT 1;

-- :maybe measure_rules_version(office office_id, version i64) -> text text, by_name text, at instant
SELECT text, by_name, at FROM measure_rule WHERE office = $1 AND version = $2;

-- :exec measure_rules_insert(office office_id, version i64, text text, by_name text, at instant)
INSERT INTO measure_rule (office, version, text, by_name, at) VALUES ($1, $2, $3, $4, $5);

-- Targets of the quarters as they were in force in each, seen from a period.
-- :many targets_in_force(office office_id, year i64, period i64) -> indicator indicator_id, quarter i64, value text
SELECT t.indicator, t.quarter, CASE WHEN y.year IS NULL OR t.quarter < y.revised_quarter THEN t.value ELSE coalesce(t.revised, t.value) END
FROM indicator i JOIN target t ON t.indicator = i.id
  LEFT JOIN plan_year y ON y.office = i.office AND y.year = i.year AND y.revised_quarter > 0 AND ($3 = 0 OR y.revised_quarter <= $3)
WHERE i.office = $1 AND i.year = $2 AND t.quarter > 0
ORDER BY t.indicator, t.quarter;

-- What the quarters of a year hold in all cycles of the office; of several cycles of a quarter the later ones come later.
-- :many quarter_figures_of(office office_id, year i64) -> indicator indicator_id, quarter i64, state text, value text, typed text
SELECT f.indicator, c.quarter, f.state, f.value, f.typed FROM cycle c JOIN figure f ON f.cycle = c.id
WHERE c.office = $1 AND c.year = $2 AND c.quarter > 0 ORDER BY f.indicator, c.quarter, c.id;

-- What offices of the same kind in the same region report for the same indicators and period.
-- :many sibling_figures(office office_id, year i64, quarter i64) -> code text, value text
SELECT i.code, f.value FROM office me JOIN office o ON o.region = me.region AND o.kind = me.kind AND o.id <> me.id
  JOIN cycle c ON c.office = o.id AND c.year = $2 AND c.quarter = $3
  JOIN figure f ON f.cycle = c.id AND f.state = 'terisi' JOIN indicator i ON i.id = f.indicator
WHERE me.id = $1 ORDER BY i.code, o.id, c.id;

-- :many finding_answers_of(cycle cycle_id) -> indicator i64, code text, concerned text, answer text, by_name text, at instant
SELECT indicator, code, concerned, answer, by_name, at FROM finding_answer WHERE cycle = $1 ORDER BY indicator, code;

-- :exec finding_answer_put(cycle cycle_id, indicator i64, code text, concerned text, answer text, by_name text, at instant)
INSERT INTO finding_answer (cycle, indicator, code, concerned, answer, by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (cycle, indicator, code) DO UPDATE SET concerned = excluded.concerned, answer = excluded.answer, by_name = excluded.by_name,
  at = excluded.at;
