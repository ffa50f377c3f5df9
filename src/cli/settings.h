/* settings: the file DIR/takar.conf of an installation, for what would else be said with every command: lines "name = value", "#" begins a comment.
 *
 * An option of the command, and for the database the environment's TAKAR_DATABASE, goes before the file. Read by lines of ours and not by libinih, whose
 * lines end at 200 bytes: the address of a database with several hosts and certificates is longer.
 */
#ifndef TAKAR_CLI_SETTINGS_H
#define TAKAR_CLI_SETTINGS_H
#include "base/err.h"

/* member, name in the file: as the option of `takar serve` */
#define SETTINGS(X)      \
  X(database, "database") \
  X(listen, "listen")     \
  X(proxied, "proxied")   \
  X(open_metrics, "open-metrics")
typedef struct settings {
#define X(member, name) str member;
  SETTINGS(X)
#undef X
} settings;

/* Absent members when the file, or the line, is not there; ERR_INPUT, naming the line, for a name that is none, a line without "=" or one said twice. */
MUST_CHECK err settings_read(arena *a, str dir, settings *out);
/* "ya" or "tidak"; false when absent. */
MUST_CHECK err settings_yes(arena *a, str name, str value, bool *out);
#endif
