#include "pdf_mark.h"

enum { DEEPEST = 32 };

/* Objects of the mark's own PDF, copied under new numbers. */
typedef struct renamed { int from, to; } renamed;
typedef struct copying {
  pdf_section *to;
  pdfin *f;
  LIST(renamed) ids;
  int depth;
} copying;

static void copy_value(copying *c, buf *b, qpdf_oh o);

static str stream_body(arena *a, str dict, str data) {
  buf b = BUF(a);
  buf_add(&b, dict);
  buf_z(&b, "\nstream\n");
  buf_add(&b, data);
  buf_z(&b, "\nendstream");
  return buf_str(&b);
}

/* The number under which an indirect object stands in the section; copies it when it is met first. */
static int copy_object(copying *c, qpdf_oh o) {
  int from = c->f->lib->oh_get_object_id(c->f->q, o), id;
  for (size_t i = 0; i < c->ids.n; i++)
    if (c->ids.v[i].from == from) return c->ids.v[i].to;
  id = pdf_section_id(c->to);
  renamed pair = {from, id};
  LIST_ADD(c->f->a, &c->ids, pair);
  buf b = BUF(c->f->a);
  str data;
  bool stream = c->f->lib->oh_is_stream(c->f->q, o);
  copy_value(c, &b, stream ? c->f->lib->oh_get_dict(c->f->q, o) : o);
  str body = buf_str(&b);
  if (stream && pdfin_stream(c->f, o, false, &data)) body = stream_body(c->f->a, body, data);
  pdf_section_put(c->to, id, 0, body);
  return id;
}

static void copy_item(copying *c, buf *b, qpdf_oh o) {
  if (c->f->lib->oh_is_indirect(c->f->q, o)) buf_fmt(b, "%d 0 R", copy_object(c, o));
  else copy_value(c, b, o);
}

static void copy_value(copying *c, buf *b, qpdf_oh o) {
  if (++c->depth > DEEPEST) {
    buf_z(b, "null");
  } else if (c->f->lib->oh_is_dictionary(c->f->q, o)) {
    str_list keys = pdfin_keys(c->f, o);
    buf_z(b, "<<");
    for (size_t i = 0; i < keys.n; i++) {
      buf_fmt(b, " %.*s ", STR_ARG(keys.v[i]));
      copy_item(c, b, pdfin_key(c->f, o, str_z(c->f->a, keys.v[i])));
    }
    buf_z(b, " >>");
  } else if (c->f->lib->oh_is_array(c->f->q, o)) {
    buf_z(b, "[");
    for (int i = 0; i < pdfin_items(c->f, o); i++) {
      buf_char(b, ' ');
      copy_item(c, b, c->f->lib->oh_get_array_item(c->f->q, o, i));
    }
    buf_z(b, " ]");
  } else {
    buf_add(b, str_copy(c->f->a, str_of(c->f->lib->oh_unparse_resolved(c->f->q, o))));
  }
  c->depth--;
}

err pdf_mark_put(pdf_section *s, arena *a, const doc_stamp *mark, int *id) {
  str drawn;
  copying c = {.to = s};
  TRY(doc_stamp_pdf(a, mark, &drawn));
  TRY(pdfin_open(a, drawn, &c.f));
  qpdf_oh page = c.f->lib->get_page_n(c.f->q, 0);
  unsigned char *p = NULL;
  size_t n = 0;
  if (c.f->lib->oh_get_page_content_data(c.f->q, page, &p, &n) & QPDF_ERRORS) return ERR_CAUSE(a, "the mark cannot be read back");
  str content = str_copy(a, (str){(char *)p, n});
  free(p);
  buf resources = BUF(a);
  copy_item(&c, &resources, pdfin_key(c.f, page, "/Resources"));
  *id = pdf_section_id(s);
  str dict = str_fmt(a, "<< /Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] /Resources %.*s /Length %zu >>", mark->width, mark->height,
                     STR_ARG(buf_str(&resources)), content.n);
  pdf_section_put(s, *id, 0, stream_body(a, dict, content));
  return NULL;
}
