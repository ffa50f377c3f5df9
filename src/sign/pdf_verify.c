#include "pdf_verify.h"

#include "base/num.h"
#include "pdf_changes.h"

enum { DEEPEST = 16, MOST_FIELDS = 1000 };

typedef struct found { str name; qpdf_oh value; size_t covered; } found; /* covered: bytes up to the end of its range */
typedef struct looking {
  arena *a;
  pdfin *f;
  LIST(found) all;
  cms_trusted trusted;
} looking;

/* ---- finding ---- */

/* [0 gap end rest]: everything but one place. `rest` may end before the file does: then something was appended. */
static bool read_range(const pdfin *f, qpdf_oh range, size_t *gap, size_t *end, size_t *covered) {
  long long v[4];
  if (pdfin_items(f, range) != 4) return false;
  for (int i = 0; i < 4; i++) {
    qpdf_oh o = f->lib->oh_get_array_item(f->q, range, i);
    v[i] = f->lib->oh_is_integer(f->q, o) ? f->lib->oh_get_int_value(f->q, o) : -1;
    if (v[i] < 0 || v[i] > (long long)f->bytes.n) return false;
  }
  if (v[0] != 0 || v[1] >= v[2] || v[2] + v[3] > (long long)f->bytes.n) return false;
  *gap = (size_t)v[1];
  *end = (size_t)v[2];
  *covered = (size_t)(v[2] + v[3]);
  return true;
}

static void look(looking *l, qpdf_oh field, str parent, int depth) {
  const pdfin *f = l->f;
  str part = pdfin_text(f, pdfin_key(f, field, "/T")), name = !part.p ? parent : parent.n ? STR_CAT(l->a, parent, S("."), part) : part;
  qpdf_oh kids = pdfin_key(f, field, "/Kids"), value = pdfin_key(f, field, "/V");
  if (depth > DEEPEST || l->all.n >= MOST_FIELDS) return;
  if (str_eq(pdfin_name(f, pdfin_key(f, field, "/FT")), S("/Sig")) && f->lib->oh_is_dictionary(f->q, value)) {
    found x = {.name = name.p ? name : S(""), .value = value};
    LIST_ADD(l->a, &l->all, x);
  }
  for (int i = 0; i < pdfin_items(f, kids); i++) look(l, f->lib->oh_get_array_item(f->q, kids, i), name, depth + 1);
}

static void streams(const pdfin *f, qpdf_oh list, str_list *out) {
  for (int i = 0; i < pdfin_items(f, list) && i < MOST_FIELDS; i++) {
    qpdf_oh o = f->lib->oh_get_array_item(f->q, list, i);
    str der;
    if (f->lib->oh_is_stream(f->q, o) && pdfin_stream(f, o, true, &der)) LIST_ADD(f->a, out, der);
  }
}

/* ---- one signature ---- */

/* The place of the CMS holds just its hexadecimal digits, all in one case, so that no byte of it changes unseen. */
static bool place_ok(const pdfin *f, size_t gap, size_t end, str contents) {
  str place = str_sub(f->bytes, gap, end - gap);
  bool lower = false, upper = false;
  if (place.n != 2 * contents.n + 2 || place.p[0] != '<' || place.p[place.n - 1] != '>') return false;
  for (size_t i = 1; i + 1 < place.n; i++) {
    char c = place.p[i];
    lower = lower || (c >= 'a' && c <= 'f');
    upper = upper || (c >= 'A' && c <= 'F');
  }
  unsigned char *bytes = arena_alloc(f->a, contents.n + 1);
  return !(lower && upper) && num_unhex(str_sub(place, 1, place.n - 2), bytes, contents.n) && memcmp(bytes, contents.p, contents.n) == 0;
}

static int64_t digits(str s, size_t from, size_t n, int64_t otherwise) {
  int64_t v;
  return num_i64(str_sub(s, from, n), 0, 9999, &v) ? v : otherwise;
}

/* "D:20260405140000+07'00'" */
static instant moment(str s) {
  if (!str_starts(s, S("D:"))) return INSTANT_NONE;
  date day = date_of((int)digits(s, 2, 4, 0), (int)digits(s, 6, 2, 1), (int)digits(s, 8, 2, 1));
  int minute = (int)(digits(s, 10, 2, 0) * 60 + digits(s, 12, 2, 0));
  int offset = (int)(digits(s, 17, 2, 0) * 60 + digits(s, 20, 2, 0));
  char sign = s.n > 16 ? s.p[16] : 'Z';
  if (!date_some(day) || minute >= 1440 || offset > 1440) return INSTANT_NONE;
  return instant_of(day, minute, (int)digits(s, 14, 2, 0), sign == '-' ? -offset : sign == '+' ? offset : 0);
}

