#include "performance/plan_edit.h"

#include "base/num.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"

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

static str as_typed(arena *a, str stored) {
  decimal d;
  if (!stored.p) return STR_NONE;
  return decimal_parse(stored, &d) ? decimal_id(a, d, d.scale) : stored;
}

err target_lines_of(db_ro *db, arena *a, office_id at, int64_t year, target_lines *out) {
  plan_locks locks;
  indicators all;
  sql_targets_of_rows targets;
  *out = (target_lines){0};
  TRY(plan_locks_of(db, a, at, year, &locks));
  TRY(performance_indicators(db, a, at, year, 0, &all));
  TRY(sql_targets_of(db, a, at, year, &targets));
  for (size_t i = 0; i < all.n; i++) {
    sql_indicator_by_id_row *r;
    target_line row = {.of = all.v[i]};
    TRY(sql_indicator_by_id(db, a, row.of.id, &r));
    row.target[0] = as_typed(a, r->target);
    for (size_t k = 0; k < targets.n; k++)
      if (targets.v[k].indicator.v == row.of.id.v && targets.v[k].quarter >= 1 && targets.v[k].quarter <= 4)
        row.target[targets.v[k].quarter] = as_typed(a, targets.v[k].value);
    add_locks(&locks, &row);
    LIST_ADD(a, out, row);
  }
  return NULL;
}

/* ---- common ---- */

static str typed(const fields *f, const char *name) {
  str v = str_trim(fields_get(f, str_of(name)));
  return v.p ? v : S("");
}

static err allowed(const plan_edit *e) {
  if (actor_keeps_office(e->who, e->office)) return NULL;
  if (!actor_sees_office(e->who, e->office)) return ERR(e->a, NOT_FOUND, "Perangkat daerah ini tidak ada.");
  return ERR(e->a, FORBIDDEN, "Data kinerja diubah Sekretaris, Kasubag Perencanaan atau administrator.");
}

static err note(const plan_edit *e, const char *action, str what, str old, str new_) {
  if (old.p && new_.p && str_eq(old, new_)) return NULL;
  actor_mark by = actor_mark_at(e->a, e->who, e->office);
  return audit_add(e->db, e->a, e->office.v, e->now, &by, str_of(action), audit_change(e->a, STR_CAT(e->a, what, str_fmt(e->a, " (%d)", (int)e->year)), old, new_));
}

static int64_t id_in(const fields *f, const char *name) {
  int64_t id;
  return num_i64(typed(f, name), 1, INT64_MAX, &id) ? id : 0;
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
  err bad = number_parse_target(e->a, typed(f, name), &n);
  if (bad) err_at(e->a, wrong, str_of(name), bad->user);
  return bad ? STR_NONE : number_text(e->a, &n);
}

static err wrong_fields(arena *a) { return ERR(a, INPUT, "Ada isian yang perlu diperbaiki."); }

static void need(const plan_edit *e, err wrong, const fields *f, const char *name, const char *what) {
  if (!typed(f, name).n) err_at(e->a, wrong, str_of(name), str_fmt(e->a, "Isi %s.", what));
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
  str title = typed(f, "sasaran");
  TRY(allowed(e));
  if (id.v) TRY(objective_of(e, id, &old));
  err wrong = wrong_fields(e->a);
  if (!num_i64(typed(f, "nomor"), 1, 99, &no)) err_at(e->a, wrong, S("nomor"), S("Nomor sasaran adalah bilangan 1 sampai 99."));
  need(e, wrong, f, "sasaran", "sasaran strategis");
  if (wrong->points.n) return wrong;
  TRY(number_free(e, id, no));
  if (old) TRY(sql_objective_update(e->db, e->a, id, no, title, NULL));
  else {
    TRY(store_new_id(e->db, e->a, id_region(e->office.v), &id.v));
    TRY(sql_objective_insert(e->db, e->a, id, e->office, e->year, no, title, NULL));
  }
  return note(e, old ? "sasaran.ubah" : "sasaran.tambah", str_fmt(e->a, "sasaran %d", (int)no), old ? old->title : STR_NONE, title);
}

