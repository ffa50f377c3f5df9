/* Signatures in a PDF: valid for others too (pdfsig, qpdf), broken by any change, each in a section of its own. */
#include "test.h"

#include <openssl/cms.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "document/block.h"
#include "pki.h"
#include "sign/pack.h"
#include "sign/pdf_section.h"
#include "sign/pdf_sign.h"
#include "sign/pdf_verify.h"
#include "sign/verify_bundle.h"

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig.so\n"; }

#define AT ((instant){1775372400}) /* 2026-04-05 07:00 UTC */

typedef struct world {
  arena *a;
  pki *pki;
  str pdf;
} world;

static str paper(arena *a) {
  doc *d = doc_new(a, S("Laporan Uji"));
  str pdf;
  doc_heading(d, 1, S("Laporan"));
  doc_para(d, ALIGN_LEFT, S("Isi laporan yang ditandatangani."));
  doc_page(d, SHEET_PORTRAIT);
  doc_para(d, ALIGN_LEFT, S("Halaman kedua."));
  assert_ok(a, doc_pdf(a, d, AT, &pdf));
  return pdf;
}

static int setup(void **state) {
  arena *a = arena_new((size_t)512 << 20);
  if (!a) return -1;
  world *w = NEW(a, world);
  *w = (world){a, pki_new(a), paper(a)};
  *state = w;
  return 0;
}
static int teardown(void **state) {
  arena_free(((world *)*state)->a);
  return 0;
}

static signer *who(world *w, enum pki_who p) {
  signer *s;
  char *pass = str_z(w->a, S(PKI_PASSWORD));
  assert_ok(w->a, signer_open(w->a, pki_p12(w->pki, p), pass, &s));
  for (size_t i = 0; i < strlen(PKI_PASSWORD); i++) assert_int_equal(pass[i], 0);
  return s;
}

static const doc_stamp mark = {.width = 200, .height = 60, .position = SC("CAMAT CONTOH"), .name = SC("Contoh & Camat, S.Sos."), .nip = SC("19700101 199001 1 001"),
                               .qr = SC("https://contoh.go.id/verifikasi/abc")};

static str sign_as(world *w, str pdf, enum pki_who p, bool stamped) {
  str out;
  signer *s = who(w, p);
  pdf_field f = {.name = signer_name(s), .reason = S("Menyetujui – laporan"), .location = S("Contoh"), .at = AT, .x = 300, .y = 80 + 70 * (double)p, .mark = &mark};
  assert_ok(w->a, pdf_sign_with(w->a, pdf, &f, s, stamped ? pki_stamp : NULL, w->pki, &out));
  return out;
}

static pdf_signatures check(world *w, str pdf, str roots) {
  pdf_signatures all;
  assert_ok(w->a, pdf_verify(w->a, pdf, roots, &all));
  return all;
}

static void print_all(world *w, const pdf_signatures *all) { print_error("%s", str_z(w->a, pdf_signatures_text(w->a, all, false, 420))); }

#define assert_holds(w, all, trusted)                                \
  do {                                                               \
    if (!pdf_signatures_hold(&(all), trusted)) print_all((w), &(all)); \
    assert_true(pdf_signatures_hold(&(all), trusted));               \
  } while (0)

/* ---- other programs ---- */

static bool there(const char *program) {
  char line[128];
  snprintf(line, sizeof line, "command -v %s >/dev/null 2>&1", program);
  return system(line) == 0;
}

/* What a program says of a PDF; its name stands for FILE in the line. */
static str said(world *w, str pdf, const char *before, const char *after) {
  char path[] = "/tmp/takar-uji-XXXXXX", text[1 << 14], line[256];
  int fd = mkstemp(path);
  assert_true(fd >= 0 && write(fd, pdf.p, pdf.n) == (ssize_t)pdf.n);
  close(fd);
  snprintf(line, sizeof line, "%s %s %s 2>&1", before, path, after);
  FILE *f = popen(line, "r");
  size_t n = fread(text, 1, sizeof text, f);
  pclose(f);
  unlink(path);
  return str_copy(w->a, (str){text, n});
}

