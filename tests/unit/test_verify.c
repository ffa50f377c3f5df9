/* A bundle proves itself: whatever is changed in it, left out of it or put into it is noticed and named. */
#include "test.h"

#include <unistd.h>

#include "base/hash.h"
#include "document/zipfile.h"
#include "document/zipread.h"
#include "pki.h"
#include "sign/pack.h"
#include "sign/pdf_sign.h"
#include "sign/verify_bundle.h"

enum { ENTRIES = 4 };

/* What goes into the small bundle; tests change it before it is packed. */
typedef struct small {
  audit_entry chain[ENTRIES];
  size_t n;
  str pdf, frozen, evidence, documents, files, figures;
  str head;
  pack_signature said[3]; /* by the manifest, of how it is signed */
  size_t n_said;
} small;

static void link_entry(arena *a, small *s, const char *action, str payload) {
  audit_entry *e = &s->chain[s->n];
  *e = (audit_entry){.chain = 7, .n = (int64_t)s->n + 1, .at = {1775000000 + (int64_t)s->n * 60}, .account = 3, .name = S("Contoh Kasubag"), .as = S("Kasubag"),
                     .action = str_of(action), .payload = payload};
  e->prev = s->n ? s->chain[s->n - 1].hash : S("0000000000000000000000000000000000000000000000000000000000000000");
  e->hash = audit_hash(a, e);
  s->n++;
  s->head = e->hash;
}

static str payload(arena *a, const char *key, str bytes) { return str_fmt(a, "{\"%s\":\"%.*s\"}", key, STR_ARG(sha256_hex(a, bytes))); }

static small small_new(arena *a) {
  small s = {.pdf = S("%PDF-1.4 laporan"), .frozen = S("{\"format\":1}"), .evidence = S("sensus 2026"), .figures = S("id,indikator\r\n1,Indeks\r\n")};
  link_entry(a, &s, "siklus.mulai", S("{}"));
  link_entry(a, &s, "berkas.tambah", payload(a, "sha256", s.evidence));
  str head = s.head;
  link_entry(a, &s, "dokumen.terbit", payload(a, "sha256_isi", s.frozen));
  link_entry(a, &s, "langkah.selesai", S("{}"));
  s.documents = str_fmt(a, "berkas,sha256,kepala_rantai\r\ndokumen/01-laporan-1.pdf,%.*s,%.*s\r\n", STR_ARG(sha256_hex(a, s.pdf)), STR_ARG(head));
  s.files = str_fmt(a, "berkas,sha256\r\nberkas/01-001-bukti.txt,%.*s\r\n", STR_ARG(sha256_hex(a, s.evidence)));
  return s;
}

static str chain_text(arena *a, const small *s) {
  buf b = BUF(a);
  for (size_t i = 0; i < s->n; i++) {
    buf_add(&b, pack_audit_line(a, &s->chain[i]));
    buf_char(&b, '\n');
  }
  return buf_str(&b);
}

static pack *small_files(arena *a, const small *s) {
  pack_cycle c = {.id = 7, .office = S("Kecamatan Contoh"), .office_code = S("01"), .sop = S("uji"), .sop_version = S("v"), .year = 2026, .quarter = 1,
                  .opened = {1775000000}, .closed = {1775000600}};
  pack *p = pack_new(a, &c);
  pack_add(p, S("README.txt"), S("Arsip contoh.\r\n"), false);
  pack_add(p, S("dokumen/01-laporan-1.pdf"), s->pdf, true);
  pack_add(p, S("dokumen/01-laporan-1.json"), s->frozen, false);
  pack_add(p, S("dokumen.csv"), s->documents, false);
  pack_add(p, S("berkas/01-001-bukti.txt"), s->evidence, false);
  pack_add(p, S("berkas.csv"), s->files, false);
  pack_add(p, S("angka.csv"), s->figures, false);
  for (size_t i = 0; i < s->n_said; i++) pack_signed(p, s->said[i]);
  pack_add(p, S("temuan.csv"), S("indikator,kode,jawaban,oleh\r\nIKM,above-150,Target terlalu rendah,Contoh Kasubag\r\n"), false);
  pack_add(p, S("audit.jsonl"), chain_text(a, s), false);
  return p;
}

static str packed(arena *a, const small *s) {
  str zip;
  assert_ok(a, pack_finish(small_files(a, s), ENTRIES, s->chain[ENTRIES - 1].hash, &zip));
  return zip;
}

