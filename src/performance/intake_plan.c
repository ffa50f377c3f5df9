/* Rows of indicators with their targets and what they reached, in wide sheets (a column per quarter) and long ones (a row per quarter).
 * Contract: intake.h. A blank cell leaves what is there; a row without indicator and code, or with a name alone, is no row of the table. */
#include "base/hash.h"
#include "base/num.h"
#include "measure/finding.h"
#include "performance/intake.h"
#include "performance/performance_sql.h"
#include "performance/plan_year.h"

enum { PERIODS = 5 }; /* the year, and its quarters */

typedef struct plan_row {
  size_t row;
  const str_list *cells;
  office_id at;
  int64_t year, quarter;
  str code, name, unit, objective;
  const sql_indicator_by_code_row *have;        /* NULL: it is to be made */
  const sql_indicator_elsewhere_row *like;      /* the same in another year; may be NULL */
  enum direction direction;
  enum accumulation accumulation;
  str target[PERIODS], actual[PERIODS], medium; /* as stored; absent: not given */
} plan_row;

/* ---- reading ---- */

/* "II", "TW 2", "Triwulan II", "2"; the year: "", "0", "tahun". */
static bool quarter_of(arena *a, str text, int64_t *q) {
  static const char *const roman[] = {"i", "ii", "iii", "iv"};
  str s = str_lower(a, text);
  if (str_starts(s, S("triwulan"))) s = str_trim(str_from(s, 8));
  else if (str_starts(s, S("tw"))) s = str_trim(str_from(s, 2));
  *q = 0;
  if (!s.n || str_eq(s, S("tahun")) || str_eq(s, S("tahunan"))) return true;
  for (int i = 0; i < 4; i++)
    if (str_eq(s, str_of(roman[i]))) return *q = i + 1, true;
  return num_i64(s, 0, 4, q);
}

static str stored_of(arena *a, const number *n) { return n->kind == NUMBER_VALUE ? decimal_text(a, n->value) : n->text; }

static str target_at(intake_work *w, const plan_row *p, enum intake_column c) {
  str text = intake_cell(w, p->cells, c);
  number n = number_parse(text);
  if (n.kind == NUMBER_BLANK || n.kind == NUMBER_NOT_AVAILABLE) return STR_NONE;
  err e = number_parse_target(w->a, text, &n);
  bool word = n.kind == NUMBER_GRADE && p->direction != DIR_PREDIKAT, strange = n.unit.n && p->unit.n && !str_eq_nocase(n.unit, p->unit);
  if (e) intake_wrong(w, p->row, c, "%.*s", STR_ARG(e->user));
  else if (word) intake_wrong(w, p->row, c, "“%.*s” bukan angka. Predikat hanya untuk indikator dengan arah predikat.", STR_ARG(text));
  else if (strange) intake_wrong(w, p->row, c, "“%.*s” memuat “%.*s”. Tulis angkanya saja.", STR_ARG(text), STR_ARG(n.unit));
  return e || word || strange ? STR_NONE : stored_of(w->a, &n);
}

static str actual_at(intake_work *w, const plan_row *p, enum intake_column c) {
  str text = intake_cell(w, p->cells, c);
  number n = number_parse(text);
  decimal d;
  if (n.kind == NUMBER_BLANK || n.kind == NUMBER_NOT_AVAILABLE) return STR_NONE;
  if (p->direction == DIR_PREDIKAT) return target_at(w, p, c);
  err e = number_parse_input(w->a, text, &d);
  if (e) intake_wrong(w, p->row, c, "%.*s", STR_ARG(e->user));
  return e ? STR_NONE : decimal_text(w->a, d);
}

static void values(intake_work *w, plan_row *p) {
  str typed = intake_cell(w, p->cells, COLUMN_QUARTER);
  if (!quarter_of(w->a, typed, &p->quarter))
    intake_wrong(w, p->row, COLUMN_QUARTER, "Triwulan “%.*s” tidak dikenal. Tulis I, II, III atau IV; kosong untuk setahun.", STR_ARG(typed));
  p->medium = target_at(w, p, COLUMN_MEDIUM);
  for (int q = 1; q < PERIODS; q++) {
    p->target[q] = target_at(w, p, (enum intake_column)(COLUMN_TARGET_1 + q - 1));
    p->actual[q] = actual_at(w, p, (enum intake_column)(COLUMN_ACTUAL_1 + q - 1));
  }
  str target = target_at(w, p, COLUMN_TARGET), actual = actual_at(w, p, COLUMN_ACTUAL);
  if (target.p) p->target[p->quarter] = target;
  if (actual.p) p->actual[p->quarter] = actual;
}

