#include "cli/settings.h"

#include <unistd.h>

#include "cli/app.h"

enum { MOST_BYTES = 65536 };

static str *member_of(settings *s, str name) {
#define X(member, word) \
  if (str_eq(name, S(word))) return &s->member;
  SETTINGS(X)
#undef X
  return NULL;
}

static err take_line(arena *a, str path, int line, str text, settings *out) {
  str name, value = str_trim(str_cut(text, '=', &name));
  str *to = member_of(out, str_trim(name));
  if (!to) return ERR(a, INPUT, "%.*s baris %d: “%.*s” bukan nama setelan.", STR_ARG(path), line, STR_ARG(str_trim(name)));
  if (!value.n) return ERR(a, INPUT, "%.*s baris %d: tulis “%.*s = nilai”.", STR_ARG(path), line, STR_ARG(str_trim(name)));
  if (to->p) return ERR(a, INPUT, "%.*s baris %d: “%.*s” sudah disebut di atas.", STR_ARG(path), line, STR_ARG(str_trim(name)));
  *to = value;
  return NULL;
}

err settings_read(arena *a, str dir, settings *out) {
  str path = STR_CAT(a, dir, S("/takar.conf")), rest, text;
  *out = (settings){0};
  if (access(str_z(a, path), F_OK) != 0) return NULL;
  TRY(app_read_file(a, path, MOST_BYTES, &rest));
  for (int line = 1; rest.p; line++) {
    rest = str_cut(rest, '\n', &text);
    text = str_trim(text);
    if (text.n && text.p[0] != '#') TRY(take_line(a, path, line, text, out));
  }
  return NULL;
}

err settings_yes(arena *a, str name, str value, bool *out) {
  *out = str_eq(value, S("ya"));
  if (*out || !value.n || str_eq(value, S("tidak"))) return NULL;
  return ERR(a, INPUT, "takar.conf: isi “%.*s” dengan ya atau tidak.", STR_ARG(name));
}
