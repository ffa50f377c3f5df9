/* report: the performance report (Laporan Kinerja) in all its states: concept, draft n, final draft, signed.
 *
 * Order and contents follow PermenPAN-RB 53/2014 Lampiran II: BAB I Pendahuluan, II Perencanaan Kinerja, III Akuntabilitas Kinerja with
 * seven points for each objective, IV Penutup; the executive summary stands before BAB I. What data can fill is filled from data; a text
 * that nobody wrote is printed as "[belum diisi: ...]" and never invented. A figure keeps its anchor "figure:ID", a written part
 * "paragraph:KEY-n" (n from 1), so that corrections can be pinned to them. Pure; does not fail; lives in the arena with its input.
 */
#ifndef TAKAR_DOCUMENT_REPORT_H
#define TAKAR_DOCUMENT_REPORT_H
#include "letters.h"

struct export_e81; /* exports.h */

typedef struct report_year { str label; doc_value target, actual, achievement; } report_year; /* "2025" */

typedef struct report_indicator {
  doc_measure now;                 /* objective may be absent here: it is the objective's name */
  str definition, source, person;  /* how it is made, where from, in charge */
  LIST(report_year) history;       /* earlier years, oldest first */
  LIST(report_year) periods;       /* every period up to this one, oldest first: "TW I 2026"; for the chart */
  str medium_label;                /* "Target akhir Renstra 2029" */
  doc_value medium_target, medium_progress; /* progress in percent */
  doc_value national;              /* national standard */
  str national_source;             /* absent: there is none known */
} report_indicator;

/* Parts that people write. The keys are the anchors and the fields of the page. */
#define REPORT_PARTS(X)                                                                    \
  X(foreword, "kata-pengantar", "kata pengantar")                                          \
  X(summary, "ikhtisar", "ikhtisar eksekutif")                                             \
  X(background, "gambaran-umum", "gambaran umum organisasi")                               \
  X(duties, "tugas-fungsi", "tugas dan fungsi organisasi")                                 \
  X(issues, "isu-strategis", "aspek dan isu strategis organisasi")                         \
  X(planning, "perencanaan", "ringkasan perencanaan kinerja")                              \
  X(budget_analysis, "analisis-anggaran", "penjelasan realisasi anggaran")                 \
  X(conclusion, "simpulan", "simpulan umum capaian kinerja")                               \
  X(improvement, "perbaikan", "langkah perbaikan")

/* Written parts of one objective: points 5 to 7. Their key is "KEY-ID" with the objective's id: "paragraph:penyebab-3-1". */
#define OBJECTIVE_PARTS(X)                                                                         \
  X(causes, "penyebab", "penyebab keberhasilan, kegagalan, peningkatan, atau penurunan kinerja")   \
  X(solutions, "solusi", "solusi yang telah dilakukan")                                            \
  X(efficiency, "efisiensi", "analisis efisiensi penggunaan sumber daya")                          \
  X(programs_note, "program", "program dan kegiatan yang menunjang keberhasilan atau kegagalan")

#define X(name, key, label) str name;
typedef struct report_objective {
  str id, name;
  LIST(report_indicator) indicators;
  doc_value mean; str mean_explanation; /* "2 dari 3 indikator dipakai; tidak dipakai: ..." */
  doc_budget programs;                  /* supporting programmes */
  OBJECTIVE_PARTS(X)
} report_objective;
typedef struct report_texts { REPORT_PARTS(X) } report_texts;
#undef X

typedef struct report_version { str label; instant at; str by, note; } report_version;
typedef struct report_change { str where, before, after, by, reason; } report_change;
typedef struct report_evidence { str indicator, file; int pages; str sha256; } report_evidence; /* pages 0: not counted */
/* An automatic finding about a figure, and what was answered to it. */
typedef struct report_finding { str indicator, level, text, answer, by; } report_finding;
typedef struct report_post { str title, holder; } report_post; /* holder absent: nobody */
typedef struct report_review { letter_common common; str_list notes; } report_review; /* signer: the Inspektur */

typedef struct report_input {
  letter_common common;      /* watermark: "KONSEP", "DRAFT 2"; absent on the final report */
  str title;                 /* "LAPORAN KINERJA", "KONSEP LAPORAN KINERJA" */
  str period;                /* "Triwulan I Tahun 2026" */
  str version;               /* "Draft 1"; absent on the signed report */
  report_texts texts;
  LIST(report_post) posts;   /* the structure of the office, highest first */
  LIST(report_objective) objectives;
  str overall;               /* the mean over the objectives in words; absent: not printed */
  str rules;                 /* how was measured, with its version; absent: not printed */
  bool checked;              /* the findings below are all there are: an empty list is said */
  LIST(report_finding) findings;
  doc_budget budget;         /* empty: BAB III.B says that it is not filled */
  LIST(report_version) versions;
  str changes_since;         /* "Draft 1"; absent: no list of changes */
  LIST(report_change) changes; /* may be empty: "tidak ada perubahan" */
  LIST(report_evidence) evidence;
  const report_review *review; /* NULL: not reviewed yet, nothing printed */
  const struct export_e81 *e81; /* NULL: no such attachment */
  str audit_head;            /* printed on the signed report */
} report_input;
doc *report_build(arena *a, const report_input *in);

/* Bars of the achievement in percent, one per indicator, against the line of the target (100 %). Values that are no number are written. */
drawing *report_chart(arena *a, const report_input *in);
/* The achievements of an objective's indicators over the periods; NULL while there is only one period. */
drawing *report_trend(arena *a, const report_objective *o);
#endif
