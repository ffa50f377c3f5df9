/* What a story expects after an event: each key of `expect:` is one check. */
#include "cli/story_parts.h"
#include "cycle/cycle_sql.h"
#include "document/block.h"
#include "office/office_sql.h"
#include "sign/mode.h"
#include "sign/pdf_verify.h"
#include "store/blob.h"
#include "store/store_sql.h"

typedef struct scene {
  story *s;
  event *e;
  cycle *c;
  const node *at;   /* the value expected */
} scene;

static void differs(const scene *x, const char *what, str expected, str found) {
  COMPLAIN(&x->s->c, x->at, "%s: diharapkan “%.*s”, ternyata “%.*s”.", what, STR_ARG(expected), STR_ARG(found));
}

static void same(const scene *x, const char *what, str found) {
  if (!str_eq(x->at->text, found)) differs(x, what, x->at->text, found);
}

static str number_of_(arena *a, int64_t n) { return str_fmt(a, "%lld", (long long)n); }

/* ---- where the cycle stands ---- */

static err step(scene *x) { return same(x, "langkah", number_of_(x->e->a, x->c->running ? x->c->no : 0)), NULL; }
static err round_(scene *x) { return same(x, "putaran", number_of_(x->e->a, x->c->round)), NULL; }
static err phase(scene *x) { return same(x, "tahap", number_of_(x->e->a, x->c->phase)), NULL; }
static err lane(scene *x) { return same(x, "pelaksana", x->c->lane), NULL; }
static err state(scene *x) { return same(x, "keadaan", x->c->running ? S("berjalan") : S("selesai")), NULL; }

static str moment(arena *a, instant t, int zone) {
  if (!instant_some(t)) return S("tanpa batas");
  local l = instant_local(t, zone);
  return str_fmt(a, "%.*s %02d.%02d", STR_ARG(date_iso(a, l.day)), l.minute / 60, l.minute % 60);
}

static err due(scene *x) { return same(x, "tenggat", moment(x->e->a, x->c->due_at, x->c->office.zone)), NULL; }

/* Part of the words that explain the due time. */
static err because(scene *x) {
  step_runs runs;
  TRY(cycle_runs(x->e->db, x->e->a, x->c, x->s->now, &runs));
  for (size_t i = 0; i < runs.n; i++)
    if (runs.v[i].no == x->c->no && runs.v[i].round == x->c->round && str_find(runs.v[i].due_text, x->at->text) < 0)
      differs(x, "penjelasan tenggat", x->at->text, runs.v[i].due_text);
  return NULL;
}

/* ---- lists ---- */

static bool listed(const str_list *l, str s) {
  for (size_t i = 0; i < l->n; i++)
    if (str_eq(l->v[i], s)) return true;
  return false;
}

static str joined(arena *a, const str_list *l) {
  buf b = BUF(a);
  for (size_t i = 0; i < l->n; i++) buf_fmt(&b, "%s%.*s", i ? ", " : "", STR_ARG(l->v[i]));
  return l->n ? buf_str(&b) : S("tidak ada");
}

static str_list wanted(scene *x) {
  str_list out = {0};
  for (size_t i = 0; x->at->kind == NODE_LIST && i < x->at->n; i++) LIST_ADD(x->e->a, &out, x->at->items[i]->text);
  if (x->at->kind == NODE_TEXT && x->at->text.n) LIST_ADD(x->e->a, &out, x->at->text);
  return out;
}

static err has_turn(scene *x, account_id account, bool *yes) {
  actor who;
  open_turns turns;
  *yes = false;
  TRY(actor_load(x->e->db, x->e->a, account, x->s->now, &who));
  TRY(cycle_turns(x->e->db, x->e->a, &who, &turns));
  for (size_t i = 0; i < turns.n; i++) *yes = *yes || turns.v[i].cycle.v == x->c->id.v;
  return NULL;
}

/* Exactly these accounts find the cycle in their inbox. */
static err turn_(scene *x) {
  str_list want = wanted(x), have = {0};
  sql_accounts_of_region_rows all;
  bool wrong = false;
  TRY(sql_accounts_of_region(x->e->db, x->e->a, x->c->office.region, &all));
  for (size_t i = 0; i < all.n; i++) {
    bool yes = false;
    if (all.v[i].person.v && all.v[i].active) TRY(has_turn(x, all.v[i].id, &yes));
    if (yes) LIST_ADD(x->e->a, &have, all.v[i].login);
    wrong = wrong || yes != listed(&want, all.v[i].login);
  }
  if (wrong || want.n != have.n) differs(x, "giliran", joined(x->e->a, &want), joined(x->e->a, &have));
  return NULL;
}

