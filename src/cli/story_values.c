/* What a story gives to an action: texts with references, lists, rows and files. */
#include "base/num.h"
#include "cli/story_parts.h"
#include "cycle/cycle_sql.h"
#include "document/block.h"
#include "office/office_sql.h"

/* ---- references: "@orang:kasi.pelayanan" becomes the id of that person ---- */

/* Leaves *out absent when the name names nothing. */
typedef err (*reference)(story *s, event *e, str name, str *out);

static str id_text(arena *a, int64_t id) { return str_fmt(a, "%lld", (long long)id); }

/* "@hari:5": five days from the day of the event; "@hari:0" is that day. */
static err ref_day(story *s, event *e, str name, str *out) {
  int64_t n;
  date today = instant_local(s->now, s->zone).day;
  if (num_i64(name, -400, 400, &n)) *out = date_iso(e->a, (date){today.day + (int32_t)n});
  return NULL;
}

static err ref_person(story *s, event *e, str name, str *out) {
  (void)s;
  sql_account_by_login_row *r;
  TRY(sql_account_by_login(e->db, e->a, name, &r));
  if (r) *out = id_text(e->a, r->person.v);
  return NULL;
}

static err figures_here(event *e, figures *out) {
  cycle *c;
  *out = (figures){0};
  if (!e->cycle.v) return NULL;
  TRY(cycle_load(e->db, e->a, e->cycle, NULL, &c));
  return performance_figures(e->db, e->a, c->office.id, c->id, c->year, c->quarter, out);
}

static err ref_indicator(story *s, event *e, str name, str *out) {
  (void)s;
  figures all;
  TRY(figures_here(e, &all));
  for (size_t i = 0; i < all.n; i++)
    if (str_eq(all.v[i].of.code, name)) *out = id_text(e->a, all.v[i].of.id.v);
  return NULL;
}

/* The version of a figure, as a page that shows it now would send it. */
static err ref_version(story *s, event *e, str name, str *out) {
  (void)s;
  figures all;
  TRY(figures_here(e, &all));
  for (size_t i = 0; i < all.n; i++)
    if (str_eq(all.v[i].of.code, name)) *out = id_text(e->a, all.v[i].version);
  return NULL;
}

static err ref_objective(story *s, event *e, str name, str *out) {
  (void)s;
  figures all;
  int64_t no = 0;
  TRY(figures_here(e, &all));
  if (!num_i64(name, 1, 99, &no)) return NULL;
  for (size_t i = 0; i < all.n; i++)
    if (all.v[i].of.objective_no == no) *out = id_text(e->a, all.v[i].of.objective.v);
  return NULL;
}

static err ref_correction(story *s, event *e, str name, str *out) {
  (void)s;
  sql_corrections_of_rows rows;
  int64_t n = 0;
  TRY(sql_corrections_of(e->db, e->a, e->cycle, &rows));
  if (num_i64(name, 1, (int64_t)rows.n, &n)) *out = id_text(e->a, rows.v[n - 1].id.v);
  return NULL;
}

static err ref_file(story *s, event *e, str name, str *out) {
  (void)s;
  evidences files;
  TRY(performance_files(e->db, e->a, e->cycle, &files));
  for (size_t i = 0; i < files.n; i++)
    if (str_eq(files.v[i].name, name)) *out = id_text(e->a, files.v[i].id.v);
  return NULL;
}

static err ref_document(story *s, event *e, str name, str *out) {
  (void)s;
  sql_document_last_row *r;
  TRY(sql_document_last(e->db, e->a, e->cycle, name, &r));
  if (r) *out = id_text(e->a, r->id.v);
  return NULL;
}

static const struct { str mark; reference find; } references[] = {
    {SC("@orang:"), ref_person},     {SC("@indikator:"), ref_indicator}, {SC("@versi:"), ref_version},     {SC("@sasaran:"), ref_objective},
    {SC("@koreksi:"), ref_correction}, {SC("@berkas:"), ref_file},         {SC("@dokumen:"), ref_document},
    {SC("@hari:"), ref_day},
};

static bool name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

static str name_at(str rest) {
  size_t n = 0;
  while (n < rest.n && name_char(rest.p[n])) n++;
  return str_sub(rest, 0, n);
}

