/* Signing the report through BSrE's service: what a good answer leaves, and that every failure leaves the step as it was, with paper open. */
#include "unit/steps_world.h"

#include "base/hash.h"
#include "service.h"
#include "sign/pdf_verify.h"
#include "steps/certificate.h"
#include "steps/outside.h"
#include "store/blob.h"

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig.so\nleak:libcrypto.so\n"; }

static pki *made;
static service *outside_world;

/* ---- settings ---- */

typedef struct saving { const actor *who; instant now; int64_t scope; const fields *f; } saving;
static err save(db_rw *db, arena *a, void *what) {
  const saving *s = what;
  return outside_save(db, a, s->who, s->now, s->scope, s->f);
}

static err set(world *w, enum role role, const char *const *in) {
  actor who = {.account = w->who[CAMAT], .name = S("Contoh Admin"), .role = role, .region = {1}};
  fields f = {0};
  for (; in[0]; in += 2) fields_add(w->a, &f, str_of(in[0]), str_of(in[1]));
  return store_write(w->s, w->a, save, &(saving){&who, w->now, w->office.v, &f});
}
#define SET(w, ...) set((w), ROLE_ADMIN, (const char *const[]){__VA_ARGS__, NULL})

static const char *at(world *w, const char *manner, const char *rest) {
  return str_z(w->a, str_fmt(w->a, "http://127.0.0.1:%d/%s%s", service_port(outside_world), manner, rest));
}

static err trust(db_rw *db, arena *a, void *what) {
  const saving *s = what;
  return certificate_roots_keep(db, a, s->who, s->now, pki_root(made));
}

static void use(world *w, const char *manner, const char *stamp, const char *required) {
  assert_ok(w->a, SET(w, "bsre_alamat", at(w, manner, ""), "bsre_pengguna", SERVICE_USER, "bsre_sandi", SERVICE_PASSWORD, "tsa_alamat", stamp ? at(w, stamp, "/tsa") : "", "tsa_wajib", required));
  actor who = {.account = w->who[CAMAT], .name = S("Contoh Admin"), .role = ROLE_ADMIN, .region = {1}};
  assert_ok(w->a, store_write(w->s, w->a, trust, &(saving){.who = &who, .now = w->now}));
}

static outside current(world *w) {
  outside o;
  db_ro *db;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, outside_of(db, w->a, w->office, &o));
  store_release(w->s, db);
  return o;
}

/* ---- the procedure ---- */

static err put_draft(db_rw *db, arena *a, void *what) {
  world *w = what;
  document_id id;
  TRY(store_new_id(db, a, (region_id){1}, &id.v));
  return sql_document_insert(db, a, id, w->cycle, 1, 1, S("final_draft"), S("Final Draft"), S(""), date_of(2026, 4, 6), doc_freeze(a, doc_new(a, S("Naskah"))),
                             w->now, S("Contoh Kasubag"), S("Kasubag"), S(""), INSTANT_NONE, S(""), random_hex(a, 8), S(""), NULL);
}

static void until_signing_of(world *w, int quarter) {
  begin_request rq = {.office = w->office, .sop = S("uji"), .year = 2026, .quarter = quarter, .account = w->who[KASUBAG], .now = w->now};
  assert_ok(w->a, steps_begin(w->s, w->a, &rq, &w->cycle));
  assert_ok(w->a, DO(w, KASUBAG, "selesai", "catatan", "Naskah disusun dari data seksi."));
  assert_ok(w->a, store_write(w->s, w->a, put_draft, w));
}
static void until_signing(world *w) { until_signing_of(w, 1); }

static err sign(world *w, const char *nik, const char *passphrase) { return DO(w, CAMAT, "tandatangani", "cara", "bsre", "nik", nik, "frasa", passphrase); }

typedef struct state_of { int no; int64_t trail; size_t documents; } state_of;
static state_of stand(world *w) {
  state_of s;
  cycle *c;
  str head;
  sql_documents_of_rows all;
  db_ro *db;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, cycle_load(db, w->a, w->cycle, NULL, &c));
  assert_ok(w->a, audit_head(db, w->a, w->cycle.v, &s.trail, &head));
  assert_ok(w->a, sql_documents_of(db, w->a, w->cycle, &all));
  store_release(w->s, db);
  s.no = c->no;
  s.documents = all.n;
  return s;
}

