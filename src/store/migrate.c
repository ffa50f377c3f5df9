#include "store/migrate.h"

static bool takes(str *rest, str word) {
  if (!str_starts(*rest, word)) return false;
  *rest = str_from(*rest, word.n);
  return true;
}

str migrate_text(arena *a, const migration *m, const migrate_words *w) {
  buf b = BUF(a);
  str rest = str_of(m->text);
  while (rest.n) {
    if (takes(&rest, S("INTEGER64"))) buf_z(&b, w->integer64);
    else if (takes(&rest, S("BYTES"))) buf_z(&b, w->bytes);
    else if (takes(&rest, S("CLUSTERED"))) buf_z(&b, w->clustered);
    else if (takes(&rest, S("TEXT"))) buf_z(&b, w->text);
    else {
      buf_char(&b, rest.p[0]);
      rest = str_from(rest, 1);
    }
  }
  return buf_str(&b);
}
