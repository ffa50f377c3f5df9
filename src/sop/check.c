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