static size_t times(str text, const char *what) {
  size_t n = 0;
  for (ptrdiff_t at; (at = str_find(text, str_of(what))) >= 0; n++) text = str_from(text, (size_t)at + 1);
  return n;
}

static void others_agree(world *w, str pdf, size_t signatures) {
  if (there("pdfsig")) {
    str text = said(w, pdf, "pdfsig -nocert", "");
    if (times(text, "Signature is Valid.") != signatures) print_error("%s\n", str_z(w->a, text));
    assert_int_equal(times(text, "Signature is Valid."), signatures);
    assert_int_equal(times(text, "otal document signed"), signatures);
  }
  if (there("qpdf")) {
    str text = said(w, pdf, "qpdf --check", "");
    if (str_find(text, S("No syntax or stream encoding errors found")) < 0) print_error("%s\n", str_z(w->a, text));
    assert_true(str_find(text, S("No syntax or stream encoding errors found")) >= 0);
  }
}

/* ---- */

static void a_signature_holds(void **state) {
  world *w = *state;
  str pdf = sign_as(w, w->pdf, PKI_CAMAT, false);
  assert_true(str_starts(pdf, w->pdf));
  pdf_signatures all = check(w, pdf, pki_root(w->pki));
  assert_int_equal(all.n, 1);
  assert_holds(w, all, true);
  const pdf_signature *s = &all.v[0];
  assert_str(w->a, s->cms.signer, "Contoh Camat");
  assert_str(w->a, s->cms.issuer, "Akar Uji");
  assert_str(w->a, s->field, "TandaTangan1");
  assert_str(w->a, s->reason, "Menyetujui – laporan");
  assert_int_equal(s->claimed.s, AT.s);
  assert_int_equal(s->after, PDF_NOTHING_AFTER);
  assert_false(instant_some(s->cms.stamped));
  others_agree(w, pdf, 1);
  if (there("pdftotext")) {
    str text = said(w, pdf, "pdftotext", "-");
    assert_true(str_find(text, S("Contoh & Camat, S.Sos.")) >= 0);
    assert_true(str_find(text, S("Ditandatangani secara")) >= 0);
    assert_true(str_find(text, S("NIP. 19700101")) >= 0);
  }
}

static void two_signers_and_the_first_stays_whole(void **state) {
  world *w = *state;
  str first = sign_as(w, w->pdf, PKI_CAMAT, false), both = sign_as(w, first, PKI_SEKRETARIS, true);
  assert_true(str_starts(both, first));
  pdf_signatures all = check(w, both, pki_root(w->pki));
  assert_int_equal(all.n, 2);
  assert_holds(w, all, true);
  assert_str(w->a, all.v[0].cms.signer, "Contoh Camat");
  assert_int_equal(all.v[0].after, PDF_SIGNATURES_AFTER);
  assert_str(w->a, all.v[1].cms.signer, "Contoh Sekretaris");
  assert_str(w->a, all.v[1].field, "TandaTangan2");
  assert_int_equal(all.v[1].cms.stamped.s, 1775372430);
  assert_str(w->a, all.v[1].cms.stamped_by, "Contoh Cap Waktu");
  others_agree(w, both, 2);
  str text = pdf_signatures_text(w->a, &all, true, 420);
  assert_true(str_find(text, S("5 April 2026 pukul 14.00 WIB")) >= 0);
  assert_true(str_find(text, S("hanya ditambah tanda tangan")) >= 0);
}

