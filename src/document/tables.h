/* tables: values of measurement and money, and the tables that more than one document prints.
 *
 * A value is empty, a number, a word ("BB") or not available with a reason; the four are never mixed: an empty value prints
 * "belum diisi" and never 0. All texts given here are data: they are escaped for the block model when they are printed.
 * Pure functions; everything lives in the given arena.
 */
#ifndef TAKAR_DOCUMENT_TABLES_H
#define TAKAR_DOCUMENT_TABLES_H
#include "base/decimal.h"
#include "block.h"

enum value_state { VALUE_EMPTY, VALUE_NUMBER, VALUE_WORD, VALUE_UNAVAILABLE };
typedef struct doc_value {
  enum value_state state;
  decimal number; /* NUMBER: printed with all the places it carries ("80,60") */
  str text;       /* WORD: the word; UNAVAILABLE: the reason */
} doc_value;
static inline doc_value value_number(decimal d) { return (doc_value){.state = VALUE_NUMBER, .number = d}; }
static inline doc_value value_word(str w) { return (doc_value){.state = VALUE_WORD, .text = w}; }
static inline doc_value value_unavailable(str reason) { return (doc_value){.state = VALUE_UNAVAILABLE, .text = reason}; }

/* "80,60", "BB", "tidak tersedia: survei ditunda", "belum diisi"; ready for a block. */
str value_text(arena *a, doc_value v);
str value_computed(arena *a, doc_value v); /* of what nobody types in: "–" while it is empty */
/* "Rp 3.151.363.319"; decimals only when there are any; "–" when it is no number. */
str rupiah(arena *a, decimal amount);

/* One measured figure. */
typedef struct doc_measure {
  str id;                             /* names the anchor "figure:ID" */
  str objective, indicator, unit;
  doc_value target, actual, achievement; /* achievement in percent; empty ("–") while there is no figure to compute it from */
  str category;                       /* predicate, e.g. "Sangat Tinggi" */
  str explanation;                    /* the formula with the numbers put in, one sentence */
} doc_measure;
typedef LIST(doc_measure) doc_measures;

/* No, Sasaran, Indikator, Satuan, Target, Realisasi, Capaian (%), Kategori. The objective spans its rows. */
void table_measures(doc *d, str caption, const doc_measures *rows);
void table_objective(doc *d, str caption, const doc_measures *rows); /* rows of one objective: without No and Sasaran */

typedef struct doc_budget_row {
  str code, name;
  decimal ceiling, spent; /* DECIMAL_NONE: belum diisi */
  decimal absorption;     /* percent; DECIMAL_NONE when it cannot be computed */
  bool total;             /* the sum of the rows, made by the caller */
} doc_budget_row;
typedef LIST(doc_budget_row) doc_budget;
/* Kode, Program/Kegiatan, Pagu, Realisasi, Serapan (%). */
void table_budget(doc *d, str caption, const doc_budget *rows);

typedef struct doc_file { str name, about; int pages; str sha256; } doc_file; /* pages 0: not counted */
typedef LIST(doc_file) doc_files;
/* No, Berkas (with `about` below), Halaman, SHA-256 in small type, broken into groups of 16 digits. */
void table_files(doc *d, str caption, const doc_files *rows);
#endif
