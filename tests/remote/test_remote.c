/* The services outside: what they do well is used, and every way in which they fail is told to the user, in words, without a trace. */
#include "unit/test.h"

#include <stdlib.h>
#include <unistd.h>

#include "document/block.h"
#include "remote/esign.h"
#include "remote/evidence.h"
#include "remote/remote.h"
#include "remote/tsa.h"
#include "service.h"

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig.so\nleak:libcrypto.so\n"; }

#define AT ((instant){1775372400}) /* 2026-04-05 07:00 UTC */

typedef struct world {
  arena *a;
  pki *pki;
  service *service;
  str pdf;
} world;

static str paper(arena *a) {
  doc *d = doc_new(a, S("Laporan Uji"));
  str pdf;
  doc_heading(d, 1, S("Laporan"));
  doc_para(d, ALIGN_LEFT, S("Isi laporan yang ditandatangani."));
  assert_ok(a, doc_pdf(a, d, AT, &pdf));
  return pdf;
}

static int setup(void **state) {
  arena *a = arena_new((size_t)512 << 20);
  if (!a) return -1;
  world *w = NEW(a, world);
  *w = (world){.a = a, .pki = pki_new(a), .pdf = paper(a)};
  w->service = service_start(0, w->pki);
  *state = w;
  return 0;
}
static int teardown(void **state) {
  world *w = *state;
  service_stop(w->service);
  arena_free(w->a);
  return 0;
}

static str at(world *w, const char *manner) { return str_fmt(w->a, "http://127.0.0.1:%d/%s", service_port(w->service), manner); }

typedef struct attempt { const char *manner, *nik, *passphrase, *password; bool trusted; int seconds; } attempt;

/* The passphrase is gone afterwards, whatever happened; it and the service's password stand in no message. */
static err try_to_sign(world *w, attempt t, esign_result *out) {
  char *pass = str_z(w->a, str_of(t.passphrase ? t.passphrase : PKI_PASSWORD));
  size_t n = strlen(pass);
  esign s = {.address = at(w, t.manner), .user = S(SERVICE_USER), .password = t.password ? str_of(t.password) : S(SERVICE_PASSWORD),
             .seconds = t.seconds ? t.seconds : 20, .roots = t.trusted ? pki_root(w->pki) : pki_other_root(w->pki)};
  esign_job job = {.pdf = w->pdf, .nik = t.nik ? str_of(t.nik) : S(SERVICE_NIK), .passphrase = pass, .link = S("https://contoh.go.id/verifikasi/abc"),
                   .page = 1, .x = 300, .y = 90, .width = 90, .height = 90, .reason = S("Menandatangani laporan kinerja")};
  *out = (esign_result){0};
  err e = esign_sign(w->a, &s, &job, out);
  for (size_t i = 0; i < n; i++) assert_int_equal(pass[i], 0);
  if (e) {
    assert_true(str_find(e->user, S(PKI_PASSWORD)) < 0 && str_find(e->user, S(SERVICE_PASSWORD)) < 0);
    assert_true(str_find(e->cause, S(PKI_PASSWORD)) < 0 && str_find(e->cause, S(SERVICE_PASSWORD)) < 0);
  }
  return e;
}

static void a_good_service_signs(void **state) {
  world *w = *state;
  esign_result r;
  assert_ok(w->a, try_to_sign(w, (attempt){.manner = "baik", .trusted = true}, &r));
  assert_true(str_starts(r.pdf, w->pdf) && r.pdf.n > w->pdf.n);
  assert_str(w->a, r.id, "7f3a-dok-01");
  assert_str(w->a, r.added.cms.signer, "Contoh Camat");
  assert_str(w->a, r.added.reason, "Menandatangani laporan kinerja");
  assert_int_equal(r.added.cms.trust, CMS_TRUSTED);
  pdf_signatures all;
  assert_ok(w->a, pdf_verify(w->a, r.pdf, pki_root(w->pki), &all));
  assert_true(pdf_signatures_hold(&all, true));
}

static void a_service_that_keeps_the_file_is_asked_for_it(void **state) {
  world *w = *state;
  esign_result r;
  assert_ok(w->a, try_to_sign(w, (attempt){.manner = "simpan", .trusted = true}, &r));
  assert_str(w->a, r.id, "simpan-1");
  assert_true(str_starts(r.pdf, w->pdf) && r.added.sound);
}

