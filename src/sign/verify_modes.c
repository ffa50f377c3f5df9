/* How documents are signed: what manifest.json says, held against dokumen.csv, the audit chain and the signatures inside the PDFs. */
#include "verify_part.h"

bool verify_read_modes(check *c, const json_t *all) {
  for (size_t i = 0; i < json_array_size(all); i++) {
    const json_t *j = json_array_get(all, i);
    bundle_signed s = {.path = verify_text(j, "berkas"), .n = verify_whole(j, "ke"), .mode = sign_mode_of(verify_text(j, "cara")),
                       .by = verify_text(j, "penanda_tangan"), .certificate = verify_text(j, "sertifikat"), .judged = SIGN_NONE};
    if (!s.path.p || s.n < 1 || s.mode == SIGN_NONE || !s.by.p || !s.certificate.p) return false;
    s.judged = s.mode == SIGN_CERTIFIED ? SIGN_DIGITAL : s.mode; /* certified is what a root proves */
    LIST_ADD(c->a, &c->out->signed_, s);
  }
  return json_is_array(all);
}

/* The k-th signature of a document; NULL when there is none. */
static bundle_signed *nth(check *c, str path, int64_t k) {
  for (size_t i = 0; i < c->out->signed_.n; i++)
    if (c->out->signed_.v[i].n == k && str_eq(c->out->signed_.v[i].path, path)) return &c->out->signed_.v[i];
  return NULL;
}

/* What the chain recorded when a document with these frozen blocks was issued. */
static str recorded(const check *c, str hash) {
  for (size_t i = 0; i < c->issued.n; i++)
    if (str_eq(c->issued.v[i].hash, hash)) return c->issued.v[i].mode;
  return STR_NONE;
}

static void against_chain(check *c, const file *f, str mode) {
  str base = str_sub(f->name, 0, f->name.n > 4 ? f->name.n - 4 : 0);
  const file *frozen = verify_find(c, STR_CAT(c->scratch, base, S(".json")));
  str was = frozen && frozen->hash.p ? recorded(c, frozen->hash) : STR_NONE;
  if (was.p && !str_eq(was, mode)) verify_fault(c, BUNDLE_CHAIN, f->name, S("cara menandatanganinya bukan yang tercatat dalam rantai jejak"));
}

void verify_mode(check *c, const file *f, str mode, str by, str certificate) {
  const bundle_signed *first = nth(c, f->name, 1);
  bool same = first ? str_eq(sign_mode_code(first->mode), mode) && str_eq(first->by, by) && str_eq(first->certificate, certificate) : !mode.n;
  if (c->has_manifest && !same)
    verify_fault(c, BUNDLE_DISAGREES, f->name, S("cara atau nama penanda tangannya dalam manifest.json tidak sama dengan yang ada dalam dokumen.csv"));
  against_chain(c, f, mode);
  if (!sign_mode_in_pdf(sign_mode_of(mode)) || !f->hash.p) return;
  if (!f->signable)
    verify_fault(c, BUNDLE_SIGNATURE, f->name, S("dokumen.csv menyebutnya bertanda tangan sertifikat, tetapi tidak ada tanda tangan di dalam PDF ini"));
  if (!verify_holds(&c->proven, f->hash))
    verify_fault_file(c, BUNDLE_CHAIN, f->name, S("dokumen bertanda tangan ini bukan yang tercatat dalam rantai jejak"));
}

void verify_modes(check *c) {
  for (size_t i = 0; i < c->out->signed_.n; i++) {
    const bundle_signed *s = &c->out->signed_.v[i];
    if (!verify_find(c, s->path)) verify_fault_file(c, BUNDLE_MISSING, s->path, S("disebut bertanda tangan dalam manifest.json, tetapi tidak ada di dalam paket"));
    else if (!str_starts(s->path, S("dokumen/")) || (s->n > 1 && !nth(c, s->path, s->n - 1)))
      verify_fault(c, BUNDLE_DISAGREES, s->path, S("tanda tangannya dalam manifest.json tidak berurutan, atau bukan milik sebuah dokumen"));
  }
}

/* The signatures of persons inside, in their order, are those that the manifest names. */
void verify_mode_judged(check *c, const file *f, const pdf_signatures *all) {
  int64_t persons = 0, named = 0;
  if (!str_starts(f->name, S("dokumen/")) || !c->has_manifest) return;
  for (size_t i = 0; i < all->n; i++) {
    bundle_signed *s = all->v[i].timestamp ? NULL : nth(c, f->name, ++persons);
    if (!s || !sign_mode_in_pdf(s->mode)) continue;
    s->judged = all->v[i].cms.trust == CMS_TRUSTED && all->v[i].sound ? SIGN_CERTIFIED : SIGN_DIGITAL;
    s->revocation = all->v[i].cms.revocation;
    s->revocation.by = str_copy(c->a, s->revocation.by);
  }
  for (size_t i = 0; i < c->out->signed_.n; i++) named += str_eq(c->out->signed_.v[i].path, f->name) && sign_mode_in_pdf(c->out->signed_.v[i].mode);
  if (persons != named)
    verify_fault(c, BUNDLE_SIGNATURE, f->name, str_fmt(c->a, "manifest.json menyebut %lld tanda tangan dengan sertifikat, di dalam PDF ini ada %lld", (long long)named, (long long)persons));
}
