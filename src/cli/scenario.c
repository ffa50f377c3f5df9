/* takar scenario FILE.yaml [--out DIR] [--data DIR] [--database ADDRESS]: without --data the story's database goes with it; it is a schema of
 * its own at ADDRESS, or a file. */
#include <errno.h>
#include <sys/stat.h>

#include "cli/app.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/share.h"
#include "cli/story.h"
#include "cli/world.h"
#include "cycle/cycle_sql.h"
#include "document/docx.h"
#include "steps/bundle.h"
#include "steps/export_data.h"
#include "steps/issue.h"

enum { FAILED = 1 };

/* ---- what a story leaves behind ---- */

static err make_folder(arena *a, str path) {
  if (mkdir(str_z(a, path), 0777) == 0 || errno == EEXIST) return NULL;
  return ERR(a, INPUT, "Folder “%.*s” tidak dapat dibuat.", STR_ARG(path));
}

/* A document as it was issued, and as the office may edit it. */
static err write_document(db_ro *db, arena *a, document_id id, str stem) {
  sql_document_by_id_row *row;
  doc *d;
  str bytes;
  TRY(issue_pdf(db, a, id, &bytes));
  TRY(app_write_file(a, STR_CAT(a, stem, S(".pdf")), bytes));
  TRY(sql_document_by_id(db, a, id, &row));
  TRY(issue_thaw(db, a, row->content, &d));
  TRY(doc_docx(a, d, row->issued_at, &bytes));
  return app_write_file(a, STR_CAT(a, stem, S(".docx")), bytes);
}

/* "04-konsep_laporan-1.pdf": step, kind, round; a second one of the same name gets "b" and so on. */
static err write_documents(db_ro *db, arena *a, cycle_id id, str folder) {
  sql_documents_of_rows docs;
  TRY(sql_documents_of(db, a, id, &docs));
  for (size_t i = 0; i < docs.n; i++) {
    const sql_documents_of_row *d = &docs.v[i];
    int before = 0;
    for (size_t k = 0; k < i; k++) before += docs.v[k].no == d->no && docs.v[k].round == d->round && str_eq(docs.v[k].kind, d->kind);
    str twin = before ? str_fmt(a, "%c", 'a' + before) : S("");
    str stem = str_fmt(a, "%.*s/%02d-%.*s-%d%.*s", STR_ARG(folder), (int)d->no, STR_ARG(d->kind), (int)d->round, STR_ARG(twin));
    TRY(write_document(db, a, d->id, stem));
  }
  return NULL;
}

/* The tables to hand on, as workbooks. */
static err write_tables(db_ro *db, arena *a, cycle_id id, str folder) {
  cycle *c;
  TRY(cycle_load(db, a, id, NULL, &c));
  export_ask ask = {.of = &c->office, .c = c, .today = instant_local(c->opened_at, c->office.zone).day};
  for (int k = 0; k < EXPORT_COUNT; k++) {
    sheet_book *b;
    str bytes;
    TRY(export_book(db, a, &ask, (enum export_kind)k, &b));
    TRY(sheet_xlsx(a, b, c->opened_at, &bytes));
    TRY(app_write_file(a, STR_CAT(a, folder, S("/"), export_name((enum export_kind)k), S(".xlsx")), bytes));
  }
  return NULL;
}

static err write_bundle(db_ro *db, arena *a, cycle_id id, str folder) {
  return bundle_make(db, a, id, STR_CAT(a, folder, S(".zip")));
}

static err write_all(app *x, const story_result *r, str out) {
  db_ro *db;
  TRY(make_folder(x->a, out));
  TRY(store_connect(x->store, x->a, &db));
  err e = NULL;
  for (size_t i = 0; !e && i < r->cycles.n; i++) {
    str folder = STR_CAT(x->a, out, S("/"), r->cycles.v[i].name);
    e = make_folder(x->a, folder);
    if (!e) e = write_documents(db, x->a, r->cycles.v[i].id, folder);
    if (!e) e = write_tables(db, x->a, r->cycles.v[i].id, folder);
    if (!e) e = write_bundle(db, x->a, r->cycles.v[i].id, folder);
  }
  store_release(x->store, db);
  return e;
}

/* ---- the command ---- */

static err play(app *x, str path, str place, str out, story_result *r) {
  str folder = share_folder(path);
  TRY(app_open(x, S("."), place));
  err e = story_play(x->store, x->a, folder.n ? folder : S("./"), str_from(path, folder.n), true, r);
  err unwritten = out.n ? write_all(x, r, out) : NULL; /* also what a failed story has made so far */
  return e ? e : unwritten;
}

int cli_scenario(int argc, char **argv) {
  app x = {0};
  arena *a = arena_new(0);
  str path = STR_NONE, data = STR_NONE, database = STR_NONE, out = STR_NONE, place = STR_NONE;
  size_t n;
  story_result r = {0};
  err e = args_read(a, argc, argv, (const option[]){{"data", &data}, {"database", &database}, {"out", &out}, {0}}, &path, 1, &n);
  if (!e && n == 0) e = ERR(a, INPUT, "Sebutkan berkas cerita: takar scenario BERKAS.yaml [--out DIR].");
  if (!e && data.n) e = make_folder(a, data);
  if (!e && data.n) place = STR_CAT(a, data, S("/takar.db"));
  else if (!e) e = store_scratch(a, database.n ? database : str_of(getenv("TAKAR_DATABASE")), &place);
  bool scratch = !e && !data.n;
  if (!e) e = play(&x, path, place, out, &r);
  int status = !e ? 0 : app_fail(path.n ? path : S("takar scenario"), e);
  if (e && e->points.n && status == 2) status = FAILED; /* it could be read, and did not go as told */
  if (!e) printf("%.*s: %zu kejadian, %zu harapan, semua cocok\n", STR_ARG(r.title), r.events, r.expectations);
  if (x.store) app_close(&x);
  err left = scratch ? store_scratch_drop(a, place) : NULL;
  if (left) status = app_fail(S("takar scenario"), left);
  arena_free(a);
  return status;
}
