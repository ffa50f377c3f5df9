/* pdf: what the parts of the PDF writer share. Inside document/ only.
 *
 * The document is laid out twice by the same code: first without drawing, to learn the number of pages and the page of each block,
 * then drawing. One pango layout is used again for every text: pdf_text fills it, the functions after it measure or draw what it holds.
 * Lengths are points (1/72 inch), y grows downward. Everything foreign is released by one deferred call of the arena.
 */
#ifndef TAKAR_DOCUMENT_PDF_H
#define TAKAR_DOCUMENT_PDF_H
#include <pango/pangocairo.h>

#include "base/gate.h"
#include "block.h"

typedef struct pdf_sink { char *p; size_t n, cap; } pdf_sink; /* malloc: cairo must not be left by a jump */
typedef struct pdf_grid pdf_grid;

typedef struct pdf {
  arena *a;
  const doc *d;
  pdf_sink out;
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoContext *context;
  PangoLayout *layout;
  PangoAttrList *plain;                  /* of a text without marks: set once, and pango sees that it is the same */
  struct { double size; bool bold, italic; } font; /* what the layout has now; size 0: none yet */
  double size;                           /* font size of the document */
  double leading;                        /* white between the lines of the text in the layout */
  double labels;                         /* column of the labels before a colon, one for the whole document */
  double page_w, page_h;                 /* of this section */
  double left, top, width, bottom;       /* the body of the page */
  double y;                              /* where the next block goes */
  int page, pages;                       /* from 1; the number of pages is known in the second pass */
  enum doc_sheet sheet;
  bool drawing;
  bool on_page;                          /* something has been put on this page */
  size_t at;                             /* the block being put */
  int *block_page;                       /* the page each block stands on, as the first pass found it */
  int outline[5];                        /* the bookmark open at each level */
  pdf_grid **grids; size_t grids_met;    /* tables measured in the first pass */
  size_t tagged_cells;
  double follow;                         /* height of a signature place that must not stand alone: the end of this block goes with it */
  doc_places places;                     /* of signatures without a printed mark, met in the second pass */
  double hang[4];                        /* hanging indent of the run of items at each level, 0 outside a run */
} pdf;

typedef struct pdf_style {
  double size, width;                    /* width 0: as wide as the text */
  enum align align;
  bool bold, italic, underline, tight;   /* tight: no leading between lines */
  double first;                          /* indent of the first line */
  uint32_t colour;
} pdf_style;

/* pdf_text.c: text */
void pdf_text(pdf *p, pdf_style s, str text);
double pdf_text_height(const pdf *p);
double pdf_text_width(const pdf *p);
double pdf_text_baseline(const pdf *p);
double pdf_text_show(pdf *p, double x, double y);                /* returns the height */
/* The lines from line `from` that fit into `room` (the first always, when `force`); the next line not shown; *used gets their height. */
int pdf_text_lines(pdf *p, double x, double y, int from, double room, bool force, double *used);
int pdf_text_count(const pdf *p);
void pdf_tag(pdf *p, const char *name);
void pdf_tag_end(pdf *p, const char *name);
void pdf_colour(pdf *p, uint32_t rgb);
str pdf_one_line(arena *a, str text);                            /* without marks and line breaks */

/* pdf.c: pages */
double pdf_room(const pdf *p);
double pdf_fresh_room(const pdf *p);                             /* the whole body of a page */
void pdf_break(pdf *p);
void pdf_need(pdf *p, double height);                            /* a new page unless `height` still fits on this one */
void pdf_advance(pdf *p, double height);
void pdf_gap(pdf *p, double height);                             /* white space; none at the top of a page */

void pdf_release(void *what);                                    /* the foreign parts of a pdf; may come twice */
int *pdf_block_pages(arena *a, const doc *d);                    /* the page each block stands on */
void pdf_here(pdf *p);                                           /* block p->at begins here: notes the page, opens its destination */
void pdf_here_end(pdf *p);

extern gate pdf_setting;                                         /* of whoever sets type: writers of PDF and DOCX */

/* pictures for other writers: text and strokes as on paper, on a surface of their own (taken over), until pdf_release */
pdf *pdf_canvas(arena *a, double size, cairo_surface_t *surface);
void pdf_drawing(pdf *p, const drawing *g);
void pdf_crest(pdf *p, const doc_kop *k, double x, double y, double w, double h);
void pdf_qr_code(pdf *p, str content, double x, double y, double side);

/* blocks: each puts its block at p->y and moves on; _height says how much must stay together at its start */
void pdf_flow(pdf *p, const char *tag, pdf_style s, double indent, str text); /* pdf_flow.c: text over pages, no single lines left behind */
void pdf_heading(pdf *p, const block *b, double next);
void pdf_title(pdf *p, const block *b, bool first, bool last);   /* of a run of titles */
void pdf_para(pdf *p, const block *b);
void pdf_item(pdf *p, const block *b, size_t at);
void pdf_fields(pdf *p, const block *b);
void pdf_toc(pdf *p, enum toc_of of);
double pdf_line(const pdf *p);
double pdf_labels(pdf *p);                                       /* for p->labels */
double pdf_heading_height(pdf *p, const block *b);
pdf_grid *pdf_grid_next(pdf *p, const doc_table *t);             /* pdf_table.c */
double pdf_table_height(pdf *p, const block *b, const pdf_grid *g);
void pdf_table(pdf *p, const block *b, pdf_grid *g);
void pdf_kop(pdf *p, const doc_kop *k);                          /* pdf_kop.c */
void pdf_crest_alone(pdf *p, const block *b);
void pdf_sign(pdf *p, const block *b);                           /* pdf_sign.c */
double pdf_sign_height(pdf *p, const block *b);
void pdf_qr(pdf *p, const block *b);
void pdf_figure(pdf *p, const block *b);                         /* pdf_figure.c */
double pdf_figure_height(pdf *p, const block *b);
#endif