static err put_reference(story *s, event *e, const node *at, size_t k, str name, buf *out) {
  str value = STR_NONE;
  TRY(references[k].find(s, e, name, &value));
  if (!value.p) COMPLAIN(&s->c, at, "%.*s%.*s tidak ada.", STR_ARG(references[k].mark), STR_ARG(name));
  buf_add(out, value);
  return NULL;
}

err story_text(story *s, event *e, const node *at, str text, str *out) {
  buf b = BUF(e->a);
  for (size_t i = 0; i < text.n;) {
    size_t k = 0;
    while (k < LEN(references) && !str_starts(str_from(text, i), references[k].mark)) k++;
    if (k == LEN(references)) {
      buf_char(&b, text.p[i++]);
      continue;
    }
    str name = name_at(str_from(text, i + references[k].mark.n));
    TRY(put_reference(s, e, at, k, name, &b));
    i += references[k].mark.n + name.n;
  }
  *out = buf_str(&b);
  return NULL;
}

/* ---- fields ---- */

/* {name, from, until, passphrase}: a certificate made for this story. */
static err certificate_of(story *s, event *e, const node *n, str *p12) {
  static const char *const keys[] = {"name", "from", "until", "passphrase", NULL};
  if (!source_keys(&s->c, n, keys)) return NULL;
  trial_signer t = {.name = tree_need(&s->c, n, "name"), .from = tree_instant(&s->c, n, "from", s->zone), .until = tree_instant(&s->c, n, "until", s->zone),
                    .passphrase = tree_need(&s->c, n, "passphrase")};
  return instant_some(t.from) && instant_some(t.until) ? trial_p12(e->a, s->issuer, &t, p12) : NULL;
}

/* {file: name.txt, text: ...}, {file: name.pdf, page: ...}: a page of paper with that text, or {file: name.p12, certificate: ...}. */
static err add_file(story *s, event *e, str name, const node *n, fields *out) {
  static const char *const keys[] = {"file", "text", "page", "certificate", NULL};
  if (!source_keys(&s->c, n, keys)) return NULL;
  const node *certificate = tree_map(&s->c, n, "certificate");
  str filename = tree_need(&s->c, n, "file"), page = tree_text(&s->c, n, "page"), bytes = tree_text(&s->c, n, "text");
  if (page.n) {
    doc *d = doc_new(e->a, filename);
    str_list lines = step_lines(e->a, page);
    for (size_t i = 0; i < lines.n; i++) doc_para(d, ALIGN_LEFT, lines.v[i]);
    TRY(doc_pdf(e->a, d, s->now, &bytes));
  }
  if (certificate) TRY(certificate_of(s, e, certificate, &bytes));
  LIST_ADD(e->a, out, ((field){name, bytes, filename}));
  return NULL;
}

static err add_value(story *s, event *e, str name, const node *n, fields *out) {
  if (n->kind == NODE_MAP) return add_file(s, e, name, n, out);
  if (n->kind == NODE_LIST) {
    for (size_t i = 0; i < n->n; i++) TRY(add_value(s, e, name, n->items[i], out));
    return NULL;
  }
  str value;
  TRY(story_text(s, e, n, n->text, &value));
  fields_add(e->a, out, name, value);
  return NULL;
}

static err add_pairs(story *s, event *e, const node *map, fields *out) {
  for (size_t i = 0; i < map->n; i++) {
    str name;
    TRY(story_text(s, e, map->items[2 * i], map->items[2 * i]->text, &name));
    TRY(add_value(s, e, name, map->items[2 * i + 1], out));
  }
  return NULL;
}

/* Every row names the same fields, so that the k-th of each belong together. */
static err add_rows(story *s, event *e, const node *list, fields *out) {
  for (size_t i = 0; i < list->n; i++) {
    const node *row = list->items[i];
    if (row->kind != NODE_MAP || row->n != list->items[0]->n) {
      COMPLAIN(&s->c, row, "Setiap baris dalam “rows” harus memuat isian yang sama.");
      return NULL;
    }
    TRY(add_pairs(s, e, row, out));
  }
  return NULL;
}

err story_fields(story *s, event *e, const node *with, fields *out) {
  *out = (fields){0};
  const node *rows = with ? tree_list(&s->c, with, "rows") : NULL;
  for (size_t i = 0; with && i < with->n; i++) {
    const node *value = with->items[2 * i + 1];
    if (value == rows) TRY(add_rows(s, e, rows, out));
    else TRY(add_value(s, e, with->items[2 * i]->text, value, out));
  }
  return NULL;
}