static str report(world *w, sql_documents_of_row *row) {
  sql_documents_of_rows all;
  str pdf = STR_NONE;
  db_ro *db;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, sql_documents_of(db, w->a, w->cycle, &all));
  for (size_t i = 0; i < all.n; i++)
    if (str_eq(all.v[i].kind, S("laporan_kinerja"))) *row = all.v[i];
  assert_true(row->pdf_hash.n == 64);
  assert_ok(w->a, blob_get(db, w->a, row->pdf_hash, &pdf));
  store_release(w->s, db);
  return pdf;
}

static bool in_trail(world *w, int64_t chain, const char *what) {
  sql_audit_entries_rows all;
  db_ro *db;
  bool found = false;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, sql_audit_entries(db, w->a, chain, 0, 1000, &all));
  store_release(w->s, db);
  for (size_t i = 0; i < all.n; i++) found = found || str_find(all.v[i].payload, str_of(what)) >= 0;
  return found;
}

static pdf_signatures signatures_of(world *w, str pdf) {
  pdf_signatures all;
  assert_ok(w->a, pdf_verify(w->a, pdf, pki_root(made), &all));
  assert_true(pdf_signatures_hold(&all, true));
  return all;
}

static void the_service_signs_the_report(void **state) {
  world *w = *state;
  sql_documents_of_row d = {0};
  until_signing(w);
  use(w, "baik", NULL, "tidak");
  assert_ok(w->a, sign(w, SERVICE_NIK, PKI_PASSWORD));
  str pdf = report(w, &d);
  assert_str(w->a, d.signature, "sertifikat");
  assert_int_equal(signatures_of(w, pdf).n, 1);
  assert_true(str_eq(sha256_hex(w->a, pdf), d.pdf_hash));
  assert_int_equal(stand(w).no, 3);
  assert_true(in_trail(w, w->cycle.v, "Dokumen BSrE 7f3a-dok-01"));
  assert_false(in_trail(w, w->cycle.v, PKI_PASSWORD));
  assert_false(in_trail(w, w->cycle.v, SERVICE_NIK));
}

static void with_an_authority_the_report_is_stamped(void **state) {
  world *w = *state;
  sql_documents_of_row d = {0};
  until_signing(w);
  use(w, "baik", "baik", "ya");
  assert_ok(w->a, sign(w, SERVICE_NIK, PKI_PASSWORD));
  pdf_signatures all = signatures_of(w, report(w, &d));
  assert_int_equal(all.n, 2);
  assert_true(all.v[1].timestamp);
}

static void without_its_timestamp_the_trail_says_so(void **state) {
  world *w = *state;
  sql_documents_of_row d = {0};
  until_signing(w);
  use(w, "baik", "gagal", "tidak");
  assert_ok(w->a, sign(w, SERVICE_NIK, PKI_PASSWORD));
  assert_int_equal(signatures_of(w, report(w, &d)).n, 1);
  assert_true(in_trail(w, w->cycle.v, "Tanpa cap waktu: Layanan cap waktu"));
}

static const struct { const char *manner, *stamp, *nik, *passphrase; enum err_code code; } failures[] = {
    {"baik", NULL, SERVICE_NIK, "salah", ERR_INPUT},
    {"baik", NULL, "3214019999990001", PKI_PASSWORD, ERR_INPUT},
    {"baik", NULL, "321401", PKI_PASSWORD, ERR_INPUT},
    {"baik", NULL, SERVICE_NIK_EXPIRED, PKI_PASSWORD, ERR_GATE},
    {"baik", NULL, SERVICE_NIK_REVOKED, PKI_PASSWORD, ERR_GATE},
    {"gagal", NULL, SERVICE_NIK, PKI_PASSWORD, ERR_BUSY},
    {"putus", NULL, SERVICE_NIK, PKI_PASSWORD, ERR_BUSY},
    {"sampah", NULL, SERVICE_NIK, PKI_PASSWORD, ERR_BUSY},
    {"lain", NULL, SERVICE_NIK, PKI_PASSWORD, ERR_BUSY},
    {"palsu", NULL, SERVICE_NIK, PKI_PASSWORD, ERR_BUSY},
    {"orang", NULL, SERVICE_NIK, PKI_PASSWORD, ERR_INPUT},
    {"baik", "gagal", SERVICE_NIK, PKI_PASSWORD, ERR_BUSY},
};

