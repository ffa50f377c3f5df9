#include <errno.h>
#include <sys/random.h>
#include <unistd.h>

#include "store/engine.h"

static const str folder = SC("/takar-cerita-XXXXXX"), file = SC("/takar.db"), word = SC("options=-csearch_path%3D");

static err run(arena *a, str place, const char *sql) {
  db_ro *db;
  TRY(postgres_engine.connect(a, str_z(a, place), DB_WRITER, 0, &db));
  err e = postgres_engine.run(a, db, sql);
  postgres_engine.disconnect(db);
  return e;
}

static err make_schema(arena *a, str beside, str *place) {
  uint64_t random;
  if (getrandom(&random, sizeof random, 0) != sizeof random) return ERR_CAUSE(a, "no random numbers");
  str name = str_fmt(a, "scratch_%016llx", (unsigned long long)random);
  *place = STR_CAT(a, beside, str_find(beside, S("?")) < 0 ? S("?") : S("&"), word, name);
  return run(a, beside, str_z(a, STR_CAT(a, S("CREATE SCHEMA "), name)));
}

err store_scratch(arena *a, str beside, str *place) {
  if (beside.n) return make_schema(a, beside, place);
  const char *tmp = getenv("TMPDIR");
  char *dir = str_z(a, STR_CAT(a, str_of(tmp ? tmp : "/tmp"), folder));
  if (!mkdtemp(dir)) return ERR(a, INPUT, "Folder sementara tidak dapat dibuat: %s.", strerror(errno));
  *place = STR_CAT(a, str_of(dir), file);
  return NULL;
}

err store_scratch_drop(arena *a, str place) {
  static const str endings[] = {SC(""), SC("-wal"), SC("-shm")};
  ptrdiff_t at = str_find(place, word);
  if (store_is_address(place) && at >= 0)
    return run(a, place, str_z(a, STR_CAT(a, S("DROP SCHEMA "), str_from(place, (size_t)at + word.n), S(" CASCADE"))));
  for (size_t i = 0; i < LEN(endings); i++) unlink(str_z(a, STR_CAT(a, place, endings[i])));
  rmdir(str_z(a, str_sub(place, 0, place.n - file.n)));
  return NULL;
}
