#include "cycle/cycle_sql.h"
#include "steps/step.h"

err step_values(db_ro *db, arena *a, const cycle *c, int no, date today, fields *out, int64_t *version) {
  sql_step_fields_rows rows;
  TRY(sql_step_fields(db, a, c->id, no, &rows));
  *out = (fields){0};
  *version = 0;
  for (size_t i = 0; i < rows.n; i++) {
    fields_add(a, out, rows.v[i].name, rows.v[i].value);
    *version += rows.v[i].version;
  }
  const sop_step *s = sop_step_of(c->sop, no);
  const step_kind *k = s ? step_kind_of(s->kind) : NULL;
  fields first = {0};
  if (k && k->defaults) TRY(k->defaults(db, a, c, today, &first));
  for (size_t i = 0; i < first.n; i++)
    if (!fields_has(out, first.v[i].name)) LIST_ADD(a, out, first.v[i]);
  return NULL;
}

err step_audit(step_call *c, const char *action, str payload) {
  return cycle_audit(c->rw, c->a, c->cycle, c->who, c->turn.as, c->now, str_of(action), payload);
}

err step_put(step_call *c, int no, str name, str value) {
  sql_step_field_of_row *stored;
  TRY(sql_step_field_of(c->ro, c->a, c->cycle->id, no, name, &stored));
  str old = stored ? stored->value : STR_NONE;
  if (old.p && str_eq(old, value)) return NULL;
  if (!old.p && !value.n) { /* an empty text is worth keeping only where it takes the place of a proposed one */
    fields proposed;
    int64_t version;
    TRY(step_values(c->ro, c->a, c->cycle, no, c->today, &proposed, &version));
    if (!fields_get(&proposed, name).n) return NULL;
  }
  TRY(sql_step_field_put(c->rw, c->a, c->cycle->id, no, name, value.p ? value : S(""), NULL));
  return step_audit(c, "isian.ubah", audit_change(c->a, str_fmt(c->a, "langkah %d: %.*s", no, STR_ARG(name)), old, value));
}

/* The sum of all versions grows with every change, as no row is ever deleted. */
err step_stale(step_call *c, bool *yes) {
  sql_step_fields_rows rows;
  int64_t version = 0;
  *yes = false;
  if (!fields_get(c->in, S("versi")).n) return NULL;
  TRY(sql_step_fields(c->ro, c->a, c->cycle->id, c->step->no, &rows));
  for (size_t i = 0; i < rows.n; i++) version += rows.v[i].version;
  *yes = fields_int(c->in, S("versi"), -1) != version;
  return NULL;
}

err step_changed(step_call *c, str table) {
  return sql_step_field_put(c->rw, c->a, c->cycle->id, c->step->no, STR_CAT(c->a, S("tabel:"), table), instant_iso(c->a, c->now), NULL);
}

err step_rows(step_call *c, const char *key, const char *const *others) {
  size_t n = fields_all(c->a, c->in, str_of(key)).n;
  for (; *others; others++) {
    size_t m = fields_all(c->a, c->in, str_of(*others)).n;
    if (m && m != n) return ERR_FIELD(c->a, str_of(*others), "Baris isian tidak lengkap. Muat ulang halaman, lalu isi lagi.");
  }
  return NULL;
}

/* A page that was opened before somebody else saved must not overwrite what they wrote. */
static err check_version(step_call *c) {
  fields now = {0};
  int64_t version;
  bool stale;
  TRY(step_stale(c, &stale));
  if (!stale) return NULL;
  TRY(step_values(c->ro, c->a, c->cycle, c->step->no, c->today, &now, &version));
  err e = ERR(c->a, CONFLICT, "Isian langkah ini baru saja diubah orang lain. Yang Anda ketik masih ada di bawah; bandingkan, lalu simpan lagi.");
  for (size_t i = 0; i < now.n; i++)
    if (fields_has(c->in, now.v[i].name) && !str_eq(str_trim(fields_get(c->in, now.v[i].name)), str_trim(now.v[i].value)))
      err_at(c->a, e, now.v[i].name, str_fmt(c->a, "Sekarang tersimpan: %.*s", STR_ARG(now.v[i].value)));
  return e->points.n ? e : NULL;
}

err step_save(step_call *c) {
  TRY(check_version(c));
  for (const form_field *f = c->action->form; f && f->name; f++) {
    if (f->many || f->kind == FIELD_FILE || f->kind == FIELD_SECRET) continue;
    str name = str_of(f->name);
    /* A checkbox that is not ticked is not sent; any other field that is not sent stays as it was. */
    if (f->kind == FIELD_BOOL) TRY(step_put(c, c->step->no, name, fields_bool(c->in, name) ? S("ya") : S("")));
    else if (fields_has(c->in, name)) TRY(step_put(c, c->step->no, name, str_trim(fields_get(c->in, name))));
  }
  return NULL;
}

void step_lacks(arena *a, missing_list *m, str anchor, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  LIST_ADD(a, m, ((missing){anchor, str_vfmt(a, fmt, ap)}));
  va_end(ap);
}

str_list step_lines(arena *a, str text) {
  str_list out = {0};
  while (text.p) {
    str line;
    text = str_cut(text, '\n', &line);
    line = str_trim(line);
    if (line.n) LIST_ADD(a, &out, line);
  }
  return out;
}

str_list step_lines_of(arena *a, const fields *f, const char *name) { return step_lines(a, fields_get(f, str_of(name))); }
