/* disk: everything under SQLite and Takar that may fail, where it can be made to: a disk in memory, and the places where memory is asked for.
 *
 * The files of SQLite are in this process, so a fork has a disk of its own, in the state of that moment. At each point where something
 * could fail (an allocation, a statement, an opening, reading, writing or syncing) the watcher is asked whether it does. Allocations of
 * Takar's own code and its calls of sqlite3_step are caught by the linker (--wrap). One thread.
 */
#ifndef TAKAR_TESTS_DISK_H
#define TAKAR_TESTS_DISK_H
#include <stdbool.h>

/* name, what fails */
#define DISK_KINDS(X)                                              \
  X(MEMORY, "an allocation of Takar")                              \
  X(ENGINE, "an allocation of SQLite")                             \
  X(STATEMENT, "a statement")                                      \
  X(OPEN, "opening a file")                                        \
  X(READ, "reading")                                               \
  X(FULL, "writing: the disk is full")                             \
  X(WRITE, "writing: the disk is read-only or broken")             \
  X(SYNC, "syncing")
enum disk_kind {
#define X(name, what) DISK_##name,
  DISK_KINDS(X)
#undef X
  DISK_N
};
extern const char *const disk_names[DISK_N];

typedef bool (*disk_watcher)(enum disk_kind kind);

void disk_install(void);            /* before SQLite is used */
void disk_watch(disk_watcher does); /* NULL: nothing fails */
void disk_keep(void);               /* the files as they are now ... */
void disk_again(void);              /* ... are there again; nobody may have one open */
/* What kill -9 leaves: the files, and nobody who has them open. What had them open must not be used or closed any more. */
void disk_killed(void);
#endif
