/* copy: what backup and restore share: a folder that holds a copy of an installation.
 *
 * takar.db     the database, one file that is complete by itself
 * rantai.txt   the head of every audit chain in it: "chain n hash", one per line
 * SHA256SUMS   of both, as sha256sum(1) writes and checks it; written last, so a copy that was interrupted has none
 */
#ifndef TAKAR_CLI_COPY_H
#define TAKAR_CLI_COPY_H
#include "base/err.h"

#define COPY_DATABASE "/takar.db"
#define COPY_HEADS "/rantai.txt"
#define COPY_SUMS "/SHA256SUMS"

/* A folder to fill: made when it is not there; ERR_INPUT when something is in it already. */
MUST_CHECK err copy_folder(arena *a, str path);
/* What SHA256SUMS must say of the files that are in `folder`. */
MUST_CHECK err copy_sums(arena *a, str folder, str *out);
/* Looks through a database file (pages, references, chains) and gives the heads of its chains. ERR_CONFLICT names the first fault. */
MUST_CHECK err copy_prove(arena *a, str database, str *heads);
/* Names of a folder are on disk. */
MUST_CHECK err copy_settle(arena *a, str folder);
/* One line for people: how many chains, and one fingerprint of all heads. */
str copy_mark(arena *a, str heads);
#endif