/* ---- which indicator ---- */

static err like_by_name(intake_work *w, const plan_row *p, sql_indicator_elsewhere_row **out) {
  sql_indicator_named_elsewhere_row *r;
  *out = NULL;
  TRY(sql_indicator_named_elsewhere(w->ro, w->a, p->at, p->name, p->year, &r));
  if (!r) return NULL;
  *out = NEW(w->a, sql_indicator_elsewhere_row);
  **out = (sql_indicator_elsewhere_row){r->id, r->title, r->code, r->name, r->unit, r->direction, r->accumulation, r->definition, r->source, r->owner};
  return NULL;
}

static err find_as_named(intake_work *w, plan_row *p) {
  sql_indicator_by_code_row *have = NULL;
  sql_indicator_by_name_row *named = NULL;
  sql_indicator_elsewhere_row *like = NULL;
  if (p->code.n) TRY(sql_indicator_by_code(w->ro, w->a, p->at, p->year, p->code, &have));
  else TRY(sql_indicator_by_name(w->ro, w->a, p->at, p->year, p->name, &named));
  if (named) {
    have = NEW(w->a, sql_indicator_by_code_row);
    *have = (sql_indicator_by_code_row){named->id, named->objective, named->code, named->name, named->direction, named->target, named->medium_target};
  }
  if (!have && p->code.n) TRY(sql_indicator_elsewhere(w->ro, w->a, p->at, p->code, p->year, &like));
  if (!have && !p->code.n) TRY(like_by_name(w, p, &like));
  p->have = have;
  p->like = like;
  return NULL;
}

/* "Indeks Pelayanan (Nilai)": forms without a column for the unit put it behind the name. */
static bool unit_behind(plan_row *p) {
  size_t i = p->name.n;
  if (!str_ends(p->name, S(")"))) return false;
  while (i > 0 && p->name.p[i - 1] != '(') i--;
  str unit = str_trim(str_sub(p->name, i, p->name.n - i - 1)), name = i > 1 ? str_trim(str_sub(p->name, 0, i - 1)) : STR_NONE;
  if (!unit.n || !name.n) return false;
  p->unit = unit;
  p->name = name;
  return true;
}

static err find(intake_work *w, plan_row *p) {
  TRY(find_as_named(w, p));
  if (p->have || p->like || p->code.n || p->unit.n || !unit_behind(p)) return NULL;
  return find_as_named(w, p);
}

/* What is said of the direction: in the sheet, else of the indicator that is there, else what its name tells. */
static void formula(intake_work *w, plan_row *p) {
  str typed = intake_cell(w, p->cells, COLUMN_DIRECTION), how = intake_cell(w, p->cells, COLUMN_ACCUMULATION);
  measure_rules rules = measure_rules_default();
  number target = number_parse(intake_cell(w, p->cells, COLUMN_TARGET)), actual = NUMBER_NONE;
  str known = p->have ? p->have->direction : p->like ? p->like->direction : STR_NONE;
  p->accumulation = AKUM_TERAKHIR;
  if (typed.n && !direction_parse(typed, &p->direction)) intake_wrong(w, p->row, COLUMN_DIRECTION, "Arah “%.*s” tidak dikenal.", STR_ARG(typed));
  if (known.p && !direction_parse(known, &p->direction)) p->direction = DIR_NAIK;
  if (!typed.n && !known.p) finding_direction(&rules, p->name, &target, &actual, &p->direction);
  if (p->like && !accumulation_parse(p->like->accumulation, &p->accumulation)) p->accumulation = AKUM_TERAKHIR;
  if (how.n && !accumulation_parse(how, &p->accumulation)) intake_wrong(w, p->row, COLUMN_ACCUMULATION, "Akumulasi “%.*s” tidak dikenal.", STR_ARG(how));
}