static bundle_report verified(arena *a, str zip) {
  bundle_report r;
  assert_ok(a, bundle_verify(a, zip, STR_NONE, &r));
  return r;
}

static bool names(const bundle_report *r, enum bundle_fault_kind kind, const char *what) {
  for (size_t i = 0; i < r->faults.n; i++)
    if (r->faults.v[i].kind == kind && str_eq(r->faults.v[i].what, str_of(what))) return true;
  for (size_t i = 0; i < r->faults.n; i++)
    print_error("found: kind %d, %.*s: %.*s\n", (int)r->faults.v[i].kind, STR_ARG(r->faults.v[i].what), STR_ARG(r->faults.v[i].reason));
  return false;
}

static void what_was_written_holds(void **state) {
  arena *a = *state;
  small s = small_new(a);
  bundle_report r = verified(a, packed(a, &s));
  assert_int_equal(r.faults.n, 0);
  assert_int_equal(r.entries, ENTRIES);
  assert_int_equal(r.documents, 1);
  assert_int_equal(r.heads, 1);
  assert_int_equal(r.figures, 1);
  assert_int_equal(r.findings, 1);
  assert_int_equal(r.files, 11);
  assert_str(a, r.office, "Kecamatan Contoh");
  assert_true(str_eq(r.head, s.head));
  assert_true(str_find(bundle_report_text(a, &r, false), S("Utuh")) >= 0);
  assert_true(str_find(bundle_report_text(a, &r, true), S("TIDAK DAPAT DIKETAHUI")) >= 0);
}

/* Refused or with a fault; never silent. */
static bool noticed(str zip) {
  arena *a = arena_new(8 << 20);
  bundle_report r;
  err e = bundle_verify(a, zip, STR_NONE, &r);
  bool seen = e || r.faults.n > 0;
  arena_free(a);
  return seen;
}

static void every_flipped_byte_is_noticed(void **state) {
  arena *a = *state;
  small s = small_new(a);
  str zip = packed(a, &s);
  char *bytes = str_z(a, zip);
  for (size_t i = 0; i < zip.n; i++) {
    for (unsigned bit = 0; bit < 8; bit++) {
      if (bit != i % 8 && bit != 5 && (i + bit) % 16) continue; /* each byte in two or three ways; bit 5 turns the case of letters */
      bytes[i] = (char)(bytes[i] ^ (1 << bit));
      if (!noticed((str){bytes, zip.n})) fail_msg("byte %zu bit %u of %zu", i, bit, zip.n);
      bytes[i] = (char)(bytes[i] ^ (1 << bit));
    }
  }
  assert_false(noticed((str){bytes, zip.n}));
}

/* ---- a certified signature, the figures, evidence that is no text ---- */

static str bytes_of(arena *a, const char *path) {
  char *all = arena_alloc(a, 1 << 20);
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  size_t n = fread(all, 1, 1 << 20, f);
  fclose(f);
  return (str){all, n};
}

static str root; /* of who signs the page below; as long as its test */

