#include "web/pages/calendar.h"

#include "base/num.h"
#include "kalender.t.h"
#include "office/office_sql.h"
#include "web/pages/office_at.h"

static str kind_words(str kind) {
  return str_eq(kind, S("cuti")) ? S("cuti bersama") : str_eq(kind, S("lokal")) ? S("libur daerah") : S("libur nasional");
}

static str scope_words(const office *o, int64_t scope) {
  return !scope ? S("Nasional") : scope == o->region.v ? o->region_name : o->name;
}

static str number_text(arena *a, int64_t n) { return str_fmt(a, "%lld", (long long)n); }

/* ---- twelve months ---- */

static day_view day_of(arena *a, const calendar *c, date d, date today) {
  const day_off *off = calendar_day_off(c, d);
  day_view v = {.day = date_ymd(d).d};
  if (off) v.title = off->name;
  v.mark = off ? off->kind == OFF_NATIONAL ? S("off") : off->kind == OFF_COLLECTIVE ? S("off shared") : S("off local")
           : date_weekday(d) > 5 ? S("rest") : calendar_is_ramadan(c, d) ? S("fasting") : S("work");
  if (d.day == today.day) v.mark = STR_CAT(a, v.mark, S(" today"));
  return v;
}

static void months(arena *a, const calendar *c, int year, date today, month_view made[12]) {
  for (int m = 1; m <= 12; m++) {
    month_view *v = &made[m - 1];
    date first = date_of(year, m, 1), next = m == 12 ? date_of(year + 1, 1, 1) : date_of(year, m + 1, 1);
    v->name = date_month_name(m);
    v->n = (size_t)date_weekday(first) - 1;
    for (date d = first; d.day < next.day; d.day++) v->days[v->n++] = day_of(a, c, d, today);
    while (v->n % 7) v->n++;
  }
}

/* ---- lists ---- */

