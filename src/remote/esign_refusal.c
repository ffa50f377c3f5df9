/* Refusals of the service: {"error": "...", "status_code": 2031} with status 400, 401, 404 or 500. The numbers are those that clients of
 * several regencies know; where a number is missing or new, the words decide. */
#include <jansson.h>

#include "esign.h"

#define PAPER " Laporan dapat pula ditandatangani di atas kertas, lalu pindaiannya diunggah."

/* kind of error, field it is shown at, number, word of the message in lower case, text */
typedef struct refusal { enum err_code code; const char *field; int number; const char *word, *text; } refusal;
static const refusal refusals[] = {
    {ERR_INPUT, "frasa", 2031, "passphrase", "Frasa sandi (passphrase) sertifikat salah. Ketik ulang frasa sandi sertifikat elektronik Anda."},
    {ERR_GATE, NULL, 0, "dicabut", "Sertifikat elektronik Anda telah dicabut. Ajukan penerbitan baru ke BSrE melalui verifikator daerah."},
    {ERR_GATE, NULL, 0, "revoke", "Sertifikat elektronik Anda telah dicabut. Ajukan penerbitan baru ke BSrE melalui verifikator daerah."},
    {ERR_GATE, NULL, 0, "kedaluwarsa", "Sertifikat elektronik Anda sudah habis masa berlakunya. Perpanjang di BSrE, lalu tanda tangani lagi."},
    {ERR_GATE, NULL, 0, "kadaluarsa", "Sertifikat elektronik Anda sudah habis masa berlakunya. Perpanjang di BSrE, lalu tanda tangani lagi."},
    {ERR_GATE, NULL, 0, "expired", "Sertifikat elektronik Anda sudah habis masa berlakunya. Perpanjang di BSrE, lalu tanda tangani lagi."},
    {ERR_INPUT, "nik", 2011, "tidak terdaftar", "NIK ini tidak terdaftar di BSrE. Periksa NIK-nya; bila sudah benar, daftarkan dulu penanda tangan ke BSrE."},
    {ERR_INPUT, "nik", 0, "not registered", "NIK ini tidak terdaftar di BSrE. Periksa NIK-nya; bila sudah benar, daftarkan dulu penanda tangan ke BSrE."},
    {ERR_GATE, NULL, 0, "sertifikat", "BSrE belum memiliki sertifikat yang berlaku untuk penanda tangan ini. Selesaikan penerbitannya di BSrE."},
};

static const char too_busy[] = "Layanan penandatanganan BSrE sedang terganggu. Tidak ada yang berubah; coba lagi nanti." PAPER;
static const char no_account[] =
    "Layanan penandatanganan BSrE menolak akun kantor ini. Minta administrator memeriksa nama pengguna dan kata sandi layanan pada setelan." PAPER;
static const char unknown[] = "Layanan penandatanganan BSrE menolak dokumen ini. Tidak ada yang berubah; laporkan kepada administrator." PAPER;

/* Its words and number: nothing else of a refusal is used, and neither goes to the user as it is. */
static str words_of(arena *a, str body, int *number) {
  static const char *const keys[] = {"error", "message", "deskripsi_status"};
  json_t *j = json_loadb(body.p ? body.p : "", body.n, 0, NULL);
  str words = STR_NONE;
  for (size_t i = 0; i < LEN(keys) && !words.p; i++) {
    const json_t *v = json_object_get(j, keys[i]);
    if (json_is_string(v)) words = str_lower(a, str_utf8_head((str){json_string_value(v), json_string_length(v)}, 200));
  }
  *number = (int)json_integer_value(json_object_get(j, "status_code"));
  json_decref(j);
  return words;
}

static const refusal *find(str words, int number) {
  for (size_t i = 0; i < LEN(refusals); i++)
    if (number && refusals[i].number == number) return &refusals[i];
  for (size_t i = 0; i < LEN(refusals); i++)
    if (str_find(words, str_of(refusals[i].word)) >= 0) return &refusals[i];
  return NULL;
}

err esign_refused(arena *a, int status, str body) {
  int number;
  str words = words_of(a, body, &number);
  const refusal *r = find(words, number);
  err e;
  if (r) e = err_new(a, r->code, __FILE__, __LINE__, "%s" PAPER, r->text);
  else if (status == 401 || status == 403) e = ERR(a, BUSY, "%s", no_account);
  else e = ERR(a, BUSY, "%s", status >= 500 ? too_busy : unknown);
  if (r && r->field) err_at(a, e, str_of(r->field), str_of(r->text));
  e->cause = str_fmt(a, "esign: HTTP %d, number %d", status, number);
  return e;
}