err plan_objective_remove(const plan_edit *e, objective_id id) {
  sql_objective_by_id_row *old;
  indicators all;
  TRY(allowed(e));
  TRY(objective_of(e, id, &old));
  TRY(performance_indicators(db_rw_ro(e->db), e->a, e->office, e->year, 0, &all));
  for (size_t i = 0; i < all.n; i++)
    if (all.v[i].objective.v == id.v) return ERR(e->a, GATE, "Sasaran ini masih mempunyai indikator. Hapus atau pindahkan dulu indikatornya.");
  TRY(sql_objective_delete(e->db, e->a, id, NULL));
  return note(e, "sasaran.hapus", str_fmt(e->a, "sasaran %d", (int)old->no), old->title, STR_NONE);
}

/* ---- indicators ---- */

typedef struct indicator_text {
  objective_id objective;
  position_id owner;
  str code, name, unit, direction, accumulation, definition, source, medium, national, remark;
} indicator_text;

static err read_indicator(const plan_edit *e, const fields *f, indicator_text *t) {
  enum direction d;
  enum accumulation k;
  err wrong = wrong_fields(e->a);
  sql_objective_by_id_row *o = NULL;
  *t = (indicator_text){{id_in(f, "sasaran")}, {id_in(f, "penanggung_jawab")}, typed(f, "kode"), typed(f, "nama"), typed(f, "satuan"),
                        typed(f, "arah"), typed(f, "akumulasi"), typed(f, "definisi"), typed(f, "sumber"),
                        target_in(e, wrong, f, "menengah"), target_in(e, wrong, f, "nasional"), typed(f, "catatan")};
  TRY(sql_objective_by_id(db_rw_ro(e->db), e->a, t->objective, &o));
  if (!o || o->office.v != e->office.v || o->year != e->year) err_at(e->a, wrong, S("sasaran"), S("Pilih sasaran tahun ini."));
  need(e, wrong, f, "kode", "kode indikator, misalnya IKU-1");
  need(e, wrong, f, "nama", "nama indikator");
  need(e, wrong, f, "satuan", "satuan, misalnya persen atau nilai");
  if (!direction_parse(t->direction, &d)) err_at(e->a, wrong, S("arah"), S("Pilih arah: makin tinggi atau makin rendah makin baik."));
  if (!accumulation_parse(t->accumulation, &k)) err_at(e->a, wrong, S("akumulasi"), S("Pilih cara menggabungkan triwulan."));
  if (t->owner.v) {
    sql_position_by_id_row *p;
    TRY(sql_position_by_id(db_rw_ro(e->db), e->a, t->owner, &p));
    if (!p || p->office.v != e->office.v) err_at(e->a, wrong, S("penanggung_jawab"), S("Pilih jabatan di kantor ini."));
  }
  return wrong->points.n ? wrong : NULL;
}

static str said(arena *a, str name, str unit, str direction, str accumulation, str definition, str source, str medium, str national) {
  const str sep = S("; ");
  return STR_CAT(a, name, sep, unit, sep, direction, sep, accumulation, sep, definition, sep, source, sep, medium.p ? medium : S("–"), sep,
                 national.p ? national : S("–"));
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
  if (str_eq(old->direction, t->direction) && str_eq(old->accumulation, t->accumulation) && str_eq(old->unit, t->unit)) return NULL;
  TRY(plan_locks_of(db_rw_ro(e->db), e->a, e->office, e->year, &l));
  if (!l.any) return NULL;
  return ERR(e->a, GATE, "Arah, akumulasi dan satuan tidak dapat diubah lagi: capaian tahun %d sudah dianalisis dengannya. Ubah mulai tahun berikutnya.",
             (int)e->year);
}

