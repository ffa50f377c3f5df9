/* block: a document as a tree of blocks. Built once by a pure builder (letters.h, report.h), written by writers (HTML, PDF; docx.h).
 *
 * A doc lives in its arena. Builders add blocks in reading order. Text is UTF-8; inline marks in text are **bold**, //italic// and
 * __underline__; a backslash takes the meaning from the character after it (block_escape does so for data). doc_freeze gives the tree as
 * canonical JSON: that is what a draft stores, and the same bytes always thaw to the same tree and print the same PDF.
 */
#ifndef TAKAR_DOCUMENT_BLOCK_H
#define TAKAR_DOCUMENT_BLOCK_H
#include "base/date.h"
#include "base/draw.h"
#include "base/err.h"

enum doc_paper { PAPER_A4, PAPER_F4 };
enum doc_sheet { SHEET_PORTRAIT, SHEET_LANDSCAPE, SHEET_FOLIO }; /* of the document's paper; FOLIO: landscape F4, for wide forms */
enum { DOC_SHEETS = SHEET_FOLIO + 1 };
enum block_kind {
  BLOCK_KOP,        /* letterhead: kop */
  BLOCK_HEADING,    /* level 1..4, text; label: its number, given by doc_numbered in `series` */
  BLOCK_TITLE,      /* centred title lines of a letter: text, bold, underlined when `level` is 1; `size` points when given */
  BLOCK_PARA,       /* text, align, indent (of the whole paragraph), size (indent of its first line) */
  BLOCK_ITEM,       /* list item: label ("1.", "a."), text, level (0..3); a word in capitals ("KESATU") gets a colon after it */
  BLOCK_FIELDS,     /* rows of label : value; the colons of all fields of a document stand in one line */
  BLOCK_TABLE,      /* table */
  BLOCK_FIGURE,     /* drawing with caption and alt text */
  BLOCK_SIGN,       /* signature places, 1..3 side by side */
  BLOCK_QR,         /* text encoded as a QR code with a caption beside it */
  BLOCK_PAGE,       /* page break; `sheet` sets the size from here on */
  BLOCK_SPACE,      /* vertical space of `size` points */
  BLOCK_TOC,        /* list of what the document holds, with page numbers on paper; level: enum toc_of */
  BLOCK_CREST,      /* the coat of arms alone, centred, `size` points high: kop */
};
/* What headings are numbered as: BAB I, A., 1., a.; the first level of attachments is LAMPIRAN 1. Plain ones count for nothing. */
enum heading_series { SERIES_NONE, SERIES_CHAPTER, SERIES_ANNEX };
enum { HEADING_LEVELS = 4 };
enum toc_of { TOC_HEADINGS, TOC_TABLES, TOC_FIGURES };
enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_JUSTIFY };

typedef struct doc_kop {
  str government, office;      /* "PEMERINTAH KABUPATEN PURWAKARTA", "KECAMATAN BABAKANCIKAO" */
  str address, contact;        /* one line each */
  bool crest;                  /* with the coat of arms at the left */
  str crest_hash;              /* of its picture (crest.h); absent: a neutral shield is drawn */
  str crest_png;               /* the picture itself, given by whoever can read it by its hash; not frozen */
} doc_kop;

typedef struct doc_cell { str text; enum align align; bool bold; int colspan, rowspan; uint32_t shade; } doc_cell; /* shade 0: none */
typedef struct doc_row { doc_cell *cells; size_t n; bool head, total; } doc_row; /* head rows repeat on every page */
typedef struct doc_table {
  str caption;                 /* may be absent; used for the list of tables and screen readers */
  double *widths; size_t n_columns; /* relative widths, any unit */
  LIST(doc_row) rows;
  double font_size;            /* 0: the document's */
  bool plain;                  /* no rules (used for layout of letters) */
} doc_table;

typedef struct doc_signer {
  str place_date;              /* "Ditetapkan di Babakancikao" / "pada tanggal 5 Januari 2026": lines with \n; may be absent */
  str position;                /* "CAMAT BABAKANCIKAO," or "Plh. CAMAT BABAKANCIKAO," */
  str mark;                    /* between position and name: "" for a wet place, else e.g. "Disetujui dalam Takar\n5 Januari 2026 10.15 WIB" */
  str name, rank, nip;         /* NIP printed as "NIP. ..." when present */
  bool field;                  /* signed into the PDF later: there the mark's room stays empty for it */
} doc_signer;

