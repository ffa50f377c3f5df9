/* Signing with one's own certificate: the PKCS#12 file kept for the account, or one that is sent with the action. */
#include "office/office_sql.h"
#include "steps/certificate.h"
#include "steps/outside.h"
#include "steps/signing.h"

const form_field p12_form[] = {
    {.name = "p12", .label = "Berkas sertifikat", .kind = FIELD_FILE, .max = CERTIFICATE_MAX, .hint = "berkas .p12 atau .pfx; hanya dipakai sekali ini, tidak disimpan"},
    {.name = "p12_sandi", .label = "Kata sandi sertifikat", .kind = FIELD_SECRET, .required = true, .max = PASSWORD_MAX,
     .hint = "kata sandi berkas sertifikat; tidak disimpan"},
    {0}};

typedef struct credential { signer *key; tsa stamp; } credential;

err p12_check(step_call *c) {
  const field *sent = fields_file(c->in, S("p12"));
  sql_certificate_of_row *kept = NULL;
  str roots;
  outside o;
  credential *own = NEW(c->a, credential);
  TRY(certificate_roots(c->ro, c->a, &roots));
  c->mode = sign_way_mode(c->way, roots);
  if (!sent) TRY(sql_certificate_of(c->ro, c->a, c->who->person, &kept));
  if (!sent && !kept) return ERR_FIELD(c->a, S("p12"), "Sertifikat Anda belum disimpan. Pilih berkasnya di sini, atau simpan dulu di halaman Sertifikat.");
  const certificate_file f = {.bytes = sent ? sent->value : kept->p12, .passphrase = fields_get(c->in, S("p12_sandi")), .roots = roots,
                              .file_field = S("p12"), .passphrase_field = S("p12_sandi")};
  TRY(certificate_open(c->a, c->who, &f, c->now, &own->key));
  TRY(outside_of(c->ro, c->a, c->cycle->office.id, &o));
  own->stamp = o.stamp;
  c->credential = own;
  return NULL;
}

/* Certificates go in beside the signature, so that it can be checked when their files are gone. */
static err add_chain(step_call *c, const signer *s, str *pdf) {
  pdf_evidence e = {.certs = signer_chain(c->a, s)};
  return pdf_sign_evidence(c->a, *pdf, &e, pdf);
}

err p12_sign(step_call *c, sign_task *t) {
  const credential *own = c->credential;
  const signer *s = own->key;
  str pdf, remark;
  doc_stamp mark = {.width = t->place.width, .height = t->place.height, .position = t->position, .name = t->name, .nip = t->nip,
                    .note = sign_mode_words(c->mode), .qr = t->qr};
  pdf_field f = {.name = signer_name(s), .reason = t->title, .location = c->cycle->office.place, .at = c->now, .page = t->place.page,
                 .x = t->place.x, .y = t->place.y, .mark = t->place.width > 0 ? &mark : NULL};
  TRY(tsa_sign(c->a, &own->stamp, t->pdf, &f, s, &pdf, &remark));
  t->certificate = STR_CAT(c->a, signer_name(s), S(", diterbitkan oleh "), signer_issuer(c->a, s));
  signing_remark(c, t, remark);
  TRY(add_chain(c, s, &pdf));
  if (!remark.n) return signing_stamp(c, &own->stamp, &pdf, t);
  t->pdf = pdf;
  return NULL;
}