/* Manner or person, what it is to the caller, a part of what the user reads. */
static const struct { const char *what; attempt t; enum err_code code; const char *field, *says; } failures[] = {
    {"wrong passphrase", {.manner = "baik", .passphrase = "salah-sekali", .trusted = true}, ERR_INPUT, "frasa", "Frasa sandi"},
    {"no passphrase", {.manner = "baik", .passphrase = "", .trusted = true}, ERR_INPUT, "frasa", "Ketik frasa sandi"},
    {"no NIK", {.manner = "baik", .nik = "32140101", .trusted = true}, ERR_INPUT, "nik", "16 angka"},
    {"NIK unknown", {.manner = "baik", .nik = "3214019999990001", .trusted = true}, ERR_INPUT, "nik", "tidak terdaftar"},
    {"certificate expired", {.manner = "baik", .nik = SERVICE_NIK_EXPIRED, .trusted = true}, ERR_GATE, NULL, "habis masa berlakunya"},
    {"certificate revoked", {.manner = "baik", .nik = SERVICE_NIK_REVOKED, .trusted = true}, ERR_GATE, NULL, "dicabut"},
    {"no certificate", {.manner = "baik", .nik = SERVICE_NIK_UNISSUED, .trusted = true}, ERR_GATE, NULL, "belum memiliki sertifikat"},
    {"office's account refused", {.manner = "baik", .password = "lama", .trusted = true}, ERR_BUSY, NULL, "menolak akun kantor"},
    {"no such address", {.manner = "entah", .trusted = true}, ERR_BUSY, NULL, "menolak dokumen"},
    {"service down", {.manner = "gagal", .trusted = true}, ERR_BUSY, NULL, "terganggu"},
    {"gateway", {.manner = "gerbang", .trusted = true}, ERR_BUSY, NULL, "terganggu"},
    {"slow", {.manner = "lambat", .trusted = true, .seconds = 1}, ERR_BUSY, NULL, "batas waktu"},
    {"cut off", {.manner = "putus", .trusted = true}, ERR_BUSY, NULL, "memutus"},
    {"too long", {.manner = "panjang", .trusted = true}, ERR_BUSY, NULL, "terlalu panjang"},
    {"garbage", {.manner = "sampah", .trusted = true}, ERR_BUSY, NULL, "tidak dipakai"},
    {"empty", {.manner = "kosong", .trusted = true}, ERR_BUSY, NULL, "tidak dipakai"},
    {"half a PDF", {.manner = "separuh", .trusted = true}, ERR_BUSY, NULL, "tidak dipakai"},
    {"not signed", {.manner = "polos", .trusted = true}, ERR_BUSY, NULL, "tidak dipakai"},
    {"another document", {.manner = "lain", .trusted = true}, ERR_BUSY, NULL, "tidak dipakai"},
    {"changed document", {.manner = "ubah", .trusted = true}, ERR_BUSY, NULL, "tidak dipakai"},
    {"wrong signature", {.manner = "palsu", .trusted = true}, ERR_BUSY, NULL, "tidak dipakai"},
    {"two signatures", {.manner = "ganda", .trusted = true}, ERR_BUSY, NULL, "tidak dipakai"},
    {"kept, but not to be fetched", {.manner = "hilang", .trusted = true}, ERR_BUSY, NULL, "menolak dokumen"},
    {"signer of another root", {.manner = "baik", .trusted = false}, ERR_BUSY, NULL, "tidak dipakai"},
};

static void every_failure_is_told(void **state) {
  world *w = *state;
  for (size_t i = 0; i < LEN(failures); i++) {
    esign_result r;
    err e = try_to_sign(w, failures[i].t, &r);
    str user = e ? e->user : S("");
    bool as_told = e && e->code == failures[i].code && str_find(user, str_of(failures[i].says)) >= 0;
    if (!as_told) print_error("%s: %d %s (%s)\n", failures[i].what, e ? (int)e->code : 0, str_z(w->a, user), e ? str_z(w->a, e->cause) : "");
    assert_true(as_told);
    assert_true(!failures[i].field || (e->points.n == 1 && str_eq(e->points.v[0].field, str_of(failures[i].field))));
  }
}

static void a_service_that_is_not_there_is_told(void **state) {
  world *w = *state;
  char *pass = str_z(w->a, S(PKI_PASSWORD));
  esign s = {.address = S("http://127.0.0.1:1"), .user = S("u"), .password = S("p"), .seconds = 5};
  esign_job job = {.pdf = w->pdf, .nik = S(SERVICE_NIK), .passphrase = pass};
  esign_result r;
  err e = esign_sign(w->a, &s, &job, &r);
  assert_true(e && e->code == ERR_BUSY && str_find(e->user, S("tidak dapat dihubungi")) >= 0);
  assert_int_equal(pass[0], 0);
}

