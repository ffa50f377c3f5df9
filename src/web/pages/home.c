#include "web/pages/home.h"

#include "beranda.t.h"
#include "cycle/cycle.h"
#include "cycle/cycle_sql.h"
#include "performance/performance_sql.h"
#include "web/pages/admin.h"
#include "web/pages/cycles.h"
#include "web/pages/due.h"

typedef LIST(task_view) tasks;

/* The office that was asked for last, and its calendar. */
typedef struct calendars { office at; const calendar *calendar; } calendars;

static err calendar_for(const get_ctx *cx, calendars *kept, office_id id, const calendar **found) {
  if (kept->at.id.v != id.v) {
    kept->calendar = NULL;
    TRY(office_get(cx->db, cx->a, id, &kept->at));
  }
  if (!kept->calendar) TRY(office_calendar(cx->db, cx->a, &kept->at, &kept->calendar));
  *found = kept->calendar;
  return NULL;
}

/* A task like `o`, under a title of its own. */
static err add(const get_ctx *cx, calendars *kept, const open_turn *o, str title, bool returned, tasks *to) {
  arena *a = cx->a;
  task_view t = {.title = title, .action = S("Kerjakan"), .path = str_fmt(a, "/siklus/%lld/langkah/%d", (long long)o->cycle.v, (int)o->no)};
  t.where = STR_CAT(a, cycle_period(a, o->year, o->quarter), S(" · "), o->office_name);
  if (returned) t.look = LOOK_RETURNED;
  if (instant_some(o->due)) {
    const calendar *c;
    TRY(calendar_for(cx, kept, o->office, &c));
    due_words d = due_of(a, c, o->zone, cx->now, o->due);
    t.due = d.due;
    t.left = d.left;
    if (t.look == LOOK_PLAIN || d.look == LOOK_LATE) t.look = d.look;
  }
  LIST_ADD(a, to, t);
  return NULL;
}

static str step_title(arena *a, int64_t no, int64_t round, int64_t phase, str activity) {
  str tail = phase ? S(" (menunggu Anda)") : round > 1 ? str_fmt(a, " (putaran %d)", (int)round) : S("");
  return str_fmt(a, "%d. %.*s%.*s", (int)no, STR_ARG(activity), STR_ARG(tail));
}

static err add_turns(const get_ctx *cx, calendars *kept, tasks *to) {
  open_turns turns;
  TRY(cycle_turns(cx->db, cx->a, cx->who, &turns));
  for (size_t i = 0; i < turns.n; i++) {
    const open_turn *o = &turns.v[i];
    TRY(add(cx, kept, o, step_title(cx->a, o->no, o->round, o->phase, o->activity), o->round > 1, to));
  }
  return NULL;
}