static err change_indicator(const plan_edit *e, indicator_id id, const indicator_text *t, int64_t next_no) {
  sql_indicator_by_id_row *old;
  TRY(indicator_of(e, id, &old));
  TRY(formula_stays(e, old, t));
  int64_t no = old->objective.v == t->objective.v ? old->no : next_no;
  TRY(sql_indicator_update(e->db, e->a, id, t->objective, t->code, no, t->name, t->unit, t->direction, t->accumulation, t->definition, t->source,
                           t->owner, t->medium, t->national, t->remark, NULL));
  str before = said(e->a, old->name, old->unit, old->direction, old->accumulation, old->definition, old->source, old->medium_target, old->national);
  return note(e, "indikator.ubah", t->code, before, said(e->a, t->name, t->unit, t->direction, t->accumulation, t->definition, t->source, t->medium, t->national));
}

static err add_indicator(const plan_edit *e, const indicator_text *t, int64_t no, str target) {
  indicator_id id;
  TRY(store_new_id(e->db, e->a, id_region(e->office.v), &id.v));
  TRY(sql_indicator_insert(e->db, e->a, id, t->objective, e->office, e->year, t->code, no, t->name, t->unit, t->direction, t->accumulation,
                           t->definition, t->source, t->owner, target, t->medium, t->national, t->remark, NULL));
  return note(e, "indikator.tambah", t->code, STR_NONE,
              said(e->a, t->name, t->unit, t->direction, t->accumulation, t->definition, t->source, t->medium, t->national));
}

err plan_indicator_put(const plan_edit *e, indicator_id id, const fields *f) {
  indicator_text t;
  int64_t next_no;
  TRY(allowed(e));
  TRY(read_indicator(e, f, &t));
  TRY(code_free(e, id, t.code, &next_no, t.objective));
  if (id.v) return change_indicator(e, id, &t, next_no);
  TRY(not_reporting(e));
  return add_indicator(e, &t, next_no, STR_NONE);
}

err plan_indicator_remove(const plan_edit *e, indicator_id id) {
  sql_indicator_by_id_row *old;
  sql_indicator_uses_row uses;
  TRY(allowed(e));
  TRY(indicator_of(e, id, &old));
  TRY(sql_indicator_uses(db_rw_ro(e->db), e->a, id, &uses));
  if (uses.n) return ERR(e->a, GATE, "Indikator ini sudah dipakai dalam siklus, jadi tidak dapat dihapus.");
  TRY(not_reporting(e));
  TRY(sql_targets_delete(e->db, e->a, id, NULL));
  TRY(sql_indicator_delete(e->db, e->a, id, NULL));
  return note(e, "indikator.hapus", old->code, old->name, STR_NONE);
}

/* ---- targets ---- */

static err target_cell(const plan_edit *e, err wrong, const target_line *row, int q, const fields *f, size_t *changed) {
  const char *name = str_z(e->a, str_fmt(e->a, "t.%lld.%d", (long long)row->of.id.v, q));
  if (!fields_has(f, str_of(name))) return NULL;
  size_t mistakes = wrong->points.n;
  str value = target_in(e, wrong, f, name), shown = as_typed(e->a, value);
  if (wrong->points.n != mistakes || (str_eq(shown, row->target[q]) && (shown.p != NULL) == (row->target[q].p != NULL))) return NULL;
  if (row->locked[q].p) {
    err_at(e->a, wrong, str_of(name), row->locked[q]);
    return NULL;
  }
  if (q == 0) TRY(sql_indicator_target(e->db, e->a, row->of.id, value, NULL));
  else if (value.p) TRY(sql_target_put(e->db, e->a, row->of.id, q, value, NULL));
  else TRY(sql_target_clear(e->db, e->a, row->of.id, q, NULL));
  ++*changed;
  str what = q ? str_fmt(e->a, "target %.*s triwulan %.*s", STR_ARG(row->of.code), STR_ARG(date_roman_month(q)))
               : str_fmt(e->a, "target %.*s setahun", STR_ARG(row->of.code));
  return note(e, "target.ubah", what, row->target[q].p ? row->target[q] : S("–"), shown.p ? shown : S("–"));
}