static void cross_reference_streams_too(void **state) {
  world *w = *state;
  if (!there("qpdf")) skip();
  char from[] = "/tmp/takar-uji-XXXXXX", line[256];
  int fd = mkstemp(from);
  assert_true(write(fd, w->pdf.p, w->pdf.n) == (ssize_t)w->pdf.n);
  close(fd);
  snprintf(line, sizeof line, "qpdf --object-streams=generate --replace-input %s", from);
  assert_int_equal(system(line), 0);
  FILE *f = fopen(from, "rb");
  char *bytes = arena_alloc(w->a, 1 << 20);
  str pdf = {bytes, fread(bytes, 1, 1 << 20, f)};
  fclose(f);
  unlink(from);
  str both = sign_as(w, sign_as(w, pdf, PKI_SEKRETARIS, false), PKI_CAMAT, false);
  pdf_signatures all = check(w, both, pki_root(w->pki));
  assert_int_equal(all.n, 2);
  assert_holds(w, all, true);
  others_agree(w, both, 2);
}

static void pades_forbids_a_signing_time(void **state) {
  world *w = *state;
  str der;
  assert_ok(w->a, cms_sign(w->a, who(w, PKI_CAMAT), sha256_of(S("isi")), NULL, NULL, &der));
  const unsigned char *p = (const unsigned char *)der.p;
  CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &p, (long)der.n);
  CMS_SignerInfo *si = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms), 0);
  assert_int_equal(CMS_signed_get_attr_by_NID(si, NID_pkcs9_signingTime, -1), -1);
  assert_true(CMS_signed_get_attr_by_NID(si, NID_id_smime_aa_signingCertificateV2, -1) >= 0);
  assert_int_equal(CMS_signed_get_attr_count(si), 3);
  CMS_ContentInfo_free(cms);
  cms_trusted trusted = {.roots = pki_root(w->pki)};
  assert_true(cms_check(w->a, CMS_CADES_SIGNATURE, der, S("isi"), &trusted, AT).intact);
  assert_false(cms_check(w->a, CMS_CADES_SIGNATURE, der, S("isj"), &trusted, AT).intact);
}

/* ---- changes ---- */

enum seen { SEEN, SAME, DIFFERENT }; /* refused or not sound; nothing reported has changed; something has */

static enum seen look(str pdf, str roots, str want) {
  arena *a = arena_new(64 << 20);
  pdf_signatures all;
  enum seen seen = SEEN;
  if (!pdf_verify(a, pdf, roots, &all) && pdf_signatures_hold(&all, true)) seen = str_eq(pdf_signatures_text(a, &all, false, 420), want) ? SAME : DIFFERENT;
  arena_free(a);
  return seen;
}

/* Of the signature's own encoding a few tags and parameters may read differently without meaning anything else; nothing signed may. */
static void any_flipped_byte_is_noticed(void **state) {
  world *w = *state;
  str pdf = sign_as(w, w->pdf, PKI_CAMAT, false), roots = pki_root(w->pki);
  pdf_signatures all = check(w, pdf, roots);
  str want = pdf_signatures_text(w->a, &all, false, 420);
  char *bytes = str_z(w->a, pdf);
  size_t cms = (size_t)str_find(pdf, S("/Contents <3")) + 11, cms_end = cms + 3000, harmless = 0; /* the signature itself: closer */
  assert_int_equal(look((str){bytes, pdf.n}, roots, want), SAME);
  for (size_t i = 0; i < pdf.n; i += i >= cms && i < cms_end ? 5 : 211) {
    char was = bytes[i];
    bytes[i] = (char)(was ^ (1 << i % 7));
    enum seen seen = look((str){bytes, pdf.n}, roots, want);
    if (seen == DIFFERENT || (seen == SAME && (i < cms || i >= cms_end))) fail_msg("byte %zu of %zu", i, pdf.n);
    harmless += seen == SAME;
    bytes[i] = was;
  }
  assert_true(harmless < 10);
  if (there("pdfsig")) {
    bytes[600]++;
    assert_int_equal(times(said(w, (str){bytes, pdf.n}, "pdfsig -nocert", ""), "Signature is Valid."), 0);
  }
}

/* A section that turns the first page: every byte that was signed is still there. */
static str turned(world *w, str pdf) {
  pdfin *f;
  pdf_section *s;
  str out;
  assert_ok(w->a, pdfin_open(w->a, pdf, &f));
  assert_ok(w->a, pdf_section_new(f, &s));
  qpdf_oh page = f->lib->get_page_n(f->q, 0);
  pdf_section_put(s, f->lib->oh_get_object_id(f->q, page), 0, pdfin_dict_with(f, page, (const pdfin_entry[]){{"/Rotate", S("90")}}, 1));
  assert_ok(w->a, pdf_section_finish(s, &out));
  return out;
}

