/* Signing in the procedure: with a certificate, by approval, on paper; what is refused, what is kept, and that no secret is kept. */
#include "steps_world.h"

#include <pthread.h>

#include "base/hash.h"
#include "pki.h"
#include "sign/pdf_verify.h"
#include "steps/certificate.h"
#include "store/blob.h"

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig.so\n"; }

static pki *made;

static db_ro *reading(world *w) {
  db_ro *db;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  return db;
}

static const sql_documents_of_row *last_of(world *w, const char *kind) {
  sql_documents_of_rows all;
  db_ro *db = reading(w);
  assert_ok(w->a, sql_documents_of(db, w->a, w->cycle, &all));
  store_release(w->s, db);
  for (size_t i = all.n; i > 0; i--)
    if (str_eq(all.v[i - 1].kind, str_of(kind))) return &all.v[i - 1];
  return NULL;
}

static str bytes_of(world *w, const char *kind) {
  str bytes;
  db_ro *db = reading(w);
  assert_ok(w->a, blob_get(db, w->a, last_of(w, kind)->pdf_hash, &bytes));
  store_release(w->s, db);
  return bytes;
}

static err put_draft(db_rw *db, arena *a, void *what) {
  world *w = what;
  document_id id;
  TRY(store_new_id(db, a, (region_id){1}, &id.v));
  TRY(certificate_roots_put(db, a, &(actor_mark){.name = S("uji"), .as = S("")}, w->now, pki_root(made)));
  TRY(sql_setting_put(db, a, 0, S(SITE_SETTING), S("https://takar.contoh.go.id"), NULL));
  return sql_document_insert(db, a, id, w->cycle, 1, 1, S("final_draft"), S("Final Draft"), S(""), date_of(2026, 4, 6), doc_freeze(a, doc_new(a, S("Naskah"))),
                             w->now, S("Contoh Kasubag"), S("Kasubag"), S(""), INSTANT_NONE, S(""), random_hex(a, 8), S(""), NULL);
}

static void until_signing(world *w) {
  begin_request rq = {.office = w->office, .sop = S("uji"), .year = 2026, .quarter = 1, .account = w->who[KASUBAG], .now = w->now};
  assert_ok(w->a, steps_begin(w->s, w->a, &rq, &w->cycle));
  assert_ok(w->a, DO(w, KASUBAG, "selesai", "catatan", "Naskah disusun dari data seksi."));
  assert_ok(w->a, store_write(w->s, w->a, put_draft, w));
}

static err sign_with(world *w, int who, const char *action, str p12, const char *passphrase, const fields *more) {
  fields f = more ? *more : (fields){0};
  fields_add(w->a, &f, S("cara"), S("p12"));
  fields_add(w->a, &f, S("p12_sandi"), str_of(passphrase));
  if (p12.n) LIST_ADD(w->a, &f, ((field){.name = S("p12"), .value = p12, .filename = S("sertifikat.p12")}));
  w->now.s += 60;
  step_request rq = {.cycle = w->cycle, .action = str_of(action), .in = &f, .account = w->who[who], .now = w->now, .address = S("")};
  step_result out = {0};
  err e = steps_run(w->s, w->a, &rq, &out);
  if (!e) assert_ok(w->a, out.unkept);
  return e;
}

static void refused_at(world *w, const char *where, const char *words, err e) {
  assert_non_null(e);
  assert_int_equal(e->code, ERR_INPUT);
  assert_int_equal(e->points.n, 1);
  assert_str(w->a, e->points.v[0].field, where);
  if (str_find(e->points.v[0].text, str_of(words)) < 0) fail_msg("%s", str_z(w->a, e->points.v[0].text));
}

static int64_t last_number(world *w) {
  db_ro *db = reading(w);
  int64_t n;
  str head;
  assert_ok(w->a, audit_head(db, w->a, w->cycle.v, &n, &head));
  store_release(w->s, db);
  return n;
}

static bool in_trail(world *w, int64_t chain, const char *what) {
  sql_audit_entries_rows all;
  db_ro *db = reading(w);
  bool found = false;
  assert_ok(w->a, sql_audit_entries(db, w->a, chain, 0, 1000, &all));
  store_release(w->s, db);
  for (size_t i = 0; i < all.n; i++) found = found || str_find(all.v[i].payload, str_of(what)) >= 0;
  return found;
}

