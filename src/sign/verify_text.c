/* What a check found, in words for a person. */
#include "verify_bundle.h"

static const str words[] = {
#define X(name, word) SC(word),
    BUNDLE_FAULTS(X)
#undef X
};
/* What each kind of fault means and what to do; same order. */
static const str meanings[] = {
    SC("Isi berkas ini bukan lagi yang dimasukkan ke dalam paket. Minta salinan paket yang asli."),
    SC("Berkas atau bagian ini dikeluarkan dari paket. Minta salinan paket yang asli."),
    SC("Berkas ini dimasukkan setelah paket dibuat. Ia tidak membuktikan apa pun tentang siklus ini."),
    SC("Catatan siapa melakukan apa dan kapan telah diubah, dipotong, atau disisipi. "
       "Bandingkan dengan kepala rantai pada laporan yang ditandatangani."),
    SC("Dua bagian paket saling bertentangan: salah satunya diubah setelah paket dibuat."),
    SC("Tanda tangan elektronik di dalam PDF ini tidak dapat dipercaya: dokumen diubah sesudahnya atau tanda tangannya rusak."),
    SC("Berkas ZIP dikemas ulang atau rusak. Bila hanya ini yang disebut, isi berkas di dalamnya tetap sama; "
       "minta paket yang asli untuk kepastian penuh."),
};
_Static_assert(LEN(words) == LEN(meanings), "one meaning per kind of fault");

static const char checked[] =
    "YANG DIPERIKSA\n"
    "1. Segel arsip: tidak boleh ada satu byte pun dari berkas ZIP ini yang berubah sejak dibuat.\n"
    "2. Isi: %zu berkas dibandingkan dengan SHA-256 dan ukuran dalam manifest.json dan SHA256SUMS; tidak boleh ada\n"
    "   yang berubah, hilang, atau bertambah.\n"
    "3. Rantai jejak: hash %zu entri dihitung ulang. Setiap entri memuat hash entri sebelumnya, dan entri terakhir harus sama dengan kepala\n"
    "   rantai dalam manifest.json, sehingga entri yang diubah, disisipkan, atau dipotong di ujung terlihat.\n"
    "4. Dokumen: %zu PDF dibandingkan dengan dokumen.csv; %zu kepala rantai yang dicatat atau tercetak saat dokumen terbit harus ada pada rantai;\n"
    "   setiap naskah beku dan setiap berkas bukti harus disebut oleh rantai dengan SHA-256 yang sama.\n"
    "5. Angka: tabel angka.csv ada dan terbaca, %zu baris; temuan.csv, %zu jawaban atas temuan.\n"
    "6. Tanda tangan elektronik di dalam PDF: %zu diperiksa. Cara menandatangani setiap dokumen harus sama dalam manifest.json, dokumen.csv,\n"
    "   rantai jejak, dan di dalam PDF-nya sendiri.\n";

static const char unknown[] =
    "YANG TIDAK DAPAT DIKETAHUI TANPA JARINGAN\n"
    "Pemeriksaan ini membuktikan bahwa isi paket saling cocok, bukan siapa yang membuatnya. Orang yang menguasai basis data dapat membuat\n"
    "paket lain yang juga saling cocok, atau memberikan paket lama yang berakhir lebih awal. Karena itu ambil laporan yang\n"
    "ditandatangani dan Tanda Terima Inspektorat dari tangan lain: kepala rantai yang tercetak di situ harus ada sebagai hash salah satu\n"
    "entri audit.jsonl, dan SHA-256 yang tercetak harus sama dengan yang ada dalam manifest.json. Bila tidak, paket ini bukan arsip dari siklus itu.\n"
    "Apakah angka yang dilaporkan benar di lapangan juga tidak terbukti dari hash; itu tugas bukti dukung dan reviu.\n"
    "Siapa penanda tangan sebuah PDF hanya terbukti bila sertifikat akar penerbitnya diberikan dengan --roots; tanpa itu setiap tanda tangan\n"
    "di dalam PDF disebut digital, apa pun yang tercatat. Apakah sertifikatnya dicabut hanya diketahui bila jawaban penerbit ada di dalam PDF.\n";

static void subject(buf *b, const bundle_report *r) {
  if (!r->office.p) return;
  buf_fmt(b, "Paket arsip %.*s, tahun %lld", STR_ARG(r->office), (long long)r->year);
  if (r->quarter > 0) buf_fmt(b, " triwulan %lld", (long long)r->quarter);
  buf_fmt(b, ", SOP %.*s%s.\n", STR_ARG(r->sop), r->running ? " (siklus masih berjalan saat paket dibuat)" : "");
}

