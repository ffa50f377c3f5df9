#include "cycle/library.h"

#include <pthread.h>

#include "cycle/cycle_sql.h"

/* Parsed SOPs by hash. Each entry has an arena of its own and is never changed or freed before library_stop. */
typedef struct shelf {
  struct shelf *next;
  arena *a;
  sop *sop;
  int64_t id;
} shelf;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static shelf *shelves;
static const str *kinds;
static size_t n_kinds;

void library_start(const str *k, size_t n) {
  kinds = k;
  n_kinds = n;
}

void library_stop(void) {
  while (shelves) {
    shelf *s = shelves;
    shelves = s->next;
    arena_free(s->a);
    free(s);
  }
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

static shelf *find(int64_t id) {
  for (shelf *s = shelves; s; s = s->next)
    if (s->id == id) return s;
  return NULL;
}

static err read_sop(db_ro *db, arena *a, sop_id id, arena *keep, sop **out) {
  sql_sop_by_id_row *r;
  TRY(sql_sop_by_id(db, a, id, &r));
  if (!r) return ERR(a, NOT_FOUND, "SOP ini tidak ada.");
  return library_check(keep, str_copy(keep, r->source), str_copy(keep, r->base_source), str_copy(keep, r->code), out);
}

err library_sop(db_ro *db, arena *a, sop_id id, const sop **out) {
  pthread_mutex_lock(&lock);
  shelf *have = find(id.v);
  pthread_mutex_unlock(&lock);
  if (!have) {
    shelf *fresh = calloc(1, sizeof *fresh);
    arena *keep = arena_new(0);
    if (!fresh || !keep) return ERR_CAUSE(a, "out of memory for an SOP");
    *fresh = (shelf){.a = keep, .id = id.v};
    err e = read_sop(db, a, id, keep, &fresh->sop);
    if (e) {
      err kept = ERR_CAUSE(a, "SOP %lld: %s", (long long)id.v, str_z(a, e->user));
      arena_free(keep);
      free(fresh);
      return kept;
    }
    pthread_mutex_lock(&lock);
    have = find(id.v); /* another thread may have been quicker; then two copies stay, which does no harm */
    fresh->next = shelves;
    shelves = fresh;
    pthread_mutex_unlock(&lock);
    have = have ? have : fresh;
  }
  *out = have->sop;
  return NULL;
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
  TRY(sql_sop_by_id(db_rw_ro(db), a, id, &r));
  if (!r) return ERR(a, NOT_FOUND, "SOP ini tidak ada.");
  TRY(sql_office_sop_of(db_rw_ro(db), a, at, r->code, &old));
  TRY(sql_office_sop_put(db, a, at, r->code, id, NULL));
  str before = old ? str_fmt(a, "versi %lld", (long long)old->sop.v) : STR_NONE;
  return audit_add(db, a, at.v, now, by, S("sop.berlaku"), audit_change(a, r->title, before, r->hash));
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