static void a_change_appended_later_is_told(void **state) {
  world *w = *state;
  str pdf = turned(w, sign_as(w, w->pdf, PKI_CAMAT, false));
  pdf_signatures all = check(w, pdf, pki_root(w->pki));
  assert_true(all.v[0].cms.intact);
  assert_false(all.v[0].sound);
  assert_int_equal(all.v[0].after, PDF_CHANGED_AFTER);
  all = check(w, sign_as(w, pdf, PKI_SEKRETARIS, false), pki_root(w->pki)); /* another signature does not heal the first */
  assert_false(all.v[0].sound);
  assert_true(all.v[1].sound);
  assert_false(pdf_signatures_hold(&all, false));
  assert_true(str_find(pdf_signatures_text(w->a, &all, false, 420), S("DOKUMEN DIUBAH")) >= 0);
  all = check(w, w->pdf, STR_NONE);
  assert_int_equal(all.n, 0);
  assert_false(pdf_signatures_hold(&all, false));
}

/* ---- trust ---- */

static void trust_follows_the_roots_given(void **state) {
  world *w = *state;
  str pdf = sign_as(w, w->pdf, PKI_CAMAT, false);
  pdf_signatures all = check(w, pdf, STR_NONE);
  assert_int_equal(all.v[0].cms.trust, CMS_UNKNOWN);
  assert_true(pdf_signatures_hold(&all, false));
  assert_false(pdf_signatures_hold(&all, true));
  all = check(w, pdf, pki_other_root(w->pki));
  assert_int_equal(all.v[0].cms.trust, CMS_UNTRUSTED);
  assert_true(all.v[0].sound);
  assert_str(w->a, all.v[0].fault, "sertifikatnya tidak berasal dari penerbit yang dipercaya");
  all = check(w, sign_as(w, w->pdf, PKI_EXPIRED, false), pki_root(w->pki));
  assert_int_equal(all.v[0].cms.trust, CMS_UNTRUSTED);
  assert_str(w->a, all.v[0].fault, "sertifikatnya sudah tidak berlaku saat ditandatangani");
}

static void evidence_goes_along(void **state) {
  world *w = *state;
  str pdf = sign_as(w, w->pdf, PKI_CAMAT, true), out;
  pdf_evidence e = {0};
  LIST_ADD(w->a, &e.certs, pki_cert(w->pki, PKI_COUNT));
  LIST_ADD(w->a, &e.crls, pki_crl(w->pki, PKI_COUNT, NULL));
  assert_ok(w->a, pdf_sign_evidence(w->a, pdf, &e, &out));
  assert_true(str_starts(out, pdf));
  pdf_signatures all = check(w, out, pki_root(w->pki));
  assert_holds(w, all, true);
  assert_int_equal(all.v[0].after, PDF_SIGNATURES_AFTER);
  assert_ok(w->a, pdf_sign_timestamp(w->a, out, pki_stamp, w->pki, &out));
  all = check(w, out, pki_root(w->pki));
  assert_int_equal(all.n, 2);
  assert_holds(w, all, true);
  assert_true(all.v[1].timestamp);
  assert_int_equal(all.v[1].after, PDF_NOTHING_AFTER);
  assert_true(str_find(pdf_signatures_text(w->a, &all, false, 420), S("Cap waktu dokumen oleh Contoh Cap Waktu: utuh")) >= 0);
  if (there("qpdf")) assert_true(str_find(said(w, out, "qpdf --check", ""), S("No syntax or stream encoding errors found")) >= 0);
}

