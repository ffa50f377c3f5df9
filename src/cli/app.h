/* app: what every command needs: the open store with all statements known, and the library of SOPs started.
 *
 * An installation's database is what --database says, else the environment's TAKAR_DATABASE ("postgresql://...", or the path of an SQLite
 * file), else the line "database" of DIR/takar.conf (settings.h), else DIR/takar.db. app_open makes the data folder and the database when they are not there.
 */
#ifndef TAKAR_CLI_APP_H
#define TAKAR_CLI_APP_H
#include "store/store.h"

typedef struct app {
  arena *a;      /* for the life of the program */
  store *store;
  str place;     /* of the database */
} app;

MUST_CHECK err app_open(app *out, str dir, str database);
void app_close(app *x);
/* ERR_INPUT when there is no such file: for commands that must not make one. */
MUST_CHECK err app_existing(arena *a, str dir, str database);
MUST_CHECK err app_place(arena *a, str dir, str database, str *place);
/* ERR_INPUT when the installation of this folder is not the file in it: for what is done to files. */
MUST_CHECK err app_own_file(arena *a, str dir);
/* Prints an error for a person at the terminal (text, then its points), and gives the exit status. */
int app_fail(str what, err e);
/* The bytes of a file; ERR_INPUT when it cannot be read or is larger than max. */
MUST_CHECK err app_read_file(arena *a, str path, size_t max, str *out);
/* On disk when it returns. */
MUST_CHECK err app_write_file(arena *a, str path, str bytes);
/* The moment now. Only commands and the web ask for it. */
instant app_now(void);
#endif
