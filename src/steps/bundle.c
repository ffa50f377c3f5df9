#include "steps/bundle.h"

#include "base/hash.h"
#include "document/zipfile.h"
#include "steps/bundle_tables.h"
#include "steps/issue.h"
#include "store/blob.h"
#include "store/store_sql.h"

typedef struct item { str path, bytes, hash; bool packed; } item; /* packed: compressing again gains nothing */
typedef struct bundle {
  db_ro *db;
  arena *a;
  cycle *c;
  LIST(item) items;
} bundle;

static str add(bundle *b, str path, str bytes, bool packed) {
  item i = {path, bytes, sha256_hex(b->a, bytes), packed};
  LIST_ADD(b->a, &b->items, i);
  return i.hash;
}

/* ---- documents and files ---- */

/* dokumen/NN-kind-round.pdf; a second one of the same kind in the same round is counted. */
static str document_path(const bundle *b, const sql_documents_of_row *d) {
  str base = str_fmt(b->a, "dokumen/%02d-%.*s-%d", (int)d->no, STR_ARG(d->kind), (int)d->round), path = STR_CAT(b->a, base, S(".pdf"));
  int copy = 2;
  for (size_t i = 0; i < b->items.n; i++)
    if (str_eq(b->items.v[i].path, path)) path = str_fmt(b->a, "%.*s-ke%d.pdf", STR_ARG(base), copy++);
  return path;
}

static err add_documents(bundle *b, sql_documents_of_rows *all) {
  str_list paths = {0}, hashes = {0};
  TRY(sql_documents_of(b->db, b->a, b->c->id, all));
  for (size_t i = 0; i < all->n; i++) {
    str bytes, path = document_path(b, &all->v[i]);
    TRY(issue_pdf(b->db, b->a, all->v[i].id, &bytes));
    LIST_ADD(b->a, &paths, path);
    LIST_ADD(b->a, &hashes, add(b, path, bytes, true));
  }
  add(b, S("dokumen.csv"), bundle_documents(b->a, all, &paths, &hashes), false);
  return NULL;
}

/* berkas/NN-k-name: k counts the files of the cycle, so that no two are the same. */
static str file_path(arena *a, size_t k, const evidence *f) {
  buf b = BUF(a);
  buf_fmt(&b, "berkas/%02d-%03zu-", (int)f->no, k + 1);
  for (size_t i = 0; i < f->name.n; i++) {
    char ch = f->name.p[i];
    buf_char(&b, ch == '/' || ch == '\\' || ch == ':' || (unsigned char)ch < 0x20 || ch == 0x7f ? '_' : ch);
  }
  return buf_str(&b);
}

static err add_files(bundle *b) {
  evidences all;
  str_list paths = {0};
  TRY(performance_files(b->db, b->a, b->c->id, &all));
  for (size_t i = 0; i < all.n; i++) {
    str bytes, path = file_path(b->a, i, &all.v[i]);
    TRY(blob_get(b->db, b->a, all.v[i].hash, &bytes));
    LIST_ADD(b->a, &paths, path);
    add(b, path, bytes, !str_starts(all.v[i].media, S("text/")));
  }
  add(b, S("berkas.csv"), bundle_files(b->a, &all, &paths), false);
  return NULL;
}

/* ---- tables, chain, SOP ---- */

static err add_tables(bundle *b, const sql_documents_of_rows *documents) {
  str csv;
  TRY(bundle_figures(b->db, b->a, b->c, &csv));
  add(b, S("angka.csv"), csv, false);
  TRY(bundle_draft_figures(b->db, b->a, documents, &csv));
  add(b, S("angka-draft.csv"), csv, false);
  TRY(bundle_runs(b->db, b->a, b->c, &csv));
  add(b, S("langkah.csv"), csv, false);
  return NULL;
}

str bundle_audit_line(arena *a, const audit_entry *e) {
  json j = JSON(a);
  json_open(&j, '{');
  json_ki(&j, S("chain"), e->chain);
  json_ki(&j, S("n"), e->n);
  json_ki(&j, S("at"), e->at.s);
  json_ki(&j, S("account"), e->account);
  json_kt(&j, S("name"), e->name);
  json_kt(&j, S("as"), e->as);
  json_kt(&j, S("action"), e->action);
  json_kt(&j, S("payload"), e->payload);
  json_kt(&j, S("prev"), e->prev);
  json_kt(&j, S("hash"), e->hash);
  json_close(&j, '}');
  return json_str(&j);
}