/* An indicator that is not there is made, from another year or from what the row says of it. */
static void check_new(intake_work *w, const plan_row *p) {
  if (p->have) return;
  if (w->locks->running)
    intake_wrong(w, p->row, COLUMN_INDICATOR, "Indikator ini belum ada, dan indikator tahun %d sedang dilaporkan: sebuah siklus sudah melewati analisis.", (int)p->year);
  if (p->like) return;
  if (!p->name.n) intake_wrong(w, p->row, COLUMN_CODE, "Indikator dengan kode %.*s tidak ada di tahun mana pun; isi nama, satuan dan sasarannya.", STR_ARG(p->code));
  else if (!p->objective.n || !p->unit.n)
    intake_wrong(w, p->row, COLUMN_INDICATOR, "Indikator “%.*s” belum ada di tahun %d. Isi sasaran dan satuannya agar dapat ditambahkan.", STR_ARG(p->name), (int)p->year);
}

/* ---- what may not be changed ---- */

static str given(arena *a, str stored) {
  decimal d;
  return !stored.p ? S("–") : decimal_parse(stored, &d) ? decimal_id(a, d, d.scale) : stored;
}

static err target_now(db_ro *db, arena *a, indicator_id id, str year_target, int q, str *out) {
  sql_target_of_row *r;
  *out = year_target;
  if (q == 0) return NULL;
  TRY(sql_target_of(db, a, id, q, &r));
  *out = r ? r->value : STR_NONE;
  return NULL;
}

/* Stored as a decimal, or as it was typed. */
static bool plain(str stored, decimal *d) {
  number n;
  if (decimal_parse(stored, d)) return true;
  n = number_parse(stored);
  *d = n.value;
  return n.kind == NUMBER_VALUE;
}

/* "91", "91.00" and "91,00" say the same. */
static bool same(str x, str y) {
  decimal one, two;
  if (plain(x, &one) && plain(y, &two)) return decimal_cmp(one, two) == 0;
  return (x.p != NULL) == (y.p != NULL) && str_eq(x, y);
}

static enum intake_column column_of(enum intake_column single, enum intake_column first, const intake_work *w, int64_t quarter, int q) {
  if (q == quarter && w->l->at[single] != INTAKE_NOWHERE) return single;
  return q ? (enum intake_column)((int)first + q - 1) : single;
}

/* Why a year's plan may not be changed; absent when it may. */
static err closed(intake_work *w, const plan_row *p, str *why) {
  err e = plan_year_open(w->ro, w->a, p->at, p->year);
  *why = e && e->code == ERR_GATE ? e->user : STR_NONE;
  return why->p ? NULL : e;
}

/* The year's target stands for every quarter that has none of its own. */
static err check_lock(intake_work *w, const plan_row *p, int q) {
  const plan_locks *l = w->locks;
  str now, why = l->reason[q];
  TRY(target_now(w->ro, w->a, p->have->id, p->have->target, q, &now));
  if (same(now, p->target[q])) return NULL;
  if (!why.p) TRY(closed(w, p, &why));
  for (int k = 1; q == 0 && k < PERIODS && !why.p; k++) {
    str own = STR_NONE;
    if (l->reason[k].p) TRY(target_now(w->ro, w->a, p->have->id, STR_NONE, k, &own));
    if (l->reason[k].p && !own.p) why = l->reason[k];
  }
  if (why.p) intake_wrong(w, p->row, column_of(COLUMN_TARGET, COLUMN_TARGET_1, w, p->quarter, q), "%.*s", STR_ARG(why));
  return NULL;
}

/* A period that a cycle ran belongs to the cycle. */
static err check_past(intake_work *w, const plan_row *p, int q) {
  sql_cycles_in_row ran;
  sql_figure_in_row *there = NULL;
  enum intake_column c = column_of(COLUMN_ACTUAL, COLUMN_ACTUAL_1, w, p->quarter, q);
  if (p->year > date_ymd(instant_local(w->now, 420).day).y) {
    intake_wrong(w, p->row, c, "Tahun %d belum berjalan; realisasinya belum dapat diisi.", (int)p->year);
    return NULL;
  }
  TRY(sql_cycles_in(w->ro, w->a, p->at, p->year, q, &ran));
  if (!ran.n) return NULL;
  if (p->have) TRY(sql_figure_in(w->ro, w->a, p->at, p->year, q, p->have->id, &there));
  if (there && same(there->value, p->actual[q])) return NULL;
  intake_wrong(w, p->row, c, "Periode ini diukur lewat siklus%s. Ubah realisasinya di siklus itu.",
               there ? str_z(w->a, STR_CAT(w->a, S(", realisasinya "), given(w->a, there->value))) : "");
  return NULL;
}