/* Whether the bytes stand anywhere in the files of the database. */
static bool in_database(world *w, const char *what) {
  static const char *const ends[] = {"", "-wal"};
  bool found = false;
  for (size_t i = 0; i < LEN(ends); i++) {
    FILE *f = fopen(str_z(w->a, STR_CAT(w->a, str_of(w->house.path), str_of(ends[i]))), "rb");
    if (!f) continue;
    char *all = arena_alloc(w->a, 32 << 20);
    size_t n = fread(all, 1, 32 << 20, f);
    fclose(f);
    assert_true(n < 32 << 20);
    found = found || memmem(all, n, what, strlen(what)) != NULL;
  }
  return found;
}

/* ---- the report ---- */

static void a_certificate_signs_the_report(void **state) {
  world *w = *state;
  until_signing(w);
  assert_ok(w->a, sign_with(w, CAMAT, "tandatangani", pki_p12(made, PKI_CAMAT), PKI_PASSWORD, NULL));
  const sql_documents_of_row *d = last_of(w, "laporan_kinerja");
  str pdf = bytes_of(w, "laporan_kinerja");
  pdf_signatures all;
  assert_str(w->a, d->signature, "sertifikat");
  assert_str(w->a, d->signed_by, "Contoh Camat");
  assert_true(str_find(d->certificate, S("Contoh Camat, diterbitkan oleh ")) == 0);
  assert_str(w->a, sha256_hex(w->a, pdf), str_z(w->a, d->pdf_hash));
  assert_int_equal(d->pages, doc_pdf_pages(pdf));
  assert_ok(w->a, pdf_verify(w->a, pdf, pki_root(made), &all));
  assert_int_equal(all.n, 1);
  assert_true(pdf_signatures_hold(&all, true));
  assert_str(w->a, all.v[0].cms.signer, "Contoh Camat");
  assert_true(str_find(pdf, S("/DSS")) > 0);
  assert_true(in_trail(w, w->cycle.v, str_z(w->a, d->pdf_hash)));
  str broken = str_copy(w->a, pdf);
  ((char *)broken.p)[str_find(broken, S("/MediaBox")) + 12] ^= 1;
  err e = pdf_verify(w->a, broken, pki_root(made), &all);
  assert_true(e || !pdf_signatures_hold(&all, true));
}

static void refusals_leave_everything_as_it_was(void **state) {
  world *w = *state;
  until_signing(w);
  int64_t before = last_number(w);
  str own = pki_p12(made, PKI_CAMAT);
  refused_at(w, "p12_sandi", "salah", sign_with(w, CAMAT, "tandatangani", own, "bukan-sandinya", NULL));
  refused_at(w, "p12_sandi", "wajib diisi", sign_with(w, CAMAT, "tandatangani", own, "", NULL));
  refused_at(w, "p12", "berakhir", sign_with(w, CAMAT, "tandatangani", pki_p12(made, PKI_EXPIRED), PKI_PASSWORD, NULL));
  refused_at(w, "p12", "bukan milik Anda", sign_with(w, CAMAT, "tandatangani", pki_p12(made, PKI_SEKRETARIS), PKI_PASSWORD, NULL));
  refused_at(w, "p12", "tidak dapat dibaca", sign_with(w, CAMAT, "tandatangani", S("bukan p12"), PKI_PASSWORD, NULL));
  refused_at(w, "p12", "belum disimpan", sign_with(w, CAMAT, "tandatangani", STR_NONE, PKI_PASSWORD, NULL));
  instant real = w->now;
  w->now = (instant){1735689600}; /* 2025: before the certificate */
  refused_at(w, "p12", "baru berlaku", sign_with(w, CAMAT, "tandatangani", own, PKI_PASSWORD, NULL));
  w->now = real;
  assert_int_equal(sign_with(w, KASUBAG, "tandatangani", own, PKI_PASSWORD, NULL)->code, ERR_FORBIDDEN);
  fields odd = {0};
  fields_add(w->a, &odd, S("cara"), S("cap jempol"));
  step_request rq = {.cycle = w->cycle, .action = S("tandatangani"), .in = &odd, .account = w->who[CAMAT], .now = w->now, .address = S("")};
  step_result out;
  refused_at(w, "cara", "Pilih cara", steps_run(w->s, w->a, &rq, &out));
  assert_null(last_of(w, "laporan_kinerja"));
  assert_int_equal(last_number(w), before);
}

