/* performance: objectives, indicators and their targets; the figures of a cycle, with plan, evidence and measurement beside each.
 *
 * A figure is KOSONG (nobody answered), TERISI (a value, 0 included) or NIHIL (not available, with a reason): never mixed up. The
 * achievement is computed here by measure/, for every page and document alike. Results live in the arena.
 */
#ifndef TAKAR_PERFORMANCE_PERFORMANCE_H
#define TAKAR_PERFORMANCE_PERFORMANCE_H
#include "measure/aggregate.h"
#include "measure/measure.h"
#include "office/office.h"
#include "performance/budget.h"
#include "performance/components.h"
#include "performance/office_rules.h"

typedef struct indicator {
  indicator_id id;
  objective_id objective;
  int64_t objective_no, no;
  str objective_title, code, name, unit;
  enum direction direction;      /* as stated; plain "turun" is form A here, and what the rules say in a figure */
  str stated;                    /* the direction as it is stored */
  enum accumulation accumulation;
  str definition, source, note, formula; /* formula: in words */
  enum computation computed;
  str_list parts;      /* what is counted, when it is computed */
  decimal weight;      /* in the mean of its objective; DECIMAL_NONE: none given */
  position_id owner;
  number target;       /* of the period: the quarter's when there is one, else the year's */
  number year_target, medium_target, national;
} indicator;
typedef LIST(indicator) indicators;

/* The indicators of an office for a period (quarter 0: the year), by objective. */
MUST_CHECK err performance_indicators(db_ro *db, arena *a, office_id office, int64_t year, int64_t quarter, indicators *out);

/* Lines of the stored text as names. */
str_list indicator_parts(arena *a, str lines);
/* One of them; *out is NULL when the office has no such indicator in that year. */
MUST_CHECK err performance_indicator(db_ro *db, arena *a, office_id office, int64_t year, int64_t quarter, indicator_id id, indicator **out);

enum figure_state { FIGURE_KOSONG, FIGURE_TERISI, FIGURE_NIHIL };

/* A file of a cycle (evidence, requirement, scan); the bytes are in blob under `hash`. */
typedef struct evidence {
  file_id id;
  int64_t no;
  str kind;
  indicator_id indicator;
  str name, media, hash, by;
  int64_t size;
  instant at;
} evidence;
typedef LIST(evidence) evidences;

typedef struct past_figure { int64_t year; number target, actual; measure_result result; } past_figure;

/* Everything about one indicator in one cycle. */
typedef struct figure {
  indicator of;
  enum figure_state state;
  number actual;         /* TERISI */
  str typed, reason, no_evidence, by;
  int64_t version;       /* 0 while never written; an answer that was taken back keeps counting */
  instant at;
  evidences files;
  measure_result result;
  const office_rules *rules; /* it was computed under */
  struct { str source, method, evidence, person_name; person_id person; date first, last; int64_t version; bool exists; } plan;
  LIST(past_figure) past; /* earlier years, oldest first */
} figure;
typedef LIST(figure) figures;

MUST_CHECK err performance_figures(db_ro *db, arena *a, office_id office, cycle_id cycle, int64_t year, int64_t quarter, figures *out);
/* The file list of a cycle. */
MUST_CHECK err performance_files(db_ro *db, arena *a, cycle_id cycle, evidences *out);
figure *figures_find(const figures *f, indicator_id id);
/* A number as people read it: "80,60", "80–90", "BB", "–". */
str number_id(arena *a, number n);
str figure_state_label(enum figure_state s); /* "kosong", "terisi", "tidak tersedia" */

/* What somebody says of one figure. version: the one they saw (0: none; FIGURE_ANY_VERSION: whatever stands there). */
enum { FIGURE_ANY_VERSION = -1 };
typedef struct figure_input {
  indicator_id indicator;
  enum figure_state state;
  str typed, reason, no_evidence;
  int64_t version;
} figure_input;
/* What is wrong with an answer in itself; what performance_save would say of it. */
MUST_CHECK err performance_check(arena *a, const indicator *of, const figure_input *in);
/* Checks and stores one answer. ERR_INPUT with a point at "nilai.ID"/"alasan.ID" when it cannot be taken; CONFLICT, with the value that
 * stands there now, when somebody else wrote meanwhile. *old and *new_ are texts for the audit entry; both absent when nothing changed. */
MUST_CHECK err performance_save(db_rw *db, arena *a, cycle_id cycle, const indicator *of, const figure_input *in, str by, instant now,
                                str *old, str *new_);

/* The mean of an objective's achievements, weighted as soon as one of its indicators has a weight; and the mean of the objectives. Both say
 * how many were used and which were left out, under the rules of the figures. */
aggregate performance_mean(arena *a, const figures *f, objective_id objective);
aggregate performance_office_mean(arena *a, const figures *f);
/* "2 dari 3 indikator dipakai; tidak dipakai: Indeks Desa (data tidak tersedia)"; `what`: "indikator", "sasaran". */
str performance_used_text(arena *a, const aggregate *g, const char *what);
/* "102,11 %, 2 dari 3 indikator dipakai; ..." */
str performance_mean_text(arena *a, const aggregate *g, const char *what);

/* What an indicator reached, oldest first, running cycles included; of several cycles of a period the latest. */
typedef struct reached {
  int64_t year, quarter;
  cycle_id cycle;
  bool running;
  number target, actual;
  measure_result result;
} reached;
typedef LIST(reached) reached_list;
MUST_CHECK err performance_reached(db_ro *db, arena *a, office_id office, str code, reached_list *out);
#endif