static err check_version(intake_work *w, const plan_row *p) {
  str seen = intake_cell(w, p->cells, COLUMN_VERSION), now;
  if (!seen.n) return NULL;
  if (!p->have) {
    intake_wrong(w, p->row, COLUMN_VERSION, "Indikator ini sudah dihapus sejak templat dibuat.");
    return NULL;
  }
  TRY(intake_plan_mark(w->ro, w->a, p->have->id, p->have->target, p->have->medium_target, &now));
  if (!str_eq_nocase(now, seen))
    intake_wrong(w, p->row, COLUMN_VERSION, "Target indikator ini diubah orang lain sejak templat dibuat (setahun: %.*s). Unduh templat yang baru.",
                 STR_ARG(given(w->a, p->have->target)));
  return NULL;
}

err intake_plan_mark(db_ro *db, arena *a, indicator_id id, str target, str medium, str *mark) {
  buf b = BUF(a);
  for (int q = 0; q < PERIODS; q++) {
    str now;
    TRY(target_now(db, a, id, target, q, &now));
    buf_fmt(&b, "%.*s;", STR_ARG(now));
  }
  buf_add(&b, medium);
  *mark = STR_CAT(a, S("v"), str_sub(sha256_hex(a, buf_str(&b)), 0, 8)); /* a letter first, so that no spreadsheet takes it for a number */
  return NULL;
}

static err check(intake_work *w, plan_row *p) {
  str why = STR_NONE;
  check_new(w, p);
  if (!p->have) TRY(closed(w, p, &why));
  if (why.p) intake_wrong(w, p->row, COLUMN_INDICATOR, "%.*s", STR_ARG(why));
  TRY(check_version(w, p));
  for (int q = 0; q < PERIODS; q++) {
    if (p->target[q].p && p->have) TRY(check_lock(w, p, q));
    if (p->actual[q].p) TRY(check_past(w, p, q));
  }
  str key = str_fmt(w->a, "%lld %d %d %.*s", (long long)p->at.v, (int)p->year, (int)p->quarter, STR_ARG(p->code.n ? p->code : p->name));
  size_t twice = intake_seen_before(w, key, p->row);
  if (twice) intake_wrong(w, p->row, p->code.n ? COLUMN_CODE : COLUMN_INDICATOR, "Indikator ini sudah ada di baris %zu untuk periode yang sama.", twice);
  return NULL;
}

/* ---- applying ---- */

static err objective_for(intake_work *w, const plan_row *p, str title, objective_id *out) {
  sql_objective_by_title_row *r;
  sql_objective_next_row next;
  TRY(sql_objective_by_title(w->ro, w->a, p->at, p->year, title, &r));
  if (r) return *out = r->id, NULL;
  TRY(sql_objective_next(w->ro, w->a, p->at, p->year, &next));
  TRY(store_new_id(w->rw, w->a, id_region(p->at.v), &out->v));
  return sql_objective_insert(w->rw, w->a, *out, p->at, p->year, next.no, title, NULL);
}

static str first_of(str x, str y) { return x.n ? x : y.p ? y : S(""); }

/* Makes the indicator; p->have is set. */
static err make(intake_work *w, plan_row *p) {
  static const sql_indicator_elsewhere_row nothing;
  const sql_indicator_elsewhere_row *like = p->like ? p->like : &nothing;
  objective_id objective;
  sql_indicator_next_row next;
  indicator_id id;
  TRY(objective_for(w, p, first_of(p->objective, like->title), &objective));
  TRY(sql_indicator_next(w->ro, w->a, objective, &next));
  TRY(store_new_id(w->rw, w->a, id_region(p->at.v), &id.v));
  str code = first_of(p->code, like->code);
  if (!code.n) code = str_fmt(w->a, "IK-%lld", (long long)(id.v & 0xffffffff));
  str name = first_of(p->name, like->name), unit = first_of(p->unit, like->unit);
  TRY(sql_indicator_insert(w->rw, w->a, id, objective, p->at, p->year, code, next.no, name, unit, direction_code(p->direction),
                           accumulation_code(p->accumulation), first_of(STR_NONE, like->definition), first_of(STR_NONE, like->source), like->owner,
                           STR_NONE, STR_NONE, STR_NONE, S(""), NULL));
  sql_indicator_by_code_row *have = NEW(w->a, sql_indicator_by_code_row);
  *have = (sql_indicator_by_code_row){.id = id, .objective = objective, .code = code, .name = name};
  p->have = have;
  return NULL;
}

typedef struct story { arena *a; buf old, new_; } story; /* of one row, for the chain */