static void no_secret_is_kept(void **state) {
  world *w = *state;
  until_signing(w);
  refused_at(w, "p12_sandi", "salah", sign_with(w, CAMAT, "tandatangani", pki_p12(made, PKI_CAMAT), "salah-" PKI_PASSWORD, NULL));
  assert_ok(w->a, sign_with(w, CAMAT, "tandatangani", pki_p12(made, PKI_CAMAT), PKI_PASSWORD, NULL));
  assert_false(in_trail(w, w->cycle.v, PKI_PASSWORD));
  assert_true(in_database(w, "laporan_kinerja")); /* the search does find what is there */
  assert_false(in_database(w, PKI_PASSWORD));
}

/* ---- the kept certificate ---- */

static actor actor_of(world *w, int who) {
  actor out;
  db_ro *db = reading(w);
  assert_ok(w->a, actor_load(db, w->a, w->who[who], w->now, &out));
  store_release(w->s, db);
  return out;
}

static void a_certificate_is_kept_as_it_was_given(void **state) {
  world *w = *state;
  actor camat = actor_of(w, CAMAT), kasubag = actor_of(w, KASUBAG);
  sql_certificate_of_row *kept;
  certificate_file f = {.bytes = pki_p12(made, PKI_CAMAT), .name = S("camat.p12"), .passphrase = S("salah"), .file_field = S("berkas"),
                        .passphrase_field = S("sandi")};
  refused_at(w, "sandi", "salah", certificate_keep(w->s, w->a, &camat, &f, w->now));
  f.passphrase = S(PKI_PASSWORD);
  refused_at(w, "berkas", "bukan milik Anda", certificate_keep(w->s, w->a, &kasubag, &f, w->now));
  assert_ok(w->a, certificate_keep(w->s, w->a, &camat, &f, w->now));
  db_ro *db = reading(w);
  assert_ok(w->a, sql_certificate_of(db, w->a, camat.person, &kept));
  store_release(w->s, db);
  assert_non_null(kept);
  assert_true(str_eq(kept->p12, f.bytes));
  assert_str(w->a, kept->subject, "Contoh Camat");
  assert_true(in_trail(w, w->office.v, "Contoh Camat, diterbitkan oleh"));
  until_signing(w);
  assert_ok(w->a, sign_with(w, CAMAT, "tandatangani", STR_NONE, PKI_PASSWORD, NULL));
  assert_str(w->a, last_of(w, "laporan_kinerja")->signature, "sertifikat");
  assert_ok(w->a, certificate_drop(w->s, w->a, &camat, w->now));
  assert_int_equal(certificate_drop(w->s, w->a, &camat, w->now)->code, ERR_NOT_FOUND);
  assert_false(in_database(w, PKI_PASSWORD));
}

static err trust(db_rw *db, arena *a, void *what) {
  const struct { actor who; str pem; instant now; } *t = what;
  return certificate_roots_keep(db, a, &t->who, t->now, t->pem);
}

static void only_trusted_issuers_are_taken(void **state) {
  world *w = *state;
  struct { actor who; str pem; instant now; } t = {actor_of(w, CAMAT), pki_other_root(made), w->now};
  until_signing(w);
  assert_int_equal(store_write(w->s, w->a, trust, &t)->code, ERR_FORBIDDEN);
  t.who.role = ROLE_ADMIN;
  t.pem = S("bukan PEM");
  refused_at(w, "akar", "tidak memuat sertifikat", store_write(w->s, w->a, trust, &t));
  t.pem = pki_other_root(made);
  assert_ok(w->a, store_write(w->s, w->a, trust, &t));
  refused_at(w, "p12", "Akar Lain", sign_with(w, CAMAT, "tandatangani", pki_p12(made, PKI_CAMAT), PKI_PASSWORD, NULL));
  t.pem = STR_CAT(w->a, pki_other_root(made), pki_root(made));
  assert_ok(w->a, store_write(w->s, w->a, trust, &t));
  assert_ok(w->a, sign_with(w, CAMAT, "tandatangani", pki_p12(made, PKI_CAMAT), PKI_PASSWORD, NULL));
  assert_true(in_trail(w, 0, "Akar Lain; Akar Uji"));
}