err plan_targets_put(const plan_edit *e, const fields *f, size_t *changed) {
  target_lines rows;
  err wrong = wrong_fields(e->a);
  *changed = 0;
  TRY(allowed(e));
  TRY(target_lines_of(db_rw_ro(e->db), e->a, e->office, e->year, &rows));
  for (size_t i = 0; i < rows.n; i++)
    for (int q = 0; q <= 4; q++) TRY(target_cell(e, wrong, &rows.v[i], q, f, changed));
  return wrong->points.n ? wrong : NULL;
}

/* ---- budget ---- */

/* Rupiah: in "500.000" the dot can only mean thousands. */
static err money_in(const plan_edit *e, err wrong, const fields *f, const char *name, decimal *out) {
  number n = number_parse(typed(f, name));
  bool thousands = n.kind == NUMBER_AMBIGUOUS && str_find(n.text, S(",")) < 0;
  err bad = thousands ? NULL : number_parse_input(e->a, typed(f, name), out);
  if (thousands) *out = n.value;
  if (bad) err_at(e->a, wrong, str_of(name), bad->user);
  else if (decimal_some(*out) && decimal_sign(*out) < 0) err_at(e->a, wrong, str_of(name), S("Anggaran tidak boleh kurang dari nol."));
  return NULL;
}

static str budget_text(arena *a, str name, decimal ceiling, decimal spent) {
  return STR_CAT(a, name, S("; pagu "), decimal_id(a, ceiling, 0), S("; realisasi "), decimal_id(a, spent, 0));
}

static err budget_now(const plan_edit *e, str code, const budget_line **out) {
  budget_lines *all = NEW(e->a, budget_lines);
  *out = NULL;
  TRY(performance_budget(db_rw_ro(e->db), e->a, e->office, e->year, all));
  for (size_t i = 0; i < all->n; i++)
    if (str_eq(all->v[i].code, code)) *out = &all->v[i];
  return NULL;
}

err plan_budget_put(const plan_edit *e, str code, const fields *f) {
  const budget_line *old = NULL, *same;
  decimal ceiling = DECIMAL_NONE, spent = DECIMAL_NONE;
  str new_code = typed(f, "kode");
  TRY(allowed(e));
  err wrong = wrong_fields(e->a);
  need(e, wrong, f, "kode", "kode program, misalnya 7.01.01");
  need(e, wrong, f, "nama", "nama program");
  TRY(money_in(e, wrong, f, "pagu", &ceiling));
  TRY(money_in(e, wrong, f, "realisasi", &spent));
  if (!typed(f, "pagu").n) err_at(e->a, wrong, S("pagu"), S("Isi pagu dalam rupiah."));
  if (wrong->points.n) return wrong;
  TRY(budget_now(e, new_code, &same));
  if (code.n) TRY(budget_now(e, code, &old));
  if (same && !str_eq(new_code, code)) return ERR_FIELD(e->a, S("kode"), "Kode %.*s sudah dipakai “%.*s”.", STR_ARG(new_code), STR_ARG(same->name));
  if (old && !str_eq(new_code, code)) TRY(sql_budget_delete(e->db, e->a, e->office, e->year, code, NULL));
  TRY(sql_budget_put(e->db, e->a, e->office, e->year, new_code, typed(f, "nama"), ceiling, spent, (objective_id){id_in(f, "sasaran")}, NULL));
  return note(e, old ? "anggaran.ubah" : "anggaran.tambah", new_code, old ? budget_text(e->a, old->name, old->ceiling, old->spent) : STR_NONE,
              budget_text(e->a, typed(f, "nama"), ceiling, spent));
}

err plan_budget_remove(const plan_edit *e, str code) {
  const budget_line *old;
  TRY(allowed(e));
  TRY(budget_now(e, code, &old));
  if (!old) return ERR(e->a, NOT_FOUND, "Program ini tidak ada.");
  TRY(sql_budget_delete(e->db, e->a, e->office, e->year, code, NULL));
  return note(e, "anggaran.hapus", code, budget_text(e->a, old->name, old->ceiling, old->spent), STR_NONE);
}

