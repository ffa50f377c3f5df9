#include "show.h"

str sop_refusal_text(arena *a, err refusal) {
  buf b = BUF(a);
  for (size_t i = 0; i < refusal->points.n; i++)
    buf_fmt(&b, "%.*s: %.*s\n", STR_ARG(refusal->points.v[i].field), STR_ARG(refusal->points.v[i].text));
  buf_add(&b, refusal->user);
  buf_char(&b, '\n');
  return buf_str(&b);
}

str sop_summary_text(arena *a, const sop *s) {
  buf b = BUF(a);
  buf_fmt(&b, "%.*s (%.*s, versi %.*s): baik. %zu langkah, %zu pelaksana, %zu catatan.\n", STR_ARG(s->title), STR_ARG(s->code),
          STR_ARG(s->version), s->steps.n, s->lanes.n, s->remarks.n);
  str_list missing = sop_missing(a, s);
  for (size_t i = 0; i < missing.n; i++) buf_fmt(&b, "%s%.*s", i ? ", " : "Belum diisi: ", STR_ARG(missing.v[i]));
  if (missing.n) buf_z(&b, ".\n");
  buf_fmt(&b, "SHA-256 %.*s\n", STR_ARG(s->hash));
  return buf_str(&b);
}

static str whole_page(arena *a, str title, str svg, str fragment) {
  return STR_CAT(a, S("<!DOCTYPE html>\n<html lang=\"id\"><head><meta charset=\"utf-8\"><title>"), title,
                 S("</title></head>\n<body>\n"), svg, fragment, S("</body></html>\n"));
}

/* The code is plain ASCII without special characters, so it can stand in the title as it is. */
err sop_show(arena *a, const sop *s, str format, str *out) {
  size_t n;
  if (str_eq(format, S("text"))) *out = sop_text(a, s);
  else if (str_eq(format, S("svg"))) *out = draw_svg(sop_draw(a, s, NULL, (sop_draw_options){.continuous = true}, &n)[0]);
  else if (str_eq(format, S("html"))) {
    drawing *d = sop_draw(a, s, NULL, (sop_draw_options){.continuous = true, .no_identity = true}, &n)[0];
    *out = whole_page(a, s->code, draw_svg(d), sop_html(a, s, NULL));
  } else return ERR_FIELD(a, S("format"), "Bentuk \"%.*s\" tidak dikenal; pilih html, svg atau text.", STR_ARG(format));
  return NULL;
}
