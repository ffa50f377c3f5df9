#include "performance/office_rules.h"

#include "performance/performance_sql.h"

static err version_0(arena *a, const office_rules **out) {
  office_rules *r = NEW(a, office_rules);
  r->rules = measure_rules_default();
  r->text = measure_rules_text(a, &r->rules);
  *out = r;
  return NULL;
}

static err version_of(arena *a, int64_t version, str text, str by, instant at, const office_rules **out) {
  office_rules *r = NEW(a, office_rules);
  *r = (office_rules){.version = version, .text = text, .by = by, .at = at};
  *out = r;
  return measure_rules_parse(a, text, &r->rules);
}

str office_rules_name(arena *a, const office_rules *r) { return STR_CAT(a, str_fmt(a, "versi %lld: ", (long long)r->version), r->text); }

err office_rules_now(db_ro *db, arena *a, office_id at, const office_rules **out) {
  sql_measure_rules_last_row *r;
  TRY(sql_measure_rules_last(db, a, at, &r));
  return r ? version_of(a, r->version, r->text, r->by_name, r->at, out) : version_0(a, out);
}

err office_rules_of_cycle(db_ro *db, arena *a, cycle_id cycle, const office_rules **out) {
  sql_rules_of_cycle_row *c;
  sql_measure_rules_version_row *r;
  TRY(sql_rules_of_cycle(db, a, cycle, &c));
  if (!c) return ERR_CAUSE(a, "no cycle %lld", (long long)cycle.v);
  if (c->version < 0) return office_rules_now(db, a, c->office, out);
  if (c->version == 0) return version_0(a, out);
  TRY(sql_measure_rules_version(db, a, c->office, c->version, &r));
  if (!r) return ERR_CAUSE(a, "cycle %lld measures with rules %lld, which are not there", (long long)cycle.v, (long long)c->version);
  return version_of(a, c->version, r->text, r->by_name, r->at, out);
}

