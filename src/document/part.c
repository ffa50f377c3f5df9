#include "part.h"

#include <stdio.h>
#include <string.h>

#include "marks.h"

#define DOTS S("....................")

static str missing(arena *a, str what) { return STR_CAT(a, S("[belum diisi: "), what, S("]")); }

str part_value(arena *a, str value, str what) {
  return str_blank(value) ? missing(a, what) : block_escape(a, str_trim(value));
}

str part_written(arena *a, str value, str what) { return str_blank(value) ? missing(a, what) : marks_of_written(a, str_trim(value)); }

str part_date(arena *a, date day, str what) { return date_some(day) ? date_id(a, day) : missing(a, what); }
str part_day(arena *a, date day, str what) { return date_some(day) ? date_id_long(a, day) : missing(a, what); }

static bool draft(const letter_common *c) { return !str_blank(c->watermark); }

str part_issue_number(arena *a, const letter_common *c) {
  return draft(c) && str_blank(c->issue.number) ? DOTS : part_value(a, c->issue.number, S("nomor"));
}

str part_issue_day(arena *a, const letter_common *c) {
  return draft(c) && !date_some(c->issue.day) ? DOTS : part_date(a, c->issue.day, S("tanggal"));
}

str part_issue_place(arena *a, const letter_common *c) {
  return part_value(a, str_blank(c->issue.place) ? c->office.place : c->issue.place, S("tempat"));
}

str part_upper(arena *a, str s) {
  char *z = str_z(a, s);
  for (size_t i = 0; i < s.n; i++)
    if (z[i] >= 'a' && z[i] <= 'z') z[i] = (char)(z[i] - 32);
  return (str){z, s.n};
}

str part_office(arena *a, const letter_common *c) { return part_value(a, c->office.office_title, S("nama perangkat daerah")); }

void part_page_setup(doc *d, const doc_office *o) {
  d->paper = o->paper;
  d->margin_top = o->margin_top, d->margin_right = o->margin_right;
  d->margin_bottom = o->margin_bottom, d->margin_left = o->margin_left;
  d->author = o->office_title;
  d->page_numbers = true;
}

static doc_kop *letterhead(arena *a, const doc_office *o) {
  doc_kop *k = NEW(a, doc_kop);
  *k = (doc_kop){part_value(a, o->government, S("nama pemerintah daerah")), part_value(a, o->name, S("nama perangkat daerah")),
                 block_escape(a, o->address), block_escape(a, o->contact), !o->no_crest, o->crest_hash, STR_NONE};
  return k;
}

void part_letterhead(doc *d, const doc_office *o) { doc_add(d, BLOCK_KOP)->kop = letterhead(d->a, o); }

void part_crest(doc *d, const doc_office *o, double high) {
  block *b = doc_add(d, BLOCK_CREST);
  b->kop = letterhead(d->a, o);
  b->size = high;
}

doc *part_bare_doc(arena *a, const letter_common *c, str kind) {
  doc *d = doc_new(a, kind);
  part_page_setup(d, &c->office);
  d->number = c->issue.number;
  d->watermark = str_blank(c->watermark) ? STR_NONE : c->watermark;
  str footer = str_blank(c->issue.number) ? kind : STR_CAT(a, kind, S(" Nomor "), c->issue.number);
  d->footer = block_escape(a, footer);
  return d;
}

doc *part_doc(arena *a, const letter_common *c, str kind) {
  doc *d = part_bare_doc(a, c, kind);
  part_letterhead(d, &c->office);
  return d;
}

void part_titles(doc *d, const letter_common *c, str title) {
  doc_title(d, title);
  d->blocks.v[d->blocks.n - 1].level = 1;
  bool unnumbered = c->issue.number.p && !c->issue.number.n && !draft(c);
  if (!unnumbered) {
    doc_title(d, STR_CAT(d->a, S("NOMOR "), part_issue_number(d->a, c)));
    d->blocks.v[d->blocks.n - 1].bold = false;
  }
  doc_space(d, 8);
}

void part_anchor(doc *d, str anchor) { d->blocks.v[d->blocks.n - 1].anchor = anchor; }

static void subheading(doc *d, str text) {
  doc_para(d, ALIGN_LEFT, marks_of_written(d->a, text));
  d->blocks.v[d->blocks.n - 1].bold = true;
}

