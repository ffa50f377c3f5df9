/* The section "performance" of a world: objectives, indicators with their targets, and the budget of an office's year. */
#include "cli/world_parts.h"
#include "measure/measure.h"
#include "measure/number.h"
#include "performance/components.h"
#include "performance/performance_sql.h"

typedef struct place {
  office_id office;
  int64_t year;
} place;

static str absent_if_empty(str s) { return s.n ? s : STR_NONE; }

/* Text of a number as people write it; absent when empty. */
static str number_text(world *w, const node *n, const char *key) {
  str s = tree_text(&w->c, n, key);
  number v;
  err wrong = number_parse_target(w->a, s, &v);
  if (wrong) COMPLAIN(&w->c, source_get(n, str_of(key)), "“%s”: %.*s", key, STR_ARG(wrong->user));
  return absent_if_empty(s);
}

static err load_targets(world *w, const node *list, indicator_id id) {
  if (list && list->n != 4) COMPLAIN(&w->c, list, "“quarters” berisi target empat triwulan.");
  for (size_t i = 0; list && list->n == 4 && i < 4; i++)
    TRY(sql_target_put(w->db, w->a, id, (int64_t)i + 1, absent_if_empty(list->items[i]->text), NULL));
  return NULL;
}

static err load_indicator(world *w, const node *n, const place *p, objective_id objective, int64_t no) {
  static const char *const keys[] = {"code",  "name",   "unit",     "direction",     "accumulation", "definition", "source",
                                     "owner", "target", "quarters", "medium_target", "national",     "note",       "computed",
                                     "parts", "formula", "weight", NULL};
  if (!source_keys(&w->c, n, keys)) return NULL;
  indicator_id id;
  position_id owner = {0};
  enum direction d;
  enum accumulation k;
  str direction = tree_need(&w->c, n, "direction"), accumulation = tree_need(&w->c, n, "accumulation"), code = tree_text(&w->c, n, "owner");
  if (direction.n && !direction_parse(direction, &d)) COMPLAIN(&w->c, n, "Arah “%.*s” tidak dikenal.", STR_ARG(direction));
  if (accumulation.n && !accumulation_parse(accumulation, &k)) COMPLAIN(&w->c, n, "Jenis akumulasi “%.*s” tidak dikenal.", STR_ARG(accumulation));
  enum computation computed = HITUNG_LANGSUNG;
  str how = tree_text(&w->c, n, "computed"), parts = S("");
  const node *names = tree_list(&w->c, n, "parts");
  if (how.n && !computation_parse(how, &computed)) COMPLAIN(&w->c, n, "Hitungan “%.*s” tidak dikenal.", STR_ARG(how));
  if (computed == HITUNG_RASIO && (!names || names->n != 2)) COMPLAIN(&w->c, n, "“parts” dari sebuah rasio berisi pembilang dan penyebut.");
  for (size_t i = 0; names && i < names->n; i++) parts = STR_CAT(w->a, parts, i ? S("\n") : S(""), names->items[i]->text);
  if (code.n) TRY(world_position(w, n, p->office, code, &owner));
  TRY(store_new_id(w->db, w->a, w->region, &id.v));
  TRY(sql_indicator_insert(w->db, w->a, id, objective, p->office, p->year, tree_need(&w->c, n, "code"), no, tree_need(&w->c, n, "name"),
                           tree_need(&w->c, n, "unit"), direction, accumulation, tree_text(&w->c, n, "definition"),
                           tree_text(&w->c, n, "source"), owner, number_text(w, n, "target"), number_text(w, n, "medium_target"),
                           number_text(w, n, "national"), tree_text(&w->c, n, "note"), NULL));
  TRY(sql_indicator_counted(w->db, w->a, id, computation_code(computed), parts, tree_text(&w->c, n, "formula"), tree_decimal(&w->c, n, "weight"), NULL));
  return load_targets(w, tree_list(&w->c, n, "quarters"), id);
}

static err load_objective(world *w, const node *n, const place *p, int64_t no, objective_id *id) {
  static const char *const keys[] = {"title", "indicators", NULL};
  *id = (objective_id){0};
  if (!source_keys(&w->c, n, keys)) return NULL;
  TRY(store_new_id(w->db, w->a, w->region, &id->v));
  TRY(sql_objective_insert(w->db, w->a, *id, p->office, p->year, no, tree_need(&w->c, n, "title"), NULL));
  const node *list = tree_list(&w->c, n, "indicators");
  for (size_t i = 0; list && i < list->n; i++) TRY(load_indicator(w, list->items[i], p, *id, (int64_t)i + 1));
  return NULL;
}

static err load_spent(world *w, const node *list, const place *p, str code) {
  if (list && list->n > 4) COMPLAIN(&w->c, list, "“spent” berisi belanja tiap triwulan, paling banyak empat.");
  for (size_t i = 0; list && i < list->n && i < 4; i++) {
    decimal amount;
    if (!decimal_parse(list->items[i]->text, &amount)) COMPLAIN(&w->c, list->items[i], "“%.*s” bukan angka.", STR_ARG(list->items[i]->text));
    else TRY(sql_spent_put(w->db, w->a, p->office, p->year, code, (int64_t)i + 1, amount, NULL));
  }
  return NULL;
}

static err load_budget(world *w, const node *n, const place *p, const objective_id *objectives, int64_t count) {
  static const char *const keys[] = {"code", "name", "ceiling", "revised", "spent", "objective", NULL};
  if (!source_keys(&w->c, n, keys)) return NULL;
  int64_t no = tree_int(&w->c, n, "objective", 0);
  if (no < 0 || no > count) COMPLAIN(&w->c, n, "Sasaran nomor %d tidak ada.", (int)no);
  objective_id of = no > 0 && no <= count ? objectives[no - 1] : (objective_id){0};
  TRY(sql_budget_put(w->db, w->a, p->office, p->year, tree_need(&w->c, n, "code"), tree_need(&w->c, n, "name"), tree_decimal(&w->c, n, "ceiling"),
                     tree_decimal(&w->c, n, "revised"), of, NULL));
  return load_spent(w, tree_list(&w->c, n, "spent"), p, tree_need(&w->c, n, "code"));
}

static err load_year(world *w, const node *n) {
  static const char *const keys[] = {"office", "year", "objectives", "budget", NULL};
  if (!source_keys(&w->c, n, keys)) return NULL;
  place p = {.year = tree_int(&w->c, n, "year", 0)};
  TRY(world_office(w, n, "office", &p.office));
  if (p.year < 2000 || p.year > 2100) COMPLAIN(&w->c, n, "“year” harus dari 2000 sampai 2100.");
  if (!p.office.v) return NULL;
  const node *objectives = tree_list(&w->c, n, "objectives"), *budget = tree_list(&w->c, n, "budget");
  size_t count = objectives ? objectives->n : 0;
  objective_id *ids = NEW_N(w->a, objective_id, count + 1);
  for (size_t i = 0; i < count; i++) TRY(load_objective(w, objectives->items[i], &p, (int64_t)i + 1, &ids[i]));
  for (size_t i = 0; budget && i < budget->n; i++) TRY(load_budget(w, budget->items[i], &p, ids, (int64_t)count));
  return NULL;
}

err world_performance(world *w, const node *list) {
  for (size_t i = 0; i < list->n; i++) TRY(load_year(w, list->items[i]));
  return NULL;
}
