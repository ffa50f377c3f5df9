#include "web/pages/kit.h"

#include "formulir.t.h"
#include "tautan.t.h"
#include "tombol.t.h"

void kit_edit(const get_ctx *cx, request *rq, response *rs, enum nav nav, edit_view *v) {
  out o = OUT(cx->a), fields_out = OUT(cx->a);
  form_fields(&fields_out, &v->form);
  v->fields = out_html(&fields_out);
  v->csrf = rq->csrf;
  t_formulir(&o, v);
  site_page(cx, rq, rs, kit_status(v->form.wrong), nav, v->title.n ? v->title : v->submit, out_html(&o));
}

html kit_button(arena *a, const request *rq, str path, str label, const char *look, str ask) {
  out o = OUT(a);
  t_tombol(&o, rq->csrf, path, label, str_of(look), ask);
  return out_html(&o);
}

html kit_link(arena *a, str path, str label, bool primary) {
  out o = OUT(a);
  t_tautan(&o, path, label, primary);
  return out_html(&o);
}

html kit_join(arena *a, html one, html two) {
  out o = OUT(a);
  out_markup(&o, one);
  out_markup(&o, two);
  return out_html(&o);
}

bool kit_again(err e) { return e->code == ERR_INPUT || e->code == ERR_GATE || e->code == ERR_CONFLICT || e->code == ERR_LIMIT; }
static bool declared(const form_field *form, str name) {
  for (; form->name; form++)
    if (str_eq(str_of(form->name), name)) return true;
  return false;
}

void kit_lines(arena *a, err e, const form_field *form, str file_field) {
  for (size_t i = 0; i < e->points.n; i++) {
    err_point *p = &e->points.v[i];
    if (declared(form, p->field)) continue;
    p->text = STR_CAT(a, p->field, S(": "), p->text);
    p->field = file_field;
  }
}

int kit_status(err wrong) { return wrong ? err_http_status(wrong->code) : 200; }

str kit_path(arena *a, const char *format, int64_t id) {
  str head, tail = str_cut(str_of(format), '#', &head);
  return STR_CAT(a, head, str_fmt(a, "%lld", (long long)id), tail);
}

void kit_value(arena *a, fields *f, const char *name, str value) { fields_add(a, f, str_of(name), value.p ? value : S("")); }