static void tell(story *s, str what, str old, str new_) {
  const char *gap = s->new_.n ? "; " : "";
  buf_fmt(&s->old, "%s%.*s %.*s", gap, STR_ARG(what), STR_ARG(given(s->a, old)));
  buf_fmt(&s->new_, "%s%.*s %.*s", gap, STR_ARG(what), STR_ARG(given(s->a, new_)));
}

static str period(arena *a, const char *what, int q) {
  return q ? STR_CAT(a, str_of(what), S(" triwulan "), date_roman_month(q)) : STR_CAT(a, str_of(what), S(" setahun"));
}

static err put_target(intake_work *w, const plan_row *p, int q, story *s) {
  str now;
  TRY(target_now(w->ro, w->a, p->have->id, p->have->target, q, &now));
  if (same(now, p->target[q])) return NULL;
  tell(s, period(w->a, "target", q), now, p->target[q]);
  if (q) return sql_target_put(w->rw, w->a, p->have->id, q, p->target[q], NULL);
  return sql_indicator_target(w->rw, w->a, p->have->id, p->target[q], NULL);
}

static err put_past(intake_work *w, const plan_row *p, int q, story *s) {
  sql_past_of_row *now;
  sql_cycles_in_row ran;
  TRY(sql_cycles_in(w->ro, w->a, p->at, p->year, q, &ran));
  if (ran.n) return NULL; /* the cycle says the same */
  TRY(sql_past_of(w->ro, w->a, p->have->id, q, &now));
  if (now && same(now->value, p->actual[q])) return NULL;
  tell(s, period(w->a, "realisasi", q), now ? now->value : STR_NONE, p->actual[q]);
  return sql_past_put(w->rw, w->a, p->have->id, q, p->actual[q], NULL);
}

static err put(intake_work *w, plan_row *p) {
  story s = {w->a, BUF(w->a), BUF(w->a)};
  bool fresh = !p->have;
  if (fresh) TRY(make(w, p));
  if (p->medium.p && !same(p->medium, p->have->medium_target)) {
    tell(&s, S("target akhir Renstra"), p->have->medium_target, p->medium);
    TRY(sql_indicator_medium(w->rw, w->a, p->have->id, p->medium, NULL));
  }
  for (int q = 0; q < PERIODS; q++) {
    if (p->target[q].p) TRY(put_target(w, p, q, &s));
    if (p->actual[q].p) TRY(put_past(w, p, q, &s));
  }
  if (!fresh && !s.new_.n) return NULL;
  w->changed++;
  actor_mark by = actor_mark_at(w->a, w->who, p->at);
  str what = STR_CAT(w->a, p->have->code, S(" "), p->have->name, str_fmt(w->a, " (%d)", (int)p->year));
  return audit_add(w->rw, w->a, p->at.v, w->now, &by, fresh ? S("indikator.impor") : S("data.impor"),
                   audit_change(w->a, what, fresh ? STR_NONE : buf_str(&s.old), buf_str(&s.new_)));
}

/* A text below the table that stands in the column of indicators: a date, a signature. */
static bool says_nothing(const intake_work *w, const plan_row *p) {
  bool some = p->unit.n > 0;
  for (int c = COLUMN_TARGET; c <= COLUMN_ACTUAL_4; c++) some = some || intake_cell(w, p->cells, (enum intake_column)c).n > 0;
  return !some;
}

err intake_plan_row(intake_work *w, size_t row, const str_list *cells) {
  plan_row p = {.row = row, .cells = cells, .code = intake_cell(w, cells, COLUMN_CODE), .name = intake_cell(w, cells, COLUMN_INDICATOR),
                .unit = intake_cell(w, cells, COLUMN_UNIT)};
  int64_t before = w->n_faults;
  bool good;
  p.objective = intake_cell(w, cells, COLUMN_OBJECTIVE);
  if (p.objective.n && !str_eq(p.objective, w->carried)) w->carried = str_copy(w->keep, p.objective);
  if (!p.objective.n) p.objective = w->carried; /* joined over several rows */
  if (!p.code.n && (!p.name.n || says_nothing(w, &p))) return w->skipped++, NULL;
  TRY(intake_place(w, row, cells, &p.at, &p.year, &good));
  if (!good) return NULL;
  TRY(find(w, &p));
  formula(w, &p);
  values(w, &p);
  TRY(check(w, &p));
  return w->n_faults == before && w->rw ? put(w, &p) : NULL;
}
