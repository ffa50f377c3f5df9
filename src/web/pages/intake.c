#include "web/pages/intake.h"

#include "base/csv.h"
#include "base/num.h"
#include "berkas_satu.t.h"
#include "performance/intake_rows.h"
#include "performance/performance_sql.h"
#include "store/blob.h"
#include "web/pages/exports.h"

/* ---- the file, when this person may see it ---- */

static err load(const get_ctx *cx, const request *rq, intake *of) {
  err e = intake_get(cx->db, cx->a, (intake_id){request_int(rq, S("id"))}, of);
  if (!e && !actor_sees_office(cx->who, of->office)) e = ERR(cx->a, NOT_FOUND, "Berkas masuk ini tidak ada.");
  return e;
}

/* Its columns are named by who handed it in, or by who keeps the office. */
static bool may_name(const get_ctx *cx, const intake *of) {
  return of->state == INTAKE_COLUMNS && (cx->who->account.v == of->account.v || actor_keeps_office(cx->who, of->office));
}

static str letters(arena *a, size_t col) {
  buf b = BUF(a);
  if (col >= 26) buf_char(&b, (char)('A' + col / 26 - 1));
  buf_char(&b, (char)('A' + col % 26));
  return buf_str(&b);
}

/* ---- naming the columns ---- */

typedef struct naming { intake_rows first; intake_layout l; } naming;

/* As proposed; where no row looks like a heading the first one is taken for it. */
static err proposed(const get_ctx *cx, const intake *of, naming *n) {
  sql_headings_of_row *known;
  str bytes;
  bool sure;
  TRY(blob_get(cx->db, cx->a, of->hash, &bytes));
  TRY(intake_first_rows(cx->a, bytes, &n->first));
  TRY(sql_headings_of(cx->db, cx->a, of->office, intake_kind_code(of->kind), &known));
  if (intake_propose(cx->a, of->kind, &n->first, known ? known->headings : STR_NONE, &n->l, &sure)) return NULL;
  n->l = (intake_layout){.last = n->first.v[0].row, .headings = n->first.v[0].cells};
  for (int c = 0; c < COLUMN_COUNT; c++) n->l.at[c] = INTAKE_NOWHERE;
  return NULL;
}

static str field_of(arena *a, enum intake_column c) { return STR_CAT(a, S("k."), intake_column_code(c)); }

/* What was chosen on the page: "k.kode" = 3 for column C. */
static void chosen(arena *a, enum intake_kind k, const fields *f, intake_layout *l) {
  int64_t v;
  for (int c = 0; c < COLUMN_COUNT; c++) {
    str name = field_of(a, (enum intake_column)c);
    if (c == COLUMN_VERSION || !intake_column_of(k, (enum intake_column)c)) continue; /* only templates have versions */
    l->at[c] = num_i64(fields_get(f, name), 1, (int64_t)l->headings.n, &v) ? (size_t)v - 1 : INTAKE_NOWHERE;
  }
  if (num_i64(str_trim(fields_get(f, S("judul"))), 1, INT32_MAX, &v)) l->last = (size_t)v;
}

static column_view column_choices(const get_ctx *cx, const naming *n, enum intake_column c, err wrong) {
  arena *a = cx->a;
  column_view v = {.name = field_of(a, c), .label = intake_column_label(c)};
  v.id = STR_CAT(a, S("f-"), intake_column_code(c));
  LIST_ADD(a, &v.choices, ((choice_view){0, S("tidak ada"), n->l.at[c] == INTAKE_NOWHERE}));
  for (size_t i = 0; i < n->l.headings.n; i++) {
    str head = n->l.headings.v[i];
    str label = head.n ? STR_CAT(a, letters(a, i), S(": "), head) : STR_CAT(a, S("kolom "), letters(a, i));
    LIST_ADD(a, &v.choices, ((choice_view){(int64_t)i + 1, label, n->l.at[c] == i}));
  }
  for (size_t i = 0; wrong && i < wrong->points.n; i++)
    if (str_eq(wrong->points.v[i].field, intake_column_code(c))) v.mistake = wrong->points.v[i].text;
  return v;
}

static void naming_part(const get_ctx *cx, const naming *n, err wrong, intake_view *v) {
  enum { SHOWN = 5 };
  v->naming = true;
  v->heading = (int64_t)n->l.last;
  for (int c = 0; c < COLUMN_COUNT; c++)
    if (c != COLUMN_VERSION && intake_column_of(v->of.kind, (enum intake_column)c)) LIST_ADD(cx->a, &v->columns, column_choices(cx, n, (enum intake_column)c, wrong));
  for (size_t i = 0; i < n->l.headings.n; i++) LIST_ADD(cx->a, &v->preview_heads, letters(cx->a, i));
  for (size_t i = 0; i < n->first.n && v->preview.n < SHOWN; i++)
    if (n->first.v[i].row >= n->l.last) LIST_ADD(cx->a, &v->preview, n->first.v[i].cells);
}

/* ---- how it ended ---- */

static err heading_of(const get_ctx *cx, const intake *of, str_list *headings) {
  naming n;
  *headings = (str_list){0};
  TRY(proposed(cx, of, &n));
  *headings = n.l.headings;
  return NULL;
}