static err add_chain(bundle *b) {
  enum { PAGE = 500 };
  int64_t n = 0;
  buf lines = BUF(b->a);
  sql_audit_entries_rows rows;
  do {
    TRY(sql_audit_entries(b->db, b->a, b->c->id.v, n, PAGE, &rows));
    for (size_t i = 0; i < rows.n; i++) {
      const sql_audit_entries_row *r = &rows.v[i];
      audit_entry e = {b->c->id.v, r->n, r->at, r->account, r->name, r->acting, r->action, r->payload, r->prev, r->hash};
      buf_add(&lines, bundle_audit_line(b->a, &e));
      buf_char(&lines, '\n');
      n = r->n;
    }
  } while (rows.n == PAGE);
  if (buf_failed(&lines)) return ERR(b->a, LIMIT, "Rantai jejak siklus ini terlalu panjang untuk satu paket.");
  add(b, S("audit.jsonl"), buf_str(&lines), false);
  return NULL;
}

static err add_sop(bundle *b) {
  sql_cycle_by_id_row *c;
  sql_sop_by_id_row *s;
  TRY(sql_cycle_by_id(b->db, b->a, b->c->id, &c));
  TRY(sql_sop_by_id(b->db, b->a, c->sop, &s));
  add(b, S("sop.yaml"), s->source, false);
  if (s->base_source.n) add(b, S("sop-induk.yaml"), s->base_source, false);
  return NULL;
}

/* ---- what says what is inside ---- */

static const char readme[] =
    "ARSIP SIKLUS TAKAR\r\n"
    "\r\n"
    "%.*s\r\n"
    "SOP: %.*s\r\n"
    "Keadaan: %s\r\n"
    "\r\n"
    "Paket ini dapat dibaca dan diperiksa tanpa Takar.\r\n"
    "\r\n"
    "ISI\r\n"
    "manifest.json    daftar berkas dengan ukuran dan SHA-256, data siklus, dan kepala rantai jejak\r\n"
    "SHA256SUMS       daftar yang sama, untuk perintah sha256sum\r\n"
    "dokumen/         semua dokumen (PDF); dokumen.csv memuat nomor, tanggal, dan penanda tangannya\r\n"
    "berkas/          bukti dukung dan lampiran; berkas.csv memuat asalnya\r\n"
    "angka.csv        semua angka: target, realisasi, capaian, penjelasan, dan siapa yang mengisi\r\n"
    "angka-draft.csv  angka pada setiap draft\r\n"
    "langkah.csv      semua langkah dan putaran: kapan, oleh siapa, berapa menit kerja\r\n"
    "audit.jsonl      rantai jejak, satu entri per baris\r\n"
    "sop.yaml         SOP yang dijalankan; sop-induk.yaml bila SOP itu memperluas SOP lain\r\n"
    "\r\n"
    "Berkas CSV: RFC 4180, UTF-8, titik sebagai tanda desimal, waktu dalam UTC. Teks yang akan dijalankan lembar kerja sebagai rumus\r\n"
    "diberi tanda ' di depannya.\r\n"
    "\r\n"
    "MEMERIKSA BERKAS\r\n"
    "Linux dan macOS: buka folder hasil ekstrak, lalu jalankan\r\n"
    "  sha256sum -c SHA256SUMS        (macOS: shasum -a 256 -c SHA256SUMS)\r\n"
    "Windows: bandingkan hasil perintah berikut dengan barisnya di SHA256SUMS\r\n"
    "  certutil -hashfile NAMA-BERKAS SHA256\r\n"
    "Semua baris harus cocok. SHA-256 laporan dan lampirannya juga tercetak pada Tanda Terima.\r\n"
    "\r\n"
    "MEMERIKSA RANTAI JEJAK\r\n"
    "Hash setiap entri adalah SHA-256 dari tujuh baris berikut (UTF-8, setiap baris diakhiri LF):\r\n"
    "  takar-audit-1\r\n"
    "  chain n at account             (bilangan, dipisah satu spasi)\r\n"
    "  name\r\n"
    "  as\r\n"
    "  action\r\n"
    "  payload\r\n"
    "  prev\r\n"
    "prev adalah hash entri sebelumnya; pada entri pertama 64 angka nol. Hash entri terakhir sama dengan kepala rantai di manifest.json.\r\n";

static str readme_text(bundle *b) {
  return str_fmt(b->a, readme, STR_ARG(cycle_title(b->a, b->c)), STR_ARG(b->c->sop->title), b->c->running ? "masih berjalan" : "selesai dan diarsipkan");
}

