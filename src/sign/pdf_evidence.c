/* The document security store (ISO 32000-2, 12.8.4.3): what keeps signatures checkable. */
#include "pdf_section.h"
#include "pdf_sign.h"

/* Each as a stream; gives "[12 0 R 13 0 R]", with what the store has under this key already. */
static str put_streams(pdf_section *s, const pdfin *f, qpdf_oh store, const char *key, const str_list *all) {
  qpdf_oh old = pdfin_key(f, store, key);
  buf b = BUF(f->a);
  if (!all->n && !pdfin_items(f, old)) return STR_NONE;
  buf_char(&b, '[');
  for (int i = 0; i < pdfin_items(f, old); i++) buf_fmt(&b, " %.*s", STR_ARG(pdfin_unparse(f, f->lib->oh_get_array_item(f->q, old, i))));
  for (size_t i = 0; i < all->n; i++) {
    int id = pdf_section_id(s);
    str head = str_fmt(f->a, "<< /Length %zu >>\nstream\n", all->v[i].n);
    pdf_section_put(s, id, 0, STR_CAT(f->a, head, all->v[i], S("\nendstream")));
    buf_fmt(&b, " %d 0 R", id);
  }
  buf_z(&b, " ]");
  return buf_str(&b);
}

err pdf_sign_evidence(arena *a, str pdf, const pdf_evidence *e, str *out) {
  pdfin *f;
  pdf_section *s;
  TRY(pdfin_open(a, pdf, &f));
  TRY(pdf_section_new(f, &s));
  qpdf_oh root = f->lib->get_root(f->q), store = pdfin_key(f, root, "/DSS");
  pdfin_entry entries[] = {{"/Certs", put_streams(s, f, store, "/Certs", &e->certs)},
                         {"/CRLs", put_streams(s, f, store, "/CRLs", &e->crls)},
                         {"/OCSPs", put_streams(s, f, store, "/OCSPs", &e->ocsps)}};
  int id = pdf_section_id(s);
  pdf_section_put(s, id, 0, pdfin_dict_with(f, store, entries, LEN(entries)));
  str changed = pdfin_dict_with(f, root, (const pdfin_entry[]){{"/DSS", pdf_section_ref(s, id)}}, 1);
  pdf_section_put(s, f->lib->oh_get_object_id(f->q, root), f->lib->oh_get_generation(f->q, root), changed);
  return pdf_section_finish(s, out);
}