static const struct { const char *name; enum cms_kind kind; } forms[] = {
    {"/ETSI.CAdES.detached", CMS_CADES_SIGNATURE}, {"/adbe.pkcs7.detached", CMS_PLAIN_SIGNATURE}, {"/ETSI.RFC3161", CMS_TIMESTAMP}};

static bool form_of(str name, enum cms_kind *kind) {
  for (size_t i = 0; i < LEN(forms); i++)
    if (str_eq(name, str_of(forms[i].name))) return *kind = forms[i].kind, true;
  return false;
}

/* What was appended to the revision that the signature covers. */
static enum pdf_after after(looking *l, size_t covered, str *what) {
  pdfin *old;
  if (covered == l->f->bytes.n) return PDF_NOTHING_AFTER;
  if (pdfin_open(l->a, str_sub(l->f->bytes, 0, covered), &old)) return *what = S("bagian yang ditandatangani bukan PDF yang utuh"), PDF_CHANGED_AFTER;
  return pdf_only_signed(old, l->f, what) ? PDF_SIGNATURES_AFTER : PDF_CHANGED_AFTER;
}

static pdf_signature check(looking *l, const found *x) {
  const pdfin *f = l->f;
  pdf_signature s = {.field = x->name, .claimed = moment(pdfin_string(f, pdfin_key(f, x->value, "/M")))};
  size_t gap, end, covered;
  enum cms_kind kind;
  str contents = pdfin_string(f, pdfin_key(f, x->value, "/Contents")), what = STR_NONE;
  if (!form_of(pdfin_name(f, pdfin_key(f, x->value, "/SubFilter")), &kind)) return s.fault = S("bentuk tanda tangannya tidak dikenal"), s;
  s.reason = pdfin_text(f, pdfin_key(f, x->value, "/Reason"));
  s.location = pdfin_text(f, pdfin_key(f, x->value, "/Location"));
  s.timestamp = kind == CMS_TIMESTAMP;
  if (!read_range(f, pdfin_key(f, x->value, "/ByteRange"), &gap, &end, &covered) || !contents.n || !place_ok(f, gap, end, contents))
    return s.fault = S("rentang byte yang ditandatangani tidak mencakup seluruh dokumen"), s;
  s.cms = cms_check(l->a, kind, contents, STR_CAT(l->a, str_sub(f->bytes, 0, gap), str_sub(f->bytes, end, covered - end)), &l->trusted, s.claimed);
  s.covered = covered;
  s.after = after(l, covered, &what);
  s.sound = s.cms.intact && !s.cms.revoked && s.after != PDF_CHANGED_AFTER;
  s.fault = s.cms.reason;
  if (s.cms.intact && s.after == PDF_CHANGED_AFTER) s.fault = STR_CAT(l->a, S("dokumen diubah setelah ditandatangani: "), what);
  return s;
}

/* ---- all of them ---- */

/* By the place they cover: the order in which they were made. */
static void sort(looking *l) {
  for (size_t i = 0; i < l->all.n; i++) {
    found moving = l->all.v[i];
    size_t gap, end, k = i;
    if (!read_range(l->f, pdfin_key(l->f, moving.value, "/ByteRange"), &gap, &end, &moving.covered)) moving.covered = SIZE_MAX;
    for (; k > 0 && l->all.v[k - 1].covered > moving.covered; k--) l->all.v[k] = l->all.v[k - 1];
    l->all.v[k] = moving;
  }
}

err pdf_verify(arena *a, str pdf, str roots, pdf_signatures *out) {
  looking l = {.a = a, .trusted.roots = roots};
  *out = (pdf_signatures){0};
  TRY(pdfin_open(a, pdf, &l.f));
  qpdf_oh root = l.f->lib->get_root(l.f->q), store = pdfin_key(l.f, root, "/DSS");
  qpdf_oh fields = pdfin_key(l.f, pdfin_key(l.f, root, "/AcroForm"), "/Fields");
  streams(l.f, pdfin_key(l.f, store, "/Certs"), &l.trusted.certs);
  streams(l.f, pdfin_key(l.f, store, "/CRLs"), &l.trusted.crls);
  streams(l.f, pdfin_key(l.f, store, "/OCSPs"), &l.trusted.ocsps);
  for (int i = 0; i < pdfin_items(l.f, fields); i++) look(&l, l.f->lib->oh_get_array_item(l.f->q, fields, i), STR_NONE, 0);
  sort(&l);
  for (size_t i = 0; i < l.all.n; i++) {
    pdf_signature s = check(&l, &l.all.v[i]);
    LIST_ADD(a, out, s);
  }
  return NULL;
}

bool pdf_signatures_hold(const pdf_signatures *all, bool trusted) {
  size_t persons = 0;
  for (size_t i = 0; i < all->n; i++) {
    const pdf_signature *s = &all->v[i];
    if (!s->sound || (trusted && s->cms.trust != CMS_TRUSTED)) return false;
    persons += !s->timestamp;
  }
  return persons > 0;
}
