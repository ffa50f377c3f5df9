/* Forms of the step pages: from the declarations of steps/, with what was typed when a try was refused. */
#include "base/num.h"
#include "langkah_isi.t.h"
#include "web/pages/step.h"

/* ---- actions ---- */

const step_action *step_open(const step_page *p, const char *name) {
  for (size_t i = 0; i < p->actions.n; i++)
    if (strcmp(p->actions.v[i]->name, name) == 0) return p->actions.v[i];
  return NULL;
}

const step_action *step_back(const step_page *p) {
  for (size_t i = 0; i < p->actions.n; i++)
    if (p->actions.v[i]->move == MOVE_RETURN) return p->actions.v[i];
  return NULL;
}

bool step_tried(const step_page *p, const char *name) { return p->tried && strcmp(p->tried->name, name) == 0; }

str step_action_path(const step_page *p, const char *name) { return STR_CAT(p->cx->a, p->base, S("/"), str_of(name)); }

/* ---- a form ---- */

/* What was typed comes first; a box that was not ticked is not sent, so what is saved must not tick it again. */
static fields merged(const step_page *p, const form_field *form) {
  fields all = {0};
  for (const form_field *d = form; d->name; d++) {
    str name = str_of(d->name);
    if (d->many) continue;
    if (fields_has(p->typed, name)) fields_add(p->cx->a, &all, name, fields_get(p->typed, name));
    else if (d->kind != FIELD_BOOL) fields_add(p->cx->a, &all, name, fields_get(&p->values, name));
  }
  return all;
}

const step_form *step_form_of(const step_page *p, const char *name, const char *prefix) {
  static const form_field nothing[] = {{0}};
  const step_action *x = step_action_of(p->kind, str_of(name));
  step_form *f = NEW(p->cx->a, step_form);
  const form_field *form = x && x->form ? x->form : nothing;
  bool mine = p->tried && p->tried->form == form;
  for (size_t i = 0; i < p->actions.n; i++) f->edit = f->edit || p->actions.v[i]->form == form;
  bool required = false; /* where nothing is, the list of what is missing says what may not stay empty */
  for (const form_field *d = form; d->name; d++) required = required || d->required;
  f->p = p;
  f->values = mine ? merged(p, form) : p->values;
  f->view = (form_view){.form = form, .values = &f->values, .wrong = mine ? p->wrong : NULL, .prefix = prefix, .unmarked = !required};
  return f;
}

bool step_is_main(const step_page *p, const step_action *x, const step_form *f) {
  (void)p;
  return x->form && x->form == f->view.form;
}

/* ---- how to sign ---- */

bool step_way_chosen(const step_page *p, const sign_way *w) {
  str typed = p->typed ? fields_get(p->typed, S("cara")) : STR_NONE;
  return str_eq(typed.n ? typed : str_of(sign_ways[0].code), str_of(w->code));
}

bool step_way_offered(const step_page *p, const sign_way *w) { return p->ways && p->ways[w - sign_ways]; }

str step_way_words(const step_page *p, const sign_way *w) { return sign_mode_words(sign_way_mode(w, p->roots)); }

bool step_own_ways(const step_page *p) { return p->kind == &sign_kind; }

/* Beside other ways none of the fields can be required by the browser: the other way does not need them. */
html step_way_inputs(const step_page *p, const sign_way *w, bool only) {
  out o = OUT(p->cx->a);
  for (const form_field *d = w->form; d && d->name; d++) {
    form_field f = *d;
    f.required = d->required && only;
    bool tried = step_way_chosen(p, w);
    form_view v = {.form = (form_field[]){f, {0}}, .values = tried ? p->typed : NULL, .wrong = tried ? p->wrong : NULL, .unmarked = !only};
    form_fields(&o, &v);
  }
  return out_html(&o);
}

static const form_field *declared(const step_form *f, const char *name) {
  for (const form_field *d = f->view.form; d->name; d++)
    if (strcmp(d->name, name) == 0) return d;
  err_broken(name, __FILE__, __LINE__);
}

str step_field_value(const step_form *f, const char *name) { return fields_get(&f->values, str_of(name)); }

static str words(arena *a, const form_field *d, str value) {
  date day;
  if (d->kind == FIELD_BOOL) return fields_bool(&(fields){.v = &(field){.name = S("x"), .value = value}, .n = 1}, S("x")) ? S("ya") : S("belum");
  if (d->kind == FIELD_DATE && date_parse(str_trim(value), &day)) return date_id_long(a, day);
  return d->kind == FIELD_CHOICE ? form_choice_label(a, value) : value;
}

html step_field(arena *a, const step_form *f, const char *name) {
  out o = OUT(a);
  const form_field *d = declared(f, name);
  if (f->edit) form_one(&o, &f->view, name);
  else t_langkah_isi(&o, str_of(d->label), words(a, d, step_field_value(f, name)));
  return out_html(&o);
}

html step_inputs(arena *a, const step_form *f) {
  out o = OUT(a);
  form_fields(&o, &f->view);
  return out_html(&o);
}

