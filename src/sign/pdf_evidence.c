/* The document security store (ISO 32000-2, 12.8.4.3): what keeps signatures checkable. */
#include <openssl/evp.h>

#include "base/num.h"
#include "pdf_section.h"
#include "pdf_sign.h"

typedef struct storing { pdf_section *s; pdfin *f; qpdf_oh store; } storing;

/* The entry of the old list with these bytes, "12 0 R"; absent when there is none. */
static str kept_already(const storing *x, qpdf_oh old, str der) {
  for (int i = 0; i < pdfin_items(x->f, old); i++) {
    qpdf_oh o = x->f->lib->oh_get_array_item(x->f->q, old, i);
    str bytes;
    if (x->f->lib->oh_is_stream(x->f->q, o) && pdfin_stream(x->f, o, true, &bytes) && str_eq(bytes, der)) return pdfin_unparse(x->f, o);
  }
  return STR_NONE;
}

static str put_stream(const storing *x, str der) {
  int id = pdf_section_id(x->s);
  str head = str_fmt(x->f->a, "<< /Length %zu >>\nstream\n", der.n);
  pdf_section_put(x->s, id, 0, STR_CAT(x->f->a, head, der, S("\nendstream")));
  return pdf_section_ref(x->s, id);
}

/* Puts what the store has not yet. *whole: "[12 0 R 13 0 R]", all that it then has; *own: what was given; each absent when there is none. */
static void put_list(const storing *x, const char *key, const str_list *all, str *whole, str *own) {
  qpdf_oh old = pdfin_key(x->f, x->store, key);
  buf w = BUF(x->f->a), o = BUF(x->f->a);
  for (int i = 0; i < pdfin_items(x->f, old); i++) buf_fmt(&w, " %.*s", STR_ARG(pdfin_unparse(x->f, x->f->lib->oh_get_array_item(x->f->q, old, i))));
  for (size_t i = 0; i < all->n; i++) {
    str ref = kept_already(x, old, all->v[i]);
    if (!ref.p) {
      ref = put_stream(x, all->v[i]);
      buf_fmt(&w, " %.*s", STR_ARG(ref));
    }
    buf_fmt(&o, " %.*s", STR_ARG(ref));
  }
  *whole = w.n ? STR_CAT(x->f->a, S("["), buf_str(&w), S(" ]")) : STR_NONE;
  *own = o.n ? STR_CAT(x->f->a, S("["), buf_str(&o), S(" ]")) : STR_NONE;
}

/* Where the CMS of a signature stands in the file; 0 when it is none. Later ones stand later. */
static long long place_of(const pdfin *f, qpdf_oh value) {
  qpdf_oh range = pdfin_key(f, value, "/ByteRange"), gap = pdfin_items(f, range) == 4 ? f->lib->oh_get_array_item(f->q, range, 1) : f->lib->oh_new_null(f->q);
  return f->lib->oh_is_integer(f->q, gap) ? f->lib->oh_get_int_value(f->q, gap) : 0;
}

/* The key of the signature that was made last: SHA-1 over the whole of /Contents, its padding too (ETSI EN 319 142-1, 5.4.2.3). */
static str last_signature(const pdfin *f) {
  qpdf_oh fields = pdfin_key(f, pdfin_key(f, f->lib->get_root(f->q), "/AcroForm"), "/Fields");
  str contents = STR_NONE;
  long long last = 0;
  for (int i = 0; i < pdfin_items(f, fields); i++) {
    qpdf_oh value = pdfin_key(f, f->lib->oh_get_array_item(f->q, fields, i), "/V");
    long long at = place_of(f, value);
    if (at > last) contents = pdfin_string(f, pdfin_key(f, value, "/Contents")), last = at;
  }
  unsigned char sum[EVP_MAX_MD_SIZE];
  unsigned n = 0;
  if (!contents.n || EVP_Digest(contents.p, contents.n, sum, &n, EVP_sha1(), NULL) != 1) return STR_NONE;
  char *hex = str_z(f->a, STR_CAT(f->a, S("/"), num_hex(f->a, sum, n)));
  for (char *c = hex; *c; c++)
    if (*c >= 'a' && *c <= 'f') *c = (char)(*c - 32);
  return str_of(hex);
}

/* What belongs to which signature, with what the store says of earlier ones. */
static str put_signatures(const storing *x, str certs, str crls, str ocsps) {
  qpdf_oh old = pdfin_key(x->f, x->store, "/VRI");
  str key = last_signature(x->f);
  buf b = BUF(x->f->a);
  if (!key.p) return x->f->lib->oh_is_dictionary(x->f->q, old) ? pdfin_unparse(x->f, old) : STR_NONE;
  const struct { const char *name; str list; } parts[] = {{"/Cert", certs}, {"/CRL", crls}, {"/OCSP", ocsps}};
  buf_z(&b, "<<");
  for (size_t i = 0; i < LEN(parts); i++)
    if (parts[i].list.p) buf_fmt(&b, " %s %.*s", parts[i].name, STR_ARG(parts[i].list));
  buf_z(&b, " >>");
  return pdfin_dict_with(x->f, old, (const pdfin_entry[]){{str_z(x->f->a, key), buf_str(&b)}}, 1);
}

err pdf_sign_evidence(arena *a, str pdf, const pdf_evidence *e, str *out) {
  storing x = {0};
  str certs, crls, ocsps, own_certs, own_crls, own_ocsps;
  TRY(pdfin_open(a, pdf, &x.f));
  TRY(pdf_section_new(x.f, &x.s));
  qpdf_oh root = x.f->lib->get_root(x.f->q);
  x.store = pdfin_key(x.f, root, "/DSS");
  put_list(&x, "/Certs", &e->certs, &certs, &own_certs);
  put_list(&x, "/CRLs", &e->crls, &crls, &own_crls);
  put_list(&x, "/OCSPs", &e->ocsps, &ocsps, &own_ocsps);
  pdfin_entry entries[] = {{"/Certs", certs}, {"/CRLs", crls}, {"/OCSPs", ocsps}, {"/VRI", put_signatures(&x, own_certs, own_crls, own_ocsps)}};
  int id = pdf_section_id(x.s);
  pdf_section_put(x.s, id, 0, pdfin_dict_with(x.f, x.store, entries, LEN(entries)));
  str changed = pdfin_dict_with(x.f, root, (const pdfin_entry[]){{"/DSS", pdf_section_ref(x.s, id)}}, 1);
  pdf_section_put(x.s, x.f->lib->oh_get_object_id(x.f->q, root), x.f->lib->oh_get_generation(x.f->q, root), changed);
  return pdf_section_finish(x.s, out);
}
