/* intake: tables that come in from spreadsheets: what was handed in, what is wrong with it, how far it has come.
 *
 * A file goes through states: KOLOM (its columns are still to be named), ANTRE (waits), PERIKSA (every row is checked, nothing changed),
 * SIMPAN (rows are applied, INTAKE_BATCH per transaction), and ends as SELESAI, DITOLAK (a row is wrong; nothing was changed) or TERHENTI
 * (a row was refused while saving because somebody changed things meanwhile: what came before it is saved, and handing in again
 * saves the rest). A file of at most INTAKE_BATCH rows is all or nothing. Who works on a file says so with alive_at: a file whose worker
 * has not been heard of for INTAKE_STALE seconds is taken over, and goes on behind the last row that was saved.
 *
 * Every function that changes something runs inside an apply. Errors live in the arena.
 */
#ifndef TAKAR_PERFORMANCE_INTAKE_H
#define TAKAR_PERFORMANCE_INTAKE_H
#include "performance/intake_columns.h"
#include "performance/plan_edit.h"

enum { INTAKE_BATCH = 500, INTAKE_STALE = 60, INTAKE_MOST_FAULTS = 1000 };

/* state, code, words */
#define INTAKE_STATES(X)                            \
  X(COLUMNS, "kolom", "kolomnya belum dipilih")     \
  X(WAITING, "antre", "menunggu diperiksa")         \
  X(CHECKING, "periksa", "sedang diperiksa")        \
  X(SAVING, "simpan", "sedang disimpan")            \
  X(DONE, "selesai", "tersimpan")                   \
  X(REFUSED, "ditolak", "ada yang perlu diperbaiki") \
  X(STOPPED, "terhenti", "terhenti")
enum intake_state {
#define X(state, code, words) INTAKE_##state,
  INTAKE_STATES(X)
#undef X
};
str intake_state_code(enum intake_state s);
str intake_state_words(enum intake_state s);

typedef struct intake {
  intake_id id;
  office_id office;
  int64_t year;
  cycle_id cycle;               /* FIGURES */
  enum intake_kind kind;
  account_id account;
  str by_name, file_name, hash, columns;
  enum intake_state state;
  int64_t percent, rows, skipped, applied, changed, faults;
  str message;
  instant created, alive, ended;
} intake;

/* NOT_FOUND when there is none. Who may see it is decided by the caller (its office). */
MUST_CHECK err intake_get(db_ro *db, arena *a, intake_id id, intake *out);
typedef struct intake_fault { int64_t row, col; str reason; } intake_fault; /* from 1; col 0: the whole row */
typedef LIST(intake_fault) intake_faults;
MUST_CHECK err intake_faults_of(db_ro *db, arena *a, intake_id id, intake_faults *out);

/* Takes a file in: its bytes into blob, its layout (sure: it waits at once; else its columns are asked for first), and who handed it in into
 * the office's chain. `hash` is sha256_hex of the bytes. */
typedef struct new_intake {
  office_id office;
  int64_t year;
  cycle_id cycle;
  enum intake_kind kind;
  const actor *who;
  instant now;
  str file_name, hash, bytes, columns;
  bool sure;
} new_intake;
MUST_CHECK err intake_add(db_rw *db, arena *a, const new_intake *n, intake_id *out);
/* Names the columns; keeps the headings for the office's next file of this kind. GATE when they are named already. */
MUST_CHECK err intake_name_columns(db_rw *db, arena *a, const intake *of, const intake_layout *l);

/* ---- the rows ---- */

/* What stays the same over the rows of a file. rw NULL: only check. */
typedef struct intake_work {
  db_ro *ro;
  db_rw *rw;
  arena *a;                     /* of one row */
  arena *keep;                  /* of the faults */
  const actor *who;
  const intake *of;
  const intake_layout *l;
  instant now;
  intake_faults faults;         /* at most INTAKE_MOST_FAULTS */
  int64_t n_faults, changed, skipped;
  struct intake_seen *seen;     /* rows met so far; NULL: not asked */
  str carried;                  /* the objective above, in `keep` */
  /* the last office and year: */
  struct { str code; office_id id; } office;
  const plan_locks *locks;      /* of this row's office and year: one of those met last */
  struct intake_locks { office_id office; int64_t year; plan_locks locks; bool known; } met[8];
  size_t next_met;
} intake_work;
void intake_forget_locks(intake_work *w); /* a cycle may have moved since */
struct intake_seen *intake_seen_new(arena *a, size_t rows); /* rows: how many will come */

/* Checks one row, and applies it when rw is set and nothing is wrong with it. Faults go to w; an error is the machine's. */
MUST_CHECK err intake_row_take(intake_work *w, size_t row, const str_list *cells);
/* What a template says of an indicator's targets: when it differs on return, somebody changed them meanwhile. */
MUST_CHECK err intake_plan_mark(db_ro *db, arena *a, indicator_id id, str target, str medium, str *mark);

/* ---- for the files of this floor, and for figures ---- */

str intake_cell(const intake_work *w, const str_list *cells, enum intake_column c); /* trimmed; "" */
void intake_wrong(intake_work *w, size_t row, enum intake_column c, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The row an earlier row with the same key stood in; 0 when this is the first. */
size_t intake_seen_before(intake_work *w, str key, size_t row);
/* Office and year of a row; false when something is wrong with them. */
MUST_CHECK err intake_place(intake_work *w, size_t row, const str_list *cells, office_id *at, int64_t *year, bool *good);
MUST_CHECK err intake_plan_row(intake_work *w, size_t row, const str_list *cells);
MUST_CHECK err intake_budget_row(intake_work *w, size_t row, const str_list *cells);
#endif
