/* mode: how a document is signed, told apart wherever it shows: pages, paper, bundle, proof.
 *
 * PP 71/2019 Pasal 60 knows certified and uncertified electronic signatures; the third is a signature on paper whose scan is kept.
 * Who approves with the password of the account has not signed with a certificate, and nothing may say so. A signature with a certificate is
 * certified only when its chain ends in a root that the installation (or who checks) names; else it is digital, of an issuer not known here.
 */
#ifndef TAKAR_SIGN_MODE_H
#define TAKAR_SIGN_MODE_H
#include "base/str.h"

/* name, code as stored and handed on, words, what it is worth */
#define SIGN_MODES(X)                                                                                                                \
  X(NONE, "", "Belum ditandatangani", "Dokumen ini tidak ditandatangani.")                                                           \
  X(APPROVED, "takar", "Persetujuan elektronik tidak tersertifikasi",                                                                \
    "Disetujui di dalam Takar oleh pemilik akun dan dicatat dalam jejak audit. Bukan tanda tangan dengan sertifikat elektronik "      \
    "(PP 71/2019 Pasal 60).")                                                                                                        \
  X(CERTIFIED, "sertifikat", "Tanda tangan elektronik tersertifikasi",                                                               \
    "Ditandatangani di dalam PDF dengan sertifikat elektronik yang disebut di sini (UU ITE Pasal 11, PP 71/2019 Pasal 60). Setiap "   \
    "perubahan pada berkas membuat tanda tangan tidak sah; hasil cetaknya tidak dapat diperiksa.")                                   \
  X(DIGITAL, "digital", "Tanda tangan digital, penerbit belum dikenal",                                                              \
    "Ditandatangani di dalam PDF dengan sertifikat yang disebut di sini; setiap perubahan pada berkas terlihat. Penerbit sertifikatnya "  \
    "belum dikenal di sini, sehingga siapa penanda tangannya belum terbukti: ini bukan tanda tangan elektronik tersertifikasi.")     \
  X(WET, "basah", "Tanda tangan basah (pindaian)",                                                                                   \
    "Ditandatangani di atas kertas; pindaiannya disimpan dengan SHA-256. Aslinya ada pada penerbit.")
enum sign_mode {
#define X(name, code, words, about) SIGN_##name,
  SIGN_MODES(X)
#undef X
};

str sign_mode_code(enum sign_mode m);
str sign_mode_words(enum sign_mode m);
str sign_mode_about(enum sign_mode m);
enum sign_mode sign_mode_of(str code); /* SIGN_NONE when unknown */
bool sign_mode_in_pdf(enum sign_mode m); /* with a certificate, inside the PDF */
#endif