html step_facts(arena *a, const step_form *f) {
  out o = OUT(a);
  for (const form_field *d = f->view.form; d->name; d++)
    if (!d->many && d->kind != FIELD_FILE && d->kind != FIELD_SECRET && !str_blank(step_field_value(f, d->name)))
      t_langkah_isi(&o, str_of(d->label), words(a, d, step_field_value(f, d->name)));
  return out_html(&o);
}

str_list step_typed_column(const step_page *p, const char *name) {
  return p->typed ? fields_all(p->cx->a, p->typed, str_of(name)) : (str_list){0};
}

str step_mistake(const step_page *p, str anchor) {
  for (size_t i = 0; p->shown && i < p->shown->points.n; i++)
    if (str_eq(p->shown->points.v[i].field, anchor)) return p->shown->points.v[i].text;
  return STR_NONE;
}

/* ---- ids and pins ---- */

str step_id(arena *a, int64_t id) { return str_fmt(a, "%lld", (long long)id); }

bool step_chosen(const str_list *ids, int64_t id) {
  int64_t v;
  for (size_t i = 0; i < ids->n; i++)
    if (num_i64(str_trim(ids->v[i]), 0, INT64_MAX, &v) && v == id) return true;
  return false;
}

/* "figure:12" -> "#f-angka.12"; "paragraph:penyebab-3" -> "#f-penyebab:3"; "file:9" -> "/berkas/9". */
str step_pin_href(arena *a, str target) {
  str kind, key = str_cut(target, ':', &kind), head;
  if (!key.p) return STR_NONE;
  if (str_eq(kind, S("figure"))) return STR_CAT(a, S("#f-angka."), key);
  if (str_eq(kind, S("file"))) return STR_CAT(a, S("/berkas/"), key);
  if (!str_eq(kind, S("paragraph"))) return STR_NONE;
  int64_t id;
  str tail = str_cut(key, '-', &head);
  return tail.p && num_i64(tail, 1, INT64_MAX, &id) ? STR_CAT(a, S("#f-"), head, S(":"), tail) : STR_CAT(a, S("#f-"), key);
}

/* ---- a refused try ---- */

/* Where the page has the field that an action names: rows and forms that stand more than once have ids of their own. */
static str id_of(const step_page *p, str name) {
  arena *a = p->cx->a;
  str of = fields_get(p->typed, S("indikator"));
  if (p->tried->move == MOVE_RETURN) return STR_CAT(a, S("kembali-"), name);
  if (str_eq(name, S("berkas")) && of.n) return STR_CAT(a, S("bukti."), of);
  if (str_eq(name, S("berkas")) && str_eq(fields_get(p->typed, S("jenis")), S("renja"))) return S("renja");
  if (!str_eq(name, S("jawaban"))) return name;
  if (step_tried(p, "temuan")) return STR_CAT(a, S("temuan."), of, S("."), fields_get(p->typed, S("kode")));
  if (step_tried(p, "jawab")) return STR_CAT(a, S("koreksi."), fields_get(p->typed, S("koreksi")), S("."), fields_get(p->typed, S("n")));
  return STR_CAT(a, S("keputusan."), fields_get(p->typed, S("n")));
}

/* The typed texts when the step moved on meanwhile and their form is gone. */
static void keep_typed(step_page *p) {
  p->kept = NEW_N(p->cx->a, step_fact, p->typed->n + 1);
  for (const form_field *d = p->tried && p->tried->form ? p->tried->form : (form_field[]){{0}}; d->name; d++)
    for (size_t i = 0; (d->kind == FIELD_TEXT || d->kind == FIELD_LINE) && i < p->typed->n; i++) {
      const field *f = &p->typed->v[i];
      if (str_eq(f->name, str_of(d->name)) && !str_blank(f->value)) p->kept[p->n_kept++] = (step_fact){str_of(d->label), f->value};
    }
}

void step_page_refused(step_page *p, const step_action *tried, const fields *typed, err wrong) {
  arena *a = p->cx->a;
  p->typed = typed;
  p->tried = tried;
  p->wrong = p->shown = wrong;
  if (!tried) return;
  p->shown = NEW(a, error);
  *p->shown = (error){.code = wrong->code, .user = wrong->user};
  bool gate = wrong->code == ERR_GATE;
  for (size_t i = 0; i < wrong->points.n; i++)
    err_at(a, p->shown, gate ? wrong->points.v[i].field : id_of(p, wrong->points.v[i].field), wrong->points.v[i].text);
  for (size_t i = 0; i < p->points.n; i++) {
    step_point *q = &p->points.v[i];
    q->mistake = step_mistake(p, q->id);
    bool this_one = str_eq(q->id, id_of(p, S("jawaban")));
    if (step_tried(p, "jawab") && this_one) q->typed = fields_get(typed, S("jawaban"));
  }
  if (!p->here || (tried->who == WHO_TURN && !step_open(p, tried->name))) keep_typed(p);
}