static void what_cannot_be_right_is_not_sent(void **state) {
  world *w = *state;
  esign_result r;
  size_t before = service_asked(w->service);
  assert_true(try_to_sign(w, (attempt){.manner = "baik", .nik = "x"}, &r) != NULL);
  assert_true(try_to_sign(w, (attempt){.manner = "baik", .passphrase = ""}, &r) != NULL);
  assert_int_equal(service_asked(w->service), before);
}

static void addresses_are_looked_at(void **state) {
  (void)state;
  static const char *const good[] = {"http://10.0.0.5", "https://esign.contoh.go.id/klien", "http://127.0.0.1:8080/"};
  static const char *const bad[] = {"", "10.0.0.5", "ftp://h/", "file:///etc/passwd", "http://", "http://u:p@h/", "http://h/?a=b", "http://h /", "http://:80/"};
  for (size_t i = 0; i < LEN(good); i++) assert_true(remote_address_ok(str_of(good[i])));
  for (size_t i = 0; i < LEN(bad); i++) assert_false(remote_address_ok(str_of(bad[i])));
}

/* ---- timestamps ---- */

static signer *camat(world *w) {
  signer *s;
  char *pass = str_z(w->a, S(PKI_PASSWORD));
  assert_ok(w->a, signer_open(w->a, pki_p12(w->pki, PKI_CAMAT), pass, &s));
  return s;
}

static err stamped(world *w, const char *manner, bool required, str *out, str *remark) {
  tsa t = {.address = manner ? STR_CAT(w->a, at(w, manner), S("/tsa")) : STR_NONE, .seconds = 1, .required = required};
  pdf_field f = {.name = S("Contoh Camat"), .at = AT};
  return tsa_sign(w->a, &t, w->pdf, &f, camat(w), out, remark);
}

static bool has_timestamp(world *w, str pdf) {
  pdf_signatures all;
  assert_ok(w->a, pdf_verify(w->a, pdf, pki_root(w->pki), &all));
  assert_true(pdf_signatures_hold(&all, true));
  return instant_some(all.v[all.n - 1].cms.stamped);
}

static void a_good_authority_stamps(void **state) {
  world *w = *state;
  str pdf, remark, twice;
  assert_ok(w->a, stamped(w, "baik", true, &pdf, &remark));
  assert_true(!remark.p && has_timestamp(w, pdf));
  tsa t = {.address = STR_CAT(w->a, at(w, "baik"), S("/tsa"))};
  assert_ok(w->a, tsa_stamp(w->a, &t, pdf, &twice, &remark));
  pdf_signatures all;
  assert_ok(w->a, pdf_verify(w->a, twice, pki_root(w->pki), &all));
  assert_int_equal(all.n, 2);
  assert_true(all.v[1].timestamp && pdf_signatures_hold(&all, true));
}

static void without_an_authority_nothing_is_asked(void **state) {
  world *w = *state;
  str pdf, remark, same;
  tsa none = {0};
  assert_ok(w->a, stamped(w, NULL, true, &pdf, &remark));
  assert_true(!remark.p && !has_timestamp(w, pdf));
  assert_ok(w->a, tsa_stamp(w->a, &none, pdf, &same, &remark));
  assert_true(str_eq(same, pdf));
  assert_int_equal(service_asked(w->service), 0);
}

static const char *const bad_authorities[] = {"gagal", "gerbang", "sampah", "kosong", "putus", "lambat", "palsu", "lain", "tolak", "laman", "entah"};

static void a_bad_authority_keeps_nobody_from_signing(void **state) {
  world *w = *state;
  for (size_t i = 0; i < LEN(bad_authorities); i++) {
    str pdf, remark;
    assert_ok(w->a, stamped(w, bad_authorities[i], false, &pdf, &remark));
    assert_true(str_starts(remark, S("Tanpa cap waktu: Layanan cap waktu")));
    assert_false(has_timestamp(w, pdf));
  }
}

static void a_bad_authority_is_told_where_it_is_needed(void **state) {
  world *w = *state;
  for (size_t i = 0; i < LEN(bad_authorities); i++) {
    str pdf = STR_NONE, remark;
    err e = stamped(w, bad_authorities[i], true, &pdf, &remark);
    if (!e) print_error("%s passed\n", bad_authorities[i]);
    assert_true(e && e->code == ERR_BUSY && str_starts(e->user, S("Layanan cap waktu")));
    assert_true(!remark.p);
  }
}

/* ---- what issuers say ---- */