static void faults(buf *b, const bundle_report *r, bool explain) {
  bool told[LEN(meanings)] = {0};
  for (size_t i = 0; i < r->faults.n; i++) {
    const bundle_fault *f = &r->faults.v[i];
    buf_fmt(b, "%.*s  %.*s: %.*s.\n", STR_ARG(words[f->kind]), STR_ARG(f->what), STR_ARG(f->reason));
    told[f->kind] = true;
  }
  if (!explain || !r->faults.n) return;
  buf_z(b, "\nARTINYA\n");
  for (size_t k = 0; k < LEN(meanings); k++)
    if (told[k]) buf_fmt(b, "%.*s: %.*s\n", STR_ARG(words[k]), STR_ARG(meanings[k]));
}

static bool has_mode(const bundle_report *r, enum sign_mode m) {
  bool any = false;
  for (size_t i = 0; i < r->signed_.n; i++) any = any || r->signed_.v[i].judged == m;
  return any;
}

static void revoked(buf *b, arena *a, const revocation *r) {
  enum { ZONE = 420 }; /* days are told as in Jakarta */
  if (r->state == REVOCATION_GOOD) buf_fmt(b, "    tidak dicabut, menurut penerbitnya pada %.*s (%.*s)\n", STR_ARG(instant_id(a, r->told, ZONE)), STR_ARG(r->by));
  else if (r->state == REVOCATION_REVOKED) buf_fmt(b, "    dicabut sejak %.*s (%.*s)\n", STR_ARG(instant_id(a, r->since, ZONE)), STR_ARG(r->by));
  else buf_z(b, "    pencabutan tidak diketahui: tidak ada jawaban penerbit di dalam PDF\n");
}

static void one_signed(buf *b, arena *a, const bundle_signed *s) {
  buf_fmt(b, "  %.*s: %.*s", STR_ARG(s->path), STR_ARG(s->by));
  if (s->n > 1) buf_fmt(b, ", tanda tangan ke-%lld", (long long)s->n);
  if (s->certificate.n) buf_fmt(b, " (sertifikat %.*s)", STR_ARG(s->certificate));
  if (s->mode != s->judged) buf_fmt(b, "; tercatat saat ditandatangani: %.*s", STR_ARG(sign_mode_words(s->mode)));
  buf_char(b, '\n');
  if (sign_mode_in_pdf(s->mode)) revoked(b, a, &s->revocation);
}

/* The ways of signing, told apart, each with its documents. */
static void modes(buf *b, arena *a, const bundle_report *r) {
  static const enum sign_mode order[] = {SIGN_CERTIFIED, SIGN_DIGITAL, SIGN_WET, SIGN_APPROVED};
  buf_z(b, "\nCARA MENANDATANGANI\n");
  if (!r->signed_.n) buf_z(b, "Tidak ada dokumen yang ditandatangani.\n");
  for (size_t k = 0; k < LEN(order); k++) {
    if (!has_mode(r, order[k])) continue;
    buf_fmt(b, "%.*s. %.*s\n", STR_ARG(sign_mode_words(order[k])), STR_ARG(sign_mode_about(order[k])));
    for (size_t i = 0; i < r->signed_.n; i++)
      if (r->signed_.v[i].judged == order[k]) one_signed(b, a, &r->signed_.v[i]);
  }
}

str bundle_report_text(arena *a, const bundle_report *r, bool explain) {
  buf b = BUF(a);
  subject(&b, r);
  if (explain) {
    buf_char(&b, '\n');
    buf_fmt(&b, checked, r->files, r->entries, r->documents, r->heads, r->figures, r->findings, r->signatures);
    modes(&b, a, r);
    buf_z(&b, "\nHASIL\n");
  }
  faults(&b, r, explain);
  if (r->faults.n) buf_fmt(&b, "%s%zu kesalahan: paket ini TIDAK utuh.\n", explain ? "\n" : "", r->faults.n);
  else buf_fmt(&b, "Utuh: %zu berkas, %zu entri jejak.\n", r->files, r->entries);
  if (r->head.p) buf_fmt(&b, "Kepala rantai: %.*s\n", STR_ARG(r->head));
  if (explain) {
    buf_char(&b, '\n');
    buf_z(&b, unknown);
  }
  return buf_str(&b);
}