typedef struct block {
  enum block_kind kind;
  str text, label;
  int level;
  enum heading_series series;
  enum align align;
  double size, indent;         /* points */
  enum doc_sheet sheet;
  bool bold;
  doc_kop *kop;
  doc_table *table;
  drawing *figure; str alt;
  doc_signer *signers; size_t n_signers;
  struct { str label, value; } *fields; size_t n_fields;
  str anchor;                  /* name that corrections pin to, e.g. "figure:12", "paragraph:analisis-3" */
} block;

typedef struct doc {
  arena *a;
  str title, number, subject, author, language; /* metadata; language "id" */
  enum doc_paper paper;
  bool landscape;
  double margin_top, margin_right, margin_bottom, margin_left; /* millimetres; 0: 20/20/20/25 */
  double font_size;            /* points; 0: 11 */
  str watermark;               /* "KONSEP", "DRAFT 1"; absent for none */
  str footer;                  /* left of "halaman n dari N"; absent for none */
  bool page_numbers;
  bool cover;                  /* the first page is a cover: nothing at its foot */
  str code, verify;            /* of the verification page, and its address with the code, printed as QR; absent for none */
  LIST(block) blocks;
  int counted[SERIES_ANNEX + 1][HEADING_LEVELS + 1]; /* numbered headings so far; of builders only */
} doc;

doc *doc_new(arena *a, str title);
block *doc_add(doc *d, enum block_kind kind);       /* a zeroed block at the end, for the fields the helpers below do not set */
void doc_heading(doc *d, int level, str text);
void doc_numbered(doc *d, enum heading_series series, int level, str text); /* a heading that gets the next number of its level */
void doc_title(doc *d, str text);
void doc_para(doc *d, enum align align, str text);
void doc_item(doc *d, int level, str label, str text);
void doc_field(doc *d, str label, str value);       /* adds to the BLOCK_FIELDS at the end, or starts one */
doc_table *doc_add_table(doc *d, str caption, const double *widths, size_t n_columns);
doc_row *doc_table_row(doc *d, doc_table *t, bool head);        /* cells come with doc_cell_add */
void doc_cell_add(doc *d, doc_row *r, enum align align, str text);
void doc_figure(doc *d, drawing *g, str alt, str caption); /* copies the drawing, its lengths rounded to hundredths of a point */
void doc_sign(doc *d, const doc_signer *signers, size_t n);
void doc_qr(doc *d, str content, str caption);
void doc_toc(doc *d, enum toc_of of);
void doc_page(doc *d, enum doc_sheet sheet);
void doc_space(doc *d, double points);
str block_escape(arena *a, str text);               /* data that may hold ** // __ \ */

str doc_freeze(arena *a, const doc *d);
MUST_CHECK err doc_thaw(arena *a, str frozen, doc **out);

/* What writers share: the page and its body in points, y down; the sheet of the first page; labels like "KESATU", which stand
 * before a colon ("1." and "a." do not). */
typedef struct doc_box { double page_w, page_h, left, top, width, bottom; } doc_box;
doc_box doc_box_of(const doc *d, enum doc_sheet sheet);
enum doc_sheet doc_first_sheet(const doc *d);
bool block_word_label(str label);
/* How a level of a series is counted: before and after its number; "I", "A", "1" or "a" for the kind of number. */
typedef struct heading_form { const char *before, *after; char count; } heading_form;
const heading_form *block_heading_form(enum heading_series series, int level); /* NULL for SERIES_NONE */
int block_heading_level(const block *b); /* within 1..4 */
str block_heading(arena *a, const block *b); /* number and text */
/* The words by which a block stands in such a list; absent for a block that does not. */
str block_listed(arena *a, const block *b, enum toc_of of);

/* Where a signature belongs on paper: points from the lower left corner of its page (from 1); whose, and whether as a `field`. */
typedef struct doc_place { int page; double x, y, width, height; str name; bool field; } doc_place;
typedef LIST(doc_place) doc_places;

/* Writers, pure: the same doc gives the same bytes. `at` is the only date in the PDF's metadata. places: of the signers without a printed
 * mark, in reading order; may be NULL. */
MUST_CHECK err doc_pdf(arena *a, const doc *d, instant at, str *bytes);
MUST_CHECK err doc_pdf_places(arena *a, const doc *d, instant at, str *bytes, doc_places *places);
str doc_html(arena *a, const doc *d);               /* an <article class="doc"> for the page; escaped; no style attributes */
str doc_text(arena *a, const doc *d);               /* plain text, one block per line: tests, comparison, search */
str block_text(arena *a, const block *b);           /* the line or lines that doc_text has for a block; cells parted by tabs */
str block_row_text(arena *a, const doc_row *r);
str block_id(arena *a, str anchor);                 /* the id attribute that doc_html gives a block with this anchor */
int doc_pdf_pages(str pdf);                         /* number of pages, 0 when it is not a PDF (qpdf) */
#endif
