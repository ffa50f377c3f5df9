/* The last hour of a quarter: one office after another brings its cycle from step 4 to the receipt of step 11, as browsers would: whoever
 * has something to do opens the inbox, the page of the step, and then the page each answer leads to. Files are of 60 kB, each of its own.
 *   deadline PORT LIST CLIENTS CYCLES-PER-SECOND SECONDS FIRST      0 per second: as many as CLIENTS can; FIRST: the first office's number
 * Prints a line for each kind of request, "name count failed p50 p95 p99 max" in milliseconds, then "siklus begun done refused seconds". */
#include <time.h>

#include "clients.h"

enum kind { INBOX, PAGE, FIGURES, UPLOAD, SAVED, MOVED, SIGNED, KINDS };
enum { MOST = 400000, FILE_BYTES = 60000 };
static const char *const names[KINDS] = {"beranda", "halaman", "angka", "berkas", "simpan", "pindah", "tandatangan"};
static double *took[KINDS];
static atomic_long n_of[KINDS], failed_of[KINDS], next_office, n_done, n_refused;
static listed *offices;
static int n_offices, port;
static double start, length, rate;
static char today[16];

/* @i, @o, @p with a digit: ids of indicators, objectives, people; @t: today. */
static const struct deed {
  const char *who;
  int no;
  enum kind kind;
  const char *action, *body;
} deeds[] = {
    {"kasubag", 4, UPLOAD, "berkas", "renja"},
    {"kasi.pelayanan", 4, FIGURES, "angka", "indikator=@i0&status=terisi&nilai=84,39&alasan=&tanpa_bukti=&indikator=@i1&status=terisi&nilai=88,94&alasan=&tanpa_bukti="},
    {"kasi.pelayanan", 4, UPLOAD, "berkas", "@i0"},
    {"kasi.pelayanan", 4, UPLOAD, "berkas", "@i1"},
    {"kasubag", 4, FIGURES, "angka", "indikator=@i2&status=terisi&nilai=80,60&alasan=&tanpa_bukti="},
    {"kasubag", 4, UPLOAD, "berkas", "@i2"},
    {"kasi.pemerintahan", 4, FIGURES, "angka", "indikator=@i3&status=terisi&nilai=55,56&alasan=&tanpa_bukti=&indikator=@i6&status=terisi&nilai=1&alasan=&tanpa_bukti="},
    {"kasi.pemerintahan", 4, UPLOAD, "berkas", "@i3"},
    {"kasi.pemerintahan", 4, UPLOAD, "berkas", "@i6"},
    {"kasi.ekbang", 4, FIGURES, "angka", "indikator=@i4&status=terisi&nilai=66,7&alasan=&tanpa_bukti=&indikator=@i5&status=nihil&nilai=&alasan=Diumumkan+akhir+tahun.&tanpa_bukti="},
    {"kasi.ekbang", 4, UPLOAD, "berkas", "@i4"},
    {"kasi.kesra", 4, FIGURES, "angka", "indikator=@i7&status=terisi&nilai=7&alasan=&tanpa_bukti="},
    {"kasi.kesra", 4, UPLOAD, "berkas", "@i7"},
    {"kasi.trantib", 4, FIGURES, "angka", "indikator=@i8&status=terisi&nilai=5&alasan=&tanpa_bukti="},
    {"kasi.trantib", 4, UPLOAD, "berkas", "@i8"},
    {"kasubag", 4, MOVED, "selesai", ""},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i0&kode=target-unchanged&jawaban=Target+menurut+Renstra."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i1&kode=target-unchanged&jawaban=Target+menurut+Renstra."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i2&kode=target-unchanged&jawaban=Target+menurut+Renstra."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i3&kode=target-unchanged&jawaban=Target+menurut+Renstra."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i4&kode=target-unchanged&jawaban=Target+menurut+Renstra."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i6&kode=target-unchanged&jawaban=Target+menurut+Renstra."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i7&kode=target-unchanged&jawaban=Target+menurut+Renstra."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i8&kode=target-unchanged&jawaban=Target+menurut+Renstra."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i1&kode=target-below-past&jawaban=Target+menurut+Renstra."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i2&kode=target-below-past&jawaban=Target+menurut+Renstra."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i0&kode=copied-past&jawaban=Memang+sama."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i1&kode=copied-past&jawaban=Memang+sama."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i2&kode=copied-past&jawaban=Memang+sama."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i3&kode=copied-past&jawaban=Memang+sama."},
    {"kasubag", 5, SAVED, "temuan", "indikator=@i4&kode=copied-past&jawaban=Memang+sama."},
    {"kasubag", 5, MOVED, "selesai",
     "sasaran=@o0&penyebab=Loket+dibuka+sesuai+jam+kerja.&solusi=Petugas+bergiliran.&efisiensi=Pagu+terserap+separuh.&program=Pelayanan+publik."
     "&sasaran=@o1&penyebab=Dua+desa+belum+Berkembang.&solusi=Pendampingan+desa.&efisiensi=Bersama+kunjungan+rutin.&program=Pemberdayaan+desa."
     "&sasaran=@o2&penyebab=Gangguan+tercatat.&solusi=Jadwal+disusun+ulang.&efisiensi=Patroli+terpadu.&program=Ketenteraman."
     "&kata-pengantar=Laporan+ini+disusun+dari+data+tim.&ikhtisar=Sebagian+besar+memenuhi+target.&isu-strategis=Kemandirian+desa+belum+merata."
     "&analisis-anggaran=Mengikuti+jadwal+kas.&simpulan=Umumnya+memenuhi+target.&perbaikan=Menjadwalkan+ulang+pembinaan."},
    {"kasubag", 6, MOVED, "selesai", "catatan_umum=Angka+dan+bukti+cocok."},
    {"kasubag", 7, MOVED, "selesai", ""},
    {"camat", 8, SAVED, "undang", "tanggal=@t&waktu=13.00&tempat=Ruang+Rapat&acara=Pembahasan&notulis=@p9&peserta=@p1&peserta=@p2&peserta=@p4&peserta=@p8&peserta=@p9"},
    {"camat", 8, MOVED, "selesai",
     "bahasan=Hasil+pengukuran+dibahas.&hadir=@p1&hadir=@p2&hadir=@p4&hadir=@p8&hadir=@p9"
     "&putusan=Memperjelas+sebab&pelaksana=@p4&batas=@t&pada=figure:@i4&putusan=Melengkapi+langkah&pelaksana=@p2&batas=@t&pada=paragraph:perbaikan"},
    {"kasi.pemerintahan", 9, SAVED, "tanggapi", "n=1&jawaban=Sebab+diperjelas."},
    {"kasubag", 9, SAVED, "tanggapi", "n=2&jawaban=Langkah+dilengkapi."},
    {"kasubag", 9, MOVED, "selesai", ""},
    {"camat", 10, SIGNED, "tandatangani", "sandi=demo-takar-2026"},
    {"kasubag", 11, MOVED, "selesai", "kepada=Inspektur&di=Purwakarta&keterangan=Disampaikan+dengan+hormat."},
    {"inspektorat", 11, SAVED, "buka", ""},
    {"inspektorat", 11, MOVED, "terima", "laporan_lengkap=ya&lampiran_lengkap=ya&tanda_tangan_sah=ya"},
};

