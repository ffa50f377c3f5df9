-- Splits the large tables of an installation on PostgreSQL by ranges of regencies: all those named in docs/scaling.md that are there. Run it with
-- psql while no server runs; `-v provinces=32,33` names the provinces that get a partition of their own, all others share one.
\set ON_ERROR_STOP on
BEGIN;
SELECT set_config('takar.provinces', :'provinces', true);
DO $$
DECLARE
  split CONSTANT text[] := ARRAY['audit', 'figure', 'step', 'step_field', 'plan_item', 'team_member', 'attendee', 'decision', 'file', 'correction',
    'correction_point', 'draft_figure', 'receipt', 'target', 'past_figure', 'budget', 'budget_spent', 'village', 'letter_counter', 'letter_pattern',
    'letter_number', 'finding_answer', 'office_sop', 'lane_position'];
  name text; key text; province int; definition record; kept text[];
BEGIN
  FOREACH name IN ARRAY split LOOP
    SELECT a.attname INTO STRICT key FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
      WHERE i.indrelid = name::regclass AND i.indisprimary;
    kept := '{}';
    FOR definition IN SELECT conrelid::regclass AS at, conname, pg_get_constraintdef(oid) AS words FROM pg_constraint
      WHERE contype = 'f' AND conparentid = 0 AND (conrelid = name::regclass OR confrelid = name::regclass) LOOP
      kept := kept || format('ALTER TABLE %s ADD CONSTRAINT %I %s', definition.at, definition.conname, definition.words);
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', definition.at, definition.conname);
    END LOOP;
    EXECUTE format('ALTER TABLE %I RENAME TO %I', name, name || '_whole');
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES) PARTITION BY RANGE (%I)', name, name || '_whole', key);
    FOREACH province IN ARRAY string_to_array(current_setting('takar.provinces'), ',')::int[] LOOP
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%s) TO (%s)', name || '_' || province, name,
        province::bigint * 100 << 40, (province::bigint + 1) * 100 << 40);
    END LOOP;
    EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', name || '_lain', name);
    EXECUTE format('INSERT INTO %I SELECT * FROM %I', name, name || '_whole');
    EXECUTE format('DROP TABLE %I', name || '_whole');
    FOR i IN 1 .. coalesce(array_length(kept, 1), 0) LOOP EXECUTE kept[i]; END LOOP;
  END LOOP;
END $$;
COMMIT;
