/* The section "sops" of a world: which SOP is in force where, with its number, dates and lanes. */
#include "cli/share.h"
#include "cli/sop_file.h"
#include "cli/world_parts.h"
#include "cycle/cycle_sql.h"
#include "cycle/library.h"
#include "office/office_sql.h"

/* The name of whoever holds a position of the office; an SOP prints who approved it. */
static err approver(world *w, const node *n, office_id at, str *out) {
  str code = tree_text(&w->c, n, "approver");
  position_id position;
  official o;
  *out = S("");
  if (!code.n) return NULL;
  TRY(world_position(w, n, at, code, &position));
  date today = instant_local(w->now, 420).day;
  TRY(official_of(db_rw_ro(w->db), w->a, position, today, true, &o));
  if (o.name.n) *out = o.name;
  return NULL;
}

static err load_lanes(world *w, const node *lanes, office_id at, const sop *s) {
  for (size_t i = 0; i < s->lanes.n; i++) {
    str lane = s->lanes.v[i].code, code;
    const node *n = source_get(lanes, lane);
    position_id position;
    if (str_eq(lane, S("tim"))) continue;
    if (!n) {
      COMPLAIN(&w->c, lanes, "Pelaksana “%.*s” belum dipetakan ke jabatan.", STR_ARG(lane));
      continue;
    }
    code = n->text;
    TRY(world_position(w, n, at, code, &position));
    if (position.v) TRY(sql_lane_put(w->db, w->a, at, s->code, lane, position, NULL));
  }
  return NULL;
}

static err enforce(world *w, const node *n, office_id at, sop_id id, const sop *s) {
  str who;
  const node *lanes = tree_map(&w->c, n, "lanes");
  TRY(library_enforce(w->db, w->a, at, id, &w->by, w->now));
  TRY(approver(w, n, at, &who));
  TRY(sql_office_sop_identity(w->db, w->a, at, s->code, tree_text(&w->c, n, "number"), tree_date(&w->c, n, "made"),
                              tree_date(&w->c, n, "revised"), tree_date(&w->c, n, "effective"), who, NULL));
  if (lanes) return load_lanes(w, lanes, at, s);
  COMPLAIN(&w->c, n, "“lanes” wajib diisi: jabatan bagi setiap pelaksana.");
  return NULL;
}

/* At one office, or at all of a kind. */
static err load_sop(world *w, const node *n) {
  static const char *const keys[] = {"file", "office", "kind", "number", "made", "revised", "effective", "approver", "lanes", NULL};
  if (!source_keys(&w->c, n, keys)) return NULL;
  str file = tree_need(&w->c, n, "file"), kind = tree_text(&w->c, n, "kind"), text, base;
  sop *s;
  sop_id id;
  office_id only = {0};
  sql_offices_of_region_rows offices;
  if (!kind.n) TRY(world_office(w, n, "office", &only));
  TRY(sop_file_read(w->a, w->folder, file, &text, &base));
  TRY(library_check(w->a, text, base, file, &s));
  TRY(library_put(w->db, w->a, w->region, text, base, w->now, &id));
  TRY(sql_offices_of_region(db_rw_ro(w->db), w->a, w->region, &offices));
  for (size_t i = 0; i < offices.n; i++)
    if (kind.n ? str_eq(offices.v[i].kind, kind) : offices.v[i].id.v == only.v) TRY(enforce(w, n, offices.v[i].id, id, s));
  return NULL;
}

err world_sops(world *w, const node *list) {
  for (size_t i = 0; i < list->n; i++) TRY(load_sop(w, list->items[i]));
  return NULL;
}
