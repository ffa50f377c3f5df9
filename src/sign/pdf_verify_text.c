/* What the check of a PDF's signatures found, in words for a person. */
#include "pdf_verify.h"

static str when(arena *a, instant t, int offset) { return instant_some(t) ? instant_id(a, t, offset) : S("waktu tidak disebut"); }

static void trust(buf *b, const pdf_signature *s) {
  static const char *const words[] = {"belum dikenal: berikan sertifikat akar penerbitnya dengan --roots", "dipercaya", "TIDAK dipercaya"};
  buf_fmt(b, "  penerbit   %.*s (%s)\n", STR_ARG(s->cms.issuer), words[s->cms.trust]);
}

static void revocations(buf *b, arena *a, const pdf_signature *s, int offset) {
  const revocation *r = &s->cms.revocation;
  if (r->state == REVOCATION_GOOD)
    buf_fmt(b, "  pencabutan tidak dicabut, menurut penerbitnya pada %.*s (%.*s)\n", STR_ARG(when(a, r->told, offset)), STR_ARG(r->by));
  else if (r->state == REVOCATION_REVOKED)
    buf_fmt(b, "  pencabutan %s sejak %.*s (%.*s)\n", s->cms.revoked ? "DICABUT" : "dicabut kemudian,", STR_ARG(when(a, r->since, offset)),
            STR_ARG(r->by));
  else buf_z(b, "  pencabutan tidak diketahui: tidak ada jawaban penerbit di dalam PDF ini\n");
}

static void times(buf *b, arena *a, const pdf_signature *s, int offset) {
  if (!s->timestamp) buf_fmt(b, "  waktu      %.*s, menurut penanda tangan\n", STR_ARG(when(a, s->claimed, offset)));
  if (instant_some(s->cms.stamped))
    buf_fmt(b, "  cap waktu  %.*s, dari %.*s\n", STR_ARG(when(a, s->cms.stamped, offset)), STR_ARG(s->cms.stamped_by));
}

static void one(buf *b, arena *a, const pdf_signature *s, int offset) {
  static const char *const afters[] = {"tidak ada perubahan", "hanya ditambah tanda tangan atau data pembuktian", "DOKUMEN DIUBAH"};
  str who = s->cms.signer.n ? s->cms.signer : S("penanda tangan tidak dikenal");
  buf_fmt(b, "%s %.*s: %s\n", s->timestamp ? "Cap waktu dokumen oleh" : "Tanda tangan", STR_ARG(who), s->sound ? "utuh" : "TIDAK SAH");
  if (s->fault.n) buf_fmt(b, "  sebab      %.*s\n", STR_ARG(s->fault));
  if (!s->cms.signer.n) return;
  trust(b, s);
  times(b, a, s, offset);
  revocations(b, a, s, offset);
  if (s->reason.n) buf_fmt(b, "  alasan     %.*s\n", STR_ARG(s->reason));
  if (s->location.n) buf_fmt(b, "  tempat     %.*s\n", STR_ARG(s->location));
  buf_fmt(b, "  sesudahnya %s\n", afters[s->after]);
}

static const char explained[] =
    "\nYANG DIPERIKSA\n"
    "Setiap tanda tangan di dalam PDF: rentang byte yang ditandatangani mencakup seluruh dokumen pada saat itu; SHA-256-nya dihitung ulang;\n"
    "tanda tangan cocok dengan sertifikat penanda tangan; sertifikat itu sampai ke akar yang diberikan dengan --roots dan berlaku saat\n"
    "ditandatangani; cap waktu, bila ada; dan apa yang ditambahkan sesudahnya.\n"
    "\nARTINYA\n"
    "“Utuh” berarti tidak satu huruf pun berubah sejak ditandatangani. “Dipercaya” berarti penerbit sertifikat menjamin siapa penanda\n"
    "tangannya. Tanda tangan yang utuh dengan penerbit yang belum dinilai dapat dibuat oleh siapa saja atas nama siapa saja.\n"
    "\nYANG TIDAK DAPAT DIKETAHUI TANPA JARINGAN\n"
    "Apakah sertifikat dicabut, kecuali jawaban penerbit (OCSP atau daftar pencabutan) ada di dalam PDF. Waktu menurut penanda tangan berasal dari komputernya sendiri;\n"
    "hanya cap waktu yang membuktikan kapan. Hasil cetak di kertas tidak dapat diperiksa.\n";

static const char *conclusion(const pdf_signatures *all) {
  if (pdf_signatures_hold(all, true)) return "Kesimpulan: semua tanda tangan utuh dan penerbitnya dipercaya.\n";
  if (pdf_signatures_hold(all, false)) return "Kesimpulan: semua tanda tangan utuh, tetapi siapa penanda tangannya belum terbukti.\n";
  return "Kesimpulan: dokumen ini TIDAK terbukti ditandatangani dan utuh.\n";
}

str pdf_signatures_text(arena *a, const pdf_signatures *all, bool explain, int offset_minutes) {
  buf b = BUF(a);
  if (!all->n) buf_z(&b, "PDF ini tidak memuat tanda tangan elektronik.\n");
  for (size_t i = 0; i < all->n; i++) one(&b, a, &all->v[i], offset_minutes);
  buf_z(&b, conclusion(all));
  if (explain) buf_z(&b, explained);
  return buf_str(&b);
}
