/* sop: an SOP as data: its identity block, its lanes (pelaksana) and its steps, read from YAML and checked.
 *
 * Pure: bytes in, values out. A loaded sop lives in the arena given to sop_load and is never changed afterwards; sop_for_office
 * gives a changed copy. Form and symbols follow SOP-AP (PermenPAN-RB 35/2012): capsule, rectangle, diamond, arrow, pentagon.
 * The file format is described in sop/README.md.
 */
#ifndef TAKAR_SOP_SOP_H
#define TAKAR_SOP_SOP_H
#include "base/date.h"
#include "base/duration.h"
#include "base/err.h"

enum { SOP_MAX_BYTES = 128 * 1024, SOP_MAX_STEPS = 60, SOP_MAX_LANES = 8 };

typedef struct sop_item { str text, note; } sop_item;       /* one line of a list; note: a remark about it, may be absent */
typedef LIST(sop_item) sop_items;
typedef struct sop_remark { str field, text; } sop_remark;  /* field: a key of the file ("legal_basis", "lanes", "steps", ...) */
typedef struct sop_lane { str code, label; } sop_lane;      /* "kasubag_perencanaan", "KASUBAG PERENCANAAN" */
typedef struct sop_target { int no; str when; } sop_target; /* where "Tidak" leads; when: on what condition, may be absent */
typedef LIST(sop_target) sop_targets;
typedef LIST(int) sop_numbers;

/* What an office fills in; absent or DATE_NONE is shown as "belum diisi". */
typedef struct sop_identity {
  str government, office, number;
  date made, revised, effective;
  str approver_position, approver_name, approver_nip;
} sop_identity;

enum sop_symbol { SOP_START, SOP_PROCESS, SOP_DECISION, SOP_END };

typedef struct sop_step {
  int no;                 /* 1.. without gaps */
  str activity;           /* as the SOP writes it */
  str label;              /* one or two words for narrow places; the first word of the activity when the file has none */
  str lane;               /* code of the lane that does it */
  size_t lane_at;         /* its place in sop.lanes */
  str setter;             /* code of the lane that sets (menetapkan) the output; absent when it is the lane itself */
  enum sop_symbol symbol;
  str kind;               /* one of the kinds given to sop_load */
  str requirement, output;
  duration time;          /* DURATION_NONE: no due date */
  str remark;             /* column Keterangan; may be absent */
  int yes;                /* the step that follows (on "Ya" for a decision); 0 at the end */
  sop_targets if_no;      /* decision only: first is the default */
  sop_numbers return_to;  /* earlier steps this one may be returned to, though it is no decision */
} sop_step;

typedef struct sop {
  str code, version, title;
  sop_identity identity;
  sop_items legal_basis, qualifications, related, equipment, warning, recording;
  LIST(sop_remark) remarks;
  LIST(sop_lane) lanes;
  LIST(sop_step) steps;   /* steps.v[i].no == i + 1 */
  str hash;               /* SHA-256 (hex) over all files it was made from: what identifies the version */
} sop;

/* Gives the bytes of the SOP file that `extends: code` names, and a name for it in complaints. */
typedef err (*sop_resolver)(void *ctx, arena *a, str code, str *bytes, str *filename);

/* Reads and checks one SOP file. On refusal one ERR_INPUT with a point per mistake, in file order: field "name.yaml:12", text the
 * reason. `kinds` are the step kinds that exist. resolve may be NULL when the file extends nothing. */
MUST_CHECK err sop_load(arena *a, str yaml, str filename, const str *kinds, size_t n_kinds, sop_resolver resolve, void *ctx, sop **out);

const sop_step *sop_step_of(const sop *s, int no);          /* NULL when there is none */
const sop_lane *sop_lane_of(const sop *s, str code);        /* NULL when there is none */
int sop_next(const sop *s, int no);                         /* the step after `no` on "Ya"; 0 at the end or for an unknown step */
bool sop_may_return(const sop *s, int from, int to);        /* by "Tidak" or by return_to */

/* A copy for an office: what `of` holds replaces the identity, and the name of the office the SOP was written for is replaced by the
 * name of this one in the title and the lists. */
sop *sop_for_office(arena *a, const sop *s, const sop_identity *of);

/* The identity block in its official order; text is absent for what is not filled in. */
typedef struct sop_row { str key, label, text; } sop_row;
enum { SOP_ROWS = 7 };
void sop_identity_rows(arena *a, const sop *s, sop_row rows[SOP_ROWS]);
typedef struct sop_box { str key, label; const sop_items *items; bool numbered; } sop_box;
enum { SOP_BOXES = 6 };
void sop_boxes(const sop *s, sop_box boxes[SOP_BOXES]);     /* Dasar Hukum .. Pencatatan dan Pendataan */
str_list sop_missing(arena *a, const sop *s);               /* labels of the identity rows still empty */
str sop_field_label(str field);                             /* Indonesian name of a key of the file; the key itself when unknown */
/* What stands in Keterangan: where "Tidak" leads, where a step may be returned to, who sets the output, and the remark. */
str sop_note(arena *a, const sop *s, const sop_step *step);

/* How a run stands at each step. */
enum sop_state { SOP_WAITING, SOP_CURRENT, SOP_DONE, SOP_RETURNED };
typedef struct sop_mark {
  enum sop_state state;
  str realised;           /* column Realisasi: by whom, when, time used; lines with \n; may be absent */
  str href;               /* page of the step; may be absent */
} sop_mark;
typedef struct sop_marks { const sop_mark *v; size_t n; } sop_marks; /* v[i] belongs to steps.v[i]; steps past n are waiting */
sop_mark sop_mark_of(const sop_marks *m, int no);           /* m may be NULL */
str sop_state_label(enum sop_state state);                  /* menunggu, sedang berjalan, selesai, dikembalikan */
str sop_state_class(enum sop_state state);                  /* is-waiting, is-current, is-done, is-returned */
#endif
