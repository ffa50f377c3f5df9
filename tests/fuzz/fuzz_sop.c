/* Any bytes as an SOP file, and as the file that the shipped one would extend: loads or is refused, and what loads can be drawn. */
#include "sop/show.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static err itself(void *ctx, arena *a, str code, str *bytes, str *filename) {
  (void)a;
  *bytes = *(str *)ctx;
  *filename = code;
  return NULL;
}

static void show_all(arena *a, const sop *s) {
  sop_mark v[2] = {{SOP_DONE, S("Contoh\n1 jam"), S("/x")}, {.state = SOP_CURRENT}};
  sop_marks marks = {v, 2};
  size_t n;
  drawing **pages = sop_draw(a, s, &marks, (sop_draw_options){0}, &n);
  for (size_t i = 0; i < n; i++) (void)draw_svg(pages[i]);
  (void)sop_html(a, s, &marks);
  (void)sop_text(a, s);
  (void)sop_draw_strip(a, s, &marks, 4);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const str kinds[] = {SC("order"), SC("generic")};
  str yaml = {(const char *)data, size};
  arena *a = arena_new((size_t)256 << 20);
  sop *s = NULL;
  err e = sop_load(a, yaml, S("fuzz.yaml"), kinds, LEN(kinds), itself, &yaml, &s);
  ENSURE((e == NULL) == (s != NULL));
  if (e) (void)sop_refusal_text(a, e);
  else show_all(a, s);
  arena_free(a);
  return 0;
}
