/* exports: the tables that offices hand on, as workbooks: measurement, attachment of the PK, action plan, form E.81.
 *
 * Plain input structs in, a sheet_book out; sheet.h writes it. Where a person would check a figure it is a live formula, whose value
 * here is the figure of the measurement engine; a figure that its formula would not give is written as the figure alone. Texts are
 * plain, without marks. Pure; does not fail; lives in the arena with its input.
 */
#ifndef TAKAR_DOCUMENT_EXPORTS_H
#define TAKAR_DOCUMENT_EXPORTS_H
#include "measure/measure.h"
#include "sheet.h"
#include "tables.h"

typedef struct export_signer { str position, name, rank, nip; } export_signer;
typedef struct export_head {
  str government, office;    /* "Pemerintah Kabupaten Purwakarta", "Kecamatan Babakancikao" */
  str period;                /* "Triwulan I Tahun 2026", "Tahun 2026" */
  str place_date;            /* "Babakancikao, 5 Januari 2026"; may be absent */
  export_signer signer;      /* head of the office; no name: no place to sign */
} export_head;

/* ---- measurement (domain: PermenPAN-RB 53/2014): No, Sasaran, Indikator, Satuan, Arah, Target, Realisasi, Capaian (%), Kategori, Penjelasan */
typedef struct export_measure { doc_measure figure; enum direction direction; } export_measure;
typedef struct export_measures {
  export_head head;
  measure_rules rules;       /* under which the figures were computed */
  LIST(export_measure) rows;
  doc_budget budget;         /* second table; empty: none */
} export_measures;
sheet_book *export_measurement(arena *a, const export_measures *in);

/* ---- attachment of the performance agreement: No, Sasaran, Indikator, Target, Satuan; No, Program, Anggaran, Keterangan */
typedef struct export_pk_row { str objective, indicator, unit; doc_value target; } export_pk_row;
typedef struct export_pk_money { str code, name, note; decimal amount; bool counts; } export_pk_money; /* counts: part of the sum */
typedef struct export_pk {
  export_head head;
  export_signer superior;    /* second party */
  LIST(export_pk_row) rows;
  LIST(export_pk_money) programs;
} export_pk;
sheet_book *export_agreement(arena *a, const export_pk *in);

/* ---- action plan: No, Sasaran, Indikator, Satuan, Target tahun, TW I-IV, what the quarters come to, Kegiatan, Penanggung jawab */
typedef struct export_plan_row {
  str objective, indicator, unit, activity, person;
  enum accumulation accumulation;
  doc_value target, quarter[4];
} export_plan_row;
typedef struct export_plan { export_head head; LIST(export_plan_row) rows; } export_plan;
sheet_book *export_action_plan(arena *a, const export_plan *in);

/* ---- form E.81 (Permendagri 86/2017): columns 1-16, K and Rp. A row that is not cumulative is never added up: column 12 is its last
 * filled quarter, 13 the last known of 12 and 6. Column 14 = 13 / 5 × 100 with the value of column 5 of the row. The footer's means are
 * of K and Rp in per cent of column 7 (8-12) or of column 5 (13, 14), over the rows where both are numbers. */
typedef struct export_pair { doc_value k; decimal rp; } export_pair;
typedef struct export_e81_row {
  str number, objective, program; /* program: code and name of a programme, kegiatan or sub kegiatan */
  int level;                      /* 0 programme, 1 kegiatan, 2 sub kegiatan: the indent */
  str indicator, unit;
  bool cumulative;                /* the K of the quarters and years may be added up */
  export_pair medium, before, plan, quarter[4]; /* columns 5, 6, 7, 8-11 */
  str responsible, note;          /* columns 15, 16 */
  bool whole_year;                /* the money is known of the year alone: `spent` is column 12, the quarters are blank */
  decimal spent;
} export_e81_row;
typedef struct export_e81 {
  export_head head;
  export_signer evaluator;        /* head of the planning agency */
  measure_rules rules;            /* its scale gives the predicates */
  LIST(export_e81_row) rows;
  str drivers, barriers, next_quarter, next_year; /* the four lines of the footer */
} export_e81;
/* The computed K of columns 12 and 13 and the per cent of 14, as the form prints them. */
typedef struct export_e81_sums { decimal k12, rp12, k13, rp13, k14, rp14; } export_e81_sums;
export_e81_sums export_e81_row_sums(const export_e81_row *r);
/* How many rows from this one on share the cell of its objective; 0 when the cell began above it. Empty objectives stand alone. */
size_t export_e81_together(const export_e81 *in, size_t i);
sheet_book *export_renja(arena *a, const export_e81 *in);
/* The footer's means of columns 8 to 14, of K and of Rp, as that sheet has them, and their words on the scale; no rows: DECIMAL_NONE. */
enum { E81_MEANS = 7 };
typedef struct export_e81_mean { decimal percent; str predicate; } export_e81_mean;
void export_e81_means(arena *a, const export_e81 *in, export_e81_mean of[E81_MEANS][2]);
#endif
