#include "performance/plan_year.h"

#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "performance/plan_part.h"

err plan_year_of(db_ro *db, arena *a, office_id at, int64_t year, plan_year *out) {
  sql_plan_year_of_row *r;
  *out = (plan_year){.agreement_no = S(""), .revised_no = S(""), .agreement_day = DATE_NONE, .revised_day = DATE_NONE, .locked_at = INSTANT_NONE};
  TRY(sql_plan_year_of(db, a, at, year, &r));
  if (r) *out = (plan_year){r->agreement_no, r->revised_no, r->locked_by, r->agreement_day, r->revised_day, (int)r->revised_quarter, r->locked_at};
  return NULL;
}

err plan_year_open(db_ro *db, arena *a, office_id at, int64_t year) {
  plan_year p;
  office o;
  TRY(plan_year_of(db, a, at, year, &p));
  if (!instant_some(p.locked_at)) return NULL;
  TRY(office_get(db, a, at, &o));
  return ERR(a, GATE, "Rencana tahun %d terkunci: dikunci %.*s pada %.*s. Bila harus diubah, minta administrator membukanya di Data Kinerja.", (int)year,
             STR_ARG(p.locked_by), STR_ARG(date_id(a, instant_local(p.locked_at, o.zone).day)));
}

/* ---- the agreement ---- */

static str said(arena *a, const plan_year *p) {
  str day = date_some(p->agreement_day) ? date_id(a, p->agreement_day) : S("–");
  str text = STR_CAT(a, p->agreement_no.n ? p->agreement_no : S("tanpa nomor"), S(", "), day);
  if (!p->revised_quarter) return text;
  return STR_CAT(a, text, S("; perubahan "), p->revised_no.n ? p->revised_no : S("tanpa nomor"), S(", berlaku "), date_id(a, p->revised_day));
}

static void day_in(const plan_edit *e, err wrong, const fields *f, const char *name, date *out) {
  str text = plan_typed(f, name);
  *out = DATE_NONE;
  if (!text.n) return;
  if (!date_parse(text, out)) err_at(e->a, wrong, str_of(name), S("Tanggal ini tidak ada. Tulis misalnya 5 Januari 2026."));
}

static void check_order(const plan_edit *e, err wrong, const char *where, date agreed, date revised) {
  if (date_some(agreed) && date_some(revised) && revised.day < agreed.day) err_at(e->a, wrong, str_of(where), S("Perubahan berlaku sesudah PK murni."));
}

/* The quarter in which the day lies: the first that ends on it or later. */
static int quarter_of(date d) { return (date_ymd(d).m - 1) / 3 + 1; }

static err published_stays(const plan_edit *e, const plan_year *old, const plan_year *now) {
  plan_locks l;
  if (old->revised_quarter == now->revised_quarter) return NULL;
  TRY(plan_locks_of(db_rw_ro(e->db), e->a, e->office, e->year, &l));
  int first = !old->revised_quarter || (now->revised_quarter && now->revised_quarter < old->revised_quarter) ? now->revised_quarter : old->revised_quarter;
  for (int q = first; q <= 5; q++) {
    str reason = l.reason[q % 5]; /* the year comes after its quarters */
    if (reason.p)
      return ERR(e->a, GATE, "Tanggal berlaku perubahan tidak dapat diubah begini, karena capaian yang sudah dianalisis akan ikut berubah. %.*s", STR_ARG(reason));
  }
  return NULL;
}

