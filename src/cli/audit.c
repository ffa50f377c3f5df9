/* takar audit verify [--data DIR] [--database TEMPAT]: walks every chain and names the first broken entry of each. */
#include "cli/app.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "store/audit.h"

enum { BROKEN = 1 };

static void tell(const audit_report *r) {
  for (size_t i = 0; i < r->faults.n; i++) {
    const audit_fault *f = &r->faults.v[i];
    printf("rantai %lld, catatan %lld: %.*s\n", (long long)f->chain, (long long)f->n, STR_ARG(f->reason));
  }
  printf("%lld rantai, %lld catatan: %s\n", (long long)r->chains, (long long)r->entries, r->faults.n ? "RUSAK" : "utuh");
}

static err verify(app *x, audit_report *out) {
  db_ro *db;
  TRY(store_connect(x->store, x->a, &db));
  err e = audit_verify(db, x->a, out);
  store_release(x->store, db);
  return e;
}

int cli_audit(int argc, char **argv) {
  app x = {0};
  arena *a = arena_new(0);
  str word, data = S("data"), database = STR_NONE;
  size_t n;
  audit_report report;
  err e = args_read(a, argc, argv, (const option[]){{"data", &data}, {"database", &database}, {0}}, &word, 1, &n);
  if (!e && (n != 1 || !str_eq(word, S("verify")))) e = ERR(a, INPUT, "Pakai: takar audit verify [--data DIR] [--database TEMPAT].");
  if (!e) e = app_existing(a, data, database);
  if (!e) e = app_open(&x, data, database);
  if (!e) e = verify(&x, &report);
  if (!e) tell(&report);
  int status = e ? app_fail(S("takar audit"), e) : report.faults.n ? BROKEN : 0;
  if (x.store) app_close(&x);
  arena_free(a);
  return status;
}