/* Documents that this event issued, in their order. */
static err documents(scene *x) {
  str_list want = wanted(x), have = {0};
  sql_documents_of_rows docs;
  TRY(sql_documents_of(x->e->db, x->e->a, x->c->id, &docs));
  for (size_t i = 0; i < docs.n; i++)
    if (docs.v[i].id.v > x->e->last_document) LIST_ADD(x->e->a, &have, docs.v[i].kind);
  str w = joined(x->e->a, &want), h = joined(x->e->a, &have);
  if (!str_eq(w, h)) differs(x, "dokumen yang terbit", w, h);
  return NULL;
}

static err missing_(scene *x) {
  missing_list lacking;
  TRY(steps_missing(x->e->db, x->e->a, x->c, x->s->now, &lacking));
  buf b = BUF(x->e->a);
  buf_i64(&b, (int64_t)lacking.n);
  str found = str_copy(x->e->a, buf_str(&b));
  for (size_t i = 0; i < lacking.n; i++) buf_fmt(&b, "\n      %.*s: %.*s", STR_ARG(lacking.v[i].field), STR_ARG(lacking.v[i].text));
  if (!str_eq(x->at->text, found)) differs(x, "yang belum lengkap", x->at->text, buf_str(&b));
  return NULL;
}

static err moved(scene *x) { return same(x, "tenggat yang bergeser", number_of_(x->e->a, (int64_t)x->e->moved)), NULL; }

/* An action that this event wrote into the cycle's chain. */
static err trail(scene *x) {
  sql_audit_entries_rows rows;
  str_list want = wanted(x), have = {0};
  TRY(sql_audit_entries(x->e->db, x->e->a, x->c->id.v, x->e->last_entry, 1000, &rows));
  for (size_t i = 0; i < rows.n; i++) LIST_ADD(x->e->a, &have, rows.v[i].action);
  for (size_t i = 0; i < want.n; i++)
    if (!listed(&have, want.v[i])) differs(x, "jejak", want.v[i], joined(x->e->a, &have));
  return NULL;
}

/* As what the last entry of the cycle's chain was written: "Plh. Camat ...". */
static err acting(scene *x) {
  sql_audit_entries_rows rows;
  TRY(sql_audit_entries(x->e->db, x->e->a, x->c->id.v, x->e->last_entry, 1000, &rows));
  str found = rows.n ? rows.v[rows.n - 1].acting : S("");
  if (str_find(found, x->at->text) < 0) differs(x, "sebagai", x->at->text, found);
  return NULL;
}

/* {CODE: "101,20"}: the achievement of figures; "kosong" and "tidak tersedia" are states. */
static err achievement(scene *x) {
  figures all;
  TRY(performance_figures(x->e->db, x->e->a, x->c->office.id, x->c->id, x->c->year, x->c->quarter, &all));
  for (size_t i = 0; x->at->kind == NODE_MAP && i < x->at->n; i++) {
    scene one = {x->s, x->e, x->c, x->at->items[2 * i + 1]};
    str code = x->at->items[2 * i]->text, found = S("tidak ada");
    for (size_t k = 0; k < all.n; k++) {
      const figure *f = &all.v[k];
      if (!str_eq(f->of.code, code)) continue;
      found = f->state != FIGURE_TERISI                ? figure_state_label(f->state)
              : f->result.status == MEASURE_OK ? decimal_id(x->e->a, f->result.value, 2)
                                               : measure_status_words(f->result.status);
    }
    same(&one, str_z(x->e->a, STR_CAT(x->e->a, S("capaian "), code)), found);
  }
  return NULL;
}

/* Part of the latest text of a document kind: {surat_perintah: "Plh. CAMAT"}. */
static err printed(scene *x) {
  for (size_t i = 0; x->at->kind == NODE_MAP && i < x->at->n; i++) {
    scene one = {x->s, x->e, x->c, x->at->items[2 * i + 1]};
    sql_document_last_row *r;
    doc *d;
    TRY(sql_document_last(x->e->db, x->e->a, x->c->id, x->at->items[2 * i]->text, &r));
    str text = S("");
    if (r) {
      TRY(doc_thaw(x->e->a, r->content, &d));
      text = doc_text(x->e->a, d);
    }
    if (str_find(text, one.at->text) < 0) differs(&one, "isi dokumen", one.at->text, r ? str_sub(text, 0, 2000) : S("belum ada"));
  }
  return NULL;
}

