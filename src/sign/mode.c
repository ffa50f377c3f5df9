#include "mode.h"

static const struct { const char *code, *words, *about; } modes[] = {
#define X(name, code, words, about) {code, words, about},
    SIGN_MODES(X)
#undef X
};

str sign_mode_code(enum sign_mode m) { return str_of(modes[m].code); }
str sign_mode_words(enum sign_mode m) { return str_of(modes[m].words); }
str sign_mode_about(enum sign_mode m) { return str_of(modes[m].about); }

bool sign_mode_in_pdf(enum sign_mode m) { return m == SIGN_CERTIFIED || m == SIGN_DIGITAL; }

enum sign_mode sign_mode_of(str code) {
  for (size_t i = 0; i < LEN(modes); i++)
    if (str_eq(code, str_of(modes[i].code))) return (enum sign_mode)i;
  return SIGN_NONE;
}
