/* intake_columns: what the columns of a handed-in table may hold, and which heading of a sheet means which.
 *
 * Sheets met in the wild have titles above the heading, headings of two or three rows with joined cells ("Target Renstra" over "K" and
 * "Rp"), and a row with column numbers below. The heading is found by how many of its words are known, or by the headings this office
 * named last time. Pure; results live in the arena.
 */
#ifndef TAKAR_PERFORMANCE_INTAKE_COLUMNS_H
#define TAKAR_PERFORMANCE_INTAKE_COLUMNS_H
#include "base/err.h"

/* kind, code, label */
#define INTAKE_KINDS(X)                                                 \
  X(PLAN, "rencana", "Indikator, target dan riwayat realisasi")         \
  X(BUDGET, "anggaran", "Program, pagu dan realisasi anggaran")         \
  X(FIGURES, "realisasi", "Realisasi satu siklus")
enum intake_kind {
#define X(kind, code, label) INTAKE_##kind,
  INTAKE_KINDS(X)
#undef X
  INTAKE_KIND_COUNT
};
str intake_kind_code(enum intake_kind k);
str intake_kind_label(enum intake_kind k);
bool intake_kind_find(str code, enum intake_kind *out);

/* column, code, label, kinds (P plan, B budget, F figures), headings that mean it: shell patterns, in lower case, between '|' */
#define INTAKE_COLUMNS(X)                                                                                                                 \
  X(OFFICE, "kantor", "Kode perangkat daerah", "PB", "kantor|kode kantor|kode perangkat daerah|kode opd|kode skpd|kode unit")             \
  X(YEAR, "tahun", "Tahun", "PB", "tahun|year|tahun anggaran|tahun data")                                                                 \
  X(QUARTER, "triwulan", "Triwulan", "P", "triwulan|tw|quarter|periode")                                                                  \
  X(OBJECTIVE, "sasaran", "Sasaran", "P", "sasaran|sasaran strategis|sasaran pd|sasaran/program|objective|? sasaran")                      \
  X(CODE, "kode", "Kode", "PBF", "kode|kode indikator|kode iku|code|kode program|kode rekening|kode program/kegiatan*")                   \
  X(INDICATOR, "indikator", "Indikator", "PF", "indikator|indikator kinerja|indikator kinerja utama|iku|indicator|indikator sasaran|"      \
    "indikator sasaran strategis|indikator kinerja program*|indikator program*|? indikator*|nama indikator")                              \
  X(PROGRAM, "program", "Nama program atau kegiatan", "B", "program|program/kegiatan*|nama program*|uraian|*program/kegiatan*|nama")      \
  X(UNIT, "satuan", "Satuan", "P", "satuan|unit of measure")                                                                              \
  X(DIRECTION, "arah", "Arah", "P", "arah|direction|polaritas")                                                                           \
  X(ACCUMULATION, "akumulasi", "Akumulasi", "P", "akumulasi|jenis akumulasi")                                                             \
  X(TARGET, "target", "Target", "P", "target|target setahun|target tahun|target tahunan|target tahun ????|target kinerja|"                \
    "target kinerja dan anggaran renja*k|target renja tahun berjalan*k|7 k|target/anggaran")                                              \
  X(TARGET_1, "target_1", "Target triwulan I", "P", "tw i|target tw i|target triwulan i|target tw 1|target triwulan 1")                   \
  X(TARGET_2, "target_2", "Target triwulan II", "P", "tw ii|target tw ii|target triwulan ii|target tw 2|target triwulan 2")               \
  X(TARGET_3, "target_3", "Target triwulan III", "P", "tw iii|target tw iii|target triwulan iii|target tw 3|target triwulan 3")           \
  X(TARGET_4, "target_4", "Target triwulan IV", "P", "tw iv|target tw iv|target triwulan iv|target tw 4|target triwulan 4")               \
  X(MEDIUM, "menengah", "Target akhir Renstra", "P", "target menengah|target akhir renstra|target jangka menengah|"                       \
    "target renstra pada akhir periode k|target renstra akhir periode k|5 k")                                                             \
  X(ACTUAL, "nilai", "Realisasi", "PF", "realisasi|actual|realisasi kinerja|realisasi tahun|realisasi tw|realisasi triwulan|nilai")       \
  X(ACTUAL_1, "nilai_1", "Realisasi triwulan I", "P", "realisasi tw i|realisasi triwulan i|realisasi triwulan i k|realisasi tw i k|8 k")  \
  X(ACTUAL_2, "nilai_2", "Realisasi triwulan II", "P", "realisasi tw ii|realisasi triwulan ii|realisasi triwulan ii k|"                   \
    "realisasi tw ii k|9 k")                                                                                                              \
  X(ACTUAL_3, "nilai_3", "Realisasi triwulan III", "P", "realisasi tw iii|realisasi triwulan iii|realisasi triwulan iii k|"               \
    "realisasi tw iii k|10 k")                                                                                                            \
  X(ACTUAL_4, "nilai_4", "Realisasi triwulan IV", "P", "realisasi tw iv|realisasi triwulan iv|realisasi triwulan iv k|"                   \
    "realisasi tw iv k|11 k")                                                                                                             \
  X(REASON, "alasan", "Alasan tidak tersedia", "F", "alasan tidak tersedia|alasan")                                                       \
  X(NO_EVIDENCE, "tanpa_bukti", "Alasan tanpa bukti", "F", "alasan tanpa bukti|tanpa bukti")                                              \
  X(CEILING, "pagu", "Pagu (Rp)", "B", "pagu|pagu (rp)|anggaran|anggaran (rp)|anggaran (pagu)|target kinerja dan anggaran renja*rp|7 rp")  \
  X(SPENT_1, "serapan_1", "Realisasi anggaran triwulan I (Rp)", "B", "realisasi tw i|realisasi tw i (rp)|realisasi triwulan i|"   \
    "realisasi triwulan i (rp)|realisasi triwulan i rp|realisasi tw i rp|8 rp")                                                       \
  X(SPENT_2, "serapan_2", "Realisasi anggaran triwulan II (Rp)", "B", "realisasi tw ii|realisasi tw ii (rp)|realisasi triwulan ii|"   \
    "realisasi triwulan ii (rp)|realisasi triwulan ii rp|realisasi tw ii rp|9 rp")                                                       \
  X(SPENT_3, "serapan_3", "Realisasi anggaran triwulan III (Rp)", "B", "realisasi tw iii|realisasi tw iii (rp)|realisasi triwulan iii|"   \
    "realisasi triwulan iii (rp)|realisasi triwulan iii rp|realisasi tw iii rp|10 rp")                                                       \
  X(SPENT_4, "serapan_4", "Realisasi anggaran triwulan IV (Rp)", "B", "realisasi tw iv|realisasi tw iv (rp)|realisasi triwulan iv|"   \
    "realisasi triwulan iv (rp)|realisasi triwulan iv rp|realisasi tw iv rp|11 rp")                                                       \
  X(VERSION, "versi", "Versi", "PF", "versi")