static void every_failure_leaves_the_step_as_it_was(void **state) {
  world *w = *state;
  until_signing(w);
  state_of before = stand(w);
  for (size_t i = 0; i < LEN(failures); i++) {
    use(w, failures[i].manner, failures[i].stamp, "ya");
    err e = sign(w, failures[i].nik, failures[i].passphrase);
    if (!e || e->code != failures[i].code) fail_msg("%s %s: %s", failures[i].manner, failures[i].nik, e ? str_z(w->a, e->user) : "passed");
    state_of now = stand(w);
    assert_int_equal(now.no, before.no);
    assert_int_equal(now.trail, before.trail);
    assert_int_equal(now.documents, before.documents);
  }
  field scan = {.name = S("pindaian"), .value = S("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"), .filename = S("pindaian.pdf")};
  fields f = {0};
  LIST_ADD(w->a, &f, scan);
  w->now.s += 3600;
  step_result out;
  assert_ok(w->a, steps_run(w->s, w->a, &(step_request){.cycle = w->cycle, .action = S("basah"), .in = &f, .account = w->who[CAMAT], .now = w->now, .address = S("")}, &out));
  assert_int_equal(stand(w).no, 3);
}

/* ---- one's own certificate, whose issuer is asked ---- */

static err sign_p12(world *w) {
  fields f = {0};
  fields_add(w->a, &f, S("cara"), S("p12"));
  fields_add(w->a, &f, S("p12_sandi"), S(PKI_PASSWORD));
  LIST_ADD(w->a, &f, ((field){.name = S("p12"), .value = pki_p12(made, PKI_CAMAT), .filename = S("camat.p12")}));
  step_result out = {0};
  w->now.s += 60;
  return steps_run(w->s, w->a, &(step_request){.cycle = w->cycle, .action = S("tandatangani"), .in = &f, .account = w->who[CAMAT], .now = w->now, .address = S("")}, &out);
}

/* An issuer of this manner, which the installation trusts. */
static void use_issuer(world *w, const char *manner, const char *stamp) {
  made = pki_at(w->a, "Contoh Camat", at(w, manner, ""));
  service_use(outside_world, made);
  use(w, "baik", stamp, "tidak");
}

/* issuer, time-stamping authority, what the document says, what the trail says besides, signatures in the PDF */
static const struct { const char *issuer, *stamp, *level, *remark; size_t n; } levels[] = {
    {"baik", "baik", "dengan cap waktu dan data pencabutan (PAdES B-LTA)", NULL, 2},
    {"daftar", NULL, "dengan data pencabutan, tanpa cap waktu (PAdES B-B)", NULL, 1},
    {"gagal", "baik", "dengan cap waktu, tanpa data pencabutan (PAdES B-T)", "Tanpa data pencabutan", 2},
    {"sampah", "gagal", "tanpa cap waktu dan data pencabutan (PAdES B-B)", "Tanpa data pencabutan", 1},
};

static void the_document_says_what_is_in_it(void **state) {
  world *w = *state;
  pki *first = made;
  for (size_t i = 0; i < LEN(levels); i++) {
    sql_documents_of_row d = {0};
    until_signing_of(w, (int)i + 1);
    use_issuer(w, levels[i].issuer, levels[i].stamp);
    assert_ok(w->a, sign_p12(w));
    str pdf = report(w, &d);
    pdf_signatures all = signatures_of(w, pdf);
    assert_str(w->a, d.signature, "sertifikat");
    if (str_find(d.certificate, str_of(levels[i].level)) < 0) fail_msg("%s: %s", levels[i].issuer, str_z(w->a, d.certificate));
    assert_int_equal(all.n, levels[i].n);
    assert_int_equal(all.v[0].cms.revocation.state, levels[i].remark ? REVOCATION_UNKNOWN : REVOCATION_GOOD);
    assert_int_equal(in_trail(w, w->cycle.v, "Tanpa data pencabutan"), levels[i].remark != NULL);
  }
  service_use(outside_world, made = first);
}

static void a_revoked_certificate_leaves_the_step_as_it_was(void **state) {
  world *w = *state;
  pki *first = made;
  until_signing(w);
  use_issuer(w, "cabut", NULL);
  state_of before = stand(w);
  err e = sign_p12(w);
  assert_true(e && e->code == ERR_INPUT && e->points.n == 1 && str_eq(e->points.v[0].field, S("p12")));
  assert_true(str_find(e->points.v[0].text, S("dicabut oleh penerbitnya sejak 1 Maret 2026")) >= 0);
  state_of now = stand(w);
  assert_int_equal(now.no, before.no);
  assert_int_equal(now.trail, before.trail);
  assert_int_equal(now.documents, before.documents);
  service_use(outside_world, made = first);
}

