/* docx_part: what the parts of the DOCX writer share. Inside document/ only.
 *
 * The body is written in one pass. Lengths are points until they are written; a paragraph begins with docx_open and ends with
 * docx_close. What must come before the next block (a page turn, white below a table) waits in `turn` and `gap` until it is known
 * whether a paragraph or a table follows.
 */
#ifndef TAKAR_DOCUMENT_DOCX_PART_H
#define TAKAR_DOCUMENT_DOCX_PART_H
#include "block.h"
#include "xml.h"

typedef struct docx_image { str name, bytes; } docx_image;

typedef struct docx {
  arena *a;
  const doc *d;
  buf body;
  double size;                    /* font size of the document */
  doc_box box;                    /* of this section */
  enum doc_sheet sheet;
  size_t sections;                /* written so far */
  bool on_page;                   /* something stands on this page */
  bool turn;                      /* the next block begins a page */
  bool keep;                      /* paragraphs stay on one page with what follows them */
  double gap;                     /* white below the table just written; below 0: no table */
  LIST(docx_image) images;
  size_t at;                      /* the block being written */
  int *block_page;                /* page of each block on paper, once a list asks for it */
  double labels, hang[4];         /* as in pdf.h */
} docx;

typedef struct docx_run { double size; bool bold, italic, underline; uint32_t colour; } docx_run; /* size 0: the style's */
typedef struct docx_para {
  const char *style;              /* NULL: Normal */
  const char *jc;                 /* NULL: the style's */
  double left, hanging, first, before, after; /* before, after below 0: the style's */
  double exact;                   /* height of the line, 0: the style's */
  double size;                    /* of the paragraph's mark, so that empty lines are as high as written ones */
  double tab[2];                  /* left tab stops, 0: none */
  bool keep;
  const block *heading;           /* NULL: not a heading */
} docx_para;
#define DOCX_PARA ((docx_para){.before = -1, .after = -1})

/* docx_text.c: text */
void docx_open(docx *x, docx_para p);
void docx_close(docx *x);
void docx_runs(docx *x, str text, docx_run r);            /* marked text */
void docx_tab(docx *x);
void docx_mark(docx *x);                                  /* the bookmark of block x->at begins; lists point to it */
void docx_mark_end(docx *x);
void docx_caption(docx *x, str text, double size);        /* runs; "Tabel 3. ..." gets its number as a field that Word counts itself */
void docx_line(docx *x, docx_para p, str text, docx_run r); /* a whole paragraph */
const char *docx_jc(enum align align, str text);          /* value of w:jc for a text */
void docx_field(buf *b, const char *code, str result, const char *properties); /* the runs of a field; properties: of its runs */
int docx_twips(double points);
double docx_width(const docx *x, str text, double size, bool bold); /* of one line, without marks */

/* docx_table.c: tables, and what is laid out by them */
void docx_table(docx *x, const block *b);
void docx_sign(docx *x, const block *b);
void docx_qr(docx *x, const block *b);
void docx_kop(docx *x, const doc_kop *k);

/* docx_image.c: pictures, inside an open paragraph */
void docx_drawing(docx *x, const drawing *g, double scale, str alt);
void docx_qr_image(docx *x, str content, double side);
void docx_crest(docx *x, const doc_kop *k, double wide, double high);

/* docx_style.c: the parts beside the document's text */
str docx_styles(const docx *x);
str docx_settings(arena *a);
str docx_numbering(const docx *x);                        /* how headings are counted: a list for each series, with its number */
str docx_header(const docx *x);                           /* the watermark */
str docx_footer(const docx *x);                           /* of this section, as the header */
str docx_core(const docx *x, instant at);
extern const char DOCX_NAMESPACES[];
#endif
