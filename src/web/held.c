#include "web/held.h"

#define PREFIX "isi."
enum { MOST = 300 * 1024 };

bool held_secret(str name) {
  static const char *const parts[] = {"sandi", "frasa"}, *const whole[] = {"lama", "baru", "ulang"}; /* the last: of changing a password */
  for (size_t i = 0; i < LEN(parts); i++)
    if (str_find(name, str_of(parts[i])) >= 0) return true;
  for (size_t i = 0; i < LEN(whole); i++)
    if (str_eq(name, str_of(whole[i]))) return true;
  return false;
}

held held_of(const request *rq) {
  held h = {.to = rq->target};
  size_t n = 0;
  for (size_t i = 0; i < rq->form.n; i++) {
    const field *f = &rq->form.v[i];
    if (f->filename.p) h.files = h.files || f->value.n;
    else if (!held_secret(f->name)) {
      fields_add(rq->a, &h.typed, f->name, f->value);
      n += f->name.n + f->value.n;
    }
  }
  return n && n <= MOST ? h : (held){0};
}

held held_taken(request *rq) {
  held h = {0};
  size_t kept = 0;
  for (size_t i = 0; i < rq->form.n; i++) {
    const field f = rq->form.v[i];
    if (str_eq(f.name, S("kirim"))) h.to = f.value;
    else if (str_eq(f.name, S("berkas"))) h.files = true;
    else if (str_starts(f.name, S(PREFIX))) fields_add(rq->a, &h.typed, str_from(f.name, sizeof PREFIX - 1), f.value);
    else rq->form.v[kept++] = f;
  }
  rq->form.n = kept;
  return h;
}
