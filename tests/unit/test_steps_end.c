/* Steps 10 to 12 and the generic kind: signed, handed over, received, archived; and what the bundle then holds. */
#include "steps_world.h"

#include <jansson.h>

#include "base/hash.h"
#include "document/zipfile.h"
#include "document/zipread.h"
#include "sign/pack.h"
#include "steps/bundle.h"
#include "steps/sheet.h"

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig.so\n"; }

#define REFUSED(w, kind, call)                                                  \
  do {                                                                          \
    err e_ = (call);                                                            \
    assert_non_null(e_);                                                        \
    if (e_->code != ERR_##kind) print_error("%s\n", str_z((w)->a, e_->user));   \
    assert_int_equal(e_->code, ERR_##kind);                                     \
  } while (0)

static db_ro *reading(world *w) {
  db_ro *db;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  return db;
}

static sql_documents_of_rows documents(world *w) {
  sql_documents_of_rows all;
  db_ro *db = reading(w);
  assert_ok(w->a, sql_documents_of(db, w->a, w->cycle, &all));
  store_release(w->s, db);
  return all;
}

static const sql_documents_of_row *last_of(world *w, const char *kind) {
  sql_documents_of_rows all = documents(w);
  for (size_t i = all.n; i > 0; i--)
    if (str_eq(all.v[i - 1].kind, str_of(kind))) return &all.v[i - 1];
  return NULL;
}

static str printed(world *w, const char *kind) {
  sql_document_by_id_row *d;
  doc *thawed;
  db_ro *db = reading(w);
  assert_ok(w->a, sql_document_by_id(db, w->a, last_of(w, kind)->id, &d));
  store_release(w->s, db);
  assert_ok(w->a, doc_thaw(w->a, d->content, &thawed));
  return doc_text(w->a, thawed);
}

static err put_draft(db_rw *db, arena *a, void *what) {
  world *w = what;
  document_id id;
  TRY(store_new_id(db, a, (region_id){1}, &id.v));
  TRY(sql_figure_put(db, a, w->cycle, w->indicator, S("terisi"), S("1200.50"), S("1.200,50"), S(""), S("sensus"), 1, S("Contoh Kasubag"), w->now, NULL));
  return sql_document_insert(db, a, id, w->cycle, 1, 1, S("final_draft"), S("Final Draft"), S(""), date_of(2026, 4, 6), doc_freeze(a, doc_new(a, S("Naskah"))),
                             w->now, S("Contoh Kasubag"), S("Kasubag"), S(""), INSTANT_NONE, S(""), random_hex(a, 8), S(""), NULL);
}

static void begin(world *w) {
  begin_request rq = {.office = w->office, .sop = S("uji"), .year = 2026, .quarter = 1, .account = w->who[KASUBAG], .now = w->now};
  assert_ok(w->a, steps_begin(w->s, w->a, &rq, &w->cycle));
}

static void until_signing(world *w) {
  begin(w);
  REFUSED(w, GATE, DO(w, KASUBAG, "selesai"));
  assert_ok(w->a, DO(w, KASUBAG, "selesai", "catatan", "Naskah disusun dari data seksi."));
  REFUSED(w, GATE, DO(w, CAMAT, "tandatangani", "sandi", WORLD_PASSWORD)); /* no Final Draft yet */
  assert_ok(w->a, store_write(w->s, w->a, put_draft, w));
}

static void the_report_is_signed_with_the_right_password_only(void **state) {
  world *w = *state;
  until_signing(w);
  assert_non_null(last_of(w, "keluaran"));
  REFUSED(w, FORBIDDEN, DO(w, KASUBAG, "tandatangani", "sandi", WORLD_PASSWORD));
  REFUSED(w, INPUT, DO(w, CAMAT, "tandatangani", "sandi", "salah sama sekali"));
  assert_null(last_of(w, "laporan_kinerja"));
  assert_ok(w->a, DO(w, CAMAT, "tandatangani", "sandi", WORLD_PASSWORD));
  const sql_documents_of_row *d = last_of(w, "laporan_kinerja");
  assert_non_null(d);
  assert_str(w->a, d->signature, "takar");
  assert_str(w->a, d->signed_by, "Contoh Camat");
  assert_int_equal(d->pdf_hash.n, 64);
  sql_audit_entries_rows chain;
  db_ro *db = reading(w);
  assert_ok(w->a, sql_audit_entries(db, w->a, w->cycle.v, 0, 1000, &chain));
  store_release(w->s, db);
  for (size_t i = 0; i < chain.n; i++) assert_int_equal(str_find(chain.v[i].payload, S(WORLD_PASSWORD)), -1);
}

static err sign_wet(world *w, const char *filename, str bytes) {
  fields f = {0};
  field file = {.name = S("pindaian"), .value = bytes, .filename = str_of(filename)};
  LIST_ADD(w->a, &f, file);
  step_request rq = {.cycle = w->cycle, .action = S("basah"), .in = &f, .account = w->who[CAMAT], .now = w->now, .address = S("")};
  step_result out;
  return steps_run(w->s, w->a, &rq, &out);
}

static void a_wet_signature_keeps_its_scan(void **state) {
  world *w = *state;
  until_signing(w);
  doc *paper = doc_new(w->a, S("Pindaian"));
  doc_para(paper, ALIGN_LEFT, S("bertanda tangan"));
  str pdf;
  assert_ok(w->a, doc_pdf(w->a, paper, w->now, &pdf));
  REFUSED(w, INPUT, sign_wet(w, "laporan.pdf", S("hanya teks, bukan pindaian")));
  assert_ok(w->a, sign_wet(w, "../tanda:tangan.pdf", pdf));
  const sql_documents_of_row *d = last_of(w, "laporan_kinerja");
  assert_str(w->a, d->signature, "basah");
  assert_str(w->a, d->signed_by, "Contoh Camat");
  assert_ok(w->a, DO(w, KASUBAG, "selesai", "kepada", "Inspektur", "di", "Kota Contoh"));
  assert_ok(w->a, DO(w, INSPEKTUR, "terima", "laporan_lengkap", "ya", "lampiran_lengkap", "ya", "tanda_tangan_sah", "ya"));
  assert_true(str_find(printed(w, "tanda_terima"), str_sub(sha256_hex(w->a, pdf), 0, 16)) >= 0);
}

static void a_return_leads_back_with_its_points(void **state) {
  world *w = *state;
  until_signing(w);
  REFUSED(w, INPUT, DO(w, CAMAT, "kembalikan", "alasan", "Angka keliru")); /* no point */
  const char *nowhere[] = {"figure:1", "file:1", "figure:x", "paragraph:", "lain:1"}; /* of no cycle, or of another */
  for (size_t i = 0; i < LEN(nowhere); i++)
    REFUSED(w, INPUT, DO(w, CAMAT, "kembalikan", "alasan", "Angka keliru", "pada", nowhere[i], "label", "Indeks", "catatan", "Periksa lagi"));
  const char *here = str_z(w->a, str_fmt(w->a, "figure:%lld", (long long)w->indicator.v));
  REFUSED(w, INPUT, DO(w, CAMAT, "kembalikan", "alasan", "Angka keliru", "kepada", "99", "pada", here, "catatan", "Periksa lagi"));
  assert_ok(w->a, DO(w, CAMAT, "kembalikan", "alasan", "Angka keliru", "pada", here, "label", "Indeks", "catatan", "Periksa lagi"));
  REFUSED(w, GATE, DO(w, KASUBAG, "selesai", "catatan", "Sudah")); /* the point has no answer */
}

static sql_receipts_of_rows receipts(world *w) {
  sql_receipts_of_rows all;
  db_ro *db = reading(w);
  assert_ok(w->a, sql_receipts_of(db, w->a, w->cycle, &all));
  store_release(w->s, db);
  return all;
}

static void hand_over(world *w) {
  until_signing(w);
  assert_ok(w->a, DO(w, CAMAT, "tandatangani", "sandi", WORLD_PASSWORD));
  assert_ok(w->a, DO(w, KASUBAG, "selesai", "kepada", "Inspektur Kabupaten Contoh", "di", "Kota Contoh", "telepon", "0000"));
}

static void the_receiver_opens_checks_returns_and_receives(void **state) {
  world *w = *state;
  hand_over(w);
  assert_non_null(last_of(w, "surat_pengantar"));
  assert_true(str_find(printed(w, "surat_pengantar"), S("Telepon: 0000")) >= 0);
  assert_int_equal(str_find(printed(w, "keluaran"), S("NOMOR")), -1);
  assert_str(w->a, receipts(w).v[0].state, "dikirim");
  REFUSED(w, FORBIDDEN, DO(w, KASUBAG, "buka"));
  assert_ok(w->a, DO(w, INSPEKTUR, "buka"));
  assert_true(instant_some(receipts(w).v[0].seen_at));
  REFUSED(w, GATE, DO(w, INSPEKTUR, "terima", "laporan_lengkap", "ya"));
  assert_null(last_of(w, "tanda_terima"));
  assert_ok(w->a, DO(w, INSPEKTUR, "kembalikan", "alasan", "Lampiran kurang"));
  assert_str(w->a, receipts(w).v[0].state, "dikembalikan");
  assert_str(w->a, receipts(w).v[0].reason, "Lampiran kurang");
  assert_ok(w->a, DO(w, KASUBAG, "selesai", "kepada", "Inspektur", "di", "Kota Contoh"));
  assert_ok(w->a, DO(w, INSPEKTUR, "terima", "laporan_lengkap", "ya", "lampiran_lengkap", "ya", "tanda_tangan_sah", "ya"));
  sql_receipts_of_rows all = receipts(w);
  assert_int_equal(all.n, 2);
  assert_str(w->a, all.v[1].state, "diterima");
  const sql_documents_of_row *d = last_of(w, "tanda_terima");
  assert_true(str_eq(all.v[1].number, d->number));
  assert_true(str_find(d->number, S("Itda")) >= 0); /* the receiver's own numbers */
  assert_str(w->a, d->signed_by, "Contoh Inspektur");
}

static void archive(world *w) {
  hand_over(w);
  assert_ok(w->a, DO(w, INSPEKTUR, "terima", "laporan_lengkap", "ya", "lampiran_lengkap", "ya", "tanda_tangan_sah", "ya"));
#define FORM "klasifikasi", "000.8.6.3", "uraian", "Berkas uji", "retensi_aktif", "2", "retensi_inaktif", "3", "nasib", "dinilai kembali", \
             "sumber_jra", "JRA contoh", "lokasi", "Rak 1", "jumlah", "1 berkas"
  REFUSED(w, GATE, DO(w, KASUBAG, "selesai", FORM)); /* no hardcopy on record */
  assert_ok(w->a, DO(w, KASUBAG, "hardcopy-semua", "tempat", "Rak 1"));
  assert_ok(w->a, DO(w, KASUBAG, "selesai", FORM));
  REFUSED(w, CONFLICT, DO(w, KASUBAG, "simpan", FORM)); /* closed */
}

static str bundle(world *w) {
  int fd;
  int64_t size;
  db_ro *db = reading(w);
  assert_ok(w->a, bundle_open(db, w->a, w->cycle, &fd, &size));
  store_release(w->s, db);
  char *zip = arena_alloc(w->a, (size_t)size);
  assert_int_equal(read(fd, zip, (size_t)size), size);
  return (str){zip, (size_t)size};
}

static void check_sums(world *w, const zipread_files *all) {
  str rest = zipread_get(all, S("SHA256SUMS")), line;
  size_t n = 0;
  for (; rest.n; n++) {
    rest = str_cut(rest, '\n', &line);
    str bytes = zipread_get(all, str_from(line, 66));
    assert_true(bytes.p != NULL);
    assert_true(str_eq(sha256_hex(w->a, bytes), str_sub(line, 0, 64)));
  }
  assert_int_equal(n, all->n - 1); /* all but the list itself */
}

static str text_at(json_t *j, const char *key) { return str_of(json_string_value(json_object_get(j, key))); }
static int64_t whole_at(json_t *j, const char *key) { return json_integer_value(json_object_get(j, key)); }

/* Every hash follows from its line alone, and the last is the head in the manifest. */
static void check_chain(world *w, const zipread_files *all) {
  str rest = zipread_get(all, S("audit.jsonl")), line, prev = STR_NONE;
  while (rest.n) {
    rest = str_cut(rest, '\n', &line);
    json_t *j = json_loadb(line.p, line.n, 0, NULL);
    assert_non_null(j);
    audit_entry e = {whole_at(j, "chain"), whole_at(j, "n"), {whole_at(j, "at")}, whole_at(j, "account"), text_at(j, "name"), text_at(j, "as"),
                     text_at(j, "action"), text_at(j, "payload"), text_at(j, "prev"), text_at(j, "hash")};
    assert_true(str_eq(audit_hash(w->a, &e), e.hash));
    if (prev.p) assert_true(str_eq(prev, e.prev));
    assert_true(str_eq(pack_audit_line(w->a, &e), line));
    prev = str_copy(w->a, e.hash);
    json_decref(j);
  }
  assert_true(prev.p && str_find(zipread_get(all, S("manifest.json")), prev) >= 0);
}

static void a_closed_cycle_gives_one_bundle(void **state) {
  world *w = *state;
  archive(w);
  zipread_files all = {0};
  str first = bundle(w), second = bundle(w);
  assert_true(str_eq(first, second));
  assert_ok(w->a, zipread_all(w->a, first, ZIPREAD_LIMITS, &all));
  assert_str(w->a, all.v[0].name, "manifest.json");
  check_sums(w, &all);
  check_chain(w, &all);
  static const char *const names[] = {"dokumen/01-keluaran-1.pdf", "dokumen/02-laporan_kinerja-1.pdf", "dokumen/03-surat_pengantar-1.pdf",
                                      "dokumen/03-tanda_terima-1.pdf", "dokumen/04-daftar_arsip-1.pdf", "README.txt", "sop.yaml", "langkah.csv",
                                      "dokumen.csv", "berkas.csv", "angka-draft.csv", "temuan.csv"};
  for (size_t i = 0; i < LEN(names); i++)
    if (!zipread_get(&all, str_of(names[i])).p) fail_msg("%s is not there", names[i]);
  str csv = zipread_get(&all, S("angka.csv"));
  assert_true(str_find(csv, S("\"'=Indeks kepuasan, \"\"warga\"\"\",Indeks,1200.5")) >= 0);
  assert_true(str_find(csv, S(",terisi,1200.5")) >= 0);
}

static void the_sheet_shows_what_was_done(void **state) {
  world *w = *state;
  hand_over(w);
  doc *d;
  str pdf;
  db_ro *db = reading(w);
  assert_ok(w->a, sop_sheet(db, w->a, w->cycle, w->now, &d));
  store_release(w->s, db);
  assert_ok(w->a, doc_pdf(w->a, d, w->now, &pdf));
  assert_true(doc_pdf_pages(pdf) >= 1);
  assert_true(str_find(doc_freeze(w->a, d), S("Contoh Camat")) >= 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
      T(the_report_is_signed_with_the_right_password_only), T(a_wet_signature_keeps_its_scan), T(a_return_leads_back_with_its_points),
      T(the_receiver_opens_checks_returns_and_receives),    T(a_closed_cycle_gives_one_bundle), T(the_sheet_shows_what_was_done),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