static void timed(enum kind k, double from, bool ok) {
  long at = atomic_fetch_add(&n_of[k], 1);
  if (!ok) atomic_fetch_add(&failed_of[k], 1);
  if (at < MOST) took[k][at] = now() - from;
}

static str put_in(arena *a, const listed *o, const char *text) {
  buf b = BUF(a);
  for (const char *p = text; *p; p++) {
    if (*p != '@') buf_char(&b, *p);
    else if (*++p == 't') buf_z(&b, today);
    else {
      const long long *ids = *p == 'i' ? o->indicator : *p == 'o' ? o->objective : o->person;
      buf_i64(&b, ids[*++p - '0']);
    }
  }
  return buf_str(&b);
}

/* A PDF as far as its first bytes say, unlike any other. */
static str file_bytes(arena *a, const listed *o, const char *what) {
  char *p = arena_alloc(a, FILE_BYTES);
  int n = snprintf(p, FILE_BYTES, "%%PDF-1.4\n%% %s %s ", o->tag, what);
  for (int i = n; i < FILE_BYTES; i++) p[i] = (char)('a' + i * 31 % 26);
  return (str){p, FILE_BYTES};
}

static int send_file(client *c, const listed *o, const struct deed *d) {
  arena *a = c->a;
  bool plan = d->body[0] != '@';
  str head = str_fmt(a, "--batas\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%.*s\r\n--batas\r\nContent-Disposition: form-data; name=\"berkas\"; "
                        "filename=\"bukti.pdf\"\r\nContent-Type: application/pdf\r\n\r\n", plan ? "jenis" : "indikator", STR_ARG(put_in(a, o, d->body)));
  str body = STR_CAT(a, head, file_bytes(a, o, d->body), S("\r\n--batas--\r\n"));
  return client_post(c, o, d->who, str_fmt(a, "/siklus/%lld/langkah/4/berkas", o->cycle), S("multipart/form-data; boundary=batas"), body);
}

