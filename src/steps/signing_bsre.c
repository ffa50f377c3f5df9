/* Signing through BSrE: the PDF goes to the service with NIK and passphrase, and comes back with the signature. */
#include "steps/certificate.h"
#include "steps/outside.h"
#include "steps/signing.h"

const form_field bsre_form[] = {
    {.name = "nik", .label = "NIK", .kind = FIELD_LINE, .required = true, .min = 16, .max = 16, .hint = "16 angka, seperti yang terdaftar di BSrE; tidak disimpan"},
    {.name = "frasa", .label = "Frasa sandi (passphrase)", .kind = FIELD_SECRET, .required = true, .max = 200,
     .hint = "frasa sandi sertifikat elektronik Anda di BSrE; diteruskan sekali, tidak disimpan"},
    {0}};

err bsre_offered(db_ro *db, arena *a, const cycle *c, bool *yes) {
  outside o;
  TRY(outside_of(db, a, c->office.id, &o));
  *yes = o.bsre.address.n > 0;
  return NULL;
}

err bsre_check(step_call *c) {
  outside *o = NEW(c->a, outside);
  TRY(outside_of(c->ro, c->a, c->cycle->office.id, o));
  if (!o->bsre.address.n) return ERR_FIELD(c->a, S("cara"), "Layanan BSrE belum disetel untuk perangkat daerah ini. Pilih cara lain, atau minta administrator menyetelnya.");
  TRY(certificate_roots(c->ro, c->a, &o->bsre.roots));
  c->mode = sign_way_mode(c->way, o->bsre.roots);
  if (!esign_nik_ok(fields_get(c->in, S("nik")))) return ERR_FIELD(c->a, S("nik"), "NIK terdiri atas 16 angka. Periksa lagi NIK penanda tangan.");
  c->credential = o;
  return NULL;
}

err bsre_sign(step_call *c, sign_task *t) {
  const outside *o = c->credential;
  bool visible = t->place.width > 0;
  esign_job job = {.pdf = t->pdf, .nik = fields_get(c->in, S("nik")), .passphrase = str_z(c->a, fields_get(c->in, S("frasa"))),
                   .link = visible ? t->qr : STR_NONE, .page = t->place.page, .x = t->place.x, .y = t->place.y, .width = t->place.width,
                   .height = t->place.height, .reason = t->title, .location = c->cycle->office.place};
  doc_stamp mark = {.width = t->place.width, .height = t->place.height, .position = t->position, .name = t->name, .nip = t->nip,
                    .note = sign_mode_words(c->mode), .qr = t->qr};
  esign_result r;
  if (visible) TRY(doc_stamp_png(c->a, &mark, &job.picture));
  TRY(esign_sign(c->a, &o->bsre, &job, &r));
  if (!certificate_names(c->a, c->who, r.added.cms.signer, r.added.cms.signer))
    return ERR_FIELD(c->a, S("nik"), "Sertifikat untuk NIK ini milik %.*s, bukan milik Anda. Isi NIK Anda sendiri.", STR_ARG(r.added.cms.signer));
  t->certificate = STR_CAT(c->a, r.added.cms.signer, S(", diterbitkan oleh "), r.added.cms.issuer);
  t->remark = r.id.n ? STR_CAT(c->a, S("Dokumen BSrE "), r.id) : STR_NONE;
  return signing_stamp(c, &o->stamp, &r.pdf, t);
}