enum intake_column {
#define X(column, code, label, kinds, headings) COLUMN_##column,
  INTAKE_COLUMNS(X)
#undef X
  COLUMN_COUNT
};
str intake_column_code(enum intake_column c);
str intake_column_label(enum intake_column c);
bool intake_column_of(enum intake_kind k, enum intake_column c); /* does a table of this kind know it? */

/* Which column of a file holds what. */
typedef struct intake_layout {
  size_t last;                  /* row of the file with the last line of the heading; data begins below it */
  size_t at[COLUMN_COUNT];      /* from 0; INTAKE_NOWHERE */
  str_list headings;            /* of each column of the file, as one line */
} intake_layout;
#define INTAKE_NOWHERE SIZE_MAX

/* The first rows of a file. */
typedef struct intake_row { size_t row; str_list cells; } intake_row;
typedef LIST(intake_row) intake_rows;
enum { INTAKE_HEAD_ROWS = 30 };

/* The layout as it is proposed. `known`: intake_headings_text of an earlier file, or absent; *sure when it named everything here, or
 * when the file is one of Takar's own (it has a column "Versi"). False when no row looks like a heading. */
bool intake_propose(arena *a, enum intake_kind k, const intake_rows *first, str known, intake_layout *out, bool *sure);
/* NULL, or which columns are still wanted (points at the codes), or two of the same. */
MUST_CHECK err intake_layout_check(arena *a, enum intake_kind k, const intake_layout *l);
/* For the file itself: "last=3;kode=1;...", and back; false when it is none. The headings are not part of it. */
str intake_layout_text(arena *a, const intake_layout *l);
bool intake_layout_parse(str text, intake_layout *out);
/* For the next file: one line per column, "kode=Kode Indikator". */
str intake_headings_text(arena *a, const intake_layout *l);
#endif