/* "- text", "12. text" and "a. text" are items: gives the label and takes it off the line; and how it counts: '-', '1' or 'a'. */
static str item_label(str *line, char *count) {
  size_t n = 0;
  while (n < line->n && line->p[n] >= '0' && line->p[n] <= '9') n++;
  *count = n ? '1' : 'a';
  if (!n && line->n && line->p[0] >= 'a' && line->p[0] <= 'z') n = 1;
  if (str_starts(*line, S("- "))) {
    *count = '-';
    *line = str_trim(str_from(*line, 2));
    return S("–");
  }
  if (n == 0 || n > 2 || !str_starts(str_from(*line, n), S(". "))) return STR_NONE;
  str label = str_sub(*line, 0, n + 1);
  *line = str_trim(str_from(*line, n + 2));
  return label;
}

/* A list inside a list counts otherwise than the one around it: the k-th of its kinds stands k levels deep. */
typedef struct list_levels { char counts[3]; int n; } list_levels;

static int list_level(list_levels *l, char count) {
  int k = 0;
  while (k < l->n && l->counts[k] != count) k++;
  if (k == (int)sizeof l->counts) k--;
  l->counts[k] = count;
  l->n = k + 1;
  return k;
}

static void paragraph(doc *d, list_levels *list, str line) {
  char count;
  str label = item_label(&line, &count);
  if (!label.p) list->n = 0;
  if (str_starts(line, S("## "))) return subheading(d, str_trim(str_from(line, 3)));
  if (label.p) doc_item(d, list_level(list, count), label, marks_of_written(d->a, line));
  else doc_para(d, ALIGN_JUSTIFY, marks_of_written(d->a, line));
}

void part_paragraphs(doc *d, str text, str key, str what) {
  int n = 0;
  list_levels list = {0};
  if (str_blank(text)) {
    doc_para(d, ALIGN_LEFT, missing(d->a, what));
    if (key.n) part_anchor(d, STR_CAT(d->a, S("paragraph:"), key, S("-1")));
    return;
  }
  for (str line, rest = text; rest.p;) {
    rest = str_cut(rest, '\n', &line);
    line = str_trim(line);
    if (line.n == 0) continue;
    paragraph(d, &list, line);
    if (key.n) part_anchor(d, str_fmt(d->a, "paragraph:%.*s-%d", STR_ARG(key), ++n));
  }
}

doc_table *part_layout(doc *d) {
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){17, 2.5, 5, 75.5}, 4);
  t->plain = true;
  return t;
}

void part_layout_text(doc *d, doc_table *t, str label, str text) {
  doc_row *r = doc_table_row(d, t, false);
  doc_cell_add(d, r, ALIGN_LEFT, label);
  doc_cell_add(d, r, ALIGN_LEFT, label.n ? S(":") : S(""));
  part_cell(d, r, ALIGN_JUSTIFY, text)->colspan = 2;
}

str part_count_label(arena *a, enum part_count count, size_t i) {
  if (count == COUNT_LETTERS && i < 26) return str_fmt(a, "%c.", (char)('a' + (int)i));
  return count == COUNT_NONE ? S("") : str_fmt(a, "%zu.", i + 1);
}

void part_layout_list(doc *d, doc_table *t, str label, const str_list *items, enum part_count count, str what) {
  if (items->n == 0) part_layout_text(d, t, label, missing(d->a, what));
  for (size_t i = 0; i < items->n; i++) {
    doc_row *r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_LEFT, i ? S("") : label);
    doc_cell_add(d, r, ALIGN_LEFT, i ? S("") : S(":"));
    doc_cell_add(d, r, ALIGN_LEFT, part_count_label(d->a, count, i));
    doc_cell_add(d, r, ALIGN_JUSTIFY, part_value(d->a, items->v[i], what));
  }
}

void part_head(doc *d, doc_table *t, const str *names, size_t n) {
  doc_row *r = doc_table_row(d, t, true);
  for (size_t i = 0; i < n; i++) part_cell(d, r, ALIGN_CENTER, names[i])->bold = true;
}

doc_cell *part_cell(doc *d, doc_row *r, enum align align, str text) {
  doc_cell_add(d, r, align, text);
  return &r->cells[r->n - 1];
}