static bool get(client *c, const listed *o, const char *who, enum kind k, str path) {
  double from = now();
  bool ok = client_get(c, o, who, path) == 200;
  timed(k, from, ok);
  return ok;
}

/* The page before is opened by whoever was not the last to act; the page after shows what was done. */
static bool act(client *c, const listed *o, const struct deed *d, const char *before) {
  if (strcmp(before, d->who) != 0) {
    if (!get(c, o, d->who, INBOX, S("/"))) return false;
    if (!get(c, o, d->who, PAGE, str_fmt(c->a, "/siklus/%lld/langkah/%d", o->cycle, d->no))) return false;
  }
  double from = now();
  int status = d->kind == UPLOAD ? send_file(c, o, d) : client_act(c, o, d->who, o->cycle, d->no, d->action, put_in(c->a, o, d->body));
  timed(d->kind, from, status == 303);
  if (status != 303) {
    fprintf(stderr, "%s: %s %d %s: %d\n", o->tag, d->who, d->no, d->action, status);
    return false;
  }
  return get(c, o, d->who, PAGE, str_fmt(c->a, "/siklus/%lld", o->cycle));
}

/* The Inspektorat's login has only the regency's number. */
static listed as_region(const listed *o) {
  listed r = *o;
  *strchr(r.tag, '.') = 0;
  return r;
}

static bool walk(client *c, const listed *o) {
  const char *before = "";
  listed region = as_region(o);
  for (size_t i = 0; i < LEN(deeds); i++) {
    const struct deed *d = &deeds[i];
    if (!act(c, strcmp(d->who, "inspektorat") == 0 ? &region : o, d, before)) return false;
    before = d->who;
  }
  return true;
}

static void *run(void *arg) {
  client c = client_new(port);
  long first = (long)(intptr_t)arg, i;
  while ((i = atomic_fetch_add(&next_office, 1)) + first < n_offices) {
    double due = rate > 0 ? start + (double)i / rate : now();
    if (due > start + length) break;
    if (due > now()) usleep((useconds_t)((due - now()) * 1e6));
    atomic_fetch_add(walk(&c, &offices[i + first]) ? &n_done : &n_refused, 1);
  }
  return NULL;
}

int main(int argc, char **argv) {
  if (argc != 7) return 2;
  time_t clock = time(NULL);
  struct tm day;
  port = (int)strtol(argv[1], NULL, 10);
  offices = listed_read(argv[2], &n_offices);
  int clients = (int)strtol(argv[3], NULL, 10);
  rate = strtod(argv[4], NULL);
  length = strtod(argv[5], NULL);
  strftime(today, sizeof today, "%Y-%m-%d", gmtime_r(&clock, &day));
  pthread_t *t = calloc((size_t)clients, sizeof *t);
  for (int k = 0; k < KINDS; k++) took[k] = calloc(MOST, sizeof **took);
  if (!offices || !t || !took[KINDS - 1]) return 2;
  start = now();
  for (int i = 0; i < clients; i++) pthread_create(&t[i], NULL, run, (void *)strtol(argv[6], NULL, 10));
  for (int i = 0; i < clients; i++) pthread_join(t[i], NULL);
  double seconds = now() - start;
  for (int k = 0; k < KINDS; k++) {
    long n = atomic_load(&n_of[k]), kept = n < MOST ? n : MOST;
    qsort(took[k], (size_t)kept, sizeof **took, by_size);
    if (kept) printf("%s %ld %ld %.1f %.1f %.1f %.1f\n", names[k], n, atomic_load(&failed_of[k]), took[k][kept / 2] * 1e3, took[k][kept * 95 / 100] * 1e3,
                     took[k][kept * 99 / 100] * 1e3, took[k][kept - 1] * 1e3);
  }
  long done = atomic_load(&n_done), refused = atomic_load(&n_refused);
  printf("siklus %ld %ld %ld %.1f\n", done + refused, done, refused, seconds);
  return 0;
}
