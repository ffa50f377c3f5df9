/* disk: faults to order, one kind at a time: the k-th allocation, statement, opening, reading, writing or syncing fails, once or from then on.
 *
 * Allocations of Takar's own code and its calls of sqlite3_step are caught by the linker (--wrap); the rest is a memory allocator and a file
 * system given to SQLite. One thread.
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

void disk_install(void); /* before SQLite is used */
/* From now on the `at`-th of this kind fails (and with `lasting` all after it); 0: none, only counted. */
void disk_arm(enum disk_kind kind, long at, bool lasting);
long disk_rest(void);    /* no fault any more; how many of the kind there were */
bool disk_pause(bool on); /* not counted and not failing meanwhile; what it was before */
#endif