void part_empty_row(doc *d, doc_table *t, str text) {
  part_cell(d, doc_table_row(d, t, false), ALIGN_CENTER, text)->colspan = (int)t->n_columns;
}

str part_signing_position(arena *a, const doc_official *o) {
  str position = part_value(a, o->position, S("jabatan penanda tangan"));
  return str_blank(o->prefix) ? position : STR_CAT(a, block_escape(a, str_trim(o->prefix)), S(" "), position);
}

str part_place_day(arena *a, const letter_common *c) {
  return STR_CAT(a, part_issue_place(a, c), S(", "), part_issue_day(a, c));
}

str part_set_at(arena *a, const letter_common *c) {
  return STR_CAT(a, S("Ditetapkan di "), part_issue_place(a, c), S("\npada tanggal "), part_issue_day(a, c));
}

doc_signer part_person_signer(arena *a, const doc_person *p, str position, bool with_nip) {
  return (doc_signer){.position = STR_CAT(a, position, S(",")),
                      .name = part_value(a, p->name, S("nama penanda tangan")),
                      .rank = with_nip ? block_escape(a, p->rank) : STR_NONE,
                      .nip = with_nip ? block_escape(a, p->nip) : STR_NONE};
}

doc_signer part_signer(arena *a, const letter_common *c, str place_date, bool with_nip) {
  const doc_person *p = &c->signer.person;
  doc_signer s = part_person_signer(a, p, part_signing_position(a, &c->signer), with_nip);
  s.place_date = place_date;
  s.mark = block_escape(a, c->issue.mark);
  return s;
}

/* A Plt./Plh. signs with their own name; the letter that appoints them and the holder they stand in for are named below. */
void part_standing(doc *d, const doc_official *o) {
  if (str_blank(o->prefix)) return;
  arena *a = d->a;
  str text = STR_CAT(a, part_value(a, o->person.name, S("nama penanda tangan")), S(" selaku "), part_signing_position(a, o),
                     S(" berdasarkan "), part_value(a, o->letter, S("surat penunjukan")));
  if (!str_blank(o->substituted.name))
    text = STR_CAT(a, text, S(", bertindak untuk pejabat definitif "), block_escape(a, str_trim(o->substituted.name)));
  doc_para(d, ALIGN_LEFT, STR_CAT(a, S("//Catatan: "), text, str_ends(text, S(".")) ? S("//") : S(".//")));
}

void part_sign(doc *d, const letter_common *c, str place_date, bool with_nip) {
  doc_signer s = part_signer(d->a, c, place_date, with_nip);
  doc_sign(d, &s, 1);
  part_standing(d, &c->signer);
}

void part_copies(doc *d, const letter_common *c) {
  if (c->copies.n == 0) return;
  doc_space(d, 10);
  doc_para(d, ALIGN_LEFT, S("Tembusan:"));
  for (size_t i = 0; i < c->copies.n; i++)
    doc_item(d, 0, part_count_label(d->a, COUNT_NUMBERS, i), part_value(d->a, c->copies.v[i], S("tembusan")));
}

void part_event(doc *d, const meeting_event *e) {
  doc_field(d, S("Hari/tanggal"), part_day(d->a, e->day, S("hari dan tanggal")));
  doc_field(d, S("Waktu"), part_value(d->a, e->time, S("waktu")));
  doc_field(d, S("Tempat"), part_value(d->a, e->place, S("tempat")));
  doc_field(d, S("Acara"), part_value(d->a, e->agenda, S("acara")));
  doc_field(d, S("Pimpinan rapat"), part_value(d->a, e->leader, S("pimpinan rapat")));
}

void part_audit_head(doc *d, str head) {
  if (str_blank(head)) return;
  doc_space(d, 6);
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){1}, 1);
  t->plain = true, t->font_size = 8;
  doc_cell_add(d, doc_table_row(d, t, false), ALIGN_LEFT, STR_CAT(d->a, S("Kepala rantai audit: "), block_escape(d->a, head)));
}

str part_person_lines(arena *a, const doc_person *p) {
  str name = part_value(a, p->name, S("nama"));
  return str_blank(p->nip) ? name : STR_CAT(a, name, S("\nNIP. "), block_escape(a, str_trim(p->nip)));
}
