/* step: what every kind of step is made of, and the one door through which anything is done to a cycle.
 *
 * A kind (kinds.c) binds the `kind:` of an SOP's step to a file of this folder: its actions with their declared forms, what it still
 * lacks, what it issues when it is done. steps_run takes an action asked for by the browser, a scenario or anything else: it checks the
 * form, who asks, and where the cycle stands; then applies it in one transaction. So everybody gets the same refusal in the same words.
 *
 * An action has two parts: prepare (reads, hashes; no change) and apply (short; everything checked again). A step_call lives as
 * long as one action, in the caller's arena.
 */
#ifndef TAKAR_STEPS_STEP_H
#define TAKAR_STEPS_STEP_H
#include "base/fields.h"
#include "cycle/cycle.h"
#include "office/account.h"
#include "sign/mode.h"

/* Who may ask for an action, beside the phase it belongs to. */
enum step_who {
  WHO_TURN,     /* the lane whose turn it is */
  WHO_FIGURE,   /* that lane, or the person in charge of the figure that is named in field "indikator" */
  WHO_ADDRESSED, /* that lane, or the person to whom the correction in field "koreksi" is addressed */
  WHO_OFFICE,   /* anybody who belongs to a lane of this cycle */
};
enum step_move { MOVE_NONE, MOVE_DONE, MOVE_RETURN };
enum { PHASE_LANE = 0, PHASE_SETTER = 1, PHASE_ANY = -1 };

typedef struct sign_way sign_way;   /* steps/signing.h */
typedef struct signatures signatures; /* what an action signs: steps/signing.h */

typedef struct step_call {
  store *store;
  db_ro *ro;                 /* reading, in prepare and in apply */
  db_rw *rw;                 /* NULL in prepare */
  arena *a;
  cycle *cycle;              /* as it stands; after a move: as it has become */
  const actor *who;
  turn turn;                 /* how the actor stands to the lane whose turn it is */
  instant now;
  date today;                /* local day of the office */
  str address;               /* of the browser; "" from a scenario */
  const struct step_action *action;
  const struct step_kind *kind;
  const fields *in;
  const sop_step *step;      /* the step acted on; stays when the cycle moves on */
  int round;
  void *prepared;            /* what prepare leaves for apply */
  bool wet;                  /* what is issued is signed on paper, the scan is kept beside it */
  const sign_way *way;       /* how the actor signs */
  enum sign_mode mode;       /* what that makes of it here: sign_way_mode */
  void *credential;          /* what the way's check leaves for signing */
  signatures *signatures;    /* never NULL while an action runs */
  cycle_outcome outcome;     /* after the move */
} step_call;

typedef err (*step_fn)(step_call *c);

typedef struct step_action {
  const char *name, *label;  /* "selesai", "Selesaikan langkah" */
  const form_field *form;    /* fields "versi" and "putaran" are known to every form */
  enum step_who who;
  int phase;
  enum step_move move;
  bool signing;              /* needs the power to sign; takes the fields of signing.h too */
  bool issues;               /* makes documents although it does not move the cycle */
  step_fn prepare;           /* reads and hashes, with a reading connection; may be NULL */
  step_fn outside;           /* after prepare, without any connection: what asks a service outside; may be NULL */
  step_fn apply;             /* runs before the move; may be NULL */
} step_action;

typedef struct step_kind {
  const char *name;
  const step_action *actions; /* ends with a NULL name; the common ones (common.c) come on top */
  cycle_gate missing;         /* what it lacks, beside unanswered corrections; may be NULL */
  step_fn issue;              /* documents, once the step is done (after the move); may be NULL */
  step_fn handed;             /* once it is handed to the setting lane; may be NULL */
  step_fn returned;           /* once it was returned; may be NULL */
  err (*defaults)(db_ro *db, arena *a, const cycle *c, date today, fields *out); /* first texts of its form; may be NULL */
} step_kind;

extern const step_kind order_kind, team_kind, plan_kind, collect_kind, analyse_kind, correct_kind, report_kind, meeting_kind, finalise_kind,
    sign_kind, handover_kind, archive_kind, generic_kind;
extern const step_action common_actions[];

/* Names of all kinds, for the library; the kind of a name (NULL: none). */
const str *step_kind_names(size_t *n);
const step_kind *step_kind_of(str name);
const step_action *step_action_of(const step_kind *k, str name);
/* Whether the action of this name has something to prepare or to sign in any kind. */
bool step_action_prepares(str name);
/* Number of the first step of a kind in an SOP; 0 when it has none. */
int step_no_of(const sop *s, const char *kind);

/* What is asked. no, round: where the asker believes the cycle to stand; no 0: wherever it stands now. */
typedef struct step_request {
  cycle_id cycle;
  int no, round;
  str action;
  const fields *in;
  account_id account;
  instant now;
  str address;
} step_request;
typedef struct step_result {
  cycle_outcome outcome;
  str message;               /* Indonesian: what was done, what comes next */
  err unkept;                /* for the log: it is done, but its PDFs are not kept yet; they are made again when asked for */
} step_result;
MUST_CHECK err steps_run(store *s, arena *a, const step_request *rq, step_result *out);
/* Begins a cycle (an action of nobody's step yet). */
typedef struct begin_request { office_id office; str sop; int64_t year, quarter; account_id account; instant now; } begin_request;
MUST_CHECK err steps_begin(store *s, arena *a, const begin_request *rq, cycle_id *out);

/* The actions open to an actor now, in the order of the page. */
typedef LIST(const step_action *) step_actions;
MUST_CHECK err steps_open_to(db_ro *db, arena *a, const cycle *c, const actor *who, step_actions *out);
/* What the current step still lacks. */
MUST_CHECK err steps_missing(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out);

/* ---- for the files of this folder ---- */

/* The form of a return: alasan, ke, kepada, and rows of pada, label, catatan: what cycle_move is told. */
extern const form_field return_form[];

/* Saved texts of a step, or its defaults while nothing was saved. version: for the hidden field "versi". */
MUST_CHECK err step_values(db_ro *db, arena *a, const cycle *c, int no, date today, fields *out, int64_t *version);
/* Stores the texts of the call's form (lines, texts, dates, choices; not files nor repeated rows), old and new into the trail. */
MUST_CHECK err step_save(step_call *c);
/* One text of a step, with its audit entry; nothing happens when it is the same. */
MUST_CHECK err step_put(step_call *c, int no, str name, str value);
/* Whether the page of this call was opened before the step's texts or tables changed (field "versi"); false when it does not say. */
MUST_CHECK err step_stale(step_call *c, bool *yes);
/* Notes in the step's version that a table of its own (members, decisions) changed. */
MUST_CHECK err step_changed(step_call *c, str table);
/* Repeated fields are rows: each of `others` (up to NULL) is sent as often as `key`, or not at all; else ERR_INPUT. */
MUST_CHECK err step_rows(step_call *c, const char *key, const char *const *others);
void step_lacks(arena *a, missing_list *m, str anchor, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Lines of a text, without empty ones. */
str_list step_lines(arena *a, str text);
str_list step_lines_of(arena *a, const fields *f, const char *name);
MUST_CHECK err step_audit(step_call *c, const char *action, str payload);
#endif