static err by_figure(const get_ctx *cx, calendars *kept, tasks *to) {
  sql_turns_by_figure_rows rows;
  TRY(sql_turns_by_figure(cx->db, cx->a, cx->who->person, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_turns_by_figure_row *r = &rows.v[i];
    if (!r->open) continue;
    open_turn o = {.cycle = r->cycle, .office = r->office, .office_name = r->office_name, .zone = r->zone, .year = r->year, .quarter = r->quarter, .no = r->no, .due = r->due_at};
    TRY(add(cx, kept, &o, str_fmt(cx->a, "Isi data Anda: %d dari %d masih kosong", (int)r->open, (int)r->total), false, to));
  }
  return NULL;
}

static err by_correction(const get_ctx *cx, calendars *kept, tasks *to) {
  sql_turns_by_correction_rows rows;
  TRY(sql_turns_by_correction(cx->db, cx->a, cx->who->person, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_turns_by_correction_row *r = &rows.v[i];
    if (!r->open) continue;
    open_turn o = {.cycle = r->cycle, .office = r->office, .office_name = r->office_name, .zone = r->zone, .year = r->year, .quarter = r->quarter, .no = r->no, .due = r->due_at};
    TRY(add(cx, kept, &o, str_fmt(cx->a, "Jawab koreksi: %d catatan untuk Anda", (int)r->open), true, to));
  }
  return NULL;
}

/* Cycles of the person's office that run but wait for somebody else. */
static err others(const get_ctx *cx, const office *home, const tasks *mine, calendars *kept, tasks *to) {
  sql_cycles_running_of_rows rows;
  TRY(sql_cycles_running_of(cx->db, cx->a, home->id, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_cycles_running_of_row *r = &rows.v[i];
    str path = str_fmt(cx->a, "/siklus/%lld/", (long long)r->id.v);
    bool already = false;
    for (size_t k = 0; k < mine->n; k++) already = already || str_starts(mine->v[k].path, path);
    if (already) continue;
    open_turn o = {.cycle = r->id, .office = home->id, .office_name = STR_CAT(cx->a, S("menunggu "), r->waits_for), .zone = home->zone, .year = r->year, .quarter = r->quarter, .no = r->no, .due = r->due_at};
    TRY(add(cx, kept, &o, step_title(cx->a, r->no, r->round, 0, r->activity), false, to));
    to->v[to->n - 1].path = str_sub(path, 0, path.n - 1);
    to->v[to->n - 1].action = S("Lihat");
    to->v[to->n - 1].others = true;
  }
  return NULL;
}

enum { SHOWN = 8 }; /* offices to prepare, on one page */

/* An administrator prepares offices; a new installation begins with the first. */
static err to_prepare(const get_ctx *cx, home_view *v, tasks *to) {
  sql_offices_ready_rows rows;
  int64_t year = date_ymd(site_today(cx, 420)).y;
  TRY(sql_offices_ready(cx->db, cx->a, cx->who->region, site_today(cx, 420), year, &rows));
  v->empty_title = rows.n ? S("Semua perangkat daerah siap.") : S("Mulai dengan menambah perangkat daerah.");
  v->empty_text = rows.n ? S("Bila ada yang perlu dilengkapi, tampil di sini.") : S("Pertama Inspektorat, yang menerima laporan; lalu kecamatan, dinas, dan badan.");
  v->empty_path = rows.n ? STR_NONE : S("/administrasi/kantor/baru");
  for (size_t i = 0; i < rows.n; i++) {
    readiness is;
    admin_readiness(cx->a, &rows.v[i], year, &is);
    if (!is.missing) continue;
    task_view t = {.title = STR_CAT(cx->a, S("Siapkan "), is.name), .path = kit_path(cx->a, "/administrasi/kantor/#", rows.v[i].id.v), .action = S("Lanjutkan")};
    t.where = str_fmt(cx->a, "%zu dari %zu belum, berikutnya: %.*s", is.missing, is.items.n, STR_ARG(is.first));
    if (v->n_waiting++ < SHOWN) LIST_ADD(cx->a, to, t);
  }
  return NULL;
}

/* An office with nothing to measure cannot begin: whoever keeps its data enters the plan of the year. */
static err to_plan(const get_ctx *cx, const office *home, tasks *to) {
  int64_t year = date_ymd(site_today(cx, home->zone)).y;
  sql_indicators_planned_row planned;
  if (!actor_keeps_office(cx->who, home->id)) return NULL;
  TRY(sql_indicators_planned(cx->db, cx->a, home->id, year, &planned));
  task_view t = {.title = str_fmt(cx->a, "Isi sasaran, indikator, dan target %d", (int)year), .path = S("/data"), .action = S("Kerjakan"),
                 .where = S("Pengumpulan data dapat diperintahkan sesudah rencana kinerja ada.")};
  if (!planned.n) LIST_ADD(cx->a, to, t);
  return NULL;
}

static str lead_of(arena *a, const tasks *t) {
  size_t late = 0, soon = 0;
  for (size_t i = 0; i < t->n; i++) {
    late += t->v[i].look == LOOK_LATE;
    soon += t->v[i].look == LOOK_SOON;
  }
  if (!t->n) return STR_NONE;
  if (late || soon) return str_fmt(a, "%zu menunggu Anda: %zu terlambat, %zu hampir tenggat.", t->n, late, soon);
  return str_fmt(a, "%zu menunggu Anda.", t->n);
}

err home_get(const get_ctx *cx, request *rq, response *rs) {
  tasks mine = {0}, running = {0};
  calendars kept = {0};
  home_view v = {0};
  v.empty_title = S("Tidak ada yang menunggu Anda.");
  v.empty_text = S("Bila giliran Anda tiba, langkahnya muncul di sini dengan tenggatnya.");
  if (cx->who->role == ROLE_ADMIN && !cx->who->office.v) {
    TRY(to_prepare(cx, &v, &mine));
    v.lead = v.n_waiting ? str_fmt(cx->a, "%zu perangkat daerah belum siap.", v.n_waiting) : STR_NONE;
  }
  if (cx->who->office.v) {
    office home;
    TRY(office_get(cx->db, cx->a, cx->who->office, &home));
    kept.at = home;
    TRY(by_correction(cx, &kept, &mine));
    TRY(add_turns(cx, &kept, &mine));
    TRY(by_figure(cx, &kept, &mine));
    TRY(others(cx, &home, &mine, &kept, &running));
    if (!mine.n && !running.n) TRY(to_plan(cx, &home, &mine));
    TRY(cycles_begin_button(cx, &home, &v.actions));
    v.lead = lead_of(cx->a, &mine);
  }
  v.tasks = mine.v;
  v.n_tasks = mine.n;
  v.running = running.v;
  v.n_running = running.n;
  out o = OUT(cx->a);
  t_beranda(&o, &v);
  site_page(cx, rq, rs, 200, NAV_HOME, S("Beranda"), out_html(&o));
  return NULL;
}