static err list_off(const get_ctx *cx, const office *o, calendar_view *v) {
  sql_days_off_of_rows rows;
  TRY(sql_days_off_of(cx->db, cx->a, o->region.v, o->id.v, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_days_off_of_row *r = &rows.v[i];
    if (date_ymd(r->day).y != v->year) continue;
    off_view line = {date_id_long(cx->a, r->day), kind_words(r->kind), r->name, r->source, scope_words(o, r->scope), STR_NONE, STR_NONE};
    if (worktime_may(cx->who, r->scope)) {
      line.remove_scope = number_text(cx->a, r->scope);
      line.remove_day = date_iso(cx->a, r->day);
      v->removes = true;
    }
    LIST_ADD(cx->a, &v->off, line);
  }
  return NULL;
}

static err list_ramadan(const get_ctx *cx, const office *o, calendar_view *v) {
  const int64_t scopes[] = {0, o->region.v, o->id.v};
  for (size_t s = 0; s < LEN(scopes); s++) {
    sql_ramadan_in_rows rows;
    TRY(sql_ramadan_in(cx->db, cx->a, scopes[s], &rows));
    for (size_t i = 0; i < rows.n; i++) {
      const sql_ramadan_in_row *r = &rows.v[i];
      range_view line = {STR_CAT(cx->a, date_id(cx->a, r->first_day), S(" s.d. "), date_id(cx->a, r->last_day)), r->source, STR_NONE, STR_NONE};
      if (worktime_may(cx->who, scopes[s])) {
        line.remove_scope = number_text(cx->a, scopes[s]);
        line.remove_day = date_iso(cx->a, r->first_day);
      }
      LIST_ADD(cx->a, &v->ranges, line);
    }
  }
  return NULL;
}

static str hours_text(arena *a, const work_day *d) {
  if (d->start == d->end) return S("libur");
  str text = str_fmt(a, "%02d.%02d–%02d.%02d", d->start / 60, d->start % 60, d->end / 60, d->end % 60);
  if (d->break_start == d->break_end) return text;
  return STR_CAT(a, text, str_fmt(a, ", istirahat %02d.%02d–%02d.%02d", d->break_start / 60, d->break_start % 60, d->break_end / 60, d->break_end % 60));
}

/* ---- the calculator ---- */

static err compute_due(const get_ctx *cx, const request *rq, const office *o, const calendar *c, due_view *v) {
  instant start, due;
  duration d;
  v->start = str_trim(fields_get(&rq->query, S("mulai")));
  v->n = str_trim(fields_get(&rq->query, S("lama")));
  v->unit = str_eq(fields_get(&rq->query, S("satuan")), S("jam")) ? S("jam") : S("hari");
  if (!v->start.n && !v->n.n) {
    local now = instant_local(cx->now, o->zone);
    v->start = str_fmt(cx->a, "%.*sT%02d:%02d", STR_ARG(date_iso(cx->a, now.day)), now.minute / 60, now.minute % 60);
    return NULL;
  }
  if (!instant_parse(v->start, o->zone, &start)) return ERR_FIELD(cx->a, S("mulai"), "Isi tanggal dan jam mulai.");
  if (!duration_parse(STR_CAT(cx->a, v->n, S(" "), v->unit), &d) || d.unit == DURATION_NONE)
    return ERR_FIELD(cx->a, S("lama"), "Isi lama dengan bilangan bulat, misalnya 3.");
  due = calendar_due(c, start, d);
  if (!instant_some(due)) return ERR_FIELD(cx->a, S("lama"), "Tenggatnya di luar jangkauan kalender.");
  v->answer = calendar_explain(cx->a, c, start, d, due);
  return NULL;
}

/* ---- the page ---- */

static err read_change(const get_ctx *cx, const request *rq, const office *o, calendar_view *v) {
  str scope_part, n_part = str_cut(fields_get(&rq->query, S("perubahan")), '-', &scope_part);
  int64_t scope, n;
  if (!num_i64(scope_part, 0, INT64_MAX, &scope) || !num_i64(n_part, 1, INT64_MAX, &n)) return NULL;
  if (scope && scope != o->region.v && scope != o->id.v) return NULL;
  v->changed = true;
  err e = worktime_moved(cx->db, cx->a, scope, n, &v->moved);
  if (e && e->code == ERR_NOT_FOUND) v->changed = false;
  size_t kept = 0; /* another office's cycles are not for everybody */
  for (size_t i = 0; i < v->moved.n; i++) {
    cycle *c;
    err hidden = cycle_load(cx->db, cx->a, (cycle_id){v->moved.v[i].cycle}, cx->who, &c);
    if (!hidden) v->moved.v[kept++] = v->moved.v[i];
  }
  v->moved.n = kept;
  return e && e->code != ERR_NOT_FOUND ? e : NULL;
}

static html edit_links(const get_ctx *cx, const office *o) {
  static const struct { const char *path, *label; } links[] = {{"/kalender/libur", "Tambah hari libur"}, {"/kalender/impor", "Impor CSV"},
                                                               {"/kalender/jam/biasa", "Ubah jam kerja"}, {"/kalender/jam/ramadan", "Ubah jam Ramadan"},
                                                               {"/kalender/ramadan", "Tambah Ramadan"}};
  html all = HTML_NONE;
  if (!worktime_may(cx->who, o->id.v)) return all;
  for (size_t i = 0; i < LEN(links); i++)
    all = kit_join(cx->a, all, kit_link(cx->a, STR_CAT(cx->a, str_of(links[i].path), kit_path(cx->a, "?kantor=#", o->id.v)), str_of(links[i].label), i == 0));
  return all;
}

static void year_links(const get_ctx *cx, const office *o, calendar_view *v) {
  chip_view *years = NEW_N(cx->a, chip_view, 3);
  for (int i = 0; i < 3; i++) {
    int64_t y = v->year - 1 + i;
    years[i] = (chip_view){number_text(cx->a, y), str_fmt(cx->a, "/kalender?tahun=%d&kantor=%lld", (int)y, (long long)o->id.v), i == 1};
  }
  v->years = years;
  v->n_years = 3;
}

err calendar_get(const get_ctx *cx, request *rq, response *rs) {
  office o;
  bool found;
  const calendar *c;
  TRY(office_at(cx, rq, rs, NAV_CALENDAR, &o, &found));
  if (!found) return NULL;
  calendar_view *v = NEW(cx->a, calendar_view);
  date today = site_today(cx, o.zone);
  v->year = date_ymd(today).y;
  (void)num_i64(fields_get(&rq->query, S("tahun")), 2000, 2100, &v->year);
  TRY(office_calendar(cx->db, cx->a, &o, &c));
  const work_rules *rules = calendar_rules(c);
  v->csrf = rq->csrf;
  v->office = o.name;
  v->office_no = number_text(cx->a, o.id.v);
  v->edit = edit_links(cx, &o);
  v->actions = kit_join(cx->a, office_at_choice(cx, S("/kalender")),
                        kit_link(cx->a, str_fmt(cx->a, "/kalender/ekspor?tahun=%d&kantor=%lld", (int)v->year, (long long)o.id.v), S("Ekspor CSV"), false));
  year_links(cx, &o, v);
  months(cx->a, c, (int)v->year, today, v->months);
  for (int i = 0; i < 7; i++) v->hours[i] = (hours_view){date_day_name(i + 1), hours_text(cx->a, &rules->normal[i]), hours_text(cx->a, &rules->ramadan[i])};
  TRY(list_off(cx, &o, v));
  TRY(list_ramadan(cx, &o, v));
  TRY(read_change(cx, rq, &o, v));
  v->due.wrong = compute_due(cx, rq, &o, c, &v->due);
  out to = OUT(cx->a);
  t_kalender(&to, v);
  site_page(cx, rq, rs, 200, NAV_CALENDAR, S("Kalender"), out_html(&to));
  return NULL;
}

err calendar_export_get(const get_ctx *cx, request *rq, response *rs) {
  static const enum day_off_kind kinds[] = {OFF_NATIONAL, OFF_COLLECTIVE, OFF_LOCAL};
  static const str words[] = {SC("libur"), SC("cuti"), SC("lokal")};
  office o;
  bool found;
  int64_t year = date_ymd(site_today(cx, 420)).y;
  sql_days_off_of_rows rows;
  TRY(office_at(cx, rq, rs, NAV_CALENDAR, &o, &found));
  if (!found) return NULL;
  (void)num_i64(fields_get(&rq->query, S("tahun")), 2000, 2100, &year);
  TRY(sql_days_off_of(cx->db, cx->a, o.region.v, o.id.v, &rows));
  day_off *days = NEW_N(cx->a, day_off, rows.n + 1);
  size_t n = 0;
  for (size_t i = 0; i < rows.n; i++) {
    if (date_ymd(rows.v[i].day).y != year || (n && days[n - 1].day.day == rows.v[i].day.day)) continue;
    enum day_off_kind kind = OFF_NATIONAL;
    for (size_t k = 0; k < LEN(words); k++)
      if (str_eq(rows.v[i].kind, words[k])) kind = kinds[k];
    days[n++] = (day_off){rows.v[i].day, kind, rows.v[i].name, rows.v[i].source};
  }
  response_file(rs, S("text/csv; charset=utf-8"), str_fmt(cx->a, "hari-libur-%d.csv", (int)year), calendar_days_off_csv(cx->a, days, n), false);
  return NULL;
}