/* ---- the performance agreement ---- */

static str agreement_text(arena *a, const sql_agreement_of_row *r) {
  const str sep = S("; ");
  return STR_CAT(a, r->superior_position, sep, r->superior_name, sep, r->superior_rank, sep, r->superior_nip, sep, r->place, sep,
                 date_some(r->day) ? date_iso(a, r->day) : S("–"));
}

err plan_agreement_put(const plan_edit *e, const fields *f) {
  sql_agreement_of_row *old, now = {typed(f, "jabatan"), typed(f, "nama"), typed(f, "pangkat"), typed(f, "nip"), typed(f, "tempat"), fields_date(f, S("tanggal"))};
  TRY(allowed(e));
  err wrong = wrong_fields(e->a);
  need(e, wrong, f, "jabatan", "jabatan atasan, misalnya Bupati Purwakarta");
  need(e, wrong, f, "nama", "nama atasan");
  need(e, wrong, f, "tempat", "tempat perjanjian ditandatangani");
  if (!date_some(now.day)) err_at(e->a, wrong, S("tanggal"), S("Isi tanggal perjanjian."));
  if (wrong->points.n) return wrong;
  TRY(sql_agreement_of(db_rw_ro(e->db), e->a, e->office, e->year, &old));
  TRY(sql_agreement_put(e->db, e->a, e->office, e->year, now.superior_position, now.superior_name, now.superior_rank, now.superior_nip, now.place, now.day, NULL));
  return note(e, "perjanjian.ubah", str_fmt(e->a, "perjanjian kinerja %d", (int)e->year), old ? agreement_text(e->a, old) : STR_NONE, agreement_text(e->a, &now));
}

/* ---- another year ---- */

static err copy_indicators(const plan_edit *e, objective_id from, objective_id to, const indicators *all, size_t *copied) {
  for (size_t i = 0; i < all->n; i++) {
    const indicator *o = &all->v[i];
    if (o->objective.v != from.v) continue;
    sql_indicator_by_id_row *r;
    TRY(sql_indicator_by_id(db_rw_ro(e->db), e->a, o->id, &r));
    indicator_text t = {to, r->owner, r->code, r->name, r->unit, r->direction, r->accumulation, r->definition, r->source, r->medium_target, r->national, r->note};
    TRY(add_indicator(e, &t, r->no, STR_NONE));
    ++*copied;
  }
  return NULL;
}

err plan_copy(const plan_edit *e, int64_t from, size_t *copied) {
  sql_objectives_of_rows have, old;
  indicators all;
  *copied = 0;
  TRY(allowed(e));
  TRY(sql_objectives_of(db_rw_ro(e->db), e->a, e->office, e->year, &have));
  if (have.n) return ERR(e->a, GATE, "Tahun %d sudah mempunyai sasaran; salinan hanya ke tahun yang masih kosong.", (int)e->year);
  TRY(sql_objectives_of(db_rw_ro(e->db), e->a, e->office, from, &old));
  if (!old.n) return ERR(e->a, GATE, "Tahun %d tidak mempunyai sasaran untuk disalin.", (int)from);
  TRY(performance_indicators(db_rw_ro(e->db), e->a, e->office, from, 0, &all));
  for (size_t i = 0; i < old.n; i++) {
    objective_id id;
    TRY(store_new_id(e->db, e->a, id_region(e->office.v), &id.v));
    TRY(sql_objective_insert(e->db, e->a, id, e->office, e->year, old.v[i].no, old.v[i].title, NULL));
    TRY(note(e, "sasaran.tambah", str_fmt(e->a, "sasaran %d", (int)old.v[i].no), STR_NONE, old.v[i].title));
    TRY(copy_indicators(e, old.v[i].id, id, &all, copied));
  }
  return NULL;
}
