#include "base/hash.h"
#include "berkas_masuk.t.h"
#include "document/sheet.h"
#include "performance/intake_rows.h"
#include "performance/performance_sql.h"
#include "steps/template.h"
#include "web/pages/cycle.h"
#include "web/pages/exports.h"
#include "web/pages/intake.h"

/* ---- taking a file in ---- */

typedef struct handing { new_intake n; intake_id id; } handing;

static err apply(db_rw *db, arena *a, void *what) {
  handing *h = what;
  return intake_add(db, a, &h->n, &h->id);
}

/* What its columns are: as they were named last time, as Takar's own template names them, or as they look. */
static err propose(db_ro *db, arena *a, new_intake *n) {
  intake_rows first;
  sql_headings_of_row *known;
  intake_layout l;
  TRY(intake_first_rows(a, n->bytes, &first));
  if (!first.n) return ERR_FIELD(a, S("berkas"), "Berkas ini tidak berisi tabel.");
  TRY(sql_headings_of(db, a, n->office, intake_kind_code(n->kind), &known));
  if (intake_propose(a, n->kind, &first, known ? known->headings : STR_NONE, &l, &n->sure)) n->columns = intake_layout_text(a, &l);
  return NULL;
}

/* A small file has ended before the next page is asked for. */
static void wait_a_little(const post_ctx *cx, arena *a, intake_id id) {
  enum { TIMES = 20, PAUSE = 20 * 1000000 };
  intake of;
  for (int i = 0; i < TIMES; i++) {
    nanosleep(&(struct timespec){.tv_nsec = PAUSE}, NULL);
    if (intake_get(cx->read.db, a, id, &of) || instant_some(of.ended)) return;
  }
}

static err hand_in(const post_ctx *cx, request *rq, response *rs, handing *h) {
  const field *file = fields_file(&rq->form, S("berkas"));
  if (!file) return ERR_FIELD(rq->a, S("berkas"), "Pilih berkas XLSX atau CSV.");
  h->n.who = cx->read.who;
  h->n.now = cx->read.now;
  h->n.bytes = file->value;
  h->n.file_name = file->filename.n ? file->filename : S("tabel");
  h->n.hash = sha256_hex(rq->a, file->value);
  h->n.columns = S("");
  err e = propose(cx->read.db, rq->a, &h->n);
  if (e && !e->points.n) err_at(rq->a, e, S("berkas"), e->user);
  if (e) return e;
  TRY(store_write(cx->store, rq->a, apply, h));
  if (h->n.sure) {
    backroom_wake(cx->behind);
    wait_a_little(cx, rq->a, h->id);
  }
  response_redirect(rs, kit_path(rq->a, "/data/masuk/#", h->id.v));
  return NULL;
}

/* ---- plan and money of an office ---- */

static const form_field in_form[] = {
    {.name = "jenis", .label = "Isi berkas", .kind = FIELD_CHOICE, .required = true,
     .choices = "rencana=Indikator, target, dan riwayat realisasi|anggaran=Program, pagu, dan realisasi anggaran"},
    {.name = "berkas", .label = "Berkas XLSX atau CSV", .kind = FIELD_FILE, .required = true, .max = INTAKE_MAX_BYTES,
     .hint = "Templat Takar, Perjanjian Kinerja, rencana aksi, E.81, atau tabel lain; paling besar 32 MB, 200.000 baris."},
    {0}};

enum look intake_look(enum intake_state s) {
  switch (s) {
  case INTAKE_DONE: return LOOK_DONE;
  case INTAKE_REFUSED:
  case INTAKE_STOPPED: return LOOK_LATE;
  case INTAKE_COLUMNS: return LOOK_SOON;
  default: return LOOK_ACTIVE;
  }
}

static err recent(const get_ctx *cx, const data_at *at, intakes_view *v) {
  enum { MOST = 20 };
  sql_intakes_of_rows rows;
  TRY(sql_intakes_of(cx->db, cx->a, at->office.id, MOST, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_intakes_of_row *r = &rows.v[i];
    enum intake_kind k;
    intake of;
    TRY(intake_get(cx->db, cx->a, r->id, &of));
    if (!intake_kind_find(r->kind, &k)) continue;
    LIST_ADD(cx->a, &v->recent, ((intake_line){r->file_name, intake_kind_label(k), r->by_name, instant_id_short(cx->a, r->created_at, at->office.zone),
                                               intake_state_words(of.state), kit_path(cx->a, "/data/masuk/#", r->id.v), intake_look(of.state)}));
  }
  return NULL;
}

static err in_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  data_at at;
  intakes_view v = {0};
  TRY(data_asked(cx, rq, &at));
  if (!at.may) return ERR(cx->a, FORBIDDEN, "Data kinerja diisi Sekretaris, Kasubag Perencanaan atau administrator.");
  TRY(recent(cx, &at, &v));
  out below = OUT(cx->a);
  v.templates = kit_link(cx->a, data_path(cx->a, &at, "/data/templat/rencana.xlsx"), str_fmt(cx->a, "Unduh templat rencana %d (XLSX)", (int)at.year), false);
  t_berkas_masuk(&below, &v);
  edit_view e = {.action = rq->target, .title = str_fmt(cx->a, "Impor tabel %d", (int)at.year), .submit = S("Unggah dan periksa"),
                 .lead = S("Semua baris diperiksa dulu. Bila satu saja salah, tidak ada yang berubah, dan berkas Anda kembali dengan sel yang salah ditandai."),
                 .crumbs = data_crumbs(cx->a, &at), .n_crumbs = 1, .below = out_html(&below),
                 .form = {.form = in_form, .values = values, .wrong = wrong}};
  kit_edit(cx, rq, rs, NAV_DATA, &e);
  return NULL;
}

