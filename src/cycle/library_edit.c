#include "cycle/library_edit.h"

#include "base/num.h"
#include "cycle/cycle_sql.h"
#include "document/letterno.h"
#include "office/office_sql.h"

typedef struct finding_base {
  db_ro *db;
  region_id region;
  str base;
} finding_base;

static err newest(void *ctx, arena *a, str code, str *bytes, str *filename) {
  finding_base *f = ctx;
  sql_sop_latest_row *r;
  TRY(sql_sop_latest(f->db, a, f->region, code, &r));
  if (!r) return ERR(a, INPUT, "SOP dasar “%.*s” belum ada. Unggah dulu SOP itu.", STR_ARG(code));
  *bytes = f->base = r->source;
  *filename = code;
  return NULL;
}

err library_read(db_ro *db, arena *a, region_id region, str text, str filename, str *base, sop **out) {
  finding_base f = {db, region, STR_NONE};
  TRY(library_check_with(a, text, filename, newest, &f, out));
  *base = f.base;
  return NULL;
}

static err region_allowed(arena *a, const actor *who, region_id region) {
  return actor_keeps_region(who, region) ? NULL : ERR(a, FORBIDDEN, "Hanya administrator yang dapat mengubah SOP.");
}

err library_publish(db_rw *db, arena *a, const actor *who, instant now, str text, str base, sop_id *out) {
  sql_sop_by_id_row *r;
  TRY(region_allowed(a, who, who->region));
  TRY(library_put(db, a, who->region, text, base, now, out));
  TRY(sql_sop_by_id(db_rw_ro(db), a, *out, &r));
  actor_mark by = {who->account, who->name, S("Administrator")};
  return audit_add(db, a, who->region.v, now, &by, S("sop.simpan"), audit_change(a, r->title, STR_NONE, r->hash));
}

err library_adopt(db_rw *db, arena *a, const actor *who, instant now, office_id at, sop_id id, int64_t *staying) {
  const sop *s;
  sql_cycles_staying_row n;
  TRY(manage_allowed(a, who, at));
  if (id_region(id.v).v != who->region.v) return ERR(a, NOT_FOUND, "SOP ini tidak ada.");
  TRY(library_sop(db_rw_ro(db), a, id, &s));
  actor_mark by = actor_mark_at(a, who, at);
  TRY(library_enforce(db, a, at, id, &by, now));
  TRY(sql_cycles_staying(db_rw_ro(db), a, at, s->code, id, &n));
  *staying = n.n;
  return NULL;
}

/* ---- lanes and letters ---- */

static str typed(const fields *f, str name) {
  str v = str_trim(fields_get(f, name));
  return v.p ? v : S("");
}

static err note(db_rw *db, arena *a, const actor *who, instant now, office_id at, const char *action, str what, str old, str new_) {
  if (old.p && str_eq(old, new_)) return NULL;
  actor_mark by = actor_mark_at(a, who, at);
  return audit_add(db, a, at.v, now, &by, str_of(action), audit_change(a, what, old, new_));
}

/* The position may be of another office of the region: the Inspektorat receives. */
static err map_lane(db_rw *db, arena *a, const actor *who, instant now, office_id at, str code, const sop_lane *lane, str value) {
  int64_t id;
  sql_position_by_id_row *p = NULL, *before = NULL;
  sql_lane_of_row *old;
  str where = STR_CAT(a, S("jalur."), lane->code);
  if (num_i64(value, 1, INT64_MAX, &id)) TRY(sql_position_by_id(db_rw_ro(db), a, (position_id){id}, &p));
  if (!p || id_region(p->office.v).v != id_region(at.v).v) return ERR_FIELD(a, where, "Pilih jabatan untuk pelaksana %.*s.", STR_ARG(lane->label));
  TRY(sql_lane_of(db_rw_ro(db), a, at, code, lane->code, &old));
  if (old) TRY(sql_position_by_id(db_rw_ro(db), a, old->position, &before));
  if (old && old->position.v == id) return NULL;
  TRY(sql_lane_put(db, a, at, code, lane->code, (position_id){id}, NULL));
  return note(db, a, who, now, at, "sop.pelaksana", lane->label, before ? before->title : STR_NONE, p->title);
}

