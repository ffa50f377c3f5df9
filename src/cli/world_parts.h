/* world_parts: what the readers of a world's sections share. */
#ifndef TAKAR_CLI_WORLD_PARTS_H
#define TAKAR_CLI_WORLD_PARTS_H
#include "cli/tree.h"
#include "office/account.h"

typedef struct world {
  complaints c;
  arena *a;
  str folder, name;
  instant now;
  LIST(const node *) files;  /* the world and what it includes */
  region_id region;
  date since;                /* since when positions are held, unless one says otherwise */
  str password;              /* hash */
  db_rw *db;
  actor_mark by;
} world;

/* The office of a code named in `map` at `key`; a zero id after a complaint. */
MUST_CHECK err world_office(world *w, const node *map, const char *key, office_id *out);
/* "camat", or "32.14.INSP/inspektur" for a position of another office. */
MUST_CHECK err world_position(world *w, const node *at, office_id where, str code, position_id *out);

MUST_CHECK err world_offices(world *w, const node *list);
MUST_CHECK err world_accounts(world *w, const node *list);
MUST_CHECK err world_sops(world *w, const node *list);
MUST_CHECK err world_performance(world *w, const node *list);
#endif
