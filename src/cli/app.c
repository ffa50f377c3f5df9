#include "cli/app.h"

#include <errno.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cycle/cycle_sql.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "steps/step.h"
#include "store/store_sql.h"

static const sql_table *const tables[] = {&store_sql, &office_sql, &performance_sql, &cycle_sql};

str app_place(arena *a, str dir, str database) {
  str given = database.n ? database : str_of(getenv("TAKAR_DATABASE"));
  return given.n ? given : STR_CAT(a, dir, S("/takar.db"));
}

err app_open(app *out, str dir, str database) {
  *out = (app){.a = arena_new(0)};
  if (!out->a || sodium_init() < 0) {
    fputs("takar: not enough memory to start\n", stderr);
    exit(3);
  }
  out->place = str_copy(out->a, app_place(out->a, dir, database));
  if (!store_is_address(out->place) && mkdir(str_z(out->a, dir), 0700) != 0 && errno != EEXIST)
    return ERR(out->a, INPUT, "Folder data “%.*s” tidak dapat dibuat: %s.", STR_ARG(dir), strerror(errno));
  size_t n;
  const str *kinds = step_kind_names(&n);
  library_start(kinds, n);
  return store_open(out->a, out->place, tables, LEN(tables), &out->store);
}

err app_existing(arena *a, str dir, str database) {
  str place = app_place(a, dir, database);
  if (store_is_address(place) || access(str_z(a, place), F_OK) == 0) return NULL;
  return ERR(a, INPUT, "Tidak ada basis data Takar di “%.*s”.", STR_ARG(place));
}

void app_close(app *x) {
  store_close(x->store);
  arena_free(x->a);
  library_stop();
}

int app_fail(str what, err e) {
  fprintf(stderr, "%.*s: %.*s\n", STR_ARG(what), STR_ARG(e->user));
  for (size_t i = 0; i < e->points.n; i++)
    if (!str_eq(e->points.v[i].text, e->user)) fprintf(stderr, "  %.*s: %.*s\n", STR_ARG(e->points.v[i].field), STR_ARG(e->points.v[i].text));
  if (e->cause.n) fprintf(stderr, "  (%.*s, %s:%d)\n", STR_ARG(e->cause), e->file, e->line);
  return err_exit_status(e->code);
}

static void close_file(void *f) { fclose(f); }

err app_read_file(arena *a, str path, size_t max, str *out) {
  FILE *f = fopen(str_z(a, path), "rb");
  if (!f) return ERR(a, INPUT, "Berkas “%.*s” tidak dapat dibuka: %s.", STR_ARG(path), strerror(errno));
  arena_defer(a, close_file, f);
  buf b = BUF(a);
  b.max = max;
  char chunk[65536];
  for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;) buf_add(&b, (str){chunk, n});
  if (ferror(f)) return ERR(a, INPUT, "Berkas “%.*s” tidak dapat dibaca: %s.", STR_ARG(path), strerror(errno));
  if (buf_failed(&b)) return ERR(a, LIMIT, "Berkas “%.*s” terlalu besar.", STR_ARG(path));
  *out = buf_str(&b);
  return NULL;
}

err app_write_file(arena *a, str path, str bytes) {
  FILE *f = fopen(str_z(a, path), "wb");
  bool ok = f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fflush(f) == 0 && (fsync(fileno(f)) == 0 || errno == EINVAL);
  if (f && fclose(f) != 0) ok = false;
  return ok ? NULL : ERR(a, INPUT, "Berkas “%.*s” tidak dapat ditulis: %s.", STR_ARG(path), strerror(errno));
}

instant app_now(void) { return (instant){time(NULL)}; }