static err fault_rows(const get_ctx *cx, intake_view *v) {
  intake_faults all;
  str_list headings;
  TRY(intake_faults_of(cx->db, cx->a, v->of.id, &all));
  TRY(heading_of(cx, &v->of, &headings));
  for (size_t i = 0; i < all.n; i++) {
    size_t col = (size_t)all.v[i].col;
    str where = col ? letters(cx->a, col - 1) : S("seluruh baris");
    if (col && col <= headings.n && headings.v[col - 1].n) where = STR_CAT(cx->a, where, S(": "), headings.v[col - 1]);
    LIST_ADD(cx->a, &v->faults, ((fault_view){all.v[i].row, where, all.v[i].reason}));
  }
  return NULL;
}

static void places(const get_ctx *cx, intake_view *v) {
  const intake *of = &v->of;
  str data = str_fmt(cx->a, "?tahun=%d&kantor=%lld", (int)of->year, (long long)of->office.v);
  bool in_cycle = of->kind == INTAKE_FIGURES;
  v->back = in_cycle ? kit_path(cx->a, "/siklus/#", of->cycle.v) : STR_CAT(cx->a, S("/data"), data);
  v->back_label = in_cycle ? S("Buka siklus") : S("Buka Data Kinerja");
  v->again = in_cycle ? kit_path(cx->a, "/siklus/#/lembar-kerja", of->cycle.v) : STR_CAT(cx->a, S("/data/masuk"), data);
  crumb *up = NEW(cx->a, crumb);
  *up = (crumb){in_cycle ? S("Isi angka lewat lembar kerja") : str_fmt(cx->a, "Impor tabel %d", (int)of->year), v->again};
  v->crumbs = up;
  v->n_crumbs = 1;
}

static str counted(arena *a, const intake *of) {
  buf b = BUF(a);
  buf_fmt(&b, "%.*s baris dibaca, %.*s diubah.", STR_ARG(num_id(a, of->rows)), STR_ARG(num_id(a, of->changed)));
  if (of->skipped) buf_fmt(&b, " %.*s baris tanpa %s dilewati.", STR_ARG(num_id(a, of->skipped)), of->kind == INTAKE_BUDGET ? "kode" : "indikator dan kode");
  return buf_str(&b);
}

static err page(const get_ctx *cx, request *rq, response *rs, const intake *of, const naming *typed, err wrong) {
  intake_view v = {.csrf = rq->csrf, .of = *of, .wrong = wrong, .title = of->file_name, .base = kit_path(cx->a, "/data/masuk/#", of->id.v),
                   .state = intake_state_words(of->state), .look = intake_look(of->state), .lead = intake_kind_label(of->kind)};
  places(cx, &v);
  v.done = of->state == INTAKE_DONE;
  v.failed = of->state == INTAKE_REFUSED || of->state == INTAKE_STOPPED;
  v.running = of->state == INTAKE_WAITING || of->state == INTAKE_CHECKING || of->state == INTAKE_SAVING;
  v.summary = counted(cx->a, of);
  if (v.failed) TRY(fault_rows(cx, &v));
  if (v.running) response_header(rs, S("Refresh"), S("1"));
  if (may_name(cx, of)) {
    naming own;
    if (!typed) TRY(proposed(cx, of, &own));
    naming_part(cx, typed ? typed : &own, wrong, &v);
  }
  out o = OUT(cx->a);
  t_berkas_satu(&o, &v);
  site_page(cx, rq, rs, kit_status(wrong), of->kind == INTAKE_FIGURES ? NAV_CYCLES : NAV_DATA, str_fmt(cx->a, "%.*s (berkas masuk)", STR_ARG(of->file_name)),
            out_html(&o));
  return NULL;
}

err intake_page_get(const get_ctx *cx, request *rq, response *rs) {
  intake of;
  TRY(load(cx, rq, &of));
  return page(cx, rq, rs, &of, NULL, NULL);
}

typedef struct applying { const intake *of; const intake_layout *l; } applying;

static err apply(db_rw *db, arena *a, void *what) {
  const applying *w = what;
  return intake_name_columns(db, a, w->of, w->l);
}

err intake_columns_post(const post_ctx *cx, request *rq, response *rs) {
  intake of;
  naming n;
  TRY(load(&cx->read, rq, &of));
  if (!may_name(&cx->read, &of)) return ERR(rq->a, GATE, "Kolom berkas ini sudah dipilih.");
  TRY(proposed(&cx->read, &of, &n));
  chosen(rq->a, of.kind, &rq->form, &n.l);
  err e = intake_layout_check(rq->a, of.kind, &n.l);
  if (e) return page(&cx->read, rq, rs, &of, &n, e);
  TRY(store_write(cx->store, rq->a, apply, &(applying){&of, &n.l}));
  backroom_wake(cx->behind);
  response_redirect(rs, kit_path(rq->a, "/data/masuk/#", of.id.v));
  return NULL;
}

/* The file as it came; with faults, marked. */
err intake_file_get(const get_ctx *cx, request *rq, response *rs) {
  intake of;
  intake_faults all;
  intake_layout l;
  str bytes;
  TRY(load(cx, rq, &of));
  TRY(blob_get(cx->db, cx->a, of.hash, &bytes));
  TRY(intake_faults_of(cx->db, cx->a, of.id, &all));
  bool workbook = intake_is_workbook(bytes);
  if (all.n && intake_layout_parse(of.columns, &l)) TRY(intake_marked(cx->a, bytes, l.last, &all, &bytes));
  response_file(rs, workbook ? XLSX_TYPE : CSV_TYPE, of.file_name, bytes, false);
  return NULL;
}