err office_rules_all(db_ro *db, arena *a, office_id at, office_rules_list *out) {
  sql_measure_rules_of_rows rows;
  const office_rules *r;
  *out = (office_rules_list){0};
  TRY(sql_measure_rules_of(db, a, at, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    TRY(version_of(a, rows.v[i].version, rows.v[i].text, rows.v[i].by_name, rows.v[i].at, &r));
    LIST_ADD(a, out, *r);
  }
  TRY(version_0(a, &r));
  LIST_ADD(a, out, *r);
  return NULL;
}

err office_rules_pin(db_rw *db, arena *a, office_id at, cycle_id cycle) {
  const office_rules *now;
  TRY(office_rules_now(db_rw_ro(db), a, at, &now));
  return sql_cycle_rules_set(db, a, cycle, now->version, NULL);
}

/* ---- changing ---- */

/* A field goes into the text as one line for each of its lines. */
static void add_lines(buf *b, str name, str value) {
  for (str line, rest = value; rest.n;) {
    rest = str_cut(rest, '\n', &line);
    line = str_trim(line);
    if (line.n) buf_fmt(b, "%.*s=%.*s\n", STR_ARG(name), STR_ARG(line));
  }
}

static const char *const plain_fields[] = {"turun", "batas-atas", "batas-bawah", "pembulatan", "desimal", "nol"};

/* Each field is tried alone first, so that a mistake is said at its field. */
static err check_field(arena *a, str text, str name, err wrong) {
  measure_rules unused;
  err e = text.n ? measure_rules_parse(a, text, &unused) : NULL;
  if (!e) return NULL;
  if (e->code != ERR_INPUT) return e;
  str place, words = str_cut(e->user, ':', &place);
  err_at(a, wrong, name, str_starts(place, S("Aturan baris")) ? str_trim(words) : e->user);
  return NULL;
}

/* The own scale is one line of the text: its bands stand between semicolons. */
static str bands_of(arena *a, str typed) {
  buf b = BUF(a);
  for (str line, rest = typed; rest.n;) {
    rest = str_cut(rest, '\n', &line);
    line = str_trim(line);
    if (line.n) buf_fmt(&b, "%s%.*s", b.n ? "; " : "", STR_ARG(line));
  }
  return buf_str(&b);
}

static err read_fields(arena *a, const fields *f, measure_rules *out) {
  err wrong = ERR(a, INPUT, "Ada isian yang perlu diperbaiki.");
  buf all = BUF(a);
  str own = bands_of(a, fields_get(f, S("skala-sendiri"))), choice = fields_get(f, S("skala"));
  for (size_t i = 0; i < LEN(plain_fields); i++) {
    buf one = BUF(a);
    add_lines(&one, str_of(plain_fields[i]), fields_get(f, str_of(plain_fields[i])));
    TRY(check_field(a, buf_str(&one), str_of(plain_fields[i]), wrong));
    buf_add(&all, buf_str(&one));
  }
  bool wants_own = str_eq(choice, S(SCALE_OWN));
  if (wants_own && !own.n) err_at(a, wrong, S("skala-sendiri"), S("Tulis kelompoknya, satu pada setiap baris, dari yang terbaik."));
  str scale_text = wants_own ? STR_CAT(a, S("skala-sendiri="), own, S("\nskala=sendiri\n")) : STR_CAT(a, S("skala="), choice, S("\n"));
  if (!wants_own || own.n) TRY(check_field(a, scale_text, wants_own ? S("skala-sendiri") : S("skala"), wrong));
  buf grades = BUF(a);
  add_lines(&grades, S("predikat"), fields_get(f, S("predikat")));
  TRY(check_field(a, buf_str(&grades), S("predikat"), wrong));
  if (wrong->points.n) return wrong;
  buf_add(&all, scale_text);
  buf_add(&all, buf_str(&grades));
  return measure_rules_parse(a, buf_str(&all), out);
}

err office_rules_put(db_rw *db, arena *a, office_rules_change *c) {
  const office_rules *old;
  measure_rules rules;
  if (!actor_sees_office(c->who, c->office)) return ERR(a, NOT_FOUND, "Perangkat daerah ini tidak ada.");
  if (!actor_keeps_office(c->who, c->office))
    return ERR(a, FORBIDDEN, "Aturan pengukuran diubah Sekretaris, Kasubag Perencanaan atau administrator.");
  TRY(read_fields(a, c->f, &rules));
  TRY(office_rules_now(db_rw_ro(db), a, c->office, &old));
  str text = measure_rules_text(a, &rules);
  c->version = old->version;
  if (str_eq(text, old->text)) return NULL;
  c->version++;
  actor_mark by = actor_mark_at(a, c->who, c->office);
  TRY(sql_measure_rules_insert(db, a, c->office, c->version, text, c->who->name, c->now, NULL));
  return audit_add(db, a, c->office.v, c->now, &by, S("aturan.ubah"),
                   audit_change(a, str_fmt(a, "aturan pengukuran versi %lld", (long long)c->version), old->text, text));
}

void office_rules_fields(arena *a, const office_rules *r, fields *out) {
  str first, rest = str_cut(r->text, '\n', &first);
  for (str one; first.n;) {
    str name;
    first = str_cut(first, ' ', &one);
    str value = str_cut(one, '=', &name);
    if (value.n) fields_add(a, out, name, value);
  }
  buf own = BUF(a), grades = BUF(a);
  for (str line; rest.n;) {
    str name;
    rest = str_cut(rest, '\n', &line);
    str value = str_cut(line, '=', &name);
    buf *to = str_eq(name, S("predikat")) ? &grades : &own;
    buf_fmt(to, "%s%.*s", to->n ? "\n" : "", STR_ARG(value));
  }
  buf bands = BUF(a);
  for (str one, left = buf_str(&own); left.n;) {
    left = str_cut(left, ';', &one);
    buf_fmt(&bands, "%s%.*s", bands.n ? "\n" : "", STR_ARG(str_trim(one)));
  }
  fields_add(a, out, S("skala-sendiri"), buf_str(&bands));
  fields_add(a, out, S("predikat"), buf_str(&grades));
}