/* Trust in a signature, stamped or not, whose document carries a list that says the certificate was revoked at a moment. */
static enum cms_trust revoked(world *w, bool stamped, const char *since, const char *says, bool *sound) {
  pdf_evidence e = {0};
  str out;
  LIST_ADD(w->a, &e.crls, pki_crl(w->pki, PKI_CAMAT, since));
  assert_ok(w->a, pdf_sign_evidence(w->a, sign_as(w, w->pdf, PKI_CAMAT, stamped), &e, &out));
  pdf_signatures all = check(w, out, pki_root(w->pki));
  assert_int_equal(all.v[0].cms.revocation.state, REVOCATION_REVOKED);
  *sound = all.v[0].sound;
  if (all.v[0].cms.trust == CMS_UNTRUSTED) assert_true(str_find(all.v[0].fault, str_of(says)) >= 0);
  return all.v[0].cms.trust;
}

static void a_revoked_certificate_is_told(void **state) {
  world *w = *state;
  bool sound;
  assert_int_equal(revoked(w, true, "20260301000000Z", "sertifikatnya dicabut sejak 1 Maret 2026 pukul 07.00 WIB, sebelum ditandatangani", &sound), CMS_UNTRUSTED);
  assert_false(sound);
  assert_int_equal(revoked(w, true, "20260501000000Z", "", &sound), CMS_TRUSTED); /* the timestamp proves that it was before */
  assert_true(sound);
  assert_int_equal(revoked(w, false, "20260501000000Z", "tidak ada cap waktu yang membuktikan", &sound), CMS_UNTRUSTED); /* only the signer says so */
  assert_true(sound);
}

/* ---- the security store ---- */

static str ocsp_answer(world *w, enum pki_who who_, const char *since) {
  str question = revocation_question(w->a, pki_cert(w->pki, who_), pki_cert(w->pki, PKI_COUNT));
  return pki_ocsp(w->pki, question, (pki_answer){.since = since, .until = "20400101000000Z"});
}

/* The answer of the issuer for one signer, and the issuer itself. */
static str with_answer(world *w, str pdf, enum pki_who who_, const char *since) {
  pdf_evidence e = {0};
  str out;
  LIST_ADD(w->a, &e.certs, pki_cert(w->pki, PKI_COUNT));
  LIST_ADD(w->a, &e.ocsps, ocsp_answer(w, who_, since));
  assert_ok(w->a, pdf_sign_evidence(w->a, pdf, &e, &out));
  assert_true(str_starts(out, pdf));
  return out;
}

static void an_answer_stands_with_its_signature(void **state) {
  world *w = *state;
  str one = with_answer(w, sign_as(w, w->pdf, PKI_CAMAT, true), PKI_CAMAT, NULL);
  str two = with_answer(w, sign_as(w, one, PKI_SEKRETARIS, true), PKI_SEKRETARIS, NULL);
  pdf_signatures all = check(w, two, pki_root(w->pki));
  assert_int_equal(all.n, 2);
  assert_holds(w, all, true);
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(all.v[i].cms.revocation.state, REVOCATION_GOOD);
    assert_int_equal(all.v[i].after, PDF_SIGNATURES_AFTER);
  }
  others_agree(w, two, 2);
  pdfin *f;
  assert_ok(w->a, pdfin_open(w->a, two, &f));
  qpdf_oh dss = pdfin_key(f, f->lib->get_root(f->q), "/DSS"), vri = pdfin_key(f, dss, "/VRI");
  assert_int_equal(pdfin_items(f, pdfin_key(f, dss, "/Certs")), 1); /* what is there already is not put again */
  assert_int_equal(pdfin_items(f, pdfin_key(f, dss, "/OCSPs")), 2);
  str_list keys = pdfin_keys(f, vri);
  assert_int_equal(keys.n, 2);
  for (size_t i = 0; i < keys.n; i++) {
    assert_int_equal(keys.v[i].n, 41);
    assert_int_equal(strspn(str_z(w->a, str_from(keys.v[i], 1)), "0123456789ABCDEF"), 40);
    assert_int_equal(pdfin_items(f, pdfin_key(f, pdfin_key(f, vri, str_z(w->a, keys.v[i])), "/OCSP")), 1);
  }
}