/* The document of a signer whose certificate names addresses of this manner. */
static err signed_with_evidence(world *w, const char *manner, str *out, bool *complete) {
  str pdf;
  signer *s;
  pdf_evidence e = {0};
  char *pass = str_z(w->a, S(PKI_PASSWORD));
  w->pki = pki_at(w->a, "Contoh Camat", str_z(w->a, at(w, manner)));
  service_use(w->service, w->pki);
  assert_ok(w->a, signer_open(w->a, pki_p12(w->pki, PKI_CAMAT), pass, &s));
  str_list path = cms_path(w->a, pki_root(w->pki), signer_chain(w->a, s), AT);
  assert_int_equal(path.n, 2);
  TRY(evidence_fetch(w->a, &path, AT, &e, complete));
  pdf_field f = {.name = S("Contoh Camat"), .at = AT};
  assert_ok(w->a, pdf_sign_with(w->a, w->pdf, &f, s, pki_stamp, w->pki, &pdf));
  return pdf_sign_evidence(w->a, pdf, &e, out);
}

static pdf_signature first(world *w, str pdf, str roots) {
  pdf_signatures all;
  assert_ok(w->a, pdf_verify(w->a, pdf, roots, &all));
  assert_int_equal(all.n, 1);
  assert_true(pdf_signatures_hold(&all, roots.n > 0));
  return all.v[0];
}

/* how, by what the answer comes; NULL: none that counts */
static const struct { const char *manner, *by; } issuers[] = {
    {"baik", "OCSP"}, {"langsung", "OCSP"}, {"daftar", "CRL"}, {"gagal", NULL}, {"sampah", NULL}, {"kosong", NULL}, {"basi", NULL}, {"asing", NULL},
    {"palsu", NULL}, {"putus", NULL}, {"panjang", NULL}, {"alih", NULL}, {"entah", NULL},
};

static void what_an_issuer_says_goes_into_the_document(void **state) {
  world *w = *state;
  for (size_t i = 0; i < LEN(issuers); i++) {
    bool complete;
    str pdf;
    assert_ok(w->a, signed_with_evidence(w, issuers[i].manner, &pdf, &complete));
    pdf_signature with = first(w, pdf, pki_root(w->pki)), without = first(w, pdf, STR_NONE);
    if (complete != (issuers[i].by != NULL)) fail_msg("%s", issuers[i].manner);
    assert_int_equal(with.cms.revocation.state, complete ? REVOCATION_GOOD : REVOCATION_UNKNOWN);
    assert_int_equal(without.cms.revocation.state, with.cms.revocation.state); /* the answer is signed by who signed the certificate: it needs no root */
    if (complete) assert_str(w->a, with.cms.revocation.by, issuers[i].by);
    pdf_signatures all;
    assert_ok(w->a, pdf_verify(w->a, pdf, pki_root(w->pki), &all));
    assert_true(str_find(pdf_signatures_text(w->a, &all, false, 420), complete ? S("tidak dicabut, menurut penerbitnya") : S("tidak diketahui")) >= 0);
  }
}

static void a_slow_issuer_keeps_nobody_waiting(void **state) {
  world *w = *state;
  bool complete;
  str pdf;
  assert_ok(w->a, signed_with_evidence(w, "lambat", &pdf, &complete));
  assert_false(complete);
}

static void a_revoked_certificate_does_not_sign(void **state) {
  world *w = *state;
  static const char *const manners[] = {"cabut", "daftarcabut"};
  for (size_t i = 0; i < LEN(manners); i++) {
    bool complete;
    str pdf = STR_NONE;
    err e = signed_with_evidence(w, manners[i], &pdf, &complete);
    assert_true(e && e->code == ERR_GATE && !pdf.p);
    assert_true(str_find(e->user, S("Sertifikat ini dicabut oleh penerbitnya sejak 1 Maret 2026 pukul 07.00 WIB")) >= 0);
  }
}

int main(void) {
  unsetenv("http_proxy");
  setenv("no_proxy", "127.0.0.1", 1);
  const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
      T(a_good_service_signs),
      T(a_service_that_keeps_the_file_is_asked_for_it),
      T(every_failure_is_told),
      T(a_service_that_is_not_there_is_told),
      T(what_cannot_be_right_is_not_sent),
      T(addresses_are_looked_at),
      T(a_good_authority_stamps),
      T(without_an_authority_nothing_is_asked),
      T(a_bad_authority_keeps_nobody_from_signing),
      T(a_bad_authority_is_told_where_it_is_needed),
      T(what_an_issuer_says_goes_into_the_document),
      T(a_slow_issuer_keeps_nobody_waiting),
      T(a_revoked_certificate_does_not_sign),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
