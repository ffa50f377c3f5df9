#include "show.h"

typedef struct page {
  buf out;
  const sop *s;
  const sop_marks *marks;
  bool realised;
} page;

static void add(page *p, const char *markup) { buf_z(&p->out, markup); }

/* Text with its special characters escaped; newlines become line breaks. */
static void text(page *p, str s) {
  for (size_t i = 0; i < s.n; i++) {
    switch (s.p[i]) {
      case '&': add(p, "&amp;"); break;
      case '<': add(p, "&lt;"); break;
      case '>': add(p, "&gt;"); break;
      case '"': add(p, "&quot;"); break;
      case '\n': add(p, "<br>"); break;
      default: buf_char(&p->out, s.p[i]);
    }
  }
}

static void wrapped(page *p, const char *before, str s, const char *after) {
  add(p, before);
  text(p, s);
  add(p, after);
}

static void identity(page *p) {
  sop_row rows[SOP_ROWS];
  sop_identity_rows(p->out.a, p->s, rows);
  add(p, "<dl class=\"sop-identity\">\n");
  for (size_t i = 0; i < SOP_ROWS; i++) {
    wrapped(p, "<div><dt>", rows[i].label, "</dt><dd>");
    if (rows[i].text.n) text(p, rows[i].text);
    else add(p, "<em class=\"sop-empty\">belum diisi</em>");
    add(p, "</dd></div>\n");
  }
  add(p, "</dl>\n");
}

static void item(page *p, const sop_item *it) {
  wrapped(p, "<li>", it->text, "");
  if (it->note.n) wrapped(p, " <small class=\"sop-remark\">Catatan: ", it->note, "</small>");
  add(p, "</li>\n");
}

static void boxes(page *p) {
  sop_box v[SOP_BOXES];
  sop_boxes(p->s, v);
  add(p, "<div class=\"sop-boxes\">\n");
  for (size_t i = 0; i < SOP_BOXES; i++) {
    const char *list = v[i].numbered ? "ol" : "ul";
    wrapped(p, "<section><h3>", v[i].label, "</h3>\n");
    if (!v[i].items->n) add(p, "<p><em class=\"sop-empty\">belum diisi</em></p>\n");
    else {
      buf_fmt(&p->out, "<%s>\n", list);
      for (size_t k = 0; k < v[i].items->n; k++) item(p, &v[i].items->v[k]);
      buf_fmt(&p->out, "</%s>\n", list);
    }
    add(p, "</section>\n");
  }
  add(p, "</div>\n");
}

static void remarks(page *p) {
  if (!p->s->remarks.n) return;
  add(p, "<section class=\"sop-remarks\"><h3>Catatan tentang SOP ini</h3>\n<ul>\n");
  for (size_t i = 0; i < p->s->remarks.n; i++) {
    const sop_remark *r = &p->s->remarks.v[i];
    wrapped(p, "<li><strong>", sop_field_label(r->field), ":</strong> ");
    wrapped(p, "", r->text, "</li>\n");
  }
  add(p, "</ul></section>\n");
}

/* ---- the table ---- */

static void head(page *p) {
  static const char *const labels[] = {"No", "Uraian Kegiatan", "Pelaksana", "Persyaratan/Kelengkapan", "Waktu", "Output"};
  add(p, "<thead><tr>");
  for (size_t i = 0; i < LEN(labels); i++) buf_fmt(&p->out, "<th scope=\"col\">%s</th>", labels[i]);
  if (p->realised) add(p, "<th scope=\"col\">Realisasi</th>");
  add(p, "<th scope=\"col\">Keterangan</th></tr></thead>\n");
}

static void cell(page *p, const char *label, str value) {
  buf_fmt(&p->out, "<td data-label=\"%s\">", label);
  if (value.n) text(p, value);
  else add(p, "–");
  add(p, "</td>");
}

/* The activity, with its state in words and its sign in the flow when it is more than a rectangle. */
static void activity(page *p, const sop_step *step, sop_mark mark) {
  static const char *const signs[] = {[SOP_START] = "mulai", [SOP_DECISION] = "keputusan", [SOP_END] = "selesai"};
  add(p, "<th scope=\"row\">");
  if (mark.href.n) wrapped(p, "<a href=\"", mark.href, "\">");
  text(p, step->activity);
  if (mark.href.n) add(p, "</a>");
  if (signs[step->symbol]) buf_fmt(&p->out, " <small class=\"sop-sign\">(%s)</small>", signs[step->symbol]);
  if (p->marks) wrapped(p, " <span class=\"sop-state\">", sop_state_label(mark.state), "</span>");
  add(p, "</th>");
}

static void row(page *p, const sop_step *step) {
  arena *a = p->out.a;
  sop_mark mark = sop_mark_of(p->marks, step->no);
  add(p, "<tr");
  if (p->marks) wrapped(p, " class=\"", sop_state_class(mark.state), "\"");
  buf_fmt(&p->out, " id=\"langkah-%d\"><td>%d</td>", step->no, step->no);
  activity(p, step, mark);
  cell(p, "Pelaksana", p->s->lanes.v[step->lane_at].label);
  cell(p, "Kelengkapan", step->requirement);
  cell(p, "Waktu", duration_id(a, step->time));
  cell(p, "Output", step->output);
  if (p->realised) cell(p, "Realisasi", mark.realised);
  cell(p, "Keterangan", sop_note(a, p->s, step));
  add(p, "</tr>\n");
}

static void table(page *p) {
  wrapped(p, "<table class=\"sop-table\">\n<caption>Langkah-langkah SOP ", p->s->title, "</caption>\n");
  head(p);
  add(p, "<tbody>\n");
  for (size_t i = 0; i < p->s->steps.n; i++) row(p, &p->s->steps.v[i]);
  add(p, "</tbody>\n</table>\n");
}

str sop_html(arena *a, const sop *s, const sop_marks *marks) {
  page p = {.out = BUF(a), .s = s, .marks = marks};
  for (size_t i = 0; marks && i < marks->n; i++) p.realised |= marks->v[i].realised.n > 0;
  wrapped(&p, "<article class=\"sop\">\n<h2>SOP ", s->title, "</h2>\n");
  identity(&p);
  boxes(&p);
  remarks(&p);
  table(&p);
  add(&p, "</article>\n");
  return buf_str(&p.out);
}
