/* cycle: one run of an SOP by one office for one period, and the one function that moves it.
 *
 * A cycle stands at one step, in one round, in one phase: phase 0 is the turn of the step's lane, phase 1 of the lane that sets, receives
 * or confirms (`setter` in the SOP). Every move goes through cycle_move, in one transaction: right person, nothing missing, new
 * state, audit entry. A return opens a new round of an earlier step with a new clock; earlier rounds stay as they were.
 *
 * Lanes are positions of offices (lane_position), but "tim" is the membership set by the SK of the cycle itself.
 */
#ifndef TAKAR_CYCLE_CYCLE_H
#define TAKAR_CYCLE_CYCLE_H
#include "cycle/library.h"
#include "performance/performance.h"

typedef struct cycle {
  cycle_id id;
  office office;
  const sop *sop;
  str sop_code;
  int64_t year, quarter;       /* quarter 0: the whole year */
  bool running;
  int no, round, phase;
  str lane;                    /* whose turn; "" when closed */
  const sop_step *step;        /* the step it stands at */
  instant due_at, opened_at, closed_at;
  account_id opened_by;
  const calendar *known_calendar;    /* see cycle_calendar */
} cycle;

/* NOT_FOUND when there is none, or when `who` may not see it (who NULL: no check). */
MUST_CHECK err cycle_load(db_ro *db, arena *a, cycle_id id, const actor *who, cycle **out);
/* The working time of its office; read when it is first asked for, so that what needs none does not pay for it. */
MUST_CHECK err cycle_calendar(db_ro *db, arena *a, const cycle *c, const calendar **out);
str cycle_period(arena *a, int64_t year, int64_t quarter); /* "Triwulan II Tahun 2026", "Tahun 2026" */
str cycle_title(arena *a, const cycle *c);                  /* "Triwulan I Tahun 2026, Kecamatan Babakancikao" */

/* How an actor stands to a lane of a cycle today. */
typedef struct turn {
  bool mine;       /* may act for the lane */
  bool signs;      /* and may sign for it */
  str as;          /* "Plh. Camat ...", "Anggota Tim"; "" when not mine */
} turn;
MUST_CHECK err cycle_turn(db_ro *db, arena *a, const cycle *c, const actor *who, str lane, turn *out);
/* A step that waits for an actor, by a position held today or as a member of the cycle's team; the soonest first. */
typedef struct open_turn {
  cycle_id cycle;
  office_id office;
  str office_name, activity;
  int64_t zone, year, quarter, no, round, phase;
  instant due;
} open_turn;
typedef LIST(open_turn) open_turns;
MUST_CHECK err cycle_turns(db_ro *db, arena *a, const actor *who, open_turns *out);
/* The people whose turn it is now: names with positions, for "giliran". */
MUST_CHECK err cycle_waiting_for(db_ro *db, arena *a, const cycle *c, date today, str_list *out);
/* The person who holds or acts in a lane's position; name absent for "tim" or an empty post. */
MUST_CHECK err cycle_official(db_ro *db, arena *a, const cycle *c, str lane, date today, bool signing, official *out);

/* What a step still lacks: the text says what, the anchor where to mend it. */
typedef err_point missing;
typedef LIST(missing) missing_list;
typedef err (*cycle_gate)(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out);

enum cycle_event { CYCLE_DONE, CYCLE_RETURN };

typedef struct cycle_point { str target, label, note; } cycle_point;
typedef struct cycle_order {
  enum cycle_event event;
  int no, round, phase;     /* where the actor believed the cycle to stand; CONFLICT when it does not */
  cycle_gate gate;          /* asked before CYCLE_DONE; NULL: nothing can be missing */
  bool signing;             /* the move is a signature: the actor must hold that power */
  /* CYCLE_RETURN: */
  int to;                   /* step to return to; the same step: back from phase 1 to its lane */
  str reason;
  person_id to_person;
  cycle_point *points;
  size_t n_points;
} cycle_order;

typedef struct cycle_outcome {
  bool closed, set;         /* set: handed to the setting lane, the step goes on */
  int from, to;             /* steps */
  str as;                   /* as what the actor moved it */
  correction_id correction; /* CYCLE_RETURN */
} cycle_outcome;

/* Inside an apply. After it `c` is what the cycle has become. */
MUST_CHECK err cycle_move(db_rw *db, arena *a, cycle *c, const actor *who, instant now, const cycle_order *order, cycle_outcome *out);
/* Whether step 1 of an SOP is this actor's today, so that a run may be ordered. */
MUST_CHECK err cycle_may_begin(db_ro *db, arena *a, const office *o, str sop_code, const sop *s, const actor *who, turn *out);
/* Starts a run at step 1. CONFLICT when one is running for the same SOP, office and period; FORBIDDEN when step 1 is not the actor's. */
MUST_CHECK err cycle_begin(db_rw *db, arena *a, const office *o, str sop_code, int64_t year, int64_t quarter, const actor *who, instant now,
                           cycle_id *out);

/* Writes an entry into the cycle's own chain. */
MUST_CHECK err cycle_audit(db_rw *db, arena *a, const cycle *c, const actor *who, str as, instant now, str action, str payload);

/* After the calendar of a scope changed (see store/ids.h): due times of the running cycles in it anew, in every region for the nation. */
typedef struct moved_due { cycle_id cycle; str title, office; int no; instant before, after; } moved_due;
typedef LIST(moved_due) moved_dues;
MUST_CHECK err cycle_recompute(db_rw *db, arena *a, int64_t scope, const actor *who, instant now, moved_dues *out);

/* The run record: every round of every step, oldest first. */
typedef struct step_run {
  int no, round;
  str state, kind, activity, label, due_text, ended_by, ended_as, hardcopy_place, hardcopy_by;
  instant opened_at, due_at, ended_at, hardcopy_at;
  int64_t minutes;       /* working minutes used, up to now for the open one */
} step_run;
typedef LIST(step_run) step_runs;
MUST_CHECK err cycle_runs(db_ro *db, arena *a, const cycle *c, instant now, step_runs *out);
/* Marks for the SOP's drawing: state of each step and the column realisasi. `href` is a format with the step number, NULL: no links. */
MUST_CHECK err cycle_marks(db_ro *db, arena *a, const cycle *c, instant now, const char *href, sop_marks *out);
#endif
