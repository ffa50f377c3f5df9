/* world: a regency written as files: offices, people, positions, accounts, SOPs in force, indicators and budgets.
 *
 * For the demo and for scenarios. A world file is YAML (format: demo/README.md) that may include others; all of it is loaded in one
 * transaction into a database without accounts, or nothing is. Mistakes are named with file and line.
 */
#ifndef TAKAR_CLI_WORLD_H
#define TAKAR_CLI_WORLD_H
#include "store/store.h"

/* Loads the world `name`, found in `folder` or inside the program (share_read). `now` is the moment written into the trail. */
MUST_CHECK err world_load(store *s, arena *a, str folder, str name, instant now);
/* The password all accounts of a world share; it is written in the world's file. */
MUST_CHECK err world_password(arena *a, str folder, str name, str *out);

#define DEMO_WORLD "demo/purwakarta.yaml"
/* The demo: its world, then its stories (demo/cycles) played through the steps as people would, and a trial certificate for its Camat, good
 * from `now` on. site: its address for QR codes; may be absent. `app_open` comes first. */
MUST_CHECK err demo_load(store *s, arena *a, instant now, str site);
/* Whether this is a demo; ERR_INPUT for one whose making was cut off, which demo_load cannot go on with. */
MUST_CHECK err demo_state(db_ro *db, arena *a, bool *is_demo);
#endif
