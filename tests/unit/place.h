/* Where a test's database is: the file at `path`, made anew; or, when TAKAR_DATABASE names a PostgreSQL server, a schema of its own there. */
#ifndef TAKAR_TEST_PLACE_H
#define TAKAR_TEST_PLACE_H
#include <unistd.h>

#include "store/store.h"
#include "test.h"

static inline bool test_on_postgres(void) { return getenv("TAKAR_DATABASE") != NULL; }

static inline str test_place(arena *a, const char *path) {
  str place = str_of(path);
  unlink(path);
  if (test_on_postgres()) assert_ok(a, store_scratch(a, str_of(getenv("TAKAR_DATABASE")), &place));
  return place;
}
#endif
