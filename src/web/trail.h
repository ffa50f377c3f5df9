/* trail: entries of the audit chain in words an office reads: what was done, to what, and the old and the new value.
 *
 * Pure. Nothing of an entry is left out but the hashes' tails; an action or a key that is not in the tables is shown as it is written.
 */
#ifndef TAKAR_WEB_TRAIL_H
#define TAKAR_WEB_TRAIL_H
#include "store/audit.h"

typedef struct trail_detail { str label, value; } trail_detail;
typedef struct trail_line {
  str deed;                /* "Angka diubah" */
  str subject;             /* what it is about: "IKU-1 Indeks Kepuasan Masyarakat"; may be absent */
  bool change;             /* before and after are meant */
  str before, after;       /* absent: there was none */
  LIST(trail_detail) details;
} trail_line;

/* What the ids in payloads are called on the page: "IKM Indeks Kepuasan Masyarakat". An id without a name stays a number. */
typedef struct trail_name { int64_t id; str name; } trail_name;
typedef struct trail_names { const trail_name *v; size_t n; } trail_names;

trail_line trail_words(arena *a, const audit_entry *e, trail_names names);
/* Whether `word` occurs in what the line shows or in who did it; letters' case (ASCII) does not matter. A blank word is everywhere. */
bool trail_holds(arena *a, const trail_line *l, const audit_entry *e, str word);
#endif
