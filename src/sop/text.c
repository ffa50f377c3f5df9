#include "show.h"

enum { COLUMNS = 100 };

/* Text broken at spaces to the width of a terminal; every line after the first is indented. */
static void paragraph(buf *b, str first, str text, size_t indent) {
  size_t at = str_utf8_len(first);
  buf_add(b, first);
  for (str word; text.p;) {
    text = str_cut(text, ' ', &word);
    size_t n = str_utf8_len(word);
    if (!n) continue;
    if (at > indent && at + 1 + n > COLUMNS) {
      buf_char(b, '\n');
      for (at = 0; at < indent; at++) buf_char(b, ' ');
    } else if (at > indent) {
      buf_char(b, ' ');
      at++;
    }
    buf_add(b, word);
    at += n;
  }
  buf_char(b, '\n');
}

/* "   Label   : " of a fixed width. */
static str lead(arena *a, const char *indent, str label) { return str_fmt(a, "%s%-24.*s: ", indent, STR_ARG(label)); }

static void add_identity(buf *b, const sop *s) {
  sop_row rows[SOP_ROWS];
  sop_identity_rows(b->a, s, rows);
  for (size_t i = 0; i < SOP_ROWS; i++)
    paragraph(b, lead(b->a, "", rows[i].label), rows[i].text.n ? rows[i].text : S("belum diisi"), 26);
}

static void add_boxes(buf *b, const sop *s) {
  sop_box boxes[SOP_BOXES];
  sop_boxes(s, boxes);
  for (size_t i = 0; i < SOP_BOXES; i++) {
    buf_fmt(b, "\n%.*s\n", STR_ARG(boxes[i].label));
    if (!boxes[i].items->n) buf_z(b, "  belum diisi\n");
    for (size_t k = 0; k < boxes[i].items->n; k++) {
      const sop_item *it = &boxes[i].items->v[k];
      paragraph(b, boxes[i].numbered ? str_fmt(b->a, "  %zu. ", k + 1) : S("  "), it->text, boxes[i].numbered ? 5 : 2);
      if (it->note.n) paragraph(b, S("     [Catatan: "), STR_CAT(b->a, it->note, S("]")), 15);
    }
  }
}

static void add_remarks(buf *b, const sop *s) {
  if (s->remarks.n) buf_z(b, "\nCatatan tentang SOP ini\n");
  for (size_t i = 0; i < s->remarks.n; i++) {
    const sop_remark *r = &s->remarks.v[i];
    paragraph(b, S("  - "), STR_CAT(b->a, sop_field_label(r->field), S(": "), r->text), 4);
  }
}

static void add_step(buf *b, const sop *s, const sop_step *step) {
  str time = duration_id(b->a, step->time), note = sop_note(b->a, s, step);
  const struct { str label, text; } rows[] = {{S("Pelaksana"), s->lanes.v[step->lane_at].label},
                                              {S("Kelengkapan"), step->requirement},
                                              {S("Waktu"), time},
                                              {S("Output"), step->output},
                                              {S("Keterangan"), note}};
  buf_char(b, '\n');
  paragraph(b, str_fmt(b->a, "%2d. ", step->no), step->activity, 4);
  for (size_t i = 0; i < LEN(rows); i++)
    if (rows[i].text.n) paragraph(b, str_fmt(b->a, "    %-12.*s: ", STR_ARG(rows[i].label)), rows[i].text, 18);
}

str sop_text(arena *a, const sop *s) {
  buf b = BUF(a);
  paragraph(&b, S("SOP"), s->title, 0);
  buf_char(&b, '\n');
  add_identity(&b, s);
  add_boxes(&b, s);
  add_remarks(&b, s);
  for (size_t i = 0; i < s->steps.n; i++) add_step(&b, s, &s->steps.v[i]);
  return buf_str(&b);
}
