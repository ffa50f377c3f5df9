#include "web/pages/step.h"

#include "base/log.h"
#include "langkah.t.h"
#include "langkah_pratinjau.t.h"
#include "performance/performance_sql.h"
#include "steps/report_data.h"
#include "store/blob.h"
#include "web/pages/step_bodies.h"

static const struct { const char *kind; step_body body; } bodies[] = {
#define X(kind) {#kind, step_body_##kind},
    STEP_BODIES(X)
#undef X
};

static step_body step_body_of(str kind) {
  for (size_t i = 0; i < LEN(bodies); i++)
    if (str_eq(kind, str_of(bodies[i].kind))) return bodies[i].body;
  return step_body_generic;
}

static err show(step_page *p, request *rq, response *rs, int status) {
  out body = OUT(p->cx->a), back = OUT(p->cx->a), page = OUT(p->cx->a);
  TRY(step_body_of(p->step->kind)(p, &body));
  if (step_body_of(p->step->kind) != step_body_correct) TRY(step_back_form(p, &back)); /* there it stands beside the draft */
  t_langkah(&page, p, out_html(&body), out_html(&back));
  site_page(p->cx, rq, rs, status, NAV_CYCLES, p->title, out_html(&page));
  return NULL;
}

err step_get(const get_ctx *cx, request *rq, response *rs) {
  step_page *p = NEW(cx->a, step_page);
  TRY(step_page_begin(cx, rq, p));
  TRY(step_page_load(p));
  return show(p, rq, rs, 200);
}

err step_preview_get(const get_ctx *cx, request *rq, response *rs) {
  step_page *p = NEW(cx->a, step_page);
  doc *d;
  TRY(step_page_begin(cx, rq, p));
  TRY(report_preview(cx->db, cx->a, p->c, cx->now, &d));
  TRY(step_page_load(p));
  out o = OUT(cx->a);
  t_langkah_pratinjau(&o, p, html_trusted(doc_html(cx->a, d)));
  site_page(cx, rq, rs, 200, NAV_CYCLES, S("Pratinjau laporan"), out_html(&o));
  return NULL;
}

/* ---- POST ---- */

/* A pin comes from its select as "figure:12 Name of it": what it is pinned to, and its label. */
static fields with_labels(arena *a, const fields *sent) {
  fields in = {0};
  if (fields_has(sent, S("label"))) return *sent;
  for (size_t i = 0; i < sent->n; i++) {
    field f = sent->v[i];
    bool pinned = str_eq(f.name, S("pada")) && str_find(f.value, S(" ")) > 0;
    str label = STR_NONE;
    if (pinned) label = str_cut(f.value, ' ', &f.value);
    LIST_ADD(a, &in, f);
    if (str_eq(f.name, S("pada"))) fields_add(a, &in, S("label"), pinned ? label : S(""));
  }
  return in;
}

static str after(arena *a, const request *rq, const step_result *r) {
  str run = str_fmt(a, "/siklus/%lld", (long long)request_int(rq, S("id")));
  int no = (int)request_int(rq, S("no"));
  if (r->outcome.closed) return run;
  if (r->outcome.to && !r->outcome.set) no = r->outcome.to;
  return str_fmt(a, "%.*s/langkah/%d", STR_ARG(run), no);
}

/* A step takes its own round and version; the route knows which step. */
static err act(const post_ctx *cx, request *rq, str action, step_result *done) {
  fields in = str_eq(action, S("kembalikan")) ? with_labels(rq->a, &rq->form) : rq->form;
  int64_t no = request_int(rq, S("no"));
  step_request q = {.cycle = {request_int(rq, S("id"))}, .no = no < 100 ? (int)no : -1, .action = action, .in = &in,
                    .account = cx->read.who->account, .now = rq->now, .address = rq->remote};
  return steps_run(cx->store, rq->a, &q, done);
}

static bool shown_on_page(enum err_code code) {
  return code == ERR_INPUT || code == ERR_GATE || code == ERR_CONFLICT || code == ERR_LIMIT || code == ERR_OFTEN ||
         code == ERR_BUSY;
}

static err post(const post_ctx *cx, request *rq, str action, response *rs) {
  step_result done = {0};
  err e = act(cx, rq, action, &done);
  if (e && !shown_on_page(e->code)) return e;
  if (e && e->code == ERR_BUSY) log_err(S("steps"), e); /* a service outside, or the database: its cause is not for the page */
  if (done.unkept) log_err(S("steps"), done.unkept);
  bool fragment = request_htmx(rq) && str_eq(action, S("angka"));
  if (!e && !fragment) {
    site_done(rq, rs, after(rq->a, rq, &done), done.message);
    return NULL;
  }
  step_page *p = NEW(rq->a, step_page);
  TRY(step_page_begin(&cx->read, rq, p));
  const step_action *tried = step_action_of(p->kind, action);
  if (fragment) return step_figure_fragment(p, rq, e, rs);
  TRY(step_page_load(p));
  step_page_refused(p, tried, &rq->form, e);
  return show(p, rq, rs, err_http_status(e->code));
}

err step_post(const post_ctx *cx, request *rq, response *rs) { return post(cx, rq, request_code(rq, S("aksi")), rs); }
err step_figures_post(const post_ctx *cx, request *rq, response *rs) { return post(cx, rq, S("angka"), rs); }

/* ---- files ---- */

err step_file_get(const get_ctx *cx, request *rq, response *rs) {
  sql_file_by_id_row *f;
  cycle *c;
  str bytes;
  TRY(sql_file_by_id(cx->db, cx->a, (file_id){request_int(rq, S("id"))}, &f));
  if (!f || instant_some(f->removed_at)) return ERR(cx->a, NOT_FOUND, "Berkas ini tidak ada atau sudah dihapus.");
  TRY(cycle_load(cx->db, cx->a, f->cycle, cx->who, &c));
  TRY(blob_get(cx->db, cx->a, f->hash, &bytes));
  response_file(rs, f->media, f->name, bytes, true);
  return NULL;
}
