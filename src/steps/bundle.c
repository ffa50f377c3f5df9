#include "steps/bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sign/pack.h"
#include "steps/bundle_tables.h"
#include "steps/issue.h"
#include "store/blob.h"
#include "store/store_sql.h"

typedef struct bundle {
  db_ro *db;
  arena *a;
  cycle *c;
  pack *files;
} bundle;

static void add(bundle *b, str path, str bytes) { pack_add(b->files, path, bytes, false); }

/* Where the bytes of a file are: read when they are due, so that only one file is in memory at a time. */
typedef struct origin { db_ro *db; document_id document; str hash; cycle_id cycle; } origin;

static origin *origin_of(bundle *b, origin o) {
  origin *kept = NEW(b->a, origin);
  *kept = o;
  kept->db = b->db;
  return kept;
}

/* ---- documents and files ---- */

/* dokumen/NN-kind-round, without .pdf; a second one of the same kind in the same round is counted. */
static str document_path(const bundle *b, const sql_documents_of_row *d) {
  str base = str_fmt(b->a, "dokumen/%02d-%.*s-%d", (int)d->no, STR_ARG(d->kind), (int)d->round), path = base;
  for (int copy = 2; pack_has(b->files, STR_CAT(b->a, path, S(".pdf"))); copy++) path = str_fmt(b->a, "%.*s-ke%d", STR_ARG(base), copy);
  return path;
}

static err read_pdf(void *what, arena *a, str *bytes) {
  const origin *o = what;
  return issue_pdf(o->db, a, o->document, bytes);
}

static err read_frozen(void *what, arena *a, str *bytes) {
  const origin *o = what;
  sql_document_by_id_row *d;
  TRY(sql_document_by_id(o->db, a, o->document, &d));
  *bytes = d->content;
  return NULL;
}

/* The PDF, and the frozen blocks it was made from: their hash stands in the chain. */
static err add_document(bundle *b, const sql_documents_of_row *d, str *path, str *hash) {
  str frozen, base = document_path(b, d);
  origin *o = origin_of(b, (origin){.document = d->id});
  *path = STR_CAT(b->a, base, S(".pdf"));
  TRY(pack_add_unseen(b->files, *path, true, read_pdf, o, hash));
  return pack_add_unseen(b->files, STR_CAT(b->a, base, S(".json")), false, read_frozen, o, &frozen);
}

/* How it is signed, for the manifest: the first signature, and those that came later. */
static err add_signatures(bundle *b, const sql_documents_of_row *d, str path) {
  sql_signatures_of_rows more;
  if (!d->signature.n) return NULL;
  pack_signed(b->files, (pack_signature){path, 1, d->signature, d->signed_by, d->certificate, d->signed_at});
  TRY(sql_signatures_of(b->db, b->a, d->id, &more));
  for (size_t i = 0; i < more.n; i++) {
    const sql_signatures_of_row *s = &more.v[i];
    pack_signed(b->files, (pack_signature){path, (int64_t)i + 2, s->signature, s->by_name, s->certificate, s->at});
  }
  return NULL;
}

