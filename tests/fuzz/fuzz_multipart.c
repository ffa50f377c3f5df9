/* Forms of browsers from hostile bytes. The first byte chooses the parser; what is taken keeps the promises of parse.h. */
#include "base/err.h"
#include "web/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void promises(const fields *f) {
  for (size_t i = 0; i < f->n; i++) {
    ENSURE(f->v[i].name.n > 0 && f->v[i].name.n <= 200 && str_utf8_ok(f->v[i].name));
    ENSURE(f->v[i].filename.p || str_find(f->v[i].value, (str){"", 1}) < 0); /* no NUL in a text */
    ENSURE(str_find(f->v[i].filename, S("/")) < 0 && str_find(f->v[i].filename, S("\\")) < 0);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  if (n < 1) return 0;
  arena *a = arena_new(0);
  fields f = {0};
  str rest = {(const char *)data + 1, n - 1}, type = S("multipart/form-data; boundary=x");
  if (data[0] % 4 == 1) rest = str_cut(rest, '\n', &type);
  if (data[0] % 4 == 3) parse_cookies(a, rest, &f);
  else if (data[0] % 4 == 2 ? parse_urlencoded(a, rest, &f) : parse_multipart(a, type, rest, &f)) promises(&f);
  arena_free(a);
  return 0;
}
