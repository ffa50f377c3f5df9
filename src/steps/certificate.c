#include "steps/certificate.h"

#include "office/office_sql.h"
#include "store/store_sql.h"

/* ---- whose it is ---- */

static bool letter(char c) { return (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80; }

/* "Dr. Contoh Nama, S.Sos." -> "CONTOH NAMA": what stands before the first comma, without words that end with a dot. */
static str bare_name(arena *a, str name) {
  str rest, word;
  buf b = BUF(a);
  str_cut(name, ',', &rest);
  while (rest.p) {
    rest = str_cut(rest, ' ', &word);
    if (!word.n || word.p[word.n - 1] == '.') continue;
    if (b.n) buf_char(&b, ' ');
    for (size_t i = 0; i < word.n; i++) {
      char c = word.p[i] >= 'a' && word.p[i] <= 'z' ? (char)(word.p[i] - 32) : word.p[i];
      if (letter(c)) buf_char(&b, c);
    }
  }
  return buf_str(&b);
}

static str digits(arena *a, str text) {
  buf b = BUF(a);
  for (size_t i = 0; i < text.n; i++)
    if (text.p[i] >= '0' && text.p[i] <= '9') buf_char(&b, text.p[i]);
  return buf_str(&b);
}

bool certificate_names(arena *a, const actor *who, str subject, str name) {
  enum { NIP_DIGITS = 18 };
  str nip = digits(a, who->nip), own = bare_name(a, who->name);
  if (nip.n == NIP_DIGITS && str_find(digits(a, subject), nip) >= 0) return true;
  return own.n && str_eq(own, bare_name(a, name));
}

/* ---- who issued it ---- */

#define ROOTS_SETTING "akar"

err certificate_roots(db_ro *db, arena *a, str *pem) {
  sql_setting_of_row *r;
  TRY(sql_setting_of(db, a, 0, S(ROOTS_SETTING), &r));
  *pem = r && r->value.n ? r->value : STR_NONE;
  return NULL;
}

static str joined(arena *a, str_list names) {
  buf b = BUF(a);
  for (size_t i = 0; i < names.n; i++) buf_fmt(&b, "%s%.*s", i ? "; " : "", STR_ARG(names.v[i]));
  return buf_str(&b);
}

err certificate_roots_put(db_rw *db, arena *a, const actor_mark *by, instant now, str pem) {
  str old, given = str_trim(pem);
  str_list names = cms_names(a, given);
  if (given.n && !names.n) return ERR_FIELD(a, S("akar"), "Teks ini tidak memuat sertifikat. Tempel isi berkas PEM, dari -----BEGIN CERTIFICATE----- sampai akhir.");
  TRY(certificate_roots(db_rw_ro(db), a, &old));
  if (str_eq(old.p ? old : S(""), given)) return NULL;
  TRY(sql_setting_put(db, a, 0, S(ROOTS_SETTING), given, NULL));
  return audit_add(db, a, 0, now, by, S("penerbit.ubah"), audit_change(a, S("penerbit yang dipercaya"), joined(a, cms_names(a, old)), joined(a, names)));
}

err certificate_roots_keep(db_rw *db, arena *a, const actor *who, instant now, str pem) {
  if (who->role != ROLE_ADMIN) return ERR(a, FORBIDDEN, "Hanya administrator yang dapat mengubah ini.");
  return certificate_roots_put(db, a, &(actor_mark){who->account, who->name, S("Administrator")}, now, pem);
}

static err check_issuer(arena *a, const signer *s, const certificate_file *f, instant now) {
  if (str_eq(signer_subject(a, s), signer_issuer_subject(a, s)))
    return ERR_FIELD(a, f->file_field, "Sertifikat ini dibuat sendiri, bukan oleh penerbit sertifikat (PSrE). Pakai sertifikat dari penerbit.");
  str reason = f->roots.n ? cms_untrusted(a, f->roots, signer_chain(a, s), now) : STR_NONE;
  if (!reason.p) return NULL;
  return ERR_FIELD(a, f->file_field, "Sertifikat ini tidak dapat dipakai di sini: %.*s. Pakai sertifikat dari penerbit yang dipercaya: %.*s.", STR_ARG(reason),
                   STR_ARG(joined(a, cms_names(a, f->roots))));
}

/* ---- opening ---- */

static err check(arena *a, const signer *s, const actor *who, const certificate_file *f, instant now) {
  enum { ZONE = 420 }; /* days are told as in Jakarta */
  str from = instant_id(a, signer_from(s), ZONE), until = instant_id(a, signer_until(s), ZONE);
  if (now.s > signer_until(s).s)
    return ERR_FIELD(a, f->file_field, "Sertifikat ini sudah berakhir pada %.*s. Perpanjang sertifikatnya, atau tanda tangani basah.", STR_ARG(until));
  if (now.s < signer_from(s).s) return ERR_FIELD(a, f->file_field, "Sertifikat ini baru berlaku mulai %.*s.", STR_ARG(from));
  if (!signer_may_sign(s)) return ERR_FIELD(a, f->file_field, "Sertifikat ini bukan untuk tanda tangan. Pakai sertifikat tanda tangan Anda.");
  if (!certificate_names(a, who, signer_subject(a, s), signer_name(s)))
    return ERR_FIELD(a, f->file_field, "Sertifikat ini milik %.*s, bukan milik Anda. Pakai sertifikat atas nama %.*s.", STR_ARG(signer_name(s)), STR_ARG(who->name));
  return check_issuer(a, s, f, now);
}

err certificate_open(arena *a, const actor *who, const certificate_file *f, instant now, signer **out) {
  err e = signer_open(a, f->bytes, str_z(a, f->passphrase), out); /* a copy of its own, which is wiped */
  if (e && e->code == ERR_LOGIN) return ERR_FIELD(a, f->passphrase_field, "%.*s", STR_ARG(e->user));
  if (e && e->code == ERR_INPUT) return ERR_FIELD(a, f->file_field, "%.*s", STR_ARG(e->user));
  return e ? e : check(a, *out, who, f, now);
}

/* ---- keeping ---- */

typedef struct keeping { const actor *who; const certificate_file *file; instant now; str subject, issuer; instant from, until; } keeping;

static err audit(db_rw *db, arena *a, const keeping *k, const char *action, str old, str new_) {
  actor_mark by = {k->who->account, k->who->name, S("pemilik sertifikat")};
  return audit_add(db, a, k->who->office.v, k->now, &by, str_of(action), audit_change(a, S("sertifikat"), old, new_));
}

static str described(arena *a, str subject, str issuer) { return STR_CAT(a, subject, S(", diterbitkan oleh "), issuer); }

static err keep(db_rw *db, arena *a, void *what) {
  const keeping *k = what;
  sql_certificate_of_row *old;
  TRY(sql_certificate_of(db_rw_ro(db), a, k->who->person, &old));
  TRY(sql_certificate_put(db, a, k->who->person, k->file->name, k->file->bytes, k->subject, k->issuer, k->from, k->until, k->now, NULL));
  return audit(db, a, k, "sertifikat.simpan", old ? described(a, old->subject, old->issuer) : STR_NONE, described(a, k->subject, k->issuer));
}

err certificate_keep(store *s, arena *a, const actor *who, const certificate_file *f, instant now) {
  signer *own;
  TRY(certificate_open(a, who, f, now, &own));
  keeping k = {.who = who, .file = f, .now = now, .subject = signer_name(own), .issuer = signer_issuer(a, own), .from = signer_from(own),
               .until = signer_until(own)};
  return store_write(s, a, keep, &k);
}

static err drop(db_rw *db, arena *a, void *what) {
  const keeping *k = what;
  sql_certificate_of_row *old;
  TRY(sql_certificate_of(db_rw_ro(db), a, k->who->person, &old));
  if (!old) return ERR(a, NOT_FOUND, "Tidak ada sertifikat yang tersimpan.");
  TRY(sql_certificate_remove(db, a, k->who->person, NULL));
  return audit(db, a, k, "sertifikat.hapus", described(a, old->subject, old->issuer), STR_NONE);
}

err certificate_drop(store *s, arena *a, const actor *who, instant now) { return store_write(s, a, drop, &(keeping){.who = who, .now = now}); }
