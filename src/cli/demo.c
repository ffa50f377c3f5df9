/* The demo: a database made by playing stories. */
#include "cli/share.h"
#include "cli/story.h"
#include "cli/world.h"
#include "store/store_sql.h"

/* Marks the database as a demo: the page of signing in shows its accounts. */
static err mark(db_rw *db, arena *a, void *what) {
  (void)what;
  return sql_setting_put(db, a, 0, S("demo"), S("ya"), NULL);
}

err demo_load(store *s, arena *a) {
  static const str folder = SC("demo/cycles/");
  bool first = true;
  for (size_t i = 0; i < n_share_files; i++) {
    story_result told;
    if (!str_starts(share_files[i].name, folder)) continue;
    TRY(story_play(s, a, S(""), share_files[i].name, first, &told));
    first = false;
  }
  return store_write(s, a, mark, NULL);
}