err plan_pk_put(const plan_edit *e, const fields *f) {
  plan_year old, now;
  TRY(plan_allowed(e));
  TRY(plan_year_of(db_rw_ro(e->db), e->a, e->office, e->year, &old));
  err wrong = plan_wrong(e->a);
  now = old;
  now.agreement_no = plan_typed(f, "nomor");
  now.revised_no = plan_typed(f, "nomor_perubahan");
  day_in(e, wrong, f, "tanggal", &now.agreement_day);
  day_in(e, wrong, f, "tanggal_perubahan", &now.revised_day);
  if (date_some(now.revised_day) && date_ymd(now.revised_day).y != (int)e->year)
    err_at(e->a, wrong, S("tanggal_perubahan"), str_fmt(e->a, "Perubahan berlaku pada suatu hari di tahun %d.", (int)e->year));
  check_order(e, wrong, "tanggal_perubahan", now.agreement_day, now.revised_day);
  if (now.revised_no.n && !date_some(now.revised_day)) err_at(e->a, wrong, S("tanggal_perubahan"), S("Isi tanggal berlakunya perubahan."));
  if (wrong->points.n) return wrong;
  now.revised_quarter = date_some(now.revised_day) ? quarter_of(now.revised_day) : 0;
  TRY(published_stays(e, &old, &now));
  TRY(sql_plan_year_pk_put(e->db, e->a, e->office, e->year, now.agreement_no, now.agreement_day, now.revised_no, now.revised_day, now.revised_quarter, NULL));
  return plan_note(e, "perjanjian.ubah", S("perjanjian kinerja"), said(e->a, &old), said(e->a, &now));
}

/* ---- its second party ---- */

static str agreement_text(arena *a, const sql_agreement_of_row *r) {
  const str sep = S("; ");
  return STR_CAT(a, r->superior_position, sep, r->superior_name, sep, r->superior_rank, sep, r->superior_nip, sep, r->place, sep,
                 date_some(r->day) ? date_iso(a, r->day) : S("–"));
}

err plan_agreement_put(const plan_edit *e, const fields *f) {
  sql_agreement_of_row *old, now = {plan_typed(f, "jabatan"), plan_typed(f, "nama"), plan_typed(f, "pangkat"), plan_typed(f, "nip"), plan_typed(f, "tempat"), fields_date(f, S("tanggal"))};
  TRY(plan_allowed(e));
  err wrong = plan_wrong(e->a);
  plan_need(e, wrong, f, "jabatan", "jabatan atasan, misalnya Bupati Purwakarta");
  plan_need(e, wrong, f, "nama", "nama atasan");
  plan_need(e, wrong, f, "tempat", "tempat perjanjian ditandatangani");
  if (!date_some(now.day)) err_at(e->a, wrong, S("tanggal"), S("Isi tanggal perjanjian."));
  plan_year of;
  TRY(plan_year_of(db_rw_ro(e->db), e->a, e->office, e->year, &of));
  if (date_some(now.day)) check_order(e, wrong, "tanggal", now.day, of.revised_day);
  if (wrong->points.n) return wrong;
  TRY(sql_agreement_of(db_rw_ro(e->db), e->a, e->office, e->year, &old));
  TRY(sql_agreement_put(e->db, e->a, e->office, e->year, now.superior_position, now.superior_name, now.superior_rank, now.superior_nip, now.place, NULL));
  TRY(sql_agreement_day_put(e->db, e->a, e->office, e->year, now.day, NULL));
  return plan_note(e, "perjanjian.ubah", str_fmt(e->a, "perjanjian kinerja %d", (int)e->year), old ? agreement_text(e->a, old) : STR_NONE, agreement_text(e->a, &now));
}

/* ---- locking ---- */

static err set_lock(const plan_edit *e, int64_t year, instant at, const char *action, str why) {
  plan_edit of = *e;
  of.year = year;
  str by = instant_some(at) ? e->who->name : S("");
  TRY(sql_plan_lock_put(e->db, e->a, e->office, year, at, by, NULL));
  return plan_note(&of, action, S("rencana"), STR_NONE, why);
}

err plan_lock(const plan_edit *e) {
  TRY(plan_allowed(e));
  return set_lock(e, e->year, e->now, "rencana.kunci", S("dikunci"));
}

