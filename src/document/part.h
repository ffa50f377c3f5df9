/* part: the pieces that most documents are put together from. For the builders only (letters_*.c, report_*.c, tables.c).
 *
 * `value` is always data and is escaped here; `what` and labels are the product's own words.
 */
#ifndef TAKAR_DOCUMENT_PART_H
#define TAKAR_DOCUMENT_PART_H
#include "letters.h"

/* The value, or "[belum diisi: what]". */
str part_value(arena *a, str value, str what);
str part_written(arena *a, str value, str what);   /* one line that a person wrote, with stars for emphasis */
str part_date(arena *a, date day, str what);      /* 5 Januari 2026 */
str part_day(arena *a, date day, str what);       /* Senin, 5 Januari 2026 */
/* What a draft leaves open for the pen is a dotted line; on a document that is issued it is a missing part. */
str part_issue_number(arena *a, const letter_common *c);
str part_issue_day(arena *a, const letter_common *c);
str part_issue_place(arena *a, const letter_common *c);
str part_upper(arena *a, str s);                  /* ASCII letters */
str part_office(arena *a, const letter_common *c); /* "Kecamatan Babakancikao" */

/* A document of the office: paper, margins, watermark, footer, number; part_doc begins it with the letterhead. */
doc *part_bare_doc(arena *a, const letter_common *c, str kind);
doc *part_doc(arena *a, const letter_common *c, str kind);
void part_letterhead(doc *d, const doc_office *o);
void part_crest(doc *d, const doc_office *o, double high); /* the coat of arms alone */
void part_page_setup(doc *d, const doc_office *o);
void part_titles(doc *d, const letter_common *c, str title); /* the title and its NOMOR, if it bears one */

/* Text of several paragraphs, as people write it: one to a line, with stars for emphasis (marks.h); a line that starts with "- ", "1. " or
 * "a. " becomes an item, one that starts with "## " a subheading. With a key the blocks get the anchors "paragraph:KEY-1", ... */
void part_paragraphs(doc *d, str text, str key, str what);
void part_anchor(doc *d, str anchor);             /* names the last block */

/* Layout without rules: label, colon, number, text. */
enum part_count { COUNT_NONE, COUNT_LETTERS, COUNT_NUMBERS };
doc_table *part_layout(doc *d);
void part_layout_text(doc *d, doc_table *t, str label, str text); /* text is ready for the block */
void part_layout_list(doc *d, doc_table *t, str label, const str_list *items, enum part_count count, str what);
str part_count_label(arena *a, enum part_count count, size_t i);

/* Ruled tables. */
void part_head(doc *d, doc_table *t, const str *names, size_t n);
doc_cell *part_cell(doc *d, doc_row *r, enum align align, str text); /* ready text; the cell, to set spans */
void part_empty_row(doc *d, doc_table *t, str text); /* one cell over all columns: nothing to list */

/* The signer with the prefix (Plt./Plh.), then who they stand in for, then the copies. */
doc_signer part_person_signer(arena *a, const doc_person *p, str position, bool with_nip); /* position: ready text, without comma */
doc_signer part_signer(arena *a, const letter_common *c, str place_date, bool with_nip);
str part_place_day(arena *a, const letter_common *c);  /* Babakancikao, 5 Januari 2026 */
str part_set_at(arena *a, const letter_common *c);     /* Ditetapkan di ... / pada tanggal ... */
str part_signing_position(arena *a, const doc_official *o);
void part_standing(doc *d, const doc_official *o);
void part_sign(doc *d, const letter_common *c, str place_date, bool with_nip);
void part_copies(doc *d, const letter_common *c);
void part_event(doc *d, const meeting_event *e);  /* Hari/tanggal, Waktu, Tempat, Acara, Pimpinan rapat */
void part_audit_head(doc *d, str head);           /* nothing when absent */
str part_person_lines(arena *a, const doc_person *p); /* name, and NIP below it */
#endif