err intakes_get(const get_ctx *cx, request *rq, response *rs) { return in_page(cx, rq, rs, NULL, NULL); }

err intakes_post(const post_ctx *cx, request *rq, response *rs) {
  data_at at;
  handing h = {0};
  TRY(data_asked(&cx->read, rq, &at));
  if (!at.may) return ERR(rq->a, FORBIDDEN, "Data kinerja diisi Sekretaris, Kasubag Perencanaan atau administrator.");
  err e = form_check(rq->a, in_form, &rq->form);
  if (!e) {
    h.n.office = at.office.id;
    h.n.year = at.year;
    ENSURE(intake_kind_find(fields_get(&rq->form, S("jenis")), &h.n.kind));
    e = hand_in(cx, rq, rs, &h);
  }
  return e && kit_again(e) ? in_page(&cx->read, rq, rs, &rq->form, e) : e;
}

err plan_template_get(const get_ctx *cx, request *rq, response *rs) {
  data_at at;
  sheet_book *b;
  str bytes;
  TRY(data_asked(cx, rq, &at));
  if (!at.may) return ERR(cx->a, NOT_FOUND, "Templat ini tidak ada.");
  TRY(template_plan(cx->db, cx->a, &at.office, at.year, &b));
  TRY(sheet_xlsx(cx->a, b, cx->now, &bytes));
  response_file(rs, XLSX_TYPE, str_fmt(cx->a, "templat-rencana-%d.xlsx", (int)at.year), bytes, false);
  return NULL;
}

/* ---- the figures of a cycle ---- */

static const form_field figures_form[] = {
    {.name = "berkas", .label = "Templat yang sudah diisi, atau tabel realisasi lain (XLSX atau CSV)", .kind = FIELD_FILE, .required = true, .max = INTAKE_MAX_BYTES},
    {0}};

static err figures_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  cycle *c;
  TRY(cycle_at(cx, rq, &c));
  str base = str_fmt(cx->a, "/siklus/%lld", (long long)c->id.v);
  crumb up[] = {{S("Siklus"), S("/siklus")}, {cycle_period(cx->a, c->year, c->quarter), base}};
  edit_view e = {.action = rq->target, .title = S("Isi angka lewat lembar kerja"), .submit = S("Unggah dan periksa"), .crumbs = up, .n_crumbs = LEN(up),
                 .lead = S("Unduh templat, isi tanpa jaringan, unggah kembali. Semua baris diperiksa dulu; bila satu saja salah, tidak ada yang disimpan."),
                 .form = {.form = figures_form, .values = values, .wrong = wrong}};
  e.below = kit_link(cx->a, STR_CAT(cx->a, base, S("/lembar-kerja/templat.xlsx")), S("Unduh templat (XLSX)"), false);
  kit_edit(cx, rq, rs, NAV_CYCLES, &e);
  return NULL;
}

err figures_sheet_get(const get_ctx *cx, request *rq, response *rs) { return figures_page(cx, rq, rs, NULL, NULL); }

err figures_sheet_post(const post_ctx *cx, request *rq, response *rs) {
  cycle *c;
  handing h = {.n.kind = INTAKE_FIGURES};
  TRY(cycle_at(&cx->read, rq, &c));
  if (cx->read.who->office.v != c->office.id.v) return ERR(rq->a, FORBIDDEN, "Angka diisi oleh perangkat daerahnya sendiri.");
  err e = form_check(rq->a, figures_form, &rq->form);
  if (!e && !c->running) e = ERR_FIELD(rq->a, S("berkas"), "Siklus ini sudah selesai; angkanya hanya dapat dibaca.");
  h.n.office = c->office.id;
  h.n.year = c->year;
  h.n.cycle = c->id;
  if (!e) e = hand_in(cx, rq, rs, &h);
  return e && kit_again(e) ? figures_page(&cx->read, rq, rs, &rq->form, e) : e;
}

err figures_template_get(const get_ctx *cx, request *rq, response *rs) {
  cycle *c;
  sheet_book *b;
  str bytes;
  TRY(cycle_at(cx, rq, &c));
  TRY(template_figures(cx->db, cx->a, c, &b));
  TRY(sheet_xlsx(cx->a, b, cx->now, &bytes));
  response_file(rs, XLSX_TYPE, cycle_file_name(cx->a, S("templat realisasi"), c, S(".xlsx")), bytes, false);
  return NULL;
}
