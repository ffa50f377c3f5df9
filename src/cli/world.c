#include "cli/world.h"

#include "cli/share.h"
#include "cli/world_parts.h"
#include "office/change.h"
#include "office/office_sql.h"
#include "store/audit.h"

enum { FILE_MAX = 512 * 1024, FILES_MAX = 20 };

static const char *const keys[] = {"title",   "region", "password",    "since",  "calendar", "include",
                                   "offices", "sops",   "performance", "accounts", NULL};

/* ---- reading ---- */

static err read_file(world *w, str name) {
  str bytes;
  TRY(share_read(w->a, w->folder, name, &bytes));
  const node *root = source_read(&w->c, bytes, name, FILE_MAX);
  if (!root || !source_keys(&w->c, root, keys)) return NULL;
  LIST_ADD(w->a, &w->files, root);
  const node *more = tree_list(&w->c, root, "include");
  if (more && w->files.n + more->n > FILES_MAX) return ERR(w->a, LIMIT, "Terlalu banyak berkas dalam satu dunia.");
  for (size_t i = 0; more && i < more->n; i++) TRY(read_file(w, more->items[i]->text));
  return NULL;
}

static err read_world(world *w) {
  TRY(read_file(w, w->name));
  TRY(source_verdict(&w->c, w->name));
  const node *root = w->files.v[0], *region = tree_map(&w->c, root, "region");
  if (!region) COMPLAIN(&w->c, root, "“region” wajib diisi.");
  else w->region.v = tree_int(&w->c, region, "id", 0);
  if (region && (w->region.v < 1 || w->region.v > 9999)) COMPLAIN(&w->c, region, "“id” adalah kode daerah 4 angka, misalnya 3214.");
  w->since = tree_date(&w->c, root, "since");
  if (!date_some(w->since)) COMPLAIN(&w->c, root, "“since” wajib diisi: sejak kapan jabatan dipegang.");
  return source_verdict(&w->c, w->name);
}

/* ---- names of offices and positions ---- */

err world_office(world *w, const node *map, const char *key, office_id *out) {
  str code = tree_need(&w->c, map, key);
  sql_office_by_code_row *r = NULL;
  if (code.n) TRY(sql_office_by_code(db_rw_ro(w->db), w->a, w->region, code, &r));
  *out = r ? r->id : (office_id){0};
  if (code.n && !r) COMPLAIN(&w->c, source_get(map, str_of(key)), "Kantor “%.*s” tidak ada.", STR_ARG(code));
  return NULL;
}

err world_position(world *w, const node *at, office_id where, str code, position_id *out) {
  str head, tail = str_cut(code, '/', &head), title;
  if (tail.p) {
    sql_office_by_code_row *r;
    TRY(sql_office_by_code(db_rw_ro(w->db), w->a, w->region, head, &r));
    where = r ? r->id : (office_id){0};
  }
  TRY(position_find(db_rw_ro(w->db), w->a, where, tail.p ? tail : head, out, &title));
  if (!out->v) COMPLAIN(&w->c, at, "Jabatan “%.*s” tidak ada.", STR_ARG(code));
  return NULL;
}

/* ---- region and calendar ---- */

static err load_region(world *w) {
  const node *region = source_get(w->files.v[0], S("region"));
  return sql_region_insert(w->db, w->a, w->region, tree_need(&w->c, region, "name"), tree_need(&w->c, region, "government"), NULL);
}

static err load_calendar(world *w, const node *map) {
  str off = tree_need(&w->c, map, "days_off"), ramadan = tree_need(&w->c, map, "ramadan"), bytes;
  TRY(share_read(w->a, w->folder, off, &bytes));
  TRY(office_days_off_import(w->db, w->a, 0, bytes, off, &w->by, w->now));
  TRY(share_read(w->a, w->folder, ramadan, &bytes));
  return office_ramadan_import(w->db, w->a, 0, bytes, ramadan, &w->by, w->now);
}

/* ---- the whole ---- */

typedef err (*section)(world *w, const node *n);

/* In this order, each for all files: a later one names what an earlier one made. */
static const struct { const char *key; bool list; section load; } sections[] = {
    {"calendar", false, load_calendar}, {"offices", true, world_offices},         {"accounts", true, world_accounts},
    {"sops", true, world_sops},         {"performance", true, world_performance},
};

static err audit_files(world *w) {
  json j = JSON(w->a);
  json_open(&j, '{');
  json_kt(&j, S("berkas"), w->name);
  json_ki(&j, S("jumlah berkas"), (int64_t)w->files.n);
  json_close(&j, '}');
  return audit_add(w->db, w->a, 0, w->now, &w->by, S("data-awal.muat"), json_str(&j));
}

static err apply(db_rw *db, arena *a, void *what) {
  world *w = what;
  sql_count_accounts_row have;
  w->db = db;
  TRY(sql_count_accounts(db_rw_ro(db), a, &have));
  if (have.n) return ERR(a, CONFLICT, "Basis data ini sudah berisi akun; data contoh hanya dimuat ke basis data kosong.");
  TRY(load_region(w));
  for (size_t s = 0; s < LEN(sections); s++)
    for (size_t f = 0; f < w->files.n; f++) {
      const node *file = w->files.v[f];
      const node *n = sections[s].list ? tree_list(&w->c, file, sections[s].key) : tree_map(&w->c, file, sections[s].key);
      if (n) TRY(sections[s].load(w, n));
    }
  TRY(source_verdict(&w->c, w->name));
  return audit_files(w);
}

err world_load(store *s, arena *a, str folder, str name, instant now) {
  world w = {.c = {.a = a}, .a = a, .folder = folder, .name = name, .now = now, .by = {.name = S("Takar"), .as = S("data awal")}};
  TRY(read_world(&w));
  str password = tree_need(&w.c, w.files.v[0], "password");
  TRY(source_verdict(&w.c, name));
  TRY(password_acceptable(a, S("password"), S(""), password));
  TRY(password_hash(a, password, &w.password)); /* once: all accounts of a world share it */
  return store_write(s, a, apply, &w);
}

err world_password(arena *a, str folder, str name, str *out) {
  complaints c = {.a = a};
  str bytes;
  TRY(share_read(a, folder, name, &bytes));
  const node *root = source_read(&c, bytes, name, FILE_MAX);
  *out = root ? tree_text(&c, root, "password") : S("");
  return source_verdict(&c, name);
}
