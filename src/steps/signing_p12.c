/* Signing with one's own certificate: the PKCS#12 file kept for the account, or one that is sent with the action. */
#include "office/office_sql.h"
#include "remote/evidence.h"
#include "sign/pdf_verify.h"
#include "steps/certificate.h"
#include "steps/outside.h"
#include "steps/signing.h"

const form_field p12_form[] = {
    {.name = "p12", .label = "Berkas sertifikat", .kind = FIELD_FILE, .max = CERTIFICATE_MAX, .hint = "berkas .p12 atau .pfx; hanya dipakai sekali ini, tidak disimpan"},
    {.name = "p12_sandi", .label = "Kata sandi sertifikat", .kind = FIELD_SECRET, .required = true, .max = PASSWORD_MAX,
     .hint = "kata sandi berkas sertifikat; tidak disimpan"},
    {0}};

typedef struct credential {
  signer *key;
  tsa stamp;
  str roots;
  bool asked, complete;   /* the issuer has been asked; it answered for the whole chain */
  pdf_evidence evidence;
} credential;

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
  own->roots = roots;
  c->credential = own;
  return NULL;
}

/* ---- what keeps the signature checkable ---- */

/* Asked once for all documents of an action, before the first is signed: with a revoked certificate nothing is. */
static err ask_issuer(step_call *c, credential *own) {
  if (own->asked) return NULL;
  str_list chain = signer_chain(c->a, own->key), path = own->roots.n ? cms_path(c->a, own->roots, chain, c->now) : (str_list){0};
  own->asked = true;
  if (!path.n) return own->evidence.certs = chain, NULL;
  err e = evidence_fetch(c->a, &path, c->now, &own->evidence, &own->complete);
  return e && e->code == ERR_GATE ? ERR_FIELD(c->a, S("p12"), "%.*s", STR_ARG(e->user)) : e;
}

/* The authority of the timestamp too must be known and not revoked, now and later; else the data are not complete. */
static err ask_authority(step_call *c, const credential *own, str pdf, pdf_evidence *e, bool *complete) {
  pdf_signatures all;
  bool known = false;
  TRY(pdf_verify(c->a, pdf, own->roots, &all));
  const cms_result *last = all.n ? &all.v[all.n - 1].cms : NULL;
  if (!last || !last->stamp_chain.n || !*complete) return NULL;
  str_list path = cms_path(c->a, own->roots, last->stamp_chain, last->stamped);
  err failed = path.n ? evidence_fetch(c->a, &path, c->now, e, &known) : NULL;
  if (failed && failed->code != ERR_GATE) return failed;
  *complete = known;
  return NULL;
}

/* What is in the PDF beside the signature, in words for every page and table that names the certificate. */
static const char *level(bool stamped, bool answered, bool closed) {
  if (stamped && answered) return closed ? "dengan cap waktu dan data pencabutan (PAdES B-LTA)" : "dengan cap waktu dan data pencabutan (PAdES B-LT)";
  if (stamped) return "dengan cap waktu, tanpa data pencabutan (PAdES B-T)";
  return answered ? "dengan data pencabutan, tanpa cap waktu (PAdES B-B)" : "tanpa cap waktu dan data pencabutan (PAdES B-B)";
}

static str without_evidence(const step_call *c) {
  if (c->mode == SIGN_DIGITAL) return S("Tanpa data pencabutan: penerbit sertifikatnya belum dikenal di sini");
  return S("Tanpa data pencabutan yang lengkap: tidak ada jawaban yang sah dari penerbit sertifikat atau cap waktunya");
}

/* ---- signing ---- */

static err finish(step_call *c, const credential *own, str signed_, bool stamped, sign_task *t) {
  pdf_evidence e = {0};
  bool complete = own->complete, closed = false;
  str pdf;
  for (size_t i = 0; i < own->evidence.certs.n; i++) LIST_ADD(c->a, &e.certs, own->evidence.certs.v[i]);
  for (size_t i = 0; i < own->evidence.ocsps.n; i++) LIST_ADD(c->a, &e.ocsps, own->evidence.ocsps.v[i]);
  for (size_t i = 0; i < own->evidence.crls.n; i++) LIST_ADD(c->a, &e.crls, own->evidence.crls.v[i]);
  if (stamped) TRY(ask_authority(c, own, signed_, &e, &complete));
  TRY(pdf_sign_evidence(c->a, signed_, &e, &pdf));
  t->pdf = pdf;
  if (stamped) TRY(signing_stamp(c, &own->stamp, &pdf, t));
  closed = t->pdf.n != pdf.n;
  if (!complete) signing_remark(c, t, without_evidence(c));
  t->certificate = STR_CAT(c->a, signer_name(own->key), S(", diterbitkan oleh "), signer_issuer(c->a, own->key), S("; "), str_of(level(stamped, complete, closed)));
  return NULL;
}

err p12_sign(step_call *c, sign_task *t) {
  credential *own = c->credential;
  const signer *s = own->key;
  str pdf, remark;
  doc_stamp mark = {.width = t->place.width, .height = t->place.height, .position = t->position, .name = t->name, .nip = t->nip,
                    .note = sign_mode_words(c->mode), .qr = t->qr};
  pdf_field f = {.name = signer_name(s), .reason = t->title, .location = c->cycle->office.place, .at = c->now, .page = t->place.page,
                 .x = t->place.x, .y = t->place.y, .mark = t->place.width > 0 ? &mark : NULL};
  TRY(ask_issuer(c, own));
  TRY(tsa_sign(c->a, &own->stamp, t->pdf, &f, s, &pdf, &remark));
  signing_remark(c, t, remark);
  return finish(c, own, pdf, own->stamp.address.n && !remark.n, t);
}