err library_lanes(db_rw *db, arena *a, const actor *who, instant now, office_id at, sop_id id, const fields *f) {
  const sop *s;
  TRY(manage_allowed(a, who, at));
  if (id_region(id.v).v != who->region.v) return ERR(a, NOT_FOUND, "SOP ini tidak ada.");
  TRY(library_sop(db_rw_ro(db), a, id, &s));
  for (size_t i = 0; i < s->lanes.n; i++) {
    const sop_lane *lane = &s->lanes.v[i];
    str name = STR_CAT(a, S("jalur."), lane->code);
    if (!str_eq(lane->code, S("tim"))) TRY(map_lane(db, a, who, now, at, s->code, lane, typed(f, name)));
  }
  return NULL;
}

/* ---- lanes that nobody mapped yet ---- */

/* The one position of an office that a lane is by itself; 0 when none is. */
static err lane_position(db_ro *db, arena *a, region_id region, office_id at, const sop *s, const sop_lane *lane, position_id *to) {
  sql_office_of_kind_row *receives = NULL;
  sql_positions_of_rows all;
  bool outside = str_eq(lane->code, S("inspektorat"));
  *to = (position_id){0};
  if (outside) TRY(sql_office_of_kind(db, a, region, S("inspektorat"), &receives));
  if (outside && !receives) return NULL;
  TRY(sql_positions_of(db, a, outside ? receives->id : at, &all));
  for (size_t i = all.n; i > 0; i--) {
    bool fits = outside ? all.v[i - 1].keeps_data : str_eq(all.v[i - 1].code, lane->code);
    if (fits) *to = all.v[i - 1].id;
  }
  if (!to->v && !outside && lane == s->lanes.v && all.n) *to = all.v[0].id;
  return NULL;
}

static err fill_sop(db_rw *db, arena *a, const actor *who, instant now, office_id at, const sop *s) {
  for (size_t i = 0; i < s->lanes.n; i++) {
    const sop_lane *lane = &s->lanes.v[i];
    sql_lane_of_row *have;
    position_id fits;
    if (str_eq(lane->code, S("tim"))) continue;
    TRY(sql_lane_of(db_rw_ro(db), a, at, s->code, lane->code, &have));
    if (have) continue;
    TRY(lane_position(db_rw_ro(db), a, who->region, at, s, lane, &fits));
    if (fits.v) TRY(map_lane(db, a, who, now, at, s->code, lane, str_fmt(a, "%lld", (long long)fits.v)));
  }
  return NULL;
}

err library_lanes_fill(db_rw *db, arena *a, const actor *who, instant now) {
  sql_offices_of_region_rows offices;
  TRY(region_allowed(a, who, who->region));
  TRY(sql_offices_of_region(db_rw_ro(db), a, who->region, &offices));
  for (size_t i = 0; i < offices.n; i++) {
    sql_office_sops_rows sops;
    TRY(sql_office_sops(db_rw_ro(db), a, offices.v[i].id, &sops));
    for (size_t k = 0; k < sops.n; k++) {
      const sop *s;
      TRY(library_sop(db_rw_ro(db), a, sops.v[k].sop, &s));
      TRY(fill_sop(db, a, who, now, offices.v[i].id, s));
    }
  }
  return NULL;
}

err library_letter(db_rw *db, arena *a, const actor *who, instant now, office_id at, str kind, const fields *f) {
  sql_letter_pattern_of_row *old;
  str pattern = typed(f, S("pola")), class = typed(f, S("klasifikasi"));
  TRY(manage_allowed(a, who, at));
  TRY(letter_number_check(a, pattern));
  if (!class.n) return ERR_FIELD(a, S("klasifikasi"), "Isi kode klasifikasi, misalnya 000.8.6.3.");
  TRY(sql_letter_pattern_of(db_rw_ro(db), a, at, kind, &old));
  TRY(sql_letter_pattern_put(db, a, at, kind, pattern, class, NULL));
  str before = old ? STR_CAT(a, old->pattern, S(" "), old->classification) : STR_NONE;
  return note(db, a, who, now, at, "surat.pola", kind, before, STR_CAT(a, pattern, S(" "), class));
}