static err holds(scene *x, const sql_documents_of_row *d) {
  pdf_signatures all;
  str pdf;
  TRY(blob_get(x->e->db, x->e->a, d->pdf_hash, &pdf));
  TRY(pdf_verify(x->e->a, pdf, STR_NONE, &all));
  if (!pdf_signatures_hold(&all, false)) differs(x, "tanda tangan dalam PDF", S("utuh"), pdf_signatures_text(x->e->a, &all, false, x->s->zone));
  return NULL;
}

/* How the latest document of a kind is signed, by the codes of sign/mode.h; what is signed into a PDF must hold there: {laporan_kinerja: sertifikat}. */
static err signed_(scene *x) {
  sql_documents_of_rows docs;
  TRY(sql_documents_of(x->e->db, x->e->a, x->c->id, &docs));
  for (size_t i = 0; x->at->kind == NODE_MAP && i < x->at->n; i++) {
    scene one = {x->s, x->e, x->c, x->at->items[2 * i + 1]};
    const sql_documents_of_row *d = NULL;
    for (size_t k = 0; k < docs.n; k++)
      if (str_eq(docs.v[k].kind, x->at->items[2 * i]->text)) d = &docs.v[k];
    if (!d || !str_eq(d->signature, one.at->text)) differs(&one, "tanda tangan", one.at->text, d ? d->signature : S("belum ada"));
    else if (sign_mode_of(d->signature) == SIGN_CERTIFIED) TRY(holds(&one, d));
  }
  return NULL;
}

/* ---- the table ---- */

static const struct { const char *key; err (*check)(scene *x); } checks[] = {
    {"step", step},       {"round", round_},   {"phase", phase},     {"lane", lane},   {"state", state},   {"due", due},
    {"because", because}, {"turn", turn_},     {"documents", documents}, {"missing", missing_}, {"moved", moved}, {"trail", trail},
    {"acting", acting},   {"achievement", achievement}, {"printed", printed}, {"signed", signed_},
};

static bool known(str key) {
  for (size_t i = 0; i < LEN(checks); i++)
    if (str_eq(key, str_of(checks[i].key))) return true;
  return str_eq(key, S("cycle"));
}

err story_expect(story *s, event *e, const node *n) {
  cycle_id id = source_get(n, S("cycle")) ? story_cycle_named(s, n, tree_text(&s->c, n, "cycle")) : e->cycle;
  scene x = {.s = s, .e = e};
  for (size_t i = 0; i < n->n; i++)
    if (!known(n->items[2 * i]->text)) COMPLAIN(&s->c, n->items[2 * i], "Harapan “%.*s” tidak dikenal.", STR_ARG(n->items[2 * i]->text));
  if (!id.v) {
    COMPLAIN(&s->c, n, "Belum ada siklus yang dapat diperiksa.");
    return NULL;
  }
  TRY(cycle_load(e->db, e->a, id, NULL, &x.c));
  for (size_t i = 0; i < LEN(checks); i++) {
    x.at = source_get(n, str_of(checks[i].key));
    if (!x.at) continue;
    s->told->expectations++;
    TRY(checks[i].check(&x));
  }
  return NULL;
}

err story_refused(story *s, event *e, const node *n) {
  static const char *const keys[] = {"code", "says", "points", NULL};
  if (!source_keys(&s->c, n, keys)) return NULL;
  s->told->expectations++;
  if (!e->outcome) {
    COMPLAIN(&s->c, n, "Seharusnya ditolak, ternyata berhasil.");
    return NULL;
  }
  str code = tree_text(&s->c, n, "code"), says = tree_text(&s->c, n, "says");
  int64_t points = tree_int(&s->c, n, "points", -1);
  buf all = BUF(e->a);
  buf_add(&all, e->outcome->user);
  for (size_t i = 0; i < e->outcome->points.n; i++)
    buf_fmt(&all, "\n      %.*s: %.*s", STR_ARG(e->outcome->points.v[i].field), STR_ARG(e->outcome->points.v[i].text));
  str found = buf_str(&all);
  scene x = {.s = s, .e = e, .at = n};
  if (code.n && !str_eq(code, err_code_name(e->outcome->code))) differs(&x, "jenis penolakan", code, STR_CAT(e->a, err_code_name(e->outcome->code), S(": "), found));
  if (says.n && str_find(found, says) < 0) differs(&x, "kata penolakan", says, found);
  if (points >= 0 && (size_t)points != e->outcome->points.n)
    differs(&x, "banyaknya hal", number_of_(e->a, points), STR_CAT(e->a, number_of_(e->a, (int64_t)e->outcome->points.n), S(": "), found));
  return NULL;
}