err plan_unlock(const plan_edit *e, const fields *f) {
  plan_year p;
  str why = plan_typed(f, "alasan");
  TRY(manage_allowed(e->a, e->who, e->office));
  TRY(plan_year_of(db_rw_ro(e->db), e->a, e->office, e->year, &p));
  if (!instant_some(p.locked_at)) return ERR(e->a, GATE, "Rencana tahun %d tidak terkunci.", (int)e->year);
  if (!why.n) return ERR_FIELD(e->a, S("alasan"), "Tulis mengapa rencana tahun %d dibuka.", (int)e->year);
  return set_lock(e, e->year, INSTANT_NONE, "rencana.buka", STR_CAT(e->a, S("dibuka: "), why));
}

/* ---- another year ---- */

static err copy_objectives(const plan_edit *e, int64_t from, size_t *copied) {
  sql_objectives_of_rows old;
  indicators all;
  TRY(sql_objectives_of(db_rw_ro(e->db), e->a, e->office, from, &old));
  if (!old.n) return ERR(e->a, GATE, "Tahun %d tidak mempunyai sasaran untuk disalin.", (int)from);
  TRY(performance_indicators(db_rw_ro(e->db), e->a, e->office, from, 0, &all));
  for (size_t i = 0; i < old.n; i++) {
    objective_id id;
    TRY(store_new_id(e->db, e->a, id_region(e->office.v), &id.v));
    TRY(sql_objective_insert(e->db, e->a, id, e->office, e->year, old.v[i].no, old.v[i].title, NULL));
    TRY(plan_note(e, "sasaran.tambah", str_fmt(e->a, "sasaran %d", (int)old.v[i].no), STR_NONE, old.v[i].title));
    for (size_t k = 0; k < all.n; k++) {
      if (all.v[k].objective.v != old.v[i].id.v) continue;
      TRY(plan_indicator_copy(e, all.v[k].id, id));
      ++*copied;
    }
  }
  return NULL;
}

/* The objective of this year that has the number of an old one. */
static err same_objective(const plan_edit *e, objective_id old, objective_id *out) {
  sql_objective_by_id_row *o = NULL;
  sql_objectives_of_rows now;
  *out = (objective_id){0};
  if (old.v) TRY(sql_objective_by_id(db_rw_ro(e->db), e->a, old, &o));
  if (!o) return NULL;
  TRY(sql_objectives_of(db_rw_ro(e->db), e->a, e->office, e->year, &now));
  for (size_t i = 0; i < now.n; i++)
    if (now.v[i].no == o->no) *out = now.v[i].id;
  return NULL;
}

static err copy_budget(const plan_edit *e, int64_t from) {
  budget_lines old, now;
  TRY(performance_budget(db_rw_ro(e->db), e->a, e->office, e->year, 0, &now));
  if (now.n) return NULL; /* somebody began it already */
  TRY(performance_budget(db_rw_ro(e->db), e->a, e->office, from, 0, &old));
  for (size_t i = 0; i < old.n; i++) {
    objective_id o;
    TRY(same_objective(e, old.v[i].objective, &o));
    TRY(sql_budget_put(e->db, e->a, e->office, e->year, old.v[i].code, old.v[i].name, DECIMAL_NONE, DECIMAL_NONE, o, NULL));
    TRY(plan_note(e, "anggaran.tambah", old.v[i].code, STR_NONE, old.v[i].name));
  }
  return NULL;
}

err plan_copy(const plan_edit *e, size_t *copied) {
  sql_objectives_of_rows have;
  plan_year before;
  int64_t from = e->year - 1;
  *copied = 0;
  TRY(plan_allowed(e));
  TRY(sql_objectives_of(db_rw_ro(e->db), e->a, e->office, e->year, &have));
  if (have.n) return ERR(e->a, GATE, "Tahun %d sudah mempunyai sasaran; salinan hanya ke tahun yang masih kosong.", (int)e->year);
  TRY(copy_objectives(e, from, copied));
  TRY(copy_budget(e, from));
  TRY(plan_year_of(db_rw_ro(e->db), e->a, e->office, from, &before));
  if (instant_some(before.locked_at)) return NULL;
  return set_lock(e, from, e->now, "rencana.kunci", str_fmt(e->a, "dikunci karena disalin ke tahun %d", (int)e->year));
}
