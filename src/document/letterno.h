/* letterno: the number of a letter from the office's pattern, e.g. "{klasifikasi}/{nomor:3}/{unit}/{bulan_romawi}/{tahun}".
 *
 * Placeholders: {klasifikasi} {nomor} {nomor:N} (N digits, 1..9, zero-padded) {unit} {sifat} {bulan} {bulan_romawi} {tahun}.
 * Everything else is printed as it stands. A pattern must hold {nomor} exactly once. Errors are for the field "pola".
 * Source of the shape: Permendagri 1/2023 (classification, running number, unit, month, year); each region sets its own. Pure.
 */
#ifndef TAKAR_DOCUMENT_LETTERNO_H
#define TAKAR_DOCUMENT_LETTERNO_H
#include "base/date.h"
#include "base/err.h"

typedef struct letter_no {
  str classification; /* 000.8.6.3 */
  int64_t number;     /* from 1 */
  str unit, nature;   /* {unit}, {sifat} */
  date day;
} letter_no;

MUST_CHECK err letter_number_check(arena *a, str pattern);
/* Also fails when the pattern asks for a value that is absent. */
MUST_CHECK err letter_number_format(arena *a, str pattern, const letter_no *no, str *out);
#endif
