#include "performance/plan_edit.h"

#include "base/num.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "performance/plan_part.h"
#include "performance/plan_year.h"

/* ---- locks ---- */

err plan_locks_of(db_ro *db, arena *a, office_id at, int64_t year, plan_locks *out) {
  sql_cycles_past_analysis_rows rows;
  *out = (plan_locks){0};
  TRY(sql_cycles_past_analysis(db, a, at, year, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_cycles_past_analysis_row *r = &rows.v[i];
    bool running = str_eq(r->state, S("berjalan"));
    out->any = true;
    out->running = out->running || running;
    if (r->quarter < 0 || r->quarter > 4) continue;
    str period = r->quarter ? str_fmt(a, "triwulan %.*s", STR_ARG(date_roman_month((int)r->quarter))) : S("tahunan");
    out->reason[r->quarter] = running ? str_fmt(a, "Target terkunci: siklus %.*s sudah di langkah %d, datanya sudah dianalisis.", STR_ARG(period), (int)r->no)
                                      : str_fmt(a, "Target terkunci: siklus %.*s sudah selesai dilaporkan.", STR_ARG(period));
  }
  return NULL;
}

/* The year's target stands for every quarter that has none of its own. */
static void add_locks(const plan_locks *l, target_line *row) {
  row->locked[0] = l->reason[0];
  for (int q = 1; q <= 4; q++) {
    row->locked[q] = l->reason[q];
    if (l->reason[q].p && !row->target[q].p && !row->locked[0].p) row->locked[0] = l->reason[q];
  }
}

/* The revised targets of quarters that end before the revision mean nothing. */
static void add_revised_locks(arena *a, const plan_year *y, target_line *row) {
  for (int q = 0; q <= 4; q++) {
    row->revised_locked[q] = row->locked[q];
    if (!y->revised_quarter) row->revised_locked[q] = S("Catat dulu PK perubahan dengan tanggal berlakunya.");
    else if (q && q < y->revised_quarter)
      row->revised_locked[q] = str_fmt(a, "PK perubahan berlaku mulai triwulan %.*s.", STR_ARG(date_roman_month(y->revised_quarter)));
  }
}

str target_field(arena *a, indicator_id id, int quarter, bool revised) {
  return str_fmt(a, "%s.%lld.%d", revised ? "p" : "t", (long long)id.v, quarter);
}

static str as_typed(arena *a, str stored) {
  decimal d;
  if (!stored.p) return STR_NONE;
  return decimal_parse(stored, &d) ? decimal_id(a, d, d.scale) : stored;
}

err target_lines_of(db_ro *db, arena *a, office_id at, int64_t year, target_lines *out) {
  plan_locks locks;
  indicators all;
  sql_targets_of_rows targets;
  plan_year agreement;
  *out = (target_lines){0};
  TRY(plan_year_of(db, a, at, year, &agreement));
  TRY(plan_locks_of(db, a, at, year, &locks));
  TRY(performance_indicators(db, a, at, year, 0, &all));
  TRY(sql_targets_of(db, a, at, year, &targets));
  for (size_t i = 0; i < all.n; i++) {
    sql_indicator_by_id_row *r;
    target_line row = {.of = all.v[i]};
    TRY(sql_indicator_by_id(db, a, row.of.id, &r));
    row.target[0] = as_typed(a, r->target);
    row.revised[0] = as_typed(a, r->target_revised);
    for (size_t k = 0; k < targets.n; k++) {
      const sql_targets_of_row *t = &targets.v[k];
      if (t->indicator.v != row.of.id.v || t->quarter < 1 || t->quarter > 4) continue;
      row.target[t->quarter] = as_typed(a, t->value);
      row.revised[t->quarter] = as_typed(a, t->revised);
    }
    add_locks(&locks, &row);
    add_revised_locks(a, &agreement, &row);
    LIST_ADD(a, out, row);
  }
  return NULL;
}

/* ---- common ---- */

str plan_typed(const fields *f, const char *name) {
  str v = str_trim(fields_get(f, str_of(name)));
  return v.p ? v : S("");
}

err plan_may(const plan_edit *e) {
  if (actor_keeps_office(e->who, e->office)) return NULL;
  if (!actor_sees_office(e->who, e->office)) return ERR(e->a, NOT_FOUND, "Perangkat daerah ini tidak ada.");
  return ERR(e->a, FORBIDDEN, "Data kinerja diubah Sekretaris, Kasubag Perencanaan atau administrator.");
}

err plan_allowed(const plan_edit *e) {
  TRY(plan_may(e));
  return plan_year_open(db_rw_ro(e->db), e->a, e->office, e->year);
}

err plan_note(const plan_edit *e, const char *action, str what, str old, str new_) {
  if (old.p && new_.p && str_eq(old, new_)) return NULL;
  actor_mark by = actor_mark_at(e->a, e->who, e->office);
  return audit_add(e->db, e->a, e->office.v, e->now, &by, str_of(action), audit_change(e->a, STR_CAT(e->a, what, str_fmt(e->a, " (%d)", (int)e->year)), old, new_));
}

int64_t plan_id_in(const fields *f, const char *name) {
  int64_t id;
  return num_i64(plan_typed(f, name), 1, INT64_MAX, &id) ? id : 0;
}

/* Indicators come and go only while nobody writes a report about them. */
static err not_reporting(const plan_edit *e) {
  plan_locks l;
  TRY(plan_locks_of(db_rw_ro(e->db), e->a, e->office, e->year, &l));
  if (!l.running) return NULL;
  return ERR(e->a, GATE, "Indikator tahun %d sedang dilaporkan: sebuah siklus sudah melewati analisis. Ubah setelah siklus itu selesai.", (int)e->year);
}

static str number_text(arena *a, const number *n) {
  return n->kind == NUMBER_BLANK ? STR_NONE : n->kind == NUMBER_VALUE ? decimal_text(a, n->value) : n->text;
}

/* A target as it is stored, absent for blank; a mistake becomes a point. */
static str target_in(const plan_edit *e, err wrong, const fields *f, const char *name) {
  number n;
  err bad = number_parse_target(e->a, plan_typed(f, name), &n);
  if (bad) err_at(e->a, wrong, str_of(name), bad->user);
  return bad ? STR_NONE : number_text(e->a, &n);
}

err plan_wrong(arena *a) { return ERR(a, INPUT, "Ada isian yang perlu diperbaiki."); }

void plan_need(const plan_edit *e, err wrong, const fields *f, const char *name, const char *what) {
  if (!plan_typed(f, name).n) err_at(e->a, wrong, str_of(name), str_fmt(e->a, "Isi %s.", what));
}

/* ---- objectives ---- */

static err objective_of(const plan_edit *e, objective_id id, sql_objective_by_id_row **out) {
  TRY(sql_objective_by_id(db_rw_ro(e->db), e->a, id, out));
  if (!*out || (*out)->office.v != e->office.v || (*out)->year != e->year) return ERR(e->a, NOT_FOUND, "Sasaran ini tidak ada.");
  return NULL;
}

static err number_free(const plan_edit *e, objective_id self, int64_t no) {
  sql_objectives_of_rows rows;
  TRY(sql_objectives_of(db_rw_ro(e->db), e->a, e->office, e->year, &rows));
  for (size_t i = 0; i < rows.n; i++)
    if (rows.v[i].no == no && rows.v[i].id.v != self.v)
      return ERR_FIELD(e->a, S("nomor"), "Nomor %d sudah dipakai sasaran “%.*s”.", (int)no, STR_ARG(rows.v[i].title));
  return NULL;
}

err plan_objective_put(const plan_edit *e, objective_id id, const fields *f) {
  sql_objective_by_id_row *old = NULL;
  int64_t no;
  str title = plan_typed(f, "sasaran");
  TRY(plan_allowed(e));
  if (id.v) TRY(objective_of(e, id, &old));
  err wrong = plan_wrong(e->a);
  if (!num_i64(plan_typed(f, "nomor"), 1, 99, &no)) err_at(e->a, wrong, S("nomor"), S("Nomor sasaran adalah bilangan 1 sampai 99."));
  plan_need(e, wrong, f, "sasaran", "sasaran strategis");
  if (wrong->points.n) return wrong;
  TRY(number_free(e, id, no));
  if (old) TRY(sql_objective_update(e->db, e->a, id, no, title, NULL));
  else {
    TRY(store_new_id(e->db, e->a, id_region(e->office.v), &id.v));
    TRY(sql_objective_insert(e->db, e->a, id, e->office, e->year, no, title, NULL));
  }
  return plan_note(e, old ? "sasaran.ubah" : "sasaran.tambah", str_fmt(e->a, "sasaran %d", (int)no), old ? old->title : STR_NONE, title);
}

err plan_objective_remove(const plan_edit *e, objective_id id) {
  sql_objective_by_id_row *old;
  indicators all;
  TRY(plan_allowed(e));
  TRY(objective_of(e, id, &old));
  TRY(performance_indicators(db_rw_ro(e->db), e->a, e->office, e->year, 0, &all));
  for (size_t i = 0; i < all.n; i++)
    if (all.v[i].objective.v == id.v) return ERR(e->a, GATE, "Sasaran ini masih mempunyai indikator. Hapus atau pindahkan dulu indikatornya.");
  TRY(sql_objective_delete(e->db, e->a, id, NULL));
  return plan_note(e, "sasaran.hapus", str_fmt(e->a, "sasaran %d", (int)old->no), old->title, STR_NONE);
}

/* ---- indicators ---- */

typedef struct indicator_text {
  objective_id objective;
  position_id owner;
  str code, name, unit, direction, accumulation, definition, source, medium, national, remark, computed, parts, formula;
  decimal weight;
} indicator_text;

/* What is counted for a ratio or a sum: one a line. */
static void read_parts(const plan_edit *e, err wrong, const fields *f, indicator_text *t) {
  enum computation k = HITUNG_LANGSUNG;
  str_list names = indicator_parts(e->a, plan_typed(f, "bagian"));
  if (t->computed.n && !computation_parse(t->computed, &k)) err_at(e->a, wrong, S("hitungan"), S("Pilih cara angkanya dihitung."));
  t->computed = computation_code(k);
  t->parts = S("");
  if (k == HITUNG_LANGSUNG) return;
  if (k == HITUNG_RASIO && names.n != 2)
    err_at(e->a, wrong, S("bagian"), S("Rasio dihitung dari dua bagian: tulis pembilang di baris pertama, penyebut di baris kedua."));
  if (k == HITUNG_JUMLAH && (names.n < 2 || names.n > MOST_COMPONENTS))
    err_at(e->a, wrong, S("bagian"), str_fmt(e->a, "Tulis 2 sampai %d bagian yang dijumlahkan, satu per baris.", MOST_COMPONENTS));
  if (str_eq(t->direction, direction_code(DIR_PREDIKAT))) err_at(e->a, wrong, S("hitungan"), S("Predikat tidak dihitung dari bagian. Pilih langsung."));
  for (size_t i = 0; i < names.n; i++) t->parts = STR_CAT(e->a, t->parts, i ? S("\n") : S(""), names.v[i]);
}

static void read_weight(const plan_edit *e, err wrong, const fields *f, decimal *out) {
  *out = DECIMAL_NONE;
  err bad = number_parse_input(e->a, plan_typed(f, "bobot"), out);
  if (bad) err_at(e->a, wrong, S("bobot"), bad->user);
  else if (decimal_some(*out) && decimal_sign(*out) <= 0) err_at(e->a, wrong, S("bobot"), S("Bobot lebih dari 0; kosongkan bila semua indikator sama beratnya."));
}

static err read_indicator(const plan_edit *e, const fields *f, indicator_text *t) {
  enum direction d;
  enum accumulation k;
  err wrong = plan_wrong(e->a);
  sql_objective_by_id_row *o = NULL;
  *t = (indicator_text){{plan_id_in(f, "sasaran")}, {plan_id_in(f, "penanggung_jawab")}, plan_typed(f, "kode"), plan_typed(f, "nama"), plan_typed(f, "satuan"),
                        plan_typed(f, "arah"), plan_typed(f, "akumulasi"), plan_typed(f, "definisi"), plan_typed(f, "sumber"),
                        target_in(e, wrong, f, "menengah"), target_in(e, wrong, f, "nasional"), plan_typed(f, "catatan"),
                        plan_typed(f, "hitungan"), S(""), plan_typed(f, "rumus"), DECIMAL_NONE};
  read_parts(e, wrong, f, t);
  read_weight(e, wrong, f, &t->weight);
  TRY(sql_objective_by_id(db_rw_ro(e->db), e->a, t->objective, &o));
  if (!o || o->office.v != e->office.v || o->year != e->year) err_at(e->a, wrong, S("sasaran"), S("Pilih sasaran tahun ini."));
  plan_need(e, wrong, f, "kode", "kode indikator, misalnya IKU-1");
  plan_need(e, wrong, f, "nama", "nama indikator");
  plan_need(e, wrong, f, "satuan", "satuan, misalnya persen atau nilai");
  if (!direction_parse(t->direction, &d)) err_at(e->a, wrong, S("arah"), S("Pilih arah: makin tinggi atau makin rendah makin baik."));
  if (!accumulation_parse(t->accumulation, &k)) err_at(e->a, wrong, S("akumulasi"), S("Pilih cara menggabungkan triwulan."));
  else if (direction_parse(t->direction, &d) && k == AKUM_JUMLAH && !measure_additive(d, t->unit))
    err_at(e->a, wrong, S("akumulasi"), S("Persentase, indeks, dan predikat tidak dijumlahkan. Pilih posisi terakhir atau dirata-ratakan."));
  if (t->owner.v) {
    sql_position_by_id_row *p;
    TRY(sql_position_by_id(db_rw_ro(e->db), e->a, t->owner, &p));
    if (!p || p->office.v != e->office.v) err_at(e->a, wrong, S("penanggung_jawab"), S("Pilih jabatan di kantor ini."));
  }
  return wrong->points.n ? wrong : NULL;
}

static str said(arena *a, const indicator_text *t) {
  const str sep = S("; "), none = S("–");
  str text = STR_CAT(a, t->name, sep, t->unit, sep, t->direction, sep, t->accumulation, sep, t->definition, sep, t->source, sep,
                     t->medium.p ? t->medium : none, sep, t->national.p ? t->national : none);
  if (t->formula.n) text = STR_CAT(a, text, S("; rumus: "), t->formula);
  if (t->parts.n) text = STR_CAT(a, text, sep, t->computed, S(": "), t->parts);
  return decimal_some(t->weight) ? STR_CAT(a, text, S("; bobot "), decimal_id(a, t->weight, 0)) : text;
}

static indicator_text stored_text(const sql_indicator_by_id_row *r) {
  return (indicator_text){r->objective, r->owner, r->code, r->name, r->unit, r->direction, r->accumulation, r->definition, r->source, r->medium_target,
                          r->national, r->note, r->computed, r->parts, r->formula, r->weight};
}

static err code_free(const plan_edit *e, indicator_id self, str code, int64_t *next_no, objective_id objective) {
  indicators all;
  *next_no = 1;
  TRY(performance_indicators(db_rw_ro(e->db), e->a, e->office, e->year, 0, &all));
  for (size_t i = 0; i < all.n; i++) {
    const indicator *o = &all.v[i];
    if (o->objective.v == objective.v && o->no >= *next_no && o->id.v != self.v) *next_no = o->no + 1;
    if (str_eq_nocase(o->code, code) && o->id.v != self.v)
      return ERR_FIELD(e->a, S("kode"), "Kode %.*s sudah dipakai indikator “%.*s”.", STR_ARG(code), STR_ARG(o->name));
  }
  return NULL;
}

static err indicator_of(const plan_edit *e, indicator_id id, sql_indicator_by_id_row **out) {
  TRY(sql_indicator_by_id(db_rw_ro(e->db), e->a, id, out));
  if (!*out || (*out)->office.v != e->office.v || (*out)->year != e->year) return ERR(e->a, NOT_FOUND, "Indikator ini tidak ada.");
  return NULL;
}

/* What decides a published achievement stays once one was published in the year. */
static err formula_stays(const plan_edit *e, const sql_indicator_by_id_row *old, const indicator_text *t) {
  plan_locks l;
  if (str_eq(old->direction, t->direction) && str_eq(old->accumulation, t->accumulation) && str_eq(old->unit, t->unit) &&
      str_eq(old->computed, t->computed) && str_eq(old->parts, t->parts)) return NULL;
  TRY(plan_locks_of(db_rw_ro(e->db), e->a, e->office, e->year, &l));
  if (!l.any) return NULL;
  return ERR(e->a, GATE, "Arah, akumulasi, satuan dan bagian hitungan tidak dapat diubah lagi: capaian tahun %d sudah dianalisis dengannya. Ubah mulai tahun berikutnya.",
             (int)e->year);
}

static err change_indicator(const plan_edit *e, indicator_id id, const indicator_text *t, int64_t next_no) {
  sql_indicator_by_id_row *old;
  TRY(indicator_of(e, id, &old));
  TRY(formula_stays(e, old, t));
  int64_t no = old->objective.v == t->objective.v ? old->no : next_no;
  TRY(sql_indicator_update(e->db, e->a, id, t->objective, t->code, no, t->name, t->unit, t->direction, t->accumulation, t->definition, t->source,
                           t->owner, t->medium, t->national, t->remark, NULL));
  TRY(sql_indicator_counted(e->db, e->a, id, t->computed, t->parts, t->formula, t->weight, NULL));
  indicator_text before = stored_text(old);
  return plan_note(e, "indikator.ubah", t->code, said(e->a, &before), said(e->a, t));
}

static err add_indicator(const plan_edit *e, const indicator_text *t, int64_t no) {
  indicator_id id;
  TRY(store_new_id(e->db, e->a, id_region(e->office.v), &id.v));
  TRY(sql_indicator_insert(e->db, e->a, id, t->objective, e->office, e->year, t->code, no, t->name, t->unit, t->direction, t->accumulation,
                           t->definition, t->source, t->owner, STR_NONE, t->medium, t->national, t->remark, NULL));
  TRY(sql_indicator_counted(e->db, e->a, id, t->computed, t->parts, t->formula, t->weight, NULL));
  return plan_note(e, "indikator.tambah", t->code, STR_NONE, said(e->a, t));
}

err plan_indicator_copy(const plan_edit *e, indicator_id from, objective_id to) {
  sql_indicator_by_id_row *r;
  TRY(sql_indicator_by_id(db_rw_ro(e->db), e->a, from, &r));
  indicator_text t = stored_text(r);
  int64_t no = 1;
  t.objective = to;
  TRY(code_free(e, (indicator_id){0}, t.code, &no, to));
  return add_indicator(e, &t, no);
}

err plan_indicator_put(const plan_edit *e, indicator_id id, const fields *f) {
  indicator_text t;
  int64_t next_no;
  TRY(plan_allowed(e));
  TRY(read_indicator(e, f, &t));
  TRY(code_free(e, id, t.code, &next_no, t.objective));
  if (id.v) return change_indicator(e, id, &t, next_no);
  TRY(not_reporting(e));
  return add_indicator(e, &t, next_no);
}

err plan_indicator_remove(const plan_edit *e, indicator_id id) {
  sql_indicator_by_id_row *old;
  sql_indicator_uses_row uses;
  TRY(plan_allowed(e));
  TRY(indicator_of(e, id, &old));
  TRY(sql_indicator_uses(db_rw_ro(e->db), e->a, id, &uses));
  if (uses.n) return ERR(e->a, GATE, "Indikator ini sudah dipakai dalam siklus, jadi tidak dapat dihapus.");
  TRY(not_reporting(e));
  TRY(sql_targets_delete(e->db, e->a, id, NULL));
  TRY(sql_indicator_delete(e->db, e->a, id, NULL));
  return plan_note(e, "indikator.hapus", old->code, old->name, STR_NONE);
}

/* ---- targets ---- */

static err store_target(const plan_edit *e, indicator_id id, int q, bool revised, str value) {
  if (revised) return q ? sql_target_revise(e->db, e->a, id, q, value, NULL) : sql_indicator_revise(e->db, e->a, id, value, NULL);
  return q ? sql_target_put(e->db, e->a, id, q, value, NULL) : sql_indicator_target(e->db, e->a, id, value, NULL);
}

static err target_cell(const plan_edit *e, err wrong, const target_line *row, int q, bool revised, const fields *f, size_t *changed) {
  const char *name = str_z(e->a, target_field(e->a, row->of.id, q, revised));
  if (!fields_has(f, str_of(name))) return NULL;
  size_t mistakes = wrong->points.n;
  str value = target_in(e, wrong, f, name), shown = as_typed(e->a, value), have = revised ? row->revised[q] : row->target[q];
  str locked = revised ? row->revised_locked[q] : row->locked[q];
  if (wrong->points.n != mistakes || (str_eq(shown, have) && (shown.p != NULL) == (have.p != NULL))) return NULL;
  if (locked.p) {
    err_at(e->a, wrong, str_of(name), locked);
    return NULL;
  }
  TRY(store_target(e, row->of.id, q, revised, value));
  ++*changed;
  str what = STR_CAT(e->a, revised ? S("target perubahan ") : S("target "), row->of.code);
  what = q ? STR_CAT(e->a, what, S(" triwulan "), date_roman_month(q)) : STR_CAT(e->a, what, S(" setahun"));
  return plan_note(e, "target.ubah", what, have.p ? have : S("–"), shown.p ? shown : S("–"));
}

err plan_targets_put(const plan_edit *e, const fields *f, size_t *changed) {
  target_lines rows;
  err wrong = plan_wrong(e->a);
  *changed = 0;
  TRY(plan_allowed(e));
  TRY(target_lines_of(db_rw_ro(e->db), e->a, e->office, e->year, &rows));
  for (size_t i = 0; i < rows.n; i++)
    for (int q = 0; q <= 9; q++) TRY(target_cell(e, wrong, &rows.v[i], q % 5, q > 4, f, changed));
  return wrong->points.n ? wrong : NULL;
}
