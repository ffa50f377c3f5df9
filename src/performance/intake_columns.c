#include "performance/intake_columns.h"

#include <fnmatch.h>

#include "base/num.h"

static const struct { str code, label; } kinds[] = {
#define X(kind, code, label) {SC(code), SC(label)},
    INTAKE_KINDS(X)
#undef X
};
static const struct { str code, label, kinds, headings; } columns[] = {
#define X(column, code, label, kinds, headings) {SC(code), SC(label), SC(kinds), SC(headings)},
    INTAKE_COLUMNS(X)
#undef X
};

str intake_kind_code(enum intake_kind k) { return kinds[k].code; }
str intake_kind_label(enum intake_kind k) { return kinds[k].label; }

bool intake_kind_find(str code, enum intake_kind *out) {
  for (size_t i = 0; i < LEN(kinds); i++)
    if (str_eq(kinds[i].code, code)) return *out = (enum intake_kind)i, true;
  return false;
}

str intake_column_code(enum intake_column c) { return columns[c].code; }
str intake_column_label(enum intake_column c) { return columns[c].label; }

bool intake_column_of(enum intake_kind k, enum intake_column c) {
  static const char letters[] = "PBF";
  return memchr(columns[c].kinds.p, letters[k], columns[c].kinds.n) != NULL;
}

/* ---- headings ---- */

/* One line: white space as single blanks, nothing at the ends. */
static str one_line(arena *a, str s) {
  buf b = BUF(a);
  s = str_trim(s);
  for (size_t i = 0; i < s.n; i++) {
    bool white = (unsigned char)s.p[i] <= ' ';
    if (!white) buf_char(&b, s.p[i]);
    else if (b.n && b.p[b.n - 1] != ' ') buf_char(&b, ' ');
  }
  return buf_str(&b);
}

static bool means(arena *a, enum intake_column c, str heading) {
  const char *z = str_z(a, str_lower(a, heading));
  for (str one, rest = columns[c].headings; rest.p;) {
    rest = str_cut(rest, '|', &one);
    if (fnmatch(str_z(a, one), z, 0) == 0) return true;
  }
  return false;
}

/* The text that stands over a column: its own, or of a cell to the left that is joined over it. */
static str over(const intake_row *r, const intake_row *below, size_t col) {
  if (col < r->cells.n && !str_blank(r->cells.v[col])) return r->cells.v[col];
  if (!below || col >= below->cells.n || str_blank(below->cells.v[col])) return STR_NONE;
  for (size_t k = col; k > 0; k--)
    if (k - 1 < r->cells.n && !str_blank(r->cells.v[k - 1])) return r->cells.v[k - 1];
  return STR_NONE;
}

static str heading_at(arena *a, const intake_rows *rows, size_t from, size_t n, size_t col) {
  buf b = BUF(a);
  for (size_t i = from; i < from + n; i++) {
    str part = one_line(a, over(&rows->v[i], i + 1 < from + n ? &rows->v[i + 1] : NULL, col));
    if (part.n && b.n) buf_char(&b, ' ');
    buf_add(&b, part);
  }
  return buf_str(&b);
}

/* "kode=Kode Indikator" in the lines of an earlier file. */
static str named(str known, enum intake_column c) {
  for (str line; known.p;) {
    known = str_cut(known, '\n', &line);
    str code, text = str_cut(line, '=', &code);
    if (text.p && str_eq(code, columns[c].code)) return text;
  }
  return STR_NONE;
}

typedef struct proposal { intake_layout l; size_t found, named, wanted; } proposal;

static void place(arena *a, enum intake_kind k, str known, proposal *p) {
  for (int c = 0; c < COLUMN_COUNT; c++) {
    str want = intake_column_of(k, (enum intake_column)c) ? named(known, (enum intake_column)c) : STR_NONE;
    p->wanted += want.p != NULL;
    for (size_t i = 0; want.p && i < p->l.headings.n; i++)
      if (p->l.at[c] == INTAKE_NOWHERE && str_eq_nocase(want, p->l.headings.v[i])) p->l.at[c] = i, p->named++;
  }
  for (int c = 0; c < COLUMN_COUNT; c++) {
    bool open = p->l.at[c] == INTAKE_NOWHERE && intake_column_of(k, (enum intake_column)c) && !(known.p && p->named == p->wanted);
    for (size_t i = 0; open && i < p->l.headings.n; i++) {
      bool taken = false;
      for (int d = 0; d < COLUMN_COUNT; d++) taken = taken || p->l.at[d] == i;
      if (taken || !p->l.headings.v[i].n || !means(a, (enum intake_column)c, p->l.headings.v[i])) continue;
      p->l.at[c] = i;
      open = false;
    }
    p->found += p->l.at[c] != INTAKE_NOWHERE;
  }
}

static proposal try_rows(arena *a, enum intake_kind k, const intake_rows *rows, size_t from, size_t n, str known) {
  proposal p = {.l.last = rows->v[from + n - 1].row};
  size_t wide = 0;
  for (int c = 0; c < COLUMN_COUNT; c++) p.l.at[c] = INTAKE_NOWHERE;
  for (size_t i = from; i < from + n; i++) wide = rows->v[i].cells.n > wide ? rows->v[i].cells.n : wide;
  for (size_t i = 0; i < wide; i++) LIST_ADD(a, &p.l.headings, heading_at(a, rows, from, n, i));
  place(a, k, known, &p);
  return p;
}

