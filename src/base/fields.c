#include "fields.h"

#include "num.h"

void fields_add(arena *a, fields *f, str name, str value) {
  LIST_ADD(a, f, ((field){.name = name, .value = value}));
}

static const field *find(const fields *f, str name) {
  for (size_t i = 0; i < f->n; i++)
    if (str_eq(f->v[i].name, name)) return &f->v[i];
  return NULL;
}

str fields_get(const fields *f, str name) {
  const field *hit = find(f, name);
  return hit ? hit->value : STR_NONE;
}

bool fields_has(const fields *f, str name) { return find(f, name) != NULL; }

const field *fields_file(const fields *f, str name) {
  for (size_t i = 0; i < f->n; i++)
    if (str_eq(f->v[i].name, name) && f->v[i].filename.n && f->v[i].value.n) return &f->v[i];
  return NULL;
}

str_list fields_all(arena *a, const fields *f, str name) {
  str_list all = {0};
  for (size_t i = 0; i < f->n; i++)
    if (str_eq(f->v[i].name, name)) LIST_ADD(a, &all, f->v[i].value);
  return all;
}

date fields_date(const fields *f, str name) {
  date d;
  return date_parse(fields_get(f, name), &d) ? d : DATE_NONE;
}

int64_t fields_int(const fields *f, str name, int64_t otherwise) {
  int64_t v;
  return num_i64(str_trim(fields_get(f, name)), INT64_MIN, INT64_MAX, &v) ? v : otherwise;
}

static bool truth(str s) {
  return str_eq(s, S("1")) || str_eq_nocase(s, S("ya")) || str_eq(s, S("on")) || str_eq(s, S("true"));
}

bool fields_bool(const fields *f, str name) { return truth(fields_get(f, name)); }

static bool chosen(str value, str choices) {
  while (choices.p) {
    str one, code;
    choices = str_cut(choices, '|', &one);
    str_cut(one, '=', &code);
    if (str_eq(code, value)) return true;
  }
  return false;
}

static bool clock_ok(str s) {
  int64_t h, m;
  return s.n == 5 && (s.p[2] == ':' || s.p[2] == '.') && num_i64(str_sub(s, 0, 2), 0, 23, &h) &&
         num_i64(str_sub(s, 3, 2), 0, 59, &m);
}

/* What is wrong with one value, absent when nothing is. */
static str mistake_in_text(arena *a, const form_field *d, str v) {
  int64_t n = (int64_t)str_utf8_len(v), max = d->max ? d->max : d->kind == FIELD_TEXT ? 20000 : 200;
  if (n > max) return str_fmt(a, "%s paling panjang %d huruf; sekarang %d.", d->label, (int)max, (int)n);
  if (n < d->min) return str_fmt(a, "%s paling pendek %d huruf.", d->label, (int)d->min);
  for (size_t i = 0; i < v.n; i++) {
    unsigned char c = (unsigned char)v.p[i];
    bool line_end = c == '\n' || c == '\r';
    if (c == 0x7f || (c < 0x20 && c != '\t' && !(line_end && d->kind == FIELD_TEXT)))
      return str_fmt(a, "%s berisi karakter yang tidak dapat disimpan.", d->label);
  }
  return STR_NONE;
}

static str mistake_in(arena *a, const form_field *d, const field *f) {
  str v = d->kind == FIELD_FILE || d->kind == FIELD_SECRET ? f->value : str_trim(f->value);
  date day;
  int64_t number;
  if (!v.n) return d->required ? str_fmt(a, "%s wajib diisi.", d->label) : STR_NONE;
  switch (d->kind) {
  case FIELD_LINE:
  case FIELD_SECRET:
  case FIELD_TEXT: return mistake_in_text(a, d, v);
  case FIELD_DATE:
    if (!date_parse(v, &day)) return str_fmt(a, "%s bukan tanggal. Contoh: 31 Januari 2026.", d->label);
    break;
  case FIELD_TIME:
    if (!clock_ok(v)) return str_fmt(a, "%s bukan jam. Contoh: 09.30.", d->label);
    break;
  case FIELD_INT:
    if (!num_i64(v, d->min, d->max, &number))
      return str_fmt(a, "%s harus bilangan bulat dari %.*s sampai %.*s.", d->label, STR_ARG(num_id(a, d->min)),
                     STR_ARG(num_id(a, d->max)));
    break;
  case FIELD_CHOICE:
    if (!chosen(v, str_of(d->choices))) return str_fmt(a, "%s: pilih salah satu dari daftar.", d->label);
    break;
  case FIELD_BOOL: break;
  case FIELD_FILE:
    if (v.n && !f->filename.n) return str_fmt(a, "%s: pilih sebuah berkas.", d->label);
    if (d->max && (int64_t)v.n > d->max)
      return str_fmt(a, "%s terlalu besar: paling besar %.*s.", d->label, STR_ARG(num_bytes_id(a, d->max)));
    break;
  }
  return STR_NONE;
}

static const form_field *declared(const form_field *form, str name) {
  for (; form->name; form++)
    if (str_eq(str_of(form->name), name)) return form;
  return NULL;
}

err form_check(arena *a, const form_field *form, const fields *f) {
  err e = ERR(a, INPUT, "Ada isian yang perlu diperbaiki.");
  for (size_t i = 0; i < f->n; i++) {
    const form_field *d = declared(form, f->v[i].name);
    if (!d) {
      err_at(a, e, f->v[i].name, S("Isian ini tidak dikenal."));
      continue;
    }
    if (find(f, f->v[i].name) != &f->v[i] && !d->many)
      err_at(a, e, f->v[i].name, str_fmt(a, "%s dikirim lebih dari satu kali.", d->label));
    str wrong = d->kind == FIELD_FILE || str_utf8_ok(f->v[i].value)
                    ? mistake_in(a, d, &f->v[i])
                    : str_fmt(a, "%s berisi karakter yang tidak dapat dibaca.", d->label);
    if (wrong.p) err_at(a, e, f->v[i].name, wrong);
  }
  for (; form->name; form++)
    if (form->required && !fields_has(f, str_of(form->name)))
      err_at(a, e, str_of(form->name), str_fmt(a, "%s wajib diisi.", form->label));
  return e->points.n ? e : NULL;
}
