-- :one region_take_id(region region_id) -> id i64
UPDATE region SET last_id = last_id + 1 WHERE id = $1 RETURNING id * 1099511627776 + last_id;

-- :maybe audit_last(chain i64) -> n i64, hash text
SELECT n, hash FROM audit WHERE chain = $1 ORDER BY n DESC LIMIT 1;

-- :exec audit_insert(chain i64, n i64, at instant, account i64, name text, acting text, action text, payload text, prev text, hash text)
INSERT INTO audit (chain, n, at, account, name, acting, action, payload, prev, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- :many audit_chains() -> chain i64
SELECT DISTINCT chain FROM audit ORDER BY chain;

-- :many audit_entries(chain i64, after_n i64, most i64) -> n i64, at instant, account i64, name text, acting text, action text, payload text,
--   prev text, hash text
SELECT n, at, account, name, acting, action, payload, prev, hash FROM audit WHERE chain = $1 AND n > $2 ORDER BY n LIMIT $3;

-- One entry, and a page of a chain, newest first.
-- :maybe audit_entry_of(chain i64, n i64) -> action text, payload text
SELECT action, payload FROM audit WHERE chain = $1 AND n = $2;

-- :many audit_page(chain i64, below_n i64, most i64) -> n i64, at instant, name text, acting text, action text, payload text, hash text
SELECT n, at, name, acting, action, payload, hash FROM audit WHERE chain = $1 AND n < $2 ORDER BY n DESC LIMIT $3;

-- :exec blob_insert(hash text, size i64, bytes bytes)
INSERT INTO blob (hash, size, bytes) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING;

-- :maybe blob_bytes(hash text) -> bytes bytes
SELECT bytes FROM blob WHERE hash = $1;

-- :many blobs_after(hash text, most i64) -> hash text, size i64, bytes bytes
SELECT hash, size, bytes FROM blob WHERE hash > $1 ORDER BY hash LIMIT $2;

-- :many audit_heads() -> chain i64, n i64, hash text
SELECT a.chain, a.n, a.hash FROM audit a JOIN (SELECT chain, max(n) AS n FROM audit GROUP BY chain) h ON h.chain = a.chain AND h.n = a.n ORDER BY a.chain;

-- :one region_any() -> n i64
SELECT count(*) FROM region;

-- :maybe setting_of(scope i64, name text) -> value text
SELECT value FROM setting WHERE scope = $1 AND name = $2;

-- :exec setting_put(scope i64, name text, value text)
INSERT INTO setting (scope, name, value) VALUES ($1, $2, $3) ON CONFLICT (scope, name) DO UPDATE SET value = excluded.value;
