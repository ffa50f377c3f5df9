/* inspect: what the Inspektorat sees of all offices: who has reported, and the register of what was received. */
#ifndef TAKAR_WEB_PAGES_INSPECT_H
#define TAKAR_WEB_PAGES_INSPECT_H
#include "web/pages/kit.h"

/* How a report stands. name, code in the address, words, look */
#define REPORT_STATES(X)                                      \
  X(NOT_DUE, "nanti", "belum waktunya", LOOK_PLAIN)           \
  X(NOT_BEGUN, "belum", "belum mulai", LOOK_PLAIN)            \
  X(RUNNING, "berjalan", "berjalan", LOOK_ACTIVE)             \
  X(LATE, "terlambat", "terlambat", LOOK_LATE)                \
  X(RETURNED, "dikembalikan", "dikembalikan", LOOK_RETURNED)  \
  X(HANDED, "diserahkan", "diserahkan", LOOK_SOON)            \
  X(RECEIVED, "diterima", "diterima", LOOK_DONE)
enum report_state {
#define X(name, code, words, look) REPORT_##name,
  REPORT_STATES(X)
#undef X
  REPORT_STATE_COUNT
};
typedef struct report_cell { enum report_state state; enum look look; str text, path; } report_cell;
enum { REPORT_QUARTERS = 4 };
typedef struct report_row { str office, code, kind; report_cell of[REPORT_QUARTERS]; } report_row;
/* One quarter at a glance: how many offices stand where; x and width in thousandths. */
typedef struct report_share { int64_t x, width; str look; } report_share;
typedef struct report_bar { str label, words; report_share of[REPORT_STATE_COUNT]; size_t n; } report_bar;
typedef struct matrix_view {
  int64_t year;
  str register_path;
  const chip_view *years; size_t n_years;
  const chip_view *filters; size_t n_filters;
  const chip_view *kinds; size_t n_kinds;    /* none when all offices are of one kind */
  const chip_view *orders; size_t n_orders;
  report_bar bars[REPORT_QUARTERS];
  str search, state, kind, order;            /* as asked for; absent: not */
  size_t n_all;
  LIST(report_row) rows;
} matrix_view;

err matrix_get(const get_ctx *cx, request *rq, response *rs);
err register_get(const get_ctx *cx, request *rq, response *rs);
#endif