/* The addresses stand in a certificate that anybody can make: they are asked only below a named root. */
static void an_issuer_that_is_not_named_is_not_asked(void **state) {
  world *w = *state;
  pki *first = made;
  sql_documents_of_row d = {0};
  pdf_signatures all;
  until_signing(w);
  service_use(outside_world, made = pki_at(w->a, "Contoh Camat", at(w, "baik", "")));
  size_t before = service_asked(outside_world);
  assert_ok(w->a, sign_p12(w));
  assert_int_equal(service_asked(outside_world), before);
  assert_ok(w->a, pdf_verify(w->a, report(w, &d), STR_NONE, &all));
  assert_str(w->a, d.signature, "digital");
  assert_int_equal(all.v[0].cms.revocation.state, REVOCATION_UNKNOWN);
  assert_true(in_trail(w, w->cycle.v, "Tanpa data pencabutan: penerbit sertifikatnya belum dikenal di sini"));
  service_use(outside_world, made = first);
}

/* ---- settings ---- */

static void secrets_of_services_are_not_shown(void **state) {
  world *w = *state;
  fields f = {0};
  str_list kept = {0};
  db_ro *db;
  use(w, "baik", NULL, "tidak");
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, outside_shown(db, w->a, w->office.v, &f, &kept));
  store_release(w->s, db);
  assert_int_equal(kept.n, 1);
  assert_str(w->a, kept.v[0], "bsre_sandi");
  for (size_t i = 0; i < f.n; i++) assert_true(str_find(f.v[i].value, S(SERVICE_PASSWORD)) < 0);
  assert_true(in_trail(w, w->office.v, "tersimpan"));
  assert_false(in_trail(w, w->office.v, SERVICE_PASSWORD));
}

static void a_secret_stays_unless_it_would_go_elsewhere(void **state) {
  world *w = *state;
  use(w, "baik", NULL, "tidak");
  assert_ok(w->a, SET(w, "bsre_alamat", at(w, "baik", ""), "bsre_pengguna", SERVICE_USER, "bsre_detik", "30"));
  assert_str(w->a, current(w).bsre.password, SERVICE_PASSWORD);
  assert_int_equal(current(w).bsre.seconds, 30);
  err e = SET(w, "bsre_alamat", "http://lain.contoh.go.id", "bsre_pengguna", SERVICE_USER);
  assert_true(e && e->code == ERR_INPUT && str_eq(e->points.v[0].field, S("bsre_sandi")));
  e = SET(w, "bsre_alamat", "lain.contoh.go.id");
  assert_true(e && str_eq(e->points.v[0].field, S("bsre_alamat")));
  e = set(w, ROLE_STAFF, (const char *const[]){"bsre_alamat", "", NULL});
  assert_true(e && e->code == ERR_FORBIDDEN);
  assert_str(w->a, current(w).bsre.password, SERVICE_PASSWORD);
  assert_ok(w->a, SET(w, "bsre_alamat", ""));
  assert_int_equal(current(w).bsre.address.n, 0);
  assert_ok(w->a, SET(w, "bsre_alamat", at(w, "baik", "")));
  assert_int_equal(current(w).bsre.password.n, 0);
}

int main(void) {
  unsetenv("http_proxy");
  setenv("no_proxy", "127.0.0.1", 1);
  arena *a = arena_new((size_t)64 << 20);
  made = pki_new(a);
  outside_world = service_start(0, made);
  const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
      T(the_service_signs_the_report),
      T(with_an_authority_the_report_is_stamped),
      T(without_its_timestamp_the_trail_says_so),
      T(every_failure_leaves_the_step_as_it_was),
      T(the_document_says_what_is_in_it),
      T(a_revoked_certificate_leaves_the_step_as_it_was),
      T(an_issuer_that_is_not_named_is_not_asked),
      T(secrets_of_services_are_not_shown),
      T(a_secret_stays_unless_it_would_go_elsewhere),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  service_stop(outside_world);
  arena_free(a);
  return failed;
}