static void who_was_revoked_before_signing_has_not_signed(void **state) {
  world *w = *state;
  str pdf = sign_as(w, w->pdf, PKI_CAMAT, true), roots[] = {pki_root(w->pki), STR_NONE};
  for (size_t i = 0; i < LEN(roots); i++) {
    pdf_signatures all = check(w, with_answer(w, pdf, PKI_CAMAT, "20260301000000Z"), roots[i]);
    assert_false(all.v[0].sound);
    assert_true(str_find(pdf_signatures_text(w->a, &all, false, 420), S("DICABUT sejak 1 Maret 2026 pukul 07.00 WIB (OCSP)")) >= 0);
  }
  pdf_signatures all = check(w, with_answer(w, pdf, PKI_CAMAT, "20260501000000Z"), roots[0]); /* later, and the timestamp proves it */
  assert_holds(w, all, true);
  assert_true(str_find(pdf_signatures_text(w->a, &all, false, 420), S("dicabut kemudian, sejak 1 Mei 2026")) >= 0);
  all = check(w, with_answer(w, pdf, PKI_SEKRETARIS, "20260301000000Z"), roots[0]); /* of somebody else */
  assert_holds(w, all, true);
  assert_int_equal(all.v[0].cms.revocation.state, REVOCATION_UNKNOWN);
}

/* A section after it that takes the store away hides an answer: that is a change. */
static void an_answer_may_not_be_taken_out(void **state) {
  world *w = *state;
  str pdf = with_answer(w, sign_as(w, w->pdf, PKI_CAMAT, false), PKI_CAMAT, NULL), out;
  pdf = sign_as(w, pdf, PKI_SEKRETARIS, false);
  pdfin *f;
  pdf_section *s;
  assert_ok(w->a, pdfin_open(w->a, pdf, &f));
  assert_ok(w->a, pdf_section_new(f, &s));
  qpdf_oh root = f->lib->get_root(f->q);
  pdf_section_put(s, f->lib->oh_get_object_id(f->q, root), 0, pdfin_dict_with(f, root, (const pdfin_entry[]){{"/DSS", S("<< /OCSPs [] >>")}}, 1));
  assert_ok(w->a, pdf_section_finish(s, &out));
  pdf_signatures all = check(w, out, pki_root(w->pki));
  assert_false(all.v[1].sound);
  assert_int_equal(all.v[1].after, PDF_CHANGED_AFTER);
}

/* Under a timestamp over the document no byte of the store changes unseen; without one a changed answer is no answer, and never another. */
static void a_flipped_byte_of_the_store_is_noticed(void **state) {
  world *w = *state;
  str roots = pki_root(w->pki), bare = sign_as(w, w->pdf, PKI_CAMAT, false), open_ = with_answer(w, bare, PKI_CAMAT, NULL), closed;
  assert_ok(w->a, pdf_sign_timestamp(w->a, open_, pki_stamp, w->pki, &closed));
  char *bytes = str_z(w->a, closed), *loose = str_z(w->a, open_);
  pdf_signatures all = check(w, closed, roots);
  str want = pdf_signatures_text(w->a, &all, false, 420);
  for (size_t i = bare.n; i < open_.n; i += 7) {
    arena *a = arena_new(64 << 20);
    pdf_signatures now;
    bytes[i] = (char)(bytes[i] ^ (1 << i % 7));
    loose[i] = (char)(loose[i] ^ (1 << i % 7));
    if (look((str){bytes, closed.n}, roots, want) != SEEN) fail_msg("byte %zu under a timestamp", i);
    bool read = !pdf_verify(a, (str){loose, open_.n}, roots, &now);
    if (read && now.n) assert_int_not_equal(now.v[0].cms.revocation.state, REVOCATION_REVOKED);
    bytes[i] = closed.p[i];
    loose[i] = open_.p[i];
    arena_free(a);
  }
}

/* ---- empty fields ---- */

