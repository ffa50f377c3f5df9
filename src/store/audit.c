#include "store/audit.h"

#include "base/hash.h"
#include "store/store_sql.h"

static const str zeros = SC("0000000000000000000000000000000000000000000000000000000000000000");

err store_new_id(db_rw *db, arena *a, region_id region, int64_t *out) {
  sql_region_take_id_row row;
  TRY(sql_region_take_id(db, a, region, &row));
  *out = row.id;
  return NULL;
}

static void line(buf *b, str s) {
  buf_add(b, s);
  buf_char(b, '\n');
}

str audit_hash(arena *a, const audit_entry *e) {
  buf b = BUF(a);
  line(&b, S("takar-audit-1"));
  line(&b, str_fmt(a, "%lld %lld %lld %lld", (long long)e->chain, (long long)e->n, (long long)e->at.s, (long long)e->account));
  line(&b, e->name);
  line(&b, e->as);
  line(&b, e->action);
  line(&b, e->payload);
  line(&b, e->prev);
  return sha256_hex(a, buf_str(&b));
}

err audit_head(db_ro *db, arena *a, int64_t chain, int64_t *n, str *hash) {
  sql_audit_last_row *last;
  TRY(sql_audit_last(db, a, chain, &last));
  *n = last ? last->n : 0;
  *hash = last ? last->hash : zeros;
  return NULL;
}

/* The hash is taken over lines, so a name or a post that came with a line end keeps it as a space. */
static str one_line(arena *a, str s) {
  if (!s.p) return S("");
  if (str_find(s, S("\n")) < 0) return s;
  char *z = str_z(a, s);
  for (size_t i = 0; i < s.n; i++)
    if (z[i] == '\n') z[i] = ' ';
  return (str){z, s.n};
}

err audit_add(db_rw *db, arena *a, int64_t chain, instant at, const actor_mark *who, str action, str payload) {
  audit_entry e = {.chain = chain, .at = at, .account = who->account.v, .name = one_line(a, who->name), .as = one_line(a, who->as),
                   .action = action, .payload = one_line(a, payload)};
  TRY(audit_head(db_rw_ro(db), a, chain, &e.n, &e.prev));
  e.n++;
  e.hash = audit_hash(a, &e);
  return sql_audit_insert(db, a, chain, e.n, at, e.account, e.name, e.as, action, e.payload, e.prev, e.hash, NULL);
}

str audit_change(arena *a, str what, str old, str new_) {
  json j = JSON(a);
  json_open(&j, '{');
  json_kt(&j, S("hal"), what);
  json_kt(&j, S("lama"), old);
  json_kt(&j, S("baru"), new_);
  json_close(&j, '}');
  return json_str(&j);
}

static audit_entry entry_of(int64_t chain, const sql_audit_entries_row *r) {
  return (audit_entry){chain, r->n, r->at, r->account, r->name, r->acting, r->action, r->payload, r->prev, r->hash};
}

/* What is wrong with an entry that should follow (n, prev); absent when nothing is. */
static str fault_of(arena *a, const audit_entry *e, int64_t n, str prev) {
  if (e->n != n) return str_fmt(a, "entri %lld hilang", (long long)n);
  if (!str_eq(e->prev, prev)) return S("tidak menyambung dengan entri sebelumnya");
  if (!str_eq(audit_hash(a, e), e->hash)) return S("isinya diubah setelah dicatat");
  return STR_NONE;
}

err audit_heads_text(db_ro *db, arena *a, str *out) {
  sql_audit_heads_rows rows;
  buf b = BUF(a);
  TRY(sql_audit_heads(db, a, &rows));
  for (size_t i = 0; i < rows.n; i++)
    buf_fmt(&b, "%lld %lld %.*s\n", (long long)rows.v[i].chain, (long long)rows.v[i].n, STR_ARG(rows.v[i].hash));
  *out = buf_str(&b);
  return NULL;
}

/* Where a walk along a chain is. What a page holds is forgotten with it, so a long chain takes no more memory than a short one. */
typedef struct walk {
  int64_t chain, n;
  char prev[65];
  bool ended;
} walk;

enum { PAGE = 500 };

static err walk_page(db_ro *db, arena *a, arena *page, walk *w, audit_report *out) {
  sql_audit_entries_rows rows;
  TRY(sql_audit_entries(db, page, w->chain, w->n, PAGE, &rows));
  w->ended = rows.n < PAGE;
  for (size_t i = 0; i < rows.n; i++) {
    audit_entry e = entry_of(w->chain, &rows.v[i]);
    str fault = fault_of(page, &e, w->n + 1, str_of(w->prev));
    if (fault.p) {
      LIST_ADD(a, &out->faults, ((audit_fault){w->chain, w->n + 1, str_copy(a, fault)}));
      w->ended = true;
      return NULL;
    }
    w->n = e.n;
    snprintf(w->prev, sizeof w->prev, "%.*s", STR_ARG(e.hash));
    out->entries++;
  }
  return NULL;
}

static err verify_chain(db_ro *db, arena *a, int64_t chain, audit_report *out) {
  walk w = {.chain = chain};
  arena *page = arena_under(a, 0);
  snprintf(w.prev, sizeof w.prev, "%.*s", STR_ARG(zeros));
  while (!w.ended) {
    arena_reset(page);
    err e = walk_page(db, a, page, &w, out);
    if (e) return ERR_CAUSE(a, "%.*s", STR_ARG(e->cause));
  }
  return NULL;
}

err audit_verify(db_ro *db, arena *a, audit_report *out) {
  *out = (audit_report){0};
  sql_audit_chains_rows chains;
  TRY(sql_audit_chains(db, a, &chains));
  for (size_t i = 0; i < chains.n; i++) TRY(verify_chain(db, a, chains.v[i].chain, out));
  out->chains = (int64_t)chains.n;
  return NULL;
}

err audit_verify_chain(db_ro *db, arena *a, int64_t chain, audit_report *out) {
  *out = (audit_report){.chains = 1};
  return verify_chain(db, a, chain, out);
}