/* A page, signed by the test's Camat in little room. */
static str signed_page(arena *a) {
  static const char *const objects[] = {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"};
  size_t at[LEN(objects)];
  buf b = BUF(a);
  signer *who;
  str pdf;
  buf_z(&b, "%PDF-1.4\n");
  for (size_t i = 0; i < LEN(objects); i++) {
    at[i] = b.n;
    buf_fmt(&b, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
  }
  size_t table = b.n;
  buf_fmt(&b, "xref\n0 %zu\n0000000000 65535 f \n", LEN(objects) + 1);
  for (size_t i = 0; i < LEN(objects); i++) buf_fmt(&b, "%010zu 00000 n \n", at[i]);
  buf_fmt(&b, "trailer\n<</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", LEN(objects) + 1, table);
  pki *made = pki_new(a);
  root = pki_root(made);
  assert_ok(a, signer_open(a, pki_p12(made, PKI_CAMAT), str_z(a, S(PKI_PASSWORD)), &who));
  assert_ok(a, pdf_sign_with(a, buf_str(&b), &(pdf_field){.name = S("Contoh Camat"), .at = {1775372400}, .room = 1700}, who, NULL, NULL, &pdf));
  return pdf;
}

static small certified(arena *a) {
  small s = {.pdf = signed_page(a), .frozen = S("{\"format\":1}")};
  char *scan = arena_alloc(a, 400);
  for (size_t i = 0; i < 400; i++) scan[i] = (char)(i * 37 ^ i >> 3);
  s.evidence = (str){scan, 400};
  buf figures = BUF(a);
  buf_z(&figures, "id,indikator,target,realisasi,capaian_persen\r\n");
  for (int i = 1; i <= 25; i++) buf_fmt(&figures, "%d,Indeks ke-%d,100,%d.5,%d.50\r\n", i, i, i * 3, i * 3);
  s.figures = buf_str(&figures);
  link_entry(a, &s, "siklus.mulai", S("{}"));
  link_entry(a, &s, "berkas.tambah", payload(a, "sha256", s.evidence));
  link_entry(a, &s, "dokumen.terbit", str_fmt(a, "{\"sha256_isi\":\"%.*s\",\"cara\":\"sertifikat\",\"sha256_pdf\":\"%.*s\"}", STR_ARG(sha256_hex(a, s.frozen)), STR_ARG(sha256_hex(a, s.pdf))));
  link_entry(a, &s, "langkah.selesai", S("{}"));
  s.files = str_fmt(a, "berkas,sha256\r\nberkas/01-001-bukti.txt,%.*s\r\n", STR_ARG(sha256_hex(a, s.evidence)));
  return s;
}

#define CERTIFICATE "Contoh Camat, diterbitkan oleh Akar Uji"

static void list_as(arena *a, small *s, const char *mode, const char *by) {
  s->documents = str_fmt(a, "berkas,sha256,tanda_tangan,penanda_tangan,sertifikat,kepala_rantai\r\ndokumen/01-laporan-1.pdf,%.*s,%s,%s,\"" CERTIFICATE "\",%.*s\r\n",
                         STR_ARG(sha256_hex(a, s->pdf)), mode, by, STR_ARG(s->chain[1].hash));
}

static void say(small *s, int64_t n, const char *mode, const char *by) {
  s->said[s->n_said++] = (pack_signature){S("dokumen/01-laporan-1.pdf"), n, str_of(mode), str_of(by), S(CERTIFICATE), {1775372400}};
}

static void list_document(arena *a, small *s) {
  list_as(a, s, "sertifikat", "Contoh Camat");
  s->n_said = 0;
  say(s, 1, "sertifikat", "Contoh Camat");
}

static void every_flipped_byte_of_a_certified_bundle_is_noticed(void **state) {
  arena *a = *state;
  small s = certified(a);
  list_document(a, &s);
  str zip = packed(a, &s);
  bundle_report r = verified(a, zip);
  assert_int_equal(r.faults.n, 0);
  assert_int_equal(r.signatures, 1);
  assert_int_equal(r.figures, 25);
  char *bytes = str_z(a, zip);
  for (size_t i = 0; i < zip.n; i++) {
    bytes[i] = (char)(bytes[i] ^ (1 << i % 8));
    if (!noticed((str){bytes, zip.n})) fail_msg("byte %zu of %zu", i, zip.n);
    bytes[i] = (char)(bytes[i] ^ (1 << i % 8));
  }
  assert_false(noticed((str){bytes, zip.n}));
}

/* How the document is signed: by the table, by the manifest; what that is. */
static void manifest_table_chain_and_pdf_say_the_same(void **state) {
  arena *a = *state;
  static const struct { const char *table, *by, *manifest; enum bundle_fault_kind kind; } wrong[] = {
      {"digital", "Contoh Camat", "sertifikat", BUNDLE_DISAGREES}, {"sertifikat", "Contoh Camat", "digital", BUNDLE_DISAGREES},
      {"sertifikat", "Orang Lain", "sertifikat", BUNDLE_DISAGREES}, {"", "", "sertifikat", BUNDLE_DISAGREES},
      {"sertifikat", "Contoh Camat", NULL, BUNDLE_DISAGREES},      {"digital", "Contoh Camat", "digital", BUNDLE_CHAIN},
      {"basah", "Contoh Camat", "basah", BUNDLE_CHAIN},            {"takar", "Contoh Camat", "takar", BUNDLE_SIGNATURE},
  };
  for (size_t i = 0; i < LEN(wrong); i++) {
    small s = certified(a);
    list_as(a, &s, wrong[i].table, wrong[i].by);
    if (wrong[i].manifest) say(&s, 1, wrong[i].manifest, "Contoh Camat");
    bundle_report r = verified(a, packed(a, &s));
    if (!names(&r, wrong[i].kind, "dokumen/01-laporan-1.pdf")) fail_msg("%zu", i);
  }
  small s = certified(a);
  list_document(a, &s);
  say(&s, 2, "sertifikat", "Contoh Sekretaris"); /* who did not sign */
  bundle_report r = verified(a, packed(a, &s));
  assert_true(names(&r, BUNDLE_SIGNATURE, "dokumen/01-laporan-1.pdf"));
  s.n_said = 1;
  say(&s, 3, "takar", "Contoh Sekretaris"); /* the third without a second */
  r = verified(a, packed(a, &s));
  assert_true(names(&r, BUNDLE_DISAGREES, "dokumen/01-laporan-1.pdf"));
}

/* What is called certified is what leads to a root that is given. */
static void certified_is_what_a_root_proves(void **state) {
  arena *a = *state;
  small s = certified(a);
  list_document(a, &s);
  str zip = packed(a, &s), text;
  bundle_report r = verified(a, zip);
  assert_int_equal(r.signed_.n, 1);
  assert_int_equal(r.signed_.v[0].mode, SIGN_CERTIFIED);
  assert_int_equal(r.signed_.v[0].judged, SIGN_DIGITAL);
  text = bundle_report_text(a, &r, true);
  assert_true(str_find(text, S("Tanda tangan digital, penerbit belum dikenal.")) >= 0);
  assert_true(str_find(text, S("tercatat saat ditandatangani: Tanda tangan elektronik tersertifikasi")) >= 0);
  assert_true(str_find(text, S("pencabutan tidak diketahui")) >= 0);
  assert_ok(a, bundle_verify(a, zip, root, &r));
  assert_int_equal(r.faults.n, 0);
  assert_int_equal(r.signed_.v[0].judged, SIGN_CERTIFIED);
  assert_true(str_find(bundle_report_text(a, &r, true), S("belum dikenal")) < 0);
}

/* Somebody changes the signed PDF and makes lists, manifest and seal anew: the signature tells, and so does the chain. */
static void a_changed_signed_document_cannot_be_covered_up(void **state) {
  arena *a = *state;
  small s = certified(a);
  str whole = s.pdf;
  for (size_t i = 9; i < whole.n; i += 97) {
    arena *own = arena_new(16 << 20);
    char *bytes = str_z(own, whole);
    bytes[i] = (char)(bytes[i] ^ 4);
    s.pdf = (str){bytes, whole.n};
    list_document(own, &s);
    bundle_report r = verified(own, packed(own, &s));
    assert_true(names(&r, BUNDLE_CHAIN, "dokumen/01-laporan-1.pdf"));
    arena_free(own);
  }
  s.pdf = STR_CAT(a, whole, S("% sesudahnya\n"));
  list_document(a, &s);
  bundle_report r = verified(a, packed(a, &s));
  assert_true(names(&r, BUNDLE_CHAIN, "dokumen/01-laporan-1.pdf"));
}

/* ---- large ones ---- */

static err a_megabyte(void *what, arena *a, str *bytes) {
  char *p = arena_alloc(a, 1 << 20);
  memset(p, *(const char *)what, 1 << 20);
  *bytes = (str){p, 1 << 20};
  return NULL;
}

static err nothing_there(void *what, arena *a, str *bytes) {
  (void)what, (void)bytes;
  return ERR(a, NOT_FOUND, "Berkas ini tidak ada di penyimpanan.");
}

static char place[64]; /* set in main: one per process */

/* What is written into a file is what is written into memory, and 64 MB of files take no more room than one of them. */
static void files_are_asked_for_when_they_are_written(void **state) {
  arena *a = *state;
  small s = small_new(a);
  str zip, promised = STR_NONE;
  pack *p = small_files(a, &s), *q = small_files(a, &s);
  assert_ok(a, pack_finish(p, ENTRIES, s.head, &zip));
  assert_ok(a, pack_finish_at(q, ENTRIES, s.head, str_of(place)));
  assert_true(str_eq(bytes_of(a, place), zip));
  arena *own = arena_new(8 << 20), *checking = arena_new(8 << 20);
  q = small_files(own, &s);
  for (int i = 0; i < 64; i++) {
    char *fill = arena_alloc(own, 1);
    *fill = (char)i;
    assert_ok(own, pack_add_unseen(q, str_fmt(own, "berkas/%03d", i), true, a_megabyte, fill, &promised));
  }
  assert_ok(own, pack_finish_at(q, ENTRIES, s.head, str_of(place)));
  assert_true(arena_used(own) < 4 << 20);
  bundle_report r;
  assert_ok(checking, bundle_verify_at(checking, str_of(place), STR_NONE, &r));
  assert_int_equal(r.files, 75);
  assert_int_equal(r.faults.n, 64); /* none of them is in the tables */
  assert_int_equal(r.faults.v[0].kind, BUNDLE_DISAGREES);
  arena_free(own);
  arena_free(checking);
  unlink(place);
}

static void what_was_promised_must_come(void **state) {
  arena *a = *state;
  small s = small_new(a);
  str hash;
  char fill = 'x';
  pack *p = small_files(a, &s);
  assert_int_equal(pack_add_unseen(p, S("berkas/x"), true, nothing_there, NULL, &hash)->code, ERR_NOT_FOUND);
  pack_add_later(p, S("berkas/x"), 1 << 20, sha256_hex(a, S("lain")), true, a_megabyte, &fill);
  err e = pack_finish_at(p, ENTRIES, s.head, str_of(place));
  assert_true(e && e->code == ERR_INTERNAL && str_find(e->user, S("tidak sama lagi")) >= 0);
  p = small_files(a, &s);
  pack_add_later(p, S("berkas/x"), 17, sha256_hex(a, S("lain")), true, a_megabyte, &fill);
  assert_true(pack_finish_at(p, ENTRIES, s.head, str_of(place)) != NULL);
  p = small_files(a, &s);
  pack_add_later(p, S("berkas/x"), 17, sha256_hex(a, S("lain")), true, nothing_there, NULL);
  e = pack_finish_at(p, ENTRIES, s.head, str_of(place));
  assert_true(e && e->code == ERR_NOT_FOUND);
  assert_int_equal(access(place, F_OK), -1);
}

/* More entries than a ZIP archive could hold before ZIP64. */
static void more_files_than_65535(void **state) {
  enum { MANY = 66000 };
  (void)state;
  arena *a = arena_new((size_t)512 << 20);
  small s = small_new(a);
  pack *p = small_files(a, &s);
  bundle_report r;
  for (int i = 0; i < MANY; i++) pack_add(p, str_fmt(a, "lain/%05d", i), S("isi"), true);
  assert_ok(a, pack_finish_at(p, ENTRIES, s.head, str_of(place)));
  assert_ok(a, bundle_verify_at(a, str_of(place), STR_NONE, &r));
  assert_int_equal(r.faults.n, 0);
  assert_int_equal(r.files, MANY + 11);
  arena_free(a);
  unlink(place);
}

static void every_cut_and_every_addition_is_noticed(void **state) {
  arena *a = *state;
  small s = small_new(a);
  str zip = packed(a, &s);
  for (size_t n = 0; n < zip.n; n++) assert_true(noticed((str){zip.p, n}));
  assert_true(noticed(STR_CAT(a, zip, S("\n"))));
  assert_true(noticed(STR_CAT(a, S("\n"), zip)));
}

/* ---- somebody who packs anew: the seal holds, the contents tell ---- */

static str repacked(arena *a, str zip, const char *name, str bytes) {
  zipread_files all = {0};
  zipfile *z = zipfile_new(a, (instant){1775000600});
  bool met = false;
  str out;
  assert_ok(a, zipread_all(a, zip, ZIPREAD_LIMITS, &all));
  zipfile_seal(z);
  for (size_t i = 0; i < all.n; i++) {
    bool this = str_eq(all.v[i].name, str_of(name));
    met = met || this;
    if (!this) zipfile_add(z, all.v[i].name, all.v[i].bytes);
    else if (bytes.p) zipfile_add(z, all.v[i].name, bytes);
  }
  if (!met) zipfile_add(z, str_of(name), bytes);
  assert_ok(a, zipfile_finish(z, &out));
  return out;
}

static void files_altered_missing_and_added_are_named(void **state) {
  arena *a = *state;
  small s = small_new(a);
  str zip = packed(a, &s);
  static const char *const all[] = {"README.txt", "dokumen/01-laporan-1.pdf", "dokumen/01-laporan-1.json", "dokumen.csv", "berkas/01-001-bukti.txt",
                                    "berkas.csv", "angka.csv", "temuan.csv", "audit.jsonl", "SHA256SUMS"};
  for (size_t i = 0; i < LEN(all); i++) {
    bundle_report r = verified(a, repacked(a, zip, all[i], S("lain\n")));
    assert_true(names(&r, BUNDLE_ALTERED, all[i]));
    r = verified(a, repacked(a, zip, all[i], STR_NONE));
    assert_true(names(&r, BUNDLE_MISSING, all[i]));
  }
  bundle_report r = verified(a, repacked(a, zip, "berkas/01-002-baru.txt", S("baru")));
  assert_true(names(&r, BUNDLE_ADDED, "berkas/01-002-baru.txt"));
  r = verified(a, repacked(a, zip, "manifest.json", S("{}")));
  assert_true(names(&r, BUNDLE_ALTERED, "manifest.json"));
  assert_true(str_find(bundle_report_text(a, &r, true), S("TIDAK utuh")) >= 0);
  bundle_report unusable;
  err e = bundle_verify(a, repacked(a, zip, "manifest.json", STR_NONE), STR_NONE, &unusable);
  assert_int_equal(e->code, ERR_INPUT);
  assert_int_equal(bundle_verify(a, S("bukan zip"), STR_NONE, &unusable)->code, ERR_INPUT);
}

static void one_broken_file_is_named_and_the_others_hold(void **state) {
  arena *a = *state;
  small s = small_new(a);
  str zip = packed(a, &s);
  char *bytes = str_z(a, zip);
  bytes[str_find(zip, S("%PDF-"))] ^= 1; /* stored as it is: the CRC no longer fits */
  bundle_report r = verified(a, (str){bytes, zip.n});
  assert_int_equal(r.faults.n, 2);
  assert_true(names(&r, BUNDLE_ALTERED, "dokumen/01-laporan-1.pdf"));
  assert_true(names(&r, BUNDLE_WRAPPING, "segel arsip"));
}

/* ---- somebody who makes manifest and seal anew too ---- */

static void a_changed_entry_breaks_the_chain(void **state) {
  arena *a = *state;
  small s = small_new(a);
  s.chain[1].at.s++;
  bundle_report r = verified(a, packed(a, &s));
  assert_int_equal(r.faults.n, 1);
  assert_true(names(&r, BUNDLE_CHAIN, "entri 2"));
  s.chain[1].hash = audit_hash(a, &s.chain[1]); /* and its hash: then the next one hangs in the air */
  r = verified(a, packed(a, &s));
  assert_true(names(&r, BUNDLE_CHAIN, "entri 3"));
  assert_true(names(&r, BUNDLE_CHAIN, "dokumen/01-laporan-1.pdf")); /* the head recorded when it was issued */
}

static void each_broken_link_is_named(void **state) {
  arena *a = *state;
  small s = small_new(a);
  s.chain[0].name = S("Orang Lain");
  s.chain[3].payload = S("{\"hal\":\"lain\"}");
  bundle_report r = verified(a, packed(a, &s));
  assert_int_equal(r.faults.n, 2);
  assert_true(names(&r, BUNDLE_CHAIN, "entri 1"));
  assert_true(names(&r, BUNDLE_CHAIN, "entri 4"));
}

static void entries_cut_off_left_out_or_moved_are_named(void **state) {
  arena *a = *state;
  small s = small_new(a), cut = s, hole = s, moved = s;
  cut.n = ENTRIES - 1;
  bundle_report r = verified(a, packed(a, &cut));
  assert_int_equal(r.faults.n, 1);
  assert_true(names(&r, BUNDLE_CHAIN, "ujung rantai"));
  memmove(hole.chain + 1, hole.chain + 2, 2 * sizeof *hole.chain);
  hole.n--;
  str zip;
  assert_ok(a, pack_finish(small_files(a, &hole), ENTRIES, s.head, &zip));
  r = verified(a, zip);
  assert_true(names(&r, BUNDLE_CHAIN, "entri 3"));
  moved.chain[2] = s.chain[3];
  moved.chain[3] = s.chain[2];
  assert_ok(a, pack_finish(small_files(a, &moved), ENTRIES, s.head, &zip));
  r = verified(a, zip);
  assert_true(names(&r, BUNDLE_CHAIN, "entri 4"));
  assert_true(names(&r, BUNDLE_CHAIN, "entri 3"));
}

static void the_chain_of_another_cycle_does_not_pass(void **state) {
  arena *a = *state;
  small s = small_new(a);
  for (size_t i = 0; i < s.n; i++) {
    s.chain[i].chain = 8;
    s.chain[i].prev = i ? s.chain[i - 1].hash : s.chain[i].prev;
    s.chain[i].hash = audit_hash(a, &s.chain[i]);
  }
  bundle_report r = verified(a, packed(a, &s));
  assert_true(names(&r, BUNDLE_CHAIN, "entri 1"));
}

static void documents_and_evidence_are_those_of_the_chain(void **state) {
  arena *a = *state;
  small s = small_new(a), other = s;
  other.frozen = S("{\"format\":2}");
  bundle_report r = verified(a, packed(a, &other));
  assert_true(names(&r, BUNDLE_CHAIN, "dokumen/01-laporan-1.json"));
  other = s;
  other.frozen = str_fmt(a, "{\"text\":\"Kepala rantai audit: %.*s\"}", STR_ARG(sha256_hex(a, S("lain"))));
  r = verified(a, packed(a, &other));
  assert_true(str_find(bundle_report_text(a, &r, false), S("tercetak pada dokumen ini tidak ada pada rantai")) >= 0);
  other = s;
  other.evidence = S("sensus 2025");
  other.files = str_fmt(a, "berkas,sha256\r\nberkas/01-001-bukti.txt,%.*s\r\n", STR_ARG(sha256_hex(a, other.evidence)));
  r = verified(a, packed(a, &other));
  assert_int_equal(r.faults.n, 1);
  assert_true(names(&r, BUNDLE_CHAIN, "berkas/01-001-bukti.txt"));
  other = s;
  other.pdf = S("%PDF-1.4 lain");
  r = verified(a, packed(a, &other));
  assert_true(names(&r, BUNDLE_DISAGREES, "dokumen/01-laporan-1.pdf"));
  other = s;
  other.documents = S("berkas,sha256,kepala_rantai\r\n");
  r = verified(a, packed(a, &other));
  assert_true(names(&r, BUNDLE_DISAGREES, "dokumen/01-laporan-1.pdf"));
}

static void a_bundle_packed_by_another_program_lacks_the_seal(void **state) {
  arena *a = *state;
  small s = small_new(a);
  zipread_files all = {0};
  zipfile *z = zipfile_new(a, (instant){1775000600});
  str zip;
  assert_ok(a, zipread_all(a, packed(a, &s), ZIPREAD_LIMITS, &all));
  for (size_t i = 0; i < all.n; i++) zipfile_add(z, all.v[i].name, all.v[i].bytes);
  assert_ok(a, zipfile_finish(z, &zip));
  bundle_report r = verified(a, zip);
  assert_int_equal(r.faults.n, 1);
  assert_true(names(&r, BUNDLE_WRAPPING, "segel arsip"));
}

static int setup(void **state) {
  *state = arena_new(0);
  return *state ? 0 : -1;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

int main(void) {
  snprintf(place, sizeof place, "/tmp/takar-uji-paket-%d.zip", (int)getpid());
  const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
      T(what_was_written_holds),
      T(every_flipped_byte_is_noticed),
      T(every_flipped_byte_of_a_certified_bundle_is_noticed),
      T(manifest_table_chain_and_pdf_say_the_same),
      T(certified_is_what_a_root_proves),
      T(a_changed_signed_document_cannot_be_covered_up),
      T(files_are_asked_for_when_they_are_written),
      T(what_was_promised_must_come),
      T(more_files_than_65535),
      T(every_cut_and_every_addition_is_noticed),
      T(files_altered_missing_and_added_are_named),
      T(one_broken_file_is_named_and_the_others_hold),
      T(a_changed_entry_breaks_the_chain),
      T(each_broken_link_is_named),
      T(entries_cut_off_left_out_or_moved_are_named),
      T(the_chain_of_another_cycle_does_not_pass),
      T(documents_and_evidence_are_those_of_the_chain),
      T(a_bundle_packed_by_another_program_lacks_the_seal),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
