#include "pdf_accept.h"

#include "pdf_changes.h"

static err refused(arena *a, const char *cause, str detail) {
  err e = ERR(a, BUSY, "Jawaban layanan penandatanganan bukan dokumen yang dikirim dengan satu tanda tangan yang sah, jadi tidak dipakai. "
                           "Tidak ada yang berubah; coba lagi, atau tanda tangani di atas kertas dan unggah pindaiannya.");
  e->cause = STR_CAT(a, S("signed answer: "), str_of(cause), detail.n ? S(": ") : S(""), detail);
  return e;
}

static size_t persons(const pdf_signatures *all) {
  size_t n = 0;
  for (size_t i = 0; i < all->n; i++) n += !all->v[i].timestamp;
  return n;
}

/* The last signature of a person: those before it were there already. */
static const pdf_signature *newest(const pdf_signatures *all) {
  const pdf_signature *last = NULL;
  for (size_t i = 0; i < all->n; i++)
    if (!all->v[i].timestamp) last = &all->v[i];
  return last;
}

static err check_revision(arena *a, str sent, str got) {
  pdfin *old, *new_;
  str what = STR_NONE;
  if (got.n <= sent.n || !str_starts(got, sent)) return refused(a, "the bytes that were sent are not there", STR_NONE);
  TRY(pdfin_open(a, sent, &old));
  if (pdfin_open(a, got, &new_)) return refused(a, "no sound PDF", STR_NONE);
  return pdf_only_signed(old, new_, &what) ? NULL : refused(a, "changed", what);
}

err pdf_accept(arena *a, str sent, str got, str roots, pdf_signature *added) {
  pdf_signatures before, after;
  TRY(check_revision(a, sent, got));
  TRY(pdf_verify(a, sent, STR_NONE, &before));
  TRY(pdf_verify(a, got, roots, &after));
  const pdf_signature *last = newest(&after);
  for (size_t i = 0; i < after.n; i++)
    if (!after.v[i].sound) return refused(a, "a signature is not sound", after.v[i].fault);
  if (!last || persons(&after) != persons(&before) + 1) return refused(a, "not one signature more", STR_NONE);
  if (last->covered <= sent.n) return refused(a, "the new signature does not cover what was sent", STR_NONE);
  *added = *last;
  return !roots.n || last->cms.trust == CMS_TRUSTED ? NULL : refused(a, "the signer is not trusted", last->fault);
}
