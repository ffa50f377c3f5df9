#include "cli/tree.h"

#include "base/num.h"

static const node *scalar(complaints *c, const node *map, const char *key) {
  const node *n = source_get(map, str_of(key));
  if (!n || n->kind == NODE_TEXT) return n;
  COMPLAIN(c, n, "“%s” harus berupa satu nilai.", key);
  return NULL;
}

str tree_text(complaints *c, const node *map, const char *key) {
  const node *n = scalar(c, map, key);
  return n ? n->text : S("");
}

str tree_need(complaints *c, const node *map, const char *key) {
  str s = tree_text(c, map, key);
  if (!s.n) COMPLAIN(c, map, "“%s” wajib diisi.", key);
  return s;
}

int64_t tree_int(complaints *c, const node *map, const char *key, int64_t otherwise) {
  const node *n = scalar(c, map, key);
  int64_t v;
  if (!n || !n->text.n) return otherwise;
  if (num_i64(n->text, INT64_MIN, INT64_MAX, &v)) return v;
  COMPLAIN(c, n, "“%s” harus bilangan bulat.", key);
  return otherwise;
}

date tree_date(complaints *c, const node *map, const char *key) {
  const node *n = scalar(c, map, key);
  date d;
  if (!n || !n->text.n) return DATE_NONE;
  if (date_parse(n->text, &d)) return d;
  COMPLAIN(c, n, "“%s” harus tanggal, misalnya 2026-01-31.", key);
  return DATE_NONE;
}

decimal tree_decimal(complaints *c, const node *map, const char *key) {
  const node *n = scalar(c, map, key);
  decimal d;
  if (!n || !n->text.n) return DECIMAL_NONE;
  if (decimal_parse(n->text, &d)) return d;
  COMPLAIN(c, n, "“%s” harus bilangan.", key);
  return DECIMAL_NONE;
}

instant tree_instant(complaints *c, const node *map, const char *key, int zone) {
  const node *n = scalar(c, map, key);
  instant t;
  if (!n || !n->text.n) return INSTANT_NONE;
  if (instant_parse(n->text, zone, &t)) return t;
  COMPLAIN(c, n, "“%s” harus saat, misalnya 2026-01-05 08.00.", key);
  return INSTANT_NONE;
}

static const node *of_kind(complaints *c, const node *map, const char *key, enum node_kind kind, const char *words) {
  const node *n = source_get(map, str_of(key));
  if (!n || (n->kind == NODE_TEXT && !n->text.n)) return NULL;
  if (n->kind == kind) return n;
  COMPLAIN(c, n, "“%s” harus %s.", key, words);
  return NULL;
}

const node *tree_list(complaints *c, const node *map, const char *key) { return of_kind(c, map, key, NODE_LIST, "daftar (- …)"); }
const node *tree_map(complaints *c, const node *map, const char *key) { return of_kind(c, map, key, NODE_MAP, "berisi “kunci: nilai”"); }