static void manifest_cycle(json *j, arena *a, const cycle *c) {
  json_key(j, S("siklus"));
  json_open(j, '{');
  json_ki(j, S("id"), c->id.v);
  json_kt(j, S("perangkat_daerah"), c->office.name);
  json_kt(j, S("kode"), c->office.code);
  json_kt(j, S("sop"), c->sop_code);
  json_kt(j, S("versi_sop"), c->sop->hash);
  json_ki(j, S("tahun"), c->year);
  json_ki(j, S("triwulan"), c->quarter);
  json_kt(j, S("keadaan"), c->running ? S("berjalan") : S("selesai"));
  json_kt(j, S("dibuka"), instant_iso(a, c->opened_at));
  json_kt(j, S("ditutup"), instant_some(c->closed_at) ? instant_iso(a, c->closed_at) : STR_NONE);
  json_close(j, '}');
}

static err manifest(bundle *b, str *out) {
  int64_t n;
  str head;
  TRY(audit_head(b->db, b->a, b->c->id.v, &n, &head));
  json j = JSON(b->a);
  json_open(&j, '{');
  json_kt(&j, S("format"), S("takar-paket-1"));
  manifest_cycle(&j, b->a, b->c);
  json_key(&j, S("rantai"));
  json_open(&j, '{');
  json_ki(&j, S("entri"), n);
  json_kt(&j, S("kepala"), head);
  json_close(&j, '}');
  json_key(&j, S("berkas"));
  json_open(&j, '[');
  for (size_t i = 0; i < b->items.n; i++) {
    json_open(&j, '{');
    json_kt(&j, S("nama"), b->items.v[i].path);
    json_ki(&j, S("ukuran"), (int64_t)b->items.v[i].bytes.n);
    json_kt(&j, S("sha256"), b->items.v[i].hash);
    json_close(&j, '}');
  }
  json_close(&j, ']');
  json_close(&j, '}');
  *out = json_str(&j);
  return NULL;
}

static str checksums(bundle *b, str manifest_bytes) {
  buf out = BUF(b->a);
  buf_fmt(&out, "%.*s  manifest.json\n", STR_ARG(sha256_hex(b->a, manifest_bytes)));
  for (size_t i = 0; i < b->items.n; i++) buf_fmt(&out, "%.*s  %.*s\n", STR_ARG(b->items.v[i].hash), STR_ARG(b->items.v[i].path));
  return buf_str(&out);
}

/* The manifest is made last and stands first. */
static err pack(bundle *b, str *zip_bytes) {
  str m;
  TRY(manifest(b, &m));
  zipfile *z = zipfile_new(b->a, b->c->running ? b->c->opened_at : b->c->closed_at);
  zipfile_add(z, S("manifest.json"), m);
  zipfile_add(z, S("SHA256SUMS"), checksums(b, m));
  for (size_t i = 0; i < b->items.n; i++) {
    const item *x = &b->items.v[i];
    (x->packed ? zipfile_add_stored : zipfile_add)(z, x->path, x->bytes);
  }
  return zipfile_finish(z, zip_bytes);
}

static err collect(bundle *b) {
  sql_documents_of_rows documents;
  add(b, S("README.txt"), readme_text(b), false);
  TRY(add_documents(b, &documents));
  TRY(add_files(b));
  TRY(add_tables(b, &documents));
  TRY(add_chain(b));
  return add_sop(b);
}

err bundle_make(db_ro *db, arena *a, cycle_id id, str *zip_bytes) {
  bundle b = {.db = db, .a = a};
  TRY(db_snapshot_begin(db, a));
  err e = cycle_load(db, a, id, NULL, &b.c);
  if (!e) e = collect(&b);
  if (!e) e = pack(&b, zip_bytes);
  db_snapshot_end(db);
  return e;
}

str bundle_name(arena *a, const cycle *c) {
  str office_name = str_lower(a, c->office.name);
  buf b = BUF(a);
  buf_add(&b, S("takar-"));
  for (size_t i = 0; i < office_name.n; i++) {
    char ch = office_name.p[i];
    buf_char(&b, (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') ? ch : '-');
  }
  buf_fmt(&b, "-%d", (int)c->year);
  if (c->quarter) buf_fmt(&b, "-tw%d", (int)c->quarter);
  buf_add(&b, S(".zip"));
  return buf_str(&b);
}