static err add_documents(bundle *b, sql_documents_of_rows *all) {
  str_list paths = {0}, hashes = {0};
  TRY(sql_documents_of(b->db, b->a, b->c->id, all));
  for (size_t i = 0; i < all->n; i++) {
    str path, hash;
    TRY(add_document(b, &all->v[i], &path, &hash));
    TRY(add_signatures(b, &all->v[i], path));
    LIST_ADD(b->a, &paths, path);
    LIST_ADD(b->a, &hashes, hash);
  }
  add(b, S("dokumen.csv"), bundle_documents(b->a, all, &paths, &hashes));
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

static err read_file(void *what, arena *a, str *bytes) {
  const origin *o = what;
  return blob_get(o->db, a, o->hash, bytes);
}

static err add_files(bundle *b) {
  evidences all;
  str_list paths = {0};
  TRY(performance_files(b->db, b->a, b->c->id, &all));
  for (size_t i = 0; i < all.n; i++) {
    const evidence *f = &all.v[i];
    str path = file_path(b->a, i, f);
    LIST_ADD(b->a, &paths, path);
    pack_add_later(b->files, path, (size_t)f->size, f->hash, !str_starts(f->media, S("text/")), read_file, origin_of(b, (origin){.hash = f->hash}));
  }
  add(b, S("berkas.csv"), bundle_files(b->a, &all, &paths));
  return NULL;
}

/* ---- tables, chain, SOP ---- */

static err add_tables(bundle *b, const sql_documents_of_rows *documents) {
  str csv;
  TRY(bundle_figures(b->db, b->a, b->c, &csv));
  add(b, S("angka.csv"), csv);
  TRY(bundle_draft_figures(b->db, b->a, documents, &csv));
  add(b, S("angka-draft.csv"), csv);
  TRY(bundle_findings(b->db, b->a, b->c, &csv));
  add(b, S("temuan.csv"), csv);
  TRY(bundle_runs(b->db, b->a, b->c, &csv));
  add(b, S("langkah.csv"), csv);
  return NULL;
}

static err read_chain(void *what, arena *a, str *bytes) {
  enum { PAGE = 500, MOST = 256 << 20 };
  const origin *o = what;
  int64_t n = 0;
  buf lines = BUF(a);
  sql_audit_entries_rows rows;
  lines.max = MOST;
  do {
    TRY(sql_audit_entries(o->db, a, o->cycle.v, n, PAGE, &rows));
    for (size_t i = 0; i < rows.n; i++) {
      const sql_audit_entries_row *r = &rows.v[i];
      audit_entry e = {o->cycle.v, r->n, r->at, r->account, r->name, r->acting, r->action, r->payload, r->prev, r->hash};
      buf_add(&lines, pack_audit_line(a, &e));
      buf_char(&lines, '\n');
      n = r->n;
    }
  } while (rows.n == PAGE);
  *bytes = buf_str(&lines);
  return buf_failed(&lines) ? ERR(a, LIMIT, "Rantai jejak siklus ini terlalu panjang untuk satu paket.") : NULL;
}

static err add_chain(bundle *b) {
  str hash;
  return pack_add_unseen(b->files, S("audit.jsonl"), false, read_chain, origin_of(b, (origin){.cycle = b->c->id}), &hash);
}

static err add_sop(bundle *b) {
  sql_cycle_by_id_row *c;
  sql_sop_by_id_row *s;
  TRY(sql_cycle_by_id(b->db, b->a, b->c->id, &c));
  TRY(sql_sop_by_id(b->db, b->a, c->sop, &s));
  add(b, S("sop.yaml"), s->source);
  if (s->base_source.n) add(b, S("sop-induk.yaml"), s->base_source);
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
    "manifest.json    daftar berkas dengan ukuran dan SHA-256, data siklus, cara setiap dokumen ditandatangani, dan kepala rantai jejak\r\n"
    "SHA256SUMS       daftar yang sama, untuk perintah sha256sum\r\n"
    "dokumen/         semua dokumen (PDF) dan naskah bekunya (JSON); dokumen.csv memuat nomor, tanggal, dan penanda tangannya\r\n"
    "berkas/          bukti dukung dan lampiran; berkas.csv memuat asalnya\r\n"
    "angka.csv        semua angka: target, realisasi, capaian, penjelasan, dan siapa yang mengisi\r\n"
    "angka-draft.csv  angka pada setiap draft\r\n"
    "temuan.csv       jawaban atas temuan otomatis: tentang angka yang mana, apa jawabannya, dan oleh siapa\r\n"
    "langkah.csv      semua langkah dan putaran: kapan, oleh siapa, berapa menit kerja\r\n"
    "audit.jsonl      rantai jejak, satu entri per baris\r\n"
    "sop.yaml         SOP yang dijalankan; sop-induk.yaml bila SOP itu memperluas SOP lain\r\n"
    "\r\n"
    "Berkas CSV: RFC 4180, UTF-8, titik sebagai tanda desimal, waktu dalam UTC. Teks yang akan dijalankan lembar kerja sebagai rumus\r\n"
    "diberi tanda ' di depannya.\r\n"
    "\r\n"
    "MEMERIKSA SEMUANYA SEKALIGUS\r\n"
    "Dengan Takar, tanpa basis data dan tanpa jaringan: takar verify NAMA-PAKET.zip --explain\r\n"
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
    "prev adalah hash entri sebelumnya; pada entri pertama 64 angka nol. Hash entri terakhir sama dengan kepala rantai di manifest.json.\r\n"
    "SHA-256 setiap naskah (dokumen/*.json) dan setiap berkas (berkas/) tercatat dalam payload salah satu entri.\r\n";

static str readme_text(bundle *b) {
  return str_fmt(b->a, readme, STR_ARG(cycle_title(b->a, b->c)), STR_ARG(b->c->sop->title), b->c->running ? "masih berjalan" : "selesai dan diarsipkan");
}

static pack_cycle cycle_of(const cycle *c) {
  return (pack_cycle){.id = c->id.v, .office = c->office.name, .office_code = c->office.code, .sop = c->sop_code, .sop_version = c->sop->hash,
                      .year = c->year, .quarter = c->quarter, .running = c->running, .opened = c->opened_at, .closed = c->closed_at};
}

static err finish(bundle *b, str path) {
  int64_t n;
  str head;
  TRY(audit_head(b->db, b->a, b->c->id.v, &n, &head));
  return pack_finish_at(b->files, n, head, path);
}

static err collect(bundle *b) {
  sql_documents_of_rows documents;
  pack_cycle c = cycle_of(b->c);
  b->files = pack_new(b->a, &c);
  add(b, S("README.txt"), readme_text(b));
  TRY(add_documents(b, &documents));
  TRY(add_files(b));
  TRY(add_tables(b, &documents));
  TRY(add_chain(b));
  return add_sop(b);
}

err bundle_make(db_ro *db, arena *a, cycle_id id, str path) {
  bundle b = {.db = db, .a = a};
  TRY(db_snapshot_begin(db, a));
  err e = cycle_load(db, a, id, NULL, &b.c);
  if (!e) e = collect(&b);
  if (!e) e = finish(&b, path);
  db_snapshot_end(db);
  return e;
}

/* ---- as an open file ---- */

typedef struct workplace { char *folder, *path; int fd; } workplace;

static void clear(void *what) {
  workplace *w = what;
  if (w->fd >= 0) close(w->fd);
  unlink(w->path);
  rmdir(w->folder);
  w->fd = -1;
}

err bundle_open(db_ro *db, arena *a, cycle_id id, int *fd, int64_t *size) {
  const char *room = getenv("TMPDIR");
  struct stat st;
  workplace *w = NEW(a, workplace);
  *w = (workplace){.folder = str_z(a, STR_CAT(a, str_of(room ? room : "/var/tmp"), S("/takar-paket-XXXXXX"))), .fd = -1};
  if (!mkdtemp(w->folder)) return ERR_CAUSE(a, "bundle: no place in %s: %s", w->folder, strerror(errno));
  w->path = str_z(a, STR_CAT(a, str_of(w->folder), S("/paket.zip")));
  arena_defer(a, clear, w);
  TRY(bundle_make(db, a, id, str_of(w->path)));
  w->fd = open(w->path, O_RDONLY | O_CLOEXEC);
  if (w->fd < 0 || fstat(w->fd, &st) != 0) return ERR_CAUSE(a, "bundle: %s: %s", w->path, strerror(errno));
  unlink(w->path);
  rmdir(w->folder);
  *fd = w->fd;
  *size = st.st_size;
  return NULL;
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