/* A row with the numbers of the columns, as forms print them below the heading; "13/5" is one of them. */
static bool only_numbers(const intake_row *r) {
  enum { FEWEST = 4, LONGEST = 8 };
  size_t n = 0;
  int64_t v, before = 0;
  for (size_t i = 0; i < r->cells.n; i++) {
    str s = str_trim(r->cells.v[i]);
    if (!s.n) continue;
    if (num_i64(s, before + 1, 99, &v)) before = v, n++;
    else if (s.n > LONGEST || n < FEWEST) return false;
  }
  return n >= FEWEST;
}

bool intake_propose(arena *a, enum intake_kind k, const intake_rows *first, str known, intake_layout *out, bool *sure) {
  enum { DEEPEST = 3, FEWEST = 2 };
  proposal best = {0};
  size_t end = 0;
  for (size_t from = 0; from < first->n; from++)
    for (size_t n = 1; n <= DEEPEST && from + n <= first->n; n++) {
      proposal p = try_rows(a, k, first, from, n, known);
      if (p.named * COLUMN_COUNT + p.found > best.named * COLUMN_COUNT + best.found) best = p, end = from + n;
    }
  if (best.found < FEWEST) return false;
  if (end < first->n && only_numbers(&first->v[end])) best.l.last = first->v[end].row;
  *out = best.l;
  bool whole = best.wanted > 0 && best.named == best.wanted;
  *sure = (whole || best.l.at[COLUMN_VERSION] != INTAKE_NOWHERE) && intake_layout_check(a, k, out) == NULL;
  return true;
}

/* ---- layouts ---- */

static bool has(const intake_layout *l, enum intake_column c) { return l->at[c] != INTAKE_NOWHERE; }

static void want(arena *a, err e, enum intake_column c, const char *why) { err_at(a, e, columns[c].code, str_of(why)); }

static bool spent_somewhere(const intake_layout *l) {
  return has(l, COLUMN_SPENT_1) || has(l, COLUMN_SPENT_2) || has(l, COLUMN_SPENT_3) || has(l, COLUMN_SPENT_4);
}

static void values_wanted(arena *a, err e, enum intake_kind k, const intake_layout *l) {
  bool some = false;
  for (int c = COLUMN_TARGET; c <= COLUMN_ACTUAL_4; c++) some = some || has(l, (enum intake_column)c);
  if (k == INTAKE_PLAN && !has(l, COLUMN_INDICATOR) && !has(l, COLUMN_CODE)) want(a, e, COLUMN_INDICATOR, "Pilih kolom indikator, atau kolom kode.");
  if (k == INTAKE_PLAN && !some) want(a, e, COLUMN_TARGET, "Pilih sedikitnya satu kolom target atau realisasi.");
  if (k == INTAKE_FIGURES && !has(l, COLUMN_INDICATOR) && !has(l, COLUMN_CODE)) want(a, e, COLUMN_INDICATOR, "Pilih kolom indikator, atau kolom kode.");
  if (k == INTAKE_FIGURES && !has(l, COLUMN_ACTUAL)) want(a, e, COLUMN_ACTUAL, "Pilih kolom realisasi.");
  if (k == INTAKE_BUDGET && !has(l, COLUMN_CODE)) want(a, e, COLUMN_CODE, "Pilih kolom kode program.");
  if (k == INTAKE_BUDGET && !has(l, COLUMN_CEILING) && !spent_somewhere(l)) want(a, e, COLUMN_CEILING, "Pilih kolom pagu atau realisasi anggaran.");
}

err intake_layout_check(arena *a, enum intake_kind k, const intake_layout *l) {
  err e = ERR(a, INPUT, "Kolom berkas ini belum lengkap dikenali.");
  values_wanted(a, e, k, l);
  for (int c = 0; c < COLUMN_COUNT; c++)
    for (int d = 0; d < c; d++)
      if (has(l, (enum intake_column)c) && l->at[c] == l->at[d])
        want(a, e, (enum intake_column)c, str_z(a, STR_CAT(a, S("Kolom yang sama sudah dipakai untuk "), columns[d].label, S("."))));
  return e->points.n ? e : NULL;
}

str intake_layout_text(arena *a, const intake_layout *l) {
  buf b = BUF(a);
  buf_fmt(&b, "last=%zu", l->last);
  for (int c = 0; c < COLUMN_COUNT; c++)
    if (has(l, (enum intake_column)c)) buf_fmt(&b, ";%.*s=%zu", STR_ARG(columns[c].code), l->at[c]);
  return buf_str(&b);
}

bool intake_layout_parse(str text, intake_layout *out) {
  *out = (intake_layout){0};
  for (int c = 0; c < COLUMN_COUNT; c++) out->at[c] = INTAKE_NOWHERE;
  for (str one; text.p;) {
    int64_t v;
    text = str_cut(text, ';', &one);
    str name, value = str_cut(one, '=', &name);
    if (!num_i64(value, 0, INT32_MAX, &v)) return false;
    if (str_eq(name, S("last"))) out->last = (size_t)v;
    for (int c = 0; c < COLUMN_COUNT; c++)
      if (str_eq(name, columns[c].code)) out->at[c] = (size_t)v;
  }
  return out->last > 0;
}

str intake_headings_text(arena *a, const intake_layout *l) {
  buf b = BUF(a);
  for (int c = 0; c < COLUMN_COUNT; c++)
    if (has(l, (enum intake_column)c) && l->at[c] < l->headings.n)
      buf_fmt(&b, "%s%.*s=%.*s", b.n ? "\n" : "", STR_ARG(columns[c].code), STR_ARG(l->headings.v[l->at[c]]));
  return buf_str(&b);
}
