#include "cycle/library.h"

#include "base/shelf.h"
#include "cycle/cycle_sql.h"
#include "office/manage.h"

/* Parsed SOPs by the hash of their text. */
static shelf sops = SHELF(SIZE_MAX);
static const str *kinds;
static size_t n_kinds;

void library_start(const str *k, size_t n) {
  kinds = k;
  n_kinds = n;
}

void library_stop(void) {
  shelf_clear(&sops);
  office_calendars_stop();
}

static err give_base(void *ctx, arena *a, str code, str *bytes, str *filename) {
  str base = *(const str *)ctx;
  if (!base.p) return ERR(a, INPUT, "SOP dasar “%.*s” tidak ada.", STR_ARG(code));
  *bytes = base;
  *filename = code;
  return NULL;
}

err library_check_with(arena *a, str text, str filename, sop_resolver resolve, void *ctx, sop **out) {
  return sop_load(a, text, filename, kinds, n_kinds, resolve, ctx, out);
}

err library_check(arena *a, str text, str base, str filename, sop **out) {
  return library_check_with(a, text, filename, give_base, &base, out);
}

struct reading {
  db_ro *db;
  sop_id id;
};

static err read_sop(void *reading, arena *a, arena *keep, const void **made) {
  const struct reading *from = reading;
  sql_sop_by_id_row *r;
  sop *s;
  TRY(sql_sop_by_id(from->db, a, from->id, &r));
  if (!r) return ERR(a, NOT_FOUND, "SOP ini tidak ada.");
  err e = library_check(keep, str_copy(keep, r->source), str_copy(keep, r->base_source), str_copy(keep, r->code), &s);
  if (e) return ERR_CAUSE(a, "SOP %lld: %s", (long long)from->id.v, str_z(a, e->user)); /* e goes with `keep` */
  *made = s;
  return NULL;
}

err library_sop_known(db_ro *db, arena *a, sop_id id, str hash, const sop **out) {
  const void *found;
  TRY(shelf_get(&sops, a, hash, read_sop, &(struct reading){db, id}, &found));
  *out = found;
  return NULL;
}

err library_sop(db_ro *db, arena *a, sop_id id, const sop **out) {
  sql_sop_hash_row *r;
  TRY(sql_sop_hash(db, a, id, &r));
  if (!r) return ERR(a, NOT_FOUND, "SOP ini tidak ada.");
  return library_sop_known(db, a, id, r->hash, out);
}

err library_put(db_rw *db, arena *a, region_id region, str text, str base, instant now, sop_id *out) {
  sop *s;
  TRY(library_check(a, text, base, S("sop.yaml"), &s));
  sql_sop_by_hash_row *have;
  TRY(sql_sop_by_hash(db_rw_ro(db), a, region, s->hash, &have));
  if (have) {
    *out = have->id;
    return NULL;
  }
  TRY(store_new_id(db, a, region, &out->v));
  return sql_sop_insert(db, a, *out, region, s->code, s->title, s->hash, text, base, now, NULL);
}

err library_enforce(db_rw *db, arena *a, office_id at, sop_id id, const actor_mark *by, instant now) {
  sql_sop_by_id_row *r;
  sql_office_sop_of_row *old;
  sql_sop_hash_row *was = NULL;
  TRY(sql_sop_by_id(db_rw_ro(db), a, id, &r));
  if (!r) return ERR(a, NOT_FOUND, "SOP ini tidak ada.");
  TRY(sql_office_sop_of(db_rw_ro(db), a, at, r->code, &old));
  TRY(sql_office_sop_put(db, a, at, r->code, id, NULL));
  if (old) TRY(sql_sop_hash(db_rw_ro(db), a, old->sop, &was));
  return audit_add(db, a, at.v, now, by, S("sop.berlaku"), audit_change(a, r->title, was ? was->hash : STR_NONE, r->hash));
}

err library_for_office(db_ro *db, arena *a, const office *o, const sop *s, sop **out) {
  sql_office_sop_of_row *r;
  TRY(sql_office_sop_of(db, a, o->id, s->code, &r));
  sop_identity of = {.government = o->government, .office = o->name, .made = DATE_NONE, .revised = DATE_NONE, .effective = DATE_NONE,
                     .approver_position = o->head_title};
  if (r) {
    of.number = r->number;
    of.made = r->made;
    of.revised = r->revised;
    of.effective = r->effective;
    of.approver_name = r->approver;
  }
  *out = sop_for_office(a, s, &of);
  return NULL;
}

static err check_paper(arena *a, const sop_paper *p) {
  if (date_some(p->made) && date_some(p->revised) && p->revised.day < p->made.day)
    return ERR_FIELD(a, S("direvisi"), "Tanggal revisi tidak boleh sebelum tanggal pembuatan.");
  if (date_some(p->made) && date_some(p->effective) && p->effective.day < p->made.day)
    return ERR_FIELD(a, S("berlaku"), "Tanggal efektif tidak boleh sebelum tanggal pembuatan.");
  return NULL;
}

static str day_text(arena *a, date d) { return date_some(d) ? date_id(a, d) : S(""); }

err library_set_paper(db_rw *db, arena *a, const office *o, str code, const sop_paper *p, const actor *who, instant now) {
  sql_office_sop_of_row *r;
  TRY(sql_office_sop_of(db_rw_ro(db), a, o->id, code, &r));
  if (!r) return ERR(a, NOT_FOUND, "SOP ini tidak berlaku di %.*s.", STR_ARG(o->name));
  if (!actor_keeps_office(who, o->id))
    return ERR(a, FORBIDDEN, "Identitas SOP hanya diisi oleh Sekretaris, Kasubag Perencanaan, atau administrator.");
  TRY(check_paper(a, p));
  const struct { const char *what; str old, new_; } changes[] = {
      {"nomor SOP", r->number, p->number},
      {"tanggal pembuatan", day_text(a, r->made), day_text(a, p->made)},
      {"tanggal revisi", day_text(a, r->revised), day_text(a, p->revised)},
      {"tanggal efektif", day_text(a, r->effective), day_text(a, p->effective)},
      {"disahkan oleh", r->approver, p->approver},
  };
  actor_mark by = actor_mark_at(a, who, o->id);
  for (size_t i = 0; i < LEN(changes); i++)
    if (!str_eq(changes[i].old, changes[i].new_))
      TRY(audit_add(db, a, o->id.v, now, &by, S("sop.identitas"), audit_change(a, str_of(changes[i].what), changes[i].old, changes[i].new_)));
  return sql_office_sop_identity(db, a, o->id, code, p->number, p->made, p->revised, p->effective, p->approver, NULL);
}
