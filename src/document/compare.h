/* compare: what changed between two documents ("yang berubah sejak Draft 1"): paragraph by paragraph, and cell by cell in tables.
 *
 * Pure. Blocks and table rows are matched by the longest common sequence of their texts, what is said of a figure only with the same
 * figure; between the matches a block is "changed" when a removed and an added one share their anchor, or else much of their text. Layout (alignment,
 * spaces, page breaks), emphasis and the numbers of headings are no change.
 */
#ifndef TAKAR_DOCUMENT_COMPARE_H
#define TAKAR_DOCUMENT_COMPARE_H
#include "block.h"

enum doc_change_kind { DOC_ADDED, DOC_REMOVED, DOC_CHANGED };
typedef struct doc_change {
  enum doc_change_kind kind;
  str anchor;        /* of the block in the new document, for REMOVED in the old one; may be absent */
  str place;         /* for a table: "Tabel 3.1 ..., baris 4, kolom 3"; else absent */
  str before, after; /* plain text; absent for what was not there */
} doc_change;
typedef LIST(doc_change) doc_changes;

/* In the order of the documents. */
doc_changes doc_compare(arena *a, const doc *before, const doc *after);
str doc_change_name(enum doc_change_kind kind); /* ditambah, dihapus, diubah */
#endif