static void both_parties_sign_their_places(void **state) {
  world *w = *state;
  static const pdf_place places[] = {{SC("PihakKedua"), 1, 60, 200, 200, 66}, {SC("PihakPertama"), 1, 320, 200, 200, 66}};
  str pdf, one, two, three;
  assert_ok(w->a, pdf_sign_places(w->a, w->pdf, places, LEN(places), &pdf));
  assert_int_equal(check(w, pdf, STR_NONE).n, 0); /* nobody has signed */
  others_agree(w, pdf, 0);
  pdf_field f = {.name = S("Contoh Camat"), .at = AT, .mark = &mark, .into = S("PihakPertama")};
  assert_ok(w->a, pdf_sign_with(w->a, pdf, &f, who(w, PKI_CAMAT), NULL, NULL, &one));
  f = (pdf_field){.name = S("Contoh Sekretaris"), .at = AT, .mark = &mark, .into = S("PihakKedua")};
  assert_ok(w->a, pdf_sign_with(w->a, with_answer(w, one, PKI_CAMAT, NULL), &f, who(w, PKI_SEKRETARIS), pki_stamp, w->pki, &two));
  two = with_answer(w, two, PKI_SEKRETARIS, NULL);
  pdf_signatures all = check(w, two, pki_root(w->pki));
  assert_int_equal(all.n, 2);
  assert_holds(w, all, true);
  assert_str(w->a, all.v[0].field, "PihakPertama");
  assert_str(w->a, all.v[1].field, "PihakKedua");
  assert_int_equal(all.v[1].cms.revocation.state, REVOCATION_GOOD);
  others_agree(w, two, 2);
  assert_int_equal(pdf_sign_with(w->a, two, &f, who(w, PKI_SEKRETARIS), NULL, NULL, &three)->code, ERR_INPUT); /* a place is signed once */
}

/* ---- inside a bundle ---- */

/* What a bundle's check says of the signature in its only document; the tables and the chain are left out. */
static size_t bundle_says(world *w, str pdf, str roots, size_t *signatures) {
  pack_cycle c = {.id = 1, .office = S("Contoh"), .opened = AT, .closed = AT};
  pack *p = pack_new(w->a, &c);
  str zip;
  bundle_report r;
  size_t n = 0;
  pack_add(p, S("dokumen/01-laporan-1.pdf"), pdf, true);
  assert_ok(w->a, pack_finish(p, 0, S(""), &zip));
  assert_ok(w->a, bundle_verify(w->a, zip, roots, &r));
  for (size_t i = 0; i < r.faults.n; i++) n += r.faults.v[i].kind == BUNDLE_SIGNATURE;
  *signatures = r.signatures;
  return n;
}

static void a_bundle_tells_of_the_signatures_in_it(void **state) {
  world *w = *state;
  size_t n;
  str pdf = sign_as(w, w->pdf, PKI_CAMAT, false), both = sign_as(w, turned(w, pdf), PKI_SEKRETARIS, false);
  assert_int_equal(bundle_says(w, w->pdf, STR_NONE, &n), 0);
  assert_int_equal(n, 0);
  assert_int_equal(bundle_says(w, pdf, STR_NONE, &n), 0);
  assert_int_equal(n, 1);
  assert_int_equal(bundle_says(w, pdf, pki_root(w->pki), &n), 0);
  assert_int_equal(bundle_says(w, pdf, pki_other_root(w->pki), &n), 1);
  assert_int_equal(bundle_says(w, both, STR_NONE, &n), 1);
  assert_int_equal(n, 2);
}

/* ---- elsewhere and refused ---- */

