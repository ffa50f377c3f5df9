#include "form.h"

#include "field.t.h"

static str mistake_at(const error *e, str name) {
  for (size_t i = 0; e && i < e->points.n; i++)
    if (str_eq(e->points.v[i].field, name)) return e->points.v[i].text;
  return STR_NONE;
}

/* A date field of a browser wants 2026-01-31; what cannot be read stays as it was typed. */
static str shown_value(arena *a, const form_field *d, str value) {
  date day;
  if (d->kind == FIELD_DATE && date_parse(str_trim(value), &day)) return date_iso(a, day);
  return value;
}

str form_choice_code(str choice) {
  str code;
  str_cut(choice, '=', &code);
  return code;
}

void form_choice_add(buf *choices, str code, str label) {
  if (choices->n) buf_char(choices, '|');
  buf_add(choices, code);
  buf_char(choices, '=');
  for (size_t i = 0; i < label.n; i++) buf_char(choices, label.p[i] == '|' || label.p[i] == '=' ? ' ' : label.p[i]);
}

str form_choice_label(arena *a, str choice) {
  str code, label = str_cut(choice, '=', &code);
  if (label.p) return label;
  char *z = str_z(a, choice);
  for (size_t i = 0; i < choice.n; i++)
    if (z[i] == '_') z[i] = ' ';
  if (choice.n && z[0] >= 'a' && z[0] <= 'z') z[0] = (char)(z[0] - 'a' + 'A');
  return (str){z, choice.n};
}

str form_mistake(const form_view *v, const char *name) { return mistake_at(v->wrong, str_of(name)); }

field_view form_field_view(arena *a, const form_view *v, const form_field *d) {
  str name = str_of(d->name), prefix = v->prefix ? str_of(v->prefix) : S("");
  str value = v->values ? fields_get(v->values, name) : STR_NONE, choices = str_of(d->choices);
  field_view f = {.d = d, .name = name, .label = str_of(d->label), .hint = str_of(d->hint)};
  f.id = STR_CAT(a, S("f-"), prefix, name);
  f.value = shown_value(a, d, value);
  f.mistake = mistake_at(v->wrong, name);
  if (f.mistake.p || f.hint.n) f.note = STR_CAT(a, f.id, S("-ket"));
  f.optional = !d->required && !v->unmarked;
  f.checked = v->values && fields_bool(v->values, name);
  while (choices.p) {
    str one;
    choices = str_cut(choices, '|', &one);
    LIST_ADD(a, &f.choices, one);
  }
  return f;
}

void form_fields(out *o, const form_view *v) {
  for (const form_field *d = v->form; d->name; d++) {
    field_view f = form_field_view(o->a, v, d);
    t_field(o, &f);
  }
}

void form_one(out *o, const form_view *v, const char *name) {
  for (const form_field *d = v->form; d->name; d++) {
    if (strcmp(d->name, name) != 0) continue;
    field_view f = form_field_view(o->a, v, d);
    t_field(o, &f);
    return;
  }
  err_broken(name, __FILE__, __LINE__);
}
