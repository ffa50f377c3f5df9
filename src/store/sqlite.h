/* sqlite: what upkeep.c needs of a connection. Internal to store/. */
#ifndef TAKAR_STORE_SQLITE_H
#define TAKAR_STORE_SQLITE_H
#include <sqlite3.h>

#include "store/store.h"

sqlite3 *sqlite_handle(db_ro *db); /* NULL for a connection of another engine */
#endif