static void the_key_may_be_elsewhere(void **state) {
  world *w = *state;
  pdf_field f = {.name = S("Contoh"), .at = AT, .page = 1, .room = 4096};
  pdf_prepared p, q;
  str cms, pdf;
  assert_ok(w->a, pdf_sign_prepare(w->a, w->pdf, &f, &p));
  assert_ok(w->a, pdf_sign_prepare(w->a, w->pdf, &f, &q));
  assert_true(str_eq(p.bytes, q.bytes)); /* the same bytes every time */
  str around = STR_CAT(w->a, str_sub(p.bytes, 0, p.gap), str_from(p.bytes, p.gap + p.gap_n));
  sha256 want = sha256_of(around);
  assert_memory_equal(want.b, p.digest.b, sizeof want.b);
  assert_ok(w->a, cms_sign(w->a, who(w, PKI_SEKRETARIS), p.digest, NULL, NULL, &cms));
  assert_ok(w->a, pdf_sign_finish(w->a, &p, cms, &pdf));
  pdf_signatures all = check(w, pdf, pki_root(w->pki));
  assert_holds(w, all, true);
  f.room = 64;
  assert_ok(w->a, pdf_sign_prepare(w->a, w->pdf, &f, &p));
  assert_int_equal(pdf_sign_finish(w->a, &p, cms, &pdf)->code, ERR_LIMIT);
}

static err no_answer(void *ctx, arena *a, str request, str *answer) {
  (void)ctx, (void)a, (void)request;
  *answer = S("<html>tutup</html>");
  return NULL;
}

/* The answer to another request: a token, but not for this signature. */
static err old_answer(void *ctx, arena *a, str request, str *answer) {
  static char kept[1 << 14];
  static size_t n;
  if (!n) {
    TRY(pki_stamp(ctx, a, request, answer));
    ENSURE(answer->n <= sizeof kept);
    memcpy(kept, answer->p, n = answer->n);
  }
  *answer = (str){kept, n};
  return NULL;
}

static void wrong_things_are_refused(void **state) {
  world *w = *state;
  signer *s = who(w, PKI_CAMAT), *other;
  pdf_field f = {.at = AT, .page = 3};
  pdf_prepared p;
  str der;
  char wrong[] = "salah", right[] = PKI_PASSWORD;
  err e = signer_open(w->a, pki_p12(w->pki, PKI_CAMAT), wrong, &other);
  assert_int_equal(e->code, ERR_LOGIN);
  assert_true(str_find(e->user, S("Kata sandi")) >= 0);
  assert_string_equal(wrong, "");
  assert_int_equal(signer_open(w->a, S("bukan p12"), right, &other)->code, ERR_INPUT);
  assert_int_equal(pdf_sign_prepare(w->a, w->pdf, &f, &p)->code, ERR_INPUT);
  f.page = 0;
  assert_int_equal(pdf_sign_prepare(w->a, S("bukan pdf"), &f, &p)->code, ERR_INPUT);
  assert_int_equal(pdf_sign_prepare(w->a, S("%PDF-1.4\n"), &f, &p)->code, ERR_INPUT);
  assert_int_equal(pdf_sign_prepare(w->a, str_sub(w->pdf, 0, w->pdf.n - 40), &f, &p)->code, ERR_INPUT);
  assert_int_equal(cms_sign(w->a, s, sha256_of(S("x")), no_answer, NULL, &der)->code, ERR_BUSY);
  assert_ok(w->a, cms_sign(w->a, s, sha256_of(S("x")), old_answer, w->pki, &der));
  assert_int_equal(cms_sign(w->a, s, sha256_of(S("y")), old_answer, w->pki, &der)->code, ERR_BUSY);
}

int main(void) {
  const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
      T(a_signature_holds),
      T(two_signers_and_the_first_stays_whole),
      T(cross_reference_streams_too),
      T(pades_forbids_a_signing_time),
      T(any_flipped_byte_is_noticed),
      T(a_change_appended_later_is_told),
      T(trust_follows_the_roots_given),
      T(evidence_goes_along),
      T(a_revoked_certificate_is_told),
      T(an_answer_stands_with_its_signature),
      T(who_was_revoked_before_signing_has_not_signed),
      T(an_answer_may_not_be_taken_out),
      T(a_flipped_byte_of_the_store_is_noticed),
      T(both_parties_sign_their_places),
      T(a_bundle_tells_of_the_signatures_in_it),
      T(the_key_may_be_elsewhere),
      T(wrong_things_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