/* Certified is only what leads to a named root; without one the same signature is digital, on paper, in the list and in the trail. */
static void without_named_issuers_it_is_not_certified(void **state) {
  world *w = *state;
  struct { actor who; str pem; instant now; } t = {actor_of(w, CAMAT), S(""), w->now};
  doc *printed;
  until_signing(w);
  t.who.role = ROLE_ADMIN;
  assert_ok(w->a, store_write(w->s, w->a, trust, &t));
  assert_ok(w->a, sign_with(w, CAMAT, "tandatangani", pki_p12(made, PKI_CAMAT), PKI_PASSWORD, NULL));
  assert_str(w->a, last_of(w, "laporan_kinerja")->signature, "digital");
  assert_true(in_trail(w, w->cycle.v, "\"cara\":\"digital\""));
  assert_false(in_trail(w, w->cycle.v, "\"cara\":\"sertifikat\""));
  sql_document_by_id_row *row;
  db_ro *db = reading(w);
  assert_ok(w->a, sql_document_by_id(db, w->a, last_of(w, "laporan_kinerja")->id, &row));
  store_release(w->s, db);
  assert_ok(w->a, doc_thaw(w->a, row->content, &printed));
  assert_true(str_find(doc_text(w->a, printed), S("penerbit belum dikenal")) >= 0);
  assert_true(str_find(doc_text(w->a, printed), S("tersertifikasi")) < 0);
}

/* ---- two at once ---- */

typedef struct hand { world w; str p12; } hand;

static void *sign_hand(void *what) {
  hand *h = what;
  assert_ok(h->w.a, sign_with(&h->w, CAMAT, "tandatangani", h->p12, PKI_PASSWORD, NULL));
  return NULL;
}

/* Two cycles of one office: whoever finds the number taken meanwhile signs once more, with the next. */
static void numbers_are_signed_as_they_are_issued(void **state) {
  world *w = *state;
  hand hands[2];
  pthread_t threads[2];
  str p12 = pki_p12(made, PKI_CAMAT), text;
  for (int i = 0; i < 2; i++) {
    hands[i] = (hand){*w, p12};
    hands[i].w.a = arena_new((size_t)256 << 20);
    begin_request rq = {.office = w->office, .sop = S("uji"), .year = 2026, .quarter = i + 1, .account = w->who[KASUBAG], .now = w->now};
    assert_ok(w->a, steps_begin(w->s, hands[i].w.a, &rq, &hands[i].w.cycle));
    assert_ok(w->a, DO(&hands[i].w, KASUBAG, "selesai", "catatan", "Naskah disusun dari data seksi."));
    assert_ok(w->a, store_write(w->s, hands[i].w.a, put_draft, &hands[i].w));
  }
  for (int i = 0; i < 2; i++) assert_int_equal(pthread_create(&threads[i], NULL, sign_hand, &hands[i]), 0);
  for (int i = 0; i < 2; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
  for (int i = 0; i < 2; i++) {
    const sql_documents_of_row *d = last_of(&hands[i].w, "laporan_kinerja");
    sql_document_by_id_row *row;
    db_ro *db = reading(w);
    assert_ok(w->a, sql_document_by_id(db, w->a, d->id, &row));
    store_release(w->s, db);
    assert_true(str_find(row->content, d->number) >= 0);
    text = i ? text : str_copy(w->a, d->number);
    if (i) assert_false(str_eq(text, d->number));
  }
  for (int i = 0; i < 2; i++) arena_free(hands[i].w.a);
}

static void a_place_is_signed_once(void **state) {
  world *w = *state;
  until_signing(w);
  assert_ok(w->a, sign_with(w, CAMAT, "tandatangani", pki_p12(made, PKI_CAMAT), PKI_PASSWORD, NULL));
  fields f = {0};
  fields_add(w->a, &f, S("dokumen"), str_fmt(w->a, "%lld", (long long)last_of(w, "laporan_kinerja")->id.v));
  err e = sign_with(w, CAMAT, "bubuhkan", pki_p12(made, PKI_CAMAT), PKI_PASSWORD, &f);
  assert_non_null(e); /* the only place is taken */
  assert_int_equal(e->code, ERR_FORBIDDEN);
}

int main(void) {
  arena *a = arena_new((size_t)64 << 20);
  made = pki_new(a);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_certificate_signs_the_report, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(refusals_leave_everything_as_it_was, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(no_secret_is_kept, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(a_certificate_is_kept_as_it_was_given, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(only_trusted_issuers_are_taken, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(without_named_issuers_it_is_not_certified, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(numbers_are_signed_as_they_are_issued, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(a_place_is_signed_once, world_setup, world_teardown),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  arena_free(a);
  return failed;
}
