/* export_data: the tables an office hands on (document/exports.h), put together from its plan, its figures and its money.
 *
 * Only reads. Who may see the office is decided by the caller. Figures of a quarter are those of the latest cycle of that period. What is
 * not there is left blank. Books live in the arena.
 */
#ifndef TAKAR_STEPS_EXPORT_DATA_H
#define TAKAR_STEPS_EXPORT_DATA_H
#include "cycle/cycle.h"
#include "document/exports.h"

/* kind, name in addresses and of files, label; the measurement is of one cycle, the others of a year */
#define EXPORTS(X)                                                        \
  X(MEASURE, "pengukuran-kinerja", "Pengukuran kinerja")                  \
  X(AGREEMENT, "lampiran-pk", "Lampiran Perjanjian Kinerja")              \
  X(PLAN, "rencana-aksi", "Rencana aksi")                                 \
  X(E81, "evaluasi-renja-e81", "Evaluasi Renja (Formulir E.81)")
enum export_kind {
#define X(kind, name, label) EXPORT_##kind,
  EXPORTS(X)
#undef X
  EXPORT_COUNT
};
str export_name(enum export_kind k);
str export_label(enum export_kind k);
bool export_find(str name, enum export_kind *out);

/* `c`: the cycle measured, which EXPORT_MEASURE needs; the others take its year, or `year` when it is NULL. */
typedef struct export_ask {
  const office *of;
  int64_t year;
  const cycle *c;
  date today;
} export_ask;
/* Form E.81 of the year: up to the cycle's quarter when there is a cycle, measured with its rules. */
MUST_CHECK err export_e81_form(db_ro *db, arena *a, const export_ask *ask, export_e81 *out);
MUST_CHECK err export_book(db_ro *db, arena *a, const export_ask *ask, enum export_kind k, sheet_book **out);
#endif
